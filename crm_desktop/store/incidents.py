"""Incidents with people's data and the notices that went out, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, insert, select, update

from crm_desktop.domain.incidents import Incident
from crm_desktop.ids import new_id
from crm_desktop.store.tables import incident_steps, incidents, people
from crm_desktop.store.unit_of_work import Work

_i, _s = incidents.c, incident_steps.c
SENT = "sent"


@dataclass(frozen=True, slots=True)
class IncidentStep:
    """What was done: "noted", "changed", "sent" (which notice), "closed", "reopened"."""

    at: datetime
    person_name: str
    kind: str
    notice: str
    text: str


class Incidents:
    """Repository of incidents; few, so that all are read."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[Incident, ...]:
        """The open ones first, the newest of each at the top."""
        statement = select(incidents).order_by(
            case((_i.closed_at.is_(None), 0), else_=1), _i.aware_at.desc(), _i.id
        )
        rows = self._work.connection.execute(statement).all()
        sent = self._sent([row.id for row in rows])
        return tuple(_incident(row, sent.get(row.id, {})) for row in rows)

    def get(self, incident_id: UUID) -> Incident | None:
        """One of them."""
        row = self._work.connection.execute(select(incidents).where(_i.id == incident_id)).one_or_none()
        return None if row is None else _incident(row, self._sent([incident_id]).get(incident_id, {}))

    def _sent(self, ids: list[UUID]) -> dict[UUID, dict[str, datetime]]:
        statement = (
            select(_s.incident_id, _s.notice, _s.at)
            .where(_s.kind == SENT, _s.incident_id.in_(ids))
            .order_by(_s.at.desc())
        )
        found: dict[UUID, dict[str, datetime]] = {}
        for row in self._work.connection.execute(statement):
            found.setdefault(row.incident_id, {})[row.notice] = row.at  # the first time counts
        return found

    def add(self, incident: Incident) -> None:
        """Keep a new one."""
        self._work.connection.execute(
            insert(incidents).values(
                id=incident.id,
                title=incident.title,
                aware_at=incident.aware_at,
                profile=incident.profile,
                hours=list(incident.hours),
                reported_by=incident.reported_by,
                told=dict(incident.told),
            )
        )

    def change(self, incident_id: UUID, version: int, **values: object) -> bool:
        """Change one if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(incidents)
            .where(_i.id == incident_id, _i.version == version)
            .values(**values, version=version + 1)
        )
        return bool(done.rowcount == 1)

    def add_step(
        self, incident_id: UUID, person_id: UUID, kind: str, notice: str = "", text: str = ""
    ) -> None:
        """Keep what was done."""
        self._work.connection.execute(
            insert(incident_steps).values(
                id=new_id(),
                incident_id=incident_id,
                at=self._work.now,
                person_id=person_id,
                kind=kind,
                notice=notice,
                text=text,
            )
        )

    def steps(self, incident_id: UUID) -> tuple[IncidentStep, ...]:
        """What was done, the oldest first."""
        statement = (
            select(_s.at, _s.kind, _s.notice, _s.text, people.c.display_name)
            .select_from(incident_steps.join(people, people.c.id == _s.person_id))
            .where(_s.incident_id == incident_id)
            .order_by(_s.at, _s.id)
        )
        return tuple(
            IncidentStep(row.at, row.display_name, row.kind, row.notice, row.text)
            for row in self._work.connection.execute(statement)
        )


def _incident(row: Any, sent: dict[str, datetime]) -> Incident:
    return Incident(
        id=row.id,
        title=row.title,
        aware_at=row.aware_at,
        profile=row.profile,
        hours=tuple(row.hours),
        reported_by=row.reported_by,
        told=row.told,
        sent=sent,
        closed_at=row.closed_at,
        version=row.version,
    )
