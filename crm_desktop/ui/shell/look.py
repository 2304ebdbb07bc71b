"""The person's choice of theme and size, kept per workstation."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme import Mode, apply_theme, current, current_mode

MODE, ZOOM = "look/mode", "look/zoom"
ZOOMS = (0.9, 1.0, 1.1, 1.25, 1.5)


def load_look(app: QApplication, settings: QSettings) -> None:
    """Dress the application as the person chose last time; follows the system at first."""
    mode = str(settings.value(MODE, "system"))
    try:
        zoom = float(str(settings.value(ZOOM, 1.0)))
    except ValueError:
        zoom = 1.0
    apply_theme(app, cast("Mode", mode if mode in ("light", "dark", "system") else "system"), zoom)


def set_mode(app: QApplication, settings: QSettings, mode: Mode) -> None:
    """Light, dark, or as the system has it."""
    settings.setValue(MODE, mode)
    apply_theme(app, mode, current().zoom)


def set_zoom(app: QApplication, settings: QSettings, zoom: float) -> None:
    """Everything larger or smaller, 0.9–1.5."""
    settings.setValue(ZOOM, zoom)
    apply_theme(app, current_mode(), zoom)


def next_zoom(zoom: float, step: int) -> float:
    """The next size up (1) or down (-1) from a zoom."""
    nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - zoom))
    return ZOOMS[min(len(ZOOMS) - 1, max(0, nearest + step))]
