"""Our own reader of the store's decrypted pages, free ones too, and of its log: what a deletion left behind.

A page of SQLCipher 4 is 4096 bytes: AES-256-CBC, at its end 16 bytes that began the chain and 64 of proof;
the first page begins with 16 bytes of salt. The key is given raw, so that no page needs more than it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.store.tables import lead_emails
from crm_desktop.store.unit_of_work import Store, Work

PAGE = 4096
_CHAIN, _PROOF, _SALT = 16, 64, 16
_FRAME, _LOG_HEAD = 24, 32
_AT_ONCE = 256
_PLANTED_AT = 9_999  # where it stands among a lead's e-mails
_TRIES, _REST_S = 10, 0.2


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

    def prove(self, planted: str) -> None:
        """Find the planted text while it is there, newest pages first."""
        if self._file is None or self._is_proven:
            return
        text = planted.encode()
        self._is_proven = any(text in page for page in (*self._log(), *self._newest()))
        if not self._is_proven:
            self._is_proven = any(text in page for page in self._pages())

    def search(self, marks: Marks) -> Pages | None:
        """Read every page; None on a server."""
        if self._file is None:
            return None
        is_empty = self._empty_log()
        texts = [marks.planted.encode(), *marks.texts]
        pages = found = 0
        for page in (*self._log(), *self._pages()):
            pages += 1
            found += sum(text in page for text in texts)
        return Pages(pages, is_empty, found, self._is_proven)

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

    def _newest(self) -> Iterator[bytes]:
        """The last pages of the file, where new rows often are."""
        assert self._file is not None
        size = self._file.stat().st_size
        with self._file.open("rb") as source:
            start = max(1, size // PAGE - _AT_ONCE)
            source.seek(start * PAGE)
            while len(page := source.read(PAGE)) == PAGE:
                yield self._plain(page)

    def _pages(self) -> Iterator[bytes]:
        assert self._file is not None
        with self._file.open("rb") as source:
            is_first = True
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
