"""What room the screen leaves a window. Imports only Qt: the first window asks before anything else."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

FIRST_SIZE = QSize(1366, 768)
TITLE_BAR_H = 40  # what systems draw above a window, at the most; known only once it is shown


def fitting(size: QSize) -> QSize:
    """A window's size that fits the first screen with its title bar."""
    return size.boundedTo(_room() - QSize(0, TITLE_BAR_H))


def fills_screen() -> bool:
    """Whether the first size leaves nothing of the first screen: such a window had better fill it whole."""
    if QGuiApplication.platformName() == "offscreen":  # drawn nowhere, at whatever size is asked for
        return False
    room = _room()
    return room.width() <= FIRST_SIZE.width() or room.height() < FIRST_SIZE.height() + TITLE_BAR_H


def _room() -> QSize:
    return QGuiApplication.primaryScreen().availableGeometry().size()
