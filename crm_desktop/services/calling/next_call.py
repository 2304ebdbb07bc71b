"""When a lead is called next: the soonest of its promises and tries."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.queue import Lane
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.queue import Queue
from crm_desktop.store.unit_of_work import Work


def set_next_call(work: Work, lead_id: UUID) -> None:
    """Set the lead's next call to the soonest of its promises and tries."""
    calls = Calls(work)
    times = [p.due_at for p in Callbacks(work).open_of_lead(lead_id)]
    times += [
        e.entry.next_at for e in Queue(work).of_lead(lead_id) if e.entry.lane in (Lane.PROMISED, Lane.RETRY)
    ]
    state = calls.lead_state(lead_id)
    calls.set_lead_state(lead_id, replace(state, next_call_at=min(times, default=None)))


def break_promises(work: Work, lead_id: UUID, campaign_id: UUID) -> None:
    """Close what was promised and can't be kept any more: no number is left that may be dialled."""
    callbacks = Callbacks(work)
    for promise in callbacks.open_of_lead(lead_id):
        if promise.campaign_id in (None, campaign_id):
            callbacks.close(promise.id, CallbackState.BROKEN)
            work.announce("callbacks", lead_id)
    set_next_call(work, lead_id)
