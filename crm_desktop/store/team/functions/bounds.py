"""What a value may be at all, whoever writes it: how long a text is, which choices and zones there are, how
JSON is built.

The program's services look at what people type; these triggers look at what comes by SQL, so that nobody's
value stops the program of those who read it. They fail only for such a value.

A table has one function, which a session reads once; what stands in a trigger's WHEN is read anew at each
statement, ten times as long where a table has many columns, and cheaper only where thousands of rows come in
one: there the rows of an import are asked so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Column, Table, Text

from crm_desktop.domain import callbacks, consent, messages, presence, requests
from crm_desktop.domain.amounts import MOST_MINOR
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.lawful import AGREED_SERVICE, OWN_KINDS
from crm_desktop.domain.people import Role
from crm_desktop.domain.places import INDIA
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.reminders import FARTHEST_DAYS, MOST_MARKS
from crm_desktop.domain.result_fields import MOST_FIELDS, FieldKind
from crm_desktop.domain.reviews import Looked
from crm_desktop.domain.rulings import Claim
from crm_desktop.domain.sales import SaleState
from crm_desktop.domain.saved_reports import Every
from crm_desktop.domain.zones import known_zones
from crm_desktop.store.tables import metadata
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.rights import RIGHTS
from crm_desktop.store.types import Json, UtcTime

#: Characters of a text that has no bound of its own: what callers write, and what an office sets up.
LONGEST, LONGEST_SET_UP = 20_000, 200_000
BYTES_EACH = 3  # as Devanagari has it
MOST_JSON_BYTES = 4 << 20
#: What is kept of an erasure of fifty thousand at once: by what they are known and kept out.
MOST_OF_MANY = 64 << 20
_FIELD = 2_000  # of a lead; a cell of an import has 500, a name may come of three
_WORD = 200  # what the program itself writes: a kind, a label
LENGTHS: dict[str, int] = {
    **dict.fromkeys(
        (
            *("leads.name", "leads.company", "leads.email", "leads.city", "leads.state", "leads.postal_code"),
            *("leads.country", "leads.language", "leads.source", "leads.product", "leads.last_result"),
            *("lead_emails.email", "queue_entries.skill", "campaign_zones.skill", "person_skills.value"),
            *("presence.reason", "skips.reason", "do_not_calls.why"),
        ),
        _FIELD,
    ),
    **dict.fromkeys(
        (
            *("lead_phones.label", "lead_phones.extension", "tags.name", "audit.act", "audit.subject_kind"),
            *("changes.topic", "timeline.kind", "commands.kind", "undo_acts.kind", "calls.end_cause"),
            *("calls.gate", "sales.currency", "service_records.currency", "lead_preferences.channel"),
            "sessions.end_reason",
        ),
        _WORD,
    ),
    "erasure_lines.line": MOST_OF_MANY,
    "lead_search.text": LONGEST_SET_UP,
    "timeline.text": LONGEST_SET_UP,  # an import's notes, of all columns together
}

CHOICES: dict[str, tuple[str | int, ...]] = {
    "leads.age_band": tuple(consent.AGE_LABELS),
    "leads.basis_kind": ("", *OWN_KINDS, AGREED_SERVICE),
    "queue_entries.lane": tuple(int(lane) for lane in Lane),
    "queue_entries.reason": ("", *Reason),
    "presence.state": tuple(presence.State),
    "presence.known_how": tuple(presence.KnownHow),
    "callbacks.kind": tuple(callbacks.CallbackKind),
    "messages.state": tuple(messages.MessageState),
    "requests.kind": tuple(requests.RequestKind),
    "requests.state": tuple(requests.RequestState),
    "requests.came": tuple(requests.Came),
    "requests.proof": tuple(requests.Proof),
    "request_steps.kind": tuple(requests.Step),
    "review_looks.kind": tuple(Looked),
    "contests.claim": tuple(Claim),
    "report_schedules.every": tuple(Every),
}
_OBJECT = "jsonb_typeof({new}) NOT IN ('object', 'null')"
_MOMENT = (
    "^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}([.][0-9]{{1,6}})?"
    "([+-][0-9]{{2}}:[0-9]{{2}})?$"
)


def _kinds(path: str, *kinds: str) -> str:
    return "(" + " || ".join(f'{path}.type() == "{kind}"' for kind in kinds) + ")"


def _one_of(path: str, choices: Iterable[str]) -> str:
    return "(" + " || ".join(f'{path} == "{each}"' for each in choices) + ")"


def _each(is_right: str) -> str:
    """Elements of an array that aren't as they should be; what an error says of one isn't either."""
    return f"'strict $[*] ? (!({is_right}) || ({is_right}) is unknown)'"


def _value() -> str:
    """One of a result's values, as `FieldValue.from_json` reads it."""
    texts = (_kinds(f"@.{name}", "string") for name in ("key", "label", "kind", "shown"))
    kind, value = _one_of("@.kind", FieldKind), _kinds("@.value", "string", "number", "boolean")
    return " && ".join(('@.type() == "object"', *texts, kind, value))


