"""Where the window stood last time, kept per workstation; never off the screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.screens import FIRST_SIZE, fills_screen, fitting
from crm_desktop.ui.theme import current

SIZE, PLACE, IS_MAXIMISED = "window/size", "window/place", "window/is_maximised"
MUST_SHOW_W, MUST_SHOW_H = 160, 40  # so much of the title bar's row has to be on a screen


def save(window: QWidget, settings: QSettings) -> None:
    """Remember size, place and whether the window fills the screen."""
    normal = window.normalGeometry() if window.isMaximized() else window.geometry()
    settings.setValue(SIZE, normal.size())
    settings.setValue(PLACE, normal)
    settings.setValue(IS_MAXIMISED, window.isMaximized())


def restore(window: QWidget, settings: QSettings) -> None:
    """Give the window its last size and place, or a sensible first one; call before it is shown.

    Wayland gives windows no say in their place, so there only the size is taken. The first time, a screen
    that the window would just fill is filled whole, so that its foot is never below the edge.
    """
    shell = current().tokens.shell
    window.setMinimumSize(_least(QSize(shell.min_width, shell.min_height)))
    size = settings.value(SIZE, FIRST_SIZE)
    window.resize(fitting(size if isinstance(size, QSize) and size.isValid() else FIRST_SIZE))
    place = settings.value(PLACE)
    if isinstance(place, QRect) and place.isValid() and not _is_wayland() and can_be_seen(place, screens()):
        window.setGeometry(place)
    elif not _is_wayland():
        room = QGuiApplication.primaryScreen().availableGeometry()
        frame = QRect(window.rect())
        frame.moveCenter(room.center())
        window.move(frame.topLeft())
    if settings.value(IS_MAXIMISED, fills_screen(), type=bool):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def screens() -> list[QRect]:
    """The usable parts of all screens."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def can_be_seen(place: QRect, rooms: list[QRect]) -> bool:
    """Whether enough of the window's upper edge lies on some screen to take hold of it."""
    edge = QRect(place.left(), place.top(), place.width(), MUST_SHOW_H)
    for room in rooms:
        seen = edge.intersected(room)
        if seen.width() >= min(MUST_SHOW_W, place.width()) and seen.height() >= MUST_SHOW_H // 2:
            return True
    return False


def _least(wanted: QSize) -> QSize:
    """The least size, but never more than the smallest screen (a scaled 1366×768 with a task bar)."""
    for room in screens():
        wanted = wanted.boundedTo(room.size())
    return wanted


def _is_wayland() -> bool:
    return QGuiApplication.platformName().startswith("wayland")
