"""Why nothing is dialled: every lead of a campaign counted once, with one reason and a time."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import day_end, day_start, is_over, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, Refusal, judge
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Place, QueueEntry, Reason, ReasonCount
from crm_desktop.domain.standing import Spot, Standing, Whom, of_its_owner, standing
from crm_desktop.domain.zones import clock_of
from crm_desktop.services.calling.claim import with_skill
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.values import COUNT_LIMIT
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.lawful import has_own_bases
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_counts import QueueCounts
from crm_desktop.store.queue_groups import DUE_NOW, OVERDUE, Kind, QueueGroups, quarter_at
from crm_desktop.store.skills import Skills
from crm_desktop.store.unit_of_work import Work

_ONE_HOUR = timedelta(hours=1)

# The order of the list on the screen: first what comes by itself, then what does not.
_ORDER = (
    Reason.WAITING_RETRY,
    Reason.PROMISED_LATER,
    Reason.PAUSED,
    Reason.NOT_MEMBER,
    Reason.AGREEMENT_ENDED,
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
    Reason.ERASED,
    Reason.NO_BASIS,
    Reason.BASIS_EXPIRED,
    Reason.SCRUB_MISSING,
    Reason.SCRUB_EXPIRED,
    Reason.LINE_SERIES,
    Reason.DO_NOT_CALL,
    Reason.MINOR,
    Reason.CONSENT_WITHDRAWN,
    Reason.NO_PHONE,
    Reason.MAX_ATTEMPTS,
    Reason.FINAL,
    Reason.DELETED,
)


def whom_of_person(work: Work, actor: Actor, campaign: Campaign) -> Whom:
    """One person, who is given own leads, nobody's, and promises of those who don't come."""
    me, day = actor.person_id, day_start(work.now, workspace_zone(work))
    skill = campaign.rules.who.skill
    skills = Queue(work).skills_of(me, skill) if skill else frozenset()
    return Whom(
        person_id=me,
        skills=frozenset(each.casefold() for each in skills),
        able=frozenset({me}),
        absent=Queue(work).absent_people(me, day),
        works=campaign.is_worked_by(me),
    )


def whom_of_office(work: Work, actor: Actor, campaign: Campaign) -> Whom:
    """Anyone of the campaign, at work now or not; nobody on leave, or who may not sign in any more."""
    zone, skill = workspace_zone(work), campaign.rules.who.skill
    day = day_start(work.now, zone)
    able = frozenset(each for each in Skills(work).callers() if campaign.is_worked_by(each))
    able -= Leaves(work).away_on(work.now.astimezone(ZoneInfo(zone)).date(), able)
    skills = Skills(work).known(skill, able) if skill else frozenset()
    absent = Queue(work).absent_people(actor.person_id, day)
    return Whom(None, frozenset(each.casefold() for each in skills), able, absent)


class Standings:
    """Where the entries of one campaign stand, for one person or for anyone: the rules of the live queue."""

    def __init__(self, work: Work, campaign: Campaign, whom: Whom, hours: OpenHours) -> None:
        self._work, self._campaign, self._whom, self._hours = work, campaign, whom, hours
        self._office = workspace_zone(work)
        waits = campaign.rules.who.others_after
        self.overdue_since = None if waits is None else work.now - waits
        self._shut: dict[str, tuple[Refusal, ...]] = {}
        span = campaign.lawful_at(work.now)
        self._law: tuple[Refusal, ...] = ()
        if span is not None and span.reasons and not (span.own and has_own_bases(work, campaign.id)):
            self._law = tuple(Refusal(reason, None) for reason in span.reasons)
        self.day_ends = day_end(work.now, self._office)
        self.groups = QueueGroups(work, campaign.id, self.overdue_since, self.day_ends)

    def of_kind(self, kind: Kind, at: datetime | None = None) -> Standing:
        """Where entries stand of which nothing but their kind is known; `at`: when exactly they are due."""
        is_due, now = kind.quarter in (DUE_NOW, OVERDUE), self._work.now
        quarter = self.groups.firsts.get(kind, kind.quarter)
        next_at = now if is_due else (at or max(now, quarter_at(quarter)))
        spot = Spot(
            kind.lane, kind.reason, clock_of(kind.zone, self._office), kind.skill, kind.owner_id, next_at,
            is_due, kind.quarter == OVERDUE,
        )  # fmt: skip
        return standing(spot, self._campaign, self._whom, self._refused_at(spot.zone))

    def of_entry(self, entry: QueueEntry, lead: LeadFacts) -> Standing:
        """Where one entry stands, by all that the gate asks."""
        now, me = self._work.now, self._whom.person_id
        if me is not None and entry.claimed_by == me:
            return Standing(None)
        spot = self.spot_of(entry, lead)
        is_awaited = entry.lane is Lane.PROMISED
        facts = facts_for(Act.CLAIM, now, self._campaign, lead, self._office, is_awaited=is_awaited)
        is_held = lead.on_screen_of is not None and lead.on_screen_of != me
        return standing(spot, self._campaign, self._whom, judge(facts).refusals, is_held=is_held)

    def spot_of(self, entry: QueueEntry, lead: LeadFacts) -> Spot:
        """An entry's place, before the gate is asked."""
        is_overdue = self.overdue_since is not None and entry.next_at <= self.overdue_since
        return Spot(
            entry.lane, entry.reason, lead.zone or self._office, entry.skill, entry.owner_id, entry.next_at,
            entry.next_at <= self._work.now, is_overdue,
        )  # fmt: skip

    def of_owner(self, spot: Spot) -> Standing | None:
        """Whether its owner keeps it from being given to whom it is looked at for."""
        return of_its_owner(spot, self._campaign, self._whom)

    def apart(self) -> list[tuple[QueueEntry, Standing]]:
        """Every entry that can't be told by its kind."""
        zones = {clock_of(place.zone, self._office) for place in Queue(self._work).places(self._campaign.id)}
        found = self.groups.apart(self._campaign.rules, zones | {self._office})
        return [(entry, self.of_entry(entry, lead)) for entry, lead in found]

    def _refused_at(self, zone: str) -> tuple[Refusal, ...]:
        """What the gate says of the hours there."""
        known = self._shut.get(zone)
        if known is None:
            window, now = self._campaign.window, self._work.now
            is_open = self._hours.open_until(window, zone, now) is not None
            opening = None if is_open else next_open(window, zone, now)
            why = Reason.AGREEMENT_ENDED if is_over(window, zone, now) else Reason.OUTSIDE_HOURS
            hours = () if is_open else (Refusal(why, opening),)
            known = self._law + hours
            self._shut[zone] = known
        return known


