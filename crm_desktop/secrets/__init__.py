"""The workspace's key: made, kept in the system's key store or sealed by a passphrase, and found again."""

from __future__ import annotations

from crm_desktop.secrets.errors import (
    AlreadyAWorkspace,
    KeyMissing,
    KeyStoreAbsent,
    KeyStoreLocked,
    PassphraseNeeded,
    RecoveryCodeMistyped,
    RecoveryCodeOfAnother,
    RecoveryFileMissing,
    SealedFileDamaged,
    SealedForAnother,
    WorkspaceFileDamaged,
    WorkspaceMissing,
    WrongPassphrase,
)
from crm_desktop.secrets.sealing import key_mark, subkey
from crm_desktop.secrets.workspace_file import WorkspaceFile
from crm_desktop.secrets.workspace_key import (
    NewKey,
    adopt_key,
    create_key,
    destroy_key,
    discard_key,
    key_from_recovery,
    load_key,
    new_recovery_code,
    unlock_with_recovery,
)

__all__ = [
    "AlreadyAWorkspace",
    "KeyMissing",
    "KeyStoreAbsent",
    "KeyStoreLocked",
    "NewKey",
    "PassphraseNeeded",
    "RecoveryCodeMistyped",
    "RecoveryCodeOfAnother",
    "RecoveryFileMissing",
    "SealedFileDamaged",
    "SealedForAnother",
    "WorkspaceFile",
    "WorkspaceFileDamaged",
    "WorkspaceMissing",
    "WrongPassphrase",
    "adopt_key",
    "create_key",
    "destroy_key",
    "discard_key",
    "key_from_recovery",
    "key_mark",
    "load_key",
    "new_recovery_code",
    "subkey",
    "unlock_with_recovery",
]
