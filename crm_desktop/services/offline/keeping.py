"""Leads kept at the workstation while the server is there, so that calling can go on when it isn't."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from crm_desktop.clock import Clock
from crm_desktop.domain.calling_window import is_open
from crm_desktop.domain.campaign import Campaign, hours_of
from crm_desktop.domain.gate import Act, judge, refused_by_law
from crm_desktop.domain.kept_acts import (
    GRACE,
    PACE_DAYS,
    PROMISES_AHEAD,
    RESERVED_AT_MOST,
    for_an_hour,
    is_fresh,
    share,
)
from crm_desktop.domain.lawful import holds_until
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor
from crm_desktop.domain.purposes import Pairs, forbids_calls
from crm_desktop.errors import UserError
from crm_desktop.services.calling.claim import (
    TIMELINE_ITEMS,
    Kinds,
    Search,
    numbers_of,
    on_screen,
    open_places,
)
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.values import COUNT_LIMIT, NextLead
from crm_desktop.services.calling.why import dialable_counts
from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.ahead import about_keeping, about_screens
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.callbacks import CallbackRow, Callbacks
from crm_desktop.store.campaigns import Campaigns, kept_for, workspace_zone
from crm_desktop.store.kept_leads import CLAIMED, PROMISED, RESERVED, WORKED, KeptLead, KeptLeads
from crm_desktop.store.queue import Queue
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Store, Work

MOST_PROMISES = 60  # kept beside what is reserved
_PACE_FOR_S = 3600.0  # a pace is asked for anew after an hour


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A lead as its screen showed it, and the numbers to dial, by phone: hidden ones too.

    `seen_at`: when the server said so, None where it never did; it holds for `holds_s` seconds.
    """

    shown: NextLead
    numbers: dict[str, str]
    seen_at: datetime | None = None
    holds_s: int = 0


_Place = tuple[UUID, UUID, str, datetime, datetime | None]  # lead, campaign, kind, since, due

#: Reads something at each look; what it gives keeps that on this computer, once all is read.
Beside = Callable[[Work, Actor], Callable[[], None]]


