"""People: roles, and the one table that says who may do what, and to whose records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.errors import NotAllowed

COMMAND_SEAT = "command"  # the seat of a script that acts for a person, who need not be at work
LOST = "lost"  # why a sign-in ended whose program was killed


class Role(StrEnum):
    """What a person is in the workspace."""

    TELECALLER = "telecaller"
    TEAM_LEAD = "team_lead"
    ADMIN = "admin"


class Reach(StrEnum):
    """Whose records a permission covers; each contains the ones before it."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Permission(StrEnum):
    """Every act that can be allowed or refused."""

    CALL = "call"
    SEE_LEADS = "see_leads"
    CHANGE_LEADS = "change_leads"
    CREATE_LEADS = "create_leads"
    ASSIGN_LEADS = "assign_leads"
    MERGE_LEADS = "merge_leads"
    DELETE_LEADS = "delete_leads"
    SEE_FULL_NUMBERS = "see_full_numbers"
    IMPORT = "import"
    EXPORT = "export"
    SEE_CALLBACKS = "see_callbacks"
    SEE_PEOPLE = "see_people"
    CHANGE_PEOPLE = "change_people"
    RESET_PASSWORD = "reset_password"
    CHANGE_CAMPAIGNS = "change_campaigns"
    LIFT_DO_NOT_CALL = "lift_do_not_call"
    CHANGE_SETTINGS = "change_settings"
    SHARE_VIEWS = "share_views"
    BACKUP = "backup"
    SEE_AUDIT = "see_audit"
    CHANGE_SALES = "change_sales"
    CONFIRM_SALES = "confirm_sales"
    CHANGE_TEMPLATES = "change_templates"
    SEE_REPORTS = "see_reports"
    ANSWER_PEOPLE = "answer_people"
    TAKE_REQUESTS = "take_requests"
    GUIDE_PEOPLE = "guide_people"
    RULE = "rule"
    SET_TARGETS = "set_targets"
    COACH = "coach"


_N, _O, _T, _A = Reach.NONE, Reach.OWN, Reach.TEAM, Reach.ALL

# One row an act: telecaller, team lead, admin. Services ask `Actor.require`; nothing else decides.
PERMISSIONS: dict[Permission, tuple[Reach, Reach, Reach]] = {
    Permission.CALL: (_O, _O, _O),
    Permission.SEE_LEADS: (_O, _T, _A),
    Permission.CHANGE_LEADS: (_O, _T, _A),
    Permission.CREATE_LEADS: (_O, _T, _A),
    Permission.ASSIGN_LEADS: (_N, _T, _A),
    Permission.MERGE_LEADS: (_N, _T, _A),
    Permission.DELETE_LEADS: (_N, _N, _A),
    Permission.SEE_FULL_NUMBERS: (_O, _T, _A),
    Permission.IMPORT: (_N, _T, _A),
    Permission.EXPORT: (_N, _T, _A),
    Permission.SEE_CALLBACKS: (_O, _T, _A),
    Permission.SEE_PEOPLE: (_N, _T, _A),
    Permission.CHANGE_PEOPLE: (_N, _N, _A),
    Permission.RESET_PASSWORD: (_N, _T, _A),
    Permission.CHANGE_CAMPAIGNS: (_N, _A, _A),
    Permission.LIFT_DO_NOT_CALL: (_N, _N, _A),
    Permission.CHANGE_SETTINGS: (_N, _N, _A),
    Permission.SHARE_VIEWS: (_N, _T, _A),
    Permission.BACKUP: (_N, _N, _A),
    Permission.SEE_AUDIT: (_N, _N, _A),
    Permission.CHANGE_SALES: (_O, _T, _A),
    Permission.CONFIRM_SALES: (_N, _T, _A),
    Permission.CHANGE_TEMPLATES: (_N, _T, _A),
    Permission.SEE_REPORTS: (_O, _T, _A),
    Permission.ANSWER_PEOPLE: (_N, _N, _A),
    Permission.TAKE_REQUESTS: (_O, _T, _A),
    Permission.GUIDE_PEOPLE: (_N, _T, _A),
    Permission.RULE: (_N, _T, _A),
    Permission.SET_TARGETS: (_N, _T, _A),
    Permission.COACH: (_N, _T, _A),
}

_COLUMN = {Role.TELECALLER: 0, Role.TEAM_LEAD: 1, Role.ADMIN: 2}
_ORDER = {Reach.NONE: 0, Reach.OWN: 1, Reach.TEAM: 2, Reach.ALL: 3}


