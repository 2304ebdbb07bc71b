"""Invented people, firms and lists; the words stand in `resources/samples/names.json`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.paths import resources_dir

FIRST_NUMBER = 98000_00001  # +91 98000 00001; a number a family, so 99,99,999 in all
COLUMNS = (
    ("Name", "name"),
    ("Mobile", "phone"),
    ("Alternate mobile", "phone"),
    ("Company", "company"),
    ("E-mail", "email"),
    ("City", "city"),
    ("State", "state"),
    ("PIN", "postal_code"),
    ("Language", "language"),
    ("Source", "source"),
    ("Remark", "note"),
    ("Last result", "result"),
)
"""Headings of an invented list, and what each column becomes."""

Row = tuple[str, ...]


@lru_cache(maxsize=1)
def sample_words() -> dict[str, Any]:
    """The sample data as read from the file."""
    file = resources_dir() / "samples" / "names.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words


def list_mapping() -> Mapping:
    """What the columns of an invented list become."""
    return Mapping(tuple(ColumnRule(heading, target) for heading, target in COLUMNS))


class Invented:
    """Makes up people and leads, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"people {seed}")
        self._words = sample_words()
        self._next_number = FIRST_NUMBER

    def people(self, count: int, taken: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
        """Sign-in and display names of colleagues, all different and none of `taken`."""
        used = set(taken)
        found: list[tuple[str, str]] = []
        given = self._random.sample(self._words["given"], len(self._words["given"]))
        for index in range(count):
            first, family = given[index % len(given)], self._random.choice(self._words["family"])
            plain = first.casefold()
            sign_in = plain if plain not in used else f"{plain}{index + 1}"
            used.add(sign_in)
            found.append((sign_in, f"{first} {family}"))
        return found

    def leads(self, count: int) -> Iterator[Row]:
        """Rows of an invented list; about every tenth person shares the number of the one before."""
        family, phone, place = "", "", ["", "", ""]
        for _ in range(count):
            is_relative = bool(phone) and self._random.random() < 0.1
            if not is_relative:
                family = self._random.choice(self._words["family"])
                phone, place = self._number(), self._random.choice(self._words["places"])
            name = self._name(family, is_relative)
            yield self._row(name, phone, place, self._random)

    def write_list(self, file: Path, count: int) -> None:
        """Write a list of `count` leads as CSV."""
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([heading for heading, _ in COLUMNS])
            writer.writerows(self.leads(count))

    def _name(self, family: str, is_relative: bool) -> str:
        roll = self._random.random()
        if not is_relative and roll < 0.03:
            return str(self._random.choice(self._words["devanagari"]))
        if not is_relative and roll < 0.04:
            return str(self._random.choice(self._words["tamil"]))
        first, middle = self._random.choice(self._words["given"]), self._random.choice(self._words["given"])
        return f"{first} {middle} {family}" if roll < 0.7 else f"{first} {family}"

    def _row(self, name: str, phone: str, place: list[str], random: Random) -> Row:
        words = self._words
        city, state, pin = place
        plain = name.split()[0].casefold()
        is_plain = plain.isascii()
        has_mail = is_plain and random.random() < 0.35
        firm = f"{random.choice(words['firm_words'])} {random.choice(words['firm_kinds'])}"
        return (
            name,
            phone,
            self._number() if random.random() < 0.12 else "",
            firm if random.random() < 0.3 else "",
            f"{plain}.{phone[-5:]}@example.in" if has_mail else "",
            city,
            state,
            pin,
            words["languages"].get(state, "Hindi"),
            random.choice(words["sources"]),
            random.choice(words["brought_remarks"]) if random.random() < 0.15 else "",
            "Do not call" if random.random() < 0.01 else "",
        )

    def _number(self) -> str:
        number = str(self._next_number)
        self._next_number += 1
        return f"+91 {number[:5]} {number[5:]}"
