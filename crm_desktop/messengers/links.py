"""Handing a message over by a link: whatsapp:, https://wa.me, sms: and mailto:, by the system's programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from crm_desktop.domain.messages import Channel
from crm_desktop.handlers import HandlerCheck, Opener, open_link, system_has_handler
from crm_desktop.messengers.base import Handed, MessageRequest, NotHanded

# Windows cuts links off behind 2,083 characters (INTERNET_MAX_URL_LENGTH), some programs a little before.
LONGEST_LINK = 2000
_PHONE = re.compile(r"\+[1-9]\d{3,14}")
_ADDRESS = re.compile(r"[^\s@<>,;?&]+@[^\s@<>,;?&]+")


@dataclass(frozen=True, slots=True)
class Way:
    """A program to hand to: its name in the store, what its links begin with, and how one is made."""

    name: str
    channel: Channel
    scheme: str
    link: Callable[[MessageRequest], str]


def _text(value: str) -> str:
    """A text inside a link: everything but letters, digits and `_.-~` is encoded, whatever it holds."""
    return quote(value, safe="")


def _number(request: MessageRequest) -> str:
    if not _PHONE.fullmatch(request.e164):
        raise NotHanded("This number can't take messages. Mend it on the lead's card.")
    return request.e164


def whatsapp_app(request: MessageRequest) -> str:
    """`whatsapp://send`, which WhatsApp's own program opens."""
    text = f"&text={_text(request.body)}" if request.body else ""
    return f"whatsapp://send?phone={_number(request)[1:]}{text}"


def whatsapp_web(request: MessageRequest) -> str:
    """`https://wa.me/…`, which any browser opens (WhatsApp's “click to chat”)."""
    text = f"?text={_text(request.body)}" if request.body else ""
    return f"https://wa.me/{_number(request)[1:]}{text}"


def sms(request: MessageRequest) -> str:
    """`sms:` (RFC 5724)."""
    text = f"?body={_text(request.body)}" if request.body else ""
    return f"sms:{_number(request)}{text}"


def mailto(request: MessageRequest) -> str:
    """`mailto:` (RFC 6068); line breaks as CRLF, one receiver, no further headers."""
    if not _ADDRESS.fullmatch(request.email):
        raise NotHanded("This e-mail address can't be used. Mend it on the lead's card.")
    fields = []
    if request.subject:
        fields.append(f"subject={_text(' '.join(request.subject.split()))}")
    if request.body:
        fields.append(f"body={_text(request.body.replace(chr(10), chr(13) + chr(10)))}")
    tail = "?" + "&".join(fields) if fields else ""
    return f"mailto:{quote(request.email, safe='@')}{tail}"


# In the order they are tried.
WAYS: tuple[Way, ...] = (
    Way("whatsapp", Channel.WHATSAPP, "whatsapp", whatsapp_app),
    Way("wa.me", Channel.WHATSAPP, "https", whatsapp_web),
    Way("sms", Channel.SMS, "sms", sms),
    Way("mailto", Channel.EMAIL, "mailto", mailto),
)
_NOTHING_TAKES_IT = {
    Channel.WHATSAPP: "No program on this computer opens WhatsApp. Install WhatsApp or a web browser.",
    Channel.SMS: "No program on this computer sends messages. Link your phone (Phone Link, KDE Connect), "
    "or use WhatsApp.",
    Channel.EMAIL: "No mail program is set up on this computer. Set one up, then try again.",
}


class LinkMessenger:
    """Hands messages to the system's programs and knows no more: never that one was sent."""

    def __init__(self, opener: Opener | None = None, has_handler: HandlerCheck | None = None) -> None:
        """`opener` and `has_handler` default to the system's."""
        self._open = opener or open_link
        self._has_handler = has_handler or system_has_handler

    def hand_over(self, request: MessageRequest) -> Handed:
        """Open the first program that takes it, without its text when that makes the link too long."""
        for way in WAYS:
            if way.channel is not request.channel or not self._has_handler(way.scheme):
                continue
            url, left_out = way.link(request), False
            if len(url) > LONGEST_LINK:
                url, left_out = way.link(replace(request, body="")), True
            if self._open(url):
                return Handed(way.name, left_out)
        raise NotHanded(_NOTHING_TAKES_IT[request.channel])
