"""A typed time's answer in the program's language: the question, the date understood, what was assumed."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.when import NotUnderstood, Understood
from crm_desktop.domain.when_reasons import IS_OUTSIDE, OUTSIDE_HOURS, Note
from crm_desktop.domain.when_refusals import WEEKDAY_LABELS
from crm_desktop.ui.i18n import tr_label, tr_sentence


def sentence(answer: NotUnderstood) -> str:
    """The question, or why it is not taken."""
    return tr_sentence(answer.template, _places(answer.params))


def note_words(note: Note) -> str:
    """One thing that was assumed."""
    return tr_sentence(note.template, _places(note.params))


def explanation(found: Understood) -> str:
    """All of it in a line: “Thu 19 Nov, 16:00 (tomorrow); 4 → 16:00, in calling hours”."""
    notes = [tr_label(OUTSIDE_HOURS)] if found.is_outside_hours else []
    notes += [note_words(note) for note in found.assumed]
    return "; ".join([f"{found.shown} ({note_words(found.distance)})", *notes])


def choice_words(choices: Sequence[Understood]) -> list[str]:
    """Each reading on its button: “Fri 20 Nov, 10:00 · in 2 days”; dates that look alike say their notes."""
    shown = [choice.shown for choice in choices]
    found = []
    for choice in choices:
        parts = [choice.shown, note_words(choice.distance)]
        if shown.count(choice.shown) > 1:
            parts = [choice.shown, *map(note_words, choice.assumed)]
        elif choice.is_outside_hours:
            parts = [choice.shown, tr_label(IS_OUTSIDE)]
        found.append(" · ".join(parts))
    return found


def _places(params: tuple[tuple[str, str], ...]) -> dict[str, object]:
    return {name: tr_label(value) if value in WEEKDAY_LABELS else value for name, value in params}
