"""Searching all texts of the store for an erased person, and taking what is certain out of others' texts."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Column, Table, Text

from crm_desktop.domain.person_records import HELD, Way
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.store.tables import audit, lead_search, metadata, phones
from crm_desktop.store.types import Json

#: Others' own fields, where a hit is theirs, and what proves by staying as it is: found, never changed.
STAYS = frozenset(
    {
        "phones.e164", "leads.name", "leads.email", "leads.company", "lead_emails.email",
        "lead_search.text", "people.sign_in_name", "people.display_name",
        "people.password_hash", "disclosures.format", "disclosures.kind",
    }
)  # fmt: skip
_STAYS_WHOLE = frozenset(
    {"audit", "audit_seals", "tombstones", "erasures", "erasure_leads", "sealed_records", "changes",
     "workspace", "teams", "call_hours", "queue_counts", "session_tokens", "bases",
     "scrubs", "rule_changes", "campaign_rules", "presence", "incentive_slabs", "targets",
     "calendars", "scorecards"}
)  # fmt: skip
#: Words of the program, never of people: states, kinds, codes.
_WORDS = frozenset(
    {
        "state", "kind", "channel", "direction", "known_how", "end_cause", "role", "scope", "topic",
        "currency", "country", "zone", "media_type", "sha256", "dialler", "line", "status", "call_class",
        "dial_mode", "act", "subject_kind", "gate", "format", "disposition_code", "disposition_label",
        "disposition_flags", "last_result", "claim", "about", "ground", "code", "password_hash",
        "sign_in_name",
    }
)  # fmt: skip
#: What is copied from a column that is searched, the office's own lines, and codes.
_COPIES = frozenset(
    {
        "leads.name_key", "leads.company_key", "leads.city_key", "leads.product_key", "leads.language",
        "leads.basis_kind", "leads.age_band", "leads.purposes", "calls.our_number", "queue_entries.reason",
        "queue_entries.skill", "queue_counts.reason", "queue_counts.skill",
    }
)  # fmt: skip


#: Where a server has an index over all texts of a row that has any: the key, and the texts put together.
#: The signs that set digits apart are left out, so that one index finds numbers, e-mails and names.
FOUND_BY = {
    "leads": "name || company || email || address || city || postal_code || source || product",
    "calls": "note || forwarded_from || coalesce(disposition_values::text, '')",
    "timeline": "text || coalesce(data::text, '')",
    "callbacks": "note",
    "messages": "email || subject || body || handler",
    "lead_phones": "label || extension",
    "lead_emails": "email",
    "field_values": "text",
    "consents": "how || evidence",
    "import_changes": "before::text",
    "do_not_calls": "why",
    "sales": "product || reference || note",
    "service_records": "what || note",
    "appointments": "title || place || note",
    "audit": "detail::text",
    "commands": "result::text",
}
#: Of these, which hold ids and counts and have several rows a call, only rows with anything like a number or
#: an e-mail are in the index, as in a local store's: a name alone isn't looked for there.
SPARSE = frozenset({"audit", "commands"})
#: Texts in which a person may be named by others: a hit there is a hint, not the person's own record.
HINTS: dict[str, tuple[str, ...]] = {
    held.table: columns
    for held in HELD
    if held.way is Way.LEAD
    and (
        columns := tuple(
            name
            for name, column in metadata.tables[held.table].c.items()
            if isinstance(column.type, Text) and f"{held.table}.{name}" in PERSONAL
        )
    )
}
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


#: As `like` makes it of an e-mail.
PATTERN = r"'%' || regexp_replace(n.wanted, '([\\%_])', '\\\1', 'g') || '%'"


def form_of(text: str) -> str:
    """What such an index is of; the migration has the same words."""
    return f"lower(translate({text}, ' .-()', ''))"


def is_indexed(table: str) -> str:
    """Which rows of a table are in its index; the migration has the same words."""
    texts = FOUND_BY[table]
    if table not in SPARSE:
        return f"{texts} <> ''"
    return f"regexp_replace({texts}, '{_ID}', ' ', 'g') ~ '@|[0-9]([ .()-]*[0-9]){{6}}'"


def _among(table: Table) -> str:
    """What every row with one of p_words or p_digits has, by the table's index; empty without an index."""
    if table is phones:  # kept in one spelling, each once: found by its end
        return """right(e164, 4) = ANY (ARRAY(SELECT right(rtrim(d, '%'), 4) FROM unnest(p_digits) d))
            AND """
    if table is lead_search:
        return """no = ANY (ARRAY(SELECT s.no FROM unnest(p_words || p_digits) n(pattern), lead_search s
            WHERE s.text LIKE n.pattern)) AND """
    if (texts := FOUND_BY.get(table.name)) is None:
        return ""
    # The server's audit is made of months by its ids.
    keys = ["id"] if table is audit else [column.name for column in table.primary_key]
    theirs = ", ".join(f"s.{key}" for key in keys)
    found = f"""SELECT {theirs} FROM unnest(p_words || p_digits) n(pattern), {table.name} s
        WHERE {is_indexed(table.name)} AND {form_of(texts)} LIKE {form_of("n.pattern")}"""
    # An array is looked up; of a query with some patterns a server expects so much that it reads all rows.
    return (
        f"{keys[0]} = ANY (ARRAY({found})) AND "
        if len(keys) == 1
        else f"({', '.join(keys)}) IN ({found}) AND "
    )


