"""An archive comes back: the empty workspace is closed, filled and compared; then everybody's passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.team import OnItsWayCard, password_line
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FormGrid

if TYPE_CHECKING:
    from crm_desktop.services.archive_import import Brought, ImportArchive
    from crm_desktop.ui.entrance.flow import EntranceFlow
    from crm_desktop.ui.ops import Progress


class BringingCard(OnItsWayCard):
    """An archive is on its way into this workspace."""

    def __init__(self, file: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Bringing the archive back"),
            self.tr("Every row is read and compared. Until that is done nothing changes."),
            self.tr("Archive"),
            file,
            parent,
        )


class BroughtCard(EntranceCard):
    """It is back: how much, and who gets which one-time password."""

    done = Signal()

    def __init__(self, brought: Brought, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._people = [(n.person.display_name, n.one_time_password) for n in brought.newcomers]
        self.tell_title(
            self.tr("The archive is back"),
            self.tr("One-time passwords are shown only now, and work for two days.")
            if self._people
            else self.tr("Every row is as it was."),
        )
        facts = FormGrid(name_width=90)
        facts.setProperty("user_data", True)
        facts.add(self.tr("Workspace"), brought.manifest.workspace_name)
        facts.add(self.tr("Rows"), group_indian(sum(brought.rows.values())))
        facts.add(self.tr("Documents"), group_indian(brought.documents))
        self.body.addWidget(facts)
        lines = Column(gap=8)
        for name, word in self._people:
            lines.addLayout(password_line(name, word))
        self.body.addLayout(lines)
        self.copy = KeyCapButton(self.tr("Copy all"), icon="act.copy")
        self.copy.setVisible(bool(self._people))
        self.copy.clicked.connect(self._copy)
        self.body.addWidget(self.copy)
        self.add_primary(self.tr("Sign in"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}\t{word}" for name, word in self._people))
        self.copy.set_words(self.tr("Copied"))

    def submit(self) -> None:
        """Everybody was told."""
        self.done.emit()


def bring_archive(flow: EntranceFlow, command: ImportArchive) -> None:
    """Close the empty workspace and fill it; stopped or refused, it is as it was."""
    door = flow.door
    flow.close_door()
    card = BringingCard(command.file.name)
    flow._show(card)

    def work(progress: Progress) -> Brought:
        from crm_desktop.services.archive_import import ArchiveImportService

        return ArchiveImportService(door.clock, door._passwords()).bring(door.folder, command, progress)

    def done(brought: Brought) -> None:
        told = BroughtCard(brought)
        told.done.connect(flow.begin)
        flow._show(told)

    def failed(error: UserError) -> None:
        flow.begin()
        if flow.card is not None:
            flow.card.trouble.tell(tr_error(error))

    def over() -> None:
        if flow.card is card:  # stopped
            flow.begin()

    task = flow._task(work)
    card.cancelled.connect(task.cancel)
    task.progress(card.tr("Bringing the archive back")).success(done).failure(failed).settled(over).start()
