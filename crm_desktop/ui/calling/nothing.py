"""Nothing to dial: why, counted so that it sums up; what comes later today; what to do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.domain.formats import clock, group_indian, short_when
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.ui import why_texts
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.states import Day
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.progress import Bar
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

LINES = len(Reason) + 1


class ReasonLine(QWidget):
    """One reason: icon, words, a bar of its share, how many, until when.

    `pressed` by click, Enter or Space where the line leads to a list of its leads.
    """

    pressed = Signal()

    def __init__(self, *, is_sum: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_sum = is_sum
        self._has_bar = True
        self._row = Row(self, margins=(16, 0, 16, 0), gap=12)
        self._icon = IconLabel("sign.info")
        self.label = ElidedText("", "body_strong" if is_sum else "body")
        self.bar = Bar(self.tr("Share"))
        self.figure = Text("", "body_strong", tabular=True)
        self.until = Text("", "body", tone="muted", tabular=True)
        for text in (self.figure, self.until):
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.label, 1)
        self._arrow = IconLabel("sign.chevron_right", tone="muted")
        policy = self._arrow.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the figures of all lines stand below each other
        self._arrow.setSizePolicy(policy)
        self._arrow.hide()
        self._is_link = False
        for part in (self.bar, self.figure, self.until, self._arrow):
            self._row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        px = current().px
        self.bar.setFixedWidth(px(150))
        self.figure.setMinimumWidth(px(64))
        self.until.setMinimumWidth(px(170))
        self.setMinimumHeight(px(44))

    def tell(self, icon: str, label: str, amount: int, share: float, until: str, colour: str) -> None:
        """Fill the line in."""
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon)
        self.label.setText(label)
        self.bar.set_share(share, colour)
        self.bar.setVisible(self._has_bar and not self._is_sum)
        self.figure.setText(group_indian(amount))
        self.until.setText(until)
        self.setAccessibleName(f"{label}: {amount}, {until}" if until else f"{label}: {amount}")

    def set_bar_shown(self, has_bar: bool) -> None:
        """Whether there is room for the bar."""
        self._has_bar = has_bar
        self.bar.setVisible(has_bar and not self._is_sum)

    def set_link(self, is_link: bool) -> None:
        """Whether the line leads anywhere; only then can it be reached and pressed."""
        self._is_link = is_link
        self._arrow.setVisible(is_link)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, is_link)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_link else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("See these leads") if is_link else "")

    def is_link(self) -> bool:
        """Whether the line leads to a list."""
        return self._is_link

    def press(self) -> None:
        """Go where the line leads."""
        if self._is_link:
            self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.press()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._is_link:
            self.press()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        if self._is_sum:
            painter.fillRect(self.rect(), theme.colour("window"))
        elif self._is_link and self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("border"))


class HoursChart(QWidget):
    """Columns for the hours of the rest of the day: how many leads become dialable in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours: list[tuple[int, int]] = []
        self.setAccessibleName(self.tr("Dialable later today, by the hour"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self.update)

    def show_hours(self, later: Sequence[tuple[datetime, int]], zone: str, now: datetime) -> None:
        """(start of an hour, leads) as the queue counts them; hours between are shown empty."""
        tz = ZoneInfo(zone)
        counts = {at.astimezone(tz).hour: amount for at, amount in later}
        first = now.astimezone(tz).hour
        last = max([*counts, min(23, first + 5)])
        self._hours = [(hour, counts.get(hour, 0)) for hour in range(first, last + 1)]
        spoken = [f"{hour}: {amount}" for hour, amount in self._hours if amount]
        self.setAccessibleDescription(", ".join(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(200), current().px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), current().px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._hours:
            return
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        foot, head = theme.px(22), theme.px(18)
        most = max(1, max(amount for _, amount in self._hours))
        gap = theme.px(6)
        width = (self.width() - gap * (len(self._hours) - 1)) / len(self._hours)
        high = self.height() - foot - head
        muted, font = theme.colour("text_muted"), theme.font("caption", tabular=True)
        for place, (hour, amount) in enumerate(self._hours):
            left = place * (width + gap)
            tall = high * amount / most
            if amount:
                box = QRectF(left, head + high - tall, width, tall)
                paint.box(painter, box, radius=theme.px(3), fill=theme.colour("state_ready"))
                over = QRectF(left, head + high - tall - head, width, head)
                paint.text(painter, over, group_indian(amount), font, theme.colour("text"), paint.CENTRE)
            place_ = QRectF(left, self.height() - foot + theme.px(4), width, foot - theme.px(4))
            paint.text(painter, place_, str(hour), font, muted, paint.CENTRE)
        painter.fillRect(QRectF(0, head + high, self.width(), 1), theme.colour("border"))


class MeanwhileLine(QWidget):
    """Something else to do: icon, words, smaller words, a button."""

    def __init__(self, icon: str, act: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(0, 8, 0, 8), gap=12)
        self.words = ElidedText("", "body")
        self.detail = ElidedText("", "caption", tone="muted")
        column = Column(gap=0)
        column.addWidget(self.words)
        column.addWidget(self.detail)
        self.button = KeyCapButton(act, key, size="compact")
        row.addWidget(IconLabel(icon))
        row.addLayout(column, 1)
        row.addWidget(self.button)
        self.setProperty("user_data", True)

    def tell(self, words_: str, detail: str) -> None:
        """Fill the line in."""
        self.words.setText(words_)
        self.detail.setText(detail)


class NothingPanel(QWidget):
    """The whole body of the state; made once, filled in place."""

    switch_asked = Signal(object)
    callbacks_asked = Signal()
    find_asked = Signal()
    leads_asked = Signal(object)  # the LeadQuery of a reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Row(self, gap=12)
        self.why = Panel(self.tr("Why"), margins=0, gap=0)
        inside = QWidget()
        column = Column(inside, gap=0)
        self.lines = [ReasonLine() for _ in range(LINES)]
        self._queries: list[LeadQuery | None] = [None] * LINES
        for place, line in enumerate(self.lines):
            line.hide()
            line.pressed.connect(self._asking(place))
            column.addWidget(line)
        self.sum = ReasonLine(is_sum=True)
        column.addStretch(1)
        self._hint = Text(self.tr("Click a line with an arrow to see its leads."), "caption", tone="muted")
        self._hint.setContentsMargins(16, 4, 16, 8)
        column.addWidget(self._hint)
        area = Scroll()
        area.setWidget(inside)
        area.setAccessibleName(self.tr("Why nothing can be dialled"))
        self.why.body.addWidget(area, 1)
        self.why.add_foot(self.sum)
        self._side = QWidget()
        side = Column(self._side, gap=12)
        self._later = Panel(self.tr("Dialable later today"))
        self.chart = HoursChart()
        self._none_later = Text(self.tr("Nothing more today."), "body", tone="muted")
        self._later.body.addWidget(self.chart)
        self._later.body.addWidget(self._none_later)
        meanwhile = Panel(self.tr("Meanwhile"), margins=(16, 4, 16, 4), gap=0)
        self.other = MeanwhileLine("page.campaigns", self.tr("Switch"), "C")
        self.promise = MeanwhileLine("page.callbacks", self.tr("Open"), "")
        self.choose = MeanwhileLine("act.search", self.tr("Find"), "Ctrl+K")
        self.choose.tell(self.tr("Call a lead you choose"), self.tr("still checked before dialling"))
        self._rules = [Rule(), Rule()]
        for widget in (self.other, self._rules[0], self.promise, self._rules[1], self.choose):
            meanwhile.body.addWidget(widget)
        meanwhile.body.addStretch(1)
        self._other_id: object = None
        self.other.button.clicked.connect(self.switch)
        self.promise.button.clicked.connect(self.callbacks_asked)
        self.choose.button.clicked.connect(self.find_asked)
        side.addWidget(self._later)
        side.addWidget(meanwhile, 1)
        self._row.addWidget(self.why, 1)
        self._row.addWidget(self._side)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self._side.setFixedWidth(current().px(400))

    def set_width(self, width: Width) -> None:
        """Small windows show the reasons alone; medium ones have room for the words or the bars."""
        self._side.setVisible(width is not Width.SMALL)
        for line in (*self.lines, self.sum):
            line.set_bar_shown(width is not Width.MEDIUM)

    def switch(self) -> None:
        """Go to the other campaign, when there is one."""
        if self._other_id is not None:
            self.switch_asked.emit(self._other_id)

    def has_other(self) -> bool:
        """Whether another campaign has leads."""
        return self._other_id is not None

    def show_state(self, p: CallingPresenter) -> None:
        """Fill in why, and what else there is."""
        if p.nothing is not None:
            self._show_reasons(p.nothing, p.campaign.id if p.campaign else None, p.zone, p.now)
        self._show_day(p.day.day, p.zone, p.now)

    def _asking(self, place: int) -> Callable[[], None]:
        return lambda: self.leads_asked.emit(self._queries[place] if place < len(self._queries) else None)

    def _show_reasons(
        self, nothing: NothingToDial, campaign_id: UUID | None, zone: str, now: datetime
    ) -> None:
        self.why.set_title(self.tr("Why: all {count} leads of this campaign").format(
            count=group_indian(nothing.total)))  # fmt: skip
        rows: list[tuple[str, str, int, str, str]] = []
        queries: list[LeadQuery | None] = []
        if nothing.dialable:
            label = self.tr("On your screen a moment ago")
            rows.append(("call.dial", label, nothing.dialable, self.tr("now"), "state_ready"))
            queries.append(None)
        for one in nothing.reasons:
            until = why_texts.reason_until(one.reason, one.first_at, zone, now)
            is_over = one.reason in (*why_texts.DONE_REASONS, *why_texts.SHUT_REASONS)
            colour = "border_strong" if is_over else "state_ready"
            rows.append(
                (
                    why_texts.REASON_ICONS[one.reason],
                    why_texts.reason_label(one.reason),
                    one.leads,
                    until,
                    colour,
                )
            )
            queries.append(why_texts.reason_query(one.reason, campaign_id) if campaign_id else None)
        self._queries = queries
        most = max((amount for _, _, amount, _, _ in rows), default=1)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(rows))
            if place < len(rows):
                icon, label, amount, until, colour = rows[place]
                line.tell(icon, label, amount, amount / most, until, colour)
                line.set_link(queries[place] is not None)
        self._hint.setVisible(any(query is not None for query in queries))
        total = sum(amount for _, _, amount, _, _ in rows)
        self.sum.tell("", self.tr("Sum"), total, 0, self.tr("every lead counted once"), "accent")
        later = [(at, amount) for at, amount in nothing.later if at >= now - timedelta(hours=1)]
        self.chart.setVisible(bool(later))
        self._none_later.setVisible(not later)
        self.chart.show_hours(later, zone, now)

    def _show_day(self, day: Day, zone: str, now: datetime) -> None:
        best = max(day.neighbours, key=lambda n: n.dialable, default=None)
        self._other_id = best.id if best else None
        self.other.setVisible(best is not None)
        self._rules[0].setVisible(best is not None)
        if best is not None:
            text = self.tr("{name} has {count} leads now").format(
                name=best.name, count=words.count(best.dialable)
            )
            self.other.tell(text, self.tr("you may work on it"))
        following = day.next_promise
        self.promise.setVisible(following is not None)
        self._rules[1].setVisible(following is not None)
        if following is not None:
            at, name = following
            is_today = at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
            when = clock(at, zone) if is_today else short_when(at, zone, now, in_sentence=True)
            self.promise.tell(self.tr("Your next call-back: {when}").format(when=when), name)
