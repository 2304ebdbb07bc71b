"""A person's day: the strip with what each state came to, and the list that says it in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, duration, hours
from crm_desktop.domain.presence import Span, State, grown, totals, with_gaps
from crm_desktop.services.presence import DayTimeline
from crm_desktop.ui.presence.strip import PresenceStrip, StateKey
from crm_desktop.ui.presence.words import COLOURS, over_words, reason_words, state_words
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

GROWS_EVERY_MS = 15_000


class DayStrip(QWidget):
    """Strip and totals of one day. While shown, what goes on grows by itself."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._day: DayTimeline | None = None
        self.spans: tuple[Span, ...] = ()
        self.strip = PresenceStrip()
        self._keys = QWidget()
        self._keys.setProperty("transparent", True)
        self._flow = FlowLayout(self._keys, gap=16)
        self.nothing = Text(self.tr("No time measured today."), "caption", tone="muted")
        column = Column(self, gap=6)
        column.addWidget(self.strip)
        column.addWidget(self._keys)
        column.addWidget(self.nothing)
        self.list: DayList | None = None
        self._shown: list[tuple[State, str, str]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(GROWS_EVERY_MS)
        self._timer.timeout.connect(self.grow)

    def show_day(self, day: DayTimeline) -> None:
        """Show a day."""
        self._day = day
        self.grow()

    def grow(self) -> None:
        """As it is by now."""
        if self._day is None:
            return
        self.spans = grown(self._day.spans, self._now())
        zone = self._day.zone
        shown = self._totals()
        self.strip.show_spans(self.spans, zone, "; ".join(f"{words}: {time}" for _, words, time in shown))
        self._show_keys(shown)
        self.strip.setVisible(bool(self.spans))
        self.nothing.setVisible(not self.spans)
        if self.list is not None:
            self.list.show_spans(self.spans, zone)

    def _totals(self) -> list[tuple[State, str, str]]:
        found = [(state, state_words(state), hours(took)) for state, took in totals(self.spans).items()]
        over_s = sum(span.over_s for span in self.spans)
        if over_s:
            found.append((State.SIGNED_OUT, self.tr("Over the limit"), hours(over_s)))
        return found

    def _show_keys(self, shown: list[tuple[State, str, str]]) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for state, words, time in shown:
            self._flow.addWidget(StateKey(state, words, time, self._keys))
        self._keys.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        self.grow()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()


class DayList(TableView):
    """The spans of a day in words, newest first: from, to, state, why, how long."""

    def __init__(self, strip: DayStrip, parent: QWidget | None = None) -> None:
        super().__init__("", rows="compact", parent=parent)
        self.setAccessibleName(self.tr("The day in words"))
        headings = [self.tr("From"), self.tr("To"), self.tr("State"), self.tr("For"), self.tr("Why")]
        self.model_ = CellsModel(headings, self)
        self.setModel(self.model_)
        self.setProperty("user_data", True)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.set_empty(
            EmptyState(self.tr("Nothing yet"), self.tr("The day begins with the sign-in."), icon="sign.clock")
        )
        self._strip = strip.strip
        self._places: list[int] = []
        self._told: list[tuple[str, ...]] = []
        strip.list = self
        self._strip.chosen.connect(self.choose)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.set_widths(62, 50, 130, 84, 80)

    def show_spans(self, spans: tuple[Span, ...], zone: str) -> None:
        """Show these; the row chosen stays chosen while they grow."""
        in_order = list(reversed(with_gaps(spans)))
        rows = [self._row(span, zone) for span in in_order]
        told = [tuple(cell.text for cell in row) for row in rows]
        known = {span.began: place for place, span in enumerate(spans) if span.state is not State.SIGNED_OUT}
        self._places = [-1 if span.state is State.SIGNED_OUT else known[span.began] for span in in_order]
        if told == self._told:
            return
        key = self.model_.key(self.currentIndex().row())
        self._told = told
        self.model_.set_rows(rows, [span.began for span in in_order])
        row = self.model_.row_of(key) if key is not None else -1
        if row >= 0:
            self.setCurrentIndex(self.model_.index(row, 0))

    def _row(self, span: Span, zone: str) -> list[Cell]:
        name = COLOURS.get(span.state)
        words = state_words(span.state)
        state = Cell(words, "pill", style=name) if name else Cell(words, tone="muted")
        time = duration(span.took)
        return [
            Cell(clock(span.began, zone), "figures"),
            Cell(self.tr("now") if span.is_open else clock(span.until, zone), "figures"),
            state,
            Cell(time, "number", is_strong=bool(span.over_s)),
            Cell(
                ", ".join(filter(None, (reason_words(span), over_words(span.over_s) if span.over_s else ""))),
                tone="danger" if span.over_s else "",
            ),
        ]

    def choose(self, place: int) -> None:
        """Go to the span at this place of the strip."""
        if place in self._places:
            self.setCurrentIndex(self.model_.index(self._places.index(place), 0))
            self.setFocus()

    def _row_changed(self) -> None:
        row = self.currentIndex().row()
        self._strip.set_current(self._places[row] if 0 <= row < len(self._places) else -1)
