"""Why nothing is dialled: every lead of a campaign counted once, with one reason and a time."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.calling_window import day_end, day_start, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Place, Reason, ReasonCount
from crm_desktop.services.calling.claim import with_skill
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.values import COUNT_LIMIT
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_counts import Group, QueueCounts
from crm_desktop.store.unit_of_work import Work

_ONE_HOUR = timedelta(hours=1)

# The order of the list on the screen: first what comes by itself, then what does not.
_ORDER = (
    Reason.WAITING_RETRY,
    Reason.PROMISED_LATER,
    Reason.PAUSED,
    Reason.OUTSIDE_HOURS,
    Reason.DAY_CAP,
    Reason.ROLLING_CAP,
    Reason.WEEK_CAP,
    Reason.TOO_SOON,
    Reason.SKIPPED,
    Reason.ON_ANOTHER_SCREEN,
    Reason.PROMISED_OTHER,
    Reason.NOT_YOURS,
    Reason.OTHER_SKILL,
    Reason.DO_NOT_CALL,
    Reason.NO_PHONE,
    Reason.MAX_ATTEMPTS,
    Reason.FINAL,
)


class WhyNothing:
    """Counts one campaign for one person."""

    def __init__(self, work: Work, actor: Actor, campaign: Campaign, hours: OpenHours) -> None:
        self._work, self._actor, self._campaign, self._hours = work, actor, campaign, hours
        self._office = workspace_zone(work)
        self._counts = QueueCounts(work, campaign.id)
        self._entries: dict[Reason, int] = defaultdict(int)
        self._first: dict[Reason, datetime] = {}
        self._dialable = 0
        self._opening_later: dict[datetime, int] = defaultdict(int)
        self._skills: frozenset[str] = frozenset()
        if skill := campaign.rules.who.skill:
            found = Queue(work).skills_of(actor.person_id, skill)
            self._skills = frozenset(each.casefold() for each in found)

    def counted(self) -> NothingToDial:
        """The whole campaign, each lead once."""
        absent = self._absent()
        for group in self._counts.live():
            self._sort(group, absent)
        for claimed_by in self._counts.claimed():
            if claimed_by == self._actor.person_id:
                self._dialable += 1
            else:
                self._add(Reason.ON_ANOTHER_SCREEN, 1, None)
        for (lane, reason), entries in self._counts.done().items():
            fallback = Reason.FINAL if lane is Lane.CLOSED else Reason.NO_PHONE
            self._add(Reason(reason) if reason else fallback, entries, None)
        reasons = tuple(
            ReasonCount(reason, self._entries[reason], self._first.get(reason))
            for reason in _ORDER
            if self._entries[reason]
        )
        mine = [
            self._first[reason]
            for reason in self._first
            if reason not in (Reason.PROMISED_OTHER, Reason.NOT_YOURS, Reason.OTHER_SKILL)
        ]
        return NothingToDial(
            total=self._dialable + sum(r.leads for r in reasons),
            reasons=reasons,
            next_at=min(mine, default=None),
            dialable=self._dialable,
            later=self._later(),
        )

    def _absent(self) -> frozenset[UUID]:
        day = day_start(self._work.now, self._office)
        return Queue(self._work).absent_people(self._actor.person_id, day)

    def _sort(self, group: Group, absent: frozenset[UUID]) -> None:
        if self._campaign.is_paused:
            self._add(Reason.PAUSED, group.entries, None)
            return
        if group.skill and group.skill.casefold() not in self._skills:
            self._add(Reason.OTHER_SKILL, group.entries, None)
            return
        is_promise = group.lane is Lane.PROMISED
        is_mine = group.owner_id in (None, self._actor.person_id)
        stands_in = is_promise and group.owner_id in absent
        if not is_mine and not (stands_in and group.is_due):
            self._add(Reason.PROMISED_OTHER if is_promise else Reason.NOT_YOURS, group.entries, None)
            return
        zone = group.zone or self._office
        is_open = self._hours.open_until(self._campaign.window, zone, self._work.now) is not None
        if group.is_due and is_open:
            self._dialable += group.entries
        elif group.is_due:
            opening = next_open(self._campaign.window, zone, self._work.now)
            self._add(Reason.OUTSIDE_HOURS, group.entries, opening)
            if opening is not None:
                self._opening_later[opening] += group.entries
        else:
            default = Reason.PROMISED_LATER if is_promise else Reason.WAITING_RETRY
            first = next_open(self._campaign.window, zone, group.first_at)
            self._add(Reason(group.reason) if group.reason else default, group.entries, first)

    def _add(self, reason: Reason, entries: int, first_at: datetime | None) -> None:
        self._entries[reason] += entries
        if first_at is not None:
            self._first[reason] = min(first_at, self._first.get(reason, first_at))

    def _later(self) -> tuple[tuple[datetime, int], ...]:
        """What becomes dialable in each hour of the rest of the office's day."""
        until = day_end(self._work.now, self._office)
        hours = self._counts.by_hour(self._actor.person_id, until, self._office)
        for opening, entries in self._opening_later.items():
            if opening < until:
                start = day_start(self._work.now, self._office)
                hour = start + (opening - start) // _ONE_HOUR * _ONE_HOUR
                hours[hour] = hours.get(hour, 0) + entries
        return tuple(sorted(hours.items()))


def dialable_counts(work: Work, actor: Actor, campaign: Campaign, hours: OpenHours) -> tuple[int, int]:
    """What this person may dial now, and what becomes dialable later today, each up to COUNT_LIMIT.

    The same leads that `WhyNothing` counts, but for the one on the person's own screen.
    """
    office = workspace_zone(work)
    counts = QueueCounts(work, campaign.id)
    until = day_end(work.now, office)
    open_now: list[Place] = []
    open_later: list[Place] = []
    if campaign.is_paused or not campaign.is_worked_by(actor.person_id):
        return 0, 0
    places = with_skill(work, actor.person_id, campaign, Queue(work).places(campaign.id))
    for place in places:
        zone = place.zone or office
        if hours.open_until(campaign.window, zone, work.now):
            open_now.append(place)
            continue
        opening = next_open(campaign.window, zone, work.now)
        if opening is not None and opening < until:
            open_later.append(place)
    absent = Queue(work).absent_people(actor.person_id, day_start(work.now, office))

    def due(places: list[Place], limit: int) -> int:
        mine = counts.due_up_to(actor.person_id, places, limit)
        return mine + counts.promised_up_to(absent, places, limit - mine)

    later = counts.later_up_to(actor.person_id, places, until, COUNT_LIMIT)
    return due(open_now, COUNT_LIMIT), later + due(open_later, COUNT_LIMIT - later)
