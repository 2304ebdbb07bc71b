"""Between hero and acts: lead, script, note and history, arranged by state and width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.timeline import TimelineItem
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.lead_panel import LeadPanel
from crm_desktop.ui.calling.note import NoteBox
from crm_desktop.ui.calling.nothing import NothingPanel
from crm_desktop.ui.calling.script import ScriptView
from crm_desktop.ui.calling.states import IN_CALL, WITH_LEAD, State
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.text import IconLabel, Text
from crm_desktop.ui.widgets.timeline import INSET, TimelineView


class HistoryPanel(Panel):
    """What happened with the lead, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = self.tr("History")
        super().__init__(title, margins=(16 - INSET, 0, 12 - INSET, 8), gap=0, parent=parent)
        self._title = title
        self.add_act(KeyCap("H"))
        self.view = TimelineView(self.tr("History"))
        self.view.setProperty("user_data", True)
        self._empty = Text(self.tr("Nothing yet: this is the first call."), "body", tone="muted", wrap=True)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.view, 1)
        self.body.addStretch(0)

    def show_history(self, items: Sequence[TimelineItem], zone: str, now: datetime) -> None:
        """Show these."""
        self.view.set_entries(words.entries(items, zone, now))
        self.view.scrollToTop()
        self.view.setVisible(bool(items))
        self._empty.setVisible(not items)
        self.set_title(self._title, words.history_count(len(items)) if items else "")


class Announcement(QWidget):
    """What has to be said as soon as the call connects: that it is recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Row(self, margins=(16, 8, 12, 8), gap=8)
        self._words = Text("", "body_strong", wrap=True)
        self._words.setProperty("user_data", True)
        self._row.addWidget(IconLabel("call.on_call", tone="info"))
        self._row.addWidget(Text(self.tr("Say first:"), "body", tone="muted"))
        self._row.addWidget(self._words, 1)
        self.setAccessibleName(self.tr("Say first"))
        self.hide()

    def text(self) -> str:
        """What is to be said."""
        return self._words.text()

    def setText(self, words: str) -> None:
        """Show it when the call connects; empty: nothing has to be said."""
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("info_soft"))


class Body(QWidget):
    """One arrangement for every state; only visibility, widths and one direction change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = ""
        self._width = Width.FULL
        self._state = State.LOADING
        self._is_asking = False
        self._room = 1000

    def making(self) -> Iterator[None]:
        """Make the parts, one a step."""
        outer = Column(self, gap=0)
        self._work = QWidget(self)
        self._row = Row(self._work, gap=12)
        self.lead = LeadPanel(self._work)
        self._row.addWidget(self.lead)
        yield
        self._middle = Panel(margins=0, gap=0, parent=self._work)
        self._row.addWidget(self._middle, 1)
        self.announcement = Announcement(self._middle)
        self._middle.body.addWidget(self.announcement)
        self._inner = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inner.setSpacing(0)
        self.script, self.note = ScriptView(self._middle), NoteBox(self._middle)
        self._divider = Rule("v", self._middle)
        self._inner.addWidget(self.script, 3)
        self._inner.addWidget(self._divider)
        self._inner.addWidget(self.note, 2)
        self._middle.body.addLayout(self._inner, 1)
        self.history = HistoryPanel(self._work)
        self._row.addWidget(self.history)
        yield
        self.nothing = NothingPanel(self)
        yield
        self._plain = Panel(margins=0, parent=self)
        self.plain = EmptyState("", "", parent=self._plain)
        self._plain.body.addWidget(self.plain, 1)
        for part in (self._work, self.nothing, self._plain):
            outer.addWidget(part, 1)
        follow_theme(self._rearrange)
        yield

    def set_width(self, width: Width) -> None:
        """Another class of width."""
        self._width = width
        is_small = width is Width.SMALL
        self._row.set_space(0, 8 if is_small else 16 if width is Width.WIDE else 12)
        self.script.set_compact(is_small)
        self.note.set_compact(is_small)
        self.nothing.set_width(width)

    def set_room(self, height: int) -> None:
        """How many px of height are left over: while a time is asked the note may have to give way."""
        px = current().px
        before = self._room < px(130), self._room < px(64)
        self._room = height
        if before != (height < px(130), height < px(64)):
            self._rearrange()

    def show_tab(self, tab: str) -> None:
        """Bring "lead" or "history" into view where it has no room of its own; "" is the usual view."""
        self.tab = tab
        self._rearrange()

    def toggle_tab(self, tab: str) -> None:
        """There and back; nothing changes where the part is in view anyway."""
        lead, _, history = self._usual()
        if not (lead if tab == "lead" else history):
            self.show_tab("" if self.tab == tab else tab)

    def arrange(self, state: State, *, is_asking: bool) -> None:
        """Another state."""
        if (state, is_asking) != (self._state, self._is_asking):
            if state is not self._state:
                self.tab = ""
            self._state, self._is_asking = state, is_asking
        self._rearrange()

    def _usual(self) -> tuple[bool, bool, bool]:
        """Whether lead, script and history are in view when no tab is chosen."""
        state, width = self._state, self._width
        is_small = width is Width.SMALL
        if state is State.AFTER:
            return False, False, not is_small
        is_wide = width is Width.WIDE
        has_history = is_wide or (width is Width.FULL and state not in IN_CALL)
        return not is_small, True, has_history

    def _rearrange(self) -> None:
        state, px = self._state, current().px
        has_lead = state in WITH_LEAD
        # With little height the strip takes the place of everything but the note's text.
        is_tight = self._is_asking and self._room < px(130)
        has_note = state is State.AFTER and self._width is not Width.SMALL and self._room >= px(64)
        # Each part is shown or hidden once: a show may lay out and come back here before it has ended.
        self._work.setVisible(has_lead and (has_note or not is_tight))
        self.nothing.setVisible(state is State.NOTHING)
        self._plain.setVisible(not has_lead and state is not State.NOTHING)
        if not has_lead:
            return
        connected = state in (State.BY_HAND, State.ON_CALL)
        self.announcement.setVisible(connected and bool(self.announcement.text()) and not is_tight)
        lead, script, history = self._usual()
        middle = True
        if self.tab and self._width is Width.SMALL:
            lead, history, middle = self.tab == "lead", self.tab == "history", False
        elif self.tab == "history":
            lead, history = False, True
        elif self.tab == "lead":
            lead, history = True, state is not State.AFTER and history
        is_beside = state is State.BY_HAND
        if self._width is Width.SMALL and is_beside and middle and self.note.edit.hasFocus():
            script = False
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        if self._inner.direction() != direction:
            self._inner.setDirection(direction)
        self.script.setVisible(script)
        self._divider.setVisible(is_beside and script)
        self.note.rule.setVisible(script and not is_beside)
        self.lead.setVisible(lead and not is_tight)
        self._middle.setVisible(middle)
        self.history.setVisible(history and not is_tight)
        self.note.set_bare(self._room < px(130) and state in (State.AFTER, State.BY_HAND))
        self._set_widths(state, px)

    def _set_widths(self, state: State, px: object) -> None:
        assert callable(px)
        most = 16_777_215
        if self._width is Width.SMALL:
            for panel in (self.lead, self.history):
                panel.setMinimumWidth(0)
                panel.setMaximumWidth(most)
            return
        is_wide = self._width is Width.WIDE
        self.lead.setFixedWidth(px(340 if is_wide else 240 if self._width is Width.MEDIUM else 272))
        self.history.setFixedWidth(px(420 if is_wide else 412 if state is State.AFTER else 330))
