"""The workspace's own data: everything exported into one file that is read without this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.errors import UserError
from crm_desktop.services.archive import ExportArchive
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.bringing import BringingPanel
from crm_desktop.ui.settings.deletion import LEAST_LETTERS, DeletionPanel
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import FormGrid, Row
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.archive import Archived


class DataPart(SettingsPart):
    """Nobody is held here by their data: an admin takes everything along."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        panel = self.panel(
            self.tr("Export everything"),
            self.tr(
                "One file with every table as CSV and JSON, all documents, and a list with counts and "
                "hashes. It is read without CRM Desktop, and can be brought back into an empty workspace. "
                "Passwords stay here."
            ),
        )
        self.word = Field(self.tr("Passphrase, if the file is to be sealed"), kind="password")
        self.again = Field(self.tr("The passphrase again"), kind="password")
        for field in (self.word, self.again):
            panel.body.addWidget(field)
        panel.body.addWidget(
            Text(
                self.tr(
                    "Without one, whoever has the file can read everybody’s data. A passphrase that is lost "
                    "can’t be found again. It is needed once people’s data was erased here: what keeps them "
                    "away is only ever sealed."
                ),
                "caption",
                tone="muted",
                wrap=True,
            )
        )
        self.facts = FormGrid(name_width=120)
        self.facts.setProperty("user_data", True)
        self._names = (self.tr("Written"), self.tr("Rows"), self.tr("Documents"))
        for name in self._names:
            self.facts.add(name, "–")
        self.facts.hide()
        panel.body.addWidget(self.facts)
        self.export = KeyCapButton(self.tr("Export everything…"), icon="act.export", kind="primary")
        self.export.clicked.connect(self.ask_file)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.export)
        panel.body.addLayout(row)
        self.bringing = BringingPanel(self)
        self.deletion = DeletionPanel(self)
        self.column.addStretch(1)

    def load(self) -> None:
        """Whether somebody asked for the workspace to be deleted."""
        self.deletion.load()

    def ask_file(self) -> None:
        """Check the passphrase, then ask where it goes."""
        word = self.word.text()
        wrong = ""
        if word and len(word) < LEAST_LETTERS:
            wrong = self.tr("At least eight letters; several words are best.")
        self.word.set_error(wrong)
        differs = word != self.again.text()
        self.again.set_error(self.tr("The two are not the same.") if differs else "")
        if wrong or differs:
            (self.word if wrong else self.again).setFocus()
            return
        office = "".join(c for c in self.session.services.workspace.name if c.isalnum() or c in " -")
        name = f"{office} {self.session.clock.now():%Y-%m-%d}.zip"
        ask = FileAsker(self.window())
        ask.save(self.tr("Export everything to"), self.tr("Archives (*.zip)"), name, self.write, suffix="zip")

    def write(self, file: str | Path) -> None:
        """Write the archive while everybody goes on working."""
        archive, actor = self.session.services.archive, self.session.actor
        command = ExportArchive(Path(file), self.word.text())
        self.export.setEnabled(False)
        self.context.ops.task(
            self, lambda progress: archive.export(actor, command, progress), key="archive"
        ).progress(self.tr("Exporting everything"), cancellable=True).success(self._done).failure(
            self._failed
        ).settled(lambda: self.export.setEnabled(True)).start()

    def _done(self, done: Archived) -> None:
        for field in (self.word, self.again):
            field.edit.clear()
        rows = sum(done.manifest.counts.values())
        values = (str(done.out), group_indian(rows), group_indian(done.manifest.document_count))
        for name, value in zip(self._names, values, strict=True):
            self.facts.set_value(name, value)
        self.facts.show()
        self.context.notices.toast(self.tr("Everything is in {name}").format(name=done.out.name))

    def _failed(self, error: UserError) -> None:
        if error.field == "passphrase":
            self.word.set_error(tr_error(error))
            self.word.setFocus()
        else:
            self.context.notices.error(tr_error(error))
