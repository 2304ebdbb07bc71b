"""Why the store can't be used, each in its own sentence, and database errors told in those words."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.errors import StoreBusy, StoreProblem


class WrongKey(StoreProblem):
    """The key doesn't belong to this store."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The key does not fit the workspace file {file}. Nothing was changed. Open it with its recovery "
            "code, or check that the file belongs to this workspace.",
            file=file,
        )


class StoreMissing(StoreProblem):
    """The workspace's database file is gone."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The workspace file {file} is missing. Nothing was made in its place. Put it back, or restore a "
            "backup.",
            file=file,
        )


class StoreDamaged(StoreProblem):
    """The database file is damaged."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The workspace file {file} is damaged. Nothing was changed. Restore the newest backup; the "
            "damaged file is kept beside it.",
            file=file,
        )


class NotOurFile(StoreProblem):
    """The file is not a store of this program."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} is not a workspace of CRM Desktop. Nothing was changed. Choose another folder, "
            "or move this file away.",
            file=file,
        )


class NewerSchema(StoreProblem):
    """The store was written by a newer program."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            "This workspace was last used by a newer version of CRM Desktop (data version {revision}). "
            "Update the program on this computer, then open it again.",
            revision=revision,
        )


class OnNetworkShare(StoreProblem):
    """The folder is on a network share, where the database would be damaged sooner or later."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "The folder {folder} is on a network drive, where a workspace file gets damaged. Choose a folder "
            "on this computer's own disk; to share a workspace in a team, use PostgreSQL.",
            folder=folder,
        )


class NoSpace(StoreProblem):
    """The disk is full or nearly so; sizes in MB."""

    def __init__(self, folder: str, free_mb: int, needed_mb: int) -> None:
        super().__init__(
            "There is not enough space on the disk of {folder}: {free_mb} MB free, {needed_mb} MB needed. "
            "Delete or move other files, then try again.",
            folder=folder,
            free_mb=free_mb,
            needed_mb=needed_mb,
        )


class DiskFull(StoreProblem):
    """The disk ran full in the middle of an act; the act was taken back whole."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full; the last change was not saved. Delete or move other files, then try again."
        )


class ServerDiskFull(DiskFull):
    """The disk of the team's server ran full; the act was taken back whole."""

    def __init__(self) -> None:
        StoreProblem.__init__(
            self,
            "The disk of the team's server is full, so it saves nothing. Tell whoever looks after the "
            "server: once there is room, work goes on by itself.",
        )


class DiskTrouble(StoreProblem):
    """The disk itself failed to read or write."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The disk did not read or write {file} properly; the last change was not saved. Check the disk "
            "and its cable, then open the workspace again and make a backup.",
            file=file,
        )


class FolderReadOnly(StoreProblem):
    """The folder can't be written to."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "The folder {folder} can't be written to. Ask for the right to write there, or choose another "
            "folder.",
            folder=folder,
        )


class ClockBehind(StoreProblem):
    """The computer's clock shows a time before the last act in the store."""

    def __init__(self, now: str, last_act: str) -> None:
        super().__init__(
            "The clock of this computer shows {now}, but the last work here was saved at {last_act}. Set the "
            "clock right, then open the workspace again.",
            now=now,
            last_act=last_act,
        )


class WorkspaceBusy(StoreProblem):
    """Someone else needs the workspace alone: a restore or an upgrade."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "The workspace is locked for {what} by another program. Wait until it is finished, then try "
            "again.",
            what=what,
        )


class WorkspaceInUse(StoreProblem):
    """The workspace is needed alone, but is open elsewhere."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "The workspace is open in another window or command, and {what} needs it alone. Close the "
            "others, then try again.",
            what=what,
        )


class SeatInUse(StoreProblem):
    """Another program already sits on this seat."""

    def __init__(self, seat: str) -> None:
        super().__init__(
            "The seat {seat} is already open on this computer. Use that window, or open another seat with "
            "--seat.",
            seat=seat,
        )


class SeatDamaged(StoreProblem):
    """The seat's own file can't be read; the workspace itself is not concerned."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "This workstation's own file {file} is damaged; the workspace itself is not concerned. It is "
            "kept, and a new one can be started: unsaved notes in it are lost.",
            file=file,
        )


class NotABackup(StoreProblem):
    """The file is something else."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} is not a backup of CRM Desktop. Choose a file that ends in .crmbackup.",
            file=file,
        )


