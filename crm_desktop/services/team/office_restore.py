"""An office server's backup put back: on a new computer, or where the database was dropped."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.errors import UserError
from crm_desktop.services.team.office_cluster import (
    AUTHORITY,
    AUTHORITY_KEY,
    DATABASE,
    PLACE_FILE,
    Cluster,
    ask,
    make_database,
    write,
)
from crm_desktop.services.team.office_keys import SEALING, SEALING_KEY
from crm_desktop.services.team.office_machine import Machine, ProgramFailed

_DUMP = re.compile(r"crm-(\d{4}-\d\d-\d\d)\.dump")
_SECRET = {AUTHORITY_KEY, SEALING_KEY}
#: What belongs kept where the backups are not: with it a new computer is the same server to everybody.
KEPT_ELSEWHERE = (AUTHORITY, AUTHORITY_KEY, SEALING, SEALING_KEY, PLACE_FILE)


@dataclass(frozen=True, slots=True)
class Saved:
    """A folder of backups: the newest dump and the people's logins of the same night."""

    folder: Path
    day: str
    dump: Path
    roles: Path

    @classmethod
    def find(cls, folder: Path) -> Saved:
        """The newest backup in a folder; UserError where there is none."""
        try:
            names = sorted(path.name for path in folder.iterdir() if _DUMP.fullmatch(path.name))
        except OSError as error:
            raise UserError(
                "The folder {folder} can't be read ({why}). Name the folder with the copy of the backups.",
                field="restore",
                folder=folder,
                why=error.strerror or "no access",
            ) from error
        whole = [name for name in names if (folder / name).with_suffix(".roles.sql").is_file()]
        if not whole:
            raise UserError(
                "There is no backup in {folder}. It needs crm-DATE.dump and crm-DATE.roles.sql of the same "
                "night, and should have the files of keys and the list of erasures beside them.",
                field="restore",
                folder=folder,
            )
        dump = folder / whole[-1]
        return cls(folder, whole[-1][4:14], dump, dump.with_suffix(".roles.sql"))

    def known_as(self) -> tuple[str, int]:
        """The server's name and port, where the folder of its keys lies there too; empty and 0 where not."""
        found = (known_as(place) for place in self._places())
        return next((each for each in found if each[0]), ("", 0))

    def bring_keys(self, keys: Path) -> bool:
        """Copy authority and keys where this computer has none; whether it has the old authority now."""
        keys.mkdir(mode=0o755, parents=True, exist_ok=True)
        if (keys / AUTHORITY_KEY).exists():
            return True
        for place in self._places():
            for name in KEPT_ELSEWHERE:
                if (place / name).is_file() and not (keys / name).exists():
                    write(keys / name, (place / name).read_bytes(), mode=0o600 if name in _SECRET else 0o644)
        return (keys / AUTHORITY_KEY).exists()

    def _places(self) -> tuple[Path, ...]:
        return self.folder, self.folder / "crm-desktop-office"


def known_as(keys: Path) -> tuple[str, int]:
    """The name and port of this server when it was set up; empty and 0 where it never was."""
    try:
        name, _, port = (keys / PLACE_FILE).read_text("utf-8").strip().partition(":")
        return name, int(port)
    except (OSError, ValueError):
        return "", 0


def put_back(machine: Machine, cluster: Cluster, saved: Saved, place: Path, password: str) -> list[str]:
    """Roles and database out of the newest dump, its neighbours into `place`; gives what there is to say.

    UserError where workspaces are in the database already. If it fails the database is empty again.
    """
    if found := _schemas(machine, cluster):
        raise UserError(
            "There are workspaces in this server's database already ({schemas}). Nothing was put back. Where "
            "the backup is to stand in their place, drop the database first, then type the command again: "
            'sudo -u postgres psql --port {port} -c "DROP DATABASE {database} WITH (FORCE)"',
            field="restore",
            schemas=found,
            port=cluster.port,
            database=DATABASE,
        )
    copied = _copy(cluster, saved, place)
    server = ["-p", str(cluster.port), "-U", "postgres"]
    if cluster.socket or sys.platform == "win32":
        server += ["-h", cluster.socket or "127.0.0.1"]
    program = cluster.installed.program
    ask(machine, cluster, f"DROP DATABASE IF EXISTS {DATABASE};")
    try:
        # What is there already (postgres, the owner) is said, and doesn't matter.
        roles = [program("psql"), "-X", "-q", *server, "-d", "postgres", "-f", str(place / saved.roles.name)]
        machine.run(roles, as_user=cluster.runs_as)
        whole = [program("pg_restore"), *server, "--create", "--exit-on-error", "--dbname=postgres"]
        machine.run([*whole, str(place / saved.dump.name)], as_user=cluster.runs_as)
    except ProgramFailed:
        ask(machine, cluster, f"DROP DATABASE IF EXISTS {DATABASE};")
        make_database(machine, cluster, password)
        raise
    make_database(machine, cluster, password)  # the roles came with the old password of the owner
    return [
        f"The backup of {saved.day} was put back: {_schemas(machine, cluster) or 'no workspace was in it'}.",
        *([] if copied else [f"No file of keys lay in {saved.folder}: documents can't be opened without."]),
    ]


def _copy(cluster: Cluster, saved: Saved, place: Path) -> bool:
    """Bring the files to where backups are, theirs to read; whether files of keys were among them."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = [*saved.folder.glob("*.crmkeys"), *saved.folder.glob("*.erasures")]
    for file in [saved.dump, saved.roles, *beside]:
        new = place / file.name
        if new.exists() and new.samefile(file):
            continue
        shutil.copyfile(file, new)
        new.chmod(0o600)
        if cluster.runs_as:
            shutil.chown(new, cluster.runs_as, cluster.runs_as)
    if cluster.runs_as:
        shutil.chown(place, cluster.runs_as, cluster.runs_as)
    return any(file.suffix == ".crmkeys" for file in beside)


def _schemas(machine: Machine, cluster: Cluster) -> str:
    sql = "SELECT string_agg(nspname, ', ') FROM pg_namespace WHERE starts_with(nspname, 'crm_');"
    return ask(machine, cluster, sql, database=DATABASE).strip()
