"""How often an act goes to the server and back: each time costs what the network takes, 300 ms or more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest

from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CompleteCall, Dial, NextLead
from crm_desktop.services.offline.patience import ServerSlow
from tests.faults.hall import Hall
from tests.faults.ordeal import Caller
from tests.faults.proxy import Fate
from tests.own_cluster import own_cluster

T = TypeVar("T")


class Ways:
    """Counts how often something is asked after something was told."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._last = "told"
        self.count = 0

    def __call__(self, way: str, _message: bytes) -> Fate:
        with self._guard:
            self.count += way == "asked" and self._last == "told"
            self._last = way
        return Fate.PASS

    def of(self, act: Callable[[], T]) -> tuple[int, T]:
        """How many an act takes, and what it gives."""
        before = self.count
        given = act()
        return self.count - before, given


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A team at one server, and what is kept ahead as in the middle of a day."""
    with own_cluster() as server:
        server.make()
        server.start()
        made = Hall([server], tmp_path, 60)
        yield made
        made.close()


def test_calling_asks_the_server_as_seldom_as_it_can(hall: Hall) -> None:
    ways = hall.proxies[0].decide = Ways()
    caller = hall.callers[0]
    lead = _called(hall, caller, None, ways)[1]  # connections are made, statements prepared
    counted, lead = _called(hall, caller, lead, ways)
    assert counted["dial"] <= 6  # by night one more than by day: whose shift the call belongs to
    assert counted["answered"] <= 5
    assert counted["ended"] <= 5
    assert counted["result and next lead"] <= 13
    note, _ = ways.of(lambda: caller.calling.note(caller.who, lead.lead.id, "Rings back", new_id()))
    assert note <= 7
    caller.sender.went(caller.who, ServerSlow())
    _called(hall, caller, lead, Ways())  # kept here alone
    look, _ = ways.of(lambda: caller.calling.look(caller.who))
    assert caller.calling.waiting(caller.who) == 0
    assert look <= 60  # however many leads are kept; it was 222 once
    hall.proxies[0].mend()


def _called(hall: Hall, caller: Caller, lead: NextLead | None, ways: Ways) -> tuple[dict[str, int], NextLead]:
    who, calling = caller.who, caller.calling
    if lead is None:
        found = calling.next_lead(who, hall.office.co.campaign.id)
        assert isinstance(found, NextLead)
        lead = found
    shown, call_id = lead, UUID(str(new_id()))
    command = Dial(new_id(), call_id, lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand")
    result = next(d for d in lead.campaign.dispositions if d.code == "NOT_INTERESTED")
    counted = {
        "dial": ways.of(lambda: calling.dial(who, command))[0],
        "answered": ways.of(lambda: calling.mark_answered(who, call_id))[0],
        "ended": ways.of(lambda: calling.mark_ended(who, call_id, "completed"))[0],
    }
    given = CompleteCall(new_id(), call_id, result.id, f"Said something, {shown.lead.name}")
    counted["result and next lead"], done = ways.of(lambda: calling.complete_and_next(who, given))
    assert isinstance(done.next, NextLead)
    return counted, done.next
