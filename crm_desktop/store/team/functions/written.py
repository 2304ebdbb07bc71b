"""How a function of the server is written down."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.people import Role
from crm_desktop.store.team.names import TeamNames

EVERYBODY = (Role.TELECALLER, Role.TEAM_LEAD, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Function:
    """A function, with its owner's rights unless said; {prefix} in it is what roles begin with."""

    signature: str  # name(parameter type, …)
    returns: str
    body: str
    language: str = "sql"
    is_stable: bool = False
    callers: tuple[Role, ...] = EVERYBODY  # nobody: only other functions and policies call it
    is_of_keeper: bool = False  # makes roles
    is_invoker: bool = False  # with the rights of whoever runs into it
    trigger: str = ""  # when it runs by itself, e.g. BEFORE INSERT ON calls

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.signature.partition("(")[0]

    def statements(self, names: TeamNames, path: str) -> list[str]:
        """What makes it, callable by nobody yet but its owner."""
        body = self.body.replace("{prefix}", names.person_prefix).replace("{slug}", names.slug)
        kind = "STABLE" if self.is_stable else "VOLATILE"
        kind += f" SECURITY {'INVOKER' if self.is_invoker else 'DEFINER'}"
        made = (
            f"CREATE OR REPLACE FUNCTION {self.signature} RETURNS {self.returns} LANGUAGE {self.language} "
            f"{kind} SET search_path = {path}, pg_temp AS $function${body}$function$"
        )
        if not self.trigger:
            return [made]
        table = self.trigger.partition(" ON ")[2].split()[0]
        constraint = "CONSTRAINT " if " DEFERR" in self.trigger else ""
        each = "STATEMENT" if " REFERENCING " in self.trigger else "ROW"
        return [
            made,
            f"DROP TRIGGER IF EXISTS {self.name} ON {table}",
            f"CREATE {constraint}TRIGGER {self.name} {self.trigger} FOR EACH {each} "
            f"EXECUTE FUNCTION {self.name}()",
        ]
