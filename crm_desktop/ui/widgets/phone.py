"""A phone number that may be masked: Show asks a reason in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text


class MaskedPhone(QWidget):
    """`+91 98••• ••231` with Show; `show_asked` gives the reason, the page answers with `set_number`."""

    show_asked = Signal(str)

    def __init__(
        self,
        reasons: Sequence[str],
        *,
        style: str = "number",
        key: str = "Alt+V",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = Row(self, gap=12)
        self._number = Text("", style, tabular=True)
        self._show = KeyCapButton(self.tr("Show"), key, kind="quiet", size="compact", icon="act.show")
        self._reason = ComboBox(self.tr("Why do you need the number?"), size="compact")
        self._reason.setPlaceholderText(self.tr("Why?"))
        self._reason.addItems(list(reasons))
        self._reason.setCurrentIndex(-1)
        self._back = IconButton("act.close", self.tr("Keep it masked"))
        for widget in (self._number, self._show, self._reason, self._back):
            row.addWidget(widget)
        row.addStretch(1)
        self._show.clicked.connect(self.ask)
        self._back.clicked.connect(self._keep)
        self._reason.activated.connect(self._chosen)
        self._is_masked = False
        self.set_number("", is_masked=False)

    def set_number(self, words: str, *, is_masked: bool) -> None:
        """Show a number as given; masked ones have Show beside them."""
        self._number.setText(words)
        self._is_masked = is_masked
        self.setAccessibleName(words)
        self._keep()

    def is_masked(self) -> bool:
        """Whether part of the number is hidden."""
        return self._is_masked

    def ask(self) -> None:
        """Ask for the reason, in place; also what the key does."""
        if not self._is_masked:
            return
        self._show.hide()
        self._reason.setCurrentIndex(-1)
        self._reason.show()
        self._back.show()
        self._reason.setFocus()

    def _keep(self) -> None:
        self._reason.hide()
        self._back.hide()
        self._show.setVisible(self._is_masked)

    def _chosen(self, index: int) -> None:
        reason = self._reason.itemText(index)
        self._keep()
        self.show_asked.emit(reason)
