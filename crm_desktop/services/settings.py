"""Settings: read and changed by whoever may; the workstation's live in its own file."""

from __future__ import annotations

from typing import Any, Protocol

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.settings import SETTINGS, Scope
from crm_desktop.errors import UserError
from crm_desktop.services.advanced import ADVANCED, CLOSES, keep_closed
from crm_desktop.services.targets import FROM_TOMORROW, as_set, set_for_each
from crm_desktop.store.settings import SettingRows, WorkspaceInfo, workspace_info
from crm_desktop.store.unit_of_work import Store


class WorkstationSettings(Protocol):
    """Where this workstation keeps its own settings; the seat file does."""

    def get(self, key: str) -> Any | None:
        """A value, None when it was never set."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


class SettingsService:
    """Gives and changes settings, each in its own scope."""

    def __init__(
        self, store: Store, workstation: WorkstationSettings, last_known: WorkstationSettings | None = None
    ) -> None:
        """`last_known` keeps what a team's server said last, for times when it is away."""
        self._store = store
        self._workstation = workstation
        self._last_known = last_known
        self._said: dict[str, Any] = {}  # what was kept of it so far

    def workspace(self) -> WorkspaceInfo:
        """The workspace's name, country, currency and zone."""
        with self._store.read() as work:
            return workspace_info(work)

    def get(self, actor: Actor | None, key: str) -> Any:
        """A setting's value, its default when never set."""
        setting = SETTINGS[key]
        if setting.scope is Scope.WORKSTATION:
            value = self._workstation.get(key)
        elif setting.scope is Scope.PERSON and actor is None:
            value = None
        else:
            value = self._asked(actor, key, setting.scope)
        return setting.default if value is None else value

    def _asked(self, actor: Actor | None, key: str, scope: Scope) -> Any:
        """What the store has; while a team's server is away what it said last."""
        kept_as = f"known.{'' if scope is Scope.WORKSPACE else _person(actor)}.{key}"
        try:
            with self._store.read(actor) as work:
                owner = workspace_info(work).id if scope is Scope.WORKSPACE else _person(actor)
                value = (
                    as_set(work, key)
                    if key in FROM_TOMORROW
                    else SettingRows(work).get(scope.value, owner, key)
                )
        except UserError as error:
            if self._last_known is None or not error.is_about_server:
                raise
            return self._last_known.get(kept_as)
        if self._last_known is not None and self._said.get(kept_as, _NEVER) != value:
            self._last_known.set(kept_as, value)
            self._said[kept_as] = value
        return value

    def is_advanced(self, actor: Actor | None) -> bool:
        """Whether coaching, rulings and streaks are shown; without the server as it was."""
        return bool(self.get(actor, ADVANCED))

    def break_minutes(self) -> dict[str, int]:
        """How many minutes each break may take, by its reason; 0: no limit. Without the server as it was."""
        try:
            with self._store.read() as work:
                known = SettingRows(work).of_workspace_many([reason.setting for reason in BREAK_REASONS])
        except UserError as error:
            if self._last_known is None or not error.is_about_server:
                raise
            return breaks_said(self._last_known)
        found = {r.code: int(known.get(r.setting, r.minutes)) for r in BREAK_REASONS}
        if self._last_known is not None and self._said.get(BREAKS_SAID) != found:
            self._last_known.set(BREAKS_SAID, found)
            self._said[BREAKS_SAID] = found
        return found

    def set(self, actor: Actor | None, key: str, value: Any) -> None:
        """Change a setting; the workspace's need an admin, and its targets hold from tomorrow on.

        Raises UserError for a value it can't take.
        """
        setting = SETTINGS[key]
        value = setting.checked(value)
        if setting.scope is Scope.WORKSTATION:
            self._workstation.set(key, value)
            return
        person = _signed_in(actor)
        if setting.scope is Scope.WORKSPACE:
            person.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(person) as work:
            owner = workspace_info(work).id if setting.scope is Scope.WORKSPACE else person.person_id
            if key in FROM_TOMORROW:
                set_for_each(work, key, value)
            else:
                if key in CLOSES:
                    keep_closed(work)
                SettingRows(work).set(setting.scope.value, owner, key, value)
            if setting.scope is Scope.WORKSPACE:
                work.record("setting_changed", "workspace", owner, key=key)
            work.announce("settings")


_NEVER = object()
BREAKS_SAID = "known.breaks"


def breaks_said(kept: WorkstationSettings) -> dict[str, int]:
    """The minutes of each break as a team's server said them last at this workstation."""
    said = kept.get(BREAKS_SAID)
    known = said if isinstance(said, dict) else {}
    return {r.code: int(known.get(r.code, r.minutes)) for r in BREAK_REASONS}


def _signed_in(actor: Actor | None) -> Actor:
    if actor is None:
        raise RuntimeError("this setting belongs to someone who is signed in")
    return actor


def _person(actor: Actor | None) -> Any:
    return _signed_in(actor).person_id
