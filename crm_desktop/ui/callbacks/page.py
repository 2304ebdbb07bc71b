"""The call-backs page: overdue, today, coming and done today, with the acts on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.calling_window import DEFAULT_WINDOW, CallingWindow
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lead_query import LeadQuery, NextCall
from crm_desktop.domain.when import Answer
from crm_desktop.errors import UserError
from crm_desktop.services.callbacks import MyCallbacks
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks import paper
from crm_desktop.ui.callbacks.acts import CallbackActs
from crm_desktop.ui.callbacks.boxes import AskBox
from crm_desktop.ui.callbacks.card import CallbackCard
from crm_desktop.ui.callbacks.day_strip import DayStrip
from crm_desktop.ui.callbacks.list_model import CallbackModel, on_day, strip
from crm_desktop.ui.callbacks.list_view import CallbackTable
from crm_desktop.ui.callbacks.words import lead_words
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.tabs import Tabs

MINUTE_MS = 60_000
CARD, CARD_WIDE = 320, 372
LIST_TAB, CARD_TAB = 0, 1
NOTHING_PROMISED = MyCallbacks((), (), (), ())


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows, read in one go."""

    mine: MyCallbacks
    hours: dict[UUID, CallingWindow]
    people: tuple[tuple[UUID, str], ...]
    without_step: int = 0  # open leads of mine that nothing brings back


def without_step(person_id: UUID) -> LeadQuery:
    """A person's open leads with neither a call-back nor a next try."""
    return LeadQuery(status=("open",), next_call=NextCall.NONE.value, owner=str(person_id))


