"""A campaign's queue by kinds of entries that stand alike, from counts the store keeps; nothing is scanned.

What can't be told from its kind (on a screen, or its number was called lately) is given apart, to be judged
one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    and_,
    case,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    union_all,
)

from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.caps import RECENT_DAYS
from crm_desktop.domain.gate import local_day
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane, QueueEntry
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.prepared import Prepared, needed, rows_of
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_facts import grouped_facts
from crm_desktop.store.queue_statements import DUE, ENTRY, facts_columns
from crm_desktop.store.tables import (
    leads,
    phones,
    queue_counts,
    queue_entries,
    reservations,
)
from crm_desktop.store.unit_of_work import Work

QUARTER = timedelta(minutes=15)
NOBODY = UUID(int=0)
DUE_NOW, OVERDUE, AFTER_TODAY = 0, -1, -2  # instead of the number of a quarter
_START = datetime(1970, 1, 1, tzinfo=UTC)
_q, _n = queue_entries.c, queue_counts.c


@dataclass(frozen=True, slots=True)
class Kind:
    """Entries that stand alike.

    `quarter`: in which quarter of an hour they are due; DUE_NOW, OVERDUE for those that others may be given
    by now, or AFTER_TODAY.
    """

    lane: Lane
    reason: str
    zone: str
    skill: str
    owner_id: UUID | None
    quarter: int


def quarter_of(moment: datetime) -> int:
    """The number of a quarter of an hour, since 1970."""
    return (moment - _START) // QUARTER


def quarter_at(quarter: int) -> datetime:
    """When it begins."""
    return _START + quarter * QUARTER


class QueueGroups:
    """Repository of the kinds of one campaign's entries."""

    def __init__(
        self, work: Work, campaign_id: UUID, overdue_since: datetime | None, day_ends: datetime
    ) -> None:
        """`overdue_since`: what was due then waited long enough for its owner; None: nothing ever does.

        What is due from the quarter of `day_ends` on is of one kind.
        """
        self._work, self._campaign_id = work, campaign_id
        self._overdue_since = overdue_since
        self._last_quarter = quarter_of(day_ends)
        self.firsts: dict[Kind, int] = {}  # in which quarter the first of those after today is due
        self._now_quarter = quarter_of(work.now)
        self._overdue_quarter = -1 if overdue_since is None else quarter_of(overdue_since)

    def counted(self) -> dict[Kind, int]:
        """How many entries are of each kind; every entry of the campaign once."""
        rows = COUNTED.rows(
            self._work,
            campaign_id=self._campaign_id,
            now_quarter=self._now_quarter,
            overdue_quarter=self._overdue_quarter,
            last_quarter=self._last_quarter,
        )
        found = {_kind(row, row.state): int(row.entries) for row in rows}
        self.firsts = {_kind(row, AFTER_TODAY): row.first for row in rows if row.state == AFTER_TODAY}
        counted_as = OVERDUE if self._overdue_quarter >= self._now_quarter else DUE_NOW
        for kind, entries, _ in self._after(self._work.now):
            to = replace(kind, quarter=self._as_told(self._now_quarter))
            _move(found, replace(kind, quarter=counted_as), to, entries)
            if to.quarter == AFTER_TODAY:
                self.firsts[to] = self._now_quarter
        if self._overdue_since is not None:
            for kind, entries, _ in self._after(self._overdue_since, until=self._work.now):
                _move(found, replace(kind, quarter=OVERDUE), replace(kind, quarter=DUE_NOW), entries)
        return {kind: entries for kind, entries in found.items() if entries}

    def kind_of(self, entry: QueueEntry) -> Kind:
        """The kind as which `counted` counts an entry."""
        at = entry.next_at
        quarter = quarter_of(at)
        is_on_screen = entry.claimed_by is not None  # whose rows the boundaries are not counted by
        state = self._as_told(quarter)
        if (
            entry.lane >= FIRST_DONE_LANE
            or at <= self._work.now
            or (is_on_screen and quarter <= self._now_quarter)
        ):
            state = DUE_NOW
        if state == DUE_NOW and entry.lane < FIRST_DONE_LANE and self._overdue_since is not None:
            by_quarter = is_on_screen and quarter <= self._overdue_quarter
            if at <= self._overdue_since or by_quarter:
                state = OVERDUE
        return Kind(entry.lane, entry.reason, entry.zone, entry.skill, entry.owner_id, state)

    def _as_told(self, quarter: int) -> int:
        return quarter if quarter < self._last_quarter else AFTER_TODAY

    def first_of(self, quarter: int) -> dict[Kind, datetime]:
        """When exactly the first of each kind is due in a quarter of an hour to come."""
        begins = max(quarter_at(quarter) - timedelta(microseconds=1), self._work.now)
        return {
            replace(kind, quarter=quarter): first_at for kind, _, first_at in self._after(begins, quarter)
        }

    def apart(self, rules: Rules, zones: Iterable[str]) -> tuple[tuple[QueueEntry, LeadFacts], ...]:
        """Entries that are judged one by one: their lead is on a screen, or a number of it was called lately.

        Whose number was used up without being called lately is not among them: it was closed then.
        """
        queue = Queue(self._work)
        given = self.recency(rules, zones) | {"campaign_id": self._campaign_id}
        entries = [_entry(row) for row in APART.rows(self._work, **given)]
        if self._work.is_sqlite:
            known = grouped_facts(FACTS_APART.rows(self._work, **given))
        else:
            known = queue.facts_of([entry.lead_id for entry in entries])
        known = queue.with_recent(known, rules)
        return tuple((entry, known[entry.lead_id]) for entry in entries if entry.lead_id in known)

    def recency(self, rules: Rules, zones: Iterable[str]) -> dict[str, Any]:
        """From which day on numbers are looked at, and what makes them worth it."""
        now, never = self._work.now, 2**31 - 1
        of_phone, of_lead = rules.phone_caps, rules.lead_caps
        rolling = (of_phone.per_24h, of_phone.per_week, of_lead.per_day, of_lead.per_24h, of_lead.per_week)
        reach = timedelta(seconds=rules.gap_s)
        if any(cap is not None for cap in rolling):
            reach = max(reach, timedelta(days=RECENT_DAYS))

        def least(*caps: int | None) -> int:
            return min([never, *(cap for cap in caps if cap is not None)])

        return {
            "first_day": min(local_day(now - reach, zone) for zone in zones),
            "day_tries": least(of_phone.per_day),
            "all_tries": least(of_phone.lifetime, of_phone.per_24h, of_phone.per_week),
            "lead_tries": least(of_lead.lifetime, of_lead.per_day, of_lead.per_24h, of_lead.per_week),
            "gap_from": now - timedelta(seconds=rules.gap_s),
            "now": now,
        }

    def _after(
        self, moment: datetime, quarter: int | None = None, until: datetime | None = None
    ) -> list[tuple[Kind, int, datetime]]:
        """What nobody has on a screen and is due later in that quarter, by kind: exact, by rows."""
        quarter = quarter_of(moment) if quarter is None else quarter
        ends = quarter_at(quarter + 1)
        if until is not None:
            ends = min(ends, until + timedelta(microseconds=1))
        rows = AFTER.rows(
            self._work, campaign_id=self._campaign_id, quarter=quarter, moment=moment, ends=ends
        )
        return [(_kind(row, quarter), int(row.entries), row.first_at) for row in rows]


