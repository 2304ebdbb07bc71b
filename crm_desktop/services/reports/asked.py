"""What a report is asked: which days, whose, by what; and who may ask it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.memberships import FAR_DAY, Stretch
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.memberships import memberships
from crm_desktop.store.people import People
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Work

LONGEST_DAYS = 3 * 366
NO_SOURCE = "–"
# What rows can stand for.
BY_LABELS: dict[str, str] = {
    "person": "by person",
    "day": "by day",
    "hour": "by hour",
    "campaign": "by campaign",
    "result": "by result",
    "weekday_hour": "by hour and weekday",
    "weekday": "by weekday",
    "month": "by month",
    "week": "by week",
    "week_person": "by person and week",
    "question": "by question",
    "team": "by team",
    "office": "the office together",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What someone wants to know. Days are dates of the office, both included; None: today.

    `people` narrows it to these of those within reach; `by` is one of the report's own ways, "" its first.
    `campaign_id`, `source` ("": leads without one) and `tag` (its name) keep to what belongs to them.
    """

    first: date | None = None
    last: date | None = None
    people: tuple[UUID, ...] = ()
    by: str = ""
    campaign_id: UUID | None = None
    source: str | None = None
    tag: str = ""

    @property
    def narrows(self) -> tuple[str, ...]:
        """What of campaign, source and tag it keeps to."""
        asked = (("campaign", self.campaign_id), ("source", self.source), ("tag", self.tag or None))
        return tuple(name for name, value in asked if value is not None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question within an open transaction, with everything reports need to answer it.

    `keys`: of what several did together, the rows of these names alone. `team_id`: of whose rows it is about,
    for who leads a team and asks about everybody: who was in it on each day. Those of its people who were and
    no longer are (`former`) are out of sight: they count without name.
    """

    work: Work
    actor: Actor
    people: tuple[Person, ...]
    everyone: tuple[UUID, ...]
    span: Span
    zone: str
    currency: str
    office: str
    by: str
    kept_to: tuple[tuple[str, str], ...] = ()  # what it keeps to: what is narrowed, and to what, in words
    keys: frozenset[str] | None = None
    team_id: UUID | None = None
    former: tuple[Stretch, ...] = ()

    @property
    def now(self) -> datetime:
        """The moment of the question."""
        return self.work.now

    def other_days(self, first: date, last: date) -> Asked:
        """The same question about other days."""
        people = tuple(p.id for p in self.people)
        there, of = make_span(first, last, self.zone, people, self.everyone), self.span
        span = replace(there, campaign_id=of.campaign_id, source=of.source, tag_id=of.tag_id)
        return replace(self, span=span).of_then()

    def of_then(self) -> Asked:
        """The same, of who was in `team_id` on each of its days."""
        if self.team_id is None:
            return self
        first, last, among = self.span.first_day, self.span.last_day, {p.id for p in self.people}
        known = memberships(self.work).stretches(self.team_id, first, last)
        seen = tuple(each for each in known if each.person_id in among)
        former = tuple(each for each in known if each.person_id not in among)
        always = {each.person_id for each in seen if (each.first, each.last) == (first, last)}
        is_as_now = not former and always == among
        return replace(self, former=former, span=replace(self.span, stretches=None if is_as_now else seen))

    def everybodys(self) -> Span:
        """The span of everybody who was in the team on each day, those who are out of sight too.

        For what is told of leads, whose calls whoever sees them sees.
        """
        if self.span.stretches is None:
            return self.span
        return self._of_all((*self.span.stretches, *self.former))

    def ever_since(self) -> Span:
        """The same from the week before its days on, for what became of leads by now."""
        if self.team_id is None:
            return self.span
        all_days = memberships(self.work).stretches(self.team_id, self.span.week_before, FAR_DAY)
        always = {each.person_id for each in all_days if each.first == self.span.week_before}
        is_as_now = {(each.first, each.last) for each in all_days} == {(self.span.week_before, FAR_DAY)}
        return self.span if is_as_now and always == {p.id for p in self.people} else self._of_all(all_days)

    def _of_all(self, stretches: tuple[Stretch, ...]) -> Span:
        whose = dict.fromkeys([*self.span.people, *(each.person_id for each in stretches)])
        return replace(self.span, people=tuple(whose), stretches=stretches)

    def by_what(self, by: str) -> Asked:
        """The same question with rows for something else."""
        return replace(self, by=by)


def ask(work: Work, actor: Actor, question: Question, by: str, *, of_then: bool = False) -> Asked:
    """The question as far as this person may ask it; raises UserError for days that make no sense.

    `of_then`: about a whole team it is about who was in it on each day.
    """
    reached = actor.require(Permission.SEE_REPORTS)
    info = workspace_info(work)
    first, last = _days(question, work.now.astimezone(ZoneInfo(info.zone)).date())
    everybody = People(work).all()
    within = [p for p in everybody if _may_see(actor, reached, p)]
    if question.people:
        known = {p.id for p in everybody}
        if not known.issuperset(question.people):
            raise NotFound("This person is not here any more. Choose another one.", field="person")
        wanted = [p for p in within if p.id in question.people]
        if len(wanted) != len(set(question.people)):
            raise NotAllowed("These figures are not yours to see. Ask your team lead.")
        within = wanted
    everyone = tuple(p.id for p in everybody)
    span = make_span(first, last, info.zone, tuple(p.id for p in within), everyone)
    campaign = _campaign_of(work, question)
    tag_id = ReportChoices(work).tag_id(question.tag) if question.tag else None
    if question.tag and tag_id is None:
        raise NotFound("There is no tag “{tag}”. Choose another.", field="tag", tag=question.tag)
    span = replace(span, campaign_id=question.campaign_id, source=question.source, tag_id=tag_id)
    kept_to = tuple(
        (name, words)
        for name, words in (
            ("person", ", ".join(p.display_name for p in within) if question.people else ""),
            ("campaign", campaign),
            ("source", NO_SOURCE if question.source == "" else question.source or ""),
            ("tag", question.tag),
        )
        if words
    )
    team_id = actor.team_id if of_then and reached is Reach.TEAM and not question.people else None
    people = tuple(within)
    asked = Asked(work, actor, people, everyone, span, info.zone, info.currency, info.name, by, kept_to)
    return replace(asked, team_id=team_id).of_then()


def _campaign_of(work: Work, question: Question) -> str:
    if question.campaign_id is None:
        return ""
    name = ReportChoices(work).campaign_name(question.campaign_id)
    if name is None:
        raise NotFound("This campaign is not here any more. Choose another.", field="campaign")
    return name


def make_span(
    first: date, last: date, zone: str, people: tuple[UUID, ...], everyone: tuple[UUID, ...]
) -> Span:
    """The days with their moments by the office's clock."""
    after = last + timedelta(days=1)
    return Span(
        first_day=number_of(first),
        last_day=number_of(last),
        since=midnight(first, zone),
        until=midnight(after, zone),
        noon_after=midnight(after, zone) + timedelta(hours=13),  # noon, even where the clock was put back
        week_before=number_of(first - timedelta(days=7)),
        people=people,
        everyone=everyone,
        zone=zone,
    )


def midnight(day: date, zone: str) -> datetime:
    """When a date of the zone begins (UTC), also where the clock moves at midnight."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


def _days(question: Question, today: date) -> tuple[date, date]:
    first = question.first or min(question.last or today, today)
    last = question.last or max(first, today)
    if first > last:
        raise UserError(
            "The first day ({first}) comes after the last ({last}). Give them the other way round.",
            field="from",
            first=first.isoformat(),
            last=last.isoformat(),
        )
    if (last - first).days > LONGEST_DAYS:
        raise UserError("A report covers three years at the most. Choose fewer days.", field="from")
    return first, last


def _may_see(actor: Actor, reached: Reach, person: Person) -> bool:
    """Whose figures count: one's own, the own team's, everybody's."""
    if reached is Reach.ALL or person.id == actor.person_id:
        return True
    return reached is Reach.TEAM and actor.team_id is not None and person.team_id == actor.team_id
