"""Our own reader of the store's decrypted pages, free ones too, and of its log: what a deletion left behind.

A page of SQLCipher 4 is 4096 bytes: AES-256-CBC, at its end 16 bytes that began the chain and 64 of proof;
the first page begins with 16 bytes of salt. The key is given raw, so that no page needs more than it.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.log import get_logger
from crm_desktop.store.tables import lead_emails
from crm_desktop.store.unit_of_work import Store, Work

PAGE = 4096
_CHAIN, _PROOF, _SALT = 16, 64, 16
_FRAME, _LOG_HEAD = 24, 32
_AT_ONCE = 256
_PLANTED_AT = 9_999  # where it stands among a lead's e-mails
_TRIES, _REST_S = 10, 0.2
_MADE_ANEW = 400 * 2**20  # bytes: some seconds
_FEW = 20
_NUMBER, _AT = re.compile(rb"\d{6,}"), re.compile(rb"@")

log = get_logger(__name__)


@dataclass(slots=True)
class Marks:
    """What must not be found afterwards: a text planted for it, and the persons' numbers and e-mails."""

    planted: str = field(default_factory=lambda: f"planted-{secrets.token_hex(16)}")
    texts: set[bytes] = field(default_factory=set)

    def plant(self, work: Work, lead_id: UUID) -> None:
        """Put the planted text among what is erased with a lead; in a local store only."""
        if work.is_sqlite:
            work.connection.execute(
                insert(lead_emails)
                .prefix_with("OR IGNORE")
                .values(lead_id=lead_id, position=_PLANTED_AT, email=self.planted)
            )

    def add(self, people: Iterable[Needles]) -> None:
        """Look for these too."""
        for needles in people:
            self.texts |= {digits_of(phone).encode() for phone in needles.phones}
            self.texts |= {email.encode() for email in needles.emails}


@dataclass(frozen=True, slots=True)
class Pages:
    """What a search gave: pages read, what was found, and whether the planted text was found before."""

    pages: int
    free_log: bool  # the log was empty
    found: int
    is_proven: bool

    def to_json(self) -> dict[str, Any]:
        """As it stands in a certificate."""
        return {
            "searched": self.pages,
            "log_empty": self.free_log,
            "found": self.found,
            "planted_found_before": self.is_proven,
        }


class PageSearch:
    """Searches one local store's file and log."""

    def __init__(self, store: Store, file: Path | None, key: bytes) -> None:
        """`file` None: a server's store, whose files no client sees."""
        self._store = store
        self._file = file
        self._key = key
        self._is_proven = False

    @property
    def is_wanted(self) -> bool:
        """Whether there is a file to search."""
        return self._file is not None

    def prove(self, planted: str) -> None:
        """Find the planted text while it is there, newest pages first."""
        if self._file is None or self._is_proven:
            return
        text = planted.encode()
        newest = self._pages(max(0, self._file.stat().st_size // PAGE - _AT_ONCE))  # new rows are often there
        self._is_proven = any(text in page for page in chain(self._log(), newest, self._pages()))

    def search(self, marks: Marks) -> Pages | None:
        """Read every page; None on a server."""
        if self._file is None:
            return None
        found = self._look(marks)
        if found.found and self._made_anew():
            found = self._look(marks)
        return found

    def _look(self, marks: Marks) -> Pages:
        is_empty = self._empty_log()
        count = _counter({marks.planted.encode(), *marks.texts})
        pages = found = 0
        for page in chain(self._log(), self._pages()):
            pages += 1
            found += count(page)
        return Pages(pages, is_empty, found, self._is_proven)

    def _made_anew(self) -> bool:
        """Write the whole file anew: where rows were moved within a page, old ones may lie between them.

        Everybody waits meanwhile, so only a file that takes a few seconds; False where it is larger or busy.
        """
        assert self._file is not None
        if self._file.stat().st_size > _MADE_ANEW:
            return False
        with self._store.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("VACUUM")
            except Exception as error:  # somebody writes, or the disk is full: it stands in the proof
                log.warning("the store's file can't be written anew now", kind=type(error).__name__)
                return False
        return True

    def _empty_log(self) -> bool:
        """Take the log into the file and cut it off; False where somebody reads all the time."""
        for _ in range(_TRIES):
            with self._store.engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                if not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    return True
            time.sleep(_REST_S)
        return False

    def _log(self) -> Iterator[bytes]:
        assert self._file is not None
        log = self._file.with_name(self._file.name + "-wal")
        if not log.exists():
            return
        with log.open("rb") as source:
            source.seek(_LOG_HEAD)
            while len(frame := source.read(_FRAME + PAGE)) == _FRAME + PAGE:
                is_first = int.from_bytes(frame[:4], "big") == 1
                yield self._plain(frame[_FRAME:], is_first=is_first)

    def _pages(self, start: int = 0) -> Iterator[bytes]:
        assert self._file is not None
        with self._file.open("rb") as source:
            source.seek(start * PAGE)
            is_first = start == 0
            while block := source.read(PAGE * _AT_ONCE):
                for at in range(0, len(block) - PAGE + 1, PAGE):
                    yield self._plain(block[at : at + PAGE], is_first=is_first)
                    is_first = False

    def _plain(self, page: bytes, *, is_first: bool = False) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        end = PAGE - _CHAIN - _PROOF
        chain = page[end : end + _CHAIN]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(chain)).decryptor()
        return decryptor.update(page[_SALT if is_first else 0 : end]) + decryptor.finalize()


def _counter(texts: set[bytes]) -> Callable[[bytes], int]:
    """How many of these stand in a page: each looked for by itself, or all that looks like one compared."""
    if len(texts) <= _FEW:
        return lambda page: sum(text in page for text in texts)
    lengths = {len(text) for text in texts if text.isdigit()}
    mails = {text for text in texts if b"@" in text}
    # In a page the letters of other columns stand right before and behind.
    around = {(text.index(b"@"), len(text) - text.index(b"@")) for text in mails}
    words = {text for text in texts if not text.isdigit()} - mails

    def count(page: bytes) -> int:
        numbers = (
            run[at : at + n] for run in _NUMBER.findall(page) for n in lengths for at in range(len(run))
        )
        found = sum(number in texts for number in numbers)
        for at in (match.start() for match in _AT.finditer(page)):
            found += sum(page[max(0, at - before) : at + behind] in mails for before, behind in around)
        return found + sum(word in page for word in words)

    return count
