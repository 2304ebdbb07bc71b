"""Clocks that are hours wrong: calls are kept with the server's time, and work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.domain.kept_acts import ActState
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CompleteCall, Dial, NextLead
from crm_desktop.services.doctor import State
from crm_desktop.services.team.health import TeamHealth
from crm_desktop.store.tables import calls
from tests.faults.hall import Hall
from tests.faults.ordeal import Books, Caller
from tests.own_cluster import own_cluster
from tests.stores import TEAM

SECOND = timedelta(seconds=1)


class WrongClock(SystemClock):
    """A workstation's clock that somebody sets."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A team at one server."""
    with own_cluster() as server:
        server.make()
        server.start()
        made = Hall([server], tmp_path_factory.mktemp("hall"), 60)
        yield made
        made.close()


def call(hall: Hall, caller: Caller) -> tuple[datetime, dict[str, object]]:
    """One call at a seat; gives when it was really dialled, and its row on the server."""
    lead = caller.calling.next_lead(caller.who, hall.office.co.campaign.id)
    assert isinstance(lead, NextLead)
    call_id, really = new_id(), datetime.now(UTC)
    command = Dial(new_id(), call_id, lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand")
    caller.calling.dial(caller.who, command)
    caller.calling.mark_answered(caller.who, call_id)
    caller.calling.mark_ended(caller.who, call_id, "completed")
    result = next(d for d in lead.campaign.dispositions if d.code == "NOT_INTERESTED")
    caller.calling.complete_and_next(caller.who, CompleteCall(new_id(), call_id, result.id, ""))
    caller.calling.look(caller.who)
    return really, hall.office.co.rows(calls, id=call_id)[0]


@pytest.mark.parametrize("hours", [-5, 3, 20])
def test_a_workstation_hours_away_keeps_the_server_s_time(hall: Hall, tmp_path: Path, hours: int) -> None:
    clock = WrongClock()
    clock.ahead = timedelta(hours=hours)
    store, who = hall.office.seat("zoya", tmp_path, clock)
    caller = Caller(who, store, tmp_path, store.clock, Books(info=hall.books.info))
    try:
        really, row = call(hall, caller)
        for column in ("dialled_at", "answered_at", "ended_at", "closed_at"):
            assert abs(row[column] - really) < 30 * SECOND, column  # type: ignore[operator]
        assert abs(store.server_clock.apart + timedelta(hours=hours)) < 30 * SECOND
        finding = TeamHealth(store, TEAM, clock)._time
        with store.read(who) as work:
            assert finding(work).state is State.WARNING
    finally:
        caller.seat.close()
        store.close()


def test_a_clock_set_in_the_middle_of_a_call_changes_nothing(hall: Hall, tmp_path: Path) -> None:
    """Also while the server is away, when nobody can be asked what time it is."""
    clock = WrongClock()
    store, who = hall.office.seat("zoya", tmp_path, clock)
    caller = Caller(who, store, tmp_path, store.clock, Books(info=hall.books.info))
    caller.calling.look(who, hall.office.co.campaign.id)
    try:
        lead = caller.calling.next_lead(who, hall.office.co.campaign.id)
        assert isinstance(lead, NextLead)
        caller.calling.look(who)
        hall.proxies[0].cut()
        call_id, really = new_id(), datetime.now(UTC)
        clock.ahead = timedelta(hours=-4)
        command = Dial(new_id(), call_id, lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand")
        caller.calling.dial(who, command)
        clock.ahead = timedelta(hours=2)
        result = next(d for d in lead.campaign.dispositions if d.code == "NOT_INTERESTED")
        caller.calling.complete_and_next(who, CompleteCall(new_id(), call_id, result.id, ""))
        assert [act.state for act in caller.outbox.of_call(call_id)] == [ActState.WAITING] * 2
        hall.proxies[0].mend()
        caller.calling.look(who)
        row = hall.office.co.rows(calls, id=call_id)[0]
        for column in ("dialled_at", "closed_at"):
            assert abs(row[column] - really) < 30 * SECOND, column  # type: ignore[operator]
    finally:
        hall.proxies[0].mend()
        caller.seat.close()
        store.close()
