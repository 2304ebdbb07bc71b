"""Taking a result back: the call is open again, everything that followed from it is as it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import DIALLED_LANES, PUTS_OFF, Lane, Reason
from crm_desktop.domain.shift import date_of
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotFound, StoreBusy, UserError
from crm_desktop.services.advanced import refuse_closed_month
from crm_desktop.services.calling.complete import UNDO_KIND
from crm_desktop.services.calling.dial import refuse_while_on_call
from crm_desktop.services.calling.images import Placed, lead_of, placed_of
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.contests import Contests
from crm_desktop.store.month_ends import is_surely_open
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.sales import Sales
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoAct, UndoActs
from crm_desktop.store.unit_of_work import Work


def undo_completion(work: Work, actor: Actor, undo_id: UUID) -> tuple[Call, Call]:
    """Reopen the call of a completion made by this person; a repeat changes nothing more.

    Gives the call as it is again, and as it was with its result.

    Raises UserError when it is too late, when the person is on another call, or when somebody worked on
    the lead since.
    """
    calls, queue = Calls(work), Queue(work)
    queue.lock_person(actor.person_id)  # a repeat waits for the first
    act = UndoActs(work).get(undo_id)
    if act is None or act.person_id != actor.person_id or act.kind != UNDO_KIND:
        raise NotFound("There is nothing to undo.")
    call = calls.get(UUID(act.before["call_id"]))
    if call is None:
        raise NotFound("There is nothing to undo.")
    if act.undone_at is not None:
        if call.state is CallState.OPEN:
            return call, call
        raise UserError("This was undone already.")
    if work.now > act.until:
        raise UserError("It is too late to undo this. Open the lead and change it there.")
    refuse_while_on_call(work, actor)
    queue.free(actor.person_id)
    queue.lock_phones(call.lead_id)
    entries = _unchanged(work, actor, act, call)
    _restore(work, actor, act, call, entries)
    UndoActs(work).set_undone(undo_id)
    reopened = calls.get(call.id)
    assert reopened is not None
    return reopened, call


def _unchanged(work: Work, actor: Actor, act: UndoAct, call: Call) -> dict[str, StoredEntry]:
    """The entries to restore, if nothing happened to them and the lead since; raises UserError if it did."""
    calls, queue = Calls(work), Queue(work)
    on_screen = queue.facts(call.lead_id, lock=True)
    if on_screen is None:
        raise StoreBusy("the lead is being changed by someone else")
    if on_screen.on_screen_of not in (None, actor.person_id):
        raise UserError("Someone else has this lead on the screen now. It can't be undone any more.")
    if Contests(work).is_ruled_on(call.id):
        raise UserError("It was ruled how this call counts. It can't be undone any more.")
    if calls.newer_on_lead(call.lead_id, call):
        raise _changed("dialled")
    if call.day is not None and not is_surely_open(work, call.day):
        refuse_closed_month(work, date_of(call.day))
    for lead_id, image in _leads(act, "after"):
        if calls.lead_state(lead_id) != lead_of(image):
            raise _changed("changed")
    entries: dict[str, StoredEntry] = {}
    for image in act.before["entries"]:
        stored = next(
            (e for e in queue.of_lead(UUID(image["lead_id"])) if str(e.entry.id) == image["id"]), None
        )
        if stored is None:
            raise _changed("changed")
        entry = stored.entry
        now = (entry.lane, entry.reason, entry.next_at, entry.owner_id)
        after = placed_of(image["after"])
        if now != after and not _moved_on(now, after):
            raise _changed("changed")
        entries[image["id"]] = stored
    if "sale" in act.before:
        sale = Sales(work).get(UUID(act.before["sale"]))
        if sale is None or sale.version != 1:
            raise UserError("The sale was changed or confirmed since. It can't be undone any more.")
    promise = act.before.get("promised")
    if promise is not None:
        found = Callbacks(work).get(UUID(promise))
        if found is None or found.state is not CallbackState.OPEN or found.version != 1:
            raise _changed("changed")
    return entries


def _moved_on(now: Placed, after: Placed) -> bool:
    """Whether the queue alone brought a place from `after` to where it is: that is nobody's work.

    It looked for the next lead, perhaps in the very act that is to be undone, met the place and was refused:
    its number was dialled a moment ago for a relative, or is used up. A promise it ended stays ended.
    """
    (lane, reason, next_at, owner_id), (was_lane, _, was_at, was_owner) = now, after
    if owner_id != was_owner or was_lane not in DIALLED_LANES:
        return False
    if lane is was_lane:
        return reason in PUTS_OFF and next_at > was_at
    is_used_up = lane is Lane.CLOSED and reason == Reason.MAX_ATTEMPTS
    return is_used_up and was_lane is not Lane.PROMISED


def _changed(what: str) -> UserError:
    if what == "dialled":
        return UserError("The lead was dialled again since. It can't be undone any more.")
    return UserError("Someone has worked on this lead since. It can't be undone any more.")


def _leads(act: UndoAct, when: str) -> list[tuple[UUID, list[Any]]]:
    """The leads an act changed, as they were before or after it."""
    key = "lead" if when == "before" else "lead_after"
    own = [(UUID(act.before["lead_id"]), act.before[key])]
    return own + [(UUID(other["lead_id"]), other[when]) for other in act.before.get("others", [])]


def _restore(work: Work, actor: Actor, act: UndoAct, call: Call, entries: dict[str, StoredEntry]) -> None:
    calls, queue, callbacks, before = Calls(work), Queue(work), Callbacks(work), act.before
    CallHours(work).remove(call)
    calls.reopen(call.id)
    if "sale" in before:
        Sales(work).remove(UUID(before["sale"]))
        work.announce("sales", call.lead_id)
    for image in before["entries"]:
        entry = entries[image["id"]].entry
        queue.place(entry.id, *placed_of(image["before"]))
        is_called = entry.lead_id == call.lead_id and entry.campaign_id == call.campaign_id
        if is_called and queue.claim(entry.id, entry.lead_id, actor.person_id) is None:
            raise UserError("Someone else has this lead on the screen now. It can't be undone any more.")
    for lead_id, state in _leads(act, "before"):
        calls.set_lead_state(lead_id, lead_of(state))
    if "wrong" in before:
        calls.set_wrong(call.lead_id, UUID(before["wrong"]), None)
    if "do_not_call" in before:
        calls.set_do_not_call(UUID(before["do_not_call"]), None, "undone", call.id)
    for promise_id in before["closed"]:
        callbacks.reopen(UUID(promise_id))
    if "promised" in before:
        # Ended by the call that made it: that alone tells reports that it was never promised.
        callbacks.close(UUID(before["promised"]), CallbackState.CANCELLED, call.id)
    Timeline(work).add(call.lead_id, Kind.CALL_UNDONE, campaign_id=call.campaign_id, call_id=call.id)
    work.record("call.result_undone", "call", call.id, lead_id=call.lead_id)
    for topic in ("callbacks", "calls", "leads", "queue"):
        work.announce(topic, call.lead_id)
