"""Opening a file or pasted text: what sort of file it is by its first bytes, never by its name alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import UserError
from .base import OpenOptions, Source
from .trouble import file_trouble
from .zip_check import broken, workbook_kind

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"7z\xbc\xaf", "a compressed folder (7z)"),
    (b"Rar!", "a compressed folder (RAR)"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"{\\rtf", "a rich-text document"),
    (b"PAR1", "a Parquet data file"),
)
_FOREIGN_SENTENCE = (
    "“{file}” is {what}, not a list of leads. Save the list as CSV or Excel (.xlsx) and bring that."
)
_WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style")


def open_source(source: Path | str, options: OpenOptions | None = None) -> Source:
    """Open a file (`Path`) or pasted cells (`str`, the text itself) and find out what it is.

    Raises `UserError` with one sentence when it can't be read: what, where, and how to mend it.
    """
    options = options or OpenOptions()
    if isinstance(source, str):
        from .pasted import PastedSource

        return PastedSource(source, options)
    try:
        _must_be_a_file(source)
        with source.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise file_trouble(error, source) from error
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        from .workbook import WorkbookSource

        return _with_rows(WorkbookSource(source, workbook_kind(source), options))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from .base import Kind
        from .workbook import WorkbookSource

        return _with_rows(WorkbookSource(source, Kind.XLS, options))
    _refuse_foreign(source, head)
    if _is_vcard(head):
        from .vcard import VCardSource

        return VCardSource(source, options)
    from .csv_file import CsvSource

    text = _with_rows(CsvSource(source, options))
    table = text.table()
    if source.suffix.lower() in _WORKBOOKS and len(table.header) == 1:
        raise broken(source.name)  # some text under a workbook's name, and no table either
    return text


def _with_rows(source: Source) -> Source:
    """The source, unless all it holds is blank rows, or cells that show a formula's error."""
    if len(source.sheet_names) == 1:
        table = source.table()
        if not table.preview and table.header_row is None:
            next(iter(source.rows()), None)  # it looks for errors
            source.close()
            if source.oddities.error_cells:
                raise UserError(
                    "All cells of “{file}” show an error such as #N/A. "
                    "Mend its formulas in Excel, save it and bring it again.",
                    file=source.name,
                )
            raise UserError("“{file}” is empty. Choose a file with leads in it.", file=source.name)
    return source


def _must_be_a_file(path: Path) -> None:
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise UserError("“{file}” is a folder. Choose the file inside it.", file=path.name or str(path))
    if not stat.S_ISREG(mode):
        raise UserError("“{file}” is a device, not a file. Choose a file with leads.", file=path.name)
    if os.stat(path).st_size == 0:
        raise UserError("“{file}” is empty. Choose a file with leads in it.", file=path.name)


def _refuse_foreign(path: Path, head: bytes) -> None:
    """Refuse what is no table at all, whatever it is called."""
    for magic, what in _FOREIGN:
        if head.startswith(magic) and not (
            magic in (b"BM", b"MZ", b"ID3", b"PAR1") and _looks_like_text(head)
        ):
            raise UserError(
                _FOREIGN_SENTENCE,
                file=path.name,
                what=what,
            )
    if head[4:12] in (b"ftypmp42", b"ftypisom", b"ftypM4A ", b"ftypheic") or (
        head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ", b"WEBP")
    ):
        raise UserError(
            _FOREIGN_SENTENCE,
            file=path.name,
            what="a picture, film or sound recording",
        )
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:600].lower()
    if start.startswith(_WEB_PAGE) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start):
        raise UserError(
            "“{file}” is a web page saved under a table's name. Open it in Excel or LibreOffice, "
            "save it as an Excel workbook (.xlsx) and bring that.",
            file=path.name,
        )
    if start.startswith(b"<?xml"):
        raise UserError(
            "“{file}” is an XML file. Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) "
            "and bring that.",
            file=path.name,
        )
    if path.suffix.lower() in (".json", ".geojson") and start.startswith((b"{", b"[")):
        raise UserError(
            "“{file}” is a JSON file. Save the list as CSV or Excel (.xlsx) and bring that.", file=path.name
        )


def _looks_like_text(head: bytes) -> bool:
    """A table may well begin with "ID3" or "MZ"; a binary file has control bytes soon."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head[:512])


def _is_vcard(head: bytes) -> bool:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = head[:200].decode(encoding, "ignore").lstrip("\ufeff \r\n\t")
        if text[:11].upper() == "BEGIN:VCARD":
            return True
    return False