_DAYS = f'@.type() == "number" && @ >= 0 && @ <= {FARTHEST_DAYS} && @.floor() == @'
#: How JSON is built that others' programs read; what is wrong with it.
SHAPES: dict[str, str] = {
    "calls.disposition_values": "jsonb_typeof({new}) <> 'null' AND (jsonb_typeof({new}) <> 'array' OR "
    f"jsonb_path_exists({{new}}, '$[{MOST_FIELDS}]') "
    f"OR jsonb_path_exists({{new}}, {_each(_value())}))",
    "lead_preferences.days_before": "jsonb_typeof({new}) <> 'null' AND (jsonb_typeof({new}) <> 'array' OR "
    f"jsonb_path_exists({{new}}, '$[{MOST_MARKS}]') OR jsonb_path_exists({{new}}, {_each(_DAYS)}))",
    # as `Was` reads it: what a sale, a stretch of a day or a call counted; casts refuse what they can't read
    "contests.was": f"""
      CASE WHEN jsonb_typeof({{new}}) <> 'object' THEN true
           WHEN NEW.sale_id IS NOT NULL THEN
             ({{new}} ->> 'person')::uuid IS NULL OR ({{new}} ->> 'product')::uuid = gen_random_uuid()
             OR ({{new}} ->> 'amount_minor')::bigint IS NULL OR NOT {{new}} ? 'currency'
             OR coalesce({{new}} ->> 'state', '') NOT IN ({", ".join(f"'{each}'" for each in SaleState)})
           WHEN NEW.day IS NOT NULL THEN
             coalesce({{new}} ->> 'began', '') !~ '{_MOMENT}'
             OR coalesce({{new}} ->> 'until', '') !~ '{_MOMENT}'
             OR ({{new}} ->> 'began')::timestamptz > ({{new}} ->> 'until')::timestamptz
             OR coalesce({{new}} ->> 'state', '') NOT IN ({", ".join(f"'{each}'" for each in presence.State)})
           ELSE ({{new}} ->> 'person')::uuid IS NULL
             OR ({{new}} ->> 'disposition')::uuid = gen_random_uuid() OR ({{new}} ->> 'talk_s')::int < 0
      END""",
    **dict.fromkeys(
        (
            *("timeline.data", "commands.result", "undo_acts.before", "audit.detail", "disclosures.filters"),
            *("disclosures.gate", "request_steps.detail", "saved_reports.asks"),
        ),
        _OBJECT,
    ),
}
DEEPEST, LARGEST = 24, "1e300"  # of JSON: deeper and larger no program reads
CURRENCIES = ("sales.currency", "service_records.currency", "products.currency", "workspace.currency")
AMOUNTS = (
    *("sales.amount_minor", "sale_changes.amount_minor", "service_records.price_minor"),
    "products.price_minor",
)
_PURPOSES = f"^ ([-+][0-9]{{1,9}}[{''.join(consent.CHANNEL_LETTERS.values())}][0-9]{{0,12}} )+$"
#: Written by thousands in one statement.
IN_BULK = frozenset(
    (
        *("leads", "lead_phones", "phones", "lead_emails", "lead_search", "lead_tags", "field_values"),
        *("queue_entries", "import_changes", "batch_leads", "batch_rows", "erasure_leads"),
    )
)
FLAGS = ("calls.disposition_flags", "dispositions.flags")
DAYS = (
    *("calls.day", "sales.day", "service_records.done_on", "service_records.next_due_on", "phones.day"),
    *(
        "callbacks.occasion_on",
        "leaves.first_day",
        "leaves.last_day",
        "campaigns.client_until",
        "sessions.day",
    ),
)
MINUTES = (
    *("lead_preferences.from_minute", "lead_preferences.to_minute"),
    *("campaigns.office_start_minute", "campaigns.office_end_minute", "report_schedules.at_minute"),
)
ZONES = ("leads.zone", "queue_entries.zone", "campaign_zones.zone")
_NOBODYS = frozenset({"alembic_version", "call_hours", "queue_counts", "session_tokens", "second_factors"})
_USUAL_ZONES = ("", INDIA)


def _bounded() -> Iterable[tuple[Table, dict[str, str]]]:
    """What is wrong with each value of a table that has bounds."""
    for table in metadata.tables.values():
        if table.name not in _NOBODYS:
            wrong = {c.name: said for c in table.c if (said := _wrong(c, f"{table.name}.{c.name}"))}
            if wrong:
                yield table, wrong


