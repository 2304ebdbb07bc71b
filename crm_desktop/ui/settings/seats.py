"""A team's workstations: when each was seen last, which erasures wait for it, those that don't come back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import group_indian, short_when
from crm_desktop.domain.seats import KnownSeat
from crm_desktop.errors import UserError
from crm_desktop.services.seats import RetireSeat
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.sure import SureButton
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell


class SeatsPanel(QObject):
    """One panel of the part about erased people; not shown where there never was a workstation."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        self._seats: tuple[KnownSeat, ...] = ()
        self._is_busy = False
        self.panel = part.panel(
            self.tr("Workstations"),
            self.tr(
                "Each keeps some leads for itself, and lets go of erased people within minutes of reaching "
                "the server; a certificate closes when all have. Retire one that is lost, sold or broken: "
                "its sign-ins end, and what was done there and never sent is not taken any more. Should it "
                "come back, it clears itself first."
            ),
        )
        headings = [
            self.tr("Workstation"), self.tr("Signed in last"), self.tr("Last seen"), self.tr("Erasures wait"),
        ]  # fmt: skip
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("Workstations"), rows="compact")
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        self.panel.body.addWidget(self.table)
        self.why = Field("", accessible_name=self.tr("What became of it"))
        self.why.set_hint(self.tr("Stays in certificates: name nobody in it."))
        self.why.submitted.connect(self.retire)
        part.line(self.panel, self.tr("What became of it"), self.why)
        row = Row(gap=8)
        row.addStretch(1)
        self.go = SureButton(self.tr("Retire the workstation"))
        self.why.text_changed.connect(self.go.not_sure)
        self.go.clicked.connect(self.retire)
        row.addWidget(self.go)
        self.panel.body.addLayout(row)
        self.panel.hide()
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(280, 170, 130, 160)
        self.table.setMinimumHeight(current().px(180))

    @property
    def chosen(self) -> KnownSeat | None:
        """The workstation in the chosen row."""
        row = self.table.currentIndex().row()
        return self._seats[row] if 0 <= row < len(self._seats) else None

    def show_seats(self, found: tuple[KnownSeat, ...]) -> None:
        """Paint them, those in use first."""
        self._seats = found
        zone, now = self._part.session.services.workspace.zone, self._part.session.clock.now()
        self.model.set_rows(
            [
                [
                    Cell(each.shown, is_lead=each.retired_at is None),
                    Cell(each.last_person, tone="muted"),
                    Cell(short_when(each.last_seen_at, zone, now)),
                    Cell(self._waits(each), tone="muted" if each.retired_at else ""),
                ]
                for each in found
            ],
            [each.id for each in found],
        )
        self.panel.setVisible(bool(found))
        if found:
            self.table.selectRow(0)
        self._row_chosen()

    def _waits(self, each: KnownSeat) -> str:
        if each.cleared_at is not None:
            return self.tr("retired, came back empty")
        if each.retired_at is not None:
            return self.tr("retired: {why}").format(why=each.retired_why)
        return group_indian(each.owes) if each.owes else self.tr("none")

    def _row_chosen(self) -> None:
        chosen = self.chosen
        can_be = chosen is not None and chosen.retired_at is None
        self.go.setEnabled(can_be)
        self.why.setEnabled(can_be)
        self.go.not_sure()

    def retire(self) -> None:
        """The first press asks, the second one does it; says at the field what is missing."""
        chosen, why = self.chosen, self.why.text().strip()
        if chosen is None or not self.go.isEnabled() or self._is_busy:
            return
        if not why:
            self._refuse(self.tr("Say what became of it: sold, stolen, broken."))
            return
        if not self.go.is_sure(self.tr("Press again to retire {name}").format(name=chosen.shown)):
            return
        services, actor = self._part.session.services, self._part.session.actor
        self._is_busy = True

        def work() -> int:
            services.seats.retire(actor, RetireSeat(chosen.id, why))
            return len(services.erasure.close(actor))

        def done(closed: int) -> None:
            words = self.tr("Retired.")
            if closed:
                words += " " + plural(self.tr("%n erasure(s) are closed by that.", "", closed), closed)
            self._part.context.notices.toast(words)
            self.why.set_text("")
            self._part.load()

        op = self._part.context.ops.store(self, work).changes("erasures").success(done)
        op.failure(self._failed).settled(self._settled).start()

    def _failed(self, error: UserError) -> None:
        self._refuse(tr_error(error))

    def _refuse(self, words: str) -> None:
        self.why.set_error(words)
        self.why.edit.setFocus()

    def _settled(self) -> None:
        self._is_busy = False
        self.go.not_sure()
