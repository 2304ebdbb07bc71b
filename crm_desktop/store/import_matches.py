"""Finding the leads that rows of an import mean, and reading them whole before they are changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from crm_desktop.store.bulk import Bulk, array_text
from crm_desktop.store.unit_of_work import Work


class FoundLead(NamedTuple):
    """A stored lead that a row may mean; ids packed. `name_key` is that of the company without a name."""

    id: bytes
    name_key: str
    has_name: bool
    email: str
    owner_id: bytes | None
    team_id: bytes | None
    import_id: bytes | None


class FoundPhone(NamedTuple):
    """A phone that is in the store."""

    id: bytes
    is_do_not_call: bool
    leads: tuple[FoundLead, ...]


class StoredLead(NamedTuple):
    """A lead as it stands, all packed: columns by name, phones and further e-mails in their order."""

    no: int
    version: int
    columns: dict[str, Any]
    phones: tuple[str, ...]
    more_emails: tuple[str, ...]
    tags: tuple[str, ...]
    notes: frozenset[str]  # texts that imports brought
    values: dict[bytes, str]  # by field
    entry: tuple[bytes, int, int, bytes | None] | None  # id, lane, next_at, owner, in the import's campaign


_COLUMNS = (
    "name", "company", "email", "address", "city", "state", "postal_code", "country", "language", "source",
    "zone", "status", "owner_id", "team_id", "last_result", "next_call_at", "import_id", "basis_kind",
    "basis_until", "score", "product",
)  # fmt: skip
TIMES = ("_at", "_until")  # how columns of moments end
_WHO = "CASE WHEN l.name_key = '' THEN l.company_key ELSE l.name_key END"
_MICROSECONDS = "(extract(epoch FROM {0}) * 1000000)::bigint"


class ImportMatches:
    """Repository of what an import compares its rows with."""

    def __init__(self, work: Work) -> None:
        self._bulk = Bulk(work)

    def by_phone(self, names: Mapping[str, Collection[str]]) -> dict[str, FoundPhone]:
        """The phones that are in the store, with their leads; of each number the names rows give beside it.

        On a server a lead out of reach has its name only when a row has it, else one that nobody has.
        """
        if not names:
            return {}
        e164s = sorted(names)
        sql = f"""SELECT p.e164, p.id, p.do_not_call_at IS NOT NULL, l.id, {_WHO}, l.name_key <> '', l.email,
            l.owner_id, l.team_id, l.import_id FROM json_each(?) j CROSS JOIN phones p ON p.e164 = j.value
            LEFT JOIN lead_phones lp ON lp.phone_id = p.id
            LEFT JOIN leads l ON l.id = lp.lead_id AND l.status <> 'merged' ORDER BY p.e164, l.id"""
        # CROSS JOIN keeps the order: the list first, then the index of phones, never a scan of phones
        if self._bulk.is_sqlite:
            rows = self._bulk.rows(sql, "", self._bulk.among(e164s))
        else:
            beside = ["\n".join(names[e164]) for e164 in e164s]
            given = array_text("text", e164s), array_text("text", beside)
            rows = self._bulk.rows("", "SELECT * FROM import_phones(%s::text[], %s::text[])", *given)
        found: dict[str, FoundPhone] = {}
        for e164, phone_id, forbidden, lead_id, *rest in rows:
            before = found.get(e164)
            known = before.leads if before else ()
            if lead_id is not None:
                known = (*known, FoundLead(lead_id, *rest))
            found[e164] = FoundPhone(phone_id, bool(forbidden), known)
        return found

    def by_email(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[FoundLead, ...]]:
        """The leads with one of these pairs: the key of the name (of the company without one), an e-mail."""
        wanted = set(keys)
        if not wanted:
            return {}
        if not self._bulk.is_sqlite:
            pairs = [array_text("text", column) for column in zip(*wanted, strict=True)]
            rows = self._bulk.rows("", "SELECT * FROM import_emails(%s::text[], %s::text[])", *pairs)
        else:
            rows = self._bulk.rows(
                f"""SELECT l.id, {_WHO}, l.name_key <> '', l.email, l.owner_id, l.team_id, l.import_id
                FROM leads l WHERE l.name_key IN (SELECT value FROM json_each(?))
                AND l.email IN (SELECT value FROM json_each(?)) AND l.status <> 'merged'
                ORDER BY l.id""",
                "",
                self._bulk.among({"", *(name for name, _ in wanted)}),
                self._bulk.among({email for _, email in wanted}),
            )
        found: dict[tuple[str, str], tuple[FoundLead, ...]] = {}
        for lead in (FoundLead(*row) for row in rows):
            key = (lead.name_key, lead.email)
            if key in wanted:
                found[key] = (*found.get(key, ()), lead)
        return found

    def whole(self, lead_ids: Sequence[bytes], campaign_id: bytes) -> dict[bytes, StoredLead]:
        """These leads as they stand now; those that are gone or merged are missing."""
        if not lead_ids:
            return {}
        phones = self._lists(
            "SELECT lp.lead_id, p.e164 FROM lead_phones lp JOIN phones p ON p.id = lp.phone_id "
            "WHERE lp.lead_id {among} ORDER BY lp.lead_id, lp.position",
            lead_ids,
        )
        emails = self._lists(
            "SELECT lead_id, email FROM lead_emails WHERE lead_id {among} ORDER BY lead_id, position",
            lead_ids,
        )
        tags = self._lists(
            "SELECT lt.lead_id, t.name FROM lead_tags lt JOIN tags t ON t.id = lt.tag_id "
            "WHERE lt.lead_id {among}",
            lead_ids,
        )
        notes = self._lists(
            "SELECT lead_id, text FROM timeline WHERE kind = 'imported' AND lead_id {among}", lead_ids
        )
        values = self._lists(
            "SELECT lead_id, field_id, text FROM field_values WHERE lead_id {among}", lead_ids
        )
        entries = self._entries(lead_ids, campaign_id)
        columns = ", ".join(_COLUMNS)
        postgres = ", ".join(_MICROSECONDS.format(c) if c.endswith(TIMES) else c for c in _COLUMNS)
        rows = self._select(
            f"SELECT id, no, version, {columns} FROM leads WHERE status <> 'merged' AND id {{among}}",
            f"SELECT id, no, version, {postgres} FROM leads WHERE status <> 'merged' AND id {{among}}",
            lead_ids,
        )
        return {
            lead_id: StoredLead(
                no,
                version,
                dict(zip(_COLUMNS, rest, strict=True)),
                tuple(e164 for (e164,) in phones.get(lead_id, ())),
                tuple(email for (email,) in emails.get(lead_id, ())),
                tuple(name for (name,) in tags.get(lead_id, ())),
                frozenset(text for (text,) in notes.get(lead_id, ())),
                dict(values.get(lead_id, ())),
                entries.get(lead_id),
            )
            for lead_id, no, version, *rest in rows
        }

    def _entries(
        self, lead_ids: Sequence[bytes], campaign_id: bytes
    ) -> dict[bytes, tuple[bytes, int, int, bytes | None]]:
        next_at = _MICROSECONDS.format("next_at")
        rows = self._bulk.rows(
            "SELECT lead_id, id, lane, next_at, owner_id FROM queue_entries WHERE campaign_id = ? "
            "AND lead_id " + _AMONG_SQLITE,
            f"SELECT lead_id, id, lane, {next_at}, owner_id FROM queue_entries WHERE campaign_id = %s "
            "AND lead_id " + _AMONG_POSTGRES,
            campaign_id,
            self._bulk.among(lead_ids),
        )
        return {lead_id: (entry, lane, at, owner) for lead_id, entry, lane, at, owner in rows}

    def _lists(self, sql: str, lead_ids: Sequence[bytes]) -> dict[bytes, list[tuple[Any, ...]]]:
        found: dict[bytes, list[tuple[Any, ...]]] = {}
        for lead_id, *rest in self._select(sql, sql, lead_ids):
            found.setdefault(lead_id, []).append(tuple(rest))
        return found

    def _select(self, sqlite: str, postgres: str, lead_ids: Sequence[bytes]) -> list[tuple[Any, ...]]:
        return self._bulk.rows(
            sqlite.format(among=_AMONG_SQLITE),
            postgres.format(among=_AMONG_POSTGRES),
            self._bulk.among(lead_ids),
        )


_AMONG_SQLITE = "IN (SELECT unhex(value) FROM json_each(?))"
_AMONG_POSTGRES = "= ANY(%s)"
