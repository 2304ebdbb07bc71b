"""A phone's log: columns by heading, ways by word and code, times in many shapes, and what is matched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.call import Direction
from crm_desktop.domain.phone_log import (
    Column,
    LeftOut,
    LeftOutRow,
    LogColumns,
    LogRow,
    find_columns,
    matched,
    read_row,
    read_time,
)
from crm_desktop.domain.talk_time import read_talk
from crm_desktop.errors import UserError

ZONE = "Asia/Kolkata"
NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
COLUMNS = LogColumns(
    {Column.NUMBER: 0, Column.NAME: 1, Column.WAY: 2, Column.DATE: 3, Column.TALK: 4}, "dmy", False
)


def row(number: str, way: str, at: str = "20/11/2026 11:05:20", talk: str = "42") -> LogRow | LeftOutRow:
    return read_row(7, (number, "Ravi", way, at, talk), COLUMNS, "IN", ZONE, NOW, 31)


@pytest.mark.parametrize(
    "header",
    [
        ("Name", "Number", "Type", "Date", "Duration"),
        ("CONTACT NAME", "Phone Number", "Call Type", "Date & Time", "Duration (s)"),
        ("number", "cached_name", "type", "date", "duration"),
        ("Date", "Time", "To/From", "Direction", "Minutes"),
        ("नाम", "नंबर", "प्रकार", "तारीख", "अवधि"),
    ],
)
def test_columns_are_found_by_their_headings(header: tuple[str, ...]) -> None:
    found = find_columns(header, [])
    assert {Column.NUMBER, Column.WAY, Column.DATE} <= set(found.places)
    assert len(set(found.places.values())) == len(found.places)
    assert found.talk_in_minutes == ("Minutes" in header)


def test_a_file_that_is_no_log_is_refused_by_what_it_lacks() -> None:
    with pytest.raises(UserError, match="No column says incoming, outgoing or missed"):
        find_columns(("Name", "Number", "Date"), [])
    with pytest.raises(UserError, match="No column says number"):
        find_columns(("Name", "City"), [])


@pytest.mark.parametrize(
    ("way", "direction"),
    [
        ("1", Direction.IN),
        ("Incoming", Direction.IN),
        ("Received call", Direction.IN),
        ("2", Direction.OUT),
        ("OUTGOING", Direction.OUT),
        ("Dialled", Direction.OUT),
        ("आउटगोइंग", Direction.OUT),
        ("3", Direction.MISSED),
        ("Missed call", Direction.MISSED),
        ("5", Direction.MISSED),
        ("Rejected", Direction.MISSED),
        ("4", Direction.MISSED),
    ],
)
def test_ways_by_word_and_by_code(way: str, direction: Direction) -> None:
    found = row("098200 12345", way)
    assert isinstance(found, LogRow)
    assert (found.direction, found.e164, found.row_no) == (direction, "+919820012345", 7)
    assert found.talk_s == (None if direction is Direction.MISSED else 42)


def test_incoming_of_no_seconds_was_missed() -> None:
    found = row("9820012345", "1", talk="0")
    assert isinstance(found, LogRow)
    assert (found.direction, found.talk_s) == (Direction.MISSED, None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("-1", "3"), LeftOut.NO_NUMBER),
        (("Private number", "3"), LeftOut.NO_NUMBER),
        (("", "1"), LeftOut.NO_NUMBER),
        (("VM-HDFCBK", "1"), LeftOut.NOT_A_NUMBER),
        (("198", "2"), LeftOut.NOT_A_NUMBER),
        (("9820012345", "6"), LeftOut.BLOCKED),
        (("9820012345", "9"), LeftOut.UNKNOWN_WAY),
        (("9820012345", "1", "yesterday"), LeftOut.NO_TIME),
        (("9820012345", "1", "20/11/2026"), LeftOut.NO_TIME),
        (("9820012345", "1", "21/11/2026 10:00"), LeftOut.TO_COME),
        (("9820012345", "1", "01/02/2026 10:00"), LeftOut.TOO_OLD),
    ],
)
def test_what_is_left_out_says_why(cells: tuple[str, ...], reason: LeftOut) -> None:
    found = row(*cells)
    assert isinstance(found, LeftOutRow)
    assert found.reason is reason


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("1795153520000", ""),
        ("1795153520", ""),
        ("20/11/2026 11:15:20", ""),
        ("20-11-2026 11:15:20 AM", ""),
        ("2026-11-20 11:15:20", ""),
        ("2026-11-20T11:15:20+05:30", ""),
        ("20 Nov 2026 11:15:20", ""),
        ("Nov 20, 2026 11:15:20 AM", ""),
        ("20-Nov-2026 11:15:20", ""),
        ("20/11/2026", "11:15:20"),
        ("20 Nov 2026", "11:15:20 am"),
        ("Fri Nov 20 11:15:20 GMT+05:30 2026", ""),
        ("Fri Nov 20 11:15:20 IST 2026", ""),
        ("Friday, 20 Nov 2026 11:15:20", ""),
        ("20.11.2026 11:15:20", ""),
    ],
)
def test_times_in_the_shapes_logs_write_them(day: str, clock: str) -> None:
    assert read_time(day, clock, "dmy", ZONE, NOW) == datetime(2026, 11, 20, 5, 45, 20, tzinfo=UTC)


def test_midnight_is_a_time() -> None:
    assert read_time("20/11/2026 00:00:00", "", "dmy", ZONE, NOW) == datetime(
        2026, 11, 19, 18, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "seconds", "minutes"),
    [
        ("42", 42, 2520),
        ("1:05", 65, 65),
        ("01:02:03", 3723, 3723),
        ("2m 10s", 130, 130),
        ("80 sec", 80, 80),
        ("3 min", 180, 180),
        ("1 hr 2 min", 3720, 3720),
        ("0", 0, 0),
        ("", None, None),
        ("long", None, None),
    ],
)
def test_lengths(text: str, seconds: int | None, minutes: int | None) -> None:
    assert read_talk(text, bare_is_minutes=False) == seconds
    assert read_talk(text, bare_is_minutes=True) == minutes


_moments = st.integers(0, 40).map(lambda minutes: NOW - timedelta(minutes=minutes))
_calls = st.lists(st.tuples(st.sampled_from(["a", "b"]), _moments), max_size=12)


@given(rows=_calls, known=_calls)
def test_each_known_call_stands_for_one_row_and_logging_the_rest_leaves_nothing(
    rows: list[tuple[str, datetime]], known: list[tuple[str, datetime]]
) -> None:
    found = matched(rows, known)
    assert len(found) <= len(known)
    rest = [row for place, row in enumerate(rows) if place not in found]
    assert len(found) + len(rest) == len(rows)
    again = matched(rows, [*known, *rest])
    assert len(again) == len(rows)


@given(rows=_calls, known=_calls, data=st.data())
def test_what_was_logged_from_a_log_is_found_again_whatever_part_it_was(
    rows: list[tuple[str, datetime]], known: list[tuple[str, datetime]], data: st.DataObject
) -> None:
    first = matched(rows, known)
    rest = [place for place in range(len(rows)) if place not in first]
    logged = data.draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    again = matched(rows, [*known, *(rows[place] for place in logged)])
    assert len(again) >= len(first) + len(logged)
    keys = [rows[place] for place in logged]
    assert sorted(k for k in keys) == sorted(keys)
    still = [rows[place] for place in range(len(rows)) if place not in again]
    for row_ in still:
        assert row_ in [rows[place] for place in rest]


@given(known=_calls)
def test_only_within_three_minutes(known: list[tuple[str, datetime]]) -> None:
    far = [("a", NOW - timedelta(hours=5))]
    assert matched(far, known) == frozenset()
    assert matched([("a", NOW)], [("a", NOW - timedelta(minutes=3))]) == {0}
    assert matched([("a", NOW)], [("a", NOW - timedelta(minutes=3, seconds=1))]) == frozenset()
