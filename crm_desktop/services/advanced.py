"""The switch *Advanced*: coaching, rulings and streaks; a small office's first week shows none of them."""

from __future__ import annotations

from datetime import date, timedelta

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.month_ends import ADVANCED, CLOSE_DAYS, CLOSED_THROUGH, closes_on, stays_closed
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Work

__all__ = ["ADVANCED", "CLOSES", "is_advanced", "keep_closed", "refuse_closed_month", "require_advanced"]

#: Settings that would open months again which are closed by them.
CLOSES = frozenset({ADVANCED, CLOSE_DAYS})


def is_advanced(work: Work) -> bool:
    """Whether the workspace has it switched on."""
    return bool(SettingRows(work).of_workspace(ADVANCED))


def require_advanced(work: Work) -> None:
    """For acts that stand behind the switch; raises UserError while it is off."""
    if not is_advanced(work):
        raise UserError(
            "Coaching, rulings and streaks are switched off here. An admin switches them on in the settings, "
            "Workspace."
        )


def refuse_closed_month(work: Work, on: date) -> None:
    """Raise UserError where the month of a date is closed: its figures are changed by rulings alone.

    A month closes, where the switch is on, some days after its last one by the office's clock. What was
    closed stays so, whatever becomes of the setting and the switch (`keep_closed`).
    """
    if stays_closed(work, number_of(on)):
        raise UserError(
            "This month is closed, and stays so. Only a ruling of a team lead changes its figures now.",
            field="at",
        )
    since = closes_on(work, number_of(on))
    if since is not None and office_date(work) >= since:
        raise UserError(
            "This month was closed on {day}. Only a ruling of a team lead changes its figures now.",
            field="at",
            day=day_of_date(since),
        )


def keep_closed(work: Work) -> None:
    """Keep which months are closed by now; asked before a setting that closes them is changed."""
    if not is_advanced(work):
        return
    rows, today = SettingRows(work), office_date(work)
    month = today.replace(day=1)
    while (closes_on(work, number_of(month)) or today) > today:
        month = (month - timedelta(days=1)).replace(day=1)
    through = max(number_of(month) // 100, int(rows.of_workspace(CLOSED_THROUGH) or 0))
    rows.set("workspace", workspace_info(work).id, CLOSED_THROUGH, through)
