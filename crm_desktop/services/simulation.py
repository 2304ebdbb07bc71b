"""Trying a changed rule out before it is saved: both rules are played, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.rule_check import check
from crm_desktop.domain.simulation import play
from crm_desktop.domain.simulation_leads import StandingLeads
from crm_desktop.domain.simulation_past import Assumed, DrawnOutcomes, OutcomesAsTheyWere, Past, PastCall
from crm_desktop.domain.simulation_reach import Missed, unreached
from crm_desktop.domain.simulation_records import Caller, Game, Played
from crm_desktop.domain.simulation_start import (
    as_it_was,
    assumed_hours,
    days_worked,
    hours_as_they_were,
    next_day_open,
    past_of,
    settled,
    usual_hours,
)
from crm_desktop.domain.zones import clock_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.progress import Progress
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.queue_snapshot import Snapshot, snapshot
from crm_desktop.store.unit_of_work import Store

PAST_DAYS = 28  # how far back calls say how the next ones go
MOST_DAYS = 7
MOST_PEOPLE = 200
LONGEST_SEED = 999_999
LISTED = 500  # leads of a reason that are named


class Span(StrEnum):
    """What is played."""

    TOMORROW = "tomorrow"
    LAST_DAYS = "last_days"


@dataclass(frozen=True, slots=True)
class TryOut:
    """A campaign as it would be, and what it is tried on.

    `days`: so many finished days of LAST_DAYS. `people`: so many at work tomorrow, None: those of the last
    days. The same `seed` gives the same answer as long as the queue is the same.
    """

    changed: Campaign
    span: Span = Span.TOMORROW
    days: int = 1
    people: int | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class HourTold:
    """An hour by the office's clock."""

    begins_at: datetime
    dialable: int  # at its beginning
    calls: int
    answered: int
    waited_s: int


@dataclass(frozen=True, slots=True)
class PersonTold:
    """One person's part; `person_id` None: an assumed colleague."""

    person_id: UUID | None
    calls: int
    answered: int
    worked_s: int
    waited_s: int
    dialable: tuple[int, ...]  # at each hour's beginning
    first_without: datetime | None


@dataclass(frozen=True, slots=True)
class UnreachedTold:
    """Leads not called for one reason; `lead_ids` holds the first of them. `opens_at`: of HOURS."""

    why: Missed
    is_never: bool
    leads: int
    lead_ids: tuple[UUID, ...]
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """What comes of one rule. `reached`: leads that were called, of `leads` that were open."""

    hours: tuple[HourTold, ...]
    people: tuple[PersonTold, ...]
    dry_at: datetime | None
    calls: int
    answered: int
    as_they_were: int  # calls whose result is the one the lead really gave
    results: tuple[tuple[str, int], ...]  # codes, most first
    leads: int
    reached: int
    unreached: tuple[UnreachedTold, ...]

    @property
    def never(self) -> int:
        """Leads that would not be reached however long it went on."""
        return sum(group.leads for group in self.unreached if group.is_never)


@dataclass(frozen=True, slots=True)
class TriedOut:
    """Today's rule beside the changed one, over the same hours, with the same people and luck."""

    today: Told
    changed: Told
    starts_at: datetime
    ends_at: datetime
    zone: str
    past_calls: int
    people: int
    handle_s: int
    assumed: frozenset[Assumed]


class SimulationService:
    """Tries rules out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def try_out(self, actor: Actor, command: TryOut, progress: Progress | None = None) -> TriedOut:
        """Play today's rule and the changed one. Reads once, writes nothing; may be cancelled.

        Raises UserError for rules that make no sense, a span, number or seed that can't be, and when there
        were no calls to play again.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        _check(command)
        with self._store.read(actor) as work:
            campaigns = Campaigns(work)
            today = campaigns.get(command.changed.id)
            if today is None:
                raise NotFound("This campaign does not exist any more. Choose another one.")
            # Whom law keeps back isn't in the lanes; whose reason to call ends before the end is. Of days
            # that are over nobody knows any more; hours that law leaves stay.
            lawful = today.lawful if command.span is Span.TOMORROW else ()
            today = replace(today, lawful=lawful)
            command = replace(command, changed=replace(command.changed, lawful=lawful))
            office, now = workspace_zone(work), work.now
            check(
                command.changed, sorted({clock_of(zone, office) for zone in campaigns.zones(today.id)}), now
            )
            rules = (today.rules, command.changed.rules)
            fields = sorted({rule.who.skill for rule in rules if rule.who.skill})
            since = now - timedelta(days=PAST_DAYS)
            with_recent = any(rule.counts_recent for rule in rules)
            known = snapshot(work, today, fields, since, with_recent=with_recent)
            leaves = Leaves(work).all()
        played = replace(today, paused_at=None), replace(command.changed, paused_at=None, office_zone=office)
        if command.span is Span.TOMORROW:
            return _Tomorrow(known, command, *played, office, now, leaves).told(progress)
        return _LastDays(known, command, *played, office, now).told(progress)


