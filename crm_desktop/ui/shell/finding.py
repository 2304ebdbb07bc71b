"""Finding acts by a few typed letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crm_desktop.ui.shell.actions import Act


@dataclass(frozen=True)
class FoundLead:
    """A lead as the palette shows it; `lead_id` goes back to whoever opens it."""

    lead_id: object
    title: str
    detail: str = ""


#: Called with the text typed and a callback; answers later on the GUI thread, or not at all when stale.
LeadFinder = Callable[[str, Callable[[Sequence[FoundLead]], None]], None]


def _plain(text: str) -> str:
    """Lower case without accents (Devanagari and other marks stay, they carry the word)."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not ("\u0300" <= char <= "\u036f"))


def score(query: str, text: str) -> int | None:
    """How well the typed letters fit a text: higher is better, None when they don't.

    They fit when they stand in it as typed, or when each letter follows the one before it or begins a
    word: "nl" and "newl" find "New lead". Blanks are ignored.
    """
    wanted = "".join(_plain(query).split())
    hay = _plain(text)
    if not wanted:
        return 0
    if hay.startswith(wanted):
        points = 400
    elif (found := hay.find(wanted)) >= 0:
        points = 300 if _begins_word(hay, found) else 100
    elif _humps(wanted, hay):
        points = 200
    else:
        return None
    return points - min(len(hay), 99)


def _begins_word(hay: str, at: int) -> bool:
    return at == 0 or (hay[at].isalnum() and not hay[at - 1].isalnum())


def _humps(wanted: str, hay: str) -> bool:
    """Whether the letters are beginnings of the text's words, in order."""
    reached = {-1}  # places in the text where the letters so far can end; -1 before the first
    for letter in wanted:
        following: set[int] = set()
        for end in reached:
            for at in range(end + 1, len(hay)):
                if hay[at] == letter and (at == end + 1 != 0 or _begins_word(hay, at)):
                    following.add(at)
        if not following:
            return False
        reached = following
    return True


def find_acts(query: str, acts: Iterable[Act], limit: int = 12) -> list[Act]:
    """The acts that fit the typed text, best first; without text in their own order."""
    usable = [act for act in acts if act.in_palette]
    if not query.strip():
        return usable[:limit]
    found: list[tuple[int, int, Act]] = []
    for place, act in enumerate(usable):
        fits = [
            points
            for points in (score(query, act.title), _or_less(score(query, f"{act.group} {act.title}")))
            if points is not None
        ]
        if fits:
            found.append((-max(fits), place, act))
    return [act for _, _, act in sorted(found, key=lambda entry: entry[:2])[:limit]]


def _or_less(points: int | None) -> int | None:
    """A fit with the group's name counts, but less than one with the title."""
    return None if points is None else points - 150
