"""Taking one cell of a column into the lead being made: one function a column, made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from crm_desktop.domain.import_dates import Moment, moment_parser, parse_time
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_reasons import (
    BAD_DATE,
    BAD_EMAIL,
    BAD_TIME,
    FUTURE_DATE,
    PHONE_REASONS,
    SEVERAL_PEOPLE,
    TOO_LONG,
    TOO_LONG_PRODUCT,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PERSON,
    UNKNOWN_RESULT,
    UNKNOWN_SCORE,
    UNKNOWN_STATUS,
)
from crm_desktop.domain.import_values import (
    guess_gender,
    guess_language,
    guess_result,
    guess_status,
    match_person,
    normal_word,
)
from crm_desktop.domain.lead import LONGEST_PRODUCT
from crm_desktop.domain.phone import Phone, PhoneFault, PhoneProblem, parse_phone, split_phones
from crm_desktop.domain.phone_fast import indian_number
from crm_desktop.domain.score import guess_score

_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]{2,}")
_PLAIN_PHONE = re.compile(r"\+?\d{8,15}", re.ASCII)
_TAG_PARTS = re.compile(r"\s*(?::::|[;,|\n])\s*")
_ALT_ENTRIES = re.compile(r"\d{6,15}_\d{0,3}_?[^!]*(?:!\d{6,15}_\d{0,3}_?[^!]*)*")
_NOTHING_WORDS = (
    "na",
    "n/a",
    "n.a.",
    "n.a",
    "nil",
    "null",
    "none",
    "-",
    "--",
    "---",
    ".",
    "nan",
    "#n/a",
    "(blank)",
)
_NOTHING = frozenset(form for word in _NOTHING_WORDS for form in (word, word.upper(), word.capitalize()))
"""What people write into a cell to say that it is empty; all forms, so that no cell need be folded first."""
_MOST = 500
_OTHER = {"result": "status", "status": "result"}
_STATES: dict[str, tuple[Callable[[str], str | None], str]] = {
    "result": (guess_result, UNKNOWN_RESULT),
    "status": (guess_status, UNKNOWN_STATUS),
}


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


@dataclass(frozen=True)
class RowContext:
    """What is the same for all rows: today at the office; people who may be owners (id to names).

    `asked_column`: the place of the column that says when a person asked to be called.
    """

    today: date = date(2026, 1, 1)
    people: Map[str, Sequence[str]] = field(default_factory=dict, hash=False)
    asked_column: int | None = None


class Draft:
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


DATE_TARGETS = ("next_call_date", "created_at", "birthday")
Taker = Callable[[str, Draft, Sequence[str]], None]


def column_taker(index: int, mapping: Mapping, context: RowContext, *, several_notes: bool) -> Taker | None:
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
    if target in DATE_TARGETS:
        key = "next_call_at" if target == "next_call_date" else target
        parse = moment_parser(rule.date_order, context.today, is_birthday=target == "birthday")
        return _moment_taker(column, key, parse)
    if target == "next_call_time":
        return _time_taker(column)
    if target == "owner":
        return _owner_taker(column, meanings, context.people)
    if target in ("result", "status"):
        other = None if any(r.target == _OTHER[target] for r in mapping.columns) else _OTHER[target]
        return _state_taker(column, target, other, meanings)
    guesses: dict[str, tuple[Callable[[str], str | None], str]] = {
        "language": (guess_language, UNKNOWN_LANGUAGE),
        "gender": (guess_gender, ""),
    }
    if target == "score":
        return _score_taker(column, meanings)
    if target in guesses:
        guess, reason = guesses[target]
        return _choice_taker(column, target, meanings, guess, reason)
    return _text_taker(column, target, meanings)


def _phone_taker(column: str, label: str, labels: int | None, country: str) -> Taker:
    in_india = country == "IN"
    is_plain = _PLAIN_PHONE.fullmatch

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        found = label
        if labels is not None:
            found = cells[labels].strip().removeprefix("* ").partition(" ::: ")[0][:40]
        phones = draft.phones
        parts: Sequence[tuple[str, str]]
        if is_plain(text) or (in_india and indian_number(text) is not None):
            parts = ((text, found),)
        elif "_" in text and _ALT_ENTRIES.fullmatch(text):
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


def _email_taker(column: str) -> Taker:
    whole = _EMAIL.fullmatch

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        emails = draft.emails
        if whole(text):
            lower = text.lower()
            if lower not in emails:
                emails.append(lower)
            return
        if text in _NOTHING:
            return
        found = [match.lower() for match in _EMAIL.findall(text[:2000])]
        emails.extend(email for email in dict.fromkeys(found) if email not in emails)
        if not found:
            draft.problems.append(Problem(column, text[:200], BAD_EMAIL))

    return take


def _name_taker(column: str, target: str) -> Taker:
    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if target in draft.names or text in _NOTHING:
            return
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        if len(text) > _MOST:
            draft.problems.append(Problem(column, text[:200] + "…", TOO_LONG))
            text = text[:_MOST]
        draft.names[target] = text

    return take


def _text_taker(column: str, key: str, meanings: Map[str, str]) -> Taker:
    joins = key == "address"
    most, reason = (LONGEST_PRODUCT, TOO_LONG_PRODUCT) if key == "product" else (_MOST, TOO_LONG)

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        fields = draft.fields
        if (key in fields and not joins) or text in _NOTHING:
            return
        if len(text) > most:
            draft.problems.append(Problem(column, text[:200] + "…", reason))
            text = text[:most].rstrip()
        if meanings:
            text = meanings.get(normal_word(text), text)
        if text:
            fields[key] = f"{fields[key]}, {text}" if joins and key in fields else text

    return take


def _note_taker(heading: str) -> Taker:
    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text not in _NOTHING:
            draft.notes.append(f"{heading}: {text}" if heading else text)

    return take


def _tags_taker() -> Taker:
    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        for part in _TAG_PARTS.split(text):
            tag = part.removeprefix("* ").strip()[:60]
            if tag and tag not in draft.tags and tag not in _NOTHING and tag != "myContacts":
                draft.tags.append(tag)

    return take


def _moment_taker(column: str, key: str, parse: Callable[[str], Moment | None]) -> Taker:
    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if key in draft.fields or text in _NOTHING or text.startswith("0000-00-00"):
            return
        moment = parse(text)
        if moment is None:
            draft.problems.append(Problem(column, text[:200], BAD_DATE))
        elif key == "birthday" and isinstance(moment, datetime):
            draft.fields[key] = moment.date()
        else:
            draft.fields[key] = _in_utc(moment)

    return take


def asked_taker(index: int, mapping: Mapping, context: RowContext) -> Taker:
    """The day a person asked on, as `asked_on`; the column may also be something else."""
    rule = mapping.columns[index]
    parse = moment_parser(rule.date_order, context.today)
    is_told = rule.target in DATE_TARGETS  # then what is no date is told already

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text in _NOTHING or text.startswith("0000-00-00"):
            return
        moment = parse(text)
        if moment is None:
            if not is_told:
                draft.problems.append(Problem(rule.header, text[:200], BAD_DATE))
            return
        day = moment.date() if isinstance(moment, datetime) else moment
        if day > context.today + timedelta(days=1):  # it is tomorrow somewhere
            draft.problems.append(Problem(rule.header, text[:200], FUTURE_DATE))
        else:
            draft.fields["asked_on"] = day

    return take


def _in_utc(moment: Moment) -> Moment:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return moment


def _time_taker(column: str) -> Taker:
    seen: dict[str, time | None] = {}

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text not in seen:
            seen[text] = parse_time(text)
        if seen[text] is not None:
            draft.fields["next_call_time"] = seen[text]
        elif text not in _NOTHING:
            draft.problems.append(Problem(column, text[:200], BAD_TIME))

    return take


def _owner_taker(column: str, meanings: Map[str, str], people: Map[str, Sequence[str]]) -> Taker:
    @lru_cache(maxsize=1024)
    def look_up(text: str) -> tuple[str | None, str]:
        word = normal_word(text)
        if word in meanings:
            return meanings[word] or None, ""
        found = match_person(text, people)
        return found.person, SEVERAL_PEOPLE if found.candidates else UNKNOWN_PERSON

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text in _NOTHING:
            return
        person, reason = look_up(text[:200])
        if person is not None:
            draft.fields.setdefault("owner", person)
        elif reason:
            draft.problems.append(Problem(column, text[:200], reason))

    return take


def _choice_taker(
    column: str, key: str, meanings: Map[str, str], guess: Callable[[str], str | None], reason: str
) -> Taker:
    @lru_cache(maxsize=4096)
    def look_up(text: str) -> str | None:
        word = normal_word(text)
        return meanings[word] if word in meanings else guess(text)

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text in _NOTHING:
            return
        code = look_up(text if len(text) < 300 else text[:300])
        if code:
            draft.fields.setdefault(key, code)
        if code is None and reason:
            draft.problems.append(Problem(column, text[:200], reason))
            draft.notes.append(f"{column}: {text}")

    return take


def _score_taker(column: str, meanings: Map[str, str]) -> Taker:
    @lru_cache(maxsize=1024)
    def look_up(text: str) -> int | None:
        word = normal_word(text)
        return guess_score(meanings.get(word, text))

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text in _NOTHING:
            return
        score = look_up(text[:100])
        if score is None:
            draft.problems.append(Problem(column, text[:200], UNKNOWN_SCORE))
            draft.notes.append(f"{column}: {text}")
        elif score:
            draft.fields.setdefault("score", score)

    return take


def _state_taker(column: str, key: str, other: str | None, meanings: Map[str, str]) -> Taker:
    """Last result or status: offices write both into one column, "Fresh" until a call made it "RNR".

    `other` is what a word may mean instead; None when that has a column of its own.
    """
    guess, reason = _STATES[key]

    @lru_cache(maxsize=4096)
    def look_up(text: str) -> tuple[str, str | None]:
        word = normal_word(text)
        code = meanings[word] if word in meanings else guess(text)
        if code is None and other is not None:
            its_own = _STATES[other][0](text)
            if its_own is not None:
                return other, its_own
        return key, code

    def take(text: str, draft: Draft, cells: Sequence[str]) -> None:
        if text in _NOTHING:
            return
        field, code = look_up(text if len(text) < 300 else text[:300])
        if code:
            draft.fields.setdefault(field, code)
        if code is None:
            draft.problems.append(Problem(column, text[:200], reason))
            draft.notes.append(f"{column}: {text}")

    return take
