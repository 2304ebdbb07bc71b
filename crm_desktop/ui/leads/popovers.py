"""The popovers of the list wired to the services: filters, views, columns, giving away, exporting."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.batches import Kind
from crm_desktop.domain.dispositions import READY_SET
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.services.exports import ExportResult
from crm_desktop.store.saved_views import SavedView
from crm_desktop.ui.appointments.booker import Booker, Customer
from crm_desktop.ui.consent.age import AgePanel
from crm_desktop.ui.consent.lift import LiftPanel
from crm_desktop.ui.consent.panel import ConsentPanel, Whom
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.leads.choosers import AssignPopover, ColumnsPopover, PriorityPopover, ViewsPopover
from crm_desktop.ui.leads.erase_many import EraseManyPanel
from crm_desktop.ui.leads.export_popover import ExportPopover
from crm_desktop.ui.leads.filters import FilterChoices, FilterPopover
from crm_desktop.ui.leads.gates import GatesPopover
from crm_desktop.ui.leads.holding import HoldPanel
from crm_desktop.ui.leads.many import ManyPanel
from crm_desktop.ui.leads.past_many import PastMany
from crm_desktop.ui.messages.writer import Addressee, Writer
from crm_desktop.ui.ops import Changed, Progress
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.wishes.panel import WishesPanel

if TYPE_CHECKING:
    from crm_desktop.ui.leads.page import LeadsPage

MOST_AT_ONCE = 20_000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the popovers offer, read in one go."""

    filters: FilterChoices
    people: tuple[tuple[UUID, str], ...]
    views: tuple[SavedView, ...]


