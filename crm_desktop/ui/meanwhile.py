"""Two people changed the same thing: what stands in the form of the second, and the sentence that says so.

Nothing typed is lost and nothing of the other's overwritten unseen: what only they changed is taken over;
what both changed stays as typed, with theirs told beside it. It is saved by a second press.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

LONGEST_TOLD = 300  # characters of theirs, in the sentence


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """`values` stand in the form from now on; `taken` are the fields only they changed, `both` the others."""

    values: Mapping[str, Any]
    taken: tuple[str, ...]
    both: tuple[str, ...]


def laid_together(before: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]) -> Meanwhile:
    """What was typed over `before`, laid over what stands there `now`; all three have the same fields."""
    theirs = [name for name in before if now[name] != before[name] and now[name] != mine[name]]
    both = tuple(name for name in theirs if mine[name] != before[name])
    taken = tuple(name for name in theirs if name not in both)
    values = {name: now[name] if mine[name] == before[name] else mine[name] for name in before}
    return Meanwhile(values, taken, both)


def words_of(found: Meanwhile, labels: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """The sentence; `theirs` gives their values in words, for those that can be put so."""
    sentences = []
    if found.taken:
        told = QCoreApplication.translate(
            "Meanwhile", "Someone else changed this meanwhile, now here too: {fields}."
        )
        sentences.append(told.format(fields=", ".join(labels[name] for name in found.taken)))
    if found.both:
        told = QCoreApplication.translate(
            "Meanwhile", "Both of you changed {fields}: what you typed stands here, theirs is {theirs}."
        )
        shown = [_quoted(theirs.get(name, "")) for name in found.both]
        sentences.append(
            told.format(fields=", ".join(labels[name] for name in found.both), theirs=", ".join(shown))
        )
    if not sentences:
        sentences.append(QCoreApplication.translate("Meanwhile", "Someone else saved this meanwhile."))
    sentences.append(QCoreApplication.translate("Meanwhile", "Save again to keep what stands here."))
    return " ".join(sentences)


def _quoted(value: str) -> str:
    short = value if len(value) <= LONGEST_TOLD else value[: LONGEST_TOLD - 1].rstrip() + "…"
    return f"“{short}”" if short.strip() else QCoreApplication.translate("Meanwhile", "empty")
