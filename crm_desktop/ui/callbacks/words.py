"""How call-backs are put into words: when, how long until then, how a promise stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.callbacks import KEPT_WITHIN, CallbackKind, CallbackState
from crm_desktop.domain.formats import clock, day_of_date, duration
from crm_desktop.domain.phone import format_phone
from crm_desktop.domain.shift import date_of
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.widgets.chips import ChipKind

NOTHING = "–"
MASK = "\u2022"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise stands: words, and the chip's kind ("" for plain words) and icon."""

    words: str
    chip: ChipKind | None = None
    icon: str = ""


def standing(row: CallbackRow, now: datetime, zone: str) -> Standing:
    """Due, overdue, still to come, or how it ended; times by the office's clock."""
    translate = QCoreApplication.translate
    if row.state is not CallbackState.OPEN:
        return _ended(row, zone)
    if row.snoozed_until is not None and row.snoozed_until > now:
        until = clock(row.snoozed_until, zone)
        return Standing(
            translate("callbacks", "quiet until {time}").format(time=until), "plain", "sign.clock"
        )
    late = now - row.due_at
    if late > KEPT_WITHIN:
        return Standing(translate("callbacks", "late by {time}").format(time=duration(late)), "bad")
    if late >= timedelta(0):
        return Standing(translate("callbacks", "due now"), "warn", "sign.due")
    return Standing(translate("callbacks", "in {time}").format(time=duration(_whole_minutes(-late))))


def _whole_minutes(span: timedelta) -> timedelta:
    return timedelta(minutes=max(1, -(-int(span.total_seconds()) // 60)))


def _ended(row: CallbackRow, zone: str) -> Standing:
    translate = QCoreApplication.translate
    at = clock(row.closed_at, zone) if row.closed_at is not None else NOTHING
    match row.state:
        case CallbackState.KEPT:
            words = translate("callbacks", "kept, {time}").format(time=at)
            return Standing(words, "ok", "sign.check")
        case CallbackState.LATE:
            return Standing(translate("callbacks", "late, {time}").format(time=at), "warn")
        case CallbackState.BROKEN:
            return Standing(translate("callbacks", "not kept"), "bad")
        case CallbackState.HANDED_OVER:
            return Standing(translate("callbacks", "handed over, {time}").format(time=at), "plain")
        case _:
            return Standing(translate("callbacks", "closed, {time}").format(time=at), "plain")


def said(row: CallbackRow) -> str:
    """What the call-back is about in a line: what was said, or the date that comes up, or who rang."""
    translate = QCoreApplication.translate
    note = " ".join(row.note.split())
    if row.kind is CallbackKind.REMINDER:
        about = note or translate("callbacks", "Next service")
        if row.occasion_on is None:
            return about
        day = day_of_date(date_of(row.occasion_on)).rsplit(" ", 1)[0]  # without the year
        return translate("callbacks", "{about}, {day}").format(about=about, day=day)
    if row.kind is CallbackKind.MISSED_CALL:
        rang = translate("callbacks", "Rang us, not answered")
        return f"{rang}. {note}" if note else rang
    return note or NOTHING


def kind_icon(row: CallbackRow) -> str:
    """The icon of where a call-back comes from; none for a promise."""
    return {CallbackKind.REMINDER: "sign.calendar", CallbackKind.MISSED_CALL: "call.missed"}.get(row.kind, "")


def phone_words(phone: str) -> str:
    """A phone as shown; one that comes masked is shown as it came."""
    if not phone:
        return NOTHING
    return phone if MASK in phone else format_phone(phone)


def lead_words(row: CallbackRow) -> str:
    """Whom the promise was made to."""
    return row.lead_name or row.company or phone_words(row.phone)
