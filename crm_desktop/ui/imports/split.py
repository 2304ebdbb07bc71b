"""Work at the left, what comes of it at the right; where the window is narrow, tabs instead."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.tabs import Tabs

SIDE, SIDE_WIDE = 300, 360


class Split(QWidget):
    """`main` and `side` beside each other from 1280 px on, below that one at a time."""

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        words: tuple[str, str],
        name: str,
        *,
        width: int = SIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side_width = width
        self._width = Width.FULL
        self.main, self.side = main, side
        self.tabs = Tabs(words, name)
        self._stack = QStackedWidget()
        self._row = Row(gap=12)
        column = Column(self, gap=8)
        column.addWidget(self.tabs)
        column.addLayout(self._row, 1)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self._row.addWidget(self._stack, 1)
        self._stack.hide()
        self.tabs.hide()
        self.tabs.changed.connect(self._stack.setCurrentIndex)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.fit(self._width)

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self._width = width
        is_narrow = width < Width.FULL
        if is_narrow and self._stack.count() == 0:
            for widget in (self.main, self.side):
                self._row.removeWidget(widget)
                self._stack.addWidget(widget)
            self._stack.setCurrentIndex(self.tabs.index())
        elif not is_narrow and self._stack.count():
            for place, widget in enumerate((self.main, self.side)):
                self._stack.removeWidget(widget)
                self._row.insertWidget(place, widget, 1 - place)
                widget.show()
        self.tabs.setVisible(is_narrow)
        self._stack.setVisible(is_narrow)
        if is_narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        else:
            wide = max(SIDE_WIDE, self._side_width) if width == Width.WIDE else self._side_width
            self.side.setFixedWidth(current().px(wide))
        self.side.setSizePolicy(QSizePolicy.Policy.Preferred, self.side.sizePolicy().verticalPolicy())

    def show_main(self) -> None:
        """Bring the work into view, where only one is seen at a time."""
        self.tabs.choose(0)