class ListPopovers(QObject):
    """Makes the popovers, fills them, and does what they ask."""

    def __init__(self, page: LeadsPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self._services = page.session.services
        self._actor = page.session.actor
        self._choices = _Choices(FilterChoices(), (), ())
        self._view_name = ""
        self._many: ManyPanel | None = None
        self._past_many: PastMany | None = None
        self._erase_many: EraseManyPanel | None = None
        self._writer: Writer | None = None  # made when first asked for
        self._booker: Booker | None = None  # likewise
        self._wishes: WishesPanel | None = None
        self._gates: GatesPopover | None = None
        self._consent: ConsentPanel | None = None
        self._age: AgePanel | None = None
        self._lift: LiftPanel | None = None
        self._holds: HoldPanel | None = None

    def making(self) -> Iterator[None]:
        """One popover a step; all of them before any is asked for."""
        page, actor = self._page, self._actor
        self.filter = FilterPopover(page)
        yield
        self.columns = ColumnsPopover(page)
        yield
        self.views = ViewsPopover(
            page, may_share=actor.may(Permission.SHARE_VIEWS, Reach.TEAM), person_id=actor.person_id
        )
        yield
        self.assign = AssignPopover(page)
        self.priority = PriorityPopover(page)
        yield
        self.export = ExportPopover(page)
        yield
        bar = page.toolbar
        bar.filter.clicked.connect(self.open_filter)
        bar.chips.edit_asked.connect(self.open_filter)
        bar.view.clicked.connect(self.open_views)
        bar.columns.clicked.connect(self.open_columns)
        bar.export.clicked.connect(self.open_export)
        page.choice_bar.assign.clicked.connect(self.open_assign)
        page.choice_bar.priority.clicked.connect(self.open_priority)
        page.choice_bar.many.clicked.connect(lambda: self.open_many())
        self.filter.changed.connect(page.show_query)
        self.columns.changed.connect(self._choose_columns)
        self.views.chosen.connect(lambda name, query: page.show_query(query, name))
        self.views.save_asked.connect(self._save_view)
        self.views.delete_asked.connect(self._delete_view)
        self.assign.given.connect(self._give)
        self.priority.given.connect(self._prioritise)
        self.export.asked.connect(self._export)
        for each in self._all():
            each.opened.connect(self._state_changed)
            each.closed.connect(self._state_changed)
        yield

    def _all(self) -> tuple[Popover, ...]:
        return (self.filter, self.columns, self.views, self.assign, self.priority, self.export)

    def _state_changed(self) -> None:
        self._page.acts.state_changed()

    @property
    def is_open(self) -> bool:
        """Whether one of them is open."""
        return any(each.isVisible() for each in self._all())

    def dismiss(self) -> None:
        """Close whichever is open."""
        for each in self._all():
            each.dismiss()

    def submit(self) -> None:
        """What Ctrl+Enter does in the one that is open."""
        if self.assign.isVisible():
            self.assign.take()
        elif self.export.isVisible():
            self.export.take()
        elif self.filter.isVisible():
            self.filter.dismiss()

    # ---- what they offer -------------------------------------------------------------------------

    def read_choices(self) -> None:
        """Read what can be filtered by, the people and the saved views."""
        services, actor = self._services, self._actor

        def read() -> _Choices:
            campaigns = services.campaigns.list(actor)
            people = tuple((p.id, p.display_name) for p in services.people.colleagues(actor))
            cities, tags, products = services.leads.filter_choices(actor)
            results = [d.label for c in campaigns for d in c.dispositions] + [d.label for d in READY_SET]
            return _Choices(
                FilterChoices(
                    campaigns=tuple((str(c.id), c.name) for c in campaigns),
                    owners=tuple((str(person_id), name) for person_id, name in people),
                    tags=tags,
                    cities=cities,
                    results=tuple(dict.fromkeys(results)),
                    products=products,
                ),
                people,
                services.leads.views(actor),
            )

        self._page.context.ops.read(self, read).latest_only("leads.choices").success(self._came).start()

    def _came(self, choices: _Choices) -> None:
        self._choices = choices
        query = self._page.reading.query
        self._page.toolbar.chips.show_query(query, choices.filters)
        self._name_view(query, "")
        if self.filter.isVisible():
            self.filter.show_query(query, choices.filters)
        if self.views.isVisible():
            self.views.show_views(choices.views, self._view_name)

    def show_query(self, query: LeadQuery, view_name: str) -> None:
        """The list shows another query."""
        self._page.toolbar.chips.show_query(query, self._choices.filters)
        self._name_view(query, view_name)

    def _name_view(self, query: LeadQuery, view_name: str) -> None:
        """The view's name, or the one whose filters these are."""
        filters = LeadQuery.from_json({**query.to_json(), "text": "", "sort": "name", "descending": False})
        known = [*self.views.ready_views()]
        known += [(view.name, LeadQuery.from_json(view.query)) for view in self._choices.views]
        names = [name for name, of in known if of.to_json() | _ORDER == filters.to_json() | _ORDER]
        self._view_name = view_name if view_name in names else names[0] if names else ""
        self._page.toolbar.show_view(self._view_name or self.tr("Own choice"))

    # ---- opening them ----------------------------------------------------------------------------

    def open_filter(self) -> None:
        """All filters."""
        self.filter.show_query(self._page.reading.query, self._choices.filters)
        self.filter.open_under(self._page.toolbar.filter)

    def open_views(self) -> None:
        """Ready and saved views."""
        self.views.show_views(self._choices.views, self._view_name)
        self.views.open_under(self._page.toolbar.view)

    def open_columns(self) -> None:
        """Which columns."""
        self.columns.show_columns(self._page.model.shown)
        self.columns.open_under(self._page.toolbar.columns)

    def open_export(self) -> None:
        """Export what the view shows."""
        count = self._page.model.rowCount() if self._page.reading.is_whole else 0
        words = plural(self.tr("{count} lead(s), in the order of the list.", "", count), count)
        day = self._session.clock.now().date().isoformat()
        self.export.show_for(words.format(count=group_indian(count)), f"leads-{day}")
        self.export.open_under(self._page.toolbar.export)

    def open_writer(self) -> None:
        """Write to the lead in the card, by WhatsApp unless another channel is chosen."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._writer is None:
            self._writer = Writer(self._page, self._page.context)
            self._writer.handed.connect(lambda lead_id: self._page.card.show_lead(lead_id, again=True))
        self._writer.write_to(Addressee(lead.id, lead.name), Channel.WHATSAPP, self._page.card.head.call)

    def open_booker(self) -> None:
        """Book an appointment with the lead in the card."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._booker is None:
            self._booker = Booker(self._page, self._page.context)
            self._booker.done.connect(
                lambda row: self._page.card.show_lead(row.appointment.lead_id, again=True)
            )
        self._booker.book(Customer(lead.id, lead.name, lead.zone), self._page.card.head.call)

    def open_wishes(self) -> None:
        """How the customer in the card wants to be reached."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._wishes is None:
            self._wishes = WishesPanel(self._page, self._page.context)
            self._wishes.saved.connect(self._page.card.show_again)
        self._wishes.ask(lead.id, self._page.card.head.call)

    def open_consent(self) -> None:
        """What the lead in the card agreed to or refused."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._consent is None:
            self._consent = ConsentPanel(self._page, self._page.context)
            self._consent.saved.connect(lambda _: self._page.card.show_again())
        self._consent.ask(Whom(lead.id, lead.language), self._page.card.head.call)

    def open_age(self) -> None:
        """How old the lead in the card is, and who speaks for a minor."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._age is None:
            self._age = AgePanel(self._page, self._page.context)
            self._age.saved.connect(lambda _: self._page.card.show_again())
        self._age.ask(lead.id, self._page.card.head.call)

    def may_lift(self) -> bool:
        """Whether the lead in the card has a number that isn't called."""
        lead = self._page.card.lead
        return lead is not None and any(phone.is_do_not_call for phone in lead.phones)

    def open_lift(self) -> None:
        """Let a number be called again that asked not to be."""
        lead = self._page.card.lead
        if lead is None or not self.may_lift():
            return
        if self._lift is None:
            self._lift = LiftPanel(self._page, self._page.context)
            self._lift.saved.connect(lambda _: self._page.card.show_again())
        self._lift.ask(lead, self._page.card.head.call)

    def open_holds(self) -> None:
        """What a court or a law wants kept of the lead in the card."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._holds is None:
            self._holds = HoldPanel(self._page, self._page.context)
        self._holds.ask(lead, self._page.card.head.call)

    def open_gates(self) -> None:
        """Why the lead in the card isn't dialled."""
        lead = self._page.card.lead
        if lead is None:
            return
        if self._gates is None:
            self._gates = GatesPopover(self._page, self._page.context)
        self._gates.ask(lead.id, self._page.card.head.call)

    def open_assign(self) -> None:
        """Give the chosen leads, or the one in the card, to someone."""
        count = len(self._numbers_to_give())
        if count == 0:
            return
        words = plural(self.tr("{count} lead(s)", "", count), count).format(count=group_indian(count))
        self.assign.show_people(self._choices.people, words)
        bar = self._page.choice_bar
        self.assign.open_under(bar.assign if bar.isVisible() else self._page.toolbar.filter)

    def open_priority(self) -> None:
        """Call the chosen leads, or the one in the card, first, as usual or last."""
        count = len(self._numbers_to_give())
        if count == 0:
            return
        words = plural(self.tr("{count} lead(s)", "", count), count).format(count=group_indian(count))
        self.priority.count.setText(words)
        bar = self._page.choice_bar
        self.priority.open_under(bar.priority if bar.isVisible() else self._page.toolbar.filter)

    def open_many(self, kind: Kind | None = None) -> None:
        """Hand out or change the chosen leads, or where none is chosen everything in view."""
        page = self._page
        are_all = not page.model.chosen_count()
        numbers = page.model.numbers if are_all else page.model.chosen_numbers()
        if not len(numbers) or not page.reading.is_whole:
            return
        if self._many is None:
            self._many = ManyPanel(page, page.context)
            self._many.done.connect(lambda: self._given(None))
            self._many.past_asked.connect(self.open_past_many)
            self._many.erase_asked.connect(self.open_erase_many)
        bar = page.choice_bar
        anchor = bar.many if bar.isVisible() else page.toolbar.filter
        view = page.reading.query, self._view_name or self.tr("Own choice")
        self._many.ask(array("I", numbers), anchor, view=view if are_all else None, kind=kind)

    def open_erase_many(self) -> None:
        """Erase the people chosen, or where none is chosen everybody in view."""
        page = self._page
        are_all = not page.model.chosen_count()
        numbers = page.model.numbers if are_all else page.model.chosen_numbers()
        if not len(numbers) or not page.reading.is_whole:
            return
        if self._erase_many is None:
            self._erase_many = EraseManyPanel(page, page.context)
            self._erase_many.done.connect(lambda: self._given(None))
        self._erase_many.ask(array("I", numbers), page.toolbar.filter, are_all=are_all)

    def open_past_many(self) -> None:
        """Earlier changes of many leads, to be taken back."""
        if self._past_many is None:
            self._past_many = PastMany(self._page, self._page.context)
            self._past_many.query_asked.connect(self._page.show_query)
        self._past_many.ask(self._page.toolbar.filter)

    # ---- doing what they ask -----------------------------------------------------------------------

    def _choose_columns(self, shown: object) -> None:
        self._page.choose_columns(shown)  # type: ignore[arg-type]
        self.columns.show_columns(self._page.model.shown)

    def _numbers_to_give(self) -> Sequence[int]:
        page = self._page
        if page.model.chosen_count():
            return page.model.chosen_numbers()
        number = page.model.number(page.table.current_place())
        return [] if number is None else [number]

    def _prioritise(self, priority: int) -> None:
        numbers = self._numbers_to_give()
        if len(numbers) > MOST_AT_ONCE:
            self._page.context.notices.error(
                self.tr("At most {most} leads can be moved at once. Take a filter to have fewer.").format(
                    most=group_indian(MOST_AT_ONCE)
                )
            )
            return
        leads, actor = self._services.leads, self._actor

        def move(progress: Progress) -> tuple[int, UUID]:
            ids: list[UUID] = []
            for start in range(0, len(numbers), CHUNK):
                progress.update(start, len(numbers))
                ids += [row.id for row in leads.rows_by_no(actor, numbers[start : start + CHUNK])]
            return leads.set_priority(actor, ids, priority)

        def take_back(done: tuple[int, UUID]) -> Changed[None]:
            leads.undo_priority(actor, done[1])
            return Changed(None, frozenset({"leads", "queue"}))

        def told(done: tuple[int, UUID]) -> str:
            if priority > 0:
                words = plural(self.tr("{count} lead(s) called first", "", done[0]), done[0])
            elif priority < 0:
                words = plural(self.tr("{count} lead(s) called last", "", done[0]), done[0])
            else:
                words = plural(self.tr("{count} lead(s) called as usual", "", done[0]), done[0])
            return words.format(count=group_indian(done[0]))

        op = self._page.context.ops.store_reporting(self, move).changes("leads", "queue")
        op.progress(self.tr("Moving leads")).undo(told, take_back).success(self._given).start()

    def _give(self, owner_id: UUID | None) -> None:
        numbers = self._numbers_to_give()
        if len(numbers) > MOST_AT_ONCE:
            self._page.context.notices.error(
                self.tr("At most {most} leads can be given at once. Take a filter to have fewer.").format(
                    most=group_indian(MOST_AT_ONCE)
                )
            )
            return
        leads, actor = self._services.leads, self._actor

        def give(progress: Progress) -> tuple[int, dict[UUID | None, list[UUID]]]:
            before: dict[UUID | None, list[UUID]] = {}
            for start in range(0, len(numbers), CHUNK):
                progress.update(start, len(numbers))
                for row in leads.rows_by_no(actor, numbers[start : start + CHUNK]):
                    before.setdefault(row.owner_id, []).append(row.id)
            ids = [lead_id for some in before.values() for lead_id in some]
            return leads.assign(actor, ids, owner_id), before

        def take_back(done: tuple[int, dict[UUID | None, list[UUID]]]) -> Changed[None]:
            for owner, ids in done[1].items():
                leads.assign(actor, ids, owner)
            return Changed(None, frozenset({"leads", "queue"}))

        name = next((name for person_id, name in self._choices.people if person_id == owner_id), "")

        def told(done: tuple[int, dict[UUID | None, list[UUID]]]) -> str:
            words = plural(self.tr("{count} lead(s) given to {name}", "", done[0]), done[0])
            return words.format(count=group_indian(done[0]), name=name or self.tr("nobody"))

        op = self._page.context.ops.store_reporting(self, give).changes("leads", "queue")
        op.progress(self.tr("Giving leads")).undo(told, take_back).success(self._given).start()

    def _given(self, _: object) -> None:
        self._page.model.choose_all(False)
        self._page.refresh(frozenset({"leads"}))

    def _export(self, format: str, out: Path, reason: str) -> None:
        services, actor, query = self._services, self._actor, self._page.reading.query

        def write(progress: Progress) -> ExportResult:
            return services.exports.leads(actor, query, format, out, reason, progress)

        def done(result: ExportResult) -> None:
            words = plural(self.tr("{count} lead(s) exported to {file}", "", result.rows), result.rows)
            self._page.context.notices.toast(
                words.format(count=group_indian(result.rows), file=result.out.name)
            )

        op = self._page.context.ops.task(self, write, key="export")
        op.progress(self.tr("Exporting leads"), cancellable=True).success(done).start()

    def _save_view(self, name: str, is_shared: bool) -> None:
        leads, actor, query = self._services.leads, self._actor, self._page.reading.query

        def saved(_: UUID) -> None:
            self.views.name.set_text("")
            self.views.dismiss()
            self._page.context.notices.toast(self.tr("View saved: {name}").format(name=name))
            self.read_choices()

        def refused(error: UserError) -> None:
            self.views.name.set_error(str(error))

        op = self._page.context.ops.store(
            self, lambda: leads.save_view(actor, name, query, is_shared=is_shared)
        )
        op.changes("views").success(saved).failure(refused).start()

    def _delete_view(self, view_id: UUID) -> None:
        leads, actor = self._services.leads, self._actor
        view = next((v for v in self._choices.views if v.id == view_id), None)
        if view is None:
            return

        def put_back(_: None) -> UUID:
            query = LeadQuery.from_json(view.query)
            return leads.save_view(actor, view.name, query, is_shared=view.is_shared)

        op = self._page.context.ops.store(self, lambda: leads.delete_view(actor, view_id))
        op.changes("views").undo(self.tr("View deleted: {name}").format(name=view.name), put_back)
        op.success(lambda _: self.read_choices()).start()


_ORDER = {"sort": "name", "descending": False, "text": ""}
