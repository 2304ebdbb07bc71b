"""Dates in brought cells: one order a column, doubt told, India's order when nothing tells."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.import_dates import (
    DateOrder,
    decide_order,
    is_date,
    moment_parser,
    parse_moment,
    parse_time,
)

TODAY = date(2026, 11, 20)


def at(*parts: int) -> datetime:
    """A datetime by the office's own clock."""
    return datetime(*parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["13/04/2026", "05/06/2026"], DateOrder("dmy")),
        (["04/13/2026", "05/06/2026"], DateOrder("mdy")),
        (["05/06/2026", "06/07/2026"], DateOrder("dmy", True)),
        (["05/05/2026"], DateOrder("dmy")),
        (["2026-04-13", "2026/05/06"], DateOrder("ymd")),
        (["13/04/2026", "14/04/2026", "04/15/2026"], DateOrder("dmy", False, 1)),
        (["13/04/2026", "04/15/2026"], DateOrder("dmy", True, 1)),
        (["15 Apr, 2021", "", "call later"], DateOrder("dmy")),
    ],
)
def test_a_column_decides_on_one_order(cells: list[str], expected: DateOrder) -> None:
    assert decide_order(cells) == expected


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026-11-21 16:30:00", at(2026, 11, 21, 16, 30)),
        ("2026-11-21 00:00:00", date(2026, 11, 21)),
        ("05/06/2026", date(2026, 6, 5)),
        ("5.6.26", date(2026, 6, 5)),
        ("05-06-2026 4:30 PM", at(2026, 6, 5, 16, 30)),
        ("15 Apr, 2021 00:03:00", at(2021, 4, 15, 0, 3)),
        ("15-Apr-21", date(2021, 4, 15)),
        ("Apr 15, 2021", date(2021, 4, 15)),
        ("15th April 2021", date(2021, 4, 15)),
        ("Sunday, 15 August 2027", date(2027, 8, 15)),
        ("20210415", date(2021, 4, 15)),
        ("44301", date(2021, 4, 15)),
        ("44301.6875", at(2021, 4, 15, 16, 30)),
        ("१५/०४/२०२१", date(2021, 4, 15)),
        ("15 मार्च 2026", date(2026, 3, 15)),
        ("25 Dec", date(2026, 12, 25)),
        ("5 Jan", date(2027, 1, 5)),
        ("25/12", date(2026, 12, 25)),
        ("20 Oct", date(2026, 10, 20)),
        ("31/02/2026", None),
        ("2026-13-45", None),
        ("tomorrow", None),
        ("9800000001", None),
        ("12345", date(1933, 10, 18)),
        ("99999", None),
        ("1/1/0026", None),
        ("", None),
        ("15 Banana 2021", None),
        ("x" * 100, None),
    ],
)
def test_dates_as_they_are_written(text: str, moment: object) -> None:
    assert parse_moment(text, "dmy", TODAY) == moment


def test_the_order_of_the_column_is_kept() -> None:
    assert parse_moment("04/05/2026", "mdy", TODAY) == date(2026, 4, 5)
    assert parse_moment("13/05/2026", "mdy", TODAY) is None


def test_zones_are_kept() -> None:
    moment = parse_moment("2026-11-20T10:22:33+05:30", "dmy", TODAY)
    assert isinstance(moment, datetime)
    assert moment.utcoffset() is not None


def test_birthdays_of_two_digits_lie_in_the_past() -> None:
    assert parse_moment("31/01/65", "dmy", TODAY, is_birthday=True) == date(1965, 1, 31)
    assert parse_moment("31/01/65", "dmy", TODAY) == date(2065, 1, 31)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("16:00", time(16)),
        ("4:30 pm", time(16, 30)),
        ("4pm", time(16)),
        ("12 AM", time(0)),
        ("16.30", time(16, 30)),
        ("0.6875", time(16, 30)),
        ("16:00:00", time(16)),
        ("4", None),
        ("25:00", None),
        ("noon", None),
    ],
)
def test_times(text: str, moment: time | None) -> None:
    assert parse_time(text) == moment


@given(
    st.dates(date(1950, 1, 1), date(2069, 12, 31)),
    st.sampled_from(
        ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B, %Y", "%Y-%m-%d", "%Y%m%d", "%b %d, %Y"]
    ),
)
def test_every_day_written_in_indias_ways_is_read_back(day: date, pattern: str) -> None:
    text = day.strftime(pattern)
    assert parse_moment(text, "dmy", TODAY) == day
    assert is_date(text)


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1, max_size=30),
    st.sampled_from(["dmy", "mdy"]),
)
def test_a_decided_order_is_never_wrong(days: list[date], order: str) -> None:
    pattern = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    decided = decide_order([day.strftime(pattern) for day in days])
    assert decided.is_ambiguous or decided.order == order or all(day.day == day.month for day in days)


@given(st.text(max_size=70))
def test_no_text_breaks_the_parser(text: str) -> None:
    parser = moment_parser("dmy", TODAY)
    assert parser(text) == parser(text)
    is_date(text)
    parse_time(text)
