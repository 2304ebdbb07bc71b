"""Before opening: each thing that can be wrong is told apart, and the file stays as it was."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_desktop.secrets import key_mark
from crm_desktop.store import place
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import (
    ClockBehind,
    FolderReadOnly,
    NewerSchema,
    NoSpace,
    NotOurFile,
    OnNetworkShare,
    StoreDamaged,
    StoreMissing,
    WorkspaceBusy,
    WorkspaceInUse,
    WrongKey,
)
from crm_desktop.store.locks import FileLock, WorkspaceLock
from crm_desktop.store.opening import _page_fits, check_clock, check_store, find_damage
from crm_desktop.store.place import check_place, is_on_network, mount_kind

KEY = bytes(range(32))
MARK = key_mark(KEY)
KNOWN = {"0001", "0002", "0003"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store of some thirty pages at revision 0003."""
    path = tmp_path / "workspace.db"
    connection = connect_file(path, KEY, create=True)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT NOT NULL)")
    connection.execute("INSERT INTO alembic_version VALUES ('0003')")
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    connection.executemany("INSERT INTO notes (body) VALUES (?)", [("x" * 1000,) for _ in range(100)])
    connection.close()
    return path


def _damage(path: Path, at: int, length: int = 64) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(bytes(length))


def test_a_sound_store_opens(store: Path) -> None:
    before = store.read_bytes()
    assert check_store(store, KEY, known_revisions=KNOWN, mark=MARK) == "0003"
    assert find_damage(store, KEY) == []
    assert find_damage(store, KEY, thorough=True) == []
    assert store.read_bytes() == before


def test_a_store_before_its_first_migration_has_no_revision(tmp_path: Path) -> None:
    connect_file(tmp_path / "workspace.db", KEY, create=True).close()
    assert check_store(tmp_path / "workspace.db", KEY, known_revisions=KNOWN) is None


@pytest.mark.parametrize("mark", [None, MARK])
def test_a_wrong_key(store: Path, mark: str | None, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongKey):
        check_store(store, os.urandom(32), known_revisions=KNOWN, mark=mark)
    assert capfd.readouterr().err == ""


def test_a_missing_file_is_not_made(store: Path) -> None:
    store.unlink()
    with pytest.raises(StoreMissing):
        check_store(store, KEY, mark=MARK)
    assert not store.exists()


@pytest.mark.parametrize(
    ("at", "length"),
    [
        (200, 64),  # in the first page
        (0, 16),  # the salt: nothing can be read any more
        (0, 4096),  # the whole first page
    ],
)
def test_a_damaged_beginning_is_not_a_wrong_key(store: Path, at: int, length: int) -> None:
    _damage(store, at, length)
    before = store.read_bytes()
    with pytest.raises(StoreDamaged):
        check_store(store, KEY, known_revisions=KNOWN, mark=MARK)
    assert store.read_bytes() == before


def test_a_damaged_first_page_is_known_without_a_mark_too(store: Path) -> None:
    _damage(store, 200)
    with pytest.raises(StoreDamaged):
        check_store(store, KEY)
    with pytest.raises(StoreDamaged):
        find_damage(store, KEY)


def test_a_file_cut_short_is_damaged(store: Path) -> None:
    os.truncate(store, 3 * 4096)
    with pytest.raises(StoreDamaged):
        check_store(store, KEY, mark=MARK)
    os.truncate(store, 0)
    with pytest.raises(StoreDamaged):
        check_store(store, KEY, mark=MARK)


def test_damage_in_the_middle_is_found_by_looking_through_the_file(store: Path) -> None:
    _damage(store, 10 * 4096 + 500)
    assert find_damage(store, KEY) != []


def test_a_newer_schema(store: Path) -> None:
    with pytest.raises(NewerSchema, match="0003"):
        check_store(store, KEY, known_revisions={"0001"}, mark=MARK)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(9000),
        "Name,Phone\nआशा,98000\n".encode() * 300,
        b"\xff\xd8\xff\xe0" + os.urandom(5000),
    ],
)
def test_another_file_in_its_place(store: Path, content: bytes) -> None:
    store.write_bytes(content)
    with pytest.raises(NotOurFile):
        check_store(store, KEY, mark=MARK)
    assert store.read_bytes() == content


