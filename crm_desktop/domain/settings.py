"""Every setting: what it means, whose it is (workspace, person or workstation) and what it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crm_desktop.domain.leaving import HANDED_OVER, KEPT
from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.retention import KEPT_MONTHS
from crm_desktop.errors import UserError


class Scope(StrEnum):
    """Whose a setting is: everybody's, one person's on any computer, or this computer's."""

    WORKSPACE = "workspace"
    PERSON = "person"
    WORKSTATION = "workstation"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `least` and `most` bound numbers; `choices` bound words; None: not bounded."""

    key: str
    scope: Scope
    default: Any
    label: str
    least: int | None = None
    most: int | None = None
    choices: tuple[Any, ...] | None = None

    def checked(self, value: Any) -> Any:
        """The value if the setting can take it; raises UserError with what it can be otherwise."""
        if self.choices is not None:
            if value not in self.choices:
                raise UserError(
                    "“{value}” can't be chosen for “{label}”. It can be: {choices}.",
                    field=self.key,
                    value=value,
                    label=self.label,
                    choices=", ".join(str(c) for c in self.choices),
                )
            return value
        if type(value) is not type(self.default):
            raise UserError(
                "“{label}” can't be {value}. Type another.", field=self.key, label=self.label, value=value
            )
        low = self.least is not None and value < self.least
        if low or (self.most is not None and value > self.most):
            raise UserError(
                "“{label}” must be between {least} and {most}.",
                field=self.key,
                label=self.label,
                least=self.least,
                most=self.most,
            )
        return value


_W, _P, _S = Scope.WORKSPACE, Scope.PERSON, Scope.WORKSTATION

SETTINGS: Mapping[str, Setting] = {
    s.key: s
    for s in (
        Setting("lock_after_minutes", _W, 10, "Lock after minutes without a key", 1, 240),
        Setting("old_data_swept", _W, False, "Old data goes by itself once a day"),
        Setting("import_undo_days", _W, 30, "Days an import can be undone", 1, 90),
        Setting("calls_target", _W, 80, "Calls a day to aim for", 1, 1000),
        Setting("kept_minutes", _W, 120, "Minutes calling goes on without the server", 15, 120),
        Setting("callbacks_most", _W, 150, "Open call-backs a person may have", 2, 2000),
        Setting(
            "callbacks_broken_days", _W, 7, "Days after which a missed call-back counts as broken", 1, 60
        ),
        Setting("quiet_from", _W, 20 * 60, "No notifications from", 0, 24 * 60),
        Setting("quiet_until", _W, 8 * 60, "No notifications until", 0, 24 * 60),
        *(
            Setting(reason.setting, _W, reason.minutes, f"Minutes a break may take: {reason.code}", 0, 480)
            for reason in BREAK_REASONS
        ),
        Setting("sales_target", _W, 0, "Sales a month to aim for, each caller", 0, 1_000_000_000),
        Setting("advanced", _W, False, "Coaching, rulings and streaks"),
        Setting("streaks", _W, True, "Streaks of people who reach the day’s targets"),
        Setting("streaks_shown", _P, True, "Show my streak"),
        Setting("team_goal", _W, True, "Goals of the team and the office"),
        Setting("team_goal_shown", _P, True, "Show the team’s goal"),
        Setting("months_close_days", _W, 5, "Days after its last one until a month is closed", 0, 60),
        Setting("rulings_told", _P, "", "Until when changes by others were told"),
        Setting("backup_folder", _W, "", "Folder for the daily backup"),
        Setting("recovery_code_confirmed", _W, False, "Recovery code typed back"),
        Setting("numbers_hidden", _W, False, "Hide phone numbers from telecallers"),
        Setting("number_lookups_per_hour", _W, 30, "Numbers one person may look up in an hour", 0, 1000),
        Setting("call_days_back", _W, 31, "Days back a call can be entered", 1, 365),
        Setting("calls_kept_months", _W, 0, "Months calls are kept, 0 for ever", choices=KEPT_MONTHS),
        Setting("reports_server", _W, "", "Copy of the server for reports"),
        Setting("rule_profile", _W, "", "Rules we keep"),
        Setting("recipients", _W, [], "Who gets data"),
        Setting("logo", _W, "", "Logo on paper"),
        Setting("exports_told", _P, "", "Week whose exports were told"),
        Setting("officer_name", _W, "", "Grievance officer"),
        Setting("officer_email", _W, "", "Grievance officer’s e-mail"),
        Setting("officer_phone", _W, "", "Grievance officer’s phone"),
        Setting("officer_address", _W, "", "Grievance officer’s address"),
        Setting("leaving_work", _W, KEPT, "Work of who leaves", choices=(KEPT, HANDED_OVER)),
        Setting("leaving_asks", _W, False, "An admin agrees before an account is deleted"),
        Setting("gate_on", _W, False, "It is asked why people may be called"),
        Setting("last_campaign", _P, "", "Campaign last worked on"),
        Setting("lead_columns", _P, [], "Columns of the lead list"),
        Setting("remarks", _P, {}, "Ready remarks by abbreviation"),
        Setting("language", _P, "", "Language"),
        Setting("dialler", _S, "by_hand", "How calls are made", choices=("by_hand", "os_link", "practice")),
    )
}
# Shown by the settings page; texts of settings that have no row of their own stay out of it.
LABELS: dict[str, str] = {
    "lock_after_minutes": "Lock after minutes without a key",
    "import_undo_days": "Days an import can be undone",
    "calls_target": "Calls a day to aim for",
    "kept_minutes": "Minutes calling goes on without the server",
    "callbacks_most": "Open call-backs a person may have",
    "callbacks_broken_days": "Days after which a missed call-back counts as broken",
    "quiet_from": "No notifications from",
    "quiet_until": "No notifications until",
    "break_minutes_tea": "Minutes a break may take: Tea",
    "break_minutes_lunch": "Minutes a break may take: Lunch",
    "break_minutes_washroom": "Minutes a break may take: Washroom",
    "break_minutes_meeting": "Minutes a break may take: Meeting",
    "break_minutes_power": "Minutes a break may take: Power",
    "sales_target": "Sales a month to aim for, each caller",
    "backup_folder": "Folder for the daily backup",
    "advanced": "Coaching, rulings and streaks",
    "streaks": "Streaks of people who reach the day’s targets",
    "streaks_shown": "Show my streak",
    "team_goal": "Goals of the team and the office",
    "team_goal_shown": "Show the team’s goal",
    "months_close_days": "Days after its last one until a month is closed",
    "numbers_hidden": "Hide phone numbers from telecallers",
    "number_lookups_per_hour": "Numbers one person may look up in an hour",
    "call_days_back": "Days back a call can be entered",
    "calls_kept_months": "Months calls are kept, 0 for ever",
    "reports_server": "Copy of the server for reports",
    "language": "Language",
    "dialler": "How calls are made",
}

# Abbreviations that expand in a call note when followed by a space; each person may change their own.
READY_REMARKS: dict[str, str] = {
    "rnr": "Rang, no reply.",
    "cbl": "Asked to be called later.",
    "nint": "Not interested at present.",
    "wapp": "Send details on WhatsApp.",
    "dec": "Decision is with the family.",
    "pri": "Finds the price high.",
}
