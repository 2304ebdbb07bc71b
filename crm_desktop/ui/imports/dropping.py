"""A file dropped anywhere on the window is brought to the import page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets import paint

_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


def dropped_path(data: QMimeData) -> Path | None:
    """The first local file among what is dragged, None when there is none."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


class DropVeil(QWidget):
    """Lies over the window while a file is held over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Drop the file to import it"))
        self.hide()

    def cover(self) -> None:
        """Lie over the whole window."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ground = theme.colour("accent_soft")
        painter.setOpacity(0.92)
        painter.fillRect(self.rect(), ground)
        painter.setOpacity(1.0)
        inset = theme.px(16)
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        paint.box(painter, area, radius=theme.px(8), border=theme.colour("accent"), width=2, dashed=True)
        words = self.tr("Drop the file to import it")
        paint.text(painter, area, words, theme.font("headline"), theme.colour("accent"), paint.CENTRE)


class FileDrop(QObject):
    """Watches a window for files dropped on it; `may` says whether the person may import now."""

    dropped = Signal(object)  # Path

    def __init__(self, window: QWidget, may: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._may = may
        self._veil: DropVeil | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is not self._window:
            return False
        if kind in _MOVES and isinstance(event, QDropEvent):
            return self._held(event)
        if kind == QEvent.Type.DragLeave:
            self._unveil()
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return False

    def _held(self, event: QDropEvent) -> bool:
        if dropped_path(event.mimeData()) is None or not self._may():
            return False
        if self._veil is None:
            self._veil = DropVeil(self._window)
        self._veil.cover()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._unveil()
        path = dropped_path(event.mimeData())
        if path is None or not self._may():
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(path)
        return True

    def _unveil(self) -> None:
        if self._veil is not None:
            self._veil.hide()