def test_a_plain_sqlite_file_is_not_ours(store: Path) -> None:
    store.unlink()
    plain = sqlite3.connect(store)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    with pytest.raises(NotOurFile):
        check_store(store, KEY, mark=MARK)


def test_the_store_of_another_workspace_under_our_key_file(store: Path, tmp_path: Path) -> None:
    assert _page_fits(store, KEY, 1)
    assert _page_fits(store, KEY, 5)
    assert not _page_fits(store, os.urandom(32), 1)
    assert not _page_fits(store, KEY, 10_000)


def test_no_space(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9 - 49 * 2**20, 49 * 2**20))
    with pytest.raises(NoSpace, match="49 MB free, 50 MB needed"):
        check_store(store, KEY, mark=MARK)


def test_a_folder_that_can_not_be_written(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(place.os, "open", refuse)
    with pytest.raises(FolderReadOnly):
        check_place(store.parent)


def test_a_folder_not_yet_made_is_judged_by_the_one_above(tmp_path: Path) -> None:
    check_place(tmp_path / "new" / "deeper")
    assert list(tmp_path.iterdir()) == []


def test_network_shares_are_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "mount_kind", lambda _path, _mounts: "cifs")
    with pytest.raises(OnNetworkShare, match="PostgreSQL"):
        check_store(store, KEY, mark=MARK)
    monkeypatch.undo()
    assert is_on_network(Path(r"\\server\share\crm"))
    assert not is_on_network(store.parent)


def test_the_deepest_mount_decides() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "srv:/home /home nfs4 rw 0 0\n"
        "/dev/sdb1 /home/asha/own ext4 rw 0 0\n"
        "//nas/crm /mnt/our\\040share cifs rw 0 0\n"
        "asha@host:/ /mnt/ssh fuse.sshfs rw 0 0\n"
        "broken line\n"
    )
    kinds = {
        "/var/lib": "ext4",
        "/home/asha/crm": "nfs4",
        "/home/asha/own/crm": "ext4",
        "/homework": "ext4",
        "/mnt/our share/crm": "cifs",
        "/mnt/ssh": "fuse.sshfs",
    }
    assert {path: mount_kind(Path(path), mounts) for path in kinds} == kinds


def test_a_clock_before_the_last_act() -> None:
    last = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    check_clock(last, None)
    check_clock(last - timedelta(minutes=1), last)
    with pytest.raises(ClockBehind, match="2026"):
        check_clock(last - timedelta(minutes=3), last)


def test_windows_share_a_workspace_and_a_restore_has_it_alone(tmp_path: Path) -> None:
    with (
        WorkspaceLock.shared(tmp_path),
        WorkspaceLock.shared(tmp_path),
        pytest.raises(WorkspaceInUse, match="a restore needs it alone"),
    ):
        WorkspaceLock.alone(tmp_path, "a restore")
    with WorkspaceLock.alone(tmp_path, "an upgrade"):
        with pytest.raises(WorkspaceBusy, match="an upgrade"):
            WorkspaceLock.shared(tmp_path)
        with pytest.raises(WorkspaceBusy, match="an upgrade"):
            WorkspaceLock.alone(tmp_path, "a restore")
    WorkspaceLock.shared(tmp_path).release()


def test_a_killed_program_leaves_no_lock_behind(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from crm_desktop.store.locks import WorkspaceLock\n"
        "held = WorkspaceLock.alone(pathlib.Path(sys.argv[1]), 'a restore')\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusy, match="a restore"):
            WorkspaceLock.shared(tmp_path)
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    WorkspaceLock.shared(tmp_path).release()


def test_a_lock_is_taken_once_and_given_back(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "seats" / "Desk 1.lock")
    assert lock.take()
    with pytest.raises(RuntimeError):
        lock.take()
    assert not FileLock(tmp_path / "seats" / "Desk 1.lock").take()
    lock.release()
    lock.release()
    assert not lock.is_held
    assert lock.noted() == ""
