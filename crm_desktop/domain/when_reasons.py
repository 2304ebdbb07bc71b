"""What is shown beside a date understood: how far away it is, and what was assumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

IS_TODAY: Final = "today"
IS_TOMORROW: Final = "tomorrow"
DAYS_AHEAD: Final = "in {days} days"
OUTSIDE_HOURS: Final = "outside calling hours"
IS_OUTSIDE: Final = "outside hours"

IN_HOURS: Final = "{typed} → {time}, in calling hours"
IS_OPENING: Final = "no hour given → {time}, when calling begins"
IS_SAME_TIME: Final = "no hour given → {time}, as now"
IS_PART: Final = "no hour given → {time}"
IS_ABOUT: Final = "about {time}"
IS_FROM: Final = "{time} or later"
IS_BETWEEN: Final = "between {time} and {until} → {time}"
HAS_PASSED: Final = "{time} has passed today → tomorrow"
ARE_MINUTES: Final = "no unit given → minutes"
BEFORE_CHANGE: Final = "before the clocks go back"
AFTER_CHANGE: Final = "after the clocks went back"
CLOCKS_SKIP: Final = "the clocks skip {time} that night"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was assumed: an English template and its places, for translation."""

    template: str
    params: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The English words, filled in."""
        return self.template.format(**dict(self.params))


def note(template: str, **params: str) -> Note:
    """A note with its places."""
    return Note(template, tuple(params.items()))
