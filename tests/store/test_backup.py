"""Backups: one verified file made while others write, restored whole or not at all, the right ones kept."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections import namedtuple
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop import secrets
from crm_desktop.errors import Cancelled, StoreProblem
from crm_desktop.secrets.sealing import PassphraseCost
from crm_desktop.store import backup as backup_module
from crm_desktop.store import backup_file, moves, restore
from crm_desktop.store.backup import (
    BackupAbout,
    daily_backups,
    daily_name,
    due,
    make_backup,
    make_daily_backup,
    prune,
    to_keep,
)
from crm_desktop.store.backup_file import read_manifest, verify_backup
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import (
    BackupDamaged,
    BackupExists,
    BackupFolderMissing,
    BackupNewer,
    BackupOfAnother,
    BackupWrongKey,
    FolderReadOnly,
    NoSpace,
    NotABackup,
    PersonKeyGone,
    WorkspaceInUse,
)
from crm_desktop.store.files import FileRef, LocalFiles
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.key_copies import KEPT_FOR, beside
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.person_keys import PersonKeys, keys_in
from crm_desktop.store.restore import mend_broken_restore, restore_backup

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
WORDS = "open sesame"
CHEAP = PassphraseCost(passes=1, memory_kib=64, lanes=1)


class Office:
    """A workspace folder with a small store in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = uuid4()
        made = secrets.create_key(
            folder, workspace_id=self.id, name="Shakti", created_at=NOW, passphrase=WORDS, cost=CHEAP
        )
        self.key, self.code = made.key, made.recovery_code
        self.store = folder / "workspace.db"
        writer = connect_file(self.store, self.key, create=True)
        writer.execute("CREATE TABLE alembic_version (version_num TEXT)")
        writer.execute("INSERT INTO alembic_version VALUES ('0001')")
        writer.execute("CREATE TABLE leads (id INTEGER PRIMARY KEY, name TEXT)")
        rows = [(f"Asha {number} " + "x" * 500,) for number in range(4000)]
        writer.execute("BEGIN")
        writer.executemany("INSERT INTO leads (name) VALUES (?)", rows)
        writer.execute("COMMIT")
        writer.close()

    def about(self, **more: Any) -> BackupAbout:
        """What a backup of this office is given."""
        recovery = (self.folder / "recovery.sealed").read_bytes()
        return BackupAbout(self.id, "Shakti", "0.1.0", recovery, **more)

    def add(self, name: str) -> None:
        """Write one more lead."""
        writer = connect_file(self.store, self.key)
        writer.execute("INSERT INTO leads (name) VALUES (?)", (name,))
        writer.close()

    def count(self, file: Path | None = None) -> int:
        """Leads in the store, or in another file under the same key."""
        reader = connect_file(file or self.store, self.key, read_only=True)
        found: int = reader.execute("SELECT count(*) FROM leads").fetchone()[0]
        reader.close()
        return found


