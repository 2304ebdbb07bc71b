"""Looking where the GUI thread stands keeps nothing of it: a paint it meets ends as any other."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.ops.heartbeat import stack_of

PAINTS, DEEP = 60, 30


class Canvas(QWidget):
    """Paints some calls down, as the painter of a chip or an icon does."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_deeper(painter, DEEP)

    def paint_deeper(self, painter: QPainter, left: int) -> None:
        if left:
            self.paint_deeper(painter, left - 1)
        else:
            time.sleep(0.0002)  # the look begins here, and goes on while the paint ends


@pytest.fixture
def many_switches() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_a_paint_ends_while_its_place_is_looked_up(qtbot: QtBot, many_switches: None) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(40, 40)
    with qtbot.waitExposed(canvas):
        canvas.show()
    gui, over, seen = threading.get_ident(), threading.Event(), set[str]()
    told: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _where, words: told.append(words))

    def look() -> None:
        while not over.is_set():
            seen.update(line.split(" in ")[-1] for line in stack_of(gui).splitlines())

    looker = threading.Thread(target=look)
    looker.start()
    try:
        for _ in range(PAINTS):
            canvas.repaint()
    finally:
        over.set()
        looker.join()
        qInstallMessageHandler(before)
    assert "paint_deeper" in seen
    assert told == []
