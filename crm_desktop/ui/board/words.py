"""Words of the live board: why somebody needs help, what a campaign holds, states with their clocks."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.board import BoardRow, Need, NeedKind
from crm_desktop.domain.formats import clock, group_indian, hours, timer
from crm_desktop.domain.presence import State
from crm_desktop.domain.queue import Reason
from crm_desktop.services.board import CampaignNow
from crm_desktop.store.desk_notes import DeskNote, NoteKind
from crm_desktop.ui import why_texts
from crm_desktop.ui.i18n import counted, tr_label
from crm_desktop.ui.presence.words import now_words

translate = QCoreApplication.translate
_REASONS_SHOWN = 2


def need_words(need: Need) -> str:
    """One reason in words: “break over by 12 min”, “3 late call-backs”."""
    n = need.amount
    time = hours(n * 60)
    match need.kind:
        case NeedKind.BREAK_OVER:
            return translate("board", "break over by {time}").format(time=time)
        case NeedKind.NO_LEAD:
            return translate("board", "no lead for {time}").format(time=time)
        case NeedKind.SILENT:
            return translate("board", "silent for {time}").format(time=time)
        case NeedKind.LATE:
            return counted(translate("board", "%n late call-back(s)", "", n), n)
        case NeedKind.WRAP_UP:
            return translate("board", "no result for {time}").format(time=time)
        case NeedKind.AWAY:
            return translate("board", "away for {time}").format(time=time)
        case NeedKind.ONE_LEAD:
            return translate("board", "not dialling for {time}").format(time=time)
        case NeedKind.LONG_CALL:
            return translate("board", "on one call for {time}").format(time=time)
        case NeedKind.BEHIND:
            return counted(translate("board", "%n call(s) behind the team", "", n), n)
        case NeedKind.NOT_HERE:
            return translate("board", "not here today")


def needs_words(needs: tuple[Need, ...]) -> str:
    """Every reason, the heaviest first."""
    return translate("board", ", ").join(need_words(need) for need in needs)


def is_urgent(needs: tuple[Need, ...]) -> bool:
    """Whether the heaviest reason is one to act on at once."""
    return bool(needs) and needs[0].is_urgent


def state_words(row: BoardRow) -> str:
    """What somebody is doing, without the clock."""
    if row.is_on_leave and not row.is_here:
        return translate("board", "On leave")
    if row.now.is_lost:
        return translate("board", "Silent since")
    if row.now.state is State.BREAK and row.now.reason:
        return tr_label(row.now.reason)
    return now_words(row.now)


def state_and_time(row: BoardRow, at: datetime, zone: str) -> str:
    """The state with a running clock; signed out: when."""
    words = state_words(row)
    if row.now.since is None or (row.is_on_leave and not row.is_here):
        return words
    if not row.is_here:
        return f"{words} {clock(row.now.since, zone)}"
    return f"{words} {timer(row.lasting(at))}"


def talk_words(talk_s: float | None) -> str:
    """Measured talk in hours and whole minutes; a dash where nothing was measured."""
    return "–" if talk_s is None else hours(talk_s if talk_s < 60 else talk_s // 60 * 60)


def figure_words(figure: float) -> str:
    """A count, or a median that may lie between two."""
    return group_indian(int(figure)) if figure == int(figure) else f"{figure:.1f}"


def now_words_of(campaign: CampaignNow) -> str:
    """How many may be dialled now."""
    return translate("board", "{now} now").format(now=group_indian(campaign.counts.dialable))


def soon_words(campaign: CampaignNow, zone: str) -> str:
    """How many more come within the next hour of the clock; empty for none."""
    if not campaign.soon:
        return ""
    return translate("board", "{more} more by {time}").format(
        more=group_indian(campaign.soon), time=clock(campaign.soon_until, zone)
    )


def stands_still(campaign: CampaignNow) -> bool:
    """Whether there are leads, but none to dial now."""
    return campaign.counts.total > 0 and not campaign.counts.dialable


def lasting_words(campaign: CampaignNow, at: datetime, zone: str) -> str:
    """Until when it lasts at the pace of the last hour, or why nothing is dialled."""
    if campaign.is_paused:
        return translate("board", "Paused for everyone")
    if not campaign.counts.total:
        return translate("board", "No leads yet")
    if not campaign.counts.dialable:
        return kept_words(campaign) or translate("board", "Nothing left to dial")
    if campaign.dry_at is not None:
        return translate("board", "runs dry at about {time}").format(time=clock(campaign.dry_at, zone))
    if not campaign.pace:
        return translate("board", "nobody calls at present")
    calls = round(campaign.pace)
    pace = counted(translate("board", "%n call(s) an hour", "", calls), calls)
    return translate("board", "lasts today at {pace}").format(pace=pace)


def kept_words(campaign: CampaignNow) -> str:
    """The reasons that keep most of its leads, with how many each."""
    kept = [
        each
        for each in campaign.counts.reasons
        if each.reason not in (Reason.FINAL, Reason.ON_ANOTHER_SCREEN)
    ]
    most = sorted(kept, key=lambda each: -each.leads)[:_REASONS_SHOWN]
    label = why_texts.office_label
    return translate("board", ", ").join(f"{group_indian(each.leads)} {label(each.reason)}" for each in most)


def note_words(note: DeskNote) -> str:
    """What a note says to the person it is to."""
    if note.kind is NoteKind.BREAK_ENDED:
        return translate("board", "{name} ended your break ({reason}): you are ready again.").format(
            name=note.from_name, reason=tr_label(note.text)
        )
    if note.kind is NoteKind.MOVED:
        return translate("board", "{name} moved you to {campaign}.").format(
            name=note.from_name, campaign=note.campaign
        )
    if note.kind is NoteKind.LEAVE_BACK:
        words = translate("board", "{name} entered leave for you by mistake ({days}) and took it back.")
        return words.format(name=note.from_name, days=note.text)
    return note.text


def sent_words(note: DeskNote) -> str:
    """What was sent, to whoever leads."""
    if note.kind is NoteKind.BREAK_ENDED:
        return translate("board", "Break ended ({reason})").format(reason=tr_label(note.text))
    if note.kind is NoteKind.MOVED:
        return translate("board", "Moved to {campaign}").format(campaign=note.campaign)
    if note.kind is NoteKind.LEAVE_BACK:
        return translate("board", "Leave taken back ({days})").format(days=note.text)
    return note.text


def receipt_words(note: DeskNote, zone: str) -> str:
    """Whether and when a note was read."""
    if note.seen_at is not None:
        return translate("board", "read {time}").format(time=clock(note.seen_at, zone))
    return translate("board", "sent {time}, not read yet").format(time=clock(note.at, zone))
