"""Looking for erased people in all texts of a local store at once, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from unicodedata import combining

from sqlalchemy import Column, Table

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.domain.lead import search_key
from crm_desktop.store.erasure_texts import searched
from crm_desktop.store.lead_finding import trigrams
from crm_desktop.store.tables import lead_search, phones
from crm_desktop.store.text_index import TextIndex, place_of
from crm_desktop.store.text_words import EMAIL, SIGNS, plain
from crm_desktop.store.unit_of_work import Work

_RUN = re.compile(r"\d{4,}")
_ROWS = 2_000
_FEW = 20
_UNSIGNED = "{0}"
for _sign in " .-()":
    _UNSIGNED = f"replace({_UNSIGNED}, '{_sign}', '')"
NOBODY = Needles()


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which some of them stand."""

    table: Table
    column: Column[Any]
    key: tuple[Any, ...]
    text: str
    found: Needles


def hits_of(work: Work, needles: Needles) -> Iterator[Hit]:
    """Every text of a local store in which one of these stands; each text is read a single time.

    The index of texts says which rows may have them; rows it hasn't taken in, and small tables, are read.
    """
    found_in, index = _Finder(needles), TextIndex(work)
    before, given = _sieve(needles)
    may_have = index.candidates(needles)
    for table, columns in searched():
        keys = [f'"{c.name}"' for c in table.primary_key.columns]
        names = keys + [f'"{c.name}"' for c in columns]
        any_of = " OR ".join(before.format(f'"{c.name}"') for c in columns)
        asked, values = f"SELECT {', '.join(names)} FROM {table.name} WHERE ({any_of})", given * len(columns)
        place = place_of(table.name)
        found: Iterable[Any]
        if place is not None:
            indexed = index.rows(table.name, names, may_have.get(table.name, ()))
            beyond = _rows(work, f"{asked} AND rowid > ?", (*values, index.upto(place)))
            found = chain(indexed, beyond)
        elif table is phones:
            found = _same_numbers(work, names, needles)
        elif table is lead_search and _is_few(needles):
            found = _found_by_search(work, names, needles)
        else:
            found = _rows(work, asked, values)
        for row in found:
            for column, text in zip(columns, row[len(keys) :], strict=True):
                hit = found_in(text) if isinstance(text, str) else NOBODY
                if hit or hit.names:
                    yield Hit(table, column, tuple(row[: len(keys)]), text, hit)


def _rows(work: Work, asked: str, values: tuple[Any, ...]) -> Iterator[Any]:
    rows = work.connection.exec_driver_sql(asked, values)
    while some := rows.fetchmany(_ROWS):
        yield from some


def _same_numbers(work: Work, names: list[str], needles: Needles) -> Iterator[Any]:
    """Numbers are kept in one spelling, each once."""
    for start in range(0, len(needles.phones), _ROWS):
        some = needles.phones[start : start + _ROWS]
        places = ", ".join("?" * len(some))
        yield from _rows(work, f"SELECT {', '.join(names)} FROM phones WHERE e164 IN ({places})", some)


def _found_by_search(work: Work, names: list[str], needles: Needles) -> Iterator[Any]:
    """What leads are found by has an index of its own; names in it are those of the leads themselves."""
    texts = [digits_of(phone) for phone in needles.phones] + [search_key(e) for e in needles.emails]
    numbers: set[int] = set()
    for text in texts:
        match = trigrams(text)
        numbers |= {
            no for (no,) in _rows(work, "SELECT rowid FROM lead_fts WHERE lead_fts MATCH ?", (match,))
        }
    yield from TextIndex(work).rows("lead_search", names, sorted(numbers))


def _is_few(needles: Needles) -> bool:
    return len(needles.phones) + len(needles.emails) <= _FEW


def _sieve(needles: Needles) -> tuple[str, tuple[str, ...]]:
    """A quick condition that holds for every text with one of these, and for few others."""
    parts: list[str] = []
    given: list[str] = []
    if not _is_few(needles):
        parts += ["{0} GLOB '*[0-9][0-9][0-9][0-9]*'", "instr({0}, '@') > 0"]
    else:
        given += [digits_of(phone) for phone in needles.phones]
        parts += [f"(length({{0}}) > 3 AND instr({_UNSIGNED}, ?) > 0)"] * len(given)
        parts += ["instr({0}, '@') > 0"] * bool(needles.emails)
    for name in needles.names:
        parts.append("{0} LIKE ? ESCAPE '!'")
        given.append("%" + re.sub(r"([!%_])", r"!\1", name) + "%")
    return " OR ".join(parts) or "0", tuple(given)


class _Finder:
    """Says which of some people stand in a text."""

    def __init__(self, needles: Needles) -> None:
        self._phones = {digits_of(phone): phone for phone in needles.phones}
        self._emails = {email.casefold(): email for email in needles.emails}
        self._names = {name.casefold(): name for name in needles.names}
        self._lengths = sorted({len(digits) for digits in self._phones})

    def __call__(self, text: str) -> Needles:
        """Those that stand there."""
        text = plain(text)
        folded = text.casefold() if self._names else ""
        return Needles(
            tuple(self._phones[d] for d in _digits_in(text, self._lengths) if d in self._phones),
            tuple(self._emails[e] for e in _emails_in(text) if e in self._emails),
            tuple(name for key, name in self._names.items() if is_named(folded, key)),
        )


def is_named(folded: str, name: str) -> bool:
    """Whether a word of a folded text begins a folded name."""
    at = folded.find(name)
    while at > 0 and (folded[at - 1].isalnum() or combining(folded[at - 1])):
        at = folded.find(name, at + 1)
    return at >= 0


def _digits_in(text: str, lengths: list[int]) -> Iterator[str]:
    for run in _RUN.findall(text.translate(SIGNS)):
        for length in lengths:
            for at in range(len(run) - length + 1):
                yield run[at : at + length]


def _emails_in(text: str) -> Iterator[str]:
    if "@" in text:
        yield from (found.casefold() for found in EMAIL.findall(text))
