"""One changed lead as it was before an import, set back where it still stands as the import left it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.domain.lead import KEYED, search_key
from crm_desktop.store.bulk import Bulk
from crm_desktop.store.import_before import changes
from crm_desktop.store.import_leads import PG_TIME
from crm_desktop.store.import_matches import TIMES, ImportMatches, StoredLead
from crm_desktop.store.import_undo import Changed, ImportUndo
from crm_desktop.store.leads import Leads
from crm_desktop.store.queue_settling import settle_lead
from crm_desktop.store.tables import field_values, lead_emails
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Work

_NOWHERE = bytes(16)


class LeadBefore:
    """Sets one lead back."""

    def __init__(self, work: Work, import_id: bytes, changed: Changed) -> None:
        self._work = work
        self._bulk = Bulk(work)
        self._import_id = import_id
        self._changed = changed
        self._id = changed.lead_id
        self._is_whole = True

    def restore(self) -> bool:
        """Set back field by field; True when nobody had changed anything the import changed."""
        now = ImportMatches(self._work).whole([self._id], _NOWHERE).get(self._id)
        if now is None:
            return False
        before = self._changed.before
        self._restore_columns(now, before.get("fields", {}))
        self._restore_emails(now, before.get("emails"))
        self._restore_values(now, before.get("values", {}))
        for tag in before.get("tags", ()):
            which = "(SELECT id FROM tags WHERE name = ?)"
            self._run(f"DELETE FROM lead_tags WHERE lead_id = ? AND tag_id = {which}", self._id, tag)
        self._remove_brought(before)
        if "entry" in before:
            self._gone(
                "DELETE FROM queue_entries "
                "WHERE id = ? AND claimed_by IS NULL AND attempts = 0 AND version = 1",
                bytes.fromhex(before["entry"]),
            )
        if "place" in before:
            self._restore_place(before["place"])
        self._take_phones(before.get("phones", ()))
        Leads(self._work).index(UUID(bytes=self._id))
        if any(name in SKILLS for name in before.get("fields", {})):
            settle_lead(self._work, UUID(bytes=self._id))
        if self._is_whole and self._changed.version_now == self._changed.version_after:
            # It stands exactly as it stood at that version, so it counts as that: the import that made
            # the lead can be taken back as well.
            was = self._changed.version_after - changes(before)
            self._run("UPDATE leads SET version = ? WHERE id = ?", was, self._id)
        return self._is_whole

    def _remove_brought(self, before: dict[str, Any]) -> None:
        """The notes and promises it brought go, but for promises someone went on with."""
        notes, callbacks = (
            [bytes.fromhex(i) for i in before.get(name, ())] for name in ("notes", "callbacks")
        )
        if not self._work.is_sqlite and (notes or callbacks):
            sql = "SELECT remove_brought(%s, %s, %s::uuid[], %s::uuid[])"
            gone = self._bulk.asked("", sql, self._import_id, self._id, notes, callbacks)
            self._is_whole = self._is_whole and gone == len(callbacks)
            return
        for note in notes:
            self._run("DELETE FROM timeline WHERE id = ?", note)
        for callback in callbacks:
            self._gone("DELETE FROM callbacks WHERE id = ? AND version = 1 AND state = 'open'", callback)

    def _restore_columns(self, now: StoredLead, fields: dict[str, list[Any]]) -> None:
        columns: dict[str, Any] = {}
        for name, (was, became) in fields.items():
            value, after = (_packed(name, v) for v in (was, became))
            if now.columns[name] != after:
                self._is_whole = False
                continue
            columns[name] = value
            if name in KEYED:
                columns[KEYED[name]] = search_key(value)
        columns["updated_at"] = pack_time(self._work.now)
        names = sorted(columns)
        sets = ", ".join(f"{name} = ?" for name in names)
        sets_postgres = ", ".join(f"{name} = {PG_TIME if name.endswith(TIMES) else '%s'}" for name in names)
        self._bulk.run(
            f"UPDATE leads SET {sets}, version = version + 1 WHERE id = ?",
            f"UPDATE leads SET {sets_postgres}, version = version + 1 WHERE id = %s",
            *(columns[name] for name in names),
            self._id,
        )

    def _restore_emails(self, now: StoredLead, emails: list[list[str]] | None) -> None:
        if emails is None:
            return
        was, became = emails
        if list(now.more_emails) != became:
            self._is_whole = False
            return
        self._run("DELETE FROM lead_emails WHERE lead_id = ?", self._id)
        rows = [(self._id, place, email) for place, email in enumerate(was, 2)]
        self._bulk.insert(lead_emails, ("lead_id", "position", "email"), rows)

    def _restore_values(self, now: StoredLead, values: dict[str, list[str | None]]) -> None:
        for key, (was, became) in values.items():
            field_id = bytes.fromhex(key)
            if now.values.get(field_id) != became:
                self._is_whole = False
                continue
            self._run("DELETE FROM field_values WHERE lead_id = ? AND field_id = ?", self._id, field_id)
            if was:
                # The number to sort by is made anew when the field is next edited; text is what is shown.
                self._bulk.insert(field_values, ("lead_id", "field_id", "text"), [(self._id, field_id, was)])

    def _restore_place(self, place: list[Any]) -> None:
        entry, lane, due, owner, new_lane = place
        packed_owner = None if owner is None else bytes.fromhex(owner)
        reason = "waiting_retry" if lane == 2 else ""
        done = self._bulk.run(
            "UPDATE queue_entries SET lane = ?, reason = ?, next_at = ?, owner_id = ?, version = version + 1 "
            "WHERE id = ? AND lane = ? AND claimed_by IS NULL",
            f"UPDATE queue_entries SET lane = %s, reason = %s, next_at = {PG_TIME}, owner_id = %s, "
            "version = version + 1 WHERE id = %s AND lane = %s AND claimed_by IS NULL",
            lane,
            reason,
            due,
            packed_owner,
            bytes.fromhex(entry),
            new_lane,
        )
        self._is_whole = self._is_whole and done == 1

    def _take_phones(self, e164s: list[str]) -> None:
        """Take the phones it brought away again, unless the lead was called on one."""
        gone: list[bytes] = []
        for e164 in e164s:
            sql = """SELECT p.id FROM phones p WHERE p.e164 = {0}
                AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = {0} AND c.phone_id = p.id)"""
            rows = self._bulk.rows(sql.format("?"), sql.format("%s"), e164, self._id)
            if not rows:
                self._is_whole = False
                continue
            gone.append(rows[0][0])
            self._run("DELETE FROM lead_phones WHERE lead_id = ? AND phone_id = ?", self._id, rows[0][0])
        if gone:
            ImportUndo(self._work, self._import_id).remove_phones(gone)

    def _gone(self, sql: str, row_id: bytes) -> None:
        if not self._run(sql, row_id):
            self._is_whole = False

    def _run(self, sql: str, *values: Any) -> int:
        return self._bulk.run(sql, sql.replace("?", "%s"), *values)


def _packed(name: str, value: Any) -> Any:
    return bytes.fromhex(value) if name.endswith("_id") and value is not None else value
