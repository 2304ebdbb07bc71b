"""Who gets data: where it stands, processors and recipients, and what went out lately."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import full_when, group_indian
from crm_desktop.services.recipients import DataOutside, Recipient
from crm_desktop.store.disclosures import Disclosed
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

# What left the workspace, by the kind it is kept under.
OUT_LABELS: dict[str, str] = {
    "export": "Leads exported",
    "person": "A person’s own data",
    "print": "Call-backs printed",
    "report": "Report",
    "archive": "Everything, as an archive",
}


class RecipientsPart(SettingsPart):
    """One recipient at a time below the list; what went out stands last."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._recipients: tuple[Recipient, ...] = ()
        self.place = -1  # of the one below; -1: a new one
        opened = self.session.services.opened
        stands = self.panel(self.tr("Where the data stands"))
        where = opened.server or str(opened.folder)
        self.stands = Text(
            self.tr("{place}, encrypted. No outside service for speech or texts is connected.").format(
                place=where
            ),
            wrap=True,
            selectable=True,
        )
        self.stands.setProperty("user_data", True)
        stands.body.addWidget(self.stands)
        self._make_list()
        self._make_out()
        self.add_save(self.tr("Keep it"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _make_list(self) -> None:
        there = self.panel(
            self.tr("Who gets data"),
            self.tr(
                "Firms that keep or work with your data, such as a server’s host, and whom you give it to."
            ),
        )
        self.model = CellsModel([self.tr("Who"), self.tr("What they get"), self.tr("Where it stands")], self)
        self.table = self._table(self.tr("Who gets data"), self.model)
        self.table.set_empty(EmptyState(self.tr("Nobody so far"), self.tr("Name the first below.")))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        self.fields = {
            "name": Field("", accessible_name=self.tr("Who")),
            "gets": Field("", accessible_name=self.tr("What they get")),
            "where": Field("", accessible_name=self.tr("Where it stands")),
            "agreement": Field("", accessible_name=self.tr("Agreement")),
        }
        for field in self.fields.values():
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)
            self.line(there, field.edit.accessibleName(), field)
        row = Row(gap=8)
        row.addStretch(1)
        self.remove = KeyCapButton(self.tr("Take it off the list"), size="compact", icon="act.delete")
        self.remove.clicked.connect(self.take_off)
        self.new = KeyCapButton(self.tr("Another one"), size="compact", icon="act.add")
        self.new.clicked.connect(self.begin_new)
        row.addWidget(self.remove)
        row.addWidget(self.new)
        there.body.addLayout(row)

    def _make_out(self) -> None:
        out = self.panel(self.tr("What went out in the last 90 days"))
        headings = [self.tr("When"), self.tr("What"), self.tr("Contacts"), self.tr("By"), self.tr("Why")]
        self.out_model = CellsModel(headings, self)
        self.out = self._table(self.tr("What went out"), self.out_model)
        self.out.set_empty(
            EmptyState(self.tr("Nothing went out"), self.tr("Exports and reports stand here."))
        )
        out.body.addWidget(self.out)

    def _table(self, name: str, model: CellsModel) -> TableView:
        table = TableView(name, rows="compact")
        table.setProperty("user_data", True)
        table.setModel(model)
        table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        return table

    def _rescale(self) -> None:
        self.table.set_widths(230, 320, 240)
        self.out.set_widths(140, 180, 90, 150, 230)
        self._fit()

    def _fit(self) -> None:
        self.table.fit_rows(2, 6)
        self.out.fit_rows(5, 10)

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the register."""
        recipients, actor = self.session.services.recipients, self.session.actor
        self.read(lambda: recipients.known(actor), self._show)

    def _show(self, found: DataOutside) -> None:
        self._recipients = found.recipients
        rows = [[Cell(r.name, is_lead=True), Cell(r.gets), Cell(r.where)] for r in found.recipients]
        self.model.set_rows(rows, list(range(len(rows))))
        zone = self.session.services.workspace.zone
        self.out_model.set_rows(
            [self._out_cells(each, zone) for each in found.disclosed], [each.id for each in found.disclosed]
        )
        self._fit()
        place = min(self.place, len(rows) - 1)
        if place >= 0:
            self.table.selectRow(place)
        self._fill(place)

    def _out_cells(self, each: Disclosed, zone: str) -> list[Cell]:
        return [
            Cell(full_when(each.at, zone), kind="figures"),
            Cell(tr_label(OUT_LABELS.get(each.kind, each.kind))),
            Cell(group_indian(each.rows), kind="number"),
            Cell(each.person_name),
            Cell(each.reason, tone="muted"),
        ]

    def _row_chosen(self) -> None:
        at = self.table.currentIndex().row()
        if not self.is_loading and 0 <= at < len(self._recipients):
            self.is_loading = True
            self._fill(at)
            self.is_loading = False
            self.set_edited(False)

    def _fill(self, place: int) -> None:
        self.place = place
        shown = self._recipients[place] if place >= 0 else Recipient("")
        for name, field in self.fields.items():
            field.set_text(str(getattr(shown, name)))
        self.remove.setVisible(place >= 0)

    # ---- acts --------------------------------------------------------------------------------------

    def begin_new(self) -> None:
        """An empty one."""
        self.is_loading = True
        self.table.clearSelection()
        self._fill(-1)
        self.is_loading = False
        self.fields["name"].setFocus()

    def save(self) -> None:
        """Keep the one below."""
        typed = replace(Recipient(""), **{name: field.text() for name, field in self.fields.items()})
        every = list(self._recipients)
        if self.place >= 0:
            every[self.place] = typed
        else:
            every.append(typed)
        self._keep(every, self.place if self.place >= 0 else len(every) - 1)

    def take_off(self) -> None:
        """They get nothing any more."""
        if self.place >= 0:
            every = [each for place, each in enumerate(self._recipients) if place != self.place]
            self._keep(every, -1)

    def _keep(self, every: list[Recipient], place: int) -> None:
        recipients, actor = self.session.services.recipients, self.session.actor

        def done(_kept: object) -> None:
            self.place = place
            self.saved()
            self.load()

        op = self.context.ops.store(self, lambda: recipients.keep(actor, every)).changes("settings")
        op.success(done).failure(self.refused).start()
