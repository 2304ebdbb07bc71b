"""Hand-outs that repeat while a program of whoever made them, or of their equals, is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.calling.standing_lists import lists_of
from crm_desktop.services.handing_out import planned, within_reach
from crm_desktop.services.lead_rules import today
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.hand_out_plans import HandOutPlan, HandOutPlanRows
from crm_desktop.store.people import People
from crm_desktop.store.unit_of_work import Store, Work

SHORTEST, LONGEST = 5, 24 * 60  # minutes


class HandOutPlans:
    """Hand-outs that repeat; one that was due while no program was open is done once, when one opens."""

    def __init__(self, store: Store, batches: BatchService) -> None:
        self._store, self._batches = store, batches

    def save(
        self,
        actor: Actor,
        query: LeadQuery,
        how: HandOut,
        *,
        name: str,
        every_minutes: int | None = None,
        at_minute: int | None = None,
    ) -> HandOutPlan:
        """Repeat a hand-out of a view from the next time on; of a search it can't be."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        if query.text or query.among:
            raise UserError("A search can't be handed out again and again. Take filters instead.")
        if (every_minutes is None) == (at_minute is None):
            raise UserError("Say how often: every so many minutes, or once a day.", field="repeat")
        if every_minutes is not None and not SHORTEST <= every_minutes <= LONGEST:
            raise UserError("Leads are handed out every 5 minutes at most.", field="repeat")
        if at_minute is not None and not 0 <= at_minute < LONGEST:
            raise UserError("Choose a time of the day.", field="repeat")
        with self._store.write(actor) as work:
            planned(work, actor, (), how)  # raises what can't be
            now = work.now
            plan = HandOutPlan(
                new_id(), name.strip(), actor.person_id, query, how, every_minutes, at_minute, now, None
            )
            plan = replace(plan, next_at=next_time(plan, now, workspace_zone(work)))
            HandOutPlanRows(work).add(plan)
            work.record("hand_out_planned", "hand_out_plan", plan.id, people=len(how.people))
            return plan

    def all(self, actor: Actor) -> tuple[HandOutPlan, ...]:
        """Those this person may stop, the next one first."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.read(actor) as work:
            return tuple(plan for plan in HandOutPlanRows(work).all() if _may_run(work, actor, plan))

    def stop(self, actor: Actor, plan_id: UUID) -> None:
        """Hand out no more by it; what it handed out stays."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.write(actor) as work:
            rows = HandOutPlanRows(work)
            plan = next((each for each in rows.all() if each.id == plan_id), None)
            if plan is None:
                raise NotFound("This was stopped already.")
            if not _may_run(work, actor, plan):
                raise NotAllowed("Only whoever made this, or an admin, can stop it.")
            rows.remove(plan_id)
            work.record("hand_out_stopped", "hand_out_plan", plan_id)

    def run_due(self, actor: Actor) -> int:
        """Hand out whatever is due and theirs to run; gives how many leads were handed out."""
        if not actor.may(Permission.ASSIGN_LEADS, Reach.TEAM):
            return 0
        with self._store.read(actor) as work:
            due = [plan for plan in HandOutPlanRows(work).due() if _may_run(work, actor, plan)]
        return sum(self._run(actor, plan) for plan in due)

    def _run(self, actor: Actor, plan: HandOutPlan) -> int:
        with self._store.write(actor) as work:
            if not HandOutPlanRows(work).take(plan, next_time(plan, work.now, workspace_zone(work))):
                return 0
            known = {person.id for person in within_reach(work, actor)}
            how = replace(plan.how, people=tuple(p for p in plan.how.people if p[0] in known))
            numbers = list(lists_of(work, actor, plan.query).numbers(plan.query, today(work)))
            if not how.people or not planned(work, actor, numbers, how).gives:
                return 0
        return self._batches.hand_out(actor, numbers, how, new_id(), plan_id=plan.id).done


def next_time(plan: HandOutPlan, now: datetime, zone: str) -> datetime:
    """When it is due after `now`."""
    if plan.every_minutes is not None:
        return now + timedelta(minutes=plan.every_minutes)
    there = now.astimezone(ZoneInfo(zone))
    hour, minute = divmod(plan.at_minute or 0, 60)
    at = there.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if at <= there:
        at = (at + timedelta(days=1)).replace(hour=hour, minute=minute)
    return at.astimezone(now.tzinfo)


def _may_run(work: Work, actor: Actor, plan: HandOutPlan) -> bool:
    """One's own, and those of people with the very same reach: what it chooses is the same then."""
    if plan.person_id == actor.person_id:
        return True
    maker = People(work).get(plan.person_id)
    if maker is None or maker.role is not actor.role:
        return False
    return actor.reach(Permission.ASSIGN_LEADS) is Reach.ALL or maker.team_id == actor.team_id
