"""What is done with a promise to call: moved, closed, put off; once, and told wherever it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.callbacks import Callback, CallbackState, state_when_called
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor, Permission, Person
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.after import check_promise, check_reachable
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work

LONGEST_SNOOZE = 8 * 60  # minutes
NO_REASON = "Say why the call-back is not needed any more."


def open_promise(work: Work, actor: Actor, callback_id: UUID) -> tuple[Callback, Campaign | None, str]:
    """An open promise this person may change, its campaign, and the lead's zone."""
    promise = Callbacks(work).get(callback_id)
    if promise is None:
        raise NotFound("This call-back does not exist any more.")
    Queue(work).lock_phones(promise.lead_id)
    lead = Queue(work).facts(promise.lead_id)
    owner = People(work).get(promise.owner_id)
    team_id = owner.team_id if owner else None
    if not actor.may_touch(Permission.SEE_CALLBACKS, promise.owner_id, team_id):
        raise NotAllowed("This call-back is someone else's. Ask your team lead.")
    if promise.state is not CallbackState.OPEN:
        raise ChangedMeanwhile("This call-back was closed meanwhile. Nothing was changed.")
    campaign = Campaigns(work).get(promise.campaign_id) if promise.campaign_id else None
    zone = (lead.zone if lead else "") or workspace_zone(work)
    return promise, campaign, zone


def move_promise(
    work: Work, promise: Callback, campaign: Campaign | None, zone: str, version: int, at: datetime
) -> None:
    """Promise another time instead."""
    if campaign is not None:
        check_promise(at, None, campaign, zone, work.now)
        lead = Queue(work).facts(promise.lead_id, rules=campaign.rules)
        if lead is not None:
            check_reachable(at, work.now, campaign, lead, workspace_zone(work))
    else:
        check_future(at, work.now)
    change_promise(
        work,
        promise,
        version,
        due_at=at,
        first_due_at=promise.first_due_at or promise.due_at,
        moved_count=promise.moved_count + 1,
        snoozed_until=None,
    )
    requeue(work, promise, at, promise.owner_id)
    Timeline(work).add(
        promise.lead_id,
        Kind.CALLBACK_MOVED,
        campaign_id=promise.campaign_id,
        data={"from": promise.due_at.isoformat(), "at": at.isoformat()},
    )
    tell(work, "callback.moved", promise)


def close_promise(work: Work, promise: Callback, version: int, why: str) -> None:
    """Close it without a call; the lead becomes due for a try. `why` empty: of somebody who was erased."""
    state = state_when_called(promise.due_at, work.now)
    change_promise(work, promise, version, state=state.value, closed_at=work.now)
    back_to_the_queue(work, promise)
    Timeline(work).add(promise.lead_id, Kind.CALLBACK_DONE, why.strip(), campaign_id=promise.campaign_id)
    tell(work, "callback.closed", promise)


def pass_on(work: Work, promise: Callback, version: int, to: Person, *, with_lead: bool = True) -> UUID:
    """Give an open promise to another, `with_lead` the lead too where it was its owner's; its id."""
    change_promise(work, promise, version, state=CallbackState.HANDED_OVER.value, closed_at=work.now)
    taken = replace(promise, id=new_id(), owner_id=to.id, created_at=work.now, version=1)
    Callbacks(work).add(taken, handed_from=promise.id)
    Timeline(work).add(
        promise.lead_id,
        Kind.HANDED_OVER,
        campaign_id=promise.campaign_id,
        data={"to_person_id": str(to.id)},
    )
    calls = Calls(work)
    state = calls.lead_state(promise.lead_id)
    if with_lead and state.owner_id == promise.owner_id:
        team = to.team_id or state.team_id
        calls.set_lead_state(promise.lead_id, replace(state, owner_id=to.id, team_id=team))
        Queue(work).assign((promise.lead_id,), to.id)
    requeue(work, promise, promise.due_at, to.id)
    tell(work, "callback.handed_over", promise)
    return taken.id


def snooze_promise(work: Work, promise: Callback, minutes: int) -> None:
    """Be quiet about it for some minutes; what was promised stays as it is."""
    Callbacks(work).snooze(promise.id, work.now + timedelta(minutes=minutes))
    work.announce("callbacks", promise.lead_id)


def check_future(at: datetime, now: datetime) -> None:
    """Whether a call-back of no campaign can be at that time; raises UserError at callback_at."""
    if at <= now:
        raise UserError("This time has passed. Give a time in the future.", field="callback_at")


def check_snooze(minutes: int) -> None:
    """Whether one can be quiet so long; raises UserError."""
    if not 1 <= minutes <= LONGEST_SNOOZE:
        raise UserError("A call-back can be put off by 1 to {limit} minutes.", limit=LONGEST_SNOOZE)


def change_promise(work: Work, promise: Callback, version: int, **values: object) -> None:
    """Change it while it is as it was read; raises ChangedMeanwhile."""
    if not Callbacks(work).change(promise.id, version, **values):
        raise ChangedMeanwhile("Someone changed this call-back meanwhile. Look at it again.")


def requeue(work: Work, promise: Callback, at: datetime, owner_id: UUID) -> None:
    """The lead waits for that time, for that person."""
    queue = Queue(work)
    for stored in queue.of_lead(promise.lead_id):
        entry = stored.entry
        if entry.lane is Lane.PROMISED and promise.campaign_id in (None, entry.campaign_id):
            queue.place(entry.id, Lane.PROMISED, "", at, owner_id)
    set_next_call(work, promise.lead_id)


def back_to_the_queue(work: Work, promise: Callback) -> None:
    """The lead of an ended promise waits for a try like any other, unless another promise stands."""
    queue, owner = Queue(work), Calls(work).lead_state(promise.lead_id).owner_id
    others = [
        p
        for p in Callbacks(work).open_of_lead(promise.lead_id)
        if p.campaign_id in (None, promise.campaign_id) or promise.campaign_id is None
    ]
    for stored in queue.of_lead(promise.lead_id):
        entry = stored.entry
        if entry.lane is not Lane.PROMISED or promise.campaign_id not in (None, entry.campaign_id):
            continue
        if others:
            queue.place(entry.id, Lane.PROMISED, "", others[0].due_at, others[0].owner_id)
        else:
            campaign = Campaigns(work).get(entry.campaign_id)
            whose = owner if campaign is None else campaign.owner_of_place(owner)
            queue.place(entry.id, Lane.RETRY, Reason.WAITING_RETRY, entry.next_at, whose)
    set_next_call(work, promise.lead_id)


def tell(work: Work, act: str, promise: Callback) -> None:
    """Audit, and whoever shows it."""
    work.record(act, "callback", promise.id, lead_id=promise.lead_id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, promise.lead_id)
