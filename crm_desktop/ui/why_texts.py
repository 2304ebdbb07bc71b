"""Why leads are not dialled, in words: for the calling screen, a campaign's page and a lead's card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, group_indian, short_when
from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.queue import LABELS as REASON_LABELS
from crm_desktop.domain.queue import NothingToDial, Reason, ReasonCount
from crm_desktop.ui.i18n import tr_label

translate = QCoreApplication.translate

REASON_ICONS: dict[Reason, str] = {
    Reason.WAITING_RETRY: "result.retry",
    Reason.PROMISED_LATER: "call.later",
    Reason.PROMISED_OTHER: "call.later",
    Reason.PAUSED: "call.wait",
    Reason.AGREEMENT_ENDED: "sign.calendar",
    Reason.OUTSIDE_HOURS: "sign.clock",
    Reason.ON_ANOTHER_SCREEN: "page.leads",
    Reason.DAY_CAP: "act.tasks",
    Reason.ROLLING_CAP: "act.tasks",
    Reason.WEEK_CAP: "act.tasks",
    Reason.TOO_SOON: "call.wait",
    Reason.SKIPPED: "call.skip",
    Reason.DO_NOT_CALL: "result.blocked",
    Reason.CONSENT_WITHDRAWN: "result.blocked",
    Reason.MINOR: "result.blocked",
    Reason.NO_PHONE: "result.wrong_number",
    Reason.MAX_ATTEMPTS: "act.tasks",
    Reason.FINAL: "sign.ok",
    Reason.DELETED: "act.delete",
    Reason.NOT_YOURS: "lead.owner",
    Reason.OTHER_SKILL: "lead.owner",
    Reason.NOT_MEMBER: "lead.owner",
    Reason.SERVER_AWAY: "sign.offline",
}
DONE_REASONS = (Reason.MAX_ATTEMPTS, Reason.FINAL, Reason.DELETED)
# Nothing changes by itself: somebody must do something.
SHUT_REASONS = (
    Reason.DO_NOT_CALL, Reason.CONSENT_WITHDRAWN, Reason.MINOR, Reason.NO_PHONE, Reason.PAUSED,
    Reason.OTHER_SKILL, Reason.NOT_MEMBER,
    Reason.PROMISED_OTHER, Reason.AGREEMENT_ENDED,
)  # fmt: skip
# Leads a caller doesn't see, or that no list can show.
_WITHOUT_LIST = (
    Reason.NOT_YOURS, Reason.PROMISED_OTHER, Reason.NOT_MEMBER, Reason.SERVER_AWAY, Reason.DELETED,
)  # fmt: skip
_MOST_PARTS = 4


def reason_label(reason: Reason) -> str:
    """Why leads are not dialled."""
    return tr_label(REASON_LABELS[reason])


def office_label(reason: Reason) -> str:
    """The same for who leads: what belongs to somebody else is somebody's who doesn't call."""
    if reason is Reason.NOT_YOURS:
        return translate("WhyTexts", "Belongs to somebody who is on leave or gone")
    return reason_label(reason)


def reason_until(reason: Reason, first_at: datetime | None, zone: str, now: datetime) -> str:
    """Until when."""
    if reason in DONE_REASONS:
        return translate("calling", "finished")
    if reason in SHUT_REASONS:
        return translate("calling", "blocked")
    if reason is Reason.ON_ANOTHER_SCREEN:
        return translate("calling", "when closed")
    if first_at is None:
        return translate("calling", "blocked") if reason is Reason.NOT_YOURS else ""
    return translate("calling", "from {when}").format(when=when_words(first_at, zone, now))


def when_words(at: datetime, zone: str, now: datetime) -> str:
    """A time, with its day where that isn't today."""
    same = at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    return clock(at, zone) if same else short_when(at, zone, now, in_sentence=True)


def reason_query(reason: Reason, campaign_id: UUID) -> LeadQuery | None:
    """The list of a reason's leads; None where the caller has no such list."""
    if reason in _WITHOUT_LIST:
        return None
    return office_query(reason, campaign_id)


def office_query(reason: Reason, campaign_id: UUID) -> LeadQuery:
    """The list of a reason's leads, for who sees them all."""
    is_over = reason in (*DONE_REASONS, *SHUT_REASONS)
    sort = Sort.NAME if is_over else Sort.NEXT_CALL
    return LeadQuery(campaign=str(campaign_id), standing=reason.value, sort=sort)


