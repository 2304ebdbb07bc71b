"""Saves an appointment's invitation among the person's documents and says where."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject

from crm_desktop.errors import UserError
from crm_desktop.ui.folders import documents
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext

MOST_SAME_NAMES = 99


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write the file; another file of that name stays, unless it holds the same. Gives where it is."""
    wanted = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, MOST_SAME_NAMES + 1):
            file = folder / (name if number == 1 else f"{wanted.stem} ({number}){wanted.suffix}")
            if file.exists() and file.read_bytes() != content:
                continue
            file.write_bytes(content)
            return file
    except OSError as error:
        raise UserError(
            "The file can’t be written to {folder}. Is the disk full or locked?", folder=folder
        ) from error
    raise UserError("There are too many files named {name}. Delete some.", name=name)


def save_file(owner: QObject, context: PageContext, appointment_id: UUID) -> None:
    """Save the invitation, off the GUI thread."""
    session: Session = context.services
    appointments, actor, folder = session.services.appointments, session.actor, documents()

    def work(_progress: object) -> Path:
        file = appointments.file(actor, appointment_id)
        return write(folder, file.name, file.content)

    def saved(file: Path) -> None:
        words = QCoreApplication.translate("appointments", "Calendar file saved: {file}")
        context.notices.toast(words.format(file=file))

    context.ops.task(owner, work, key="appointments.file").success(saved).start()
