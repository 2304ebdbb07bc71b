"""Painting shared by the widgets: boxes on whole pixels, one-line text, elision."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


def smooth(painter: QPainter) -> None:
    """Antialias shapes and text."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside the rectangle."""
    area = QRectF(rect)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        area.adjust(width / 2, width / 2, -width / 2, -width / 2)
        radius = max(0.0, radius - width / 2)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, radius, radius)


def left_rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A path rounded at its two left corners only."""
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0, 0, radius, 0), radius, radius)
    clip = QPainterPath()
    clip.addRect(rect)
    return path.intersected(clip)


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, never clipped at top or bottom; elide before, where it may be long."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(rect), int(align) | int(ONE_LINE), words)


def elide(words: str, metrics: QFontMetrics, width: float) -> str:
    """The words, cut at the right with … where they are wider than `width` px."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))


def wrap(words: str, font: QFont, width: float, max_lines: int = 0) -> list[str]:
    """The lines the words break into at `width` px; the last kept line is elided."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1.0, width))
            start = line.textStart()
            lines.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()
        if not paragraph:
            lines.append("")
    if max_lines and len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        lines = [*lines[: max_lines - 1], elide(rest + "…", QFontMetrics(font), width)]
    return lines or [""]


def dot(painter: QPainter, centre: QPointF, diameter: float, colour: QColor) -> None:
    """A filled dot."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, diameter / 2, diameter / 2)
