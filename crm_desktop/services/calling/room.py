"""How many open call-backs a person may have: more than one can keep are promises to nobody."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import UserError
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work


def check_room(work: Work, person_id: UUID, *, freed: int = 0, is_own: bool = True) -> None:
    """Whether one more promise fits; raises UserError at callback_at. `freed`: how many end with this act.

    Reminders and missed calls don't count: nobody chose to promise them.
    """
    promises = Callbacks(work).count_promises(person_id) - freed
    setting = SETTINGS["callbacks_most"]
    if promises < (setting.least or 0):  # whatever the office has set
        return
    limit = int(SettingRows(work).of_workspace(setting.key) or setting.default)
    if promises < limit:
        return
    if is_own:
        raise UserError(
            "You have {limit} open call-backs, as many as allowed. Keep or hand over some first.",
            field="callback_at",
            limit=limit,
        )
    raise UserError(
        "They have {limit} open call-backs, as many as allowed. Choose someone else.", limit=limit
    )