class Keeper:
    """The kept leads of one workstation. `ticks` counts seconds that no clock setting can move."""

    def __init__(
        self,
        store: Store,
        leads: KeptLeads,
        clock: Clock,
        seat: str,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._leads, self._clock, self._seat, self._ticks = store, leads, clock, seat, ticks
        self.beside: list[Beside] = []
        self._hours = OpenHours()
        self._guard = threading.Lock()
        self._seen: dict[tuple[UUID, datetime], float] = {}  # when a kept lead was kept here, or first read
        self._pace: dict[UUID, tuple[float, int]] = {}  # by person: when it was asked for, calls an hour

    # --- while the server is there ---

    def top_up(self, actor: Actor, campaign_id: UUID, but: Callable[[], Collection[UUID]] = frozenset) -> int:
        """Keep so many leads that an hour can be called without the server; gives how many are reserved.

        Also what is on the screen now, and the own promises of the next four hours; none of `but`, which is
        asked at the end: a slow server may have taken long. Store errors pass.
        """
        with self._store.write(actor) as work:
            about_keeping(work, actor.person_id, campaign_id)
            campaign, reservations = Campaigns(work).get(campaign_id), Reservations(work)
            if campaign is None or not campaign.is_active:
                reservations.give_back(actor.person_id, seat=self._seat)
                return 0
            held = reservations.of_person(actor.person_id)
            for one in held:
                if one.until - GRACE <= work.now or one.campaign_id != campaign_id:
                    reservations.give_back(actor.person_id, one.lead_id)
            fresh = kept_for(work, campaign_id)
            self._hold_shown(work, actor, fresh)
            count = sum(one.campaign_id == campaign_id and one.until - GRACE > work.now for one in held)
            self._reserve_more(work, actor, campaign, count, fresh)
            kept = self._snapshots(work, actor)
            said = [read(work, actor) for read in self.beside]
        for keep in said:
            keep()
        with self._guard:
            done_with = but()
            kept = [lead for lead in kept if lead.lead_id not in done_with]
            self._leads.replace(actor.person_id, (CLAIMED, RESERVED, PROMISED), kept)
        for lead in kept:
            self._elapsed(lead)
        return sum(lead.kind == RESERVED for lead in kept)

    def _hold_shown(self, work: Work, actor: Actor, fresh: timedelta) -> None:
        """The lead on the screen stays this person's, also when its lease runs out without the server."""
        shown = Queue(work).claimed(actor.person_id)
        if shown is not None:
            Reservations(work).reserve_if_free(
                shown.entry.id, shown.entry.lead_id, actor.person_id, self._seat, work.now + fresh + GRACE
            )

    def _reserve_more(
        self, work: Work, actor: Actor, campaign: Campaign, count: int, fresh: timedelta
    ) -> None:
        queue, office = Queue(work), workspace_zone(work)
        dialable = min(COUNT_LIMIT, dialable_counts(work, actor, campaign, self._hours)[0])
        pace = self._pace_of(work, actor, office)
        wanted = share(pace, dialable + count, _people_at_work(work, campaign.id)) - count
        places = open_places(work, actor.person_id, campaign, self._hours)
        if wanted <= 0 or not places or campaign.is_paused or not campaign.is_worked_by(actor.person_id):
            return
        by_score = campaign.rules.by_score
        due = queue.due(campaign.id, places, actor.person_id, RESERVED_AT_MOST, by_score=by_score)[:wanted]
        known = queue.with_recent(queue.facts_of([candidate.lead_id for candidate in due]), campaign.rules)
        for candidate in due:
            lead = known.get(candidate.lead_id)
            if lead is None or lead.on_screen_of is not None:
                continue
            if judge(facts_for(Act.CLAIM, work.now, campaign, lead, office)).phone_id is None:
                continue
            Reservations(work).reserve_if_free(
                candidate.id, candidate.lead_id, actor.person_id, self._seat, work.now + fresh + GRACE
            )

    def _pace_of(self, work: Work, actor: Actor, office: str) -> int:
        asked_at, pace = self._pace.get(actor.person_id, (-_PACE_FOR_S, 0))
        if self._ticks() - asked_at >= _PACE_FOR_S:
            today = work.now.astimezone(ZoneInfo(office)).date()
            days = [int(f"{today - timedelta(days=n):%Y%m%d}") for n in range(PACE_DAYS)]
            pace = for_an_hour(CallHours(work).of_person(actor.person_id, days))
            self._pace[actor.person_id] = (self._ticks(), pace)
        return pace

    def _snapshots(self, work: Work, actor: Actor) -> list[KeptLead]:
        kept: list[KeptLead] = []
        about_keeping(work, actor.person_id)
        shown = Queue(work).claimed(actor.person_id)
        places: list[_Place] = []
        if shown is not None:
            places.append((shown.entry.lead_id, shown.entry.campaign_id, CLAIMED, work.now, None))
        for one in Reservations(work).of_person(actor.person_id):
            if one.until - GRACE > work.now and (shown is None or one.lead_id != shown.entry.lead_id):
                places.append((one.lead_id, one.campaign_id, RESERVED, one.made_at, None))
        known = {place[0] for place in places}
        for promise in promises_ahead(work, actor):
            if promise.lead_id not in known and promise.campaign_id is not None:
                known.add(promise.lead_id)
                places.append((promise.lead_id, promise.campaign_id, PROMISED, work.now, promise.due_at))
        holds: dict[UUID, timedelta] = {}
        campaigns = dict[UUID, Campaign | None]()
        for campaign_id in {place[1] for place in places}:
            campaigns[campaign_id] = Campaigns(work).get(campaign_id)
            holds[campaign_id] = kept_for(work, campaign_id)
        facts = self._facts(work, places, campaigns)
        about_screens(work, [place[0] for place in places], TIMELINE_ITEMS, with_places=True)
        for lead_id, campaign_id, kind, since, due_at in places:
            fresh, campaign, lead = holds[campaign_id], campaigns[campaign_id], facts.get(lead_id)
            shot = None
            if campaign is not None and lead is not None:
                shot = self._shot(work, actor, lead, campaign, fresh)
            if shot is not None:
                kept.append(
                    KeptLead(
                        actor.person_id,
                        lead_id,
                        campaign_id,
                        kind,
                        len(kept),
                        due_at,
                        since,
                        int(fresh.total_seconds()),
                        frozen(shot),
                    )
                )
        return kept

    def _facts(
        self, work: Work, places: Sequence[_Place], campaigns: Mapping[UUID, Campaign | None]
    ) -> dict[UUID, LeadFacts]:
        """All these leads as the gate sees them, each by the rules of its campaign."""
        queue, found = Queue(work), dict[UUID, LeadFacts]()
        for campaign_id, campaign in campaigns.items():
            of_it = [place[0] for place in places if place[1] == campaign_id]
            if campaign is not None:
                found |= queue.with_recent(queue.facts_of(of_it), campaign.rules)
        return found

    def _shot(
        self, work: Work, actor: Actor, lead: LeadFacts, campaign: Campaign, fresh: timedelta
    ) -> Snapshot | None:
        stored = Queue(work).entry(lead.lead_id, campaign.id)
        if stored is None or lead.is_erased or not lead.phones:
            return None
        office = workspace_zone(work)
        verdict = judge(facts_for(Act.CLAIM, work.now, campaign, lead, office))
        kind: Kinds | None = None
        shown = on_screen(
            Search(work, actor, campaign, self._hours), stored.entry, verdict.phone_id, kind, office
        )
        return Snapshot(shown, numbers_of(work, lead.lead_id), work.now, int(fresh.total_seconds()))

    def remember(self, actor: Actor, shown: NextLead, numbers: dict[str, str], fresh: timedelta) -> None:
        """Keep what came on the screen just now; one disk write."""
        now, fresh_s = self._clock.now(), int(fresh.total_seconds())
        lead = KeptLead(
            actor.person_id, shown.lead.id, shown.campaign.id, CLAIMED, -1, None, now, fresh_s,
            frozen(Snapshot(shown, numbers, now, fresh_s)),
        )  # fmt: skip
        self._leads.replace(actor.person_id, (CLAIMED,), [lead])
        self._elapsed(lead)

    def know(self, actor: Actor, shot: Snapshot) -> None:
        """Keep what may not be dialled from here: it rang, or was made here. What may be stays as it is."""
        shown = shot.shown
        known = self._leads.get(actor.person_id, shown.lead.id)
        kind, fresh_s, now = WORKED, 0, self._clock.now()
        if known is not None and known.kind != WORKED:
            self._leads.put(replace(known, snapshot=frozen(shot)))
            return
        self._leads.put(
            KeptLead(
                actor.person_id, shown.lead.id, shown.campaign.id, kind, -1, None, now, fresh_s,
                frozen(shot),
            )
        )  # fmt: skip

    # --- while it is away ---

    def known(self, actor: Actor) -> tuple[Snapshot, ...]:
        """Everybody who may ring: what is kept to be called, and what was worked lately, the newest first."""
        rows = sorted(self._leads.all(actor.person_id), key=lambda lead: lead.kept_at, reverse=True)
        return tuple(shot for row in rows if (shot := self._read(row)) is not None)

    def get(self, actor: Actor, lead_id: UUID) -> Snapshot | None:
        """A kept lead that may still be dialled."""
        lead = self._leads.get(actor.person_id, lead_id)
        return self._read(lead) if lead is not None and self.is_fresh(lead) else None

    def consent(self, actor: Actor, lead_id: UUID) -> Snapshot | None:
        """A lead whose wish not to be contacted is known well enough to write to them; fails closed."""
        shot = self.any(actor, lead_id)
        if shot is None or shot.seen_at is None:
            return None
        elapsed = timedelta(seconds=self._since(lead_id, shot.seen_at))
        holds = timedelta(seconds=shot.holds_s)
        return shot if is_fresh(shot.seen_at, self._clock.now(), elapsed, holds) else None

    def any(self, actor: Actor, lead_id: UUID) -> Snapshot | None:
        """A kept lead, fresh or not: its call is under way, or owes its result."""
        return self.shot(actor.person_id, lead_id)

    def shot(self, person_id: UUID, lead_id: UUID) -> Snapshot | None:
        """The same, for a person by id."""
        lead = self._leads.get(person_id, lead_id)
        return self._read(lead) if lead is not None else None

    def next(self, actor: Actor, campaign_id: UUID, but: Sequence[UUID] = ()) -> Snapshot | None:
        """The kept lead to call now: promises that are due, then what was reserved, in its order."""
        now = self._clock.now()

        def order(lead: KeptLead) -> tuple[bool, datetime | None, int]:
            return (lead.kind != PROMISED, lead.due_at if lead.kind == PROMISED else None, lead.place)

        ready = [
            lead
            for lead in self._leads.all(actor.person_id)
            if lead.campaign_id == campaign_id
            and lead.lead_id not in but
            and self.is_fresh(lead)
            and (lead.due_at is None or lead.due_at <= now)
        ]
        for lead in sorted(ready, key=lambda one: (order(one)[0], str(order(one)[1] or ""), one.place)):
            shot = self._read(lead)
            if shot is None or not may_call(shot, now) or against_by_law(shot, now) is not None:
                continue
            campaign, zone = lawful_now(shot.shown.campaign, now), shot.shown.local_zone
            if is_open(campaign.window, zone, now):
                ends = (
                    self._hours.open_until(campaign.window, zone, now),
                    holds_until(campaign.lawful, shot.shown.lead.own, now),
                )
                until = min((end for end in ends if end is not None), default=None)
                return replace(shot, shown=replace(shot.shown, campaign=campaign, may_call_until=until))
        return None

    def is_fresh(self, lead: KeptLead) -> bool:
        """Whether reservation and consent data still hold."""
        elapsed = timedelta(seconds=self._elapsed(lead))
        return is_fresh(lead.kept_at, self._clock.now(), elapsed, timedelta(seconds=lead.fresh_s))

    def count(self, actor: Actor) -> int:
        """How many kept leads may be called by and by."""
        return sum(self.is_fresh(lead) for lead in self._leads.all(actor.person_id))

    def drop(self, actor: Actor, lead_id: UUID) -> None:
        """This one is done with; it is still known should it ring."""
        with self._guard:
            self._leads.drop(actor.person_id, lead_id, self._clock.now())

    def mark(self, actor: Actor, lead_id: UUID, phone_id: UUID, *, is_wrong: bool) -> None:
        """A number that is wrong, for this lead; else one that is never to be dialled, whosever it is.

        It binds here at once: whoever has no other number isn't called any more.
        """
        shot = self.any(actor, lead_id)
        number = shot.numbers.get(str(phone_id), "") if shot is not None else ""
        for row in self._leads.all(actor.person_id):
            kept = self._read(row) if not is_wrong or row.lead_id == lead_id else None
            if kept is None:
                continue
            marked = _marked(kept, phone_id, number, is_wrong=is_wrong)
            if marked is kept:
                continue
            with self._guard:
                self._leads.put(replace(row, snapshot=frozen(marked)))
                if row.kind != WORKED and not usable(marked.shown.lead.phones):
                    self._leads.drop(actor.person_id, row.lead_id, self._clock.now())

    def refuse(self, actor: Actor, lead_id: UUID, what: Pairs) -> None:
        """The person said no to this: it binds here at once, for calls and for texts."""
        row = self._leads.get(actor.person_id, lead_id)
        kept = None if row is None else self._read(row)
        if row is None or kept is None:
            return
        refused = replace(kept, shown=kept.shown.refusing(what))
        if not may_call(refused, self._clock.now()):
            refused = replace(refused, shown=replace(refused.shown, may_be_dialled=False))
        with self._guard:
            self._leads.put(replace(row, snapshot=frozen(refused)))

    def put_back(self, lead: KeptLead) -> None:
        """It is called after all."""
        self._leads.put(lead)

    def row(self, actor: Actor, lead_id: UUID) -> KeptLead | None:
        """The kept lead as it lies there."""
        return self._leads.get(actor.person_id, lead_id)

    def give_back(self, actor: Actor) -> None:
        """The person leaves: everything that is kept goes back to the queue. Store errors pass."""
        self._leads.clear(actor.person_id)
        with self._store.write(actor) as work:
            Reservations(work).give_back(actor.person_id, seat=self._seat)
            work.announce("queue")

    def _elapsed(self, lead: KeptLead) -> float:
        """Seconds since it was kept here, by a clock that isn't set."""
        return self._since(lead.lead_id, lead.kept_at)

    def _since(self, lead_id: UUID, moment: datetime) -> float:
        now = self._ticks()
        return now - self._seen.setdefault((lead_id, moment), now)

    def _read(self, lead: KeptLead) -> Snapshot | None:
        return _thawed(lead.snapshot)


@lru_cache(maxsize=256)
def _thawed(snapshot: str) -> Snapshot | None:
    try:
        return thawed(Snapshot, snapshot)
    except (ValueError, KeyError, TypeError, UserError):
        return None  # by another version of the program


def forget_read() -> None:
    """Nothing of what was read is kept in memory: somebody's data was erased."""
    _thawed.cache_clear()


def promises_ahead(work: Work, actor: Actor) -> tuple[CallbackRow, ...]:
    """The person's call-backs that are due in the next hours or were lately; then older ones, as room is."""
    callbacks, since = Callbacks(work), work.now - PROMISES_AHEAD
    until = work.now + PROMISES_AHEAD
    found = callbacks.open_of(actor.person_id, until, MOST_PROMISES, since=since)
    if len(found) < MOST_PROMISES:
        found += callbacks.open_of(actor.person_id, since, MOST_PROMISES - len(found))
    return found


def nearest(rows: Sequence[CallbackRow], now: datetime) -> tuple[CallbackRow, ...]:
    """Of open call-backs those that `promises_ahead` would ask for."""
    since, until = now - PROMISES_AHEAD, now + PROMISES_AHEAD
    near = [row for row in rows if since <= row.due_at < until][:MOST_PROMISES]
    older = [row for row in rows if row.due_at < since][: MOST_PROMISES - len(near)]
    return tuple(near + older)


def usable(phones: Sequence[LeadPhone]) -> tuple[LeadPhone, ...]:
    """The numbers that may be dialled, as far as it is known here."""
    return tuple(phone for phone in phones if not (phone.is_wrong or phone.is_do_not_call))


def name_in(shot: Snapshot | None) -> str:
    """How the lead is called, as far as it is known here."""
    return "" if shot is None else shot.shown.lead.name


def may_call(shot: Snapshot, now: datetime) -> bool:
    """Whether the person's own word and age let them be called, as far as it is known here."""
    lead = shot.shown.lead
    aim = shot.shown.campaign.aim
    return not forbids_calls(lead.refused, lead.own.purposes, lead.age_band, aim, now)


def lawful_now(campaign: Campaign, now: datetime) -> Campaign:
    """The campaign with the hours that law leaves it at this moment, others perhaps than when it was kept."""
    hours = hours_of(campaign.lawful_at(now))
    return campaign if hours == campaign.law_hours else replace(campaign, law_hours=hours)


def against_by_law(shot: Snapshot, now: datetime) -> UserError | None:
    """Why this lead may not be called any more, the reason to call having ended since; None when it may."""
    span, own = shot.shown.campaign.lawful_at(now), shot.shown.lead.own
    refused = () if span is None else span.refusals(own, now)
    if span is None or not refused:
        return None
    return refused_by_law(refused[0], span.ended_at or own.until, shot.shown.local_zone)


def _marked(shot: Snapshot, phone_id: UUID, number: str, *, is_wrong: bool) -> Snapshot:
    """The snapshot with its phone of this id or number marked; itself where it has none."""

    def is_meant(phone: LeadPhone) -> bool:
        return phone.phone_id == phone_id or bool(number and shot.numbers.get(str(phone.phone_id)) == number)

    lead = shot.shown.lead
    if not any(is_meant(phone) for phone in lead.phones):
        return shot
    phones = tuple(
        replace(
            phone,
            is_wrong=phone.is_wrong or is_wrong,
            is_do_not_call=phone.is_do_not_call or not is_wrong,
        )
        if is_meant(phone)
        else phone
        for phone in lead.phones
    )
    left = usable(phones)
    phone = next((p for p in phones if p.phone_id == shot.shown.phone.phone_id), shot.shown.phone)
    if phone not in left and left:
        phone = left[0]
    shown = replace(shot.shown, lead=replace(lead, phones=phones), phone=phone)
    return replace(shot, shown=replace(shown, may_be_dialled=bool(left)))


def _people_at_work(work: Work, campaign_id: UUID) -> int:
    """How many have a lead of the campaign on the screen, with whoever asks."""
    q = queue_entries.c
    count = work.connection.execute(
        select(func.count(q.claimed_by.distinct())).where(
            q.campaign_id == campaign_id, q.claimed_by.is_not(None)
        )
    ).scalar_one()
    return max(1, int(count))
