"""A PgBouncer for one test, in transaction mode before a test's server."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import psycopg
import pytest

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreBusy
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallingService, CompleteCall, Dial, NextLead
from crm_desktop.store.team.connection import TeamStore
from tests.own_cluster import _free_port
from tests.postgres import PgServer

T = TypeVar("T")
_GUIDE = Path(__file__).parents[1] / "docs" / "shared-store.md"
_PASSWORD = "a long password of its own"
_TRUSTING = """[databases]
* = host=127.0.0.1 port=5432
[pgbouncer]
auth_type = trust
auth_file = /etc/pgbouncer/userlist.txt
pool_mode = transaction
default_pool_size = 2
max_client_conn = 500
ignore_startup_parameters = options,extra_float_digits
"""


class Pooler:
    """A PgBouncer of the test's own, with so many connections to the server whoever asks."""

    def __init__(self, server: PgServer, folder: Path, *, for_people_of: str = "") -> None:
        """Before every database, for the superuser; or before one for the people in it, as the guide says it:
        everybody shows the own password, here without TLS, which the test's server hasn't.
        """
        program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
        if program is None:
            pytest.fail("PgBouncer is not installed (Debian: apt-get install pgbouncer)")
        self.port = _free_port()
        users, config = folder / "users", folder / "pgbouncer.ini"
        users.write_text(f'"pgbouncer" "{_PASSWORD}"\n' if for_people_of else '"postgres" ""\n')
        told = _TRUSTING
        if for_people_of:
            told = re.sub(r"(?m)^client_tls.*\n", "", in_the_guide("[databases]"))
            told = told.replace("crm =", f"{for_people_of} =")
        told = told.replace("/etc/pgbouncer/userlist.txt", str(users)).replace(
            "port=5432", f"port={server.port}"
        )
        told = re.sub(r"(?m)^listen_.*\n", "", told)
        config.write_text(f"{told}listen_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\n")
        folder.chmod(0o755)
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [program, str(config)], stdout=self._log, stderr=self._log, **server._user_arguments()
        )

    def url(self, database: str) -> str:
        """The superuser's address of a database through it, once it answers."""
        url = f"postgresql://postgres@127.0.0.1:{self.port}/{database}"
        for _ in range(100):
            try:
                psycopg.connect(url, connect_timeout=2).close()
                return url
            except psycopg.OperationalError as error:
                if "refused" not in str(error):
                    return url  # it answers, and is not for the superuser
                time.sleep(0.05)
        pytest.fail("PgBouncer did not start")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)
        self._log.close()


def in_the_guide(beginning: str) -> str:
    """The block of docs/shared-store.md that begins so, as whoever follows it copies it."""
    lines = _GUIDE.read_text("utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"    {beginning}"))
    end = next(n for n in range(start, len(lines)) if not lines[n].startswith("    "))
    return "\n".join(line[4:] for line in lines[start:end]) + "\n"


def taken_by(
    campaign: Campaign,
    store: TeamStore,
    actor: Actor,
    *,
    calls: int = 1_000_000,
    until: float = float("inf"),
    pause_s: float = 0.0,
) -> list[UUID]:
    """The leads that somebody calls one after the other, each with a result, as often or as long as said;
    `pause_s`: the call.
    """
    calling = CallingService(store)
    result = next(each for each in campaign.dispositions if each.code == "NO_ANSWER")
    found: object = _patiently(calling.next_lead, actor, campaign.id)
    mine: list[UUID] = []
    while isinstance(found, NextLead) and len(mine) < calls and time.perf_counter() < until:
        call_id, lead, phone = new_id(), found.lead.id, found.phone.phone_id
        mine.append(lead)
        begun = Dial(new_id(), call_id, lead, campaign.id, phone, dialler="by_hand")
        _patiently(calling.dial, actor, begun)
        time.sleep(pause_s)
        ended = CompleteCall(new_id(), call_id, result.id)
        found = _patiently(calling.complete_and_next, actor, ended).next
    return mine


def _patiently(act: Callable[..., T], *given: object) -> T:
    """What meets somebody else's work is tried again, as the program does, and then the person."""
    deadline = time.perf_counter() + 30
    while True:
        try:
            return act(*given)
        except StoreBusy:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.05)
