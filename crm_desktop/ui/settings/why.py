"""Why we may call: the one plain question for each campaign, what follows from it, and the gate's switch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.evidence import Evidence, Piece, Whose
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lawful import Answer, Basis, Span
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.lawful import AnswerWhy, Asked, GateState, RecordScrub
from crm_desktop.ui.evidence.field import FileField
from crm_desktop.ui.evidence.links import FileLinks
from crm_desktop.ui.evidence.opening import bringing_words, with_file
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.lawful.fields import WhyFields
from crm_desktop.ui.lawful.words import kind_words, span_words, warning_words
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.why_override import OverridePanel
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

KINDS = tuple(Basis)


class WhyPart(SettingsPart):
    """One campaign at a time; what follows is shown before it is kept."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._campaigns: tuple[Asked, ...] = ()
        self.chosen: Asked | None = None
        there = self.panel(
            self.tr("Why may we call these people?"),
            self.tr("Answered once for each campaign, in your name. Practice needs no answer."),
        )
        self.model = CellsModel([self.tr("Campaign"), self.tr("Answer"), self.tr("Now")], self)
        self.table = TableView(self.tr("Campaigns"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(self.tr("No campaigns yet"), self.tr("Make one on the page Campaigns."))
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        self.gate = Text("", wrap=True)
        self.switch = KeyCapButton(self.tr("Switch the gate on"), size="compact")
        self.switch.clicked.connect(self.switch_on)
        row = Row(gap=12)
        row.addWidget(self.gate, 1)
        row.addWidget(self.switch)
        there.body.addLayout(row)
        self._make_form()
        self._make_scrub()
        self.override = OverridePanel(self.session.services.workspace.zone)
        self.override.asked.connect(self.override_it)
        self.override.hide()
        self.column.addWidget(self.override)
        self.add_save(self.tr("Keep the answer"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _make_form(self) -> None:
        form = self.panel(self.tr("The answer"))
        self.kind = SegmentedChoice(
            [kind_words(kind) for kind in KINDS],
            self.tr("Why"),
        )
        self.kind.changed.connect(lambda *_: self._kind_chosen())
        form.body.addWidget(self.kind)
        self.fields = WhyFields()
        self.fields.changed.connect(self._typed)
        self.fields.submitted.connect(self.submit)
        form.body.addWidget(self.fields)
        self.files = FileLinks(self.context)
        form.body.addWidget(self.files)
        self.follows = Text("", wrap=True, tone="muted")
        form.body.addWidget(self.follows)

    def _make_scrub(self) -> None:
        self.scrub_panel = self.panel(
            self.tr("The list was scrubbed"),
            self.tr("The operator took out who doesn’t want such calls. Enter it on the day it was done."),
        )
        self.provider = Field("", accessible_name=self.tr("Who scrubbed it"))
        self.reference = Field("", accessible_name=self.tr("Reference"))
        for field in (self.provider, self.reference):
            field.edit.setProperty("user_data", True)
        self.submitted = NumberField(self.tr("Numbers given"), 0, 100_000_000)
        self.suppressed = NumberField(self.tr("Numbers taken out"), 0, 100_000_000)
        self.line(self.scrub_panel, self.tr("Who scrubbed it"), self.provider)
        self.line(self.scrub_panel, self.tr("Reference"), self.reference)
        self.line(self.scrub_panel, self.tr("Numbers given"), self.submitted)
        self.line(self.scrub_panel, self.tr("Numbers taken out"), self.suppressed)
        self.report = FileField(self.tr("The operator’s report"), key="")
        self.report.drops_on(self.scrub_panel)
        self.scrub_panel.body.addWidget(self.report)
        self.enter = KeyCapButton(self.tr("Enter the scrub"), size="compact")
        self.enter.clicked.connect(self.enter_scrub)
        row = Row()
        row.addStretch(1)
        row.addWidget(self.enter)
        self.scrub_panel.body.addLayout(row)

    def _rescale(self) -> None:
        self.table.set_widths(300, 170, 320)
        self.table.setMinimumHeight(current().px(180))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what was answered."""
        lawful, actor = self.session.services.lawful, self.session.actor
        self.read(lambda: lawful.state(actor), self._show)

    def _show(self, state: GateState) -> None:
        known = self.chosen.campaign_id if self.chosen else None
        self._campaigns = tuple(
            sorted(state.campaigns, key=lambda a: (not a.is_active, a.answer is not None))
        )
        self.model.set_rows(
            [
                [
                    Cell(each.name, is_lead=True, tone="" if each.is_active else "muted"),
                    Cell(self._answer_words(each), tone="" if each.answer else "danger"),
                    Cell(span_words(each.span, self.session.services.workspace.zone), tone="muted"),
                ]
                for each in self._campaigns
            ],
            [each.campaign_id for each in self._campaigns],
        )
        self._tell_gate(state)
        row = max(self.model.row_of(known), 0)
        if self._campaigns:
            self.table.selectRow(row)
        self._fill(self._campaigns[row] if self._campaigns else None)

    def _tell_gate(self, state: GateState) -> None:
        may = self.session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL)
        if state.is_on:
            self.gate.setText(self.tr("The gate is on: nobody is called for whom nobody answered."))
        elif state.unanswered:
            self.gate.setText(self.tr("The gate isn’t on yet. Answer for every active campaign first."))
        elif may:
            self.gate.setText(self.tr("Every active campaign is answered. The gate can be switched on."))
        else:
            self.gate.setText(self.tr("Every active campaign is answered. An admin switches the gate on."))
        self.switch.setVisible(may and not state.is_on)
        self.switch.setEnabled(not state.unanswered)

    def _answer_words(self, asked: Asked) -> str:
        if asked.answer is None:
            return self.tr("not answered")
        return kind_words(asked.answer.kind)

    def _row_chosen(self) -> None:
        row = self.table.currentIndex().row()
        chosen = self._campaigns[row] if 0 <= row < len(self._campaigns) else None
        if self.is_loading or chosen is None or chosen == self.chosen:
            return
        if self.is_edited:
            row = self.model.row_of(self.chosen.campaign_id if self.chosen else None)
            self.stay_at(self.table, row, self.tr("Keep this answer first."))
            return
        self._fill(chosen)

    def _fill(self, asked: Asked | None) -> None:
        was_loading, self.is_loading = self.is_loading, True
        self.chosen = asked
        answer = asked.answer if asked and asked.answer else Answer(Basis.ASKED)
        self.kind.choose(KINDS.index(answer.kind))
        now = self.session.clock.now().astimezone(ZoneInfo(self.session.services.workspace.zone))
        self.fields.set_today(now.date())
        self.fields.show_answer(answer)
        for file in (self.fields.file, self.report):
            file.clear()
        self._read_files()
        self.scrub_panel.setVisible(asked is not None and _may_need_scrub(asked))
        if self.session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL):
            self.override.show_asked(asked, now)
        self.is_loading = was_loading
        self._preview()

    def _read_files(self) -> None:
        """The files that show what was answered for this campaign."""
        self.files.show_files(())
        asked = self.chosen
        if asked is None:
            return
        evidence, actor = self.session.services.evidence, self.session.actor
        campaign_id = asked.campaign_id

        def came(files: tuple[Evidence, ...]) -> None:
            if self.chosen is not None and self.chosen.campaign_id == campaign_id:
                self.files.show_files(files)

        op = self.context.ops.read(self, lambda: evidence.of_campaign(actor, campaign_id))
        op.latest_only("settings.why.files").success(came).failure(lambda _error: None).start()

    # ---- answering ---------------------------------------------------------------------------------

    def _kind_chosen(self) -> None:
        self.fields.set_kind(KINDS[self.kind.index()])
        self._typed()

    def _typed(self) -> None:
        if not self.is_loading:
            self.set_edited(self.chosen is not None)
            self._preview()

    def typed_answer(self) -> Answer:
        """What is typed, as it would be kept."""
        answer = self.fields.answer()
        assert answer is not None, "a kind is always chosen"
        return answer

    def _preview(self) -> None:
        asked, typed = self.chosen, self.typed_answer()
        if asked is None:
            return
        services, actor = self.session.services, self.session.actor

        def work() -> Span:
            return services.lawful.preview(actor, services.campaigns.get(actor, asked.campaign_id), typed)

        self.context.ops.read(self, work).latest_only("settings.why.preview").success(self._followed).start()

    def _followed(self, span: Span) -> None:
        pieces = [
            self.tr("What follows: {what}.").format(
                what=span_words(span, self.session.services.workspace.zone)
            )
        ]
        if warning := warning_words(KINDS[self.kind.index()]):
            pieces.append(warning)
        if self.chosen is not None and self.chosen.answer is not None and self.chosen.answer.at is not None:
            told = full_when(self.chosen.answer.at, self.session.services.workspace.zone)
            pieces.append(self.tr("Answered by {name}, {at}.").format(name=self.chosen.answered_by, at=told))
        self.follows.setText(" ".join(pieces))

    def check(self) -> str:
        """Somebody must be chosen; the service says the rest."""
        return "" if self.chosen is not None else self.tr("Choose a campaign first.")

    def save(self) -> None:
        """Keep the answer."""
        assert self.chosen is not None
        command = AnswerWhy(new_id(), self.chosen.campaign_id, self.typed_answer())
        lawful, actor = self.session.services.lawful, self.session.actor

        def answer(piece: Piece | None) -> Asked:
            return lawful.answer(actor, replace(command, file=piece))

        self._bring(self.fields.file, answer, self.tr("Answer kept"), self.refused)

    def _bring(
        self,
        field: FileField,
        act: Callable[[Piece | None], Asked],
        told: str,
        refused: Callable[[UserError], object],
    ) -> None:
        """Do an act for the chosen campaign with the file of this field, or with none."""
        assert self.chosen is not None
        file = field.file()

        def failed(error: UserError) -> None:
            if not field.refuse(error):
                refused(error)

        work = with_file(self.session, Whose(campaign_id=self.chosen.campaign_id), file, act)
        op = self.context.ops.store_reporting(self, work).changes("campaigns", "queue")
        if file is not None:
            op = op.progress(bringing_words(file), cancellable=True)
        op.success(lambda _: self._kept(told)).failure(failed).start()

    def enter_scrub(self) -> None:
        """Keep that the list was scrubbed now."""
        if self.chosen is None:
            return
        lawful, actor = self.session.services.lawful, self.session.actor
        campaign_id: UUID = self.chosen.campaign_id
        provider, reference = self.provider.text(), self.reference.text()
        given, out = self.submitted.value(), self.suppressed.value()

        def scrub(piece: Piece | None) -> Asked:
            run = RecordScrub(new_id(), campaign_id, provider, reference, None, given, out, piece)
            return lawful.scrub(actor, run)

        self._bring(self.report, scrub, self.tr("Scrub entered"), self._scrub_refused)

    def _scrub_refused(self, error: UserError) -> None:
        self.reference.set_error(tr_error(error))

    def override_it(self, until: datetime, note: str) -> None:
        """Let the campaign be called until then whatever its answer lacks."""
        if self.chosen is None:
            return
        lawful, actor, campaign_id = self.session.services.lawful, self.session.actor, self.chosen.campaign_id
        request_id = new_id()
        self.context.ops.store(
            self, lambda: lawful.override(actor, campaign_id, until, note, request_id)
        ).changes("campaigns", "queue").success(lambda _: self._kept(self.tr("Overridden once"))).failure(
            self.override.show_error
        ).start()

    def switch_on(self) -> None:
        """From now on nobody is called for whom nobody answered."""
        lawful, actor = self.session.services.lawful, self.session.actor
        self.context.ops.store(self, lambda: lawful.switch_on(actor)).changes(
            "settings", "campaigns", "queue"
        ).success(lambda _: self._kept(self.tr("The gate is on"))).failure(self.refused).start()

    def _kept(self, words: str) -> None:
        self.saved(words)
        self.reference.set_error("")
        self.load()


def _may_need_scrub(asked: Asked) -> bool:
    return asked.answer is not None and asked.answer.kind in (Basis.LIST, Basis.CUSTOMERS)
