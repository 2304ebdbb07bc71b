"""Figures that add up: label at left, number at right, the sum below a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.text import ElidedText, Text, Tone


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line: label, number as shown, tone; `dot` is a colour's token name for a legend."""

    label: str
    number: str
    tone: Tone = ""
    dot: str = ""


class _Dot(QWidget):
    """A coloured dot before a label."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self.update)

    def sizeHint(self) -> QSize:
        return QSize(current().px(8), current().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.smooth(painter)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint.dot(painter, centre, current().px(8), current().colour(self._colour))


class SummaryList(QWidget):
    """Lines of label … number, then their sum."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = Column(self, gap=12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_lines(self, lines: Sequence[SummaryLine], total: SummaryLine | None = None) -> None:
        """Show these lines and, below a line, the total."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line))
        if total is not None:
            self._column.addWidget(Rule())
            self._column.addWidget(self._line(total, is_total=True))

    def _line(self, line: SummaryLine, *, is_total: bool = False) -> QWidget:
        holder = QWidget()
        row = Row(holder, gap=8)
        if line.dot:
            row.addWidget(_Dot(line.dot))
        row.addWidget(ElidedText(line.label, "body_strong" if is_total else "body", tone=line.tone), 1)
        row.addWidget(Text(line.number, "body_strong", tone=line.tone, tabular=True))
        holder.setAccessibleName(f"{line.label}: {line.number}")
        return holder
