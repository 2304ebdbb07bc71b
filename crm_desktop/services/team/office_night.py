"""The office server's night without a shell: on Windows, by this program and PostgreSQL's own ones.

What the shell script of `office_backup` does elsewhere, in the same order and with the same words left in the
database. The files of keys are sealed in the age format: Windows has no openssl. Run and tested on Linux;
the task planner's part was never tried.
"""

from __future__ import annotations

import re
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_desktop.errors import UserError
from crm_desktop.services.team import office_keys as keys
from crm_desktop.services.team.office_backup import DUE, KEPT, REWRITES, SCHEMAS
from crm_desktop.services.team.office_cluster import DATABASE, Cluster, write
from crm_desktop.services.team.office_machine import Machine, ProgramFailed, this_program
from crm_desktop.store.put_back import REACHES
from crm_desktop.store.server_care import DUMPS, KEYS_APART, REWRITTEN

if TYPE_CHECKING:
    import psycopg

_SYSTEM, _ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"  # whatever Windows calls them in its language
SEALING, SEALING_KEY = "crm-keys.pub", "crm-keys.key"
_BROUGHT = b"CREATE TEMP TABLE brought (no serial, kind text, id uuid, key text) ON COMMIT DROP"
_LINES_BROUGHT = """INSERT INTO $schema.erasure_lines (digest, line, at)
    SELECT DISTINCT sha256(convert_to(line, 'UTF8')), line, now() FROM unnest(%s::text[]) line
    ON CONFLICT DO NOTHING"""
_UNTIL = re.compile(r"# until ([0-9TZ:-]+)")


