"""Somebody's account is deleted: the neutral name their work stays under, and what becomes of the work."""

from __future__ import annotations

from crm_desktop.domain.people import Role

# What the setting `leaving_work` may be: open work stays where it is, or goes to the team's lead.
KEPT, HANDED_OVER = "kept", "handed_over"
# Whoever left is on leave on every day, so that others keep their promises.
GONE_SINCE, GONE_UNTIL = 20000101, 99991231
FORMER_LABELS: dict[Role, str] = {
    Role.TELECALLER: "Former telecaller",
    Role.TEAM_LEAD: "Former team lead",
    Role.ADMIN: "Former admin",
}


def neutral_name(role: Role, no: int) -> str:
    """What stands in the place of a name: “Former telecaller 3”, counted over everybody who left."""
    return f"{FORMER_LABELS[role]} {no}"


def neutral_sign_in(no: int) -> str:
    """A sign-in name that nobody can have: the colon can't be typed into one."""
    return f"former:{no}"
