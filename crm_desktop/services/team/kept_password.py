"""A person's password of a team's server in this computer's key store, where that person wants it there.

Whoever is signed in to this account of the operating system may then sign in as the person: it is off unless
the person ticks it, each workstation by itself, and only offered where the workspace's own key lies in the
key store too. What can't be read or kept there is simply typed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from crm_desktop.log import get_logger
from crm_desktop.secrets import keystore
from crm_desktop.secrets.errors import KeyStoreAbsent, KeyStoreLocked
from crm_desktop.secrets.workspace_file import WorkspaceFile

log = get_logger(__name__)


class KeptPasswords:
    """The passwords kept for one workspace folder, by sign-in name."""

    def __init__(self, folder: Path) -> None:
        self._about = WorkspaceFile.read(folder)

    @property
    def is_offered(self) -> bool:
        """Whether this computer's key store is used for the workspace."""
        return self._about.key_place == "keystore"

    def of(self, sign_in_name: str) -> str:
        """The password kept for a person; empty without one."""
        if not self.is_offered or not sign_in_name:
            return ""
        with suppress(KeyStoreAbsent, KeyStoreLocked):
            return keystore.get(self._name(sign_in_name)) or ""
        return ""

    def keep(self, sign_in_name: str, password: str) -> None:
        """Keep it, in place of an older one."""
        if not self.is_offered:
            return
        try:
            keystore.keep(self._name(sign_in_name), password)
        except (KeyStoreAbsent, KeyStoreLocked) as error:
            log.info("the password could not be kept", why=type(error).__name__)

    def forget(self, sign_in_name: str) -> None:
        """Keep none any more."""
        if self.is_offered:
            with suppress(KeyStoreAbsent, KeyStoreLocked):
                keystore.forget(self._name(sign_in_name))

    def _name(self, sign_in_name: str) -> str:
        return f"password of {sign_in_name.strip().casefold()} in {self._about.keystore_name}"
