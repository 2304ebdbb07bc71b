"""Calling hours: half-open, in the lead's clock, right across clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.calling_window import (
    ALWAYS,
    DEFAULT_WINDOW,
    NEVER,
    ByClock,
    CallingWindow,
    closes_at,
    instants_of,
    is_open,
    next_open,
)
from tests.examples import examples

ZONES = [
    "Asia/Kolkata", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Havana",
    "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC", "Africa/Cairo",
]  # fmt: skip
minutes = st.integers(0, 24 * 60 - 1)
days = st.frozensets(st.integers(0, 6), min_size=1)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


@st.composite
def plain_windows(draw: st.DrawFn) -> CallingWindow:
    start, end = draw(st.lists(minutes, min_size=2, max_size=2, unique=True))
    last = time(0) if draw(st.integers(0, 3)) == 0 else time(end // 60, end % 60)
    holidays = draw(st.frozensets(st.dates(date(2026, 3, 6), date(2026, 3, 12)), max_size=3))
    return CallingWindow(time(start // 60, start % 60), last, draw(days), holidays)


@st.composite
def windows(draw: st.DrawFn) -> CallingWindow:
    """By one clock or by two, over midnight or not, with holidays."""
    window = draw(plain_windows())
    if draw(st.booleans()):
        return window
    return replace(window, also=ByClock(draw(plain_windows()), draw(st.sampled_from(ZONES))))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_default_hours_are_ten_to_seven_every_day() -> None:
    assert is_open(DEFAULT_WINDOW, "Asia/Kolkata", utc("2026-11-21 04:30"))
    assert not is_open(DEFAULT_WINDOW, "Asia/Kolkata", utc("2026-11-21 04:29:59"))
    assert is_open(DEFAULT_WINDOW, "Asia/Kolkata", utc("2026-11-21 13:29:59"))
    assert not is_open(DEFAULT_WINDOW, "Asia/Kolkata", utc("2026-11-21 13:30"))


def test_the_lead_s_clock_counts_not_ours() -> None:
    now = utc("2026-11-21 06:00")  # 11:30 in India, 01:00 in New York
    assert is_open(DEFAULT_WINDOW, "Asia/Kolkata", now)
    assert not is_open(DEFAULT_WINDOW, "America/New_York", now)
    assert next_open(DEFAULT_WINDOW, "America/New_York", now) == utc("2026-11-21 15:00")


def test_closed_days_are_skipped() -> None:
    weekdays = CallingWindow(time(10), time(19), frozenset(range(5)))
    assert next_open(weekdays, "Asia/Kolkata", utc("2026-11-20 13:30")) == utc("2026-11-23 04:30")
    only_monday = CallingWindow(time(10), time(11), frozenset({0}))
    assert next_open(only_monday, "Asia/Kolkata", utc("2026-11-23 05:30")) == utc("2026-11-30 04:30")


def test_clock_put_forward_into_the_window() -> None:
    window = CallingWindow(time(2, 30), time(5))  # 02:30 does not exist in New York on 8 March 2026
    assert next_open(window, "America/New_York", utc("2026-03-08 06:00")) == utc("2026-03-08 07:00")


def test_window_inside_the_lost_hour_does_not_open_that_day() -> None:
    window = CallingWindow(time(2, 15), time(2, 45))
    assert next_open(window, "America/New_York", utc("2026-03-08 06:00")) == utc("2026-03-09 06:15")


def test_clock_put_back_opens_twice() -> None:
    window = CallingWindow(time(0, 30), time(1, 30))  # 01:00-02:00 happens twice on 1 November 2026
    assert closes_at(window, "America/New_York", utc("2026-11-01 05:00")) == utc("2026-11-01 05:30")
    assert next_open(window, "America/New_York", utc("2026-11-01 05:30")) == utc("2026-11-01 06:00")
    assert closes_at(window, "America/New_York", utc("2026-11-01 06:00")) == utc("2026-11-01 06:30")


def test_always_and_never() -> None:
    now = utc("2026-11-21 23:00")
    assert next_open(ALWAYS, "Asia/Kolkata", now) == now
    assert closes_at(ALWAYS, "Asia/Kolkata", now) is None
    assert next_open(NEVER, "Asia/Kolkata", now) is None
    assert closes_at(NEVER, "Asia/Kolkata", now) is None


def test_hours_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="end after they start"):
        CallingWindow(time(10), time(10))
    with pytest.raises(ValueError, match="Monday"):
        CallingWindow(days=frozenset({7}))
    with pytest.raises(ValueError, match="zone"):
        is_open(DEFAULT_WINDOW, "UTC", datetime(2026, 11, 21))


def test_hours_over_midnight_belong_to_the_day_they_began() -> None:
    night = CallingWindow(time(20), time(2), frozenset({4}))  # Fridays
    assert is_open(night, "Asia/Kolkata", utc("2026-11-20 14:30"))
    assert is_open(night, "Asia/Kolkata", utc("2026-11-20 20:29"))  # 01:59 on Saturday
    assert not is_open(night, "Asia/Kolkata", utc("2026-11-20 20:30"))
    assert not is_open(night, "Asia/Kolkata", utc("2026-11-19 20:00"))  # 01:30 on Friday, Thursday's
    assert closes_at(night, "Asia/Kolkata", utc("2026-11-20 15:00")) == utc("2026-11-20 20:30")


def test_nobody_is_called_on_a_holiday() -> None:
    diwali = CallingWindow(time(10), time(19), holidays=frozenset({date(2026, 11, 8), date(2026, 11, 9)}))
    assert next_open(diwali, "Asia/Kolkata", utc("2026-11-07 13:30")) == utc("2026-11-10 04:30")
    always = replace(ALWAYS, holidays=frozenset({date(2026, 11, 8)}))
    assert closes_at(always, "Asia/Kolkata", utc("2026-11-07 12:00")) == utc("2026-11-07 18:30")


def test_the_29th_of_february_is_a_day_like_any_other() -> None:
    leap = CallingWindow(time(10), time(19), frozenset(range(5)))
    evening = utc("2028-02-28 13:30")  # 19:00 on Monday
    assert next_open(leap, "Asia/Kolkata", evening) == utc("2028-02-29 04:30")
    free = replace(leap, holidays=frozenset({date(2028, 2, 29)}))
    assert next_open(free, "Asia/Kolkata", evening) == utc("2028-03-01 04:30")
    assert next_open(leap, "Asia/Kolkata", utc("2027-02-28 13:30")) == utc("2027-03-01 04:30")
    over = CallingWindow(time(20), time(2), holidays=frozenset({date(2028, 3, 1)}))
    assert is_open(over, "Asia/Kathmandu", utc("2028-02-29 19:00"))  # 00:45 on 1 March, of the 29th
    assert next_open(over, "Asia/Kathmandu", utc("2028-02-29 20:15")) == utc("2028-03-02 14:15")


def test_a_month_of_holidays_ends() -> None:
    shut = frozenset(date(2026, 12, day) for day in range(1, 32))
    assert next_open(CallingWindow(holidays=shut), "UTC", utc("2026-11-30 19:00")) == utc("2027-01-01 10:00")


def test_both_clocks_must_allow() -> None:
    """An office in India, 10 to 19 by its own clock, calls London from 9 by theirs."""
    window = CallingWindow(time(9), time(18), also=ByClock(CallingWindow(), "Asia/Kolkata"))
    assert next_open(window, "Europe/London", utc("2026-11-21 05:00")) == utc("2026-11-21 09:00")
    assert closes_at(window, "Europe/London", utc("2026-11-21 09:00")) == utc("2026-11-21 13:30")


def test_two_clocks_that_never_agree_are_never_open() -> None:
    window = CallingWindow(time(9), time(12), also=ByClock(CallingWindow(time(18), time(20)), "UTC"))
    assert next_open(window, "UTC", utc("2026-11-21 05:00")) is None


near_changes = st.sampled_from(
    ["2026-03-08 05:00", "2026-11-01 04:00", "2026-03-29 00:00", "2026-10-25 00:00", "2026-04-04 14:00",
     "2011-12-29 12:00", "2011-12-30 09:00", "2026-03-28 21:00", "2026-10-24 20:00", "2026-11-01 03:00"]
).map(utc)  # fmt: skip


@given(windows(), st.sampled_from(ZONES), st.one_of(moments, near_changes), st.integers(0, 600))
@settings(max_examples=examples(300), deadline=None)
@example(CallingWindow(time(2, 15), time(2, 45)), "America/New_York", utc("2026-03-08 05:00"), 0)
@example(CallingWindow(time(0), time(1)), "America/Havana", utc("2026-03-08 03:00"), 0)
@example(CallingWindow(time(10), time(19)), "Pacific/Apia", utc("2011-12-30 09:00"), 0)
def test_it_opens_at_the_first_open_moment_and_closes_at_the_first_closed_one(
    window: CallingWindow, zone: str, base: datetime, shift: int
) -> None:
    now = base + timedelta(minutes=shift)
    opens = next_open(window, zone, now)
    if opens is None:  # two clocks may never agree
        assert window.also is not None
        for hour in range(24 * 12 * 4):
            assert not is_open(window, zone, now + timedelta(minutes=15 * hour))
        return
    assert opens >= now
    assert is_open(window, zone, opens)
    if opens > now:
        assert not is_open(window, zone, opens - timedelta(microseconds=1))
        for step in range(1, 40):
            assert not is_open(window, zone, now + (opens - now) * step / 40 - timedelta(microseconds=1))
    closes = closes_at(window, zone, opens)
    if closes is None:
        assert window.start == time(0) == window.end
        assert window.also is None or window.also.window.start == time(0) == window.also.window.end
        return
    assert closes > opens
    assert not is_open(window, zone, closes)
    assert is_open(window, zone, closes - timedelta(microseconds=1))
    for step in range(40):
        assert is_open(window, zone, opens + (closes - opens) * step / 40)


def test_clock_times_in_gaps_and_folds() -> None:
    assert instants_of(date(2026, 3, 8), time(2, 30), "America/New_York") == ()
    assert len(instants_of(date(2026, 11, 1), time(1, 30), "America/New_York")) == 2
    assert instants_of(date(2026, 11, 21), time(16), "Asia/Kolkata") == (utc("2026-11-21 10:30"),)
