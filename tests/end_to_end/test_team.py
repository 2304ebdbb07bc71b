"""Three people at three workstations work one campaign on a server that is killed twice: nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from crm_desktop.domain.people import Role
from crm_desktop.domain.second_factor import hash_of
from crm_desktop.errors import UserError
from tests.end_to_end.conftest import PICTURES
from tests.end_to_end.office import ADMIN, CALLER, PASSWORD, everybody_accepted, make_office, opened
from tests.end_to_end.program import Program, command, environment
from tests.end_to_end.screen import Screen
from tests.own_cluster import OwnCluster, own_cluster

LEAD = "joseph"
OWNER_PASSWORD = "a-made-up-owner"
CALL = "calling"
NO_ANSWER, NOT_INTERESTED = ("4", "NO_ANSWER"), ("3", "NOT_INTERESTED")

ON_PAPER = "ABCDE-FGHJK"  # the admin's code


@dataclass
class Workstation:
    """A person at a workstation of their own, and what they remember of their calls."""

    name: str
    program: Program
    codes: list[str] = field(default_factory=list)
    failed: BaseException | None = None

    def sign_in(self) -> None:
        """Name, password; the first lead is there."""
        since = self.program.mark()
        self.program.start()
        self.program.card("SignInCard", since)
        self.program.screen.type(self.name)
        self.program.screen.press("Tab")
        self.program.screen.type(PASSWORD)
        self.program.screen.press("Return")
        if self.name == ADMIN:
            self.program.card("CodeCard", since)
            self.program.screen.type(ON_PAPER)
            self.program.screen.press("Return")
        self._lead(since)

    def call(self, key: str, code: str) -> None:
        """Space, a result; the next lead is there."""
        self.program.reach(CALL, "by_hand", "space")
        since = self.program.mark()
        self.program.screen.press(key)
        self.codes.append(code)
        self._lead(since)

    def work(self, calls: int, seed: int, pace: threading.Semaphore) -> None:
        """So many calls, one for each that `pace` allows."""
        dice = random.Random(seed)
        try:
            for _ in range(calls):
                pace.acquire()
                self.call(*dice.choice((NO_ANSWER, NO_ANSWER, NOT_INTERESTED)))
        except BaseException as error:
            self.failed = error

    def _lead(self, since: int) -> None:
        self.program.wait(
            "a lead on the screen",
            lambda line: line["event"] == "keys awake" and (line["page"], line["state"]) == (CALL, "preview"),
            since,
            60.0,
        )


@pytest.fixture
def server() -> Iterator[OwnCluster]:
    """A server that asks for passwords."""
    with own_cluster() as cluster:
        cluster.make()
        cluster.set({"listen_addresses": "127.0.0.1"})
        cluster.start()
        with psycopg.connect(cluster.url(), autocommit=True) as administrator:
            administrator.execute(f"ALTER ROLE postgres PASSWORD '{OWNER_PASSWORD}'")
        yield cluster


@pytest.fixture
def desks(
    tmp_path: Path, server: OwnCluster, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Workstation]]:
    """An office whose workspace is shared, with a workstation for each of three roles."""
    for name, value in environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    make_office(tmp_path / ADMIN, request.param)
    command_of(tmp_path / ADMIN, ADMIN, PASSWORD, "people", "add", LEAD, "--role", Role.TEAM_LEAD.value)
    with opened(tmp_path / ADMIN) as services:
        everybody_accepted(services.opened.store)
    invitation = tmp_path / "team.crminvite"
    address = f"postgresql://postgres@127.0.0.1:{server.port}/postgres"
    shared = command_of(
        tmp_path / ADMIN, ADMIN, PASSWORD, "share", "--server", address, "--invitation", str(invitation)
    )
    for person in shared["people"]:
        once = person["one_time_password"]
        command_of(tmp_path / person["name"], person["name"], once, "join", str(invitation))
    with psycopg.connect(server.url(), autocommit=True) as administrator:
        administrator.execute(
            "INSERT INTO crm_shakti_finance.second_factors (person_id, secret, confirmed_at, code_hashes) "
            "SELECT id, %s, now(), %s FROM crm_shakti_finance.people WHERE sign_in_name = %s",
            (bytes(20), Jsonb([hash_of(ON_PAPER)]), ADMIN),
        )
    with ExitStack() as stack:
        made = []
        for name in (ADMIN, LEAD, CALLER):
            screen = Screen()
            stack.callback(screen.close)
            pictures = PICTURES / f"{request.node.originalname}-{name}"
            program = Program(screen, tmp_path / name, tmp_path / f"home-{name}", pictures)
            stack.callback(program.end)
            made.append(Workstation(name, program))
        yield made


def command_of(folder: Path, name: str, password: str, *words: str) -> Any:
    """Run a command as a person; its JSON. People choose PASSWORD where they must choose one."""
    given = {
        "CRM_DESKTOP_USER": name,
        "CRM_DESKTOP_PASSWORD": password,
        "CRM_DESKTOP_NEW_PASSWORD": PASSWORD,
        "CRM_DESKTOP_OWNER_PASSWORD": OWNER_PASSWORD,
    }
    return command(folder, given, *words)


def start_again(server: OwnCluster) -> None:
    """It comes back, after whatever the kernel still holds of what was killed is gone."""
    for left in range(20, -1, -1):
        try:
            server.start()
            return
        except UserError:
            if not left:
                print((server.folder / "log").read_text()[-2000:])
                raise
            time.sleep(0.5)


def children_of(process: int) -> list[int]:
    """From /proc: a bare machine has no pgrep, and not every kernel lists a task's children."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold spaces and brackets itself: what follows its last one.
            _state, parent, *_rest = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parent) == process:
            found.append(int(entry.parent.name))
    return found


