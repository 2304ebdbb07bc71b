"""Opening and bringing evidence: off the GUI thread, with progress and Cancel where it is large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.evidence import Evidence, Piece, Whose
from crm_desktop.ui.leads.documents import opened
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext

T = TypeVar("T")
translate = QCoreApplication.translate


def open_evidence(context: PageContext, owner: QWidget, evidence: Evidence) -> None:
    """Open a file in the system's program, as a copy that is deleted at the end; who looked is kept."""
    session: Session = context.services
    service, actor, out = session.services.evidence, session.actor, opened.place(evidence.piece.name)

    def done(file: Path) -> None:
        if not opened.show(file):
            context.notices.warn(translate("evidence", "No program here opens this file."))

    op = context.ops.task(
        owner, lambda progress: service.save(actor, evidence.id, out, progress), key="documents"
    )
    op.progress(translate("evidence", "Opening the file"), cancellable=True).success(done).start()


def with_file(
    session: Session, whose: Whose, file: Path | None, act: Callable[[Piece | None], T]
) -> Callable[[Progress], T]:
    """What does an act with the file that was chosen for it, or with none."""
    service, actor = session.services.evidence, session.actor

    def work(progress: Progress) -> T:
        return act(None) if file is None else service.bring(actor, whose, file, act, progress)

    return work


def bringing_words(file: Path | None) -> str:
    """What is said while it takes long."""
    return "" if file is None else translate("evidence", "Keeping {name}").format(name=file.name)
