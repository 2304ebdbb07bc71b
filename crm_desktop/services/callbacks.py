"""Call-backs: promises to call someone at a time; mine, due, moved, handed over, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.callbacks import CallbackKind, CallbackState, in_quiet_hours
from crm_desktop.domain.calling_window import day_end, day_start
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.calling.room import check_room
from crm_desktop.services.lead_rules import hides_numbers
from crm_desktop.services.promised import (
    NO_REASON,
    back_to_the_queue,
    check_snooze,
    close_promise,
    move_promise,
    open_promise,
    pass_on,
    snooze_promise,
    tell,
)
from crm_desktop.store.callbacks import CallbackRow, Callbacks
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["CallbackRow", "CallbackService", "MyCallbacks"]

LIST_LIMIT = 500
LATER_LIMIT = 50  # of today's and of the coming ones, where many overdue ones fill the list


@dataclass(frozen=True, slots=True)
class MyCallbacks:
    """A person's promises by the office's clock; each list holds at most LIST_LIMIT.

    `is_kept`: what a workstation keeps for the next hours; the server that has the rest is away.
    """

    overdue: tuple[CallbackRow, ...]
    today: tuple[CallbackRow, ...]
    coming: tuple[CallbackRow, ...]
    done_today: tuple[CallbackRow, ...]
    is_kept: bool = False


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
            rows = shown_rows(work, actor, found)
            since = day_start(work.now, office)
            done = shown_rows(work, actor, callbacks.done_since(actor.person_id, since, LIST_LIMIT))
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
            return shown_rows(work, actor, rows)

    def due(self, actor: Actor) -> CallbackRow | None:
        """My promise that is due now, the oldest first; not that of the lead on my screen."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            rows = Callbacks(work).open_of(actor.person_id, work.now, 2, awake_at=work.now)
            held = Queue(work).claimed(actor.person_id) if rows else None
            waiting = tuple(r for r in rows if held is None or r.lead_id != held.entry.lead_id)
            shown = shown_rows(work, actor, waiting[:1])
        return shown[0] if shown else None

    def count_badge(self, actor: Actor) -> int:
        """How many of my promises are due now."""
        with self._store.read(actor) as work:
            return Callbacks(work).count_open(actor.person_id, work.now)

    def move(
        self, actor: Actor, callback_id: UUID, version: int, at: datetime, request_id: UUID | None = None
    ) -> None:
        """Promise another time instead; with a `request_id` a repeat changes nothing."""
        payload: dict[str, object] = {"callback": callback_id, "at": at}
        with self._store.write(actor) as work:
            if _is_done(work, request_id, "callback_move", payload):
                return
            promise, campaign, zone = open_promise(work, actor, callback_id)
            move_promise(work, promise, campaign, zone, version, at)
            _keep(work, request_id, "callback_move", payload)

    def done(
        self, actor: Actor, callback_id: UUID, version: int, why: str, request_id: UUID | None = None
    ) -> None:
        """Close a promise without a call (they rang us, it is settled); the lead becomes due for a try.

        It is kept or late as a call made now would be. With a `request_id` a repeat changes nothing.
        """
        if not why.strip():
            raise UserError(NO_REASON, field="why")
        payload: dict[str, object] = {"callback": callback_id, "why": why}
        with self._store.write(actor) as work:
            if _is_done(work, request_id, "callback_done", payload):
                return
            promise, _, _ = open_promise(work, actor, callback_id)
            close_promise(work, promise, version, why)
            _keep(work, request_id, "callback_done", payload)

    def hand_over(self, actor: Actor, callback_id: UUID, version: int, to_person_id: UUID) -> UUID:
        """Give a promise to someone else, with the lead where it was its owner's; gives the new promise."""
        with self._store.write(actor) as work:
            promise, _, _ = open_promise(work, actor, callback_id)
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
            return pass_on(work, promise, version, person)

    def snooze(self, actor: Actor, callback_id: UUID, minutes: int, request_id: UUID | None = None) -> None:
        """Be quiet about a call-back for some minutes; what was promised stays as it is."""
        check_snooze(minutes)
        payload: dict[str, object] = {"callback": callback_id, "minutes": minutes}
        with self._store.write(actor) as work:
            if _is_done(work, request_id, "callback_snooze", payload):
                return
            promise, _, _ = open_promise(work, actor, callback_id)
            snooze_promise(work, promise, minutes)
            _keep(work, request_id, "callback_snooze", payload)

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
                callbacks = Callbacks(work)
                promise = callbacks.missed_before(work.now - limit)
                if promise is None:
                    return ended
                if Queue(work).lock_phones(promise.lead_id) and callbacks.get(promise.id) != promise:
                    continue  # somebody just called
                callbacks.close(promise.id, CallbackState.BROKEN)
                back_to_the_queue(work, promise)
                tell(work, "callback.broken", promise)
                ended += 1

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


def shown_rows(work: Work, actor: Actor, rows: tuple[CallbackRow, ...]) -> tuple[CallbackRow, ...]:
    """The rows as this person may see them: phones masked where numbers are hidden."""
    if not rows or not hides_numbers(work, actor):
        return rows
    return tuple(replace(r, phone=mask_phone(r.phone) if r.phone else "") for r in rows)


def _is_done(work: Work, request_id: UUID | None, kind: str, payload: dict[str, object]) -> bool:
    return request_id is not None and work.earlier_result(request_id, kind, payload) is not None


def _keep(work: Work, request_id: UUID | None, kind: str, payload: dict[str, object]) -> None:
    if request_id is not None:
        work.keep_result(request_id, kind, payload, {})
