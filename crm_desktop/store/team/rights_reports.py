"""Rights to saved reports and their schedules: one's own, and what was shared with one's team."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role
from crm_desktop.store.team.rules import ME, STAFF, TEAM, Right, Rows

P = Permission

_MINE = f"owner_id = {ME}"
_OF_US = f"({_MINE} OR (is_shared AND (team_id IS NULL OR team_id = {TEAM})))"
_SEEN = Rows(_OF_US, _OF_US, f"({_MINE} OR is_shared)")
# With the own team alone: that of somebody without one is shared with everybody.
_AS_MINE = f"({_MINE} AND team_id IS NOT DISTINCT FROM {TEAM})"
_UNSHARED = f"({_AS_MINE} AND NOT is_shared)"
_MY_SCHEDULE = (
    f"({_MINE} AND EXISTS (SELECT 1 FROM saved_reports r WHERE r.id = report_id AND r.owner_id = {ME}))"
)

REPORTS: dict[str, tuple[Right, ...]] = {
    "saved_reports": (
        Right("SELECT", _SEEN, P.SEE_REPORTS),
        Right("INSERT", _UNSHARED, roles=(Role.TELECALLER,)),
        Right("INSERT", _AS_MINE, roles=STAFF),
        Right("UPDATE", _MINE, roles=(Role.TELECALLER,), check=_UNSHARED),
        Right("UPDATE", _MINE, roles=STAFF, check=_AS_MINE),
        Right("DELETE", _MINE),
    ),
    # A folder of a computer is its owner's to know.
    "report_schedules": (
        Right("SELECT", _MINE),
        Right("INSERT", _MY_SCHEDULE),
        Right("UPDATE", _MINE, check=_MY_SCHEDULE),
        Right("DELETE", _MINE),
    ),
}
