"""Making, finding and recovering a workspace's key."""

from __future__ import annotations

import base64
import os
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from crm_desktop.secrets import keystore
from crm_desktop.secrets.errors import (
    AlreadyAWorkspace,
    KeyMissing,
    KeyStoreAbsent,
    KeyStoreLocked,
    PassphraseNeeded,
    RecoveryCodeOfAnother,
    RecoveryFileMissing,
    WrongPassphrase,
)
from crm_desktop.secrets.recovery import new_code, read_code
from crm_desktop.secrets.sealing import (
    KEY_BYTES,
    DoesNotOpen,
    PassphraseCost,
    key_mark,
    seal_under_code,
    seal_under_passphrase,
    unseal_under_code,
    unseal_under_passphrase,
)
from crm_desktop.secrets.workspace_file import FILE_NAME, STORE_NAME, KeyPlace, WorkspaceFile, write_whole

SEALED_KEY = "key.sealed"
RECOVERY = "recovery.sealed"
PASSPHRASE_VARIABLE = "CRM_DESKTOP_PASSPHRASE"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh workspace key (32 bytes), the recovery code to print, and where the key is kept."""

    key: bytes
    recovery_code: str
    place: KeyPlace

    def __repr__(self) -> str:
        return f"NewKey(place={self.place!r})"


def create_key(
    folder: Path,
    *,
    workspace_id: UUID,
    name: str,
    created_at: datetime,
    passphrase: str | None = None,
    cost: PassphraseCost | None = None,
) -> NewKey:
    """Make a workspace's key and write workspace.json, recovery.sealed and, without a key store, key.sealed.

    `passphrase` (or CRM_DESKTOP_PASSPHRASE) is used only where the system has no usable key store. Raises
    `AlreadyAWorkspace` when the folder has one, `PassphraseNeeded` when one is needed and none is given.
    """
    # A database without its workspace.json still needs the recovery file that lies beside it.
    if (folder / FILE_NAME).exists() or (folder / STORE_NAME).exists():
        raise AlreadyAWorkspace(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(KEY_BYTES)
    place, kept_as = _keep(folder, workspace_id, key, _passphrase(passphrase), cost)
    code = _write_recovery(folder, workspace_id, key)
    WorkspaceFile(workspace_id, name, created_at, place, key_mark(key), kept_as).write(folder)
    return NewKey(key, code, place)


def load_key(folder: Path, passphrase: str | None = None) -> bytes:
    """The 32-byte key of the workspace in `folder`.

    Raises, each with its own sentence: `WorkspaceMissing`, `WorkspaceFileDamaged`, `KeyMissing`,
    `KeyStoreAbsent`, `KeyStoreLocked`, `PassphraseNeeded`, `WrongPassphrase`, `SealedFileDamaged`,
    `SealedForAnother`.
    May take a second (argon2) or wait for the person to unlock the key store: never on the GUI thread.
    """
    about = WorkspaceFile.read(folder)
    if about.key_place == "keystore":
        return _from_keystore(about)
    file = folder / SEALED_KEY
    if not file.exists():
        raise KeyMissing(str(file))
    words = _passphrase(passphrase)
    if not words:
        raise PassphraseNeeded
    try:
        return unseal_under_passphrase(file.read_bytes(), words, _bound(about.workspace_id), file)
    except DoesNotOpen as error:
        raise WrongPassphrase from error


def unlock_with_recovery(folder: Path, code: str) -> bytes:
    """The key by the recovery code as typed; also how a code typed back is checked.

    Raises `RecoveryCodeMistyped` (naming the group), `RecoveryCodeOfAnother`, `RecoveryFileMissing`,
    `SealedFileDamaged`, `SealedForAnother`.
    """
    about = WorkspaceFile.read(folder)
    file = folder / RECOVERY
    bits = read_code(code)
    if not file.exists():
        raise RecoveryFileMissing(str(folder))
    try:
        return unseal_under_code(file.read_bytes(), bits, _bound(about.workspace_id), file)
    except DoesNotOpen as error:
        raise RecoveryCodeOfAnother from error


def key_from_recovery(document: bytes, code: str, workspace_id: UUID) -> bytes:
    """The key by the recovery code from a recovery file's content, as a backup carries it."""
    try:
        return unseal_under_code(document, read_code(code), _bound(workspace_id), Path(RECOVERY))
    except DoesNotOpen as error:
        raise RecoveryCodeOfAnother from error


