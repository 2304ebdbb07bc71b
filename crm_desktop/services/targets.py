"""Targets of people, campaigns, teams and the office: from tomorrow on, each day by what held on it.

`services/reports/targets.py` is the report, `domain/targets.py` says what a day owes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.formats import day_of_date, minor_digits
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import (
    EACH,
    FIGURES,
    MOST,
    OFFICE,
    STREAK_LOOKS_BACK,
    Aims,
    Calendar,
    Measure,
    Period,
    Reached,
    Subject,
    Target,
    Whose,
    of_person,
    rounded,
)
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.advanced import is_advanced
from crm_desktop.store.campaigns import Campaigns, office_date
from crm_desktop.store.people import People
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.tables import targets
from crm_desktop.store.targets import KeptCalendar, KeptTarget, Targets, total_of
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["KeptCalendar", "KeptTarget", "Mine", "SetTarget", "TargetService"]

#: Settings that are targets of each caller: what they measure, for how long.
FROM_TOMORROW: Mapping[str, tuple[Measure, Period]] = {
    "calls_target": (Measure.CALLS, Period.DAY),
    "sales_target": (Measure.AMOUNT, Period.MONTH),
}
_DAY_S = 24 * 3600
_t = targets.c


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A new target. `amount` as in `domain.targets.Target`; `from_on` None: from tomorrow on."""

    subject: Subject
    measure: Measure
    period: Period
    amount: int | None
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """How far somebody's own targets are, and those they reach together with others.

    `streak`: days in a row on which the day's targets were reached; None where it is switched off.
    """

    day: date
    goals: tuple[Reached, ...]
    together: tuple[Reached, ...] = ()
    streak: int | None = None


class TargetService:
    """Gives and sets targets; a person sees the own ones, a team lead sets those of the own team."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- setting ---

    def set(self, actor: Actor, command: SetTarget) -> Target:
        """A new target, from tomorrow or a later day on; what held until then stays what those days owed.

        Raises UserError for an amount that makes no sense, and for a day that is today or past.
        """
        with self._store.write(actor) as work:
            _may_set(work, actor, command.subject)
            _check(command)
            begins = _to_come(work, command.from_on)
            target = Targets(work).add(
                Target(command.subject, command.measure, command.period, command.amount, number_of(begins))
            )
            subject = command.subject
            about = subject.person_id or subject.campaign_id or subject.team_id
            work.record(
                "target.set", subject.whose.value, about,
                measure=target.measure.value, period=target.period.value, amount=target.amount,
                from_on=target.from_on,
            )  # fmt: skip
            work.announce("settings")
            return target

    def kept(self, actor: Actor, subject: Subject | None = None) -> tuple[KeptTarget, ...]:
        """Every version within reach, of one subject if said, in the order in which they hold."""
        reached = actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            if subject is not None:
                which = [_t.whose == subject.whose.value]
                for column, value in (
                    (_t.person_id, subject.person_id),
                    (_t.campaign_id, subject.campaign_id),
                    (_t.team_id, subject.team_id),
                ):
                    which.append(column.is_(None) if value is None else column == value)
                found = Targets(work).kept(*which)
            else:
                found = Targets(work).kept()
            people = {person.id: person for person in People(work).all()}
            return tuple(each for each in found if _may_see(actor, reached, each.target.subject, people))

    # --- the office's calendar ---

    def calendars(self, actor: Actor) -> tuple[KeptCalendar, ...]:
        """Every version of on which days the office works, in the order in which they hold."""
        with self._store.read(actor) as work:
            return Targets(work).calendars()

    def set_calendar(self, actor: Actor, calendar: Calendar, from_on: date | None = None) -> Calendar:
        """The office's working days from tomorrow or a later day on; earlier days stay what they were.

        Raises UserError where nobody would ever work.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if not calendar.days:
            raise UserError("Choose at least one day of the week on which the office works.", field="days")
        with self._store.write(actor) as work:
            new = replace(calendar, from_on=number_of(_to_come(work, from_on)))
            Targets(work).add_calendar(new)
            work.record("calendar.set", "workspace", workspace_info(work).id, from_on=new.from_on)
            work.announce("settings")
            return new

    # --- how far they are ---

    def mine(self, actor: Actor, day: date | None = None) -> Mine:
        """The own targets of the shift one is in, or of a day; what is switched off isn't counted."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            return mine(work, actor, day)

    def of_person(self, actor: Actor, person_id: UUID) -> tuple[Reached, ...]:
        """How far somebody's targets are today; raises NotAllowed for people out of reach."""
        reached = actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            person = _person(work, person_id)
            if not _is_within(actor, reached, person):
                raise NotAllowed("These figures are not yours to see. Ask your team lead.")
            return goals_of(work, person_id, date_of(Shifts(work).day_of(person_id, work.now)))

    def of_campaign(self, actor: Actor, campaign_id: UUID) -> tuple[Reached, ...]:
        """How far a campaign's targets are, everybody's calls in it together."""
        actor.require(Permission.SET_TARGETS, Reach.TEAM)
        with self._store.read(actor) as work:
            subject = Subject(Whose.CAMPAIGN, campaign_id=campaign_id)
            return _together(work, Targets(work).aims((), campaign_id), (subject,), office_date(work))

    def together(self, actor: Actor) -> tuple[Reached, ...]:
        """How far the goals of the own team and of the office are."""
        with self._store.read(actor) as work:
            return _together_of(work, actor, office_date(work))


