"""What people asked about their data, as rows; where we have a person from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, insert, select, update

from crm_desktop.domain.requests import (
    Came,
    Deadlines,
    Nominee,
    Proof,
    Request,
    RequestKind,
    RequestState,
    Step,
)
from crm_desktop.ids import new_id
from crm_desktop.store.tables import bases, campaigns, imports, leads, people, request_steps, requests
from crm_desktop.store.unit_of_work import Work

_r = requests.c
MOST = 300


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as lists show it. `client`: to whom it is passed on, empty for our own data.

    `language`: in which whoever asks is spoken to, as the lead's field says it.
    """

    request: Request
    lead_name: str
    taken_by: str
    client: str
    owner_id: UUID | None = None
    team_id: UUID | None = None
    taker_team_id: UUID | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One step; `detail` holds ids, counts and hashes of what went out."""

    id: UUID
    at: datetime
    person_name: str
    kind: Step
    text: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WhereFrom:
    """Where we have a person from: what the lead says, which import brought it, what was answered for why."""

    source: str
    added_at: datetime | None
    added_by: str = ""
    file_name: str = ""
    campaign: str = ""
    client: str = ""
    basis: str = ""
    basis_source: str = ""
    proof: str = ""


class Requests:
    """Repository of requests and their steps."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, request_id: UUID) -> RequestRow | None:
        """One request."""
        row = self._work.connection.execute(_listed().where(_r.id == request_id)).one_or_none()
        return None if row is None else _row(row)

    def page(
        self, state: RequestState | None = None, kind: RequestKind | None = None, lead_id: UUID | None = None
    ) -> tuple[RequestRow, ...]:
        """At most MOST: the open ones first, the most urgent at the top; then the newest of the others."""
        is_open = _r.state == RequestState.OPEN.value
        statement = _listed().order_by(
            case((is_open, 0), else_=1),
            case((is_open, _r.ceiling_due_at), else_=None),
            _r.received_at.desc(),
            _r.id.desc(),
        )
        if state is not None:
            statement = statement.where(_r.state == state.value)
        if kind is not None:
            statement = statement.where(_r.kind == kind.value)
        if lead_id is not None:
            statement = statement.where(_r.lead_id == lead_id)
        return tuple(_row(row) for row in self._work.connection.execute(statement.limit(MOST)))

    def add(self, request: Request) -> None:
        """Keep a new request."""
        ends = request.deadlines
        self._work.connection.execute(
            insert(requests).values(
                id=request.id,
                kind=request.kind.value,
                state=request.state.value,
                came=request.came.value,
                received_at=request.received_at,
                received_by=request.received_by,
                lead_id=request.lead_id,
                campaign_id=request.campaign_id,
                call_id=request.call_id,
                name=request.name,
                contact=request.contact,
                text=request.text,
                rules=request.rules,
                acknowledge_due_at=ends.acknowledge_at,
                target_due_at=ends.target_at,
                published_due_at=ends.published_at,
                ceiling_due_at=ends.ceiling_at,
            )
        )

    def change(self, request_id: UUID, version: int, **values: object) -> bool:
        """Change a request if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(requests)
            .where(_r.id == request_id, _r.version == version)
            .values(**values, version=version + 1)
        )
        return bool(done.rowcount == 1)

    def add_step(
        self, request_id: UUID, person_id: UUID, kind: Step, text: str = "", **detail: object
    ) -> UUID:
        """Keep what was done."""
        step_id = new_id()
        self._work.connection.execute(
            insert(request_steps).values(
                id=step_id,
                request_id=request_id,
                at=self._work.now,
                person_id=person_id,
                kind=kind.value,
                text=text,
                detail=detail or None,
            )
        )
        return step_id

    def steps(self, request_id: UUID) -> tuple[RequestStep, ...]:
        """What was done, the oldest first."""
        s = request_steps.c
        statement = (
            select(s.id, s.at, s.kind, s.text, s.detail, people.c.display_name)
            .select_from(request_steps.join(people, people.c.id == s.person_id))
            .where(s.request_id == request_id)
            .order_by(s.at, s.id)
        )
        return tuple(
            RequestStep(row.id, row.at, row.display_name, Step(row.kind), row.text, row.detail or {})
            for row in self._work.connection.execute(statement)
        )

    def nominee(self, lead_id: UUID) -> Nominee | None:
        """Who acts in a lead's place, as it was noted last."""
        s = request_steps.c
        row = self._work.connection.execute(
            select(s.text, s.detail)
            .select_from(request_steps.join(requests, _r.id == s.request_id))
            .where(_r.lead_id == lead_id, s.kind == Step.NOMINATED.value, s.text != "")
            .order_by(s.at.desc(), s.id.desc())
            .limit(1)
        ).first()
        return None if row is None else Nominee.from_step(row.text, row.detail["trigger"])

    def where_from(self, lead_id: UUID, campaign_id: UUID | None) -> WhereFrom | None:
        """Where we have a lead from, and what was answered for why its campaign may call it."""
        brought = people.alias()
        lead = self._work.connection.execute(
            select(
                leads.c.source,
                leads.c.created_at,
                people.c.display_name,
                imports.c.file_name,
                imports.c.started_at,
                brought.c.display_name.label("brought_by"),
            )
            .select_from(
                leads.outerjoin(people, people.c.id == leads.c.created_by)
                .outerjoin(imports, imports.c.id == leads.c.import_id)
                .outerjoin(brought, brought.c.id == imports.c.person_id)
            )
            .where(leads.c.id == lead_id)
        ).one_or_none()
        if lead is None:
            return None
        known = WhereFrom(
            lead.source,
            lead.started_at or lead.created_at,
            lead.brought_by or lead.display_name or "",
            lead.file_name or "",
        )
        return known if campaign_id is None else self._with_basis(known, campaign_id)

    def _with_basis(self, known: WhereFrom, campaign_id: UUID) -> WhereFrom:
        statement = (
            select(
                campaigns.c.name,
                campaigns.c.role,
                campaigns.c.client_name,
                bases.c.kind,
                bases.c.source,
                bases.c.proof,
            )
            .select_from(campaigns.outerjoin(bases, bases.c.campaign_id == campaigns.c.id))
            .where(campaigns.c.id == campaign_id)
            .order_by(bases.c.at.desc())
            .limit(1)
        )
        row = self._work.connection.execute(statement).one_or_none()
        if row is None:
            return known
        return replace(
            known,
            campaign=row.name,
            client=row.client_name if row.role == "client" else "",
            basis=row.kind or "",
            basis_source=row.source or "",
            proof=row.proof or "",
        )


