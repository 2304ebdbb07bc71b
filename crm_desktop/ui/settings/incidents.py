"""Incidents: what happened to people's data, whom the law wants told until when, and the notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import full_when
from crm_desktop.domain.incidents import FIELD_LABELS, NEEDED, NOTICE_LABELS, Incident, Notice
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.incidents import NoteIncident
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.chips import ChipKind
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import DateField, TimeField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

ROWS = (2, 4)  # the register shows at least so many lines, and at most


class IncidentsPart(SettingsPart):
    """The register, whom to tell of the incident chosen, and what is known of it (or of a new one)."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._zone = self.session.services.workspace.zone
        self._incidents: tuple[Incident, ...] = ()
        self.chosen: Incident | None = None
        self._new_id = new_id()
        self.asker = FileAsker(self)
        self._make_register()
        self._make_notices()
        self._make_form()
        self.add_save(self.tr("Note it"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _make_register(self) -> None:
        there = self.panel(
            self.tr("Incidents"),
            self.tr(
                "Data lost, seen or changed by somebody who may not. The hours run from when you knew of it. "
                "Name nobody here whose data it is."
            ),
        )
        self.model = CellsModel([self.tr("What"), self.tr("Known since"), self.tr("Who is told next")], self)
        self.table = TableView(self.tr("Incidents"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(EmptyState(self.tr("None so far"), self.tr("May it stay so.")))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        row = Row()
        row.addStretch(1)
        self.new = KeyCapButton(self.tr("Something happened"), size="compact", icon="act.add")
        self.new.clicked.connect(self.begin_new)
        row.addWidget(self.new)
        there.body.addLayout(row)

    def _make_form(self) -> None:
        form = self.panel(self.tr("The incident"))
        self.title = Field("", accessible_name=self.tr("In a few words"))
        self.title.edit.setProperty("user_data", True)
        self.title.text_changed.connect(self.edited)
        self.line(form, self.tr("In a few words"), self.title)
        self.day = DateField(self.tr("Known since, day"), QDate(2026, 1, 1))
        self.time = TimeField(self.tr("Known since, time"), QTime(0, 0))
        since = Row(gap=8)
        for field in (self.day, self.time):
            since.addWidget(field)
        since.addStretch(1)
        self.day.dateChanged.connect(self.edited)
        self.time.timeChanged.connect(self.edited)
        self.line(form, self.tr("Known since"), since)
        self.fields: dict[str, NoteEdit] = {}
        for name, label in FIELD_LABELS.items():
            edit = NoteEdit(tr_label(label), style="body")
            edit.setProperty("user_data", True)
            edit.textChanged.connect(self.edited)
            self.line(form, tr_label(label), edit)
            self.fields[name] = edit

    def _make_notices(self) -> None:
        self.notices = self.panel(self.tr("Who must be told"))
        self.owed = Text("", wrap=True, tabular=True)
        self.notices.body.addWidget(self.owed)
        self.which = ComboBox(self.tr("Which notice"))
        self.which.activated.connect(lambda *_: self._say_missing())
        self.missing = Text("", "caption", tone="muted", wrap=True)
        self.how = Field("", accessible_name=self.tr("How it went out"))
        self.how.set_hint(self.tr("Such as the form’s number or the address."))
        self.how.edit.setProperty("user_data", True)
        self.how.submitted.connect(lambda: self.send() if self.how.text().strip() else None)
        self.line(self.notices, self.tr("Which notice"), self.which)
        self.notices.body.addWidget(self.missing)
        self.line(self.notices, self.tr("How it went out"), self.how)
        self.paper = KeyCapButton(self.tr("Notice as PDF"), size="compact", icon="sign.file")
        self.sent = KeyCapButton(self.tr("It went out"), size="compact", icon="act.send")
        self.closing = KeyCapButton(self.tr("Close the incident"), size="compact", icon="sign.check")
        row = Row(gap=8)
        row.addStretch(1)
        for button, act in (
            (self.closing, self.close_it),
            (self.paper, self.ask_paper),
            (self.sent, self.send),
        ):
            button.clicked.connect(act)
            row.addWidget(button)
        self.notices.body.addLayout(row)

    def _rescale(self) -> None:
        self.table.set_widths(320, 170, 300)
        self.table.fit_rows(*ROWS)
        for edit in self.fields.values():
            edit.setFixedHeight(current().px(64))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the register."""
        incidents, actor = self.session.services.incidents, self.session.actor
        self.read(lambda: incidents.all(actor), self._show)

    def _show(self, found: tuple[Incident, ...]) -> None:
        kept = self.chosen.id if self.chosen is not None else self._new_id
        self._incidents = found
        now = self.session.clock.now()
        self.model.set_rows([self._cells(each, now) for each in found], [each.id for each in found])
        self.table.fit_rows(*ROWS)
        at = next((i for i, each in enumerate(found) if each.id == kept), 0 if found else -1)
        if at >= 0:
            self.table.selectRow(at)
        self._fill(found[at] if at >= 0 else None)

    def _cells(self, incident: Incident, now: datetime) -> list[Cell]:
        owed = incident.next_owed()
        words, style = self.tr("closed") if incident.closed_at else self.tr("all told"), "ok"
        if owed is not None:
            level = incident.alert(now)
            style = "bad" if level >= 100 else "warn" if level >= 80 else "info"
            words = self._until(tr_label(NOTICE_LABELS[owed.notice]), owed.due_at)
        kind: ChipKind = style  # type: ignore[assignment]
        return [
            Cell(incident.title, is_lead=True),
            Cell(full_when(incident.aware_at, self._zone), kind="figures"),
            Cell(words, kind="chip", style=kind),
        ]

    def _until(self, who: str, due_at: datetime) -> str:
        return self.tr("{who} by {when}").format(who=who, when=full_when(due_at, self._zone))

    def _row_chosen(self) -> None:
        at = self.table.currentIndex().row()
        if not self.is_loading and 0 <= at < len(self._incidents) and self._incidents[at] != self.chosen:
            self.is_loading = True
            self._fill(self._incidents[at])
            self.is_loading = False
            self.set_edited(False)

    def begin_new(self) -> None:
        """An empty form, known since now."""
        self._new_id = new_id()
        self.is_loading = True
        self.table.clearSelection()
        self._fill(None)
        self.is_loading = False
        self.title.setFocus()

    def _fill(self, incident: Incident | None) -> None:
        self.chosen = incident
        since = (incident.aware_at if incident else self.session.clock.now()).astimezone(ZoneInfo(self._zone))
        self.title.set_text(incident.title if incident else "")
        self.day.setDate(QDate(since.year, since.month, since.day))
        self.time.setTime(QTime(since.hour, since.minute))
        for field in (self.day, self.time):
            field.setEnabled(incident is None)
        for name, edit in self.fields.items():
            edit.setPlainText(incident.told.get(name, "") if incident else "")
        self.notices.setVisible(incident is not None)
        if self.save_button is not None:
            self.save_button.set_words(self.tr("Note it") if incident is None else self.tr("Save"))
        if incident is not None:
            self._fill_notices(incident)

    def _fill_notices(self, incident: Incident) -> None:
        lines = []
        for owed in incident.owed:
            who = tr_label(NOTICE_LABELS[owed.notice])
            sent = self.tr("{who}: told {when}")
            lines.append(
                self._until(who, owed.due_at)
                if owed.sent_at is None
                else sent.format(who=who, when=full_when(owed.sent_at, self._zone))
            )
        self.owed.setText("\n".join(lines))
        self.which.clear()
        for owed in incident.owed:
            self.which.addItem(tr_label(NOTICE_LABELS[owed.notice]), owed.notice.value)
        owed_next = incident.next_owed()
        if owed_next is not None:
            self.which.setCurrentIndex(self.which.findData(owed_next.notice.value))
        words = self.tr("Open it again") if incident.closed_at else self.tr("Close the incident")
        self.closing.set_words(words)
        self.how.set_text("")
        self._say_missing()

    def _notice(self) -> Notice:
        return Notice(str(self.which.currentData()))

    def _say_missing(self) -> None:
        if self.chosen is None or self.which.currentData() is None:
            return
        names = [tr_label(FIELD_LABELS[name]) for name in self.chosen.missing(self._notice())]
        needs = [tr_label(FIELD_LABELS[name]) for name in NEEDED[self._notice()]]
        words = self.tr("It must say: {fields}.").format(fields=", ".join(needs))
        if names:
            words = self.tr("Still missing: {fields}.").format(fields=", ".join(names))
        self.missing.setText(words)

    # ---- acts --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Note it, or what more is known of it."""
        incidents, actor, chosen = self.session.services.incidents, self.session.actor, self.chosen
        title = self.title.text()
        told = {name: edit.toPlainText() for name, edit in self.fields.items()}
        if chosen is not None:
            self._run(lambda: incidents.change(actor, chosen.id, chosen.version, title, told))
            return
        day, time = self.day.date(), self.time.time()
        here = datetime(
            day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=ZoneInfo(self._zone)
        )
        command = NoteIncident(self._new_id, title, told, here)
        self._run(lambda: incidents.note(actor, command))

    def send(self) -> None:
        """It went out now."""
        incidents, actor, chosen = self.session.services.incidents, self.session.actor, self.chosen
        if chosen is not None and self.which.currentData() is not None:
            notice, how = self._notice(), self.how.text()
            self._run(lambda: incidents.send(actor, chosen.id, chosen.version, notice, how))

    def close_it(self) -> None:
        """Nothing is owed any more; or it isn't over after all."""
        incidents, actor, chosen = self.session.services.incidents, self.session.actor, self.chosen
        if chosen is not None:
            is_closed = chosen.closed_at is None
            self._run(lambda: incidents.close(actor, chosen.id, chosen.version, is_closed=is_closed))

    def _run(self, work: Callable[[], Incident]) -> None:
        def done(incident: Incident) -> None:
            self.chosen = incident
            self.saved()
            self.load()

        op = self.context.ops.store(self, work).changes("incidents")
        op.success(done).failure(self.refused).start()

    def ask_paper(self) -> None:
        """Where the notice is saved."""
        if self.chosen is None or self.which.currentData() is None:
            return
        try:
            self.session.services.incidents.check_notice(self.chosen, self._notice())
        except UserError as error:
            self.tell(tr_error(error))
            return
        name = f"{self._notice().value}.pdf"
        self.asker.save(self.tr("Save the notice"), "PDF (*.pdf)", name, self.write, suffix="pdf")

    def write(self, out: Path) -> None:
        """The notice as pages."""
        from crm_desktop.ui.settings.incident_paper import write_notice

        incident, answers, actor = self.chosen, self.session.services.answers, self.session.actor
        if incident is None:
            return
        notice, now = self._notice(), self.session.clock.now()

        def work(_progress: object) -> None:
            try:
                write_notice(incident, notice, answers.head(actor), now, out)
            except OSError as error:
                raise UserError(
                    "The notice can’t be written there ({why}). Choose another place.",
                    why=error.strerror or "no access",
                ) from error

        op = self.context.ops.task(self, work, key="incident.paper")
        op.success(lambda _none: self.context.notices.toast(self.tr("Saved: {file}").format(file=out.name)))
        op.failure(self.refused).start()
