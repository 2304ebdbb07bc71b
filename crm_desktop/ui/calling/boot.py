"""What the calling page reads before its first lead; runs in a worker."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.settings import READY_REMARKS
from crm_desktop.errors import UserError
from crm_desktop.services.offline.ground import Ground
from crm_desktop.store.people import BreakRow
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
    ground, pause = _ground(session)
    return Boot(
        campaigns=ground.campaigns,
        last_campaign=_uuid(services.settings.get(actor, "last_campaign")),
        remarks={**READY_REMARKS, **services.settings.get(actor, "remarks")},
        office=workspace.name,
        zone=workspace.zone,
        dialler=str(services.settings.get(actor, "dialler")),
        asked=ground.asked,
        open_call=opened,
        answers=read_draft(seat, opened.call.id) if opened else None,
        note=draft.note if draft else (opened.call.note if opened else ""),
        held=held_on(seat) if opened else None,
        pause=Pause(pause.reason, pause.started_at, pause.allowed_s) if pause else None,
    )


def _ground(session: Session) -> tuple[Ground, BreakRow | None]:
    """Campaigns, what results ask, and the pause; without a team's server what it said last."""
    services, actor = session.services, session.actor

    def read() -> Ground:
        return Ground(services.campaigns.list(actor), services.calling.asked(actor))

    offline = services.offline
    if offline is None:
        return read(), services.people.current_break(actor)
    today = session.clock.now().astimezone(ZoneInfo(services.workspace.zone)).date()
    ground = offline.ground.of(actor, read, today)
    offline.calling.know(ground.asked)
    try:
        return ground, services.people.current_break(actor)
    except UserError as error:
        if not error.is_about_server:
            raise
        return ground, None


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
