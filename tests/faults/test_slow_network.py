"""A server that is there, but slow: what a person does stays quick, and nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from crm_desktop.domain.kept_acts import ActState
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CompleteCall, Completed, Dial, NextLead
from crm_desktop.services.offline.patience import ServerSlow
from crm_desktop.store.tables import calls
from tests.faults.hall import Hall
from tests.faults.ordeal import Caller
from tests.faults.proxy import Fate
from tests.own_cluster import own_cluster

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
ACTS = int(os.environ.get("CRM_DESKTOP_FAULT_ACTS", "1000" if IS_SOAK else "100"))
CALLERS = 6 if IS_SOAK else 2
SEED = int(os.environ.get("CRM_DESKTOP_FAULT_SEED", "0"))
# 300 ms there and back, five in a hundred lost (TCP sends them again); the short form is 30 times quicker.
WAY_S, PATIENCE_S = (0.15, 3.0) if IS_SOAK else (0.005, 0.15)
LOST, RESET, PACKET = 0.05, 0.002, 1400

pytestmark = [
    pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection"),
    pytest.mark.timeout(0),
]


class LossyLine:
    """Loses packets, which TCP sends again: all that comes behind on that connection waits for it.

    Messages that set out together share a packet, as far as there is room in it.
    """

    def __init__(self, seed: int) -> None:
        self._again, self._guard, self._line = random.Random(seed), threading.Lock(), threading.local()
        self.packets = self.late = self.resets = 0

    def __call__(self, _way: str, message: bytes) -> Fate:
        line, now = self._line, time.monotonic()  # a thread is one direction of one connection
        line.room = getattr(line, "room", 0) - len(message)
        if line.room >= 0 and now - line.sent_at < 0.002:
            return Fate.PASS
        line.sent_at, line.room = now, PACKET - len(message)
        with self._guard:
            chance = self._again.random()
            self.packets += 1
            self.resets += chance < RESET
            self.late += RESET <= chance < RESET + LOST
        if chance < RESET:
            return Fate.CUT_BEFORE
        if chance < RESET + LOST:
            time.sleep(WAY_S * 4)
            line.sent_at = time.monotonic()
        return Fate.PASS


class Stall:
    """Holds every message up until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def __call__(self, _way: str, _message: bytes) -> Fate:
        self.let_go.wait()
        return Fate.PASS


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A team at one server, for one test after the other; each leaves the line as it was."""
    with own_cluster() as server:
        server.make()
        server.start()
        made = Hall([server], tmp_path_factory.mktemp("hall"), round(ACTS * 0.6), further=CALLERS - 2)
        yield made
        made.close()


def test_an_act_the_server_holds_up_is_left_to_the_outbox(hall: Hall) -> None:
    """Nothing at all comes through: the person goes on with a lead kept here, and it is sent later."""
    caller = hall.callers[0]
    caller.calling.patience_s = 0.2
    lead = caller.calling.next_lead(caller.who, hall.office.co.campaign.id)
    assert isinstance(lead, NextLead)
    call_id = dial(caller, lead)
    caller.calling.look(caller.who)
    stall = hall.proxies[0].decide = Stall()
    try:
        done = complete(caller, lead, call_id)
        assert isinstance(done.next, NextLead)
        assert done.next.lead.id != lead.lead.id
        assert isinstance(caller.link.state.why, ServerSlow)
        assert caller.link.state.waiting == 1
        second = dial(caller, done.next)  # nobody waits a second time
        assert isinstance(complete(caller, done.next, second).next, NextLead)
    finally:
        stall.let_go.set()
    caller.calling.look(caller.who)
    assert not caller.link.state.is_away
    for each in (call_id, second):
        assert hall.office.co.rows(calls, id=each)[0]["disposition_code"] == "NOT_INTERESTED"
        assert {act.state for act in caller.outbox.of_call(each)} == {ActState.SETTLED}


def test_while_it_stays_slow_it_is_sent_behind_the_person(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line says so all the time, instead of going to and fro at each call."""
    caller = hall.callers[0]
    told: list[bool] = []
    caller.link.listen(lambda state: told.append(state.is_away))
    caller.sender.went(caller.who, ServerSlow())
    monkeypatch.setattr("crm_desktop.services.offline.sending.QUICK_S", 0.0)  # it never is
    lead = caller.calling.next_lead(caller.who, hall.office.co.campaign.id)
    made = []
    for _ in range(5):
        assert isinstance(lead, NextLead)
        call_id = dial(caller, lead)
        lead = complete(caller, lead, call_id).next
        made.append(call_id)
        assert caller.link.state.waiting == 1
        caller.calling.look(caller.who)
        assert caller.link.state.waiting == 0
        assert hall.office.co.rows(calls, id=call_id)[0]["state"] == "closed"
    assert all(told)
    monkeypatch.undo()
    caller.calling.look(caller.who)
    assert not caller.link.state.is_away
    assert len(set(made)) == 5


def test_a_slow_server_is_found_before_anybody_waits_for_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = hall.callers[0]
    monkeypatch.setattr("crm_desktop.services.offline.sending.SLOW_S", 0.0)
    monkeypatch.setattr("crm_desktop.services.offline.sending.QUICK_S", -1.0)
    caller.calling.look(caller.who)
    assert caller.link.state.is_slow
    lead = caller.calling.next_lead(caller.who, hall.office.co.campaign.id)
    assert isinstance(lead, NextLead)
    complete(caller, lead, dial(caller, lead))
    assert caller.link.state.waiting == 1
    monkeypatch.undo()
    caller.calling.look(caller.who)
    assert not caller.link.state.is_away
    assert caller.link.state.waiting == 0


def test_nothing_is_lost_over_a_slow_and_lossy_network(hall: Hall) -> None:
    for caller in hall.callers:
        caller.patience_s = caller.calling.patience_s = PATIENCE_S
    ordeals = [hall.ordeal(SEED + n, caller) for n, caller in enumerate(hall.callers)]
    for each in ordeals:
        each.has_faults = False
    line = hall.proxies[0].decide = LossyLine(SEED)
    hall.proxies[0].delay_s = WAY_S
    began = time.monotonic()
    with ThreadPoolExecutor(len(ordeals)) as beside:  # each has a slow line of their own
        for working in [beside.submit(each.work, ACTS) for each in ordeals]:
            working.result()
    took, ordeal = time.monotonic() - began, hall.ordeal(SEED)
    ordeal.settle()
    assert ordeal.wrong() == [], dict(hall.books.faults)
    assert len(hall.books.results) > ACTS / 10
    assert line.late > ACTS / 20
    print(f"slow: seed {SEED}, {hall.books.acts} acts, {len(hall.books.results)} results, {line.packets} "
          f"packets, {line.late} of them late, {line.resets} resets, {took:.0f} s")  # fmt: skip


def dial(caller: Caller, lead: NextLead) -> object:
    """Dial what is on the screen."""
    call_id = new_id()
    command = Dial(new_id(), call_id, lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand")
    caller.calling.dial(caller.who, command)
    return call_id


def complete(caller: Caller, lead: NextLead, call_id: object) -> Completed:
    """Give a result and take the next lead."""
    result = next(d for d in lead.campaign.dispositions if d.code == "NOT_INTERESTED")
    command = CompleteCall(new_id(), call_id, result.id, "")  # type: ignore[arg-type]
    return caller.calling.complete_and_next(caller.who, command)
