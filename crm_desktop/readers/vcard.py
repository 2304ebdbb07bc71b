"""Address books as vCards (2.1, 3.0, 4.0): every card a row, with the headings of a Google export."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ..errors import UserError
from .base import Kind, Oddities, OpenOptions, Row, Source, Table
from .tables import build_table, fit_rows
from .text_scan import scan_text
from .trouble import changed_meanwhile, file_trouble
from .vcard_lines import Property, logical_lines, parse_property, plain, split_value

_FIXED = (
    "Name", "First Name", "Middle Name", "Last Name", "Organization Name", "Organization Title", "Birthday",
    "Gender", "Language", "Notes", "Labels", "Address 1 - Street", "Address 1 - City", "Address 1 - Region",
    "Address 1 - Postal Code", "Address 1 - Country", "Website", "Fax",
)  # fmt: skip
_MOST = 12
"""Phones and e-mails with a column of their own; further ones share the last, parted by " ::: "."""
_LABELS = (("CELL", "Mobile"), ("IPHONE", "Mobile"), ("HOME", "Home"), ("WORK", "Work"), ("MAIN", "Main"))
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_Card = tuple[int, list[Property]]


class VCardSource(Source):
    """A file of cards. A row's number is the card's place in the file, from 1."""

    kind = Kind.VCARD
    path: Path

    def __init__(self, path: Path, options: OpenOptions) -> None:
        """Pass over the file once; raises `UserError` when it can't be read or holds no card."""
        self.name = path.name
        self.path = path
        self.oddities = Oddities()
        try:
            self._scan = scan_text(path, options.encoding)
        except OSError as error:
            raise file_trouble(error, path) from error
        self.encoding = self._scan.encoding
        self.size, self.sha256 = self._scan.size, self._scan.sha256
        self._count, self._phones, self._mails = self._measure()
        if not self._count:
            raise UserError("“{file}” holds no contact. Choose a file with leads in it.", file=self.name)

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """One sheet, called as the file."""
        return (self.name,)

    def table(self, sheet: str | None = None) -> Table:
        """The cards' headings and the first of them."""
        return self._table

    def rows(self, sheet: str | None = None, start: int | None = None) -> Iterator[Row]:
        """One row for each card."""
        self.oddities = oddities = Oddities()
        begin = max(1, start or 1)
        return fit_rows(self._card_rows(), self._table, self.name, oddities, begin)

    @cached_property
    def _header(self) -> tuple[str, ...]:
        numbered = [("E-mail", self._mails), ("Phone", self._phones)]
        return _FIXED + tuple(
            f"{what} {place} - {part}"
            for what, most in numbered
            for place in range(1, most + 1)
            for part in ("Label", "Value")
        )

    @cached_property
    def _table(self) -> Table:
        table = build_table(
            self._card_rows(), sheet=self.name, file=self.name, options=OpenOptions(header_row=0)
        )
        filled = {index for _, cells in table.preview for index, cell in enumerate(cells) if cell}
        used = tuple(index for index in range(len(self._header)) if index in filled or index >= len(_FIXED))
        changes = {
            "header": self._header,
            "header_row": None,
            "first_row": 1,
            "row_count": self._count,
            "used": used,
        }
        width = len(self._header)
        preview = tuple((number, (cells + ("",) * width)[:width]) for number, cells in table.preview)
        return Table(**{**vars(table), **changes, "preview": preview, "why": "the fields of a contact card"})

    def _measure(self) -> tuple[int, int, int]:
        count = phones = mails = 0
        for _, properties in self._cards():
            count += 1
            phones = max(phones, sum(1 for item in properties if item.name == "TEL" and not _is_fax(item)))
            mails = max(mails, sum(1 for item in properties if item.name == "EMAIL"))
        return count, min(phones, _MOST), min(mails, _MOST)

    def _card_rows(self) -> Iterator[tuple[int, list[str]]]:
        for number, properties in self._cards():
            yield number, _cells(properties, self._mails, self._phones)

    def _cards(self) -> Iterator[_Card]:
        try:
            with self.path.open(encoding=self.encoding, errors="replace", newline=None) as text:
                now = os.fstat(text.fileno())
                if now.st_size != self._scan.size or now.st_mtime_ns != self._scan.mtime_ns:
                    raise changed_meanwhile(self.name)
                yield from _cards(text)
        except OSError as error:
            raise file_trouble(error, self.path) from error


