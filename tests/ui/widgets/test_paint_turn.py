"""Painting in a turn of its own: nothing is painted with what changed, all of it after the next turn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.widgets.still import PaintTurn


class Counted(QWidget):
    """Counts its paints."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1


def shown(qtbot: QtBot) -> tuple[QWidget, Counted]:
    window = QWidget()
    qtbot.addWidget(window)
    inside = Counted(window)
    window.resize(200, 100)
    inside.resize(200, 100)
    window.show()
    qtbot.waitUntil(lambda: inside.paints > 0)
    QCoreApplication.processEvents()
    inside.paints = 0
    return window, inside


def test_what_changed_is_not_painted_with_the_change(qtbot: QtBot) -> None:
    _, inside = shown(qtbot)
    turn = PaintTurn(inside)
    turn.hold()
    inside.update()
    turn.hold()
    QCoreApplication.sendPostedEvents()  # where Qt lays out and paints
    assert inside.paints == 0
    qtbot.waitUntil(lambda: inside.paints > 0)
    assert inside.updatesEnabled()


def test_a_hidden_widget_is_left_alone(qtbot: QtBot) -> None:
    window, inside = shown(qtbot)
    inside.hide()
    PaintTurn(inside).hold()
    assert inside.updatesEnabled()
    inside.show()
    qtbot.waitUntil(lambda: inside.paints > 0)
    window.close()


def test_hidden_while_it_waits_it_paints_when_it_is_shown_again(qtbot: QtBot) -> None:
    window, inside = shown(qtbot)
    PaintTurn(inside).hold()
    inside.hide()
    qtbot.waitUntil(inside.updatesEnabled)
    inside.show()
    qtbot.waitUntil(lambda: inside.paints > 0)
    window.close()
