"""A time typed in words: what is understood stands below it; several readings are chosen by Alt + number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.when import MOST_CHOICES, Answer, Asked, Understood, understand
from crm_desktop.ui.when_texts import choice_words, explanation, sentence
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column

MEETING_HOURS = CallingWindow(time(8), time(21))  # decides between 4 and 16 only


class WhenField(QWidget):
    """`changed` after each key; `unknown` gives words the own rules don't know, for the library."""

    changed = Signal()
    submitted = Signal()
    unknown = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._zone = "UTC"
        self._rest = ""
        self._at: datetime | None = None
        self._readings: tuple[Understood, ...] = ()
        column = Column(self, gap=6)
        self.field = Field(label, placeholder=self.tr("kal 4 baje, Saturday 11 am, 25/11 15:30 …"))
        self.field.edit.setProperty("elides", True)
        self.field.setProperty("user_data", True)
        self.field.text_changed.connect(self._typed)
        self.field.submitted.connect(self.submitted)
        column.addWidget(self.field)
        self._meant: list[KeyCapButton] = []
        for place in range(MOST_CHOICES):
            button = KeyCapButton("", f"Alt+{place + 1}", size="compact", spread=True)
            button.setProperty("user_data", True)
            button.setProperty("elides", True)
            button.clicked.connect(self._choosing(place))
            button.hide()
            column.addWidget(button)
            self._meant.append(button)
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self._choosing(place))
        self.setFocusProxy(self.field.edit)

    @property
    def at(self) -> datetime | None:
        """The time understood; None where nothing, or nothing sure, was typed."""
        return self._at

    @property
    def readings(self) -> tuple[Understood, ...]:
        """The times that may be meant, to choose one of."""
        return self._readings

    def text(self) -> str:
        """What was typed."""
        return self.field.text()

    def begin(self, now: datetime, zone: str, rest: str = "") -> None:
        """Ask anew, by the clock of `zone`; `rest` is said while nothing is typed."""
        self._now, self._zone, self._rest = now, zone, rest
        self.field.set_text("")
        self.field.set_error("")
        self._typed("")

    def refuse(self, words: str) -> None:
        """Say what is wrong with it."""
        self.field.set_error(words)
        self.field.setFocus()

    def read(self, text: str, *, may_ask_library: bool) -> Answer:
        """What `text` means; touches no widget."""
        now = self._now
        assert now is not None
        return understand(text, now, self._zone, MEETING_HOURS, may_ask_library=may_ask_library)

    def answered(self, text: str, found: Answer) -> None:
        """What the library makes of it; too late when something else was typed meanwhile."""
        if text == self.field.text() and isinstance(found, Asked | Understood):
            self._show(found)

    def _typed(self, text: str) -> None:
        if self._now is None or not text.strip():
            self._take(None, (), self._rest)
            return
        found = self.read(text, may_ask_library=False)
        self._show(found)
        if not isinstance(found, Understood | Asked) and len(text.strip()) > 2:
            self.unknown.emit(text)

    def _show(self, found: Answer) -> None:
        if isinstance(found, Understood):
            self._take(found.at, (), explanation(found))
        else:
            readings = found.choices if isinstance(found, Asked) else ()
            self._take(None, readings, sentence(found))

    def _take(self, at: datetime | None, readings: tuple[Understood, ...], hint: str) -> None:
        self._at, self._readings = at, readings
        self.field.set_hint(hint)
        words = choice_words(readings)
        for place, button in enumerate(self._meant):
            button.setVisible(place < len(words))
            if place < len(words):
                button.set_words(words[place])
                button.setToolTip(explanation(readings[place]))
        self.changed.emit()

    def _choosing(self, place: int) -> Callable[[], None]:
        return lambda: self._choose(place)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._readings):
            found = self._readings[place]
            self._take(found.at, (), explanation(found))
            self.field.setFocus()
