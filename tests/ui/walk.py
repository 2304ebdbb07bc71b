"""Walks through a window as a person with a screen reader, another language or a small screen would.

    from tests.ui.walk import assert_sound
    assert_sound(page_or_window)                      names and nothing cut off
    assert_sound(window, pseudo=True)                 with the fixture `pseudo_language`: all translated

A widget with the property `user_data` (or inside one) shows people's data and needs no translation; one
with the property `elides` ends its text in … by design.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QFocusFrame,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from crm_desktop.ui.i18n import PSEUDO_MARK
from crm_desktop.ui.widgets.text import ElidedText

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QAbstractSlider,
    QTabBar,
)
KEYS = re.compile(
    r"\b(Ctrl|Alt|Shift|Meta|Enter|Return|Esc|Space|Tab|Delete|Del|Backspace|Home|End|Page|PgUp|PgDown|F\d+)\b"
)
WORD = re.compile(r"[A-Za-z]{2,}")
TAGS = re.compile(r"<[^<>]+>|&[a-z]+;")
SLACK_PX = 1


def shown_widgets(window: QWidget) -> Iterator[QWidget]:
    """The window and all widgets in it that can be seen, without Qt's inner parts."""
    if not window.isVisible():
        raise ValueError("show the window before walking through it")
    for _ in range(3):  # a label that wraps asks its parent again once it knows its width
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    """Parts Qt makes for its own use inside a widget of ours."""
    if isinstance(widget, QScrollBar | QFocusFrame | QMenu | QHeaderView):
        return True
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox | QHeaderView):
        return True
    if isinstance(parent, QTableView | QTabBar) and isinstance(widget, QAbstractButton):
        return True
    if isinstance(parent, QLineEdit) and isinstance(widget, QAbstractButton):
        return True  # the clear button
    return widget.objectName().startswith("qt_") or type(widget).__name__.startswith("QComboBoxPrivate")


def _where(widget: QWidget) -> str:
    """A path a person can follow to the widget."""
    steps: list[str] = []
    step: QWidget | None = widget
    while step is not None and len(steps) < 4:
        steps.append(f"{type(step).__name__}{'#' + step.objectName() if step.objectName() else ''}")
        step = step.parentWidget()
    return " < ".join(steps)


def unnamed(window: QWidget) -> list[str]:
    """Controls a screen reader could not name."""
    found: list[str] = []
    for widget in shown_widgets(window):
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(
            widget, QLabel | QScrollArea
        )
        if not (isinstance(widget, CONTROLS) or (takes_focus and widget is not window)):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()
        if not name.strip():
            found.append(_where(widget))
    return found


# ---- translation ------------------------------------------------------------------------------------


def is_user_data(widget: QWidget) -> bool:
    """Whether the widget, or one around it, says that it shows people's data."""
    step: QWidget | None = widget
    while step is not None:
        if step.property("user_data"):
            return True
        step = step.parentWidget()
    return False


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything the widget says: on the screen, as tooltip, and to a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | ElidedText):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
        yield widget.placeholderText()
    if isinstance(widget, QTableView | QTreeView):
        yield from _heads(widget)
    if widget.isWindow():
        yield widget.windowTitle()
    for menu in widget.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from _menu_texts(menu)


def _heads(view: QTableView | QTreeView) -> Iterator[str]:
    header = view.horizontalHeader() if isinstance(view, QTableView) else view.header()
    model = view.model()
    if model is not None and header is not None and not header.isHidden():
        for column in range(model.columnCount()):
            if not header.isSectionHidden(column):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _menu_texts(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        yield action.text().split("\t")[0]
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _menu_texts(inner)


def needs_translation(text: str) -> bool:
    """Whether this text has words that did not come through translation."""
    if PSEUDO_MARK in text:
        return False
    return bool(WORD.search(KEYS.sub(" ", TAGS.sub(" ", text))))


def untranslated(window: QWidget) -> list[str]:
    """Texts that did not come through translation; the pseudo-language has to be installed."""
    found: list[str] = []
    for widget in shown_widgets(window):
        if is_user_data(widget):
            continue
        for text in texts_of(widget):
            if needs_translation(text):
                found.append(f"{text!r} in {_where(widget)}")
    return list(dict.fromkeys(found))


# ---- room -------------------------------------------------------------------------------------------


def cut_off(window: QWidget) -> list[str]:
    """Labels and buttons that have less room than their text needs, or reach out of their parent."""
    found: list[str] = []
    for widget in shown_widgets(window):
        if not isinstance(widget, QLabel | QAbstractButton) or widget.property("elides"):
            continue
        if not widget.text() or (isinstance(widget, QLabel) and not widget.pixmap().isNull()):
            continue
        lack = _lack(widget)
        if lack:
            found.append(f"{widget.text()!r} lacks {lack} in {_where(widget)}")
        elif _reaches_out(widget):
            found.append(f"{widget.text()!r} reaches out of its parent in {_where(widget)}")
    return found


def _lack(widget: QWidget) -> str:
    """How many px the widget is too narrow or too low; empty when it has room."""
    wanted = widget.sizeHint() if isinstance(widget, QLabel) else widget.minimumSizeHint()
    height = wanted.height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        height, wide = (needed if needed >= 0 else height), 0
    else:
        wide = wanted.width() - widget.width()
    low = height - widget.height()
    parts = [f"{wide} px width" if wide > SLACK_PX else "", f"{low} px height" if low > SLACK_PX else ""]
    return " and ".join(part for part in parts if part)


def _reaches_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        is_viewport = isinstance(parent.parentWidget(), QAbstractScrollArea)
        if is_viewport or isinstance(parent, QAbstractScrollArea) or widget.isWindow():
            return False  # what doesn't fit there is scrolled to
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        room = parent.rect().adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX)
        if not room.contains(place):
            return True
        if parent.isWindow():
            return False
        parent = parent.parentWidget()
    return False


def assert_sound(window: QWidget, *, pseudo: bool = False) -> None:
    """Fail with everything found: controls without a name, texts cut off, and with `pseudo` untranslated."""
    problems = [f"no accessible name: {place}" for place in unnamed(window)]
    problems += [f"cut off: {text}" for text in cut_off(window)]
    if pseudo:
        problems += [f"not translated: {text}" for text in untranslated(window)]
    assert not problems, "\n".join(problems)
