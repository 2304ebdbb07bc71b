"""What a team's workspace is called on its server: schema, groups and people's roles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from crm_desktop.domain.people import Role
from crm_desktop.errors import UserError

LONGEST_SLUG = 18  # `crm_` + 18 + `_` + the longest sign-in name (40) are the 63 bytes of a PostgreSQL name
_LONGEST_NAME = 63
#: The server's setting of who moves a workspace there, totals and all; heeded of the owner alone.
MOVING = "crm.moving"


def slug_of(workspace_name: str, taken: frozenset[str] = frozenset()) -> str:
    """The workspace's name in a-z, 0-9 and _; numbered where another workspace of the server has it."""
    plain = unicodedata.normalize("NFKD", workspace_name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_SLUG].strip("_") or "office"
    number, found = 1, slug
    while found in taken:
        number += 1
        ending = f"_{number}"
        found = slug[: LONGEST_SLUG - len(ending)].strip("_") + ending
    return found


@dataclass(frozen=True, slots=True)
class TeamNames:
    """The names on the server that belong to one workspace."""

    slug: str

    @property
    def schema(self) -> str:
        """Where the tables are."""
        return f"crm_{self.slug}"

    @property
    def owner(self) -> str:
        """Owns tables and functions; nobody signs in as it."""
        return f"crm_{self.slug}__owner"

    @property
    def keeper(self) -> str:
        """Owns the functions about people, which make roles; nobody signs in as it."""
        return f"crm_{self.slug}__keeper"

    def group(self, role: Role) -> str:
        """The group of everybody with this role."""
        return f"crm_{self.slug}__{role.value}"

    @property
    def groups(self) -> tuple[str, ...]:
        """The three groups."""
        return tuple(self.group(role) for role in Role)

    @property
    def person_prefix(self) -> str:
        """What people's roles begin with."""
        return f"crm_{self.slug}_"

    def person(self, sign_in_name: str) -> str:
        """A person's role; UserError when the name can't be one on a server."""
        role = f"{self.person_prefix}{sign_in_name}"
        if sign_in_name.startswith("_") or len(role.encode()) > _LONGEST_NAME:
            raise UserError(
                "The sign-in name “{name}” can't be used on a server. "
                "Take a shorter one that doesn't begin with “_”.",
                field="sign_in_name",
                name=sign_in_name,
            )
        return role
