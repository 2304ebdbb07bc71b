"""The days a report can be about, by name: worked out anew each time it is asked."""

from __future__ import annotations

from datetime import date, timedelta

PERIODS = (
    *("today", "yesterday", "week", "last_week", "month", "last_month"),
    *("last_7_days", "last_30_days", "quarter", "last_quarter", "days"),
)


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day of a named period; weeks begin on Monday, running ones end today.

    The last 7 and 30 days end yesterday; quarters are those of the calendar. Anything else is today.
    """
    yesterday, monday = today - timedelta(days=1), today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    match period:
        case "yesterday":
            return yesterday, yesterday
        case "week":
            return monday, today
        case "last_week":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "month":
            return first, today
        case "last_month":
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        case "last_7_days":
            return today - timedelta(days=7), yesterday
        case "last_30_days":
            return today - timedelta(days=30), yesterday
        case "quarter":
            return quarter, today
        case "last_quarter":
            last = quarter - timedelta(days=1)
            return date(last.year, last.month - 2, 1), last
        case _:
            return today, today