class CallbacksPage(Page):
    """My promises. Acts go to the service; the list is read again after each."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self._zone = self.session.services.workspace.zone
        self._read = _Read(NOTHING_PROMISED, {}, ())
        self._has_begun = self._has_read = self._is_busy = False
        self._wanted: UUID | None = None
        self._width = Width.FULL
        self.strip = DayStrip()
        self.model = CallbackModel(self._zone, self)
        self.table = CallbackTable(self.tr("Call-backs"))
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header_.setSectionsClickable(False)
        self.empty = EmptyState("", icon="page.callbacks")
        self.table.set_empty(self.empty)
        self.card = CallbackCard(self._zone)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.read)
        self._lay_out()
        self._wire()
        self.acts = CallbackActs(self)
        follow_theme(self._rescale)

    def _lay_out(self) -> None:
        column = Column(self, gap=12)
        column.addWidget(self.strip)
        self.stranded = KeyCapButton("", "N", icon="sign.warning", size="compact")
        self.stranded.clicked.connect(self.show_without_step)
        self.stranded.hide()
        column.addWidget(self.stranded, 0, Qt.AlignmentFlag.AlignLeft)
        self.tabs = Tabs([self.tr("List"), self.tr("Call-back")], self.tr("List or call-back"))
        self.tabs.hide()
        column.addWidget(self.tabs)
        self._beside = Row(gap=12)
        self.list_panel = Panel(margins=0, gap=0, accessible_name=self.tr("List of call-backs"))
        self.list_panel.body.addWidget(self.table, 1)
        self.list_panel.clip_corners()
        self._beside.addWidget(self.list_panel, 1)
        self._beside.addWidget(self.card)
        column.addLayout(self._beside, 1)

    def _wire(self) -> None:
        self.strip.chosen.connect(lambda _: self._show())
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.opened.connect(lambda _: self.call())
        self.tabs.changed.connect(self._show_tab)
        card = self.card
        card.call_asked.connect(self.call)
        card.open_asked.connect(self.open_lead)
        card.put_off.clicked.connect(self.ask_move)
        card.hand.clicked.connect(self.ask_hand_over)
        card.done.clicked.connect(self.ask_done)
        card.move_box.moved.connect(self._move)
        card.move_box.unknown.connect(self._ask_library)
        card.hand_box.handed.connect(self._hand_over)
        card.done_box.done.connect(self._done)
        card.asked.connect(self._asked)
        self.empty.acted.connect(self.read)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`callback_id` chooses that call-back."""
        wanted = arguments.get("callback_id")
        if isinstance(wanted, UUID):
            self.strip.choose(0)
            self._wanted = wanted
            self._show()

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
        mine = self._read.mine
        left = [
            StatusPart(self.tr("{} overdue"), str(len(mine.overdue))),
            StatusPart(self.tr("{} more today"), str(len(mine.today))),
            StatusPart(self.tr("{} coming"), str(len(mine.coming))),
        ]
        return StatusParts(left)

    def fit(self, width: Width) -> None:
        self._width = width
        self._rescale()

    def _rescale(self) -> None:
        theme = current()
        is_tabbed = self._width < Width.FULL
        is_wide = self._width == Width.WIDE
        self._beside.set_space(0, 16 if is_wide else 12)
        self.tabs.setVisible(is_tabbed)
        if is_tabbed:
            self.card.setMinimumWidth(0)
            self.card.setMaximumWidth(16_777_215)
            self._show_tab(self.tabs.index())
        else:
            self.card.setFixedWidth(theme.px(CARD_WIDE if is_wide else CARD))
            self.list_panel.show()
            self.strip.show()
            self.card.show()
        self.card.set_side_by_side(is_tabbed)
        self.table.fit_columns()

    def _show_tab(self, index: int) -> None:
        if self._width < Width.FULL:
            self.list_panel.setVisible(index == LIST_TAB)
            self.card.setVisible(index == CARD_TAB)
            self.strip.setVisible(index == LIST_TAB)

    # ---- reading -------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The present moment, by the session's clock."""
        return self.session.clock.now()

    def read(self) -> None:
        """Read my promises; what is shown stays until they come."""
        services, actor = self.session.services, self.session.actor

        def ask() -> _Read:
            hours = {campaign.id: campaign.window for campaign in services.campaigns.list(actor, True)}
            people = services.people.colleagues(actor)
            others = tuple((p.id, p.display_name) for p in people if p.id != actor.person_id)
            stranded = services.leads.count(actor, without_step(actor.person_id))
            return _Read(services.callbacks.mine(actor), hours, others, stranded)

        op = self.context.ops.read(self, ask).latest_only("callbacks.mine")
        op.success(self._came).failure(self._failed).start()

    def _came(self, read: _Read) -> None:
        self._read, self._has_read = read, True
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

    def _groups(self) -> list[tuple[str, Sequence[CallbackRow]]]:
        mine, place = self._read.mine, self.strip.place()
        days = self.strip.days()
        if place == 0:
            return [
                (self.tr("Overdue"), mine.overdue),
                (self.tr("Today"), mine.today),
                (self.tr("Coming"), mine.coming),
                (self.tr("Done today"), mine.done_today),
            ]
        rows = on_day(mine.coming, days[place], self.now(), self._zone)
        title = self.tr("Later") if days[place].on is None else self.strip.button(place).text()
        return [(title, rows)]

    def _show(self) -> None:
        """Show what was read, keeping the chosen call-back and the place."""
        now = self.now()
        kept = self._wanted or (self.card.row.id if self.card.row is not None else None)
        before = self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        self.strip.show_days(strip(self._read.mine, now, self._zone), now, self._zone)
        self.model.show(self._groups(), now)
        self.table.low_headings()
        line = self.model.line_of(kept)
        if line < 0:
            line = self._nearest(before)
        self._wanted = None
        if line >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(line, 1)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.verticalScrollBar().setValue(top)
            self.table.scrollTo(index)
        self.card.show_row(self.model.row(line))
        self.status_changed.emit()

    def _nearest(self, line: int) -> int:
        """The row that took the place of one that is gone; the first one at the beginning."""
        last = self.model.rowCount() - 1
        places = [*range(max(0, line), last + 1), *range(min(line, last), -1, -1)]
        return next((p for p in places if self.model.row(p) is not None), -1)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.model.row(now.row()) if now.isValid() else None
        if row is not None:
            self.card.show_row(row)

    # ---- acts ------------------------------------------------------------------------------------

    def call(self) -> None:
        """Take the lead to the calling page."""
        row = self.card.row
        if row is not None and row.phone:
            self.context.frame.open_page("calling", lead_id=row.lead_id)

    def open_lead(self) -> None:
        """Show the lead's card."""
        if self.card.row is not None:
            self.context.frame.open_page("leads", lead_id=self.card.row.lead_id)

    def print_today(self) -> None:
        """Today's call-backs on A4, as a PDF in the person's documents; noted as handed on paper."""
        mine, services, actor = self._read.mine, self.session.services, self.session.actor
        rows = (*mine.overdue, *mine.today)
        if not rows:
            self.context.notices.toast(self.tr("No call-backs are due today."))
            return
        now = self.now()
        made_of = paper.document(
            rows, person=actor.name, office=services.workspace.name, now=now, zone=self._zone
        )
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents or Path.home())
        name = self.tr("Call-backs {day}").format(day=now.astimezone(ZoneInfo(self._zone)).date().isoformat())
        file = folder / f"{name}.pdf"

        def save() -> None:
            services.callbacks.printed(actor, len(rows))

        def saved(_: object) -> None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                pages = paper.save(file, made_of, name)
            except OSError:
                words = self.tr("The file {file} can’t be written. Close the program that has it open.")
                self.context.notices.error(words.format(file=file))
                return
            words = plural(self.tr("%n page(s): {file}", "", pages), pages)
            self.context.notices.toast(words.format(file=file))

        self.context.ops.store(self, save).success(saved).start()

    def show_without_step(self) -> None:
        """The open leads of mine that nothing brings back, in the list of leads."""
        self.context.frame.open_page("leads", query=without_step(self.session.actor.person_id))

    def has_without_step(self) -> bool:
        """Whether there are any; best is none."""
        return self._read.without_step > 0

    def can_change(self) -> bool:
        """Whether the chosen call-back is still open."""
        return self.card.row is not None and self.card.row.state is CallbackState.OPEN

    def ask_move(self) -> None:
        """Ask for another time, in place."""
        row = self.card.row
        if row is None or not self.can_change():
            return
        hours = self._read.hours.get(row.campaign_id, DEFAULT_WINDOW) if row.campaign_id else DEFAULT_WINDOW
        self.card.move_box.begin(self.now(), row.zone or self._zone, hours)
        self._ask(self.card.move_box, self.card.move_box.field)

    def ask_hand_over(self) -> None:
        """Ask to whom, in place."""
        if self.can_change():
            self.card.hand_box.begin(self._read.people)
            self._ask(self.card.hand_box, self.card.hand_box.person)

    def ask_done(self) -> None:
        """Ask why, in place."""
        if self.can_change():
            self.card.done_box.begin()
            self._ask(self.card.done_box, self.card.done_box.why)

    def _ask(self, box: AskBox, focus: QWidget) -> None:
        if self._width < Width.FULL:
            self.tabs.choose(CARD_TAB)
        self.card.ask(box)
        focus.setFocus()

    def _asked(self, box: AskBox | None) -> None:
        self.acts.state_changed()
        if box is None:
            if self._width < Width.FULL:
                self.tabs.choose(LIST_TAB)
            self.table.setFocus()

    def submit(self) -> None:
        """What Ctrl+Enter does while something is asked."""
        if self.card.box is not None:
            self.card.box.submit()

    def _ask_library(self, text: str) -> None:
        """Words the own rules don't know; reading them loads much, so not on this thread."""
        box = self.card.move_box

        def answered(found: Answer) -> None:
            box.answered(text, found)

        op = self.context.ops.read(self, lambda: box.read(text, may_ask_library=True))
        op.latest_only("callbacks.when").success(answered).start()

    def _move(self, at: datetime) -> None:
        row = self.card.row
        if row is None:
            return
        callbacks, actor = self.session.services.callbacks, self.session.actor
        words = self.tr("{name}: moved to {when}").format(
            name=lead_words(row), when=full_when(at, row.zone or self._zone)
        )

        def move_back(_: object) -> None:
            callbacks.move(actor, row.id, row.version + 1, row.due_at)

        can_undo = row.due_at > self.now()
        work = lambda: callbacks.move(actor, row.id, row.version, at)  # noqa: E731 - given on as it is
        self._change(work, words, move_back if can_undo else None)

    def _hand_over(self, person_id: UUID) -> None:
        row = self.card.row
        if row is None:
            return
        callbacks, actor = self.session.services.callbacks, self.session.actor
        name = next((name for known, name in self._read.people if known == person_id), "")
        words = self.tr("{name}: handed over to {person}").format(name=lead_words(row), person=name)
        self._change(lambda: callbacks.hand_over(actor, row.id, row.version, person_id), words)

    def _done(self, why: str) -> None:
        row = self.card.row
        if row is None:
            return
        callbacks, actor = self.session.services.callbacks, self.session.actor
        words = self.tr("{name}: closed without a call").format(name=lead_words(row))
        self._change(lambda: callbacks.done(actor, row.id, row.version, why), words)

    def _change(
        self, work: Callable[[], object], words: str, back: Callable[[object], object] | None = None
    ) -> None:
        """Do it once; say what was done, or say in the card why not."""
        if self._is_busy:
            return
        self._is_busy = True

        def done(_: object) -> None:
            self.card.leave_box()
            if back is None:
                self.context.notices.toast(words)
            self.read()

        def refused(error: UserError) -> None:
            box = self.card.box
            if box is not None:
                box.refuse(tr_error(error))
            else:
                self.context.notices.user_error(error)
            self.read()

        op = self.context.ops.store(self, work).changes("callbacks", "leads", "queue")
        if back is not None:
            op.undo(words, back)
        op.success(done).failure(refused).settled(self._settled).start()

    def _settled(self) -> None:
        self._is_busy = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._width < Width.FULL:
            self.tabs.choose(LIST_TAB)
            self.table.setFocus()
            event.accept()
            return
        super().keyPressEvent(event)
