"""The rows of a source, understood: in a second process for big files, here for all others."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import TracebackType

from crm_desktop.domain.import_ready import Preparer
from crm_desktop.readers.apart import Lost, Reading, ReadRow, SecondProcess, made_ready, understood
from crm_desktop.services.imports.refused import bare, has_reason

APART_FROM_BYTES = 2_000_000
"""About 20,000 rows; a smaller file is read before a second process has started."""
EARLY = 8_000
"""Rows with numbers below this are read here while the second process starts: it takes about as long."""
BREATH = 200
BREATH_S = 0.0005
"""Rows understood in this process before others get their turn, and how long; a hundredth of the time."""
_log = logging.getLogger(__name__)


class Rows:
    """Understood rows, taken in portions. Use it with `with`: files and processes are let go of.

    `check` is called while the second process is waited for and may raise. When that process can't be
    started or breaks off, the rest is read here; with `here` all is, for only a few rows are wanted. With
    `first` whoever takes the rows says after so many how to make the others ready (`make_ready`).
    """

    def __init__(
        self, reading: Reading, check: Callable[[], None], *, here: bool = False, first: int | None = None
    ) -> None:
        self._reading, self._check = reading, check
        self._parse = reading.parser()
        self._prepare: Preparer | None = None
        self._waiting: list[ReadRow] = []  # told by the second process, not yet taken
        self._last: int | None = None
        self._here: Iterator[ReadRow] | None = None
        self._early: Iterator[ReadRow] | None = None
        self._apart: SecondProcess | None = None
        self._is_guarded = has_reason(reading.source.table(reading.sheet).header)
        is_small = reading.source.size < APART_FROM_BYTES
        if here or is_small or self._is_guarded or not reading.source.travels:
            self._here = self._read_here()
            return
        try:
            self._apart = SecondProcess(reading, first, EARLY)
        except Lost as lost:
            self._go_on_here(lost)
        else:
            self._early = understood(reading, self._parse) if EARLY else None

    def make_ready(self, prepare: Preparer) -> None:
        """Give all further rows ready to be written, but for the refused ones."""
        self._prepare = prepare
        self._waiting = made_ready(self._waiting, prepare)
        if self._apart is not None:
            self._apart.make_ready(prepare)

    def take(self, count: int) -> list[ReadRow]:
        """The next rows, at most `count`; fewer at the end, then none."""
        while self._early is not None and len(self._waiting) < count:
            self._take_early(self._early)
        while self._apart is not None and len(self._waiting) < count:
            try:
                told = self._apart.next(self._check)
            except Lost as lost:
                self._go_on_here(lost)
                break
            if not told:
                if self._apart.oddities is not None:
                    self._reading.source.oddities = self._apart.oddities
                self._let_go()
                break
            self._last = told[-1][0]
            self._waiting += told
        taken = self._waiting[:count]
        del self._waiting[:count]
        while self._here is not None and len(taken) < count:
            some = list(islice(self._here, min(BREATH, count - len(taken))))
            if not some:
                break
            taken += some if self._prepare is None else made_ready(some, self._prepare)
            time.sleep(BREATH_S)  # or the window's thread hardly gets its turn
        return taken

    def _take_early(self, rows: Iterator[ReadRow]) -> None:
        """Read some of the rows that the second process leaves out."""
        self._check()
        some = list(islice(rows, BREATH))
        mine = [row for row in some if row[0] < EARLY]
        if mine:
            self._last = mine[-1][0]
            self._waiting += mine if self._prepare is None else made_ready(mine, self._prepare)
        if len(mine) < BREATH:
            self._end_early()
        time.sleep(BREATH_S)

    def _end_early(self) -> None:
        early, self._early = self._early, None
        close: Callable[[], None] | None = getattr(early, "close", None)
        if close is not None:
            close()

    def fraction(self) -> float | None:
        """How much of the file was read, 0.0 to 1.0; None when not known."""
        if self._here is not None or self._early is not None:
            return self._reading.source.fraction_read()
        return 1.0 if self._apart is None else self._apart.fraction

    def _read_here(self) -> Iterator[ReadRow]:
        if not self._is_guarded:
            return understood(self._reading, self._parse, None if self._last is None else self._last + 1)
        return self._read_guarded()

    def _read_guarded(self) -> Iterator[ReadRow]:
        for row_no, cells in self._reading.source.rows(self._reading.sheet):
            plain = tuple(map(bare, cells))
            yield row_no, self._parse(plain), plain

    def _go_on_here(self, lost: Lost) -> None:
        # No warning: a row that can't be read ends it as well, and reading on here tells about that.
        _log.info("the second process for reading is gone (%s); reading on in the first", lost.__cause__)
        self._let_go()
        self._here = self._read_here()

    def _let_go(self) -> None:
        apart, self._apart = self._apart, None
        if apart is not None:
            apart.close()

    def __enter__(self) -> Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()
        self._end_early()
        close: Callable[[], None] | None = getattr(self._here, "close", None)
        if close is not None:
            close()


_lock = threading.Lock()
_quiet = 0
_was_enabled = True


@contextmanager
def no_collections() -> Iterator[None]:
    """Keep Python from looking for cycles while many rows are alive; several threads may be in here at once.

    Each look at a hundred thousand living rows holds every thread up, the window's too, for 0.1 to 0.5 s,
    and rows make no cycles.
    """
    global _quiet, _was_enabled
    with _lock:
        if _quiet == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _quiet += 1
    try:
        yield
    finally:
        with _lock:
            _quiet -= 1
            if _quiet == 0 and _was_enabled:
                gc.enable()