def _cards(text: Iterator[str]) -> Iterator[_Card]:
    """Cards with their numbers; a missing END is forgiven, cards within cards (AGENT) are left out."""
    number, depth = 0, 0
    card: list[Property] = []
    last = ""
    for line in logical_lines(text):
        item = parse_property(line)
        if item is None:
            continue
        is_card = item.value.strip().upper() == "VCARD"
        if item.name == "BEGIN" and is_card:
            if last == "AGENT":
                depth += 1
            elif card:
                number += 1
                yield number, card
                card = []
        elif item.name == "END" and is_card:
            if depth:
                depth -= 1
            elif card:
                number += 1
                yield number, card
                card = []
        elif not depth and item.name not in ("VERSION", "PROFILE"):
            card.append(item)
        last = item.name
    if card:
        yield number + 1, card


def _cells(card: list[Property], mails: int, phones: int) -> list[str]:
    labels = {
        item.group: _custom_label(item.value) for item in card if item.group and item.name == "X-ABLABEL"
    }
    family, given, middle = _name_parts(card)
    street = _address(card)
    full = _first(card, "FN") or " ".join(filter(None, (given, middle, family)))
    cells = [
        full, given, middle, family,
        " · ".join(filter(None, split_value(_raw(card, "ORG")))), _first(card, "TITLE"), _birthday(card),
        split_value(_raw(card, "GENDER"))[0], _first(card, "LANG"),
        "\n\n".join(filter(None, (plain(item.value) for item in card if item.name == "NOTE"))),
        " ::: ".join(_labels(card)),
        *street, _first(card, "URL"),
        " ::: ".join(_phone(item) for item in card if item.name == "TEL" and _is_fax(item)),
    ]  # fmt: skip
    mail_items = [
        (labels.get(item.group) or _label(item), plain(item.value)) for item in card if item.name == "EMAIL"
    ]
    phone_items = [
        (labels.get(item.group) or _label(item), _phone(item))
        for item in card
        if item.name == "TEL" and not _is_fax(item)
    ]
    return cells + _spread(mail_items, mails) + _spread(phone_items, phones)


def _labels(card: list[Property]) -> list[str]:
    return [
        part for item in card if item.name == "CATEGORIES" for part in split_value(item.value, ",") if part
    ]


def _spread(items: list[tuple[str, str]], places: int) -> list[str]:
    items = [item for item in items if item[1]]
    if len(items) > places > 0:
        last = items[places - 1]
        items = [*items[: places - 1], (last[0], " ::: ".join(value for _, value in items[places - 1 :]))]
    flat = [text for item in items[:places] for text in item]
    return flat + [""] * (places * 2 - len(flat))


def _raw(card: list[Property], name: str) -> str:
    return next((item.value for item in card if item.name == name and item.value.strip()), "")


def _first(card: list[Property], name: str) -> str:
    return plain(_raw(card, name))


def _name_parts(card: list[Property]) -> tuple[str, str, str]:
    parts = [*split_value(_raw(card, "N")), "", "", ""]
    return parts[0], parts[1], parts[2]


def _address(card: list[Property]) -> tuple[str, str, str, str, str]:
    """Street with box and rest, city, region, code, country of the preferred or first address."""
    items = [item for item in card if item.name == "ADR" and item.value.strip(";, ")]
    if not items:
        return "", "", "", "", ""
    chosen = next((item for item in items if "PREF" in item.kinds or "PREF" in item.params), items[0])
    box, rest, street, city, region, code, country, *_ = [*split_value(chosen.value), *("",) * 7]
    return "\n".join(filter(None, (box, rest, street))), city, region, code, country


def _birthday(card: list[Property]) -> str:
    text = _first(card, "BDAY")
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T.*)?", text)
    if compact:
        return "-".join(compact.groups())
    return text.partition("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", text) else text


def _phone(item: Property) -> str:
    text = plain(item.value)
    if text[:4].lower() == "tel:":
        number, _, params = text[4:].partition(";")
        extension = re.search(r"ext=([0-9]+)", params)
        return f"{number} ext. {extension[1]}" if extension else number
    return text


def _is_fax(item: Property) -> bool:
    return bool(item.kinds & {"FAX", "PAGER", "X-FAX"})


def _label(item: Property) -> str:
    return next((label for kind, label in _LABELS if kind in item.kinds), "")


def _custom_label(value: str) -> str:
    text = plain(value)
    apple = _APPLE_LABEL.fullmatch(text)
    return apple[1] if apple else text
