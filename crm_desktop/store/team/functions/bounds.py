"""What a value may be at all, whoever writes it: how long a text is, which choices and zones there are.

The program's services look at what people type; these triggers look at what comes by SQL, so that nobody's
value stops the program of those who read it. They fail only for such a value, and cost others the question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Column, Table, Text

from crm_desktop.domain import callbacks, consent, messages, presence, requests
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.lawful import AGREED_SERVICE, OWN_KINDS
from crm_desktop.domain.people import Role
from crm_desktop.domain.places import INDIA
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.reviews import Looked
from crm_desktop.domain.rulings import Claim
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


def _texts() -> Iterable[tuple[Table, dict[str, str]]]:
    """What is wrong with each text, JSON and choice of a table."""
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
    if name in MINUTES:
        return f"{new} < 0 OR {new} > 1440"
    if isinstance(column.type, Json):
        return f"pg_column_size({new}) > {MOST_JSON_BYTES}"
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


def _times() -> Iterable[tuple[Table, dict[str, str]]]:
    """No program reads a time that has no date."""
    for table in metadata.tables.values():
        times = [c.name for c in table.c if isinstance(c.type, UtcTime)]
        if table.name not in _NOBODYS and times:
            yield (
                table,
                {
                    name: f"(NEW.{name} < '1900-01-01 00:00+00' OR NEW.{name} > '9999-12-30 00:00+00')"
                    for name in times
                },
            )


def _quoted(value: str | int) -> str:
    return str(int(value)) if not isinstance(value, (str, StrEnum)) else f"'{value}'"


def _triggers(tables: Iterable[tuple[Table, dict[str, str]]]) -> tuple[str, ...]:
    made: list[str] = []
    for table, wrong in tables:
        made.append(f"BEFORE INSERT ON {table.name} WHEN ({' OR '.join(wrong.values())})")
        # What stood there before stops no other change of its row.
        new = [f"(({said}) AND NEW.{c} IS DISTINCT FROM OLD.{c})" for c, said in wrong.items()]
        made.append(f"BEFORE UPDATE OF {', '.join(wrong)} ON {table.name} WHEN ({' OR '.join(new)})")
    return tuple(made)


def _refusing(name: str, triggers: tuple[str, ...]) -> Function:
    """Who administers the server brings what an older store has."""
    return Function(
        f"{name}()",
        "trigger",
        """
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'a value of % is longer than any or none of the choices', TG_TABLE_NAME
            USING ERRCODE = 'CR014';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=triggers,
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
    _refusing("values_within_bounds", _triggers(_texts())),
    _refusing("times_within_bounds", _triggers(_times())),
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
