"""The program's clock: the one place that asks the system what time it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives the present as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present moment, UTC, microseconds kept."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present moment by the computer's clock, UTC."""
        return datetime.fromtimestamp(time.time(), UTC)

    def ticks(self) -> float:
        """Seconds that go on evenly, whatever the clock is set to; asleep, too, where the system tells."""
        return _ticks()


def _asleep_too() -> Callable[[], float]:
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere sleep is counted by the plain one
    return time.monotonic if boot is None else lambda: time.clock_gettime(boot)


_ticks = _asleep_too()


class ServerClock:
    """Another clock, corrected to a server's: every workstation of a team then shows the same time.

    May be asked and set right from any thread. Until it was measured it gives the other clock's time; from
    then on it goes by the other one's ticks, where it has some, so that setting that clock moves nothing.
    """

    def __init__(self, own: Clock) -> None:
        self._own = own
        self._ticks: Callable[[], float] | None = getattr(own, "ticks", None)
        self._apart = timedelta(0)
        self._since: tuple[datetime, float] | None = None  # the server's time at a tick

    @property
    def apart(self) -> timedelta:
        """How far the server's clock is ahead of the own one; negative when behind."""
        return self._apart if self._since is None else self.now() - self._own.now()

    def now(self) -> datetime:
        """The present moment by the server's clock, UTC."""
        if self._since is None or self._ticks is None:
            return self._own.now() + self._apart
        moment, tick = self._since
        return moment + timedelta(seconds=self._ticks() - tick)

    def measured(self, asked_at: datetime, server_now: datetime, answered_at: datetime) -> timedelta:
        """Set it right by one question: `asked_at` and `answered_at` are the own clock's, not this one's.

        The server's answer belongs to the middle of the way there and back, so that what is left wrong is
        at most half of the time it took. To be called once the answer is there. Gives how far the clocks
        are apart.
        """
        middle = asked_at + (answered_at - asked_at) / 2
        self._apart = server_now - middle
        if self._ticks is not None:
            self._since = server_now + (self._own.now() - middle), self._ticks()
        return self._apart

    def set_apart(self, apart: timedelta) -> None:
        """Go by what was measured earlier, until it can be measured again."""
        self._apart = apart

    def measure(self, ask: Callable[[], datetime], tries: int = 3) -> timedelta:
        """Ask a few times what time it is there and go by the quickest answer; errors pass."""
        best: timedelta | None = None
        for _ in range(tries):
            asked_at = self._own.now()
            there = ask()
            answered_at = self._own.now()
            took = answered_at - asked_at
            if took >= timedelta(0) and (best is None or took < best):
                best = took
                self.measured(asked_at, there, answered_at)
        return self.apart


class SetClock:
    """A clock that stands still until it is moved; for tests, the tour and made-up past work."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment this clock was set to."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Set the clock to an aware datetime."""
        self._now = moment.astimezone(UTC)

    def move(self, **by: float) -> None:
        """Move the clock on by a `timedelta` given in keywords, e.g. `move(minutes=5)`."""
        self._now += timedelta(**by)