def _wrong(column: Column[object], name: str) -> str:
    new = f"NEW.{column.name}"
    if name in CHOICES:
        return f"{new} NOT IN ({', '.join(_quoted(each) for each in CHOICES[name])})"
    if name in ZONES or any(check.name == column.name for check in column.table.constraints):
        return ""  # kept otherwise
    if name in FLAGS:
        word = "|".join(Flag)
        return f"{new} <> '' AND {new} !~ '^({word})( ({word}))*$'"
    if name in DAYS:
        is_far = (
            f"{new} < 19000101 OR {new} > 99991231"  # BETWEEN reads otherwise once it went through a dump
        )
        return f"{is_far} OR to_char(to_date({new}::text, 'YYYYMMDD'), 'YYYYMMDD') <> {new}::text"
    if name in AMOUNTS:
        return f"{new} < -{MOST_MINOR} OR {new} > {MOST_MINOR}"
    if name in CURRENCIES:
        return f"{new} !~ '^[A-Z]{{3}}$'"
    if name == "leads.purposes":
        return f"octet_length({new}) > {LONGEST} OR {new} <> '' AND {new} !~ '{_PURPOSES}'"
    if name in MINUTES:
        return f"{new} < 0 OR {new} > 1440"
    if isinstance(column.type, Json):
        shape = SHAPES.get(name, "false").format(new=new)
        number = f'@.type() == "number" && (@ > {LARGEST} || @ < -{LARGEST})'
        largest = MOST_OF_MANY if column.table.name == "erasures" else MOST_JSON_BYTES
        return (
            f"pg_column_size({new}) > {largest} OR jsonb_path_exists({new}, '$.**{{{DEEPEST}}}') "
            f"OR jsonb_path_exists({new}, '$.** ? ({number})') OR ({shape})"
        )
    if isinstance(column.type, UtcTime):  # no program reads a time that has no date
        return f"{new} < '1900-01-01 00:00+00' OR {new} > '9999-12-30 00:00+00'"
    if isinstance(column.type, Text):
        if most := LENGTHS.get(name):  # counting bytes costs nothing, characters are counted where many are
            return f"octet_length({new}) > {most} AND char_length({new}) > {most}"
        most = LONGEST if _is_callers(column) else LONGEST_SET_UP
        return f"octet_length({new}) > {BYTES_EACH * most}"
    return ""


def _is_callers(column: Column[object]) -> bool:
    """Whether a telecaller may write it without a function."""
    return any(
        right.command in ("INSERT", "UPDATE")
        and right.condition(Role.TELECALLER) is not None
        and (not right.columns or column.name in right.columns)
        for right in RIGHTS[column.table.name]
    )


def _quoted(value: str | int) -> str:
    return str(int(value)) if not isinstance(value, (str, StrEnum)) else f"'{value}'"


def _kept_within(table: Table, wrong: dict[str, str]) -> Function:
    """What looks at the rows of one table; who administers the server brings what an older store has."""
    is_new = " OR ".join(f"({said})" for said in wrong.values())
    # What stood there before stops no other change of its row, nor an erased person's being taken out of it.
    is_changed = " OR ".join(
        f"NEW.{c} IS DISTINCT FROM OLD.{c} AND ({said})"
        f" AND NOT coalesce({said.replace('NEW.', 'OLD.')}, false)"
        for c, said in wrong.items()
    )
    inserted = f"BEFORE INSERT ON {table.name}"
    if table.name in IN_BULK:
        inserted += f" WHEN ({is_new})"
    return Function(
        f"{table.name}_bounds()",
        "trigger",
        f"""
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NOT coalesce({is_new}, false) THEN
              RETURN NEW;
            END IF;
          ELSIF NOT coalesce({is_changed}, false) THEN
            RETURN NEW;
          END IF;
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'a value of % is longer than any or none of the choices', TG_TABLE_NAME
            USING ERRCODE = 'CR014';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(inserted, f"BEFORE UPDATE OF {', '.join(wrong)} ON {table.name}"),
    )


_ZONE_SET = json.dumps(dict.fromkeys(sorted(known_zones()), 1), separators=(",", ":"))

FUNCTIONS = (
    # Looked up in a sorted set; a list would be walked over at each row of an import.
    Function(
        "is_zone(p_zone text)",
        "boolean",
        f"BEGIN RETURN '{_ZONE_SET}'::jsonb ? p_zone; END",
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # By whose clock a lead is called: the office's where it has no zone, or one that isn't known here.
    Function(
        "clock_of(p_zone text, p_office text)",
        "text",
        """
        BEGIN
          IF p_zone <> '' AND is_zone(p_zone) THEN
            BEGIN
              PERFORM now() AT TIME ZONE p_zone;
              RETURN p_zone;
            EXCEPTION WHEN invalid_parameter_value THEN  -- newer than this server's own list
              NULL;
            END;
          END IF;
          RETURN p_office;
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    *(_kept_within(table, wrong) for table, wrong in _bounded()),
    Function(
        "zones_are_known()",
        "trigger",
        """
        BEGIN
          IF is_zone(NEW.zone) OR is_owner() OR (TG_OP = 'UPDATE' AND OLD.zone = NEW.zone) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'there is no such time zone' USING ERRCODE = 'CR014';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=tuple(
            f"BEFORE INSERT OR UPDATE OF zone ON {name.partition('.')[0]} "
            f"WHEN (NEW.zone NOT IN ({', '.join(_quoted(zone) for zone in _USUAL_ZONES)}))"
            for name in ZONES
        ),
    ),
)
