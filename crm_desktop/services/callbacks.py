"""Call-backs: promises to call someone at a time; mine, due, moved, handed over, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.callbacks import (
    Callback,
    CallbackKind,
    CallbackState,
    in_quiet_hours,
    state_when_called,
)
from crm_desktop.domain.calling_window import day_end, day_start
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.after import check_promise, check_reachable
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.services.calling.room import check_room
from crm_desktop.services.lead_rules import hides_numbers
from crm_desktop.store.callbacks import CallbackRow, Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["CallbackRow", "CallbackService", "MyCallbacks"]

LIST_LIMIT = 500
LATER_LIMIT = 50  # of today's and of the coming ones, where many overdue ones fill the list
LONGEST_SNOOZE = 8 * 60  # minutes
SWEEP_BATCH = 100


@dataclass(frozen=True, slots=True)
class MyCallbacks:
    """A person's promises by the office's clock; each list holds at most LIST_LIMIT."""

    overdue: tuple[CallbackRow, ...]
    today: tuple[CallbackRow, ...]
    coming: tuple[CallbackRow, ...]
    done_today: tuple[CallbackRow, ...]


class CallbackService:
    """The promise ledger of one person, and what a team lead may do with it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mine(self, actor: Actor) -> MyCallbacks:
        """My open promises: overdue, due later today, coming; and those ended today."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            callbacks, office = Callbacks(work), workspace_zone(work)
            until = day_end(work.now, office)
            found = callbacks.open_of(actor.person_id, None, LIST_LIMIT)
            if len(found) == LIST_LIMIT:
                known = {row.id for row in found}
                for begin, end in ((work.now, until), (until, None)):
                    later = callbacks.open_of(actor.person_id, end, LATER_LIMIT, since=begin)
                    found += tuple(row for row in later if row.id not in known)
            rows = _shown(work, actor, found)
            since = day_start(work.now, office)
            done = _shown(work, actor, callbacks.done_since(actor.person_id, since, LIST_LIMIT))
            now = work.now
        return MyCallbacks(
            overdue=tuple(r for r in rows if r.due_at <= now),
            today=tuple(r for r in rows if now < r.due_at < until),
            coming=tuple(r for r in rows if r.due_at >= until),
            done_today=done,
        )

    def on_days(self, actor: Actor, since: datetime, until: datetime | None) -> tuple[CallbackRow, ...]:
        """My open promises that are due in the half-open stretch, LIST_LIMIT at most; soonest first."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            rows = Callbacks(work).open_of(actor.person_id, until, LIST_LIMIT, since=since)
            return _shown(work, actor, rows)

    def due(self, actor: Actor) -> CallbackRow | None:
        """My promise that is due now, the oldest first; not that of the lead on my screen."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            rows = Callbacks(work).open_of(actor.person_id, work.now, 2, awake_at=work.now)
            held = Queue(work).claimed(actor.person_id) if rows else None
            waiting = tuple(r for r in rows if held is None or r.lead_id != held.entry.lead_id)
            shown = _shown(work, actor, waiting[:1])
        return shown[0] if shown else None

    def count_badge(self, actor: Actor) -> int:
        """How many of my promises are due now."""
        with self._store.read(actor) as work:
            return Callbacks(work).count_open(actor.person_id, work.now)

    def move(self, actor: Actor, callback_id: UUID, version: int, at: datetime) -> None:
        """Promise another time instead."""
        with self._store.write(actor) as work:
            promise, campaign, zone = self._open(work, actor, callback_id)
            if campaign is not None:
                check_promise(at, None, campaign, zone, work.now)
                lead = Queue(work).facts(promise.lead_id, rules=campaign.rules)
                if lead is not None:
                    check_reachable(at, campaign, lead, workspace_zone(work))
            elif at <= work.now:
                raise UserError("This time has passed. Give a time in the future.", field="callback_at")
            self._change(
                work,
                promise,
                version,
                due_at=at,
                first_due_at=promise.first_due_at or promise.due_at,
                moved_count=promise.moved_count + 1,
                snoozed_until=None,
            )
            self._requeue(work, promise, at, promise.owner_id)
            Timeline(work).add(
                promise.lead_id,
                Kind.CALLBACK_MOVED,
                campaign_id=promise.campaign_id,
                data={"from": promise.due_at.isoformat(), "at": at.isoformat()},
            )
            self._told(work, "callback.moved", promise)

    def done(self, actor: Actor, callback_id: UUID, version: int, why: str) -> None:
        """Close a promise without a call (they rang us, it is settled); the lead becomes due for a try.

        It is kept or late as a call made now would be.
        """
        if not why.strip():
            raise UserError("Say why the call-back is not needed any more.", field="why")
        with self._store.write(actor) as work:
            promise, _, _ = self._open(work, actor, callback_id)
            state = state_when_called(promise.due_at, work.now)
            self._change(work, promise, version, state=state.value, closed_at=work.now)
            _back_to_the_queue(work, promise)
            Timeline(work).add(
                promise.lead_id, Kind.CALLBACK_DONE, why.strip(), campaign_id=promise.campaign_id
            )
            self._told(work, "callback.closed", promise)

    def hand_over(self, actor: Actor, callback_id: UUID, version: int, to_person_id: UUID) -> UUID:
        """Give a promise to someone else, with the lead where it was its owner's; gives the new promise."""
        with self._store.write(actor) as work:
            promise, _, _ = self._open(work, actor, callback_id)
            person = People(work).get(to_person_id)
            if person is None or person.is_disabled:
                raise NotFound("This person can't take call-backs. Choose someone else.")
            is_anybodys = actor.reach(Permission.SEE_CALLBACKS) is Reach.ALL
            if not is_anybodys and to_person_id != actor.person_id and person.team_id != actor.team_id:
                raise NotAllowed("This person is not in your team. Choose someone of your team.")
            if to_person_id == promise.owner_id:
                raise UserError("The call-back is theirs already. Choose someone else.")
            if promise.kind is CallbackKind.PROMISE:
                check_room(work, to_person_id, is_own=False)
            self._change(work, promise, version, state=CallbackState.HANDED_OVER.value, closed_at=work.now)
            taken = replace(promise, id=new_id(), owner_id=to_person_id, created_at=work.now, version=1)
            Callbacks(work).add(taken, handed_from=promise.id)
            Timeline(work).add(
                promise.lead_id,
                Kind.HANDED_OVER,
                campaign_id=promise.campaign_id,
                data={"to_person_id": str(to_person_id)},
            )
            calls = Calls(work)
            state = calls.lead_state(promise.lead_id)
            if state.owner_id == promise.owner_id:
                team = person.team_id or state.team_id
                calls.set_lead_state(promise.lead_id, replace(state, owner_id=to_person_id, team_id=team))
                Queue(work).assign((promise.lead_id,), to_person_id)
            self._requeue(work, promise, promise.due_at, to_person_id)
            self._told(work, "callback.handed_over", promise)
            return taken.id

    def snooze(self, actor: Actor, callback_id: UUID, minutes: int) -> None:
        """Be quiet about a call-back for some minutes; what was promised stays as it is."""
        if not 1 <= minutes <= LONGEST_SNOOZE:
            raise UserError("A call-back can be put off by 1 to {limit} minutes.", limit=LONGEST_SNOOZE)
        with self._store.write(actor) as work:
            promise, _, _ = self._open(work, actor, callback_id)
            Callbacks(work).snooze(promise.id, work.now + timedelta(minutes=minutes))
            work.announce("callbacks", promise.lead_id)

    def is_quiet(self, actor: Actor) -> bool:
        """Whether notifications of the system are silent now: quiet hours, by the office's clock."""
        with self._store.read(actor) as work:
            rows = SettingRows(work)
            start, end = (
                int(SETTINGS[key].default if (value := rows.of_workspace(key)) is None else value)
                for key in ("quiet_from", "quiet_until")
            )
            local = work.now.astimezone(ZoneInfo(workspace_zone(work)))
        return in_quiet_hours(local.hour * 60 + local.minute, start, end)

    def sweep(self, actor: Actor) -> int:
        """End what was due too many days ago as broken, so that its lead comes back; gives how many.

        Anybody's program may do it, at the first sign-in of a day. A promise is broken when nobody called
        within `callbacks_broken_days`; its lead is due for a try at once, for its owner or anyone.
        """
        ended = 0
        while True:
            with self._store.write(actor) as work:
                days = SettingRows(work).of_workspace("callbacks_broken_days")
                limit = timedelta(days=int(days or SETTINGS["callbacks_broken_days"].default))
                batch = Callbacks(work).missed_before(work.now - limit, SWEEP_BATCH)
                for promise in batch:
                    Callbacks(work).close(promise.id, CallbackState.BROKEN)
                    _back_to_the_queue(work, promise)
                    self._told(work, "callback.broken", promise)
            ended += len(batch)
            if len(batch) < SWEEP_BATCH:
                return ended

    def due_times(self, actor: Actor) -> tuple[datetime, ...]:
        """When one's open call-backs are due from today on, for a strip of days."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            since = day_start(work.now, workspace_zone(work))
            return Callbacks(work).due_times(actor.person_id, since)

    def printed(self, actor: Actor, rows: int) -> None:
        """Note that a list with so many customers went on paper (DPDP Act 2023, s.11: who received what)."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.write(actor) as work:
            disclosure = Disclosures(work).add("print", "paper", rows, "Today's call-backs", {})
            work.record("callbacks.printed", "disclosure", disclosure, rows=rows)

    def _open(self, work: Work, actor: Actor, callback_id: UUID) -> tuple[Callback, Campaign | None, str]:
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

    def _change(self, work: Work, promise: Callback, version: int, **values: object) -> None:
        if not Callbacks(work).change(promise.id, version, **values):
            raise ChangedMeanwhile("Someone changed this call-back meanwhile. Look at it again.")

    def _requeue(self, work: Work, promise: Callback, at: datetime, owner_id: UUID) -> None:
        queue = Queue(work)
        for stored in queue.of_lead(promise.lead_id):
            entry = stored.entry
            if entry.lane is Lane.PROMISED and promise.campaign_id in (None, entry.campaign_id):
                queue.place(entry.id, Lane.PROMISED, "", at, owner_id)
        set_next_call(work, promise.lead_id)

    def _told(self, work: Work, act: str, promise: Callback) -> None:
        work.record(act, "callback", promise.id, lead_id=promise.lead_id)
        for topic in ("callbacks", "leads", "queue"):
            work.announce(topic, promise.lead_id)


def _back_to_the_queue(work: Work, promise: Callback) -> None:
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


def _shown(work: Work, actor: Actor, rows: tuple[CallbackRow, ...]) -> tuple[CallbackRow, ...]:
    """The rows as this person may see them: phones masked where numbers are hidden."""
    if not rows or not hides_numbers(work, actor):
        return rows
    return tuple(replace(r, phone=mask_phone(r.phone) if r.phone else "") for r in rows)
