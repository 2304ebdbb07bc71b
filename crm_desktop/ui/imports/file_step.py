"""The File step: drop, choose or paste; how the file is read; the imports so far."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.readers import OpenOptions
from crm_desktop.ui.imports.cells_model import CellsModel
from crm_desktop.ui.imports.desk import Found
from crm_desktop.ui.imports.past import Moment, PastPanel
from crm_desktop.ui.imports.split import Split
from crm_desktop.ui.imports.words import found_words, left_out_words
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import Panel, TitleRow
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1251", "iso-8859-1",
    "iso-8859-15", "mac-roman", "cp437", "cp850", "shift_jis", "gb18030",
)  # fmt: skip
SHOWN_ROWS, SHOWN_COLUMNS = 8, 16
HEADER_CHOICES = 15


class Refusal(QWidget):
    """Why a file is refused: one sentence, in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(14, 10, 14, 10), gap=10)
        row.addWidget(IconLabel("sign.error", tone="danger"), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text("", "body", wrap=True)
        self.words.setProperty("user_data", True)
        row.addWidget(self.words, 1)
        self.act = KeyCapButton("", size="compact")
        self.act.hide()
        row.addWidget(self.act)
        follow_theme(self.update)
        self.hide()

    def tell(self, words: str) -> None:
        """Show a sentence; empty takes it away."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            self.rect(),
            radius=theme.px(8),
            fill=theme.colour("danger_soft"),
            border=theme.colour("danger"),
        )


class DropZone(QWidget):
    """The dashed place to drop a file on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column = Column(self, margins=24, gap=8)
        column.addStretch(1)
        self._icon = IconLabel("act.import", tone="accent", size=32)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        title = Text(self.tr("Drop a file anywhere on this window"), "title", wrap=True)
        kinds = Text(
            self.tr("Excel, CSV, LibreOffice, or an address book (.vcf) from a phone or Google."),
            "body", tone="muted", wrap=True,
        )  # fmt: skip
        for label in (title, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        row = Row(gap=8)
        self.choose = KeyCapButton(self.tr("Choose a file"), "Ctrl+O", kind="primary", icon="act.open")
        self.paste = KeyCapButton(self.tr("Paste cells"), "Ctrl+V", icon="act.paste")
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        follow_theme(self.update)

    def set_small(self, is_small: bool) -> None:
        """Take less room."""
        self._icon.setVisible(not is_small)
        self._column.set_space(8 if is_small else 24, 4 if is_small else 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(8),
            border=theme.colour("border_strong"),
            dashed=True,
        )


class ReadingPanel(Panel):
    """An opened file: what was found in it, and how it is read, to be changed."""

    changed = Signal(object, object)  # sheet (str or None), OpenOptions
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How the file is read"), margins=(16, 12, 16, 12), gap=10, parent=parent)
        self._options = OpenOptions()
        self._is_filling = False
        self.other = KeyCapButton(self.tr("Another file"), "Ctrl+O", size="compact", icon="act.open")
        self.add_act(self.other)
        self.other.clicked.connect(self.other_asked)
        head = Row(gap=8)
        head.addWidget(IconLabel("sign.sheet"))
        self.name = ElidedText("", "body_strong")
        self.name.setProperty("user_data", True)
        self.detail = Text("", "body", tone="muted")
        self.detail.setProperty("user_data", True)
        head.addWidget(self.name)
        head.addWidget(self.detail)
        head.addStretch(1)
        self.body.addLayout(head)
        choices = Row(gap=12)
        self.sheet = ComboBox(self.tr("Sheet"))
        self.headings = ComboBox(self.tr("Headings"))
        self.encoding = ComboBox(self.tr("Characters"))
        self.delimiter = ComboBox(self.tr("Between cells"))
        self._holders: dict[ComboBox, QWidget] = {}
        for box in (self.sheet, self.headings, self.encoding, self.delimiter):
            self._holders[box] = holder = QWidget()
            column = Column(holder, gap=4)
            label = Text(box.accessibleName(), "caption", tone="muted")
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
            choices.addWidget(holder, 1)
            box.activated.connect(self._chosen)
        self.sheet.setProperty("user_data", True)
        self.encoding.setProperty("user_data", True)
        self.headings.setProperty("user_data", True)
        self.body.addLayout(choices)
        self.left_out = Text("", "caption", tone="muted", wrap=True)
        self.body.addWidget(self.left_out)
        self._model = CellsModel([""] * (SHOWN_COLUMNS + 1), parent=self)
        self.top = TableView(self.tr("The beginning of the sheet"), rows="compact")
        self.top.setProperty("user_data", True)
        self.top.set_grid(True)
        self.top.setModel(self._model)
        self.top.horizontalHeader().hide()
        _, below = self.add_section(margins=0, stretch=1)
        below.addWidget(self.top)
        self.set_body_stretch(0)
        self.clip_corners()

    def show_found(self, found: Found) -> None:
        """Show a file as it was read."""
        self._is_filling = True
        source, table = found.source, found.table
        self._options = found.wish.options
        self.name.setText(self.tr("Pasted cells") if found.wish.path is None else source.name)
        self.detail.setText(found_words(found))
        self._fill(self.sheet, [(name, name) for name in source.sheet_names], table.sheet)
        self._show(self.sheet, len(source.sheet_names) > 1)
        self._fill_header(found)
        encodings = dict.fromkeys((*((source.encoding,) if source.encoding else ()), *ENCODINGS))
        self._fill(self.encoding, [(name, name.upper()) for name in encodings], source.encoding)
        self._show(self.encoding, source.encoding is not None and found.wish.path is not None)
        marks = [
            (",", self.tr("Comma  ,")),
            (";", self.tr("Semicolon  ;")),
            ("\t", self.tr("Tabulator")),
            ("|", self.tr("Upright line  |")),
        ]
        if source.delimiter and source.delimiter not in dict(marks):
            marks.append((source.delimiter, source.delimiter))
        self._fill(self.delimiter, marks, source.delimiter)
        self._show(self.delimiter, source.delimiter is not None)
        self.left_out.setText(left_out_words(found))
        self.left_out.setVisible(bool(self.left_out.text()))
        self._show_top(found)
        self._is_filling = False

    def _fill_header(self, found: Found) -> None:
        table = found.table
        near = [no for no, _ in (*table.title_rows, *table.preview[:HEADER_CHOICES])]
        rows = sorted({*near[:HEADER_CHOICES], *((table.header_row,) if table.header_row else ())})
        choices: list[tuple[object, str]] = [(0, self.tr("None, the rows begin at once"))]
        choices += [(no, self.tr("in row {row}").format(row=no)) for no in rows]
        self._fill(self.headings, choices, table.header_row or 0)
        self._show(self.headings, found.source.kind.value != "vcard")

    def _fill(
        self, box: ComboBox, choices: list[tuple[object, str]] | list[tuple[str, str]], now: object
    ) -> None:
        box.clear()
        for data, words in choices:
            box.addItem(words, data)
        box.setCurrentIndex(max(0, next((at for at, (data, _) in enumerate(choices) if data == now), 0)))

    def _show(self, box: ComboBox, is_shown: bool) -> None:
        self._holders[box].setVisible(is_shown)

    def _show_top(self, found: Found) -> None:
        table = found.table
        rows = [(no, cells, "muted") for no, cells in table.title_rows[-3:]]
        if table.header_row is not None:
            rows.append((table.header_row, table.header, "strong"))
        rows += [(no, cells, "") for no, cells in table.preview[:SHOWN_ROWS]]
        shown: list[tuple[Cell, ...]] = []
        for no, cells, look in rows:
            line = [Cell(str(no), "number", tone="muted")]
            for at in range(SHOWN_COLUMNS):
                text = " ".join(cells[at][:120].split()) if at < len(cells) else ""
                line.append(
                    Cell(
                        text,
                        tone="muted" if look == "muted" else "",
                        is_strong=look == "strong",
                        ground="sum" if look == "strong" else "",
                    )
                )
            shown.append(tuple(line))
        self._model.show(shown)
        width = len(table.header)
        for at in range(SHOWN_COLUMNS + 1):
            self.top.setColumnHidden(at, at > width)
        self.top.set_widths(58, *(150 for _ in range(SHOWN_COLUMNS)))

    def _chosen(self) -> None:
        if self._is_filling:
            return
        sender, options = self.sender(), self._options
        sheet = str(self.sheet.currentData()) if not self._holders[self.sheet].isHidden() else None
        if sender is self.sheet:
            options = OpenOptions(options.encoding, options.delimiter, None)
        elif sender is self.headings:
            options = OpenOptions(options.encoding, options.delimiter, int(self.headings.currentData()))
        elif sender is self.encoding:
            options = OpenOptions(str(self.encoding.currentData()), options.delimiter, options.header_row)
        elif sender is self.delimiter:
            options = OpenOptions(options.encoding, str(self.delimiter.currentData()), None)
        self.changed.emit(sheet, options)


class FileStep(QWidget):
    """Bring a file, or look at what was brought before."""

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone()
        self.reading = ReadingPanel()
        self.refusal = Refusal()
        self.busy_words = Text("", "body", tone="muted")
        self.busy_words.setProperty("user_data", True)
        bring = Panel(margins=0, gap=0, accessible_name=self.tr("Bring leads in"))
        self._title, self._rule = TitleRow(self.tr("Bring leads in")), Rule()
        bring.body.addWidget(self._title)
        bring.body.addWidget(self._rule)
        self._around = Column(margins=16)
        self._around.addWidget(self.zone)
        bring.body.addLayout(self._around, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(bring)
        self.stack.addWidget(self.reading)
        main = QWidget()
        column = Column(main, gap=12)
        column.addWidget(self.refusal)
        column.addWidget(self.busy_words)
        column.addWidget(self.stack, 1)
        self.past = PastPanel(moment)
        self.split = Split(
            main,
            self.past,
            (self.tr("Bring leads in"), self.tr("Imports so far")),
            self.tr("Bring leads in, or look at imports so far"),
            width=580,
        )
        outer = Column(self)
        outer.addWidget(self.split)
        self.set_busy("")

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self.split.fit(width)
        is_small = width == Width.SMALL
        self._title.setVisible(width >= Width.FULL)
        self._rule.setVisible(width >= Width.FULL)
        self._around.set_space(8 if is_small else 16, 8)
        self.zone.set_small(is_small)

    def show_found(self, found: Found | None) -> None:
        """Show how a file is read, or the place to drop one."""
        if found is None:
            self.stack.setCurrentIndex(0)
            return
        self.reading.show_found(found)
        self.stack.setCurrentIndex(1)

    def set_busy(self, words: str) -> None:
        """A file is being opened; empty when it was."""
        self.busy_words.setText(words)
        self.busy_words.setVisible(bool(words))

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        if self.stack.currentIndex() == 0:
            self.zone.choose.setFocus()
        else:
            boxes = (self.reading.sheet, self.reading.headings)
            next((box for box in boxes if box.isVisible()), self.reading.other).setFocus()
