"""Try it before saving: the changed rule beside today's, hour by hour, and who would never be reached."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.formats import clock
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.errors import UserError
from crm_desktop.services.simulation import (
    LONGEST_SEED,
    MOST_DAYS,
    MOST_PEOPLE,
    Span,
    Told,
    TriedOut,
    TryOut,
)
from crm_desktop.ui.campaigns.simulator_words import (
    assumed,
    by_reason,
    leads_of,
    on_what,
    reason,
    what_changes,
)
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.reports.chart import Hour, HourChart, Legend
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

CALLS, DIALABLE = 0, 1


class RuleChart(HourChart):
    """Two bars an hour: today's rule and the changed one."""

    measure = CALLS

    def _words(self, hour: Hour) -> str:
        words = (
            self.tr("{hour}: {today} calls by today’s rule, {changed} by the changed one")
            if self.measure == CALLS
            else self.tr("{hour}: {today} dialable by today’s rule, {changed} by the changed one")
        )
        return words.format(hour=hour.words, today=hour.calls, changed=hour.conversations)


class SimulatorPanel(Panel):
    """Plays a campaign's rules as edited beside those saved.

    Made with (context, parent) and told `show_campaign(edited)` each time it comes into view; nothing runs
    until *Try it* is pressed, and nothing is ever written. `found` is the last answer.
    """

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name=self.tr("Try it before saving"), parent=parent)
        self._context = context
        self._session: Session = context.services
        self._campaign: Campaign | None = None
        self._people_touched = False
        self.found: TriedOut | None = None
        title = Text(self.tr("Try it before saving"), "body_strong")
        self.body.addWidget(title)
        self.body.addWidget(
            Text(
                self.tr("Plays the rules as you see them, beside those that are saved. Nothing is changed."),
                tone="muted",
                wrap=True,
            )
        )
        self._make_choices()
        self._make_answer()
        self._show_answer(False)

    def _make_choices(self) -> None:
        self.span = SegmentedChoice([self.tr("Tomorrow"), self.tr("Last days")], self.tr("What is played"))
        self.span.changed.connect(self._span_changed)
        self.days = NumberField(self.tr("How many days"), 1, MOST_DAYS, unit=self.tr(" days"))
        self.days.hide()
        self.go = KeyCapButton(self.tr("Try it"), icon="act.tasks")
        self.go.clicked.connect(self.try_it)
        self.more = KeyCapButton(self.tr("People and chance"), kind="quiet", icon="sign.chevron_down")
        self.more.clicked.connect(self._toggle_more)
        around = QWidget()
        flow = FlowLayout(around, gap=8)
        for widget in (self.span, self.days, self.go, self.more):
            flow.addWidget(widget)
        self.body.addWidget(around)
        self.beneath = QWidget()
        row = Row(self.beneath, gap=8)
        self.people = NumberField(
            self.tr("People at work tomorrow, 0 for those of the last days"), 0, MOST_PEOPLE
        )
        self.people.setSpecialValueText(self.tr("as usual"))
        self.seed = NumberField(
            self.tr("Seed: the same number gives the same luck"), 0, LONGEST_SEED, value=1
        )
        for words, field in ((self.tr("People"), self.people), (self.tr("Seed"), self.seed)):
            label = Text(words, tone="muted")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        self.beneath.hide()
        self.body.addWidget(self.beneath)
        self.error = Text("", tone="danger", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)

    def _make_answer(self) -> None:
        self.answer = QWidget()
        column = Column(self.answer, gap=8)
        self.sentence = Text("", "body_strong", wrap=True)
        self.basis = Text("", "caption", tone="muted", wrap=True)
        self.assumed = Text("", "caption", tone="warning", wrap=True)
        self.measure = SegmentedChoice(
            [self.tr("Calls"), self.tr("Dialable")], self.tr("What the chart shows")
        )
        self.measure.changed.connect(self._draw)
        self.chart = RuleChart(self._context.ops)
        self.legend = Legend([self.tr("Today’s rule"), self.tr("Changed rule")])
        head = Row(gap=12)
        head.addWidget(self.measure)
        head.addWidget(self.legend)
        head.addStretch(1)
        headings = [self.tr("Not called"), self.tr("Today’s rule"), self.tr("Changed")]
        self.reasons = self._table(self.tr("Leads that were not called, by reason"), headings)
        self.reasons[0].opened.connect(self._see_leads)
        self.see = KeyCapButton(self.tr("See these leads"), size="compact", icon="page.leads")
        self.see.setToolTip(self.tr("Opens the leads of the line chosen by name, in the list of leads"))
        self.see.clicked.connect(lambda: self._see_leads(self.reasons[0].currentIndex().row()))
        people = [self.tr("Person"), self.tr("Calls"), self.tr("Dialable at the start"), self.tr("Ran out")]
        self.persons = self._table(self.tr("What each person would do"), people)
        self.persons[0].setProperty("user_data", True)
        for widget in (self.sentence, self.basis, self.assumed):
            column.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.chart)
        column.addWidget(self.reasons[0])
        opening = Row()
        opening.addWidget(self.see)
        opening.addStretch(1)
        column.addLayout(opening)
        column.addWidget(self.persons[0])
        self.body.addWidget(self.answer)
        follow_theme(self._rescale)

    def _table(self, name: str, headings: list[str]) -> tuple[TableView, CellsModel]:
        table, model = TableView(name, rows="compact"), CellsModel(headings, self)
        table.setModel(model)
        table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        return table, model

    def _rescale(self) -> None:
        self.chart.setMinimumHeight(current().px(200))
        self.reasons[0].set_widths(320, 110, 110)
        self.persons[0].set_widths(220, 90, 160, 120)
        for table, model in (self.reasons, self.persons):
            table.setFixedHeight(current().px(34 + 30 * max(1, min(8, model.rowCount()))))

    # ---- what the page calls -----------------------------------------------------------------

    def show_campaign(self, campaign: Campaign) -> None:
        """The campaign as it is edited now; an answer about other rules goes."""
        if campaign != self._campaign:
            self._campaign = campaign
            self._show_answer(False)
            self._tell_error("")

    # ---- trying ------------------------------------------------------------------------------

    def try_it(self) -> None:
        """Play both rules in the background."""
        campaign = self._campaign
        if campaign is None or not self.go.isEnabled():
            return
        is_days = self.span.index() == 1
        command = TryOut(
            campaign,
            Span.LAST_DAYS if is_days else Span.TOMORROW,
            days=self.days.value(),
            people=self.people.value() or None,
            seed=self.seed.value(),
        )
        service, actor = self._session.services.simulation, self._session.actor
        self.go.setEnabled(False)
        self._tell_error("")
        task = self._context.ops.task(
            self, lambda progress: service.try_out(actor, command, progress), key="campaigns.simulator"
        )
        task.success(lambda found: self._found(campaign, found)).failure(self._failed)
        task.settled(lambda: self.go.setEnabled(True))
        task.progress(self.tr("Trying the rules out"), cancellable=True).start()

    def _found(self, campaign: Campaign, found: TriedOut) -> None:
        if campaign != self._campaign:  # edited meanwhile: press again
            return
        self.found = found
        self.sentence.setText(what_changes(found))
        self.basis.setText(on_what(found))
        self.assumed.setText(assumed(found))
        self.assumed.setVisible(bool(assumed(found)))
        self.reasons[1].set_rows(
            [
                [
                    Cell(reason(group, found.zone), is_strong=group.is_never),
                    Cell(f"{today:,}", "number"),
                    Cell(f"{changed:,}", "number"),
                ]
                for group, today, changed in by_reason(found)
            ]
        )
        self.reasons[0].selectRow(0)
        self.see.setVisible(bool(by_reason(found)))
        self.persons[1].set_rows([])
        self._show_answer(True)
        self._draw()
        self._rescale()
        campaigns, actor = self._session.services.campaigns, self._session.actor
        self._context.ops.read(self, lambda: {w.person_id: w.name for w in campaigns.workers(actor)}).success(
            self._name_people
        ).start()

    def _see_leads(self, row: int) -> None:
        """The leads of a line, by name, in the list of leads."""
        if self.found is None or row < 0:
            return
        group, _, _ = by_reason(self.found)[row]
        among = tuple(str(lead_id) for lead_id in leads_of(self.found, group.why))
        self._context.frame.open_page("leads", query=LeadQuery(among=among))

    def _name_people(self, names: dict[UUID, str]) -> None:
        if self.found is None:
            return
        told, zone = self.found.changed, self.found.zone
        rows = []
        for person in told.people:
            name = names.get(person.person_id, "–") if person.person_id else self.tr("Colleague")
            first = next((count for count in person.dialable if count), 0)
            ran_out = clock(person.first_without, zone) if person.first_without else "–"
            rows.append(
                [
                    Cell(name),
                    Cell(f"{person.calls:,}", "number"),
                    Cell(f"{first:,}", "number"),
                    Cell(ran_out, "figures"),
                ]
            )
        self.persons[1].set_rows(rows)
        self._rescale()

    def _failed(self, error: UserError) -> None:
        self._tell_error(tr_error(error))

    def _tell_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _show_answer(self, is_there: bool) -> None:
        if not is_there:
            self.found = None
        self.answer.setVisible(is_there)

    def _draw(self, *_: object) -> None:
        if self.found is None:
            return
        self.chart.measure = self.measure.index()
        self.chart.show_hours(_hours(self.found, self.measure.index()))

    def _span_changed(self, index: int) -> None:
        self.days.setVisible(index == 1)
        self.people.setEnabled(index == 0)
        self._show_answer(False)

    def _toggle_more(self) -> None:
        self.beneath.setVisible(self.beneath.isHidden())


def _hours(found: TriedOut, measure: int) -> list[Hour]:
    """The hours in which anything could be done, by both rules; days one after the other."""

    def value(told: Told, at: int) -> int:
        hour = told.hours[at]
        return hour.calls if measure == CALLS else hour.dialable

    return [
        Hour(clock(hour.begins_at, found.zone), value(found.today, at), value(found.changed, at))
        for at, hour in enumerate(found.today.hours)
        if hour.calls or hour.dialable or found.changed.hours[at].calls or found.changed.hours[at].dialable
    ]
