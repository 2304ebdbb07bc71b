"""`targets`: what each person was to reach on these days and what they did; so too campaigns, teams, all.

What stands beside a figure is the sum of what the days owed (`domain/targets.py`): a day's target on each,
else the day's share of a week's or month's. Kept to a campaign, the targets are those in this campaign. What
several reach together stands here only for who sees the figures of all of them, so that each has its receipt.
A team is who was in it on each day (`domain/memberships.py`): who leads it is told also what those did who
are no longer in it, each call with its time and result, but not whose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from crm_desktop.domain.kpi import merged
from crm_desktop.domain.memberships import Stretch
from crm_desktop.domain.people import Permission, Person, Reach, Role
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import (
    FIGURES,
    OFFICE,
    Aims,
    Measure,
    Owed,
    Subject,
    Whose,
    days_between,
    in_whole,
    of_person,
)
from crm_desktop.services.reports.asked import Asked, midnight
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    columns_of,
    notes_of,
    people_rows,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.former_rows import FormerRows
from crm_desktop.store.memberships import memberships
from crm_desktop.store.people import People
from crm_desktop.store.receipt_rows import Found as BehindFound
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.targets import Targets

TITLE_LABELS: dict[str, str] = {
    "targets": "Targets",
    "campaign": "Campaign",
    "team": "Team",
    "office": "Office",
}
NOTE_SENTENCES: dict[str, str] = {
    "owed": "Days owe the target that held on them: a day’s own, else its share of the week’s or month’s "
    "working days. Days off and leave owe nothing.",
    "none": "Nobody had a target on these days. Choose other days, or another report.",
    "none_together": "None of them had a goal on these days. Choose other days, or another report.",
    "of_all": "Goals of campaigns and of the office are everybody’s together: they stand here for who sees "
    "everybody’s figures. Choose “by person”.",
    "of_lead": "What a team reaches together stands here for who leads it. For your own targets choose "
    "“by person”; how far the team’s goal is stands on My day.",
    "of_some": "A team stands here with all its people. Ask about everybody to see it.",
    "of_none": "A team has no goal of its own in a campaign. Ask about all campaigns.",
    "then": "A team’s calls are those of who was in it on each day.",
    "former": "Rows without a name are of people who were in the team then and no longer are.",
}
_NAMES: Mapping[str, Column] = {
    "person": PERSON,
    **{by: text_column(by, TITLE_LABELS[by]) for by in ("campaign", "team", "office")},
}
#: Under which name the sums have what was owed of each measure.
AIMED: Mapping[str, Measure] = {f"aimed_{FIGURES[measure]}": measure for measure in Measure}


@dataclass(frozen=True, slots=True)
class _Together:
    """A campaign, a team or the office, and who of the question belongs to it.

    Of a team: which days of them, `former` those of people who are out of sight by now.
    """

    subject: Subject
    name: str
    people: tuple[UUID, ...]
    stretches: tuple[Stretch, ...] = ()
    former: tuple[Stretch, ...] = ()


def owed(asked: Asked, aims: Aims, subject: Subject, measure: Measure) -> list[Owed]:
    """What each day of the question owes of a target, those that owe anything: of a person in a team, its."""
    days: Iterable[date] = days_between(date_of(asked.span.first_day), date_of(asked.span.last_day))
    if subject.person_id is not None and asked.span.stretches is not None:
        there = replace(asked.span, stretches=(*asked.span.stretches, *asked.former))
        days = [day for day in days if there.holds(subject.person_id, number_of(day))]
    found = (aims.day_owes(subject, measure, day) for day in days)
    return [each for each in found if each is not None]


def aims_of(asked: Asked) -> Aims:
    """All that people of the question were to reach."""
    former = dict.fromkeys(each.person_id for each in asked.former)
    return Targets(asked.work).aims(asked.span.people, asked.span.campaign_id, former, asked.team_id)


def _former_subjects(asked: Asked, aims: Aims) -> list[Subject]:
    """Who of those that are no longer in the team was to reach something: callers, or with own targets."""
    if not asked.former:
        return []
    those = {each.person_id for each in asked.former}
    own = {target.subject.person_id for target in aims.targets}
    return [
        of_person(person.id, asked.span.campaign_id)
        for person in People(asked.work).all()
        if person.id in those and (person.role is Role.TELECALLER or person.id in own)
    ]


def _whom(asked: Asked, aims: Aims, *sums: Mapping[UUID, Any]) -> list[Person]:
    """Who is to reach something: callers, and others who called or sold on these days or have own targets."""
    own = {target.subject.person_id for target in aims.targets}
    return [
        person
        for person in asked.people
        if person.id in own
        or any(person.id in each for each in sums)
        or (person.role is Role.TELECALLER and not person.is_disabled)
    ]


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The sums of each person's days; measures without any target stay out."""
    if asked.by != "person":
        return _find_together(asked, columns)
    sums, aims = ReportSums(asked.work), aims_of(asked)
    calls, sales = sums.calls(asked.span, "person_id"), sums.sales(asked.span)
    aimed: dict[UUID, dict[str, Any]] = {}
    for person in _whom(asked, aims, calls, sales):
        of_days = _owed_in_all(asked, aims, of_person(person.id, asked.span.campaign_id))
        if any(of_days.values()):
            aimed[person.id] = of_days
    of_former = merged(_owed_in_all(asked, aims, subject) for subject in _former_subjects(asked, aims))
    shown = _columns_asked(columns, (*aimed.values(), of_former))
    note = NOTE_SENTENCES["owed" if aimed or any(of_former.values()) else "none"]
    former = {**former_sums(asked, Source.CALL, Source.SALE), **of_former}
    rows = people_rows(asked, shown, calls, sales, aimed, former=former)
    return Found(rows, (note, *then_notes(asked), *notes_of(calls)), columns=shown)