def rebuild(work: Work) -> None:
    """Count everything anew from the rows, where the counts can't be trusted."""
    work.connection.execute(delete(queue_counts))
    names = [column.name for column in queue_counts.c]
    work.connection.execute(insert(queue_counts).from_select(names, _recount(work)))


def differing(work: Work) -> int:
    """How many kinds of entries are counted wrongly."""
    key = [column for column in queue_counts.c if column.name != "entries"]
    kept = select(*key, func.sum(_n.entries)).group_by(*key).having(func.sum(_n.entries) != 0)
    found: dict[tuple[Any, ...], int] = {}
    for statement, sign in ((kept, 1), (_recount(work), -1)):
        for *kind, entries in work.connection.execute(statement):
            found[tuple(kind)] = found.get(tuple(kind), 0) + sign * int(entries)
    return sum(1 for entries in found.values() if entries)


def _recount(work: Work) -> Any:
    if work.is_sqlite:
        due: Any = cast(_q.next_at, Integer).op("/")(literal_column("900000000"))
    else:
        due = literal_column("floor(extract(epoch FROM queue_entries.next_at) / 900)::integer")
    nobody: Any = literal_column("zeroblob(16)" if work.is_sqlite else f"'{NOBODY}'::uuid")
    key = (
        _q.campaign_id,
        _q.lane,
        case((_q.lane < literal_column(str(FIRST_DONE_LANE)), due), else_=literal_column("0")),
        _q.zone,
        _q.priority,
        _q.skill,
        func.coalesce(_q.owner_id, nobody, type_=_q.owner_id.type),
        _q.reason,
    )
    return select(*key, func.count()).group_by(*key)


