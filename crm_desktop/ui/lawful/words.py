"""How answers and what follows from them are called on the screen."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.lawful import Basis, Span
from crm_desktop.domain.queue import LABELS, Reason
from crm_desktop.ui.i18n import tr_label

translate = QCoreApplication.translate


def kind_words(kind: Basis) -> str:
    """An answer in two or three words."""
    return {
        Basis.ASKED: translate("lawful", "They asked us"),
        Basis.CUSTOMERS: translate("lawful", "Our customers"),
        Basis.AGREED: translate("lawful", "They agreed"),
        Basis.LIST: translate("lawful", "A list we got"),
    }[kind]


def kind_example(kind: Basis) -> str:
    """What an answer means, with an example."""
    return {
        Basis.ASKED: translate(
            "lawful", "They filled in a form, wrote or rang: they may be called for some days after that."
        ),
        Basis.CUSTOMERS: translate(
            "lawful",
            "They buy from us. They may be called about what they have; offers need a scrubbed list.",
        ),
        Basis.AGREED: translate("lawful", "They said yes to being called, and it can be shown."),
        Basis.LIST: translate(
            "lawful", "From a fair, a partner or bought: a scrubbed list and a 140 number are needed."
        ),
    }[kind]


def warning_words(kind: Basis | None) -> str:
    """What a list means for who calls it; empty for the others."""
    if kind is not Basis.LIST:
        return ""
    return translate(
        "lawful",
        "Promotional calls to a list need a scrub by the operator and a 140 number. "
        "Ordinary SIM cards can be barred for them.",
    )


def span_words(span: Span, zone: str) -> str:
    """What holds now, and until when; `zone` is the office's."""
    if span.reasons:
        return " · ".join(tr_label(LABELS[reason]) for reason in span.reasons)
    if span.until is None:
        return translate("lawful", "May be called")
    year = span.until.astimezone(ZoneInfo(zone)).year
    until = f"{day(span.until, zone)} {year}, {clock(span.until, zone)}"
    return translate("lawful", "May be called until {until}").format(until=until)


def needed_words(reason: Reason) -> str:
    """What is to be done before these people may be called."""
    return {
        Reason.NO_BASIS: translate("lawful", "Another answer: this one isn’t enough for calls of this kind."),
        Reason.BASIS_EXPIRED: translate("lawful", "Their consent on record, or that they ask again."),
        Reason.SCRUB_MISSING: translate(
            "lawful", "A scrub by the operator, entered in the settings, Why we call, on the day it was done."
        ),
        Reason.SCRUB_EXPIRED: translate("lawful", "A new scrub by the operator: the last one ran out."),
        Reason.LINE_SERIES: translate("lawful", "A number to call from that begins with 140."),
    }.get(reason, tr_label(LABELS[reason]))
