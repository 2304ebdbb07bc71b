"""A call-back being promised: what was typed, how it is understood, what speaks for or against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from crm_desktop.domain.calling_window import CallingWindow, is_open
from crm_desktop.domain.when import NotUnderstood, Understood, understand
from crm_desktop.domain.when_choices import QuickChoice, propose_next, quick_choices

SAME_TIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Promise:
    """One call-back before it is saved. `at` None: what was typed is not understood (`problem` says why).

    `for_act` is "result" after a call or "later" without one.
    """

    for_act: Literal["result", "later"]
    proposed_at: datetime
    zone: str
    hours: CallingWindow
    choices: tuple[QuickChoice, ...]
    at: datetime | None
    typed: str = ""
    is_certain: bool = True
    problem: NotUnderstood | None = None
    refusal: str = ""

    @property
    def is_inside_hours(self) -> bool:
        """Whether the person may be called at that time."""
        return self.at is not None and is_open(self.hours, self.zone, self.at)

    def others(self, promised: Sequence[datetime]) -> int:
        """How many of the caller's other promises lie within ten minutes."""
        if self.at is None:
            return 0
        return sum(1 for due in promised if abs(due - self.at) < SAME_TIME)

    def chosen(self, index: int) -> Promise:
        """One of the ready choices; unchanged when there is no such one."""
        if not 0 <= index < len(self.choices):
            return self
        return replace(self, at=self.choices[index].at, typed="", is_certain=True, problem=None, refusal="")

    def read(self, typed: str, now: datetime, language: str, *, may_ask_library: bool) -> Promise:
        """What was typed, understood; empty goes back to the proposed time."""
        plain = replace(self, typed=typed, is_certain=True, problem=None, refusal="")
        if not typed.strip():
            return replace(plain, at=self.proposed_at)
        found = understand(typed, now, self.zone, self.hours, language, may_ask_library=may_ask_library)
        if isinstance(found, Understood):
            return replace(plain, at=found.at, is_certain=found.is_certain)
        return replace(plain, at=None, problem=found)


def propose(
    for_act: Literal["result", "later"], now: datetime, zone: str, hours: CallingWindow, delay: timedelta
) -> Promise:
    """A promise `delay` from now, moved into calling hours: Enter takes it."""
    at = propose_next(now, zone, hours, delay)
    return Promise(for_act, at, zone, hours, quick_choices(now, zone, hours), at)
