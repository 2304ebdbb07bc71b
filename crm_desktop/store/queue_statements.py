"""What is asked of the queue while a caller waits: every statement seeks in an index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Select,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from crm_desktop.domain.people import LOST
from crm_desktop.domain.queue import DIALLED_LANES, FIRST_DONE_LANE, PRIORITY_STEP, Lane, Place
from crm_desktop.store.prepared import Prepared, first, needed, rows_of
from crm_desktop.store.tables import (
    calls,
    campaign_zones,
    lead_phones,
    leads,
    leaves,
    people,
    person_skills,
    phones,
    queue_entries,
    sessions,
)
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
# The words of the partial indexes; a bound value would hide from the planner that they apply.
DUE: Any = literal_column(f"queue_entries.claimed_by IS NULL AND queue_entries.lane < {FIRST_DONE_LANE}")
SCORED: Any = literal_column("queue_entries.score > 0")
FAR = datetime(9999, 1, 1, tzinfo=UTC)
PLACES_AT_ONCE = 40  # 6 small selects a place; SQLite takes 500 in one statement

ENTRY = (
    _q.id,
    _q.campaign_id,
    _q.lead_id,
    _q.lane,
    _q.reason,
    _q.next_at,
    _q.zone,
    _q.priority,
    _q.skill,
    _q.attempts,
    _q.owner_id,
    _q.claimed_by,
    _q.lease_until,
    _q.version,
)


def _at(place: int) -> tuple[Any, ...]:
    """The entries of one place."""
    return (
        _q.zone == needed(f"zone_{place}", _q.zone),
        _q.priority == needed(f"priority_{place}", _q.priority),
        _q.skill == needed(f"skill_{place}", _q.skill),
    )


def at_places(places: Sequence[Place], start: int = 0) -> dict[str, Any]:
    """The values that name some places in the statements about them; the first has the number `start`."""
    values: dict[str, Any] = {}
    for at, place in enumerate(places, start):
        values |= {f"zone_{at}": place.zone, f"priority_{at}": place.priority, f"skill_{at}": place.skill}
    return values


def _mine_or_nobodys(lane: Lane, place: int, is_mine: bool) -> tuple[Any, ...]:
    """One range of the index: unclaimed entries of a lane and place that are mine, or nobody's."""
    owner = _q.owner_id == needed("person_id", _q.owner_id) if is_mine else _q.owner_id.is_(None)
    return (
        _q.campaign_id == needed("campaign_id", _q.campaign_id),
        _q.lane == literal_column(str(int(lane))),
        *_at(place),
        owner,
        DUE,
    )


def urgency(*, by_score: bool = False) -> Any:
    """As `turns.urgency_of`: a promise is kept at its time, whatever the lead's priority and score."""
    step: Any = literal_column(str(PRIORITY_STEP))
    rank = _q.priority * step + _q.score if by_score else _q.priority * step
    return case((_q.lane == literal_column(str(int(Lane.PROMISED))), literal_column("0")), else_=-rank)


def by_owner(lane: Lane, place: int, is_mine: bool, how_many: int, *, by_score: bool = False) -> Select[Any]:
    """One seek in the index: due entries of a lane and place that are mine, or nobody's, oldest first."""
    part = (
        select(_q.id, _q.lead_id, _q.lane, urgency(by_score=by_score).label("urgency"), _q.next_at)
        .where(*_mine_or_nobodys(lane, place, is_mine), _q.next_at <= needed("now", _q.next_at))
        .order_by(_q.owner_id, _q.next_at, _q.id)  # PostgreSQL sees the index's order only with the owner
    )
    return select(first(part, how_many).subquery())


