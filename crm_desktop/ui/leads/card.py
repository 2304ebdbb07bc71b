"""The card of a lead: head, timeline, details, a note; changing and merging in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.domain.lead import Lead, LeadPhone
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.service_records import ServiceRecord
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.leads.card_head import CardHead
from crm_desktop.ui.leads.card_values import CardData, Difference, differences, entries, read_card
from crm_desktop.ui.leads.details import DetailsView
from crm_desktop.ui.leads.erase import EraseDesk, ErasePanel
from crm_desktop.ui.leads.form import LeadForm
from crm_desktop.ui.leads.merge import MergePanel
from crm_desktop.ui.leads.merge_desk import MergeDesk
from crm_desktop.ui.leads.records import RecordsView
from crm_desktop.ui.leads.records_desk import RecordsDesk
from crm_desktop.ui.leads.service_form import ServiceForm
from crm_desktop.ui.leads.words import phone_words
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.field import InputFrame
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import Column, Rule
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.tabs import Tabs
from crm_desktop.ui.widgets.timeline import INSET, TimelineView
from crm_desktop.ui.wishes.words import wish_words

TIMELINE, DETAILS, RECORDS = 0, 1, 2
LEAST_HEIGHT = 40
LOW = 460  # px at 100 %
_VIEW, _FORM, _MERGE, _ERASE, _SERVICE, _EMPTY = range(6)


class NoteLine(InputFrame):
    """One line to write a note; Enter saves it, Esc goes back and keeps what was typed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.edit.setPlaceholderText(self.tr("Write a note"))
        self.edit.setAccessibleName(self.tr("Write a note"))
        self.edit.setProperty("user_data", True)
        self._cap = KeyCap("N")
        self.add_right(self._cap)
        self.edit.textChanged.connect(lambda text: self._cap.set_key("Enter" if text else "N"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class LeadCard(Panel):
    """Shows the lead it is told to; asks the store itself, and never waits for it."""

    call_asked = Signal(object)  # UUID
    open_asked = Signal(object)  # UUID of another lead
    step_asked = Signal(int)
    form_changed = Signal(bool)  # a form takes the card's place, or gives it back
    lead_saved = Signal(object)  # UUID
    shown = Signal(object)  # UUID or None

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, gap=0, parent=parent)
        self._context = context
        self._session: Session = context.services
        self._leads = self._session.services.leads
        self._actor = self._session.actor
        self._data: CardData | None = None
        self._wanted: UUID | None = None
        self._drafts: dict[UUID, str] = {}
        self._revealed: dict[UUID, str] = {}  # hidden numbers allowed to be seen, until the lead is left
        self._is_saving = self._is_made = False
        self.merging: MergeDesk
        self.erasing: EraseDesk
        self.may_merge = self._actor.may(Permission.MERGE_LEADS, Reach.TEAM)
        self.setAccessibleName(self.tr("Lead"))

    def making(self) -> Iterator[None]:
        """The lead's view and its tabs, then the forms, a part at each step; all of it before it is used."""
        reasons = [
            self.tr("To dial it on another phone"),
            self.tr("To send a message"),
            self.tr("To check it with the lead"),
            self.tr("Other"),
        ]
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        view = QWidget(self)
        column = Column(view, gap=0)
        self.head = CardHead(reasons)
        column.addWidget(self.head)
        column.addWidget(Rule())
        self.tabs = Tabs(
            [self.tr("Timeline"), self.tr("Details"), self.tr("Records")], self.tr("What to show of the lead")
        )
        self.edit = IconButton("act.edit", self.tr("Edit"), key="E")
        self.edit.clicked.connect(self.begin_edit)
        self.tabs.add_right(self.edit)
        strip = Column(margins=(16, 0, 16, 0))
        strip.addWidget(self.tabs)
        column.addLayout(strip)
        self._parts = QStackedLayout()
        holder = QWidget()
        inside = Column(holder, margins=(16 - INSET, 4, 16 - INSET, 4), gap=0)
        self.timeline = TimelineView(self.tr("Timeline"), nothing=self.tr("Nothing has happened yet."))
        self.timeline.setProperty("user_data", True)
        self.timeline.setMinimumHeight(LEAST_HEIGHT)
        inside.addWidget(self.timeline)
        column.addLayout(self._parts, 1)
        self._parts.addWidget(holder)
        yield
        self.details = DetailsView(reasons, may_merge=self.may_merge)
        self.details.setMinimumHeight(LEAST_HEIGHT)
        self._parts.addWidget(self.details)
        yield
        self.records = RecordsView(may_change=self._actor.may(Permission.CHANGE_LEADS))
        self.records.setMinimumHeight(LEAST_HEIGHT)
        self._parts.addWidget(self.records)
        yield
        column.addWidget(Rule())
        self._foot = QWidget()
        foot = Column(self._foot, margins=(16, 12, 16, 12))
        self.note = NoteLine()
        foot.addWidget(self.note)
        column.addWidget(self._foot)
        self._stack.addWidget(view)
        yield
        self.form = LeadForm()
        self._stack.addWidget(self.form)
        yield
        self.merge, self.erase = MergePanel(), ErasePanel()
        self._stack.addWidget(self.merge)
        self._stack.addWidget(self.erase)
        yield
        self.service_form = ServiceForm(self._session.services.workspace.currency)
        self.empty = EmptyState(
            self.tr("No lead chosen"), self.tr("Choose one in the list to see it here."), icon="lead.person"
        )
        for part in (self.service_form, self.empty):
            self._stack.addWidget(part)
        self._stack.setCurrentIndex(_EMPTY)
        self._wire()
        self._is_made = True
        self._make_room()
        yield

    def _wire(self) -> None:
        self.head.call_asked.connect(self.call)
        self.head.copy_asked.connect(self.copy_number)
        self.head.previous_asked.connect(lambda: self.step_asked.emit(-1))
        self.head.next_asked.connect(lambda: self.step_asked.emit(1))
        self.head.show_asked.connect(self._reveal)
        self.details.show_asked.connect(self._reveal)
        self.details.open_asked.connect(self.open_asked)
        self.details.merge_asked.connect(lambda: self.merging.begin())
        self.tabs.changed.connect(self._turn)
        self.note.edit.returnPressed.connect(self.save_note)
        self.form.saved.connect(self._save)
        self.form.left.connect(self.leave_form)
        self.form.look_asked.connect(self._look_again)
        for panel in (self.merge, self.erase):
            panel.left.connect(self.leave_form)
        self.service_form.left.connect(self.leave_form)
        self.desk = RecordsDesk(self)
        self.merging = MergeDesk(self)
        self.erasing = EraseDesk(self)

    # ---- what is shown -------------------------------------------------------------------------

    @property
    def lead(self) -> Lead | None:
        """The lead in view."""
        return self._data.lead if self._data is not None else None

    @property
    def others(self) -> tuple[LeadRow, ...]:
        """Who else has one of its numbers."""
        return tuple(self._data.others) if self._data is not None else ()

    @property
    def in_form(self) -> bool:
        """Whether a form stands in the card's place."""
        return self._stack.currentIndex() in (_FORM, _MERGE, _ERASE, _SERVICE)

    @property
    def context(self) -> PageContext:
        """What the page gave the card to work with."""
        return self._context

    @property
    def session(self) -> Session:
        """Who works here."""
        return self._session

    def _now(self) -> datetime:
        return self._session.clock.now()

    def _zone(self) -> str:
        return self._session.services.workspace.zone

    def show_lead(self, lead_id: UUID | None, *, again: bool = False) -> None:
        """Show this lead; the one in view is read again only when told."""
        if lead_id == self._wanted and not again:
            return
        self._keep_draft()
        self._wanted = lead_id
        if lead_id is None:
            self._data = None
            if not self.in_form:
                self._stack.setCurrentIndex(_EMPTY)
            self.shown.emit(None)
            return
        leads, actor = self._leads, self._actor
        reminders = self._session.services.reminders
        op = self._context.ops.read(self, lambda: read_card(leads, actor, lead_id, reminders))
        op.latest_only("leads.card")
        op.success(self._came).failure(self._not_read).start()

    def show_again(self) -> None:
        """Read the lead in view again: something was added to it."""
        self.show_lead(self._wanted, again=True)

    def _came(self, data: CardData) -> None:
        if data.lead.id != self._wanted:
            return
        is_same = self._data is not None and self._data.lead.id == data.lead.id
        self._data = data
        if not is_same:
            self._revealed.clear()
        self.head.show_lead(data.lead, data.priority)
        self.head.show_wishes(wish_words(data.wishes))
        self._show_revealed()
        scroll = self.timeline.verticalScrollBar().value()
        self.timeline.set_entries(entries(data.timeline, self._zone(), self._now()))
        self.timeline.verticalScrollBar().setValue(scroll if is_same else 0)
        if self.tabs.index() != TIMELINE:
            self._turn(self.tabs.index())
        if not is_same:
            self.note.edit.setText(self._drafts.pop(data.lead.id, ""))
        if not self.in_form:
            self._stack.setCurrentIndex(_VIEW)
        self.shown.emit(data.lead.id)

    def _not_read(self, error: UserError) -> None:
        self._data = None
        self.empty.tell(self.tr("This lead can't be shown"), tr_error(error))
        if not self.in_form:
            self._stack.setCurrentIndex(_EMPTY)
        self.shown.emit(None)

    def _turn(self, index: int) -> None:
        if index == DETAILS and self._data is not None:
            self.details.show_card(self._data, self._zone(), self._now())
            self._show_revealed()
        if index == RECORDS:
            self.desk.read()
        self._parts.setCurrentIndex(index)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_made:
            self._make_room()

    def _make_room(self) -> None:
        """The records take the note's place; in a low window they have fewer buttons too."""
        self._foot.setVisible(self.tabs.index() != RECORDS)
        self.records.set_low(self.height() < current().px(LOW))

    def write_note(self) -> None:
        """Give the note the keyboard, where it stands."""
        if self._foot.isHidden():
            self.tabs.choose(TIMELINE)
        self.note.edit.setFocus()

    def _keep_draft(self) -> None:
        """A note typed but not saved waits for the lead to come back."""
        if self._data is not None and self.note.edit.text().strip():
            self._drafts[self._data.lead.id] = self.note.edit.text()

    # ---- acts ------------------------------------------------------------------------------------

    def call(self) -> None:
        """Take the lead to the calling page."""
        if self.lead is not None and self.head.call.isEnabled():
            self.call_asked.emit(self.lead.id)

    def copy_number(self) -> None:
        """Put the number on the clipboard; a hidden one has to be shown first."""
        phone = self.head.phone_shown()
        if phone is not None and not self.head.phone.is_masked():
            QGuiApplication.clipboard().setText(self._revealed.get(phone.phone_id, phone.e164))
            self._context.notices.toast(self.tr("Number copied"))

    def _reveal(self, phone: LeadPhone, reason: str) -> None:
        if self.lead is None:
            return
        leads, actor, lead_id = self._leads, self._actor, self.lead.id

        def shown(e164: str) -> None:
            if self.lead is not None and self.lead.id == lead_id:
                self._revealed[phone.phone_id] = e164
                self._show_revealed()

        op = self._context.ops.store(
            self, lambda: leads.reveal_number(actor, lead_id, phone.phone_id, reason)
        )
        op.success(shown).start()

    def _show_revealed(self) -> None:
        first = self.head.phone_shown()
        for phone in self.lead.phones if self.lead is not None else ():
            if (e164 := self._revealed.get(phone.phone_id)) is None:
                continue
            words = phone_words(e164, phone.extension)
            if first is not None and first.phone_id == phone.phone_id:
                self.head.show_number(words, e164)
                self.head.copy.setEnabled(True)
            self.details.show_number(phone.phone_id, words)

    def save_note(self) -> None:
        """Save the note; a second Enter meanwhile does nothing."""
        lead, words = self.lead, self.note.edit.text().strip()
        if lead is None or not words or self._is_saving:
            return
        leads, actor, lead_id, request_id = self._leads, self._actor, lead.id, new_id()

        def saved(_: None) -> None:
            self._drafts.pop(lead_id, None)
            if self.lead is not None and self.lead.id == lead_id:
                self.note.edit.clear()
                self.show_lead(lead_id, again=True)
            self.lead_saved.emit(lead_id)

        self._run(lambda: leads.add_note(actor, lead_id, words, request_id), saved)

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[UserError], object] | None = None,
    ) -> None:
        self._is_saving = True
        op = self._context.ops.store(self, work).changes("leads").success(done).settled(self._settled)
        if failed is not None:
            op.failure(failed)
        op.start()

    def _settled(self) -> None:
        self._is_saving = False

    # ---- changing --------------------------------------------------------------------------------

    def begin_edit(self) -> None:
        """Change the lead in place of the card."""
        if self._data is not None and not self.in_form:
            self.form.begin_edit(self._data.lead, self._data.fields)
            self._to_form(_FORM, self.form.first_focus())

    def begin_new(self) -> None:
        """Type in a new lead in place of the card."""
        if self.in_form:
            return
        services, actor = self._session.services, self._actor

        def ask() -> tuple[tuple[object, ...], list[tuple[UUID, str]]]:
            campaigns = [(c.id, c.name) for c in services.campaigns.list(actor) if not c.is_practice]
            return services.leads.fields(actor), campaigns

        def came(found: tuple[tuple[object, ...], list[tuple[UUID, str]]]) -> None:
            self.form.begin_new(found[0], found[1])  # type: ignore[arg-type]
            self._to_form(_FORM, self.form.first_focus())

        self._context.ops.read(self, ask).latest_only("leads.form").success(came).start()

    def _to_form(self, index: int, focus: QWidget) -> None:
        self._stack.setCurrentIndex(index)
        self.form_changed.emit(True)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_form(self) -> None:
        """Back to the card; what was typed into a form is dropped only when the person says so."""
        forms: dict[int, LeadForm | ServiceForm] = {_FORM: self.form, _SERVICE: self.service_form}
        form = forms.get(self._stack.currentIndex())
        words = self.tr("Press Esc again to drop what you typed.")
        if form is not None and form.has_changes():
            is_second = form.error.isVisible() and form.error.text() == words
            if not is_second:
                form.error.setText(words)
                form.error.show()
                return
        self.close_form()

    def to_service_form(self, record: ServiceRecord | None, today: date) -> None:
        """What was done, typed in place of the card."""
        self.tabs.choose(RECORDS)
        self.service_form.begin(record, today)
        self._to_form(_SERVICE, self.service_form.first_focus())

    def close_form(self) -> None:
        """Back to the card: what was typed is saved."""
        self._stack.setCurrentIndex(_VIEW if self._data is not None else _EMPTY)
        self.form_changed.emit(False)

    def submit(self) -> None:
        """Save or merge, whichever form is open: what Ctrl+Enter does."""
        if self._stack.currentIndex() == _FORM:
            self.form.submit()
        elif self._stack.currentIndex() == _MERGE:
            self.merge.submit()
        elif self._stack.currentIndex() == _ERASE:
            self.erase.submit()
        elif self._stack.currentIndex() == _SERVICE:
            self.service_form.submit()

    def to_merge(self) -> None:
        """The panel that merges, in place of the card."""
        self._to_form(_MERGE, self.merge.first_focus())

    def to_erase(self) -> None:
        """The panel that erases, in place of the card."""
        self._to_form(_ERASE, self.erase.first_focus())

    def _save(self, command: NewLead | EditLead) -> None:
        if self._is_saving:
            return
        leads, actor = self._leads, self._actor
        if isinstance(command, NewLead):
            request_id = new_id()
            self._run(lambda: leads.create(actor, command, request_id), self._saved, self.form.refuse)
        else:
            self._run(lambda: leads.edit(actor, command), self._saved, self._refused)

    def _saved(self, lead: Lead) -> None:
        base, form = self.form.base, self.form
        others = [] if base is None else differences(base, lead, form.label)
        beside = [change.label for change in others if not form.is_touched(change.name)]
        self.close_form()
        told = self.tr("Saved") if base is not None else self.tr("Lead added")
        if beside:
            told = self.tr("Saved. Changed by someone else meanwhile, and kept: {fields}")
            told = told.format(fields=", ".join(beside))
        self._context.notices.toast(told)
        self.show_lead(lead.id, again=True)
        self.lead_saved.emit(lead.id)

    def _refused(self, error: UserError) -> None:
        base = self.form.base
        if not isinstance(error, ChangedMeanwhile) or base is None:
            self.form.refuse(error)
            return
        words = tr_error(error)
        self._as_it_is_now(base, lambda _now, changes: self.form.tell_conflict(words, changes))

    def _look_again(self) -> None:
        if self.form.base is not None:
            self._as_it_is_now(self.form.base, self.form.rebase)

    def _as_it_is_now(self, base: Lead, told: Callable[[Lead, list[Difference]], None]) -> None:
        """Read the lead anew, and tell what others changed since it was read as `base`."""
        leads, actor = self._leads, self._actor
        op = self._context.ops.read(self, lambda: leads.get(actor, base.id))
        op.success(lambda now: told(now, differences(base, now, self.form.label))).start()
