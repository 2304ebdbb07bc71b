"""Call-backs, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, or_, select, update

from crm_desktop.domain.callbacks import Callback, CallbackKind, CallbackState
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.prepared import Prepared, needed
from crm_desktop.store.tables import callbacks, lead_phones, leads, people, phones
from crm_desktop.store.unit_of_work import Work

_c = callbacks.c
_OWN = (
    _c.id,
    _c.lead_id,
    _c.campaign_id,
    _c.owner_id,
    _c.due_at,
    _c.note,
    _c.state,
    _c.created_at,
    _c.closed_at,
    _c.version,
    _c.kind,
    _c.first_due_at,
    _c.moved_count,
)


OPEN_OF_LEAD = Prepared(
    lambda is_sqlite: (
        select(*_OWN)
        .where(_c.lead_id == needed("lead_id", _c.lead_id), _c.state == CallbackState.OPEN.value)
        .order_by(_c.due_at, _c.id)
    )
)
_ADD = Prepared(
    lambda is_sqlite: insert(callbacks).values(
        id=needed("v_id", _c.id),
        lead_id=needed("v_lead_id", _c.lead_id),
        campaign_id=needed("v_campaign_id", _c.campaign_id),
        call_id=needed("v_call_id", _c.call_id),
        owner_id=needed("v_owner_id", _c.owner_id),
        due_at=needed("v_due_at", _c.due_at),
        note=needed("v_note", _c.note),
        state=CallbackState.OPEN.value,
        created_at=needed("v_created_at", _c.created_at),
        created_by=needed("v_created_by", _c.created_by),
        kind=needed("v_kind", _c.kind),
        handed_from=needed("v_handed_from", _c.handed_from),
    )
)
_CLOSE = Prepared(
    lambda is_sqlite: (
        update(callbacks)
        .where(_c.id == needed("callback_id", _c.id))
        .values(
            state=needed("v_state", _c.state),
            closed_at=needed("v_closed_at", _c.closed_at),
            closed_by_call_id=needed("v_call_id", _c.closed_by_call_id),
            version=_c.version + 1,
        )
    )
)
_COUNT_PROMISES = Prepared(
    lambda is_sqlite: select(func.count().label("promises")).where(
        _c.owner_id == needed("owner_id", _c.owner_id),
        _c.state == CallbackState.OPEN.value,
        _c.kind == CallbackKind.PROMISE.value,
    )
)


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """A promise with what the lists show: whom, which number (the first that can be used), whose."""

    id: UUID
    lead_id: UUID
    lead_name: str
    phone: str
    campaign_id: UUID | None
    due_at: datetime
    note: str
    state: CallbackState
    version: int
    zone: str
    owner_id: UUID
    owner_name: str
    company: str
    lead_owner_id: UUID | None
    lead_team_id: UUID | None
    closed_at: datetime | None
    kind: CallbackKind = CallbackKind.PROMISE
    snoozed_until: datetime | None = None
    moved_count: int = 0
    occasion_on: int | None = None  # yyyymmdd of the customer's date a reminder is about


class Callbacks:
    """Repository of call-backs."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def open_of_lead(self, lead_id: UUID) -> tuple[Callback, ...]:
        """The lead's open promises, soonest first."""
        return tuple(_callback(row) for row in OPEN_OF_LEAD.rows(self._work, lead_id=lead_id))

    def get(self, callback_id: UUID) -> Callback | None:
        """One promise."""
        row = self._work.connection.execute(select(*_OWN).where(_c.id == callback_id)).one_or_none()
        return None if row is None else _callback(row)

    def add(
        self, callback: Callback, *, call_id: UUID | None = None, handed_from: UUID | None = None
    ) -> None:
        """Keep a new promise."""
        _ADD.run(
            self._work,
            v_id=callback.id,
            v_lead_id=callback.lead_id,
            v_campaign_id=callback.campaign_id,
            v_call_id=call_id,
            v_owner_id=callback.owner_id,
            v_due_at=callback.due_at,
            v_note=callback.note,
            v_created_at=callback.created_at,
            v_created_by=self._work.actor.person_id if self._work.actor else None,
            v_handed_from=handed_from,
            v_kind=callback.kind.value,
        )

    def close(self, callback_id: UUID, state: CallbackState, call_id: UUID | None = None) -> None:
        """End a promise."""
        _CLOSE.run(
            self._work,
            callback_id=callback_id,
            v_state=state.value,
            v_closed_at=self._work.now,
            v_call_id=call_id,
        )

    def reopen(self, callback_id: UUID) -> None:
        """Take back that a promise was ended."""
        self._work.connection.execute(
            update(callbacks)
            .where(_c.id == callback_id)
            .values(
                state=CallbackState.OPEN.value,
                closed_at=None,
                closed_by_call_id=None,
                version=_c.version + 1,
            )
        )

    def change(self, callback_id: UUID, version: int, **values: object) -> bool:
        """Change an open promise if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(callbacks)
            .where(_c.id == callback_id, _c.version == version, _c.state == CallbackState.OPEN.value)
            .values(**values, version=version + 1)
        )
        return bool(done.rowcount == 1)

    def open_of(
        self,
        owner_id: UUID,
        until: datetime | None,
        limit: int,
        *,
        since: datetime | None = None,
        awake_at: datetime | None = None,
    ) -> tuple[CallbackRow, ...]:
        """A person's open promises, soonest first, those due from `since` on and before `until` if given.

        With `awake_at` those that are snoozed at that moment are left out.
        """
        statement = _listed().where(_c.owner_id == owner_id, _c.state == CallbackState.OPEN.value)
        if until is not None:
            statement = statement.where(_c.due_at < until)
        if since is not None:
            statement = statement.where(_c.due_at >= since)
        if awake_at is not None:
            statement = statement.where(or_(_c.snoozed_until.is_(None), _c.snoozed_until <= awake_at))
        rows = self._work.connection.execute(statement.order_by(_c.due_at, _c.id).limit(limit))
        return tuple(_row(row) for row in rows)

    def done_since(self, owner_id: UUID, since: datetime, limit: int) -> tuple[CallbackRow, ...]:
        """A person's promises that ended since then, latest first."""
        ended = [s.value for s in CallbackState if s is not CallbackState.OPEN]
        statement = (
            _listed()
            .where(_c.owner_id == owner_id, _c.state.in_(ended), _c.closed_at >= since)
            .order_by(_c.closed_at.desc(), _c.id)
            .limit(limit)
        )
        return tuple(_row(row) for row in self._work.connection.execute(statement))

    def snooze(self, callback_id: UUID, until: datetime) -> None:
        """Keep quiet about a promise until then; the promise itself stands, so does its version."""
        self._work.connection.execute(
            update(callbacks).where(_c.id == callback_id).values(snoozed_until=until)
        )

    def count_promises(self, owner_id: UUID) -> int:
        """How many promises a person has open, reminders and missed calls not counted."""
        row = _COUNT_PROMISES.row(self._work, owner_id=owner_id)
        assert row is not None, "a count is one row"
        return int(row.promises)

    def missed_before(self, due_before: datetime) -> Callback | None:
        """The oldest open call-back of anybody that was due before then."""
        row = self._work.connection.execute(
            select(*_OWN)
            .where(_c.state == CallbackState.OPEN.value, _c.due_at < due_before)
            .order_by(_c.due_at, _c.id)
            .limit(1)
        ).first()
        return None if row is None else _callback(row)

    def due_times(self, owner_id: UUID, since: datetime) -> tuple[datetime, ...]:
        """When a person's open call-backs are due from then on, for the strip of days; in order."""
        rows = self._work.connection.execute(
            select(_c.due_at)
            .where(_c.owner_id == owner_id, _c.state == CallbackState.OPEN.value, _c.due_at >= since)
            .order_by(_c.due_at)
        )
        return tuple(rows.scalars())

    def count_open(self, owner_id: UUID, until: datetime) -> int:
        """How many of a person's promises are due before `until`."""
        return int(
            self._work.connection.execute(
                select(func.count()).where(
                    _c.owner_id == owner_id, _c.state == CallbackState.OPEN.value, _c.due_at < until
                )
            ).scalar_one()
        )


