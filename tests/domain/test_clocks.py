"""Terms: calendar months, working days, hours; what ends when, and how much of it has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.clocks import (
    ALERTS,
    Term,
    Unit,
    alert,
    due_at,
    is_working,
    months_after,
    read_term,
    share,
    working_days_after,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ZONES = st.sampled_from(["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Asia/Dubai", "UTC"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
UNITS = st.sampled_from(Unit)


@pytest.mark.parametrize(
    ("since", "term", "zone", "due"),
    [
        # 15:42 in India; the day itself isn't counted, the last one is whole.
        ("2026-11-20T10:12", "24 hours", "Asia/Kolkata", "2026-11-21T10:12"),
        ("2026-11-20T10:12", "7 days", "Asia/Kolkata", "2026-11-27T18:30"),
        ("2026-11-20T10:12", "1 month", "Asia/Kolkata", "2026-12-20T18:30"),
        ("2026-11-20T10:12", "10 working days", "Asia/Kolkata", "2026-12-04T18:30"),
        # Already the 21st there.
        ("2026-11-20T19:00", "7 days", "Asia/Kolkata", "2026-11-28T18:30"),
        # No 31 February; a leap year.
        ("2027-01-31T10:00", "1 month", "Asia/Kolkata", "2027-02-28T18:30"),
        ("2028-01-31T10:00", "1 month", "Asia/Kolkata", "2028-02-29T18:30"),
        # The clock goes forward in Berlin on 28 March 2027.
        ("2027-03-21T10:00", "7 days", "Europe/Berlin", "2027-03-28T22:00"),
    ],
)
def test_terms_end_when_the_law_says(since: str, term: str, zone: str, due: str) -> None:
    begun = datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert due_at(begun, read_term(term), zone) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last_and_never_fall_back(day: date, one: int, other: int) -> None:
    after = months_after(day, one)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == one
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)
    assert (months_after(day, other) <= after) == (other <= one)


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=20))
def test_so_many_working_days_lie_between(day: date, count: int, holidays: frozenset[date]) -> None:
    last = working_days_after(day, count, holidays)
    between = [day + timedelta(days=each + 1) for each in range((last - day).days)]
    assert sum(is_working(each, holidays) for each in between) == count
    assert is_working(last, holidays)
    assert working_days_after(day, count) <= last


@given(MOMENTS, st.integers(1, 60), UNITS, ZONES)
def test_a_term_ends_at_a_days_end_after_its_days_and_longer_terms_later(
    since: datetime, count: int, unit: Unit, zone: str
) -> None:
    due = due_at(since, Term(count, unit), zone)
    assert since < due < due_at(since, Term(count + 1, unit), zone)
    if unit is Unit.HOURS:
        assert due - since == timedelta(hours=count)
        return
    here = ZoneInfo(zone)
    ends, begun = due.astimezone(here), since.astimezone(here)
    assert (ends.hour, ends.minute, ends.second) == (0, 0, 0)
    assert (ends.date() - begun.date()).days > count


@given(MOMENTS, st.integers(1, 60), UNITS, ZONES, st.floats(0, 3))
def test_alerts_come_at_their_shares(
    since: datetime, count: int, unit: Unit, zone: str, passed: float
) -> None:
    due = due_at(since, Term(count, unit), zone)
    now = since + (due - since) * passed
    reached = alert(since, due, now)
    assert reached in (0, *ALERTS)
    assert all((each <= share(since, due, now) * 100) == (each <= reached) for each in ALERTS)
    assert alert(since, due, due) == 100
    assert alert(since, due, since) == 0


@given(st.integers(1, 120), UNITS)
def test_terms_are_read_as_they_are_written(count: int, unit: Unit) -> None:
    term = Term(count, unit)
    assert read_term(str(term)) == term
    assert read_term(f" {count}  {unit.value.upper()} ") == term


@pytest.mark.parametrize("text", ["", "soon", "0 days", "1 year", "9999 months", "-1 day", "1.5 hours"])
def test_what_is_no_term(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no term|out of all"):
        read_term(text)
