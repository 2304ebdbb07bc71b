"""A call made before it is entered: on one's own phone, or while the power was off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.formats import clock
from crm_desktop.domain.gate import local_day
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.outside_calls import DOUBLE_WITHIN, check_earlier
from crm_desktop.domain.people import Actor
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.advanced import refuse_closed_month
from crm_desktop.services.calling.complete import Kept, complete_call
from crm_desktop.services.calling.incoming import (
    campaign_for,
    entry_in,
    locked_lead,
    outside_call,
    phone_of,
)
from crm_desktop.services.calling.noted import asked_now
from crm_desktop.services.calling.outside_values import EarlierCall, EarlierForm
from crm_desktop.services.calling.reach import require_call
from crm_desktop.services.calling.values import CompleteCall, payload_of
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work

LONGEST_TALK_S = 12 * 3600


class DoubleCall(UserError):
    """A call about that time is kept already; saved again only when the person says so."""


def earlier_form(work: Work, actor: Actor, lead_id: UUID, campaign_id: UUID | None) -> EarlierForm:
    """What to ask about an earlier call of this lead, in the campaign it will belong to."""
    queue = Queue(work)
    lead, card = queue.facts(lead_id), lead_card(work, lead_id)
    if lead is None or card is None or lead.status == "merged":
        raise NotFound("This lead does not exist any more. Choose another one.")
    entries = queue.of_lead(lead_id)
    require_call(work, actor, lead, entries)
    campaign = campaign_for(work, lead_id, entries, campaign_id)
    zone = lead.zone or workspace_zone(work)
    return EarlierForm(card.name or card.company, zone, campaign, asked_now(work), days_back(work))


def log_earlier(work: Work, actor: Actor, command: EarlierCall) -> Call:
    """Keep a call with its real time and result, and everything that follows from it as if it had been then.

    Caps and tries count it on its own day; the queue follows it unless a newer call has decided since.
    Raises DoubleCall when one is kept already within a few minutes. A repeat changes nothing.
    """
    assert command.direction is not Direction.MISSED, "a missed call has no result: note_missed"
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    earlier = work.earlier_result(command.request_id, "log_earlier", payload)
    if earlier is not None:
        known = Calls(work).get(UUID(earlier["call_id"]))
        assert known is not None, "calls are never deleted once they are closed"
        return known
    office = workspace_zone(work)
    check_earlier(command.at, work.now, days_back(work), office)
    refuse_closed_month(work, command.at.astimezone(ZoneInfo(office)).date())
    check_talk(command, work.now)
    lead = locked_lead(queue, command.lead_id)
    entries = queue.of_lead(lead.lead_id)
    require_call(work, actor, lead, entries)
    refuse_double(work, lead.lead_id, command.direction, command.at, is_fine=command.is_double_fine)
    closed = keep_earlier(work, actor, command, lead, actor.session_id)
    work.keep_result(command.request_id, "log_earlier", payload, {"call_id": closed.id})
    return closed


def keep_earlier(
    work: Work,
    actor: Actor,
    command: EarlierCall,
    lead: LeadFacts,
    session_id: UUID | None,
    kept: Kept | None = None,
) -> Call:
    """The call itself; whoever asks for it sees to it that it is kept once.

    `kept`: it lay on a workstation while the server was away, and nothing is refused any more.
    """
    queue, office = Queue(work), workspace_zone(work)
    entries = queue.of_lead(lead.lead_id)
    chosen = Campaigns(work).get(command.campaign_id) if kept is not None and command.campaign_id else None
    campaign = chosen or campaign_for(work, lead.lead_id, entries, command.campaign_id)
    if campaign.disposition(command.disposition_id) is None:
        raise NotFound("This result does not belong to the campaign. Choose another one.", field="result")
    stored = entry_in(queue, campaign, lead, entries)
    call = outside_call(
        work,
        command.call_id, lead, campaign, stored, actor,
        direction=command.direction, at=command.at, phone_id=phone_of(lead, command.phone_id),
        dialler=command.dialler, known_how=KnownHow.LATER, state=CallState.CLOSED,
    )  # fmt: skip
    if command.talk_s is not None:
        ended = command.at + timedelta(seconds=command.talk_s)
        call = replace(call, answered_at=command.at if command.talk_s else None, ended_at=ended)
    OutsideCalls(work).add(replace(call, closed_at=work.now), session_id, command.way)
    _count(work, call, lead, stored.entry.id, office)
    closed = complete_call(work, actor, _completing(command), call, kept)
    work.record("call.entered_later", "call", call.id, lead_id=lead.lead_id, source=call.dialler)
    return closed.call


def _count(work: Work, call: Call, lead: LeadFacts, entry_id: UUID, office: str) -> None:
    """Tries and caps, on the day of the call; a call in uses none."""
    outside = OutsideCalls(work)
    if call.direction is Direction.IN or call.is_practice:
        outside.spoke(call.lead_id, call.dialled_at)
        return
    outside.count_try(entry_id)
    outside.count_earlier_dial(call, local_day(call.dialled_at, lead.zone or office))


def _completing(command: EarlierCall) -> CompleteCall:
    return CompleteCall(
        request_id=command.request_id,
        call_id=command.call_id,
        disposition_id=command.disposition_id,
        note=command.note.strip(),
        callback_at=command.callback_at,
        callback_note=command.callback_note,
        take_next=False,
        values=command.values,
    )


def check_talk(command: EarlierCall, now: datetime) -> None:
    """Whether a call can have lasted so long by now; raises UserError at the field `talk`."""
    if command.talk_s is None:
        return
    if not 0 <= command.talk_s <= LONGEST_TALK_S:
        raise UserError("A call lasts at most 12 hours. Type how long you talked.", field="talk")
    if command.at + timedelta(seconds=command.talk_s) > now + timedelta(minutes=1):
        raise UserError("The call would end in the future. Type when it was, or how long.", field="talk")


def refuse_double(work: Work, lead_id: UUID, direction: Direction, at: datetime, *, is_fine: bool) -> None:
    """Raise DoubleCall when a call of this lead in this direction is kept within a few minutes of `at`."""
    if is_fine:
        return
    known = OutsideCalls(work).near(lead_id, direction, at, DOUBLE_WITHIN)
    if known is None:
        return
    zone = workspace_zone(work)
    if direction is Direction.MISSED:
        raise DoubleCall(
            "A missed call at {at} is noted already. Nothing was added.",
            field="at",
            at=clock(known.dialled_at, zone),
        )
    raise DoubleCall(
        "{who} has a call at {at} with this lead already ({result}). Save again if there were two.",
        field="at",
        who=known.person_name,
        at=clock(known.dialled_at, zone),
        result=known.label or "–",
    )


def days_back(work: Work) -> int:
    """How many days ago a call may have been that is entered now."""
    kept = SettingRows(work).of_workspace("call_days_back")
    return int(SETTINGS["call_days_back"].default if kept is None else kept)
