"""How the calling screen puts things into words; nothing here knows a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain import dispositions
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import clock, duration, full_when, group_indian, ordinal, short_when
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.phone import format_phone
from crm_desktop.domain.timeline import LABELS as KIND_LABELS
from crm_desktop.domain.timeline import Kind, TimelineItem
from crm_desktop.services.calling.values import COUNT_LIMIT, NextLead
from crm_desktop.ui import consent_texts, sale_texts
from crm_desktop.ui.appointments.words import history_title
from crm_desktop.ui.call_texts import call_icon, call_marks
from crm_desktop.ui.calling.states import State, Strip
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind
from crm_desktop.ui.widgets.timeline import TimelineEntry

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

translate = QCoreApplication.translate

# Why a number is never to be dialled again; the English word is what is kept.
NEVER_LABELS: dict[str, str] = {
    "asked": "They asked not to be called",
    "complained": "They complained",
    "unfit": "A child, or not able to decide",
    "other": "Another reason",
}

# Why a hidden number is shown; the English words are what is logged.
SHOW_LABELS: dict[str, str] = {
    "other_phone": "To dial it on another phone",
    "message": "To send a message",
    "check": "To check it with the lead",
    "other": "Other",
}

BY_HAND = "Dialled by hand"  # why a hidden number was shown without asking

RESULT_ICONS: tuple[tuple[Flag, str], ...] = (
    (Flag.DO_NOT_CALL, "result.blocked"),
    (Flag.CALL_BACK, "result.callback"),
    (Flag.WRONG_NUMBER, "result.wrong_number"),
)

KIND_ICONS: dict[str, str] = {
    Kind.CALL: "call.on_call",
    Kind.MISSED_CALL: "call.missed",
    Kind.PROMISED: "call.later",
    Kind.CALLBACK_MOVED: "call.later",
    Kind.CALLBACK_DONE: "sign.ok",
    Kind.HANDED_OVER: "lead.reassign",
    Kind.SKIPPED: "call.skip",
    Kind.DO_NOT_CALL: "result.blocked",
    Kind.APPOINTMENT: "sign.calendar",
    Kind.APPOINTMENT_CHANGED: "sign.calendar",
    Kind.REMINDER: "sign.due",
    Kind.CONSENT: "consent.said",
    Kind.NOTE: "lead.note",
    Kind.CREATED: "lead.created",
    Kind.IMPORTED: "sign.sheet",
    Kind.EDITED: "lead.edit",
    Kind.ASSIGNED: "lead.owner",
    Kind.MERGED: "lead.merge",
    Kind.NUMBER_SHOWN: "act.show",
    **sale_texts.ICONS,
}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """A chip to show: its words, kind and icon."""

    words: str
    kind: ChipKind = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact after the number: a strong beginning, muted words, an icon."""

    icon: str
    strong: str
    words: str


# ---- short sentences ----------------------------------------------------------------------------------


def finish_first() -> str:
    """Refuses what would leave a call without a result."""
    return translate("calling", "Give the result of this call first.")


def saving(label: str) -> str:
    """What goes on, shown when it takes long."""
    if label == "number":
        return translate("calling", "Reading the number")
    if label == "result":
        return translate("calling", "Saving the result")
    return translate("calling", "Bringing the next lead")


def skipped(name: str) -> str:
    """A lead was skipped."""
    return translate("calling", "{name} skipped, comes again in half an hour").format(name=name)


def never_again(shown: str) -> str:
    """A number was blocked."""
    return translate("calling", "{number} is never called again").format(number=shown)


def done_label(result: str, name: str, at: datetime | None, zone: str, now: datetime) -> str:
    """A result was saved: “No answer, Ravi Chauhan”."""
    shown = result_label(result)
    if at is None:
        return translate("calling", "{result}, {name}").format(result=shown, name=name)
    return translate("calling", "{result}: {when}, {name}").format(
        result=shown, when=short_when(at, zone, now), name=name
    )


def promised_label(name: str, at: datetime, zone: str, now: datetime) -> str:
    """A call-back was promised without a call."""
    return translate("calling", "Call-back: {when}, {name}").format(when=short_when(at, zone, now), name=name)


