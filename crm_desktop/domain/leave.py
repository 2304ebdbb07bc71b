"""A person's leave: days on which the queue passes them over and others keep their promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Leave:
    """From the first day to the last, both included, by the office's clock."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether it is leave on that day."""
        return self.first <= day <= self.last
