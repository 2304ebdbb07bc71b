"""From a row of cells to a lead: the mapping compiled once, then run a million times."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple

from crm_desktop.domain.import_dates import Moment, moment_parser, parse_time
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_values import (
    guess_gender,
    guess_language,
    guess_result,
    guess_status,
    match_person,
    normal_word,
)
from crm_desktop.domain.phone import Phone, PhoneFault, PhoneProblem, parse_phone, split_phones

PHONE_REASONS: dict[PhoneFault, str] = {
    PhoneFault.EMPTY: "There is no phone number",
    PhoneFault.TOO_SHORT: "The phone number is too short",
    PhoneFault.TOO_LONG: "The phone number is too long",
    PhoneFault.NOT_A_NUMBER: "This is no phone number",
    PhoneFault.DUMMY: "The phone number is made up",
    PhoneFault.LOST_DIGITS: "The spreadsheet has cut digits off the phone number",
    PhoneFault.NOT_VALID: "There is no such phone number",
}
NO_WAY = "There is no phone number, and no name with an e-mail to know the person by"
NOTHING_USED = "Nothing in this row is in a column that is used"
BAD_EMAIL = "This is no e-mail address"
BAD_DATE = "This date is not understood"
BAD_TIME = "This time is not understood"
UNKNOWN_RESULT = "This result is not known; kept as a note"
UNKNOWN_STATUS = "This status is not known; kept as a note"
UNKNOWN_PERSON = "Nobody here is called so; left without an owner"
SEVERAL_PEOPLE = "Several people here are called so; left without an owner"
UNKNOWN_LANGUAGE = "This language is not known; kept as a note"
TOO_LONG = "The text was cut at 500 characters"
EXTRA_CELLS = "The row has more cells than there are headings; these were left out"
REFUSALS: dict[PhoneFault, str] = {
    fault: f"{text}, and there is no name with an e-mail to know the person by"
    for fault, text in PHONE_REASONS.items()
}
"""Why a row is refused, by what is wrong with its first phone. All reasons are whole English sentences, for
translation; what was written stands beside them."""

_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]{2,}")
_PARTS = re.compile(r"\s*(?::::|[;,\n|]|\s/\s)\s*|\s+")
_TAG_PARTS = re.compile(r"\s*(?::::|[;,|\n])\s*")
_ALT_ENTRIES = re.compile(r"\d{6,15}_\d{0,3}_?[^!]*(?:!\d{6,15}_\d{0,3}_?[^!]*)*")
_NOTHING = frozenset(
    {"na", "n/a", "n.a.", "n.a", "nil", "null", "none", "-", "--", "---", ".", "nan", "#n/a", "(blank)"}
)
_MOST = 500
_TEXTS = frozenset({"address", "city", "state", "postal_code", "country", "source", "amount"})


class BroughtPhone(NamedTuple):
    """A valid phone of a row: as written, its label ("Home", or ""), and the number."""

    raw: str
    label: str
    phone: Phone


class Problem(NamedTuple):
    """Something of a row that was not taken as written: the column's heading, what was written, why."""

    column: str
    raw: str
    reason: str


class ParsedRow(NamedTuple):
    """A row understood. With `refused` (a whole sentence) it is no lead; all else says what was understood.

    `fields` holds, where given: address, city, state, postal_code, country, source, amount (texts), language
    (ISO), owner (a person's id), status, result (codes), gender, next_call_at (date, or datetime when a time
    was given), created_at, birthday, and `custom:<key>`. Naive datetimes are the office's own clock.
    """

    name: str
    company: str
    phones: tuple[BroughtPhone, ...]
    emails: tuple[str, ...]
    fields: dict[str, Any]
    note: str
    tags: tuple[str, ...]
    problems: list[Problem]
    refused: str | None


@dataclass(frozen=True)
class RowContext:
    """What is the same for all rows: today's date at the office, and the people (id to names) owners may be."""

    today: date = date(2026, 1, 1)
    people: Map[str, Sequence[str]] = field(default_factory=dict, hash=False)


class _Draft:
    """What is gathered while the columns of one row are gone through."""

    __slots__ = ("emails", "fault", "fields", "names", "notes", "phones", "problems", "tags")

    def __init__(self) -> None:
        self.phones: list[BroughtPhone] = []
        self.emails: list[str] = []
        self.names: dict[str, str] = {}
        self.fields: dict[str, Any] = {}
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.problems: list[Problem] = []
        self.fault: PhoneFault | None = None


_Taker = Callable[[str, _Draft, Sequence[str]], None]
RowParser = Callable[[Sequence[str]], ParsedRow]


def row_to_lead(mapping: Mapping, cells: Sequence[str], context: RowContext) -> ParsedRow:
    """Understand one row. For many rows make the parser once with `row_parser`."""
    return row_parser(mapping, context)(cells)


