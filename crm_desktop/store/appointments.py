"""Appointments, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, select, update

from crm_desktop.domain.appointments import Appointment, AppointmentState
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.tables import appointments, leads, people
from crm_desktop.store.unit_of_work import Work

_a = appointments.c


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment with what the lists show: with whom, where their clock is, whose it is."""

    appointment: Appointment
    lead_name: str
    company: str
    email: str
    zone: str
    owner_name: str
    lead_owner_id: UUID | None
    lead_team_id: UUID | None


class Appointments:
    """Repository of appointments."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, appointment_id: UUID) -> AppointmentRow | None:
        """One appointment."""
        row = self._work.connection.execute(_listed().where(_a.id == appointment_id)).one_or_none()
        return None if row is None else _row(row)

    def of_lead(self, lead_id: UUID, limit: int = 50) -> tuple[AppointmentRow, ...]:
        """A lead's appointments, the latest first."""
        rows = self._work.connection.execute(
            _listed().where(_a.lead_id == lead_id).order_by(_a.starts_at.desc(), _a.id).limit(limit)
        )
        return tuple(_row(row) for row in rows)

    def between(
        self, owner_id: UUID, since: datetime, until: datetime, limit: int = 500
    ) -> tuple[AppointmentRow, ...]:
        """A person's appointments that begin in the half-open stretch, but for cancelled ones; in order."""
        rows = self._work.connection.execute(
            _listed()
            .where(
                _a.owner_id == owner_id,
                _a.starts_at >= since,
                _a.starts_at < until,
                _a.state != AppointmentState.CANCELLED.value,
            )
            .order_by(_a.starts_at, _a.id)
            .limit(limit)
        )
        return tuple(_row(row) for row in rows)

    def add(self, appointment: Appointment) -> None:
        """Keep a new appointment."""
        values = {name: getattr(appointment, name) for name in Appointment.__dataclass_fields__}
        values["state"] = appointment.state.value
        actor = self._work.actor
        self._work.connection.execute(
            insert(appointments).values(
                **values, created_at=self._work.now, created_by=actor.person_id if actor else None
            )
        )

    def change(self, appointment_id: UUID, version: int, **values: object) -> bool:
        """Change an appointment if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(appointments)
            .where(_a.id == appointment_id, _a.version == version)
            .values(**values, version=version + 1)
        )
        return bool(done.rowcount == 1)


def _listed() -> Select[Any]:
    return select(
        *(column for column in _a if column.name not in ("created_at", "created_by")),
        leads.c.name.label("lead_name"),
        leads.c.company,
        leads.c.email,
        leads.c.zone,
        leads.c.owner_id.label("lead_owner_id"),
        leads.c.team_id.label("lead_team_id"),
        people.c.display_name.label("owner_name"),
    ).select_from(appointments.join(leads, leads.c.id == _a.lead_id).join(people, people.c.id == _a.owner_id))


def _row(row: Any) -> AppointmentRow:
    own = {name: getattr(row, name) for name in Appointment.__dataclass_fields__}
    return AppointmentRow(
        Appointment(**own | {"state": AppointmentState(row.state)}),
        lead_name=row.lead_name,
        company=row.company,
        email=row.email,
        zone=clock_of(row.zone, ""),
        owner_name=row.owner_name,
        lead_owner_id=row.lead_owner_id,
        lead_team_id=row.lead_team_id,
    )
