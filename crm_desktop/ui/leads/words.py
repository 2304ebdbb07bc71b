"""How leads are put into words: status, phones, times; the same in the list, the card and the finder."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import short_when
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import DIALABLE, UNSCORED, NextCall
from crm_desktop.domain.phone import format_phone
from crm_desktop.domain.queue import LABELS as REASON_LABELS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

NOTHING = "–"
MASK = "\u2022"


def status_words(status: LeadStatus) -> str:
    """A status as shown."""
    translate = QCoreApplication.translate
    return {
        LeadStatus.NEW: translate("leads", "New"),
        LeadStatus.OPEN: translate("leads", "Open"),
        LeadStatus.WON: translate("leads", "Won"),
        LeadStatus.CLOSED: translate("leads", "Closed"),
    }[status]


STATUS_KINDS: dict[LeadStatus, ChipKind] = {
    LeadStatus.NEW: "info",
    LeadStatus.OPEN: "accent",
    LeadStatus.WON: "ok",
    LeadStatus.CLOSED: "plain",
}


def status_chip(status: LeadStatus, *, is_do_not_call: bool) -> tuple[str, ChipKind, str]:
    """Words, kind and icon of the status chip; do not call goes before any status."""
    if is_do_not_call:
        return QCoreApplication.translate("leads", "Do not call"), "bad", "result.blocked"
    return status_words(status), STATUS_KINDS[status], ""


def next_call_words(when: NextCall) -> str:
    """A choice of the filter "next call"."""
    translate = QCoreApplication.translate
    return {
        NextCall.OVERDUE: translate("leads", "Overdue"),
        NextCall.TODAY: translate("leads", "Today"),
        NextCall.WEEK: translate("leads", "Within 7 days"),
        NextCall.NONE: translate("leads", "None planned"),
    }[when]


def score_words(score: str) -> str:
    """A choice of the filter "score": the least, any, or none."""
    if score == UNSCORED:
        return QCoreApplication.translate("leads", "None")
    if score in ("0", "1"):
        return QCoreApplication.translate("leads", "Any score")
    return QCoreApplication.translate("leads", "{score} or more").format(score=score)


def standing_words(standing: str) -> str:
    """Why leads of a campaign are not dialled, as a filter; or that they can be."""
    if standing == DIALABLE:
        return QCoreApplication.translate("leads", "can be dialled now")
    return tr_label(REASON_LABELS[standing])


def phone_words(phone: str, extension: str = "") -> str:
    """A phone as shown; one that comes masked is shown as it came."""
    if not phone:
        return NOTHING
    return phone if MASK in phone else format_phone(phone, extension)


def is_masked(phone: str) -> bool:
    """Whether part of the number is hidden from this person."""
    return MASK in phone


def when_words(moment: datetime | None, zone: str, now: datetime) -> str:
    """A moment beside now, with the words for the days near by translated."""
    if moment is None:
        return NOTHING
    shown = short_when(moment, zone, now)
    translate = QCoreApplication.translate
    near = {
        "Today": translate("when", "Today"),
        "Tomorrow": translate("when", "Tomorrow"),
        "Yesterday": translate("when", "Yesterday"),
    }
    first, _, rest = shown.partition(" ")
    return f"{near[first]} {rest}" if first in near else shown


def name_or_phone(name: str, phone: str) -> str:
    """Whom a line is about: the name, else the number."""
    return name or phone_words(phone)
