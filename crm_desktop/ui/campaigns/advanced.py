"""Behind *Advanced*: earlier versions of the rules, and what can be tried before saving."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.formats import short_when
from crm_desktop.store.campaigns import RulesVersion
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.campaigns.sentences import rules_in_words
from crm_desktop.ui.campaigns.simulator import SimulatorPanel
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


class AdvancedSection(Section):
    """The last section; `taken` gives the rules of an earlier version, to be looked at and saved."""

    taken = Signal(object, str)  # Rules, name

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: Session = context.services
        self._campaign: Campaign | None = None
        self._versions: tuple[RulesVersion, ...] = ()
        self._names: dict[UUID, str] = {}
        self._make_versions()
        self.simulator = SimulatorPanel(context, self)
        self.column.addWidget(self.simulator)
        self.column.addStretch(1)

    def _make_versions(self) -> None:
        panel = self.panel(
            self.tr("Versions of the rules"),
            self.tr("Rules become a version each time they are saved. Look at one; take it again."),
        )
        self.model = CellsModel([self.tr("No."), self.tr("Name"), self.tr("Saved"), self.tr("By")], self)
        self.table = TableView(self.tr("Versions of the rules"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(EmptyState(self.tr("No version yet")))
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self.table.opened.connect(lambda _row: self.take())
        self.told = Text("", wrap=True)
        self.told.setProperty("user_data", True)
        self.again = KeyCapButton(self.tr("Take this version again"), icon="act.undo")
        self.again.clicked.connect(self.take)
        row = Row()
        row.addWidget(self.again)
        row.addStretch(1)
        panel.body.addWidget(self.table)
        panel.body.addWidget(self.told)
        panel.body.addLayout(row)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(56, 220, 170, 160)
        self.table.setMinimumHeight(current().px(170))

    # ---- versions ------------------------------------------------------------------------------

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """The versions are read when the section comes into view."""
        self._campaign = campaign
        self._names = {worker.person_id: worker.name for worker in around.workers}

    def read(self, campaign: Campaign) -> Campaign:
        """Nothing is edited here."""
        return campaign

    def come_into_view(self, edited: Campaign) -> None:
        """Read the versions; the simulator is told the campaign as it is edited now."""
        self.simulator.show_campaign(edited)
        campaign = self._campaign
        if campaign is None:
            return
        campaigns, actor, campaign_id = self._session.services.campaigns, self._session.actor, campaign.id
        self._context.ops.read(self, lambda: campaigns.rules_versions(actor, campaign_id)).latest_only(
            "campaigns.versions"
        ).success(self._show_versions).start()

    def _show_versions(self, versions: Sequence[RulesVersion]) -> None:
        self._versions = tuple(versions)
        now, zone = self._session.clock.now(), self._session.services.workspace.zone
        self.model.set_rows(
            [
                [
                    Cell(str(version.no), "figures"),
                    Cell(version.name or "–", is_lead=True, tone="" if version.name else "muted"),
                    Cell(short_when(version.made_at, zone, now), "figures"),
                    Cell(self._names.get(version.made_by, "–") if version.made_by else "–", tone="muted"),
                ]
                for version in versions
            ]
        )
        if versions:
            self.table.selectRow(0)
        self._look()

    def _look(self) -> None:
        version = self._chosen()
        self.again.setEnabled(version is not None and version.no != self._current_no())
        if version is not None and self._campaign is not None:
            self.told.setText("\n".join(rules_in_words(version.rules, self._campaign.dispositions)))
        else:
            self.told.setText("")

    def _current_no(self) -> int:
        return 0 if self._campaign is None else self._campaign.rules_no

    def _chosen(self) -> RulesVersion | None:
        row = self.table.currentIndex().row()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def take(self) -> None:
        """Put the rules of the version chosen into the sentences; nothing is saved yet."""
        version = self._chosen()
        if version is not None and self.again.isEnabled():
            rules: Rules = version.rules
            self.taken.emit(rules, version.name)
