"""The card of a call-back: whom and what was said, the four acts, and what they ask in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.callbacks import CallbackKind, CallbackState
from crm_desktop.domain.formats import clock, day, full_when
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks.boxes import DoneBox, HandBox, MoveBox
from crm_desktop.ui.callbacks.words import lead_words, phone_words, said
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.text import ElidedText, Text

SNOOZES = ((5, "5"), (10, "1"), (30, "3"))  # minutes and their keys
SNOOZE_BEFORE = timedelta(minutes=30)
LOW = 700  # px at 100 %; lower than that a long question takes the lead's place


class CallbackCard(QWidget):
    """Two panels: the acts, and below them the lead with what was said."""

    call_asked = Signal()
    open_asked = Signal()
    snooze_asked = Signal(int)  # minutes
    asked = Signal(object)  # the AskBox that opened, or None

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._row: CallbackRow | None = None
        self._column = Column(self, gap=12)

    def making(self) -> Iterator[None]:
        """The acts, what they ask, the lead: a part at each step; all of them before it is used."""
        self.acts = Panel(self.tr("Call-back"), margins=(16, 12, 16, 12), gap=6, parent=self)
        self._column.addWidget(self.acts)
        if self.acts.header is not None:
            self.acts.header.detail.setProperty("user_data", True)
        self.call = self._button(self.tr("Call"), "Return", "call.dial", is_primary=True)
        self.put_off = self._button(self.tr("Move"), "M", "sign.clock")
        self.hand = self._button(self.tr("Hand over"), "H", "lead.owner")
        self.done = self._button(self.tr("Done without a call"), "X", "sign.check")
        self._make_snoozes()
        yield
        self.move_box = MoveBox()
        self.acts.body.addWidget(self.move_box)
        yield
        self.hand_box, self.done_box = HandBox(), DoneBox()
        for box in (self.hand_box, self.done_box):
            self.acts.body.addWidget(box)
        for each in self.boxes():
            each.left.connect(self.leave_box)
        self.acts.body.addStretch(1)
        yield
        self.who = Panel(self.tr("What was said"), margins=(16, 12, 16, 16), gap=6, parent=self)
        self._column.addWidget(self.who, 1)
        self.name = Text("", "page", wrap=True)  # a long name leaves room for the acts above
        self.where = ElidedText("", "body", tone="muted")
        self.phone = Text("", "title", tabular=True, selectable=True)
        self.note = Text("", "body", wrap=True, selectable=True)
        self.when = Text("", "table", tone="muted", wrap=True)
        for widget in (self.name, self.where, self.phone, self.note, self.when):
            widget.setProperty("user_data", True)
            self.who.body.addWidget(widget)
        self.open = KeyCapButton(self.tr("Open the lead"), "O", size="compact", icon="lead.person")
        self.open.clicked.connect(self.open_asked)
        self.who.body.addSpacing(6)
        foot = Row()
        foot.addWidget(self.open)
        foot.addStretch(1)
        self.who.body.addLayout(foot)
        self.who.body.addStretch(1)
        self.empty = EmptyState(
            self.tr("No call-back chosen"), self.tr("Choose one in the list."), icon="page.callbacks"
        )
        self.nothing = Panel(margins=0)
        self.nothing.body.addWidget(self.empty, 1)
        self._column.addWidget(self.nothing, 1)
        self.call.clicked.connect(self.call_asked)
        self.show_row(None)
        yield

    def _button(self, words: str, key: str, icon: str, *, is_primary: bool = False) -> KeyCapButton:
        kind = "primary" if is_primary else "normal"
        button = KeyCapButton(words, key, kind=kind, icon=icon, spread=True)  # type: ignore[arg-type]
        self.acts.body.addWidget(button)
        return button

    def _make_snoozes(self) -> None:
        """Quiet for some minutes: one key each."""
        self.can_snooze = False
        self.snooze = QWidget()
        column = Column(self.snooze, gap=4)
        column.addWidget(Text(self.tr("Be quiet about it for"), "caption", tone="muted"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for minutes, key in SNOOZES:
            words = plural(self.tr("%n min", "", minutes), minutes)
            button = KeyCapButton(words, key, size="compact")
            button.clicked.connect(lambda _=False, m=minutes: self.snooze_asked.emit(m))
            flow.addWidget(button)
        column.addWidget(holder)
        self.acts.body.addWidget(self.snooze)

    def boxes(self) -> tuple[AskBox, ...]:
        """The questions the card can ask."""
        return (self.move_box, self.hand_box, self.done_box)

    def set_side_by_side(self, is_on: bool) -> None:
        """Acts and lead beside each other, where the window is low and the card has all its width."""
        way = QBoxLayout.Direction.LeftToRight if is_on else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(way)
        for panel in (self.acts, self.who):
            self._column.setStretchFactor(panel, 1 if is_on or panel is self.who else 0)
        self.move_box.set_columns(2 if is_on else 1)

    @property
    def row(self) -> CallbackRow | None:
        """The call-back in view."""
        return self._row

    @property
    def box(self) -> AskBox | None:
        """The question being asked."""
        return next((box for box in self.boxes() if not box.isHidden()), None)

    def show_row(self, row: CallbackRow | None, now: datetime | None = None) -> None:
        """Show this call-back; a question about another one is dropped."""
        if self.box is not None and (row is None or self._row is None or row.id != self._row.id):
            self.leave_box()
        self._row = row
        self.nothing.setVisible(row is None)
        self.acts.setVisible(row is not None)
        self.who.setVisible(row is not None)
        if row is None:
            return
        is_open = row.state is CallbackState.OPEN
        at = clock(row.due_at, self._zone)
        titles = {
            CallbackKind.REMINDER: self.tr("Reminder of {time}"),
            CallbackKind.MISSED_CALL: self.tr("Rang us at {time}"),
        }
        title = titles.get(row.kind, self.tr("Call-back of {time}"))
        self.acts.set_title(title.format(time=at), day(row.due_at, self._zone))
        self.call.setEnabled(bool(row.phone))
        self.call.setVisible(self.box is None)
        for button in (self.put_off, self.hand, self.done):
            button.setVisible(is_open and self.box is None)
        self.can_snooze = is_open and now is not None and row.due_at - now <= SNOOZE_BEFORE
        self.snooze.setVisible(self.can_snooze and self.box is None)
        self.name.setText(lead_words(row))
        self.where.setText(row.company if row.lead_name else "")
        self.where.setVisible(bool(self.where.text()))
        self.phone.setText(phone_words(row.phone))
        self.note.setText(row.note.strip() or said(row) if row.kind is CallbackKind.PROMISE else said(row))
        self.when.setText(self._told(row))
        self.when.setVisible(bool(self.when.text()))

    def _told(self, row: CallbackRow) -> str:
        """What else to know: how often it was moved, the lead's own clock, that no number can be called."""
        moved = plural(self.tr("Moved %n time(s).", "", row.moved_count), row.moved_count)
        return " ".join(part for part in (moved if row.moved_count else "", self._where_told(row)) if part)

    def _where_told(self, row: CallbackRow) -> str:
        if row.zone and row.zone != self._zone:
            return self.tr("There it is {time} then ({zone}).").format(
                time=full_when(row.due_at, row.zone), zone=row.zone
            )
        if not row.phone:
            return self.tr("No number of this lead can be called.")
        return ""

    def ask(self, box: AskBox) -> None:
        """Open a question in place of the acts."""
        for button in (self.call, self.put_off, self.hand, self.done, self.snooze):
            button.hide()
        for each in self.boxes():
            each.setVisible(each is box)
        is_low = self.height() < current().px(LOW)
        self.who.setVisible(not (is_low and box is self.move_box))
        self.asked.emit(box)

    def leave_box(self) -> None:
        """Back to the acts."""
        for each in self.boxes():
            each.hide()
        self.call.show()
        self.who.setVisible(self._row is not None)
        is_open = self._row is not None and self._row.state is CallbackState.OPEN
        for button in (self.put_off, self.hand, self.done):
            button.setVisible(is_open)
        self.snooze.setVisible(self.can_snooze)
        self.asked.emit(None)
