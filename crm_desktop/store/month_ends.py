"""Which months are closed for entries: what comes later counts on the date on which it happens."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from crm_desktop.domain.rulings import closed_since
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.shift import number_of
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import closed_months
from crm_desktop.store.unit_of_work import Work

_AHEAD = timedelta(hours=14)  # no zone is further ahead of UTC
ADVANCED = "advanced"
CLOSE_DAYS, CLOSED_THROUGH = "months_close_days", "months_closed_through"


def stays_closed(work: Work, day: int) -> bool:
    """Whether the month of a day (yyyymmdd) was closed before the settings that close it were changed."""
    return day // 100 <= int(SettingRows(work).of_workspace(CLOSED_THROUGH) or 0)


def closes_on(work: Work, day: int) -> date | None:
    """From which date on the month of a day (yyyymmdd) is closed, as it is set now; None: it stays open."""
    rows = SettingRows(work)
    if not rows.of_workspace(ADVANCED):
        return None
    kept = rows.of_workspace(CLOSE_DAYS)
    return closed_since(day, int(SETTINGS[CLOSE_DAYS].default if kept is None else kept))


def is_closed(work: Work, day: int) -> bool:
    """Whether the month of a day is closed, for entries or as its calls went.

    A team's server judges it once more, in its own words (`month_is_closed`).
    """
    since = closes_on(work, day)
    if stays_closed(work, day) or (since is not None and office_date(work) >= since):
        return True
    taken = select(closed_months.c.month).where(closed_months.c.month == day // 100)
    return work.connection.execute(taken).first() is not None


def late_day(work: Work, day: int | None) -> int | None:
    """The day on which a step of something of this day counts; None: its own, as its month is open."""
    return number_of(office_date(work)) if day is not None and is_closed(work, day) else None


def day_of_result(work: Work, day: int | None) -> int | None:
    """The day on which a call of this day counts that gets its result only now.

    Its own; today's date where its month was closed meanwhile (a server's `calls_of_closed_months`).
    """
    if is_surely_open(work, day):
        return day
    return late_day(work, day) or day


def is_surely_open(work: Work, day: int | None) -> bool:
    """Whether the month of a day is under way by any clock on earth: it costs no question."""
    return day is None or day // 100 >= number_of((work.now + _AHEAD).date()) // 100
