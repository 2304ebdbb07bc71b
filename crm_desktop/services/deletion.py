"""Deleting a whole workspace: asked twice with days between, then keys and files destroyed, with proof."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from crm_desktop import __version__, secrets
from crm_desktop.clock import Clock
from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.secrets.workspace_file import FILE_NAME, sync_folder, write_whole
from crm_desktop.secrets.workspace_key import RECOVERY, SEALED_KEY
from crm_desktop.services.deletion_kept import Owed, move_out, owed_of, seal_kept
from crm_desktop.services.progress import Progress
from crm_desktop.services.team.steps import Steps
from crm_desktop.services.workspace import OpenWorkspace, WorkspaceService
from crm_desktop.store.archive_source import archived_tables
from crm_desktop.store.backup import daily_backups
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.engine import engine_of
from crm_desktop.store.key_copies import daily_keys
from crm_desktop.store.legal_holds import LegalHolds
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.team.team_file import TeamFile, certificate_file, is_team
from crm_desktop.store.unit_of_work import Work

SETTING = "deletion_planned"
WAIT_DAYS, MOST_DAYS = 7, 90
MARKER = "deleting.json"
# Of people who put their own files into the folder; nothing the program keeps looks like that.
_THEIRS = frozenset(
    {".csv", ".xlsx", ".xls", ".ods", ".pdf", ".zip", ".txt", ".vcf", ".docx", ".png", ".jpg"}
)
_BLOCK = 1 << 20
LIMIT_SENTENCES = (
    "Backups made by hand or copied elsewhere still open with the recovery code: delete them, or the code.",
    "Archives and exports that were written elsewhere are not known to the program.",
    "A solid-state disk may keep old blocks for a while; the keys that open them are destroyed.",
)
TEAM_LIMIT_SENTENCES = (
    "The server’s own backups, standbys and logs keep what they have until they are replaced.",
    "Other workstations keep their seat files, sealed; remove their folders.",
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A deletion somebody asked for: from `at` on it can be carried out, until then cancelled."""

    at: datetime
    asked_at: datetime
    asked_by: UUID


@dataclass(frozen=True)
class Doomed:
    """Everything that is known of a workspace before it goes."""

    folder: Path
    info: Mapping[str, Any]
    rows: Mapping[str, int]
    backups: tuple[Path, ...]
    seats: tuple[str, ...]
    server: str
    about: Mapping[str, Any] = field(default_factory=dict)
    kept: tuple[Mapping[str, Any], ...] = ()  # what law keeps: files that lie sealed in the folder


@dataclass(frozen=True, slots=True)
class Deleted:
    """The proof, and where it was written; files of what law keeps lie beside it."""

    certificate: Mapping[str, Any]
    file: Path


