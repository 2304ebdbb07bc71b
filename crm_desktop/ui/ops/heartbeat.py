"""Watches the GUI thread: a beat every 10 ms, and a note with the stack whenever it misses."""

from __future__ import annotations

import faulthandler
import os
import re
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

from crm_desktop.log import get_logger

log = get_logger(__name__)
SWITCH = "CRM_DESKTOP_HEARTBEAT"
BEAT_MS = 10
LIMIT_MS = 50.0
HEADING = re.compile(r"hread (0x[0-9a-f]+)")  # “Current thread 0x…”, “Thread 0x… (most recent call first):”


@dataclass(frozen=True)
class Block:
    """A time the GUI thread did not answer.

    `ms` how long, `cpu_ms` how much of it the thread itself was computing (little: it waited, or the
    machine gave it no time), `watcher_late_ms` how late the measuring thread was meanwhile (as large
    as `ms`: the whole program was held up), `stack` where the thread stood, oldest call first.
    """

    ms: float
    cpu_ms: float
    watcher_late_ms: float
    stack: str


class Heartbeat(QObject):
    """Measures how long the GUI thread does not answer; make it on that thread, then `start()`."""

    def __init__(self, parent: QObject | None = None, *, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self.limit_ms = limit_ms
        self.worst_ms = 0.0
        self.blocks: list[Block] = []
        self._gui_thread = threading.get_ident()
        self._last_beat = 0.0
        self._last_cpu = 0.0
        self._stack = ""
        self._late_ms = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    @staticmethod
    def is_wanted(environ: Mapping[str, str] | None = None) -> bool:
        """Whether the environment asks for the watch (`CRM_DESKTOP_HEARTBEAT=1`)."""
        return (os.environ if environ is None else environ).get(SWITCH, "") not in ("", "0")

    def start(self) -> None:
        """Begin to measure; a second call changes nothing."""
        if self._thread is not None:
            return
        self.reset()
        self._stop.clear()
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="crm-heartbeat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop measuring and end the thread; the figures stay."""
        self._timer.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(1.0)
            self._thread = None

    def reset(self) -> None:
        """Forget what was measured and count from now."""
        self.worst_ms = 0.0
        self.blocks.clear()
        self._stack = ""
        self._late_ms = 0.0
        self._last_cpu = time.thread_time()
        self._last_beat = time.perf_counter()

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        ms = (now - self._last_beat) * 1000 - BEAT_MS
        if ms > self.worst_ms:
            self.worst_ms = ms
        if ms > self.limit_ms:
            block = Block(ms, (cpu - self._last_cpu) * 1000, self._late_ms, self._stack)
            self.blocks.append(block)
            log.info(
                "GUI thread did not answer",
                ms=round(block.ms),
                cpu_ms=round(block.cpu_ms),
                watcher_late_ms=round(block.watcher_late_ms),
                stack=block.stack,
            )
        self._stack = ""
        self._late_ms = 0.0
        self._last_cpu = cpu
        self._last_beat = now

    def _watch(self) -> None:
        """In the measuring thread: when a beat is overdue, look once where the GUI thread stands."""
        before = time.perf_counter()
        while not self._stop.wait(BEAT_MS / 1000):
            now = time.perf_counter()
            self._late_ms = max(self._late_ms, (now - before) * 1000 - BEAT_MS)
            before = now
            overdue_ms = (now - self._last_beat) * 1000 - BEAT_MS
            if overdue_ms > self.limit_ms and not self._stack:
                self._stack = stack_of(self._gui_thread)


def stack_of(thread: int) -> str:
    """Where a thread stands, oldest call first; empty when it has ended.

    The interpreter writes it down in one go (`faulthandler`): a frame held here while the GUI thread goes
    on would keep the QPainter of a paint event alive beyond its paint, which Qt reports as a fault.
    """
    with tempfile.TemporaryFile() as written:
        faulthandler.dump_traceback(written, all_threads=True)
        written.seek(0)
        told = written.read().decode("ascii", "replace")
    for part in told.split("\n\n"):  # a heading and its calls, the newest first
        heading, *calls = part.splitlines()
        named = HEADING.search(heading)
        if named is not None and int(named[1], 16) == thread:
            return "".join(f"{call}\n" for call in reversed(calls))
    return ""
