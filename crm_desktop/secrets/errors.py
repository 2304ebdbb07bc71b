"""Why a workspace's key can't be had, each in its own sentence with what to do."""

from __future__ import annotations

from crm_desktop.errors import StoreProblem


class WorkspaceMissing(StoreProblem):
    """The folder holds no workspace."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "There is no workspace in {folder}. Check the folder, or make a new workspace there.",
            folder=folder,
        )


class AlreadyAWorkspace(StoreProblem):
    """A new workspace was asked for where one already is."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "There is already a workspace in {folder}. Open it, or choose an empty folder for the new one.",
            folder=folder,
        )


class WorkspaceFileDamaged(StoreProblem):
    """workspace.json can't be read, or is missing beside its database."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} is missing or damaged. Nothing was changed. Restore a backup into a new folder, "
            "or put this file back from a copy.",
            file=file,
        )


class KeyMissing(StoreProblem):
    """The key store or the sealed file no longer holds the key."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "The key of this workspace is missing from {where}. Nothing was changed. Open the workspace with "
            "its recovery code.",
            where=where,
        )


class KeyStoreAbsent(StoreProblem):
    """The key is in the system's key store, and there is none to be reached here."""

    def __init__(self) -> None:
        super().__init__(
            "The key of this workspace is in the computer's key store, which can't be reached here. Sign in "
            "to the desktop as the person who made the workspace, or open it with its recovery code."
        )


class KeyStoreLocked(StoreProblem):
    """The system's key store is there, but locked or not answering."""

    def __init__(self) -> None:
        super().__init__(
            "The computer's key store is locked or does not answer. Unlock it and try again, or open the "
            "workspace with its recovery code."
        )


class PassphraseNeeded(StoreProblem):
    """The key is sealed by a passphrase and none was given."""

    def __init__(self) -> None:
        super().__init__(
            "This computer has no usable key store, so the workspace's key is kept under a passphrase. Type "
            "the passphrase, or set CRM_DESKTOP_PASSPHRASE for commands.",
            field="passphrase",
        )


class WrongPassphrase(StoreProblem):
    """The passphrase doesn't open the sealed key."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase is not right. Check Caps Lock and the keyboard language and type it again, or "
            "open the workspace with its recovery code.",
            field="passphrase",
        )


class SealedFileDamaged(StoreProblem):
    """A sealed file is not in the form this program writes."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} is damaged. Nothing was changed. Put it back from a backup; the workspace "
            "itself may still be whole.",
            file=file,
        )


class SealedForAnother(StoreProblem):
    """A sealed file was made for another workspace."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} belongs to another workspace, so it can't open this one. Nothing was changed. "
            "Put this workspace's own file back, from a copy of its folder or a backup.",
            file=file,
        )


class RecoveryFileMissing(StoreProblem):
    """There is nothing a recovery code could open."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "There is no recovery file in {folder}. Restore a backup instead: each backup carries its own.",
            folder=folder,
        )


class RecoveryCodeMistyped(StoreProblem):
    """One group of the recovery code can't be right (its check letter tells), counted from 1."""

    def __init__(self, group: int) -> None:
        self.group = group
        super().__init__(
            "Group {group} of the recovery code is mistyped. Compare it with the paper and type that group "
            "again.",
            field="recovery_code",
            group=group,
        )


class RecoveryCodeOfAnother(StoreProblem):
    """The code is well formed, but doesn't open this workspace."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery code belongs to another workspace, or was replaced by a newer one. Look for the "
            "newest printed code of this workspace.",
            field="recovery_code",
        )
