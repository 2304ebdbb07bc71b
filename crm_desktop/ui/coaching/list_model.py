"""The rows of the coaching page: drafts, drawn calls and talks to hold, or published reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import short_when
from crm_desktop.store.reviews import ReviewRow
from crm_desktop.store.samples import Waiting
from crm_desktop.ui.coaching.words import RESULT_ICONS, length_words, result_chip, result_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.grouped import GroupedModel, GroupedTable
from crm_desktop.ui.widgets.table_cells import Cell

CALL, STATE, LENGTH = 118, 206, 116
LEAST_WHO, LEAST_LEAD = 130, 120


@dataclass(frozen=True, slots=True)
class Item:
    """A drawn call, or a review; `is_todo`: it stands among what is to be done."""

    waiting: Waiting | None = None
    row: ReviewRow | None = None
    is_todo: bool = False

    @property
    def call_id(self) -> UUID:
        """The call it is about."""
        if self.row is not None:
            return self.row.review.call_id
        assert self.waiting is not None, "one of both"
        return self.waiting.call_id

    @property
    def is_form(self) -> bool:
        """Whether opening it begins or goes on with a review."""
        return self.row is None or self.row.review.published_at is None


class CoachingModel(GroupedModel[Item]):
    """Items as they were read, under a heading each."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = [
            self.tr("Whose call"), self.tr("Lead"), self.tr("Call"), self.tr("Length"), self.tr("Result"),
        ]  # fmt: skip
        self._zone = zone

    def heading_of(self, row: Item) -> str:
        if row.row is None:
            return self.tr("Drawn to be reviewed")
        review = row.row.review
        if review.published_at is None:
            return self.tr("Begun")
        if review.withdrawn_at is not None:
            return self.tr("Withdrawn")
        if review.talk_at is not None and review.talked_at is None:
            return self.tr("To be talked over")
        return self.tr("Published")

    def id_of(self, row: Item) -> UUID:
        return row.call_id if row.row is None or row.is_todo else row.row.review.id

    def cells_of(self, row: Item, now: datetime) -> list[Cell]:
        review, drawn = row.row, row.waiting
        if review is not None:
            name, lead, at, talk_s = review.person_name, review.lead_name, review.dialled_at, review.talk_s
        else:
            assert drawn is not None, "one of both"
            name, lead, at, talk_s = drawn.person_name, drawn.lead_name, drawn.dialled_at, drawn.talk_s
        call = "–" if at is None else short_when(at, self._zone, now)
        length = "–" if at is None else length_words(talk_s)
        return [
            Cell(name, is_lead=True),
            Cell(lead or "–", tone="" if lead else "muted"),
            Cell(call, kind="figures", tone="muted"),
            Cell(length, tone="muted"),
            self._state(row, now),
        ]

    def _state(self, row: Item, now: datetime) -> Cell:
        review = row.row
        if review is None:
            assert row.waiting is not None, "one of both"
            return Cell(row.waiting.outcome or "–", tone="muted")
        at = review.review.talk_at
        if row.is_todo and at is not None and review.review.published_at is not None:
            style = "warn" if at < now else "info"
            return Cell(short_when(at, self._zone, now), "chip", style=style, icon="sign.calendar")
        icon = "" if review.review.result is None else RESULT_ICONS[review.review.result]
        words = result_words(review)
        if review.replies:
            words = self.tr("{result} · answered").format(result=words)
        return Cell(
            words, "chip", style=result_chip(review), icon=icon if review.review.counts else ""
        )  # fmt: skip


class CoachingTable(GroupedTable):
    """Times and chips keep their width; who and lead share what is left."""

    is_own = False  # only the own: whose call it was says nothing

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        room = self.viewport().width() / current().zoom - STATE - CALL
        self.setColumnHidden(0, self.is_own)
        has_length = room - LENGTH >= LEAST_WHO + LEAST_LEAD
        self.setColumnHidden(3, not has_length)
        room -= LENGTH if has_length else 0
        who = 0 if self.is_own else max(LEAST_WHO, int(room * 0.5))
        # one less: at 150 % widths are rounded up
        self.set_widths(who, max(LEAST_LEAD, int(room) - who - 1), CALL, LENGTH, STATE)
        self.low_headings()