class BackupDamaged(StoreProblem):
    """The backup is cut short, changed or doesn't hold what it says."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The backup {file} is damaged or incomplete. Nothing was changed. Use another backup.", file=file
        )


class AuditKeyLacking(StoreProblem):
    """A server's store was put back without its files of keys."""

    def __init__(self) -> None:
        super().__init__(
            "The key of the audit is missing since this store was put back, so neither audit nor list of "
            "erasures can be read. Bring the files of keys (docs/shared-store.md)."
        )


class NotAnArchive(StoreProblem):
    """No archive of a workspace."""

    def __init__(self, file: str) -> None:
        super().__init__("{file} is no archive of CRM Desktop. Choose another file.", file=file, field="file")


class ArchiveDamaged(StoreProblem):
    """The archive is cut short, changed or doesn't hold what it says."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The archive {file} is damaged or incomplete. Nothing was changed. Copy it again.",
            file=file,
        )


class ArchiveNewer(StoreProblem):
    """Made by a newer program."""

    def __init__(self, file: str, version: str) -> None:
        super().__init__(
            "The archive {file} was made by CRM Desktop {version}. Update the program, then bring it in.",
            file=file,
            version=version,
        )


class ArchivePassphrase(StoreProblem):
    """The passphrase is missing or another one."""

    def __init__(self) -> None:
        super().__init__(
            "The archive has a passphrase and this is not it. Type the one it was made with.",
            field="passphrase",
        )


class BackupWrongKey(StoreProblem):
    """The key doesn't open the backup."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The key of this workspace does not open the backup {file}. Nothing was changed. Use the "
            "recovery code that was valid when the backup was made.",
            file=file,
        )


class BackupNewer(StoreProblem):
    """The backup was made by a newer program."""

    def __init__(self, file: str, version: str) -> None:
        super().__init__(
            "The backup {file} was made by a newer version of CRM Desktop ({version}). Nothing was changed. "
            "Update the program, then restore it.",
            file=file,
            version=version,
        )


class BackupFolderMissing(StoreProblem):
    """The folder for backups is not there: a disk that isn't plugged in, a share that isn't connected."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "The backup folder {folder} is not there, so no backup was made. Plug in the disk or choose "
            "another folder.",
            folder=folder,
        )


class BackupExists(StoreProblem):
    """There is a file of that name already."""

    def __init__(self, file: str) -> None:
        super().__init__("The file {file} is already there. Choose another name.", file=file)


class BackupOfAnother(StoreProblem):
    """The backup is of another workspace than the one in the folder."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(
            "This backup is of the workspace {name}, and {folder} holds another one. Nothing was changed. "
            "Choose an empty folder to restore it into.",
            name=name,
            folder=folder,
        )


class PersonKeyGone(StoreProblem):
    """The person's key was destroyed, so the person's files can't be read any more."""

    def __init__(self) -> None:
        super().__init__("This file belongs to a person whose data was erased; it can't be opened any more.")


class FileMissing(StoreProblem):
    """An attachment is not in the folder."""

    def __init__(self) -> None:
        super().__init__("This file is no longer in the workspace's folder. Put the folder back from a copy.")


class FileDamaged(StoreProblem):
    """An attachment is cut short or was changed."""

    def __init__(self) -> None:
        super().__init__("This file is damaged and can't be opened. Attach it again if you still have it.")


class ServerLacksTombstoneKey(StoreProblem):
    """A server was put back without the key by which numbers of erased people are known."""

    def __init__(self) -> None:
        super().__init__(
            "The team's server was put back without the key by which erased people are known, so nobody can "
            "be added. An admin signs in and looks at Settings, Erased people."
        )


class ServerUnreachable(StoreProblem):
    """The PostgreSQL server can't be reached or refuses."""

    is_about_server = True

    def __init__(self) -> None:
        super().__init__(
            "The database server can't be reached or refuses the connection. Check the network and the "
            "server's address, then try again."
        )


class ClocksApart(StoreProblem):
    """The server refused something whose id was made by a clock more than a day ahead or a month behind."""

    def __init__(self) -> None:
        super().__init__(
            "The clock of this computer is far from the server's, so the last change was not saved. Set the "
            "clock right, then try again."
        )


class ServerGone(ServerUnreachable):
    """The connection to PostgreSQL broke, or the server went: whether the last change was kept isn't known.

    The same command may be sent again once the server is back: it is never applied twice.
    """


