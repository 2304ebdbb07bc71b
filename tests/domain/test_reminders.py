"""Dates of customers: when they come up, and which of their marks is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.reminders import (
    Mark,
    Preferences,
    Reminds,
    checked_days,
    mark_due,
    occasion,
    spans,
    time_due,
)
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.errors import UserError

YEARLY, ONCE = Reminds(), Reminds(is_yearly=False)
DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))
MARKS = st.sets(st.integers(0, 90), min_size=1, max_size=6).map(lambda s: tuple(sorted(s, reverse=True)))


@pytest.mark.parametrize(
    ("day", "today", "comes"),
    [
        (date(1980, 12, 1), date(2026, 11, 28), date(2026, 12, 1)),
        (date(1980, 11, 28), date(2026, 11, 28), date(2026, 11, 28)),
        (date(1980, 11, 27), date(2026, 11, 28), date(2027, 11, 27)),
        (date(1984, 2, 29), date(2026, 11, 28), date(2027, 2, 28)),
        (date(1984, 2, 29), date(2028, 1, 1), date(2028, 2, 29)),
        (date(2030, 5, 1), date(2026, 11, 28), date(2030, 5, 1)),
    ],
)
def test_a_yearly_date_comes_again(day: date, today: date, comes: date) -> None:
    assert occasion(day, YEARLY, today) == comes


def test_a_date_that_comes_once_is_over_afterwards() -> None:
    assert occasion(date(2026, 12, 1), ONCE, date(2026, 12, 1)) == date(2026, 12, 1)
    assert occasion(date(2026, 12, 1), ONCE, date(2026, 12, 2)) is None


@pytest.mark.parametrize(
    ("left", "mark"),
    [(31, None), (30, 30), (29, 30), (16, 30), (15, 15), (8, 15), (7, 7), (2, 7), (1, 1), (0, 1)],
)
def test_the_last_mark_passed_is_due(left: int, mark: int | None) -> None:
    today = date(2026, 11, 28)
    found = mark_due(today + timedelta(days=left), ONCE, today)
    assert (found.days_before if found else None) == mark


@given(DAYS, DAYS, MARKS, st.booleans())
def test_a_due_mark_has_come_and_its_date_has_not_passed(
    day: date, today: date, marks: tuple[int, ...], is_yearly: bool
) -> None:
    reminds = Reminds(marks, is_yearly)
    found = mark_due(day, reminds, today)
    if found is not None:
        assert found.due_on <= today <= found.occasion_on
        assert found.days_before in marks
        assert not [m for m in marks if found.due_on < found.occasion_on - timedelta(days=m) <= today]
        low_high = spans(reminds, today)
        assert not is_yearly or any(low <= number_of(day) % 10_000 <= high for low, high in low_high)


@given(DAYS, DAYS, MARKS)
def test_every_mark_of_a_year_comes_once(day: date, start: date, marks: tuple[int, ...]) -> None:
    """Looked at daily for a year and the longest mark, each mark of one occasion is met on its own day."""
    reminds = Reminds(marks)
    met: dict[Mark, date] = {}
    for n in range(366 + 90):
        found = mark_due(day, reminds, start + timedelta(days=n))
        if found is not None:
            met.setdefault(found, start + timedelta(days=n))
    whole = [m for m in met if m.due_on > start and m.occasion_on >= day]
    assert all(met[m] == m.due_on for m in whole)


@given(DAYS)
def test_dates_as_numbers(day: date) -> None:
    assert date_of(number_of(day)) == day


HOURS = CallingWindow(time(10), time(19))
INDIA = "Asia/Kolkata"


def at(hour: int, minute: int = 0, day: int = 28) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


@pytest.mark.parametrize(
    ("wishes", "now", "due"),
    [
        (None, at(6), at(10)),
        (None, at(15, 30), at(15, 30)),
        (None, at(20), at(10, day=29)),
        ((17 * 60, 18 * 60), at(6), at(17)),
        ((17 * 60, 18 * 60), at(18, 30), at(17, day=29)),
        ((6 * 60, 8 * 60), at(6), at(10)),  # nobody calls then: calling hours win
        ((18 * 60, 24 * 60), at(6), at(18)),
    ],
)
def test_the_customers_hours_within_calling_hours(
    wishes: tuple[int, int] | None, now: datetime, due: datetime
) -> None:
    preferences = Preferences(uuid4(), "", *wishes) if wishes else None
    assert time_due(date(2026, 11, 28), INDIA, HOURS, preferences, now) == due


@pytest.mark.parametrize("days", [(), (91,), (-1, 5), tuple(range(7))])
def test_days_that_can_not_be(days: tuple[int, ...]) -> None:
    with pytest.raises(UserError) as told:
        checked_days(days)
    assert told.value.field == "days_before"


def test_days_are_kept_in_order_and_once() -> None:
    assert checked_days([1, 30, 7, 7]) == (30, 7, 1)
