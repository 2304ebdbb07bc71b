"""Every part on two pages, for looking at: `python -m crm_desktop.ui.widgets.gallery --out DIR`.

Renders both pages in light and dark, at 100 % and 150 %, to PNG files. What it shows is made up.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.theme import apply_theme, current, follow_theme, load_icons
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.banner import Banner
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip, StatePill
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.focus import install_focus_ring
from crm_desktop.ui.widgets.gallery_parts import SampleModel, fixed_width, second_page
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import FlowLayout, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.phone import MaskedPhone
from crm_desktop.ui.widgets.progress import ProgressBar
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text, Tone
from crm_desktop.ui.widgets.toast import Toast

PAGE = QSize(1366, 768)


class _Swatches(QWidget):
    """The eight chart colours."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Chart series")
        follow_theme(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(current().px(300), current().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        gap = theme.px(4)
        width = (self.width() - 7 * gap) / 8
        for number in range(8):
            left = number * (width + gap)
            colour = theme.colour(f"chart_{number + 1}")
            area = self.rect()
            area.setLeft(round(left))
            area.setWidth(round(width))
            paint.box(painter, area, radius=theme.px(4), fill=colour)


def _line(label: str, *widgets: QWidget, gap: int = 8, stretch: bool = True) -> QWidget:
    holder = QWidget()
    row = Row(holder, gap=gap)
    name = Text(label, "caption", tone="muted")
    fixed_width(name, 84)
    row.addWidget(name)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return holder


def _buttons(panel: Panel) -> QWidget:
    held = KeyCapButton("Down", kind="primary")
    held.setDown(True)
    off = KeyCapButton("Off")
    off.setEnabled(False)
    focused = KeyCapButton("Focus", kind="primary")
    panel.body.addWidget(_line("primary", KeyCapButton("Dial now", "Space", kind="primary"), held))
    panel.body.addWidget(_line("focus, off", focused, KeyCapButton("Normal", "F8"), off))
    panel.body.addWidget(
        _line(
            "normal, quiet",
            KeyCapButton("Skip", "S", icon="call.skip"),
            KeyCapButton("Quiet", kind="quiet"),
            KeyCapButton("Link", kind="link"),
        )
    )
    panel.body.addWidget(
        _line(
            "danger", KeyCapButton("End call", kind="danger"), KeyCapButton("Delete", kind="danger-outline")
        )
    )
    panel.body.addWidget(
        _line(
            "28, 36, 44",
            KeyCapButton("Compact", size="compact"),
            KeyCapButton("Normal"),
            KeyCapButton("Large", size="large"),
        )
    )
    caps = (KeyCap("3"), KeyCap("Ctrl+K"), KeyCap("Alt+Right"), KeyCap("Esc"))
    panel.body.addWidget(_line("key caps", *caps))
    return focused


def _first_column() -> tuple[Panel, QWidget]:
    panel = Panel("Buttons and keys", margins=(16, 14, 16, 14), gap=14)
    focused = _buttons(panel)
    panel.set_body_stretch(0)
    _, body = panel.add_section("Fields", margins=(16, 14, 16, 14), gap=14, stretch=1)
    empty, filled = Field("", placeholder="City", accessible_name="City"), Field("", accessible_name="City 2")
    filled.set_text("Nashik")
    body.addWidget(_line("empty, filled", empty, filled, stretch=False))
    combo = ComboBox("Campaign")
    combo.addItems(["Home loan, November", "Gold loan"])
    off = Field("", accessible_name="City off")
    off.set_text("Nashik")
    off.setEnabled(False)
    body.addWidget(_line("choice, off", combo, off, stretch=False))
    wrong = Field("", kind="figures", accessible_name="Phone")
    wrong.set_text("99999 99999")
    wrong.set_error("This number can’t be called. Mend it or leave it out.")
    body.addWidget(_line("error", wrong, stretch=False))
    locked = CheckBox("No")
    locked.setEnabled(False)
    body.addWidget(_line("check", CheckBox("Off"), CheckBox("On", is_checked=True), locked))
    body.addStretch(1)
    return panel, focused


def _chips() -> tuple[QWidget, QWidget]:
    states = QWidget()
    flow = FlowLayout(states)
    for state, words in (
        ("ready", "Ready"),
        ("dialling", "Dialling"),
        ("on_call", "On a call"),
        ("wrap_up", "After the call"),
        ("break", "Break"),
        ("away", "Away"),
    ):
        flow.addWidget(StatePill(state, words))  # type: ignore[arg-type]
    chips = QWidget()
    flow = FlowLayout(chips)
    for chip in (
        Chip("Open", "accent"),
        Chip("New", "info"),
        Chip("May be called", "ok", icon="consent.given"),
        Chip("Promised 16:00", "warn", icon="result.callback"),
        Chip("Do not call", "bad", icon="result.blocked"),
        Chip("3rd try"),
        Chip("home-loan", "line"),
        Chip("City: 6 of 31", "accent", removable=True),
    ):
        flow.addWidget(chip)
    return states, chips


def _second_column() -> Panel:
    panel = Panel("States and chips", margins=(16, 14, 16, 14), gap=14)
    for part in _chips():
        panel.body.addWidget(part)
    phone = MaskedPhone(["Dial from my own phone"])
    phone.set_number("+91 98••• ••231", is_masked=True)
    panel.body.addWidget(phone)
    panel.set_body_stretch(0)
    _, body = panel.add_section("Banners, toast, progress", margins=(16, 14, 16, 14), gap=10)
    body.addWidget(Banner("info", "A new script is in force", closable=True))
    body.addWidget(Banner("warn", "No server. Calls are kept here, 3 to send", icon="sign.offline"))
    bad = Banner("bad", "The disk is full. Nothing was lost", icon="sign.warning")
    bad.add_act("What to do")
    body.addWidget(bad)
    body.addWidget(Banner("practice", "Practice line: nobody is called, nothing counts"))
    body.addWidget(
        Toast("Not answered, Ravi Chauhan", can_undo=True, stay_ms=60_000, parent=panel, is_wide=True)
    )
    progress = ProgressBar("Importing")
    progress.tell("Importing", 0.44, "2,140 of 4,812, 410 a second, 7 s left")
    body.addWidget(progress)
    _, body = panel.add_section("Chart series", margins=(16, 14, 16, 14), stretch=1)
    body.addWidget(_Swatches())
    body.addStretch(1)
    return panel


def _third_column() -> Panel:
    panel = Panel("Type", margins=(16, 10, 16, 12), gap=6)
    tabular = {"timer", "number"}
    for label, style, words in (
        ("timer 40", "timer", "02:47"),
        ("lead name 28", "lead_name", "सुनीता Deshmukh"),
        ("number 22", "number", "+91 98000 00562"),
        ("page 18", "page", "Call-backs"),
        ("script 16", "script", "Is this a good moment?"),
        ("body 14", "body", "Speaks Marathi, आज शाम को"),
        ("table 13", "table", "Gurpreet Singh Ahluwalia"),
        ("caption 12", "caption", "answered 15:43:52"),
    ):
        tone: Tone = "muted" if style == "caption" else ""
        panel.body.addWidget(_line(label, Text(words, style, tone=tone, tabular=style in tabular), gap=12))
    panel.set_body_stretch(0)
    _, body = panel.add_section("Rows", margins=0, gap=0, stretch=1)
    rows = [
        [Cell("Normal", is_lead=True), Cell("+91 98000 00204", "figures"), Cell("16:30", tone="muted")],
        [Cell("Hover", is_lead=True), Cell("+91 98000 00118", "figures"), Cell("–", tone="muted")],
        [Cell("Selected", is_lead=True), Cell("+91 98000 00231", "figures"), Cell("11:00")],
        [Cell("Thiruvengadam Venkatasubramaniam"), Cell("+91 98000 00512", "figures"), Cell("12:15")],
    ]
    table = TableView("Rows")
    table.setModel(SampleModel(["Name", "Phone", "Next call"], rows, table))
    table.set_widths(190, 144, 90)
    table.set_sorting(True)
    table.cells.hovered_row = 1
    table.selectRow(2)
    body.addWidget(table)
    body.addWidget(
        EmptyState(
            "No call-backs yet",
            "Press 3 after a call to promise one.",
            icon="result.callback",
            act="Next lead",
            key="Ctrl+Enter",
        )
    )
    body.setStretch(0, 9)
    body.setStretch(1, 10)
    return panel


def first_page() -> QWidget:
    """Buttons, fields, states, banners, type, rows."""
    page = QWidget()
    row = Row(page, margins=16, gap=12)
    first, focused = _first_column()
    for column in (first, _second_column(), _third_column()):
        row.addWidget(column, 1)
    page.setProperty("focusFirst", focused)
    return page


def render(app: QApplication, make: Callable[[], QWidget], size: QSize, ratio: float = 1.0) -> QWidget:
    """Build a page and let it settle, unshown pictures aside: the caller grabs it."""
    page = make()
    page.setAutoFillBackground(True)
    page.resize(size)
    page.show()
    first = page.property("focusFirst")
    if isinstance(first, QWidget):
        page.activateWindow()
        first.setFocus()
    app.sendPostedEvents()
    app.processEvents()
    return page


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures; 0 when done."""
    parser = argparse.ArgumentParser(description="Pictures of every part of the screens")
    parser.add_argument("--out", type=Path, required=True, help="folder for the PNG files")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    install_focus_ring(app)
    for mode in ("light", "dark"):
        for zoom in (1.0, 1.5):
            apply_theme(app, mode, zoom)
            load_icons()
            for number, make in enumerate((first_page, second_page), 1):
                size = QSize(round(PAGE.width() * zoom), round((PAGE.height() + 80 * (number - 1)) * zoom))
                page = render(app, make, size)
                target = chosen.out / f"gallery-{number}-{mode}-{round(zoom * 100)}.png"
                page.grab().save(str(target))
                print(target)
                page.close()
                page.deleteLater()
                app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