class DeletionService:
    """Deletes whole workspaces; an admin's act."""

    def __init__(self, clock: Clock, workspaces: WorkspaceService) -> None:
        self._clock = clock
        self._workspaces = workspaces

    def planned(self, opened: OpenWorkspace, actor: Actor) -> Planned | None:
        """What was asked for, None where nothing was."""
        with opened.store.read(actor) as work:
            return _planned(SettingRows(work).of_workspace(SETTING))

    def owed(self, opened: OpenWorkspace, actor: Actor) -> tuple[Owed, ...]:
        """What law would have to be kept, sealed, if it were carried out now."""
        actor.require(Permission.BACKUP, Reach.ALL, "delete")
        with opened.store.read(actor) as work:
            return owed_of(work)

    def plan(self, opened: OpenWorkspace, actor: Actor, typed: str, wait_days: int = WAIT_DAYS) -> Planned:
        """Ask for it, with the workspace's name typed; asked again it stays as it was asked at first.

        Raises UserError for another name, a wait of less than nothing or more than 90 days, and while a
        legal hold stands.
        """
        actor.require(Permission.BACKUP, Reach.ALL, "delete")
        _check_name(opened, typed)
        if not 0 <= wait_days <= MOST_DAYS:
            raise UserError("Wait between 0 and {most} days.", field="wait", most=MOST_DAYS)
        with opened.store.write(actor) as work:
            rows = SettingRows(work)
            before = _planned(rows.of_workspace(SETTING))
            if before is not None:
                return before
            _check_holds(work)
            made = Planned(work.now + timedelta(days=wait_days), work.now, actor.person_id)
            kept = {
                "at": made.at.isoformat(),
                "asked_at": made.asked_at.isoformat(),
                "asked_by": str(made.asked_by),
            }
            rows.set("workspace", opened.info.id, SETTING, kept)
            work.record("deletion_planned", "workspace", opened.info.id, at=made.at.isoformat())
            work.announce("settings")
        return made

    def cancel(self, opened: OpenWorkspace, actor: Actor) -> None:
        """Leave the workspace alone; any admin may. Nothing happens where nothing was asked."""
        actor.require(Permission.BACKUP, Reach.ALL, "delete")
        with opened.store.write(actor) as work:
            rows = SettingRows(work)
            if _planned(rows.of_workspace(SETTING)) is not None:
                rows.set("workspace", opened.info.id, SETTING, False)
                work.record("deletion_cancelled", "workspace", opened.info.id)
                work.announce("settings")

    def prepare(
        self,
        opened: OpenWorkspace,
        actor: Actor,
        typed: str,
        passphrase: str = "",
        progress: Progress | None = None,
    ) -> Doomed:
        """Look at everything once more before `carry_out`, which needs the workspace closed.

        What law keeps is sealed now, by the passphrase. Raises UserError for another name, when nobody asked
        for it, before its time, while a legal hold stands, and where there is something to keep and no
        passphrase.
        """
        actor.require(Permission.BACKUP, Reach.ALL, "delete")
        _check_name(opened, typed)
        planned = self.planned(opened, actor)
        if planned is None:
            raise UserError("Nobody has asked for this workspace to be deleted.")
        if planned.at > self._clock.now():
            raise UserError(
                "The workspace is deleted from {day} on; until then it can be cancelled.",
                day=f"{planned.at:%d %b %Y %H:%M} UTC",
            )
        with opened.store.read(actor) as work:
            _check_holds(work)
        kept = seal_kept(opened, actor, passphrase, Steps(progress))
        with opened.store.read(actor) as work:
            counts = {
                table.name: int(work.connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in archived_tables()
            }
        folder, info = opened.folder, opened.info
        elsewhere = self._workspaces.backup_folder(opened)
        local = () if opened.server else (daily_backups(elsewhere, info.id), daily_keys(elsewhere, info.id))
        backups = tuple(file for some in local for _, file in some)
        seats = tuple(sorted(f.stem for f in (folder / "seats").glob("*.db")))
        about = {"asked_at": planned.asked_at.isoformat(), "asked_by": str(planned.asked_by),
                 "carried_out_by": str(actor.person_id)}  # fmt: skip
        named = {"id": str(info.id), "name": info.name}
        return Doomed(folder, named, counts, backups, seats, opened.server, about, kept)

    def carry_out(
        self, doomed: Doomed, out: Path | None = None, owner_password: str | None = None
    ) -> Deleted:
        """Destroy it. The keys go first: whatever is left by a power cut opens for nobody.

        A team's store is taken off its server with the administrator's password. `out`: where the
        certificate goes, beside the folder unless said. Called again after a kill it goes on.
        """
        folder = doomed.folder.absolute()
        certificate_to = out or folder.with_name(f"{folder.name}-deleted-{self._clock.now():%Y%m%d}.json")
        if not certificate_to.parent.is_dir():
            raise UserError(
                "There is no folder {folder}. Make it first.", field="out", folder=certificate_to.parent
            )
        with WorkspaceLock.alone(folder, "deletion"):
            if is_team(folder):
                _drop_from_server(folder, owner_password)
            marker = {"doomed": _as_json(doomed), "certificate": str(certificate_to)}
            write_whole(folder / MARKER, json.dumps(marker).encode())
            _destroy_keys(folder)
            move_out(folder, doomed.kept, certificate_to.parent)
            gone, size = 0, 0
            for file in (*doomed.backups, *_files_of(folder)):
                with suppress(FileNotFoundError):
                    size += _overwrite(file)
                    gone += 1
        left = [file.name for file in folder.iterdir() if file.suffix.lower() in _THEIRS]
        certificate = self._certificate(doomed, gone, size, left)
        write_whole(certificate_to, json.dumps(certificate, ensure_ascii=False, indent=1).encode())
        _sweep_out(folder)
        return Deleted(certificate, certificate_to)

    def go_on(self, folder: Path) -> Deleted | None:
        """Finish a deletion that was broken off after the keys were gone; None where there is none."""
        try:
            found = json.loads((folder / MARKER).read_text("utf-8"))
        except FileNotFoundError:
            return None
        known = found["doomed"]
        doomed = Doomed(
            folder,
            known["info"],
            known["rows"],
            tuple(map(Path, known["backups"])),
            tuple(known["seats"]),
            known["server"],
            known["about"],
            tuple(known["kept"]),
        )
        return self.carry_out(doomed, Path(found["certificate"]))

    def _certificate(self, doomed: Doomed, gone: int, size: int, left: list[str]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "kind": "crm-desktop deletion of a workspace",
            "workspace": dict(doomed.info),
            "folder": str(doomed.folder.absolute()),
            "server": doomed.server,
            **doomed.about,
            "deleted_at": self._clock.now().isoformat(),
            "program_version": __version__,
            "rows": dict(doomed.rows),
            "keys_destroyed": ["workspace key", "recovery file", "keys of people’s documents"],
            "files_overwritten": gone,
            "bytes_overwritten": size,
            "backups": [file.name for file in doomed.backups],
            "seats": list(doomed.seats),
            "left_in_folder": left,
            "kept_by_law": [dict(each) for each in doomed.kept],
            "limits": [*LIMIT_SENTENCES, *(TEAM_LIMIT_SENTENCES if doomed.server else ())],
        }
        text = json.dumps(body, sort_keys=True, ensure_ascii=False).encode()
        return {**body, "sha256": hashlib.sha256(text).hexdigest()}


def _planned(kept: Any) -> Planned | None:
    if not kept:
        return None
    return Planned(
        datetime.fromisoformat(kept["at"]),
        datetime.fromisoformat(kept["asked_at"]),
        UUID(kept["asked_by"]),
    )


def _check_name(opened: OpenWorkspace, typed: str) -> None:
    if " ".join(typed.split()) != opened.info.name:
        raise UserError(
            "Type the workspace’s name exactly as it is: {name}.", field="confirm", name=opened.info.name
        )


def _check_holds(work: Work) -> None:
    """What a court holds isn't destroyed, nor sealed aside: it may be asked for as it is."""
    today = office_date(work)
    hold = next((each for each in LegalHolds(work).standing() if each.until >= today), None)
    if hold is not None:
        raise UserError(
            "The law holds data here until {day}: {reason} ({law}). Lift that hold first, under “How "
            "long we keep”, or wait.",
            day=day_of_date(hold.until),
            reason=hold.reason,
            law=hold.law,
        )


def _as_json(doomed: Doomed) -> dict[str, Any]:
    return {
        "info": dict(doomed.info),
        "rows": dict(doomed.rows),
        "backups": [str(file) for file in doomed.backups],
        "seats": list(doomed.seats),
        "server": doomed.server,
        "about": dict(doomed.about),
        "kept": [dict(each) for each in doomed.kept],
    }


def _drop_from_server(folder: Path, owner_password: str | None) -> None:
    from crm_desktop.store.team.install import remove

    team = TeamFile.read(folder)
    connect = partial(team.server.connect, team.administrator, owner_password, certificate_file(folder))
    engine = engine_of(connect)
    try:
        remove(engine, team.names)
    finally:
        engine.dispose()


def _destroy_keys(folder: Path) -> None:
    """What opens the workspace; `workspace.json` stays to the end, so that the folder is still known."""
    for name in (SEALED_KEY, RECOVERY):
        for file in folder.glob(f"{name}*"):  # and what a restore put aside
            _overwrite(file)
    with suppress(StoreProblem):  # gone already, when this is called again
        secrets.destroy_key(folder)


def _files_of(folder: Path) -> Iterator[Path]:
    """Every file of the program's in the folder but the two that say what goes on; lock files too."""
    for file in sorted(folder.rglob("*")):
        is_theirs = file.parent == folder and file.suffix.lower() in _THEIRS
        if file.is_file() and not is_theirs and file.name not in (MARKER, FILE_NAME):
            yield file


def _overwrite(file: Path) -> int:
    """Overwrite a file's content on the disk, then delete it; gives its size in bytes."""
    size = file.stat().st_size
    if file.suffix != ".lock":
        with file.open("r+b", buffering=0) as out:
            for at in range(0, size, _BLOCK):
                out.write(bytes(min(_BLOCK, size - at)))
            os.fsync(out.fileno())
            out.truncate(0)
    with suppress(PermissionError):  # Windows keeps a lock file that is held; it says nothing
        file.unlink()
    return size


def _sweep_out(folder: Path) -> None:
    """The last files and empty folders; the folder itself goes unless somebody's own files are in it."""
    for name in (FILE_NAME, MARKER):
        (folder / name).unlink(missing_ok=True)
    for file in folder.rglob("*.lock"):
        with suppress(OSError):
            file.unlink()
    for each in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        with suppress(OSError):
            each.rmdir()
    with suppress(OSError):
        folder.rmdir()
        sync_folder(folder.parent)
