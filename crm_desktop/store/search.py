"""What new leads are found by, entered many at a time; queries are in `lead_lists`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crm_desktop.store.bulk import Bulk
from crm_desktop.store.tables import lead_search
from crm_desktop.store.unit_of_work import Work


class SearchIndex:
    """Repository of the search texts; keeps SQLite's trigram index in step (PostgreSQL's keeps itself)."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._bulk = Bulk(work)

    def add(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        """Enter new leads by row number, ascending.

        They may have been written a while ago: those removed or merged since are left out, and those an
        edit entered meanwhile stay as the edit left them.
        """
        if not numbers:
            return
        span = (numbers[0], numbers[-1])
        sql = "SELECT no FROM lead_search WHERE no BETWEEN {0} AND {0}"
        entered = {no for (no,) in self._bulk.rows(sql.format("?"), sql.format("%s"), *span)}
        sql = "SELECT no FROM leads WHERE no BETWEEN {0} AND {0} AND status <> 'merged'"
        there = {no for (no,) in self._bulk.rows(sql.format("?"), sql.format("%s"), *span)} - entered
        rows = [row for row in zip(numbers, texts, strict=True) if row[0] in there]
        self._bulk.insert(lead_search, ("no", "text"), rows)
        if self._work.is_sqlite:
            self._work.connection.exec_driver_sql(
                "INSERT INTO lead_fts(rowid, text) SELECT no, text FROM lead_search "
                "WHERE no BETWEEN ? AND ? AND no NOT IN (SELECT value FROM json_each(?))",
                (*span, json.dumps(list(entered))),
            )

    def settle(self) -> None:
        """After many were entered: the server's index takes in what waits, or searches would be slow."""
        if not self._work.is_sqlite:
            self._bulk.rows("", "SELECT settle_search()")
