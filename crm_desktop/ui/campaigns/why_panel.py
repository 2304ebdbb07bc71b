"""Where a campaign's leads stand: now, later today, blocked, finished; each count leads to its leads.

For the campaign page: `panel = WhyPanel(context, parent)`, then `panel.show_campaign(campaign_id)` whenever
the campaign changes or "queue", "leads", "calls" or "campaigns" was announced. It asks the store itself, off
the GUI thread, and opens the list of leads through `context.frame` when a line or a figure is pressed. Lay it
out at full width; it wants about 320 px of height and scrolls inside. Where the page around it scrolls
(`is_whole`) its reasons stand there whole instead, as soon as the hours come below them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead_query import DIALABLE, LeadQuery
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.services.calling.explain import sees_office
from crm_desktop.ui import why_texts
from crm_desktop.ui.calling.nothing import HoursChart, ReasonLine
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

_SIDE_BY_SIDE, _WITH_BARS = 960, 1100  # px at 100 % from which on they have room
_HELD = Reason.ON_ANOTHER_SCREEN
_OVER = (Reason.MAX_ATTEMPTS, Reason.FINAL)


class Figure(QWidget):
    """A large number over its name; pressed by click, Enter or Space where it leads to leads."""

    pressed = Signal()

    def __init__(self, name: str, *, is_link: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._is_link = name, is_link
        column = Column(self, margins=(12, 8, 12, 8), gap=0)
        self.number = Text("–", "title", tabular=True)
        column.addWidget(self.number)
        column.addWidget(Text(name, "caption", tone="muted"))
        if is_link:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(self.tr("See these leads"))
        self.setAccessibleName(name)

    def tell(self, amount: int) -> None:
        """Show a number."""
        self.number.setText(group_indian(amount))
        self.setAccessibleName(f"{self._name}: {amount}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_link and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_link and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)


class WhyPanel(QWidget):
    """Shows the campaign it is told to; `counted` when its figures are there."""

    counted = Signal(object)  # NothingToDial

    def __init__(
        self, context: PageContext, parent: QWidget | None = None, *, is_whole: bool = False
    ) -> None:
        super().__init__(parent)
        self._context, self._is_whole = context, is_whole
        self._session: Session = context.services
        self._sees_office = sees_office(self._session.actor)
        self._campaign_id: UUID | None = None
        self._queries: list[LeadQuery | None] = [None] * len(Reason)
        column = Column(self, gap=12)
        around = QWidget()  # in small windows and long languages the figures take a second line
        figures = FlowLayout(around, gap=8)
        self.now = Figure(self.tr("Dialable now"), is_link=True)
        self.today = Figure(self.tr("Later today"))
        self.after = Figure(self.tr("After today"))
        self.held = Figure(self.tr("On screens"))
        self.blocked = Figure(self.tr("Blocked"))
        self.used = Figure(self.tr("All tries used"))
        self.finished = Figure(self.tr("Finished"))
        self.total = Figure(self.tr("Leads"))
        for figure in self.figures():
            figures.addWidget(figure)
        column.addWidget(around)
        self.told = Text("", "body", tone="danger", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self._both = Row(gap=12)
        self._both.addWidget(self._reasons(), 3)
        self._both.addWidget(self._timeline(), 2)
        column.addLayout(self._both, 1)
        self.now.pressed.connect(self._open_dialable)
        follow_theme(self._restyle)

    def figures(self) -> tuple[Figure, ...]:
        """The numbers above; all but the last add up to it."""
        return (
            self.now, self.today, self.after, self.held, self.blocked, self.used, self.finished, self.total
        )  # fmt: skip

    def _reasons(self) -> Panel:
        panel = Panel(self.tr("Why not now"), margins=0, gap=0)
        inside = QWidget()
        column = Column(inside, gap=0)
        self.lines = [ReasonLine() for _ in Reason]
        for place, line in enumerate(self.lines):
            line.hide()
            line.pressed.connect(self._asking(place))
            column.addWidget(line)
        self.nothing = Text("", "body", tone="muted", wrap=True)
        self._nothing = QWidget()  # with its margins
        Row(self._nothing, margins=(16, 12, 16, 12)).addWidget(self.nothing, 1)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._area, self._inside = Scroll(inside, self.tr("Why leads can’t be dialled now")), inside
        panel.body.addWidget(self._area, 1)
        return panel

    def _timeline(self) -> Panel:
        panel = Panel(self.tr("Dialable later today"))
        self.chart = HoursChart()
        self._none_later = Text(self.tr("Nothing more today."), "body", tone="muted")
        panel.body.addWidget(self.chart)
        panel.body.addWidget(self._none_later)
        panel.body.addStretch(1)
        self._later = panel
        return panel

    def _restyle(self) -> None:
        self._later.setMinimumWidth(current().px(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() * 100 / max(1, current().px(100))
        way = QBoxLayout.Direction.LeftToRight if wide >= _SIDE_BY_SIDE else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)
        is_below = way == QBoxLayout.Direction.TopToBottom
        for place, stretch in enumerate((1, 0) if is_below else (3, 2)):
            self._both.setStretch(place, stretch)  # below the reasons the hours take no more than they need
        for line in self.lines:
            line.set_bar_shown(wide >= _WITH_BARS)
        self._fit_reasons()

    def _fit_reasons(self) -> None:
        """Above the hours the reasons stand there whole: the page scrolls, and nothing within it."""
        if self._is_whole:
            is_below = self._both.direction() == QBoxLayout.Direction.TopToBottom
            self._area.setMinimumHeight(self._inside.sizeHint().height() if is_below else 0)

    def show_campaign(self, campaign_id: UUID) -> None:
        """Count this campaign; the figures come when they are there."""
        self._campaign_id = campaign_id
        calling, actor = self._session.services.calling, self._session.actor

        def came(found: NothingToDial) -> None:
            if self._campaign_id == campaign_id:
                self.show_counts(found, campaign_id)

        def failed(error: UserError) -> None:
            self.told.setText(tr_error(error))
            self.told.show()

        op = self._context.ops.read(self, lambda: calling.why_campaign(actor, campaign_id))
        op.latest_only("campaigns.why").success(came).failure(failed).start()

    def show_counts(self, found: NothingToDial, campaign_id: UUID) -> None:
        """Show figures that are known already."""
        self._campaign_id = campaign_id
        self.told.hide()
        counts = {each.reason: each.leads for each in found.reasons}
        today = sum(amount for _, amount in found.later)
        held, used, finished = counts.get(_HELD, 0), *(counts.get(reason, 0) for reason in _OVER)
        self.now.tell(found.dialable)
        self.today.tell(today)
        self.after.tell(found.opens - today)
        self.held.tell(held)
        self.used.tell(used)
        self.finished.tell(finished)
        self.blocked.tell(found.total - found.dialable - found.opens - held - used - finished)
        self.total.tell(found.total)
        self._show_reasons(found, campaign_id)
        self._show_later(found)
        self.counted.emit(found)

    def _show_reasons(self, found: NothingToDial, campaign_id: UUID) -> None:
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        query_of = why_texts.office_query if self._sees_office else why_texts.reason_query
        self._queries = [query_of(each.reason, campaign_id) for each in found.reasons]
        most = max((each.leads for each in found.reasons), default=1)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(found.reasons))
            if place >= len(found.reasons):
                continue
            one = found.reasons[place]
            until = why_texts.reason_until(one.reason, one.first_at, zone, now)
            is_over = one.reason in (*why_texts.DONE_REASONS, *why_texts.SHUT_REASONS)
            line.tell(
                why_texts.REASON_ICONS[one.reason],
                why_texts.office_label(one.reason),
                one.leads,
                one.leads / most,
                until,
                "border_strong" if is_over else "state_ready",
            )
            line.set_link(self._queries[place] is not None)
        self._nothing.setVisible(not found.reasons)
        self.nothing.setText(
            self.tr("Every lead can be dialled now.")
            if found.total
            else self.tr("No leads yet: bring a list on the page Leads, or put leads into this campaign.")
        )
        self._fit_reasons()

    def _show_later(self, found: NothingToDial) -> None:
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        later = [(at, amount) for at, amount in found.later if at >= now - timedelta(hours=1)]
        self.chart.setVisible(bool(later))
        self._none_later.setVisible(not later)
        self.chart.show_hours(later, zone, now)

    def _asking(self, place: int) -> Callable[[], None]:
        return lambda: self._open(self._queries[place] if place < len(self._queries) else None)

    def _open_dialable(self) -> None:
        if self._campaign_id is not None:
            self._open(LeadQuery(campaign=str(self._campaign_id), standing=DIALABLE))

    def _open(self, query: LeadQuery | None) -> None:
        if query is not None:
            self._context.frame.open_page("leads", query=query)
