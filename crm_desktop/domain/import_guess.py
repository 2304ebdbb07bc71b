"""Guessing what the columns of a brought file are: by known layouts, by headings, by their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from typing import NamedTuple

from crm_desktop.domain.import_columns import SEVERAL, custom_key, header_target, is_party, normal_heading
from crm_desktop.domain.import_dates import DateOrder, decide_order, is_date
from crm_desktop.domain.import_layouts import LAYOUTS, Layout, find_layout
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.import_values import (
    guess_gender,
    guess_language,
    guess_result,
    guess_status,
    match_person,
    normal_word,
)
from crm_desktop.domain.phone import Phone, parse_phone, split_phones

_SAMPLE = 120
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_PHONE_SHAPE = re.compile(r"[^\W_]{0,6}:?[+\d(०-९０-９][^A-Za-z]{6,}.*", re.DOTALL)
_NUMBER = re.compile(r"[-+₹]?[\d,]+(?:\.\d+)?")


class ColumnGuess(NamedTuple):
    """What a column seems to be: target, how sure (0.0 to 1.0), why, a phone's label, and its date order.

    `dates` is set for date columns: its `is_ambiguous` means the person must be asked for the order.
    """

    target: str
    confidence: float
    why: str
    label: str = ""
    dates: DateOrder | None = None


class _Cells:
    """What the cells of one column look like; every share is of the filled cells (0.0 to 1.0)."""

    def __init__(self, values: Sequence[str], country: str) -> None:
        self.values = values = [value.strip() for value in values if value.strip()][:_SAMPLE]
        self.country = country
        self.count = len(values)
        self.distinct = len({normal_word(value) for value in values})

    def share(self, good: int) -> float:
        return good / self.count if self.count else 0.0

    def phones(self) -> float:
        return self.share(sum(map(self._is_phone, self.values)))

    def _is_phone(self, text: str) -> bool:
        if not _PHONE_SHAPE.fullmatch(text) or len(text) > 200:
            return False
        return any(type(parse_phone(part, self.country)) is Phone for part in split_phones(text))

    def digits(self) -> float:
        """Cells with at least six digits: phones, if damaged ones."""
        return self.share(sum(sum(char.isdigit() for char in value) >= 6 for value in self.values))

    def emails(self) -> float:
        return self.share(sum("@" in value and bool(_EMAIL.search(value)) for value in self.values))

    def dates(self) -> float:
        return self.share(sum(map(is_date, self.values)))

    def numbers(self) -> float:
        return self.share(sum(bool(_NUMBER.fullmatch(value)) for value in self.values))

    def results(self) -> float:
        return self.share(
            sum(value.lower() != "no" and guess_result(value) is not None for value in self.values)
        )

    def statuses(self) -> float:
        return self.share(sum(guess_status(value) is not None for value in self.values))

    @property
    def few(self) -> bool:
        """Few different values that come again, as choices do."""
        return self.count >= 4 and self.distinct <= min(20, max(3, self.count // 2))


def guess_columns(
    header: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    country: str = "IN",
    known_layouts: Sequence[Layout] = LAYOUTS,
    people: Map[str, Sequence[str]] | None = None,
) -> list[ColumnGuess]:
    """Guess every column of a table from its headings and up to 200 rows; one guess a column, in order.

    `people` (ids with names) lets a column of first names be seen as the owner's.
    """
    layout = find_layout(header, sample_rows, known_layouts)
    columns = [
        _Cells([row[index] for row in sample_rows if index < len(row)], country)
        for index in range(len(header))
    ]
    guesses = [_guess(index, name, columns[index], layout, people or {}) for index, name in enumerate(header)]
    _settle_names(header, guesses)
    _settle_repeats(header, guesses)
    return [_with_dates(guess, columns[index]) for index, guess in enumerate(guesses)]


def mapping_from(
    header: Sequence[str], guesses: Sequence[ColumnGuess], country: str, has_header: bool
) -> Mapping:
    """The mapping the guesses make, for the person to correct."""
    rules = tuple(
        ColumnRule(name, guess.target, guess.label, guess.dates.order if guess.dates else "dmy")
        for name, guess in zip(header, guesses, strict=True)
    )
    return Mapping(rules, {}, country, has_header)


def _guess(
    index: int, name: str, cells: _Cells, layout: Layout | None, people: Map[str, Sequence[str]]
) -> ColumnGuess:
    if layout is not None:
        known = _from_layout(index, name, layout)
        if known is not None:
            return known
    match = header_target(name)
    if not cells.count:
        if match:
            return ColumnGuess(match.target, 0.5, "by its heading; no cells yet", match.label)
        return ColumnGuess("ignore", 0.9, "the column is empty")
    if match and not _contradicts(match.target, cells, match.confidence):
        target = _which_choice(match.target, cells)
        return ColumnGuess(target, match.confidence, "by its heading", match.label)
    found = _by_cells(cells, people)
    if found is not None and (match is None or found.confidence >= 0.75):
        return found
    if layout is not None and layout.rest:
        return ColumnGuess(layout.rest, 0.6, f"not needed from {layout.name}")
    if re.fullmatch(r"column \d+", normal_heading(name)):
        return _nameless(cells)
    return ColumnGuess(f"custom:{custom_key(name)}", 0.3, "not known: kept as a field of its own")


def _from_layout(index: int, name: str, layout: Layout) -> ColumnGuess | None:
    if layout.positions:
        target = layout.positions[index] if index < len(layout.positions) else "ignore"
    else:
        target = layout.columns.get(normal_heading(name), "")
        if not target:
            match = header_target(name)
            if match and match.confidence >= 0.9:
                return ColumnGuess(match.target, 0.98, layout.name, match.label)
            return ColumnGuess(layout.rest, 0.9, layout.name) if layout.rest else None
    if target.startswith("phone:"):
        return ColumnGuess("phone", 0.98, layout.name, target.partition(":")[2])
    return ColumnGuess(target, 0.98, layout.name)


def _contradicts(target: str, cells: _Cells, confidence: float) -> bool:
    """Whether the cells say plainly that the heading means something else."""
    if cells.count < 3:
        return False
    if target == "phone":
        return cells.phones() < 0.2 and cells.digits() < 0.4
    if target == "email":
        return cells.emails() < 0.2
    if target in ("next_call_date", "birthday"):
        return cells.dates() < 0.3 and cells.numbers() < 0.5
    if target == "created_at":
        return cells.dates() < 0.3 and not (confidence > 0.9 and cells.numbers() > 0.8)
    if target in ("name", "first_name", "last_name", "city", "owner"):
        return cells.phones() > 0.7 or cells.emails() > 0.7
    if target == "product":  # "Interest" may be a result or a rate, "Service" a date
        return max(cells.results(), cells.numbers(), cells.dates(), cells.phones()) > 0.5
    if target == "language":
        return cells.share(sum(guess_language(value) is not None for value in cells.values)) < 0.3
    if target == "ignore" and confidence < 0.9:
        return cells.phones() > 0.5
    return False


def _which_choice(target: str, cells: _Cells) -> str:
    """Status, result and remark columns are called alike: their cells tell them apart."""
    if target not in ("status", "result", "note"):
        return target
    results, statuses = cells.results(), cells.statuses()
    if target == "status":
        # Many words are both ("Interested"). Callers' own ("RNR") against the program's own ("New") decide.
        words = set(map(normal_word, cells.values))
        own = [(guess_result(word) is not None, guess_status(word) is not None) for word in words]
        return "result" if own.count((True, False)) > own.count((False, True)) else "status"
    if target == "result":
        return "status" if statuses > results + 0.3 else "result" if results >= 0.3 else "note"
    return "result" if results >= 0.8 and cells.few and cells.distinct >= 2 else "note"


def _by_cells(cells: _Cells, people: Map[str, Sequence[str]]) -> ColumnGuess | None:
    if cells.phones() >= 0.8:
        return ColumnGuess("phone", 0.9, "its cells are phone numbers")
    if cells.emails() >= 0.8:
        return ColumnGuess("email", 0.9, "its cells are e-mails")
    if cells.few:
        owned = cells.share(sum(bool(match_person(value, people).candidates) for value in cells.values))
        if people and owned >= 0.6:
            return ColumnGuess("owner", 0.8, "its cells are names of your people")
        results, statuses = cells.results(), cells.statuses()
        if max(results, statuses) >= 0.7 and cells.distinct >= 2:
            return ColumnGuess(
                "result" if results >= statuses else "status", 0.75, "its cells are results of calls"
            )
        spoken = cells.share(sum(len(v) > 2 and guess_language(v) is not None for v in cells.values))
        if spoken >= 0.8:
            return ColumnGuess("language", 0.8, "its cells are languages")
        if (
            cells.share(sum(guess_gender(value) is not None for value in cells.values)) >= 0.9
            and cells.distinct <= 4
        ):
            return ColumnGuess("gender", 0.7, "its cells are genders")
    return None


def _nameless(cells: _Cells) -> ColumnGuess:
    """A column without heading and of no plain kind: words may be the name, long ones a note."""
    if cells.dates() >= 0.8:
        return ColumnGuess("created_at", 0.4, "its cells are dates")
    if cells.numbers() >= 0.6:
        return ColumnGuess("ignore", 0.3, "only numbers, and no heading")
    average = sum(map(len, cells.values)) / max(1, cells.count)
    if average > 30:
        return ColumnGuess("note", 0.5, "its cells are long texts")
    if cells.distinct * 2 > cells.count and average < 30:
        return ColumnGuess("name", 0.5, "its cells are different words")
    return ColumnGuess("note", 0.3, "kept as a note")


def _settle_names(header: Sequence[str], guesses: list[ColumnGuess]) -> None:
    """A party is a firm when a person's name stands beside; "Name" beside first and last name is left out."""
    names = [index for index, guess in enumerate(guesses) if guess.target == "name"]
    parties = [index for index in names if is_party(header[index])]
    if parties and len(names) > len(parties) and not any(guess.target == "company" for guess in guesses):
        for index in parties:
            guesses[index] = guesses[index]._replace(target="company", why="a party beside a person's name")


def _settle_repeats(header: Sequence[str], guesses: list[ColumnGuess]) -> None:
    """Of two columns for a target that takes only one, the surer (then the first) keeps it."""
    taken: dict[str, int] = {}
    for index in sorted(range(len(guesses)), key=lambda i: (-guesses[i].confidence, i)):
        target = guesses[index].target
        if target in SEVERAL or target == "ignore" or target.startswith("custom:"):
            continue
        if target not in taken:
            taken[target] = index
        elif guesses[index].confidence < 0.98:
            spare = (
                "note" if target in ("name", "result", "status") and guesses[index].confidence < 0.8 else ""
            )
            nameless = re.fullmatch(r"column \d+", normal_heading(header[index]))
            spare = spare or ("note" if nameless else f"custom:{custom_key(header[index])}")
            why = f"“{header[taken[target]]}” is that already"
            guesses[index] = ColumnGuess(spare, 0.4, why)


def _with_dates(guess: ColumnGuess, cells: _Cells) -> ColumnGuess:
    if guess.target not in ("next_call_date", "created_at", "birthday"):
        return guess
    return guess._replace(dates=decide_order(cells.values))