def result_label(label: str) -> str:
    """A result's label; the ready ones are translated, a campaign's own stay as written."""
    return tr_label(label) if label in dispositions.LABELS.values() else label


def result_icon(result: Disposition) -> str:
    """The icon of a result's flag."""
    for flag, icon in RESULT_ICONS:
        if result.has(flag):
            return icon
    if result.has(Flag.SUCCESS):
        return "result.success"
    if result.has(Flag.FINAL):
        return "result.no"
    return "" if result.has(Flag.HUMAN) else "result.missed"


def not_them() -> str:
    """A call was taken away from a lead it did not come from."""
    return translate("calling", "The call was taken off this lead. F3 finds who it is.")


def may_not_call_back() -> str:
    """A call-back can't be promised to who asked not to be called, or whose tries are used."""
    return translate("calling", "This number may not be dialled any more. Choose another result.")


def number_gone() -> str:
    """The number was taken from the lead between the last look and the dial."""
    return translate("calling", "This number is not the lead's any more. Give the result of the call.")


def is_masked(e164: str) -> bool:
    """Whether a number comes with part of it hidden."""
    return "•" in e164


def number(phone: LeadPhone | None) -> str:
    """A number in groups of five; one that is masked stays as it is."""
    if phone is None:
        return ""
    if not phone.e164.startswith("+") or is_masked(phone.e164):
        return phone.e164
    return format_phone(phone.e164, phone.extension)


def count(figure: int) -> str:
    """A count in lakh grouping; the store stops counting at a limit."""
    return group_indian(figure) + ("+" if figure >= COUNT_LIMIT else "")


def conversations(figure: int) -> str:
    """The words beside the day's conversations, with a place for the figure."""
    if figure == 1:
        return translate("calling", "{} conversation")
    return translate("calling", "{} conversations")


def successes(figure: int) -> str:
    """The words beside the day's successes, with a place for the figure."""
    return translate("calling", "{} success") if figure == 1 else translate("calling", "{} successes")


def question(strip: Strip) -> tuple[str, str]:
    """Icon and words of a question whose answers are reasons."""
    return {
        Strip.SKIP: ("call.skip", translate("calling", "Why skip?")),
        Strip.DO_NOT_CALL: ("result.blocked", translate("calling", "Never call again. Why?")),
        Strip.BREAK: ("call.break", translate("calling", "Which break?")),
        Strip.SHOW_NUMBER: ("act.show", translate("calling", "Why do you need the number?")),
        Strip.SAY_NO: ("consent.said", translate("calling", "What do they say no to?")),
        Strip.ASKED: ("page.privacy", translate("calling", "What do they ask?")),
    }[strip]


# ---- the hero -----------------------------------------------------------------------------------------


def title(p: CallingPresenter) -> str:
    """The word of the state."""
    if p.is_recovered and p.state is State.AFTER and p.lead is not None:
        return translate("calling", "You were on a call with {name}: give its result").format(
            name=p.lead.lead.name
        )
    if p.state is State.ON_CALL and p.ringing.is_on:
        return translate("calling", "On a call · incoming")
    return {
        State.LOADING: translate("calling", "One moment"),
        State.NO_CAMPAIGN: translate("calling", "No leads yet"),
        State.PREVIEW: translate("calling", "Next lead"),
        State.BY_HAND: translate("calling", "Dial on your phone"),
        State.DIALLING: translate("calling", "Dialling"),
        State.ON_CALL: translate("calling", "On a call"),
        State.AFTER: translate("calling", "After the call: how did it end?"),
        State.NOTHING: translate("calling", "Ready, nothing can be dialled at the moment"),
        State.BREAK: translate("calling", "On a break"),
        State.LOCKED: translate("calling", "Calling is not possible now"),
    }[p.state]


def reason_words(p: CallingPresenter, reason: str) -> str:
    """An answer of the open strip; a break says how long it may take."""
    minutes = p.facts.break_minutes.get(reason) if p.facts and p.ask.strip is Strip.BREAK else None
    if not minutes:
        return tr_label(reason)
    return translate("calling", "{reason} · {minutes} min").format(reason=tr_label(reason), minutes=minutes)


