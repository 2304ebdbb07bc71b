"""Many leads taken out at once: hidden everywhere, what was still to come is off; and brought back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, literal, null, select, update

from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.batch_rows import BatchJournal, RowKind, lane_before, place_before, reason_before
from crm_desktop.store.batches import BatchRows, leads_of
from crm_desktop.store.tables import appointments, batch_rows, callbacks, leads, queue_entries
from crm_desktop.store.unit_of_work import Work

_q, _c, _a, _l, _r = queue_entries.c, callbacks.c, appointments.c, leads.c, batch_rows.c
HIDDEN = "merged"  # the status of whatever no list, queue or search finds; here into nobody
# What is to come: its table, its state while it is, and what else is written when it is off.
_TO_COME: tuple[tuple[RowKind, Any, str], ...] = (
    (RowKind.CALLBACK, callbacks, "open"),
    (RowKind.APPOINTMENT, appointments, "planned"),
)


def is_deleted() -> ColumnElement[bool]:
    """A condition on `leads`: taken out, to be brought back or to go for good."""
    return and_(_l.status == HIDDEN, _l.merged_into.is_(None), _l.erased_at.is_(None))


class BatchDeleting:
    """One part of a batch that deletes."""

    def __init__(self, work: Work, batch_id: UUID, part: int) -> None:
        self._work, self._run = work, work.connection.execute
        self._batch_id, self._part = batch_id, part
        self._journal = BatchJournal(work, batch_id, part)
        self._theirs = leads_of(batch_id, part)

    def take_out(self) -> None:
        """Their places close, promises and appointments are off, and they are hidden."""
        where = (_q.lead_id.in_(self._theirs), _q.reason != Reason.DELETED.value)
        self._journal.keep(
            RowKind.ENTRY, select(_q.id, _q.lead_id, place_before(_q.lane, _q.reason)).where(*where)
        )
        closed = {"lane": int(Lane.CLOSED), "reason": Reason.DELETED.value}
        held = {"claimed_by": null(), "lease_until": null()}
        self._run(update(queue_entries).where(*where).values(**closed, **held, version=_q.version + 1))
        for kind, table, state in _TO_COME:
            mine = (table.c.lead_id.in_(self._theirs), table.c.state == state)
            self._journal.keep(kind, select(table.c.id, table.c.lead_id, literal("")).where(*mine))
            off = {"state": "cancelled", "version": table.c.version + 1}
            if table is callbacks:
                off["closed_at"] = self._work.now
            self._run(update(table).where(*mine).values(**off))
        BatchRows(self._work).change(self._batch_id, self._part, status=HIDDEN)

    def bring_back(self) -> None:
        """Everything as it was, but for rows that somebody changed since."""
        entries = self._journal.of(RowKind.ENTRY)
        self._run(
            update(queue_entries)
            .where(entries, _r.row_id == _q.id, _r.lead_id.in_(self._theirs))
            .where(_q.lane == int(Lane.CLOSED), _q.reason == Reason.DELETED.value)
            .values(lane=lane_before(), reason=reason_before(), version=_q.version + 1)
        )
        for kind, table, state in _TO_COME:
            mine = (table.c.id.in_(self._journal.rows(kind)), table.c.lead_id.in_(self._theirs))
            on = {"state": state, "version": table.c.version + 1}
            if table is callbacks:
                on["closed_at"] = null()
            self._run(update(table).where(*mine, table.c.state == "cancelled").values(**on))
        BatchRows(self._work).set_back(self._batch_id, self._part, "status")
