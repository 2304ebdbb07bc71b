"""What was before a lead's place in the queue: who called a number last, and with which result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import literal_column, select

from crm_desktop.store.prepared import Prepared, first, needed
from crm_desktop.store.tables import calls, people
from crm_desktop.store.unit_of_work import Work

_c = calls.c


@dataclass(frozen=True, slots=True)
class LastResult:
    """The result a lead had last in a campaign."""

    code: str
    label: str
    at: datetime


class QueuePast:
    """Repository of what explains a place; on a server only of calls the person may see."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def name_of(self, person_id: UUID) -> str:
        """What a person is called."""
        row = _NAME.row(self._work, person_id=person_id)
        return "" if row is None else str(row.display_name)

    def last_caller(self, phone_id: UUID) -> str:
        """Who dialled a number last; '' where it isn't known."""
        row = _LAST_CALLER.row(self._work, phone_id=phone_id)
        return "" if row is None else str(row.display_name)

    def last_result(self, lead_id: UUID, campaign_id: UUID) -> LastResult | None:
        """The last call out that has a result."""
        row = _LAST_RESULT.row(self._work, lead_id=lead_id, campaign_id=campaign_id)
        return (
            None if row is None else LastResult(row.disposition_code, row.disposition_label, row.dialled_at)
        )


_NAME = Prepared(
    lambda is_sqlite: select(people.c.display_name).where(people.c.id == needed("person_id", people.c.id))
)


def _last_caller(is_sqlite: bool) -> Any:
    statement = (
        select(people.c.display_name)
        .select_from(calls.join(people, people.c.id == _c.person_id))
        .where(
            _c.phone_id == needed("phone_id", _c.phone_id),
            literal_column("calls.direction = 'out'"),
            _c.is_practice.is_(False),
        )
        .order_by(_c.dialled_at.desc())
    )
    return first(statement, 1)


def _last_result(is_sqlite: bool) -> Any:
    statement = (
        select(_c.disposition_code, _c.disposition_label, _c.dialled_at)
        .where(
            _c.lead_id == needed("lead_id", _c.lead_id),
            _c.campaign_id == needed("campaign_id", _c.campaign_id),
            literal_column("calls.state = 'closed'"),
            literal_column("calls.direction = 'out'"),
        )
        .order_by(_c.dialled_at.desc())
    )
    return first(statement, 1)


_LAST_CALLER = Prepared(_last_caller)
_LAST_RESULT = Prepared(_last_result)