def kill(server: OwnCluster) -> None:
    """The server's power goes."""
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    children = children_of(pid)
    assert children, "a server always has children; killing it alone would leave them at work"
    for one in (pid, *children):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue
    time.sleep(0.5)


def until_leads_are_kept(desks: list[Workstation], server: OwnCluster, each: int) -> None:
    """Wait until each workstation has so many leads for when there is no server: it looks once a minute."""
    asked = """SELECT p.sign_in_name, count(*) FROM crm_shakti_finance.reservations r
        JOIN crm_shakti_finance.people p ON p.id = r.person_id GROUP BY 1"""
    deadline = time.monotonic() + 150
    with psycopg.connect(server.url(), autocommit=True) as administrator:
        while True:
            kept = {str(row[0]): int(row[1]) for row in administrator.execute(asked).fetchall()}
            if all(kept.get(desk.name, 0) >= each for desk in desks):
                return
            assert time.monotonic() < deadline, kept
            time.sleep(0.2)


def work_together(desks: list[Workstation], server: OwnCluster, calls: int, seed: int) -> None:
    """Each makes so many calls; in two stretches of them there is no server."""
    third = calls // 3
    paces = [threading.Semaphore(third) for _ in desks]
    threads = [
        threading.Thread(target=desk.work, args=(calls, seed + no, pace), daemon=True)
        for no, (desk, pace) in enumerate(zip(desks, paces, strict=True))
    ]
    for thread in threads:
        thread.start()

    def made(each: int) -> None:
        deadline = time.monotonic() + 60 + 30 * each
        while any(len(desk.codes) < each for desk in desks):
            for desk in desks:
                if desk.failed is not None:
                    raise desk.failed
            assert time.monotonic() < deadline, [(desk.name, len(desk.codes)) for desk in desks]
            time.sleep(0.05)

    def allow(more: int) -> None:
        for pace in paces:
            pace.release(more)

    done = third
    made(done)
    for _ in range(2):
        until_leads_are_kept(desks, server, third // 2 + 1)
        kill(server)
        allow(third // 2)
        done += third // 2
        made(done)
        start_again(server)
        allow(third - third // 2)
        done += third - third // 2
        made(done)
    if calls > done:
        allow(calls - done)
    for thread in threads:
        thread.join(60 + 30 * third)
    for desk in desks:
        if desk.failed is not None:
            raise desk.failed
        assert len(desk.codes) == calls


def books(server: OwnCluster) -> list[tuple[str, str, Any]]:
    """Who made which call with which result, and of which lead, as the server has them."""
    with psycopg.connect(server.url()) as administrator:
        rows = administrator.execute(
            """SELECT p.sign_in_name, c.disposition_code, c.lead_id
               FROM crm_shakti_finance.calls c JOIN crm_shakti_finance.people p ON p.id = c.person_id
               WHERE c.state = 'closed' ORDER BY c.id"""
        ).fetchall()
    return [(str(row[0]), str(row[1]), row[2]) for row in rows]


def check_books(desks: list[Workstation], server: OwnCluster, within_s: float = 60) -> None:
    """Every call that was acknowledged stands there once, and no lead was called by two at a time."""
    wanted = Counter((desk.name, code) for desk in desks for code in desk.codes)
    deadline = time.monotonic() + within_s
    while True:
        kept = books(server)
        found = Counter((name, code) for name, code, _ in kept)
        if found == wanted or time.monotonic() > deadline:
            break
        time.sleep(0.5)  # what was kept on a workstation is being sent
    assert found == wanted
    of_lead = Counter(lead for _, _, lead in kept)
    assert max(of_lead.values()) == 1, "a lead was on two screens"
    with psycopg.connect(server.url()) as administrator:
        hours = administrator.execute("SELECT sum(attempts) FROM crm_shakti_finance.call_hours").fetchone()
    assert hours is not None
    assert hours[0] == sum(wanted.values())


def an_hour(desks: list[Workstation], server: OwnCluster, calls: int, seed: int) -> None:
    """Sign in, work, balance the books, go home."""
    began = time.monotonic()
    for desk in desks:
        desk.sign_in()
    work_together(desks, server, calls, seed)
    check_books(desks, server)
    for desk in desks:
        assert desk.program.close() == 0
    print(f"seed {seed}: {len(desks)} people, {calls} calls each, {time.monotonic() - began:.0f} s")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("desks", [120], indirect=True)
def test_three_at_work_while_the_server_is_killed_twice(desks: list[Workstation], server: OwnCluster) -> None:
    an_hour(desks, server, calls=6, seed=4)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("desks", [600], indirect=True)
def test_a_whole_hour_of_three(desks: list[Workstation], server: OwnCluster) -> None:
    an_hour(desks, server, calls=60, seed=60)
