"""Looking for many erased people at once: each text is read a single time, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.store.erasure_statements import searched
from crm_desktop.store.erasure_texts import columns_of
from crm_desktop.store.unit_of_work import Work

_SIGNS = str.maketrans("", "", " .-()")
_RUN = re.compile(r"\d{4,}")
_EMAIL = re.compile(r"[\w.+%-]+@[\w.-]+\w")
_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which some of them stand."""

    table: Table
    column: Column[Any]
    key: tuple[Any, ...]
    text: str
    found: Needles


def hits_of(work: Work, needles: Needles) -> Iterator[Hit]:
    """Every text of a local store in which one of these stands."""
    phones: dict[str, str] = {digits_of(phone): phone for phone in needles.phones}
    emails = {email.casefold(): email for email in needles.emails}
    lengths = sorted({len(digits) for digits in phones})
    for table, columns in searched():
        wanted = columns_of(table, columns)
        keys = [f'"{c.name}"' for c in table.primary_key.columns] or ["rowid"]
        if not wanted:
            continue
        names = [f'"{c.name}"' for c in wanted]
        any_of = " OR ".join(f"{n} GLOB '*[0-9][0-9][0-9][0-9]*' OR instr({n}, '@') > 0" for n in names)
        rows = work.connection.exec_driver_sql(
            f"SELECT {', '.join(keys + names)} FROM {table.name} WHERE {any_of}"
        )
        while some := rows.fetchmany(_ROWS):
            for row in some:
                for column, text in zip(wanted, row[len(keys) :], strict=True):
                    if not isinstance(text, str):
                        continue
                    found = Needles(
                        tuple(phones[d] for d in _digits_in(text, lengths) if d in phones),
                        tuple(emails[e] for e in _emails_in(text) if e in emails),
                    )
                    if found:
                        yield Hit(table, column, tuple(row[: len(keys)]), text, found)


def _digits_in(text: str, lengths: list[int]) -> Iterator[str]:
    for run in _RUN.findall(text.translate(_SIGNS)):
        for length in lengths:
            for at in range(len(run) - length + 1):
                yield run[at : at + length]


def _emails_in(text: str) -> Iterator[str]:
    if "@" in text:
        yield from (found.casefold() for found in _EMAIL.findall(text))