def _counted(is_sqlite: bool) -> Any:
    """Each part adds up along the index, without sorting."""
    key = (_n.lane, _n.reason, _n.zone, _n.skill, _n.owner_id)
    done: Any = literal_column(str(FIRST_DONE_LANE))
    over, now = needed("overdue_quarter", _n.quarter), needed("now_quarter", _n.quarter)
    last = needed("last_quarter", _n.quarter)

    def part(state: Any, *conditions: Any, more: tuple[Any, ...] = ()) -> Any:
        return (
            select(
                *key, state.label("state"), func.sum(_n.entries).label("entries"),
                func.min(_n.quarter).label("first"),
            )
            .where(_n.campaign_id == needed("campaign_id", _n.campaign_id), *conditions)
            .group_by(*key, *more)
        )  # fmt: skip

    return union_all(
        part(literal_column("0", Integer), _n.lane >= done),
        part(literal_column("-1", Integer), _n.lane < done, _n.quarter <= over),
        part(literal_column("0", Integer), _n.lane < done, _n.quarter > over, _n.quarter <= now),
        part(_n.quarter, _n.lane < done, _n.quarter > now, _n.quarter < last, more=(_n.quarter,)),
        part(literal_column("-2", Integer), _n.lane < done, _n.quarter > now, _n.quarter >= last),
    )


COUNTED = Prepared(_counted)


def _rest_of_quarter(is_sqlite: bool) -> Any:
    """Seeks once a place and owner that have entries in that quarter."""
    here = (
        select(_n.lane, _n.zone, _n.priority, _n.skill, _n.owner_id)
        .where(
            _n.campaign_id == needed("campaign_id", _n.campaign_id),
            literal_column(f"queue_counts.lane + 0 < {FIRST_DONE_LANE}"),  # by the quarter it is sought
            _n.quarter == needed("quarter", _n.quarter),
        )
        .distinct()
        .subquery("here")
    )
    nobody: Any = literal_column("zeroblob(16)" if is_sqlite else f"'{NOBODY}'::uuid")

    def part(owner: Any, which: Any) -> Any:
        at = and_(
            _q.campaign_id == needed("campaign_id", _n.campaign_id),
            _q.lane == here.c.lane,
            _q.zone == here.c.zone,
            _q.priority == here.c.priority,
            _q.skill == here.c.skill,
            owner,
            DUE,
            _q.next_at > needed("moment", _q.next_at),
            _q.next_at < needed("ends", _q.next_at),
        )
        return (
            select(
                _q.lane, _q.reason, _q.zone, _q.skill,
                func.coalesce(_q.owner_id, nobody, type_=_q.owner_id.type).label("owner_id"),
                func.count().label("entries"), func.min(_q.next_at).label("first_at"),
            )
            .select_from(here.join(queue_entries, at))
            .where(which)
            .group_by(_q.lane, _q.reason, _q.zone, _q.skill, _q.owner_id)
        )  # fmt: skip

    return part(_q.owner_id == here.c.owner_id, here.c.owner_id != nobody).union_all(
        part(_q.owner_id.is_(None), here.c.owner_id == nobody)
    )


