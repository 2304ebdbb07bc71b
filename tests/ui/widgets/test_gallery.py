"""The gallery as a whole: every control has a name, nothing is cut at 100 % and at 150 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QScrollBar, QWidget

from crm_desktop.ui.theme import apply_theme, current
from crm_desktop.ui.widgets import gallery
from crm_desktop.ui.widgets.text import Text

PAGES = [gallery.first_page, gallery.second_page]


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    if (current().scheme, current().zoom) != ("light", 1.0):
        apply_theme(qapp, "light", 1.0)


def shown(page: QWidget) -> list[QWidget]:
    """Every visible widget of a page."""
    return [child for child in page.findChildren(QWidget) if child.isVisibleTo(page)]


@pytest.mark.parametrize("make", PAGES)
def test_every_control_has_a_name(qapp: QApplication, make: Callable[[], QWidget]) -> None:
    page = gallery.render(qapp, make, gallery.PAGE)
    nameless = []
    for widget in shown(page):
        is_control = isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        is_inner = isinstance(widget, QScrollBar) or isinstance(widget.parent(), QAbstractScrollArea)
        if not is_control or is_inner or widget.focusProxy() is not None:
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            nameless.append(repr(widget))
    assert nameless == []


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_nothing_is_cut(qapp: QApplication, make: Callable[[], QWidget], zoom: float) -> None:
    apply_theme(qapp, "light", zoom)
    size = QSize(round(gallery.PAGE.width() * zoom), round((gallery.PAGE.height() + 160) * zoom))
    page = gallery.render(qapp, make, size)
    cut = []
    for widget in shown(page):
        is_list = isinstance(widget, QAbstractScrollArea)  # lists scroll
        if type(widget).__module__.startswith("crm_desktop") and not is_list:
            least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
            if widget.width() < least.width() or widget.height() < least.height():
                cut.append((type(widget).__name__, widget.accessibleName(), widget.size(), least))
        is_line = isinstance(widget, QLabel) and not widget.wordWrap()
        if is_line and widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width():
            cut.append(("label", widget.text(), widget.size(), widget.sizeHint()))
        if isinstance(widget, Text):
            assert widget.height() >= current().line(widget._style), widget.text()
    assert cut == []


def test_pictures_are_written(qapp: QApplication, tmp_path: Path) -> None:
    assert gallery.main(["--out", str(tmp_path)]) == 0
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert len(pictures) == 8
    image = QImage(str(tmp_path / "gallery-1-dark-150.png"))
    assert image.width() == round(1366 * 1.5)
    assert image.pixelColor(2, 2).name().upper() == current().tokens.dark.window