def presence(p: CallingPresenter, timer: str) -> str:
    """The words of the pill in the header."""
    template = {
        State.PREVIEW: translate("calling", "Ready {timer}"),
        State.NOTHING: translate("calling", "Ready {timer}"),
        State.BY_HAND: translate("calling", "Dialling"),
        State.DIALLING: translate("calling", "Dialling"),
        State.ON_CALL: translate("calling", "On a call"),
        State.AFTER: translate("calling", "After the call {timer}"),
        State.BREAK: translate("calling", "Break {timer}"),
    }.get(p.state, "")
    return template.format(timer=timer)


def chips(p: CallingPresenter) -> list[ChipWords]:
    """Why this lead now, which try, and what is special about it."""
    if p.lead is None:
        return []
    why = p.lead.why
    if why.kind == "rang":
        return _rung_chips(p.lead)
    found: list[ChipWords] = []
    if why.kind == "promised" and why.at is not None:
        words = translate("calling", "Promised for {when}").format(when=_when(why.at, p))
        found.append(ChipWords(words, "warn", "call.later"))
    attempt = p.call.attempt_no if p.call is not None else why.attempt_no
    if why.kind == "chosen":
        found.append(ChipWords(translate("calling", "Chosen by you"), "accent"))
    if attempt <= 1 and why.kind != "promised":
        found.append(ChipWords(translate("calling", "New lead")))
    else:
        tried = translate("calling", "{nth} try")
        if why.max_attempts is not None:
            tried = translate("calling", "{nth} try of {most}")
        found.append(ChipWords(tried.format(nth=ordinal(attempt), most=why.max_attempts)))
    if why.score:
        found.append(ChipWords(translate("calling", "Score {score}").format(score=why.score)))
    if p.stays_on_lead:
        found.append(ChipWords(translate("calling", "Then the other number"), "info", "call.other_number"))
    return found


def _rung_chips(lead: NextLead) -> list[ChipWords]:
    """They rang us: whose lead it is, and whether we may ring them."""
    found = [ChipWords(translate("calling", "They rang"), "accent", "call.incoming")]
    if lead.is_limited:
        whose = translate("calling", "Lead of {name}").format(name=lead.lead.owner_name)
        found.append(ChipWords(whose, "info", "lead.owner"))
    if any(phone.is_do_not_call for phone in lead.lead.phones):
        found.append(ChipWords(translate("calling", "Do not call: answer only"), "bad", "result.blocked"))
    return found


def _when(at: datetime, p: CallingPresenter) -> str:
    zone = p.lead.local_zone if p.lead else p.zone
    here, there = p.now.astimezone(ZoneInfo(zone)).date(), at.astimezone(ZoneInfo(zone)).date()
    return clock(at, zone) if here == there else short_when(at, zone, p.now, in_sentence=True)


def facts(p: CallingPresenter) -> list[Fact]:
    """What stands after the number: their clock, the call's times, the company."""
    if p.lead is None:
        return []
    lead, found = p.lead.lead, []
    if p.hidden.was_refused:
        told = translate("calling", "Alt+V shows it, with a reason")
        return [Fact("sign.warning", translate("calling", "Hidden"), told)]
    if p.state is State.AFTER:
        found.append(_call_fact(p))
        if lead.city:
            found.append(Fact("lead.city", "", lead.city))
    else:
        found.append(_local_fact(p, p.lead))
    if lead.company:
        found.append(Fact("lead.company", "", lead.company))
    return found


def _local_fact(p: CallingPresenter, lead: NextLead) -> Fact:
    place = lead.lead.city or zone_place(lead.local_zone)
    is_preview = p.state is State.PREVIEW
    # Hours that don't end within the day (a practice campaign's) need no telling.
    if is_preview and lead.may_call_until is not None and p.now >= lead.may_call_until:
        until = clock(lead.may_call_until, lead.local_zone)
        words = translate("calling", "in {place}, calling hours ended at {until}").format(
            place=place, until=until
        )
    elif is_preview and lead.may_call_until is not None and lead.may_call_until - p.now < timedelta(days=1):
        until = clock(lead.may_call_until, lead.local_zone)
        if _differs(p, lead):
            words = translate("calling", "in {place}, may be called until {until}").format(
                place=place, until=until
            )
        else:
            words = translate("calling", "may be called until {until}").format(until=until)
    else:
        words = translate("calling", "in {place}").format(place=place)
    return Fact("sign.clock", clock(p.now, lead.local_zone), words)


