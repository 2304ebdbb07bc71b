"""A call made earlier, in one form: when, which way, how it ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.clock import Clock
from crm_desktop.domain.call import Direction
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.result_fields import FieldValue, read_field
from crm_desktop.domain.talk_time import read_talk
from crm_desktop.domain.when import Understood, understand
from crm_desktop.domain.when_past import PastTime, understand_past
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.earlier import DoubleCall
from crm_desktop.services.outside_calls import EarlierCall, EarlierForm, MissedCall
from crm_desktop.ui.callers import words
from crm_desktop.ui.calling.words import result_label
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.when_texts import explanation, sentence
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Grid, Row
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

DIRECTIONS = (Direction.OUT, Direction.IN, Direction.MISSED)
WIDTH = 720
BY_HAND = "typed"


class EarlierPanel(Overlay):
    """`saved` gives EarlierCall or MissedCall; `refuse` shows at its field what was wrong."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, zone: str, clock: Clock) -> None:
        super().__init__(parent, width=WIDTH, at_top=True)
        self._office, self._clock = zone, clock
        self.setAccessibleName(self.tr("Earlier call"))
        self._lead_id: UUID = new_id()
        self._phone_id: UUID | None = None
        self._form: EarlierForm | None = None
        self._request, self._call_id = new_id(), new_id()
        self._is_double_fine = False
        self.name = ""
        self.fields: dict[str, Field] = {}
        self.heading = ElidedText("", "title")
        self.heading.setProperty("user_data", True)
        self.when = Field(self.tr("When was it? In your words"), placeholder=self.tr("aaj 11 baje"))
        self.talk = Field(self.tr("How long? Minutes, if you know"), placeholder="3:20")
        self.note = Field(self.tr("Note"))
        self.next = Field(self.tr("Next call, if you promised one"), placeholder=self.tr("kal 4 baje"))
        self.way = ComboBox(self.tr("Who called"))
        for title in (self.tr("We called them"), self.tr("They called us"), self.tr("They called, missed")):
            self.way.addItem(title)
        self.result = ComboBox(self.tr("Result"))
        self.result.setPlaceholderText(self.tr("Choose the result"))
        self.result.setProperty("user_data", True)
        for field in (self.when, self.talk, self.note, self.next):
            field.edit.setProperty("user_data", True)
        self.when.text_changed.connect(self._read_when)
        self.next.text_changed.connect(self._read_next)
        self.way.currentIndexChanged.connect(self._show_parts)
        self.result.currentIndexChanged.connect(self._show_parts)
        self._make()
        follow_theme(self._rescale)

    def _make(self) -> None:
        self._holder = QWidget()
        self._body = Column(self._holder, margins=(0, 0, 0, 4), gap=10)
        self._grid = Grid(gap_x=12, gap_y=10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._way_box = _titled(self.tr("Who called"), self.way)
        self._result_box = _titled(self.tr("Result"), self.result)
        self._body.addLayout(self._grid)
        self._body.addStretch(1)
        self._scroll = Scroll()
        self._scroll.setWidget(self._holder)
        self._problem = QWidget()
        row = Row(self._problem, gap=8)
        self.told = Text("", "table", tone="danger", wrap=True)
        row.addWidget(IconLabel("sign.warning", tone="danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.told, 1)
        self._problem.hide()
        foot = Row(gap=8)
        self.save = KeyCapButton(self.tr("Enter the call"), "Ctrl+Return", kind="primary", icon="sign.check")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.dismiss)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.column.addWidget(self.heading)
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(self._problem)
        self.column.addLayout(foot)

    # ---- filling it --------------------------------------------------------------------------

    def begin(self, lead_id: UUID, phone_id: UUID | None, form: EarlierForm) -> None:
        """An empty form for this lead; then `open`."""
        self._lead_id, self._phone_id, self._form = lead_id, phone_id, form
        self._request, self._call_id, self._is_double_fine = new_id(), new_id(), False
        self.name = form.name
        self.heading.setText(self.tr("Earlier call with {name}").format(name=form.name))
        for field in (self.when, self.talk, self.note, self.next):
            field.set_text("")
            field.set_error("")
            field.set_hint("")
        self.way.setCurrentIndex(0)
        self.result.clear()
        active = sorted((d for d in form.campaign.dispositions if d.is_active), key=lambda d: d.position)
        for disposition in active:
            self.result.addItem(result_label(disposition.label), disposition)
        self.result.setCurrentIndex(-1)
        self._say("")
        self._show_parts()

    @property
    def direction(self) -> Direction:
        """Who called whom."""
        return DIRECTIONS[max(0, self.way.currentIndex())]

    def _chosen(self) -> Disposition | None:
        found = self.result.currentData()
        return found if isinstance(found, Disposition) else None

    def _show_parts(self) -> None:
        """Lay out what the way and the result ask for."""
        result, is_missed = self._chosen(), self.direction is Direction.MISSED
        for field in self.fields.values():
            field.setParent(None)
            field.deleteLater()
        self.fields = {}
        if result is not None and not is_missed:
            for asked in result.fields:
                field = Field(asked.label)
                field.setProperty("user_data", True)
                self.fields[asked.key] = field
        parts: list[QWidget] = [self.when, self._way_box]
        if not is_missed:
            parts += [self._result_box, self.talk, *self.fields.values()]
            if result is not None and result.needs_next_date:
                parts.append(self.next)
        parts.append(self.note)
        for part in (self.when, self._way_box, self._result_box, self.talk, self.next, self.note):
            self._grid.removeWidget(part)
            part.setVisible(part in parts)
        for place, part in enumerate(parts):
            is_alone = place == len(parts) - 1 and place % 2 == 0
            span = 2 if is_alone else 1
            self._grid.addWidget(part, place // 2, place % 2, 1, span, Qt.AlignmentFlag.AlignTop)
            part.show()
        self._say("")
        if self.isVisible():
            self.place()

    def first_focus(self) -> QWidget:
        return self.when.edit

    def wanted_height(self) -> int:
        theme = current()
        edges = self.column.contentsMargins()
        parts = self.heading.sizeHint().height() + self.save.sizeHint().height()
        if not self._problem.isHidden():
            parts += self._problem.sizeHint().height() + self.column.spacing()
        self._grid.invalidate()
        width = min(theme.px(WIDTH), self.covered.width() - theme.px(32)) - edges.left() - edges.right()
        tall = self._body.heightForWidth(width) if self._body.hasHeightForWidth() else 0
        body = max(tall, self._body.minimumSize().height()) + theme.px(8)
        return edges.top() + edges.bottom() + parts + body + 2 * self.column.spacing() + theme.px(4)

    def _rescale(self) -> None:
        edge = current().px(16)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(current().px(12))

    # ---- reading it --------------------------------------------------------------------------

    def _read_when(self, typed: str) -> None:
        found = understand_past(typed, self._clock.now(), self._office) if typed.strip() else None
        hint = ""
        if isinstance(found, PastTime):
            hint = f"{found.shown} ({words.days_ago(found.days_ago)})"
        elif found is not None:
            hint = sentence(found)
        self.when.set_hint(hint)
        self._is_double_fine = False
        self._grew()

    def _read_next(self, typed: str) -> None:
        answer = self._next_call(typed)
        self.next.set_hint(
            "" if answer is None else explanation(answer) if isinstance(answer, Understood) else answer
        )
        self._grew()

    def _next_call(self, typed: str) -> Understood | str | None:
        """The promised time, why it is not understood, or None when nothing was typed."""
        if not typed.strip() or self._form is None:
            return None
        answer = understand(typed, self._clock.now(), self._form.zone, self._form.campaign.window)
        return answer if isinstance(answer, Understood) else sentence(answer)

    def submit(self) -> None:
        """Save, if everything is there; what is wrong is said at its field."""
        self._say("")
        found = understand_past(self.when.text(), self._clock.now(), self._office)
        if not isinstance(found, PastTime):
            self.when.set_error(sentence(found))
            self.when.edit.setFocus()
            self._grew()
        elif self.direction is Direction.MISSED:
            self.saved.emit(
                MissedCall(
                    self._request, self._call_id, self._lead_id, self._phone_id,
                    self._form.campaign.id if self._form else None, found.at, self.note.text().strip(),
                    dialler=BY_HAND,
                )
            )  # fmt: skip
        else:
            command = self._earlier(found.at)
            if command is not None:
                self.saved.emit(command)
        self._grew()

    def _earlier(self, at: datetime) -> EarlierCall | None:
        result, form = self._chosen(), self._form
        if result is None or form is None:
            self.result.set_tone("danger")
            self._say(self.tr("Choose how the call ended."))
            self.result.setFocus()
            return None
        self.result.set_tone("")
        talk_s = read_talk(self.talk.text(), bare_is_minutes=True)
        if self.talk.text().strip() and talk_s is None:
            self._at(self.talk, self.tr("Type minutes, such as 3 or 3:20, or leave it empty."))
            return None
        values: list[FieldValue] = []
        try:
            for asked in result.fields:
                reading = read_field(asked, self.fields[asked.key].text(), form.asked)
                values += [reading.value] if reading.value is not None else []
        except UserError as error:
            self.refuse(error)
            return None
        answer = self._next_call(self.next.text()) if result.needs_next_date else None
        if isinstance(answer, str):
            self._at(self.next, answer)
            return None
        return EarlierCall(
            self._request, self._call_id, self._lead_id, self.direction, at, result.id,
            self._phone_id, form.campaign.id, self.note.text().strip(), answer.at if answer else None,
            talk_s=talk_s, values=tuple((value.key, value.value) for value in values), dialler=BY_HAND,
            is_double_fine=self._is_double_fine,
        )  # fmt: skip

    def refuse(self, error: UserError) -> None:
        """The services said no: at which field, and why; a double is saved by saving again."""
        self._request = new_id()  # what comes next is another command
        if isinstance(error, DoubleCall) and self.direction is not Direction.MISSED:
            self._is_double_fine = True
        at = {"at": self.when, "talk": self.talk, "callback_at": self.next, **self.fields}.get(
            error.field or ""
        )
        if at is None:
            self._say(tr_error(error))
        else:
            self._at(at, tr_error(error))

    def _at(self, field: Field, said: str) -> None:
        field.set_error(said)
        field.edit.setFocus()
        self._grew()

    def _say(self, said: str) -> None:
        self.told.setText(said)
        self._problem.setVisible(bool(said))
        self._grew()

    def _grew(self) -> None:
        if self.isVisible():
            self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()  # fields let the key through
            return
        super().keyPressEvent(event)


def _titled(title: str, combo: ComboBox) -> QWidget:
    box = QWidget()
    column = Column(box, gap=4)
    label = Text(title, "caption", tone="muted")
    label.setBuddy(combo)
    column.addWidget(label)
    column.addWidget(combo)
    return box
