"""The leads page: the list of any size at the left, the card of one lead at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.batches import Kind
from crm_desktop.domain.formats import clock, group_indian
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.leads import columns as lead_columns
from crm_desktop.ui.leads.acts import ListActs
from crm_desktop.ui.leads.card import LeadCard
from crm_desktop.ui.leads.choice_bar import ChoiceBar
from crm_desktop.ui.leads.columns import Moment, Shown
from crm_desktop.ui.leads.list_model import LeadListModel
from crm_desktop.ui.leads.list_view import LeadTable
from crm_desktop.ui.leads.popovers import ListPopovers
from crm_desktop.ui.leads.reading import LeadReading
from crm_desktop.ui.leads.toolbar import LeadToolbar
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.beside import CARD_TAB, LIST_TAB, fit_card
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel

TYPING_MS = 120
MINUTE_MS = 60_000
CARD, CARD_WIDE = 372, 420
FIRST_QUERY = LeadQuery()


class LeadsPage(Page):
    """Wires list, card, popovers and acts; what each does stands in its own module."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self._has_begun = False
        self._saved_at = ""
        self._wanted_lead: UUID | None = None
        self._once_shown: tuple[UUID, Callable[[], None]] | None = None  # when this lead's card is there
        self._once_whole: Callable[[], None] | None = None  # when the list that was asked for is
        self._has_failed = False
        self._width = Width.FULL

    def making(self) -> Iterator[None]:
        """List, card, popovers; then everything is wired."""
        context, actor = self.context, self.session.actor
        self.model = LeadListModel(self._moment, self)
        self.table = LeadTable(self.tr("Leads"), self.model)
        self.reading = LeadReading(self.session, context.ops, self.model, self.table, self)
        yield
        self.toolbar = LeadToolbar(
            may_export=actor.may(Permission.EXPORT, Reach.TEAM),
            may_import=actor.may(Permission.IMPORT, Reach.TEAM),
            may_create=actor.may(Permission.CREATE_LEADS),
        )
        self.choice_bar = ChoiceBar(may_assign=actor.may(Permission.ASSIGN_LEADS, Reach.TEAM))
        yield
        self.empty = EmptyState("", "")
        self._lay_out()
        yield
        self.card = LeadCard(context, self)
        self._beside.addWidget(self.card)
        yield from self.card.making()
        self.popovers = ListPopovers(self)
        yield from self.popovers.making()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._wire()
        self.acts = ListActs(self)
        self.table.show_columns(lead_columns.usual())
        follow_theme(self._rescale)
        yield

    def _lay_out(self) -> None:
        column = Column(self, gap=12)
        column.addWidget(self.toolbar)
        self.tabs = self.toolbar.tabs
        self.list_panel = Panel(margins=0, gap=0, accessible_name=self.tr("List of leads"))
        self.list_panel.body.addWidget(self.table, 1)
        self.list_panel.body.addWidget(self.choice_bar)
        self.list_panel.clip_corners()
        self.table.set_empty(self.empty)
        self._beside = Row(gap=12)
        self._beside.addWidget(self.list_panel, 1)
        column.addLayout(self._beside, 1)

    def _wire(self) -> None:
        self.toolbar.search.text_changed.connect(lambda _: self._typing.start())
        self.toolbar.search.left.connect(self.table.setFocus)
        self._typing.timeout.connect(self._search)
        self._minute.timeout.connect(self._retell)
        self.toolbar.new.clicked.connect(self.card.begin_new)
        self.toolbar.import_.clicked.connect(self.open_import)
        self.toolbar.chips.changed.connect(self.show_query)
        self.reading.arrived.connect(self._arrived)
        self.reading.failed.connect(self._failed)
        self.table.came_to.connect(self._came_to)
        self.table.opened.connect(lambda _: self.card.call())
        self.table.sort_requested.connect(self._sort)
        self.table.columns_arranged.connect(lambda: self.choose_columns(self.table.arranged()))
        self.reading.rows_arrived.connect(self._rows_arrived)
        self.model.choice_changed.connect(self._choice_changed)
        self.choice_bar.clear.clicked.connect(lambda: self.model.choose_all(False))
        self.choice_bar.all_asked.connect(lambda: self.model.choose_all(True))
        self.card.step_asked.connect(self.step)
        self.card.call_asked.connect(self.call)
        self.card.open_asked.connect(self._open_other)
        self.card.lead_saved.connect(self._lead_saved)
        self.card.form_changed.connect(self._form_changed)
        self.card.shown.connect(self._find_place)
        self.card.note.left.connect(self.table.setFocus)
        self.tabs.changed.connect(self._show_tab)
        self.empty.acted.connect(self._act_on_empty)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`lead_id` shows that lead's card, with `edit` to change it, `erase` (why) to erase them;
        `query` a list; `bring` the import."""
        query = arguments.get("query")
        if isinstance(query, LeadQuery):
            self.show_query(query)
            self._once_whole = None
            if arguments.get("export") is True:
                self._once_whole = self.popovers.open_export
            elif arguments.get("hand_out") is True:
                self._once_whole = lambda: self.popovers.open_many(Kind.HAND_OUT)
            elif arguments.get("delete") is True:
                self._once_whole = lambda: self.popovers.open_many(Kind.DELETE)
        lead_id = arguments.get("lead_id")
        if isinstance(lead_id, UUID):
            why, self._once_shown = arguments.get("erase"), None
            if arguments.get("edit") is True:
                self._once_shown = lead_id, self.card.begin_edit
            elif isinstance(why, str):
                self._once_shown = lead_id, lambda: self.card.erasing.begin(why)
            is_in_view = self.card.lead is not None and self.card.lead.id == lead_id
            self._open_other(lead_id)
            if is_in_view:  # then nothing new is shown
                self._find_place(lead_id)
        if arguments.get("bring") is True:
            QTimer.singleShot(0, self.open_import)  # once this page is in view: it may not be left before

    def activate(self) -> None:
        self._minute.start()
        self.model.retell()
        if not self._has_begun:
            self._has_begun = True
            self._read_columns()
            self.popovers.read_choices()
            self.show_query(self.reading.query)

    def deactivate(self) -> None:
        self._minute.stop()
        self.popovers.dismiss()

    def refresh(self, topics: frozenset[str]) -> None:
        """Read again what is shown; the place and what is being typed stay."""
        if topics & {"leads", "calls", "callbacks", "imports", "people", "queue", "sales", "services"}:
            self.reading.again()
            self.card.show_lead(self._card_lead(), again=True)
        if topics & {"views", "settings", "campaigns", "people", "imports", "leads"}:
            self.popovers.read_choices()

    def focus_first(self) -> None:
        self.table.setFocus()

    def may_leave(self) -> bool:
        """A form with something typed is not left by accident."""
        if self.card.in_form and self.card.form.isVisible() and self.card.form.has_changes():
            self.context.notices.warn(self.tr("Save the lead or press Esc before you leave this page."))
            return False
        if self.card.service_form.isVisible() and self.card.service_form.has_changes():
            self.context.notices.warn(self.tr("Save what was done or press Esc before you leave this page."))
            return False
        return True

    def status_parts(self) -> StatusParts:
        left: list[StatusPart] = []
        if self._saved_at:
            left.append(StatusPart(self.tr("All saved {}"), self._saved_at, icon="sign.ok"))
        if self.reading.is_whole:
            count = self.model.rowCount()
            words = plural(self.tr("{} lead(s) in this view", "", count), count)
            left.append(StatusPart(words, group_indian(count)))
        elif self.model.rowCount():
            left.append(StatusPart(self.tr("Counting the leads of this view …")))
        chosen = self.model.chosen_count()
        if chosen:
            left.append(StatusPart(self.tr("{} chosen"), group_indian(chosen)))
        return StatusParts(left)

    def fit(self, width: Width) -> None:
        self._width = width
        self._rescale()

    def _rescale(self) -> None:
        is_tabbed = fit_card(self._beside, self.tabs, self.card, self._width, normal=CARD, wide=CARD_WIDE)
        self.card.head.set_compact(is_tabbed)
        if is_tabbed:
            self._show_tab(self.tabs.index())
        else:
            self.list_panel.show()
            self.card.show()
        self.toolbar.refit()

    def _show_tab(self, index: int) -> None:
        if self._width < Width.FULL:
            self.list_panel.setVisible(index == LIST_TAB)
            self.card.setVisible(index == CARD_TAB)
            if self.isVisible() and not self.card.in_form:
                (self.card.timeline if index == CARD_TAB else self.table).setFocus()

    def _moment(self) -> Moment:
        return Moment(self.session.clock.now(), self.session.services.workspace.zone)

    def _retell(self) -> None:
        self.model.retell()
        self.table.viewport().update()

    # ---- the list --------------------------------------------------------------------------------

    def show_query(self, query: LeadQuery, view_name: str = "") -> None:
        """Show another list."""
        if query.text != self.toolbar.search.text().strip():
            self.toolbar.search.edit.setText(query.text)
            self._typing.stop()
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self._show_order(query, order)
        self.empty.tell(self.tr("Looking …"), "")
        self.reading.ask(query)
        self.popovers.show_query(query, view_name)
        self.status_changed.emit()

    def _show_order(self, query: LeadQuery, order: Qt.SortOrder) -> None:
        column = next((i for i, s in enumerate(self.model.shown, 1) if s.column.sort == query.sort), -1)
        self.table.set_sorting(column > 0, max(0, column), order)

    def _search(self) -> None:
        text = self.toolbar.search.text().strip()
        if text != self.reading.query.text:
            self.show_query(replace(self.reading.query, text=text))

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        wanted = self.model.shown[column - 1].column.sort if column > 0 else None
        query = self.reading.query
        if wanted is None:
            now = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            self._show_order(query, now)
            return
        is_down = not query.descending if wanted == query.sort else False
        self.show_query(replace(query, sort=wanted, descending=is_down))

    def _arrived(self) -> None:
        self._has_failed = False
        if self.model.rowCount() == 0:
            self._tell_empty()
            self.card.show_lead(self._wanted_lead)
        elif self.table.current_place() < 0 and self._wanted_lead is None:
            self.table.go_to(0)
        self._find_place(None)
        self._choice_changed()
        if self._once_whole is not None and self.reading.is_whole:
            then, self._once_whole = self._once_whole, None
            then()

    def _tell_empty(self) -> None:
        query = self.reading.query
        if query.text or query.filters:
            self.empty.tell(
                self.tr("No lead fits"),
                self.tr("Try fewer letters, or take a filter away."),
                act=self.tr("Show all leads"),
                icon="act.search",
            )
        elif not self.toolbar.import_.isHidden():
            self.empty.tell(
                self.tr("No leads yet"),
                self.tr("Bring your Excel file to begin."),
                act=self.tr("Import"),
                key="I",
                icon="page.leads",
            )
        else:
            self.empty.tell(
                self.tr("No leads yet"),
                self.tr("Your team lead gives you leads, or you add one."),
                act=self.tr("New lead"),
                key="Ctrl+N",
                icon="page.leads",
            )

    def _act_on_empty(self) -> None:
        if self._has_failed:
            self.show_query(self.reading.query)
        elif self.reading.query.text or self.reading.query.filters:
            self.show_query(FIRST_QUERY)
        elif not self.toolbar.import_.isHidden():
            self.open_import()
        else:
            self.card.begin_new()

    def _failed(self, error: UserError) -> None:
        self._has_failed = True
        self.empty.tell(
            self.tr("The list could not be read"),
            tr_error(error),
            act=self.tr("Try again"),
            icon="sign.error",
        )
        if self.model.rowCount():
            self.context.notices.user_error(error)

    def _choice_changed(self) -> None:
        self.choice_bar.show_choice(self.model.chosen_count(), self.model.rowCount())
        self.status_changed.emit()

    # ---- columns ---------------------------------------------------------------------------------

    def _read_columns(self) -> None:
        settings, actor = self.session.services.settings, self.session.actor

        def came(stored: object) -> None:
            self.table.show_columns(lead_columns.from_setting(stored))
            order = self.reading.query.descending
            self._show_order(
                self.reading.query,
                Qt.SortOrder.DescendingOrder if order else Qt.SortOrder.AscendingOrder,
            )

        op = self.context.ops.read(self, lambda: settings.get(actor, "lead_columns"))
        op.latest_only("leads.columns").success(came).start()

    def choose_columns(self, shown: Sequence[Shown]) -> None:
        """Show these columns from now on, on any computer of this person."""
        self.table.show_columns(tuple(shown))
        query = self.reading.query
        self._show_order(
            query, Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        )
        self._keep_columns(shown)

    def _keep_columns(self, shown: Sequence[Shown]) -> None:
        settings, actor = self.session.services.settings, self.session.actor
        value = lead_columns.to_setting(shown)
        self.context.ops.store(self, lambda: settings.set(actor, "lead_columns", value)).start()

    # ---- the card --------------------------------------------------------------------------------

    def _card_lead(self) -> UUID | None:
        return self.card.lead.id if self.card.lead is not None else self._wanted_lead

    def _came_to(self, place: int) -> None:
        row = self.model.row(place)
        if row is None or (self._wanted_lead is not None and not self.table.by_person):
            return  # a lead opened from elsewhere stays until a person moves on
        self._wanted_lead = None
        self.card.show_lead(row.id)

    def _rows_arrived(self) -> None:
        if self._wanted_lead is None:
            self._came_to(self.table.current_place())

    def _open_other(self, lead_id: UUID) -> None:
        """Show a lead that may stand elsewhere in the list, or not in it at all."""
        self._wanted_lead = lead_id
        self.card.show_lead(lead_id)
        if self._width < Width.FULL:
            self.tabs.choose(CARD_TAB)

    def _find_place(self, lead_id: object) -> None:
        """Go to where the list has a lead opened from elsewhere: next and previous go on from there."""
        lead = self.card.lead
        if lead is not None and self._once_shown is not None and lead.id == self._once_shown[0]:
            then, self._once_shown = self._once_shown[1], None
            then()
        if lead is None or lead.id != self._wanted_lead or not self.reading.is_whole:
            return
        try:
            place = self.model.numbers.index(lead.no)
        except ValueError:
            return
        if place != self.table.current_place():
            self.table.go_to(place)
        if self.model.row(place) is not None:
            self._wanted_lead = None

    def step(self, by: int) -> None:
        """The lead before or after in the list, also from the card."""
        if not self.card.in_form:
            self.table.step(by)

    def call(self, lead_id: object) -> None:
        """Take a lead to the calling page."""
        self.context.frame.open_page("calling", lead_id=lead_id)

    def ask_data(self) -> None:
        """Take down what the lead in view asks about its data."""
        from crm_desktop.ui.requests.boxes import Asker

        lead = self.card.lead
        if lead is not None:
            phone = lead.phones[0].e164 if lead.phones else ""
            asker = Asker(lead.id, lead.name, phone, lead.email)
            self.context.frame.open_page("requests", lead=asker)

    def open_import(self) -> None:
        """Bring a file in."""
        self.context.frame.open_page("import")

    def _lead_saved(self, lead_id: UUID) -> None:
        self._wrote()
        row = self.model.row(self.table.current_place())
        if row is None or row.id != lead_id:
            self._wanted_lead = lead_id
        self.reading.again()

    def _wrote(self) -> None:
        self._saved_at = clock(self.session.clock.now(), self.session.services.workspace.zone)
        self.status_changed.emit()

    def _form_changed(self, is_open: bool) -> None:
        self.acts.state_changed()
        if self._width < Width.FULL and is_open:
            self.tabs.choose(CARD_TAB)
        if not is_open:
            self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.card.in_form:
            if self._width < Width.FULL and self.tabs.index() == CARD_TAB:
                self.tabs.choose(LIST_TAB)
                self.table.setFocus()
            elif self.model.chosen_count():
                self.model.choose_all(False)
            event.accept()
            return
        super().keyPressEvent(event)
