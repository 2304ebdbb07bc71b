"""What a ruling changed, in words: "Not interested → Interested"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from crm_desktop.domain.formats import clock, duration, money
from crm_desktop.domain.presence import LABELS, STATE_LABELS
from crm_desktop.domain.rulings import Counted, SaleCounted, TimeCounted, Was
from crm_desktop.domain.sales import LABELS as SALE_LABELS

REFUSED = "stays"
NOT_COUNTED = "not counted"
RULED_LABELS: dict[str, str] = {REFUSED: "stays", NOT_COUNTED: "not counted"}

Say = Callable[[str], str]
"""Puts a label into the language of the screen."""


def changed_words(was: Was, now: Was | None, names: Mapping[UUID, str], zone: str, say: Say = str) -> str:
    """What a ruling made of a row; `now` None: it was refused. Times by the clock of `zone`."""
    if now is None:
        return say(REFUSED)
    if isinstance(was, Counted) and isinstance(now, Counted):
        return _of_call(was, now, names, say)
    if isinstance(was, SaleCounted) and isinstance(now, SaleCounted):
        return _of_sale(was, now, names, say)
    return " → ".join(time_words(each, zone, say) for each in (was, now) if isinstance(each, TimeCounted))


def time_words(time: TimeCounted, zone: str, say: Say = str) -> str:
    """A stretch of a day: "Break 13:00–13:45, Lunch"."""
    words = f"{say(STATE_LABELS[time.state])} {clock(time.began, zone)}–{clock(time.until, zone)}"
    return f"{words}, {say(LABELS[time.reason])}" if time.reason in LABELS else words


def sale_words(sale: SaleCounted, say: Say = str) -> str:
    """A sale: "Gold loan, ₹ 1,500, Promised"."""
    told = (sale.product, money(sale.amount_minor, sale.currency), say(SALE_LABELS[sale.state]))
    return ", ".join(part for part in told if part)


def _of_call(was: Counted, now: Counted, names: Mapping[UUID, str], say: Say) -> str:
    if now.is_left_out:
        return say(NOT_COUNTED)
    if now.person_id != was.person_id:
        return _moved(was.person_id, now.person_id, names)
    if now.disposition_id != was.disposition_id:
        return f"{was.label or '–'} → {now.label or '–'}"
    lengths = ("–" if each.talk_s is None else duration(each.talk_s) for each in (was, now))
    return " → ".join(lengths)


def _of_sale(was: SaleCounted, now: SaleCounted, names: Mapping[UUID, str], say: Say) -> str:
    if now.person_id != was.person_id:
        return _moved(was.person_id, now.person_id, names)
    if now.state != was.state:
        return " → ".join(say(SALE_LABELS[each.state]) for each in (was, now))
    if now.amount_minor != was.amount_minor:
        return " → ".join(money(each.amount_minor, each.currency) for each in (was, now))
    return f"{was.product or '–'} → {now.product or '–'}"


def _moved(was: UUID, now: UUID, names: Mapping[UUID, str]) -> str:
    return f"{names.get(was, '–')} → {names.get(now, '–')}"
