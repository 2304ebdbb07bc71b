"""What the calling page reads before its first lead; runs in a worker."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.settings import READY_REMARKS
from crm_desktop.errors import UserError
from crm_desktop.ui.calling.answer_draft import read_draft
from crm_desktop.ui.calling.notes import BEFORE_CALL
from crm_desktop.ui.calling.ringing import held_on
from crm_desktop.ui.calling.states import Boot, Pause
from crm_desktop.ui.session import Session


def read(session: Session) -> Boot:
    """Campaigns, own settings, and what was under way when the program last ended."""
    services, actor, seat = session.services, session.actor, session.seat
    workspace = services.workspace
    opened = services.calling.open_call(actor)
    draft = seat.draft(opened.call.id) if opened else None
    if opened is None:
        seat.clear_open_call()
        _rescue_note(session)
    today = session.clock.now().astimezone(ZoneInfo(workspace.zone)).date()
    campaigns, asked = worked_on(session), services.calling.asked(actor)
    pause, minutes = services.calling.current_break(actor), services.settings.break_minutes()
    return Boot(
        campaigns=campaigns,
        last_campaign=_uuid(services.settings.get(actor, "last_campaign")),
        remarks={**READY_REMARKS, **services.settings.get(actor, "remarks")},
        office=workspace.name,
        zone=workspace.zone,
        dialler=str(services.settings.get(actor, "dialler")),
        asked=replace(asked, today=today),
        open_call=opened,
        answers=read_draft(seat, opened.call.id) if opened else None,
        note=draft.note if draft else (opened.call.note if opened else ""),
        held=held_on(seat) if opened else None,
        pause=Pause(pause.reason, pause.at, pause.allowed_s) if pause else None,
        break_minutes=minutes,
    )


def worked_on(session: Session) -> tuple[Campaign, ...]:
    """The campaigns this person works on."""
    me = session.actor.person_id
    return tuple(c for c in session.services.campaigns.list(session.actor) if c.is_worked_by(me))


def _rescue_note(session: Session) -> None:
    """A note typed before a call that never came, when the program was killed: it goes to the lead."""
    kept = session.seat.get(BEFORE_CALL)
    if not isinstance(kept, dict):
        return
    call_id, lead_id = _uuid(str(kept.get("call", ""))), _uuid(str(kept.get("lead", "")))
    draft = session.seat.draft(call_id) if call_id else None
    if call_id and lead_id and draft and draft.note.strip():
        try:
            session.services.leads.add_note(session.actor, lead_id, draft.note, call_id)
        except UserError:
            return  # the lead is another's now: the text stays here until its owner signs in
        session.seat.clear_draft(call_id)
    session.seat.set(BEFORE_CALL, None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
