"""A screen of the tests' own (Xvfb, no window manager) and hands on its keyboard (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

NEEDED = ("Xvfb", "xdotool")
KEY_DELAY_MS = 6


def missing_programs() -> list[str]:
    """What of the needed programs is not installed here."""
    return [name for name in NEEDED if shutil.which(name) is None]


class Screen:
    """A virtual screen with a keyboard. Close it when done."""

    def __init__(self, width: int = 1366, height: int = 768) -> None:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
             "-noreset"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # the server writes the number it found free
        assert number, "Xvfb did not start"
        self.display = f":{number}"
        self.environ = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self.environ.pop("WAYLAND_DISPLAY", None)

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(10)

    def xdotool(self, *words: str, timeout_s: float = 20) -> str:
        """Run xdotool on this screen; its output."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environ, capture_output=True, text=True, timeout=timeout_s
        )
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"
        return done.stdout

    # ---- hands -------------------------------------------------------------------------------

    def focus(self, title: str = "CRM Desktop", timeout_s: float = 20) -> None:
        """Give the keyboard to the visible window of this title, as a click on it would."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if found := self._windows(title):
                self.xdotool("windowfocus", "--sync", found[-1])
                return
            time.sleep(0.05)
        raise AssertionError(f"no window {title!r} within {timeout_s:g} s")

    def has(self, title: str, *, is_wanted: bool = True, within_s: float = 5) -> bool:
        """Whether a visible window has this title, once it is as wanted or after `within_s`."""
        deadline = time.monotonic() + within_s
        while (there := bool(self._windows(title))) != is_wanted and time.monotonic() < deadline:
            time.sleep(0.05)
        return there

    def _windows(self, title: str) -> list[str]:
        return subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{title}"],
            env=self.environ, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip

    def press(self, *keys: str) -> None:
        """Press keys one after the other, in X's names: Return, Escape, ctrl+b, alt+2, s."""
        self.xdotool("key", "--delay", str(KEY_DELAY_MS), *keys)

    def type(self, text: str) -> None:
        """Type a text key by key."""
        self.xdotool("type", "--delay", str(KEY_DELAY_MS), "--", text)

    # ---- eyes --------------------------------------------------------------------------------

    def picture(self, out: Path) -> Path:
        """A picture of the whole screen, taken by a process of its own."""
        out.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-c", _GRAB, str(out)], env=self.environ, check=True, timeout=30,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return out


_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""
