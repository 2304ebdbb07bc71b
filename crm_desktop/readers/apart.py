"""Big files are read and understood in a second process, so that the first stays free for its window.

The second process only reads: it never opens the store. Whatever happens to it, the rows it has not told yet
can be read again in the first.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_rows import ParsedRow, RowContext, RowParser, row_parser

from .base import Oddities, Source

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ReadRow = tuple[int, ParsedRow, tuple[str, ...]]
"""A row's number, what was understood, and its cells where they were asked for or the row is refused."""
MESSAGE = 1_000
_AHEAD = 50  # messages the second process gets ready before it waits
_POLL_S = 0.1


@dataclass(frozen=True)
class Reading:
    """What to read and how to understand it."""

    source: Source
    sheet: str | None
    mapping: Mapping
    context: RowContext
    keeps_cells: bool = False

    def parser(self) -> RowParser:
        """The parser of its rows."""
        return row_parser(self.mapping, self.context)


class Lost(Exception):
    """The second process ended before it had told all rows."""


def understood(reading: Reading, parse: RowParser, start: int | None = None) -> Iterator[ReadRow]:
    """Every row from row number `start` on (None: from the first), understood."""
    keeps = reading.keeps_cells
    for row_no, cells in reading.source.rows(reading.sheet, start):
        row = parse(cells)
        yield row_no, row, cells if keeps or row.refused is not None else ()


class SecondProcess:
    """One file being read in another process. Raises `Lost` when that can't be started or breaks off."""

    def __init__(self, reading: Reading) -> None:
        import multiprocessing  # only big imports need it

        self.fraction = 0.0
        self.oddities: Oddities | None = None
        context = multiprocessing.get_context("spawn")  # never a copy of a program with windows and threads
        try:
            self._end, theirs = context.Pipe(duplex=False)
            self.process = context.Process(target=_read_all, args=(theirs, reading), daemon=True)
            self.process.start()
        except (OSError, AssertionError, pickle.PicklingError) as error:
            raise Lost from error
        theirs.close()  # or the end of the other process would go unnoticed

    def next(self, check: Callable[[], None]) -> list[ReadRow]:
        """The next rows, none at the end; `check` is called while waiting and may raise."""
        try:
            while not self._end.poll(_POLL_S):
                check()
            message: tuple[Any, ...] = self._end.recv()  # from our own process alone
        except (OSError, EOFError) as error:
            raise Lost from error
        rows: list[ReadRow]
        rows, self.fraction, self.oddities = message
        return rows

    def close(self) -> None:
        """End the other process, wherever it is."""
        self._end.close()
        self.process.kill()  # it writes nothing, so nothing can be half done
        self.process.join()
        self.process.close()


def _read_all(end: Connection, reading: Reading) -> None:
    """What the second process does: rows are understood here and sent by a thread of their own.

    An error ends it without a word: the first process reads on and meets the same error itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the first process to hear
    gc.disable()  # no cycles are made here
    ready: queue.Queue[bytes] = queue.Queue(_AHEAD)
    sender = threading.Thread(target=_send_all, args=(end, ready), daemon=True)
    sender.start()
    source = reading.source
    rows = understood(reading, reading.parser())
    with contextlib.suppress(Exception):
        while some := list(islice(rows, MESSAGE)):
            _hand_over(pickle.dumps((some, source.fraction_read() or 0.0, None), 5), ready, sender)
        _hand_over(pickle.dumps(([], 1.0, source.oddities), 5), ready, sender)
    _hand_over(b"", ready, sender)
    sender.join()
    end.close()


def _hand_over(message: bytes, ready: queue.Queue[bytes], sender: threading.Thread) -> None:
    while sender.is_alive():
        try:
            return ready.put(message, timeout=1.0)
        except queue.Full:
            continue
    raise SystemExit  # nobody listens any more


def _send_all(end: Connection, ready: queue.Queue[bytes]) -> None:
    try:
        while message := ready.get():
            end.send_bytes(message)
    except OSError:
        return  # the first process stopped listening, or is gone
