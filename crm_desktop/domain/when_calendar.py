"""Days of the calendar for typed times: months on, weekdays of a week, dates that may not exist."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from crm_desktop.domain.when_refusals import NO_SUCH_DATE, Unclear

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905


def months_on(day: date, number: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_of_next(day: date) -> date:
    """The first day of the month after."""
    return months_on(day.replace(day=1), 1)


def last_of(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def weekday_on(today: date, weekday: int, weeks: int = 0) -> date:
    """That day (0 = Monday) of this week or of one so many weeks later; weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def day_in(year: int, month: int, number: int) -> date:
    """A date; raises Unclear when there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        raise Unclear(NO_SUCH_DATE) from None


def shown_day(day: date) -> str:
    """ "5 Dec"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"
