"""What the card asks in place: when to move to, to whom to hand over, why no call is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.when import MOST_CHOICES, Answer, Asked, Understood, understand
from crm_desktop.domain.when_choices import quick_choices
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.when_texts import choice_words, explanation, sentence
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Grid
from crm_desktop.ui.widgets.text import Text


class MoveBox(AskBox):
    """Another time, typed or by a ready choice; the date understood stands below before it is saved.

    Where what was typed may mean several, those stand in place of the ready choices: by Alt and their
    number, or after Enter by the number alone.
    """

    moved = Signal(object)  # datetime
    unknown = Signal(str)  # words the own rules don't know: the page asks the library, off this thread

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Move to when?"))
        self.setAccessibleName(self.tr("Move to when?"))
        self.save.set_words(self.tr("Move"))
        self._now: datetime | None = None
        self._zone = "UTC"
        self._hours = CallingWindow()
        self._at: datetime | None = None
        self._choices: list[tuple[KeyCapButton, datetime]] = []
        self._readings: tuple[Understood, ...] = ()
        self._columns = 1
        self.field = Field("", placeholder=self.tr("kal 4 baje, shaam 6, 25/11 15:30 …"))
        self.field.edit.setAccessibleName(self.tr("When, in your own words"))
        self.field.edit.setProperty("elides", True)
        self.field.setProperty("user_data", True)
        self.field.text_changed.connect(self._typed)
        self.field.submitted.connect(self.submit)
        self._grid = Grid(gap_x=8, gap_y=6)
        self._ready = QWidget()
        Column(self._ready).addLayout(self._grid)
        self.which = QWidget()
        self.which.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.which.setAccessibleName(self.tr("Which time is meant"))
        meant = Column(self.which, gap=6)
        self._meant: list[KeyCapButton] = []
        for place in range(MOST_CHOICES):
            button = KeyCapButton("", f"Alt+{place + 1}", size="compact", spread=True)
            button.setProperty("user_data", True)
            button.setProperty("elides", True)  # only what stands behind the date, whole in the tooltip
            button.clicked.connect(self._meaning(place))
            meant.addWidget(button)
            self._meant.append(button)
        self.which.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self._ready)
        self.column.addWidget(self.which)
        self.column.addLayout(self.foot)

    def set_columns(self, columns: int) -> None:
        """How many ready choices stand side by side, from the next question on."""
        self._columns = columns

    def begin(self, now: datetime, zone: str, hours: CallingWindow) -> None:
        """Ask anew; the ready choices are counted from now, by the lead's clock."""
        self._now, self._zone, self._hours, self._at = now, zone, hours, None
        self.field.set_text("")
        self.field.set_hint("")
        for button, _ in self._choices:
            button.hide()
            button.deleteLater()
        self._choices = []
        for place, choice in enumerate(quick_choices(now, zone, hours)):
            button = KeyCapButton(tr_label(choice.label), f"Alt+{place + 1}", size="compact", spread=True)
            button.setToolTip(self.tr("On {when}").format(when=full_when(choice.at, zone)))
            button.clicked.connect(self._taking(choice.at))
            self._grid.addWidget(button, place // self._columns, place % self._columns)
            self._choices.append((button, choice.at))
        self._show_readings(())
        self.save.setEnabled(False)

    def _meaning(self, place: int) -> Callable[[], None]:
        return lambda: self.press(place)

    @property
    def is_choosing(self) -> bool:
        """Whether the keyboard is among the readings of what was typed."""
        return bool(self._readings) and self.which.hasFocus()

    def show_keys(self) -> None:
        """The keys of the readings, as they are with the keyboard where it is now."""
        for place, button in enumerate(self._meant):
            button.set_key(f"{place + 1}" if self.is_choosing else f"Alt+{place + 1}")
        if self._readings:
            self.save.setEnabled(not self.is_choosing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc among the readings: back to what was typed, not out of the question."""
        if event.key() == Qt.Key.Key_Escape and self.is_choosing:
            self.field.setFocus()
            event.accept()
            return
        super().keyPressEvent(event)

    def _show_readings(self, readings: tuple[Understood, ...]) -> None:
        self._readings = readings
        for button, words, found in zip(self._meant, choice_words(readings), readings, strict=False):
            button.set_words(words)
            button.setToolTip(explanation(found))
        for place, button in enumerate(self._meant):
            button.setVisible(place < len(readings))
        self.which.setVisible(bool(readings))
        self._ready.setVisible(not readings)
        self.save.set_words(self.tr("Choose") if readings else self.tr("Move"))
        self.show_keys()

    def _taking(self, at: datetime) -> Callable[[], None]:
        return lambda: self.moved.emit(at)

    def press(self, place: int) -> None:
        """Take a reading of what was typed, or a ready choice, by its key."""
        if self._readings:
            if 0 <= place < len(self._readings):
                self.moved.emit(self._readings[place].at)
        elif 0 <= place < len(self._choices):
            self.moved.emit(self._choices[place][1])

    def _typed(self, text: str) -> None:
        self._at = None
        self.save.setEnabled(False)
        if self._now is None or not text.strip():
            self.field.set_hint("")
            self._show_readings(())
            return
        found = self.read(text, may_ask_library=False)
        self._show(found)
        if not isinstance(found, Understood | Asked) and len(text.strip()) > 2:
            self.unknown.emit(text)

    def read(self, text: str, *, may_ask_library: bool) -> Answer:
        """What `text` means, by the clock and calling hours of this question; touches no widget."""
        now = self._now
        assert now is not None
        return understand(text, now, self._zone, self._hours, may_ask_library=may_ask_library)

    def answered(self, text: str, found: Answer) -> None:
        """What the library makes of it; too late when something else was typed meanwhile."""
        if text == self.field.text() and isinstance(found, Asked):
            self._show(found)

    def _show(self, found: Answer) -> None:
        self._show_readings(found.choices if isinstance(found, Asked) else ())
        if isinstance(found, Understood):
            self._at = found.at
            self.field.set_hint(explanation(found))
        else:
            self.field.set_hint(sentence(found))
        self.save.setEnabled(isinstance(found, Understood | Asked))

    def submit(self) -> None:
        if self._at is not None:
            self.moved.emit(self._at)
        elif self._readings:
            self.which.setFocus()
        elif self.field.text().strip():
            self.field.set_error(self.tr("This time was not understood. Type for example kal 4 baje."))

    def refuse(self, words: str) -> None:
        self.field.set_error(words)
        self.field.setFocus()


class HandBox(AskBox):
    """To whom a promise is handed over."""

    handed = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Hand over to whom?"))
        self.setAccessibleName(self.tr("Hand over to whom?"))
        self.save.set_words(self.tr("Give"))
        self.person = ComboBox(self.tr("Hand over to whom?"))
        self.person.setPlaceholderText(self.tr("Choose a person"))
        self.person.setProperty("user_data", True)
        self.person.currentIndexChanged.connect(lambda at: self.save.setEnabled(at >= 0))
        self.error = Text("", "table", tone="danger", wrap=True)
        self.error.hide()
        self.column.addWidget(self.person)
        self.column.addWidget(self.error)
        self.column.addLayout(self.foot)

    def begin(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Ask anew."""
        self.error.hide()
        self.person.clear()
        for person_id, name in people:
            self.person.addItem(name, person_id)
        self.person.setCurrentIndex(-1)
        self.save.setEnabled(False)

    def submit(self) -> None:
        if self.person.currentIndex() >= 0:
            self.handed.emit(self.person.currentData())

    def refuse(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()


class DoneBox(AskBox):
    """Why no call is needed any more."""

    done = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Why is no call needed?"))
        self.setAccessibleName(self.tr("Why is no call needed?"))
        self.save.set_words(self.tr("Close it"))
        self.why = Field("", placeholder=self.tr("In a few words"))
        self.why.edit.setAccessibleName(self.tr("Why is no call needed?"))
        self.why.edit.setProperty("user_data", True)
        self.why.submitted.connect(self.submit)
        self._ready = [
            self.tr("They called us"),
            self.tr("Settled by message"),
            self.tr("Met in person"),
        ]
        self.column.addWidget(self.why)
        for place, words in enumerate(self._ready):
            button = KeyCapButton(words, f"Alt+{place + 1}", size="compact", spread=True)
            button.clicked.connect(self._taking(words))
            self.column.addWidget(button)
        self.column.addLayout(self.foot)

    def _taking(self, words: str) -> Callable[[], None]:
        return lambda: self.done.emit(words)

    def begin(self) -> None:
        """Ask anew."""
        self.why.set_text("")

    def press(self, place: int) -> None:
        """Take a ready reason by its key."""
        if 0 <= place < len(self._ready):
            self.done.emit(self._ready[place])

    def submit(self) -> None:
        if not self.why.text().strip():
            self.why.set_error(self.tr("Say why the call-back is not needed any more."))
            self.why.setFocus()
            return
        self.done.emit(self.why.text().strip())

    def refuse(self, words: str) -> None:
        self.why.set_error(words)
