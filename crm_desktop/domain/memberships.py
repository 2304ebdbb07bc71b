"""In which team somebody was on which day: a person who moves leaves what was done with the team of then.

A move counts from the day after on. What people may see goes by the team they are in now, not by this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from crm_desktop.domain.shift import date_of, number_of

FAR_DAY = 99_991_231  # none comes after it


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a team (None: in none) from a day (yyyymmdd) on, until the next one."""

    person_id: UUID
    team_id: UUID | None
    from_on: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a person: first and last (yyyymmdd), both included."""

    person_id: UUID
    first: int
    last: int


@dataclass(frozen=True)
class Memberships:
    """Who is in which team now, and what is known of moves, in the order in which they hold."""

    now: Mapping[UUID, UUID | None]
    moves: Sequence[Membership] = ()
    _of: dict[UUID, list[Membership]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for move in self.moves:
            self._of.setdefault(move.person_id, []).append(move)

    def team_on(self, person_id: UUID, day: int) -> UUID | None:
        """The team of a day (yyyymmdd)."""
        known, found = self._of.get(person_id), self.now.get(person_id)
        for move in known or ():
            if move.from_on > day:
                break
            found = move.team_id
        return found

    def stretches(self, team_id: UUID, first: int, last: int) -> tuple[Stretch, ...]:
        """Whose days between two (yyyymmdd, both included) are the team's."""
        found = []
        for person_id, team in self.now.items():
            known = self._of.get(person_id)
            if known is None:
                found += [Stretch(person_id, first, last)] if team == team_id else []
                continue
            ends = [*(_before(move.from_on) for move in known[1:]), FAR_DAY]
            for move, end in zip(known, ends, strict=True):
                begin, until = max(move.from_on, first), min(end, last)
                if move.team_id == team_id and begin <= until:
                    found.append(Stretch(person_id, begin, until))
        return tuple(_joined(found))


def _before(day: int) -> int:
    return number_of(date_of(day) - timedelta(days=1)) if day else 0


def _joined(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """Those of a person that follow one another as one."""
    last: Stretch | None = None
    for each in stretches:
        if last is not None and last.person_id == each.person_id and _before(each.first) == last.last:
            last = Stretch(each.person_id, last.first, each.last)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
