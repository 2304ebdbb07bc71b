"""The card of an appointment: with whom, when, where; how it went, another time, the calendar file."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.ui.appointments.words import NOTHING, slot, standing, with_whom
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import ElidedText, Text


class CancelBox(AskBox):
    """Why an appointment is cancelled; may stay empty."""

    cancelled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Cancel the appointment?"))
        self.setAccessibleName(self.tr("Cancel the appointment?"))
        self.save.set_words(self.tr("Cancel it"))
        self.cancel.set_words(self.tr("Back"))
        self.why = Field("", placeholder=self.tr("Why, in a few words; may stay empty"))
        self.why.edit.setAccessibleName(self.tr("Why it is cancelled"))
        self.why.edit.setProperty("user_data", True)
        self.why.edit.setProperty("elides", True)
        self.why.submitted.connect(self.submit)
        self.column.addWidget(self.why)
        self.column.addLayout(self.foot)

    def begin(self) -> None:
        """Ask anew."""
        self.why.set_text("")
        self.why.set_error("")

    def submit(self) -> None:
        self.cancelled.emit(self.why.text().strip())

    def refuse(self, words: str) -> None:
        self.why.set_error(words)
        self.why.setFocus()


class AppointmentCard(QWidget):
    """Two panels, like the card of a call-back: the acts, and below them what was agreed."""

    asked = Signal(object)  # the AskBox that opened, or None

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._row: AppointmentRow | None = None
        self._column = column = Column(self, gap=12)
        self.acts = Panel(self.tr("Appointment"), margins=(16, 12, 16, 16), gap=8)
        self.kept = self._button(self.tr("Took place"), "X", "sign.check", is_primary=True)
        self.missed = self._button(self.tr("Did not take place"), "U", "act.close")
        self.change = self._button(self.tr("Change"), "M", "sign.clock")
        self.off = self._button(self.tr("Cancel it"), "C", "result.blocked")
        self.file = self._button(self.tr("Save the calendar file"), "S", "act.save")
        self.cancel_box = CancelBox()
        self.cancel_box.left.connect(self.leave_box)
        self.acts.body.addWidget(self.cancel_box)
        self.acts.body.addStretch(1)
        self.who = Panel(self.tr("What was agreed"), margins=(16, 12, 16, 16), gap=6)
        self.name = Text("", "headline", wrap=True)
        self.company = ElidedText("", "body", tone="muted")
        self.when = Text("", "title", tabular=True, wrap=True)
        self.about = Text("", "body", wrap=True, selectable=True)
        self.place_ = Text("", "body", tone="muted", wrap=True, selectable=True)
        self.note = Text("", "body", wrap=True, selectable=True)
        for widget in (self.name, self.company, self.when, self.about, self.place_, self.note):
            widget.setProperty("user_data", True)
            self.who.body.addWidget(widget)
        chips = Row(gap=8)
        self.chip = Chip("", "plain", icon="sign.calendar")
        chips.addWidget(self.chip)
        chips.addStretch(1)
        self.who.body.addLayout(chips)
        holder = QWidget()
        foot = FlowLayout(holder, gap=8)
        self.call = KeyCapButton(self.tr("Call"), "Return", size="compact", icon="call.dial")
        self.open = KeyCapButton(self.tr("Open the lead"), "O", size="compact", icon="lead.person")
        foot.addWidget(self.call)
        foot.addWidget(self.open)
        self.who.body.addSpacing(6)
        self.who.body.addWidget(holder)
        self.who.body.addStretch(1)
        column.addWidget(self.acts)
        column.addWidget(self.who, 1)

    def _button(self, words: str, key: str, icon: str, *, is_primary: bool = False) -> KeyCapButton:
        kind = "primary" if is_primary else "normal"
        button = KeyCapButton(words, key, kind=kind, icon=icon, spread=True)  # type: ignore[arg-type]
        self.acts.body.addWidget(button)
        return button

    @property
    def row(self) -> AppointmentRow | None:
        """The appointment in view."""
        return self._row

    @property
    def box(self) -> AskBox | None:
        """The question being asked."""
        return None if self.cancel_box.isHidden() else self.cancel_box

    def set_side_by_side(self, is_on: bool) -> None:
        """Acts and what was agreed beside each other, where the window is low."""
        way = QBoxLayout.Direction.LeftToRight if is_on else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(way)
        for panel in (self.acts, self.who):
            self._column.setStretchFactor(panel, 1 if is_on or panel is self.who else 0)

    def show_row(self, row: AppointmentRow | None, now: datetime) -> None:
        """Show this appointment; a question about another one is dropped."""
        is_other = row is None or self._row is None or row.appointment.id != self._row.appointment.id
        self._row = row
        if is_other and self.box is not None:
            self.leave_box()
        if row is None:
            return
        appointment = row.appointment
        self.name.setText(with_whom(row))
        self.company.setText(row.company if row.lead_name else "")
        self.company.setVisible(bool(self.company.text()))
        self.when.setText(slot(row, self._zone))
        self.about.setText(appointment.title or NOTHING)
        self.place_.setText(appointment.place)
        self.place_.setVisible(bool(appointment.place))
        self.note.setText(appointment.note)
        self.note.setVisible(bool(appointment.note))
        words, kind = standing(row, now)
        self.chip.show_as(words, kind, "sign.calendar")
        self._is_open = appointment.state is AppointmentState.PLANNED
        self._has_begun = appointment.starts_at <= now
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_calm = self._row is not None and self.box is None
        for button in (self.kept, self.missed):
            button.setVisible(is_calm and self._is_open and self._has_begun)
        for button in (self.change, self.off):
            button.setVisible(is_calm and self._is_open)
        self.file.setVisible(is_calm)

    def ask_cancel(self) -> None:
        """Ask why, in place of the acts."""
        self.cancel_box.begin()
        self.cancel_box.show()
        self._show_buttons()
        self.asked.emit(self.cancel_box)

    def leave_box(self) -> None:
        """Back to the acts."""
        self.cancel_box.hide()
        self._show_buttons()
        self.asked.emit(None)

    _is_open = False
    _has_begun = False
