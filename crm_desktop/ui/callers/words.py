"""How whoever may have rung is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.callers import CallerRow
from crm_desktop.domain.formats import clock, short_when
from crm_desktop.domain.phone import format_phone
from crm_desktop.services.calling.missed import REASONS as WHY_NOT
from crm_desktop.services.outside_calls import Missed
from crm_desktop.ui.calling.words import is_masked, result_label
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at the right of a row: words, their kind and icon; no words, no sign."""

    words: str = ""
    kind: ChipKind = "plain"
    icon: str = ""


def name_of(row: CallerRow) -> str:
    """Who it may be."""
    return row.name or row.company or number_of(row)


def number_of(row: CallerRow) -> str:
    """The number, in groups; a masked one as it came."""
    return row.phone if is_masked(row.phone) else format_phone(row.phone)


def detail_of(row: CallerRow, me: object, zone: str, now: datetime) -> str:
    """What is known: last result and when, whose lead, where."""
    parts: list[str] = []
    if row.is_limited:
        return _owner(row, me)
    if row.last_result:
        when = short_when(row.last_call_at, zone, now) if row.last_call_at else ""
        parts.append(f"{result_label(row.last_result)}, {when}" if when else result_label(row.last_result))
    elif row.last_call_at is not None:
        last = translate("callers", "last call {when}")
        parts.append(last.format(when=short_when(row.last_call_at, zone, now, in_sentence=True)))
    else:
        parts.append(translate("callers", "never called"))
    parts.append(_owner(row, me))
    parts += [part for part in (row.company if row.name else "", row.city) if part]
    return " · ".join(parts)


def _owner(row: CallerRow, me: object) -> str:
    if row.owner_id is None:
        return translate("callers", "nobody's lead")
    if row.owner_id == me:
        return translate("callers", "yours")
    return translate("callers", "lead of {name}").format(name=row.owner_name)


def sign_of(row: CallerRow, zone: str, now: datetime) -> Sign:
    """What matters most: not to be called, a promise, a number that is wrong."""
    if row.is_do_not_call:
        return Sign(translate("callers", "do not call"), "bad", "result.blocked")
    if row.promise_at is not None:
        when = short_when(row.promise_at, zone, now, in_sentence=True)
        if row.is_promise_mine:
            words = translate("callers", "your call-back {when}").format(when=when)
        else:
            words = translate("callers", "call-back {when}").format(when=when)
        return Sign(words, "warn" if row.promise_at <= now else "info", "call.later")
    if row.is_wrong:
        return Sign(translate("callers", "marked as wrong"), "plain", "result.wrong_number")
    return Sign()


def missed_noted(name: str, missed: Missed, me: str, zone: str, now: datetime) -> str:
    """A missed call was kept: who calls back and when, or why nobody does."""
    if missed.is_kept:
        kept = translate("callers", "Missed call of {name} noted here: a call-back once the server is back")
        return kept.format(name=name)
    if missed.due_at is None:
        why = WHY_NOT.get(missed.why_not, WHY_NOT["followed"])
        return translate("callers", "Missed call of {name} noted. {why}").format(name=name, why=tr_label(why))
    when = translate("callers", "now") if missed.due_at <= now else clock(missed.due_at, zone)
    if missed.due_at > now:
        when = short_when(missed.due_at, zone, now, in_sentence=True)
    if missed.owner_name == me:
        return translate("callers", "Missed call of {name} noted: your call-back, {when}").format(
            name=name, when=when
        )
    return translate("callers", "Missed call of {name} noted: {who} calls back, {when}").format(
        name=name, who=missed.owner_name, when=when
    )


def entered(name: str) -> str:
    """An earlier call was kept."""
    return translate("callers", "Call with {name} entered").format(name=name)


def days_ago(days: int) -> str:
    """How long ago a day was."""
    if days == 0:
        return translate("callers", "today")
    if days == 1:
        return translate("callers", "yesterday")
    return translate("callers", "{days} days ago").format(days=days)