AFTER = Prepared(_rest_of_quarter)


_RECENCY = {
    "first_day": phones.c.day, "day_tries": phones.c.attempts, "all_tries": phones.c.attempts,
    "lead_tries": leads.c.attempts, "gap_from": phones.c.last_attempt_at, "now": phones.c.last_attempt_at,
}  # fmt: skip


# Without statistics SQLite would walk over all numbers of all leads: a cross join keeps this order. What
# stands first is said by the index alone, for all that were called since.
_LATELY = """SELECT lead_phones.lead_id AS lead_id FROM phones INDEXED BY ix_phones_day
  CROSS JOIN lead_phones ON lead_phones.phone_id = phones.id
  CROSS JOIN leads ON leads.id = lead_phones.lead_id
  WHERE phones.day IS NOT NULL AND phones.day >= :first_day
    AND (:lead_tries < 2147483647 OR phones.day_attempts >= :day_tries OR phones.attempts >= :all_tries
         OR phones.last_attempt_at > :gap_from)
    AND (phones.day_attempts >= :day_tries OR phones.attempts >= :all_tries OR leads.attempts >= :lead_tries
         OR (phones.last_attempt_at > :gap_from AND leads.last_call_at IS NOT phones.last_attempt_at))"""


def _apart(is_sqlite: bool) -> Any:
    values = {name: needed(name, column) for name, column in _RECENCY.items()}
    campaign = needed("campaign_id", _q.campaign_id)
    if not is_sqlite:
        return rows_of(func.judged_apart(campaign, *values.values()), *ENTRY)
    return _apart_on_sqlite(ENTRY, campaign, values)


def _apart_on_sqlite(columns: tuple[Any, ...], campaign: Any, values: dict[str, Any]) -> Any:
    asked = text(_LATELY).bindparams(*(values[name] for name in _RECENCY if name != "now"))
    lately = select(asked.columns(column("lead_id", _q.lead_id.type)).subquery("lately").c.lead_id)
    other = queue_entries.alias("other")
    on_screens = select(other.c.lead_id).where(literal_column("other.claimed_by IS NOT NULL"))
    kept = select(reservations.c.lead_id).where(reservations.c.until > values["now"])
    return select(*columns).where(
        _q.campaign_id == campaign,
        _q.lane < literal_column(str(FIRST_DONE_LANE)),
        _q.lead_id.in_(lately.union(on_screens, kept)),
    )


def _facts_apart(is_sqlite: bool) -> Any:
    values = {name: needed(name, column) for name, column in _RECENCY.items()}
    campaign = needed("campaign_id", _q.campaign_id)
    return facts_columns().where(leads.c.id.in_(_apart_on_sqlite((_q.lead_id,), campaign, values)))


APART = Prepared(_apart)
FACTS_APART = Prepared(_facts_apart)


def _move(found: dict[Kind, int], from_: Kind, to: Kind, entries: int) -> None:
    found[from_] = found.get(from_, 0) - entries
    found[to] = found.get(to, 0) + entries


def _kind(row: Any, quarter: int) -> Kind:
    owner = None if row.owner_id == NOBODY else row.owner_id
    return Kind(Lane(row.lane), row.reason, row.zone, row.skill, owner, int(quarter))


def _entry(row: Any) -> QueueEntry:
    return QueueEntry(
        id=row.id, campaign_id=row.campaign_id, lead_id=row.lead_id, lane=Lane(row.lane), reason=row.reason,
        next_at=row.next_at, zone=clock_of(row.zone, ""), priority=row.priority, skill=row.skill,
        attempts=row.attempts, owner_id=row.owner_id, claimed_by=row.claimed_by, lease_until=row.lease_until,
    )  # fmt: skip
