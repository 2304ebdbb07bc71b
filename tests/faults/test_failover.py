"""The leader dies and its standby takes over: what was acknowledged is there once, whoever had it.

The short form runs with the tests; `make soak` runs it with thousands of acts.
"""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.services.news import NewsService
from crm_desktop.services.team.joining import JoiningService
from crm_desktop.store import live
from crm_desktop.store.team.invitation import Invitation, read_invitation
from crm_desktop.store.team.server import read_address
from crm_desktop.store.team.team_file import TeamFile
from tests.factories import PASSWORD
from tests.faults.hall import Hall
from tests.faults.standby import followed
from tests.team_offices import PASSPHRASE, Office

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
ACTS = int(os.environ.get("CRM_DESKTOP_FAULT_ACTS", "3000" if IS_SOAK else "160"))
LEADS = round(ACTS * 0.35)
SEEDS = range(3) if IS_SOAK else range(1)

pytestmark = [
    pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection"),
    pytest.mark.timeout(0),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_with_a_synchronous_standby_nothing_acknowledged_is_lost(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LONGEST_PAUSE_S", 1.0)
    with followed(is_synchronous=True) as pair:
        hall = Hall((pair.leader, pair.standby), tmp_path, LEADS)
        listening = None
        try:
            before = hall.epoch()
            ordeal = hall.ordeal(seed)
            heard = threading.Event()
            listening = NewsService(hall.desk.store).listen(hall.lead, heard.set)
            assert listening is not None
            assert heard.wait(20)

            def fail_over() -> None:
                pair.kill_leader()
                heard.clear()
                pair.promote()
                ordeal.proxy = hall.proxies[1]

            ordeal.events[ACTS // 2] = fail_over
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            assert len(hall.books.results) > ACTS / 10
            assert hall.epoch() != before
            assert heard.wait(60)  # whoever listens has listened at the new leader
            print(f"synchronous, seed {seed}: {hall.books.acts} acts, {len(hall.books.results)} results, "
                  f"{dict(hall.books.faults)}")  # fmt: skip
        finally:
            if listening is not None:
                listening.stop(5)
            hall.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_without_one_the_seats_offer_again_what_the_new_leader_never_had(tmp_path: Path, seed: int) -> None:
    with followed(is_synchronous=False) as pair:
        hall = Hall((pair.leader, pair.standby), tmp_path, LEADS)
        try:
            before = hall.epoch()
            ordeal = hall.ordeal(seed)

            def fail_over() -> None:
                had = set(hall.books.results)
                pair.kill_leader()
                pair.standby.start()
                pair.promote()
                ordeal.proxy = hall.proxies[1]
                with hall.office.co.store.read() as work:
                    ask = work.connection.exec_driver_sql
                    there = set(ask("SELECT id FROM calls WHERE state = 'closed'").scalars())
                hall.books.faults["results the standby never had"] = len(had - there)

            ordeal.events[ACTS // 4] = pair.standby.stop  # what comes now is on the leader alone
            ordeal.events[ACTS // 2] = fail_over
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            assert hall.books.faults["results the standby never had"] > ACTS / 50
            assert len(hall.books.results) > ACTS / 10
            assert hall.epoch() != before
            print(f"asynchronous, seed {seed}: {hall.books.acts} acts, {len(hall.books.results)} results, "
                  f"{dict(hall.books.faults)}")  # fmt: skip
        finally:
            hall.close()


def test_a_disk_of_an_hour_ago_put_back_is_offered_what_it_lost(tmp_path: Path) -> None:
    """The picture of a virtual machine, say: nothing in it tells that time went on, but the acts do."""
    with followed(is_synchronous=False) as pair:
        hall = Hall((pair.leader, pair.standby), tmp_path, LEADS)
        server = pair.leader
        kept = server.folder / "an hour ago"

        def keep() -> None:
            server.stop()
            server.run("cp", "-a", str(server.data), str(kept))
            server.start()

        def put_back() -> None:
            server.stop()
            server.run("rm", "-r", str(server.data))
            server.run("mv", str(kept), str(server.data))
            server.start()

        try:
            ordeal = hall.ordeal(1)  # the network lets enough through between the copy and its return
            ordeal.events = {ACTS // 4: keep, ACTS // 2: put_back}
            ordeal.run(ACTS)
            assert ordeal.wrong() == [], dict(hall.books.faults)
            again = sum(caller.offered_again for caller in hall.callers)
            assert again > ACTS / 50
            print(f"put back: {hall.books.acts} acts, {len(hall.books.results)} results, {again} acts again, "
                  f"{dict(hall.books.faults)}")  # fmt: skip
        finally:
            hall.close()


def test_a_team_is_shared_and_joined_by_several_addresses(local_office: Office, tmp_path: Path) -> None:
    """The first is that of a server which isn't there; everything goes to the one that may be written to."""
    address = local_office.place.url().replace("127.0.0.1:", "127.0.0.1:1,127.0.0.1:")
    shared = local_office.sharing.share(
        local_office.folder, replace(local_office.share(), address=read_address(address))
    )
    assert len(shared.team.server.hosts) == 2
    invitation = read_invitation(Invitation(shared.team).link)
    JoiningService(SystemClock()).join(tmp_path / "seat", invitation, PASSPHRASE)
    assert TeamFile.read(tmp_path / "seat").server.hosts == shared.team.server.hosts
    services = local_office.open(tmp_path / "seat")
    actor = services.people.sign_in("asha", PASSWORD).actor
    heard = threading.Event()
    listening = services.news.listen(actor, heard.set)
    assert listening is not None
    assert heard.wait(10)
    assert listening.is_live
    listening.stop(5)
    services.people.sign_out(actor)
    services.opened.close()
