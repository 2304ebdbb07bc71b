"""The system's key store through `keyring`: one backend chosen on purpose, asked with a time-out."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from crm_desktop.secrets.errors import KeyStoreAbsent, KeyStoreLocked

SERVICE = "CRM Desktop"
PROBE_S = 8.0  # a store that needs longer than this to keep a word is not used for a new workspace
ANSWER_S = 90.0  # opening may wait for the person to unlock the store

T = TypeVar("T")


class Backend(Protocol):
    """What is used of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None:
        """The stored word, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a word."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a word."""
        ...


def usable(timeout_s: float = PROBE_S) -> bool:
    """Whether a word can be kept, read back and deleted here; asked off the caller's thread."""
    name = f"probe {os.getpid()}"

    def probe() -> bool:
        store = _backend()
        store.set_password(SERVICE, name, "probe")
        kept = store.get_password(SERVICE, name) == "probe"
        store.delete_password(SERVICE, name)
        return kept

    try:
        return _asked(probe, timeout_s)
    except (KeyStoreAbsent, KeyStoreLocked):
        return False


def get(name: str) -> str | None:
    """The word kept under `name`, None when there is none; raises `KeyStoreAbsent` or `KeyStoreLocked`."""
    return _asked(lambda: _backend().get_password(SERVICE, name), ANSWER_S)


def keep(name: str, word: str) -> None:
    """Keep `word` under `name`; raises `KeyStoreAbsent` or `KeyStoreLocked`."""
    _asked(lambda: _backend().set_password(SERVICE, name, word), ANSWER_S)


def forget(name: str) -> None:
    """Delete what is kept under `name`, if anything."""

    def delete() -> None:
        store = _backend()
        if store.get_password(SERVICE, name) is not None:
            store.delete_password(SERVICE, name)

    _asked(delete, ANSWER_S)


def _backend() -> Backend:
    """The first backend of this system's list that works; never keyring's own guess."""
    if os.environ.get("CRM_DESKTOP_KEYSTORE", "").lower() == "none":
        raise KeyStoreAbsent
    for module, name in _candidates():
        try:
            kind = getattr(importlib.import_module(module), name)
            if kind.priority > 0:
                found: Backend = kind()
                return found
        except Exception:  # noqa: S112  a backend whose libraries or service are missing raises anything
            continue
    raise KeyStoreAbsent


def _candidates() -> list[tuple[str, str]]:
    if sys.platform == "win32":
        return [("keyring.backends.Windows", "WinVaultKeyring")]
    if sys.platform == "darwin":
        return [("keyring.backends.macOS", "Keyring")]
    secret_service = ("keyring.backends.SecretService", "Keyring")
    # KWallet answers under GNOME too, with a wizard in the person's face: only where it is at home.
    if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper():
        return [("keyring.backends.kwallet", "DBusKeyring"), secret_service]
    return [secret_service]


def _asked(question: Callable[[], T], timeout_s: float) -> T:
    """The answer of a key store, which may hang on a prompt: asked on a thread that may be left behind."""
    answers: list[T] = []
    failures: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(question())
        except Exception as error:
            failures.append(error)

    asking = threading.Thread(target=ask, name="key store", daemon=True)
    asking.start()
    asking.join(timeout_s)
    if answers:
        return answers[0]
    if not failures:
        raise KeyStoreLocked
    failure = failures[0]
    if isinstance(failure, KeyStoreAbsent | KeyStoreLocked):
        raise failure
    from keyring.errors import NoKeyringError

    if isinstance(failure, NoKeyringError):
        raise KeyStoreAbsent from failure
    # KeyringLocked, InitError, PasswordSetError, D-Bus and Win32 errors: there, but not for us now.
    raise KeyStoreLocked from failure
