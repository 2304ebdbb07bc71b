"""What the window needs is loaded while a person types name and password, the rest after the sign-in."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

#: The window and what a caller opens first and most; the other pages are loaded when they are built.
MODULES = (
    "crm_desktop.ui.entrance.main_window",
    "crm_desktop.ui.calling.page",
    "crm_desktop.ui.leads.page",
    "crm_desktop.ui.callbacks.page",
)
#: What those modules take Qt's classes from.
QT = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")


def load_window() -> None:
    """Import the window's modules; in a worker, so that the GUI thread finds them ready."""
    for name in MODULES:
        import_module(name)


def load_words(now: datetime) -> None:
    """What reads typed times that the own rules don't know: a third of a second; in a worker, once."""
    from crm_desktop.domain.when_fallback import ask_dateparser

    ask_dateparser("in two hours", now.replace(tzinfo=None))  # reads its languages
