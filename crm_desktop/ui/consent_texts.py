"""Words of consent that several screens show: what was refused or agreed to, and the ready ways to say no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.consent import (
    AGE_LABELS,
    AGE_MINOR,
    CHANNEL_LABELS,
    CONTACT,
    PURPOSE_LABELS,
    Channel,
    Purpose,
    is_refused,
    purpose_of,
)
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.timeline import Kind
from crm_desktop.services.consent import EVERYTHING, read_told
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate
What = tuple[tuple[Purpose, Channel], ...]


def _any_purpose(*channels: Channel) -> What:
    return tuple((purpose, channel) for purpose in Purpose for channel in channels)


# What people say no to, in the order of the keys; the English words are shown through tr_label.
NO_LABELS: dict[str, str] = {
    "everything": "Everything",
    "offers": "Offers",
    "calls": "All calls",
    "texts": "WhatsApp, SMS",
    "email": "E-mail",
    "recording": "Recording",
}
NO_TO: Mapping[str, What] = {
    "everything": EVERYTHING,
    "offers": tuple((Purpose.OFFERS, channel) for channel in CONTACT),
    "calls": _any_purpose(Channel.CALL),
    "texts": _any_purpose(Channel.WHATSAPP, Channel.SMS),
    "email": _any_purpose(Channel.EMAIL),
    "recording": _any_purpose(Channel.RECORDING),
}


def named(what: Iterable[tuple[Purpose, Channel]]) -> str:
    """Purposes and ways in words, those that belong together named once."""
    wanted = set(what)
    for name, each in NO_TO.items():
        if wanted == set(each):
            return tr_label(NO_LABELS[name])
    parts = []
    for purpose in Purpose:
        ways = [tr_label(CHANNEL_LABELS[channel]) for channel in Channel if (purpose, channel) in wanted]
        if ways:
            parts.append(f"{tr_label(PURPOSE_LABELS[purpose])}: {', '.join(ways)}")
    return "; ".join(parts)


def history_title(kind: str, data: Mapping[str, object]) -> str:
    """What a line of the history about consent is called; empty for any other."""
    if kind != Kind.CONSENT:
        return ""
    if isinstance(age := data.get("age"), str):
        return translate("Consent", "Age: {age}").format(age=tr_label(AGE_LABELS.get(age, "")))
    for key, words in (
        ("no", translate("Consent", "Said no: {what}")),
        ("yes", translate("Consent", "Agreed: {what}")),
    ):
        told = data.get(key)
        if isinstance(told, list):
            return words.format(what=named(read_told(str(each) for each in told)))
    return ""


def chip_of(lead: Lead, call_class: str | None = None) -> tuple[str, ChipKind, str] | None:
    """Words, kind and icon of what their own word or age forbids; None where nothing is.

    `call_class`: of the campaign they are called in; without any, a no to whatever counts.
    """
    if lead.age_band == AGE_MINOR:
        return translate("Consent", "Under 18"), "bad", "consent.refused"
    if call_class is not None and is_refused(lead.refused, purpose_of(call_class), Channel.CALL):
        return translate("Consent", "Said no to calls"), "bad", "consent.refused"
    if lead.refused:
        return translate("Consent", "Said no to some of it"), "warn", "consent.said"
    return None


def said_no(name: str, key: str) -> str:
    """What the toast says after a no."""
    return translate("Consent", "{name} said no: {what}").format(name=name, what=tr_label(NO_LABELS[key]))
