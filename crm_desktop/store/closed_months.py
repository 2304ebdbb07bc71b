"""Months whose calls were deleted as too old: their receipts, and the deleting itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, select, update

from crm_desktop.domain.call import CallState
from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.retention import ClosedMonth, OldKind, days_of
from crm_desktop.domain.timeline import Kind
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.legal_holds import held_leads
from crm_desktop.store.tables import (
    appointments,
    attachments,
    call_hours,
    callbacks,
    calls,
    closed_months,
    contests,
    messages,
    review_looks,
    reviews,
    sales,
    samples,
    service_records,
    timeline,
)
from crm_desktop.store.unit_of_work import Work

_m, _c, _h = closed_months.c, calls.c, call_hours.c
_KEEPING = (sales, service_records, attachments)  # with these a call stays
# What the history tells of a call alone; sales, messages and the word not to call stay.
TOLD_OF_CALLS = (
    Kind.CALL,
    Kind.CALL_UNDONE,
    Kind.MISSED_CALL,
    Kind.NOTE,
    Kind.PROMISED,
    Kind.CALLBACK_MOVED,
    Kind.CALLBACK_DONE,
    Kind.HANDED_OVER,
)


class ClosedMonths:
    """Repository of receipts; `take` deletes calls, some at a time."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[ClosedMonth, ...]:
        """Every receipt, the newest month first."""
        rows = self._work.connection.execute(select(closed_months).order_by(_m.month.desc()))
        return tuple(_receipt(row) for row in rows)

    def between(self, first: int, last: int) -> tuple[ClosedMonth, ...]:
        """The receipts of these months (yyyymm, both included), the newest first."""
        return tuple(receipt for receipt in self.all() if first <= receipt.month <= last)

    def get(self, month: int) -> ClosedMonth | None:
        """The receipt of a month, None while it is open."""
        row = self._work.connection.execute(select(closed_months).where(_m.month == month)).first()
        return None if row is None else _receipt(row)

    def months_before(self, month: int) -> tuple[int, ...]:
        """Months before this one that have closed calls and no receipt yet, oldest first."""
        found: list[int] = []
        known = {receipt.month for receipt in self.all()}
        after = 0
        while True:
            day = self._work.connection.execute(
                select(func.min(_c.day)).where(_c.day > after, _c.day < month * 100)
            ).scalar()
            if day is None:
                return tuple(found)
            if day // 100 not in known:
                found.append(day // 100)
            after = days_of(day // 100)[1]

    def count(self, month: int) -> int:
        """How many closed calls a month has."""
        counting = select(func.count()).select_from(calls).where(*_of_month(month))
        return int(self._work.connection.execute(counting).scalar_one())

    def close(self, month: int, person_id: UUID | None, kept_months: int) -> ClosedMonth:
        """Write the receipt of a month whose hours have just been closed."""
        hours, totals, digest = self.sums(month)
        receipt = ClosedMonth(
            month, self._work.now, person_id, kept_months, self.count(month), hours, totals, digest
        )
        self._work.connection.execute(
            insert(closed_months).values(
                month=month,
                closed_at=receipt.closed_at,
                closed_by=person_id,
                kept_months=kept_months,
                calls=receipt.calls,
                hours=hours,
                totals=dict(totals),
                digest=digest,
            )
        )
        return receipt

    def sums(self, month: int) -> tuple[int, dict[str, int], str]:
        """How many hours stand for a month, their sums, and the SHA-256 of them all."""
        digest, totals, hours = hashlib.sha256(), dict.fromkeys(COLUMNS, 0), 0
        names = ("day", "person_id", "hour_at", "campaign_id", *COLUMNS, "first_at", "last_at")
        statement = (
            select(*(_h[name] for name in names))
            .where(_h.day.between(*days_of(month)))
            .order_by(_h.day, _h.hour_at, _h.person_id, _h.campaign_id)
        )
        for row in self._work.connection.execute(statement):
            hours += 1
            digest.update("|".join(_plain(value) for value in row).encode() + b"\n")
            for name, value in zip(COLUMNS, row[4:-2], strict=True):
                totals[name] += value
        return hours, totals, digest.hexdigest()

    def take(self, month: int, most: int) -> int:
        """Delete up to `most` calls of a closed month with what the history tells of them; how many it were.

        Calls with a sale, a service record or a document stay, and those of who is held. Call-backs,
        messages and appointments stay too, without their call; the notes of call-backs that are over go.
        """
        if not self._work.is_sqlite:
            return int(self._work.connection.execute(select(func.take_calls(month, most))).scalar_one())
        run = self._work.connection.execute
        wanted = (
            select(_c.id, _c.lead_id)
            .where(*_of_month(month), *(~exists().where(t.c.call_id == _c.id) for t in _KEEPING))
            .where(_c.lead_id.not_in(held_leads(OldKind.CALLS, office_date(self._work))))
            .limit(most)
        )
        rows = run(wanted).all()
        ids, lead_ids = [row.id for row in rows], sorted({row.lead_id for row in rows})
        if not ids:
            return 0
        t, b = timeline.c, callbacks.c
        run(
            delete(timeline).where(
                t.lead_id.in_(lead_ids), t.call_id.in_(ids), t.kind.in_([k.value for k in TOLD_OF_CALLS])
            )
        )
        here = b.lead_id.in_(lead_ids)
        is_over = b.state != CallbackState.OPEN.value
        run(update(callbacks).where(here, b.call_id.in_(ids), is_over).values(note=""))
        run(update(callbacks).where(here, b.call_id.in_(ids)).values(call_id=None))
        run(update(callbacks).where(here, b.closed_by_call_id.in_(ids)).values(closed_by_call_id=None))
        for table in (messages, appointments):
            run(update(table).where(table.c.call_id.in_(ids)).values(call_id=None))
        run(delete(contests).where(contests.c.call_id.in_(ids)))  # with what was ruled
        for gone in (samples, reviews, review_looks):  # what was reviewed goes with its call
            run(delete(gone).where(gone.c.call_id.in_(ids)))
        run(delete(calls).where(_c.id.in_(ids)))
        return len(ids)

    def is_held(self, month: int) -> bool:
        """Whether a legal hold of somebody keeps calls of a month: it isn't finished until that ends."""
        held = held_leads(OldKind.CALLS, office_date(self._work))
        asked = select(_c.id).where(*_of_month(month), _c.lead_id.in_(held)).limit(1)
        return self._work.connection.execute(asked).first() is not None

    def count_taken(self, month: int, taken: int, finished_at: datetime | None = None) -> None:
        """Write down that so many more calls are gone, or that this was all."""
        self._work.connection.execute(
            update(closed_months)
            .where(_m.month == month)
            .values(taken=_m.taken + taken, finished_at=finished_at)
        )

    def last(self) -> int | None:
        """The newest closed month, None without any."""
        last: int | None = self._work.connection.execute(select(func.max(_m.month))).scalar()
        return last


def _of_month(month: int) -> Sequence[Any]:
    return _c.day.between(*days_of(month)), _c.state == CallState.CLOSED.value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _receipt(row: Any) -> ClosedMonth:
    return ClosedMonth(
        month=row.month,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        kept_months=row.kept_months,
        calls=row.calls,
        hours=row.hours,
        totals={name: int(value) for name, value in row.totals.items()},
        digest=row.digest,
        taken=row.taken,
        finished_at=row.finished_at,
    )
