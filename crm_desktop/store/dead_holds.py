"""Leads that stand aside for nobody: claims whose program is gone, leads kept for a workstation for no use.

Claims that ran out come back by themselves at the next claim, reservations when they run out; here they are
found and freed at once, with those that wouldn't for long: taken or kept by a clock that stood ahead, kept by
who signed out or is disabled, or of leads and campaigns that are closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, delete, exists, func, literal_column, not_, or_, select, update

from crm_desktop.domain.kept_acts import GRACE, KEPT_FOR, RESERVED_FOR
from crm_desktop.domain.people import LOST
from crm_desktop.domain.queue import FIRST_DONE_LANE, LOST_CALL_S
from crm_desktop.store.reservations import put_back
from crm_desktop.store.tables import calls, campaigns, people, queue_entries, reservations, sessions
from crm_desktop.store.unit_of_work import Work

#: A claim that ends later than this was made by a clock that stood ahead.
FAR = timedelta(hours=1)
_q, _r, _c, _p, _s = queue_entries.c, reservations.c, calls.c, people.c, sessions.c


@dataclass(frozen=True, slots=True)
class Freed:
    """How many leads were on screens of nobody, and how many were kept for nobody."""

    claims: int
    kept: int


def free_dead_holds(work: Work) -> Freed:
    """Free them all; a server decides by itself what is dead, whoever asks."""
    if work.is_sqlite:
        return Freed(_free_claims(work), _end_reservations(work))
    asked = func.free_dead_holds(work.now).table_valued("claims", "kept")
    row = work.connection.execute(select(asked.c.claims, asked.c.kept)).one()
    return Freed(int(row.claims), int(row.kept))


def _free_claims(work: Work) -> int:
    running = exists(
        select(_c.id).where(
            _c.person_id == _q.claimed_by, _c.lead_id == _q.lead_id, literal_column("calls.state = 'open'")
        )
    )
    is_lost = or_(not_(running), _q.lease_until < work.now - timedelta(seconds=LOST_CALL_S))
    freed = work.connection.execute(
        update(queue_entries)
        .where(
            _q.claimed_by.is_not(None),
            or_(
                and_(_q.lease_until < work.now, is_lost),
                and_(_q.lease_until > work.now + FAR, not_(running)),
            ),
        )
        .values(claimed_by=None, lease_until=None)
    )
    return freed.rowcount


def _end_reservations(work: Work) -> int:
    """They are ended, not taken away: what was done meanwhile is handed in by who may see the lead."""
    later = sessions.alias("later")
    is_over = exists(
        select(_s.id).where(
            _s.person_id == _r.person_id,
            _s.seat == _r.seat,
            _s.signed_out_at >= _r.made_at,
            _s.end_reason != LOST,
            not_(
                exists(
                    select(later.c.id).where(
                        later.c.person_id == _s.person_id,
                        later.c.seat == _s.seat,
                        later.c.signed_in_at >= _s.signed_out_at,
                    )
                )
            ),
        )
    )
    is_open = exists(
        select(_q.id)
        .join(campaigns, campaigns.c.id == _q.campaign_id)
        .where(
            _q.lead_id == _r.lead_id,
            _q.campaign_id == _r.campaign_id,
            _q.lane < FIRST_DONE_LANE,
            campaigns.c.is_active,
        )
    )
    is_gone = exists(select(_p.id).where(_p.id == _r.person_id, _p.is_disabled))
    is_far = _r.until > work.now + RESERVED_FOR + GRACE
    dead = select(reservations).where(_r.until > work.now, or_(is_gone, is_over, not_(is_open), is_far))
    rows = work.connection.execute(dead).all()
    for row in rows:
        put_back(work, row)
        which = _r.lead_id == row.lead_id, _r.person_id == row.person_id
        work.connection.execute(update(reservations).where(*which).values(until=_r.made_at))
    work.connection.execute(delete(reservations).where(_r.until < work.now - KEPT_FOR))
    return len(rows)
