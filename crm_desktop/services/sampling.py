"""Drawing calls to review: rules of team leads and admins, and the draw of the week that is over.

A week is drawn once it is over, when somebody who reviews looks; what was drawn stays. Who was absent and who
made too few calls is kept with the draw, and so are calls that nobody measured.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Call
from crm_desktop.domain.people import Actor, Permission, Person, Reach, Role, Team
from crm_desktop.domain.sampling import (
    MOST_SEED,
    WEEK,
    Fits,
    SampleRule,
    check_rule,
    drawn,
    fits,
    outcome,
    week_of,
)
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotAllowed, NotFound
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import require_advanced
from crm_desktop.services.coached import coached
from crm_desktop.services.reports.asked import midnight
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.people import People
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.samples import Draw, RuleRow, Samples
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["AddRule", "Draw", "RuleRow", "Rules", "SamplingService"]


@dataclass(frozen=True, slots=True)
class AddRule:
    """So many calls a person and week; `seed` None: one is chosen. It takes the place of one for the same."""

    request_id: UUID
    team_id: UUID | None
    campaign_id: UUID | None
    per_week: int
    longer_than_s: int
    takes_unmeasured: bool
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold, what the last week's draw came to, and what a rule can be for."""

    rows: tuple[RuleRow, ...]
    week: date
    draws: tuple[Draw, ...]
    teams: tuple[Team, ...]
    campaigns: tuple[tuple[UUID, str], ...]


class SamplingService:
    """Behind the switch *Advanced*."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rules(self, actor: Actor) -> Rules:
        """What draws, for the own team or, to an admin, for all."""
        reached = actor.require(Permission.COACH, Reach.TEAM)
        with self._store.read(actor) as work:
            require_advanced(work)
            teams = People(work).teams()
            if reached is not Reach.ALL:
                teams = tuple(team for team in teams if team.id == actor.team_id)
            rows = tuple(row for row in Samples(work).rules() if _sees(actor, row.rule))
            week = last_week(work)
            people = [person.id for person in coached(work, actor)]
            draws = Samples(work).draws(people, number_of(week))
            return Rules(rows, week, draws, teams, ReportChoices(work).campaigns())

    def add_rule(self, actor: Actor, command: AddRule) -> SampleRule:
        """Keep a rule; raises UserError where it would draw nothing."""
        reached = actor.require(Permission.COACH, Reach.TEAM)
        seed = secrets.randbelow(MOST_SEED) if command.seed is None else command.seed
        check_rule(command.per_week, command.longer_than_s, seed)
        payload = {
            "team": str(command.team_id), "campaign": str(command.campaign_id), "n": command.per_week,
            "s": command.longer_than_s, "unmeasured": command.takes_unmeasured, "seed": str(command.seed),
        }  # fmt: skip
        if reached is not Reach.ALL and (actor.team_id is None or command.team_id != actor.team_id):
            raise NotAllowed("You make rules for your own team. Ask an admin.")
        with self._store.write(actor) as work:
            require_advanced(work)
            rows = Samples(work)
            earlier = work.earlier_result(command.request_id, "add_sample_rule", payload)
            if earlier is not None:
                return next(row.rule for row in rows.rules() if row.rule.id == UUID(earlier["rule"]))
            if command.team_id is not None and all(t.id != command.team_id for t in People(work).teams()):
                raise NotFound("This team is not here any more. Choose another.", field="team")
            choices = ReportChoices(work)
            if command.campaign_id is not None and choices.campaign_name(command.campaign_id) is None:
                raise NotFound("This campaign is not here any more. Choose another.", field="campaign")
            for row in rows.rules():
                if (row.rule.team_id, row.rule.campaign_id) == (command.team_id, command.campaign_id):
                    rows.end_rule(row.rule.id)
            rule = SampleRule(
                new_id(), command.team_id, command.campaign_id, command.per_week, command.longer_than_s,
                command.takes_unmeasured, seed, work.now,
            )  # fmt: skip
            rows.add_rule(rule)
            work.record("sampling.rule", "team", command.team_id, per_week=rule.per_week, seed=seed)
            work.announce("reviews", rule.id)
            work.keep_result(command.request_id, "add_sample_rule", payload, {"rule": str(rule.id)})
            return rule

    def end_rule(self, actor: Actor, rule_id: UUID) -> None:
        """A rule draws no more; harmless when repeated."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            rule = next((row.rule for row in Samples(work).rules() if row.rule.id == rule_id), None)
            if rule is None:
                return
            if not _sees(actor, rule) or (
                rule.team_id is None and actor.reach(Permission.COACH) is not Reach.ALL
            ):
                raise NotAllowed("This rule is for everybody. Ask an admin.")
            Samples(work).end_rule(rule_id)
            work.record("sampling.rule_ended", "team", rule.team_id)
            work.announce("reviews", rule_id)

    def draw(self, actor: Actor) -> int:
        """Draw what is due of the week that is over, for everybody within reach; how many calls it were."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            people = [p for p in coached(work, actor) if p.role is Role.TELECALLER and not p.is_disabled]
            week, taken, made = last_week(work), 0, 0
            for row in Samples(work).rules():
                of_rule = [p for p in people if row.rule.team_id in (None, p.team_id)]
                done = _draw(work, row.rule, week, of_rule)
                made, taken = made + len(done), taken + sum(done)
            if made:
                work.record("sampling.drawn", "workspace", None, week=number_of(week), calls=taken)
                work.announce("reviews")
            return taken


def last_week(work: Work) -> date:
    """The Monday of the week that was over last, by the office's clock."""
    today = work.now.astimezone(ZoneInfo(workspace_zone(work))).date()
    return week_of(today) - WEEK


def _sees(actor: Actor, rule: SampleRule) -> bool:
    return actor.reach(Permission.COACH) is Reach.ALL or rule.team_id in (None, actor.team_id)


def _draw(work: Work, rule: SampleRule, monday: date, people: Sequence[Person]) -> list[int]:
    """Draw for those not drawn for yet; how many calls for each."""
    rows, week = Samples(work), number_of(monday)
    done = rows.is_drawn(rule.id, week)
    left = [person for person in people if person.id not in done]
    if not left:
        return []
    ids, zone = [person.id for person in left], workspace_zone(work)
    sunday = monday + timedelta(days=6)
    found = rows.candidates(rule.campaign_id, week, number_of(sunday), ids)
    there = rows.were_there(ids, midnight(monday, zone), midnight(monday + WEEK, zone))
    counts = []
    for person in left:
        calls = [call for call in found if call.person_id == person.id]
        how = [fits(call, rule.longer_than_s, takes_unmeasured=rule.takes_unmeasured) for call in calls]
        pool: dict[UUID, Call] = {c.id: c for c, fit in zip(calls, how, strict=True) if fit is Fits.YES}
        chosen = drawn(rule.seed, week, pool, rule.per_week)
        came_to = outcome(
            len(chosen), rule.per_week, len(pool), was_there=person.id in there or bool(calls)
        )  # fmt: skip
        draw = Draw(
            new_id(), rule.id, week, person.id, person.display_name, work.now, came_to, rule.per_week,
            len(pool), len(chosen), how.count(Fits.UNMEASURED),
        )  # fmt: skip
        if rows.add_draw(draw, [(new_id(), pool[call_id]) for call_id in chosen]):
            counts.append(len(chosen))
    return counts
