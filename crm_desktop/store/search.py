"""What new leads are found by, entered many at a time; queries are in `lead_lists`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from crm_desktop.store.bulk import Bulk
from crm_desktop.store.tables import lead_search
from crm_desktop.store.text_index import TextIndex
from crm_desktop.store.unit_of_work import Work

FEW_GOING, WORTH, MOST_ANEW = 500, 100, 1_000_000
"""Fewer leads are cut out one by one; rows anew that cost what one cut out does; so many are made anew."""
CUT_AT_ONCE = 100
"""Leads that are cut out in one step of a transaction: 0.3 s where a million are in the index."""
LEFT_AFTER = timedelta(minutes=5)
_GOING = 0  # the place in `text_places` that says so, with the moment in seconds


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

    def is_better_made_anew(self, going: int) -> bool:
        """Whether SQLite's index is made anew sooner than so many leads are cut out, in a bearable time.

        Cutting one out takes 2 to 4 ms, each row's share of making it anew 5 µs, in one transaction.
        """
        if not self._work.is_sqlite or going < FEW_GOING:
            return False
        ((there,),) = self._bulk.rows("SELECT count(*) FROM lead_search", "")
        return int(there) - going <= min(MOST_ANEW, WORTH * going)

    def at_once(self, most: int) -> int:
        """How many leads may be removed in a step, of `most` that could be, where each is cut out."""
        return min(CUT_AT_ONCE, most) if self._work.is_sqlite else most

    def many_are_going(self, going: int) -> None:
        """From now on until `make_anew` nothing is cut out of the index; search finds no less meanwhile.

        To be said again with each part: what nobody goes on with is noticed by its age (`is_left`). The index
        of texts, where the same is true of it, is emptied and taken in again behind the work.
        """
        now = int(self._work.now.timestamp())
        run = self._work.connection.exec_driver_sql
        if run("UPDATE text_places SET upto = ? WHERE place = ?", (now, _GOING)).rowcount == 0:
            run("INSERT INTO text_places VALUES (?, ?)", (_GOING, now))
            texts = TextIndex(self._work)
            if 0 < texts.taken_in() <= WORTH * going:
                texts.clear()

    def is_going(self) -> bool:
        """Whether nothing is cut out just now, because many go or went."""
        if not self._work.is_sqlite:
            return False
        return bool(self._bulk.rows("SELECT 1 FROM text_places WHERE place = ?", "", _GOING))

    def is_left(self) -> bool:
        """Whether many went, and who took them didn't come to make the index anew."""
        if not self._work.is_sqlite:
            return False
        since = int((self._work.now - LEFT_AFTER).timestamp())
        told = self._bulk.rows("SELECT upto FROM text_places WHERE place = ?", "", _GOING)
        return bool(told) and int(told[0][0]) < since

    def make_anew(self) -> None:
        """Make SQLite's index anew of what is there: nothing of what went stays in its pages."""
        run = self._work.connection.exec_driver_sql
        if run("DELETE FROM text_places WHERE place = ?", (_GOING,)).rowcount:
            run("INSERT INTO lead_fts(lead_fts) VALUES ('rebuild')")

    def settle(self) -> None:
        """After many were entered: the server's index takes in what waits, or searches would be slow."""
        if not self._work.is_sqlite:
            self._bulk.rows("", "SELECT settle_search()")
