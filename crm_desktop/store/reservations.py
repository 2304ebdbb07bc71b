"""Leads kept for one workstation, to be called while the server can't be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, exists, func, insert, not_, or_, select, update

from crm_desktop.domain.kept_acts import KEPT_FOR
from crm_desktop.domain.queue import FIRST_DONE_LANE, Reason
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import queue_entries, reservations
from crm_desktop.store.unit_of_work import Work

_q, _r = queue_entries.c, reservations.c


def _asked(function: Any, *columns: tuple[str, Any]) -> Prepared:
    """A question to a function of the server, its parameters by name, of these columns' types."""
    return Prepared(
        lambda is_sqlite: select(
            function(*(bindparam(name, type_=column.type, required=True) for name, column in columns)).label(
                "done"
            )
        )
    )


_RESERVE = _asked(
    func.reserve, ("entry_id", _q.id), ("lead_id", _r.lead_id), ("person_id", _r.person_id),
    ("seat", _r.seat), ("now", _r.made_at), ("until", _r.until),
)  # fmt: skip
_UNRESERVE = _asked(
    func.unreserve,
    ("person_id", _r.person_id),
    ("lead_id", _r.lead_id),
    ("seat", _r.seat),
    ("now", _r.made_at),
)


OF_PERSON = Prepared(
    lambda is_sqlite: (
        select(_r.lead_id, _r.campaign_id, _r.person_id, _r.seat, _r.made_at, _r.until)
        .where(_r.person_id == bindparam("person_id", type_=_r.person_id.type, required=True))
        .order_by(_r.made_at, _r.next_at, _r.lead_id)
    )
)


@dataclass(frozen=True, slots=True)
class Reservation:
    """A lead that the queue gives to nobody else before `until`."""

    lead_id: UUID
    campaign_id: UUID
    person_id: UUID
    seat: str
    made_at: datetime
    until: datetime


class Reservations:
    """Repository of reservations. On PostgreSQL they are made and ended by the server's functions."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def reserve(self, entry_id: UUID, lead_id: UUID, person_id: UUID, seat: str, until: datetime) -> bool:
        """Keep a lead that is due, or on the own screen; False when somebody else was quicker."""
        if not self._work.is_sqlite:
            asked = func.reserve(entry_id, lead_id, person_id, seat, self._work.now, until)
            return bool(self._work.connection.execute(select(asked)).scalar_one())
        other = queue_entries.alias("other")
        entry = self._work.connection.execute(
            select(_q.campaign_id, _q.reason, _q.next_at, _q.claimed_by).where(
                _q.id == entry_id,
                _q.lead_id == lead_id,
                or_(
                    _q.claimed_by == person_id,
                    and_(
                        _q.claimed_by.is_(None),
                        _q.lane < FIRST_DONE_LANE,
                        _q.next_at <= self._work.now,
                        or_(_q.owner_id.is_(None), _q.owner_id == person_id),
                        not_(exists().where(other.c.lead_id == lead_id, other.c.claimed_by.is_not(None))),
                    ),
                ),
                not_(exists().where(_r.lead_id == lead_id, _r.until > self._work.now)),
            )
        ).first()
        if entry is None:
            return False
        self._work.connection.execute(
            delete(reservations).where(_r.lead_id == lead_id, _r.person_id == person_id)
        )
        self._work.connection.execute(
            insert(reservations).values(
                lead_id=lead_id,
                campaign_id=entry.campaign_id,
                person_id=person_id,
                seat=seat,
                until=until,
                reason=entry.reason,
                next_at=entry.next_at,
                made_at=self._work.now,
            )
        )
        if entry.claimed_by is not None:
            return True
        self._work.connection.execute(
            update(queue_entries)
            .where(_q.id == entry_id)
            .values(next_at=until, reason=Reason.ON_ANOTHER_SCREEN.value, version=_q.version + 1)
        )
        return True

    def reserve_if_free(
        self, entry_id: UUID, lead_id: UUID, person_id: UUID, seat: str, until: datetime
    ) -> None:
        """As `reserve`, where nobody waits to hear whether somebody else was quicker."""
        if self._work.is_sqlite:
            self.reserve(entry_id, lead_id, person_id, seat, until)
            return
        now = self._work.now
        _RESERVE.later(
            self._work,
            entry_id=entry_id,
            lead_id=lead_id,
            person_id=person_id,
            seat=seat,
            now=now,
            until=until,
        )

    def give_back(self, person_id: UUID, lead_id: UUID | None = None, seat: str = "") -> None:
        """End a person's reservation of one lead, or all of them (at one seat).

        An entry returns to its place unless somebody has moved it meanwhile.
        """
        if not self._work.is_sqlite:
            _UNRESERVE.later(self._work, person_id=person_id, lead_id=lead_id, seat=seat, now=self._work.now)
            return
        which = [_r.person_id == person_id]
        if lead_id is not None:
            which.append(_r.lead_id == lead_id)
        if seat:
            which.append(_r.seat == seat)
        for row in self._work.connection.execute(select(reservations).where(and_(*which))).all():
            put_back(self._work, row)
        gone = or_(and_(*which), _r.until < self._work.now - KEPT_FOR)
        self._work.connection.execute(delete(reservations).where(gone))

    def holder(self, lead_id: UUID) -> UUID | None:
        """Whoever keeps the lead now."""
        if not self._work.is_sqlite:
            asked = select(func.reserved_by(lead_id, self._work.now))
            found: UUID | None = self._work.connection.execute(asked).scalar_one()
            return found
        statement = select(_r.person_id).where(_r.lead_id == lead_id, _r.until > self._work.now)
        held: UUID | None = self._work.connection.execute(statement).scalar_one_or_none()
        return held

    def of_person(self, person_id: UUID) -> tuple[Reservation, ...]:
        """What a person keeps, in the order it was kept; also what has run out and isn't given back yet."""
        return tuple(Reservation(*row) for row in OF_PERSON.rows(self._work, person_id=person_id))


def put_back(work: Work, kept: Any) -> None:
    """Its place as it was, unless somebody has moved it meanwhile; on SQLite, of a row of the table."""
    work.connection.execute(
        update(queue_entries)
        .where(
            _q.lead_id == kept.lead_id,
            _q.campaign_id == kept.campaign_id,
            _q.claimed_by.is_(None),
            _q.reason == Reason.ON_ANOTHER_SCREEN.value,
            _q.next_at == kept.until,
        )
        .values(reason=kept.reason, next_at=kept.next_at, version=_q.version + 1)
    )
