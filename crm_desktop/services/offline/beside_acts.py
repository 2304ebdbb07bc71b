"""Kept texts, appointments and shown numbers, on the server: what happened stays, whatever changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, select

from crm_desktop.domain.consent import Channel, bits_of, newest
from crm_desktop.domain.kept_acts import ERASED, RESULTS, ActKind, KeptAct, Outcome
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.messages import MessageState
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.purposes import says_no, told_of
from crm_desktop.services.appointments import add_booked, owner_of, planned
from crm_desktop.services.consent import SayNo, keep_no, read_told
from crm_desktop.services.leads import log_shown
from crm_desktop.services.messages import HandOver, tell_handed
from crm_desktop.services.offline.beside_payloads import (
    read_booking,
    read_handed,
    read_message,
    read_request,
)
from crm_desktop.services.offline.payloads import read
from crm_desktop.services.offline.results import Said
from crm_desktop.services.offline.whose import as_themselves, lead_then, phone_that_rang
from crm_desktop.services.requests import add_request
from crm_desktop.store.appointments import Appointments
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.consents import Consents
from crm_desktop.store.messages import Message, Messages
from crm_desktop.store.requests import Requests
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.tables import (
    calls,
    campaigns,
    lead_phones,
    message_templates,
    phones,
    submitted_acts,
)
from crm_desktop.store.unit_of_work import Work

OTHERS_LEAD = "This lead belongs to someone else. Ask your team lead."


def message(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A text that was about to be handed over."""
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    command = read_message(act)
    if Messages(work).get(command.request_id) is None:
        Messages(work).add(_row(work, act, command, lead, MessageState.HANDING), rules_today(work).version)
    return Outcome.APPLIED, ""


def handed(work: Work, actor: Actor, act: KeptAct) -> Said:
    """How it went. Who had asked not to be contacted by then is told to whoever wrote."""
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    command, how = read_message(act), read_handed(act)
    rows, known = Messages(work), Messages(work).get(command.request_id)
    if known is not None and known.state is MessageState.HANDED_OVER:
        return Outcome.APPLIED, ""
    if not how.handler:
        if known is not None:
            rows.set_state(known.id, MessageState.FAILED)
        return Outcome.APPLIED, ""
    if known is None:
        known = _row(work, act, command, lead, MessageState.HANDING)
        rows.add(known, rules_today(work).version)
    is_erased = lead.status == ERASED
    tell_handed(work, replace(known, body="") if is_erased else known, how.handler)
    if is_erased:
        return Outcome.WITHOUT_TEXT, ""
    asked_at = _asked_not_to(work, lead.lead_id)
    asked = (asked_at is not None and asked_at < act.made_at) or _said_no(
        work, lead.lead_id, command, act.made_at
    )
    return Outcome.ASKED_NOT_TO if asked else Outcome.APPLIED, ""


def booked(work: Work, actor: Actor, act: KeptAct) -> Said:
    """An appointment. It is kept as it was agreed, also where the lead has become a colleague's since."""
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    if lead.status == ERASED:
        return Outcome.NOT_NEEDED, ""
    if Appointments(work).get(act.id) is not None:
        return Outcome.APPLIED, ""
    person = as_themselves(work, actor, act)
    if not _may_meet(work, person, act, lead):
        return Outcome.REFUSED, OTHERS_LEAD
    command = replace(read_booking(act), call_id=_call(work, act))
    add_booked(work, planned(command, owner_of(work, person, command.owner_id)))
    return Outcome.APPLIED, ""


