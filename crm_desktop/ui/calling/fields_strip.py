"""The fields of a result, asked in place: one line each, what is understood, what can be chosen by key."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.result_fields import MOST_FIELDS, FieldKind, ResultField, is_needed
from crm_desktop.errors import UserError
from crm_desktop.ui.calling.acts_bar import ActButton
from crm_desktop.ui.calling.answers import MOST_KEYS, Answers
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Grid, Row
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text, Tone

NARROW = 1000  # px at 100 %: below it three fields stand side by side at most
LONGEST_OPTION = 34
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class FieldsStrip(QWidget):
    """Changed in place: `show_answers` after each key press."""

    typed = Signal(str, str)  # a field's key, its text
    entered = Signal(int)  # the place of the field that has the keyboard now
    chosen = Signal(int)  # an option's number
    next_asked = Signal()
    save_asked = Signal()
    back_asked = Signal()
    height_changed = Signal()  # another width needs another height

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("keep_clear", True)  # passing messages stay beside it
        self._answers: Answers | None = None
        self._is_showing = self._is_compact = False
        self._columns = 0
        self._outer = Column(self, margins=12, gap=8)
        self._grid_box = QWidget()
        self._grid = Grid(self._grid_box, gap_x=12, gap_y=6)
        self.fields: list[Field] = []
        for place in range(MOST_FIELDS):
            one = Field(" ", size="large", parent=self._grid_box)
            one.setProperty("user_data", True)
            one.edit.setProperty("user_data", True)
            one.edit.installEventFilter(self)
            one.edit.textChanged.connect(self._telling(place))
            one.hide()
            self.fields.append(one)
        self._outer.addWidget(self._grid_box)
        foot = Row(gap=12)
        # One place for what is wrong or understood and for what can be chosen: the strip doesn't jump.
        self._told_box = QWidget()
        told = Row(self._told_box, gap=6)
        self._sign = IconLabel("sign.error", tone="danger")
        self._told = Text("", "body", tone="muted", wrap=True)
        self._told.setProperty("user_data", True)
        told.addWidget(self._sign)
        told.addWidget(self._told, 1)
        self._options_box = QWidget()
        self._flow = FlowLayout(self._options_box, gap=8)
        self.options: list[ActButton] = []
        for place in range(MOST_KEYS):
            button = ActButton("", " ", str(place + 1), "")
            button.setProperty("user_data", True)
            button.set_room(size="compact", has_icon=False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the keyboard in the field
            button.clicked.connect(self._option_clicked)
            self._flow.addWidget(button)
            self.options.append(button)
        self._more = ElidedText("", "table", tone="muted")
        self._flow.addWidget(self._more)
        self.back = KeyCapButton(self.tr("Back"), "Esc", size="large")
        self.save = KeyCapButton(
            self.tr("Save and next"), "Ctrl+Enter", kind="primary", size="large", icon="sign.check"
        )
        self.back.clicked.connect(self.back_asked)
        self.save.clicked.connect(self.save_asked)
        foot.addWidget(self._told_box, 1)
        foot.addWidget(self._options_box, 1)
        foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        self._outer.addLayout(foot)
        self.setAccessibleName(self.tr("What the result asks for"))
        follow_theme(self._restyle)

    # ---- room --------------------------------------------------------------------------------------

    def _restyle(self) -> None:
        self._arrange()
        self._fit()
        self.update()

    def set_compact(self, is_compact: bool) -> None:
        """Less air and lower fields, for small windows."""
        if is_compact == self._is_compact:
            return
        self._is_compact = is_compact
        self._outer.set_space(6 if is_compact else 12, 4 if is_compact else 8)
        for one in self.fields:
            one.frame._size = "compact" if is_compact else "large"
            one.frame._restyle()
        for button in (self.back, self.save):
            button._size = "compact" if is_compact else "large"
            button._restyle()
        self._fit()
        self._outer.activate()
        self.height_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        before = self.sizeHint().height()
        self._arrange()
        self._fit()
        self._outer.activate()
        if self.sizeHint().height() != before:
            self.height_changed.emit()

    def _arrange(self) -> None:
        """All in one row where there is room, else two of the same length."""
        count = len(self._answers.fields) if self._answers else 0
        most = 3 if self.width() < current().px(NARROW) else 4
        columns = count if count <= most else -(-count // 2)
        if (columns, count) == (self._columns, self._grid.count()):
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        for place in range(MOST_FIELDS):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        for place in range(count):
            self._grid.addWidget(self.fields[place], place // columns, place % columns)

    def _fit(self) -> None:
        """Sentence and options are as high as their lines are at this width, and never less than a button."""
        px = current().px
        room = self.width() - self.save.sizeHint().width() - self.back.sizeHint().width()
        room -= 2 * self._outer.contentsMargins().left() + px(24)
        sign = 0 if self._sign.isHidden() else self._sign.sizeHint().width() + px(6)
        least = self.save.sizeHint().height()
        self._told_box.setFixedHeight(max(least, self._told.heightForWidth(max(room - sign, px(100)))))
        self._options_box.setFixedHeight(max(px(28), self._flow.heightForWidth(max(room, px(100)))))

    # ---- showing -----------------------------------------------------------------------------------

    def show_answers(self, answers: Answers, save_words: str) -> None:
        """Show how it stands; the keyboard follows the current field while it is in the strip."""
        before, self._answers = self._answers, answers
        self._is_showing = True
        if before is None or before.fields != answers.fields:
            self._name_fields(answers)
        for one, asked_for in zip(self.fields, answers.fields, strict=False):
            if one.text() != answers.text(asked_for.key):
                one.set_text(answers.text(asked_for.key))
            is_wrong = answers.problem is not None and asked_for is answers.current
            is_doubted = answers.doubt == asked_for.key
            one.frame.set_tone("danger" if is_wrong else "warning" if is_doubted else "")
        if self.save.words() != save_words:
            self.save.set_words(save_words)
        self._tell(answers)
        self._show_options(answers)
        self._fit()
        self._is_showing = False
        edit = self.fields[answers.at].edit
        if any(one.edit.hasFocus() for one in self.fields) and not edit.hasFocus():
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()

    def edit_now(self) -> QWidget:
        """Where the keyboard goes when the questions open."""
        return self.fields[self._answers.at if self._answers else 0].edit

    def forget(self) -> None:
        """Other questions come next."""
        self._answers = None

    def _name_fields(self, answers: Answers) -> None:
        for place, one in enumerate(self.fields):
            one.setVisible(place < len(answers.fields))
            if place < len(answers.fields):
                asked_for = answers.fields[place]
                words = tr_label(asked_for.label)
                if not is_needed(asked_for, answers.asked):
                    words = self.tr("{field} (optional)").format(field=words)
                one.label.setText(words)
                one.edit.setAccessibleName(words)
        self._arrange()

    def _tell(self, answers: Answers) -> None:
        words, tone, icon = self._words(answers)
        self._told.setText(words)
        self._told.set_tone(tone)
        self._sign.setVisible(bool(icon))
        if icon:
            self._sign.set_icon(icon, tone)
        for one, asked_for in zip(self.fields, answers.fields, strict=False):
            one.edit.setAccessibleDescription(words if asked_for is answers.current else "")

    def _words(self, answers: Answers) -> tuple[str, Tone, str]:
        """The line below the fields: what is wrong, what to look at, what is understood, what to type."""
        field = answers.current
        if answers.problem is not None:
            return tr_error(answers.problem), "danger", "sign.error"
        reading = answers.reading(field)
        if isinstance(reading, UserError) or reading.value is None:
            return self._hint(field, answers), "muted", ""
        shown = reading.value.shown
        if field.kind is FieldKind.DATE:
            shown = f"{_WEEKDAYS[date.fromisoformat(str(reading.value.value)).weekday()]} {shown}"
        if answers.doubt == field.key:
            return self.tr("Is it {date}? Press Enter if so.").format(date=shown), "warning", "sign.warning"
        if field.kind in (FieldKind.TEXT, FieldKind.REFERENCE):
            return "", "muted", ""
        told = self.tr("Understood as {value}").format(value=tr_label(shown))
        return (told, "", "sign.check") if reading.is_certain else (told, "warning", "sign.warning")

    def _hint(self, field: ResultField, answers: Answers) -> str:
        match field.kind:
            case FieldKind.AMOUNT | FieldKind.MONEY:
                return self.tr("Such as 500, 1,25,000, 50k or 1.25 lakh.")
            case FieldKind.DATE:
                return self.tr("Such as 5/12, 5 dec 2026 or 15 din baad.")
            case _ if not answers.text(field.key) and not is_needed(field, answers.asked):
                return self.tr("Enter goes on without it.")
            case _:
                return ""

    def _show_options(self, answers: Answers) -> None:
        found = answers.options() if answers.problem is None else ()
        self._options_box.setVisible(bool(found))
        self._told_box.setVisible(not found)
        for place, button in enumerate(self.options):
            button.setVisible(place < len(found))
            if place < len(found):
                number, name = found[place]
                button.act_id = str(number)
                words = tr_label(name)
                short = words if len(words) <= LONGEST_OPTION else f"{words[: LONGEST_OPTION - 1]}…"
                button.set_words(short)
                button.setToolTip(words if short != words else "")
                button.set_key(str(number) if number <= MOST_KEYS and self._has_keys() else "")
        more = len(found) - len(self.options)
        self._more.setVisible(more > 0)
        if more > 0:
            self._more.setText(plural(self.tr("%n more, type a few letters", "", more), more))

    # ---- what is done ------------------------------------------------------------------------------

    def _has_keys(self) -> bool:
        """Whether a digit typed into the current field chooses at once."""
        answers = self._answers
        return answers is not None and 0 < len(answers.options()) <= MOST_KEYS

    def _telling(self, place: int) -> object:
        def tell(text: str) -> None:
            answers = self._answers
            if not self._is_showing and answers is not None and place < len(answers.fields):
                self.typed.emit(answers.fields[place].key, text)

        return tell

    def _option_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ActButton) and sender.act_id:
            self.chosen.emit(int(sender.act_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        place = next((i for i, one in enumerate(self.fields) if one.edit is watched), None)
        if place is not None and event.type() == QEvent.Type.FocusIn:
            if isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.MouseFocusReason:
                self.fields[place].edit.selectAll()  # typing replaces what is proposed
            self.entered.emit(place)
        elif place is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._is_choice(place, event)
        return super().eventFilter(watched, event)

    def _is_choice(self, place: int, event: QKeyEvent) -> bool:
        """A digit in an empty or wholly chosen field takes the option of that number."""
        answers, edit = self._answers, self.fields[place].edit
        if answers is None or answers.at != place or not self._has_keys() or not event.text().isdigit():
            return False
        is_fresh = not edit.text() or edit.selectedText() == edit.text()
        number = int(event.text())
        if not is_fresh or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if any(number == known for known, _ in answers.options()):
            self.chosen.emit(number)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(painter, QRectF(self.rect()), radius=theme.px(8), border=theme.colour("accent"))
