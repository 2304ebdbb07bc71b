"""A call-back being promised: what was typed, how it is understood, what speaks for or against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from crm_desktop.domain.calling_window import CallingWindow, is_open
from crm_desktop.domain.when import Asked, NotUnderstood, Understood, shown_when, understand
from crm_desktop.domain.when_choices import QuickChoice, propose_next, quick_choices
from crm_desktop.domain.when_reasons import Note

SAME_TIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Promise:
    """One call-back before it is saved. `at` None: what was typed is not understood, or not surely
    (`problem` says why, or asks; `is_choosing` when the keyboard waits for the answer).

    `for_act` is "result" after a call or "later" without one. `latest`, `may_ask`: where the reason to call
    ends before it, the last time there is, and whether the person's own wish would do; `is_asked`: it is so.
    """

    for_act: Literal["result", "later"]
    proposed_at: datetime
    zone: str
    hours: CallingWindow
    choices: tuple[QuickChoice, ...]
    at: datetime | None
    typed: str = ""
    assumed: tuple[Note, ...] = ()
    is_choosing: bool = False
    problem: NotUnderstood | None = None
    refusal: str = ""
    latest: datetime | None = None
    may_ask: bool = False
    is_asked: bool = False

    @property
    def ways(self) -> tuple[Literal["asked", "latest"], ...]:
        """What to do about a time that law refuses, in the order of their keys."""
        asked: tuple[Literal["asked", "latest"], ...] = ("asked",) if self.may_ask else ()
        return (*asked, "latest") if self.latest is not None else asked

    @property
    def is_inside_hours(self) -> bool:
        """Whether the person may be called at that time."""
        return self.at is not None and is_open(self.hours, self.zone, self.at)

    @property
    def readings(self) -> tuple[Understood, ...]:
        """The times that may be meant, to choose one of."""
        return self.problem.choices if isinstance(self.problem, Asked) else ()

    def others(self, promised: Sequence[datetime]) -> int:
        """How many of the caller's other promises lie within ten minutes."""
        if self.at is None:
            return 0
        return sum(1 for due in promised if abs(due - self.at) < SAME_TIME)

    def chosen(self, index: int) -> Promise:
        """One of the ready choices; unchanged when there is no such one."""
        if not 0 <= index < len(self.choices):
            return self
        return replace(self._plain(""), at=self.choices[index].at)

    def reading(self, index: int) -> Promise:
        """One of the readings of what was typed, which stays to be seen; unchanged without such one."""
        if not 0 <= index < len(self.readings):
            return self
        return self._taken(self._plain(self.typed), self.readings[index])

    def asked(self, is_choosing: bool) -> Promise:
        """Whether the keyboard waits for the choice among the readings."""
        return replace(self, is_choosing=is_choosing and bool(self.readings))

    def read(self, typed: str, now: datetime, language: str, *, may_ask_library: bool) -> Promise:
        """What was typed, understood; empty goes back to the proposed time."""
        plain = self._plain(typed)
        if not typed.strip():
            return replace(plain, at=self.proposed_at)
        found = understand(typed, now, self.zone, self.hours, language, may_ask_library=may_ask_library)
        if isinstance(found, Understood):
            return self._taken(plain, found)
        return replace(plain, at=None, problem=found)

    def shown_at(self, now: datetime) -> str:
        """The time as it is shown before it is saved."""
        return shown_when(self.at, self.zone, now) if self.at else ""

    def _plain(self, typed: str) -> Promise:
        return replace(
            self, typed=typed, assumed=(), is_choosing=False, problem=None, refusal="", latest=None,
            may_ask=False, is_asked=False,
        )  # fmt: skip

    @staticmethod
    def _taken(plain: Promise, found: Understood) -> Promise:
        return replace(plain, at=found.at, assumed=found.assumed)


def propose(
    for_act: Literal["result", "later"], now: datetime, zone: str, hours: CallingWindow, delay: timedelta
) -> Promise:
    """A promise `delay` from now, moved into calling hours: Enter takes it."""
    at = propose_next(now, zone, hours, delay)
    return Promise(for_act, at, zone, hours, quick_choices(now, zone, hours), at)