def row_parser(mapping: Mapping, context: RowContext) -> RowParser:
    """Compile a mapping into one function for rows.

    Phones that are invalid or made up are left out and listed. A row without any valid phone is taken when
    it has a name with an e-mail, and refused otherwise.
    """
    takers: list[tuple[int, _Taker]] = []
    notes = sum(rule.target == "note" for rule in mapping.columns)
    for index, rule in enumerate(mapping.columns):
        taker = _taker(index, mapping, context, several_notes=notes > 1)
        if taker is not None:
            takers.append((index, taker))
    width = len(mapping.columns)

    def parse(cells: Sequence[str]) -> ParsedRow:
        draft = _Draft()
        count = len(cells)
        for index, take in takers:
            if index < count:
                text = cells[index].strip()
                if text:
                    take(text, draft, cells)
        if count > width:
            extra = " | ".join(cell for cell in cells[width:] if cell.strip())
            if extra:
                draft.problems.append(Problem("", extra, EXTRA_CELLS))
        return _finish(draft)

    return parse


def _finish(draft: _Draft) -> ParsedRow:
    names, fields = draft.names, draft.fields
    name = names.get("name", "")
    if not name and names:
        parts = (names.get("first_name", ""), names.get("middle_name", ""), names.get("last_name", ""))
        name = " ".join(filter(None, parts))
    company = names.get("company", "")
    moment = fields.pop("next_call_time", None)
    if moment is not None:
        day = fields.get("next_call_at")
        if day is not None and not isinstance(day, datetime):
            fields["next_call_at"] = datetime.combine(day, moment)
        elif day is None:
            draft.notes.append(f"{moment:%H:%M}")
    refused = None
    if not draft.phones and not (draft.emails and (name or company)):
        if draft.fault is not None:
            refused = REFUSALS[draft.fault]
        else:
            used = name or company or draft.emails or fields or draft.notes
            refused = NO_WAY if used else NOTHING_USED
    return ParsedRow(
        name,
        company,
        tuple(draft.phones),
        tuple(draft.emails),
        fields,
        "\n".join(draft.notes),
        tuple(draft.tags),
        draft.problems,
        refused,
    )


def _taker(index: int, mapping: Mapping, context: RowContext, *, several_notes: bool) -> _Taker | None:
    """The function for one column, or None when it is left out."""
    rule = mapping.columns[index]
    target, column = rule.target, rule.header
    meanings = mapping.values.get(target, {})
    if target in ("ignore", "phone_label"):
        return None
    if target == "phone":
        labels = index - 1 if index and mapping.columns[index - 1].target == "phone_label" else None
        return _phone_taker(column, rule.label, labels, mapping.country)
    if target == "email":
        return _email_taker(column)
    if target in ("name", "first_name", "middle_name", "last_name", "company"):
        return _name_taker(column, target)
    if target == "note":
        return _note_taker(column if several_notes and mapping.has_header else "")
    if target == "tags":
        return _tags_taker()
    if target in ("next_call_date", "created_at", "birthday"):
        key = "next_call_at" if target == "next_call_date" else target
        parse = moment_parser(rule.date_order, context.today, is_birthday=target == "birthday")
        return _moment_taker(column, key, parse)
    if target == "next_call_time":
        return _time_taker(column)
    if target == "owner":
        return _owner_taker(column, meanings, context.people)
    guesses: dict[str, tuple[Callable[[str], str | None], str]] = {
        "result": (guess_result, UNKNOWN_RESULT),
        "status": (guess_status, UNKNOWN_STATUS),
        "language": (guess_language, UNKNOWN_LANGUAGE),
        "gender": (guess_gender, ""),
    }
    if target in guesses:
        guess, reason = guesses[target]
        return _choice_taker(column, target, meanings, guess, reason)
    return _text_taker(column, target, meanings)


def _phone_taker(column: str, label: str, labels: int | None, country: str) -> _Taker:
    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        found = label
        if labels is not None:
            found = cells[labels].strip().removeprefix("* ").partition(" ::: ")[0][:40]
        phones = draft.phones
        parts: Sequence[tuple[str, str]]
        if "_" in text and _ALT_ENTRIES.fullmatch(text):
            parts = _alt_entries(text)
        else:
            parts = [(part, found) for part in split_phones(text)]
        for part, its_label in parts:
            phone = parse_phone(part, country)
            if type(phone) is Phone:
                if not phones or all(phone.e164 != other.phone.e164 for other in phones):
                    phones.append(BroughtPhone(part, its_label, phone))
            elif type(phone) is PhoneProblem:
                if phone.reason is PhoneFault.EMPTY:
                    continue
                draft.fault = draft.fault or phone.reason
                draft.problems.append(Problem(column, part[:200], PHONE_REASONS[phone.reason]))

    return take


