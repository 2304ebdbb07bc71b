"""Backups: where they go, when the last one was made, one now, and how to bring one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian, short_when
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import UserError
from crm_desktop.services.tested_backups import GoodBackup
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import FormGrid, Row
from crm_desktop.ui.widgets.text import Text


@dataclass(frozen=True)
class Backups:
    """What is shown: the folder, whether it was chosen, the newest daily backup."""

    folder: Path
    is_own: bool
    last_at: datetime | None
    tested: GoodBackup | None


class BackupPart(SettingsPart):
    """A backup is made every day by itself; this part says where and lets one be made now."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._is_local = not self.session.services.opened.server
        if self._is_local:
            title = self.tr("Daily backup")
            told = self.tr("Made by itself once a day, encrypted, and read back to see that it is whole.")
        else:
            title = self.tr("A copy of everything")
            told = self.tr(
                "Your team’s server makes its own backups; whoever looks after it arranges them. Here "
                "everything can be copied into one encrypted file besides."
            )
        panel = self.panel(title, told)
        self._last_words, self._folder_words = self.tr("Last backup"), self.tr("Folder")
        self.facts = FormGrid(name_width=120)
        self.facts.setProperty("user_data", True)
        self.facts.add(self._last_words, "–")
        self._tested_words = self.tr("Last good one")
        self.facts.add(self._tested_words, "–")
        self.facts.add(self._folder_words, "–")
        panel.body.addWidget(self.facts)
        self.warning = Text("", "caption", tone="warning", wrap=True)
        panel.body.addWidget(self.warning)
        self.choose = KeyCapButton(self.tr("Choose a folder…"), icon="act.open")
        self.choose.clicked.connect(self._choose_folder)
        self.test = KeyCapButton(self.tr("Test a restore"), icon="sign.check")
        self.test.clicked.connect(self.test_restore)
        self.now = KeyCapButton(self.tr("Back up now…"), icon="act.save", kind="primary")
        self.now.clicked.connect(self._ask_file)
        row = Row(gap=8)
        row.addWidget(self.choose)
        row.addWidget(self.test)
        row.addStretch(1)
        row.addWidget(self.now)
        panel.body.addLayout(row)
        for widget in (self.facts, self.warning, self.choose, self.test):
            widget.setVisible(self._is_local)
        restore = self.panel(self.tr("Bringing a backup back"))
        for words in (
            self.tr("Close the program on every computer that uses this workspace."),
            self.tr("Start it, choose “Other workspace”, then make a new workspace in an empty folder."),
            self.tr(
                "Choose “Restore a backup” and the file. On another computer it asks for the recovery code."
            ),
            self.tr(
                "The keys of attached documents lie in a .crmkeys file beside the backup. Keep both, and "
                "delete such a file made by hand within 30 days, so that erased stays erased."
            ),
        ):
            restore.body.addWidget(Text(words, wrap=True))
        self.column.addStretch(1)

    def load(self) -> None:
        """Look into the folder."""
        if not self._is_local:
            return
        services, actor = self.session.services, self.session.actor

        def work() -> Backups:
            return Backups(
                services.workspaces.backup_folder(services.opened),
                bool(services.settings.get(actor, "backup_folder")),
                services.workspaces.last_backup_at(services.opened),
                services.trial_restores.last_good(),
            )

        self.read(work, self._show)

    def _show(self, found: Backups) -> None:
        now, zone = self.session.clock.now(), self.session.services.workspace.zone
        last = short_when(found.last_at, zone, now) if found.last_at is not None else self.tr("none yet")
        self.facts.set_value(self._last_words, last)
        self.facts.set_value(self._tested_words, self._tested(found.tested))
        self.test.setEnabled(found.last_at is not None)
        self.facts.set_value(self._folder_words, str(found.folder))
        self.warning.setText(
            ""
            if found.is_own
            else self.tr(
                "The folder is on the same disk as the workspace. Choose one on another disk or a stick."
            )
        )
        self.warning.setVisible(not found.is_own)

    def _tested(self, tested: GoodBackup | None) -> str:
        if tested is None:
            return self.tr("no restore was tested yet")
        now, zone = self.session.clock.now(), self.session.services.workspace.zone
        return self.tr("{made}; its restore was tested {when}, {rows} rows").format(
            made=short_when(tested.made_at, zone, now),
            when=short_when(tested.tested_at, zone, now, in_sentence=True),
            rows=group_indian(tested.rows),
        )

    def test_restore(self) -> None:
        """Restore the newest one into a temporary file and compare."""
        services = self.session.services
        self.test.setEnabled(False)
        self.context.ops.task(self, services.trial_restores.test, key="backup").progress(
            self.tr("Testing the restore"), cancellable=True
        ).success(lambda _: self.context.notices.toast(self.tr("The backup can be restored"))).failure(
            self._failed
        ).settled(self._settled).start()

    def _choose_folder(self) -> None:
        ask = FileAsker(self.window())
        ask.folder(self.tr("Folder for the daily backup"), lambda folder: self.set_folder(str(folder)))

    def set_folder(self, folder: str) -> None:
        """Keep backups in this folder from now on."""
        settings, actor = self.session.services.settings, self.session.actor
        assert "backup_folder" in SETTINGS

        def done(_none: object) -> None:
            self.context.notices.toast(self.tr("Backups go there from now on"))
            self.load()

        self.context.ops.store(self, lambda: settings.set(actor, "backup_folder", folder)).changes(
            "settings"
        ).success(done).start()

    def _ask_file(self) -> None:
        office = "".join(c for c in self.session.services.workspace.name if c.isalnum() or c in " -")
        moment = self.session.clock.now()
        kinds, name = self.tr("Backups (*.crmbackup)"), f"{office} {moment:%Y-%m-%d %H%M}.crmbackup"
        ask = FileAsker(self.window())
        ask.save(self.tr("Back up to"), kinds, name, self.back_up, suffix="crmbackup")

    def back_up(self, file: str | Path) -> None:
        """Make a backup into this file while everybody goes on working."""
        services, actor = self.session.services, self.session.actor
        self.now.setEnabled(False)
        self.context.ops.task(
            self,
            lambda progress: services.workspaces.back_up(services.opened, actor, Path(file), progress),
            key="backup",
        ).progress(self.tr("Backing up"), cancellable=True).success(
            lambda _: self.context.notices.toast(
                self.tr("Backed up and checked: {name}").format(name=Path(file).name)
            )
        ).failure(self._failed).settled(self._settled).start()

    def _failed(self, error: UserError) -> None:
        self.context.notices.error(tr_error(error))

    def _settled(self) -> None:
        self.now.setEnabled(True)
        self.load()
