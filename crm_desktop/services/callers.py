"""Who has rung: found by the last digits among one's own leads, by the whole number among everybody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.callers import LOOK_UPS_WITHIN, MOST_FOUND, CallerRow, Found, asked
from crm_desktop.domain.formats import clock
from crm_desktop.domain.lead_query import needles
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import UserError
from crm_desktop.services.lead_rules import hides_numbers
from crm_desktop.store.callers import Callers
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.number_lookups import NumberLookups
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["CallerRow", "CallerService", "Found"]

FAMILY = 50  # leads at one number


class CallerService:
    """Finds whoever is on the line."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._country = ""  # of the workspace, which stays where it is

    def find(self, actor: Actor, typed: str) -> Found:
        """Look among the leads the person may see, and those they called themselves; as one types."""
        actor.require(Permission.CALL)
        with self._store.read(actor) as work:
            self._country = self._country or workspace_info(work).country
            wanted = asked(typed, self._country)
            callers = Callers(work)
            if wanted.e164:
                rows = callers.known_at(wanted.e164, FAMILY)
            elif wanted.digits:
                rows = callers.by_last_digits(wanted.digits, MOST_FOUND + 1)
            elif wanted.name:
                rows = callers.by_name(needles(wanted.name), MOST_FOUND + 1)
            else:
                rows = ()
            rows = _masked(work, actor, _due_first(rows, work.now))
        sees_all = actor.reach(Permission.SEE_LEADS) is Reach.ALL
        look_up = "" if sees_all else wanted.e164
        return Found(wanted, rows[:MOST_FOUND], len(rows) > MOST_FOUND, look_up)

    def look_up(self, actor: Actor, e164: str) -> tuple[CallerRow, ...]:
        """Everybody's leads at a whole number: of others' the name and the owner, nothing more.

        Counted and limited; a number already looked up within the hour is not counted again. Raises
        UserError when the hour's look-ups are used.
        """
        actor.require(Permission.CALL)
        refusal: UserError | None = None
        rows: tuple[CallerRow, ...] = ()
        with self._store.write(actor) as work:
            Queue(work).lock_person(actor.person_id)
            phone_id = Callers(work).phone_id(e164)
            refusal = self._count(work, actor, phone_id, e164)
            if refusal is None:
                rows = tuple(
                    _limited(row) if row.is_limited else row for row in Callers(work).at_number(e164, FAMILY)
                )
        if refusal is not None:
            raise refusal  # after the refusal itself was kept
        with self._store.read(actor) as work:
            return _masked(work, actor, rows)

    def _count(self, work: Work, actor: Actor, phone_id: UUID | None, e164: str) -> UserError | None:
        lookups, since = NumberLookups(work), work.now - LOOK_UPS_WITHIN
        if actor.reach(Permission.SEE_LEADS) is Reach.ALL:
            return None
        if phone_id is not None and lookups.has(actor.person_id, frozenset({phone_id}), since):
            return None
        most = _most(work)
        made, first_at = lookups.since(actor.person_id, since)
        if made >= most:
            work.record("number.look_up_refused", "person", actor.person_id, made=made)
            return _used_up(most, first_at, workspace_zone(work))
        lookups.add(actor.person_id, phone_id, e164)
        work.record("number.looked_up", "phone", phone_id, is_known=phone_id is not None)
        return None


def _used_up(most: int, first_at: datetime | None, zone: str) -> UserError:
    if most == 0 or first_at is None:
        return UserError(
            "Numbers can't be looked up here. Type the last digits to find your own leads, or ask your "
            "team lead."
        )
    return UserError(
        "As many numbers as allowed ({most}) were looked up within an hour; the next from {at} on. "
        "Type the last digits to find your own leads, or ask your team lead.",
        most=most,
        at=clock(first_at + LOOK_UPS_WITHIN, zone),
    )


def _most(work: Work) -> int:
    kept = SettingRows(work).of_workspace("number_lookups_per_hour")
    return int(SETTINGS["number_lookups_per_hour"].default if kept is None else kept)


def _limited(row: CallerRow) -> CallerRow:
    """Another's lead: the name and the owner, nothing more."""
    return replace(
        row, company="", city="", last_result="", last_call_at=None, promise_at=None, is_promise_mine=False
    )  # fmt: skip


def _masked(work: Work, actor: Actor, rows: tuple[CallerRow, ...]) -> tuple[CallerRow, ...]:
    if not rows or not hides_numbers(work, actor):
        return rows
    return tuple(replace(row, phone=mask_phone(row.phone)) for row in rows)


def _due_first(rows: tuple[CallerRow, ...], now: datetime) -> tuple[CallerRow, ...]:
    """Whoever waits for this person's call rings most likely; the others stay as they were."""
    if len(rows) < 2:
        return rows
    return tuple(sorted(rows, key=lambda row: not (row.is_promise_mine and (row.promise_at or now) <= now)))
