"""Booking or changing an appointment without leaving the page: when in words, how long, what, where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import duration, full_when
from crm_desktop.domain.people import Permission, Person, Reach
from crm_desktop.domain.when import Answer
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import AppointmentRow, Arranged, BookAppointment, MoveAppointment
from crm_desktop.ui.appointments.calendar_file import save_file
from crm_desktop.ui.appointments.when_field import WhenField
from crm_desktop.ui.appointments.words import slot, what, with_whom
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import SUBMIT_KEYS, PagePopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text

MINUTES = (15, 30, 45, 60, 90, 120, 180, 240)
USUAL_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Customer:
    """With whom, where their clock is, and the call in which it is agreed."""

    lead_id: UUID
    name: str
    zone: str = ""
    call_id: UUID | None = None


class Booker(PagePopover):
    """While it is open no key of the page is awake. Once booked, S saves the calendar file, Enter closes.

    Who may give leads to others may book for a colleague of the own team too.
    """

    done = Signal(object)  # AppointmentRow as it is now

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=520)
        self._whom: Customer | None = None
        self._before: AppointmentRow | None = None
        self._after: AppointmentRow | None = None
        self._request = new_id()
        self._is_busy = False
        self._may_book_for_others = self._session.actor.may(Permission.ASSIGN_LEADS, Reach.TEAM)
        self.setAccessibleName(self.tr("Appointment"))
        self.title.setProperty("user_data", True)
        self._build_form()
        self._build_done()
        self.on_keys(SUBMIT_KEYS, self.submit)

    def _build_form(self) -> None:
        self._form = QWidget()
        column = Column(self._form, gap=10)
        self.when = WhenField(self.tr("When? In your words"))
        self.when.changed.connect(self._look_for_clash)
        # Queued: the key that saves must not be heard again by what is shown then.
        self.when.submitted.connect(self._from_when, Qt.ConnectionType.QueuedConnection)
        self.when.unknown.connect(self._ask_library)
        self.about = Field(self.tr("About"), placeholder=self.tr("Visit, test drive, meeting …"))
        self.place_ = Field(self.tr("Place"), placeholder=self.tr("Where you meet; may stay empty"))
        for field in (self.about, self.place_):
            field.edit.setProperty("user_data", True)
            field.edit.setProperty("elides", True)
            field.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)
        self.length = ComboBox(self.tr("How long"))
        self.length.currentIndexChanged.connect(self._look_for_clash)
        self.whose = ComboBox(self.tr("Whose appointment"))
        self.whose.setProperty("user_data", True)
        self.whose.currentIndexChanged.connect(self._look_for_clash)
        self.whose.hide()
        self.clash = Text("", "table", tone="warning", wrap=True)
        self.clash.setProperty("user_data", True)
        self.told = Text("", "table", tone="danger", wrap=True)
        self.save = KeyCapButton(self.tr("Book"), "Ctrl+Return", kind="primary", icon="sign.calendar")
        self.save.clicked.connect(self.submit)
        back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        back.clicked.connect(self.dismiss)
        for widget in (self.when, self.about, self.place_):
            column.addWidget(widget)
        beside = Row(gap=8)
        beside.addWidget(self.length, 1)
        beside.addWidget(self.whose, 1)
        column.addLayout(beside)
        column.addWidget(self.clash)
        column.addWidget(self.told)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.save)
        column.addLayout(foot)
        self.column.addWidget(self._form)

    def _build_done(self) -> None:
        self._done = QWidget()
        column = Column(self._done, gap=12)
        self.result = Text("", "body", wrap=True)
        self.result.setProperty("user_data", True)
        column.addWidget(self.result)
        foot = Row(gap=8)
        self.file = KeyCapButton(self.tr("Save the calendar file"), "S", icon="act.save")
        self.file.clicked.connect(self._save_file)
        self.close_ = KeyCapButton(self.tr("Close"), "Enter", kind="primary")
        self.close_.clicked.connect(self.dismiss)
        foot.addWidget(self.file)
        foot.addStretch(1)
        foot.addWidget(self.close_)
        column.addLayout(foot)
        self._done.hide()
        self.column.addWidget(self._done)

    # ---- opening and closing -----------------------------------------------------------------

    def book(self, whom: Customer, anchor: QWidget) -> None:
        """Ask for a new appointment; what was typed for the same customer is still there."""
        is_same = self._whom == whom and self._before is None and self._after is None
        self._whom, self._before, self._after = whom, None, None
        self.title.setText(
            self.tr("Appointment with {name}").format(name=whom.name or self.tr("the customer"))
        )
        self.save.set_words(self.tr("Book"))
        if not is_same:
            self._request = new_id()
            self.whose.setCurrentIndex(0)
            self._begin("", "", USUAL_MINUTES, "")
        self.whose.setVisible(self.whose.count() > 1)
        self._read_colleagues()
        self._open(anchor)

    def change(self, row: AppointmentRow, anchor: QWidget) -> None:
        """Ask for another time, or other words, of an appointment."""
        appointment = row.appointment
        self._whom = Customer(appointment.lead_id, with_whom(row), row.zone)
        self._before, self._after = row, None
        self.title.setText(self.tr("Change the appointment with {name}").format(name=with_whom(row)))
        self.save.set_words(self.tr("Change"))
        rest = self.tr("Stays on {when}").format(when=full_when(appointment.starts_at, self._zone()))
        minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
        self.whose.hide()
        self._begin(appointment.title, appointment.place, minutes, rest)
        self._open(anchor)

    def _begin(self, about: str, place: str, minutes: int, rest: str) -> None:
        self.length.blockSignals(True)
        self.length.clear()
        for each in sorted({*MINUTES, minutes}):
            self.length.addItem(self.tr("Lasts {time}").format(time=duration(timedelta(minutes=each))), each)
        self.length.setCurrentIndex(self.length.findData(minutes))
        self.length.blockSignals(False)
        self.about.set_text(about)
        self.place_.set_text(place)
        for field in (self.about, self.place_):
            field.set_error("")
        self.when.begin(self._session.clock.now(), self._zone(), rest)

    def _read_colleagues(self) -> None:
        """Whom the person may book for; oneself comes first."""
        if not self._may_book_for_others:
            return
        people, actor = self._session.services.people, self._session.actor

        def came(found: tuple[Person, ...]) -> None:
            kept = self.whose.currentData()
            self.whose.blockSignals(True)
            self.whose.clear()
            self.whose.addItem(self.tr("For me"), actor.person_id)
            for person in found:
                if person.id != actor.person_id:
                    self.whose.addItem(self.tr("For {name}").format(name=person.display_name), person.id)
            self.whose.setCurrentIndex(max(0, self.whose.findData(kept)))
            self.whose.blockSignals(False)
            self.whose.setVisible(self._before is None and self.whose.count() > 1)

        op = self._context.ops.read(self, lambda: people.colleagues(actor))
        op.latest_only("appointments.people").success(came).start()

    def _owner(self) -> UUID | None:
        """Whose it will be; None for oneself."""
        chosen = self.whose.currentData()
        is_own = self._before is not None or chosen == self._session.actor.person_id
        return None if is_own or not isinstance(chosen, UUID) else chosen

    def _open(self, anchor: QWidget) -> None:
        self._show_told("")
        self._form.show()
        self._done.hide()
        self.open_under(anchor)

    def _zone(self) -> str:
        office = self._session.services.workspace.zone
        return (self._whom.zone if self._whom is not None else "") or office

    def first_focus(self) -> QWidget:
        return self.close_ if self._after is not None else self.when.field.edit

    # ---- what is typed -----------------------------------------------------------------------

    def _ask_library(self, text: str) -> None:
        def answered(found: Answer) -> None:
            self.when.answered(text, found)

        op = self._context.ops.read(self, lambda: self.when.read(text, may_ask_library=True))
        op.latest_only("appointments.when").success(answered).start()

    def _from_when(self) -> None:
        """Enter: to what is missing, or book."""
        if self.when.at is not None and not self.about.text().strip():
            self.about.setFocus()
        else:
            self.submit()

    def _slot(self) -> tuple[datetime, datetime] | None:
        at = self.when.at
        if at is None and self._before is not None and not self.when.text().strip():
            at = self._before.appointment.starts_at
        minutes = self.length.currentData()
        return None if at is None or minutes is None else (at, at + timedelta(minutes=int(minutes)))

    def _look_for_clash(self) -> None:
        """Tell what else stands at that time; it is not forbidden."""
        wanted = self._slot()
        if wanted is None:
            self.clash.hide()
            return
        appointments, actor = self._session.services.appointments, self._session.actor
        before = self._before.appointment if self._before is not None else None
        but_not = before.id if before is not None else None
        whose = before.owner_id if before is not None else self._owner()

        def came(rows: tuple[AppointmentRow, ...]) -> None:
            zone = self._zone()
            each = "; ".join(f"{with_whom(row)}, {slot(row, zone)}" for row in rows)
            words = self.tr("At that time you have: {appointments}")
            if rows and rows[0].appointment.owner_id != actor.person_id:
                words = self.tr("At that time {name} has: {appointments}")
            name = rows[0].owner_name if rows else ""
            self.clash.setText(words.format(name=name, appointments=each))
            self.clash.setVisible(bool(rows) and self._slot() == wanted)

        op = self._context.ops.read(self, lambda: appointments.clashing(actor, *wanted, but_not, whose))
        op.failure(lambda _: self.clash.hide())
        op.latest_only("appointments.clash").success(came).start()

    # ---- saving ------------------------------------------------------------------------------

    def submit(self) -> None:
        """Book or change; says at the field what is missing."""
        wanted, whom = self._slot(), self._whom
        if self._is_busy or whom is None or self._after is not None:
            return
        if wanted is None:
            self.when.refuse(
                self.tr("Choose one by Alt and its number.")
                if self.when.readings
                else self.tr("This time was not understood. Type for example kal 4 baje.")
            )
            return
        if not self.about.text().strip():
            self.about.set_error(self.tr("Say what the appointment is about."))
            self.about.setFocus()
            return
        self._is_busy = True
        if self._before is not None:
            self._move(self._before, *wanted)
        else:
            self._book(whom, *wanted)

    def _book(self, whom: Customer, starts_at: datetime, ends_at: datetime) -> None:
        appointments, actor = self._session.services.appointments, self._session.actor
        book = BookAppointment(
            self._request,
            whom.lead_id,
            self.about.text(),
            starts_at,
            ends_at,
            self.place_.text(),
            owner_id=self._owner(),
            call_id=whom.call_id,
        )
        op = self._context.ops.store(self, lambda: appointments.book(actor, book))
        op.changes("appointments", "leads")
        op.success(self._saved).failure(self._refuse).settled(self._settled).start()

    def _move(self, before: AppointmentRow, starts_at: datetime, ends_at: datetime) -> None:
        appointments, actor = self._session.services.appointments, self._session.actor
        was = before.appointment
        change = MoveAppointment(
            was.id, was.version, starts_at, ends_at, self.about.text(), self.place_.text()
        )

        def told(done: Arranged) -> str:
            when = slot(done.row, self._zone())
            return self.tr("{name}: appointment changed to {when}").format(
                name=with_whom(done.row), when=when
            )

        def back(done: Arranged) -> AppointmentRow:
            return appointments.undo(actor, done.undo_id)

        op = self._context.ops.store(self, lambda: appointments.move(actor, change))
        op.changes("appointments", "leads").undo(told, back)
        op.success(lambda done: self._saved(done.row))
        op.failure(self._refuse).settled(self._settled).start()

    def _settled(self) -> None:
        self._is_busy = False

    def _refuse(self, error: UserError) -> None:
        self._request = new_id()  # what is corrected is another command
        fields: dict[str, Field | WhenField] = {
            "title": self.about,
            "starts_at": self.when,
            "ends_at": self.when,
        }
        at_field = fields.get(error.field or "")
        self._show_told("" if at_field is not None else tr_error(error))
        if isinstance(at_field, WhenField):
            at_field.refuse(tr_error(error))
        elif at_field is not None:
            at_field.set_error(tr_error(error))
            at_field.setFocus()

    def _show_told(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _saved(self, row: AppointmentRow) -> None:
        self._after = row
        if self._before is not None:
            words = self.tr("Changed: {what}, {when}")
        elif row.appointment.owner_id != self._session.actor.person_id:
            words = self.tr("Booked for {name}: {what}, {when}")
        else:
            words = self.tr("Booked: {what}, {when}")
        told = words.format(name=row.owner_name, what=what(row), when=slot(row, self._zone()))
        self.result.setText(told)
        self._form.hide()
        self._done.show()
        if self.isVisible():
            self.close_.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit(row)

    def _save_file(self) -> None:
        if self._after is not None:
            save_file(self, self._context, self._after.appointment.id)
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """After booking: S saves the file, Enter closes."""
        if self._after is not None and event.key() == Qt.Key.Key_S:
            self._save_file()
        elif self._after is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dismiss()
        else:
            super().keyPressEvent(event)
        event.accept()
