"""The switch *Advanced*: coaching, rulings and streaks; a small office's first week shows none of them."""

from __future__ import annotations

from crm_desktop.errors import UserError
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