def new_recovery_code(folder: Path, key: bytes) -> str:
    """Make a new recovery code for the workspace; the one before no longer opens it (old backups it does)."""
    return _write_recovery(folder, WorkspaceFile.read(folder).workspace_id, key)


def adopt_key(
    folder: Path,
    key: bytes,
    *,
    passphrase: str | None = None,
    about: WorkspaceFile | None = None,
    cost: PassphraseCost | None = None,
) -> KeyPlace:
    """Keep a recovered key on this computer: in its key store, else sealed by a passphrase; returns where.

    `about` describes the workspace where the folder has no workspace.json yet (a restored backup).
    """
    found = WorkspaceFile.read(folder) if (folder / FILE_NAME).exists() or about is None else about
    place, kept_as = _keep(folder, found.workspace_id, key, _passphrase(passphrase), cost)
    replace(found, key_place=place, key_mark=key_mark(key), keystore_as=kept_as).write(folder)
    if place == "keystore":
        (folder / SEALED_KEY).unlink(missing_ok=True)
    return place


def discard_key(folder: Path) -> None:
    """Take back `create_key` for a workspace that never came to be: key, workspace.json, recovery file."""
    about = WorkspaceFile.read(folder)
    if about.key_place == "keystore":
        try:
            keystore.forget(about.keystore_name)
        except (KeyStoreAbsent, KeyStoreLocked):
            pass  # a key without a workspace opens nothing
    for file in (SEALED_KEY, RECOVERY, FILE_NAME):
        (folder / file).unlink(missing_ok=True)


def destroy_key(folder: Path) -> None:
    """Take a workspace's key out of the system's key store; `KeyStoreAbsent`, `KeyStoreLocked`."""
    about = WorkspaceFile.read(folder)
    if about.key_place == "keystore":
        keystore.forget(about.keystore_name)


def _keep(
    folder: Path, workspace_id: UUID, key: bytes, passphrase: str | None, cost: PassphraseCost | None
) -> tuple[KeyPlace, str]:
    """Keep a key; where, and under which name of the key store."""
    if keystore.usable():
        word = base64.b64encode(key).decode()
        name = _free_name(workspace_id, word)
        keystore.keep(name, word)
        if keystore.get(name) == word:
            return "keystore", name
    if not passphrase:
        raise PassphraseNeeded
    sealed = seal_under_passphrase(key, passphrase, _bound(workspace_id), cost or PassphraseCost())
    write_whole(folder / SEALED_KEY, sealed)
    return "sealed", ""


def _free_name(workspace_id: UUID, word: str) -> str:
    """A name under which no other key lies: two folders here may be seats of one team's workspace."""
    name, number = f"workspace {workspace_id}", 1
    while keystore.get(name) not in (None, word):
        number += 1
        name = f"workspace {workspace_id} {number}"
    return name


def _from_keystore(about: WorkspaceFile) -> bytes:
    word = keystore.get(about.keystore_name)
    if word is None:
        raise KeyMissing("the computer's key store")
    try:
        key = base64.b64decode(word, validate=True)
    except ValueError as error:
        raise KeyMissing("the computer's key store") from error
    if len(key) != KEY_BYTES:
        raise KeyMissing("the computer's key store")
    return key


def _write_recovery(folder: Path, workspace_id: UUID, key: bytes) -> str:
    code = new_code()
    write_whole(folder / RECOVERY, seal_under_code(key, read_code(code), _bound(workspace_id)))
    return code


def _bound(workspace_id: UUID) -> str:
    """What a sealed key is bound to, so that files of two workspaces can't be exchanged."""
    return f"crm-desktop workspace {workspace_id}"


def _passphrase(given: str | None) -> str | None:
    return given or os.environ.get(PASSPHRASE_VARIABLE) or None
