"""Kept acts of calls that didn't start here, on the server: who rang, missed calls, calls entered later."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.call import Direction
from crm_desktop.domain.kept_acts import ERASED, Found, KeptAct, Outcome, settle
from crm_desktop.domain.lead import search_key
from crm_desktop.domain.outside_calls import DOUBLE_WITHIN, LATER_AFTER
from crm_desktop.domain.people import Actor
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.complete import Kept
from crm_desktop.services.calling.earlier import keep_earlier
from crm_desktop.services.calling.incoming import put_down
from crm_desktop.services.calling.missed import keep_missed
from crm_desktop.services.calling.noted import noted
from crm_desktop.services.calling.undo import undo_completion
from crm_desktop.services.lead_rules import NewLead, check_phones
from crm_desktop.services.offline.payloads import read
from crm_desktop.services.offline.results import GAVE, Said, reachable
from crm_desktop.services.offline.rung_payloads import read_earlier, read_missed, read_new_lead
from crm_desktop.services.offline.whose import Where, at_number, made, phone_that_rang, where
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.people import has_session
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


def new_lead(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A lead made at the workstation; where somebody has its number already, that lead stands for it."""
    command = read_new_lead(act.payload)
    assert act.lead_id is not None
    if lead_card(work, act.lead_id) is not None:
        return Outcome.APPLIED, ""
    for phone in check_phones(command.phones, workspace_info(work).country):
        found = at_number(work, phone.e164, command.name)
        if found.lead is not None:
            work.known[GAVE] = {"lead_id": str(found.lead.lead_id)}
            _keep_what_was_typed(work, command, found.lead.lead_id)
            return found.outcome, ""
    made(work, actor, command, act.lead_id)
    return Outcome.APPLIED, ""


def _keep_what_was_typed(work: Work, command: NewLead, lead_id: UUID) -> None:
    """Another name than the known one, and the note: they go to the lead, whatever it is called."""
    card = lead_card(work, lead_id)
    is_other = card is None or search_key(card.name) != search_key(command.name)
    given = command.name.strip() if is_other else ""
    text = "\n".join(part for part in (given, command.note.strip()) if part)
    if text:
        Timeline(work).add(lead_id, Kind.NOTE, text)
        work.announce("leads", lead_id)


def not_them(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A call in put down at the wrong lead."""
    assert act.call_id is not None
    if Calls(work).get(act.call_id) is not None:
        try:
            put_down(work, actor, act.call_id)
        except NotFound:
            return Outcome.NOT_NEEDED, ""
    return Outcome.APPLIED, ""


def take_back(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A result taken back; refused where somebody has worked on the lead since."""
    of = UUID(str(read(act.payload)["of"]))
    gave = (work.applied(of) or {}).get("undo_id")
    if gave is not None:  # else the result never came here
        undo_completion(work, actor, UUID(str(gave)))
    return Outcome.APPLIED, ""


def missed(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A missed call and its call-back; one that is noted already takes the note alone."""
    command, number, name = read_missed(act)
    at = command.at or act.made_at
    found = _where(work, actor, command.lead_id, number, name, command.campaign_id)
    lead = found.lead
    if lead is None:
        return Outcome.GONE, ""
    is_erased = lead.status == ERASED
    double = OutsideCalls(work).near(lead.lead_id, Direction.MISSED, at, DOUBLE_WITHIN)
    if double is not None and not command.is_double_fine:
        if command.note and not is_erased:
            Timeline(work).add(lead.lead_id, Kind.NOTE, command.note)
            work.announce("leads", lead.lead_id)
        return Outcome.NOTED_ALREADY, ""
    phone_id = phone_that_rang(work, lead, command.phone_id, number)
    command = replace(
        command, lead_id=lead.lead_id, phone_id=phone_id, at=at, note="" if is_erased else command.note
    )
    is_later = at < act.made_at - LATER_AFTER
    keep_missed(work, actor, command, lead, _session(work, act), is_later=is_later)
    return Outcome.WITHOUT_TEXT if is_erased else found.outcome, ""


def earlier(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A call made before it was entered: with its real time and result, as if it had been entered then."""
    command, number, name = read_earlier(act)
    found = _where(work, actor, command.lead_id, number, name, command.campaign_id)
    lead = found.lead
    if lead is None:
        return Outcome.GONE, ""
    campaign = Campaigns(work).get(command.campaign_id) if command.campaign_id else None
    result = campaign.disposition(command.disposition_id) if campaign is not None else None
    if campaign is None or result is None:
        return Outcome.REFUSED, "This result does not belong to the campaign. Choose another one."
    outside = OutsideCalls(work)
    now = Found(
        lead_status=lead.status,
        newer_call=outside.calls_after(lead.lead_id, command.at, but=command.call_id),
        on_a_screen=lead.on_screen_of not in (None, actor.person_id),
        may_be_called=reachable(work, campaign, lead),
    )
    is_in = command.direction is Direction.IN
    done = settle(now, result.flags, has_promise=command.callback_at is not None, rang_in=is_in)
    note, values = command.note, command.values
    try:
        noted(work, result, values)
    except UserError:  # its fields are others now
        note = "\n".join(p for p in (note, ", ".join(f"{key}: {value}" for key, value in values)) if p)
        values = ()
    command = replace(
        command,
        lead_id=lead.lead_id,
        phone_id=phone_that_rang(work, lead, command.phone_id, number),
        note=note if done.keeps_text else "",
        values=values if done.keeps_text else (),
        callback_at=command.callback_at if done.keeps_promise else None,
    )
    keep_earlier(work, actor, command, lead, _session(work, act), Kept(done, is_new_call=False))
    return (found.outcome if done.outcome is Outcome.APPLIED else done.outcome), ""


def _where(
    work: Work, actor: Actor, lead_id: UUID, number: str, name: str, campaign_id: UUID | None
) -> Where:
    found = where(work, lead_id, number, name)
    if found.lead is not None or not number:
        return found
    return Where(made(work, actor, NewLead(name, (number,), campaign_id=campaign_id), new_id()))


def _session(work: Work, act: KeptAct) -> UUID | None:
    return act.session_id if has_session(work, act.session_id) else None
