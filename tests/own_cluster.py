"""A PostgreSQL cluster for one test, started and stopped at will, as an installation leaves it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from crm_desktop.services.team.office_machine import Installed, Machine, version_of
from tests.postgres import find_binaries, installed_binaries


class OwnCluster:
    """One cluster in a folder that its own user may use; `data` may be filled from a backup instead."""

    def __init__(self, folder: Path, installed: Installed) -> None:
        self.folder, self.installed = folder, installed
        self.data = folder / "data"
        self.runs_as = "postgres" if os.geteuid() == 0 else ""
        self.port = _free_port()
        self.machine = Machine()
        if self.runs_as:
            shutil.chown(folder, self.runs_as, self.runs_as)
            folder.chmod(0o755)

    def url(self, database: str = "postgres") -> str:
        """The superuser's address, through the socket."""
        return f"postgresql://postgres@/{database}?host={self.folder}&port={self.port}"

    def run(self, program: str, *arguments: str) -> str:
        """One of PostgreSQL's programs or the system's, as the cluster's user."""
        known = self.installed.program(program)
        found = known if Path(known).exists() else program
        return self.machine.run([found, *arguments], as_user=self.runs_as)

    def make(self, *more: str) -> None:
        """An empty cluster; `more` for initdb."""
        self.run("initdb", "--no-sync", f"--pgdata={self.data}", "--username=postgres", "--auth-local=trust",
                 "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", *more)  # fmt: skip

    def set(self, settings: Mapping[str, str]) -> None:
        """Write settings; they count from the next start on."""
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def start(self) -> None:
        """Start and wait until it answers."""
        self._control("start")

    def restart(self) -> None:
        """Stop and start."""
        self._control("restart")

    def stop(self) -> None:
        """Stop at once, if it runs."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def _control(self, act: str) -> None:
        options = f"-k {self.folder} -c fsync=off -c port={self.port}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, act)


@contextmanager
def own_cluster(*, tls: bool = False) -> Iterator[OwnCluster]:
    """A cluster with nothing in its folder yet; stopped and removed at the end."""
    binaries = installed_binaries() if tls else find_binaries()
    if binaries is None:
        if os.environ.get("CRM_DESKTOP_TEST_WITHOUT_POSTGRES") == "1":
            pytest.skip("CRM_DESKTOP_TEST_WITHOUT_POSTGRES=1")
        pytest.fail("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="crm-own-"))
    cluster = OwnCluster(folder, Installed(version_of(binaries), binaries))
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
