"""Looking into an old workbook (XLS) before the library opens it.

A damaged one can send the library round in a ring of sectors, or to a cell far out, until memory is gone
and the whole program with it. Both are found here first.
"""

from __future__ import annotations

import struct
from pathlib import Path

from ..errors import UserError
from .base import MAX_COLUMNS
from .trouble import file_trouble
from .zip_check import broken, locked

_MOST_BYTES = 1 << 30
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, table."""
_CELLS = frozenset({0x0006, 0x0406, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x00BD, 0x00BE, 0x0201})
_MULTIPLE_NUMBERS, _PASSWORD, _EXTENT, _TEXTS = 0x00BD, 0x002F, 0x0200, 0x00FC


class _Broken(Exception):
    """The file's structure contradicts itself."""


def check_xls(path: Path) -> None:
    """Raise `UserError` for an XLS that is damaged, locked, or wider than any list of leads."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise broken(path.name)
        compound = _Compound(path.read_bytes())
        book = compound.stream("Workbook") or compound.stream("Book")
    except OSError as error:
        raise file_trouble(error, path) from error
    except (_Broken, struct.error, IndexError) as error:
        raise broken(path.name) from error
    if book is None:
        if compound.has("EncryptedPackage"):
            raise locked(path.name)
        raise UserError(
            "“{file}” is no workbook inside. Save the list as an Excel workbook (.xlsx) or CSV and "
            "bring that.",
            file=path.name,
        )
    _check_records(book, path.name)


def _check_records(book: bytes, name: str) -> None:
    """Go through the workbook's records: a password, a cell too far right, a record past the end."""
    place, end = 0, len(book)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", book, place)
        if kind == _PASSWORD:
            raise locked(name)
        if kind in _CELLS and length >= 4 and place + 8 <= end:
            (column,) = struct.unpack_from("<H", book, place + 6)
            if kind == _MULTIPLE_NUMBERS and place + 4 + length <= end:
                column = max(column, struct.unpack_from("<H", book, place + 2 + length)[0])
            if column >= MAX_COLUMNS:
                raise broken(name)
        if kind == _EXTENT and not _is_sane_extent(book[place + 4 : place + 4 + length]):
            raise broken(name)
        if kind == _TEXTS and length >= 8 and max(struct.unpack_from("<II", book, place + 4)) > end:
            raise broken(name)
        place += 4 + length


def _is_sane_extent(data: bytes) -> bool:
    """First and last row and column of a sheet, the last ones not included: memory is taken by them."""
    if len(data) not in (10, 14):
        return False
    first_row, last_row, first, last = struct.unpack_from("<4H" if len(data) == 10 else "<IIHH", data)
    return bool(first_row <= last_row <= 65_536 and first <= last <= MAX_COLUMNS)


class _Compound:
    """The file as a set of streams kept in chains of sectors; every chain is followed once and must end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise _Broken
        self._size = 1 << shift
        self._count = max(0, -(-(len(data) - self._size) // self._size))
        first_directory, _, self._cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._numbers(self._table_sectors(first_difat))
        self._mini_table = self._numbers(self._chain(first_mini, self._table, self._count))
        self._entries = self._directory(first_directory)
        root = next((entry for entry in self._entries if entry[1] == 5), None)
        self._mini = self._bytes(self._chain(root[2], self._table, self._count)) if root else b""
        for name, kind, _, _ in self._entries:
            if kind == 2:
                self.stream(name)

    def has(self, name: str) -> bool:
        """Whether there is a stream of that name."""
        return any(entry[0] == name and entry[1] == 2 for entry in self._entries)

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream; None when there is none of that name."""
        for its_name, kind, start, size in self._entries:
            if its_name == name and kind == 2:
                if size < self._cutoff:
                    chain = self._chain(start, self._mini_table, len(self._mini) // 64 + 1) if size else []
                    return b"".join(self._mini[number * 64 : number * 64 + 64] for number in chain)[:size]
                return self._bytes(self._chain(start, self._table, self._count))[:size]
        return None

    def _table_sectors(self, number: int) -> list[int]:
        """Sectors of the table of chains: 109 are named in the header, more in a chain of their own."""
        found = [entry for entry in struct.unpack_from("<109I", self._data, 76) if entry < _LAST_SECTOR]
        seen: set[int] = set()
        while number < _LAST_SECTOR:
            if number in seen or number >= self._count:
                raise _Broken
            seen.add(number)
            entries = self._numbers([number])
            found += [entry for entry in entries[:-1] if entry < _LAST_SECTOR]
            number = entries[-1]
        if any(entry >= self._count for entry in found) or len(set(found)) != len(found):
            raise _Broken
        return found

    def _chain(self, number: int, table: list[int], count: int) -> list[int]:
        """The sectors of a chain, in order; a ring or a sector outside the file raises."""
        chain: list[int] = []
        seen: set[int] = set()
        while number < _LAST_SECTOR:
            if number in seen or number >= count or number >= len(table):
                raise _Broken
            seen.add(number)
            chain.append(number)
            number = table[number]
        return chain

    def _directory(self, first: int) -> list[tuple[str, int, int, int]]:
        """Name, kind (2 a stream, 5 the root), first sector and size of every entry."""
        data = self._bytes(self._chain(first, self._table, self._count))
        entries = []
        for place in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<II", data, place + 116)
            name = data[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append((name, kind, start, size))
        return entries

    def _bytes(self, chain: list[int]) -> bytes:
        size = self._size
        return b"".join(self._data[(number + 1) * size : (number + 2) * size] for number in chain)

    def _numbers(self, chain: list[int]) -> list[int]:
        data = self._bytes(chain)
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