def on_server(column: str) -> str:
    """Whether a column names one of p_words, or one of p_digits with blanks and dashes between."""
    return f"(lower({column}) LIKE ANY (p_words) OR translate({column}, ' .-()', '') LIKE ANY (p_digits))"


@cache
def searched() -> tuple[tuple[Table, tuple[Column[Any], ...]], ...]:
    """Every table with its texts that people write or that hold what they wrote: somebody may be named."""
    found = []
    for table in metadata.sorted_tables:
        columns = tuple(c for c in table.c if isinstance(c.type, Text | Json) and _is_written(c))
        if columns:
            found.append((table, columns))
    return tuple(found)


def _is_written(column: Column[Any]) -> bool:
    return not column.foreign_keys and column.name not in _WORDS and str(column) not in _COPIES


def finding() -> str:
    """Of a server's function: whose texts have one of p_words or p_digits; what has no index is read."""
    found = []
    for table, texts in FOUND_BY.items():
        if table == "leads":
            lead_id, there = "s.id", "s.status <> 'merged'"
        elif "lead_id" in metadata.tables[table].c:
            lead_id, there = "s.lead_id", "s.lead_id IS NOT NULL"
        else:
            continue
        for needles, also in (("p_words", f" AND lower({texts}) LIKE n.pattern"), ("p_digits", "")):
            found.append(
                f"(SELECT '{table}', {lead_id} FROM unnest({needles}) n(pattern), {table} s "
                f"WHERE {is_indexed(table)} AND {form_of(texts)} LIKE {form_of('n.pattern')}{also} "
                f"AND {there} LIMIT p_most)"
            )
    for table, columns in HINTS.items():
        if table not in FOUND_BY:
            any_of = " OR ".join(on_server(f"s.{column}") for column in columns)
            found.append(
                f"(SELECT '{table}', s.lead_id FROM {table} s WHERE s.lead_id IS NOT NULL AND ({any_of}) "
                f"LIMIT p_most)"
            )
    return " UNION ".join(found)


def sharing_emails() -> str:
    """Of a server's function: whose e-mails are one of p_emails, as found by the indexes of all texts."""
    found = [
        f"SELECT lower(s.email), s.{lead_id} FROM unnest(p_emails) n(wanted), {table} s "
        f"WHERE {is_indexed(table)} AND {form_of(FOUND_BY[table])} LIKE {form_of(PATTERN)} "
        f"AND lower(s.email) = n.wanted"
        for table, lead_id in (("leads", "id"), ("lead_emails", "lead_id"))
    ]
    return " UNION ALL ".join(found)


def searching() -> list[str]:
    """Of a server's function: a query a table, of place and hits of each of its columns that has any."""
    found = []
    for table, columns in searched():
        conditions = [on_server(_as_text(c)) for c in columns]
        sums = ", ".join(
            f"count(CASE WHEN {condition} THEN 1 END) AS c{no}" for no, condition in enumerate(conditions)
        )
        places = " UNION ALL ".join(
            f"SELECT '{table.name}.{c.name}' AS place, c{no} AS hits FROM counted WHERE c{no} > 0"
            for no, c in enumerate(columns)
        )
        found.append(
            f"WITH counted AS (SELECT {sums} FROM {table.name} "
            f"WHERE {_among(table)}({' OR '.join(conditions)})) {places}"
        )
    return found


def redacted_columns() -> list[tuple[Table, Column[Any]]]:
    """The columns whose texts may lose an erased person's numbers and e-mails."""
    return [
        (table, column)
        for table, columns in searched()
        if table.name not in _STAYS_WHOLE
        for column in columns
        if f"{table.name}.{column.name}" not in STAYS
    ]


def redacting() -> list[tuple[str, str, str]]:
    """Of a server's function: table, place and statement of each column."""
    found = []
    for table, column in redacted_columns():
        text = _as_text(column)
        new = f"redacted_text({text}, p_patterns)" + ("::jsonb" if isinstance(column.type, Json) else "")
        place = f"{table.name}.{column.name}"
        found.append(
            (
                table.name,
                place,
                f'UPDATE {table.name} SET "{column.name}" = {new} WHERE {_among(table)}{on_server(text)}',
            )
        )
    return found


def _as_text(column: Column[Any]) -> str:
    return f'"{column.name}"::text' if isinstance(column.type, Json) else f'"{column.name}"'


def like(text: str) -> str:
    """A pattern of every folded text that has this in it."""
    escaped = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
