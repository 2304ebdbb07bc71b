"""The list of personal fields: one place that masking, export and erasure are driven by.

Every column of the store stands on exactly one of the two lists; a test fails when one is on neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mask(StrEnum):
    """How a personal value is shown to who may not see it whole."""

    PHONE = "phone"  # country, first two and last three digits
    HIDE = "hide"  # not at all
    SHOW = "show"  # whoever sees the lead sees it


class Erase(StrEnum):
    """What erasure does with a personal value."""

    EMPTY = "empty"  # the value goes, the row stays (counts and times are kept)
    ROW = "row"  # the row goes
    TOMBSTONE = "tombstone"  # replaced by a keyed hash that keeps the number from coming back


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal column: what it is called to the person it is about, and how it is treated."""

    label: str
    mask: Mask
    erase: Erase
    is_exported: bool = True


_S, _H = Mask.SHOW, Mask.HIDE
_E, _R = Erase.EMPTY, Erase.ROW

# table.column → how it is treated. `export` gives the person everything marked so (access, portability).
PERSONAL: dict[str, Personal] = {
    "leads.name": Personal("Name", _S, _E),
    "leads.name_key": Personal("Name, folded", _H, _E, is_exported=False),
    "leads.company": Personal("Company", _S, _E),
    "leads.company_key": Personal("Company, folded", _H, _E, is_exported=False),
    "leads.email": Personal("E-mail", _S, _E),
    "leads.address": Personal("Address", _S, _E),
    "leads.city": Personal("City", _S, _E),
    "leads.city_key": Personal("City, folded", _H, _E, is_exported=False),
    "leads.state": Personal("State", _S, _E),
    "leads.postal_code": Personal("Postal code", _S, _E),
    "leads.country": Personal("Country", _S, _E),
    "leads.language": Personal("Language", _S, _E),
    "leads.source": Personal("Where we have you from", _S, _E),
    "leads.product": Personal("What you asked about", _S, _E),
    "leads.product_key": Personal("What you asked about, folded", _H, _E, is_exported=False),
    "leads.zone": Personal("Time zone", _S, _E),
    "lead_emails.email": Personal("Further e-mail", _S, _R),
    "phones.e164": Personal("Phone", Mask.PHONE, Erase.TOMBSTONE),
    "lead_phones.label": Personal("Phone's label", _S, _R),
    "lead_phones.extension": Personal("Extension", _S, _R),
    "bases.proof": Personal("What shows that you may be called", _S, _R),
    "do_not_calls.why": Personal("Why we don't call", _S, _E),
    "consents.purpose": Personal("What for", _S, _R),
    "consents.channel": Personal("Which way", _S, _R),
    "consents.state": Personal("What you said", _S, _R),
    "consents.how": Personal("How you said it", _S, _R),
    "consents.evidence": Personal("What shows it", _S, _R),
    "guardians.name": Personal("Who speaks for you", _S, _R),
    "guardians.relation": Personal("What they are to you", _S, _R),
    "guardians.contact": Personal("How they are reached", _S, _R),
    "guardians.proof": Personal("How they showed it", _S, _R),
    "leads.age_band": Personal("Age", _S, _E),
    "leads.score": Personal("How promising we think you are (0 to 100)", _S, _E),
    "queue_entries.score": Personal("The same, in the queue", _H, _E, is_exported=False),
    "lead_search.text": Personal("Search text", _H, _R, is_exported=False),
    "lead_tags.tag_id": Personal("Tags", _S, _R),
    "field_values.text": Personal("Further fields", _S, _R),
    "field_values.number": Personal("Further fields, as numbers", _H, _R, is_exported=False),
    "calls.our_number": Personal("Our number", _S, _E),
    "calls.forwarded_from": Personal("Forwarded from", Mask.PHONE, _E),
    "calls.note": Personal("Note on a call", _S, _E),
    "calls.disposition_values": Personal("What the result noted", _S, _E),
    "callbacks.note": Personal("Note on a call-back", _S, _E),
    "timeline.text": Personal("History", _S, _E),
    "timeline.data": Personal("History, details", _H, _E),
    "sales.product": Personal("Product", _S, _E),
    "sales.reference": Personal("Policy or order number", _S, _E),
    "sales.note": Personal("Note on a sale", _S, _E),
    "sale_changes.why": Personal("Why a sale was changed", _S, _E),
    "contests.why": Personal("What was said about a call", _S, _E),
    "contests.product": Personal("Product of a sale that was contested", _S, _E),
    "rulings.why": Personal("What was ruled about a call", _S, _E),
    "rulings.product": Personal("Product of a sale since it was ruled on", _S, _E),
    "reviews.note": Personal("What was noted when a call was reviewed", _S, _E),
    "review_replies.text": Personal("What was said to a review of a call", _S, _E),
    "service_records.what": Personal("What was done for you", _S, _E),
    "service_records.note": Personal("Note on a service", _S, _E),
    "appointments.title": Personal("Appointment", _S, _E),
    "appointments.place": Personal("Place of an appointment", _S, _E),
    "appointments.note": Personal("Note on an appointment", _S, _E),
    "lead_preferences.channel": Personal("How you want to be reached", _S, _R),
    "lead_preferences.from_minute": Personal("From when you want to be reached", _S, _R),
    "lead_preferences.to_minute": Personal("Until when you want to be reached", _S, _R),
    "lead_preferences.days_before": Personal("Days before a date you want to hear of it", _S, _R),
    "messages.email": Personal("E-mail a message was for", _S, _E),
    "messages.subject": Personal("Subject of a message", _S, _E),
    "messages.body": Personal("Message", _S, _E),
    "callbacks.occasion_on": Personal("The date a call-back is about", _S, _E),
    "attachments.name": Personal("File name", _S, _R),
    "evidence.name": Personal("File that shows it", _S, _R),
    "comings.known_by": Personal("Known by", _S, _R),
    "comings.name_key": Personal("Name", _S, _R),
    "comings.why": Personal("What showed that you may be called again", _S, _R),
    "file_chunks.sealed": Personal("File", _H, _R),
    "import_changes.before": Personal("As it was before an import", _H, _R),
    "batch_leads.before": Personal("As it was before many were changed", _H, _R),
    "undo_acts.before": Personal("As it was before a change", _H, _R),
    "disclosures.reason": Personal("Why your data was handed on", _H, _E),
    "submitted_acts.payload": Personal("What was noted while the server was away", _H, _E),
    "requests.name": Personal("Who asked", _S, _E),
    "requests.contact": Personal("Where the answer goes", _S, _E),
    "requests.text": Personal("What was asked", _S, _E),
    "request_steps.text": Personal("What was answered", _S, _E),
    "queue_entries.skill": Personal("What its caller must be able to", _H, _E, is_exported=False),
    "commands.result": Personal("What a command gave", _H, _E, is_exported=False),
}

