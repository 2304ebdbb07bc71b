"""Many leads deleted at once: gone from lists, queues and search; back by an undo, or gone for good later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from crm_desktop.domain.batches import Change, Kind, Skipped
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.domain.retention import OldKind
from crm_desktop.errors import NotAllowed
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.leads import LeadService
from crm_desktop.store.leads import Leads
from crm_desktop.store.tables import appointments, batch_leads, callbacks, calls, lead_phones, leads, timeline
from tests.calling_office import CallingOffice, both_engines
from tests.services.test_keeping import counts, keeping
from tests.services.test_retention import put

DELETE = Change(Kind.DELETE)


def _numbers(co: CallingOffice, ids: Sequence[UUID]) -> list[int]:
    with co.store.read(None) as work:
        return list(work.connection.execute(select(leads.c.no).where(leads.c.id.in_(ids))).scalars())


def _states(co: CallingOffice, table: Any, lead_id: UUID) -> list[str]:
    with co.store.read(None) as work:
        return list(
            work.connection.execute(select(table.c.state).where(table.c.lead_id == lead_id)).scalars()
        )


def _count(co: CallingOffice, table: Any, *where: Any) -> int:
    with co.store.read(None) as work:
        counted = select(func.count()).select_from(table).where(*where)
        return int(work.connection.execute(counted).scalar_one())


@both_engines
def test_deleted_leads_are_gone_everywhere_and_come_back_as_they_were(co: CallingOffice) -> None:
    batches, service = BatchService(co.store), LeadService(co.store)
    admin, asha = co.office.admin, co.office.asha
    called, blocked, new = (co.add_lead(name) for name in ("Kavya Iyer", "Kavya Rao", "Kavya Menon"))
    co.call(asha, "NO_ANSWER", take_next=False)
    with co.store.write(None) as work:
        for each in (called, blocked, new):
            Leads(work).index(each)
        work.connection.execute(update(leads).where(leads.c.id == new).values(status="open"))
    now = co.clock.now()
    day, hour = co.clock.now().replace(hour=9), co.clock.now().replace(hour=10)
    promise = {"campaign_id": co.campaign.id, "owner_id": asha.person_id, "due_at": now, "created_at": now}
    put(co, callbacks, lead_id=new, **promise)
    put(co, callbacks, lead_id=new, **promise, state="kept")
    put(
        co, appointments, lead_id=new, owner_id=asha.person_id, title="Visit", starts_at=day, ends_at=hour,
        created_at=now,
    )  # fmt: skip
    on_screen = co.next(co.office.imran).lead.id
    ids = [called, blocked, new]
    assert on_screen in ids
    before = {each: (co.entry(each).entry.lane, co.entry(each).entry.reason) for each in ids}
    numbers = _numbers(co, ids)
    for somebody in (co.office.lead, asha):
        with pytest.raises(NotAllowed):
            batches.change(somebody, numbers, DELETE, new_id())
    seen = batches.preview(admin, [*numbers, 999_999], DELETE)
    assert (seen.changed, dict(seen.skipped)) == (2, {Skipped.ON_SCREEN: 1, Skipped.GONE: 1})
    co.calling.release(co.office.imran)
    done = batches.change(admin, numbers, DELETE, new_id())
    assert done.done == 3
    assert service.count(admin, LeadQuery()) == 0
    assert len(service.numbers(admin, LeadQuery())) == 0
    assert service.find(admin, "kavya") == ()
    assert {(co.entry(each).entry.lane, co.entry(each).entry.reason) for each in ids} == {
        (Lane.CLOSED, Reason.DELETED)
    }
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NothingToDial)
    assert _states(co, callbacks, new) in (["cancelled", "kept"], ["kept", "cancelled"])
    assert _states(co, appointments, new) == ["cancelled"]
    assert _count(co, calls) == 1
    assert batches.preview(admin, numbers, DELETE).skipped == {Skipped.GONE: 3}

    with co.store.write(None) as work:  # one of them had their data erased meanwhile
        work.connection.execute(update(leads).where(leads.c.id == blocked).values(erased_at=work.now))
    back = batches.undo(admin, done.id)
    assert (back.back, back.kept) == (2, 1)
    assert {row.id for row in service.find(admin, "kavya")} == {called, new}
    assert service.get(admin, new).status == "open"
    for each in (called, new):
        assert (co.entry(each).entry.lane, co.entry(each).entry.reason) == before[each]
    assert sorted(_states(co, callbacks, new)) == ["kept", "open"]
    assert _states(co, appointments, new) == ["planned"]


@both_engines
def test_after_thirty_days_and_one_they_go_for_good_but_what_was_counted_stays(co: CallingOffice) -> None:
    batches, admin = BatchService(co.store), co.office.admin
    gone, child, stays = (co.add_lead(name) for name in ("Arjun Nair", "A. Nair", "Lata Joshi"))
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    with co.store.write(None) as work:
        merged = update(leads).where(leads.c.id == child).values(status="merged", merged_into=gone)
        work.connection.execute(merged)
    done = batches.change(admin, _numbers(co, [gone]), DELETE, new_id())
    assert done.done == 1
    co.clock.move(days=30, hours=1)
    assert batches.forget_old(admin) == 0  # what must still go stays known
    assert counts(keeping(co).run(admin))["leads"] == 0
    co.clock.move(days=1)
    assert counts(keeping(co).preview(admin).kinds)["leads"] == 1
    assert counts(keeping(co).run(admin))["leads"] == 1
    assert _count(co, leads, leads.c.name != "") == 1
    assert _count(co, lead_phones, lead_phones.c.lead_id != stays) == 0
    assert _count(co, timeline, timeline.c.text != "") == 0
    assert _count(co, batch_leads) == 0
    assert _count(co, calls) == 1
    assert counts(keeping(co).run(admin))[OldKind.LEADS] == 0