# --- within a transaction ---


def mine(work: Work, actor: Actor, day: date | None = None) -> Mine:
    """See `TargetService.mine`."""
    on = day or date_of(Shifts(work).day_of(actor.person_id, work.now))
    goals = goals_of(work, actor.person_id, on)
    together = _together_of(work, actor, on) if _is_shown(work, actor, "team_goal") else ()
    streak = None
    if is_advanced(work) and _is_shown(work, actor, "streaks"):
        since = on - timedelta(days=STREAK_LOOKS_BACK)
        done = Targets(work).done(since, on, [actor.person_id]).get(actor.person_id, {})
        streak = Targets(work).aims([actor.person_id]).streak(actor.person_id, on, done)
    return Mine(on, goals, together, streak)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What a caller's desk shows: calls the day owes (0: none), the targets in a campaign, a goal reached."""

    calls: int
    goals: tuple[Reached, ...] = ()
    is_goal_reached: bool = False


def at_desk(work: Work, actor: Actor, day: date, campaign_id: UUID | None) -> AtDesk:
    """What the desk shows of a day; it is asked after each act, so that targets are read once."""
    rows, me = Targets(work), actor.person_id
    aims = rows.aims([me], campaign_id)
    calls = calls_aimed(aims, me, day)
    if campaign_id is None:
        return AtDesk(calls)
    goals = tuple(_of_one(rows, aims, of_person(me, campaign_id), day))
    return AtDesk(calls, goals, _is_reached_together(work, actor, aims, day))


def _is_reached_together(work: Work, actor: Actor, aims: Aims, day: date) -> bool:
    """Whether a goal of this day that the team or the office shares is reached, and may be told."""
    shared = {Whose.TEAM, Whose.OFFICE}
    if not any(each.subject.whose in shared and each.period is Period.DAY for each in aims.targets):
        return False
    if not _is_shown(work, actor, "team_goal"):
        return False
    return any(goal.is_met for goal in _together(work, aims, _ours(actor), day, (Period.DAY,)))


def _is_shown(work: Work, actor: Actor, key: str) -> bool:
    """Whether neither the workspace nor the person has switched it off."""
    rows = SettingRows(work)
    kept = (rows.of_workspace(key), rows.get("person", actor.person_id, f"{key}_shown"))
    return all(each is None or bool(each) for each in kept)


def goals_of(work: Work, person_id: UUID, day: date) -> tuple[Reached, ...]:
    """How far a person's targets of a day, its week and its month are; those in campaigns at the end."""
    rows = Targets(work)
    aims = rows.every_aim([person_id])
    campaigns = {
        target.subject.campaign_id for target in aims.targets if target.subject.whose is Whose.IN_CAMPAIGN
    }
    subjects = [of_person(person_id), *(of_person(person_id, each) for each in sorted(campaigns, key=str))]
    names = ReportSums(work).campaign_names() if campaigns else {}
    found: list[Reached] = []
    for subject in subjects:
        name = names.get(subject.campaign_id, "") if subject.campaign_id else ""
        found += [replace(each, campaign=name) for each in _of_one(rows, aims, subject, day)]
    return tuple(found)


def _of_one(rows: Targets, aims: Aims, subject: Subject, day: date) -> list[Reached]:
    """Read only for a subject that has a target."""
    assert subject.person_id is not None
    person_id, read = subject.person_id, dict[str, Any]()

    def count(measure: Measure) -> Callable[[date, date], int]:
        def between(first: date, last: date) -> int:
            if "done" not in read:
                since = min(aims.work_days.period_of(period, day)[0] for period in Period)
                done = rows.done(since, day, [person_id], subject.campaign_id)
                read["done"] = done.get(person_id, {})
            return total_of(read["done"], measure, first, last)

        return between

    found = (
        aims.reached(subject, measure, period, day, count(measure))
        for measure in Measure
        for period in Period
    )
    return [each for each in found if each is not None]


def _together_of(work: Work, actor: Actor, day: date) -> tuple[Reached, ...]:
    return _together(work, Targets(work).aims(), _ours(actor), day)


def _ours(actor: Actor) -> tuple[Subject, ...]:
    """The own team, and the office."""
    team = () if actor.team_id is None else (Subject(Whose.TEAM, team_id=actor.team_id),)
    return (*team, OFFICE)