def reach(role: Role, permission: Permission) -> Reach:
    """Whose records `role` may touch with `permission`."""
    return PERMISSIONS[permission][_COLUMN[role]]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in. The password's hash never leaves the store.

    `asks_to_leave_at`: wants the account deleted and waits for an admin; `left_at`: it was deleted.
    """

    id: UUID
    sign_in_name: str
    display_name: str
    role: Role
    team_id: UUID | None
    is_disabled: bool
    must_change_password: bool
    version: int
    asks_to_leave_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """People who work under the same team leads."""

    id: UUID
    name: str
    version: int


@dataclass(frozen=True, slots=True)
class Actor:
    """The person acting, as the services know them during one sign-in."""

    person_id: UUID
    session_id: UUID
    name: str
    role: Role
    team_id: UUID | None

    def reach(self, permission: Permission) -> Reach:
        """Whose records this person may touch with `permission`."""
        return reach(self.role, permission)

    def may(self, permission: Permission, at_least: Reach = Reach.OWN) -> bool:
        """Whether the permission reaches at least that far."""
        return _ORDER[self.reach(permission)] >= _ORDER[at_least]

    def require(self, permission: Permission, at_least: Reach = Reach.OWN, act: str = "") -> Reach:
        """The reach of a permission; raises NotAllowed when it does not reach far enough.

        `act`: a key of ACT_REFUSALS, where what was asked has a sentence of its own.
        """
        if not self.may(permission, at_least):
            raise NotAllowed(ACT_REFUSALS[act] if act else REFUSALS[permission])
        return self.reach(permission)

    def may_touch(self, permission: Permission, owner_id: UUID | None, team_id: UUID | None) -> bool:
        """Whether a record with this owner and team is within the permission's reach.

        A record of nobody's team and nobody's own is open to team leads: someone must give it out.
        """
        match self.reach(permission):
            case Reach.ALL:
                return True
            case Reach.TEAM:
                return owner_id == self.person_id or team_id is None or team_id == self.team_id
            case Reach.OWN:
                return owner_id == self.person_id
            case _:
                return False


# The sentence a refused person reads.
REFUSALS: dict[Permission, str] = {
    Permission.CALL: "You can't make calls with this sign-in. Ask an admin.",
    Permission.SEE_LEADS: "This lead is not yours to see. Ask your team lead.",
    Permission.CHANGE_LEADS: "This lead is not yours to change. Ask your team lead.",
    Permission.CREATE_LEADS: "You can't add leads with this sign-in. Ask your team lead.",
    Permission.ASSIGN_LEADS: "Only a team lead or an admin can give leads to someone. Ask your team lead.",
    Permission.MERGE_LEADS: "Only a team lead or an admin can merge leads. Ask your team lead.",
    Permission.DELETE_LEADS: "Only an admin can delete leads. Ask an admin.",
    Permission.SEE_FULL_NUMBERS: "This number is hidden from your role. You can still call it.",
    Permission.IMPORT: "Only a team lead or an admin can import leads. Ask your team lead.",
    Permission.EXPORT: "Only a team lead or an admin can export leads. Ask your team lead.",
    Permission.SEE_CALLBACKS: "These call-backs are not yours to see. Ask your team lead.",
    Permission.SEE_PEOPLE: "Only a team lead or an admin can see the people. Ask your team lead.",
    Permission.CHANGE_PEOPLE: "Only an admin can add, change or disable people. Ask an admin.",
    Permission.RESET_PASSWORD: "Only a team lead or an admin can set one-time passwords. Ask your team lead.",
    Permission.CHANGE_CAMPAIGNS: "Only a team lead or an admin can change campaigns. Ask one.",
    Permission.LIFT_DO_NOT_CALL: "Only an admin can lift a do-not-call. Ask an admin.",
    Permission.CHANGE_SETTINGS: "Only an admin can change the workspace's settings. Ask an admin.",
    Permission.SHARE_VIEWS: "Only a team lead or an admin can share a view. Save it for yourself instead.",
    Permission.BACKUP: "Only an admin can make or restore a backup. Ask an admin.",
    Permission.SEE_AUDIT: "Only an admin can read the audit. Ask an admin.",
    Permission.CHANGE_SALES: "This sale is not yours to change. Ask your team lead.",
    Permission.CONFIRM_SALES: "Only a team lead or an admin can confirm a sale. Ask your team lead.",
    Permission.CHANGE_TEMPLATES: "Only a team lead or an admin can change the texts. Ask your team lead.",
    Permission.ANSWER_PEOPLE: "Only an admin answers what people ask about their data. Ask an admin.",
    Permission.TAKE_REQUESTS: "This request is not yours to see. Ask your team lead.",
    Permission.GUIDE_PEOPLE: "Only a team lead or an admin can do this for somebody. Ask your team lead.",
    Permission.COACH: "Only a team lead or an admin reviews calls. Ask your team lead.",
    Permission.RULE: "Only a team lead or an admin rules on contested rows. Ask your team lead.",
    Permission.SET_TARGETS: "Only their team lead or an admin sets this target. Ask one.",
    Permission.SEE_REPORTS: "These figures are not yours to see. Ask your team lead.",
}

# The same of acts that say it better than the permission they go by.
ACT_REFUSALS: dict[str, str] = {
    "export": "Only an admin can export the whole workspace. Ask an admin.",
    "bring": "Only an admin can bring an archive back. Ask an admin.",
    "delete": "Only an admin can delete the workspace. Ask an admin.",
    "move": "Only an admin can move the workspace to a server or back. Ask an admin.",
    "number lists": "Only an admin brings or ends lists of numbers that aren’t called. Ask an admin.",
    "seats": "Only an admin looks after the team’s workstations. Ask an admin.",
    "recovery code": "Only an admin can make a new recovery code. Ask an admin.",
}
