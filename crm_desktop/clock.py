"""The program's clock: the one place that asks the system what time it is."""

from __future__ import annotations

import time
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
