"""The focus ring follows the focus; toasts stay out of the way of what is typed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.theme import apply_theme, current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.focus import FocusRings, install_focus_ring
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.toast import MAX_SHOWN, Toasts


@pytest.fixture
def rings(qapp: QApplication) -> FocusRings:
    return install_focus_ring(qapp)


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    if current().zoom != 1.0:
        apply_theme(qapp, "light", 1.0)


def focus(widget: QWidget) -> None:
    """Give the focus, as the window in front."""
    widget.window().activateWindow()
    widget.setFocus()
    QApplication.processEvents()


def test_ring_follows_the_focus(qtbot: QtBot, rings: FocusRings) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = Column(window, margins=16)
    one, two, field = KeyCapButton("One"), Chip("Two", clickable=True), Field("Three")
    for widget in (one, two, field):
        column.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    for widget in (one, two):
        focus(widget)
        ring = rings.ring_of(window)
        assert ring is not None
        assert ring.widget() is widget
        assert ring.isVisible()
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        assert ring.geometry() == place.adjusted(-4, -4, 4, 4)
    focus(field.edit)
    assert not ring.isVisible()
    focus(one)
    assert ring.isVisible()


def test_ring_is_painted_outside_the_button(qtbot: QtBot, rings: FocusRings) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    button = KeyCapButton("Go", parent=window)
    button.move(50, 30)
    window.show()
    qtbot.waitExposed(window)
    focus(button)
    picture = window.grab().toImage()
    middle = 30 + button.height() // 2
    ratio = picture.devicePixelRatio()

    def at(x: int) -> str:
        return picture.pixelColor(round(x * ratio), round(middle * ratio)).name()

    assert at(47) == current().colour("focus").name()
    assert at(49) == current().colour("window").name()


def test_ring_keeps_its_place_when_the_zoom_changes(
    qapp: QApplication, qtbot: QtBot, rings: FocusRings
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = Column(window, margins=16)
    button = KeyCapButton("One")
    column.addWidget(button)
    window.show()
    qtbot.waitExposed(window)
    focus(button)
    apply_theme(qapp, "light", 1.5)
    qapp.processEvents()
    ring = rings.ring_of(window)
    assert ring is not None
    place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
    assert ring.geometry() == place.adjusted(-4, -4, 4, 4)


def test_installing_twice_is_once(qapp: QApplication, rings: FocusRings) -> None:
    assert install_focus_ring(qapp) is rings


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_toasts_stack_at_the_bottom_right(window: QWidget) -> None:
    toasts = Toasts(window, bottom=44)
    first = toasts.show("Not answered, Ravi Chauhan", lambda: None)
    second = toasts.show("Saved")
    assert second.geometry().right() == first.geometry().right() == 983
    assert second.geometry().bottom() == 700 - 44 - 1
    assert first.geometry().bottom() < second.geometry().top()
    assert not first.isWindow()
    window.resize(800, 600)
    assert second.geometry().bottom() == 600 - 44 - 1


def test_old_toasts_give_way(window: QWidget) -> None:
    toasts = Toasts(window)
    for number in range(MAX_SHOWN + 2):
        toasts.show(f"Toast {number}")
    assert [t.words() for t in toasts.shown()] == ["Toast 2", "Toast 3", "Toast 4"]


def test_undo_takes_the_newest_that_can(window: QWidget) -> None:
    toasts = Toasts(window)
    told: list[str] = []
    toasts.show("One", lambda: told.append("one"))
    toasts.show("Two", lambda: told.append("two"))
    toasts.show("Three")
    assert toasts.undo_last()
    assert toasts.undo_last()
    assert not toasts.undo_last()
    assert told == ["two", "one"]
    assert [t.words() for t in toasts.shown()] == ["Three"]


def test_only_the_newest_undo_is_offered(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show("No answer, Ravi Chauhan", lambda: None)
    toasts.show("Busy, Vandana Kini", lambda: None)
    toasts.show("Number copied")

    def in_view() -> list[str]:
        return [toast.words() for toast in toasts.shown() if toast.isVisible()]

    window.show()
    assert in_view() == ["Busy, Vandana Kini", "Number copied"]
    toasts.undo_last()
    assert in_view() == ["No answer, Ravi Chauhan", "Number copied"]


def test_toast_goes_by_itself(window: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(window)
    toasts.show("Saved", stay_ms=10)
    qtbot.waitUntil(lambda: not toasts.shown(), timeout=1000)
    assert toasts.shown() == []


@given(x=st.integers(0, 900), y=st.integers(0, 650), width=st.integers(80, 500), height=st.integers(28, 44))
def test_toast_never_covers_the_focused_input(x: int, y: int, width: int, height: int) -> None:
    window = QWidget()
    window.resize(1000, 700)
    edit = QLineEdit(window)
    edit.setGeometry(x, y, min(width, 1000 - x), height)
    toasts = Toasts(window)
    window.show()
    focus(edit)
    assert QApplication.focusWidget() is edit
    toast = toasts.show("Call-back promised, Thiruvengadam Venkatasubramaniam", lambda: None)
    assert not toast.geometry().intersects(edit.geometry())
    assert window.rect().contains(toast.geometry())
    window.close()
    window.deleteLater()


def test_toast_moves_when_a_note_below_it_gets_the_focus(window: QWidget) -> None:
    note = QPlainTextEdit(window)
    note.setGeometry(300, 300, 690, 360)
    note.show()
    toasts = Toasts(window)
    toast = toasts.show("Saved", lambda: None)
    assert toast.geometry().intersects(note.geometry())
    focus(note)
    assert not toast.geometry().intersects(note.geometry())


def test_toast_stays_beside_a_form_whose_button_has_the_focus(window: QWidget) -> None:
    form = QWidget(window)
    form.setProperty("keep_clear", True)
    form.setGeometry(300, 300, 690, 360)
    button = QPushButton("Save", form)
    form.show()
    toasts = Toasts(window)
    toast = toasts.show("Saved", lambda: None)
    focus(button)
    assert not toast.geometry().intersects(form.geometry())
    form.setProperty("keep_clear", False)
    toasts.place()
    assert toast.geometry().intersects(form.geometry())


def test_toast_is_as_wide_as_its_words(window: QWidget) -> None:
    toasts = Toasts(window)
    toast = toasts.show("Promised for Sat 21 Nov, 16:00, to सुनीता रामचंद्र देशमुख", lambda: None)
    words = current().metrics("body").horizontalAdvance(toast.words())
    assert toast.undo.x() - current().px(12) - current().px(16) >= words
