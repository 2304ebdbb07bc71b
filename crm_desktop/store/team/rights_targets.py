"""Rights to targets: a person's own, the own team's; only added to, in one's own name, from tomorrow on.

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
}
