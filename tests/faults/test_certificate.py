"""The server's certificate runs out at work: said as what it is, nothing in plain text, nothing lost."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.errors import UserError
from crm_desktop.services.doctor import State
from crm_desktop.services.offline.link import Link
from crm_desktop.services.team.certificates import SERVER_FOR, Pair, make_authority, make_server
from crm_desktop.services.team.health import TeamHealth
from crm_desktop.store.team.refusals import CertificateNotYet, CertificateRanOut
from tests.faults.hall import Hall
from tests.faults.proxy import Fate
from tests.own_cluster import OwnCluster, own_cluster
from tests.stores import TEAM

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
ACTS = int(os.environ.get("CRM_DESKTOP_FAULT_ACTS", "3000" if IS_SOAK else "120"))
LEADS = round(ACTS * 0.6)
NOW = datetime.now(UTC)

pytestmark = [
    pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection"),
    pytest.mark.timeout(0),
]


def give(server: OwnCluster, authority: Pair, begins: datetime) -> None:
    """Put a certificate that counts from a moment on into the server's folder; a running one reads it."""
    made = make_server(authority, ["localhost"], begins)
    for name, content in (("server.crt", made.certificate), ("server.key", made.key)):
        file = server.data / name
        file.write_bytes(content)
        file.chmod(0o600)
        if server.runs_as:
            shutil.chown(file, server.runs_as, server.runs_as)
    if (server.data / "postmaster.pid").exists():
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("SELECT pg_sleep(0.2)")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'crm\\_%'"
            )


def test_it_runs_out_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = make_authority("Shakti Finance", NOW)
    with own_cluster(tls=True) as server:
        server.make()
        give(server, authority, NOW)
        server.set({"ssl": "on"})
        server.start()
        hall = Hall([server], tmp_path, LEADS, authority=authority.certificate)
        reasons: list[UserError | None] = []
        in_the_clear: list[bytes] = []
        went = Link.went

        def heard(self: Link, now: datetime, waiting: int, why: UserError | None, **more: bool) -> None:
            reasons.append(why)
            went(self, now, waiting, why, **more)

        def watch(way: str, message: bytes) -> Fate:
            # The first word of PostgreSQL's protocol, which names user and database.
            if way == "asked" and message[4:8] == (3 << 16).to_bytes(4, "big"):
                in_the_clear.append(message)
            return Fate.PASS

        monkeypatch.setattr(Link, "went", heard)
        ordeal = hall.ordeal(0)
        ordeal.has_faults = False
        hall.proxies[0].decide = watch
        late = NOW - SERVER_FOR - timedelta(days=3)
        try:
            ordeal.events = {
                ACTS // 4: lambda: give(server, authority, late),
                ACTS * 3 // 4: lambda: give(server, authority, NOW),
            }
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            said = [why for why in reasons if isinstance(why, CertificateRanOut)]
            assert said
            assert "--renew" in str(said[0])
            assert f"{late + SERVER_FOR:%Y-%m-%d}" in str(said[0])
            assert in_the_clear == []
            assert len(hall.books.results) > ACTS / 10
            print(f"certificate: {hall.books.acts} acts, {len(hall.books.results)} results")
        finally:
            hall.close()


def test_the_doctor_says_it_a_month_before_and_what_is_wrong_is_told_apart(tmp_path: Path) -> None:
    authority = make_authority("Shakti Finance", NOW)
    with own_cluster(tls=True) as server:
        server.make()
        give(server, authority, NOW)
        server.set({"ssl": "on"})
        server.start()
        hall = Hall([server], tmp_path, 1, authority=authority.certificate)
        place = hall.office.team.server
        health = TeamHealth(hall.office.co.store, TEAM, SystemClock())
        try:
            sound = health.certificate(place)
            assert sound is not None
            assert sound.state is State.SOUND
            give(server, authority, NOW - SERVER_FOR + timedelta(days=29, hours=1))
            soon = health.certificate(place)
            assert soon is not None
            assert soon.state is State.WARNING
            assert "in 29 days" in soon.told
            assert "office-server --renew" in soon.mend
            give(server, authority, NOW - SERVER_FOR - timedelta(days=1))
            over = health.certificate(place)
            assert over is not None
            assert over.state is State.BROKEN
            with pytest.raises(CertificateRanOut):
                hall.office.seat("asha", tmp_path)
            give(server, authority, NOW + timedelta(days=5))  # as a computer sees it that lives in the past
            with pytest.raises(CertificateNotYet, match="date of this computer"):
                hall.office.seat("asha", tmp_path)
        finally:
            hall.close()
