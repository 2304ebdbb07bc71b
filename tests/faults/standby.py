"""Two PostgreSQL servers, the second following the first, as a cluster with a standby is set up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.own_cluster import OwnCluster, own_cluster

STANDBY = "standby"
_WAIT_S = 60.0


class Followed:
    """A leader and its standby; `address` is where both are, the leader first."""

    def __init__(self, leader: OwnCluster, standby: OwnCluster, *, is_synchronous: bool) -> None:
        self.leader, self.standby = leader, standby
        leader.make()
        leader.set({"synchronous_commit": "on", "max_connections": "60"})
        leader.start()
        leader.run("pg_basebackup", "-h", str(leader.folder), "-p", str(leader.port), "-U", "postgres",
                   "-D", str(standby.data), "--checkpoint=fast", "--write-recovery-conf")  # fmt: skip
        standby.set({"cluster_name": STANDBY})  # by which the leader knows it
        standby.start()
        if is_synchronous:
            self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
            self.ask("SELECT pg_reload_conf()")
        self._is_followed("sync" if is_synchronous else "async")

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """What the leader's administrator is told."""
        with psycopg.connect(self.leader.url(), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def kill_leader(self) -> None:
        """As a power cut would; it doesn't come back."""
        kill(self.leader)

    def promote(self) -> None:
        """The standby takes over."""
        self.standby.run("pg_ctl", "-D", str(self.standby.data), "-w", "promote")

    def restart_standby(self) -> None:
        """The standby is started anew, and follows again."""
        self.standby.restart()
        self._is_followed("async")

    def _is_followed(self, how: str) -> None:
        self._until("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = '{}'", how)

    def follow_no_more(self) -> None:
        """The standby runs on and hears nothing any more of its leader."""
        self._until(
            "SELECT 1 FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn() AND '{}' = ''", ""
        )
        with psycopg.connect(self.standby.url(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET primary_conninfo = ''")
            connection.execute("SELECT pg_reload_conf()")
        self._until("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_replication) AND '{}' = ''", "")

    def _until(self, question: str, value: str) -> None:
        deadline = time.monotonic() + _WAIT_S
        while not self.ask(question.format(value)):
            assert time.monotonic() < deadline, question
            time.sleep(0.05)


def kill(cluster: OwnCluster) -> None:
    """End a server as a power cut would; what it wrote stays."""
    file = cluster.data / "postmaster.pid"
    os.kill(pid := int(file.read_text().split()[0]), signal.SIGKILL)
    while _runs(pid):
        time.sleep(0.01)
    file.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):  # gone, perhaps while we read
        return False


@contextmanager
def followed(*, is_synchronous: bool) -> Iterator[Followed]:
    """A leader with its standby, both gone at the end."""
    with own_cluster() as leader, own_cluster() as standby:
        yield Followed(leader, standby, is_synchronous=is_synchronous)
