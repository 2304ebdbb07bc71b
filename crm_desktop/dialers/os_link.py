"""Dialling through the system: a tel: or sip: link goes to whatever softphone or phone link is installed."""

from __future__ import annotations

import re
from typing import Literal
from uuid import UUID

from crm_desktop.clock import Clock
from crm_desktop.dialers.base import (
    Cause,
    DialRefused,
    DialRequest,
    Lines,
    LineState,
    Listener,
    Traits,
)
from crm_desktop.errors import UserError
from crm_desktop.handlers import HandlerCheck, Opener, open_link, system_has_handler

Scheme = Literal["tel", "sip"]
_PHONE = re.compile(r"\+[1-9]\d{3,14}")


class OsLinkDialer:
    """Hands the number over and knows no more: the caller marks answer and end, and gives the result."""

    def __init__(
        self,
        clock: Clock,
        *,
        scheme: Scheme = "tel",
        domain: str = "",
        opener: Opener | None = None,
        has_handler: HandlerCheck | None = None,
    ) -> None:
        """`domain` is the provider's, for sip: links; `opener` and `has_handler` default to the system's."""
        self._lines = Lines(clock)
        self._scheme: Scheme = scheme
        self._domain = domain
        self._open = opener or open_link
        self._has_handler = has_handler or system_has_handler

    @property
    def traits(self) -> Traits:
        """Handed over, nothing measured."""
        return Traits("os_link")

    def trouble(self) -> UserError | None:
        """No program for such links, or a sip: link without a provider."""
        if self._scheme == "sip" and not self._domain:
            return UserError("No SIP provider is set. Enter its domain in the settings, or dial by hand.")
        if not self._has_handler(self._scheme):
            return UserError(
                "No program on this computer opens {scheme}: links. Install a softphone, or dial by hand.",
                scheme=self._scheme,
            )
        return None

    def dial(self, request: DialRequest, listener: Listener) -> None:
        """Hand the number to the system."""
        if self._lines.is_live(request.call_id) or self._lines.state(request.call_id) is not None:
            return
        trouble = self.trouble()
        if trouble is not None:
            raise DialRefused(trouble.template, **trouble.params)  # type: ignore[arg-type]
        url = link(request, self._scheme, self._domain)
        self._lines.accept(request, listener)
        if not self._open(url):
            self._lines.forget(request.call_id)
            raise DialRefused(
                "The system did not take the number. Try again, or dial by hand and press Dial there."
            )
        self._lines.move(request.call_id, LineState.HANDED_OFF)

    def answered(self, call_id: UUID) -> None:
        """The caller marks the answer."""
        self._lines.move(call_id, LineState.CONNECTED)

    def hang_up(self, call_id: UUID) -> None:
        """The caller marks the end; the other program ends the call itself."""
        talked = self._lines.state(call_id) in (LineState.CONNECTED, LineState.HELD)
        self._lines.move(call_id, LineState.ENDED, Cause.COMPLETED if talked else Cause.UNKNOWN)

    def close(self) -> None:
        """End what is live here; the other program keeps its call."""
        self._lines.end_all(Cause.ENGINE_LOST)


def link(request: DialRequest, scheme: Scheme, domain: str = "") -> str:
    """The link for a number (tel: RFC 3966, sip: RFC 3261). Raises DialRefused for what is no number."""
    if not _PHONE.fullmatch(request.e164):
        raise DialRefused("This number can't be dialled. Mend it on the lead's card.")
    if scheme == "sip":
        return f"sip:{request.e164}@{domain};user=phone"
    digits = re.sub(r"\D", "", request.extension)
    return f"tel:{request.e164};ext={digits}" if digits else f"tel:{request.e164}"
