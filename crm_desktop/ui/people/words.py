"""The words of roles, reaches and permissions."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Permission, Reach, Role

_ROLES: dict[Role, str] = {
    Role.TELECALLER: str(QT_TRANSLATE_NOOP("people", "Telecaller")),
    Role.TEAM_LEAD: str(QT_TRANSLATE_NOOP("people", "Team lead")),
    Role.ADMIN: str(QT_TRANSLATE_NOOP("people", "Admin")),
}

_REACHES: dict[Reach, str] = {
    Reach.NONE: str(QT_TRANSLATE_NOOP("people", "no")),
    Reach.OWN: str(QT_TRANSLATE_NOOP("people", "own")),
    Reach.TEAM: str(QT_TRANSLATE_NOOP("people", "own team")),
    Reach.ALL: str(QT_TRANSLATE_NOOP("people", "everybody’s")),
}

# What a permission lets one do, and the group it stands in.
_CALLS = str(QT_TRANSLATE_NOOP("people", "Calling and leads"))
_DATA = str(QT_TRANSLATE_NOOP("people", "Data in and out"))
_PEOPLE = str(QT_TRANSLATE_NOOP("people", "People"))
_OFFICE = str(QT_TRANSLATE_NOOP("people", "The workspace"))

GROUPS: tuple[tuple[str, tuple[tuple[Permission, str], ...]], ...] = (
    (
        _CALLS,
        (
            (Permission.CALL, str(QT_TRANSLATE_NOOP("people", "Make calls"))),
            (Permission.SEE_LEADS, str(QT_TRANSLATE_NOOP("people", "See leads"))),
            (Permission.SEE_FULL_NUMBERS, str(QT_TRANSLATE_NOOP("people", "See full numbers"))),
            (Permission.CHANGE_LEADS, str(QT_TRANSLATE_NOOP("people", "Change leads"))),
            (Permission.CREATE_LEADS, str(QT_TRANSLATE_NOOP("people", "Add leads"))),
            (Permission.ASSIGN_LEADS, str(QT_TRANSLATE_NOOP("people", "Give leads to someone"))),
            (Permission.MERGE_LEADS, str(QT_TRANSLATE_NOOP("people", "Merge leads"))),
            (Permission.DELETE_LEADS, str(QT_TRANSLATE_NOOP("people", "Delete leads"))),
            (Permission.SEE_CALLBACKS, str(QT_TRANSLATE_NOOP("people", "See call-backs"))),
            (Permission.LIFT_DO_NOT_CALL, str(QT_TRANSLATE_NOOP("people", "Lift a do-not-call"))),
            (Permission.CHANGE_SALES, str(QT_TRANSLATE_NOOP("people", "See and change sales"))),
            (Permission.CONFIRM_SALES, str(QT_TRANSLATE_NOOP("people", "Confirm sales"))),
        ),
    ),
    (
        _DATA,
        (
            (Permission.IMPORT, str(QT_TRANSLATE_NOOP("people", "Import files"))),
            (Permission.EXPORT, str(QT_TRANSLATE_NOOP("people", "Export leads"))),
            (
                Permission.TAKE_REQUESTS,
                str(QT_TRANSLATE_NOOP("people", "Take down what people ask about their data")),
            ),
            (
                Permission.ANSWER_PEOPLE,
                str(QT_TRANSLATE_NOOP("people", "Find and give out all that is kept of a person")),
            ),
            (Permission.SHARE_VIEWS, str(QT_TRANSLATE_NOOP("people", "Share views"))),
            (Permission.SEE_REPORTS, str(QT_TRANSLATE_NOOP("people", "See figures and reports"))),
        ),
    ),
    (
        _PEOPLE,
        (
            (Permission.SEE_PEOPLE, str(QT_TRANSLATE_NOOP("people", "See people and sign-in times"))),
            (Permission.CHANGE_PEOPLE, str(QT_TRANSLATE_NOOP("people", "Add, change and disable people"))),
            (Permission.RESET_PASSWORD, str(QT_TRANSLATE_NOOP("people", "Set one-time passwords"))),
            (
                Permission.GUIDE_PEOPLE,
                str(QT_TRANSLATE_NOOP("people", "Send notes, end forgotten breaks, move people")),
            ),
            (Permission.RULE, str(QT_TRANSLATE_NOOP("people", "Rule on contested rows"))),
            (Permission.SET_TARGETS, str(QT_TRANSLATE_NOOP("people", "Set targets"))),
            (Permission.COACH, str(QT_TRANSLATE_NOOP("people", "Review calls"))),
        ),
    ),
    (
        _OFFICE,
        (
            (Permission.CHANGE_CAMPAIGNS, str(QT_TRANSLATE_NOOP("people", "Change campaigns and results"))),
            (Permission.CHANGE_TEMPLATES, str(QT_TRANSLATE_NOOP("people", "Change the texts of messages"))),
            (Permission.CHANGE_SETTINGS, str(QT_TRANSLATE_NOOP("people", "Change the workspace’s settings"))),
            (Permission.BACKUP, str(QT_TRANSLATE_NOOP("people", "Back up and restore"))),
            (Permission.SEE_AUDIT, str(QT_TRANSLATE_NOOP("people", "Read the audit"))),
        ),
    ),
)


YES = str(QT_TRANSLATE_NOOP("people", "yes"))
# Acts on what belongs to the whole workspace, not to somebody.
OWNERLESS = frozenset(
    {
        Permission.CHANGE_CAMPAIGNS,
        Permission.CHANGE_TEMPLATES,
        Permission.CHANGE_SETTINGS,
        Permission.BACKUP,
        Permission.SEE_AUDIT,
        Permission.CHANGE_PEOPLE,
    }
)


def tr(text: str) -> str:
    """One of these words in the program's language."""
    return QCoreApplication.translate("people", text)


_SKILLS: dict[str, str] = {
    "language": str(QT_TRANSLATE_NOOP("people", "Languages")),
    "product": str(QT_TRANSLATE_NOOP("people", "Products")),
    "city": str(QT_TRANSLATE_NOOP("people", "Cities")),
    "state": str(QT_TRANSLATE_NOOP("people", "States")),
    "source": str(QT_TRANSLATE_NOOP("people", "Sources of leads")),
    "company": str(QT_TRANSLATE_NOOP("people", "Companies")),
}


def skill_words(field: str) -> str:
    """What the skills of one of the lead's fields are called."""
    return tr(_SKILLS[field])


def role_words(role: Role) -> str:
    """What a role is called."""
    return tr(_ROLES[role])


def reach_words(reach: Reach) -> str:
    """Whose records a permission covers: “own team”."""
    return tr(_REACHES[reach])


def leave_words(leave: Leave | None) -> str:
    """From when to when somebody is away; '' for nobody."""
    if leave is None:
        return ""
    if leave.first == leave.last:
        return day_of_date(leave.first)
    return QCoreApplication.translate("people", "{first} to {last}").format(
        first=day_of_date(leave.first), last=day_of_date(leave.last)
    )
