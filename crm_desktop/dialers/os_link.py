"""Dialling through the system: a tel: or sip: link goes to whatever softphone or phone link is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Literal
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

Scheme = Literal["tel", "sip"]
Opener = Callable[[str], bool]  # opens a link, says whether the system took it
HandlerCheck = Callable[[Scheme], bool]  # whether anything handles such links
_ASK_LIMIT_S = 5
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


def open_link(url: str) -> bool:
    """Give a link to the system; True when it took it."""
    try:
        if sys.platform == "win32":
            os.startfile(url)  # noqa: S606 - a checked tel: or sip: link
            return True
        program = "open" if sys.platform == "darwin" else "xdg-open"
        done = subprocess.run([program, url], timeout=_ASK_LIMIT_S, capture_output=True, check=False)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return True  # the handler stays in the foreground: it has the number
    except OSError:
        return False


def system_has_handler(scheme: Scheme) -> bool:
    """Whether a program is registered for such links; opening alone says yes even without one."""
    if sys.platform == "win32":
        return _windows_handler(scheme)
    if sys.platform == "darwin":
        return True  # FaceTime or a softphone; the system asks by itself when there is none
    try:
        found = subprocess.run(
            ["xdg-mime", "query", "default", f"x-scheme-handler/{scheme}"],
            timeout=_ASK_LIMIT_S,
            capture_output=True,
            text=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(found.stdout.strip())


def _windows_handler(scheme: Scheme) -> bool:
    import winreg as registry

    keys: Any = registry
    chosen = rf"Software\Microsoft\Windows\Shell\Associations\UrlAssociations\{scheme}\UserChoice"
    for root, path in (
        (keys.HKEY_CURRENT_USER, chosen),
        (keys.HKEY_CLASSES_ROOT, rf"{scheme}\shell\open\command"),
    ):
        try:
            keys.CloseKey(keys.OpenKey(root, path))
            return True
        except OSError:
            continue
    return False