@lru_cache(maxsize=2 * PLACES_AT_ONCE)
def candidates(places: int, how_many: int) -> Prepared:
    """What is due at so many places, in order; asked for a few or many, always the same two numbers.

    `first_lane` comes after the promises, then the other one.
    """

    def build(is_sqlite: bool) -> Any:
        parts = [
            by_owner(lane, place, is_mine, how_many)
            for lane in DIALLED_LANES
            for place in range(places)
            for is_mine in (True, False)
        ]
        both = union_all(*parts).subquery()
        turn = case(
            (both.c.lane == literal_column(str(int(Lane.PROMISED))), 0),
            (both.c.lane == needed("first_lane", _q.lane), 1),
            else_=2,
        )
        return first(select(both).order_by(turn, both.c.urgency, both.c.next_at, both.c.id), how_many)

    return Prepared(build)


@lru_cache(maxsize=2 * PLACES_AT_ONCE)
def counted(places: int, is_due: bool, limit: int) -> Prepared:
    """How many entries of so many places are due, or become so before `until`; at most `limit`."""
    when = (
        (_q.next_at <= needed("now", _q.next_at),)
        if is_due
        else (_q.next_at > needed("now", _q.next_at), _q.next_at < needed("until", _q.next_at))
    )

    def build(is_sqlite: bool) -> Any:
        parts: list[Select[Any]] = [
            select(literal_column("1").label("one")).where(*_mine_or_nobodys(lane, place, is_mine), *when)
            for lane in DIALLED_LANES
            for place in range(places)
            for is_mine in (True, False)
        ]
        some = first(select(union_all(*parts).subquery().c.one), limit)
        return select(func.count().label("found")).select_from(some.subquery())

    return Prepared(build)


def is_present(*, is_still: bool = True) -> Any:
    """Whether a person is at work: signed in since `today` and not out again, not on leave, not disabled.

    Whose program was killed is still there: it comes back, or the day ends. Without `is_still`: who was.
    """
    on_leave = exists(
        select(leaves.c.person_id).where(
            leaves.c.person_id == people.c.id,
            leaves.c.first_day <= needed("day", leaves.c.first_day),
            leaves.c.last_day >= needed("day", leaves.c.last_day),
        )
    )
    is_in = or_(sessions.c.signed_out_at.is_(None), sessions.c.end_reason == literal_column(f"'{LOST}'"))
    still = (is_in,) if is_still else ()
    return not_(on_leave | people.c.is_disabled) & exists(
        select(sessions.c.id).where(
            sessions.c.person_id == people.c.id,
            # An evening sign-in may last past midnight; older ones are not worth looking through.
            sessions.c.signed_in_at >= needed("yesterday", sessions.c.signed_in_at),
            sessions.c.last_seen_at >= needed("today", sessions.c.last_seen_at),
            *still,
        )
    )


def _absent_people(is_sqlite: bool) -> Any:
    """Everybody else who is not at work today."""
    if is_sqlite:
        return select(people.c.id).where(people.c.id != needed("person_id", people.c.id), not_(is_present()))
    times = (needed(name, sessions.c.signed_in_at) for name in ("yesterday", "today"))
    absent = func.absent_people(needed("person_id", people.c.id), *times)
    return rows_of(absent, people.c.id)


ABSENT_PEOPLE = Prepared(_absent_people)


def _not_here_today(is_sqlite: bool) -> Any:
    if is_sqlite:
        return select(people.c.id).where(not_(is_present(is_still=False)))
    times = (needed(name, sessions.c.signed_in_at) for name in ("yesterday", "today"))
    return rows_of(func.not_here_today(*times), people.c.id)


NOT_HERE_TODAY = Prepared(_not_here_today)


def _oldest_of_others(is_sqlite: bool, lane: Lane, owners: Any, by: str) -> Any:
    """What is due of other people, by their ids: one seek a person and place, the oldest of each."""
    oldest = (
        select(_q.id)
        .where(
            _q.campaign_id == needed("campaign_id", _q.campaign_id),
            _q.lane == literal_column(str(int(lane))),
            _q.zone == campaign_zones.c.zone,
            _q.priority == campaign_zones.c.priority,
            _q.skill == campaign_zones.c.skill,
            _q.owner_id == people.c.id,
            DUE,
            _q.next_at <= needed(by, _q.next_at),
        )
        .order_by(_q.owner_id, _q.next_at, _q.id)
        .correlate(people, campaign_zones)
    )
    return (
        select(
            first(oldest, 1).scalar_subquery().label("id"),
            campaign_zones.c.zone,
            campaign_zones.c.skill,
        )
        .select_from(people.join(campaign_zones, literal_column("1") == literal_column("1")))
        .where(campaign_zones.c.campaign_id == needed("campaign_id", _q.campaign_id), owners)
    )


