"""Every act of the calling screen: its words, its keys and the states in which they are awake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.dispositions import KEYS, Disposition
from crm_desktop.domain.when import MOST_CHOICES as MOST_READINGS
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.acts_bar import BarAct
from crm_desktop.ui.calling.states import CHOOSING, REASON_STRIPS, State, Strip
from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.calling.page import CallingPage

PAGE = "calling"
CONFIRM = ("Ctrl+Return", "Ctrl+Enter")
PRIMARY = ("Space", *CONFIRM)
CALLS = frozenset({State.BY_HAND.value, State.DIALLING.value, State.ON_CALL.value})
PREVIEW = frozenset({State.PREVIEW.value})
LEAD = PREVIEW | CALLS | {State.AFTER.value}
RESULTS = frozenset({State.BY_HAND.value, State.AFTER.value})
REASONS = frozenset(strip.value for strip in REASON_STRIPS)
IDLE = frozenset({State.NOTHING.value, State.LOCKED.value, State.NO_CAMPAIGN.value})
OTHER_NUMBER = "calling.other_number"  # stands at the foot for the act of whichever number comes next
MOST_NUMBERS, MOST_REASONS, MOST_CHOICES = 6, 6, 6
WHICH = frozenset({CHOOSING})


def all_acts(page: CallingPage) -> list[Act]:
    """The acts that are always there; the results come with their campaign."""
    return [*_flow(page), *_lead(page), *_questions(page), *_numbered(page)]


def _flow(page: CallingPage) -> list[Act]:
    tr = QCoreApplication.translate
    calling, call = tr("calling", "Calling"), tr("calling", "In the call")
    p = page.presenter

    def act(
        name: str, title: str, run: Callable[[], object], keys: tuple[str, ...], states: frozenset[str],
        icon: str = "", group: str = calling, enabled: Callable[[], bool] = lambda: True,
    ) -> Act:  # fmt: skip
        return Act(f"calling.{name}", title, run, keys, PAGE, group, icon, states, enabled)

    def press(run: Callable[[], object]) -> Callable[[], None]:
        return lambda: page.keyboard.press_or(run)

    preview = State.PREVIEW.value
    return [
        act("dial", tr("calling", "Dial now"), press(p.flow.dial), PRIMARY, PREVIEW, "call.dial"),
        act("wait", tr("calling", "Wait, or leave the note"), page.keyboard.escape, ("Escape",), PREVIEW),
        act("skip", tr("calling", "Skip"), lambda: p.ask.open(Strip.SKIP), ("S",), PREVIEW, "call.skip"),
        act("later", tr("calling", "Call later"), p.ask.later, ("L",), PREVIEW, "call.later"),
        act("edit", tr("calling", "Edit lead"), page.own.edit_lead, ("E",), PREVIEW, "lead.edit"),
        act(
            "never", tr("calling", "Do not call"), lambda: p.ask.open(Strip.DO_NOT_CALL), ("D",), PREVIEW,
            "result.blocked",
        ),
        act("say_no", tr("calling", "They say no"), lambda: p.ask.open(Strip.SAY_NO), ("Ctrl+D",), LEAD,
            "consent.said", call),
        act(
            "break", tr("calling", "Break"), lambda: p.ask.open(Strip.BREAK), ("B",), IDLE | {preview},
            "call.break",
        ),
        act("answered", tr("calling", "Answered"), p.flow.answered, ("A", "Alt+A"),
            frozenset({State.BY_HAND.value}), "call.on_call", call),
        act("end", tr("calling", "End call"), p.flow.end_call, CONFIRM, CALLS, "call.end", call),
        act("suggested", tr("calling", "Take the marked result"), p.flow.take_suggestion, CONFIRM,
            frozenset({State.AFTER.value}), group=call, enabled=lambda: p.suggested is not None),
        Act("calling.hold", tr("calling", "Hold: dial nothing by itself, or go on"), p.hold_or_go_on, ("F8",),
            PAGE, call, "call.hold", LEAD, p.may_hold),
        act("leave_note", tr("calling", "Leave the note"), page.keyboard.escape, ("Escape",), LEAD - PREVIEW,
            group=call),
        act("not_them", tr("calling", "Not them: take the call off this lead"), p.ringing.not_them,
            ("Alt+X",), frozenset({State.ON_CALL.value, State.AFTER.value}), "call.missed", call,
            enabled=lambda: p.ringing.is_on),
        act("call_back", tr("calling", "Call-back"), page.own.call_back, ("Ctrl+B",), CALLS | {"after"},
            "call.later", call),
        act("resume", tr("calling", "Go on calling"), press(p.ask.resume), PRIMARY,
            frozenset({State.BREAK.value}), "call.resume"),
        act("again", tr("calling", "Look again"), press(p.opening.reload), PRIMARY,
            frozenset({State.LOCKED.value, State.NOTHING.value}), "act.refresh"),
        act("switch", tr("calling", "Switch to the other campaign"), page.nothing.switch, ("C",),
            frozenset({State.NOTHING.value}), enabled=page.nothing.has_other),
        act("import", tr("calling", "Bring leads in"), press(page.own.bring_leads), PRIMARY,
            frozenset({State.NO_CAMPAIGN.value}), "page.import"),
    ]  # fmt: skip


def _lead(page: CallingPage) -> list[Act]:
    tr = QCoreApplication.translate
    group = tr("calling", "The lead")

    def act(name: str, title: str, run: Callable[[], object], keys: tuple[str, ...], icon: str,
            states: frozenset[str] = LEAD) -> Act:  # fmt: skip
        return Act(f"calling.{name}", title, run, keys, PAGE, group, icon, states)

    measured = frozenset({State.PREVIEW.value, State.DIALLING.value, State.ON_CALL.value})
    return [
        act("write", tr("calling", "Send details"), page.own.write, ("Ctrl+M",), "call.message"),
        act("whatsapp", tr("calling", "WhatsApp"), page.own.write, ("W",), "call.message",
            frozenset({State.PREVIEW.value})),
        act("appointment", tr("calling", "Appointment"), page.own.book, ("Ctrl+T",), "sign.calendar"),
        act("consent", tr("calling", "Consent"), page.own.consent, ("Alt+C",), "page.consent"),
        act("note", tr("calling", "Note"), page.own.open_note, ("N",), "lead.note"),
        act("history", tr("calling", "History"), page.own.show_history, ("H", "Alt+H"), "sign.clock"),
        act("card", tr("calling", "Lead"), page.own.show_card, ("Alt+L",), "lead.person"),
        act("copy", tr("calling", "Copy the number"), page.own.copy_number, ("C", "Ctrl+Shift+C"),
            "act.copy"),
        act("qr", tr("calling", "QR code to dial by"), page.own.toggle_qr, ("Ctrl+Q",), "act.qr"),
        act("qr_key", tr("calling", "QR code to dial by"), page.own.toggle_qr, ("Q",), "act.qr", measured),
        act("asked_data", tr("calling", "They ask about their data"),
            lambda: page.presenter.ask.open(Strip.ASKED), ("Alt+D",), "page.privacy"),
        Act("calling.show_number", tr("calling", "Show the number"), page.own.show_number, ("Alt+V",), PAGE,
            group, "act.show", LEAD, lambda: page.presenter.hidden.is_hidden(page.presenter.phone)),
        act("step_on", tr("calling", "Next step of the script"), lambda: page.script.turn(1),
            ("Alt+Right",), "call.script"),
        act("step_back", tr("calling", "Step of the script before"), lambda: page.script.turn(-1),
            ("Alt+Left",), "call.script"),
    ]  # fmt: skip


def _questions(page: CallingPage) -> list[Act]:
    tr = QCoreApplication.translate
    group = tr("calling", "Questions in place")
    p, press_or = page.presenter, page.keyboard.press_or
    promise, fields = frozenset({Strip.PROMISE.value}), frozenset({Strip.FIELDS.value})
    return [
        Act("calling.back", tr("calling", "Back"), p.ask.back, ("Escape",), PAGE, group,
            states=REASONS | promise | fields | WHICH),
        Act("calling.promise", tr("calling", "Promise and next"), lambda: press_or(p.ask.confirm),
            ("Return", "Enter", *CONFIRM), PAGE, group, "call.later", promise),
        Act("calling.next_field", tr("calling", "Next field"), lambda: press_or(p.ask.questions.go_on),
            ("Return", "Enter"), PAGE, group, states=fields),
        Act("calling.save_fields", tr("calling", "Save and next"), p.ask.questions.finish, CONFIRM, PAGE,
            group, "sign.check", fields),
    ]  # fmt: skip


def _numbered(page: CallingPage) -> list[Act]:
    tr = QCoreApplication.translate
    group, lead = tr("calling", "Questions in place"), tr("calling", "The lead")
    numbers, answers = tr("calling", "Another of the lead’s numbers"), tr("calling", "One of the answers")
    times, meant = tr("calling", "One of the ready times"), tr("calling", "One of the times meant")
    p = page.presenter

    def calling(run: Callable[[int], object], value: int) -> Callable[[], object]:
        return lambda: run(value)

    found = []
    for place in range(1, MOST_NUMBERS + 1):
        title = tr("calling", "Other number, place {place}").format(place=place)
        found.append(
            Act(f"calling.number.{place}", title, calling(p.flow.other_number, place), (f"Alt+{place}",),
                PAGE, lead, "call.other_number", LEAD, in_palette=False, series=numbers)
        )  # fmt: skip
    for place in range(MOST_REASONS):
        title = tr("calling", "Answer {place}").format(place=place + 1)
        found.append(
            Act(f"calling.reason.{place + 1}", title, calling(p.ask.choose, place), (str(place + 1),), PAGE,
                group, states=REASONS, in_palette=False, series=answers)
        )  # fmt: skip
    for place in range(MOST_CHOICES):
        title = tr("calling", "Ready time {place}").format(place=place + 1)
        found.append(
            Act(f"calling.time.{place + 1}", title, calling(p.ask.quick, place), (f"Alt+{place + 1}",), PAGE,
                group, states=frozenset({Strip.PROMISE.value, CHOOSING}), in_palette=False, series=times)
        )  # fmt: skip
    for place in range(MOST_READINGS):
        title = tr("calling", "Time meant, place {place}").format(place=place + 1)
        found.append(
            Act(f"calling.meant.{place + 1}", title, calling(p.ask.quick, place), (str(place + 1),), PAGE,
                group, states=WHICH, in_palette=False, series=meant)
        )  # fmt: skip
    return found


def result_acts(page: CallingPage, results: tuple[Disposition, ...]) -> list[Act]:
    """One act a result, with the key of its place."""
    group = QCoreApplication.translate("calling", "After the call")
    p = page.presenter

    def giving(place: int) -> Callable[[], object]:
        return lambda: p.flow.press_result(place)

    return [
        Act(f"calling.result.{place + 1}", words.result_label(result.label), giving(place), (KEYS[place],),
            PAGE, group, words.result_icon(result), RESULTS)
        for place, result in enumerate(results)
    ]  # fmt: skip


def bar_acts() -> list[BarAct]:
    """The acts that stand at the foot of the screen, in reading order."""
    tr = QCoreApplication.translate
    after = frozenset({State.AFTER.value})
    calls = CALLS | after
    return [
        BarAct("calling.skip", tr("calling", "Skip"), "S", "call.skip", PREVIEW),
        BarAct(OTHER_NUMBER, tr("calling", "Other number"), "Alt+2", "call.other_number", LEAD),
        BarAct("calling.later", tr("calling", "Call later"), "L", "call.later", PREVIEW),
        BarAct("calling.edit", tr("calling", "Edit lead"), "E", "lead.edit", PREVIEW),
        BarAct("calling.write", tr("calling", "Send details"), "Ctrl+M", "call.message", LEAD),
        BarAct("calling.show_number", tr("calling", "Show the number"), "Alt+V", "act.show", CALLS),
        BarAct("calling.call_back", tr("calling", "Call-back"), "Ctrl+B", "call.later", calls),
        BarAct("calling.appointment", tr("calling", "Appointment"), "Ctrl+T", "sign.calendar", calls),
        BarAct("calling.note", tr("calling", "Note"), "N", "lead.note", calls),
        BarAct("calling.asked_data", tr("calling", "Their data"), "Alt+D", "page.privacy", calls),
        BarAct("calling.not_them", tr("calling", "Not them"), "Alt+X", "call.missed", calls),
        BarAct("calling.copy", tr("calling", "Copy the number"), "Ctrl+Shift+C", "act.copy", calls),
        BarAct("calling.qr", tr("calling", "QR code"), "Ctrl+Q", "act.qr", CALLS),
        BarAct("calling.again", tr("calling", "Look again"), "Space", "act.refresh",
               frozenset({State.NOTHING.value})),
        BarAct("callers.open", tr("calling", "Someone called"), "F3", "call.incoming",
               IDLE | PREVIEW | {State.BREAK.value}, is_right=True),
        BarAct("calling.never", tr("calling", "Do not call"), "D", "result.blocked", PREVIEW, is_right=True),
        BarAct("calling.say_no", tr("calling", "They say no"), "Ctrl+D", "consent.said", calls,
               is_right=True),
        BarAct("calling.history", tr("calling", "History"), "Alt+H", "sign.clock", calls, is_right=True),
        BarAct("calling.break", tr("calling", "Break"), "B", "call.break", IDLE | PREVIEW, is_right=True),
    ]  # fmt: skip
