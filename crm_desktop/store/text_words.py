"""What the index of texts keeps of a text: its words, and the digits in it however they are set apart."""

from __future__ import annotations

import re
import unicodedata

SIGNS = str.maketrans("", "", " .-()")
_DIGIT = re.compile(r"[0-9]")
_RUN = re.compile(r"[0-9]{4,}")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ESCAPED = re.compile(r"\\[bfnrt]")
EMAIL = re.compile(r"[\w.+%-]+@[\w.-]+\w")
_LONGEST, _SHORTEST = 10, 4  # digits of a piece
_TELLING = 7  # digits in a row: as short as a number can be


def words_of(*texts: str | None) -> str:
    """What is indexed of a row's texts: folded, and of each row of digits whatever begins within it.

    An e-mail is a word too, besides its parts. Ids of the program are left out: they are no words of anybody.
    Rows that are in are cut out by the same words: with a change here the index must be made anew.
    """
    text = plain("\n".join(text for text in texts if text))
    pieces = [text.casefold()]
    if "@" in text:
        pieces += (joined(email) for email in EMAIL.findall(text))
    if _DIGIT.search(text):
        runs = _RUN.findall(text.translate(SIGNS))
        pieces += (run[at : at + _LONGEST] for run in runs for at in range(len(run) - _SHORTEST + 1))
    return "\n".join(pieces)


def joined(email: str) -> str:
    """An e-mail as one word."""
    return "".join(split_words(email))


def telling_words_of(*texts: str | None) -> str:
    """The same where there is anything like a number or an e-mail in it, else nothing."""
    text = plain("\n".join(text for text in texts if text))
    if "@" in text or any(len(run) >= _TELLING for run in _RUN.findall(text.translate(SIGNS))):
        return words_of(text)
    return ""


def plain(text: str) -> str:
    """A text without the program's ids and JSON's signs for new lines, which would stick to a word."""
    if "-" in text:
        text = _ID.sub(" ", text)
    return _ESCAPED.sub(" ", text) if "\\" in text else text


def split_words(text: str) -> list[str]:
    """The words of a text, set apart as the index does it."""
    folded = text.casefold()
    if folded.isascii():
        return re.findall(r"[0-9a-z]+", folded)
    return "".join(c if _is_of_words(unicodedata.category(c)) else " " for c in folded).split()


def _is_of_words(category: str) -> bool:
    return category[0] in "LMN" or category == "Co"
