"""Who is named as grievance officer; stands on every letter and receipt."""

from __future__ import annotations

from crm_desktop.domain.letters import OFFICER_KEYS, Officer
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work


def officer_of(work: Work) -> Officer:
    """Who is named as grievance officer."""
    known = SettingRows(work).of_workspace_many(list(OFFICER_KEYS))
    return Officer(*(str(known.get(key, "")) for key in OFFICER_KEYS))