# Columns about the workspace, its people at work, or plain bookkeeping: by table, "*" for all of a table
# that has no personal column.
NOT_PERSONAL: dict[str, frozenset[str]] = {
    "workspace": frozenset("*"),
    "settings": frozenset("*"),
    "teams": frozenset("*"),
    "people": frozenset("*"),  # staff; their rights are the employer's register, not the leads'
    "sessions": frozenset("*"),
    "session_tokens": frozenset("*"),
    "second_factors": frozenset("*"),
    "done_lately": frozenset("*"),
    "reservations": frozenset("*"),
    "submitted_acts": frozenset(
        {
            "id", "person_id", "session_id", "no", "kind", "lead_id", "call_id", "mac", "made_at",
            "submitted_by", "submitted_at", "settled_at", "outcome",
        }
    ),
    "person_keys": frozenset("*"),
    "shared_keys": frozenset("*"),
    "presence": frozenset("*"),
    "campaigns": frozenset("*"),
    "campaign_people": frozenset("*"),
    "campaign_rules": frozenset("*"),
    "campaign_zones": frozenset("*"),
    "rule_changes": frozenset("*"),
    "bases": frozenset(
        {
            "id", "campaign_id", "scope", "lead_id", "call_id", "import_id", "kind", "on_date", "ends_on",
            "source", "line", "overridden_until", "note", "person_id", "at",
        }
    ),
    "scrubs": frozenset("*"),
    "notices": frozenset("*"),
    "purposes": frozenset("*"),
    "number_lists": frozenset("*"),
    "consents": frozenset(
        {
            "id", "lead_id", "basis", "notice_id", "sha256", "call_id", "import_id", "valid_until", "at",
            "kept_at", "person_id",
        }
    ),
    "guardians": frozenset({"id", "lead_id", "person_id", "at"}),
    "person_skills": frozenset("*"),
    "tombstones": frozenset("*"),  # keyed hashes
    "tombstone_keys": frozenset("*"),
    "erasures": frozenset("*"),  # its reason names nobody: `services/erasure.py` refuses that
    "erasure_leads": frozenset("*"),
    "seats": frozenset("*"),  # names of computers, and why one was retired: the form says to name nobody
    "erasure_seats": frozenset("*"),
    "erasure_lines": frozenset("*"),  # sealed; in them stand ids and keyed hashes
    "sealed_records": frozenset("*"),  # readable only with a key kept apart
    "leaves": frozenset("*"),
    "desk_notes": frozenset("*"),  # between colleagues: the form says so; gone after a few days
    "incidents": frozenset("*"),  # names nobody: the form says so
    "incident_steps": frozenset("*"),
    "dispositions": frozenset("*"),
    "imports": frozenset("*"),
    "import_layouts": frozenset("*"),
    "saved_views": frozenset("*"),
    "saved_reports": frozenset("*"),
    "report_schedules": frozenset("*"),
    "tags": frozenset("*"),
    "field_definitions": frozenset("*"),
    "queue_counts": frozenset("*"),
    "queue_entries": frozenset(
        {
            "id", "campaign_id", "lead_id", "lane", "reason", "priority", "next_at", "zone", "attempts",
            "owner_id", "claimed_by", "lease_until", "version",
        }
    ),
    "skips": frozenset("*"),
    "call_hours": frozenset("*"),
    "closed_months": frozenset("*"),
    "legal_holds": frozenset("*"),
    "sweeps": frozenset("*"),
    "number_lookups": frozenset("*"),
    "products": frozenset("*"),
    "incentive_slabs": frozenset("*"),
    "targets": frozenset("*"),
    "calendars": frozenset("*"),
    "campaign_days": frozenset("*"),
    "team_members": frozenset("*"),
    "message_templates": frozenset("*"),
    "sale_changes": frozenset(
        {
            "id", "sale_id", "at", "person_id", "state", "amount_minor", "is_confirmed", "seller_id",
            "product_id", "counts_on",
        }
    ),
    "contests": frozenset(
        {"id", "call_id", "sale_id", "day", "lead_id", "person_id", "at", "claim", "was"}
    ),
    "rulings": frozenset(
        {
            "id", "contest_id", "lead_id", "person_id", "other_id", "sale_id", "from_id", "at", "is_upheld",
            "counts_as",
        }
    ),
    "scorecards": frozenset("*"),
    "sample_rules": frozenset("*"),
    "sample_draws": frozenset("*"),
    "samples": frozenset("*"),
    "reviews": frozenset(
        {
            "id", "call_id", "lead_id", "campaign_id", "person_id", "by_id", "scorecard_id", "answers",
            "result", "created_at", "published_at", "talk_at", "talked_at", "withdrawn_at", "version",
        }
    ),
    "review_replies": frozenset({"id", "review_id", "lead_id", "person_id", "at"}),
    "review_looks": frozenset("*"),  # who among the staff looked at whose call
    "service_records": frozenset(
        {
            "id", "lead_id", "call_id", "person_id", "done_on", "price_minor", "currency", "attachment_id",
            "next_due_on", "created_at", "updated_at", "removed_at", "version",
        }
    ),
    "appointments": frozenset(
        {
            "id", "lead_id", "call_id", "owner_id", "starts_at", "ends_at", "state", "sequence", "created_at",
            "created_by", "version",
        }
    ),
    "lead_preferences": frozenset({"lead_id", "updated_at", "updated_by", "version"}),
    "messages": frozenset(
        {
            "id", "lead_id", "person_id", "call_id", "campaign_id", "at", "channel", "state", "phone_id",
            "template_id", "handler", "gate",
        }
    ),
    "audit": frozenset("*"),
    "audit_seals": frozenset("*"),
    "changes": frozenset("*"),
    "leads": frozenset(
        {
            "no", "id", "status", "owner_id", "team_id", "created_at", "created_by", "updated_at",
            "import_id", "last_call_at", "last_result", "next_call_at", "attempts", "merged_into",
            "basis_kind", "basis_until", "erased_at", "refused", "purposes", "version",
        }
    ),
    "lead_emails": frozenset({"lead_id", "position"}),
    "phones": frozenset({"id", "do_not_call_at", "attempts", "day_attempts", "day", "last_attempt_at"}),
    "lead_phones": frozenset({"lead_id", "phone_id", "position", "wrong_at"}),
    "do_not_calls": frozenset({"id", "phone_id", "at", "person_id", "call_id", "is_lifted", "list_id"}),
    "lead_search": frozenset({"no"}),
    "lead_tags": frozenset({"lead_id"}),
    "field_values": frozenset({"lead_id", "field_id"}),
    "calls": frozenset(
        {
            "id", "lead_id", "campaign_id", "phone_id", "person_id", "session_id", "direction", "state",
            "known_how", "is_practice", "dialler", "line", "attempt_no", "dialled_at", "day", "answered_at",
            "ended_at", "closed_at", "talk_s", "disposition_id", "disposition_code", "disposition_label",
            "disposition_flags", "end_cause", "gate", "is_left_out",
        }
    ),
    "callbacks": frozenset(
        {
            "id", "lead_id", "campaign_id", "call_id", "owner_id", "due_at", "state", "created_at",
            "created_by", "closed_at", "closed_by_call_id", "handed_from", "kind", "first_due_at",
            "moved_count", "snoozed_until", "source_id", "days_before", "version",
        }
    ),
    "timeline": frozenset({"id", "lead_id", "at", "person_id", "kind", "campaign_id", "call_id"}),
    "sales": frozenset(
        {
            "id", "lead_id", "call_id", "campaign_id", "person_id", "amount_minor", "currency", "state",
            "confirmed_by", "confirmed_at", "at", "day", "product_id", "state_at", "version",
        }
    ),
    "attachments": frozenset(
        {"id", "lead_id", "call_id", "kind", "media_type", "sha256", "size", "key_id", "at", "person_id"}
    ),
    "evidence": frozenset(
        {
            "id", "about", "about_id", "lead_id", "campaign_id", "request_id", "media_type", "sha256", "size",
            "key_id", "person_id", "at",
        }
    ),
    "comings": frozenset({"id", "at", "person_id", "ground", "lead_id"}),
    "file_chunks": frozenset({"sha256", "key_id", "position", "at"}),
    "import_changes": frozenset({"import_id", "lead_id", "version_after"}),
    "batches": frozenset("*"),
    "batch_rows": frozenset("*"),  # states and names of fields, no value of anybody's
    "batch_leads": frozenset({"batch_id", "part", "lead_id", "owner_id", "team_id", "is_kept"}),
    "hand_out_plans": frozenset("*"),
    "requests": frozenset(
        {
            "id", "kind", "state", "came", "received_at", "received_by", "lead_id", "campaign_id", "call_id",
            "rules", "acknowledge_due_at", "target_due_at", "published_due_at", "ceiling_due_at",
            "acknowledged_at", "proof", "proven_at", "is_extended", "closed_at", "closed_by", "version",
        }
    ),
    "request_steps": frozenset({"id", "request_id", "at", "person_id", "kind", "detail"}),
    "disclosures": frozenset(
        {"id", "at", "person_id", "kind", "format", "row_count", "filters", "lead_nos", "gate"}
    ),
    "undo_acts": frozenset({"id", "person_id", "kind", "lead_id", "at", "until", "undone_at"}),
    "commands": frozenset({"request_id", "person_id", "kind", "payload_hash", "at"}),
}  # fmt: skip


def is_listed(table: str, column: str) -> bool:
    """Whether the column stands on exactly one of the two lists."""
    plain = NOT_PERSONAL.get(table, frozenset())
    return (f"{table}.{column}" in PERSONAL) != ("*" in plain or column in plain)
