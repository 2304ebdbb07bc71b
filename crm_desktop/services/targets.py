"""Targets: what is set today holds from tomorrow on, so that nobody's day is measured by another one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.shift import number_of
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work

FROM_TOMORROW = frozenset({"calls_target", "sales_target"})


def target_on(work: Work, key: str, day: int | None = None) -> int:
    """A target as it holds on a day (yyyymmdd) of the office, today unless said."""
    stored = SettingRows(work).of_workspace(key)
    if not isinstance(stored, dict):
        return int(SETTINGS[key].default if stored is None else stored)
    on = _today(work) if day is None else day
    return int(stored["now"] if on >= stored["from"] else stored["was"])


def as_set(stored: Any) -> Any:
    """What was set last, whenever it holds; None when it never was."""
    return stored["now"] if isinstance(stored, dict) else stored


def from_tomorrow(work: Work, key: str, value: int) -> dict[str, int]:
    """A new target as it is kept: what holds today stays for today."""
    tomorrow = work.now.astimezone(ZoneInfo(workspace_zone(work))).date() + timedelta(days=1)
    return {"was": target_on(work, key), "now": value, "from": number_of(tomorrow)}


def _today(work: Work) -> int:
    return number_of(work.now.astimezone(ZoneInfo(workspace_zone(work))).date())
