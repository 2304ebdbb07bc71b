"""The live board: what each person is doing, who needs help now and why, when a campaign runs dry.

A need is said with its amount and weighed in one unit, the minutes of calling that it costs if nobody comes:
what stops somebody from calling weighs most, a promise to a customer that is late next, what is only slow
least. The weights are the house's own; that a need which grows never moves its person down is what counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

from crm_desktop.domain.callbacks import KEPT_WITHIN
from crm_desktop.domain.people import Role
from crm_desktop.domain.presence import Now, State

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
#: After so long it is a need; before, it is the work itself.
NO_LEAD_AFTER = timedelta(minutes=3)
ONE_LEAD_AFTER = timedelta(minutes=5)
WRAP_UP_AFTER = timedelta(minutes=5)
AWAY_AFTER = timedelta(minutes=10)
LONG_CALL_AFTER = timedelta(minutes=20)
#: Who hasn't come back by then went home with the program killed.
SILENT_UNTIL = timedelta(hours=2)
#: Far behind: below half of the team's median, once that says something.
BEHIND_FROM = 10
#: A pace is not told from less: the first two dials of a morning would make any queue run dry.
SHORTEST_PACE = timedelta(minutes=15)


class NeedKind(StrEnum):
    """Why somebody needs their team lead."""

    BREAK_OVER = "break_over"  # minutes
    NO_LEAD = "no_lead"  # minutes
    SILENT = "silent"  # minutes since the program was last heard of
    LATE = "late"  # call-backs
    WRAP_UP = "wrap_up"  # minutes
    AWAY = "away"  # minutes
    ONE_LEAD = "one_lead"  # minutes
    LONG_CALL = "long_call"  # minutes
    BEHIND = "behind"  # calls fewer than the median
    NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a need weighs: at once, for each minute or piece, and at most."""

    at_once: float
    each: float
    most: float

    def of(self, amount: int) -> float:
        """The weight of so much of it."""
        return min(self.most, self.at_once + self.each * amount)


WEIGHTS: dict[NeedKind, Weight] = {
    NeedKind.BREAK_OVER: Weight(30, 2, 400),
    NeedKind.NO_LEAD: Weight(30, 2, 400),
    NeedKind.SILENT: Weight(25, 1, 90),
    NeedKind.LATE: Weight(20, 5, 120),
    NeedKind.WRAP_UP: Weight(12, 1, 100),
    NeedKind.AWAY: Weight(10, 1, 100),
    NeedKind.ONE_LEAD: Weight(8, 1, 60),
    NeedKind.LONG_CALL: Weight(4, 0.25, 25),
    NeedKind.BEHIND: Weight(5, 0.25, 15),
    NeedKind.NOT_HERE: Weight(3, 0, 3),
}


#: From this weight on a need is one to act on at once: nobody is called meanwhile, or promises pile up.
URGENT_FROM = 35.0


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to go to somebody: `amount` minutes, call-backs or calls, as its kind says."""

    kind: NeedKind
    amount: int

    @property
    def weight(self) -> float:
        """How much it costs."""
        return WEIGHTS[self.kind].of(self.amount)

    @property
    def is_urgent(self) -> bool:
        """Whether it can't wait."""
        return self.weight >= URGENT_FROM


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a day. `talk_s` None: nothing was measured."""

    calls: float = 0
    conversations: float = 0
    successes: float = 0
    talk_s: float | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person as the board knows them. `overdue`: how many of their call-backs were late when it was read;
    `dues`: when the others of today are due.

    `campaign_id` is that of the lead on their screen, else of their last call today. `lead` is empty without
    one, or where it is not the looker's to see; `has_lead` tells.
    """

    person_id: UUID
    name: str
    role: Role
    now: Now
    figures: Figures
    is_on_leave: bool = False
    campaign_id: UUID | None = None
    campaign: str = ""
    has_lead: bool = False
    lead_id: UUID | None = None
    lead: str = ""
    overdue: int = 0
    dues: tuple[datetime, ...] = ()
    target: int = 0  # calls of the day; 0: none

    @property
    def is_here(self) -> bool:
        """Whether their program is open."""
        return self.now.state is not State.SIGNED_OUT

    @property
    def has_worked(self) -> bool:
        """Whether they were here today."""
        return self.now.since is not None or self.figures.calls > 0

    def lasting(self, at: datetime) -> timedelta:
        """How long the state has held."""
        return max(timedelta(), at - self.now.since) if self.now.since is not None else timedelta()

    def late(self, at: datetime) -> int:
        """How many of their promises should have been kept by now."""
        return self.overdue + sum(due + KEPT_WITHIN < at for due in self.dues)

    @property
    def promises(self) -> int:
        """How many calls they have promised for today, or before."""
        return self.overdue + len(self.dues)


