"""The columns of the lead list: title, width, what they are sorted by, and the cell of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from crm_desktop.domain.lead_query import LeadRow, Sort
from crm_desktop.domain.score import score_text
from crm_desktop.ui.leads.words import NOTHING, phone_words, status_chip, when_words
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Tone

CHECK = "check"
CHECK_WIDTH = 34
MIN_WIDTH, MAX_WIDTH = 48, 640
# Columns of words give and take room so that all fit the window; figures keep their width.
FLEXIBLE = frozenset({"name", "city", "last_result", "owner", "company", "email", "product", "source"})
LEAST, MOST = 0.55, 1.6


@dataclass(frozen=True, slots=True)
class Moment:
    """Now and where: what times in cells are written beside."""

    now: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in px at 100 %, `sort` is None where the list has no such order."""

    key: str
    title: str
    width: int
    cell: Callable[[LeadRow, Moment], Cell]
    sort: Sort | None = None

    def shown_title(self) -> str:
        """The title in the program's language."""
        return QCoreApplication.translate("leads", self.title)


@dataclass(frozen=True, slots=True)
class Shown:
    """A column in the list at a width, in px at 100 %."""

    column: Column
    width: int


def _plain(words: str, tone: Tone = "") -> Cell:
    return Cell(words or NOTHING, tone=tone if words else "muted")


def _name(row: LeadRow, at: Moment) -> Cell:
    return Cell(row.name or phone_words(row.phone), is_lead=True, tone="" if row.name else "muted")


def _phone(row: LeadRow, at: Moment) -> Cell:
    words = phone_words(row.phone)
    if row.more_phones:
        words = f"{words} +{row.more_phones}"
    return Cell(words, "figures", tone="" if row.phone else "muted")


def _status(row: LeadRow, at: Moment) -> Cell:
    words, kind, icon = status_chip(row.status, is_do_not_call=row.is_do_not_call)
    return Cell(words, "chip", style=kind, icon=icon)


def _next_call(row: LeadRow, at: Moment) -> Cell:
    if row.is_do_not_call:
        return Cell(QCoreApplication.translate("leads", "never"), tone="muted")
    if row.next_call_at is None:
        return Cell(NOTHING, tone="muted")
    words = when_words(row.next_call_at, at.zone, at.now)
    if row.next_call_at < at.now:
        return Cell(words, "figures", tone="danger", icon="sign.error")
    return Cell(words, "figures")


def _moment(moment: datetime | None, at: Moment) -> Cell:
    return Cell(when_words(moment, at.zone, at.now), "figures", tone="" if moment else "muted")


COLUMNS: tuple[Column, ...] = (
    Column("name", str(QT_TRANSLATE_NOOP("leads", "Name")), 200, _name, Sort.NAME),
    Column("phone", str(QT_TRANSLATE_NOOP("leads", "Phone")), 148, _phone),
    Column("status", str(QT_TRANSLATE_NOOP("leads", "Status")), 122, _status, Sort.STATUS),
    Column("city", str(QT_TRANSLATE_NOOP("leads", "City")), 102, lambda r, at: _plain(r.city), Sort.CITY),
    Column(
        "last_result",
        str(QT_TRANSLATE_NOOP("leads", "Last result")),
        140,
        lambda r, at: _plain(r.last_result),
    ),
    Column("next_call", str(QT_TRANSLATE_NOOP("leads", "Next call")), 140, _next_call, Sort.NEXT_CALL),
    Column("owner", str(QT_TRANSLATE_NOOP("leads", "Owner")), 140, lambda r, at: _plain(r.owner_name)),
    Column("company", str(QT_TRANSLATE_NOOP("leads", "Company")), 180, lambda r, at: _plain(r.company)),
    Column("email", str(QT_TRANSLATE_NOOP("leads", "E-mail")), 200, lambda r, at: _plain(r.email)),
    Column(
        "product",
        str(QT_TRANSLATE_NOOP("leads", "Product")),
        140,
        lambda r, at: _plain(r.product),
        Sort.PRODUCT,
    ),
    Column("source", str(QT_TRANSLATE_NOOP("leads", "Source")), 120, lambda r, at: _plain(r.source)),
    Column(
        "score",
        str(QT_TRANSLATE_NOOP("leads", "Score")),
        76,
        lambda r, at: Cell(score_text(r.score) or NOTHING, "figures", tone="" if r.score else "muted"),
        Sort.SCORE,
    ),
    Column(
        "attempts",
        str(QT_TRANSLATE_NOOP("leads", "Tries")),
        72,
        lambda r, at: Cell(str(r.attempts) if r.attempts else NOTHING, "figures"),
    ),
    Column(
        "last_call",
        str(QT_TRANSLATE_NOOP("leads", "Last call")),
        150,
        lambda r, at: _moment(r.last_call_at, at),
        Sort.LAST_CALL,
    ),
    Column(
        "created",
        str(QT_TRANSLATE_NOOP("leads", "Added")),
        150,
        lambda r, at: _moment(r.created_at, at),
        Sort.CREATED,
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
USUAL = ("name", "phone", "status", "city", "last_result", "next_call")


def fitted(shown: Sequence[Shown], room: float) -> list[int]:
    """The widths in px at 100 % by which the columns fill `room` px, as far as words can be narrower."""
    total = sum(s.width for s in shown)
    flexible = sum(s.width for s in shown if s.column.key in FLEXIBLE)
    if not flexible:
        return [s.width for s in shown]
    factor = min(MOST, max(LEAST, 1 + (room - total) / flexible))
    return [int(s.width * factor) if s.column.key in FLEXIBLE else s.width for s in shown]


def usual() -> tuple[Shown, ...]:
    """The columns of someone who never chose."""
    return tuple(Shown(BY_KEY[key], BY_KEY[key].width) for key in USUAL)


def from_setting(stored: object) -> tuple[Shown, ...]:
    """The columns a person chose, as kept in the setting; what this program doesn't know is left out."""
    found: list[Shown] = []
    for entry in stored if isinstance(stored, list) else []:
        key, width = entry if isinstance(entry, list) and len(entry) == 2 else (entry, None)
        column = BY_KEY.get(key) if isinstance(key, str) else None
        if column is None or any(s.column is column for s in found):
            continue
        known = width if isinstance(width, int) else column.width
        found.append(Shown(column, min(MAX_WIDTH, max(MIN_WIDTH, known))))
    return tuple(found) or usual()


def to_setting(shown: Sequence[Shown]) -> list[Any]:
    """The chosen columns as the setting keeps them: [key, width] in order."""
    return [[s.column.key, s.width] for s in shown]
