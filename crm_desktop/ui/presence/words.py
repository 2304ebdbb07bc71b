"""Words of presence: a state with its reason, how long, what is over."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, duration, hours, short_when
from crm_desktop.domain.presence import SECOND, STATE_LABELS, KnownHow, Now, Span, State
from crm_desktop.ui.i18n import tr_label

translate = QCoreApplication.translate

# The colour of a state in the tokens; being signed out has none.
COLOURS = {
    State.READY: "ready",
    State.ON_CALL: "on_call",
    State.WRAP_UP: "wrap_up",
    State.BREAK: "break",
    State.AWAY: "away",
}


def state_words(state: State) -> str:
    """The state's name."""
    return tr_label(STATE_LABELS[state])


def reason_words(span: Span) -> str:
    """Why: the break's reason, why somebody is away; what was kept without the server says so."""
    words = tr_label(span.reason) if span.reason else ""
    if span.known_how is KnownHow.KEPT and span.state in (State.BREAK, State.AWAY):
        kept = translate("presence", "kept without the server")
        return f"{words}, {kept}" if words else kept
    return words


def over_words(over_s: int) -> str:
    """How much a break is over what is allowed, in whole minutes or seconds."""
    return translate("presence", "{time} over").format(time=hours(over_s))


def span_words(span: Span, zone: str) -> str:
    """One span as a sentence, for the mouse and screen readers."""
    words = translate("presence", "{state} {began}–{until}, {time}").format(
        state=state_words(span.state),
        began=clock(span.began, zone),
        until=translate("presence", "now") if span.is_open else clock(span.until, zone),
        time=duration(span.took),
    )
    more = [part for part in (reason_words(span), over_words(span.over_s) if span.over_s else "") if part]
    return ", ".join([words, *more])


def now_words(now: Now) -> str:
    """What somebody is doing, with a break's reason."""
    words = state_words(now.state)
    return f"{words}: {tr_label(now.reason)}" if now.state is State.BREAK and now.reason else words


def since_words(now: Now, at: datetime, zone: str) -> str:
    """Since when, for how long, and what is over."""
    if now.since is None:
        return translate("presence", "over a day ago")
    if now.state is State.SIGNED_OUT:
        when = short_when(now.since, zone, at)
        return translate("presence", "{when}, not heard from").format(when=when) if now.is_lost else when
    took = max(0, (at - now.since) // SECOND)
    words = f"{clock(now.since, zone)} · {minutes(took)}"
    over_s = now.over_s(at)
    return f"{words}, {over_words(over_s)}" if over_s else words


def minutes(seconds: int) -> str:
    """A length of time that goes on: whole minutes are enough."""
    if seconds < 60:
        return translate("presence", "under a minute")
    return hours(seconds // 60 * 60)