def medians(rows: Iterable[BoardRow]) -> Figures:
    """The middle of those who call and were here today; nothing where there is nobody."""
    counted = [row.figures for row in rows if row.role is Role.TELECALLER and row.has_worked]
    if not counted:
        return Figures()
    talks = [figures.talk_s for figures in counted if figures.talk_s is not None]
    return Figures(
        median(f.calls for f in counted),
        median(f.conversations for f in counted),
        median(f.successes for f in counted),
        median(talks) if talks else None,
    )


def needs_of(row: BoardRow, at: datetime, middle: Figures, *, is_open: bool) -> tuple[Need, ...]:
    """Why somebody needs help at a moment, the heaviest first.

    `is_open`: somebody of the team is here, so that it is a working time; without, nobody is missed.
    """
    found = [need for need in (_of_state(row, at, is_open=is_open),) if need is not None]
    late = row.late(at)
    if late:
        found.append(Need(NeedKind.LATE, late))
    if row.is_here and middle.calls >= BEHIND_FROM and row.figures.calls < middle.calls / 2:
        found.append(Need(NeedKind.BEHIND, round(middle.calls - row.figures.calls)))
    if _is_missed(row) and is_open:
        found.append(Need(NeedKind.NOT_HERE, 0))
    return tuple(sorted(found, key=lambda need: (-need.weight, need.kind.value)))


def _is_missed(row: BoardRow) -> bool:
    return row.role is Role.TELECALLER and not row.is_on_leave and not row.is_here and not row.has_worked


def _of_state(row: BoardRow, at: datetime, *, is_open: bool) -> Need | None:
    """What the state itself says."""
    minutes = row.lasting(at) // MINUTE
    match row.now.state:
        case State.BREAK:
            over = row.now.over_s(at) // 60
            return Need(NeedKind.BREAK_OVER, over) if over else None
        case State.SIGNED_OUT:
            is_missed = row.now.is_lost and is_open and row.lasting(at) <= SILENT_UNTIL
            return Need(NeedKind.SILENT, minutes) if is_missed else None
        case State.READY if row.has_lead:
            kind, after = NeedKind.ONE_LEAD, ONE_LEAD_AFTER
        case State.READY if row.role is Role.TELECALLER:
            kind, after = NeedKind.NO_LEAD, NO_LEAD_AFTER
        case State.WRAP_UP:
            kind, after = NeedKind.WRAP_UP, WRAP_UP_AFTER
        case State.AWAY:
            kind, after = NeedKind.AWAY, AWAY_AFTER
        case State.ON_CALL:
            kind, after = NeedKind.LONG_CALL, LONG_CALL_AFTER
        case _:
            return None
    return Need(kind, minutes) if row.lasting(at) >= after else None


_ORDER = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A person at their place of the board, with why."""

    row: BoardRow
    needs: tuple[Need, ...]


def placed(rows: Iterable[BoardRow], at: datetime) -> tuple[Placed, ...]:
    """Everybody, who needs help first; then those at work as their states come, and by name.

    The heaviest need decides, further ones only between equals. The order doesn't depend on that of `rows`.
    """
    everybody = tuple(rows)
    middle = medians(everybody)
    is_open = any(row.is_here and row.role is Role.TELECALLER for row in everybody)
    found = [Placed(row, needs_of(row, at, middle, is_open=is_open)) for row in everybody]

    def key(place: Placed) -> tuple[object, ...]:
        weights = tuple(-need.weight for need in place.needs)
        row = place.row
        return (
            not weights, (*weights, 0.0), row.is_on_leave, _ORDER[row.now.state], row.name.casefold(),
            str(row.person_id),
        )  # fmt: skip

    return tuple(sorted(found, key=key))


# ---- campaigns -----------------------------------------------------------------------------------


def per_hour(calls: int, since: datetime, now: datetime) -> float:
    """How many calls an hour are made, from those since a moment; 0 without any."""
    return calls / (max(now - since, SHORTEST_PACE) / HOUR)


def runs_dry_at(
    now: datetime, dialable: int, later: Sequence[tuple[datetime, int]], pace: float, ends: datetime
) -> datetime | None:
    """When nothing is left to dial at a pace of so many an hour; None: not before `ends`, or nobody calls.

    `later` says how many become free in which hour (its beginning, in order); they count from then on.
    """
    if pace <= 0:
        return None
    left, at = float(dialable), now
    for begins, more in (*later, (ends, 0)):
        begins = max(begins, now)
        gone = at + left / pace * HOUR
        if gone < min(begins, ends):
            return gone
        left, at = left - (begins - at) / HOUR * pace + more, begins
    return None
