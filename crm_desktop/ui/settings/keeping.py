"""How long we keep: what the next sweep takes of each kind, the sweep itself, and what law holds back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day_of_date, group_indian, short_when
from crm_desktop.domain.retention import OLD_KIND_LABELS, SWEPT, LegalHold, OldKind
from crm_desktop.errors import UserError
from crm_desktop.services.keeping import HoldKind
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.sure import SureButton
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.keeping import Kept, OldData

ALL = "all"


class KeepingPart(SettingsPart):
    """Each kind with its period and what is older; legal holds below."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._due = 0
        self._holds: tuple[LegalHold, ...] = ()
        self._make_kinds()
        self._make_holds()
        self.add_save(self.tr("Hold it"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _make_kinds(self) -> None:
        panel = self.panel(
            self.tr("How long we keep"),
            self.tr(
                "What is older goes for good; counts and times stay. Periods stand under “Rules we keep”, "
                "those of calls under “Workspace”."
            ),
        )
        self.kinds = CellsModel(
            [self.tr("What"), self.tr("Kept"), self.tr("Older than that"), self.tr("Why it stays")], self
        )
        self.table = TableView(self.tr("Kinds of data"), rows="compact")
        self.table.setModel(self.kinds)
        self.table.set_empty(EmptyState(self.tr("Looking…"), ""))
        panel.body.addWidget(self.table)
        self.swept = CheckBox(self.tr("Let it go by itself, once a day"))
        self.swept.toggled.connect(lambda on: self.keep(SWEPT, bool(on)))
        panel.body.addWidget(self.swept)
        self.last = Text("", "caption", tone="muted", wrap=True)
        self.last.setProperty("user_data", True)
        self.take = SureButton(self.tr("Let it go now"), icon="act.delete")
        self.take.clicked.connect(self._take)
        row = Row(gap=12)
        row.addWidget(self.last, 1)
        row.addWidget(self.take)
        panel.body.addLayout(row)

    def _make_holds(self) -> None:
        panel = self.panel(
            self.tr("Legal holds"),
            self.tr(
                "A case or an order can want something kept longer. Until its last day nothing of it goes. "
                "What is held of one person is said on the card (Alt+H)."
            ),
        )
        self.held = CellsModel(
            [self.tr("What"), self.tr("Reason"), self.tr("Law or order"), self.tr("Until")], self
        )
        self.holds = TableView(self.tr("Legal holds"), rows="compact")
        self.holds.setModel(self.held)
        self.holds.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.holds.set_empty(EmptyState(self.tr("Nothing is held"), self.tr("Add a hold below.")))
        panel.body.addWidget(self.holds)
        self.lift = KeyCapButton(self.tr("Lift it"), icon="act.unlock")
        self.lift.clicked.connect(self._lift)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.lift)
        panel.body.addLayout(row)
        form = self.panel(self.tr("A new hold"))
        self.kind = ComboBox(self.tr("What is held"))
        for value in (ALL, *(kind.value for kind in OldKind)):
            self.kind.addItem(tr_label(OLD_KIND_LABELS[value]), value)
        self.reason = Field("", accessible_name=self.tr("Reason"))
        self.reason.set_hint(self.tr("Such as the case and its number."))
        self.law = Field("", accessible_name=self.tr("Law or order"))
        today = self.session.clock.now().date()
        self.until = DateField(self.tr("Until"), QDate(today.year + 1, today.month, 1))
        self.until.setMinimumDate(QDate(today.year, today.month, today.day))
        self.line(form, self.tr("What is held"), self.kind)
        self.line(form, self.tr("Reason"), self.reason)
        self.line(form, self.tr("Law or order"), self.law)
        self.line(form, self.tr("Until"), self.until)
        self.kind.activated.connect(self.edited)
        self.until.dateChanged.connect(self.edited)
        for field in (self.reason, self.law):
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)

    def _rescale(self) -> None:
        self.table.set_widths(270, 180, 130, 200)
        self.table.setMinimumHeight(current().px(318))
        self.holds.set_widths(200, 260, 220, 140)
        self.holds.setMinimumHeight(current().px(160))  # room for its empty state above a scroll bar

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Look what is old."""
        keeping, actor = self.session.services.keeping, self.session.actor
        self.read(lambda: keeping.preview(actor), self._show)

    def _show(self, found: Kept) -> None:
        self.kinds.set_rows([self._line_of(each) for each in found.kinds], list(range(len(found.kinds))))
        self.swept.setChecked(found.is_swept)
        self._due = sum(each.count for each in found.kinds if each.held_by is None)
        self.take.not_sure()
        self.take.setEnabled(self._due > 0)
        zone, now = self.session.services.workspace.zone, self.session.clock.now()
        self.last.setText(
            self.tr("Last taken: {when}").format(when=short_when(found.last_at, zone, now))
            if found.last_at is not None
            else self.tr("Nothing was taken yet.")
        )
        self._holds = found.holds
        rows = [
            [
                Cell(self._what(hold), is_lead=True),
                Cell(hold.reason),
                Cell(hold.law, tone="muted"),
                Cell(day_of_date(hold.until), kind="figures"),
            ]
            for hold in found.holds
        ]
        self.held.set_rows(rows, list(range(len(rows))))
        if rows:
            self.holds.selectRow(0)
        self.lift.setEnabled(bool(rows))

    def _what(self, hold: LegalHold) -> str:
        what = tr_label(OLD_KIND_LABELS[hold.kind.value if hold.kind else ALL])
        return what if hold.lead_id is None else self.tr("{what}, of one person").format(what=what)

    def _line_of(self, each: OldData) -> list[Cell]:
        if each.kind is OldKind.UNDO:
            kept = self.tr("while it can be undone")
        elif each.kind is OldKind.LEADS:
            kept = self.tr("30 days")
        elif each.months is None:
            kept = self.tr("for ever")
        elif each.months % 12:
            kept = plural(self.tr("%n month(s)", "", each.months), each.months)
        else:
            kept = plural(self.tr("%n year(s)", "", each.months // 12), each.months // 12)
        held = each.held_by
        stays = "" if held is None else held.reason
        return [
            Cell(tr_label(OLD_KIND_LABELS[each.kind.value]), is_lead=True),
            Cell(kept),
            Cell(group_indian(each.count) if each.older_than is not None else "–", kind="figures"),
            Cell(stays, icon="act.lock" if held is not None else "", tone="muted"),
        ]

    # ---- acts --------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Asked once more on the same button; then it goes."""
        words = plural(self.tr("Yes, delete {count} record(s) for good", "", self._due), self._due)
        if not self.take.is_sure(words.format(count=group_indian(self._due))):
            return
        keeping, actor = self.session.services.keeping, self.session.actor
        self.take.setEnabled(False)
        self.context.ops.task(self, lambda progress: keeping.run(actor, progress), key="retention").progress(
            self.tr("Letting old data go"), cancellable=True
        ).success(self._taken).failure(lambda error: self.context.notices.error(tr_error(error))).settled(
            self.load
        ).start()

    def _taken(self, taken: tuple[OldData, ...]) -> None:
        count = sum(each.count for each in taken if each.held_by is None)
        words = plural(self.tr("{count} old record(s) are gone", "", count), count)
        self.context.notices.toast(words.format(count=group_indian(count)))

    def _lift(self) -> None:
        row = self.holds.currentIndex().row()
        if not 0 <= row < len(self._holds):
            return
        keeping, actor, hold_id = self.session.services.keeping, self.session.actor, self._holds[row].id
        self._act(lambda: keeping.lift(actor, hold_id), self.tr("It is no longer held"))

    def check(self) -> str:
        """What is missing."""
        if not self.reason.text().strip():
            return self.tr("Say why it must be kept, such as the case and its number.")
        return "" if self.law.text().strip() else self.tr("Say which law or order wants it kept.")

    def save(self) -> None:
        """Hold it."""
        keeping, actor = self.session.services.keeping, self.session.actor
        value, day = str(self.kind.currentData()), self.until.date()
        kind = None if value == ALL else OldKind(value)
        command = HoldKind(kind, self.reason.text(), self.law.text(), day.toPython())  # type: ignore[arg-type]

        def done(_hold: LegalHold) -> None:
            for field in (self.reason, self.law):
                field.set_text("")
            self.saved(self.tr("It is held"))
            self.load()

        self.context.ops.store(self, lambda: keeping.hold(actor, command)).changes("settings").success(
            done
        ).failure(self.refused).start()

    def _act(self, work: Callable[[], None], words: str) -> None:
        def done(_none: object) -> None:
            self.context.notices.toast(words)
            self.load()

        def failed(error: UserError) -> None:
            self.context.notices.error(tr_error(error))
            self.load()

        self.context.ops.store(self, work).changes("settings").success(done).failure(failed).start()
