"""Labels: text in a type style and tone, a line that elides, an icon alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint

Tone = Literal[
    "",
    "muted",
    "danger",
    "success",
    "warning",
    "info",
    "link",
    "accent",
    "ready",
    "dialling",
    "on_call",
    "wrap_up",
    "break",
    "away",
]

TONE_COLOURS: dict[str, str] = {
    "": "text",
    "muted": "text_muted",
    **{t: t for t in ("danger", "success", "warning", "info", "link", "accent")},
    **{t: f"state_{t}" for t in ("ready", "dialling", "on_call", "wrap_up", "break", "away")},
}


class Text(QLabel):
    """A label in a type style of the tokens; never lower than the style's line."""

    def __init__(
        self,
        words: str = "",
        style: str = "body",
        *,
        tone: Tone = "",
        tabular: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._style = style
        self._tone: Tone = tone
        self._tabular = tabular
        self._least = 0  # px at 100 %
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("tone", tone)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.setFont(theme.font(self._style, tabular=self._tabular))
        self.setMinimumHeight(max(theme.line(self._style), theme.px(self._least)))
        self.updateGeometry()

    def set_least(self, height: int) -> None:
        """Be at least so high, in px at 100 %: as the control beside it."""
        self._least = height
        self._restyle()

    def set_tone(self, tone: Tone) -> None:
        """Change the text's colour."""
        if tone == self._tone:
            return
        self._tone = tone
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def set_style(self, style: str) -> None:
        """Change the type style."""
        if style != self._style:
            self._style = style
            self._restyle()


class ElidedText(QWidget):
    """A line that ends in … where the room ends; the full text is its tooltip then.

    Words with line breaks are as many lines, each of which may end so; without, they fold over `most_lines`.
    """

    def __init__(
        self,
        words: str = "",
        style: str = "body",
        *,
        tone: Tone = "",
        tabular: bool = False,
        most_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._most_lines = most_lines
        self._style = style
        self._tone = tone
        self._tabular = tabular
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The full text."""
        return self._words

    def setText(self, words: str) -> None:
        """Show other words."""
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words)
        self._tell()
        self._restyle()

    def set_tone(self, tone: Tone) -> None:
        """Change the text's colour."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def _tell(self) -> None:
        self.setToolTip(self._words if self._advance(self._lines()) > self.width() else "")

    def _advance(self, lines: Sequence[str]) -> int:
        metrics = current().metrics(self._style, tabular=self._tabular)
        return max(map(metrics.horizontalAdvance, lines))

    def _lines(self) -> list[str]:
        """As they stand below each other at this width."""
        lines = self._words.split("\n")
        return lines if self._most_lines == 1 or len(lines) > 1 else self._folded()

    def _folded(self) -> list[str]:
        folded: list[str] = []
        last = ""
        for word in self._words.split(" "):
            longer = f"{last} {word}" if last else word
            if last and len(folded) < self._most_lines - 1 and self._advance((longer,)) > self.width():
                folded.append(last)
                last = word
            else:
                last = longer
        return [*folded, last]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()
        if self._most_lines > 1:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = current()
        metrics = theme.metrics(self._style, tabular=self._tabular)
        heights = (
            max(theme.line(self._style), metrics.boundingRect(line).height()) for line in self._lines()
        )
        return QSize(self._advance(self._words.split("\n")) + 1, sum(heights))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), current().px(40)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        metrics = theme.metrics(self._style, tabular=self._tabular)
        colour = theme.colour("text_disabled" if not self.isEnabled() else TONE_COLOURS[self._tone])
        lines = self._lines()
        high = self.height() / len(lines)
        for place, line in enumerate(lines):
            words = paint.elide(line, metrics, self.width())
            area = QRectF(0, place * high, self.width(), high)
            paint.text(painter, area, words, theme.font(self._style, tabular=self._tabular), colour)


class IconLabel(QWidget):
    """An icon alone, decorative unless `meaning` says what it stands for."""

    def __init__(
        self,
        name: str,
        *,
        tone: Tone = "muted",
        size: int = 16,
        meaning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self._size = size
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str, tone: Tone | None = None) -> None:
        """Show another icon, in another tone where one is given."""
        if (name, tone or self._tone) == (self._name, self._tone):
            return
        self._name = name
        if tone is not None:
            self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        side = current().px(self._size)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        colour = theme.colour(TONE_COLOURS[self._tone] if self.isEnabled() else "text_disabled")
        paint_icon(painter, self.rect(), self._name, colour, theme.px(self._size))
