"""The statements that change the queue: who has a lead on the screen, and where its entry stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, exists, func, literal_column, not_, null, or_, select, union_all, update

from crm_desktop.store.prepared import Prepared, needed, rows_of
from crm_desktop.store.queue_statements import DUE, ENTRY
from crm_desktop.store.tables import calls, queue_entries, reservations

_q = queue_entries.c


def _claim(is_sqlite: bool) -> Any:
    if not is_sqlite:
        given = ("entry_id", _q.id), ("lead_id", _q.lead_id), ("person_id", _q.claimed_by)
        times = ("due_by", _q.next_at), ("lease_until", _q.lease_until)
        return rows_of(func.claim(*(needed(name, of) for name, of in (*given, *times))), *ENTRY)
    other = queue_entries.alias("other")
    return (
        update(queue_entries)
        .where(
            _q.id == needed("entry_id", _q.id),
            _q.claimed_by.is_(None),
            # Someone may have worked the lead between our looking and our claiming.
            _q.next_at <= needed("due_by", _q.next_at),
            not_(
                exists(
                    select(other.c.id).where(
                        other.c.lead_id == needed("lead_id", _q.lead_id), other.c.claimed_by.is_not(None)
                    )
                )
            ),
            not_(
                exists(
                    select(reservations.c.lead_id).where(
                        reservations.c.lead_id == needed("lead_id", _q.lead_id),
                        reservations.c.person_id != needed("person_id", _q.claimed_by),
                        reservations.c.until > needed("lease_until", _q.lease_until),
                    )
                )
            ),
        )
        .values(
            claimed_by=needed("person_id", _q.claimed_by), lease_until=needed("lease_until", _q.lease_until)
        )
        .returning(*ENTRY)
    )


CLAIM = Prepared(_claim)


def _free(is_sqlite: bool) -> Any:
    """My own claim, and those whose lease ran out: at once, or long ago while a call was running."""
    if not is_sqlite:
        times = needed("now", _q.lease_until), needed("lost_by", _q.lease_until)
        return select(func.free_claims(needed("person_id", _q.claimed_by), *times).label("freed"))
    running = exists(
        select(calls.c.id).where(
            calls.c.person_id == _q.claimed_by,
            calls.c.lead_id == _q.lead_id,
            literal_column("calls.state = 'open'"),
        )
    )
    held: Any = literal_column("queue_entries.claimed_by IS NOT NULL")
    mine = select(_q.id).where(_q.claimed_by == needed("person_id", _q.claimed_by))
    is_lost = or_(not_(running), _q.lease_until < needed("lost_by", _q.lease_until))
    ran_out = select(_q.id).where(held, _q.lease_until < needed("now", _q.lease_until), is_lost)
    which = union_all(*(select(part.subquery().c.id) for part in (mine, ran_out)))
    return update(queue_entries).where(_q.id.in_(which)).values(claimed_by=None, lease_until=None)


FREE = Prepared(_free)
RENEW = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.claimed_by == needed("person_id", _q.claimed_by))
        .values(lease_until=needed("until", _q.lease_until))
    )
)


def _held(is_sqlite: bool) -> Any:
    """What is on a person's screen, of one lead; on a server the row is held, its lease prolonged.

    Else another's program could take it back at this moment, as one whose lease ran out with no call running.
    """
    mine = (
        _q.lead_id == needed("lead_id", _q.lead_id),
        _q.campaign_id == needed("campaign_id", _q.campaign_id),
        _q.claimed_by == needed("person_id", _q.claimed_by),
    )
    until = needed("until", _q.lease_until)
    if is_sqlite:  # one writes at a time
        return select(*ENTRY).where(*mine, until.is_not(None))
    return update(queue_entries).where(*mine).values(lease_until=until).returning(*ENTRY)


HELD = Prepared(_held)
_leaves: Any = _q.claimed_by == needed("v_off_screen_of", _q.claimed_by)
PLACE = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == needed("entry_id", _q.id))
        .values(
            lane=needed("v_lane", _q.lane),
            reason=needed("v_reason", _q.reason),
            next_at=needed("v_next_at", _q.next_at),
            owner_id=needed("v_owner_id", _q.owner_id),
            # Whose screen it is on was read a moment ago and may have changed: decided by the row itself.
            claimed_by=case((_leaves, null()), else_=_q.claimed_by),
            lease_until=case((_leaves, null()), else_=_q.lease_until),
            version=_q.version + literal_column("1"),
        )
    )
)


def _move_on(is_sqlite: bool) -> Any:
    if not is_sqlite:
        found = ("entry_id", _q.id), ("from_lane", _q.lane), ("due_at", _q.next_at)
        to = ("v_lane", _q.lane), ("v_reason", _q.reason), ("v_next_at", _q.next_at)
        return select(func.move_on(*(needed(name, of) for name, of in (*found, *to))).label("moved"))
    return (
        update(queue_entries)
        # It may have been claimed, promised, closed or blocked since it was found to be due.
        .where(
            _q.id == needed("entry_id", _q.id),
            DUE,
            _q.lane == needed("from_lane", _q.lane),
            _q.next_at == needed("due_at", _q.next_at),
        )
        .values(
            lane=needed("v_lane", _q.lane),
            reason=needed("v_reason", _q.reason),
            next_at=needed("v_next_at", _q.next_at),
            version=_q.version + literal_column("1"),
        )
    )


MOVE_ON = Prepared(_move_on)


def _keep(is_sqlite: bool) -> Any:
    if not is_sqlite:
        return select(func.keep_number(needed("entry_id", _q.id), needed("call_id", _q.id)).label("kept"))
    return (
        update(queue_entries)
        .where(_q.id == needed("entry_id", _q.id), needed("call_id", _q.id).is_not(None))
        .values(owner_id=needed("person_id", _q.owner_id), version=_q.version + literal_column("1"))
    )


KEEP = Prepared(_keep)
DIALLED = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == needed("entry_id", _q.id))
        .values(
            attempts=_q.attempts + literal_column("1"),
            lease_until=needed("until", _q.lease_until),
            version=_q.version + literal_column("1"),
        )
    )
)
