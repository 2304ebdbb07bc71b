"""A phone's own log of calls, as exporting programs and carriers write it: columns, ways, times, matching."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Direction
from crm_desktop.domain.import_dates import decide_order, parse_moment, parse_time
from crm_desktop.domain.outside_calls import DOUBLE_WITHIN
from crm_desktop.domain.phone import Phone, parse_phones
from crm_desktop.domain.talk_time import read_talk
from crm_desktop.errors import UserError


class Column(StrEnum):
    """What a column of a log may hold."""

    NUMBER = "number"
    NAME = "name"
    WAY = "way"
    DATE = "date"
    TIME = "time"
    TALK = "talk"


class LeftOut(StrEnum):
    """Why a row of a log is none of our business, or can't be read."""

    NO_NUMBER = "no_number"
    NOT_A_NUMBER = "not_a_number"
    NO_TIME = "no_time"
    TO_COME = "to_come"
    TOO_OLD = "too_old"
    UNKNOWN_WAY = "unknown_way"
    BLOCKED = "blocked"
    TWICE = "twice"


REASONS: dict[str, str] = {
    LeftOut.NO_NUMBER: "No number: withheld or private",
    LeftOut.NOT_A_NUMBER: "The number can't be read",
    LeftOut.NO_TIME: "Date and time can't be read",
    LeftOut.TO_COME: "The time is still to come",
    LeftOut.TOO_OLD: "Too long ago to be entered",
    LeftOut.UNKNOWN_WAY: "Neither incoming, outgoing nor missed",
    LeftOut.BLOCKED: "Blocked by the phone",
    LeftOut.TWICE: "The same call stands in the file twice",
}

# Headings in plain letters; the first that fits wins, longer ones before the words they hold.
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.WAY: (
        "calltype",
        "type",
        "direction",
        "calldirection",
        "inout",
        "incomingoutgoing",
        "callstatus",
        "status",
        "प्रकार",
    ),
    Column.TALK: (
        "durationinseconds",
        "durationsec",
        "durationsecs",
        "durations",
        "durationseconds",
        "callduration",
        "durationmin",
        "durationmins",
        "durationinminutes",
        "durationminutes",
        "duration",
        "talktime",
        "billedduration",
        "usage",
        "minutes",
        "mins",
        "length",
        "अवधि",
    ),
    Column.DATE: (
        "datetime",
        "dateandtime",
        "calldatetime",
        "calldate",
        "timestamp",
        "date",
        "readabledate",
        "startdate",
        "starttime",
        "calltime",
        "when",
        "दिनांक",
        "तारीख",
    ),
    Column.TIME: ("time", "callstarttime", "timeofcall", "समय"),
    Column.NUMBER: (
        "phonenumber",
        "contactnumber",
        "mobilenumber",
        "callednumber",
        "dialednumber",
        "diallednumber",
        "destinationnumber",
        "number",
        "phone",
        "mobile",
        "tofrom",
        "fromto",
        "to",
        "bparty",
        "callerid",
        "tonumber",
        "msisdn",
        "नंबर",
        "फोन",
    ),
    Column.NAME: ("contactname", "cachedname", "callername", "name", "contact", "नाम"),
}
_NEEDED = {
    Column.NUMBER: "number",
    Column.WAY: "incoming, outgoing or missed",
    Column.DATE: "date and time",
}

_WAYS: dict[str, Direction] = {
    word: way
    for way, words in {
        Direction.OUT: "2 outgoing out outbound outgoingcall dialed dialled dialledcall dialedcall made "
        "placed called to outgo आउटगोइंग",
        Direction.IN: "1 incoming in inbound incomingcall received receivedcall answered answeredcall from "
        "accepted 7 answeredexternally इनकमिंग",
        Direction.MISSED: "3 missed missedcall noanswer unanswered notanswered 5 rejected rejectedcall "
        "declined refused hungup 4 voicemail मिस्ड",
    }.items()
    for word in words.split()
}
_BLOCKED = frozenset({"6", "blocked", "blockedcall", "spam"})
_WITHHELD = frozenset(
    {
        "",
        "-1",
        "-2",
        "-3",
        "private",
        "unknown",
        "withheld",
        "anonymous",
        "restricted",
        "privatenumber",
        "nocallerid",
        "unavailable",
        "payphone",
    }
)
# "Fri Nov 20 15:42:10 GMT+05:30 2026", as Java writes it.
_JAVA_DATE = re.compile(
    r"[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2}) "
    r"(?:([A-Za-z]{2,4})?([+-]\d{2}:?\d{2})? )?(\d{4})"
)
_EPOCH_MS, _EPOCH_S = re.compile(r"1\d{12}"), re.compile(r"1\d{9}")


@dataclass(frozen=True, slots=True)
class LogColumns:
    """Where a log holds what; how its dates are written, and whether a bare length is in minutes."""

    places: Mapping[Column, int]
    order: str
    talk_in_minutes: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One call of a log: with which number, which way, when (UTC) and how long (None: not told)."""

    row_no: int
    e164: str
    name: str
    direction: Direction
    at: datetime
    talk_s: int | None


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that was read and left out, and why."""

    row_no: int
    reason: LeftOut
    shown: str


