"""What the words in brought cells mean: results, statuses, languages, genders, people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from crm_desktop.domain.import_words import GENDERS, LANGUAGES, RESULTS, STATUSES


def _by_alias(words: Mapping[str, str]) -> dict[str, str]:
    return {alias: code for code, aliases in words.items() for alias in aliases.split("|")}


_RESULT_WORDS = _by_alias(RESULTS)
_STATUSES = _by_alias(STATUSES)
_LANGUAGES = _by_alias(LANGUAGES)
_GENDERS = _by_alias(GENDERS)
_RESULT_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"\bdnd\b|\bdnc\b|do ?n[o']?t call|dont call|(?:call|phone) mat kar|कॉल न|फोन मत", "DO_NOT_CALL"),
        (r"wrong (?:no|num|person)|invalid n|galat|not exist|गलत", "WRONG_NUMBER"),
        (r"swi?t?ch\w* ?off|sw off|not reach|un ?reach|out of (?:coverage|network|service)"
         r"|phone band|स्विच|पहुंच", "SWITCHED_OFF"),
        (r"already (?:bought|purchased|taken|have|has|done|customer|booked)"
         r"|le liya|ले लिया", "ALREADY_BOUGHT"),
        (r"not? int\w*r\w*st|no interest|not (?:required|needed)|no (?:need|requirement)"
         r"|nah?i chahiye|नहीं चाहिए|इच्छुक नहीं", "NOT_INTERESTED"),
        (r"\brnr\b|not pick|no (?:answer|response|reply)|not (?:answer|respond|receiv|attend)"
         r"|\bringing\b|nah?i utha|नहीं उठा", "NO_ANSWER"),
        (r"call ?back|\bcb\b|follow ?up|call (?:later|tomorrow|again|after|him|her|on|in)\b"
         r"|baad m|बाद में", "CALL_BACK"),
        (r"language|lang barrier|भाषा", "LANGUAGE"),
        (r"\bbusy\b|व्यस्त|engaged", "BUSY"),
        (r"convert|payment (?:done|received)|deal (?:done|closed)|sale (?:done|closed)"
         r"|^sold\b|\benrolled\b", "SOLD"),
        (r"interest|\bintrest|रुचि है|इच्छुक", "INTERESTED"),
    )
)  # fmt: skip
_TIMES = re.compile(r"(?:\s+(?:x\s*)?\d{1,2}(?:\s*(?:times?|st|nd|rd|th|x))?|\s+again|\s+hai|\s+call)+$")


def normal_word(text: str) -> str:
    """A cell's text for looking it up: compatibility form, folded, marks as blanks."""
    text = unicodedata.normalize("NFKC", text[:300]).casefold().replace("'", "").replace("’", "")
    return " ".join(
        "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text).split()
    )


@lru_cache(maxsize=8192)
def guess_result(text: str) -> str | None:
    """The ready set's code for what a caller wrote ("RNR 2" → "NO_ANSWER"); None when unknown."""
    word = normal_word(text)
    if not word:
        return None
    bare = _TIMES.sub("", word)
    found = _RESULT_WORDS.get(word) or _RESULT_WORDS.get(bare)
    if found or len(word) > 60 or len(word) <= 2:
        return found
    return next((code for pattern, code in _RESULT_PATTERNS if pattern.search(word)), None)


@lru_cache(maxsize=4096)
def guess_status(text: str) -> str | None:
    """new, open, won or closed for a word of another program ("Lost Lead" → "closed"); None when unknown."""
    return _STATUSES.get(normal_word(text))


@lru_cache(maxsize=4096)
def guess_language(text: str) -> str | None:
    """The language's ISO code ("हिंदी" → "hi"); of several, the first; None when unknown."""
    word = normal_word(text)
    if word in _LANGUAGES:
        return _LANGUAGES[word]
    first = re.split(r"[,/&+;]|\band\b", text)[0]
    return _LANGUAGES.get(normal_word(first))


def guess_gender(text: str) -> str | None:
    """male, female or other; None when unknown (also for ViciDial's "U")."""
    return _GENDERS.get(normal_word(text))


class PersonMatch(NamedTuple):
    """The person a name means, or several who may be meant (then ask), or nobody."""

    person: str | None
    candidates: tuple[str, ...] = ()


def match_person(text: str, people: Mapping[str, Iterable[str]]) -> PersonMatch:
    """Find the person meant by "Pooja" among ids with their names (full name, sign-in name).

    A whole name goes before a first name, that before initials or a beginning of three letters or more.
    """
    word = normal_word(text)
    if not word:
        return PersonMatch(None)
    names = [(person, normal_word(name)) for person, all_names in people.items() for name in all_names]
    words = word.split()
    for fits in (
        lambda name: name == word,
        lambda name: sorted(name.split()) == sorted(words),
        lambda name: word in name.split(),
        lambda name: _abbreviates(words, name.split()),
        lambda name: len(word) >= 3 and name.startswith(word),
        lambda name: len(word) >= 2 and "".join(part[0] for part in name.split()) == word.replace(" ", ""),
    ):
        found = tuple(dict.fromkeys(person for person, name in names if name and fits(name)))
        if len(found) == 1:
            return PersonMatch(found[0], found)
        if found:
            return PersonMatch(None, found)
    return PersonMatch(None)


def _abbreviates(words: list[str], name: list[str]) -> bool:
    """ "pooja s" for "pooja sharma"."""
    return len(words) == len(name) >= 2 and all(
        full.startswith(part) for part, full in zip(words, name, strict=True)
    )