@pytest.fixture(autouse=True)
def _no_keystore(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    monkeypatch.delenv("CRM_DESKTOP_PASSPHRASE", raising=False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with 4,000 leads."""
    return Office(tmp_path / "office")


@pytest.fixture
def backup(office: Office, tmp_path: Path) -> Path:
    """A backup of it."""
    out = tmp_path / "out" / "one.crmbackup"
    out.parent.mkdir()
    make_backup(office.store, office.key, out, office.about(), now=NOW)
    return out


def _no_leftovers(*folders: Path) -> None:
    left = [file.name for folder in folders for file in folder.iterdir()]
    assert not [name for name in left if "scratch" in name or name.endswith(".part") or "moving" in name]


def test_a_backup_says_what_it_holds(office: Office, tmp_path: Path) -> None:
    head = SealedHead(3, 0, 120, bytes(range(32)), NOW - timedelta(minutes=5))
    parts: list[float] = []
    out = tmp_path / "b.crmbackup"
    made = make_backup(
        office.store, office.key, out, office.about(sealed_head=head), now=NOW, progress=parts.append
    )
    assert made.counts == {"leads": 4000}
    assert made.revision == "0001"
    assert read_manifest(out) == made
    assert read_manifest(out).sealed_head == head
    assert verify_backup(out, office.key, known_revisions={"0001"}) == made
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    _no_leftovers(tmp_path, office.folder)


def test_nothing_personal_and_no_key_is_in_it(office: Office, backup: Path) -> None:
    (office.folder / "keys.db").write_bytes(b"person keys")
    content = backup.read_bytes()
    for secret in (b"Asha", b"person keys", office.key, office.key.hex().encode(), office.code.encode()):
        assert secret not in content
    assert zipfile.ZipFile(backup).namelist() == ["workspace.db", "recovery.sealed", "manifest.json"]


def test_writers_go_on_and_the_copy_is_one_moment(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "_PAGES_A_STEP", 100)
    added = 0

    def add_while_copying(part: float) -> None:
        nonlocal added
        if part < 0.5:
            office.add("later")
            added += 1

    out = tmp_path / "b.crmbackup"
    made = make_backup(office.store, office.key, out, office.about(), now=NOW, progress=add_while_copying)
    assert added >= 3
    assert made.counts == {"leads": 4000}
    assert office.count() == 4000 + added
    verify_backup(out, office.key)


def test_work_in_the_write_ahead_file_is_in_the_backup(office: Office, tmp_path: Path) -> None:
    writer = connect_file(office.store, office.key)
    writer.execute("INSERT INTO leads (name) VALUES ('not yet in the main file')")
    made = make_backup(office.store, office.key, tmp_path / "b.crmbackup", office.about(), now=NOW)
    writer.close()
    assert made.counts == {"leads": 4001}


@pytest.mark.parametrize("after", [1, 5, 9])
def test_a_cancelled_backup_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(backup_module, "_PAGES_A_STEP", 100)
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        make_backup(office.store, office.key, out / "b.crmbackup", office.about(), now=NOW, cancelled=stop)
    assert list(out.iterdir()) == []
    _no_leftovers(office.folder)


def test_a_backup_never_overwrites_and_needs_space(
    office: Office, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupExists):
        make_backup(office.store, office.key, backup, office.about(), now=NOW)
    assert backup.read_bytes() == before
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 51 * 2**20))
    with pytest.raises(NoSpace):
        make_backup(office.store, office.key, backup.with_name("two"), office.about(), now=NOW)


def test_a_damaged_store_makes_no_backup(office: Office, tmp_path: Path) -> None:
    with office.store.open("r+b") as file:
        file.seek(20 * 4096 + 100)
        file.write(bytes(64))
    with pytest.raises(StoreProblem):
        make_backup(office.store, office.key, tmp_path / "b.crmbackup", office.about(), now=NOW)
    assert not (tmp_path / "b.crmbackup").exists()
    _no_leftovers(tmp_path, office.folder)


def test_another_file_is_not_a_backup(tmp_path: Path) -> None:
    for name, content in (("a.jpg", b"\xff\xd8\xff"), ("empty", b""), ("t.txt", "नमस्ते".encode())):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotABackup):
            read_manifest(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(NotABackup):
        read_manifest(tmp_path / "b.xlsx")
    with pytest.raises(NotABackup):
        read_manifest(tmp_path / "missing")


@pytest.mark.parametrize("at", [5_000, 500_000, -600])
def test_a_changed_byte_is_found(office: Office, backup: Path, at: int) -> None:
    content = bytearray(backup.read_bytes())
    content[at] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BackupDamaged):
        verify_backup(backup, office.key)
    _no_leftovers(backup.parent)


def test_a_backup_on_a_read_only_disk_can_be_verified(
    office: Office, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_file, "is_writable", lambda folder: folder != backup.parent)
    monkeypatch.setattr(backup_file.tempfile, "gettempdir", lambda: str(tmp_path))
    verify_backup(backup, office.key)
    monkeypatch.setattr(backup_module, "is_writable", lambda _folder: False)
    with pytest.raises(FolderReadOnly):
        make_backup(office.store, office.key, tmp_path / "x.crmbackup", office.about(), now=NOW)
    _no_leftovers(tmp_path, backup.parent)


def test_a_backup_cut_short_is_damaged(office: Office, backup: Path) -> None:
    os.truncate(backup, backup.stat().st_size // 2)
    with pytest.raises(BackupDamaged):
        verify_backup(backup, office.key)


def _rewritten(backup: Path, **changes: object) -> Path:
    """The backup with another manifest, the zip itself in order."""
    other = backup.with_name("changed.crmbackup")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
            target.writestr(name, content)
    return other


def test_a_manifest_that_was_changed_is_found(office: Office, backup: Path) -> None:
    with pytest.raises(BackupDamaged):
        verify_backup(_rewritten(backup, counts={"leads": 3999}), office.key)
    with pytest.raises(BackupDamaged):
        verify_backup(_rewritten(backup, sealed_head=None, made_at="2025-01-01T00:00:00+00:00"), office.key)


def test_counts_are_compared_with_the_rows(office: Office, backup: Path) -> None:
    from dataclasses import replace

    lying = replace(read_manifest(backup), counts={"leads": 3999}).sealed(office.key)
    with pytest.raises(BackupDamaged):
        verify_backup(_rewritten(backup, **lying.as_json()), office.key)


def test_a_wrong_key_and_a_newer_program_are_told_apart(office: Office, backup: Path) -> None:
    with pytest.raises(BackupWrongKey):
        verify_backup(backup, os.urandom(32))
    with pytest.raises(BackupNewer):
        verify_backup(backup, office.key, known_revisions={"0000"})
    with pytest.raises(BackupNewer):
        verify_backup(_rewritten(backup, format=backup_file.FORMAT + 1), office.key)


def test_restore_on_another_computer_by_the_recovery_code(
    office: Office, backup: Path, tmp_path: Path
) -> None:
    there = tmp_path / "other computer"
    done = restore_backup(backup, there, now=NOW, recovery_code=office.code.lower(), passphrase="new words")
    assert done.moved_aside is None
    assert done.key == office.key
    assert office.key.hex() not in repr(done)
    assert secrets.load_key(there, "new words") == office.key
    assert secrets.unlock_with_recovery(there, office.code) == office.key
    assert office.count(there / "workspace.db") == 4000
    assert secrets.WorkspaceFile.read(there).workspace_id == office.id
    _no_leftovers(there)


def test_restore_over_the_same_workspace_keeps_what_was_there(office: Office, backup: Path) -> None:
    office.add("after the backup")
    code = secrets.new_recovery_code(office.folder, office.key)
    done = restore_backup(backup, office.folder, now=NOW, passphrase=WORDS)
    assert office.count() == 4000
    assert done.moved_aside is not None
    assert done.moved_aside.name == "workspace.db.before-restore-20261121T103000Z"
    assert office.count(done.moved_aside) == 4001
    assert secrets.unlock_with_recovery(office.folder, office.code) == office.key  # the backup's own code
    with pytest.raises(secrets.RecoveryCodeOfAnother):
        secrets.unlock_with_recovery(office.folder, code)
    again = restore_backup(backup, office.folder, now=NOW, key=office.key)
    assert again.moved_aside is not None
    assert again.moved_aside.name.endswith("Z-2")


def test_the_write_ahead_file_moves_aside_with_its_database(office: Office, backup: Path) -> None:
    shutil.copy(office.store, f"{office.store}.kept")
    writer = connect_file(office.store, office.key)
    writer.execute("INSERT INTO leads (name) VALUES ('only in the write-ahead file')")
    shutil.copy(f"{office.store}-wal", f"{office.store}.wal-kept")
    writer.close()
    # Put both back as a killed program leaves them.
    shutil.move(f"{office.store}.kept", office.store)
    shutil.move(f"{office.store}.wal-kept", f"{office.store}-wal")
    done = restore_backup(backup, office.folder, now=NOW, key=office.key)
    assert office.count() == 4000
    assert done.moved_aside is not None
    assert office.count(done.moved_aside) == 4001


def test_what_a_restore_may_adjust_before_it_is_seen(office: Office, backup: Path) -> None:
    def adjust(database: Path, key: bytes, _documents: Path) -> None:
        writer = connect_file(database, key)
        writer.execute("DELETE FROM leads WHERE id = 1")
        writer.close()

    restore_backup(backup, office.folder, now=NOW, key=office.key, adjust=adjust)
    assert office.count() == 3999


def _state(folder: Path) -> dict[str, bytes]:
    """Every file that holds something: not the lock, nor the shared memory that SQLite makes anew."""
    empty = ("workspace.lock", "workspace.db-shm")
    files = (file for file in folder.rglob("*") if file.is_file() and file.name not in empty)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_restore_that_fails_changes_nothing(
    office: Office, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(office.folder)
    content = bytearray(backup.read_bytes())
    content[300_000] ^= 1
    damaged = tmp_path / "damaged.crmbackup"
    damaged.write_bytes(content)
    with pytest.raises(BackupDamaged):
        restore_backup(damaged, office.folder, now=NOW, key=office.key)
    with pytest.raises(BackupWrongKey):
        restore_backup(backup, office.folder, now=NOW, key=os.urandom(32))
    with pytest.raises(secrets.RecoveryCodeMistyped):
        restore_backup(backup, office.folder, now=NOW, recovery_code="ABCDE")
    with pytest.raises(Cancelled):
        restore_backup(backup, office.folder, now=NOW, key=office.key, cancelled=lambda: True)
    with pytest.raises(BackupNewer):
        restore_backup(backup, office.folder, now=NOW, key=office.key, known_revisions={"0000"})
    with WorkspaceLock.shared(office.folder), pytest.raises(WorkspaceInUse):
        restore_backup(backup, office.folder, now=NOW, key=office.key)

    def full(_database: Path, _key: bytes, _documents: Path) -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        restore_backup(backup, office.folder, now=NOW, key=office.key, adjust=full)
    monkeypatch.setattr(restore, "write_whole", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        restore_backup(backup, office.folder, now=NOW, key=office.key)
    assert _state(office.folder) == before


def test_another_workspace_is_not_restored_over_this_one(
    office: Office, backup: Path, tmp_path: Path
) -> None:
    other = Office(tmp_path / "other")
    before = _state(other.folder)
    with pytest.raises(BackupOfAnother, match="Shakti"):
        restore_backup(backup, other.folder, now=NOW, key=office.key)
    assert _state(other.folder) == before


@pytest.mark.parametrize("killed_at", [0, 1, 2, 3, 4])
def test_a_restore_killed_in_the_middle_is_taken_back(
    office: Office, backup: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    before = _state(office.folder)
    rename = os.replace
    renamed = 0

    def rename_until_killed(source: Path, target: Path) -> None:
        nonlocal renamed
        if not str(target).endswith(("moving.json", ".part", "-recovery")):
            renamed += 1
        if renamed > killed_at:
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "replace", rename_until_killed)
    monkeypatch.setattr(moves, "take_back", lambda _folder: False)  # a killed program takes nothing back
    monkeypatch.setattr(restore, "drop_database", lambda _file: None)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(backup, office.folder, now=NOW, key=office.key)
    monkeypatch.undo()
    assert mend_broken_restore(office.folder)
    assert not mend_broken_restore(office.folder)
    after = _state(office.folder)
    assert {name: after[name] for name in before} == before
    assert not (office.folder / "moving.json").exists()
    assert office.count() == 4000


# ---- documents -----------------------------------------------------------------------------------------

RAVI, VANDANA = uuid4(), uuid4()


def _files(office: Office, folder: Path | None = None) -> LocalFiles:
    return LocalFiles(folder or office.folder, PersonKeys(folder or office.folder, office.key))


@pytest.fixture
def refs(office: Office) -> list[FileRef]:
    """Three documents of two people."""
    files = _files(office)
    found = [files.put(io.BytesIO(content), who) for who, content in (
        (RAVI, b"bill " * 40_000), (RAVI, b"warranty"), (VANDANA, b"aadhaar"),
    )]  # fmt: skip
    files.close()
    return found


def _readable(files: LocalFiles, refs: list[FileRef]) -> list[bool]:
    found = []
    for ref in refs:
        try:
            files.verify(ref)
            found.append(True)
        except StoreProblem:
            found.append(False)
    files.close()
    return found


def test_documents_come_back_on_another_computer(office: Office, refs: list[FileRef], tmp_path: Path) -> None:
    out = tmp_path / "one.crmbackup"
    told: list[float] = []
    made = make_backup(office.store, office.key, out, office.about(), now=NOW, progress=told.append)
    assert made.documents is not None
    assert made.documents.count == 3
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert verify_backup(out, office.key) == made
    with zipfile.ZipFile(out) as archive:
        assert all(b"warranty" not in archive.read(name) for name in archive.namelist())
        assert not any("keys" in name for name in archive.namelist())
    there = tmp_path / "there"
    done = restore_backup(out, there, now=NOW, recovery_code=office.code, passphrase="new words")
    assert (done.unopened, _readable(_files(office, there), refs)) == (0, [True, True, True])
    _no_leftovers(out.parent, there, office.folder)
    # Without the file of keys beside it nothing opens, which is told; a newer copy there does as well.
    (tmp_path / "alone").mkdir()
    alone = shutil.copy(out, tmp_path / "alone" / "one.crmbackup")
    beside(alone).write_bytes(b"not a file of keys")
    there = tmp_path / "elsewhere"
    done = restore_backup(alone, there, now=NOW, key=office.key, passphrase="new words")
    assert (done.unopened, _readable(_files(office, there), refs)) == (3, [False] * 3)
    newer = alone.with_name(daily_name(office.about().workspace_id, NOW))
    shutil.copy(beside(out), beside(newer))
    there = tmp_path / "again"
    done = restore_backup(alone, there, now=NOW, key=office.key, passphrase="new words")
    assert (done.unopened, _readable(_files(office, there), refs)) == (0, [True, True, True])


def test_a_backup_of_before_opens_with_the_keys_in_it(
    office: Office, refs: list[FileRef], tmp_path: Path
) -> None:
    from dataclasses import replace

    out, old = tmp_path / "one.crmbackup", tmp_path / "old.crmbackup"
    manifest = make_backup(office.store, office.key, out, office.about(), now=NOW)
    assert manifest.documents is not None
    keys = beside(out).read_bytes()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(old, "w") as target:
        known = json.loads(source.read("files.json"))
        listing = json.dumps([["keys.db", len(keys), hashlib.sha256(keys).hexdigest()], *known]).encode()
        said = replace(manifest.documents, listing_sha256=hashlib.sha256(listing).hexdigest())
        for name in source.namelist():
            if name not in ("files.json", "manifest.json"):
                target.writestr(name, source.read(name))
        target.writestr("keys.db", keys)
        target.writestr("files.json", listing)
        sealed = replace(manifest, documents=said).sealed(office.key)
        target.writestr("manifest.json", json.dumps(sealed.as_json()))
    beside(out).unlink()
    there = tmp_path / "there"
    restore_backup(old, there, now=NOW, key=office.key, passphrase="new words")
    assert _readable(_files(office, there), refs) == [True, True, True]


def test_the_last_copy_of_a_destroyed_key_is_gone_within_days(
    office: Office, refs: list[FileRef], tmp_path: Path
) -> None:
    folder, about = tmp_path / "daily", office.about()
    folder.mkdir()
    by_hand = folder / "by hand.crmkeys"
    by_hand.write_bytes(b"somebody's own")

    def day(number: int) -> list[bool]:
        now = NOW + timedelta(days=number)
        make_daily_backup(office.store, office.key, folder, about, now=now)
        copies = sorted(folder.glob("crm-desktop-*.crmkeys"))
        return [keys_in(file, office.key).get(RAVI) is not None for file in copies]

    assert [day(number) for number in (0, 1)] == [[True], [True, True]]
    files = _files(office)
    files.erase(RAVI)
    files.close()
    assert day(2) == [True, True, False]
    assert day(KEPT_FOR.days + 1) == [True, False, False]
    assert day(KEPT_FOR.days + 2) == [False, False, False]
    assert timedelta(days=30) >= KEPT_FOR
    assert by_hand.exists()
    restored = restore_backup(sorted(folder.glob("*.crmbackup"))[0], office.folder, now=NOW, key=office.key)
    assert (restored.unopened, _readable(_files(office), refs)) == (0, [False, False, True])


def test_a_restore_over_a_workspace_moves_its_documents_aside(
    office: Office, refs: list[FileRef], tmp_path: Path
) -> None:
    out = tmp_path / "one.crmbackup"
    make_backup(office.store, office.key, out, office.about(), now=NOW)
    files = _files(office)
    later = files.put(io.BytesIO(b"added since"), RAVI)
    files.delete(refs[1])
    files.close()
    restore_backup(out, office.folder, now=NOW, key=office.key)
    assert _readable(_files(office), [*refs, later]) == [True, True, True, False]
    assert len(list(office.folder.glob("files.before-restore-*/*/*/*.sealed"))) == 3
    assert len(list(office.folder.glob("keys.db.before-restore-*"))) == 1


def test_what_was_erased_since_stays_erased(office: Office, refs: list[FileRef], tmp_path: Path) -> None:
    out = tmp_path / "one.crmbackup"
    make_backup(office.store, office.key, out, office.about(), now=NOW)
    files = _files(office)
    files.erase(RAVI)
    files.close()
    restore_backup(out, office.folder, now=NOW, key=office.key)
    files = _files(office)
    assert _readable(files, refs) == [False, False, True]
    with pytest.raises(PersonKeyGone):
        files.put(io.BytesIO(b"again"), RAVI)
    files.close()
    assert len(list((office.folder / "files").rglob("*.sealed"))) == 1


def test_a_backup_from_before_documents_leaves_them_alone(
    office: Office, backup: Path, tmp_path: Path
) -> None:
    assert read_manifest(backup).documents is None
    with zipfile.ZipFile(backup) as archive:
        assert json.loads(archive.read("manifest.json"))["format"] == 1
    files = _files(office)
    ref = files.put(io.BytesIO(b"bill"), RAVI)
    files.close()
    restore_backup(backup, office.folder, now=NOW, key=office.key)
    assert _readable(_files(office), [ref]) == [True]


@pytest.mark.parametrize("entry", ["files.json", "sealed"])
def test_a_changed_or_missing_document_is_found(
    office: Office, refs: list[FileRef], tmp_path: Path, entry: str
) -> None:
    out = tmp_path / "one.crmbackup"
    make_backup(office.store, office.key, out, office.about(), now=NOW)
    before = _state(office.folder)
    for change in (lambda content: content[:-1] + bytes([content[-1] ^ 1]), lambda _content: None):
        other = tmp_path / "changed.crmbackup"
        with zipfile.ZipFile(out) as source, zipfile.ZipFile(other, "w") as target:
            for name in source.namelist():
                content: bytes | None = source.read(name)
                if name.endswith(entry):
                    content = change(content)
                if content is not None:
                    target.writestr(name, content)
        with pytest.raises(BackupDamaged):
            verify_backup(other, office.key)
        with pytest.raises(BackupDamaged):
            restore_backup(other, office.folder, now=NOW, key=office.key)
        assert _state(office.folder) == before


def test_no_listing_leads_out_of_the_folder(office: Office, refs: list[FileRef], tmp_path: Path) -> None:
    from dataclasses import replace

    out, other = tmp_path / "one.crmbackup", tmp_path / "evil.crmbackup"
    manifest = make_backup(office.store, office.key, out, office.about(), now=NOW)
    assert manifest.documents is not None
    listing = json.dumps([["files/../../evil.sealed", 4, hashlib.sha256(b"evil").hexdigest()]]).encode()
    lying = replace(
        manifest, documents=replace(manifest.documents, listing_sha256=hashlib.sha256(listing).hexdigest())
    ).sealed(office.key)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(other, "w") as target:
        for name in ("workspace.db", "recovery.sealed"):
            target.writestr(name, source.read(name))
        target.writestr("files.json", listing)
        target.writestr("files/../../evil.sealed", b"evil")
        target.writestr("manifest.json", json.dumps(lying.as_json()))
    with pytest.raises(BackupDamaged):
        restore_backup(other, office.folder, now=NOW, key=office.key)
    assert not list(tmp_path.rglob("evil.sealed"))


@pytest.mark.parametrize("killed_at", range(8))
def test_a_restore_of_documents_killed_in_the_middle_is_taken_back(
    office: Office, refs: list[FileRef], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    out = tmp_path / "one.crmbackup"
    make_backup(office.store, office.key, out, office.about(), now=NOW)
    before = _state(office.folder)
    rename, renamed = os.replace, 0

    def rename_until_killed(source: Path, target: Path) -> None:
        nonlocal renamed
        if not str(target).endswith(("moving.json", ".part", "-recovery")):
            renamed += 1
        if renamed > killed_at:
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "replace", rename_until_killed)
    monkeypatch.setattr(moves, "take_back", lambda _folder: False)  # a killed program takes nothing back
    monkeypatch.setattr(restore, "drop_database", lambda _file: None)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(out, office.folder, now=NOW, key=office.key)
    monkeypatch.undo()
    assert mend_broken_restore(office.folder)
    after = _state(office.folder)
    assert {name: after[name] for name in before} == before
    assert _readable(_files(office), refs) == [True, True, True]
    assert office.count() == 4000


def test_a_copy_before_an_upgrade_leaves_documents_where_they_are(
    office: Office, refs: list[FileRef], tmp_path: Path
) -> None:
    made = make_backup(
        office.store, office.key, tmp_path / "u.crmbackup", office.about(), now=NOW, purpose="upgrade"
    )
    assert made.documents is None


def test_due_follows_the_office_calendar() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    evening = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)  # 23:30 in India
    assert due(None, evening, india)
    assert not due(evening - timedelta(hours=3), evening, india)
    assert due(evening, evening + timedelta(hours=1), india)
    assert not due(evening, evening + timedelta(hours=1), UTC)
    assert due(evening + timedelta(days=400), evening, india)


def test_fourteen_days_and_eight_weeks_are_kept() -> None:
    made = [NOW - timedelta(days=day) for day in range(100)]
    kept = to_keep(made)
    assert set(made[:14]) <= kept
    assert len({moment.isocalendar()[:2] for moment in kept}) == 8
    assert len(kept) < 14 + 8
    # A day later each one kept is still good enough: only what falls out of both windows goes.
    later = to_keep([*kept, NOW + timedelta(days=1)])
    assert NOW + timedelta(days=1) in later
    assert len(later) <= len(kept) + 1


@given(st.sets(st.integers(0, 4000), max_size=60))
def test_keeping_never_drops_the_newest(hours: set[int]) -> None:
    made = [NOW - timedelta(hours=hour) for hour in hours]
    kept = to_keep(made)
    assert kept <= set(made)
    assert len(kept) <= 22
    assert not made or max(made) in kept
    assert to_keep(kept) == kept


def test_only_own_daily_files_are_ever_deleted(
    office: Office, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "daily"
    with pytest.raises(BackupFolderMissing):
        make_daily_backup(office.store, office.key, folder, office.about(), now=NOW)
    assert not folder.exists()
    folder.mkdir()
    file = make_daily_backup(office.store, office.key, folder, office.about(), now=NOW)
    assert file.name == daily_name(office.id, NOW)
    assert daily_backups(folder, office.id) == [(NOW, file)]
    foreign = {
        folder / "holiday.jpg": b"x",
        folder / daily_name(UUID(int=7), NOW): backup.read_bytes(),
        folder / daily_name(office.id, NOW - timedelta(days=300)): b"unreadable",
        folder / daily_name(office.id, NOW - timedelta(days=301)): backup.read_bytes(),  # made by hand
    }
    for path, content in foreign.items():
        path.write_bytes(content)
    second = make_daily_backup(office.store, office.key, folder, office.about(), now=NOW + timedelta(days=1))
    monkeypatch.setattr(backup_module, "to_keep", lambda made: {max(made)})
    assert prune(folder, office.id) == [file]
    assert set(folder.iterdir()) == {*foreign, second}


def test_the_real_schema_is_counted_checked_and_restored(sqlite_template: Path, tmp_path: Path) -> None:
    from crm_desktop.store import migrate
    from crm_desktop.store.opening import check_store
    from tests.stores import TEST_KEY

    folder = tmp_path / "new"
    made = secrets.create_key(
        tmp_path / "old", workspace_id=uuid4(), name="Shakti", created_at=NOW, passphrase=WORDS, cost=CHEAP
    )
    recovery = (tmp_path / "old" / "recovery.sealed").read_bytes()
    about = BackupAbout(
        secrets.WorkspaceFile.read(tmp_path / "old").workspace_id, "Shakti", "0.1.0", recovery
    )
    manifest = make_backup(sqlite_template, TEST_KEY, tmp_path / "b.crmbackup", about, now=NOW)
    assert set(manifest.counts) == set(backup_module.MAIN_TABLES)
    assert manifest.revision == migrate.head()
    known = migrate.known_revisions()
    restore_backup(
        tmp_path / "b.crmbackup", folder, now=NOW, key=TEST_KEY, passphrase=WORDS, known_revisions=known
    )
    assert check_store(folder / "workspace.db", TEST_KEY, known_revisions=known) == migrate.head()
    assert made.key != TEST_KEY
