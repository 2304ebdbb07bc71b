"""The calling page: hero on top, acts at the foot, between them what the state needs; changed in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from crm_desktop.domain.dispositions import Disposition
from crm_desktop.ui.calling import keys, words
from crm_desktop.ui.calling.acts_bar import ActsBar
from crm_desktop.ui.calling.after_box import AfterBox
from crm_desktop.ui.calling.around import Around
from crm_desktop.ui.calling.body import Body
from crm_desktop.ui.calling.hero import CallHero
from crm_desktop.ui.calling.keyboard import Keyboard
from crm_desktop.ui.calling.line import make_line
from crm_desktop.ui.calling.pace import Pace
from crm_desktop.ui.calling.page_acts import PageActs
from crm_desktop.ui.calling.presenter import CallingPresenter
from crm_desktop.ui.calling.results import ResultsPanel
from crm_desktop.ui.calling.ringing import Ring
from crm_desktop.ui.calling.script import values_of
from crm_desktop.ui.calling.states import OWES_RESULT, REASON_STRIPS, WITH_PANEL, State, Strip
from crm_desktop.ui.ops import Heartbeat
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import Page, PageContext, StatusParts, Width
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.still import PaintTurn, Still

QUIET_TOPICS = frozenset({"calls", "callbacks", "notes"})


class CallingPage(Page):
    """The product's heart: shows what the presenter holds, and hands it every key."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        session = cast("Session", context.services)
        self.presenter = CallingPresenter(
            session, context.ops, context.notices,
            lambda name: make_line(name, session, context.ops, self), self,
        )  # fmt: skip
        self._is_begun = False
        self._bound: tuple[Disposition, ...] = ()
        self._filled_for: object = None
        self._history_for: object = None
        self._counts_for: object = None
        self._shown_status: StatusParts | None = None
        self._painted_for: object = None
        self.around = Around(self.presenter, context)
        self.keyboard, self.own = Keyboard(self), PageActs(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Calling"))

    def making(self) -> Iterator[None]:
        """Hero, results, what stands between, foot; then everything is wired."""
        self._column = Column(self, gap=12)
        self.hero = CallHero(self)
        self._column.addWidget(self.hero)
        yield
        self.results = ResultsPanel(self)
        self.results.hide()
        self._column.addWidget(self.results)
        yield
        self.body = Body(self)
        self._column.addWidget(self.body, 1)
        yield from self.body.making()
        self.lead, self.script, self.note = self.body.lead, self.body.script, self.body.note
        self.history, self.nothing, self.plain = self.body.history, self.body.nothing, self.body.plain
        self.bar = ActsBar(keys.bar_acts(), self)
        self._column.addWidget(self.bar)
        yield
        for button in self.findChildren(QPushButton):  # a click must not turn Space into the same click
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._still, self._paint = Still(self), PaintTurn(self)
        self.after_box = AfterBox(self.presenter, self.hero.box, self)
        self.context.acts.add_all(keys.all_acts(self), scope=self)
        self._wire()
        if Heartbeat.is_wanted():
            Pace(self.presenter, self.hero)
        yield

    def _wire(self) -> None:
        p, ask, flow, own = self.presenter, self.presenter.ask, self.presenter.flow, self.own
        p.shown.connect(self._show)
        p.moving.connect(self._show_keys)
        p.ticked.connect(self._tick)
        p.note_replaced.connect(self.note.fill)
        p.note.saved.connect(self.note.show_saved)
        p.was_saved.connect(self._tell_status)
        p.lead_came.connect(QApplication.beep)
        p.day.changed.connect(self._show_day)
        hero = self.hero
        hero.dial.clicked.connect(flow.dial)
        hero.wait.clicked.connect(p.wait)
        hero.answered.clicked.connect(flow.answered)
        hero.end.clicked.connect(flow.end_call)
        hero.resume.clicked.connect(ask.resume)
        hero.rest.clicked.connect(lambda: ask.open(Strip.BREAK))
        hero.countdown.finished.connect(self._countdown_over)
        self.results.chosen.connect(flow.press_result)
        self.results.resized.connect(self._fit_height)
        strip = self.results.strip
        strip.typed.connect(ask.typed)
        strip.quick.connect(ask.quick)
        strip.confirmed.connect(ask.confirm)
        strip.back_asked.connect(ask.back)
        fields, questions = self.results.fields, ask.questions
        fields.typed.connect(questions.typed)
        fields.entered.connect(questions.entered)
        fields.chosen.connect(questions.choose)
        fields.next_asked.connect(questions.go_on)
        fields.save_asked.connect(questions.finish)
        fields.back_asked.connect(ask.back)
        fields.height_changed.connect(self._fit_strip, Qt.ConnectionType.QueuedConnection)
        self.lead.number_chosen.connect(flow.other_number)
        self.lead.copy_asked.connect(own.copy_number)
        self.lead.qr_asked.connect(own.toggle_qr)
        self.lead.show_asked.connect(own.show_number)
        self.note.typed.connect(p.note.typed)
        self.note.typed.connect(lambda _text: self.after_box.typed())
        self.note.asked.connect(own.open_note)
        self.bar.pressed.connect(own.press)
        self.bar.reason_chosen.connect(ask.choose)
        self.bar.back_asked.connect(ask.back)
        self.bar.grown.connect(self.clearance_changed)
        self.nothing.switch_asked.connect(p.opening.choose_campaign)
        self.nothing.leads_asked.connect(own.show_leads)
        self.nothing.callbacks_asked.connect(lambda: self.context.frame.open_page("callbacks"))
        self.nothing.find_asked.connect(lambda: self.context.acts.trigger("window.palette"))
        self.plain.acted.connect(own.act_on_plain)
        self.around.chooser.activated.connect(own.choose_campaign)
        closing = getattr(self.context.frame, "closing", None)
        if closing is not None:
            closing.connect(p.leave)

    # ---- what the window asks ----------------------------------------------------------------

    def activate(self) -> None:
        """Begin at the first time; later the lead is taken up again."""
        if not self._is_begun:
            self._is_begun = True
            self.presenter.set_in_view(True)
            self._show()
            self.presenter.opening.begin()
        else:
            self.presenter.set_in_view(True)
            self._show()

    def deactivate(self) -> None:
        """The lead goes back to the queue while another page is open."""
        self.hero.countdown.stop()
        self.presenter.leave()
        self.presenter.set_in_view(False)
        self.around.leave()

    def open(self, **arguments: object) -> None:
        """`lead_id` (and `campaign_id`): call this lead now, still checked; `campaign_id`: its leads.

        `rang`: this `Ring` is on the line.
        """
        lead_id, campaign_id = arguments.get("lead_id"), arguments.get("campaign_id")
        if isinstance(ring := arguments.get("rang"), Ring):
            self.presenter.ringing.answer(ring)
        elif isinstance(lead_id, UUID):
            self.presenter.take(lead_id, campaign_id if isinstance(campaign_id, UUID) else None)
        elif isinstance(campaign_id, UUID):
            self.presenter.opening.work_on(campaign_id)

    def refresh(self, topics: frozenset[str]) -> None:
        """Others changed something: the figures, and what may be dialled now."""
        p = self.presenter
        if topics & {"campaigns", "imports", "settings"}:
            p.opening.reload(by_itself=True)
        elif topics - QUIET_TOPICS:
            p.try_again()
        p.day.ask(look_around=p.state is State.NOTHING)

    def may_leave(self) -> bool:
        """Not in a call, nor before its result."""
        if self.presenter.state in OWES_RESULT:
            self.presenter.note.flush()
            self.context.notices.toast(words.finish_first())
            return False
        return True

    def header_widgets(self) -> Sequence[QWidget]:
        """The campaign chooser."""
        return (self.around.chooser,)

    def toast_clearance(self) -> int:
        """Toasts stay above the acts, or lie over them while something asked has buttons of its own."""
        return self.bar.height() + self._column.spacing() if self.bar.isEnabled() else 0

    def fit(self, width: Width) -> None:
        """Arrange for the room there is."""
        is_small = width is Width.SMALL
        self._column.set_space(0, 8 if is_small else 16 if width is Width.WIDE else 12)
        self.hero.set_compact(is_small)
        self.hero.is_narrow = width <= Width.MEDIUM
        self.results.set_compact(is_small)
        self.bar.set_compact(is_small)
        self.body.set_width(width)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_made:
            self._fit_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_made:
            self._show_countdown()
            self.after_box.follow(is_in_view=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.is_made:
            self.hero.countdown.stop()  # nobody is dialled while the window is locked
            self.after_box.follow(is_in_view=False)
            self._counts_for = None

    def _fit_height(self) -> None:
        """Hero, results and acts never shrink: what is left over is the note's."""
        gap = self._column.spacing()
        if not self.results.isHidden():
            self.results.setMinimumHeight(self.results.sizeHint().height())
        taken = self.hero.sizeHint().height() + self.bar.sizeHint().height() + 2 * gap
        if not self.results.isHidden():
            taken += self.results.sizeHint().height() + gap
        self.body.set_room(self.height() - taken)

    def _fit_strip(self) -> None:
        """The strip is as high as its width makes it: laid out now, for the rest to make room."""
        self._column.activate()
        self.results.settle()
        self._fit_height()

    def focus_first(self) -> None:
        """Where work begins in the state."""
        self.keyboard.place_first()

    def status_parts(self) -> StatusParts:
        """Saved, the queue, the target."""
        return self.around.status_parts()

    # ---- showing -----------------------------------------------------------------------------

    def _show_keys(self) -> None:
        self.context.acts.set_state(keys.PAGE, self.presenter.key_state)

    def _show(self) -> None:
        """Bring everything in step with the presenter; what did not change is left alone."""
        self._bind_results()
        self._show_keys()
        self.keyboard.let_go()
        if self._painted_for != (painted_for := self._scene()):
            self._painted_for = painted_for
            self._paint.hold()
        with self._still:
            self._show_parts()
        if self.presenter.ask.strip in WITH_PANEL:
            self._fit_strip()
        self._show_countdown()
        self.after_box.follow(is_in_view=self.isVisible())
        self.around.show()
        self._tell_status()
        self.keyboard.place()

    def _scene(self) -> object:
        """What most of the page depends on."""
        p = self.presenter
        return p.state, p.ask.strip, p.lead and p.lead.lead.id, p.phone and p.phone.phone_id

    def _show_parts(self) -> None:
        p = self.presenter
        self.hero.show_state(p)
        self.results.show_state(p)
        self._fill_lead()
        if p.state is State.NOTHING:
            self.nothing.show_state(p)
        self._show_plain()
        if p.state is not State.PREVIEW or p.note.text:
            self.note.set_open(True)
        elif not self.note.edit.hasFocus():
            self.note.set_open(False)
        said = p.lead.campaign.recording_text if p.lead is not None else ""
        self.body.announcement.setText(said)
        self.body.arrange(p.state, is_asking=p.ask.strip in WITH_PANEL)
        self._fit_height()
        self._show_bar()

    def _bind_results(self) -> None:
        """The result keys belong to the campaign of the lead."""
        results = self.presenter.results()
        if not results or results == self._bound:
            return
        for place in range(len(self._bound)):
            self.context.acts.remove(f"calling.result.{place + 1}")
        self._bound = results
        self.context.acts.add_all(keys.result_acts(self, results), scope=self)

    def _fill_lead(self) -> None:
        p = self.presenter
        if p.lead is None or p.facts is None:
            return
        self.note.edit.remarks = p.facts.remarks
        if self._history_for is not p.lead:
            self._history_for = p.lead
            self.history.show_history(p.lead.timeline, p.zone, p.now)
            values = values_of(p.lead, p.session.actor.name, p.facts.office, p.now)
            self.script.show_script(p.lead.campaign.script, values)
            self.body.show_tab("")
            self.own.show_wishes()
        if self._filled_for != (id(p.lead), p.phone, p.hidden.shown()):
            self._filled_for = (id(p.lead), p.phone, p.hidden.shown())
            self.lead.show_lead(p)
            self.lead.set_qr("")
        self.lead.set_keys(are_single=p.state is State.PREVIEW)

    def _show_plain(self) -> None:
        p = self.presenter
        told = {
            State.LOADING: (self.tr("Bringing your list of leads to call"), "", "", "", "call.wait"),
            State.NO_CAMPAIGN: self._no_leads(),
            State.LOCKED: (
                self.tr("Calling is not possible now"), p.error, self.tr("Look again"), "Space",
                "sign.warning",
            ),
            State.BREAK: (
                self.tr("Enjoy your break"),
                self.tr("Call-backs that become due meanwhile are shown here."), "", "", "call.break",
            ),
        }.get(p.state)  # fmt: skip
        if told is not None:
            title, sentence, act, key, icon = told
            self.plain.tell(title, sentence, act=act, key=key, icon=icon)

    def _no_leads(self) -> tuple[str, str, str, str, str]:
        if self.own.may_bring():
            sentence = self.tr("Bring your Excel file to begin: names, numbers, and whatever else it holds.")
            return self.tr("No leads yet"), sentence, self.tr("Bring leads in"), "Space", "page.import"
        sentence = self.tr("Your team lead brings them in. They appear here by themselves.")
        return self.tr("No leads yet"), sentence, self.tr("Look again"), "Space", "sign.empty"

    def _show_bar(self) -> None:
        p = self.presenter
        was_enabled, is_enabled = self.bar.isEnabled(), p.ask.strip not in WITH_PANEL
        self.bar.setEnabled(is_enabled)  # what is asked there has its own buttons
        if was_enabled != is_enabled:
            self.clearance_changed.emit()
        if p.ask.strip in REASON_STRIPS:
            icon, title = words.question(p.ask.strip)
            self.bar.show()
            told = p.ask.asked.words() if p.ask.strip is Strip.ASKED else ""
            reasons = [words.reason_words(p, reason) for reason in p.ask.reasons()]
            self.bar.show_question(icon, title, reasons, told)
            return
        hidden = set()
        other = p.flow.other_place()
        if other is None:
            hidden.add(keys.OTHER_NUMBER)
        else:
            self.bar.point(keys.OTHER_NUMBER, f"calling.number.{other}", f"Alt+{other}")
        if not p.ringing.is_on:
            hidden.add("calling.not_them")
        if not p.hidden.is_hidden(p.phone):
            hidden.add("calling.show_number")
        self.bar.show_state(p.state.value, frozenset(hidden))
        self.bar.setVisible(self.bar.has_acts())

    def _show_countdown(self) -> None:
        p, bar = self.presenter, self.hero.countdown
        wanted = (id(p.lead), p.countdown_s) if p.countdown_s is not None else None
        if p.countdown_s is None or p.state is not State.PREVIEW:
            bar.stop()
            self._counts_for = None
        elif wanted != self._counts_for and self.isVisible():
            self._counts_for = wanted
            bar.start(float(p.countdown_s))

    def _countdown_over(self) -> None:
        if self.isVisible() and self.presenter.countdown_s is not None:
            self.presenter.flow.dial()

    def _show_day(self) -> None:
        if self.presenter.state is State.NOTHING:
            self.nothing.show_state(self.presenter)
        self._tell_status()

    def _tell_status(self) -> None:
        parts = self.status_parts()
        if parts != self._shown_status:
            self._shown_status = parts
            self.status_changed.emit()

    def _tick(self) -> None:
        self.hero.tell_time(self.presenter)
        self.around.show_presence()
        if self.context.services.services.offline is not None:
            self._tell_status()
