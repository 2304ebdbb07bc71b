"""A local store's index of all that people wrote, brought up to date behind the work, not within it.

Rows are taken in by row number, up to a mark each table has; what lies beyond is read as it is. Nothing is
paid where a call is closed or a file brought in. Once a row is in, triggers keep the index in step with its
changes and its end (`words_of` is a function of every connection, see `engine`). A server has others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.store.text_words import joined, split_words, telling_words_of, words_of
from crm_desktop.store.unit_of_work import Work

AT_ONCE = 1_000
PLACE = 1 << 40  # a row's number in the index: the place's times this, and its own
_TOGETHER = 100  # terms of one question
_ROWS = 200

_OF_LEAD = "CASE WHEN status <> 'merged' THEN id END"
_OF_SALE = "(SELECT s.lead_id FROM sales s WHERE s.id = sale_changes.sale_id)"


@dataclass(frozen=True, slots=True)
class Place:
    """A table whose texts are indexed; `lead` is the lead they are about, in SQL; `no` never changes.

    `is_sparse`: rows without anything like a number or an e-mail are left out. `until`: the first row that
    isn't ready yet.
    """

    no: int
    table: str
    columns: tuple[str, ...]
    lead: str = ""
    is_sparse: bool = False
    until: str = ""

    def text_of(self, texts: Sequence[str | None]) -> str:
        """What is indexed of a row."""
        return (telling_words_of if self.is_sparse else words_of)(*texts)


_UNWRITTEN = "(SELECT min(rowid) FROM calls WHERE state = 'open')"  # its note comes with its result
PLACES = (
    Place(
        1,
        "leads",
        ("name", "company", "email", "address", "city", "postal_code", "source", "product"),
        _OF_LEAD,
    ),
    Place(2, "calls", ("forwarded_from", "disposition_values", "note"), "lead_id", until=_UNWRITTEN),
    Place(3, "timeline", ("text", "data"), "lead_id"),
    Place(4, "callbacks", ("note",), "lead_id"),
    Place(5, "messages", ("email", "subject", "body", "handler"), "lead_id"),
    Place(6, "field_values", ("text",), "lead_id"),
    Place(7, "lead_emails", ("email",), "lead_id"),
    Place(8, "import_changes", ("before",), "lead_id"),
    Place(9, "undo_acts", ("before",), "lead_id"),
    Place(10, "submitted_acts", ("payload", "outcome"), "lead_id"),
    Place(11, "commands", ("result",), is_sparse=True),
    Place(12, "audit", ("detail",), is_sparse=True),
    Place(13, "sales", ("product", "reference", "note"), "lead_id"),
    Place(14, "sale_changes", ("why",), _OF_SALE),
    Place(15, "service_records", ("what", "note"), "lead_id"),
    Place(16, "appointments", ("title", "place", "note"), "lead_id"),
    Place(17, "consents", ("purpose", "basis", "how", "evidence"), "lead_id"),
    Place(18, "do_not_calls", ("why",)),
    Place(19, "skips", ("reason",), "lead_id"),
    Place(20, "attachments", ("name",), "lead_id"),
    Place(21, "evidence", ("name",), "lead_id"),
    Place(22, "comings", ("why", "known_by", "name_key"), "lead_id"),
)
_BY_NO = {place.no: place for place in PLACES}
_BY_TABLE = {place.table: place for place in PLACES}


class TextIndex:
    """Repository of the index."""

    def __init__(self, work: Work) -> None:
        self._run: Any = work.connection.exec_driver_sql
        self._is_sqlite = work.is_sqlite

    # --- keeping it ---

    def take_in(self, most: int = AT_ONCE) -> int:
        """Take in up to so many rows; gives how many it were, fewer when all are in."""
        taken = 0
        for place in PLACES:
            if taken >= most:
                break
            taken += self._take_in(place, most - taken)
        return taken

    def _take_in(self, place: Place, most: int) -> int:
        upto = self.upto(place)
        columns = ", ".join(f'"{name}"' for name in place.columns)
        end = f" AND rowid < coalesce({place.until}, 9223372036854775807)" if place.until else ""
        rows = self._run(
            f"SELECT rowid, {columns} FROM {place.table} WHERE rowid > ?{end} ORDER BY rowid LIMIT ?",
            (upto, most),
        ).fetchall()
        if not rows:
            return 0
        texts = [(place.no * PLACE + row[0], place.text_of(row[1:])) for row in rows]
        told = [each for each in texts if each[1]]
        if told:
            self._run("INSERT INTO text_fts(rowid, text) VALUES (?, ?)", told)
        self._run("UPDATE text_places SET upto = ? WHERE place = ?", (rows[-1][0], place.no))
        return len(rows)

    def waiting(self) -> int:
        """How many rows aren't in yet, at most."""
        found = 0
        for place in PLACES:
            last = self._run(f"SELECT max(rowid) FROM {place.table}").scalar() or 0
            found += max(0, last - self.upto(place))
        return found

    def taken_in(self) -> int:
        """How many rows are in, at most."""
        return int(self._run("SELECT coalesce(sum(upto), 0) FROM text_places WHERE place > 0").scalar_one())

    def clear(self) -> None:
        """Forget all of it; rows are taken in anew."""
        self._run("UPDATE text_places SET upto = 0 WHERE place > 0")  # 0: see `search`
        self._run("INSERT INTO text_fts(text_fts) VALUES ('delete-all')")

    def missing(self, most: int) -> int:
        """How many of the newest rows that should be in aren't found by a word of theirs."""
        found = 0
        for place in PLACES:
            columns = ", ".join(f'"{name}"' for name in place.columns)
            rows = self._run(
                f"SELECT rowid, {columns} FROM {place.table} WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?",
                (self.upto(place), most),
            ).fetchall()
            for row in rows:
                words = split_words(place.text_of(row[1:]))
                number = place.no * PLACE + row[0]
                if words and not self._has(number, words[0]):
                    found += 1
        return found

    def _has(self, number: int, word: str) -> bool:
        asked = "SELECT 1 FROM text_fts WHERE text_fts MATCH ? AND rowid = ?"
        return self._run(asked, (f'"{word}"', number)).first() is not None

    def upto(self, place: Place) -> int:
        """The last row of a table that is in."""
        return int(self._run("SELECT upto FROM text_places WHERE place = ?", (place.no,)).scalar() or 0)

    # --- asking it ---

    def candidates(self, needles: Needles) -> dict[str, list[int]]:
        """Rows by table, among them every one that is in and has one of these."""
        found: dict[str, set[int]] = {}
        terms = list(dict.fromkeys(terms_of(needles)))
        for start in range(0, len(terms), _TOGETHER):
            asked = " OR ".join(terms[start : start + _TOGETHER])
            for number in self._numbers(asked):
                place = _BY_NO[number // PLACE]
                found.setdefault(place.table, set()).add(number % PLACE)
        return {table: sorted(rows) for table, rows in found.items()}

    def newest(self, asked: str, most: int) -> Iterator[tuple[Place, list[int]]]:
        """The newest rows of each table that answer a question, up to so many a table.

        It should be of whole words: of those that only begin so the index gathers all rows first.
        """
        statement = """SELECT rowid FROM text_fts WHERE text_fts MATCH ? AND rowid BETWEEN ? AND ?
            ORDER BY rowid DESC LIMIT ?"""
        for place in PLACES:
            span = (place.no * PLACE, (place.no + 1) * PLACE - 1)
            rows = self._run(statement, (asked, *span, most)).scalars()
            if found := [number % PLACE for number in rows]:
                yield place, found

    def with_email(self, table: str, column: str, names: Sequence[str], email: str) -> Iterator[Any]:
        """These columns of every row of a table with this e-mail in a column, whatever its case."""
        place = _BY_TABLE[table]
        span = (place.no * PLACE, (place.no + 1) * PLACE - 1)
        asked = "SELECT rowid FROM text_fts WHERE text_fts MATCH ? AND rowid BETWEEN ? AND ?"
        numbers = [n % PLACE for n in self._run(asked, (email_term(email), *span)).scalars()]
        wanted, told = email.casefold(), (f'"{column}"', *names)
        beyond = f"SELECT {', '.join(told)} FROM {table} WHERE rowid > ? AND lower({column}) = lower(?)"
        for found in (self.rows(table, told, numbers), self._run(beyond, (self.upto(place), email))):
            yield from (row[1:] for row in found if str(row[0]).casefold() == wanted)

    def some(self, asked: str, most: int) -> Iterator[tuple[Place, list[int]]]:
        """Some of the rows that answer a question, up to so many in all."""
        found: dict[int, list[int]] = {}
        for number in self._numbers(asked, most):
            found.setdefault(number // PLACE, []).append(number % PLACE)
        for no, rows in found.items():
            yield _BY_NO[no], rows

    def _numbers(self, asked: str, most: int = -1) -> list[int]:
        rows = self._run("SELECT rowid FROM text_fts WHERE text_fts MATCH ? LIMIT ?", (asked, most))
        return list(rows.scalars())

    def rows(self, table: str, names: Sequence[str], numbers: Sequence[int]) -> Iterator[Any]:
        """These columns of these rows."""
        for start in range(0, len(numbers), _ROWS):
            some = numbers[start : start + _ROWS]
            places = ", ".join("?" * len(some))
            asked = f"SELECT {', '.join(names)} FROM {table} WHERE rowid IN ({places})"
            yield from self._run(asked, tuple(some))


def place_of(table: str) -> Place | None:
    """Where a table's texts are indexed."""
    return _BY_TABLE.get(table)


def terms_of(needles: Needles) -> Iterable[str]:
    """What the index is asked for each of these."""
    for phone in needles.phones:
        yield number_term(digits_of(phone))
    for email in needles.emails:
        yield email_term(email)
    for name in needles.names:
        if term := words_term(name):
            yield term


def number_term(digits: str) -> str:
    """Rows with these digits, however they are set apart; more than ten are asked for by their first."""
    return f'"{digits}" *' if len(digits) < 10 else f'"{digits[:10]}"'


def email_term(email: str) -> str:
    """Rows with this e-mail."""
    return f'"{joined(email)}"'


def words_term(text: str) -> str:
    """Rows with all these words, the last of which may go on; empty for a text without a word."""
    words = " ".join(f'"{word}"' for word in split_words(text))
    return f"({words} *)" if words else ""


def whole_words_term(text: str) -> str:
    """Rows with all these words: many times quicker where the beginning of a word is a common one."""
    return words_term(text).replace(" *)", ")")