def number_shown(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A hidden number was shown: it is logged, whatever became of the lead."""
    said = read(act.payload)
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    is_erased = lead.status == ERASED
    log_shown(work, lead.lead_id, UUID(str(said["phone_id"])), "" if is_erased else str(said["reason"]))
    return Outcome.APPLIED, ""


def request(work: Work, actor: Actor, act: KeptAct) -> Said:
    """What somebody asked about their data is never lost; of an erased person without name and words."""
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    if Requests(work).get(act.id) is not None:
        return Outcome.APPLIED, ""
    command = replace(read_request(act), lead_id=lead.lead_id, call_id=_call(work, act))
    command = replace(command, campaign_id=_if_there(work, campaigns.c.id, command.campaign_id))
    wanted, is_erased = command.never_phone_id, lead.status == ERASED
    if wanted is not None:
        number = str(read(act.payload).get("number", ""))
        never = phone_that_rang(work, lead, wanted, number) if number else wanted
        command = replace(command, never_phone_id=never)
    add_request(work, actor, act.person_id, command, is_erased=is_erased)
    return Outcome.WITHOUT_TEXT if is_erased else Outcome.APPLIED, ""


def said_no(work: Work, actor: Actor, act: KeptAct) -> Said:
    """A kept no, as of when it was said, whatever came between."""
    lead = _lead(work, act)
    if lead is None:
        return Outcome.GONE, ""
    if lead.status == ERASED:
        return Outcome.NOT_NEEDED, ""
    said = read(act.payload)
    words = str(said.get("words", ""))
    keep_no(work, actor, SayNo(act.id, lead.lead_id, read_told(said["what"]), _call(work, act), words))
    return Outcome.APPLIED, ""


def _lead(work: Work, act: KeptAct) -> LeadFacts | None:
    assert act.lead_id is not None
    return lead_then(work, act.lead_id)


def _row(work: Work, act: KeptAct, command: HandOver, lead: LeadFacts, state: MessageState) -> Message:
    """The text as it is kept; of an erased person when and by which way, never what."""
    is_erased = lead.status == ERASED
    has_phone = any(phone.phone_id == command.phone_id for phone in lead.phones)
    return Message(
        id=command.request_id,
        lead_id=lead.lead_id,
        person_id=act.person_id,
        call_id=_call(work, act),
        campaign_id=_if_there(work, campaigns.c.id, command.campaign_id),
        at=act.made_at,
        channel=command.channel,
        state=state,
        phone_id=command.phone_id if has_phone else None,
        email="" if is_erased else command.email,
        template_id=_if_there(work, message_templates.c.id, command.template_id),
        subject="" if is_erased else command.subject,
        body="" if is_erased else command.body,
    )


def _call(work: Work, act: KeptAct) -> UUID | None:
    """The call it came about in; None while that isn't here, whose result then names what belongs to it."""
    call = Calls(work).get(act.call_id) if act.call_id is not None else None
    is_theirs = call is not None and (call.person_id, call.lead_id) == (act.person_id, act.lead_id)
    return act.call_id if is_theirs else None


def _if_there(work: Work, key: Column[UUID], wanted: UUID | None) -> UUID | None:
    if wanted is None:
        return None
    return work.connection.execute(select(key).where(key == wanted)).scalar_one_or_none()


def _asked_not_to(work: Work, lead_id: UUID) -> datetime | None:
    """When the first of the lead's numbers was never to be called again."""
    asked: datetime | None = work.connection.execute(
        select(phones.c.do_not_call_at)
        .join(lead_phones, lead_phones.c.phone_id == phones.c.id)
        .where(lead_phones.c.lead_id == lead_id, phones.c.do_not_call_at.is_not(None))
        .order_by(phones.c.do_not_call_at)
        .limit(1)
    ).scalar_one_or_none()
    return asked


def _said_no(work: Work, lead_id: UUID, command: HandOver, at: datetime) -> bool:
    """Whether the person had said no to this way by then."""
    campaign = Campaigns(work).get(command.campaign_id) if command.campaign_id else None
    rows = [row for row in Consents(work).of_lead(lead_id) if row.at < at]
    aim, way = None if campaign is None else campaign.aim, Channel(command.channel.value)
    return says_no(bits_of(rows), told_of(newest(rows)), aim, way, at)


def _may_meet(work: Work, person: Actor, act: KeptAct, lead: LeadFacts) -> bool:
    """Whether the lead is within this person's own reach, or they had a call with it.

    An appointment lets its owner see the lead: nobody comes by one by handing in an act.
    """
    if lead.owner_id is None or person.may_touch(Permission.SEE_LEADS, lead.owner_id, lead.team_id):
        return True
    called = select(calls.c.id).where(calls.c.person_id == act.person_id, calls.c.lead_id == lead.lead_id)
    if work.connection.execute(called.limit(1)).first() is not None:
        return True
    comes = select(submitted_acts.c.id).where(
        submitted_acts.c.person_id == act.person_id,
        submitted_acts.c.lead_id == act.lead_id,
        submitted_acts.c.call_id == act.call_id,
        submitted_acts.c.kind.in_([kind.value for kind in RESULTS]),
        submitted_acts.c.settled_at.is_(None),
    )
    return act.call_id is not None and work.connection.execute(comes.limit(1)).first() is not None


KINDS = {
    ActKind.MESSAGE: message,
    ActKind.HANDED: handed,
    ActKind.BOOKED: booked,
    ActKind.NUMBER_SHOWN: number_shown,
    ActKind.REQUEST: request,
    ActKind.SAID_NO: said_no,
}
