"""The switch *Advanced*: coaching, rulings and streaks; a small office's first week shows none of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.rulings import closed_since
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work

ADVANCED = "advanced"


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

    A month closes, where the switch is on, some days after its last one by the office's clock.
    """
    if not is_advanced(work):
        return
    kept = SettingRows(work).of_workspace("months_close_days")
    after = int(SETTINGS["months_close_days"].default if kept is None else kept)
    since = closed_since(number_of(on), after)
    if work.now.astimezone(ZoneInfo(workspace_zone(work))).date() >= since:
        raise UserError(
            "This month was closed on {day}. Only a ruling of a team lead changes its figures now.",
            field="at",
            day=day_of_date(since),
        )