def _together(
    work: Work, aims: Aims, subjects: Iterable[Subject], day: date, periods: Iterable[Period] = tuple(Period)
) -> tuple[Reached, ...]:
    rows, sums = Targets(work), dict[tuple[Subject, date, date], Mapping[str, int]]()

    def count(subject: Subject, measure: Measure) -> Callable[[date, date], int]:
        def between(first: date, last: date) -> int:
            key = (subject, first, last)
            if key not in sums:
                sums[key] = rows.done_together(*key)
            return sums[key].get(FIGURES[measure], 0)

        return between

    found = (
        aims.reached(subject, measure, period, day, count(subject, measure))
        for subject in subjects
        for measure in Measure
        for period in periods
    )
    return tuple(each for each in found if each is not None)


def calls_aimed(aims: Aims, person_id: UUID, day: date) -> int:
    """How many calls a day owes of a person; 0 for none, so on a day off too."""
    owed = aims.day_owes(of_person(person_id), Measure.CALLS, day)
    return 0 if owed is None else rounded([owed.share])


def month_amount(work: Work, people: Iterable[UUID], day: date) -> int:
    """What the month of a day asks of these people together, as amount of sales in minor units."""
    wanted = tuple(people)
    aims = Targets(work).aims(wanted)
    found = (aims.reached(of_person(who), Measure.AMOUNT, Period.MONTH, day, lambda *_: 0) for who in wanted)
    return sum(each.target for each in found if each is not None)


# --- the settings that are targets of each caller ---


def as_set(work: Work, key: str) -> int | None:
    """What was set last for each caller, whenever it holds; None when it never was."""
    measure, period = FROM_TOMORROW[key]
    found = Targets(work).kept(
        _t.whose == Whose.EACH.value, _t.measure == measure.value, _t.period == period.value
    )
    if not found:
        return None
    return int((found[-1].target.amount or 0) // _minor(work, key))


def set_for_each(work: Work, key: str, value: int) -> None:
    """What each caller is to reach from tomorrow on; in a unit of work of an admin."""
    measure, period = FROM_TOMORROW[key]
    begins = number_of(_to_come(work, None))
    Targets(work).add(Target(EACH, measure, period, value * _minor(work, key), begins))


def _minor(work: Work, key: str) -> int:
    """What one of the setting is in the target's unit."""
    is_money = FROM_TOMORROW[key][0] is Measure.AMOUNT
    return 10 ** minor_digits(workspace_info(work).currency) if is_money else 1


# --- checks ---


def _to_come(work: Work, begins: date | None) -> date:
    """The day from which something holds: tomorrow, or a later one."""
    today = office_date(work)
    if begins is None:
        return today + timedelta(days=1)
    if begins <= today:
        raise UserError(
            "Targets change from tomorrow on. Choose a day after {day}.",
            field="from_on",
            day=day_of_date(today),
        )
    return begins


def _check(command: SetTarget) -> None:
    amount = command.amount
    if amount is None:
        return
    if not 0 <= amount <= MOST:
        raise UserError("A target is a number from 0 on. Type another.", field="amount")
    if command.measure is Measure.TALK and command.period is Period.DAY and amount > _DAY_S:
        raise UserError("A day has 24 hours. Type less time.", field="amount")


def _may_set(work: Work, actor: Actor, subject: Subject) -> None:
    reached = actor.require(Permission.SET_TARGETS, Reach.TEAM)
    if subject.campaign_id is not None and Campaigns(work).get(subject.campaign_id) is None:
        raise NotFound("This campaign does not exist any more. Choose another.", field="campaign")
    if subject.person_id is not None:
        person = _person(work, subject.person_id)
        if person.left_at is not None:
            raise NotFound("This person is not here any more. Choose another one.", field="person")
        if not _is_within(actor, reached, person):
            raise NotAllowed("Only their team lead or an admin sets this target. Ask one.")
    if subject.team_id is not None:
        if all(team.id != subject.team_id for team in People(work).teams()):
            raise NotFound("This team does not exist any more. Choose another.", field="team")
        if reached is not Reach.ALL and subject.team_id != actor.team_id:
            raise NotAllowed("Only their team lead or an admin sets this target. Ask one.")
    if subject.whose in (Whose.EACH, Whose.OFFICE) and reached is not Reach.ALL:
        raise NotAllowed("Only an admin sets what everybody is to reach. Ask an admin.")


def _person(work: Work, person_id: UUID) -> Person:
    person = People(work).get(person_id)
    if person is None:
        raise NotFound("This person is not here any more. Choose another one.", field="person")
    return person


def _is_within(actor: Actor, reached: Reach, person: Person) -> bool:
    if reached is Reach.ALL or person.id == actor.person_id:
        return True
    return reached is Reach.TEAM and actor.team_id is not None and person.team_id == actor.team_id


def _may_see(actor: Actor, reached: Reach, subject: Subject, people: Mapping[UUID, Person]) -> bool:
    if reached is Reach.ALL:
        return True
    if subject.person_id is not None:
        person = people.get(subject.person_id)
        return person is not None and _is_within(actor, reached, person)
    return subject.team_id is None or subject.team_id == actor.team_id
