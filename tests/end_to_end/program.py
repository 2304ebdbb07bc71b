"""The program as a person starts it: a process with a window, read back only through log and store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

from crm_desktop.__main__ import main
from tests.end_to_end.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
LOOK_EVERY_S = 0.01
WORDS = "a second word of the test"
Line = dict[str, Any]


def environment(home: Path) -> dict[str, str]:
    """What every process of a test gets: own folders, no key store, a word for the sealed key."""
    return {
        "CRM_DESKTOP_HOME": str(home),
        "CRM_DESKTOP_KEYSTORE": "none",
        "PYTHONFAULTHANDLER": "1",  # a program that dies says where
        "CRM_DESKTOP_PASSPHRASE": WORDS,
        "CRM_DESKTOP_LOG": "debug",
        "CRM_DESKTOP_HEARTBEAT": "1",
    }


class Program:
    """One workstation: the program's window on a screen, started, killed and started again."""

    def __init__(
        self, screen: Screen, folder: Path, home: Path, pictures: Path, before: tuple[str, ...] = ()
    ) -> None:
        self.screen, self.folder, self.home, self.pictures = screen, folder, home, pictures
        self._before = before  # words before the command, which end in the program's own process
        self.log_file = home / "log" / "crm-desktop.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._read_to = 0
        self._rest = ""
        self.lines: list[Line] = []
        self.stderr = home / "stderr.txt"
        home.mkdir(parents=True, exist_ok=True)

    # ---- its life ----------------------------------------------------------------------------

    def start(self, *words: str) -> None:
        """Start it and give it the keyboard."""
        environ = {**self.screen.environ, **environment(self.home)}
        with self.stderr.open("ab") as told:
            self._process = subprocess.Popen(
                [*self._before, sys.executable, "-m", "crm_desktop", "--workspace", str(self.folder), *words],
                env=environ, cwd=ROOT, stdout=told, stderr=told,
            )  # fmt: skip
        self.screen.focus()

    def kill(self) -> None:
        """The power goes: SIGKILL."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)
        self._process = None

    def close(self) -> int:
        """Close the window as its cross does (the signal a window manager sends); the exit code."""
        assert self._process is not None
        windows = self._windows()
        deadline = time.monotonic() + PATIENCE_S
        while not windows and time.monotonic() < deadline:  # one that goes meanwhile ends xdotool's search
            time.sleep(LOOK_EVERY_S)
            windows = self._windows()
        for window in windows:
            subprocess.run(
                [sys.executable, "-c", _DELETE_WINDOW, window], env=self.screen.environ, check=False
            )
        try:
            code = self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGABRT)  # it says where it stands
            self._process.wait(10)
            self.fail(f"the window did not close; asked: {windows}")
        self._process = None
        return code

    def end(self) -> None:
        """End it, whatever it does."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def memory_mb(self) -> float:
        """Resident memory of the process, MB."""
        assert self._process is not None
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    # ---- what it says ------------------------------------------------------------------------

    def read(self) -> list[Line]:
        """Every line of the log so far."""
        if self.log_file.exists():
            if self.log_file.stat().st_size < self._read_to:  # turned over
                self._read_to = 0
            with self.log_file.open(encoding="utf-8") as log:
                log.seek(self._read_to)
                text = self._rest + log.read()
                self._read_to = log.tell()
            *whole, self._rest = text.split("\n")
            self.lines.extend(json.loads(line) for line in whole if line)
        return self.lines

    def mark(self) -> int:
        """A place in the log: `wait` looks from here on."""
        return len(self.read())

    def wait(
        self, what: str, wanted: Callable[[Line], bool], since: int, within_s: float = PATIENCE_S
    ) -> Line:
        """The first line after `since` that is wanted; fails with a picture."""
        deadline = time.monotonic() + within_s
        while True:
            for line in self.read()[since:]:
                if wanted(line):
                    return line
            if not self.is_alive():
                raise AssertionError(f"the program ended while waiting for {what}: {self.told()}")
            if time.monotonic() > deadline:
                self.fail(f"waited {within_s:g} s for {what}")
            time.sleep(LOOK_EVERY_S)

    def fail(self, why: str) -> NoReturn:
        """Fail with a picture of the screen and the last lines of the log."""
        picture = self.screen.picture(self.pictures / f"failed-{time.time():.0f}.png")
        tail = "\n".join(str({k: v for k, v in line.items() if k != "at"}) for line in self.lines[-15:])
        raise AssertionError(f"{why}\npicture: {picture}\nlast lines of the log:\n{tail}\n{self.told()}")

    def told(self) -> str:
        """What stands on its stderr."""
        return self.stderr.read_text("utf-8", "replace") if self.stderr.exists() else ""

    def complaints(self) -> list[str]:
        """Warnings and errors in the log, and whatever stands on stderr."""
        found = [str(line) for line in self.read() if line["level"] in ("warning", "error", "critical")]
        return found + self.told().splitlines()

    # ---- keys and what they do ---------------------------------------------------------------

    def card(self, name: str, since: int = 0) -> None:
        """Wait for a card of the entrance."""
        self.wait(f"the card {name}", lambda line: line["event"] == "card" and line["kind"] == name, since)

    def reach(self, page: str, state: str, *keys: str, typed: str = "", through: str = "") -> None:
        """Press keys, then wait until `page` is in `state`, with `through` not before it was in that one."""
        since = self.mark()
        if typed:
            self.screen.type(typed)
        if keys:
            self.screen.press(*keys)
        if through:
            since = self.arrive(page, through, since)
        self.arrive(page, state, since)

    def arrive(self, page: str, state: str, since: int, within_s: float = PATIENCE_S) -> int:
        """Wait until `page` is in `state`, told after `since`; the place in the log."""
        line = self.wait(
            f"{page} in state {state!r}",
            lambda line: line["event"] == "keys awake" and (line["page"], line["state"]) == (page, state),
            since,
            within_s,
        )
        return next(place for place, one in enumerate(self.lines) if one is line)

    def _windows(self) -> list[str]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^CRM Desktop"],
            env=self.screen.environ, capture_output=True, text=True,
        )  # fmt: skip
        return found.stdout.split()


