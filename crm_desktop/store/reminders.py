"""Which dates of customers come up, and the call-backs made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.callbacks import Callback, CallbackKind, CallbackState
from crm_desktop.domain.reminders import Mark, Reminds, spans
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.tables import callbacks, calls, field_values, imports, leads, people, service_records
from crm_desktop.store.unit_of_work import Work

_c = callbacks.c


@dataclass(frozen=True, slots=True)
class DatedLead:
    """A lead with a date that may remind: what the date is from, and whose the reminder would be."""

    lead_id: UUID
    source_id: UUID
    day: date
    zone: str
    owner_id: UUID | None


class ReminderRows:
    """Repository of reminders."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def coming_by_field(self, field_id: UUID, reminds: Reminds, today: date) -> tuple[DatedLead, ...]:
        """Leads whose date in this field may remind today; by an index, whatever the year."""
        number = field_values.c.number
        if reminds.is_yearly:
            when = or_(
                *(
                    and_(number % 10_000 >= low, number % 10_000 <= high)
                    for low, high in spans(reminds, today)
                )
            )
        else:
            last = date.fromordinal(today.toordinal() + max(reminds.days_before, default=0))
            when = and_(number >= number_of(today), number <= number_of(last))
        statement = _with_owner(
            select(leads.c.id, number.label("day"), leads.c.zone)
            .select_from(field_values.join(leads, leads.c.id == field_values.c.lead_id))
            .where(field_values.c.field_id == field_id, number.is_not(None), when)
        )
        return self._dated(statement, field_id)

    def coming_by_service(self, reminds: Reminds, today: date) -> tuple[DatedLead, ...]:
        """Leads whose next service may remind today."""
        due = service_records.c.next_due_on
        last = date.fromordinal(today.toordinal() + max(reminds.days_before, default=0))
        statement = _with_owner(
            select(leads.c.id, due.label("day"), leads.c.zone, service_records.c.id.label("source_id"))
            .select_from(service_records.join(leads, leads.c.id == service_records.c.lead_id))
            .where(
                due >= number_of(today),
                due <= number_of(last),
                service_records.c.removed_at.is_(None),
            )
        )
        return self._dated(statement, None)

    def _dated(self, statement: Select[Any], source_id: UUID | None) -> tuple[DatedLead, ...]:
        rows = self._work.connection.execute(statement.where(leads.c.status != "merged"))
        return tuple(
            DatedLead(
                row.id, source_id or row.source_id, date_of(row.day), clock_of(row.zone, ""), row.reminded_id
            )
            for row in rows
        )

    def known(self, lead_ids: Sequence[UUID]) -> frozenset[tuple[UUID, UUID, int, int]]:
        """What has reminded already: (lead, source, date as yyyymmdd, days before)."""
        rows = self._work.connection.execute(
            select(_c.lead_id, _c.source_id, _c.occasion_on, _c.days_before).where(
                _c.lead_id.in_(lead_ids), _c.kind == CallbackKind.REMINDER.value
            )
        )
        return frozenset((r.lead_id, r.source_id, r.occasion_on, r.days_before) for r in rows)

    def add(self, reminder: Callback, source_id: UUID, mark: Mark) -> bool:
        """Keep a reminder as a call-back of its owner; False when the same one is there already."""
        make: Any = sqlite.insert if self._work.is_sqlite else postgresql.insert
        done = self._work.connection.execute(
            make(callbacks)
            .values(
                id=reminder.id,
                lead_id=reminder.lead_id,
                campaign_id=reminder.campaign_id,
                owner_id=reminder.owner_id,
                due_at=reminder.due_at,
                note=reminder.note,
                state=CallbackState.OPEN.value,
                created_at=reminder.created_at,
                kind=CallbackKind.REMINDER.value,
                source_id=source_id,
                occasion_on=number_of(mark.occasion_on),
                days_before=mark.days_before,
            )
            .on_conflict_do_nothing()
            .returning(_c.id)
        )
        return done.first() is not None

    def close_earlier(self, lead_id: UUID, source_id: UUID) -> int:
        """End what still reminds of the same date: the new mark takes its place. Gives how many."""
        done = self._work.connection.execute(
            update(callbacks)
            .where(
                _c.lead_id == lead_id,
                _c.source_id == source_id,
                _c.kind == CallbackKind.REMINDER.value,
                _c.state == CallbackState.OPEN.value,
            )
            .values(state=CallbackState.CANCELLED.value, closed_at=self._work.now, version=_c.version + 1)
        )
        return int(done.rowcount)


def _with_owner(statement: Select[Any]) -> Select[Any]:
    """With whose the reminder is: the lead's owner, else who called last, added the lead or brought it.

    Each only while they are here: nobody reads the reminders of a disabled person.
    """
    here = select(people.c.id).where(people.c.is_disabled.is_(False))

    def if_here(person: Any) -> Any:
        return here.where(people.c.id == person).scalar_subquery()

    last_caller = (
        select(calls.c.person_id)
        .join(people, people.c.id == calls.c.person_id)
        .where(calls.c.lead_id == leads.c.id, people.c.is_disabled.is_(False))
        .order_by(calls.c.dialled_at.desc())
        .limit(1)
        .correlate(leads)
        .scalar_subquery()
    )
    bringer = (
        select(imports.c.person_id)
        .join(people, people.c.id == imports.c.person_id)
        .where(imports.c.id == leads.c.import_id, people.c.is_disabled.is_(False))
        .correlate(leads)
        .scalar_subquery()
    )
    whose = func.coalesce(if_here(leads.c.owner_id), last_caller, if_here(leads.c.created_by), bringer)
    return statement.add_columns(whose.label("reminded_id"))
