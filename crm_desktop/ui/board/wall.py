"""The board on the office's wall: the whole screen, large type, no controls, nothing of any customer."""

from __future__ import annotations

import math
from collections import Counter

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.board import Placed
from crm_desktop.domain.formats import clock, group_indian
from crm_desktop.domain.presence import State
from crm_desktop.services.board import CampaignNow
from crm_desktop.ui.board.watch import BoardWatch
from crm_desktop.ui.board.words import (
    figure_words,
    is_urgent,
    lasting_words,
    need_words,
    stands_still,
    state_and_time,
)
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.presence.words import COLOURS, state_words
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint

_LEAST_CARD = 190  # px a card is wide at least: read from across a room
_MOST_CARD = 640
_STATES = (State.ON_CALL, State.READY, State.WRAP_UP, State.BREAK, State.AWAY)
_CAMPAIGNS = 4


class Wall(QWidget):
    """A window of its own; Esc or F11 leaves. Follows the board's watch, which must run."""

    left = Signal()

    def __init__(self, watch: BoardWatch, zone: str, office: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._watch, self._zone, self._office = watch, zone, office
        self.setWindowTitle(self.tr("The team"))
        self.setAccessibleName(self.tr("The team on the wall; Esc leaves"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for signal in (watch.changed, watch.ticked, watch.counted):
            signal.connect(self.update)
        follow_theme(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)

    # ---- painting ----------------------------------------------------------------------------------

    def shown(self) -> tuple[list[Placed], int]:
        """Whose cards are on it, and how many more there are: who isn't at work today is left out."""
        here = [each for each in self._watch.order if each.row.is_here or each.needs]
        room = self._most()
        return here[:room], max(0, len(here) - room)

    def _most(self) -> int:
        columns = max(1, self.width() // _LEAST_CARD)
        rows = max(1, int(self._body().height()) // int(_LEAST_CARD * 0.5))
        return columns * rows

    def _head(self) -> QRectF:
        return QRectF(0, 0, self.width(), max(64.0, self.height() * 0.11))

    def _foot(self) -> QRectF:
        height = max(64.0, self.height() * 0.13) if self._watch.campaigns else 0.0
        return QRectF(0, self.height() - height, self.width(), height)

    def _body(self) -> QRectF:
        pad, head, foot = self.width() * 0.012, self._head(), self._foot()
        spare = self.height() * 0.035  # for how many more there are
        height = self.height() - head.height() - foot.height() - spare
        return QRectF(pad, head.bottom(), self.width() - 2 * pad, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.smooth(painter)
        painter.fillRect(self.rect(), current().colour("window"))
        self._paint_head(painter, self._head())
        cards, more = self.shown()
        self._paint_cards(painter, self._body(), cards)
        self._paint_more(painter, self._foot(), more)
        self._paint_foot(painter, self._foot())

    def _paint_head(self, painter: QPainter, area: QRectF) -> None:
        theme, watch = current(), self._watch
        size = min(area.height() * 0.34, area.width() * 0.019)
        pad = area.height() * 0.2
        counts = Counter(each.row.now.state for each in watch.order)
        left = pad
        for state in _STATES:
            words = f"{state_words(state)} {counts[state]}"
            left += self._pill(painter, left, area, words, COLOURS[state], size) + pad / 2
        calls = int(sum(each.row.figures.calls for each in watch.order))
        won = int(sum(each.row.figures.successes for each in watch.order))
        words = self.tr("{calls} calls · {won} successes · {time}").format(
            calls=group_indian(calls), won=group_indian(won), time=clock(watch.now(), self._zone)
        )
        font = self._font("title", size)
        room = QRectF(left, area.top(), self.width() - left - pad, area.height())
        shown = paint.elide(words, QFontMetrics(font), room.width())
        paint.text(painter, room, shown, font, theme.colour("text"), paint.RIGHT)

    def _pill(
        self, painter: QPainter, left: float, area: QRectF, words: str, colour: str, size: float
    ) -> float:
        theme, font = current(), self._font("body_strong", size * 0.8)
        width = QFontMetrics(font).horizontalAdvance(words) + size * 1.2
        box = QRectF(left, area.center().y() - size * 0.75, width, size * 1.5)
        paint.box(painter, box, radius=box.height() / 2, fill=theme.colour(f"state_{colour}_soft"))
        paint.text(painter, box, words, font, theme.colour(f"state_{colour}"), Qt.AlignmentFlag.AlignCenter)
        return width

    def _paint_cards(self, painter: QPainter, area: QRectF, cards: list[Placed]) -> None:
        if not cards:
            words = (
                self.tr("Nobody is here yet") if self._watch.is_read else self.tr("The team is being read")
            )
            font = self._font("title", area.height() * 0.06)
            paint.text(
                painter, area, words, font, current().colour("text_muted"), Qt.AlignmentFlag.AlignCenter
            )
            return
        columns = self._columns(len(cards), area)
        rows = math.ceil(len(cards) / columns)
        gap = area.width() * 0.008
        width = min((area.width() + gap) / columns - gap, _MOST_CARD * 2.0)
        height = min((area.height() + gap) / rows - gap, width * 0.62)
        for place, card in enumerate(cards):
            x = area.left() + (place % columns) * (width + gap)
            y = area.top() + (place // columns) * (height + gap)
            self._paint_card(painter, QRectF(x, y, width, height), card)

    @staticmethod
    def _columns(amount: int, area: QRectF) -> int:
        """As few as let every card have its shape: the fewer, the larger the type."""
        for columns in range(1, amount + 1):
            width = area.width() / columns
            if width <= _MOST_CARD and math.ceil(amount / columns) * width * 0.5 <= area.height():
                return columns
        return amount

    def _paint_card(self, painter: QPainter, box: QRectF, place: Placed) -> None:
        theme, row = current(), place.row
        colour = COLOURS.get(row.now.state)
        urgent = is_urgent(place.needs)
        radius, edge = box.height() * 0.08, max(4.0, box.width() * 0.018)
        paint.box(
            painter, box, radius=radius, fill=theme.colour("danger_soft" if urgent else "surface"),
            border=theme.colour("danger" if urgent else "border"),
        )  # fmt: skip
        bar = QRectF(box.left(), box.top() + radius, edge, box.height() - 2 * radius)
        painter.fillRect(bar, theme.colour(f"state_{colour}" if colour else "border_strong"))
        pad = box.width() * 0.06
        inner = box.adjusted(pad + edge, box.height() * 0.07, -pad, -box.height() * 0.07)
        line = inner.height() / 4
        type_px = min(line, inner.width() / 8)  # so that “not dialling for 55 min” isn't cut
        need = need_words(place.needs[0]) if place.needs else ""
        state = state_and_time(row, self._watch.now(), self._zone)
        calls = plural(self.tr("%n call(s)", "", int(row.figures.calls)), int(row.figures.calls))
        won = figure_words(row.figures.successes)
        parts = (
            (row.name, "body_strong", "text", 0.86),
            (state, "body", f"state_{colour}" if colour else "text_muted", 0.78),
            (self.tr("{calls} · {won} won").format(calls=calls, won=won), "body", "text_muted", 0.66),
            (need, "body_strong", "danger" if urgent else "warning", 0.72),
        )
        for at, (words, style, ink, share) in enumerate(parts):
            font = self._font(style, type_px * share)
            area = QRectF(inner.left(), inner.top() + at * line, inner.width(), line)
            shown = paint.elide(words, QFontMetrics(font), area.width())
            paint.text(painter, area, shown, font, theme.colour(ink), paint.LEFT)

    def _paint_more(self, painter: QPainter, foot: QRectF, more: int) -> None:
        if more:
            words = plural(self.tr("and %n more", "", more), more)
            high = self.height() * 0.035
            at = QRectF(0, foot.top() - high, self.width() * 0.988, high)
            font = self._font("caption", high * 0.6)
            paint.text(painter, at, words, font, current().colour("text_muted"), paint.RIGHT)

    def _paint_foot(self, painter: QPainter, area: QRectF) -> None:
        theme, campaigns = current(), (self._watch.campaigns or ())[:_CAMPAIGNS]
        if not campaigns:
            return
        painter.fillRect(QRectF(0, area.top(), self.width(), 1), theme.colour("border"))
        width = self.width() / len(campaigns)
        for place, campaign in enumerate(campaigns):
            box = QRectF(place * width, area.top(), width, area.height())
            self._paint_campaign(
                painter, box.adjusted(width * 0.04, area.height() * 0.1, -width * 0.04, 0), campaign
            )

    def _paint_campaign(self, painter: QPainter, box: QRectF, campaign: CampaignNow) -> None:
        theme, line = current(), box.height() / 3
        is_still = stands_still(campaign)
        now = self.tr("{now} to dial now").format(now=group_indian(campaign.counts.dialable))
        lasts = lasting_words(campaign, self._watch.now(), self._zone)
        tone = "danger" if is_still else "warning" if campaign.dry_at is not None else "text_muted"
        parts = (
            (campaign.name, "body_strong", "text"),
            (now, "body", "danger" if is_still else "text"),
            (lasts, "body", tone),
        )
        for at, (words, style, ink) in enumerate(parts):
            font = self._font(style, line * 0.62)
            area = QRectF(box.left(), box.top() + at * line * 0.95, box.width(), line)
            paint.text(
                painter, area, paint.elide(words, QFontMetrics(font), area.width()), font, theme.colour(ink)
            )

    @staticmethod
    def _font(style: str, px: float) -> QFont:
        font = QFont(current().font(style, tabular=True))
        font.setPixelSize(max(14, round(px)))
        return font
