"""The hero of the calling screen: one widget for all states, changed in place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, timer
from crm_desktop.ui import why_texts
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.chips import State as Pill
from crm_desktop.ui.widgets.hero import Hero
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.progress import CountdownBar
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

MOST_CHIPS, MOST_FACTS = 4, 3
PILLS: dict[State, Pill] = {
    State.LOADING: "away",
    State.NO_CAMPAIGN: "away",
    State.PREVIEW: "ready",
    State.BY_HAND: "dialling",
    State.DIALLING: "dialling",
    State.ON_CALL: "on_call",
    State.AFTER: "wrap_up",
    State.NOTHING: "ready",
    State.BREAK: "break",
    State.LOCKED: "away",
}
ICONS = {
    State.BY_HAND: "call.dialling",
    State.DIALLING: "call.dialling",
    State.ON_CALL: "call.on_call",
    State.BREAK: "call.break",
}


class FactLine(QWidget):
    """One fact after the number, kept and refilled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=8)
        self._icon = IconLabel("sign.clock")
        self.strong = Text("", "body_strong", tabular=True)
        self.words = ElidedText("", "body", tone="muted")
        for part in (self._icon, self.strong, self.words):
            row.addWidget(part)
        self.setProperty("user_data", True)
        self.hide()

    def tell(self, fact: words.Fact | None) -> None:
        """Show a fact; None hides the line."""
        self.setVisible(fact is not None)
        if fact is not None:
            self._icon.set_icon(fact.icon)
            self.strong.setText(fact.strong)
            self.strong.setVisible(bool(fact.strong))
            self.words.setText(fact.words)
            self.setAccessibleName(f"{fact.strong} {fact.words}".strip())


