"""Who may be meant in what people wrote: leads whose notes, messages or other texts name somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, column, func, select

from crm_desktop.store.erasure_scan import is_named
from crm_desktop.store.erasure_texts import like
from crm_desktop.store.text_index import (
    PLACES,
    Place,
    TextIndex,
    email_term,
    number_term,
    whole_words_term,
    words_term,
)
from crm_desktop.store.text_words import EMAIL, SIGNS, plain
from crm_desktop.store.types import Id
from crm_desktop.store.unit_of_work import Work

_ROWS_EACH = 2_000  # of a table, the newest first: a name that thousands have isn't looked for further
_TIMES = 10  # rows read for each lead that is wanted: many name the same one
_DIGITS = re.compile(r"[0-9]+")


def named_in_texts(work: Work, needles: Sequence[str], limit: int) -> dict[UUID, set[str]]:
    """Leads in whose notes, messages or other texts one of these stands, by tables."""
    return (_Here(work) if work.is_sqlite else _There(work)).named(needles, limit)


class _Here:
    """In a local store: by its index, and by reading what that hasn't taken in."""

    def __init__(self, work: Work) -> None:
        self._work, self._index = work, TextIndex(work)

    def named(self, needles: Sequence[str], limit: int) -> dict[UUID, set[str]]:
        """First by whole words; where that finds few, also by what only begins so."""
        found: dict[UUID, set[str]] = {}
        whole = _asked(needles, whole_words_term)
        self._add(found, needles, limit, dict(self._index.newest(whole, _ROWS_EACH)) if whole else {})
        begun = _asked(needles, words_term)
        if len(found) < limit and begun != whole:
            self._add(found, needles, limit, dict(self._index.some(begun, _ROWS_EACH)), is_read=True)
        return found

    def _add(
        self,
        found: dict[UUID, set[str]],
        needles: Sequence[str],
        limit: int,
        rows_of: Mapping[Place, list[int]],
        *,
        is_read: bool = False,
    ) -> None:
        for place in PLACES:
            if not place.lead or (is_read and place not in rows_of):
                continue
            leads: set[bytes] = set()
            for lead_id, *texts in self._rows(place, rows_of.get(place, ()), needles, is_read=is_read):
                if lead_id is not None and any(_names(text, needles) for text in texts if text):
                    leads.add(lead_id)
                    if len(leads) == limit:
                        break
            table = "lead" if place.table == "leads" else place.table
            for each in leads:
                found.setdefault(UUID(bytes=each), set()).add(table)

    def _rows(
        self, place: Place, numbers: Sequence[int], needles: Sequence[str], *, is_read: bool
    ) -> Iterator[Any]:
        """Rows of the index, then, unless they are read already, those it hasn't taken in."""
        names = [place.lead, *(f'"{name}"' for name in place.columns)]
        yield from self._index.rows(place.table, names, numbers)
        if is_read:
            return
        shown = [needle for needle in needles if not _is_number(needle)]
        conditions = ["{0} LIKE ? ESCAPE '!'"] * len(shown)
        if len(shown) < len(needles):
            conditions.append("{0} GLOB '*[0-9][0-9][0-9]*'")
        any_of = " OR ".join(each.format(name) for name in names[1:] for each in conditions)
        given = ["%" + re.sub(r"([!%_])", r"!\1", needle) + "%" for needle in shown]
        asked = f"SELECT {', '.join(names)} FROM {place.table} WHERE rowid > ? AND ({any_of})"
        values = (self._index.upto(place), *(given * len(place.columns)))
        yield from self._work.connection.exec_driver_sql(asked, values)


def _is_number(needle: str) -> bool:
    return not any(letter.isalpha() for letter in needle) and any(letter.isdigit() for letter in needle)


def is_email(text: str) -> bool:
    """Whether a text is one e-mail and nothing else."""
    return EMAIL.fullmatch(text) is not None


def _asked(needles: Sequence[str], of_words: Callable[[str], str]) -> str:
    """What the index is asked: any of these."""
    return " OR ".join(dict.fromkeys(term for each in needles if (term := _term(each, of_words))))


def _term(needle: str, of_words: Callable[[str], str]) -> str:
    if _is_number(needle):
        return number_term("".join(_DIGITS.findall(needle)))
    return email_term(needle) if is_email(needle) else of_words(needle)


def _names(text: str, needles: Sequence[str]) -> bool:
    """Whether one of these stands there: digits however they are set apart, else what begins a word."""
    text = plain(text)
    run_together, folded = text.translate(SIGNS), text.casefold()
    return any(
        "".join(_DIGITS.findall(needle)) in run_together
        if _is_number(needle)
        else is_named(folded, needle.casefold())
        for needle in needles
    )


class _There:
    """On a server: its function asks the indexes, and reads the other tables."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def named(self, needles: Sequence[str], limit: int) -> dict[UUID, set[str]]:
        found: dict[UUID, set[str]] = {}
        digits = {f"%{''.join(_DIGITS.findall(needle))}%" for needle in needles if _is_number(needle)}
        words = [like(needle) for needle in needles if not _is_number(needle)]
        arrays = [cast(each, ARRAY(Text)) for each in (words, sorted(digits))]
        asked = func.find_in_texts(*arrays, limit * _TIMES)
        rows = asked.table_valued(column("place", Text), column("lead_id", Id))
        for row in self._work.connection.execute(select(rows.c.place, rows.c.lead_id)):
            found.setdefault(row.lead_id, set()).add("lead" if row.place == "leads" else row.place)
        return found
