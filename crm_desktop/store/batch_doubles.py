"""What must be known of many leads to find doubles among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, select

from crm_desktop.domain.duplicates import Double
from crm_desktop.store.batches import those
from crm_desktop.store.tables import lead_phones, leads
from crm_desktop.store.unit_of_work import Work

_l, _p = leads.c, lead_phones.c


class BatchDoubles:
    """Repository of leads as doubles are told by."""

    def __init__(self, work: Work) -> None:
        self._run = work.connection.execute
        self._work = work

    def looked_at(
        self, numbers: Sequence[int], why: ColumnElement[Any]
    ) -> tuple[list[Double], dict[int, str]]:
        """Those that may be merged, and why the others are left alone."""
        who = case((_l.name_key != "", _l.name_key), else_=_l.company_key)
        rows = self._run(
            select(_l.no, why.label("why"), who.label("who"), _l.email, _l.attempts, _l.last_call_at).where(
                those(self._work, numbers)
            )
        ).all()
        has: dict[int, list[bytes]] = defaultdict(list)
        phones = (
            select(_l.no, _p.phone_id)
            .join(lead_phones, and_(_p.lead_id == _l.id, _p.wrong_at.is_(None)))
            .where(those(self._work, numbers))
            .order_by(_l.no, _p.position)
        )
        for row in self._run(phones):
            has[row.no].append(row.phone_id.bytes)
        found = [
            Double(row.no, row.who, tuple(has[row.no]), row.email, row.attempts, row.last_call_at)
            for row in rows
            if not row.why
        ]
        return found, {row.no: row.why for row in rows if row.why}
