"""The foot of the form: Save, what is wrong, and the question about changes that aren't saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text


class Foot(QWidget):
    """Stays in view below the sections."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=8)
        self.told = Text("", "body", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.told.setProperty("user_data", True)
        self.stay = KeyCapButton(self.tr("Stay here"), "Esc")
        self.drop = KeyCapButton(self.tr("Drop the changes"), kind="danger-outline")
        self.save = KeyCapButton(self.tr("Save the campaign"), "Ctrl+S", kind="primary")
        row.addWidget(self.told, 1)
        for button in (self.stay, self.drop, self.save):
            row.addWidget(button)
        self.then: Callable[[], None] | None = None
        self.stay.hide()
        self.drop.hide()
        self.save.setEnabled(False)

    @property
    def is_asking(self) -> bool:
        """Whether the question is open."""
        return self.then is not None

    def ask(self, name: str, then: Callable[[], None]) -> None:
        """Ask what becomes of the changes; `then` is what the person wanted."""
        self.then = then
        words = self.tr("“{name}” has changes that are not saved.").format(name=name)
        self.tell(words, is_wrong=False)
        self.stay.show()
        self.save.setFocus()

    def answered(self) -> Callable[[], None] | None:
        """The question is closed; gives what was wanted."""
        then, self.then = self.then, None
        self.stay.hide()
        self.tell("")
        return then

    def tell(self, words: str, *, is_wrong: bool = True) -> None:
        """What is wrong, or asked, beside the buttons; empty takes it away."""
        self.told.setText(words)
        self.told.set_tone("danger" if is_wrong else "")

    def set_edited(self, is_edited: bool) -> None:
        """Whether there is something to save or to drop."""
        self.save.setEnabled(is_edited)
        self.drop.setVisible(is_edited)
