"""The gallery's second page: the parts of the calling screen, tables, timeline and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field, NoteEdit, SearchField
from crm_desktop.ui.widgets.hero import Hero
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row
from crm_desktop.ui.widgets.outcomes import Outcome, OutcomeBar
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.progress import Bar, CountdownBar
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.steps import StepBar
from crm_desktop.ui.widgets.summary import SummaryLine, SummaryList
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell
from crm_desktop.ui.widgets.tabs import SegmentedChoice, Tabs
from crm_desktop.ui.widgets.text import Text
from crm_desktop.ui.widgets.timeline import TimelineEntry, TimelineView

Index = QModelIndex | QPersistentModelIndex


class SampleModel(QAbstractTableModel):
    """A table of given cells."""

    def __init__(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]], parent: QWidget) -> None:
        super().__init__(parent)
        self._headers = headers
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._rows[-1][section].kind == "number":
            return Qt.AlignmentFlag.AlignRight
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None


def fixed_width(widget: QWidget, width: int) -> None:
    """A fixed width at the zoom of the moment; the gallery is built anew for each."""
    widget.setFixedWidth(current().px(width))


def _heroes() -> list[Hero]:
    preview = Hero()
    promised = Chip("Promised for 15:45 by you", "warn", icon="result.callback")
    preview.set_state("ready", "Next lead", chips=[promised, Chip("3rd try of 6")])
    preview.set_lead("Thiruvengadam Venkatasubramaniam Ramachandran Iyer-Krishnamoorthy", "+91 98000 00417")
    preview.add_fact("sign.clock", "in Chennai, may be called until 21:00", strong="15:42")
    countdown = CountdownBar("Dials by itself in")
    countdown.show_left(4, 5)
    preview.side.addWidget(countdown)
    acts = QHBoxLayout()
    acts.addWidget(KeyCapButton("Dial now", "Space", kind="primary", size="large", icon="call.dial"), 1)
    acts.addWidget(KeyCapButton("Wait", "Esc", size="large"))
    preview.side.addLayout(acts)
    preview.set_side_shown(True, width=348)
    talk = Hero()
    talk.set_state("on_call", "On a call", icon="call.on_call", chips=[Chip("New lead")])
    talk.set_lead("सुनीता रामचंद्र देशमुख", "+91 98000 00562")
    talk.add_fact("lead.company", "Deccan Dental Clinic")
    row = Row(gap=20)
    clock = Column(gap=0)
    clock.addWidget(Text("02:47", "timer", tabular=True))
    clock.addWidget(Text("answered 15:43:52", "caption", tone="muted"))
    row.addLayout(clock)
    row.addWidget(KeyCapButton("End call", "Ctrl+Return", kind="danger", size="large", icon="call.end"))
    talk.side.addLayout(row)
    talk.set_side_shown(True)
    return [preview, talk]


def _outcomes() -> Panel:
    panel = Panel("Result", margins=12)
    panel.add_act(Text("one key saves and brings the next lead", "caption", tone="muted"))
    bar = OutcomeBar("Results")
    missed, no = "result.missed", "result.no"
    bar.set_outcomes(
        [
            Outcome(number, words, flag)
            for number, (words, flag) in enumerate(
                (
                    ("Interested, visit fixed", "result.success"),
                    ("Papers to follow", ""),
                    ("Call back", "result.callback"),
                    ("Not interested", no),
                    ("कागज़ बाद में देंगे, फिर बात करेंगे", ""),
                    ("No answer", missed),
                    ("Busy", missed),
                    ("Switched off", missed),
                    ("Wrong number", no),
                    ("Do not call", "result.blocked"),
                    ("Sold", "result.sold"),
                )
            )
        ]
    )
    bar.check(2)
    panel.body.addWidget(bar)
    return panel


def _history() -> Panel:
    panel = Panel("History", detail="5 entries", margins=(16, 4, 16, 8))
    assert panel.header is not None
    panel.add_act(KeyCap("H"))
    view = TimelineView("History")
    view.set_entries(
        [
            TimelineEntry(
                "result.callback",
                "Call-back promised",
                "Today 11:20",
                "“In a meeting, call at 3:45.” Asha Pawar",
            ),
            TimelineEntry(
                "call.on_call",
                "Call, 1 min 12 s",
                "Today 11:19",
                "Asks about part-payment charges; wife will co-apply",
            ),
            TimelineEntry("call.missed", "Not answered", "Thu 19 Nov 18:04", "Rang 32 s. Imran Sheikh"),
            TimelineEntry("sign.sheet", "Imported", "12 Nov 17:30", "web-form-nov-2.xlsx"),
        ]
    )
    panel.body.addWidget(view)
    return panel


def _calls() -> Panel:
    panel = Panel(margins=0, gap=0, accessible_name="Call-backs")
    rows = [
        [Cell("Overdue, 1", "group")] * 5,
        [
            Cell("14:30", "figures", "danger", is_strong=True),
            Cell("Bhaskar Reddy", is_lead=True),
            Cell("+91 98000 00341", "figures"),
            Cell("tried 15:05", "chip", style="bad"),
            Cell("8", "number"),
        ],
        [Cell("Today, 7", "group")] * 5,
        [
            Cell("15:45", "figures", is_strong=True),
            Cell("Thiruvengadam Venkatasubramaniam", is_lead=True),
            Cell("+91 98000 00417", "figures"),
            Cell("due now", "chip", style="warn"),
            Cell("12", "number"),
        ],
        [
            Cell("16:15", "figures", is_strong=True),
            Cell("अनिता शर्मा"),
            Cell("+91 98000 00149", "figures"),
            Cell("Ready", "pill", style="ready"),
            Cell("1,04,000", "number"),
        ],
        [
            Cell("17:00", "figures", is_strong=True),
            Cell("Today 16:10", icon="sign.error", tone="danger"),
            Cell("99999 99999", "figures", "danger", ground="bad"),
            Cell(kind="bar", share=0.4),
            Cell("–", "number", "muted"),
        ],
        [
            Cell("Sum", ground="sum"),
            Cell(ground="sum"),
            Cell(ground="sum"),
            Cell(ground="sum"),
            Cell("1,04,020", "number", ground="sum"),
        ],
    ]
    table = TableView("Call-backs")
    table.setModel(SampleModel(["Promised", "Lead", "Phone", "State", "Tries"], rows, table))
    table.set_widths(104, 138, 136, 146, 70)
    table.selectRow(3)
    panel.body.addWidget(table)
    panel.clip_corners()
    return panel


def _rest() -> Panel:
    panel = Panel(margins=16, gap=12, accessible_name="The rest")
    tabs = Tabs(["Timeline", "Details", "Consent"], "Lead")
    tabs.add_right(IconButton("lead.edit", "Edit the lead"))
    panel.body.addWidget(tabs)
    form = FormGrid()
    form.add("Company", "Kaveri Pumps")
    form.add("Amount", "₹ 42,00,000", tabular=True)
    panel.body.addWidget(form)
    summary = SummaryList("What will happen")
    summary.set_lines(
        [SummaryLine("New leads", "4,731"), SummaryLine("Refuse", "81", "danger", "danger")],
        SummaryLine("Rows read", "4,812"),
    )
    panel.body.addWidget(summary)
    panel.body.addWidget(SegmentedChoice(["Light", "Dark", "System"], "Look"))
    panel.body.addWidget(Bar("Kept", 0.82))
    code = QrCode("Number as a QR code", side=90)
    code.set_content("tel:+919800000417")
    panel.body.addWidget(code)
    panel.body.addStretch(1)
    return panel


def second_page() -> QWidget:
    """Steps, heroes, results, timeline, table and the rest."""
    page = QWidget()
    column = Column(page, margins=(16, 12, 16, 12), gap=12)
    top = Row(gap=12)
    top.addWidget(StepBar(["File", "Columns", "Duplicates", "Result"], index=1))
    top.addStretch(1)
    search = SearchField("Find a lead or an act", "Ctrl+K", size="compact")
    fixed_width(search, 250)
    top.addWidget(search)
    password = Field("", kind="password", accessible_name="Password", size="compact")
    password.set_text("not a real one")
    fixed_width(password, 180)
    top.addWidget(password)
    column.addLayout(top)
    for hero in _heroes():
        column.addWidget(hero)
    column.addWidget(_outcomes())
    below = Row(gap=12)
    below.addWidget(_calls(), 5)
    below.addWidget(_history(), 3)
    below.addWidget(_rest(), 3)
    column.addLayout(below, 1)
    note = NoteEdit("Note", flat=True)
    note.hide()
    return page
