"""Rights to targets, and to leave, which they go by: own, the own team's; in one's name, from tomorrow on.

The trigger `targets_begin_tomorrow` looks at the day, `calendars_begin_tomorrow` likewise.
"""

from __future__ import annotations

from crm_desktop.domain.people import Permission
from crm_desktop.store.team.rules import LIVE, ME, TEAM, Right, Rows, of_person

P = Permission

_BY_ME = f"set_by = {ME}"
_ABOUT = of_person()
_OF_ALL = f"({LIVE} AND person_id IS NULL AND (team_id IS NULL OR team_id = {TEAM}))"
_SEEN = Rows(f"({_ABOUT.own} OR {_OF_ALL})", f"({_ABOUT.team} OR {_OF_ALL})")
# A team lead: of people of the own team, of the team, and of campaigns, which they may change anyway.
_OF_TEAM = (
    f"({_BY_ME} AND CASE WHEN person_id IS NOT NULL THEN {_ABOUT.team} "
    f"WHEN team_id IS NOT NULL THEN team_id = {TEAM} ELSE whose = 'campaign' END)"
)
_NEW = Rows("false", _OF_TEAM, f"({LIVE} AND {_BY_ME})")

_STILL_ON = f"({LIVE} AND last_day >= (SELECT office_today()))"
# Leave: what is to come; past days of open months too, by the own name and clock, told to whose they are.
_TO_COME = f"({LIVE} AND first_day >= (SELECT office_today()))"
_LATE_BY_ME = (
    f"(is_late AND set_by = {ME} AND NOT month_is_closed(first_day) "
    "AND set_at BETWEEN to_date(office_today()::text, 'YYYYMMDD') - interval '1 day' "
    "AND to_date(office_today()::text, 'YYYYMMDD') + interval '2 days')"
)
_LATE = f"({_LATE_BY_ME} AND first_day >= office_today() - 20000 AND last_day < office_today())"
_YESTERDAY = "to_char(to_date(office_today()::text, 'YYYYMMDD') - 1, 'YYYYMMDD')::integer"
_ENDS_NOW = f"({LIVE} AND last_day >= (SELECT {_YESTERDAY}))"

TARGETS: dict[str, tuple[Right, ...]] = {
    "targets": (
        Right("SELECT", _SEEN, P.SEE_REPORTS),
        Right("INSERT", _NEW, P.SET_TARGETS),
    ),
    # Kept by the server (`functions/versions.py`) as campaigns and people change: nobody writes other days.
    "campaign_days": (Right("SELECT", LIVE),),
    "team_members": (Right("SELECT", LIVE),),
    "calendars": (
        Right("SELECT", LIVE),
        Right("INSERT", Rows("false", "false", f"({LIVE} AND {_BY_ME})"), P.CHANGE_SETTINGS),
    ),
    "leaves": (
        Right("SELECT", LIVE),
        Right("INSERT", f"({_TO_COME} OR {_LATE})", P.CHANGE_CAMPAIGNS),
        # What is under way ends yesterday, or later; it isn't deleted, nor made shorter in the past.
        Right("UPDATE", _STILL_ON, P.CHANGE_CAMPAIGNS, columns=("last_day",), check=_ENDS_NOW),
        # The own entry of past days within a day: a slip.
        Right("DELETE", f"({_TO_COME} OR {_LATE_BY_ME})", P.CHANGE_CAMPAIGNS),
    ),
}
