"""The system's programs for links (tel:, sms:, mailto:, whatsapp:, https:): asked for, and handed a link."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

Opener = Callable[[str], bool]  # opens a link, says whether the system took it
HandlerCheck = Callable[[str], bool]  # whether anything handles links of this scheme
_ASK_LIMIT_S = 5


def open_link(url: str) -> bool:
    """Give a link to the system; True when it took it. May take seconds: not for the GUI thread."""
    try:
        if sys.platform == "win32":
            os.startfile(url)  # noqa: S606 - a link this program made
            return True
        program = "open" if sys.platform == "darwin" else "xdg-open"
        done = subprocess.run([program, url], timeout=_ASK_LIMIT_S, capture_output=True, check=False)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return True  # the handler stays in the foreground: it has the link
    except OSError:
        return False


def system_has_handler(scheme: str) -> bool:
    """Whether a program is registered for such links; opening alone says yes even without one."""
    if sys.platform == "win32":
        return _windows_handler(scheme)
    if sys.platform == "darwin":
        return _mac_handler(scheme)
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


def _mac_handler(scheme: str) -> bool:
    """macOS brings programs for all but WhatsApp's, and asks by itself when there is none."""
    return scheme != "whatsapp" or os.path.isdir("/Applications/WhatsApp.app")


def _windows_handler(scheme: str) -> bool:
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
