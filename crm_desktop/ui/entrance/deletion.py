"""A whole workspace goes: closed, destroyed, and the certificate shown where the sign-in was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.widgets.layouts import FormGrid
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.deletion import Deleted, Doomed
    from crm_desktop.ui.entrance.flow import EntranceFlow


class DeletingCard(EntranceCard):
    """Nothing to press: there is no way back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Deleting the workspace"),
            self.tr("Keys first, then every file is overwritten. Leave the computer on."),
        )
        told = Text(name, "body_strong", wrap=True)
        told.setProperty("user_data", True)
        self.body.addWidget(told)


class DeletedCard(EntranceCard):
    """It is gone: where the certificate is, and what the program can't know."""

    done = Signal()

    def __init__(self, deleted: Deleted, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        found = deleted.certificate
        self.tell_title(
            self.tr("The workspace is deleted"), self.tr("Its keys are destroyed, its files overwritten.")
        )
        facts = FormGrid(name_width=90)
        facts.setProperty("user_data", True)
        facts.add(self.tr("Workspace"), str(found["workspace"]["name"]))
        facts.add(self.tr("Certificate"), str(deleted.file))
        for kept in found["kept_by_law"]:
            words = self.tr("{file}, until {day}")
            facts.add(self.tr("Kept by law"), words.format(file=kept["file"], day=kept["until"]))
        self.body.addWidget(facts)
        for limit in found["limits"]:
            self.body.addWidget(Text(tr_label(str(limit)), "caption", tone="muted", wrap=True))
        self.add_primary(self.tr("Go on"))

    def submit(self) -> None:
        """Read."""
        self.done.emit()


def delete_workspace(flow: EntranceFlow, doomed: Doomed, owner_password: str | None) -> None:
    """Close the workspace and destroy it; then whoever sits here may make a new one."""
    door = flow.door
    flow.close_door()
    flow._show(DeletingCard(str(doomed.info["name"])))

    def work(_progress: object) -> Deleted:
        from crm_desktop.services.deletion import DeletionService

        return DeletionService(door.clock, door._workspaces()).carry_out(doomed, None, owner_password)

    def done(deleted: Deleted) -> None:
        told = DeletedCard(deleted)
        told.done.connect(flow.begin)
        flow._show(told)

    def failed(error: UserError) -> None:
        flow.begin()
        if flow.card is not None:
            flow.card.trouble.tell(tr_error(error))

    flow._task(work).success(done).failure(failed).start()
