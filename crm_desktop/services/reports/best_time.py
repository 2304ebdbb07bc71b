"""`best-time`: at which hours of which days people are reached."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.domain.kpi import merged
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import calls_by
from crm_desktop.services.reports.report import Found, Report, columns_of, notes_of, text_column, then_notes
from crm_desktop.services.reports.table import Column, make_row

TITLE_LABELS: dict[str, str] = {"best-time": "Best time to call", "weekday": "Day", "hour": "Hour"}
DAY_LABELS: dict[str, str] = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_DAYS = tuple(DAY_LABELS)
_WEEKDAY = text_column("weekday", TITLE_LABELS["weekday"])
_HOUR = text_column("hour", TITLE_LABELS["hour"])
_NAMED: dict[str, tuple[Column, ...]] = {
    "weekday_hour": (_WEEKDAY, _HOUR),
    "hour": (_HOUR,),
    "weekday": (_WEEKDAY,),
}


def is_in(at: datetime, key: str) -> bool:
    """Whether a moment by the office's clock lies in a row's "Mon 10", "Mon" or "10"."""
    hour, day = f"{at.hour:02d}", _DAYS[at.weekday()]
    return key in (hour, day, f"{day} {hour}")


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The totals of the calls by the clock's hour, the day of the week, or both, in their order."""
    named = _NAMED[asked.by]
    columns = (*named, *columns)
    found = calls_by(asked, "hour_at")
    zone, gathered = ZoneInfo(asked.zone), defaultdict(list)
    for hour_at, figures in found.items():
        at = hour_at.astimezone(zone)
        place = (at.weekday() if _WEEKDAY in named else 0, at.hour if _HOUR in named else 0)
        gathered[place].append(figures)
    rows = []
    for (weekday, hour), some in sorted(gathered.items()):
        words: dict[str, Any] = {"weekday": DAY_LABELS[_DAYS[weekday]], "hour": f"{hour:02d}:00"}
        key = " ".join(
            part for part, column in ((_DAYS[weekday], _WEEKDAY), (f"{hour:02d}", _HOUR)) if column in named
        )
        rows.append(make_row(key, {**merged(some), **words}, columns))
    return Found(rows, (*then_notes(asked), *notes_of(found)), columns=columns)


REPORT = Report(
    "best-time",
    TITLE_LABELS["best-time"],
    columns_of(
        *("calls", "answered", "connect_rate", "conversations", "contact_rate", "successes", "conversion")
    ),
    find,
    tuple(_NAMED),
    of_then=tuple(_NAMED),
)