def _alt_entries(text: str) -> list[tuple[str, str]]:
    """ViciDial's further numbers, "9800000001_91_home!9800000002_91_": each with its note as label."""
    entries = []
    for entry in text.split("!"):
        number, _, rest = entry.partition("_")
        entries.append((number, rest.partition("_")[2].strip()[:40]))
    return entries


def _email_taker(column: str) -> _Taker:
    whole = _EMAIL.fullmatch

    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        emails = draft.emails
        if whole(text):
            lower = text.lower()
            if lower not in emails:
                emails.append(lower)
            return
        if text.lower() in _NOTHING:
            return
        found = [match.lower() for match in _EMAIL.findall(text[:2000])]
        emails.extend(email for email in dict.fromkeys(found) if email not in emails)
        if not found:
            draft.problems.append(Problem(column, text[:200], BAD_EMAIL))

    return take


def _name_taker(column: str, target: str) -> _Taker:
    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if target in draft.names or (len(text) < 8 and text.lower() in _NOTHING):
            return
        text = " ".join(text.split())
        if len(text) > _MOST:
            draft.problems.append(Problem(column, text[:200] + "…", TOO_LONG))
            text = text[:_MOST]
        draft.names[target] = text

    return take


def _text_taker(column: str, key: str, meanings: Map[str, str]) -> _Taker:
    joins = key == "address"

    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        fields = draft.fields
        if (key in fields and not joins) or (len(text) < 8 and text.lower() in _NOTHING):
            return
        if len(text) > _MOST:
            draft.problems.append(Problem(column, text[:200] + "…", TOO_LONG))
            text = text[:_MOST]
        if meanings:
            text = meanings.get(normal_word(text), text)
        if text:
            fields[key] = f"{fields[key]}, {text}" if joins and key in fields else text

    return take


def _note_taker(heading: str) -> _Taker:
    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if len(text) >= 8 or text.lower() not in _NOTHING:
            draft.notes.append(f"{heading}: {text}" if heading else text)

    return take


def _tags_taker() -> _Taker:
    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        for part in _TAG_PARTS.split(text):
            tag = part.removeprefix("* ").strip()[:60]
            if tag and tag not in draft.tags and tag.lower() not in _NOTHING and tag != "myContacts":
                draft.tags.append(tag)

    return take


def _moment_taker(column: str, key: str, parse: Callable[[str], Moment | None]) -> _Taker:
    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if key in draft.fields or text.lower() in _NOTHING or text.startswith("0000-00-00"):
            return
        moment = parse(text)
        if moment is None:
            draft.problems.append(Problem(column, text[:200], BAD_DATE))
        elif key == "birthday" and isinstance(moment, datetime):
            draft.fields[key] = moment.date()
        else:
            draft.fields[key] = moment.astimezone(UTC) if _is_aware(moment) else moment

    return take


def _is_aware(moment: Moment) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _time_taker(column: str) -> _Taker:
    seen: dict[str, time | None] = {}

    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if text not in seen:
            seen[text] = parse_time(text)
        if seen[text] is not None:
            draft.fields["next_call_time"] = seen[text]
        elif text.lower() not in _NOTHING:
            draft.problems.append(Problem(column, text[:200], BAD_TIME))

    return take


def _owner_taker(column: str, meanings: Map[str, str], people: Map[str, Sequence[str]]) -> _Taker:
    @lru_cache(maxsize=1024)
    def look_up(text: str) -> tuple[str | None, str]:
        word = normal_word(text)
        if word in meanings:
            return meanings[word] or None, ""
        found = match_person(text, people)
        return found.person, SEVERAL_PEOPLE if found.candidates else UNKNOWN_PERSON

    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if text.lower() in _NOTHING:
            return
        person, reason = look_up(text[:200])
        if person is not None:
            draft.fields.setdefault("owner", person)
        elif reason:
            draft.problems.append(Problem(column, text[:200], reason))

    return take


def _choice_taker(
    column: str, key: str, meanings: Map[str, str], guess: Callable[[str], str | None], reason: str
) -> _Taker:
    @lru_cache(maxsize=4096)
    def look_up(text: str) -> str | None:
        word = normal_word(text)
        return meanings[word] if word in meanings else guess(text)

    def take(text: str, draft: _Draft, cells: Sequence[str]) -> None:
        if len(text) < 8 and text.lower() in _NOTHING:
            return
        code = look_up(text if len(text) < 300 else text[:300])
        if code:
            draft.fields.setdefault(key, code)
        if code is None and reason:
            draft.problems.append(Problem(column, text[:200], reason))
            draft.notes.append(f"{column}: {text}")

    return take
