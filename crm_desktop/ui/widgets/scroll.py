"""What is too long for its place scrolls, and shows nothing of it otherwise."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crm_desktop.ui.theme import current

SETTLED_MS = 1000  # by then words that wrap have their height


class Scroll(QScrollArea):
    """A column that scrolls when its place is too low for it; nothing to see of it otherwise.

    The keyboard passes it by: the controls inside are reached, and the view follows them. Where there are
    only words inside, whoever makes it gives it a focus policy, so that the arrows scroll.
    """

    def __init__(self, inner: QWidget | None = None, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brought: QWidget | None = None
        if name:
            self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if inner is not None:
            self.setWidget(inner)

    def setWidget(self, inner: QWidget) -> None:
        """Show this instead of what was shown before, on the ground of what lies behind."""
        inner.setProperty("transparent", True)
        super().setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget had switched it on

    def fit_words(self, most: int, across: int, least: int = 56) -> None:
        """As high as what is inside needs where it has `across`; all in px at 100 %."""
        theme, inner = current(), self.widget()
        layout = None if inner is None else inner.layout()
        words = 0 if layout is None else layout.totalHeightForWidth(theme.px(across))
        high = 0 if inner is None else inner.sizeHint().height()
        self.setFixedHeight(min(theme.px(most), max(theme.px(least), high, words)))

    def bring(self, place: QWidget) -> None:
        """Bring what was just changed, or just shown, into view, with the height its words get by that."""
        self._brought = place
        place.removeEventFilter(self)
        place.installEventFilter(self)
        QTimer.singleShot(SETTLED_MS, place, lambda: place.removeEventFilter(self))
        self.ensureWidgetVisible(place, 0, 8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and watched is self._brought:
            QTimer.singleShot(0, self._brought, partial(self.ensureWidgetVisible, self._brought, 0, 8))
        return super().eventFilter(watched, event)
