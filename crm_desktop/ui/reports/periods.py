"""The days a report can be about, by name."""

from __future__ import annotations

from datetime import date, timedelta

PERIODS = ("today", "yesterday", "week", "last_week", "month", "last_month", "days")


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day of a named period; weeks begin on Monday, running ones end today."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    match period:
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "week":
            return monday, today
        case "last_week":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "month":
            return first, today
        case "last_month":
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        case _:
            return today, today
