"""How a function of the server is written down."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.people import Role
from crm_desktop.store.team.names import TeamNames

EVERYBODY = (Role.TELECALLER, Role.TEAM_LEAD, Role.ADMIN)

#: Settings of a function that is planned before anybody knows by what it looks: a server would rather read
#: all. Tables without an index are read nevertheless, at a price for which it would compile each statement.
BY_INDEX = ("enable_seqscan = off", "jit = off")


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
    settings: tuple[str, ...] = ()  # of the server's, as long as it runs
    trigger: str | tuple[str, ...] = ""
    """When it runs by itself, e.g. BEFORE INSERT ON calls, or several such; WHEN (…) after it says for which
    rows. For a row that needs no look that costs a fiftieth of running it."""

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.signature.partition("(")[0]

    def statements(self, names: TeamNames, path: str) -> list[str]:
        """What makes it, callable by nobody yet but its owner."""
        body = self.body.replace("{prefix}", names.person_prefix).replace("{slug}", names.slug)
        kind = "STABLE" if self.is_stable else "VOLATILE"
        kind += f" SECURITY {'INVOKER' if self.is_invoker else 'DEFINER'}"
        settings = "".join(f"SET {each} " for each in self.settings)
        made = (
            f"CREATE OR REPLACE FUNCTION {self.signature} RETURNS {self.returns} LANGUAGE {self.language} "
            f"{kind} SET search_path = {path}, pg_temp {settings}AS $function${body}$function$"
        )
        statements = [made]
        triggers = (self.trigger,) if isinstance(self.trigger, str) else self.trigger
        for no, trigger in enumerate(filter(None, triggers)):
            trigger = trigger.replace("{prefix}", names.person_prefix)
            name = f"{self.name}_{no + 1}" if no else self.name
            runs, when, which = trigger.partition(" WHEN ")
            table = runs.partition(" ON ")[2].split()[0]
            constraint = "CONSTRAINT " if " DEFERR" in runs else ""
            each = "STATEMENT" if " REFERENCING " in runs else "ROW"
            statements += [
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE {constraint}TRIGGER {name} {runs} FOR EACH {each}{when}{which} "
                f"EXECUTE FUNCTION {self.name}()",
            ]
        return statements
