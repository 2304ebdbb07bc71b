"""Calls that were not dialled here, as rows: rung in, missed, entered later; and what they leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from crm_desktop.domain.call import Call, CallState, Direction
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.queue import DIALLED_LANES, QueueEntry, Reason
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.prepared import Prepared, first, needed
from crm_desktop.store.tables import (
    appointments,
    attachments,
    calls,
    lead_phones,
    leads,
    messages,
    people,
    phones,
    queue_entries,
    service_records,
)
from crm_desktop.store.unit_of_work import Work

_c, _q = calls.c, queue_entries.c
_MANY = 400  # ids in one question


def _phone_tried(is_sqlite: bool) -> Any:
    """A dial of a day counts at its phone as if it had been counted then."""
    p = phones.c
    day, at = needed("day", p.day), needed("at", p.last_attempt_at)
    is_newer_day, is_later = (
        or_(p.day.is_(None), p.day < day),
        or_(p.last_attempt_at.is_(None), p.last_attempt_at < at),
    )
    return (
        update(phones)
        .where(p.id == needed("phone_id", p.id))
        .values(
            attempts=p.attempts + 1,
            day_attempts=case(
                (is_newer_day, literal_column("1")), (p.day == day, p.day_attempts + 1), else_=p.day_attempts
            ),
            day=case((is_newer_day, day), else_=p.day),
            last_attempt_at=case((is_later, at), else_=p.last_attempt_at),
        )
    )


_PHONE_TRIED = Prepared(_phone_tried)
_of_lead = leads.c.id == needed("lead_id", leads.c.id)
_LEAD_TRIED = Prepared(lambda is_sqlite: update(leads).where(_of_lead).values(attempts=leads.c.attempts + 1))
_SPOKE = Prepared(
    lambda is_sqlite: (
        update(leads)
        .where(
            _of_lead,
            or_(leads.c.last_call_at.is_(None), leads.c.last_call_at < needed("at", leads.c.last_call_at)),
        )
        .values(last_call_at=needed("at", leads.c.last_call_at))
    )
)
_TRIED = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == needed("entry_id", _q.id))
        .values(attempts=_q.attempts + 1, version=_q.version + 1)
    )
)
CALLS_AFTER = Prepared(
    lambda is_sqlite: first(
        select(_c.id).where(
            _c.lead_id == needed("lead_id", _c.lead_id),
            _c.id != needed("but", _c.id),
            _c.dialled_at > needed("at", _c.dialled_at),
            _c.direction != literal_column(f"'{Direction.MISSED.value}'"),
            _c.is_practice.is_(False),
        ),
        1,
    )
)


@dataclass(frozen=True, slots=True)
class Way:
    """How a call reached us: which line, which of our numbers, and from where it was forwarded."""

    line: str = ""
    our_number: str = ""
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True)
class KnownCall:
    """A call that is kept already, as far as telling doubles needs it."""

    call_id: UUID
    lead_id: UUID
    phone_id: UUID | None
    direction: Direction
    dialled_at: datetime
    person_name: str
    label: str


class OutsideCalls:
    """Repository of calls that began elsewhere."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, call: Call, session_id: UUID | None, way: Way) -> None:
        """Keep a call in whatever state it is."""
        values = _values(call, session_id) | {"state": call.state.value}
        values |= _reached(way)
        self._work.connection.execute(insert(calls).values(values))

    def add_closed(self, call: Call, result: Disposition, session_id: UUID | None, way: Way) -> None:
        """Keep a call that was over, with its result, before the server heard of it."""
        values = _values(call, session_id) | _reached(way)
        values |= {
            "state": CallState.CLOSED.value,
            "end_cause": call.end_cause,
            "disposition_id": result.id,
            "disposition_code": result.code,
            "disposition_label": result.label,
            "disposition_flags": flags_text(result.flags_on(call.day)),
            "disposition_values": [value.to_json() for value in call.values] or None,
        }
        self._work.connection.execute(insert(calls).values(values))

    def forget(self, call_id: UUID) -> bool:
        """Take back a running call in, put down at the wrong lead; what came about in it stays without it."""
        for table in (messages, appointments, service_records, attachments):
            self._work.connection.execute(
                update(table).where(table.c.call_id == call_id).values(call_id=None)
            )
        done = self._work.connection.execute(
            delete(calls).where(
                _c.id == call_id, _c.state == CallState.OPEN.value, _c.direction == Direction.IN.value
            )
        )
        return done.rowcount == 1

    def near(self, lead_id: UUID, direction: Direction, at: datetime, within: timedelta) -> KnownCall | None:
        """A call of this lead in the same direction about that time, if one is kept already."""
        found = self._known(
            _c.lead_id == lead_id,
            _c.direction == direction.value,
            _c.dialled_at >= at - within,
            _c.dialled_at <= at + within,
        )
        return min(found, key=lambda call: abs(call.dialled_at - at), default=None)

    def at_phones(self, phone_ids: Sequence[UUID], since: datetime, until: datetime) -> tuple[KnownCall, ...]:
        """Every call with these phones between two moments, in the order they were made."""
        found: list[KnownCall] = []
        for start in range(0, len(phone_ids), _MANY):
            some = list(phone_ids[start : start + _MANY])
            found += self._known(_c.phone_id.in_(some), _c.dialled_at >= since, _c.dialled_at <= until)
        return tuple(sorted(found, key=lambda call: (call.dialled_at, call.call_id.bytes)))

    def _known(self, *conditions: object) -> list[KnownCall]:
        rows = self._work.connection.execute(
            select(
                *(_c.id, _c.lead_id, _c.phone_id, _c.direction, _c.dialled_at, _c.disposition_label),
                people.c.display_name,
            )
            .select_from(calls.outerjoin(people, people.c.id == _c.person_id))
            .where(_c.is_practice.is_(False), *conditions)  # type: ignore[arg-type]
        )
        return [
            KnownCall(
                row.id,
                row.lead_id,
                row.phone_id,
                Direction(row.direction),
                row.dialled_at,
                row.display_name or "",
                row.disposition_label,
            )
            for row in rows
        ]

    def followed(self, lead_id: UUID, at: datetime) -> bool:
        """Whether somebody spoke with the lead, or tried to, after that moment."""
        row = self._work.connection.execute(
            select(_c.id)
            .where(
                _c.lead_id == lead_id,
                _c.dialled_at > at,
                _c.direction != Direction.MISSED.value,
                _c.is_practice.is_(False),
            )
            .limit(1)
        ).first()
        return row is not None

    def calls_after(self, lead_id: UUID, at: datetime, *, but: UUID) -> bool:
        """Whether the lead was spoken with, or tried, at or after that moment in another call than `but`."""
        return CALLS_AFTER.row(self._work, lead_id=lead_id, but=but, at=at) is not None

    def called_by(self, lead_id: UUID, person_id: UUID) -> bool:
        """Whether this person was ever on a call with the lead, or tried to be."""
        row = self._work.connection.execute(
            select(_c.id).where(_c.lead_id == lead_id, _c.person_id == person_id).limit(1)
        ).first()
        return row is not None

    # --- what such calls count for ---

    def count_earlier_dial(self, call: Call, day: int) -> None:
        """Count a dial made earlier at its phone and lead, as if it had been counted then.

        `day` is yyyymmdd of the dial in the lead's zone; a day before the one counted now stays as it was.
        """
        _LEAD_TRIED.later(self._work, lead_id=call.lead_id)
        self.spoke(call.lead_id, call.dialled_at)
        if call.phone_id is not None:
            _PHONE_TRIED.later(self._work, phone_id=call.phone_id, day=day, at=call.dialled_at)

    def spoke(self, lead_id: UUID, at: datetime) -> None:
        """The lead was spoken with then, unless something newer is known."""
        _SPOKE.later(self._work, lead_id=lead_id, at=at)

    def count_try(self, entry_id: UUID) -> None:
        """Count a try made elsewhere at its place in the queue."""
        _TRIED.later(self._work, entry_id=entry_id)

    # --- the screens such calls go to ---

    def clear_screens(self, lead_id: UUID, but: UUID) -> None:
        """Take the lead off other people's screens, unless they are on a call with it: it has rung `but`."""
        if not self._work.is_sqlite:
            given = literal(lead_id, _q.lead_id.type), literal(but, _q.claimed_by.type)
            self._work.connection.execute(select(func.clear_screens(*given)))
            return
        running = exists(
            select(_c.id).where(
                _c.person_id == _q.claimed_by, _c.lead_id == lead_id, _c.state == CallState.OPEN.value
            )
        )
        self._work.connection.execute(
            update(queue_entries)
            .where(_q.lead_id == lead_id, _q.claimed_by.is_not(None), _q.claimed_by != but, not_(running))
            .values(claimed_by=None, lease_until=None, version=_q.version + 1)
        )

    def hold(self, entry: QueueEntry, until: datetime) -> None:
        """Keep for its caller what leaves the screen for a call: the queue gives it to nobody before then."""
        is_dialled = entry.lane in DIALLED_LANES
        self._work.connection.execute(
            update(queue_entries)
            .where(_q.id == entry.id)
            .values(
                claimed_by=None,
                lease_until=None,
                next_at=until if is_dialled else entry.next_at,
                reason=Reason.ON_ANOTHER_SCREEN.value if is_dialled else entry.reason,
                version=_q.version + 1,
            )
        )

    def unhold(
        self, lead_id: UUID, campaign_id: UUID, until: datetime, reason: str, next_at: datetime
    ) -> bool:
        """Give what was held its place back; False when somebody has changed it meanwhile."""
        if not self._work.is_sqlite:
            ids = literal(lead_id, _q.lead_id.type), literal(campaign_id, _q.campaign_id.type)
            times = literal(until, _q.next_at.type), literal(reason), literal(next_at, _q.next_at.type)
            moved = self._work.connection.execute(select(func.unhold(*ids, *times))).scalar_one()
            return int(moved) > 0
        done = self._work.connection.execute(
            update(queue_entries)
            .where(
                and_(_q.lead_id == lead_id, _q.campaign_id == campaign_id),
                _q.claimed_by.is_(None),
                _q.reason == Reason.ON_ANOTHER_SCREEN.value,
                _q.next_at == until,
            )
            .values(reason=reason, next_at=next_at, version=_q.version + 1)
        )
        return done.rowcount == 1

    def phone_ids(self, lead_id: UUID) -> frozenset[UUID]:
        """The phones of a lead."""
        statement = select(lead_phones.c.phone_id).where(lead_phones.c.lead_id == lead_id)
        return frozenset(self._work.connection.execute(statement).scalars())


def _reached(way: Way) -> dict[str, object]:
    return {"line": way.line, "our_number": way.our_number, "forwarded_from": way.forwarded_from}


def _values(call: Call, session_id: UUID | None) -> dict[str, object]:
    """The columns that every call from elsewhere brings."""
    return {
        "id": call.id,
        "lead_id": call.lead_id,
        "campaign_id": call.campaign_id,
        "phone_id": call.phone_id,
        "person_id": call.person_id,
        "session_id": session_id,
        "direction": call.direction.value,
        "known_how": call.known_how.value,
        "is_practice": call.is_practice,
        "dialler": call.dialler,
        "attempt_no": call.attempt_no,
        "dialled_at": call.dialled_at,
        "day": call.day,
        "answered_at": call.answered_at,
        "ended_at": call.ended_at,
        "closed_at": call.closed_at,
        "talk_s": call.talk_s,
        "note": call.note,
    }
