"""`targets`: what each person was to reach on these days and what they did, a row for each person.

What stands beside a figure is the sum of what the days owed (`domain/targets.py`): a day's target on each,
else the day's share of a week's or month's. Kept to a campaign, the targets are those in this campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from crm_desktop.domain.people import Person, Role
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.shift import date_of
from crm_desktop.domain.targets import (
    FIGURES,
    Aims,
    Measure,
    Owed,
    days_between,
    in_whole,
    of_person,
)
from crm_desktop.services.reports.asked import Asked, midnight
from crm_desktop.services.reports.report import PERSON, Found, Report, columns_of, notes_of, people_rows
from crm_desktop.services.reports.table import Column
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.targets import Targets

TITLE_LABELS: dict[str, str] = {"targets": "Targets"}
NOTE_SENTENCES: dict[str, str] = {
    "owed": "Days owe the target that held on them: a day’s own, else its share of the week’s or month’s "
    "working days. Days off and leave owe nothing.",
    "none": "Nobody had a target on these days.",
}
#: Under which name the sums have what was owed of each measure.
AIMED: Mapping[str, Measure] = {f"aimed_{FIGURES[measure]}": measure for measure in Measure}


def owed(asked: Asked, aims: Aims, person_id: UUID, measure: Measure) -> list[Owed]:
    """What each day of the question owes of a person, those that owe anything."""
    subject = of_person(person_id, asked.span.campaign_id)
    days = days_between(date_of(asked.span.first_day), date_of(asked.span.last_day))
    found = (aims.day_owes(subject, measure, day) for day in days)
    return [each for each in found if each is not None]


def aims_of(asked: Asked) -> Aims:
    """All that people of the question were to reach."""
    return Targets(asked.work).aims(asked.span.people, asked.span.campaign_id)


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
    sums, aims = ReportSums(asked.work), aims_of(asked)
    calls, sales = sums.calls(asked.span, "person_id"), sums.sales(asked.span)
    aimed: dict[UUID, dict[str, Any]] = {}
    for person in _whom(asked, aims, calls, sales):
        of_days = {
            name: sum(in_whole(owed(asked, aims, person.id, measure))) for name, measure in AIMED.items()
        }
        if any(of_days.values()):
            aimed[person.id] = of_days
    asked_for = {AIMED[name] for mine in aimed.values() for name, value in mine.items() if value}
    shown = tuple(c for c in columns if c.id == PERSON.id or _measure(c.id) in asked_for)
    note = NOTE_SENTENCES["owed" if asked_for else "none"]
    rows = people_rows(asked, shown, calls, sales, aimed)
    return Found(rows, (note, *notes_of(calls)), columns=shown)


def _measure(column: str) -> Measure:
    return Measure(column.removeprefix("aim_").removeprefix("of_"))


def rows_behind(asked: Asked, name: str) -> list[tuple[BehindRow, dict[str, int]]]:
    """Each day of each person with what it owed, by which target."""
    aims, measure, sums = aims_of(asked), AIMED[name], ReportSums(asked.work)
    found = []
    for person in _whom(asked, aims, sums.calls(asked.span, "person_id"), sums.sales(asked.span)):
        if person.id not in asked.span.people:
            continue
        days = owed(asked, aims, person.id, measure)
        for day, part in zip(days, in_whole(days), strict=True):
            target = day.target
            row = BehindRow(
                Source.TARGET, None if target is None else target.id, midnight(day.day, asked.zone),
                person.id, campaign_id=asked.span.campaign_id, what=day.period.value,
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
    narrows=("campaign",),
)