def _owed_in_all(asked: Asked, aims: Aims, subject: Subject) -> dict[str, int]:
    return {name: sum(in_whole(owed(asked, aims, subject, measure))) for name, measure in AIMED.items()}


def _columns_asked(columns: Sequence[Column], aimed: Iterable[Mapping[str, int]]) -> tuple[Column, ...]:
    """The columns whose measure has a target."""
    asked_for = {AIMED[name] for each in aimed for name, value in each.items() if value}
    return tuple(c for c in columns if c.id == PERSON.id or _measure(c.id) in asked_for)


def _find_together(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The sums of campaigns, of teams or of the office, those that had a goal on these days."""
    sums, aims, name = ReportSums(asked.work), _aims_together(asked), _NAMES[asked.by]
    by = "campaign_id" if asked.by == "campaign" else "person_id"
    calls, sales = sums.calls(asked.span, by), sums.sales(asked.span, by)
    those, found = _those_together(asked), list[tuple[_Together, dict[str, int]]]()
    for each in those:
        of_days = _owed_in_all(asked, aims, each.subject)
        if any(of_days.values()):
            found.append((each, of_days))
    shown = (name, *_columns_asked(columns, (of_days for _, of_days in found))[1:])
    rows = []
    for each, of_days in found:
        if each.subject.team_id is not None:
            done = _done_by_team(asked, each.subject)
        else:
            keys = each.people if each.subject.campaign_id is None else (each.subject.campaign_id,)
            done = merged([of[key] for of in (calls, sales) for key in keys if key in of])
        rows.append(make_row(each.name, {**done, **of_days, name.id: each.name}, shown))
    return Found(rows, (*_notes_together(asked, those, is_empty=not rows), *notes_of(calls)), columns=shown)


def _done_by_team(asked: Asked, subject: Subject) -> Mapping[str, int]:
    """What its people of each day did, those who are out of sight by now too."""
    days = date_of(asked.span.first_day), date_of(asked.span.last_day)
    return Targets(asked.work).done_together(subject, *days)


def _notes_together(asked: Asked, those: Sequence[_Together], *, is_empty: bool) -> tuple[str, ...]:
    if asked.by != "team":
        note = ("none_together" if _is_of_all(asked) else "of_all") if is_empty else "owed"
        return (NOTE_SENTENCES[note],)
    if those:
        notes = ("none_together",) if is_empty else ("owed", "then")
    elif asked.span.campaign_id is not None:
        notes = ("of_none",)
    elif asked.actor.reach(Permission.SEE_REPORTS) is Reach.OWN:
        notes = ("of_lead",)
    else:
        notes = ("of_some" if _is_of_some(asked) else "none_together",)
    former = ("former",) if any(each.former for each in those) and not is_empty else ()
    return tuple(NOTE_SENTENCES[note] for note in (*notes, *former))


def _aims_together(asked: Asked) -> Aims:
    return Targets(asked.work).every_aim(())


def _is_of_all(asked: Asked) -> bool:
    return set(asked.span.people) == set(asked.everyone)


def _is_of_some(asked: Asked) -> bool:
    """Whether it was asked about some people alone."""
    return any(what == "person" for what, _ in asked.kept_to)


def _those_together(asked: Asked) -> list[_Together]:
    """Campaigns, teams or the office: those all of whose people the question is about, by name."""
    found = _teams(asked) if asked.by == "team" else _others(asked)
    return [each for each in found if asked.keys is None or each.name in asked.keys]


def _others(asked: Asked) -> list[_Together]:
    if not _is_of_all(asked):
        return []
    if asked.by == "office":
        in_one = asked.span.campaign_id is not None
        return [] if in_one else [_Together(OFFICE, asked.office, asked.everyone)]
    named = sorted(ReportSums(asked.work).campaign_names().items(), key=lambda each: each[1].casefold())
    return [
        _Together(Subject(Whose.CAMPAIGN, campaign_id=id), name, asked.everyone)
        for id, name in named
        if asked.span.campaign_id in (None, id)
    ]


def _teams(asked: Asked) -> list[_Together]:
    """Every team, for who leads all of them; one's own, with who was in it, for who leads that."""
    reach = asked.actor.reach(Permission.SEE_REPORTS)
    if asked.span.campaign_id is not None or reach not in (Reach.TEAM, Reach.ALL):
        return []  # a team has no goal in one campaign
    known, among = memberships(asked.work), set(asked.span.people)
    found = []
    for team in People(asked.work).teams():
        all_days = known.stretches(team.id, asked.span.first_day, asked.span.last_day)
        seen = tuple(each for each in all_days if each.person_id in among)
        former = tuple(each for each in all_days if each.person_id not in among)
        is_own = reach is Reach.TEAM and team.id == asked.actor.team_id and not _is_of_some(asked)
        if all_days and (is_own or not former):
            people = tuple({each.person_id: None for each in seen})
            found.append(_Together(Subject(Whose.TEAM, team_id=team.id), team.name, people, seen, former))
    return found


def together_within(asked: Asked, keys: Collection[str]) -> tuple[Asked, Callable[[BehindRow], bool]]:
    """The question about campaigns, teams or the office of these names alone, and which rows are theirs."""
    asked = replace(asked, keys=frozenset(keys))
    found = _those_together(asked)
    if asked.by == "campaign":
        among = {each.subject.campaign_id for each in found}
        return asked, lambda row: row.campaign_id in among
    members = tuple(who for each in found for who in each.people)
    span = replace(asked.span, people=members)
    if asked.by == "team":
        span = replace(span, stretches=tuple(days for each in found for days in each.stretches))
    return replace(asked, span=span), lambda _: True


def former_rows(asked: Asked, source: Source) -> list[BehindFound]:
    """What those did of the teams asked about who are out of sight by now: rows without whose they are."""
    return [
        one
        for each in (_those_together(asked) if asked.by == "team" else ())
        if each.former and each.subject.team_id is not None
        for one in FormerRows(asked.work, each.subject.team_id, each.former).calls_and_sales(asked.span)
        if one[0].source is source
    ]


def _measure(column: str) -> Measure:
    return Measure(column.removeprefix("aim_").removeprefix("of_"))


def rows_behind(asked: Asked, name: str) -> list[tuple[BehindRow, dict[str, int]]]:
    """Each day of each person (or campaign, team, the office) with what it owed, by which target."""
    measure, sums, seen = AIMED[name], ReportSums(asked.work), set(asked.span.people)
    if asked.by != "person":
        aims = _aims_together(asked)
        subjects = [each.subject for each in _those_together(asked)]
    else:
        aims = aims_of(asked)
        people = _whom(asked, aims, sums.calls(asked.span, "person_id"), sums.sales(asked.span))
        among = [person.id for person in people if person.id in asked.span.people]
        subjects = [of_person(who, asked.span.campaign_id) for who in among]
        subjects += _former_subjects(asked, aims)
    found = []
    for subject in subjects:
        days = owed(asked, aims, subject, measure)
        for day, part in zip(days, in_whole(days), strict=True):
            is_told = subject.person_id is None or subject.person_id in seen
            row = BehindRow(
                Source.TARGET, day.target.id if day.target is not None and is_told else None,
                midnight(day.day, asked.zone), subject.person_id if is_told else None,
                campaign_id=subject.campaign_id, what=day.period.value,
            )  # fmt: skip
            found.append((row, {name: part}))
    return found


_COLUMNS = tuple(
    each
    for measure in Measure
    for each in columns_of(measure.value, f"aim_{measure.value}", f"of_{measure.value}")
)
REPORT = Report(
    "targets",
    TITLE_LABELS["targets"],
    (PERSON, *_COLUMNS),
    find,
    by=tuple(_NAMES),
    narrows=("campaign",),
    of_then=("person",),
)
