"""Lines of a form: a name at the left and its control at the right; sentences with controls in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.text import IconLabel, Text

_PLACE = re.compile(r"\{([a-z0-9_]+)\}")


class _Trouble(QWidget):
    """What is wrong with the control above: a sign and a sentence, hidden while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        row = Row(self, gap=6)
        row.addWidget(IconLabel("sign.error", tone="danger", size=14), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text("", "caption", tone="danger", wrap=True)
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, words: str) -> None:
        """Say it; empty hides it."""
        self.words.setText(words)
        self.setVisible(bool(words))


class FormLine(QWidget):
    """A setting: its name at the left, its control at the right, below it a hint, and what is wrong."""

    def __init__(self, label: str, control: QWidget | QLayout, hint: str = "") -> None:
        super().__init__()
        row = Row(self, gap=12)
        self.name = Text(label, wrap=True)
        self.name.set_least(current().tokens.control.normal)
        self.name.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.name, 2, Qt.AlignmentFlag.AlignTop)
        inner = Column(gap=4)
        if isinstance(control, QWidget):
            self.name.setBuddy(control)
            fills = control.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
            inner.addWidget(control, 0, Qt.AlignmentFlag(0) if fills else Qt.AlignmentFlag.AlignLeft)
        else:
            inner.addLayout(control)
        self.hint = Text(hint, "caption", tone="muted", wrap=True)
        if not hint:  # never show what has no parent yet: it would be a window for a moment
            self.hint.hide()
        self._trouble = _Trouble()
        inner.addWidget(self.hint)
        inner.addWidget(self._trouble)
        row.addLayout(inner, 3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_hint(self, words: str) -> None:
        """Say something else below the control."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def set_error(self, words: str) -> None:
        """What is wrong, below the control; empty takes it back."""
        self._trouble.tell(words)

    def error(self) -> str:
        """What is told to be wrong."""
        return self._trouble.words.text()


class Sentence(QWidget):
    """A sentence whose places are controls: `Sentence("at most {most} a day", most=field)`.

    The words stay in the order of the language; the line wraps between words and controls.
    """

    def __init__(self, template: str, **controls: QWidget) -> None:
        super().__init__()
        column = Column(self, gap=4)
        self._line = QWidget()
        self._flow = FlowLayout(self._line, gap=6)
        self.controls: Mapping[str, QWidget] = controls
        if missing := set(controls) - set(_PLACE.findall(template)):
            raise ValueError(f"the sentence has no place for {', '.join(sorted(missing))}")
        self._fill(template)
        self._trouble = _Trouble()
        column.addWidget(self._line)
        column.addWidget(self._trouble)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _fill(self, template: str) -> None:
        for place, piece in enumerate(_PLACE.split(template)):
            if place % 2:
                self._flow.addWidget(self.controls[piece])
                continue
            for words in _phrases(piece):
                text = Text(words)
                text.set_least(current().tokens.control.normal)
                text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
                self._flow.addWidget(text)

    def set_error(self, words: str) -> None:
        """What is wrong, below the sentence; empty takes it back."""
        self._trouble.tell(words)

    def error(self) -> str:
        """What is told to be wrong."""
        return self._trouble.words.text()


def _phrases(piece: str) -> list[str]:
    """Words between two controls, in pieces short enough to wrap."""
    words, found = piece.split(), [""]
    for word in words:
        if len(found[-1]) + len(word) > 34:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return [each for each in found if each]
