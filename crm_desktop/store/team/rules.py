"""How a permission looks as rows of a table: the words the policies are made of."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.people import Permission, Reach, Role, reach

ME = "(SELECT acting())"
TEAM = "(SELECT acting_team())"
HELD = "(SELECT held_leads())"  # an array: asked once a statement
LIVE = f"{ME} IS NOT NULL"

ROLES = tuple(Role)
STAFF = (Role.TEAM_LEAD, Role.ADMIN)
ADMIN = (Role.ADMIN,)


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table a permission covers, by how far it reaches; `all` is any live sign-in."""

    own: str
    team: str
    all: str = LIVE

    def at(self, to: Reach) -> str | None:
        """The condition for one reach; None where nothing is reached."""
        return {Reach.NONE: None, Reach.OWN: self.own, Reach.TEAM: self.team, Reach.ALL: self.all}[to]


@dataclass(frozen=True, slots=True)
class Right:
    """What may be done with a table's rows: by whom, to which rows, and which columns (none said: all)."""

    command: str  # SELECT | INSERT | UPDATE | DELETE
    rows: Rows | str
    permission: Permission | None = None  # whose reach decides; None: `rows` is the same for all of `roles`
    roles: tuple[Role, ...] = ROLES
    columns: tuple[str, ...] = ()
    check: Rows | str | None = None  # of an UPDATE: what the row must be afterwards; as before unless said

    def condition(self, role: Role, of: Rows | str | None = None) -> str | None:
        """The condition for a role; None where the role may not at all."""
        rows = self.rows if of is None else of
        if role not in self.roles:
            return None
        if self.permission is None:
            return rows if isinstance(rows, str) else rows.at(_WIDEST[role])
        to = reach(role, self.permission)
        if to is Reach.NONE:
            return None
        return rows if isinstance(rows, str) else rows.at(to)


# How far a role's rows go where a table has no permission of its own: as far as it sees leads.
_WIDEST = {role: reach(role, Permission.SEE_LEADS) for role in Role}


def of_lead(column: str = "lead_id") -> Rows:
    """Rows that belong to a lead: seen with it. The inner question obeys the policies of `leads`."""
    with_lead = f"EXISTS (SELECT 1 FROM leads seen WHERE seen.id = {column})"
    return Rows(with_lead, with_lead)


def of_person(column: str = "person_id") -> Rows:
    """Rows about a person: one's own, those of the own team, everybody's."""
    mine = f"{column} = {ME}"
    team = f"EXISTS (SELECT 1 FROM people who WHERE who.id = {column} AND who.team_id = {TEAM})"
    return Rows(mine, f"({mine} OR {team})")


def either(one: Rows, other: Rows) -> Rows:
    """Rows that are in one or the other."""
    return Rows(f"({one.own} OR {other.own})", f"({one.team} OR {other.team})")


def both(one: Rows, other: Rows) -> Rows:
    """Rows that are in both."""
    return Rows(
        f"({one.own} AND {other.own})", f"({one.team} AND {other.team})", f"({one.all} AND {other.all})"
    )
