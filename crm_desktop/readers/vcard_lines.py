"""vCard text to properties: unfolding, parameters, quoted-printable; forgiving, for phones write all sorts.

The grammar is our own: vobject refuses 5 of 19 address books as phones and programs really write them.
It stays the yardstick of the tests, where it can read.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_PROPERTY = re.compile(r"(?:[A-Za-z0-9_-]+\.)?[A-Za-z][A-Za-z0-9_-]*(?=[;:])")
_SKIPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_ENCODED = "QUOTED-PRINTABLE"


class Property(NamedTuple):
    """One line of a card: name and kinds in capitals, its group ("item1") or "", parameters, value."""

    name: str
    group: str
    kinds: frozenset[str]
    params: dict[str, str]
    value: str


def logical_lines(lines: Iterable[str]) -> Iterator[str]:
    """Join folded and soft-broken lines; pictures and keys are left out without being held in memory."""
    parts: list[str] = []
    skipping = soft = encoded = False
    for raw in lines:
        line = raw.rstrip("\r\n")
        if soft:
            parts.append(line[:-1] if line.endswith("=") else line)
            soft = line.endswith("=")
            continue
        if line[:1] in (" ", "\t"):
            if not skipping and parts:
                parts.append(line[1:])
            continue
        if not line.strip():
            continue
        start = _PROPERTY.match(line)
        if start is None:
            if not skipping and parts:
                parts.append("\n" + line)  # a line break that should have been escaped
            continue
        if parts:
            yield "".join(parts)
        name = start[0].rpartition(".")[2].upper()
        skipping = name in _SKIPPED
        encoded = _ENCODED in line.partition(":")[0].upper()
        soft = encoded and line.endswith("=") and not skipping
        parts = [] if skipping else [line[:-1] if soft else line]
    if parts:
        yield "".join(parts)


def parse_property(line: str) -> Property | None:
    """Name, parameters and decoded value of a logical line; None when it is none."""
    head, colon = _split_head(line)
    if not colon:
        return None
    first, *raw_params = _split_quoted(head, ";")
    group, _, name = first.rpartition(".")
    kinds: set[str] = set()
    params: dict[str, str] = {}
    for raw in raw_params:
        key, equals, value = raw.partition("=")
        key = key.strip().upper()
        if not equals:
            kinds.add(key)  # vCard 2.1: TEL;HOME;CELL
        elif key == "TYPE":
            kinds.update(part.strip().upper() for part in value.replace('"', "").split(","))
        else:
            params[key] = value.strip().strip('"')
    value = line[len(head) + 1 :]
    if _ENCODED in kinds or params.get("ENCODING", "").upper() in (_ENCODED, "Q"):
        data = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
        value = _decode(data, params.get("CHARSET", "utf-8")).replace("\r\n", "\n")
    return Property(name.strip().upper().replace("_", "-"), group.lower(), frozenset(kinds), params, value)


def split_value(value: str, separator: str = ";") -> list[str]:
    """Cut at separators that are not escaped, and take the escapes out of each part."""
    parts: list[str] = []
    part: list[str] = []
    letters = iter(value)
    for letter in letters:
        if letter == "\\":
            after = next(letters, "\\")
            part.append("\n" if after in "nN" else after if after in '\\,;:"' else "\\" + after)
        elif letter == separator:
            parts.append("".join(part).strip())
            part = []
        else:
            part.append(letter)
    parts.append("".join(part).strip())
    return parts


def plain(value: str) -> str:
    """A value that is one text: escapes taken out."""
    return split_value(value, "\0")[0]


def _split_head(line: str) -> tuple[str, bool]:
    """The part before the first colon that stands outside quotation marks."""
    quoted = False
    for index, letter in enumerate(line[:4096]):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:index], True
    head, colon, _ = line.partition(":")
    return head, bool(colon)


def _split_quoted(text: str, separator: str) -> list[str]:
    parts = [""]
    quoted = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        if letter == separator and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _decode(data: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")