def _listed() -> Select[Any]:
    number = (
        select(phones.c.e164)
        .join(lead_phones, lead_phones.c.phone_id == phones.c.id)
        .where(
            lead_phones.c.lead_id == leads.c.id,
            lead_phones.c.wrong_at.is_(None),
            phones.c.do_not_call_at.is_(None),
        )
        .order_by(lead_phones.c.position)
        .limit(1)
        .correlate(leads)
        .scalar_subquery()
    )
    return select(
        *_OWN,
        _c.snoozed_until,
        _c.occasion_on,
        leads.c.name.label("lead_name"),
        leads.c.company,
        leads.c.zone,
        leads.c.owner_id.label("lead_owner_id"),
        leads.c.team_id.label("lead_team_id"),
        number.label("phone"),
        people.c.display_name.label("owner_name"),
    ).select_from(callbacks.join(leads, leads.c.id == _c.lead_id).join(people, people.c.id == _c.owner_id))


def _callback(row: Any) -> Callback:
    return Callback(
        id=row.id,
        lead_id=row.lead_id,
        campaign_id=row.campaign_id,
        owner_id=row.owner_id,
        due_at=row.due_at,
        note=row.note,
        state=CallbackState(row.state),
        created_at=row.created_at,
        closed_at=row.closed_at,
        version=row.version,
        kind=CallbackKind(row.kind),
        first_due_at=row.first_due_at,
        moved_count=row.moved_count,
    )


def _row(row: Any) -> CallbackRow:
    return CallbackRow(
        id=row.id,
        lead_id=row.lead_id,
        lead_name=row.lead_name,
        phone=row.phone or "",
        campaign_id=row.campaign_id,
        due_at=row.due_at,
        note=row.note,
        state=CallbackState(row.state),
        version=row.version,
        zone=clock_of(row.zone, ""),
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        company=row.company,
        lead_owner_id=row.lead_owner_id,
        lead_team_id=row.lead_team_id,
        closed_at=row.closed_at,
        kind=CallbackKind(row.kind),
        snoozed_until=row.snoozed_until,
        moved_count=row.moved_count,
        occasion_on=row.occasion_on,
    )
