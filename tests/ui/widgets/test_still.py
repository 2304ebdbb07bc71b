"""Many changes, one layout: what was shown, hidden and resized meanwhile stands where it belongs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.still import Still


class Counting(QVBoxLayout):
    """Counts how often it places its items."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.placed = 0

    def setGeometry(self, rect: object) -> None:
        self.placed += 1
        super().setGeometry(rect)  # type: ignore[arg-type]


class Block(QLabel):
    """A label of a fixed size."""

    def sizeHint(self) -> QSize:
        return QSize(60, 30)


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    return made


def test_many_parts_shown_are_laid_out_once(window: QWidget) -> None:
    layout = Counting(window)
    parts = [Block(str(number)) for number in range(8)]
    for part in parts:
        layout.addWidget(part)
        part.hide()
    still = Still(window)
    window.show()
    QApplication.processEvents()
    layout.placed = 0
    with still, still:
        for part in parts:
            part.show()
        assert layout.placed == 0
    QApplication.processEvents()
    assert layout.placed == 1
    assert [part.y() for part in parts] == sorted({part.y() for part in parts})


def test_a_part_that_was_hidden_and_resized_is_laid_out_when_it_comes(window: QWidget) -> None:
    column = Column(window, gap=0)
    inner, deep = QWidget(), QWidget()
    row = Row(inner, gap=0)
    below = Column(deep, gap=0)
    leaf = Block("leaf")
    below.addWidget(leaf)
    row.addWidget(deep, 1)
    column.addWidget(inner, 1)
    inner.hide()
    still = Still(window)
    window.show()
    QApplication.processEvents()
    below.addWidget(Block("asked for while hidden"))
    QCoreApplication.sendPostedEvents()
    with still:
        window.resize(500, 400)
        inner.show()
    QApplication.processEvents()
    assert inner.width() == deep.width() == leaf.width() == 500
    assert leaf.height() == 200


def test_a_fault_inside_sets_the_layouts_free(window: QWidget) -> None:
    column = Column(window)
    still = Still(window)

    def break_off() -> None:
        with still:
            assert not column.isEnabled()
            raise KeyError("fault")

    with pytest.raises(KeyError):
        break_off()
    assert column.isEnabled()
