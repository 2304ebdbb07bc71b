"""`attendance`: sign-in and sign-out, time worked, breaks and absence, a row for each person and day."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.attendance import DayLaidOut, figures_of, laid_out
from crm_desktop.domain.call_ticks import CallTicks
from crm_desktop.domain.kpi import Unit, merged
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    columns_of,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.contests import Contests
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.stopping import go_on

TITLE_LABELS: dict[str, str] = {"attendance": "Attendance", "day": "Day"}
LEAVE_LABELS: dict[str, str] = {"leave": "Leave", "on": "on leave"}
DAY = text_column("day", TITLE_LABELS["day"], unit=Unit.DAY)


def days_of(
    asked: Asked, *, with_calls: bool = False, sums_only: bool = False
) -> dict[tuple[UUID, int], DayLaidOut]:
    """Each person's days of the question, as they count.

    `with_calls`: with what was spent on calls; `sums_only`: of what no more than sums are shown.
    """
    sums, span = ReportSums(asked.work), asked.span
    ruled = Contests(asked.work).ruled_times(span)
    if with_calls:
        calls = sums.own_calls(span)
    else:
        few = sums.calls_in_breaks(span)
        # Calls stay calls, whatever was ruled about the time around them.
        for person, more in sums.calls_of_days({(each.person_id, each.day) for each in ruled}).items():
            few[person] = list(dict.fromkeys((*few.get(person, ()), *more)))
        calls = {person: CallTicks.of(found) for person, found in few.items()}
    found = laid_out(
        sums.sign_ins(span),
        sums.changes(span),
        calls,
        sums.first_and_last_calls(span),
        asked.zone,
        ruled,
        lambda: go_on(asked.work),
        sums_only=sums_only or not with_calls,
    )
    return {
        key: day
        for key, day in found.items()
        if span.first_day <= key[1] <= span.last_day and span.holds(*key)
    }


def by_day(asked: Asked) -> dict[tuple[UUID, int], dict[str, Any]]:
    """Time at work of each person and day of the question."""
    return {key: figures_of(day) for key, day in days_of(asked).items()}


def time_at_work(asked: Asked) -> dict[UUID, dict[str, Any]]:
    """Time at work of each person over all days of the question."""
    days: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for (person, _), figures in by_day(asked).items():
        days[person].append(figures)
    return {person: merged(found) for person, found in days.items()}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Each person's days in order, those of leave too."""
    found, away, rows = by_day(asked), _leave_of(asked), []
    for person in asked.people:
        of_leave = away.get(person.id, frozenset())
        for day in sorted({day for who, day in found if who == person.id} | of_leave):
            figures = found.get((person.id, day), {}) | {"person": person.display_name, "day": day}
            figures["leave"] = LEAVE_LABELS["on"] if day in of_leave else None
            rows.append(make_row(f"{person.sign_in_name} {date_of(day).isoformat()}", figures, columns))
    return Found(rows, then_notes(asked, is_untold=True))


def _leave_of(asked: Asked) -> dict[UUID, frozenset[int]]:
    """The days of the question, until today, on which its people were on leave."""
    last = min(asked.span.last_day, number_of(asked.now.astimezone(ZoneInfo(asked.zone)).date()))
    first, found = date_of(asked.span.first_day), dict[UUID, frozenset[int]]()
    here = [person.id for person in asked.people if person.left_at is None]
    for person, stretches in Leaves(asked.work).stretches(here).items():
        days = (number_of(first + timedelta(days=n)) for n in range((date_of(last) - first).days + 1))
        found[person] = frozenset(
            day for day in days if any(a <= day <= b for a, b in stretches) and asked.span.holds(person, day)
        )
    return found


REPORT = Report(
    "attendance",
    TITLE_LABELS["attendance"],
    (
        PERSON,
        DAY,
        text_column("leave", LEAVE_LABELS["leave"]),  # why a day is empty stands where it is read
        *columns_of(
            *(
                "first_sign_in",
                "last_sign_out",
                "worked_s",
                "breaks",
                "break_s",
                "long_breaks",
                "long_break_s",
                "away_s",
            )
        ),
    ),
    find,
    narrows=(),
    of_then=("person",),
)
