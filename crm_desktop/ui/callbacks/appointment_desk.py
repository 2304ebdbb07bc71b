"""What the call-backs page does with appointments: booking, changing, closing, saving their file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.errors import UserError
from crm_desktop.services.appointments import Arranged
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.ui.appointments.booker import Booker, Customer
from crm_desktop.ui.appointments.calendar_file import save_file
from crm_desktop.ui.appointments.words import with_whom
from crm_desktop.ui.callbacks.words import lead_words
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Tone

if TYPE_CHECKING:
    from crm_desktop.ui.callbacks.page import CallbacksPage


CANCELLED = "appointment.cancelled"


class AppointmentDesk(QObject):
    """Works on the appointment chosen in the list."""

    def __init__(self, page: CallbacksPage) -> None:
        super().__init__(page)
        self._page = page
        self._booker: Booker | None = None  # made when first asked for
        self._is_busy = False
        self._cancelled: UUID | None = None  # whose cancellation is offered as a file
        card = page.slot
        card.kept.clicked.connect(self.kept)
        card.missed.clicked.connect(self.missed)
        card.change.clicked.connect(self.change)
        card.off.clicked.connect(self.ask_cancel)
        card.file.clicked.connect(self.save_file)
        card.call.clicked.connect(page.call)
        card.open.clicked.connect(page.open_lead)
        card.cancel_box.cancelled.connect(lambda why: self._close(AppointmentState.CANCELLED, why))

    @property
    def row(self) -> AppointmentRow | None:
        """The appointment chosen."""
        return self._page.slot.row

    def has_row(self) -> bool:
        """Whether one is chosen."""
        return self.row is not None

    def is_planned(self) -> bool:
        """Whether it can still be changed."""
        return self.row is not None and self.row.appointment.state is AppointmentState.PLANNED

    def has_begun(self) -> bool:
        """Whether it can be said how it went."""
        row = self.row
        return row is not None and self.is_planned() and row.appointment.starts_at <= self._page.now()

    # ---- booking and changing ----------------------------------------------------------------

    def _panel(self) -> Booker:
        if self._booker is None:
            self._booker = Booker(self._page, self._page.context)
            self._booker.done.connect(lambda _: self._page.read())
        return self._booker

    def book(self) -> None:
        """A new appointment with the customer of the chosen line."""
        row, call_back = self.row, self._page.card.row
        if row is not None:
            whom = Customer(row.appointment.lead_id, with_whom(row), row.zone)
        elif call_back is not None:
            whom = Customer(call_back.lead_id, lead_words(call_back), call_back.zone)
        else:
            return
        self._panel().book(whom, self._page.strip)

    def change(self) -> None:
        """Another time, or other words."""
        if self.row is not None and self.is_planned():
            self._panel().change(self.row, self._page.strip)

    def save_file(self) -> None:
        """The invitation as a calendar file."""
        if self.row is not None:
            save_file(self, self._page.context, self.row.appointment.id)

    # ---- closing -----------------------------------------------------------------------------

    def kept(self) -> None:
        """It took place."""
        if self.has_begun():
            self._close(AppointmentState.KEPT)

    def missed(self) -> None:
        """It did not."""
        if self.has_begun():
            self._close(AppointmentState.MISSED)

    def ask_cancel(self) -> None:
        """Ask why, in place."""
        if self.is_planned():
            self._page.asking.ask_in_slot()

    def _offer_cancellation(self, row: AppointmentRow) -> None:
        """Whoever has the invitation in a calendar needs its cancellation too."""
        notices, appointment_id = self._page.context.notices, row.appointment.id

        def save() -> None:
            notices.dismiss(CANCELLED)
            save_file(self, self._page.context, appointment_id)

        words = self.tr("{name} has the invitation? Send its cancellation.").format(name=with_whom(row))
        act = NoticeAct(self.tr("Save the calendar file"), save)
        notices.show(Notice(CANCELLED, Tone.GOOD, words, (act,)))
        self._cancelled = appointment_id

    def look(self, rows: Iterable[AppointmentRow]) -> None:
        """What stands in the calendar: a cancellation that was taken back needs no file."""
        if self._cancelled is not None and any(row.appointment.id == self._cancelled for row in rows):
            self._cancelled = None
            self._page.context.notices.dismiss(CANCELLED)

    def _close(self, state: AppointmentState, why: str = "") -> None:
        row, page = self.row, self._page
        if row is None or self._is_busy:
            return
        self._is_busy = True
        services, actor, appointment = page.session.services, page.session.actor, row.appointment
        words = {
            AppointmentState.KEPT: self.tr("{name}: the appointment took place"),
            AppointmentState.MISSED: self.tr("{name}: the appointment did not take place"),
            AppointmentState.CANCELLED: self.tr("{name}: the appointment is cancelled"),
        }[state].format(name=with_whom(row))

        def done(arranged: Arranged) -> None:
            page.slot.leave_box()
            if state is AppointmentState.CANCELLED:
                self._offer_cancellation(arranged.row)
            page.read()

        def refused(error: UserError) -> None:
            if page.slot.box is not None:
                page.slot.box.refuse(tr_error(error))
            else:
                page.context.notices.user_error(error)
            page.read()

        def settled() -> None:
            self._is_busy = False

        op = page.context.ops.store(
            self, lambda: services.appointments.close(actor, appointment.id, appointment.version, state, why)
        )
        op.changes("appointments", "leads")
        op.undo(words, lambda arranged: services.appointments.undo(actor, arranged.undo_id))
        op.success(done).failure(refused).settled(settled).start()
