"""Whether a way to dial on this computer tells when a call has ended."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crm_desktop.dialers.registry import DIALERS, Surroundings
from crm_desktop.ui.calling.line import QtScheduler
from crm_desktop.ui.session import Session


def reports_hang_up(session: Session, parent: QObject, *, is_practice: bool) -> bool:
    """Whether one does; practice campaigns have the practice line, and nothing else has it."""
    around = session.dialers
    if not isinstance(around, Surroundings):
        around = Surroundings(session.clock, QtScheduler(parent))
    for entry in DIALERS:
        if entry.is_practice is not is_practice:
            continue
        dialer = entry.make(around)
        measures = dialer.traits.measures
        dialer.close()
        if measures:
            return True
    return False
