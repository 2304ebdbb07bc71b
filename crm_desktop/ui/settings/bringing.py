"""Bringing an archive back into a workspace that is still empty: checked here, done once it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import full_when
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import FormGrid, Row
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.archive_import import ImportArchive
    from crm_desktop.store.archive_file import ArchiveManifest


class BringingPanel(QObject):
    """Choose the file, see what is in it, then bring it back."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        self.file: Path | None = None
        panel = part.panel(
            self.tr("Bring back an archive"),
            self.tr(
                "Into a workspace that is still empty, on this computer or another. Every row is compared; "
                "everybody else gets a one-time password, and who was erased stays away. A script does it "
                "with import-archive FILE."
            ),
        )
        self.facts = FormGrid(name_width=120)
        self.facts.setProperty("user_data", True)
        self._names = (self.tr("Archive"), self.tr("Office"), self.tr("Written"))
        for name in self._names:
            self.facts.add(name, "–")
        panel.body.addWidget(self.facts)
        self.word = Field(self.tr("Passphrase of the archive, if it has one"), kind="password")
        self.own = Field(self.tr("Your password here"), kind="password")
        self.code = Field(self.tr("Code of your authenticator, if you have one"))
        for field in (self.word, self.own, self.code):
            panel.body.addWidget(field)
        self.told = Text("", "caption", tone="danger", wrap=True)
        self.told.hide()
        panel.body.addWidget(self.told)
        self.choose = KeyCapButton(self.tr("Choose the archive…"), icon="act.open")
        self.choose.clicked.connect(self.ask_file)
        self.go = KeyCapButton(self.tr("Bring it back"), icon="act.import", kind="primary")
        self.go.clicked.connect(self.submit)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.go)
        panel.body.addLayout(row)
        panel.setVisible(not part.session.services.opened.server)
        self.go.setEnabled(False)

    def ask_file(self) -> None:
        """Which file."""
        asker = FileAsker(self._part.window())
        kinds = self._part.tr("Archives (*.zip *.age)")
        asker.open(self.tr("Bring back an archive"), kinds, self.take)

    def take(self, file: Path) -> None:
        """Remember the file."""
        self.file = file
        self.facts.set_value(self._names[0], file.name)
        self.tell("")
        self.go.setEnabled(True)

    def submit(self) -> None:
        """Look into it and at this workspace; then the window leaves, and it comes back."""
        if self.file is None:
            return
        session, file = self._part.session, self.file
        services, actor = session.services, session.actor
        word, own, code = self.word.text(), self.own.text(), self.code.text().strip()
        if not own:
            self.own.set_error(self.tr("Type your password; you sign in with it afterwards too."))
            self.own.edit.setFocus()
            return
        self.tell("")
        self.go.setEnabled(False)

        def look(_progress: object) -> tuple[ArchiveManifest, ImportArchive]:
            from crm_desktop.services.archive_import import ImportArchive, look_into

            name = services.people.sign_in_name(actor)
            command = ImportArchive(file, name, own, word, code, services.opened.key)
            return look_into(services.opened, actor, command), command

        def found(looked: tuple[ArchiveManifest, ImportArchive]) -> None:
            manifest, command = looked
            when = full_when(manifest.made_at, services.workspace.zone)
            for name, value in zip(self._names[1:], (manifest.workspace_name, when), strict=True):
                self.facts.set_value(name, value)
            window: Any = self._part.window()
            window.archive_asked.emit(command)

        self._part.context.ops.task(self, look, key="archive").success(found).failure(self._refused).settled(
            lambda: self.go.setEnabled(True)
        ).start()

    def _refused(self, error: UserError) -> None:
        field = {"passphrase": self.word, "password": self.own, "code": self.code}.get(error.field or "")
        if field is None:
            self.tell(tr_error(error))
            return
        field.set_error(tr_error(error))
        field.edit.setFocus()

    def tell(self, words: str) -> None:
        """What stands against it; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))
