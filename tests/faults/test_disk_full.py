"""The server's disk runs full, under the tables or under the log: nothing is lost, and it is said calmly."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from crm_desktop.errors import UserError
from crm_desktop.services.offline.link import Link
from crm_desktop.services.team.office_machine import ProgramFailed
from crm_desktop.store.errors import ServerDiskFull
from tests.faults.hall import Hall
from tests.faults.small_disk import small_disk
from tests.own_cluster import own_cluster

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
ACTS = int(os.environ.get("CRM_DESKTOP_FAULT_ACTS", "3000" if IS_SOAK else "160"))
LEADS = round(ACTS * 0.6)

pytestmark = [
    pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection"),
    pytest.mark.timeout(0),
]


def test_under_the_tables_it_is_said_and_sent_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_cluster() as server, small_disk(server.folder, 64, server.runs_as) as disk:
        server.make()
        server.start()
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}'".encode())
            connection.execute("CREATE DATABASE crm TABLESPACE small")
        hall = Hall([server], tmp_path, LEADS, "crm")
        with psycopg.connect(server.url("crm"), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        reasons: list[object] = []
        went = Link.went

        def heard(self: Link, now: datetime, waiting: int, why: UserError | None, **more: bool) -> None:
            reasons.append(why)
            went(self, now, waiting, why, **more)

        monkeypatch.setattr(Link, "went", heard)
        ordeal = hall.ordeal(1)  # with which the network is there while the disk is full
        try:
            ordeal.events = {ACTS // 4: disk.fill, ACTS * 3 // 4: disk.empty}
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            assert any(isinstance(why, ServerDiskFull) for why in reasons)
            assert len(hall.books.results) > ACTS / 10
            print(f"disk full: {hall.books.acts} acts, {len(hall.books.results)} results, "
                  f"{dict(hall.books.faults)}")  # fmt: skip
        finally:
            hall.close()


def test_under_the_log_the_server_falls_and_nothing_is_lost(tmp_path: Path) -> None:
    """PostgreSQL stops working altogether when it can't write its log, and starts again once it can."""
    with own_cluster() as server, small_disk(server.folder, 24, server.runs_as) as disk:
        server.make("--wal-segsize=1", f"--waldir={disk.folder / 'log'}")
        server.set({"min_wal_size": "2MB", "max_wal_size": "4MB", "restart_after_crash": "off"})
        server.start()
        hall = Hall([server], tmp_path, LEADS)
        ordeal = hall.ordeal(0)

        def fill() -> None:
            """No room for the next piece of log: the server falls as soon as it needs one."""
            disk.fill()
            big = "repeat('x', 300000)"
            much = f"SELECT pg_logical_emit_message(false, 'crm', {big}) FROM generate_series(1, 20)"
            with psycopg.connect(server.url()) as one, pytest.raises(psycopg.OperationalError):
                one.execute(much.encode())
            wait(lambda: not (server.data / "postmaster.pid").exists())

        def room() -> None:
            with pytest.raises(ProgramFailed):
                server.start()  # before, it can't even be started
            disk.empty()
            server.start()

        try:
            ordeal.events = {ACTS // 4: fill, ACTS * 3 // 4: room}
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            assert len(hall.books.results) > ACTS / 10
            print(f"log full: {hall.books.acts} acts, {len(hall.books.results)} results, "
                  f"{dict(hall.books.faults)}")  # fmt: skip
        finally:
            hall.close()


def wait(until: Callable[[], bool]) -> None:
    """Wait for what comes in a moment."""
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.05)