class WhyNothing:
    """Counts one campaign, for one person or for anyone of it."""

    def __init__(self, work: Work, campaign: Campaign, whom: Whom, hours: OpenHours) -> None:
        self._work = work
        self._office = workspace_zone(work)
        self._standings = Standings(work, campaign, whom, hours)
        self._entries: dict[Reason | None, int] = defaultdict(int)
        self._first: dict[Reason, datetime] = {}
        self._opens = 0
        self._first_zone = ""  # where the hours open first
        self._later: dict[datetime, int] = defaultdict(int)
        self._begins, self._ends = day_start(work.now, self._office), self._standings.day_ends

    def counted(self) -> NothingToDial:
        """The whole campaign, each lead once."""
        kinds = self._standings.groups.counted()
        for entry, stands in self._standings.apart():
            # On a server others go on between the counting and the looking: an entry may not be counted yet.
            kind = self._standings.groups.kind_of(entry)
            kinds[kind] = kinds.get(kind, 0) - 1
            self._add(stands, 1)
        stand = {kind: self._standings.of_kind(kind) for kind, entries in kinds.items() if entries > 0}
        for kind, stands in stand.items():
            self._add(stands, kinds[kind], kind.zone)
        self._first |= self._exactly(stand)
        reasons = tuple(
            ReasonCount(
                reason,
                self._entries[reason],
                self._first.get(reason),
                self._first_zone if reason is Reason.OUTSIDE_HOURS else "",
            )
            for reason in _ORDER
            if self._entries[reason]
        )
        return NothingToDial(
            total=sum(self._entries.values()),
            reasons=reasons,
            next_at=min(self._first.values(), default=None),
            dialable=self._entries[None],
            later=tuple(sorted(self._later.items())),
            opens=self._opens,
        )

    def _add(self, stands: Standing, entries: int, zone: str = "") -> None:
        self._entries[stands.reason] += entries
        if stands.reason is None or stands.until is None:
            return
        self._opens += entries
        first_at = self._first.get(stands.reason)
        if first_at is None or stands.until < first_at:
            self._first[stands.reason] = stands.until
            if stands.reason is Reason.OUTSIDE_HOURS:
                self._first_zone = clock_of(zone, self._office)
        if stands.until < self._ends:
            self._later[self._begins + (stands.until - self._begins) // _ONE_HOUR * _ONE_HOUR] += entries

    def _exactly(self, stand: dict[Kind, Standing]) -> dict[Reason, datetime]:
        """When the first of a reason is free to the second: a kind says it to a quarter of an hour."""
        quarters: dict[int, set[Reason]] = defaultdict(set)
        for reason, first_at in self._first.items():
            same = [k for k, s in stand.items() if s.reason is reason and s.until == first_at]
            if same and not any(kind.quarter in (DUE_NOW, OVERDUE) for kind in same):
                firsts = self._standings.groups.firsts
                quarters[min(firsts.get(kind, kind.quarter) for kind in same)].add(reason)
        exact: dict[Reason, datetime] = {}
        for quarter, reasons in quarters.items():
            for kind, at in self._standings.groups.first_of(quarter).items():
                stands = self._standings.of_kind(kind, at)
                if stands.reason in reasons and stands.until is not None:
                    exact[stands.reason] = min(stands.until, exact.get(stands.reason, stands.until))
        return exact


def why_nothing(work: Work, actor: Actor, campaign: Campaign, hours: OpenHours) -> NothingToDial:
    """Why one person is given no lead of a campaign."""
    return WhyNothing(work, campaign, whom_of_person(work, actor, campaign), hours).counted()


def why_of_office(work: Work, actor: Actor, campaign: Campaign, hours: OpenHours) -> NothingToDial:
    """Where a campaign's leads stand, for anyone who works on it."""
    return WhyNothing(work, campaign, whom_of_office(work, actor, campaign), hours).counted()


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
        zone = clock_of(place.zone, office)
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