class Night:
    """One run; `place`: the folder of the backups, which only the system may read."""

    def __init__(self, machine: Machine, cluster: Cluster, place: Path, now: datetime) -> None:
        self._machine, self._cluster, self._place, self._now = machine, cluster, place, now

    def run(self, database: str = DATABASE) -> None:
        """The list of erasures, a dump and the roles, the oldest gone, the keys beside, the tables anew.

        Raises ProgramFailed with the words of the program that failed; what was there before stays.
        """
        with closing(self._connect(database)) as server:
            self._list(server, database)
            schemas = self._schemas(server)
            new = self._place / f"crm-{self._now.astimezone():%Y-%m-%d}"
            dump, roles = new.with_suffix(".dump.new"), new.with_suffix(".roles.new")
            for left in self._place.glob("*.new"):
                left.unlink()
            without = [f"--exclude-table-data={schema}.{table}" for schema in schemas for table in keys.APART]
            self._say("pg_dump", *without, "--format=custom", f"--file={dump}", database)
            self._machine.run([self._cluster.installed.program("pg_restore"), "--list", str(dump)])
            self._say("pg_dumpall", "--roles-only", f"--file={roles}")
            dump.replace(new.with_suffix(".dump"))
            roles.replace(new.with_suffix(".roles.sql"))
            for kind in ("dump", "roles.sql"):
                for old in sorted(self._place.glob(f"crm-????-??-??.{kind}"))[:-KEPT]:
                    old.unlink()
            self._keep_keys(server, schemas, database)
            self._rewrite(server, schemas, database)

    def erasures(self, database: str = DATABASE) -> None:
        """Every ten minutes: the list of erasures alone."""
        with closing(self._connect(database)) as server:
            self._list(server, database)

    def bring_keys(self, private: str, database: str = DATABASE) -> list[str]:
        """After a dump was put back: keys out of all files there are; gives what there is to say."""
        told: list[str] = []
        with closing(self._connect(database)) as server:
            for schema in self._schemas(server):
                files = sorted(self._place.glob(f"{schema}-????-??-??{keys.ENDING}"), reverse=True)
                rows = [row for file in files for row in self._opened(file, private, told)]
                with server.transaction(), server.cursor() as asked:
                    asked.execute(_BROUGHT)
                    asked.executemany("INSERT INTO brought (kind, id, key) VALUES (%s, %s, %s)", rows)
                    for each in keys.BROUGHT:
                        asked.execute(_in(schema, each))
                lacking = self._count(server, schema, keys.LACKING)
                if lacking:
                    told.append(
                        f"The keys of {lacking} people or records of {schema} are known nowhere: their "
                        "documents, and what is sealed, can't be read any more. Put files of keys there and "
                        "run this again."
                    )
        return told

    # ---- its parts ---------------------------------------------------------------------------------

    def _list(self, server: psycopg.Connection[Any], database: str) -> None:
        """Keep the list beside the dumps, and bring back what a restored database lacks of it."""
        for schema in self._schemas(server):
            file = self._place / f"{schema}.erasures"
            server.execute(_in(schema, "SELECT $schema.notice_server()"))
            asked = server.execute(_in(schema, "SELECT put_back_at IS NOT NULL FROM $schema.workspace"))
            is_off = bool((asked.fetchone() or (False,))[0])
            kept = file.read_text("ascii").splitlines() if file.exists() else []
            reaches = next((found[1] for line in kept if (found := _UNTIL.fullmatch(line))), "")
            brought = [line for line in kept if not line.startswith("#")]
            server.execute(_in(schema, _LINES_BROUGHT), (brought,))
            asked = server.execute(_in(schema, "SELECT line FROM $schema.erasure_lines ORDER BY at, digest"))
            lines = [line for (line,) in asked.fetchall()]
            if not is_off:
                reaches = f"{self._now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            elif reaches:
                self._leave_word(server, database, REACHES, reaches)
            head = [f"# until {reaches}"] if reaches else []
            write(file, "".join(f"{line}\n" for line in (*head, *lines)).encode("ascii"), mode=0o600)

    def _keep_keys(self, server: psycopg.Connection[Any], schemas: list[str], database: str) -> None:
        import pyrage

        recipient = pyrage.x25519.Recipient.from_str(
            (self._cluster.keys / SEALING).read_text("ascii").strip()
        )
        today, longest = self._now.astimezone().date(), keys.KEPT
        for schema in schemas:
            rows = server.execute(_in(schema, keys.ROWS)).fetchall()
            plain = "".join(f"{kind}\t{key_id or ''}\t{key or ''}\n" for kind, key_id, key in rows)
            file = self._place / f"{schema}-{today}{keys.ENDING}"
            write(file, pyrage.encrypt(plain.encode("ascii"), [recipient]), mode=0o600)
            days = keys.KEPT_LACKING if self._count(server, schema, keys.LACKING) else keys.KEPT
            longest = max(longest, days)
            oldest = f"{schema}-{today - timedelta(days=days)}{keys.ENDING}"
            for old in self._place.glob(f"{schema}-????-??-??{keys.ENDING}"):
                if old.name < oldest:
                    old.unlink()
        if any(self._has_keys(dump) for dump in self._place.glob("crm-????-??-??.dump")):
            longest = max(longest, KEPT)  # of an older script
        self._leave_word(server, database, KEYS_APART, str(longest))

    def _has_keys(self, dump: Path) -> bool:
        with suppress(ProgramFailed):
            listed = self._machine.run([self._cluster.installed.program("pg_restore"), "--list", str(dump)])
            return re.search(r" TABLE DATA \S+ person_keys ", listed) is not None
        return False

    def _rewrite(self, server: psycopg.Connection[Any], schemas: list[str], database: str) -> None:
        """Nothing is left in the server's own files of who was erased since the night before."""
        server.execute("SET lock_timeout = '20s'")
        for schema in schemas:
            if self._count(server, schema, DUE):
                for table in REWRITES:
                    server.execute(f"VACUUM (FULL, ANALYZE) {schema}.{table}".encode())
        self._leave_word(server, database, REWRITTEN, f"{self._now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        self._leave_word(server, database, DUMPS, str(KEPT))
        for each in (b"CHECKPOINT", b"SELECT pg_switch_wal()", b"CHECKPOINT"):
            server.execute(each)

    def _opened(self, file: Path, private: str, told: list[str]) -> list[tuple[str, str | None, str | None]]:
        import pyrage

        identity = next((line for line in private.splitlines() if line.startswith("AGE-SECRET-KEY-")), "")
        try:
            plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, pyrage.IdentityError):
            told.append(f"{file} can't be opened with this private key.")
            return []
        split = (line.split("\t") for line in plain.decode("ascii").splitlines())
        return [(kind, key_id or None, key or None) for kind, key_id, key in split]

    # ---- how the server is asked -------------------------------------------------------------------

    def _connect(self, database: str) -> psycopg.Connection[Any]:
        import psycopg

        where = self._cluster.socket or "127.0.0.1"
        try:
            return psycopg.connect(
                host=where, port=self._cluster.port, user="postgres", dbname=database, autocommit=True
            )
        except psycopg.OperationalError as error:
            raise ProgramFailed("the connection to PostgreSQL", str(error).strip().rstrip(".")) from error

    def _say(self, name: str, *words: str) -> None:
        where = [f"--host={self._cluster.socket or '127.0.0.1'}", f"--port={self._cluster.port}"]
        command = [self._cluster.installed.program(name), *where, "--username=postgres", "--no-password"]
        self._machine.run([*command, *words])

    @staticmethod
    def _schemas(server: psycopg.Connection[Any]) -> list[str]:
        return [name for (name,) in server.execute(SCHEMAS.encode()).fetchall()]

    @staticmethod
    def _count(server: psycopg.Connection[Any], schema: str, asked: str) -> int:
        found = server.execute(_in(schema, asked)).fetchone()
        return 0 if found is None else int(found[0])

    @staticmethod
    def _leave_word(server: psycopg.Connection[Any], database: str, name: str, word: str) -> None:
        server.execute(f"ALTER DATABASE \"{database}\" SET {name} = '{word}'".encode())


