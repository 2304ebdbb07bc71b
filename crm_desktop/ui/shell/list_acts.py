"""The acts of a page with a list and a card that asks in place, and where the keyboard is on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import Page
from crm_desktop.ui.widgets.asking import AskBox

# The list has the keyboard; a field or button has it; the card asks something.
LIST, FIELD, FORM = "list", "field", "form"
CALM = frozenset({LIST, FIELD})
FOCUSABLE = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


class Asks(Protocol):
    """What the card of such a page says of itself."""

    @property
    def box(self) -> AskBox | None:
        """The question being asked."""
        ...


class ListActs(QObject):
    """Registers acts of a page and keeps the catalogue told in which state the page is."""

    def __init__(self, page: Page, page_id: str, card: Asks) -> None:
        super().__init__(page)
        self._scope, self._page_id, self._asks = page, page_id, card

    def follow_focus(self) -> None:
        """Once all acts are there: from now on say where the keyboard is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def add(self, act: Act) -> None:
        """Register one act of the page."""
        self._scope.context.acts.add(act, scope=self._scope)

    def opening(self, box: QComboBox) -> Callable[[], None]:
        """What opens a choice by key."""

        def open_it() -> None:
            box.setFocus()
            box.showPopup()

        return open_it

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._scope.isVisible():
            self.state_changed()

    def state_changed(self) -> None:
        """Say where the keyboard is."""
        self._scope.context.acts.set_state(self._page_id, self.state())

    def state(self) -> str:
        """Where the keyboard is."""
        if self._asks.box is not None:
            return FORM
        return FIELD if isinstance(QApplication.focusWidget(), FOCUSABLE) else LIST
