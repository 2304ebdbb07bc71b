"""A QR code, dark on white in either scheme so that every phone reads it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme

QUIET = 4


class QrCode(QWidget):
    """Shows a text, such as `tel:+91…`, as a QR code; segno is imported at the first one."""

    def __init__(self, name: str, *, side: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._rows: list[bytes] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_content(self, content: str) -> None:
        """Show this text; empty shows nothing."""
        self._rows = []
        if content:
            import segno

            self._rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
        self.update()

    def modules(self) -> int:
        """Modules along a side, 0 while empty."""
        return len(self._rows)

    def sizeHint(self) -> QSize:
        side = current().px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        side = min(self.width(), self.height())
        count = len(self._rows) + 2 * QUIET
        ratio = self.devicePixelRatioF()
        module = max(1, int(side * ratio / count)) / ratio  # whole device pixels scan best
        left = (self.width() - module * count) / 2
        top = (self.height() - module * count) / 2
        painter.fillRect(QRectF(left, top, module * count, module * count), Qt.GlobalColor.white)
        for y, row in enumerate(self._rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    place = QRectF(left + (x + QUIET) * module, top + (y + QUIET) * module, module, module)
                    painter.fillRect(place, Qt.GlobalColor.black)
