"""Which fonts of the look this computer has."""

from __future__ import annotations

import os


def missing_fonts() -> tuple[str, ...]:
    """The families of the look that are not installed, for the doctor; needs no display."""
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    from crm_desktop.ui.theme.tokens import load

    application = QGuiApplication.instance()
    if application is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication([])
    installed = set(QFontDatabase.families())
    return tuple(family for family in load().families if family not in installed)
