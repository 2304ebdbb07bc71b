"""Where a team's reports are asked: the server itself, or a copy that follows it."""

from __future__ import annotations

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.services.doctor import Finding, State
from crm_desktop.services.settings import SettingsService
from crm_desktop.store.team.connection import TeamStore

KEY = "reports_server"


class ReportsCopyService:
    """Says where the copy is; every workstation then asks it for reports while it has everything."""

    def __init__(self, store: TeamStore, settings: SettingsService) -> None:
        self._store = store
        self._settings = settings

    def get(self, actor: Actor) -> str:
        """`host` or `host:port`; empty without a copy."""
        return str(self._settings.get(actor, KEY))

    def examine(self, actor: Actor) -> Finding | None:
        """How the copy does; None without one."""
        typed = self.get(actor)
        if not typed:
            return None
        try:
            self._store.check_copy(actor, typed)
        except (UserError, StoreProblem) as problem:
            mend = (
                "Reports are asked of the server itself meanwhile. Mend the copy: see docs/shared-store.md."
            )
            return Finding("copy", State.WARNING, str(problem), mend)
        return Finding("copy", State.SOUND, f"Reports are asked of the copy {typed}.")

    def set(self, actor: Actor, typed: str) -> None:
        """Ask the copy at `host` or `host:port` from now on, the server itself when empty.

        Refused when it can't be reached, follows no server or holds another workspace.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        typed = typed.strip()
        if typed:
            self._store.check_copy(actor, typed)
        self._settings.set(actor, KEY, typed)
