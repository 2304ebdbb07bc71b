"""When to call back, asked in place: the words typed, how they are understood, ready choices by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.domain.formats import clock, full_when
from crm_desktop.domain.when import Asked
from crm_desktop.domain.when_reasons import IN_HOURS
from crm_desktop.ui.calling.acts_bar import ActButton
from crm_desktop.ui.calling.promise import Promise
from crm_desktop.ui.calling.words import zone_place
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.when_texts import choice_words, note_words, sentence
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.text import ElidedText, Text

CHOICES = 6


class PromiseStrip(QWidget):
    """Changed in place: `show_promise` after each key press."""

    typed = Signal(str)
    quick = Signal(int)
    confirmed = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("keep_clear", True)  # passing messages stay beside it
        self._is_compact = False
        self._does = ""
        self._outer = Column(self, margins=12, gap=10)
        row = Row(gap=16)
        self.field = Field(self.tr("When? In your words"), size="large", placeholder=self.tr("kal 4 baje"))
        self.field.setProperty("user_data", True)
        self.field.edit.textChanged.connect(self.typed)
        self.field.setMaximumWidth(current().px(330))
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = Column(holder, gap=4)
        self._understood_title = Text(self.tr("Understood as"), "caption", tone="muted")
        line = Row(gap=12)
        self._when = Text("", "page", tabular=True)
        self._when.setProperty("user_data", True)
        self._where = ElidedText("", "body", tone="muted")
        line.addWidget(self._when)
        line.addWidget(self._where, 1)
        self._problem = Text("", "body", tone="danger", wrap=True)
        chips = Row(gap=8)
        self._hours = Chip("", "ok", icon="sign.check")
        self._others = Chip("", "plain")
        for chip in (self._hours, self._others):
            chips.addWidget(chip)
        self._assumed = ElidedText("", "table", tone="muted")
        self._assumed.setProperty("user_data", True)
        chips.addWidget(self._assumed, 1)
        middle.addWidget(self._understood_title)
        middle.addLayout(line)
        middle.addWidget(self._problem)
        self._how = Text("", "caption", tone="muted", wrap=True)
        middle.addWidget(self._how)
        middle.addLayout(chips)
        self.back = KeyCapButton(self.tr("Back"), "Esc", size="large")
        self.confirm = KeyCapButton(
            self.tr("Promise and next"), "Enter", kind="primary", size="large", icon="call.later"
        )
        self.back.clicked.connect(self.back_asked)
        self.confirm.clicked.connect(self.confirmed)
        row.addWidget(self.field, 2)
        row.addWidget(holder, 3)
        for button in (self.back, self.confirm):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.back)
        row.addWidget(self.confirm)
        self._outer.addLayout(row)
        self._choices_box = QWidget()
        self._flow = flow = FlowLayout(self._choices_box, gap=8)
        self.choices: list[ActButton] = []
        for place in range(CHOICES):
            button = ActButton("", "", f"Alt+{place + 1}", "")
            button.setProperty("user_data", True)
            button.set_room(size="compact", has_icon=False)
            button.clicked.connect(self._quick_clicked)
            flow.addWidget(button)
            self.choices.append(button)
        self.choosing = self._choices_box
        self.choosing.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.choosing.setAccessibleName(self.tr("Which time is meant"))
        self._outer.addWidget(self._choices_box)
        self.setAccessibleName(self.tr("When to call back"))
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.field.setMaximumWidth(current().px(330))
        self._fit_problem()
        self._fit_choices()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_problem()
        self._fit_choices()

    def _fit_problem(self) -> None:
        """As high as the sentence is, two lines at least: the strip doesn't jump with each letter."""
        least = 2 * current().line("body")
        if not self._problem.isHidden():
            self._outer.activate()  # how wide it is
            least = max(least, self._problem.heightForWidth(self._problem.width()))
        self._problem.setMinimumHeight(least)

    def _fit_choices(self) -> None:
        """The ready times wrap where the width ends; their lines are never cut."""
        room = self.width() - 2 * self._outer.contentsMargins().left()
        self._choices_box.setFixedHeight(max(current().px(28), self._flow.heightForWidth(room)))

    def set_compact(self, is_compact: bool) -> None:
        """Less air, for small windows."""
        self._outer.set_space(6 if is_compact else 12, 6 if is_compact else 10)
        self.field.label.setVisible(not is_compact)
        self._is_compact = is_compact
        self.confirm.set_icon("" if is_compact else "call.later")

    def _quick_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ActButton):
            self.quick.emit(self.choices.index(sender))

    def open_for(self, promise: Promise) -> None:
        """Begin with an empty field; the proposed time is understood already."""
        self.field.edit.blockSignals(True)
        self.field.set_text("")
        self.field.edit.blockSignals(False)
        self._does = self.tr("Promise and next") if promise.for_act == "result" else self.tr("Call later")

    def show_promise(self, promise: Promise, now: datetime, place: str, promised: Sequence[datetime]) -> None:
        """Show how it stands."""
        if self.field.text() != promise.typed:
            self.field.edit.blockSignals(True)
            self.field.set_text(promise.typed)
            self.field.edit.blockSignals(False)
        self._show_choices(promise)
        at = promise.at
        problem = promise.refusal
        if at is None and promise.problem is not None:
            problem = sentence(promise.problem)
        is_question = isinstance(promise.problem, Asked)
        self._when.setText(promise.shown_at(now) or "–")
        where = place or zone_place(promise.zone)
        ahead = self._ahead(where, at, now) if at else ""
        self._where.setText(ahead)
        self._problem.setText(problem)
        self._problem.set_tone("" if is_question else "danger")
        self._problem.setVisible(bool(problem))
        self._when.setVisible(at is not None)
        self._where.setVisible(at is not None)
        self._understood_title.setVisible(at is not None and not self._is_compact)
        # What was assumed about calling hours says that the time is inside them; small windows need the room.
        has_said_so = (
            promise.is_inside_hours
            and bool(promise.assumed)
            and (self._is_compact or any(note.template == IN_HOURS for note in promise.assumed))
        )
        self._hours.setVisible(at is not None and not problem and not has_said_so)
        self._how.setText(self._how_to_choose(promise))
        self._how.setVisible(is_question and not self._is_compact)
        if promise.is_inside_hours:
            self._hours.show_as(self.tr("inside calling hours"), "ok", "sign.check")
        else:
            self._hours.show_as(self.tr("outside calling hours"), "bad", "result.blocked")
        self._assumed.setText("; ".join(note_words(note) for note in promise.assumed))
        self._assumed.setVisible(at is not None)
        others = promise.others(promised)
        self._others.setVisible(others > 0)
        if at is not None and others:
            words = plural(self.tr("you have %n other(s) at {at}", "", others), others)
            self._others.show_as(words.format(at=clock(at, promise.zone)), "plain")
        self.field.frame.set_tone("warning" if is_question else "danger" if problem else "")
        self.confirm.set_words(self.tr("Choose") if promise.readings else self._does)
        self.confirm.setEnabled(at is not None or (is_question and not promise.is_choosing))
        self._fit_problem()

    def _how_to_choose(self, promise: Promise) -> str:
        if promise.is_choosing:
            return self.tr("Press its number. Esc to type again.")
        return self.tr("Press Enter, then its number; or Alt and its number.")

    def _show_choices(self, promise: Promise) -> None:
        """The ready times; or, where what was typed may mean several, those: by their bare numbers once
        the keyboard is among them."""
        if promise.ways:
            latest = "" if promise.latest is None else full_when(promise.latest, promise.zone)
            named = {
                "asked": (self.tr("They asked for this call"), self.tr("Kept with this call, in your name")),
                "latest": (self.tr("At the latest: {at}").format(at=latest), latest),
            }
            all_words = [named[way][0] for way in promise.ways]
            tips = [named[way][1] for way in promise.ways]
        elif promise.readings:
            all_words = choice_words(promise.readings)
            tips = [found.shown for found in promise.readings]
        else:
            all_words = [tr_label(choice.label) for choice in promise.choices]
            tips = [full_when(choice.at, promise.zone) for choice in promise.choices]
        for place, button in enumerate(self.choices):
            button.setVisible(place < len(all_words))
            if place < len(all_words):
                button.set_words(all_words[place])
                button.setToolTip(tips[place])
                button.set_key(f"{place + 1}" if promise.is_choosing else f"Alt+{place + 1}")
        self._fit_choices()

    def _ahead(self, place: str, at: datetime, now: datetime) -> str:
        """How far away it is: “in Nashik, 24 hours from now”."""
        minutes = round((at - now).total_seconds() / 60)
        if minutes < 60:
            span = plural(self.tr("%n minute(s) from now", "", minutes), minutes)
        elif minutes < 48 * 60:
            hours = round(minutes / 60)
            span = plural(self.tr("%n hour(s) from now", "", hours), hours)
        else:
            days = round(minutes / 1440)
            span = plural(self.tr("%n day(s) from now", "", days), days)
        return self.tr("in {place}, {span}").format(place=place, span=span)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(painter, QRectF(self.rect()), radius=theme.px(8), border=theme.colour("accent"))