def _promises_of_absent(is_sqlite: bool) -> Any:
    """Due promises of people who are not at work today."""
    absent = people.c.id.in_(_absent_people(is_sqlite))
    return _oldest_of_others(is_sqlite, Lane.PROMISED, absent, "now")


def _waiting_of_others(is_sqlite: bool) -> Any:
    """Owned leads due since before `overdue_since`, and of people who are not at work."""
    someone_else = people.c.id != needed("person_id", people.c.id)
    absent = people.c.id.in_(_absent_people(is_sqlite))
    parts = [
        _oldest_of_others(is_sqlite, lane, owners, by)
        for lane in (Lane.RETRY, Lane.NEW)
        for owners, by in ((someone_else, "overdue_since"), (absent, "now"))
    ]
    return union_all(*parts)


WAITING = Prepared(_waiting_of_others)
ABSENT = Prepared(_promises_of_absent)


def _facts_of_function(call: Any) -> Any:
    return rows_of(call, *facts_columns().selected_columns)


def facts_of_many(lead_ids: Sequence[UUID], *, is_sqlite: bool) -> Any:
    """What the gate judges many leads by."""
    if is_sqlite:
        statement = facts_columns().where(leads.c.id.in_(lead_ids))
        return statement.order_by(lead_phones.c.position, phones.c.id)
    return _facts_of_function(func.lead_facts_of(cast(list(lead_ids), ARRAY(leads.c.id.type))))


def facts_columns() -> Select[Any]:
    """What the gate judges a lead by: a row a phone."""
    other = queue_entries.alias("other")
    screen = select(other.c.claimed_by).where(other.c.lead_id == leads.c.id, other.c.claimed_by.is_not(None))
    call = select(calls.c.person_id).where(
        calls.c.lead_id == leads.c.id,
        literal_column("calls.state = 'open'"),
        literal_column("calls.direction = 'out'"),
    )
    return select(
        leads.c.id,
        leads.c.status,
        leads.c.zone,
        leads.c.owner_id,
        leads.c.team_id,
        leads.c.last_result,
        leads.c.next_call_at,
        leads.c.attempts.label("lead_attempts"),
        leads.c.last_call_at,
        first(screen, 1).scalar_subquery().label("on_screen_of"),
        first(call, 1).scalar_subquery().label("in_call_of"),
        phones.c.id.label("phone_id"),
        lead_phones.c.wrong_at,
        phones.c.do_not_call_at,
        phones.c.attempts,
        phones.c.day_attempts,
        phones.c.day,
        phones.c.last_attempt_at,
        leads.c.basis_kind,
        leads.c.basis_until,
        leads.c.created_at,
        leads.c.erased_at,
        leads.c.refused,
        leads.c.purposes,
        leads.c.age_band,
    ).select_from(
        leads.outerjoin(lead_phones, lead_phones.c.lead_id == leads.c.id).outerjoin(
            phones, phones.c.id == lead_phones.c.phone_id
        )
    )


def _facts(is_sqlite: bool) -> Any:
    if not is_sqlite:
        return _facts_of_function(func.lead_facts(needed("lead_id", leads.c.id)))
    return (
        facts_columns()
        .where(leads.c.id == needed("lead_id", leads.c.id))
        .order_by(lead_phones.c.position, phones.c.id)
    )


def _facts_locked(is_sqlite: bool) -> Any:
    """The same, holding the lead's row; gives nothing when someone else holds it (PostgreSQL)."""
    if is_sqlite:
        return _facts(is_sqlite)
    return _facts_of_function(func.lead_facts_held(needed("lead_id", leads.c.id)))


