"""The campaigns at the board's right: what may be dialled, how long it lasts, what keeps the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.services.board import CampaignNow
from crm_desktop.ui.board.words import lasting_words, now_words_of, soon_words, stands_still
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.progress import Bar
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, Text


class CampaignLine(QWidget):
    """One campaign; chosen by click or arrow keys, `opened` by Enter or double click."""

    chosen = Signal(object)  # UUID
    opened = Signal(object)
    moved = Signal(int)

    def __init__(self, campaign_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.campaign_id = campaign_id
        self.is_chosen = False
        column = Column(self, margins=(16, 10, 16, 10), gap=6)
        top = Row(gap=8)
        self.name = ElidedText("", "body_strong")
        self.amounts = Text("", "caption", tone="muted", tabular=True)
        top.addWidget(self.name, 1)
        top.addWidget(self.amounts)
        column.addLayout(top)
        self.bar = Bar(self.tr("Leads of the campaign"))
        column.addWidget(self.bar)
        self.lasts = Text("", "caption", tone="muted", wrap=True)
        column.addWidget(self.lasts)
        for text in (self.name, self.amounts, self.lasts):
            text.setProperty("user_data", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)

    def tell(self, campaign: CampaignNow, at: datetime, zone: str) -> None:
        """Show how it stands."""
        counts, total = campaign.counts, max(1, campaign.counts.total)
        is_still = stands_still(campaign)
        self.name.setText(campaign.name)
        self.amounts.setText(now_words_of(campaign))
        self.amounts.set_tone("danger" if is_still else "muted")
        self.bar.set_parts(
            [
                (counts.dialable / total, "accent"),
                (counts.opens / total, "border_strong"),
                (campaign.blocked / total, "danger"),
            ]
        )
        words = lasting_words(campaign, at, zone)
        words = " · ".join(part for part in (words, soon_words(campaign, zone)) if part)
        self.lasts.setText(words)
        self.lasts.set_tone("warning" if campaign.dry_at is not None else "muted")
        self.setAccessibleName(f"{campaign.name}: {self.amounts.text()}, {words}")
        parts = self.tr("{now} now, {later} later by themselves, {blocked} blocked, {all} in all")
        self.setToolTip(
            parts.format(
                now=group_indian(counts.dialable), later=group_indian(counts.opens),
                blocked=group_indian(campaign.blocked), all=group_indian(counts.total),
            )
        )  # fmt: skip

    def set_chosen(self, is_chosen: bool) -> None:
        """Mark it as the one acts are for."""
        if is_chosen != self.is_chosen:
            self.is_chosen = is_chosen
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.campaign_id)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.campaign_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        if event.key() in steps:
            self.moved.emit(steps[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.campaign_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.is_chosen:
            painter.fillRect(self.rect(), theme.colour("selection"))
            painter.fillRect(0, 0, theme.px(3), self.height(), theme.colour("accent"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))


class CampaignsPart(Panel):
    """Every campaign, what stands still first; `why_asked` for the one chosen."""

    why_asked = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", margins=0, gap=0, parent=parent)
        self.set_title(self.tr("Campaigns"))
        self.why = KeyCapButton(self.tr("Why?"), "W", size="compact", icon="sign.question")
        self.why.setToolTip(self.tr("Why the chosen campaign isn’t dialling"))
        self.why.setAccessibleName(self.tr("Why the chosen campaign isn’t dialling"))
        assert self.header is not None
        self.header.add_act(self.why)
        self._inside = QWidget()
        self._column = Column(self._inside, gap=0)
        self.none = Text("", "body", tone="muted", wrap=True)
        line = Row(margins=(16, 12, 16, 12))
        line.addWidget(self.none, 1)
        self._column.addLayout(line)
        self._column.addStretch(1)
        self.area = Scroll(self._inside, self.tr("Campaigns"))
        self.body.addWidget(self.area, 1)
        self.lines: list[CampaignLine] = []
        self.chosen_id: UUID | None = None
        self.why.clicked.connect(lambda: self.why_asked.emit(self.chosen_id))
        self.tell_none(self.tr("Being counted"))

    def tell_none(self, words: str) -> None:
        """What is said in place of campaigns."""
        self.none.setText(words)
        self.none.show()

    def show_campaigns(self, campaigns: Sequence[CampaignNow], at: datetime, zone: str) -> None:
        """Show these in their order; the first is chosen unless one is."""
        ids = [campaign.id for campaign in campaigns]
        if ids != [line.campaign_id for line in self.lines]:
            had = next((line.campaign_id for line in self.lines if line.hasFocus()), None)
            self._make(ids)
            if had in ids:
                self.lines[ids.index(had)].setFocus()
        if self.chosen_id not in ids:
            self.chosen_id = ids[0] if ids else None
        for line, campaign in zip(self.lines, campaigns, strict=True):
            line.tell(campaign, at, zone)
            line.set_chosen(campaign.id == self.chosen_id)
        self.why.setEnabled(bool(ids))
        self.none.setVisible(not ids)
        if not ids:
            self.tell_none(self.tr("No campaign yet: make one on the page Campaigns."))

    def _make(self, ids: Sequence[UUID]) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [CampaignLine(each, self._inside) for each in ids]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            line.chosen.connect(self.choose)
            line.opened.connect(self._open)
            line.moved.connect(self._move)
            line.show()

    def choose(self, campaign_id: UUID) -> None:
        """This one is meant from now on."""
        self.chosen_id = campaign_id
        for line in self.lines:
            line.set_chosen(line.campaign_id == campaign_id)

    def _open(self, campaign_id: UUID) -> None:
        self.choose(campaign_id)
        self.why_asked.emit(campaign_id)

    def _move(self, step: int) -> None:
        ids = [line.campaign_id for line in self.lines]
        at = ids.index(self.chosen_id) if self.chosen_id in ids else 0
        to = max(0, min(len(ids) - 1, at + step))
        self.choose(ids[to])
        self.lines[to].setFocus()
        self.area.ensureWidgetVisible(self.lines[to])
