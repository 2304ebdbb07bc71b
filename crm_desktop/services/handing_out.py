"""Who gets which leads when they are handed out, as everything stands now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.assignment import HandOut, Sharing, Taker, can_take, dealt, handed_out
from crm_desktop.domain.batches import Skipped
from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.lead_rules import today
from crm_desktop.store.batches import BatchRows
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.skills import Skills
from crm_desktop.store.unit_of_work import Work

PART = 2_000
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody gets: `has` leads to call now, `gets` so many more; none where `is_absent`."""

    person_id: UUID
    name: str
    has: int
    gets: int
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of many would do: how many are chosen, changed, and left alone by why."""

    found: int
    changed: int
    skipped: Mapping[str, int]
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What handing out would do, and whose each lead would be."""

    preview: Preview
    gives: tuple[tuple[UUID, Sequence[int]], ...]


def within_reach(work: Work, actor: Actor) -> list[Person]:
    """Whom this person may give leads to: of the own team, for an admin everybody."""
    reach = actor.reach(Permission.ASSIGN_LEADS)
    return [
        p for p in People(work).all()
        if not p.is_disabled and (reach is Reach.ALL or (reach is Reach.TEAM and p.team_id == actor.team_id))
    ]  # fmt: skip


def absent_today(work: Work) -> frozenset[UUID]:
    """Who has not signed in today, is on leave or disabled."""
    return Queue(work).not_here_today(today(work)[0])


def planned(work: Work, actor: Actor, numbers: Sequence[int], how: HandOut) -> Planned:
    """Who gets which leads as everything stands now."""
    if how.sharing is Sharing.MATCHED and how.field not in SKILLS:
        raise UserError("Choose the field by which leads are matched.", field="field")
    if how.cap is not None and how.cap < 1:
        raise UserError("The limit is at least one lead. Type a number, or leave it empty.", field="cap")
    reach = {p.id: p for p in within_reach(work, actor)}
    if not how.people:
        raise UserError("Choose at least one person who gets leads.", field="people")
    if any(person_id not in reach for person_id, _ in how.people):
        raise NotAllowed("Somebody chosen can't take leads any more. Choose again.", field="people")
    rows = BatchRows(work)
    has = rows.waiting_of([person_id for person_id, _ in how.people])
    absent = absent_today(work) if how.skip_absent else frozenset()
    takers = [_taker(work, how, person_id, weight, has, absent) for person_id, weight in how.people]
    is_matched = how.sharing is Sharing.MATCHED
    why = rows.why_not(rows.on_screens(), waiting=True, nobodys=how.only_nobodys, same=None)
    skipped: Counter[str] = Counter()
    by_value: dict[str, list[int]] = defaultdict(list)
    gone = Skipped.GONE.value
    for part in parts(numbers):
        looked_at = rows.looked_at(part, why, how.field if is_matched else "")
        if not is_matched:
            free = {no for no, (reason, _) in looked_at.items() if not reason}
            by_value[""] += [no for no in part if no in free]
            part = [no for no in part if no not in free]
        for no in part:
            reason, value = looked_at.get(no, (gone, ""))
            if reason:
                skipped[reason] += 1
            else:
                by_value[value.casefold()].append(no)
    counts = {value: len(some) for value, some in by_value.items()}
    out = handed_out(counts, takers, is_matched=is_matched)
    gives: list[list[int]] = [[] for _ in takers]
    for value, some in by_value.items():
        for no, place in zip(some, dealt(len(some), [each.get(value, 0) for each in out]), strict=True):
            if place is not None:
                gives[place].append(no)
        over = len(some) - sum(each.get(value, 0) for each in out)
        if over:
            can = any(can_take(t, value, is_matched=is_matched) for t in takers)
            skipped[(Skipped.NO_ROOM if can else Skipped.NOBODY_CAN).value] += over
    shares = tuple(
        Share(
            t.person_id, reach[t.person_id].display_name, has.get(t.person_id, 0), len(theirs),
            t.person_id in absent,
        )
        for t, theirs in zip(takers, gives, strict=True)
    )  # fmt: skip
    for theirs in gives:
        theirs.sort()  # as they lie in the store: a part touches few pages, and each page is written once
    preview = Preview(len(numbers), sum(map(len, gives)), dict(skipped), shares)
    return Planned(
        preview, tuple((t.person_id, theirs) for t, theirs in zip(takers, gives, strict=True) if theirs)
    )


def _taker(
    work: Work, how: HandOut, person_id: UUID, weight: int, has: Mapping[UUID, int], absent: frozenset[UUID]
) -> Taker:
    room = None if how.cap is None else max(0, how.cap - has.get(person_id, 0))
    if person_id in absent:
        room = 0
    values: frozenset[str] = frozenset()
    if how.sharing is Sharing.MATCHED:
        values = frozenset(v.casefold() for v in Skills(work).of(person_id).get(how.field, ()))
    return Taker(person_id, max(0, weight) if how.sharing is Sharing.WEIGHTED else 1, room, values)


def parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """What is done in one go each."""
    for start in range(0, len(numbers), PART):
        yield numbers[start : start + PART]