def sentence(nothing: NothingToDial, zone: str, now: datetime) -> str:
    """What the leads wait for, most of all what comes by itself: "212 wait for their next try, …."."""
    opens = [each for each in nothing.reasons if each.first_at is not None]
    held = [each for each in nothing.reasons if each.reason is Reason.ON_ANOTHER_SCREEN]
    shut = [
        each for each in nothing.reasons if each.reason in SHUT_REASONS or each.reason is Reason.NOT_YOURS
    ]
    shown = (opens + held) or shut
    shown += [each for each in shut if each.reason in _SAID_ALWAYS and each not in shown]
    parts = [_part(each, zone, now) for each in shown[:_MOST_PARTS]]
    if not parts:
        return ""
    text = ", ".join(parts)
    return text[:1].upper() + text[1:] + "."


_SAID_ALWAYS = (Reason.PAUSED, Reason.OTHER_SKILL, Reason.AGREEMENT_ENDED)


def _part(each: ReasonCount, zone: str, now: datetime) -> str:
    n = each.leads
    text = _counted(each.reason, n).replace(str(n), group_indian(n), 1)
    if each.reason is Reason.OUTSIDE_HOURS and each.first_at is not None and each.zone:
        opens = translate("calling", "{place} opens {when}").format(
            place=each.zone.rpartition("/")[2].replace("_", " "),
            when=when_words(each.first_at, each.zone, now),
        )
        return f"{text} ({opens})"
    return text


def _counted(reason: Reason, n: int) -> str:
    return _one(reason) if n == 1 else _many(reason, n)


def _one(reason: Reason) -> str:
    match reason:
        case Reason.WAITING_RETRY:
            return translate("calling", "1 waits for its next try")
        case Reason.PROMISED_LATER:
            return translate("calling", "1 is promised for later")
        case Reason.SKIPPED:
            return translate("calling", "1 was skipped for a while")
        case Reason.OUTSIDE_HOURS:
            return translate("calling", "1 is outside its hours")
        case Reason.ON_ANOTHER_SCREEN:
            return translate("calling", "1 is on another screen")
        case Reason.TOO_SOON:
            return translate("calling", "1 has a number that was dialled a moment ago")
        case Reason.DAY_CAP | Reason.ROLLING_CAP | Reason.WEEK_CAP:
            return translate("calling", "1 was tried often enough for now")
        case Reason.PAUSED:
            return translate("calling", "1 waits for the paused campaign")
        case Reason.AGREEMENT_ENDED:
            return translate("calling", "1 is a client’s whose agreement ended")
        case Reason.NOT_MEMBER:
            return translate("calling", "1 is in a campaign you don’t work on")
        case Reason.OTHER_SKILL:
            return translate("calling", "1 asks for a skill you don’t have")
        case Reason.NOT_YOURS | Reason.PROMISED_OTHER:
            return translate("calling", "1 is a colleague’s")
        case _:
            return translate("calling", "1 can’t be called")


def _many(reason: Reason, n: int) -> str:
    match reason:
        case Reason.WAITING_RETRY:
            return translate("calling", "%n wait for their next try", "", n)
        case Reason.PROMISED_LATER:
            return translate("calling", "%n are promised for later", "", n)
        case Reason.SKIPPED:
            return translate("calling", "%n were skipped for a while", "", n)
        case Reason.OUTSIDE_HOURS:
            return translate("calling", "%n are outside their hours", "", n)
        case Reason.ON_ANOTHER_SCREEN:
            return translate("calling", "%n are on other screens", "", n)
        case Reason.TOO_SOON:
            return translate("calling", "%n have a number that was dialled a moment ago", "", n)
        case Reason.DAY_CAP | Reason.ROLLING_CAP | Reason.WEEK_CAP:
            return translate("calling", "%n were tried often enough for now", "", n)
        case Reason.PAUSED:
            return translate("calling", "%n wait for the paused campaign", "", n)
        case Reason.AGREEMENT_ENDED:
            return translate("calling", "%n are a client’s whose agreement ended", "", n)
        case Reason.NOT_MEMBER:
            return translate("calling", "%n are in a campaign you don’t work on", "", n)
        case Reason.OTHER_SKILL:
            return translate("calling", "%n ask for a skill you don’t have", "", n)
        case Reason.NOT_YOURS | Reason.PROMISED_OTHER:
            return translate("calling", "%n are colleagues’", "", n)
        case _:
            return translate("calling", "%n can’t be called", "", n)
