"""The call-backs page: overdue, today, coming and done today, with the acts on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.formats import group_indian
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks import reading
from crm_desktop.ui.callbacks.acts import CallbackActs
from crm_desktop.ui.callbacks.appointment_card import AppointmentCard
from crm_desktop.ui.callbacks.appointment_desk import AppointmentDesk
from crm_desktop.ui.callbacks.asking import Asking
from crm_desktop.ui.callbacks.card import CallbackCard
from crm_desktop.ui.callbacks.day_strip import DayStrip
from crm_desktop.ui.callbacks.list_model import CallbackModel, Listed
from crm_desktop.ui.callbacks.list_view import CallbackTable
from crm_desktop.ui.callbacks.printing import print_today, save_today
from crm_desktop.ui.callbacks.reading import Read
from crm_desktop.ui.callbacks.words import lead_words
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.beside import CARD_TAB, LIST_TAB, fit_card
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.tabs import Tabs
from crm_desktop.ui.widgets.text import Text

log = get_logger(__name__)
MINUTE_MS = 60_000
CARD, CARD_WIDE = 320, 372


class CallbacksPage(Page):
    """My promises and appointments. Acts go to the service; the list is read again after each."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.zone = self.session.services.workspace.zone
        self.shown = Read()
        self._has_begun = self._has_read = False
        self._wanted: UUID | None = None
        self._width = Width.FULL

    def making(self) -> Iterator[None]:
        """Strip and list, the two cards; then everything is wired."""
        column = Column(self, gap=12)
        self.strip = DayStrip(self)
        column.addWidget(self.strip)
        yield
        self._lay_out(column)
        yield
        self.card = CallbackCard(self.zone, self.side)
        self._beside_list.addWidget(self.card, 1)
        yield from self.card.making()
        self.slot = AppointmentCard(self.zone, self.side)
        self._beside_list.addWidget(self.slot, 1)
        self.slot.hide()
        yield
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.read)
        self._wire()
        self.asking = Asking(self)
        self.desk = AppointmentDesk(self)
        self.acts = CallbackActs(self)
        follow_theme(self._rescale)
        yield

    def _lay_out(self, column: Column) -> None:
        self.stranded = KeyCapButton("", "N", icon="sign.warning", size="compact", parent=self)
        self.stranded.clicked.connect(self.show_without_step)
        self.stranded.hide()
        column.addWidget(self.stranded, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept = Text("", "table", tone="muted", wrap=True)
        self.kept.setText(self.tr("Without the server: what is due within four hours is kept here."))
        self.kept.hide()
        column.addWidget(self.kept)
        self.on_paper = KeyCapButton(self.tr("Print"), "Ctrl+P", icon="act.print", size="compact")
        self.on_paper.setToolTip(self.tr("Print today’s call-backs"))
        self.on_paper.clicked.connect(self.print_today)
        self.as_pdf = KeyCapButton(self.tr("As a PDF"), "P", size="compact")
        self.as_pdf.setToolTip(self.tr("Today’s call-backs as a PDF in your documents"))
        self.as_pdf.clicked.connect(self.save_today)
        self.tabs = Tabs([self.tr("List"), self.tr("Call-back")], self.tr("List or call-back"))
        self.tabs.hide()
        column.addWidget(self.tabs)
        self.model = CallbackModel(self.zone, self)
        self.table = CallbackTable(self.tr("Call-backs"))
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header_.setSectionsClickable(False)
        self.empty = EmptyState("", icon="page.callbacks")
        self.table.set_empty(self.empty)
        self._beside = Row(gap=12)
        self.list_panel = Panel(margins=0, gap=0, accessible_name=self.tr("List of call-backs"))
        self.list_panel.body.addWidget(self.table, 1)
        self.list_panel.clip_corners()
        self._beside.addWidget(self.list_panel, 1)
        self.side = QWidget(self)
        self._beside_list = Column(self.side)
        self._beside.addWidget(self.side)
        column.addLayout(self._beside, 1)

    def _wire(self) -> None:
        self.strip.chosen.connect(lambda _: self._day_chosen())
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.opened.connect(lambda _: self.call())
        self.tabs.changed.connect(self._show_tab)
        card = self.card
        card.call_asked.connect(self.call)
        card.open_asked.connect(self.open_lead)
        card.asked.connect(self._asked)
        card.snooze_asked.connect(self.snooze)
        self.slot.asked.connect(self._asked)
        self.empty.acted.connect(self.read)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`callback_id` chooses that call-back."""
        wanted = arguments.get("callback_id")
        if isinstance(wanted, UUID):
            self.strip.choose(0)
            self._wanted = wanted
            self.read()

    def activate(self) -> None:
        self._minute.start()
        if not self._has_begun:
            self._has_begun = True
            self.empty.tell(self.tr("Looking …"))
        self.read()

    def deactivate(self) -> None:
        self._minute.stop()

    def refresh(self, topics: frozenset[str]) -> None:
        self.read()

    def focus_first(self) -> None:
        self.table.setFocus()

    def status_parts(self) -> StatusParts:
        if not self._has_read:
            return StatusParts()
        shown = self.shown
        left = [
            StatusPart(self.tr("{} overdue"), group_indian(shown.overdue)),
            StatusPart(self.tr("{} more today"), group_indian(shown.today_left)),
            StatusPart(self.tr("{} coming"), group_indian(shown.coming)),
        ]
        return StatusParts(left)

    def header_widgets(self) -> Sequence[QWidget]:
        """Today's call-backs on paper."""
        return (self.on_paper, self.as_pdf)

    def fit(self, width: Width) -> None:
        self._width = width
        self._rescale()

    def _rescale(self) -> None:
        is_tabbed = fit_card(self._beside, self.tabs, self.side, self._width, normal=CARD, wide=CARD_WIDE)
        if is_tabbed:
            self._show_tab(self.tabs.index())
        else:
            self.list_panel.show()
            self.strip.show()
            self.side.show()
        self.card.set_side_by_side(is_tabbed)
        self.slot.set_side_by_side(is_tabbed)
        self.table.fit_columns()

    @property
    def is_tabbed(self) -> bool:
        """Whether list and card take turns."""
        return self._width < Width.FULL

    def _show_tab(self, index: int) -> None:
        if self.is_tabbed:
            self.list_panel.setVisible(index == LIST_TAB)
            self.side.setVisible(index == CARD_TAB)
            self.strip.setVisible(index == LIST_TAB)

    # ---- reading -------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The present moment, by the session's clock."""
        return self.session.clock.now()

    def read(self) -> None:
        """Read my promises and appointments; what is shown stays until they come."""
        session, place = self.session, self.strip.place()
        op = self.context.ops.read(self, lambda: reading.read(session, place)).latest_only("callbacks.mine")
        op.success(self._came).failure(self._failed).start()

    def _day_chosen(self) -> None:
        """Another day: its call-backs are read."""
        self.table.verticalScrollBar().setValue(0)
        self.read()

    def _came(self, read: Read) -> None:
        if read.place != self.strip.place():
            return  # another day was chosen meanwhile, and is being read
        self.shown, self._has_read = read, True
        self.kept.setVisible(read.mine.is_kept)
        self.stranded.setVisible(read.without_step > 0)
        words = plural(
            self.tr("%n open lead(s) without a next step", "", read.without_step), read.without_step
        )
        self.stranded.set_words(words)
        self.empty.tell(
            self.tr("No call-backs"),
            self.tr("Give the result “Call back” after a call to promise one."),
            icon="page.callbacks",
        )
        self._show()

    def _failed(self, error: UserError) -> None:
        if self.model.rowCount():
            self.context.notices.user_error(error)
            return
        self.empty.tell(
            self.tr("The call-backs could not be read"),
            tr_error(error),
            act=self.tr("Try again"),
            icon="sign.error",
        )

    def _groups(self) -> list[Listed]:
        shown, place, now = self.shown, self.shown.place, self.now()
        booked, unclosed = reading.appointments_at(shown.appointments, shown.days, place, now, self.zone)
        appointments = Listed(self.tr("Appointments"), booked)
        if place:
            day = shown.days[place]
            title = self.tr("Later") if day.on is None else self.strip.button(place).text()
            return [appointments, Listed(title, shown.of_day, day.count)]
        mine = shown.mine
        return [
            Listed(self.tr("Did they take place?"), unclosed),
            Listed(self.tr("Overdue"), mine.overdue, shown.overdue),
            appointments,
            Listed(self.tr("Today"), mine.today, shown.today_left),
            Listed(self.tr("Coming"), mine.coming, shown.coming),
            Listed(self.tr("Done today"), mine.done_today),
        ]

    def _show(self) -> None:
        """Show what was read, keeping choice and place; what ended or was moved gives way to the next."""
        now = self.now()
        kept = self._wanted or self._chosen_id()
        was = self.card.row if self._wanted is None and self.can_change() else None
        before = self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        self.strip.show_days(self.shown.days, now, self.zone)
        self.model.show(self._groups(), now)
        self.table.low_headings()
        line = self.model.line_of(kept)
        if line < 0 or (was is not None and self._gives_way(was, line, self._nearest(before))):
            line = self._nearest(before)
        self._wanted = None
        if line >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(line, 1)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.verticalScrollBar().setValue(top)
            self.table.scrollTo(index)
        self._show_item(self.model.item(line))
        self.desk.look(self.shown.appointments)
        self.status_changed.emit()
        shown = self.shown  # for whoever follows the window through its log
        log.debug("call-backs shown", overdue=shown.overdue, today=shown.today_left, coming=shown.coming)

    def _gives_way(self, was: CallbackRow, line: int, following: int) -> bool:
        """Whether the call-back, now on that line, was dealt with, and another one waits in its place."""
        now, other = self.model.row(line), self.model.row(following)
        is_dealt_with = now is None or now.state is not CallbackState.OPEN or now.due_at > was.due_at
        return is_dealt_with and other is not None and other.state is CallbackState.OPEN

    def _chosen_id(self) -> UUID | None:
        if self.slot.row is not None:
            return self.slot.row.appointment.id
        return self.card.row.id if self.card.row is not None else None

    def _show_item(self, item: CallbackRow | AppointmentRow | None) -> None:
        """The card of what is chosen."""
        appointment = item if isinstance(item, AppointmentRow) else None
        self.card.show_row(item if isinstance(item, CallbackRow) else None, self.now())
        self.slot.show_row(appointment, self.now())
        self.slot.setVisible(appointment is not None)
        self.card.setVisible(appointment is None)

    def _nearest(self, line: int) -> int:
        """The row that took the place of one that is gone; the first one at the beginning."""
        last = self.model.rowCount() - 1
        places = [*range(max(0, line), last + 1), *range(min(line, last), -1, -1)]
        return next((p for p in places if self.model.item(p) is not None), -1)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        item = self.model.item(now.row()) if now.isValid() else None
        if item is not None:
            self._show_item(item)

    # ---- acts ------------------------------------------------------------------------------------

    def lead_id(self) -> UUID | None:
        """The lead of the chosen line."""
        if self.slot.row is not None:
            return self.slot.row.appointment.lead_id
        return self.card.row.lead_id if self.card.row is not None else None

    def call(self) -> None:
        """Take the lead to the calling page."""
        row, lead_id = self.card.row, self.lead_id()
        if lead_id is not None and (row is None or row.phone):
            self.context.frame.open_page("calling", lead_id=lead_id)

    def open_lead(self) -> None:
        """Show the lead's card."""
        if (lead_id := self.lead_id()) is not None:
            self.context.frame.open_page("leads", lead_id=lead_id)

    def print_today(self) -> None:
        """Today's call-backs on A4, on a printer; noted as handed on paper."""
        print_today(self)

    def save_today(self) -> None:
        """The same as a PDF in the person's documents."""
        save_today(self)

    def snooze(self, minutes: int) -> None:
        """Be quiet about it for a while; what was promised stays as it is."""
        row = self.card.row
        if row is None or not self.can_snooze():
            return
        callbacks, actor = self.session.services.callbacks, self.session.actor
        words = plural(self.tr("{name}: quiet for %n minute(s)", "", minutes), minutes)
        self.asking.change(
            lambda: callbacks.snooze(actor, row.id, minutes), words.format(name=lead_words(row))
        )

    def can_snooze(self) -> bool:
        """Whether the chosen call-back would soon be told."""
        return self.can_change() and self.card.can_snooze

    def show_without_step(self) -> None:
        """The open leads of mine that nothing brings back, in the list of leads."""
        self.context.frame.open_page("leads", query=reading.without_step(self.session.actor.person_id))

    def has_without_step(self) -> bool:
        """Whether there are any; best is none."""
        return self.shown.without_step > 0

    def can_change(self) -> bool:
        """Whether the chosen call-back is still open."""
        return self.card.row is not None and self.card.row.state is CallbackState.OPEN

    @property
    def box(self) -> AskBox | None:
        """What is being asked in the card."""
        return self.slot.box if self.slot.row is not None else self.card.box

    def _asked(self, box: AskBox | None) -> None:
        self.acts.state_changed()
        if box is None:
            if self.is_tabbed:
                self.tabs.choose(LIST_TAB)
            self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_tabbed:
            self.tabs.choose(LIST_TAB)
            self.table.setFocus()
            event.accept()
            return
        super().keyPressEvent(event)
