"""Next lead, dial, result: order, claims, effects; on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.services.calling import NextLead
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice, make_calling_office


@pytest.fixture
def co(store: Store, clock: SetClock) -> CallingOffice:
    return make_calling_office(store, clock)


def test_a_result_brings_the_next_lead(co: CallingOffice) -> None:
    first, second = co.add_lead("Ravi Chauhan"), co.add_lead("Vandana Kini")
    asha = co.office.asha
    shown = co.next(asha)
    assert shown.lead.id == first
    assert shown.why.kind == "new"
    done = co.call(asha, "NO_ANSWER", shown)
    assert isinstance(done.next, NextLead)
    assert done.next.lead.id == second
    placed = co.entry(first).entry
    assert (placed.lane, placed.reason) == (Lane.RETRY, Reason.WAITING_RETRY)
    assert placed.next_at == co.clock.now() + timedelta(hours=2)
    last = co.call(asha, "NOT_INTERESTED", done.next)
    assert isinstance(last.next, NothingToDial)
    assert last.next.total == 2
    assert {r.reason: r.leads for r in last.next.reasons} == {Reason.WAITING_RETRY: 1, Reason.FINAL: 1}
    assert last.next.next_at == placed.next_at
