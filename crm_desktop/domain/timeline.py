"""The timeline of a lead: everything that happened, newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.quick import quick


class Kind(StrEnum):
    """What happened."""

    CALL = "call"
    CALL_UNDONE = "call_undone"  # takes the call's row back; neither is shown
    MISSED_CALL = "missed_call"
    PROMISED = "promised"
    CALLBACK_MOVED = "callback_moved"
    CALLBACK_DONE = "callback_done"
    HANDED_OVER = "handed_over"
    SKIPPED = "skipped"
    DO_NOT_CALL = "do_not_call"
    CONSENT = "consent"  # agreed to or refused
    NOTE = "note"
    CREATED = "created"
    IMPORTED = "imported"
    EDITED = "edited"
    ASSIGNED = "assigned"
    MERGED = "merged"
    NUMBER_SHOWN = "number_shown"
    MESSAGE = "message"  # handed to another program; whether it was sent is not known
    SALE = "sale"
    SALE_CHANGED = "sale_changed"
    SERVICE = "service"
    APPOINTMENT = "appointment"
    APPOINTMENT_CHANGED = "appointment_changed"
    REQUEST = "request"  # they asked something about their data
    RULED = "ruled"  # how one of its calls counts
    REMINDER = "reminder"  # a date of the customer's comes up


# What each kind is called on the card; a call is called by its result.
LABELS: dict[str, str] = {
    Kind.CALL: "Call",
    Kind.MISSED_CALL: "Missed call",
    Kind.PROMISED: "Call-back promised",
    Kind.CALLBACK_MOVED: "Call-back moved",
    Kind.CALLBACK_DONE: "Call-back closed",
    Kind.HANDED_OVER: "Call-back handed over",
    Kind.SKIPPED: "Skipped",
    Kind.DO_NOT_CALL: "Do not call",
    Kind.CONSENT: "Consent",
    Kind.NOTE: "Note",
    Kind.CREATED: "Added",
    Kind.IMPORTED: "Imported",
    Kind.EDITED: "Changed",
    Kind.ASSIGNED: "Given to someone",
    Kind.MERGED: "Merged",
    Kind.NUMBER_SHOWN: "Number shown",
    Kind.MESSAGE: "Message handed over",
    Kind.SALE: "Sale",
    Kind.SALE_CHANGED: "Sale changed",
    Kind.SERVICE: "Service",
    Kind.APPOINTMENT: "Appointment",
    Kind.APPOINTMENT_CHANGED: "Appointment changed",
    Kind.REQUEST: "Asked about their data",
    Kind.RULED: "How a call counts",
    Kind.REMINDER: "A date comes up",
}


@quick
@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened to a lead; `title` is English, one of LABELS or a result's own label."""

    id: UUID
    at: datetime
    kind: str
    title: str
    text: str
    person_name: str
    data: dict[str, object] = field(default_factory=dict)
