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
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_ready import Preparer, ReadyRow
from crm_desktop.domain.import_rows import ParsedRow, RowContext, RowParser, row_parser

from .base import Oddities, Source

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ReadRow = tuple[int, ParsedRow | ReadyRow, tuple[str, ...]]
"""A row's number, what was understood, and its cells where they were asked for or the row is refused.

Once it is known how, all but refused rows are made ready.
"""
MESSAGE = 1_000
_AHEAD = 100  # messages, 250 bytes a row, that the second process gets ready before it waits
_POLL_S = 0.1
_SWITCH_S = 0.000_2


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


def understood(
    reading: Reading, parse: RowParser, start: int | None = None, *, begin: int = 0
) -> Iterator[ReadRow]:
    """Every row from row number `start` on (None: from the first), understood.

    Those with numbers below `begin` are read, so that what is odd in them is known, and left out.
    """
    keeps = reading.keeps_cells
    for row_no, cells in reading.source.rows(reading.sheet, start):
        if row_no < begin:
            continue
        row = parse(cells)
        yield row_no, row, cells if keeps or row.refused is not None else ()


def made_ready(rows: Iterable[ReadRow], prepare: Preparer) -> list[ReadRow]:
    """The rows, ready to be written but for those that are so and those that are refused."""
    made: list[ReadRow] = []
    for row_no, row, cells in rows:
        is_raw = isinstance(row, ParsedRow) and row.refused is None
        made.append((row_no, prepare(row) if is_raw else row, cells))  # type: ignore[arg-type]
    return made


class SecondProcess:
    """One file being read in another process. Raises `Lost` when that can't be started or breaks off.

    With `first` it waits after so many rows to be told how to make the others ready (`make_ready`). Rows with
    numbers below `begin` it leaves to the first.
    """

    def __init__(self, reading: Reading, first: int | None = None, begin: int = 0) -> None:
        import multiprocessing  # only big imports need it

        self.fraction = 0.0
        self.oddities: Oddities | None = None
        self._prepare: Preparer | None = None
        context = multiprocessing.get_context("spawn")  # never a copy of a program with windows and threads
        try:
            self._end, theirs = context.Pipe(duplex=False)
            to_hear, self._orders = context.Pipe(duplex=False)
            what = (theirs, to_hear, reading, first, begin)
            self.process = context.Process(target=_read_all, args=what, daemon=True)
            self.process.start()
        except (OSError, AssertionError, pickle.PicklingError) as error:
            raise Lost from error
        for end in (theirs, to_hear):
            end.close()  # or the end of the other process would go unnoticed

    def make_ready(self, prepare: Preparer) -> None:
        """Have all further rows made ready: there, or here those that are on their way."""
        self._prepare = prepare
        with contextlib.suppress(OSError):  # it is gone, which `next` will find
            self._orders.send(prepare)

    def next(self, check: Callable[[], None]) -> list[ReadRow]:
        """The next rows, none at the end; `check` is called while waiting and may raise."""
        try:
            while not self._end.poll(_POLL_S):
                check()
            message: tuple[Any, ...] = self._end.recv()  # from our own process alone
        except (OSError, EOFError) as error:
            raise Lost from error
        rows: list[ReadRow]
        rows, is_ready, self.fraction, self.oddities = message
        return rows if is_ready or self._prepare is None else made_ready(rows, self._prepare)

    def close(self) -> None:
        """End the other process, wherever it is."""
        self._end.close()
        self._orders.close()
        self.process.kill()  # it writes nothing, so nothing can be half done
        self.process.join()
        self.process.close()


def _read_all(end: Connection, orders: Connection, reading: Reading, first: int | None, begin: int) -> None:
    """What the second process does: rows are understood here and sent by a thread of their own.

    An error ends it without a word: the first process reads on and meets the same error itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the first process to hear
    gc.disable()  # no cycles are made here
    # A pipe takes a quarter of a message at once: after each the sender would wait 5 ms for its turn.
    sys.setswitchinterval(_SWITCH_S)
    ready: queue.Queue[bytes] = queue.Queue(_AHEAD)
    sender = threading.Thread(target=_send_all, args=(end, ready), daemon=True)
    sender.start()
    source = reading.source
    rows = understood(reading, reading.parser(), begin=begin)
    told, prepare = 0, None
    with contextlib.suppress(Exception):
        while some := list(islice(rows, MESSAGE)):
            if first is not None and prepare is None and orders.poll():
                prepare = orders.recv()  # from our own process alone
            if prepare is not None:
                some = made_ready(some, prepare)
            message = some, prepare is not None, source.fraction_read() or 0.0, None
            _hand_over(pickle.dumps(message, 5), ready, sender)
            told += len(some)
            if first is not None and prepare is None and told >= first:
                prepare = orders.recv()
        _hand_over(pickle.dumps(([], True, 1.0, source.oddities), 5), ready, sender)
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
