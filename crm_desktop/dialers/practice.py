"""The practice line: simulated calls with every outcome, for training and the tour; rings nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol
from uuid import UUID

from crm_desktop.clock import Clock
from crm_desktop.dialers.base import Cause, DialRequest, Lines, LineState, Listener, Traits
from crm_desktop.errors import UserError


class Scheduler(Protocol):
    """Runs something later, in the thread that uses the dialer; a Qt timer, or a test's own clock."""

    def later(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        """Run `act` after that many seconds; gives what cancels it."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a simulated call goes: how often (weight), what ends it, how long it rings and talks (seconds)."""

    cause: Cause
    weight: int
    ring_s: tuple[float, float]
    talk_s: tuple[float, float] = (0, 0)

    @property
    def is_answered(self) -> bool:
        """Whether someone picks up."""
        return self.cause is Cause.COMPLETED


# Roughly what an Indian list of mobiles gives.
OUTCOMES = (
    Outcome(Cause.COMPLETED, 45, (2, 6), (25, 120)),
    Outcome(Cause.NO_ANSWER, 25, (18, 25)),
    Outcome(Cause.BUSY, 12, (0.5, 1.5)),
    Outcome(Cause.UNREACHABLE, 10, (0.5, 2)),
    Outcome(Cause.REJECTED, 5, (2, 5)),
    Outcome(Cause.INVALID_NUMBER, 3, (0.3, 0.8)),
)
_SETUP_S = (0.3, 1.0)


class PracticeDialer:
    """A line that exists only here. The same seed gives the same calls in the same order."""

    def __init__(
        self,
        clock: Clock,
        scheduler: Scheduler,
        *,
        seed: int = 0,
        speed: float = 1.0,
        outcomes: tuple[Outcome, ...] = OUTCOMES,
    ) -> None:
        """`speed` 10 makes everything ten times as fast."""
        self._lines = Lines(clock)
        self._later = scheduler.later
        self._random = Random(seed)
        self._speed = speed
        self._outcomes = outcomes
        self._cancel: dict[UUID, Callable[[], None]] = {}

    @property
    def traits(self) -> Traits:
        """Simulated, and measured by the simulation."""
        return Traits("practice", is_practice=True, measures=True, hangs_up=True)

    def trouble(self) -> UserError | None:
        """It works anywhere."""
        return None

    def dial(self, request: DialRequest, listener: Listener) -> None:
        """Begin a simulated call."""
        if not self._lines.accept(request, listener):
            return
        call_id = request.call_id
        weights = [outcome.weight for outcome in self._outcomes]
        outcome = self._random.choices(self._outcomes, weights)[0]
        setup, ring = self._random.uniform(*_SETUP_S), self._random.uniform(*outcome.ring_s)
        talk = self._random.uniform(*outcome.talk_s)
        self._lines.move(call_id, LineState.DIALLING, is_measured=True)

        def end() -> None:
            self._end(call_id, outcome.cause)

        def connect() -> None:
            self._lines.move(call_id, LineState.CONNECTED, is_measured=True)
            self._plan(call_id, talk, end)

        def ring_now() -> None:
            if outcome.cause is not Cause.INVALID_NUMBER and outcome.cause is not Cause.UNREACHABLE:
                self._lines.move(call_id, LineState.RINGING, is_measured=True)
            self._plan(call_id, ring, connect if outcome.is_answered else end)

        self._plan(call_id, setup, ring_now)

    def answered(self, call_id: UUID) -> None:
        """The line measures it; a mark changes nothing."""

    def hang_up(self, call_id: UUID) -> None:
        """End the call from our side."""
        talked = self._lines.state(call_id) in (LineState.CONNECTED, LineState.HELD)
        self._end(call_id, Cause.COMPLETED if talked else Cause.CANCELLED)

    def close(self) -> None:
        """End what is live."""
        for call_id in self._lines.live():
            self._end(call_id, Cause.ENGINE_LOST)

    def _plan(self, call_id: UUID, seconds: float, act: Callable[[], None]) -> None:
        if self._lines.is_live(call_id):
            self._cancel[call_id] = self._later(seconds / self._speed, act)

    def _end(self, call_id: UUID, cause: Cause) -> None:
        cancel = self._cancel.pop(call_id, None)
        if cancel is not None:
            cancel()
        self._lines.move(call_id, LineState.ENDED, cause, is_measured=True)
