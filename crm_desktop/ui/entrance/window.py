"""The first window of the program: on the screen before anything heavy is imported.

Only QtCore, QtGui, QtWidgets, `json` and the program's paths are imported here; `tests/test_start.py`
keeps it so. The namespace `Qt` is left alone until then: touching it makes all its enums, 15 ms. The
window paints the outline of the card itself, takes in what is typed meanwhile, and
gets its real content right after the first paint.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPointF, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from crm_desktop.paths import resources_dir
from crm_desktop.ui.screens import FIRST_SIZE, fills_screen, fitting

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent

CARD_WIDTH, CARD_HEIGHT, LOGO_SIDE = 400, 434, 32
KNOWN = "entrance/workspaces"


def known_workspaces(settings: QSettings) -> list[Path]:
    """Folders opened on this workstation, the last one first."""
    kept = settings.value(KNOWN, [])
    texts = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [Path(text) for text in texts if text]


def shown_name(folder: Path) -> str:
    """The workspace's name from its open description; empty when it can't be read, which is told later."""
    try:
        return str(json.loads((folder / "workspace.json").read_text("utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


class Outline:
    """What the first paint needs of the look: a few colours, the fonts' families and the zoom."""

    def __init__(self, settings: QSettings) -> None:
        tokens: dict[str, Any] = json.loads(
            (resources_dir() / "themes" / "tokens.json").read_text(encoding="utf-8")
        )
        mode = str(settings.value("look/mode", "system"))
        is_system_dark = QGuiApplication.palette().window().color().lightness() < 128
        is_dark = mode == "dark" or (mode != "light" and is_system_dark)
        # Text is written in the system's colour, so only where that can be read.
        self.has_own_text_colour = is_dark != is_system_dark
        self.colours: dict[str, str] = tokens["dark" if is_dark else "light"]
        self.families: list[str] = tokens["font"]["family"]
        try:
            self.zoom = min(1.5, max(0.9, float(str(settings.value("look/zoom", 1.0)))))
        except ValueError:
            self.zoom = 1.0

    def px(self, size: float) -> int:
        """A size at the zoom."""
        return round(size * self.zoom)

    def font(self, size: int, weight: int) -> QFont:
        """A font of the look."""
        font = QFont()
        font.setFamilies(self.families)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font


class EntranceWindow(QWidget):
    """The window people meet first. `painted` comes once, after its first paint."""

    painted = Signal()
    closing = Signal()

    def __init__(self, settings: QSettings, title: str = "") -> None:
        super().__init__()
        self._outline = Outline(settings)
        self._title = title
        self._content: QWidget | None = None
        self._was_painted = False
        self._typed: list[str] = []
        self._is_entered = False
        self.setObjectName("entrance")
        self.setWindowTitle(QCoreApplication.translate("MainWindow", "CRM Desktop"))
        self.setMinimumSize(360, 360)
        size = settings.value("window/size")
        self.resize(fitting(size if isinstance(size, QSize) and size.isValid() else FIRST_SIZE))
        if settings.value("window/is_maximised", fills_screen(), type=bool):
            from PySide6.QtCore import Qt  # its enumerations take a seventh of the time; not on the usual way

            self.setWindowState(Qt.WindowState.WindowMaximized)
        elif not QGuiApplication.platformName().startswith("wayland"):
            frame = self.rect()
            frame.moveCenter(QGuiApplication.primaryScreen().availableGeometry().center())
            self.move(frame.topLeft())

    # ---- content ---------------------------------------------------------------------------------

    def set_content(self, widget: QWidget) -> None:
        """Put the real content in place of the outline; it becomes the window's own."""
        self._content = widget
        widget.setParent(self)
        widget.setGeometry(self.rect())
        widget.show()
        self.update()

    def take_typed(self) -> tuple[str, bool]:
        """What was typed before there was a field, and whether Enter followed; given once."""
        typed, is_entered = "".join(self._typed), self._is_entered
        self._typed, self._is_entered = [], False
        return typed, is_entered

    def come_forward(self) -> None:
        """Show, restore and raise the window: a second start asked for it."""
        from PySide6.QtCore import Qt

        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if self._content is not None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._is_entered = True
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif event.text().isprintable():
            self._typed.append(event.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._content is not None:
            self._content.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    # ---- the outline -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._content is not None:
            painter.fillRect(self.rect(), self.palette().window())
            return
        self._paint_outline(painter)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _paint_outline(self, painter: QPainter) -> None:
        """Ground, card and mark as plain tiles: a brush or a pen would touch the namespace `Qt`."""
        look = self._outline
        px = look.px
        width, height = px(CARD_WIDTH), px(CARD_HEIGHT)
        left = (self.width() - width) // 2
        top = max(px(60), (self.height() - height - px(100)) // 2 + px(52))
        self._tile(painter, 0, 0, self.width(), self.height(), "window")
        self._tile(painter, left, top, width, height, "border")
        self._tile(painter, left + 1, top + 1, width - 2, height - 2, "surface")
        side, gap = px(LOGO_SIDE), px(8)
        painter.setFont(look.font(18, 600))
        words, metrics = self.windowTitle(), painter.fontMetrics()
        mark = (self.width() - side - gap - metrics.horizontalAdvance(words)) // 2
        middle = top - px(36)
        self._tile(painter, mark, middle - side // 2, side, side, "accent")
        if not look.has_own_text_colour:
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(mark + side + gap, baseline), words)
            if self._title:
                painter.setFont(look.font(20, 600))
                title, metrics = self._title, painter.fontMetrics()
                while title and metrics.horizontalAdvance(title) > width - px(64):
                    title = title[:-1]
                painter.drawText(QPointF(left + px(32), top + px(49)), title)

    def _tile(self, painter: QPainter, left: int, top: int, width: int, height: int, colour: str) -> None:
        tile = QPixmap(4, 4)
        tile.fill(QColor(self._outline.colours[colour]))
        painter.drawTiledPixmap(left, top, width, height, tile)
