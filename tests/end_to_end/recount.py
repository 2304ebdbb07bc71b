"""A day's figures counted again from the rows alone, by the formulas as they are written beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from crm_desktop.store.tables import callbacks, calls, sales
from tests.end_to_end.office import Books
from tests.end_to_end.shift import INDIA

Row = dict[str, Any]
LATE_AFTER = timedelta(minutes=15)


class Recount:
    """The figures of one person on one day (yyyymmdd)."""

    def __init__(self, books: Books, person_id: UUID, day: int) -> None:
        self._person_id, self._day = person_id, day
        self._now = books.services.opened.store.clock.now()
        self._calls = {row["id"]: row for row in books.rows(calls)}
        self._promises = books.rows(callbacks)
        self._sales = books.rows(sales)

    def evening(self) -> Row:
        """Of the evening report."""
        out = [
            row
            for row in self._calls.values()
            if row["direction"] == "out"
            and row["state"] == "closed"
            and (row["person_id"], row["day"], row["is_practice"]) == (self._person_id, self._day, False)
        ]
        confirmed = [
            row
            for row in self._sales
            if row["confirmed_at"] is not None
            and row["state"] in ("promised", "received")
            and (row["person_id"], row["day"]) == (self._person_id, self._day)
        ]
        ups = self.follow_ups()
        return {
            "calls": len(out),
            "answered": sum(_has(row, "human") or row["answered_at"] is not None for row in out),
            "interested": sum(_has(row, "success") and not _has(row, "final") for row in out),
            "sales": len(confirmed),
            "sales_amount": f"{Decimal(sum(row['amount_minor'] for row in confirmed)) / 100:.2f}",
            **{name: ups[name] for name in ("follow_ups_set", "follow_ups_done", "follow_ups_missed")},
        }

    def follow_ups(self) -> Row:
        """Of the report on follow-ups."""
        made = [row for row in self._promises if row["state"] in ("kept", "late") and self._made(row)]
        due = [row for row in self._promises if self._is_mine(row) and self._is_today(row["due_at"])]
        kept = [row for row in due if row["state"] == "kept"]
        missed = [row for row in due if self._is_missed(row)]
        return {
            "follow_ups_set": sum(self._set(row) for row in self._promises),
            "follow_ups_done": len(made),
            "follow_ups_kept": sum(row["state"] == "kept" for row in made),
            "follow_ups_late": sum(row["state"] == "late" for row in made),
            "follow_ups_due": len(kept) + len(missed),
            "follow_ups_missed": len(missed),
        }

    def promised_on(self, is_on: Callable[[datetime], bool]) -> int:
        """Open call-backs of the person due at such a moment by the office's clock."""
        return sum(
            row["state"] == "open" and self._is_mine(row) and is_on(row["due_at"].astimezone(INDIA))
            for row in self._promises
        )

    def _set(self, row: Row) -> bool:
        is_new = row["kind"] == "promise" and row["handed_from"] is None
        is_undone = row["call_id"] is not None and row["closed_by_call_id"] == row["call_id"]
        is_own = is_new and not is_undone and row["created_by"] == self._person_id
        return bool(is_own and self._on_the_day(row["call_id"], row["created_at"]))

    def _made(self, row: Row) -> bool:
        call = self._calls.get(row["closed_by_call_id"])
        who = call["person_id"] if call is not None else row["owner_id"]
        return bool(who == self._person_id) and self._on_the_day(row["closed_by_call_id"], row["closed_at"])

    def _is_missed(self, row: Row) -> bool:
        is_over = row["due_at"] < self._now - LATE_AFTER
        return row["state"] in ("late", "broken") or (row["state"] == "open" and is_over)

    def _is_mine(self, row: Row) -> bool:
        return bool(row["owner_id"] == self._person_id)

    def _on_the_day(self, call_id: UUID | None, at: datetime) -> bool:
        """By its call's day, where there is one; else by the office's date."""
        call = self._calls.get(call_id) if call_id is not None else None
        return bool(call["day"] == self._day) if call is not None else self._is_today(at)

    def _is_today(self, at: datetime) -> bool:
        there = at.astimezone(INDIA)
        return there.year * 10_000 + there.month * 100 + there.day == self._day


def _has(row: Row, flag: str) -> bool:
    return flag in row["disposition_flags"].split()
