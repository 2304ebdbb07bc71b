# ruff: noqa: E501 - tables of examples read better in long lines
"""How numbers, money and times are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.formats import (
    duration,
    full_when,
    group_indian,
    hours,
    money,
    ordinal,
    short_when,
    timer,
)

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # Friday 11:30 in India


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (99999, "99,999"), (100000, "1,00,000"), (1234567, "12,34,567"),
     (123456789, "12,34,56,789"), (-1234567, "-12,34,567"), (-12, "-12")],
)  # fmt: skip
def test_lakh_grouping(number: int, shown: str) -> None:
    assert group_indian(number) == shown


@given(st.integers())
def test_grouping_loses_no_digit(number: int) -> None:
    assert int(group_indian(number).replace(",", "")) == number


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(12345600, "INR", "₹1,23,456"), (150, "INR", "₹1.50"), (-5, "INR", "-₹0.05"), (0, "INR", "₹0"),
     (123456700, "USD", "$1,234,567"), (1999, "AED", "AED 19.99"), (1500, "JPY", "JPY 1,500"),
     (1005, "KWD", "KWD 1.005")],
)  # fmt: skip
def test_money(minor: int, currency: str, shown: str) -> None:
    assert money(minor, currency) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-20 11:00", "Today 16:30"), ("2026-11-20 18:29", "Today 23:59"), ("2026-11-20 18:30", "Tomorrow 00:00"),
        ("2026-11-19 12:35", "Yesterday 18:05"), ("2026-11-22 10:30", "Sun 22 Nov, 16:00"),
        ("2026-11-26 10:30", "Thu 26 Nov, 16:00"), ("2026-11-27 10:30", "27 Nov 16:00"),
        ("2026-11-12 12:00", "12 Nov 17:30"), ("2027-01-05 04:30", "5 Jan 2027 10:00"),
        ("2026-12-31 18:30", "1 Jan 2027 00:00"),
    ],
)  # fmt: skip
def test_short_when(moment: str, shown: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert short_when(at, "Asia/Kolkata", NOW) == shown


def test_a_named_day_inside_a_sentence_is_small() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert short_when(tomorrow, "Asia/Kolkata", NOW).startswith("Tomorrow ")
    assert short_when(tomorrow, "Asia/Kolkata", NOW, in_sentence=True).startswith("tomorrow ")


def test_full_when() -> None:
    assert full_when(datetime(2026, 11, 21, 10, 30, tzinfo=UTC), "Asia/Kolkata") == "Sat 21 Nov, 16:00"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (72, "1 min 12 s"), (3600, "1 h"), (7500, "2 h 5 min"),
     (86400, "1 d"), (100800, "1 d 4 h"), (59.9, "59 s"), (-3, "0 s"), (timedelta(minutes=2), "2 min")],
)  # fmt: skip
def test_duration(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(167, "02:47"), (0, "00:00"), (3767, "1:02:47"), (59.99, "00:59")]
)
def test_timer(seconds: float, shown: str) -> None:
    assert timer(seconds) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (102, "102nd"), (111, "111th")],
)  # fmt: skip
def test_ordinal(number: int, shown: str) -> None:
    assert ordinal(number) == shown


def test_hours_are_added_up_beyond_a_day() -> None:
    assert [hours(s) for s in (45, 3600, 3659, 3660, 121 * 3600 + 200)] == [
        "45 s",
        "1 h",
        "1 h",
        "1 h 1 min",
        "121 h 3 min",
    ]
