"""Reports asked of a real standby: used while it has everything, and never in the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Actor, Role
from crm_desktop.errors import NotAllowed, StoreProblem, UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.people import AddPerson
from crm_desktop.services.reports.asked import Question
from crm_desktop.services.team.opening import OpenTeam
from crm_desktop.services.team.reports_copy import ReportsCopyService
from crm_desktop.services.team.sharing import Share
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.team import copy
from crm_desktop.store.team.server import read_address
from tests.factories import PASSWORD, QuickPasswords
from tests.own_cluster import OwnCluster, own_cluster
from tests.team_offices import Office

REPORT = "evening"


class Pair:
    """A team's server with a standby, and somebody signed in."""

    def __init__(self, server: OwnCluster, standby: OwnCluster, services: Services, actor: Actor) -> None:
        self.server, self.standby = server, standby
        self.services, self.actor = services, actor
        opened = services.opened
        assert isinstance(opened, OpenTeam)
        self.store = opened.team_store
        self.copies = ReportsCopyService(opened.team_store, services.settings)
        self.address = f"127.0.0.1:{standby.port}"

    def report(self) -> Sequence[object]:
        return self.services.reports.run(self.actor, REPORT, Question()).rows

    @contextmanager
    def asked_there(self) -> Iterator[list[int]]:
        """Which servers' ports are asked for the reports within."""
        ports: list[int] = []
        service = self.services.reports
        inner = service._store.look

        def look(actor: Actor, ask):  # type: ignore[no-untyped-def]
            def asking(work):  # type: ignore[no-untyped-def]
                ports.append(work.connection.exec_driver_sql("SELECT inet_server_port()").scalar_one())
                return ask(work)

            return inner(actor, asking)

        self.store.look = look  # type: ignore[method-assign]
        try:
            yield ports
        finally:
            del self.store.look


@pytest.fixture
def pair(tmp_path: Path, own_keys: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr(copy, "REST_S", 0.0)
    folder = tmp_path / "office"
    WorkspaceService(SystemClock(), QuickPasswords()).create(
        folder, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD)
    )
    with own_cluster() as server, own_cluster() as standby:
        server.make()
        server.start()
        url = f"postgresql://postgres@127.0.0.1:{server.port}/postgres"
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("ALTER ROLE postgres PASSWORD 'the administrator''s secret'")
        office = Office(folder, None, None)  # type: ignore[arg-type]
        office.sharing.share(folder, Share(read_address(url), "the administrator's secret", "asha", PASSWORD))
        shutil.rmtree(standby.data, ignore_errors=True)
        standby.run("pg_basebackup", "-d", server.url(), "-D", str(standby.data), "-R", "-X", "stream", "-c",
                    "fast", "--no-sync")  # fmt: skip
        standby.start()
        services = office.open()
        actor = services.people.sign_in("asha", PASSWORD).actor
        try:
            yield Pair(server, standby, services, actor)
        finally:
            services.people.sign_out(actor)
            services.opened.close()


def test_a_report_is_asked_of_the_copy_and_has_what_was_just_done(pair: Pair) -> None:
    before = pair.report()
    pair.copies.set(pair.actor, pair.address)
    assert pair.copies.get(pair.actor) == pair.address
    with pair.asked_there() as ports:
        assert pair.report() == before
        pair.services.people.add(pair.actor, AddPerson("imran", "Imran", Role.TELECALLER, None))
        assert len(pair.report()) == len(before) + 1
    assert ports == [pair.standby.port] * 2
    found = pair.copies.examine(pair.actor)
    assert found is not None
    assert found.state.value == "sound"


def test_a_copy_that_is_behind_or_away_is_not_asked(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy, "CATCH_UP_S", 0.2)
    pair.copies.set(pair.actor, pair.address)
    with psycopg.connect(pair.standby.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
    pair.services.settings.set(pair.actor, "calls_target", 55)  # the copy doesn't know it
    with pair.asked_there() as ports:
        pair.report()
    assert ports == [pair.server.port]
    with psycopg.connect(pair.standby.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_resume()")
    with pair.asked_there() as ports:
        pair.report()
        pair.standby.stop()
        pair.report()
        pair.report()
    assert ports == [pair.standby.port, pair.server.port, pair.server.port]
    found = pair.copies.examine(pair.actor)
    assert found is not None
    assert found.state.value == "warning"
    pair.copies.set(pair.actor, "")
    assert pair.copies.examine(pair.actor) is None


def test_a_copy_that_became_a_server_of_its_own_is_not_asked(pair: Pair) -> None:
    pair.copies.set(pair.actor, pair.address)
    pair.standby.run("pg_ctl", "-D", str(pair.standby.data), "-w", "promote")
    with pair.asked_there() as ports:
        pair.report()
    assert ports == [pair.server.port]
    with pytest.raises(StoreProblem, match="follows no server"):
        pair.copies.set(pair.actor, pair.address)


def test_what_can_t_be_a_copy_is_refused(pair: Pair) -> None:
    for typed, words in (
        ("a b", "is not a server"),
        ("127.0.0.1:", "is not a server"),
        ("standby.example", "plain text"),
        ("127.0.0.1:1", "doesn't answer"),
        (f"127.0.0.1:{pair.server.port}", "follows no server"),
    ):
        with pytest.raises((UserError, StoreProblem), match=words):
            pair.copies.set(pair.actor, typed)
        assert pair.copies.get(pair.actor) == ""


def test_only_an_admin_says_where(pair: Pair) -> None:
    with pytest.raises(NotAllowed):
        pair.copies.set(replace(pair.actor, role=Role.TEAM_LEAD), pair.address)
