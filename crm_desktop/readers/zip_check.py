"""Looking into a zipped workbook before anything opens it: which sort, and whether it is safe to unpack."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import UserError
from .base import MAX_COLUMNS, Kind
from .trouble import file_trouble

MAX_UNPACKED = 2 << 30
MAX_RATIO = 300
MAX_PARTS = 10_000
MAX_CELLS = 40_000_000
"""Rows times columns of one sheet; a sheet is held in memory as a whole."""
_CHUNK = 1 << 20
_REF = re.compile(rb'<(?:\w+:)?c\b[^<>]{0,80}?\br="([A-Z]{1,3})(\d{1,8})"[^<>]{0,80}(?<!/)><')
"""A cell that is not empty. Formatted empty cells at the world's end are common and do no harm."""
_WIDE = re.compile(rb' r="([A-Z]{2,3}|[A-Z](?=\d{7}))(\d{1,8})"[^<>]{0,80}(?<!/)><')
"""Such a cell beyond column Z or row 999,999: quick to look for, since most sheets have none."""
_SAFE_COLUMNS = 38
"""As many columns a sheet may have down to a spreadsheet's last row."""
_LAST_ROW = 1_048_576
_ERROR = b' t="e"'
"""An error cell; within texts the marks would be escaped."""
_OVERLAP = 256


@dataclass
class ZipFindings:
    """What the look inside found, by sheet name (XLSX only): error cells; sheets with any cell."""

    error_cells: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)


def workbook_kind(path: Path) -> Kind:
    """XLSX or ODS; `UserError` for every other zip, broken zips, bombs and locked files."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
            kind = _kind(archive, parts, path.name)
            _check_sizes(archive, path.name)
            return kind
    except OSError as error:
        raise file_trouble(error, path) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise broken(path.name) from error


def inspect_parts(path: Path) -> ZipFindings:
    """Unpack every part once, without keeping it, and measure it.

    The sizes a zip declares may be lies, and a sheet with one cell far out takes gigabytes: both are
    found here, where it costs nothing but a second.
    """
    found = ZipFindings()
    try:
        with zipfile.ZipFile(path) as archive:
            names = _sheet_parts(archive)
            for info in archive.infolist():
                is_sheet = info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")
                if not is_sheet:
                    _unpack(archive, info)
                    continue
                errors, is_filled = _measure(archive, info, path.name)
                name = names.get(info.filename, info.filename)
                found.error_cells[name] = errors
                if is_filled:
                    found.filled.add(name)
    except OSError as error:
        raise file_trouble(error, path) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise broken(path.name) from error
    return found


def broken(name: str) -> UserError:
    """The sentence for a workbook that can't be unpacked or understood."""
    return UserError(
        "“{file}” is damaged or only half copied. Open it in Excel or LibreOffice, save it again "
        "and bring that.",
        file=name,
    )


def locked(name: str) -> UserError:
    """The sentence for a workbook with a password."""
    return UserError(
        "“{file}” is locked with a password. Open it in Excel, remove the password "
        "(File, Info, Protect Workbook), save it and bring it again.",
        file=name,
    )


def _kind(archive: zipfile.ZipFile, parts: set[str], name: str) -> Kind:
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise locked(name)
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    if "mimetype" in parts and archive.getinfo("mimetype").file_size < 200:
        mime = archive.read("mimetype")
        if b"opendocument.spreadsheet" in mime:
            manifest = "META-INF/manifest.xml"
            if (
                manifest in parts
                and archive.getinfo(manifest).file_size < _CHUNK
                and b"encryption-data" in archive.read(manifest)
            ):
                raise locked(name)
            return Kind.ODS
    what = "a compressed folder (ZIP)"
    for start, text in (
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
        ("word/", "a Word document"),
        ("ppt/", "a presentation"),
        ("Index/", "an Apple Numbers document"),
    ):
        if any(part.startswith(start) for part in parts):
            what = text
    raise UserError(
        "“{file}” is {what}. Save the list inside it as an Excel workbook (.xlsx) or CSV and bring that.",
        file=name,
        what=what,
    )


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    swollen = any(
        info.file_size > 50 << 20 and info.file_size > MAX_RATIO * max(1, info.compress_size)
        for info in infos
    )
    if len(infos) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen:
        raise _too_big(name)


def _too_big(name: str) -> UserError:
    return UserError(
        "“{file}” would swell to a dangerous size when unpacked. "
        "Copy the rows you need into a new workbook or CSV and bring that.",
        file=name,
    )


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Unpack a part in pieces and forget it: false sizes raise BadZipFile here and not later."""
    with archive.open(info) as part:
        while part.read(_CHUNK):
            pass


def _measure(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> tuple[int, bool]:
    """Unpack a sheet in pieces: its number of error cells, and whether any cell is filled."""
    errors, is_filled = 0, False
    rows = columns = 0
    for text, before in _pieces(archive, info):
        rows, columns = _reach(_WIDE, text, rows, columns)
        errors += text.count(_ERROR) - before.count(_ERROR)
        is_filled = is_filled or b"<v" in text or b"<is" in text or b":v>" in text
    if columns > _SAFE_COLUMNS or rows > _LAST_ROW:
        for text, _ in _pieces(archive, info):
            rows, columns = _reach(_REF, text, rows, columns)
        if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
            raise UserError(
                "A sheet of “{file}” reaches to row {row} and column {column}, too far for a list of "
                "leads. Delete the empty rows and columns behind the list, save it and bring it again.",
                file=name,
                row=rows,
                column=columns,
            )
    return errors, is_filled


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """A part in pieces that overlap a little; beside each, what it has in common with the one before."""
    tail = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            yield text, tail
            tail = text[-_OVERLAP:]


def _reach(pattern: re.Pattern[bytes], text: bytes, rows: int, columns: int) -> tuple[int, int]:
    """How far down and right the cells found in a piece go, or the figures given when those are greater."""
    found = pattern.findall(text)
    if found:
        letters, digits = zip(*found, strict=True)
        columns = max(columns, *map(_column_number, set(letters)))
        rows = max(rows, int(max(set(digits), key=lambda item: (len(item), item))))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names by the part they are kept in."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets: dict[str, str] = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", rels):
        ident, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if ident and target:
            where = target[1]
            targets[ident[1]] = where[1:] if where.startswith("/") else f"xl/{where}"
    names: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        ident, name = re.search(r'\br:id="([^"]*)"', tag), re.search(r'\bname="([^"]*)"', tag)
        if ident and name and ident[1] in targets:
            names[targets[ident[1]]] = html.unescape(name[1])
    return names