def _check(command: TryOut) -> None:
    if not 1 <= command.days <= MOST_DAYS:
        raise UserError("Choose between 1 and {limit} days.", field="days", limit=MOST_DAYS)
    if command.people is not None and not 1 <= command.people <= MOST_PEOPLE:
        raise UserError("Choose between 1 and {limit} people.", field="people", limit=MOST_PEOPLE)
    if not 0 <= command.seed <= LONGEST_SEED:
        raise UserError("The seed is a number between 0 and {limit}.", field="seed", limit=LONGEST_SEED)


class _Span:
    """One stretch of time on which both rules are tried."""

    starts_at: datetime
    ends_at: datetime

    def __init__(
        self, known: Snapshot, command: TryOut, today: Campaign, changed: Campaign, office: str, now: datetime
    ) -> None:
        self.known, self.command, self.office, self.now = known, command, office, now
        self.today, self.changed = today, changed
        self.worked = days_worked(known.calls, office)
        self.assumed: set[Assumed] = set()

    def past(self) -> Past:
        """How calls went so far."""
        return past_of(self.known.calls, self.known.leads)

    def leads(self, campaign: Campaign) -> StandingLeads:
        """The queue at the start, as the campaign's rules have it."""
        raise NotImplementedError

    def callers(self, campaign: Campaign) -> tuple[Caller, ...]:
        """Who works when."""
        raise NotImplementedError

    def drawn(self, campaign: Campaign, past: Past) -> DrawnOutcomes | OutcomesAsTheyWere:
        """How calls go."""
        return DrawnOutcomes(past, campaign.dispositions, self.command.seed)

    def told(self, progress: Progress | None) -> TriedOut:
        """Play both."""
        past = self.past()
        found = []
        for part, campaign in enumerate((self.today, self.changed)):
            game = Game(
                campaign,
                self.leads(campaign),
                self.callers(campaign),
                self.drawn(campaign, past),
                self.starts_at,
                self.ends_at,
                self.known.present,
                self.known.everybody,
            )
            found.append(_told(game, play(game, _teller(progress, part))))
        self.assumed |= past.assumed
        today, changed = found
        seconds = sum(seconds for seconds, _ in past.handled.values())
        return TriedOut(
            today,
            changed,
            self.starts_at,
            self.ends_at,
            self.office,
            past.calls,
            sum(person.worked_s > 0 for person in changed.people),
            round(seconds / past.calls) if past.calls else 0,
            frozenset(self.assumed),
        )

    def skills(self, campaign: Campaign, person_id: UUID) -> frozenset[str]:
        """What somebody can, of the field the campaign asks for."""
        return self.known.skills.get(person_id, {}).get(campaign.rules.who.skill, frozenset())


class _Tomorrow(_Span):
    """The next day the campaign is called, from the queue as it stands now."""

    def __init__(
        self,
        known: Snapshot,
        command: TryOut,
        today: Campaign,
        changed: Campaign,
        office: str,
        now: datetime,
        leaves: Mapping[UUID, Leave],
    ) -> None:
        super().__init__(known, command, today, changed, office, now)
        there = ZoneInfo(office)
        self._leaves = leaves
        self.on = next_day_open(today, office, now)
        self.starts_at = datetime.combine(self.on, time(0), there).astimezone(ZoneInfo("UTC"))
        self.ends_at = self.starts_at + timedelta(days=1)
        self.people = self._people()
        hours = [begin for _, hours in self.people for begin, _ in hours]
        ends = [end for _, hours in self.people for _, end in hours]
        self.starts_at, self.ends_at = min(hours), max(ends)

    def _people(self) -> list[tuple[UUID, tuple[tuple[datetime, datetime], ...]]]:
        """Who works when; those with the most calls first."""
        worked = sorted(
            (
                item
                for item in self.worked.items()
                if item[0] in self.known.everybody and not self._is_away(item[0])
            ),
            key=lambda item: (-sum(len(calls) for calls in item[1].values()), item[0]),
        )
        found = [(who, usual_hours(days, self.on, self.office)) for who, days in worked]
        if not found:
            self.assumed.add(Assumed.HOURS)
            known = self.today.people or self.known.present
            found = [
                (who, assumed_hours(self.on, self.office)) for who in sorted(known) if not self._is_away(who)
            ]
        wanted = self.command.people or max(1, len(found))
        usual = found[0][1] if found else assumed_hours(self.on, self.office)
        more = ((uuid5(self.today.id, f"colleague {no}"), usual) for no in range(len(found), max(wanted, 0)))
        return [*found[:wanted], *more]

    def _is_away(self, who: UUID) -> bool:
        return who in self._leaves and self._leaves[who].holds(self.on)

    def leads(self, campaign: Campaign) -> StandingLeads:
        """The queue as it stands."""
        return settled(self.known.leads, self.known.skill_values, self.today, campaign)

    def callers(self, campaign: Campaign) -> tuple[Caller, ...]:
        """The team with its usual hours; an assumed colleague can what anybody of the team can."""
        can = {who: self.skills(campaign, who) for who, _ in self.people}
        of_all = frozenset().union(*can.values())
        return tuple(
            Caller(who, can[who], hours)
            if who in self.known.everybody
            else Caller(who, of_all, hours, is_extra=True)
            for who, hours in self.people
        )


