"""A card that asks in place: its questions stand where its acts stood, until they are answered or left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class AskBox(QWidget):
    """A question in the card with Save and Cancel; Esc leaves it (`left`)."""

    left = Signal()

    def __init__(self, title: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = Column(self, gap=10)
        self.title = Text(title, "body_strong", wrap=True)
        self.column.addWidget(self.title)
        self.setAccessibleName(title)
        self.foot = Row(gap=8)
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc", size="compact")
        self.save = KeyCapButton(save, "Ctrl+Return", kind="primary", size="compact")
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.save)
        self.cancel.clicked.connect(self.left)
        self.save.clicked.connect(self.submit)
        self.hide()

    def submit(self) -> None:
        """Give the answer out, or say what is missing."""

    def refuse(self, words: str) -> None:
        """Say why it was not done."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class AskingCard(Panel):
    """A card of one thing: what it is above, its acts or one of its questions below.

    `asked` gives the box that opened, or None. Whoever makes one lays `_about` and `_acts` into `_top`.
    """

    asked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, gap=0, parent=parent)
        self.setAccessibleName(name)
        self._top = Column(gap=10)
        self._about, self._acts = QWidget(), QWidget()

    def boxes(self) -> tuple[AskBox, ...]:
        """The questions the card can ask."""
        raise NotImplementedError

    def show_parts(self) -> None:
        """Show what fits what is asked now, or that nothing is."""
        raise NotImplementedError

    def set_side_by_side(self, is_on: bool) -> None:
        """What it is and its acts beside each other, where the window is low."""
        way = QBoxLayout.Direction.LeftToRight if is_on else QBoxLayout.Direction.TopToBottom
        self._top.setDirection(way)
        for widget in (self._about, self._acts):
            self._top.setStretchFactor(widget, 1 if is_on else 0)

    @property
    def box(self) -> AskBox | None:
        """The question being asked."""
        return next((box for box in self.boxes() if not box.isHidden()), None)

    def ask(self, box: AskBox) -> None:
        """Open a question in place of the acts."""
        for each in self.boxes():
            each.setVisible(each is box)
        self.show_parts()
        self.asked.emit(box)

    def leave_box(self) -> None:
        """Back to the acts."""
        for each in self.boxes():
            each.hide()
        self.show_parts()
        self.asked.emit(None)