def _facts_to_claim(is_sqlite: bool) -> Any:
    """The same, holding only what is on nobody's screen (PostgreSQL)."""
    if is_sqlite:
        return _facts(is_sqlite)
    return _facts_of_function(func.lead_facts_to_claim(needed("lead_id", leads.c.id)))


_ENTRIES: Any = ARRAY(queue_entries.c.id.type)
HOLD_FIRST = Prepared(
    lambda is_sqlite: select(
        func.hold_first(bindparam("entries", type_=_ENTRIES, required=True)).label("entry_id")
    )
)
LOCK_PERSON = Prepared(
    lambda is_sqlite: select(func.hold_person(needed("person_id", people.c.id)).label("held"))
)
LOCK_PHONES = Prepared(
    lambda is_sqlite: select(func.hold_phones(needed("lead_id", leads.c.id)).label("held"))
)


def _leads_with_phone(is_sqlite: bool) -> Any:
    statement = (
        select(leads.c.id)
        .select_from(lead_phones.join(leads, leads.c.id == lead_phones.c.lead_id))
        .where(lead_phones.c.phone_id == needed("phone_id", phones.c.id))
        .order_by(leads.c.id)
    )
    if is_sqlite:
        return statement
    return rows_of(func.leads_with_phone(needed("phone_id", phones.c.id)), leads.c.id)


LEADS_WITH_PHONE = Prepared(_leads_with_phone)
FACTS = Prepared(_facts)
FACTS_LOCKED = Prepared(_facts_locked)
FACTS_TO_CLAIM = Prepared(_facts_to_claim)


def recent_tries(work: Work, lead_ids: Sequence[UUID], since: datetime) -> Sequence[Any]:
    """The dials of these leads, and of their numbers for whomever, since then: phone, lead, when."""
    if not work.is_sqlite:
        ids = cast(list(lead_ids), ARRAY(leads.c.id.type))
        given = rows_of(func.recent_tries(ids, since), calls.c.phone_id, calls.c.lead_id, calls.c.dialled_at)
        return work.connection.execute(given).all()
    dialled = (calls.c.dialled_at > since, calls.c.direction == "out", calls.c.is_practice.is_(False))
    theirs = select(lead_phones.c.phone_id).where(lead_phones.c.lead_id.in_(lead_ids))
    columns = (calls.c.id, calls.c.phone_id, calls.c.lead_id, calls.c.dialled_at)
    by_phone = select(*columns).where(calls.c.phone_id.in_(theirs), *dialled)
    by_lead = select(*columns).where(calls.c.lead_id.in_(lead_ids), *dialled)
    return work.connection.execute(by_phone.union(by_lead)).all()


_of_campaign = campaign_zones.c.campaign_id == needed("campaign_id", campaign_zones.c.campaign_id)
# Where a campaign's leads stand, and whether any that is called has a score: one seek beside.
PLACES = Prepared(
    lambda is_sqlite: select(
        campaign_zones.c.zone,
        campaign_zones.c.priority,
        campaign_zones.c.skill,
        select(_q.id)
        .where(_q.campaign_id == needed("campaign_id", campaign_zones.c.campaign_id), DUE, SCORED)
        .exists()
        .label("has_scores"),
    ).where(_of_campaign)
)
SKILLS_OF = Prepared(
    lambda is_sqlite: select(person_skills.c.value).where(
        person_skills.c.person_id == needed("person_id", person_skills.c.person_id),
        person_skills.c.field == needed("field", person_skills.c.field),
    )
)
OF_LEAD = Prepared(
    lambda is_sqlite: (
        select(*ENTRY).where(_q.lead_id == needed("lead_id", _q.lead_id)).order_by(_q.lane, _q.next_at, _q.id)
    )
)
MINE = Prepared(lambda is_sqlite: select(*ENTRY).where(_q.claimed_by == needed("person_id", _q.claimed_by)))
