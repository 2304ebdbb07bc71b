"""Words of consent that several screens show: what was refused or agreed to, and the ready ways to say no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.consent import (
    AGE_LABELS,
    AGE_MINOR,
    CHANNEL_LABELS,
    CONTACT,
    PURPOSE_LABELS,
    Channel,
)
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.purposes import (
    ANY,
    ANY_OFFERS,
    EVERYTHING,
    Aim,
    OwnPurpose,
    Pairs,
    label_of,
    says_no,
    spread,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.services.consent import read_told
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate
What = Pairs


def _any_purpose(*channels: Channel) -> What:
    return tuple((ANY, channel) for channel in channels)


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
    "offers": tuple((ANY_OFFERS, channel) for channel in CONTACT),
    "calls": _any_purpose(Channel.CALL),
    "texts": _any_purpose(Channel.WHATSAPP, Channel.SMS),
    "email": _any_purpose(Channel.EMAIL),
    "recording": _any_purpose(Channel.RECORDING),
}


def named(what: Iterable[tuple[str, Channel]], names: Mapping[str, str] | None = None) -> str:
    """Purposes and ways in words, those that belong together named once; `names`: of the office's own."""
    wanted, names = set(what), names or {}
    own = [OwnPurpose(UUID(int=0), int(key[1:]), name, "", {}) for key, name in names.items()]
    for name, each in NO_TO.items():
        if wanted in (set(each), set(spread(each, own))):
            return tr_label(NO_LABELS[name])
    parts = []
    for purpose in (*PURPOSE_LABELS, *names):
        ways = [tr_label(CHANNEL_LABELS[channel]) for channel in Channel if (purpose, channel) in wanted]
        if ways:
            parts.append(f"{purpose_name(purpose, own)}: {', '.join(ways)}")
    return "; ".join(parts)


def purpose_name(key: str, own: Iterable[OwnPurpose], *, on_paper: bool = False) -> str:
    """What a purpose is called: translated, or as the office calls it."""
    name, is_label = label_of(key, own, on_paper=on_paper)
    return tr_label(name) if is_label else name


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
            what, names = read_told(str(each) for each in told), data.get("names")
            return words.format(what=named(what, names if isinstance(names, Mapping) else None))
    return ""


def chip_of(
    lead: Lead, now: datetime | None = None, aim: Aim | None = None
) -> tuple[str, ChipKind, str] | None:
    """Words, kind and icon of what their own word or age forbids; None where nothing is.

    `aim`: what the campaign they are called in is for; without any, a no to whatever counts.
    """
    if lead.age_band == AGE_MINOR:
        return translate("Consent", "Under 18"), "bad", "consent.refused"
    told = lead.own.purposes
    if aim is not None and now is not None and says_no(lead.refused, told, aim, Channel.CALL, now):
        return translate("Consent", "Said no to calls"), "bad", "consent.refused"
    if lead.refused or " -" in told:
        return translate("Consent", "Said no to some of it"), "warn", "consent.said"
    return None


def said_no(name: str, key: str) -> str:
    """What the toast says after a no."""
    return translate("Consent", "{name} said no: {what}").format(name=name, what=tr_label(NO_LABELS[key]))