def find_columns(header: Sequence[str], sample: Iterable[Sequence[str]]) -> LogColumns:
    """Which column is which by the headings; raises UserError naming what is missing."""
    plain = [_letters(heading) for heading in header]
    places: dict[Column, int] = {}
    for column, names in _HEADINGS.items():
        taken = set(places.values())
        found = next((plain.index(n) for n in names if n in plain and plain.index(n) not in taken), None)
        if found is not None:
            places[column] = found
    missing = [words for column, words in _NEEDED.items() if column not in places]
    if missing:
        raise UserError(
            "No column says {missing}. A phone's log needs number, type and date; the headings here are: "
            "{headings}.",
            missing=missing[0],
            headings=", ".join(h for h in header if h)[:200] or "–",
        )
    dates = [cells[places[Column.DATE]] for cells in sample if places[Column.DATE] < len(cells)]
    talk = plain[places[Column.TALK]] if Column.TALK in places else ""
    return LogColumns(places, decide_order(dates).order, "min" in talk)


def read_row(
    row_no: int,
    cells: Sequence[str],
    columns: LogColumns,
    country: str,
    zone: str,
    now: datetime,
    days_back: int,
) -> LogRow | LeftOutRow:
    """One row understood, or why it is left out. An incoming call of no seconds was missed."""

    def cell(column: Column) -> str:
        place = columns.places.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    raw = cell(Column.NUMBER)

    def left_out(reason: LeftOut, shown: str = "") -> LeftOutRow:
        return LeftOutRow(row_no, reason, shown or raw or cell(Column.NAME))

    if _letters(raw) in _WITHHELD or raw in _WITHHELD:
        return left_out(LeftOut.NO_NUMBER)
    number = next((found for found in parse_phones(raw, country) if isinstance(found, Phone)), None)
    if number is None:
        return left_out(LeftOut.NOT_A_NUMBER)
    written = _letters(cell(Column.WAY))
    if written in _BLOCKED:
        return left_out(LeftOut.BLOCKED)
    way = _WAYS.get(written)
    if way is None:
        return left_out(LeftOut.UNKNOWN_WAY, cell(Column.WAY))
    at = read_time(cell(Column.DATE), cell(Column.TIME), columns.order, zone, now)
    if at is None:
        return left_out(LeftOut.NO_TIME, f"{cell(Column.DATE)} {cell(Column.TIME)}".strip())
    if at > now:
        return left_out(LeftOut.TO_COME)
    if at < now - timedelta(days=days_back):
        return left_out(LeftOut.TOO_OLD)
    talk_s = read_talk(cell(Column.TALK), bare_is_minutes=columns.talk_in_minutes)
    if way is Direction.MISSED:
        talk_s = None
    elif way is Direction.IN and talk_s == 0:
        way, talk_s = Direction.MISSED, None
    return LogRow(row_no, number.e164, cell(Column.NAME), way, at, talk_s)


def read_time(day: str, clock: str, order: str, zone: str, now: datetime) -> datetime | None:
    """A moment as logs write it: (milli)seconds since 1970, a date with its time, or both in two cells."""
    if _EPOCH_MS.fullmatch(day):
        return datetime.fromtimestamp(int(day) / 1000, UTC).replace(microsecond=0)
    if _EPOCH_S.fullmatch(day):
        return datetime.fromtimestamp(int(day), UTC)
    if found := _JAVA_DATE.fullmatch(day):
        day = f"{found[2]} {found[1]} {found[6]} {found[3]}"
        if found[5]:
            offset = found[5] if ":" in found[5] else f"{found[5][:3]}:{found[5][3:]}"
            moment = parse_moment(day, order, now.date())
            return _utc(datetime.fromisoformat(f"{moment}{offset}"), zone) if moment else None
    moment = parse_moment(day, order, now.date())
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        at = parse_time(clock) if clock else (time(0) if _says_midnight(day) else None)
        return None if at is None else _utc(datetime.combine(moment, at), zone)
    return _utc(moment, zone)


def _says_midnight(day: str) -> bool:
    """Whether a cell that was read as a bare date had a time of midnight in it."""
    return re.search(r"\b(?:0?0|12):00(?::00)?(?:\s*am)?\b", day, re.IGNORECASE) is not None


def _utc(moment: date | datetime, zone: str) -> datetime:
    assert isinstance(moment, datetime)
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).replace(microsecond=0)


def _letters(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum() or "\u0900" <= ch <= "\u097f")


def matched(
    rows: Sequence[tuple[Hashable, datetime]],
    known: Iterable[tuple[Hashable, datetime]],
    within: timedelta = DOUBLE_WITHIN,
) -> frozenset[int]:
    """Which rows (by place) are kept already: each known call of the same key stands for one row at most.

    The key is the number and the way. Exact times go first, so that what was logged from the same log before
    is found again; then the earliest of both, which matches as many as possible.
    """
    waiting: dict[Hashable, list[datetime]] = defaultdict(list)
    for key, at in known:
        waiting[key].append(at)
    found: set[int] = set()
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for place, (key, at) in enumerate(rows):
        if at in waiting[key]:
            waiting[key].remove(at)
            found.add(place)
        else:
            by_key[key].append(place)
    for key, places in by_key.items():
        times = sorted(waiting[key])
        next_known = 0
        for place in sorted(places, key=lambda p: rows[p][1]):
            at = rows[place][1]
            while next_known < len(times) and times[next_known] < at - within:
                next_known += 1
            if next_known < len(times) and times[next_known] <= at + within:
                found.add(place)
                next_known += 1
    return frozenset(found)
