"""Which day acts belong to: night shifts, short absences, a program left open, changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.shift import (
    SILENCE_ENDS,
    LastAct,
    date_of,
    day_of,
    hour_of,
    is_before_noon,
    number_of,
    offsets_between,
)

ZONES = ("Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Europe/Berlin")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


def india(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Kolkata"))


def days_of(moments: list[datetime], zone: str = "Asia/Kolkata") -> list[int]:
    """The days of a person's acts, one after the other."""
    found: list[int] = []
    last = None
    for at in moments:
        found.append(day_of(at, zone, last))
        last = LastAct(at, found[-1])
    return [number % 100 for number in found]


@pytest.mark.parametrize(
    ("acts", "days"),
    [
        ([(20, 10), (20, 13), (20, 18), (21, 10)], [20, 20, 20, 21]),  # day shifts
        ([(20, 21), (20, 23), (21, 0), (21, 2), (21, 4), (21, 6)], [20] * 6),  # a night shift
        ([(20, 21), (20, 23), (21, 2), (21, 4)], [20, 20, 21, 21]),  # three hours of silence end it
        ([(20, 18), (21, 9), (21, 10)], [20, 21, 21]),  # left open overnight
        ([(20, 23), (21, 1), (21, 9)], [20, 20, 21]),  # worked late, then a new morning
        (
            [(20, 23), (21, 1), (21, 3), (21, 5), (21, 7), (21, 9), (21, 11), (21, 12)],
            [20] * 7 + [21],
        ),  # noon
        ([(21, 0), (21, 2)], [21, 21]),  # begins after midnight
        ([(20, 22), (21, 0), (21, 2), (21, 22), (22, 0)], [20, 20, 20, 21, 21]),  # two nights
    ],
)
def test_days_of_shifts(acts: list[tuple[int, int]], days: list[int]) -> None:
    assert days_of([india(day, hour) for day, hour in acts]) == days


@given(st.lists(moments, min_size=1, max_size=30), st.sampled_from(ZONES), st.data())
def test_a_shift_is_one_stretch_that_never_reaches_noon(
    starts: list[datetime], zone: str, data: st.DataObject
) -> None:
    acts: list[datetime] = []
    for start in sorted(starts):
        at = start
        for _ in range(data.draw(st.integers(1, 12))):
            acts.append(at)
            at += timedelta(minutes=data.draw(st.integers(0, 240)))
    acts.sort()
    last = None
    for at in acts:
        day = day_of(at, zone, last)
        local = at.astimezone(ZoneInfo(zone))
        apart = (local.date() - date_of(day)).days
        assert apart in (0, 1)
        if apart:  # goes on with yesterday's shift
            assert local.hour < 12
            assert last is not None
            assert last.day == day
            assert at - last.at < SILENCE_ENDS
        elif last is not None and local.hour < 12 and last.day == number_of(local.date() - timedelta(days=1)):
            assert at - last.at >= SILENCE_ENDS
        if last is not None:
            assert day >= last.day  # never back
        assert is_before_noon(at, zone) == (local.hour < 12)
        last = LastAct(at, day)


@given(moments, st.sampled_from(ZONES))
def test_an_hour_begins_on_the_hour_of_its_clock(at: datetime, zone: str) -> None:
    began = hour_of(at, zone)
    assert timedelta(0) <= at - began < timedelta(hours=1)
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    there = began + offset
    assert (there.minute, there.second, there.microsecond) == (0, 0, 0)


@given(moments, st.integers(0, 700), moments, st.sampled_from(ZONES))
def test_offsets_hold_from_when_they_begin(start: datetime, days: int, moment: datetime, zone: str) -> None:
    end = start + timedelta(days=days)
    at = start + (moment - datetime(2020, 1, 1, tzinfo=UTC)) % (end - start) if days else start
    held = [offset for begins, offset in offsets_between(start, end, zone) if begins <= at]
    assert held[-1] == at.astimezone(ZoneInfo(zone)).utcoffset()


def test_a_clock_set_back_begins_no_old_shift() -> None:
    last = LastAct(india(20, 23, 30), 20261120)
    assert day_of(india(20, 23), "Asia/Kolkata", last) == 20261120
    assert day_of(india(21, 1), "Asia/Kolkata", LastAct(india(21, 2), 20261120)) == 20261121