# WM_DELETE_WINDOW by hand: there is no window manager to send it.
_DELETE_WINDOW = """
import ctypes, sys
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
x.XInternAtom.restype = ctypes.c_ulong
x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
display = x.XOpenDisplay(None)
class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("pad", ctypes.c_long * 24)]
window = int(sys.argv[1])
message = Message(33, 0, 1, display, window, x.XInternAtom(display, b"WM_PROTOCOLS", 0), 32)
message.data[0] = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
x.XSendEvent(display, window, 0, 0, ctypes.byref(message))
x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
x.XSync(display, 0)  # an answer: what is only sent may be lost when this process ends
"""


def command(folder: Path, given: dict[str, str], *words: str) -> Any:
    """What a command that must succeed prints as JSON, done in this process with this environment besides."""
    out, err = StringIO(), StringIO()
    with patch.dict(os.environ, given), redirect_stdout(out), redirect_stderr(err):
        code = main(["--workspace", str(folder), *words, "--json"])
    assert (code, err.getvalue()) == (0, ""), (words, err.getvalue())
    return json.loads(out.getvalue())


def lasting(program: Program) -> Iterator[Program]:
    """For fixtures: the program, ended afterwards."""
    try:
        yield program
    finally:
        program.end()


def worst_block(lines: list[Line]) -> float:
    """The longest time the GUI thread did not answer, ms; 0 when never above the watch's limit."""
    return max((line["ms"] for line in lines if line["event"] == "GUI thread did not answer"), default=0.0)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies; 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def free_environment() -> dict[str, str]:
    """The environment without the test's own display variables, for commands."""
    return {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