def _differs(p: CallingPresenter, lead: NextLead) -> bool:
    return bool(lead.lead.city) or clock(p.now, lead.local_zone) != clock(p.now, p.zone)


def zone_place(zone: str) -> str:
    """The city that a zone is named after: "Asia/Kolkata" gives Kolkata."""
    return zone.rpartition("/")[2].replace("_", " ")


def _call_fact(p: CallingPresenter) -> Fact:
    if p.answered_at is not None and p.ended_at is not None:
        talk = duration(p.ended_at - p.answered_at)
        ended = translate("calling", "talked, ended {at}").format(at=clock(p.ended_at, p.zone))
        return Fact("sign.clock", talk, ended)
    begun = p.call.dialled_at if p.call else p.since
    if p.ringing.is_on:
        return Fact("sign.clock", clock(begun, p.zone), translate("calling", "rang, talk not measured"))
    return Fact("sign.clock", clock(begun, p.zone), translate("calling", "dialled, talk not measured"))


# ---- history ------------------------------------------------------------------------------------------


def entries(items: Sequence[TimelineItem], zone: str, now: datetime) -> list[TimelineEntry]:
    """The history as the timeline shows it."""
    return [_entry(item, zone, now) for item in items]


def _entry(item: TimelineItem, zone: str, now: datetime) -> TimelineEntry:
    if item.kind == Kind.CALL:
        shown, icon = _call_title(item)
    else:
        is_change = item.kind == Kind.APPOINTMENT_CHANGED
        named = history_title(item.data) if is_change else consent_texts.history_title(item.kind, item.data)
        shown = named or tr_label(KIND_LABELS.get(item.kind, item.title))
        icon = KIND_ICONS.get(item.kind, "sign.info")
    text = " ".join(item.text.split())
    said = f"“{text}”" if item.kind in (Kind.PROMISED, Kind.SKIPPED) and text else text
    marks = call_marks(item.data) + sale_texts.history_marks(item.kind, item.data)
    parts = (_promised_for(item, zone), *marks, said, item.person_name)
    detail = " · ".join(part for part in parts if part)
    return TimelineEntry(icon, shown, short_when(item.at, zone, now), detail, ref=item.id)


AGREED = (Kind.PROMISED, Kind.CALLBACK_MOVED, Kind.APPOINTMENT, Kind.APPOINTMENT_CHANGED, Kind.REMINDER)


def _promised_for(item: TimelineItem, zone: str) -> str:
    """For when a call-back or an appointment was agreed; empty for anything else."""
    at = item.data.get("at")
    if item.kind not in AGREED or not isinstance(at, str):
        return ""
    return translate("calling", "for {when}").format(when=full_when(datetime.fromisoformat(at), zone))


def _call_title(item: TimelineItem) -> tuple[str, str]:
    label = result_label(str(item.data.get("label") or item.title))
    talk = item.data.get("talk_s")
    if isinstance(talk, int | float):
        words = translate("calling", "{result}, {duration}").format(result=label, duration=duration(talk))
        return words, call_icon(item.data, "call.on_call")
    missed = item.data.get("code") in ("NO_ANSWER", "BUSY", "SWITCHED_OFF")
    return label, call_icon(item.data, "call.missed" if missed else "call.on_call")


def history_count(amount: int) -> str:
    """How long the history is."""
    if amount == 1:
        return translate("calling", "1 entry")
    return translate("calling", "{count} entries").format(count=group_indian(amount))


def then_result(label: str) -> str:
    """What is given when the time after the call is over."""
    return translate("calling", "Then: {result}").format(result=tr_label(label))


def held() -> str:
    """Nothing is dialled by itself for now."""
    return translate("calling", "Held: you dial when you are ready. F8 goes on.")


def goes_on() -> str:
    """Leads are dialled by themselves again."""
    return QCoreApplication.translate("calling", "The next lead is dialled by itself again")


def given_alone(label: str) -> str:
    """It was given by itself."""
    text = QCoreApplication.translate("calling", "The time after the call was over: {result}")
    return text.format(result=tr_label(label))
