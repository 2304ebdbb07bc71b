"""A PgBouncer for one test, in transaction mode before a test's server."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from tests.own_cluster import _free_port
from tests.postgres import PgServer


class Pooler:
    """A PgBouncer of the test's own, with so many connections to the server whoever asks."""

    def __init__(self, server: PgServer, folder: Path, connections: int = 2) -> None:
        program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
        if program is None:
            pytest.fail("PgBouncer is not installed (Debian: apt-get install pgbouncer)")
        self.port = _free_port()
        config = folder / "pgbouncer.ini"
        (folder / "users").write_text('"postgres" ""\n')
        config.write_text(
            f"""[databases]
* = host={server.host} port={server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self.port}
unix_socket_dir =
auth_type = trust
auth_file = {folder / "users"}
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 500
ignore_startup_parameters = options,extra_float_digits
"""
        )
        folder.chmod(0o755)
        as_user = ["runuser", "-u", server._as_user, "--"] if server._as_user else []
        self._process = subprocess.Popen(
            [*as_user, program, "-q", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def url(self, database: str) -> str:
        """The address of a database through it, once it answers."""
        url = f"postgresql://postgres@127.0.0.1:{self.port}/{database}"
        for _ in range(100):
            try:
                psycopg.connect(url, connect_timeout=2).close()
                return url
            except psycopg.OperationalError:
                time.sleep(0.05)
        pytest.fail("PgBouncer did not start")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)
