"""What the window needs is loaded while a person types name and password, the rest after the sign-in."""

from __future__ import annotations

from collections.abc import Iterator
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
CLASSES_A_STEP = 15


def load_window() -> None:
    """Import the window's modules; in a worker, so that the GUI thread finds them ready."""
    for name in MODULES:
        import_module(name)


def class_steps() -> Iterator[None]:
    """Make Qt's classes, some at a step; on the GUI thread, before any worker imports a module of screens.

    They are made when first touched: the first scroll area of a window would make dozens at once, and two
    threads that make them at the same time end the program.
    """
    for module in map(import_module, QT):
        for place, name in enumerate(dir(module)):
            getattr(module, name)
            if place % CLASSES_A_STEP == CLASSES_A_STEP - 1:
                yield


def load_words(now: datetime) -> None:
    """What reads typed times that the own rules don't know: a third of a second; in a worker, once."""
    from crm_desktop.domain.when_fallback import ask_dateparser

    ask_dateparser("in two hours", now.replace(tzinfo=None))  # reads its languages
