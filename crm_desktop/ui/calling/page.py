"""The calling page: hero on top, acts at the foot, between them what the state needs; changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPushButton, QWidget

from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import clock, timer
from crm_desktop.domain.people import Permission
from crm_desktop.ui.calling import keys, words
from crm_desktop.ui.calling.acts_bar import ActsBar
from crm_desktop.ui.calling.body import Body
from crm_desktop.ui.calling.hero import PILLS, CallHero
from crm_desktop.ui.calling.line import make_line
from crm_desktop.ui.calling.pace import Pace
from crm_desktop.ui.calling.presenter import CallingPresenter
from crm_desktop.ui.calling.results import ResultsPanel
from crm_desktop.ui.calling.script import values_of
from crm_desktop.ui.calling.states import OWES_RESULT, State, Strip
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.ops import Heartbeat
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Tone
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column

PRACTICE, DUE = "calling.practice", "calling.due"
QUIET_TOPICS = frozenset({"calls", "callbacks"})


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
        self._focused_for: object = None
        self._filled_for: object = None
        self._history_for: object = None
        self._counts_for: object = None
        self._shown_status: StatusParts | None = None
        self._make()
        context.acts.add_all(keys.all_acts(self), scope=self)
        self._wire()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Calling"))
        if Heartbeat.is_wanted():
            Pace(self.presenter, self.hero)

    def _make(self) -> None:
        self._column = Column(self, gap=12)
        self.hero = CallHero()
        self.results = ResultsPanel()
        self.body = Body()
        self.lead, self.script, self.note = self.body.lead, self.body.script, self.body.note
        self.history, self.nothing, self.plain = self.body.history, self.body.nothing, self.body.plain
        self.bar = ActsBar(keys.bar_acts())
        self.chooser = ComboBox(self.tr("Campaign"), size="compact")
        self.chooser.setProperty("user_data", True)
        self.chooser.setMaximumWidth(280)
        self.results.hide()
        self._column.addWidget(self.hero)
        self._column.addWidget(self.results)
        self._column.addWidget(self.body, 1)
        self._column.addWidget(self.bar)
        for button in self.findChildren(QPushButton):  # a click must not turn Space into the same click
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _wire(self) -> None:
        p, ask = self.presenter, self.presenter.ask
        p.shown.connect(self._show)
        p.moving.connect(self._show_keys)
        p.ticked.connect(self._tick)
        p.note_replaced.connect(self.note.fill)
        p.note.saved.connect(self._saved)
        p.day.changed.connect(self._show_day)
        p.day.due_changed.connect(self._show_due)
        hero = self.hero
        hero.dial.clicked.connect(p.dial)
        hero.wait.clicked.connect(p.wait)
        hero.answered.clicked.connect(p.answered)
        hero.end.clicked.connect(p.end_call)
        hero.resume.clicked.connect(ask.resume)
        hero.rest.clicked.connect(lambda: ask.open(Strip.BREAK))
        hero.countdown.finished.connect(self._countdown_over)
        self.results.chosen.connect(p.press_result)
        strip = self.results.strip
        strip.typed.connect(ask.typed)
        strip.quick.connect(ask.quick)
        strip.confirmed.connect(ask.confirm)
        strip.back_asked.connect(ask.back)
        self.lead.number_chosen.connect(p.other_number)
        self.lead.copy_asked.connect(self.copy_number)
        self.lead.qr_asked.connect(self.toggle_qr)
        self.note.typed.connect(p.note.typed)
        self.note.asked.connect(self.open_note)
        self.bar.pressed.connect(self._bar_pressed)
        self.bar.reason_chosen.connect(ask.choose)
        self.bar.back_asked.connect(ask.back)
        self.nothing.switch_asked.connect(p.choose_campaign)
        self.nothing.callbacks_asked.connect(lambda: self.context.frame.open_page("callbacks"))
        self.nothing.find_asked.connect(lambda: self.context.acts.trigger("window.palette"))
        self.plain.acted.connect(self._plain_act)
        self.chooser.activated.connect(self._campaign_chosen)
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
            self.presenter.begin()
        else:
            self.presenter.set_in_view(True)
            self._show()

    def deactivate(self) -> None:
        """The lead goes back to the queue while another page is open."""
        self.hero.countdown.stop()
        self.presenter.leave()
        self.presenter.set_in_view(False)
        self.context.notices.dismiss(PRACTICE)
        self.context.notices.dismiss(DUE)

    def open(self, **arguments: object) -> None:
        """`lead_id` (and `campaign_id`): call this lead now; it is still checked before dialling."""
        lead_id, campaign_id = arguments.get("lead_id"), arguments.get("campaign_id")
        if isinstance(lead_id, UUID):
            self.presenter.take(lead_id, campaign_id if isinstance(campaign_id, UUID) else None)

    def refresh(self, topics: frozenset[str]) -> None:
        """Others changed something: the figures, and what may be dialled now."""
        p = self.presenter
        if topics & {"campaigns", "imports", "settings"}:
            p.reload()
        elif topics - QUIET_TOPICS:
            p.try_again()
        p.day.ask(look_around=p.state is State.NOTHING)
        if "callbacks" in topics:
            p.day.read_due()

    def may_leave(self) -> bool:
        """Not in a call, nor before its result."""
        if self.presenter.state in OWES_RESULT:
            self.presenter.note.flush()
            self.context.notices.toast(words.finish_first())
            return False
        return True

    def header_widgets(self) -> Sequence[QWidget]:
        """The campaign chooser."""
        return (self.chooser,)

    def toast_clearance(self) -> int:
        """Toasts stay above the acts."""
        return self.bar.height() + self._column.spacing()

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
        self._fit_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_countdown()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hero.countdown.stop()  # nobody is dialled while the window is locked
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

    def focus_first(self) -> None:
        """Where work begins in the state."""
        self._focused_for = None
        self._place_focus(force=True)

    def status_parts(self) -> StatusParts:
        """Saved, the queue, the target."""
        p, day = self.presenter, self.presenter.day.day
        saved = self.tr("All saved") if p.note.is_saved else self.tr("Saving …")
        left = [StatusPart(saved, icon="sign.ok" if p.note.is_saved else "act.save")]
        if day.dialable_now is not None and day.later_today is not None:
            left.append(StatusPart(self.tr("Dialable now {}"), words.count(day.dialable_now)))
            left.append(StatusPart(self.tr("Later today {}"), words.count(day.later_today)))
        right = []
        if day.target:
            of_target = self.tr("Today {calls} of {target} calls").replace("{target}", str(day.target))
            share = min(1.0, day.calls / day.target)
            right.append(StatusPart(of_target.replace("{calls}", "{}"), str(day.calls), share=share))
            one = self.tr("{} conversation") if day.conversations == 1 else self.tr("{} conversations")
            right.append(StatusPart(one, str(day.conversations)))
            won = self.tr("{} success") if day.successes == 1 else self.tr("{} successes")
            right.append(StatusPart(won, str(day.successes)))
        return StatusParts(left, right)

    # ---- showing -----------------------------------------------------------------------------

    def _show_keys(self) -> None:
        self.context.acts.set_state(keys.PAGE, self.presenter.key_state)

    def _show(self) -> None:
        """Bring everything in step with the presenter; what did not change is left alone."""
        p = self.presenter
        self._bind_results()
        self._show_keys()
        if self._focus_key() != self._focused_for and self._has_focus_inside():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it wanders when its widget is hidden
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
        self.body.arrange(p.state, is_asking=p.ask.strip is Strip.PROMISE)
        self._fit_height()
        self._show_bar()
        self._show_countdown()
        self._show_header()
        self._show_practice()
        self._show_presence()
        self._show_due()
        self._place_focus()

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
        if self._filled_for != (id(p.lead), p.phone):
            self._filled_for = (id(p.lead), p.phone)
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
        if self._may_bring():
            sentence = self.tr("Bring your Excel file to begin: names, numbers, and whatever else it holds.")
            return self.tr("No leads yet"), sentence, self.tr("Bring leads in"), "Space", "page.import"
        sentence = self.tr("Your team lead brings them in. They appear here by themselves.")
        return self.tr("No leads yet"), sentence, self.tr("Look again"), "Space", "sign.empty"

    def _may_bring(self) -> bool:
        return self.context.visitor.may(Permission.IMPORT)

    def _show_bar(self) -> None:
        p = self.presenter
        if p.ask.strip in (Strip.SKIP, Strip.DO_NOT_CALL, Strip.BREAK):
            icon, title = {
                Strip.SKIP: ("call.skip", self.tr("Why skip?")),
                Strip.DO_NOT_CALL: ("result.blocked", self.tr("Never call again. Why?")),
                Strip.BREAK: ("call.break", self.tr("Which break?")),
            }[p.ask.strip]
            reasons = [tr_label(reason) for reason in p.ask.reasons()]
            self.bar.show()
            self.bar.show_question(icon, title, reasons)
            return
        hidden = set()
        if p.lead is None or len(p.lead.lead.phones) < 2:
            hidden.add("calling.number.2")
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
            self.presenter.dial()

    def _show_header(self) -> None:
        p = self.presenter
        wanted = [(campaign.id, campaign.name) for campaign in p.campaigns]
        shown = [(self.chooser.itemData(i), self.chooser.itemText(i)) for i in range(self.chooser.count())]
        if wanted != shown:
            self.chooser.clear()
            for campaign_id, name in wanted:
                self.chooser.addItem(name, campaign_id)
        at = next((i for i, (one, _) in enumerate(wanted) if p.campaign and one == p.campaign.id), -1)
        if self.chooser.currentIndex() != at:
            self.chooser.setCurrentIndex(at)
        self.chooser.setEnabled(p.state not in OWES_RESULT)

    def _show_practice(self) -> None:
        notices, campaign = self.context.notices, self.presenter.campaign
        is_on = any(notice.id == PRACTICE for notice in notices.banners)
        is_practice = campaign is not None and campaign.is_practice
        if is_practice and not is_on:
            text = self.tr("Practice line: nobody is called, nothing counts")
            notices.show(Notice(PRACTICE, Tone.PRACTICE, text, is_closable=False))
        elif is_on and not is_practice:
            notices.dismiss(PRACTICE)

    def _show_presence(self) -> None:
        p = self.presenter
        text = words.presence(p, timer(p.now - p.since))
        self.context.frame.set_presence(PILLS[p.state] if text else "", text)

    def _show_day(self) -> None:
        if self.presenter.state is State.NOTHING:
            self.nothing.show_state(self.presenter)
        self._tell_status()

    def _saved(self, is_saved: bool) -> None:
        self.note.show_saved(is_saved)
        self._tell_status()

    def _tell_status(self) -> None:
        parts = self.status_parts()
        if parts != self._shown_status:
            self._shown_status = parts
            self.status_changed.emit()

    def _show_due(self) -> None:
        """A promise that is due is shown until it is on the screen."""
        p, notices = self.presenter, self.context.notices
        self.context.frame.set_badge("callbacks", p.day.due_count)
        due = p.day.due
        if due is None or (p.lead is not None and p.lead.lead.id == due.lead_id):
            notices.dismiss(DUE)
            return
        when = clock(due.due_at, p.zone)
        text = self.tr("{name}, promised for {when}").format(name=due.lead_name, when=when)
        if any(notice.id == DUE and notice.text == text for notice in notices.banners):
            return
        act = NoticeAct(self.tr("Call now"), lambda: p.take(due.lead_id, due.campaign_id), "F2")
        lead_in = self.tr("Call-back due:")
        notices.show(Notice(DUE, Tone.DUE, text, (act,), icon="call.later", lead_in=lead_in))

    def _tick(self) -> None:
        self.hero.tell_time(self.presenter)
        self._show_presence()

    # ---- the keyboard ------------------------------------------------------------------------

    def press_or(self, run: Callable[[], object]) -> None:
        """Space and Enter press the button that has the focus; otherwise they do the state's act."""
        focus = QApplication.focusWidget()
        own = (self.hero.dial, self.hero.resume, self.results.strip.confirm, self.plain.button)
        if isinstance(focus, QAbstractButton) and focus not in own and focus.isEnabled():
            focus.click()
        elif isinstance(focus, QComboBox):
            focus.showPopup()
        else:
            run()

    def _place_focus(self, *, force: bool = False) -> None:
        """After each act the keyboard is where the next one begins; nothing is stolen from elsewhere."""
        p, key = self.presenter, self._focus_key()
        if p.is_moving or key == self._focused_for or not self.isVisible():
            return
        self._focused_for = key
        focus = QApplication.focusWidget()
        is_nobodys = focus is None or focus is self.chooser or focus is self.window()
        if force or is_nobodys or self._has_focus_inside():
            self._focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_key(self) -> object:
        p = self.presenter
        lead = (p.lead.lead.id, p.phone and p.phone.phone_id) if p.lead else None
        return p.state, p.ask.strip, lead, p.call.id if p.call else None

    def _has_focus_inside(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _focus_target(self) -> QWidget:
        p = self.presenter
        if p.ask.strip is Strip.PROMISE:
            return self.results.strip.field.edit
        if p.ask.strip:
            return self
        return {
            State.PREVIEW: self.hero.dial,
            State.DIALLING: self.note.edit,
            State.ON_CALL: self.note.edit,
            State.BREAK: self.hero.resume,
            State.LOCKED: self.plain.button,
            State.NO_CAMPAIGN: self.plain.button,
        }.get(p.state, self)

    def escape(self) -> None:
        """Esc: out of the note, out of the QR code or a tab, or wait with dialling."""
        if self.note.edit.hasFocus():
            if self.presenter.state is State.PREVIEW and not self.presenter.note.text:
                self.note.set_open(False)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.lead.is_qr_shown():
            self.toggle_qr()
        elif self.body.tab:
            self.body.show_tab("")
        else:
            self.presenter.wait()

    # ---- acts of the page --------------------------------------------------------------------

    def open_note(self) -> None:
        """Type a note; a countdown waits meanwhile."""
        self.presenter.wait()
        self.body.show_tab("")
        self.note.set_open(True)
        self.note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        """The history: focus it, or bring it into view where it has no room of its own."""
        self.body.toggle_tab("history")
        if self.history.isVisible():
            self.history.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not self.note.edit.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self) -> None:
        """The lead's fields, where they have no room of their own."""
        self.body.toggle_tab("lead")

    def copy_number(self) -> None:
        """The number to the clipboard."""
        phone = self.presenter.phone
        if phone is not None:
            QGuiApplication.clipboard().setText(phone.e164)
            self.context.notices.toast(self.tr("Number copied"))

    def toggle_qr(self) -> None:
        """Show the number as a QR code in the lead's panel, or hide it."""
        phone = self.presenter.phone
        content = "" if self.lead.is_qr_shown() or phone is None else f"tel:{phone.e164}"
        self.lead.set_qr(content)
        self.presenter.wait()
        if content and not self.lead.isVisible():
            self.body.show_tab("lead")
        elif not content and self.body.tab == "lead":
            self.body.show_tab("")

    def edit_lead(self) -> None:
        """Open the lead's card to change it; the lead stays with the caller."""
        p = self.presenter
        if p.lead is None or p.is_double():
            return
        p.is_editing = True
        if not self.context.frame.open_page("leads", lead_id=p.lead.lead.id, edit=True):
            p.is_editing = False

    def call_back(self) -> None:
        """Ctrl+B: the result that asks for a call-back, whatever its place."""
        p = self.presenter
        place = next((i for i, result in enumerate(p.results()) if result.has(Flag.CALL_BACK)), None)
        if place is not None:
            p.press_result(place)

    def bring_leads(self) -> None:
        """No leads yet: the import is on the page of leads; who may not import looks again."""
        if self._may_bring():
            self.context.frame.open_page("leads", bring=True)
        else:
            self.presenter.reload()

    def _plain_act(self) -> None:
        if self.presenter.state is State.NO_CAMPAIGN:
            self.bring_leads()
        else:
            self.presenter.reload()

    def _bar_pressed(self, act_id: str) -> None:
        self.context.acts.trigger(act_id)

    def _campaign_chosen(self, index: int) -> None:
        chosen = self.chooser.itemData(index)
        if isinstance(chosen, UUID):
            self.presenter.choose_campaign(chosen)
            self.focus_first()
