"""Dressing the application: palette per scheme, zoom at runtime, fonts, icons after the first paint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme import ICONS, apply_theme, current, current_mode, icon, icon_pixmap, load_icons
from crm_desktop.ui.theme.current import Theme, theme_changed
from crm_desktop.ui.theme.fonts import TABULAR
from crm_desktop.ui.theme.icons import _font
from crm_desktop.ui.theme.tokens import Scheme, load


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light", 1.0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_palette_takes_the_tokens(qapp: QApplication, scheme: Scheme) -> None:
    apply_theme(qapp, scheme)
    palette, colours = qapp.palette(), load().colours(scheme)
    role = QPalette.ColorRole
    expected = {
        role.Window: colours.window,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Button: colours.surface,
        role.Text: colours.text,
        role.WindowText: colours.text,
        role.ButtonText: colours.text,
        role.PlaceholderText: colours.text_muted,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.selection_text,
        role.Accent: colours.accent,
        role.Link: colours.link,
        role.ToolTipBase: colours.tooltip,
        role.ToolTipText: colours.tooltip_text,
    }
    for one, value in expected.items():
        assert palette.color(one).name().upper() == value, one
    off = palette.color(QPalette.ColorGroup.Disabled, role.Text)
    assert off.name().upper() == colours.text_disabled


def test_change_is_told_once(qapp: QApplication) -> None:
    told: list[str] = []

    def note() -> None:
        told.append(current().scheme)

    theme_changed.connect(note)
    try:
        apply_theme(qapp, "dark", 1.1)
    finally:
        theme_changed.disconnect(note)
    assert told == ["dark"]
    assert current_mode() == "dark"


def test_system_mode_follows_what_the_system_tells(qapp: QApplication) -> None:
    theme = apply_theme(qapp, "system")
    assert current_mode() == "system"
    assert theme.scheme in ("light", "dark")


@pytest.mark.parametrize(("asked", "given"), [(0.5, 0.9), (0.9, 0.9), (1.25, 1.25), (1.5, 1.5), (3.0, 1.5)])
def test_zoom_is_kept_in_its_range(qapp: QApplication, asked: float, given: float) -> None:
    assert apply_theme(qapp, "light", asked).zoom == given


def test_zoom_multiplies_every_size(qapp: QApplication) -> None:
    small, large = Theme("light", 1.0, load()), Theme("light", 1.5, load())
    for group in (load().control, load().row, load().radius):
        for size in group:
            assert small.px(size) == size
            assert large.px(size) == round(size * 1.5)
    for name in load().type:
        assert large.font(name).pixelSize() == round(small.font(name).pixelSize() * 1.5)
        assert large.line(name) == round(small.line(name) * 1.5)
    assert small.px(0) == 0
    assert Theme("light", 0.9, load()).px(0.4) == 1


def test_the_stylesheet_sets_no_fonts(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    sheet = qapp.styleSheet()
    assert "font" not in sheet
    assert "{{" not in sheet
    assert load().light.border_strong in sheet


def test_figures_are_as_wide_as_each_other(qapp: QApplication) -> None:
    font = current().font("number", tabular=True)
    assert font.isFeatureSet(QFont.Tag(TABULAR))
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure * 20) for figure in "0123456789"}) == 1


def test_devanagari_logs_nothing(qapp: QApplication) -> None:
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.setFont(current().font("lead_name"))
    painter.drawText(0, 40, "सुनीता")
    painter.end()


def test_every_icon_is_in_the_font(qapp: QApplication) -> None:
    load_icons()
    assert [name for name, glyph in ICONS.items() if glyph not in _font.codes] == []


def test_icons_take_the_colour_of_the_theme(qapp: QApplication) -> None:
    load_icons()
    shown = icon("call.dial", "accent")

    def darkest() -> str:
        image = shown.pixmap(64, 64).toImage()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return max((image.pixelColor(x, y) for x, y in points), key=lambda c: c.alpha()).name().upper()

    apply_theme(qapp, "light")
    assert darkest() == load().light.accent
    apply_theme(qapp, "dark")
    assert darkest() == load().dark.accent


def test_icons_stay_inside_their_box(qapp: QApplication) -> None:
    load_icons()
    for name in ICONS:
        image = icon_pixmap(name, current().colour("text"), 32).toImage()
        rows = [y for y in range(32) if any(image.pixelColor(x, y).alpha() > 40 for x in range(32))]
        columns = [x for x in range(32) if any(image.pixelColor(x, y).alpha() > 40 for y in range(32))]
        assert rows, name
        bounds = QRect(columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)
        assert abs(bounds.center().y() - 15.5) <= 4, (name, bounds)
        assert abs(bounds.center().x() - 15.5) <= 4, (name, bounds)


def test_unknown_icons_are_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("call.nothing")


def test_the_icon_library_waits_for_the_first_paint() -> None:
    """A window with icons is painted before their font is read; that comes right after."""
    code = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from crm_desktop.ui.theme import apply_theme, icon, icons
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column
app = QApplication([])
apply_theme(app, "light")
icon("call.dial")
seen = []
class Window(QWidget):
    def paintEvent(self, event):
        seen.append(bool(icons._font.family))
window = Window()
column = Column(window)
column.addWidget(KeyCapButton("Sign in", "Enter", icon="call.dial"))
column.addWidget(Field("Password", kind="password"))
window.show()
while not icons._font.family:
    app.processEvents()
assert seen[0] is False, seen
heavy = {"qtawesome", "segno", "sqlalchemy", "numpy", "keyring", "phonenumbers"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
