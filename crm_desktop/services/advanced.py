"""The switch *Advanced*: coaching, rulings and streaks; a small office's first week shows none of them."""

from __future__ import annotations

from datetime import date, timedelta

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.rulings import closed_since
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Work

ADVANCED = "advanced"
CLOSE_DAYS, CLOSED_THROUGH = "months_close_days", "months_closed_through"
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
    if number_of(on) // 100 <= int(SettingRows(work).of_workspace(CLOSED_THROUGH) or 0):
        raise UserError(
            "This month is closed, and stays so. Only a ruling of a team lead changes its figures now.",
            field="at",
        )
    if not is_advanced(work):
        return
    since = closed_since(number_of(on), _close_days(work))
    if office_date(work) >= since:
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
    while closed_since(number_of(month), _close_days(work)) > today:
        month = (month - timedelta(days=1)).replace(day=1)
    through = max(number_of(month) // 100, int(rows.of_workspace(CLOSED_THROUGH) or 0))
    rows.set("workspace", workspace_info(work).id, CLOSED_THROUGH, through)


def _close_days(work: Work) -> int:
    kept = SettingRows(work).of_workspace(CLOSE_DAYS)
    return int(SETTINGS[CLOSE_DAYS].default if kept is None else kept)
