"""Opening the window, where there is a display to open it on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def open_window(workspace: Path | None = None, seat: str = "main") -> int:
    """Open the window of a workspace, the one used last when none is named; says so without a display."""
    if not has_display():
        print(
            "There is no display here. Start the program on a desktop, or run `crm-desktop tour --out DIR` "
            "with QT_QPA_PLATFORM=offscreen to look at pictures of it.",
            file=sys.stderr,
        )
        return 1
    from crm_desktop.app import run

    return run(workspace, seat)


def has_display() -> bool:
    """Whether Qt will find somewhere to show a window."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return any(os.environ.get(name) for name in names)
