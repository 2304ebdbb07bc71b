"""What trying a rule out says: one sentence of what changes, reasons, and what had to be assumed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, day, duration, full_when
from crm_desktop.domain.simulation_past import Assumed
from crm_desktop.domain.simulation_reach import Missed
from crm_desktop.services.simulation import LISTED, Told, TriedOut, UnreachedTold
from crm_desktop.ui.i18n import plural

translate = QCoreApplication.translate


def what_changes(found: TriedOut) -> str:
    """The sentence: when each rule runs dry, calls, and who would never be reached."""
    return " ".join((_dry(found), _calls(found), _never(found)))


def _dry(found: TriedOut) -> str:
    today, changed = found.today.dry_at, found.changed.dry_at
    if changed is None and today is None:
        return translate("Simulator", "It doesn’t run dry by either rule.")
    if changed is not None and today == changed:
        return translate("Simulator", "Runs dry at {when} by either rule.").format(when=_when(found, changed))
    if changed is None:
        assert today is not None, "one of the two runs dry"
        return QCoreApplication.translate(
            "Simulator", "Doesn’t run dry any more (today’s rule: {today})."
        ).format(today=_when(found, today))
    if today is None:
        return QCoreApplication.translate(
            "Simulator", "Runs dry at {when}; by today’s rule it doesn’t."
        ).format(when=_when(found, changed))
    return translate("Simulator", "Runs dry at {when} instead of {today}.").format(
        when=_when(found, changed), today=_when(found, today)
    )


def _when(found: TriedOut, at: datetime) -> str:
    is_one_day = found.ends_at - found.starts_at <= timedelta(days=1)
    return clock(at, found.zone) if is_one_day else full_when(at, found.zone)


def _calls(found: TriedOut) -> str:
    return QCoreApplication.translate(
        "Simulator", "{calls} calls instead of {today}, {answered} answered instead of {before}."
    ).format(
        calls=f"{found.changed.calls:,}",
        today=f"{found.today.calls:,}",
        answered=f"{found.changed.answered:,}",
        before=f"{found.today.answered:,}",
    )


def _never(found: TriedOut) -> str:
    never, before = found.changed.never, found.today.never
    if not never:
        return translate("Simulator", "Every lead would be reached sooner or later.")
    told = plural(translate("Simulator", "%n lead(s) would never be reached", "", never), never)
    groups = [group for group in found.changed.unreached if group.is_never]
    reasons = ", ".join(
        f"{group.leads:,} {reason(group, found.zone)[:1].lower()}{reason(group, found.zone)[1:]}"
        for group in groups
    )
    compared = (
        ""
        if never == before
        else translate("Simulator", " (today’s rule: {today})").format(today=f"{before:,}")
    )
    return f"{told}{compared}: {reasons}."


def reason(group: UnreachedTold, zone: str) -> str:
    """Why some leads were not called, in words."""
    words = {
        Missed.DO_NOT_CALL: translate("Simulator", "Asked not to be called"),
        Missed.NO_PHONE: translate("Simulator", "Have no number that can be called"),
        Missed.TRIES_USED: translate("Simulator", "All tries used"),
        Missed.BASIS: translate("Simulator", "No reason to call them any more"),
        Missed.OWNER_AWAY: QCoreApplication.translate(
            "Simulator", "Belong to someone who isn’t at work then"
        ),
        Missed.NO_SKILL: translate("Simulator", "Need someone who can do more"),
        Missed.HOURS: translate("Simulator", "Only outside the hours people work"),
        Missed.LATER: translate("Simulator", "Due later"),
        Missed.NO_TURN: translate("Simulator", "Their turn didn’t come in that time"),
    }[group.why]
    if group.why is Missed.HOURS and group.opens_at is not None:
        at = clock(group.opens_at, zone)
        return translate("Simulator", "{reason} (from {when})").format(reason=words, when=at)
    return words


def on_what(found: TriedOut) -> str:
    """What was played: which day, how many people, on how many past calls it rests."""
    people = translate("Simulator", "{count} at work").format(count=found.people)
    rests = plural(translate("Simulator", "%n past call(s)", "", found.past_calls), found.past_calls)
    pace = duration(found.handle_s) if found.past_calls else ""
    days = day(found.starts_at, found.zone)
    words = translate("Simulator", "{days} · {people} · rests on {calls}").format(
        days=days, people=people, calls=rests
    )
    each = translate("Simulator", "{pace} a call").format(pace=pace)
    return f"{words} · {each}" if pace else words


def assumed(found: TriedOut) -> str:
    """What had to be taken from usual values; '' when the past says it all."""
    told = []
    if Assumed.RESULTS in found.assumed:
        told.append(translate("Simulator", "how calls end"))
    if Assumed.PACE in found.assumed:
        told.append(translate("Simulator", "how long they take"))
    if Assumed.HOURS in found.assumed:
        told.append(translate("Simulator", "who works when (10:00–18:30)"))
    if not told:
        return ""
    return QCoreApplication.translate(
        "Simulator", "Too few calls so far: usual values are taken for {what}."
    ).format(what=", ".join(told))


def by_reason(found: TriedOut) -> list[tuple[UnreachedTold, int, int]]:
    """Each reason with its leads by today's rule and by the changed one, never reached first."""

    def of(told: Told, why: Missed) -> int:
        return sum(group.leads for group in told.unreached if group.why is why)

    seen: dict[Missed, UnreachedTold] = {}
    for group in (*found.changed.unreached, *found.today.unreached):
        seen.setdefault(group.why, group)
    rows = [(group, of(found.today, why), of(found.changed, why)) for why, group in seen.items()]
    return sorted(rows, key=lambda row: (not row[0].is_never, -row[2], row[0].why))


def leads_of(found: TriedOut, why: Missed) -> tuple[UUID, ...]:
    """The leads behind a line: by the changed rule, or by today's where that one alone leaves any."""
    for told in (found.changed, found.today):
        named = [lead_id for group in told.unreached if group.why is why for lead_id in group.lead_ids]
        if named:
            return tuple(named[:LISTED])
    return ()
