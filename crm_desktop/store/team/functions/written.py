"""How a function of the server is written down."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.people import Role
from crm_desktop.store.team.names import TeamNames

EVERYBODY = (Role.TELECALLER, Role.TEAM_LEAD, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Function:
    """A function with its owner's rights. `body` may name {prefix}, what people's roles begin with."""

    signature: str  # name(parameter type, …)
    returns: str
    body: str
    language: str = "sql"
    is_stable: bool = False
    callers: tuple[Role, ...] = EVERYBODY  # nobody: only other functions and policies call it
    is_of_keeper: bool = False  # makes roles

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.signature.partition("(")[0]

    def statements(self, names: TeamNames, path: str) -> list[str]:
        """What makes it, callable by nobody yet but its owner."""
        body = self.body.replace("{prefix}", names.person_prefix).replace("{slug}", names.slug)
        volatility = "STABLE" if self.is_stable else "VOLATILE"
        made = (
            f"CREATE OR REPLACE FUNCTION {self.signature} RETURNS {self.returns} LANGUAGE {self.language} "
            f"{volatility} SECURITY DEFINER SET search_path = {path}, pg_temp AS $function${body}$function$"
        )
        return [made]
