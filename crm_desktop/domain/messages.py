"""Messages to a customer: channels, saved texts with places, and how the places are filled.

A place is a name in braces, `{first_name}`. Filling goes over the text once, so that a value with braces
stays what it is; values become one line without control characters, so that nothing a customer's row
holds can add a paragraph, a header or a parameter to a message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.lead import Lead, known_of

LONGEST_NAME = 60  # characters of a template's name
LONGEST_SUBJECT = 200
LONGEST_BODY = 4096  # what WhatsApp takes (Meta's Cloud API reference, text.body)
_PLACE = re.compile(r"\{([^\W\d]\w*)\}")

# GSM 03.38: the basic alphabet, and the characters that take two places. Any other makes it UCS-2.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€\f")


class Channel(StrEnum):
    """A way to reach a customer in writing."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"


LABELS: dict[str, str] = {
    Channel.WHATSAPP: "WhatsApp",
    Channel.SMS: "Message",
    Channel.EMAIL: "E-mail",
}


class MessageState(StrEnum):
    """How far a message got; whether the other program sent it is never known here."""

    HANDING = "handing"
    HANDED_OVER = "handed_over"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Template:
    """A saved text. An empty `language` suits everybody, no `campaign_id` every campaign.

    `file_path` names a brochure on this computer or a shared drive; a link can't carry it, so its path is
    copied for the person to attach.
    """

    id: UUID
    name: str
    channel: Channel
    language: str
    campaign_id: UUID | None
    subject: str
    body: str
    file_path: str
    position: int
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text a new workspace begins with."""

    name: str
    channel: Channel
    language: str
    body: str
    subject: str = ""


READY_TEXTS: tuple[ReadyText, ...] = (
    ReadyText(
        "Details after the call",
        Channel.WHATSAPP,
        "",
        "Hello {first_name}, this is {caller} from {office}. Thank you for your time on the phone. "
        "Here are the details you asked for.",
    ),
    ReadyText(
        "Details after the call, Hindi",
        Channel.WHATSAPP,
        "Hindi",
        "नमस्ते {first_name}, मैं {office} से {caller}। बात करने के लिए धन्यवाद। आपने जो जानकारी माँगी थी, वह यह रही।",
    ),
    ReadyText(
        "Could not reach you",
        Channel.WHATSAPP,
        "",
        "Hello {first_name}, {caller} from {office} here. I tried to call you just now. "
        "When may I call again?",
    ),
    ReadyText(
        "Could not reach you",
        Channel.SMS,
        "",
        "Hello {first_name}, {caller} from {office} tried to call you. When may I call again?",
    ),
    ReadyText(
        "Details after the call",
        Channel.EMAIL,
        "",
        "Dear {name},\n\nthank you for your time on the phone. "
        "Here are the details you asked for.\n\n{caller}\n{office}",
        "Details from {office}",
    ),
)


# What stands for a place when no customer is at hand, as in the preview of the settings.
SAMPLE: Mapping[str, str] = {
    "name": "Meera Kulkarni",
    "first_name": "Meera",
    "company": "Deccan Dental Clinic",
    "city": "Pune",
    "language": "Marathi",
    "product": "Gold loan",
    "source": "Web form",
    "caller": "Asha",
    "office": "Shakti Finance",
    "campaign": "Home loan",
}
PLACES: tuple[str, ...] = tuple(SAMPLE)


def one_line(value: str) -> str:
    """A value as one line of text: control characters and line breaks become single spaces."""
    return " ".join("".join(" " if unicodedata.category(c) in _BREAKS else c for c in value).split())


_BREAKS = frozenset({"Cc", "Zl", "Zp"})


def values_of(lead: Lead, *, caller: str, office: str, campaign: str) -> dict[str, str]:
    """What stands for the places of a text to this customer; custom fields under their own keys."""
    return known_of(lead, caller, office) | {"campaign": campaign}


def places_in(text: str) -> tuple[str, ...]:
    """The places of a text in their order, each once."""
    return tuple(dict.fromkeys(found.casefold() for found in _PLACE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled, a place without a value left out with the blank before it."""

    def put(found: re.Match[str]) -> str:
        return one_line(values.get(found.group(1).casefold(), ""))

    lines = [re.sub(r" {2,}", " ", _PLACE.sub(put, line)).strip() for line in text.splitlines()]
    return "\n".join(lines).strip()


def missing(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The places of a text for which this customer has no value."""
    return tuple(place for place in places_in(text) if not one_line(values.get(place, "")))


def suitable(
    templates: Iterable[Template], channel: Channel, language: str, campaign_id: UUID | None
) -> tuple[Template, ...]:
    """The texts for a customer, the best first: those of the campaign and in their language lead.

    Texts in another language come last rather than not at all: a caller may know better.
    """
    wanted = {word.strip().casefold() for word in re.split(r"[,;/]", language) if word.strip()}

    def rank(template: Template) -> tuple[bool, bool, bool, int, str]:
        own = template.language.casefold()
        speaks = own in wanted
        return (
            bool(own) and not speaks,
            not speaks,
            template.campaign_id is None,
            template.position,
            template.name,
        )

    fitting = (
        t for t in templates if t.is_active and t.channel is channel and t.campaign_id in (None, campaign_id)
    )
    return tuple(sorted(fitting, key=rank))


def sms_parts(text: str) -> int:
    """How many messages a text is charged as (GSM 03.38 and 03.40: 160 or 7-bit parts of 153, 70 or 67)."""
    if not text:
        return 0
    if all(c in _GSM or c in _GSM_DOUBLE for c in text):
        length, whole, part = sum(2 if c in _GSM_DOUBLE else 1 for c in text), 160, 153
    else:
        length, whole, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= whole else -(-length // part)