class _LastDays(_Span):
    """Finished days played again, with the people and results they really had."""

    def __init__(
        self, known: Snapshot, command: TryOut, today: Campaign, changed: Campaign, office: str, now: datetime
    ) -> None:
        super().__init__(known, command, today, changed, office, now)
        there = ZoneInfo(office)
        midnight = datetime.combine(now.astimezone(there).date(), time(0), there)
        begins = datetime.combine(midnight.date() - timedelta(days=command.days), time(0), there)
        self.starts_at, self.ends_at = (each.astimezone(ZoneInfo("UTC")) for each in (begins, midnight))
        self.calls = tuple(call for call in known.calls if self.starts_at <= call.at < self.ends_at)
        if not self.calls:
            raise UserError(
                "Nobody called in this campaign in these days. Try tomorrow instead.",
                field="days",
            )
        self.then = as_it_was(known.leads, today, known.calls, self.starts_at, now)

    def leads(self, campaign: Campaign) -> StandingLeads:
        """The queue as it was."""
        return settled(self.then, self.known.skill_values, self.today, campaign)

    def callers(self, campaign: Campaign) -> tuple[Caller, ...]:
        """Who called then, when they did."""
        found = []
        for who, days in sorted(days_worked(self.calls, self.office).items()):
            hours = tuple(part for _, calls in sorted(days.items()) for part in hours_as_they_were(calls))
            found.append(Caller(who, self.skills(campaign, who), hours))
        return tuple(found)

    def drawn(self, campaign: Campaign, past: Past) -> OutcomesAsTheyWere:
        """Results as they were, drawn where a lead was never called."""
        by_lead: dict[bytes, list[PastCall]] = {}
        for call in self.calls:
            by_lead.setdefault(call.lead_id, []).append(call)
        drawn = DrawnOutcomes(past, campaign.dispositions, self.command.seed)
        return OutcomesAsTheyWere(by_lead, campaign.dispositions, drawn)


def _teller(progress: Progress | None, part: int) -> Callable[[float], None] | None:
    if progress is None:
        return None

    def tell(done: float) -> None:
        progress.check()
        progress.update(round(50 * (part + done)), 100)

    return tell


def _told(game: Game, played: Played) -> Told:
    groups = unreached(game, played)
    reached = len(played.called)
    return Told(
        hours=tuple(
            HourTold(hour.begins_at, hour.dialable, hour.calls, hour.answered, hour.waited_s)
            for hour in played.hours
        ),
        people=tuple(
            PersonTold(
                None if person.is_extra else person.person_id,
                person.calls,
                person.answered,
                person.worked_s,
                person.waited_s,
                tuple(person.dialable),
                person.first_without,
            )
            for person in played.people
        ),
        dry_at=played.dry_at,
        calls=len(played.calls),
        answered=played.answered,
        as_they_were=sum(call.is_as_it_was for call in played.calls),
        results=tuple(played.results.most_common()),
        leads=reached + sum(len(group.leads) for group in groups),
        reached=reached,
        unreached=tuple(
            UnreachedTold(
                group.why, group.is_never, len(group.leads), _ids(played.leads, group.leads), group.opens_at
            )
            for group in groups
        ),
    )


def _ids(leads: StandingLeads, numbers: Sequence[int]) -> tuple[UUID, ...]:
    return tuple(UUID(bytes=leads.lead_ids[no]) for no in numbers[:LISTED])
