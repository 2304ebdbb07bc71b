"""What the card shows of one lead, and how its timeline is put into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import duration
from crm_desktop.domain.lead import Lead, shown
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.domain.people import Actor
from crm_desktop.domain.reminders import Preferences
from crm_desktop.domain.timeline import Kind, TimelineItem
from crm_desktop.services.leads import LeadService
from crm_desktop.services.reminders import ReminderService
from crm_desktop.store.leads import FieldDefinition
from crm_desktop.ui import consent_texts, sale_texts
from crm_desktop.ui.appointments.words import history_title
from crm_desktop.ui.call_texts import call_icon, call_marks
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.leads.words import when_words
from crm_desktop.ui.widgets.text import Tone
from crm_desktop.ui.widgets.timeline import TimelineEntry

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class CardData:
    """One lead with what happened, who else is at its numbers, and the workspace's own fields."""

    lead: Lead
    timeline: tuple[TimelineItem, ...]
    others: tuple[LeadRow, ...]
    fields: tuple[FieldDefinition, ...]
    wishes: Preferences | None = None
    priority: int = 0  # called first (1) or last (-1)


def read_card(
    leads: LeadService, actor: Actor, lead_id: UUID, reminders: ReminderService | None = None
) -> CardData:
    """Everything the card shows; for the read lane."""
    return CardData(
        leads.get(actor, lead_id),
        leads.timeline(actor, lead_id, MOST_ENTRIES),
        leads.others_at_number(actor, lead_id),
        leads.fields(actor),
        reminders.preferences(actor, lead_id) if reminders is not None else None,
        leads.priority(actor, lead_id),
    )


ICONS: dict[str, str] = {
    Kind.CALL: "call.on_call",
    Kind.MISSED_CALL: "call.missed",
    Kind.PROMISED: "call.later",
    Kind.CALLBACK_MOVED: "sign.clock",
    Kind.CALLBACK_DONE: "sign.check",
    Kind.HANDED_OVER: "lead.reassign",
    Kind.SKIPPED: "call.skip",
    Kind.DO_NOT_CALL: "result.blocked",
    Kind.APPOINTMENT: "sign.calendar",
    Kind.APPOINTMENT_CHANGED: "sign.calendar",
    Kind.REMINDER: "sign.due",
    Kind.CONSENT: "consent.said",
    Kind.RULED: "act.receipt",
    Kind.NOTE: "lead.note",
    Kind.CREATED: "lead.created",
    Kind.IMPORTED: "act.import",
    Kind.EDITED: "lead.edit",
    Kind.ASSIGNED: "lead.owner",
    Kind.MERGED: "lead.merge",
    Kind.NUMBER_SHOWN: "act.show",
    **sale_texts.ICONS,
}
TONES: dict[str, Tone] = {Kind.DO_NOT_CALL: "danger"}


def entries(items: Sequence[TimelineItem], zone: str, now: datetime) -> list[TimelineEntry]:
    """The timeline as the view shows it, newest first."""
    return [
        TimelineEntry(
            icon=call_icon(item.data, ICONS.get(item.kind, "sign.info")),
            title=_title(item),
            when=when_words(item.at, zone, now),
            detail=_detail(item, zone, now),
            tone=TONES.get(item.kind, ""),
            ref=item.id,
        )
        for item in items
    ]


def _title(item: TimelineItem) -> str:
    named = history_title(item.data) if item.kind == Kind.APPOINTMENT_CHANGED else ""
    return named or consent_texts.history_title(item.kind, item.data) or tr_label(item.title)


def _detail(item: TimelineItem, zone: str, now: datetime) -> str:
    translate = QCoreApplication.translate
    parts: list[str] = []
    due = _moment(item.data.get("due_at") or item.data.get("at"))
    if due is not None:
        parts.append(translate("leads", "For {when}").format(when=when_words(due, zone, now)))
    talk = item.data.get("talk_s")
    if isinstance(talk, int | float) and talk > 0:
        parts.append(translate("leads", "Call of {length}").format(length=duration(talk)))
    parts += call_marks(item.data) + sale_texts.history_marks(item.kind, item.data)
    first = ". ".join(parts)
    lines = [line for line in (first, item.text.strip()) if line]
    if item.person_name:
        by = item.person_name
        if item.kind == Kind.CALL and first:
            lines[0] = f"{lines[0]}. {by}"
        else:
            lines.append(by)
    return "\n".join(lines)


def _moment(stored: object) -> datetime | None:
    if not isinstance(stored, str):
        return None
    try:
        found = datetime.fromisoformat(stored)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field someone else changed meanwhile: its label, what it was, what it is now."""

    name: str
    label: str
    was: str
    now: str


def differences(before: Lead, after: Lead, label: Callable[[str], str]) -> list[Difference]:
    """What changed between two readings of a lead, in the order of the form."""
    found: list[Difference] = []
    for name in FIELD_NAMES:
        was, now = shown(before, name), shown(after, name)
        if was != now:
            found.append(Difference(name, label(name), was, now))
    for key in sorted({*before.custom, *after.custom}):
        was, now = before.custom.get(key, ""), after.custom.get(key, "")
        if was != now:
            found.append(Difference(f"custom.{key}", label(f"custom.{key}"), was, now))
    return found


FIELD_NAMES = (
    "name",
    "phones",
    "email",
    "company",
    "city",
    "state",
    "address",
    "postal_code",
    "language",
    "product",
    "source",
    "score",
    "status",
    "tags",
)
