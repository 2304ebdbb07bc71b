"""Calls that did not start here: rung in, missed, made earlier. One act, one transaction."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.call import Call
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.services.calling import chosen
from crm_desktop.services.calling.earlier import earlier_form, log_earlier
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.incoming import give_back, put_down, take_call
from crm_desktop.services.calling.missed import note_missed
from crm_desktop.services.calling.outside_values import (
    EarlierCall,
    EarlierForm,
    Held,
    Missed,
    MissedCall,
    OnLine,
    TakeCall,
)
from crm_desktop.services.calling.values import NextLead
from crm_desktop.store.unit_of_work import Store

__all__ = [
    "EarlierCall",
    "EarlierForm",
    "Held",
    "Missed",
    "MissedCall",
    "OnLine",
    "OutsideCallService",
    "TakeCall",
]


class OutsideCallService:
    """Everything a caller does with calls that began on another phone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hours = OpenHours()

    def take(self, actor: Actor, command: TakeCall) -> OnLine:
        """The call is on; afterwards it owes its result like any other. A repeat gives the same call.

        Raises UserError while another call owes its result.
        """
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            return take_call(work, actor, command, self._hours)

    def put_down(self, actor: Actor, call_id: UUID) -> None:
        """Not them: forget a running call in that was put down at the wrong lead."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            put_down(work, actor, call_id)

    def take_back(self, actor: Actor, held: Held) -> NextLead:
        """Put what was on the screen before the call in back there; gated like any chosen lead."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            give_back(work, held)
        with self._store.write(actor) as work:
            return chosen.take(work, actor, held.lead_id, held.campaign_id, self._hours)

    def give_back(self, actor: Actor, held: Held) -> None:
        """What was on the screen before the call in goes back to the queue as it was."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            give_back(work, held)

    def note_missed(self, actor: Actor, command: MissedCall) -> Missed:
        """Keep a missed call and its call-back; also while another call is on."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            return note_missed(work, actor, command)

    def earlier_form(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None) -> EarlierForm:
        """What to ask about an earlier call of this lead."""
        actor.require(Permission.CALL)
        with self._store.read(actor) as work:
            return earlier_form(work, actor, lead_id, campaign_id)

    def log_earlier(self, actor: Actor, command: EarlierCall) -> Call:
        """Keep a call with its real time and result, as if it had been entered then."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            return log_earlier(work, actor, command)