def _listed() -> Select[Any]:
    return select(
        requests,
        leads.c.name.label("lead_name"),
        leads.c.language,
        leads.c.owner_id,
        leads.c.team_id,
        people.c.display_name.label("taken_by"),
        people.c.team_id.label("taker_team_id"),
        campaigns.c.role,
        campaigns.c.client_name,
    ).select_from(
        requests.join(people, people.c.id == _r.received_by)
        .outerjoin(leads, leads.c.id == _r.lead_id)
        .outerjoin(campaigns, campaigns.c.id == _r.campaign_id)
    )


def _row(row: Any) -> RequestRow:
    request = Request(
        id=row.id,
        kind=RequestKind(row.kind),
        state=RequestState(row.state),
        came=Came(row.came),
        received_at=row.received_at,
        received_by=row.received_by,
        deadlines=Deadlines(
            row.acknowledge_due_at, row.target_due_at, row.published_due_at, row.ceiling_due_at
        ),
        lead_id=row.lead_id,
        campaign_id=row.campaign_id,
        call_id=row.call_id,
        name=row.name,
        contact=row.contact,
        text=row.text,
        rules=row.rules,
        acknowledged_at=row.acknowledged_at,
        proof=None if row.proof is None else Proof(row.proof),
        proven_at=row.proven_at,
        is_extended=row.is_extended,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        version=row.version,
    )
    client = row.client_name if row.role == "client" else ""
    return RequestRow(
        request,
        row.lead_name or "",
        row.taken_by,
        client or "",
        row.owner_id,
        row.team_id,
        row.taker_team_id,
        row.language or "",
    )