class CallHero(Hero):
    """Who, number, how long, what next. `show_state` after a change, `tell_time` each second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing: object = None
        self.is_narrow = False  # below 1280: one fact beside a wide column at the right
        self._pool = [Chip("") for _ in range(MOST_CHIPS)]
        for place, chip in enumerate(self._pool):
            chip.hide()
            chip.setProperty("user_data", True)
            self._title_row.insertWidget(2 + place, chip)
        self._facts = [FactLine() for _ in range(MOST_FACTS)]
        for fact in self._facts:
            self.facts.addWidget(fact)
        self.number.setProperty("user_data", True)
        self.name.setProperty("user_data", True)
        self._sentence = ElidedText("", "body", tone="muted")
        self._who.insertWidget(self._who.count() - 1, self._sentence)
        self._make_side()

    def _make_side(self) -> None:
        self.countdown = CountdownBar(self.tr("Dials by itself in"))
        self.box = CountdownBar(self.tr("Then a result is given"), colour="state_wrap_up")
        self.box.setProperty("user_data", True)
        self.dial = KeyCapButton(self.tr("Dial now"), "Space", kind="primary", size="large", icon="call.dial")
        self.wait = KeyCapButton(self.tr("Wait"), "Esc", size="large")
        dial_row = Row(gap=8)
        dial_row.addWidget(self.dial, 1)
        dial_row.addWidget(self.wait)
        clock_column = Column(gap=0)
        self.timer = Text("", "timer", tabular=True)
        self.caption = Text("", "caption", tone="muted", tabular=True)
        clock_column.addStretch(1)
        clock_column.addWidget(self.timer)
        clock_column.addWidget(self.caption)
        clock_column.addStretch(1)
        self.answered = KeyCapButton(self.tr("Answered"), "A", size="large", icon="call.on_call")
        self.end = KeyCapButton(
            self.tr("End call"), "Ctrl+Return", kind="danger", size="large", icon="call.end"
        )
        self.resume = KeyCapButton(
            self.tr("Go on calling"), "Space", kind="primary", size="large", icon="call.resume"
        )
        self.rest = KeyCapButton(self.tr("Take a break"), "B", size="large", icon="call.break")
        self._buttons = Row(gap=8)
        for button in (self.answered, self.end, self.resume, self.rest):
            self._buttons.addWidget(button)
        self._clock_row = Row(gap=20)
        self._clock_row.addLayout(clock_column)
        self._clock_row.addLayout(self._buttons)
        self.side.addStretch(1)
        self.side.addWidget(self.countdown)
        self.side.addWidget(self.box)
        self.side.addLayout(dial_row)
        self.side.addLayout(self._clock_row)
        self.side.addStretch(1)

    def set_compact(self, is_compact: bool) -> None:
        """Smaller, for windows below 1024."""
        super().set_compact(is_compact)
        self.timer.set_style("timer_small" if is_compact else "timer")
        self._clock_row.set_space(0, 12 if is_compact else 20)

    # ---- filling -----------------------------------------------------------------------------

    def show_state(self, p: CallingPresenter) -> None:
        """Fill everything from the presenter; parts that did not change are left alone."""
        self._show_title(p)
        self._show_who(p)
        self._show_side(p)
        self.tell_time(p)

    def _show_title(self, p: CallingPresenter) -> None:
        title, icon = words.title(p), ICONS.get(p.state, "")
        self._title.setProperty("user_data", p.is_recovered)
        if (p.state, title) != self._showing:
            self._showing = (p.state, title)
            self.set_state(PILLS[p.state], title, icon=icon)
        found = words.chips(p)[: 1 if self._is_compact else MOST_CHIPS]
        for place, chip in enumerate(self._pool):
            chip.setVisible(place < len(found))
            if place < len(found):
                one = found[place]
                chip.show_as(one.words, one.kind, one.icon)

    def _show_who(self, p: CallingPresenter) -> None:
        sentence = ""
        if p.lead is not None:
            card = p.lead.lead
            name, number = card.name or card.company or self.tr("No name"), p.hidden.number(p.phone)
        else:
            name, number, sentence = self._plain(p)
        if name != self.name.accessibleName() or number != self.number.text():
            self.set_lead(name, number)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence) and not self._is_compact)
        self.name.setProperty("user_data", p.lead is not None)

    def _plain(self, p: CallingPresenter) -> tuple[str, str, str]:
        """The large words of the states without a lead, and the sentence below."""
        if p.state is State.NOTHING and p.campaign is not None and p.campaign.is_paused:
            told = p.campaign.paused_why or self.tr("You stay ready. The next lead appears by itself.")
            return self.tr("Paused for everyone"), "", told
        if p.state is State.NOTHING and p.nothing is not None:
            why = why_texts.sentence(p.nothing, p.zone, p.now)
            if p.nothing.next_at is None:
                done = self.tr("Every lead is finished or held back.")
                return self.tr("Nothing to dial"), "", why or done
            when = why_texts.when_words(p.nothing.next_at, p.zone, p.now)
            stays = self.tr("The next lead appears by itself and a soft sound tells you.")
            return self.tr("Nothing to dial until {when}").format(when=when), "", f"{why} {stays}".strip()
        if p.state is State.BREAK and p.pause is not None:
            return tr_label(p.pause.reason), "", self.tr("No lead waits on your screen meanwhile.")
        if p.state is State.NOTHING:
            return self.tr("Nothing to dial"), "", ""
        if p.state is State.NO_CAMPAIGN:
            return p.campaign.name if p.campaign else self.tr("Welcome"), "", ""
        return self.tr("Calling"), "", ""

    def _show_side(self, p: CallingPresenter) -> None:
        state = p.state
        is_preview, in_call = state is State.PREVIEW, state in (State.BY_HAND, State.DIALLING, State.ON_CALL)
        has_countdown = is_preview and p.countdown_s is not None
        has_timer = in_call or state is State.BREAK or (state is State.AFTER and not p.is_boxed())
        if state is State.NOTHING and p.nothing is not None and p.nothing.next_at is not None:
            has_timer = True
        self.countdown.setVisible(has_countdown)
        has_box = p.is_boxed()
        self.box.setVisible(has_box)
        self.dial.setVisible(is_preview)
        self.wait.setVisible(has_countdown)
        self.timer.setVisible(has_timer)
        self.caption.setVisible(has_timer)
        self.answered.setVisible(state is State.BY_HAND)
        self.end.setVisible(in_call)
        self.resume.setVisible(state is State.BREAK)
        self.rest.setVisible(state is State.NOTHING)
        for button in (self.dial, self.wait, self.answered, self.rest):  # an open question comes first
            button.setEnabled(not p.ask.strip)
        shown = is_preview or has_timer or has_box or state is State.NOTHING
        self.set_side_shown(shown, width=348 if (has_countdown or has_box) and not self._is_compact else 0)

    # ---- the clock ---------------------------------------------------------------------------

    def tell_time(self, p: CallingPresenter) -> None:
        """The running figures."""
        found = words.facts(p)
        for place, line in enumerate(self._facts):
            has_room = place == 0 or not (self._is_compact or (self.is_narrow and p.state is State.BY_HAND))
            line.tell(found[place] if place < len(found) and has_room else None)
        seconds, caption = self._running(p)
        if self.timer.isVisibleTo(self):
            self.timer.setText(timer(seconds))
            self.caption.setText(caption)
            late = p.state is State.BREAK and p.pause is not None and p.pause.overrun_s(p.now) > 0
            self.caption.set_tone("danger" if late else "muted")
            self.caption.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _running(self, p: CallingPresenter) -> tuple[timedelta, str]:
        now = p.now
        if p.state is State.NOTHING and p.nothing is not None and p.nothing.next_at is not None:
            return max(timedelta(0), p.nothing.next_at - now), self.tr("until the next lead")
        if p.state is State.BREAK and p.pause is not None:
            return now - p.pause.started_at, self._break_words(p)
        if p.state is State.ON_CALL and p.answered_at is not None:
            at = f"{clock(p.answered_at, p.zone)}:{p.answered_at.second:02d}"
            return now - p.answered_at, self.tr("answered {at}").format(at=at)
        if p.state in (State.BY_HAND, State.DIALLING):
            return now - p.since, self.tr("since you dialled")
        ended = p.ended_at or p.since
        return now - ended, self.tr("since the call ended")

    def _break_words(self, p: CallingPresenter) -> str:
        assert p.pause is not None
        if p.pause.allowed_s is None:
            return self.tr("since {at}").format(at=clock(p.pause.started_at, p.zone))
        over = p.pause.overrun_s(p.now)
        minutes = p.pause.allowed_s // 60
        if over > 0:
            return self.tr("{over} above the {minutes} min").format(over=timer(over), minutes=minutes)
        return self.tr("of {minutes} min").format(minutes=minutes)