def arrange(machine: Machine, cluster: Cluster, place: Path, database: str = DATABASE) -> list[str]:
    """Let the task planner do it every night, the list every ten minutes; gives what there is to say."""
    folder = place if place.drive else cluster.keys / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    is_new = keep_sealing(cluster.keys)
    for private, inherited in ((folder, "(OI)(CI)F"), (cluster.keys / SEALING_KEY, "F")):
        allowed = [f"*{sid}:{inherited}" for sid in (_SYSTEM, _ADMINISTRATORS)]
        machine.run(["icacls", str(private), "/inheritance:r", "/grant:r", *allowed])
    told = Night(machine, cluster, folder, datetime.now(UTC)).bring_keys(
        (cluster.keys / SEALING_KEY).read_text("ascii"), database
    )
    for name, how, word in (
        ("CRM Desktop backup", ["DAILY", "/ST", "01:15"], "--night"),
        ("CRM Desktop erasures", ["MINUTE", "/MO", "10"], "--erasures"),
    ):
        command = this_program("office-server", word, "--backups", str(folder))
        machine.run(["schtasks", "/Create", "/F", "/SC", *how, "/RU", "SYSTEM", "/TN", name, "/TR", command])
    told = [
        f"Every night at 01:15 a backup is written to {folder}. For that PostgreSQL must know the password "
        "of postgres without asking: put it into pgpass.conf of the SYSTEM account.",
        *told,
    ]
    if is_new:
        told.append(
            f"Keys of documents lie in no dump but sealed beside it, for {keys.KEPT} days. Copy "
            f"{cluster.keys / SEALING_KEY} once to where the backups are not, and lock it away: nothing else "
            "opens those files."
        )
    return told


def keep_sealing(folder: Path) -> bool:
    """The key that files of keys are sealed to, and the private one that opens them; whether it is new."""
    import pyrage

    private, public = folder / SEALING_KEY, folder / SEALING
    is_new = not private.exists()
    identity = (
        pyrage.x25519.Identity.generate()
        if is_new
        else pyrage.x25519.Identity.from_str(private.read_text("ascii").strip())
    )
    folder.mkdir(parents=True, exist_ok=True)
    if is_new:
        write(private, f"{identity}\n".encode("ascii"), mode=0o600)
    write(public, f"{identity.to_public()}\n".encode("ascii"), mode=0o644)
    return is_new


def checked_place(place: Path | None, cluster: Cluster) -> Path:
    """The folder of the backups; UserError where there is none."""
    folder = place or cluster.keys / "backups"
    if not folder.is_dir() or not (cluster.keys / SEALING).exists():
        raise UserError(
            "This computer is not an office's server yet. Type: crm-desktop office-server", field="backups"
        )
    return folder


def _in(schema: str, statement: str) -> bytes:
    return statement.replace("$schema", schema).encode()


__all__ = ["SEALING", "SEALING_KEY", "Night", "arrange", "checked_place", "keep_sealing"]
