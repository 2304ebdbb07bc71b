"""One pass over a text file before anything is read from it: its hash, its encoding, what is broken in it."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import UserError

CHUNK = 1 << 20
MAX_LINE = 32 << 20
"""Bytes without a line break after which a file can't be a table."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "cp932", "cp949", "gb18030", "big5", "mac_roman",
]  # fmt: skip


@dataclass(frozen=True)
class TextScan:
    """What the pass found. `is_broken` means some bytes don't decode or a NUL stands in the text."""

    encoding: str
    sha256: str
    size: int
    mtime_ns: int
    quotes: int
    is_broken: bool


def scan_text(path: Path, wanted: str | None = None) -> TextScan:
    """Read the whole file once. May raise OSError; `UserError` when it is no text at all."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
        known = wanted or _by_bom_or_shape(head, path.name)
        scan = _pass(path, known or "utf-8")
        if scan.bad_at is not None and known is None:
            encoding = _legacy_encoding(path, scan.bad_at)
            if encoding != "utf-8":
                scan = _pass(path, encoding)
    return TextScan(
        scan.encoding,
        scan.sha256,
        scan.size,
        scan.mtime_ns,
        scan.quotes,
        scan.bad_at is not None or scan.has_nul,
    )


@dataclass
class _Pass:
    """What one reading of the whole file found, with the encoding it was read in."""

    encoding: str
    sha256: str = ""
    size: int = 0
    mtime_ns: int = 0
    quotes: int = 0
    bad_at: int | None = None
    has_nul: bool = False


def _pass(path: Path, encoding: str) -> _Pass:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise UserError(
            "There is no encoding called {encoding}. Choose one from the list.", encoding=encoding
        ) from None
    found = _Pass(encoding)
    digest = hashlib.sha256()
    wide = encoding.startswith(("utf-16", "utf-32"))
    unbroken = 0
    with path.open("rb") as file:
        found.mtime_ns = os.fstat(file.fileno()).st_mtime_ns
        while True:
            chunk = file.read(CHUNK)
            digest.update(chunk)
            if found.bad_at is None:
                text = _decode(decoder.decode, chunk, found)
                if wide and "\0" in text:
                    found.has_nul = True
            if not wide and not found.has_nul and b"\0" in chunk:
                found.has_nul = True
            found.quotes += chunk.count(b'"')
            found.size += len(chunk)
            cut = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            unbroken = len(chunk) - cut if cut >= 0 else unbroken + len(chunk)
            if unbroken > MAX_LINE:
                raise not_a_table(path.name)
            if not chunk:
                break
    found.sha256 = digest.hexdigest()
    return found


def _decode(decode: Callable[[bytes, bool], str], chunk: bytes, found: _Pass) -> str:
    try:
        return decode(chunk, not chunk)
    except UnicodeDecodeError as error:
        found.bad_at = max(0, found.size + error.start)  # a few bytes off at the edge of a chunk: good enough
        return ""


def not_a_table(name: str) -> UserError:
    """The sentence for bytes that are no text."""
    return UserError(
        "“{file}” is not a list of leads: it holds data only a program can read. "
        "Save the list as CSV or Excel (.xlsx) and bring that.",
        file=name,
    )


def _by_bom_or_shape(head: bytes, name: str) -> str | None:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if b"\0" in head:
        even, odd = head[0::2], head[1::2]
        if odd.count(0) * 5 > len(odd) * 2 and even.count(0) * 20 < len(even):
            return "utf-16-le"
        if even.count(0) * 5 > len(even) * 2 and odd.count(0) * 20 < len(odd):
            return "utf-16-be"
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if control >= 8 and control * 50 > len(head):
        raise not_a_table(name)
    return None


def _legacy_encoding(path: Path, bad_at: int) -> str:
    """The encoding of a file that isn't UTF-8 as a whole; "utf-8" when it is, but for damage."""
    with path.open("rb") as file:
        file.seek(max(0, bad_at - (1 << 18)))
        around = file.read(1 << 19)
    text = around.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = sum(char > "\x7f" for char in text) - broken
    if right > broken * 5:
        return "utf-8"
    lines = [line for line in around.splitlines() if any(byte > 127 for byte in line)]
    sample = b"\n".join(lines)[: 1 << 16]
    if sum(byte > 127 for byte in sample) < 24:
        return "cp1252"  # too little to tell by; what a Western or Indian spreadsheet writes
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    return best.encoding if best is not None else "cp1252"
