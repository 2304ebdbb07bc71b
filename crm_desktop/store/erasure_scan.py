"""Looking for erased people in all texts of a local store at once, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.store.erasure_texts import searched
from crm_desktop.store.unit_of_work import Work

_SIGNS = str.maketrans("", "", " .-()")
_RUN = re.compile(r"\d{4,}")
_EMAIL = re.compile(r"[\w.+%-]+@[\w.-]+\w")
_ROWS = 2_000
_FEW = 20
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
    """Every text of a local store in which one of these stands; each text is read a single time."""
    found_in = _Finder(needles)
    before, given = _sieve(needles)
    for table, columns in searched():
        keys = [f'"{c.name}"' for c in table.primary_key.columns]
        names = [f'"{c.name}"' for c in columns]
        any_of = " OR ".join(before.format(name) for name in names)
        rows = work.connection.exec_driver_sql(
            f"SELECT {', '.join(keys + names)} FROM {table.name} WHERE {any_of}", given * len(names)
        )
        while some := rows.fetchmany(_ROWS):
            for row in some:
                for column, text in zip(columns, row[len(keys) :], strict=True):
                    found = found_in(text) if isinstance(text, str) else NOBODY
                    if found or found.names:
                        yield Hit(table, column, tuple(row[: len(keys)]), text, found)


def _sieve(needles: Needles) -> tuple[str, tuple[str, ...]]:
    """A quick condition that holds for every text with one of these, and for few others."""
    parts: list[str] = []
    given: list[str] = []
    if len(needles.phones) + len(needles.emails) > _FEW:
        parts += ["{0} GLOB '*[0-9][0-9][0-9][0-9]*'", "instr({0}, '@') > 0"]
    else:
        given += dict.fromkeys(digits_of(phone)[-3:] for phone in needles.phones)
        parts += ["instr({0}, ?) > 0"] * len(given)
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
        folded = text.casefold() if self._names else ""
        return Needles(
            tuple(self._phones[d] for d in _digits_in(text, self._lengths) if d in self._phones),
            tuple(self._emails[e] for e in _emails_in(text) if e in self._emails),
            tuple(name for key, name in self._names.items() if key in folded),
        )


def _digits_in(text: str, lengths: list[int]) -> Iterator[str]:
    for run in _RUN.findall(text.translate(_SIGNS)):
        for length in lengths:
            for at in range(len(run) - length + 1):
                yield run[at : at + length]


def _emails_in(text: str) -> Iterator[str]:
    if "@" in text:
        yield from (found.casefold() for found in _EMAIL.findall(text))
