"""A firewall forgets a connection, a cable goes dead: noticed within a known time, nobody waits for it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.domain.kept_acts import ActState
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CompleteCall, Dial, NextLead
from crm_desktop.services.news import NewsService
from crm_desktop.services.offline.patience import ServerSlow
from crm_desktop.store import live
from crm_desktop.store.engine import NOTICED_SOON
from crm_desktop.store.errors import ServerGone
from crm_desktop.store.tables import calls
from crm_desktop.store.team.connection import TeamStore
from crm_desktop.store.team.server import ServerPlace
from tests.faults.hall import Hall
from tests.faults.own_network import MachineThere, OwnNetwork, own_network
from tests.own_cluster import own_cluster

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
# The program's own times are ten seconds; the short form looks at the same with a tenth of them.
SOONER = {"connect_timeout": 2, "keepalives_idle": 1, "keepalives_interval": 1, "keepalives_count": 1,
          "tcp_user_timeout": 1000}  # fmt: skip

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnNetwork]:
    """A server's network."""
    if not IS_SOAK:
        for name, value in SOONER.items():
            monkeypatch.setitem(NOTICED_SOON, name, value)
    with own_network() as made:
        yield made


@pytest.fixture
def hall(network: OwnNetwork, tmp_path: Path) -> Iterator[Hall]:
    """A team whose server is at the other end of the cable."""
    with own_cluster() as server:
        server.machine = MachineThere(network)
        server.make()
        server.set({"listen_addresses": "*"})
        with (server.data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.213.0.0/16 scram-sha-256\n")
        server.start()
        place = ServerPlace(((network.address, server.port),), "postgres", False)
        made = Hall([server], tmp_path, 20, through=place)
        yield made
        made.close()


def test_a_dropped_connection_is_noticed_and_work_goes_on(hall: Hall, network: OwnNetwork) -> None:
    caller = hall.callers[0]
    lead = caller.calling.next_lead(caller.who, hall.office.co.campaign.id)
    assert isinstance(lead, NextLead)
    call_id = new_id()
    command = Dial(new_id(), call_id, lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand")
    caller.calling.dial(caller.who, command)
    network.go_dead()
    caller.calling.patience_s = 0.3
    result = next(d for d in lead.campaign.dispositions if d.code == "NOT_INTERESTED")
    caller.calling.complete_and_next(caller.who, CompleteCall(new_id(), call_id, result.id, ""))
    assert isinstance(caller.link.state.why, ServerSlow)  # nobody has waited for it
    assert caller.outbox.of_call(call_id)[-1].state is ActState.WAITING
    with pytest.raises(ServerGone), caller.store.read(caller.who):  # ends, sooner or later
        pass
    caller.calling.look(caller.who)
    assert caller.link.state.is_away
    network.mend()
    caller.calling.look(caller.who)
    assert not caller.link.state.is_away
    assert hall.office.co.rows(calls, id=call_id)[0]["disposition_code"] == "NOT_INTERESTED"


def test_whoever_listens_notices_and_listens_again(
    hall: Hall, network: OwnNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "FIRST_PAUSE_S", 0.2)
    monkeypatch.setattr(live, "LONGEST_PAUSE_S", 0.5)
    caller = hall.callers[0]
    assert isinstance(caller.store, TeamStore)
    heard, pause = threading.Event(), threading.Event()
    listening = NewsService(caller.store).listen(caller.who, heard.set)
    assert listening is not None
    try:
        assert heard.wait(20)
        network.go_dead()
        for _ in range(600):
            if not listening.is_live:
                break
            pause.wait(0.1)
        assert not listening.is_live
        heard.clear()
        network.mend()
        assert heard.wait(40)  # what happened meanwhile is looked for
        assert listening.is_live
    finally:
        listening.stop(5)
