"""Handing out leads: who gets how many, equally, by weight, or by what the lead asks for and a person can."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class Sharing(StrEnum):
    """By what leads are shared out."""

    EQUAL = "equal"
    WEIGHTED = "weighted"
    MATCHED = "matched"  # a field's value goes to whoever has it among their skills


@dataclass(frozen=True, slots=True)
class HandOut:
    """How leads are handed out. `people`: to whom, with their weights; `cap`: how many waiting leads each
    may have then, those they have already counted (None: any number); `field`, where it is matched, is a
    field of `campaign_rules.SKILLS`.
    """

    sharing: Sharing = Sharing.EQUAL
    people: tuple[tuple[UUID, int], ...] = ()
    cap: int | None = None
    field: str = ""
    only_nobodys: bool = True
    skip_absent: bool = True

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "sharing": self.sharing.value,
            "people": [[str(person_id), weight] for person_id, weight in self.people],
            "cap": self.cap,
            "field": self.field,
            "only_nobodys": self.only_nobodys,
            "skip_absent": self.skip_absent,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> HandOut:
        """From plain values."""
        return cls(
            Sharing(stored["sharing"]),
            tuple((UUID(person_id), int(weight)) for person_id, weight in stored["people"]),
            stored["cap"],
            stored["field"],
            bool(stored["only_nobodys"]),
            bool(stored["skip_absent"]),
        )


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who can be given leads: `room` is for how many more (None: any number); `values` what they
    can, folded.
    """

    person_id: UUID
    weight: int = 1
    room: int | None = None
    values: frozenset[str] = frozenset()


def shares(count: int, weights: Sequence[int], rooms: Sequence[int | None]) -> list[int]:
    """How many of `count` each gets: by weight, to within one, and never more than there is room.

    What one has no room for goes to the others by their weights. Whole numbers by the largest remainder,
    the earlier first where remainders are the same.
    """
    found = [0] * len(weights)
    active = [place for place, weight in enumerate(weights) if weight > 0 and rooms[place] != 0]
    rest = count
    while active and rest:
        total = sum(weights[place] for place in active)
        full = [
            place
            for place in active
            if (room := rooms[place]) is not None and rest * weights[place] >= room * total
        ]
        if full:
            for place in full:
                found[place] = rooms[place] or 0
            rest -= sum(found[place] for place in full)
            active = [place for place in active if place not in full]
            continue
        for place in active:
            found[place] = rest * weights[place] // total
        over = rest - sum(found[place] for place in active)
        by_remainder = sorted(active, key=lambda place: -(rest * weights[place] % total))
        for place in by_remainder[:over]:
            found[place] += 1
        break
    return found


def can_take(taker: Taker, value: str, *, is_matched: bool) -> bool:
    """Whether somebody may be given leads of this value, if there is room."""
    return taker.weight > 0 and (not is_matched or not value or value in taker.values)


def handed_out(
    counts: Mapping[str, int], takers: Sequence[Taker], *, is_matched: bool
) -> list[dict[str, int]]:
    """How many leads of each value every taker gets, in the order of `takers`.

    `counts`: how many leads have a value (folded; all under one name unless `is_matched`). Whoever fewest can
    deal with is given out first; what then finds no room is made room for by moving others. What is left
    over nobody can take.
    """
    found: list[dict[str, int]] = [{} for _ in takers]
    able = {
        value: [n for n, taker in enumerate(takers) if can_take(taker, value, is_matched=is_matched)]
        for value in counts
    }
    for value in sorted(counts, key=lambda each: (len(able[each]), each)):
        some = able[value]
        rooms = [_room(takers[n], found[n]) for n in some]
        for n, more in zip(some, shares(counts[value], [takers[n].weight for n in some], rooms), strict=True):
            if more:
                found[n][value] = more
    for value, count in counts.items():
        for _ in range(count - sum(each.get(value, 0) for each in found)):
            if not _make_room(value, takers, found, able):
                break
    return found


def _room(taker: Taker, has: Mapping[str, int]) -> int | None:
    return None if taker.room is None else max(0, taker.room - sum(has.values()))


def _make_room(
    value: str,
    takers: Sequence[Taker],
    found: list[dict[str, int]],
    able: Mapping[str, Sequence[int]],
) -> bool:
    """Give one more lead of a value away, moving others along the shortest chain; whether there is one."""
    came: dict[int, tuple[int, str] | None] = dict.fromkeys(able[value])
    waiting = deque(able[value])
    while waiting:
        place = waiting.popleft()
        if _room(takers[place], found[place]) != 0:
            _move_along(place, value, came, found)
            return True
        for other, count in found[place].items():
            for further in able[other] if count else ():
                if further not in came:
                    came[further] = (place, other)
                    waiting.append(further)
    return False


def _move_along(
    place: int, value: str, came: Mapping[int, tuple[int, str] | None], found: list[dict[str, int]]
) -> None:
    while (step := came[place]) is not None:
        before, moved = step
        found[place][moved] = found[place].get(moved, 0) + 1
        found[before][moved] -= 1
        place = before
    found[place][value] = found[place].get(value, 0) + 1


def dealt(count: int, gets: Sequence[int]) -> list[int | None]:
    """Whose each of `count` leads is, in their order: dealt like cards, so that nobody gets a stretch.

    None: left over. `gets` may be less than there are.
    """
    turns = [((2 * card + 1) / (2 * many), place) for place, many in enumerate(gets) for card in range(many)]
    turns.sort()
    found: list[int | None] = [place for _, place in turns]
    return found[:count] + [None] * (count - len(found))
