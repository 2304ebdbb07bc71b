"""Taking an import back: who worked on its leads since, removing them, setting changed ones back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from crm_desktop.store.bulk import Bulk
from crm_desktop.store.import_worked import UNUSED_PHONE, WORKED
from crm_desktop.store.unit_of_work import Work


class Changed(NamedTuple):
    """A lead an import changed: how it was, and how it stands now; ids packed."""

    lead_id: bytes
    before: dict[str, Any]
    version_after: int
    version_now: int


class ImportUndo:
    """Repository for taking one import back, a stretch of row numbers at a time."""

    def __init__(self, work: Work, import_id: bytes) -> None:
        self._work = work
        self._bulk = Bulk(work)
        self._import_id = import_id

    def span(self) -> tuple[int, int] | None:
        """The first and last row number of the leads the import made; None without any."""
        sql = "SELECT min(no), max(no) FROM leads WHERE import_id = {}"
        ((first, last),) = self._bulk.rows(sql.format("?"), sql.format("%s"), self._import_id)
        return None if first is None else (first, last)

    def made(self) -> int:
        """How many of the leads the import made are there."""
        sql = "SELECT count(*) FROM leads WHERE import_id = {}"
        ((count,),) = self._bulk.rows(sql.format("?"), sql.format("%s"), self._import_id)
        return int(count)

    def worked_on(self, first: int, last: int) -> list[tuple[bytes, str]]:
        """The leads of a stretch that someone worked on since, each with why (a key of `WORKED`)."""
        why = " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in WORKED)
        sql = f"""SELECT id, why FROM (SELECT l.id AS id, CASE {why} END AS why FROM leads l
            WHERE l.no BETWEEN {{0}} AND {{0}} AND l.import_id = {{0}}) AS found WHERE why IS NOT NULL"""
        rows = self._bulk.rows(sql.format("?"), sql.format("%s"), first, last, self._import_id)
        return [(lead_id, why) for lead_id, why in rows]

    def remove(self, first: int, last: int, kept: Sequence[bytes]) -> int:
        """Remove the import's leads of a stretch but for `kept`, and the older phones nobody else has.

        Phones made since the import began stay for `remove_phones`.
        """
        phones = self._older_phones_of(first, last)
        but = self._bulk.among(kept)
        removed = self._bulk.asked(
            "DELETE FROM leads WHERE no BETWEEN ? AND ? AND import_id = ? "
            "AND id NOT IN (SELECT unhex(value) FROM json_each(?))",
            "SELECT remove_imported(%s, %s, %s, %s::uuid[])",
            first,
            last,
            self._import_id,
            but,
        )
        self.remove_phones(phones)
        return removed

    def changed(self, limit: int) -> list[Changed]:
        """The next leads the import changed that are still to be set back."""
        json_text = "before" if self._work.is_sqlite else "before::text"
        sql = f"""SELECT x.lead_id, x.{json_text}, x.version_after, l.version FROM import_changes x
            JOIN leads l ON l.id = x.lead_id WHERE x.import_id = {{0}}
            ORDER BY x.lead_id LIMIT {int(limit)}"""
        rows = self._bulk.rows(sql.format("?"), sql.format("%s"), self._import_id)
        return [Changed(lead, json.loads(before), after, now) for lead, before, after, now in rows]

    def done_with(self, lead_ids: Sequence[bytes]) -> None:
        """Forget how these leads were."""
        self._bulk.run(
            "DELETE FROM import_changes WHERE import_id = ? "
            "AND lead_id IN (SELECT unhex(value) FROM json_each(?))",
            "DELETE FROM import_changes WHERE import_id = %s AND lead_id = ANY(%s)",
            self._import_id,
            self._bulk.among(lead_ids),
        )

    def forget(self, limit: int) -> int:
        """Delete how the next `limit` leads were; gives how many it were."""
        which = "SELECT lead_id FROM import_changes WHERE import_id = {0} ORDER BY lead_id LIMIT {1}"
        sql = "DELETE FROM import_changes WHERE import_id = {0} AND lead_id IN (" + which + ")"
        return self._bulk.run(
            sql.format("?", int(limit)), sql.format("%s", int(limit)), self._import_id, self._import_id
        )

    @property
    def begun(self) -> bytes:
        """What the ids of everything made since the import began are greater than."""
        return self._import_id[:6] + bytes(10)

    def _older_phones_of(self, first: int, last: int) -> list[bytes]:
        sql = """SELECT DISTINCT lp.phone_id FROM leads l JOIN lead_phones lp ON lp.lead_id = l.id
            WHERE l.no BETWEEN {0} AND {0} AND l.import_id = {0} AND lp.phone_id < {0}"""
        values = (first, last, self._import_id, self.begun)
        rows = self._bulk.rows(sql.format("?"), sql.format("%s"), *values)
        return [phone_id for (phone_id,) in rows]

    def unused_phones(self, after: bytes, limit: int) -> list[tuple[bytes, str]]:
        """The next phones by id that no lead has and nothing is known about: id, number ('' on a server)."""
        sql = f"""SELECT id, e164 FROM phones WHERE id > ? AND {UNUSED_PHONE}
            ORDER BY id LIMIT {int(limit)}"""
        rows = self._bulk.rows(sql, f"SELECT id, e164 FROM unused_phones(%s, {int(limit)})", after)
        return [(phone_id, e164) for phone_id, e164 in rows]

    def remove_phones(self, phone_ids: Sequence[bytes]) -> int:
        """Remove those of these phones that no lead has any more and that nothing is known about."""
        return self._bulk.asked(
            f"DELETE FROM phones WHERE id IN (SELECT unhex(value) FROM json_each(?)) AND {UNUSED_PHONE}",
            "SELECT remove_unused_phones(%s::uuid[])",
            self._bulk.among(phone_ids),
        )
