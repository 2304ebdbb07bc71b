"""A lead's score: how promising somebody thinks they are, from 1 to 100; 0 is the same as none."""

from __future__ import annotations

import re
import unicodedata

from crm_desktop.errors import UserError

MOST = 100
# What offices that keep no figures write: hot, warm, cold; grades; how likely.
WORDS: dict[str, int] = {
    **dict.fromkeys(("hot", "very hot", "hot lead", "high", "very high", "a", "a+", "हॉट", "गर्म"), 90),
    **dict.fromkeys(("warm", "warm lead", "medium", "moderate", "average", "b", "वार्म", "गुनगुना"), 60),
    **dict.fromkeys(("cold", "cold lead", "low", "very low", "c", "कोल्ड", "ठंडा"), 20),
}
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ?(?:%|(?:/|out of) ?(\d{1,3}))?", re.ASCII)


def check_score(typed: str) -> int:
    """A typed score, 0 for none; raises UserError for what is no whole number from 0 to 100."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 3 or int(text) > MOST:
        raise UserError(
            "“{typed}” is not a score. Type a whole number from 0 to {most}, or leave it empty.",
            field="score",
            typed=typed.strip()[:40],
            most=MOST,
        )
    return int(text)


def guess_score(text: str) -> int | None:
    """The score a cell of a brought file means: "85", "85 %", "4/5", "Hot"; None for what says none."""
    word = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if word in WORDS:
        return WORDS[word]
    if word and not word.strip("★☆*"):
        stars = word.count("★") + word.count("*")
        return stars * MOST // 5 if stars + word.count("☆") <= 5 else None
    found = _FIGURE.fullmatch("".join(str(int(c)) if c.isdecimal() else c for c in word))
    if found is None:
        return None
    figure, of = float(found[1]), float(found[2] or MOST)
    if not of or figure > of:
        return None
    return min(MOST, int(figure * MOST / of + 0.5))


def score_text(score: int) -> str:
    """A score as it is shown and typed; nothing for none."""
    return str(score) if score else ""