class ServerChanged(ServerGone):
    """Another server answers than before, or the same one was started anew: it may have lost something.

    Nothing was done in this transaction. Who keeps acts looks first whether the server has them all.
    """


class TooOften(StoreProblem):
    """Somebody came by more leads or numbers within an hour than one can work with."""

    def __init__(self) -> None:
        super().__init__(
            "So many leads were taken or numbers looked up with this sign-in within the hour that the server "
            "stops. Go on in the next hour, or ask your team lead."
        )


class ServerForbids(StoreProblem):
    """The server's own rights refused what the program asked: its rules are the stricter ones."""

    def __init__(self) -> None:
        super().__init__(
            "The server does not allow this with your sign-in, or the sign-in has ended. Nothing was "
            "changed. Sign in again; if that does not help, ask an admin."
        )


class LoginNotKept(StoreProblem):
    """The program may not change somebody's login on the server (`team/logins.py`)."""

    def __init__(self) -> None:
        super().__init__(
            "The server's logins came from an older PostgreSQL or were made by hand, so the program may not "
            "change this one. Nothing was changed. Have the server's administrator run crm-desktop "
            "upgrade-server, then try again."
        )


class ValueNotKept(StoreProblem):
    """The server keeps no such value (`functions/bounds.py`)."""

    def __init__(self) -> None:
        super().__init__(
            "The server keeps no such value: a text is longer than any may be, or a choice, day or time "
            "zone is none there is. Nothing was changed. Shorten the text or choose again."
        )


# Primary result codes of SQLite.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

# SQLSTATEs of PostgreSQL where trying again is right: serialization, deadlock, lock not available.
_TRY_AGAIN = {"40001", "40P01", "55P03"}
_DISK_FULL = {"53100"}
_TOO_OFTEN = "CR010"  # raised by the server's functions, as the next
_LOGIN_NOT_KEPT = "CR012"
_NOT_KEPT = "CR014"
_NOT_ALLOWED = "42501"
_CLOCKS_APART = "CR020"  # raised by the store's own functions on the server
_NO_TOMBSTONE_KEY = "CR040"
_UNREACHABLE = {"28000", "28P01", "3D000"}
# The server shuts down, starts up, ended the connection, has no room for another, or became a standby.
_GONE = {"57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25006", "53300"}
# What psycopg raises without a SQLSTATE: no connection, none in time, or one that broke under the statement.
_OF_CONNECTIONS = {"OperationalError", "ConnectionTimeout", "PoolTimeout", "PoolClosed"}


def translated(error: BaseException, file: Path | str = "") -> StoreBusy | StoreProblem | None:
    """What a database driver's error means for the person or the retry; None when it is not about the store.

    Takes the driver's own error (`sqlcipher3`, `psycopg`); constraint and programming errors give None.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _from_sqlite(code & 0xFF, str(file))
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _from_postgres(state)
    if type(error).__module__.startswith("psycopg") and type(error).__name__ in _OF_CONNECTIONS:
        return ServerGone()  # no SQLSTATE: the connection itself failed
    return None


def _from_sqlite(code: int, file: str) -> StoreBusy | StoreProblem | None:
    if code in (_BUSY, _LOCKED):
        return StoreBusy("the store is locked by another writer")
    if code == _FULL:
        return DiskFull()
    if code == _READONLY:
        return FolderReadOnly(file)
    if code == _CANTOPEN:
        return StoreMissing(file)
    if code == _NOTADB:
        return WrongKey(file)
    if code == _IOERR:
        return DiskTrouble(file)
    if code == _CORRUPT:
        return StoreDamaged(file)
    return None


def _from_postgres(state: str) -> StoreBusy | StoreProblem | None:
    if state in _TRY_AGAIN:
        return StoreBusy("the server asks to try again")
    if state in _DISK_FULL:
        return ServerDiskFull()
    if state == _TOO_OFTEN:
        return TooOften()
    if state == _LOGIN_NOT_KEPT:
        return LoginNotKept()
    if state == _NOT_KEPT:
        return ValueNotKept()
    if state == _NOT_ALLOWED:
        return ServerForbids()
    if state == _CLOCKS_APART:
        return ClocksApart()
    if state == _NO_TOMBSTONE_KEY:
        return ServerLacksTombstoneKey()
    if state in _GONE or state.startswith("08"):
        return ServerGone()
    if state in _UNREACHABLE:
        return ServerUnreachable()
    return None
