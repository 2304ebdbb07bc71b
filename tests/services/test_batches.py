"""Many leads at once: handed out and changed as previewed, taken back but for what was worked on."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from crm_desktop.clock import SetClock
from crm_desktop.domain.assignment import HandOut, Sharing
from crm_desktop.domain.batches import Change, Kind, Skipped
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.errors import Cancelled, NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services import handing_out
from crm_desktop.services.batches import BatchService
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.services.hand_out_plans import HandOutPlans
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.leave import LeaveService
from crm_desktop.store.queue import Queue
from crm_desktop.store.skills import Skills
from crm_desktop.store.tables import leads as leads_table
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import NOT_YOURS
from tests.factories import AGREED, Office
from tests.staffed_stores import Staffed


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


def _leads(store: Store, actor: Actor, count: int, **more: str) -> list[UUID]:
    leads = LeadService(store)
    return [leads.create(actor, NewLead(name=f"Lead {n:02d}", **more)).id for n in range(count)]  # type: ignore[arg-type]


def _all(store: Store, actor: Actor) -> list[int]:
    return list(LeadService(store).numbers(actor, LeadQuery()))


def _owned(store: Store, actor: Actor, person: Actor) -> int:
    return LeadService(store).count(actor, LeadQuery(owner=str(person.person_id)))


class _StopAfter:
    """Asks to stop once so many are done."""

    def __init__(self, most: int) -> None:
        self._most = most

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        if done >= self._most:
            raise Cancelled

    def check(self) -> None:
        """Nothing to stop for."""


def test_a_team_lead_hands_out_by_weight_and_takes_it_back_but_for_what_was_worked_on(
    store: Store, office: Office, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "PART", 3)
    batches, leads = BatchService(store), LeadService(store)
    _leads(store, office.admin, 8)
    closed = _leads(store, office.lead, 1)[0]
    leads.edit(office.lead, EditLead(closed, 1, {"status": "closed"}))
    owned = leads.create(office.asha, NewLead(name="Kavya Iyengar")).id
    numbers = _all(store, office.lead)
    how = HandOut(Sharing.WEIGHTED, ((office.asha.person_id, 3), (office.imran.person_id, 1)))
    preview = batches.preview_hand_out(office.lead, [*numbers, 999_999], how)
    assert [(s.name, s.has, s.gets) for s in preview.shares] == [
        (office.asha.name, 1, 6), (office.imran.name, 0, 2),
    ]  # fmt: skip
    assert preview.skipped == {Skipped.CLOSED: 1, Skipped.OWNED: 1, Skipped.GONE: 1}
    request = new_id()
    done = batches.hand_out(office.lead, numbers, how, request)
    assert (done.done, done.found, dict(done.skipped)) == (8, 10, {Skipped.CLOSED: 1, Skipped.OWNED: 1})
    assert dict(done.shares) == {office.asha.name: 6, office.imran.name: 2}
    assert batches.hand_out(office.lead, numbers, how, request).done == 8  # a repeat does nothing
    assert (_owned(store, office.lead, office.asha), _owned(store, office.lead, office.imran)) == (7, 2)

    clock.move(minutes=5)
    mine = [r for r in leads.page(office.asha, LeadQuery()).rows if r.id != owned]
    leads.add_note(office.asha, mine[0].id, "Wants a brochure", new_id())
    leads.assign(office.lead, [mine[1].id], office.imran.person_id)
    with pytest.raises(NOT_YOURS):
        batches.undo(office.imran, request)
    undone = batches.undo(office.lead, request)
    assert (undone.back, undone.kept, undone.is_partly) == (6, 2, False)
    assert set(batches.kept(office.lead, request)) == {mine[0].id, mine[1].id}
    assert (_owned(store, office.lead, office.asha), _owned(store, office.lead, office.imran)) == (2, 1)
    assert LeadService(store).count(office.other_lead, LeadQuery()) == 6  # of no team again, as they were
    with pytest.raises(UserError, match="already"):
        batches.undo(office.lead, request)
    newest = batches.past(office.lead)[0]
    assert newest.undone_at is not None
    assert newest.kept == 2


def test_the_absent_get_none_caps_count_what_each_has_and_skills_match(store: Store, office: Office) -> None:
    batches = BatchService(store)
    for language, count in (("Hindi", 4), ("Tamil", 3), ("", 1), ("Odia", 1)):
        _leads(store, office.admin, count, language=language)
    with store.write(office.admin) as work:
        Skills(work).set(office.asha.person_id, "language", ["hindi", "Tamil"])
        Skills(work).set(office.imran.person_id, "language", ["Hindi"])
        today = work.now.date()
    people = ((office.asha.person_id, 1), (office.imran.person_id, 1))
    numbers = _all(store, office.admin)
    how = HandOut(Sharing.MATCHED, people, 4, "language")
    preview = batches.preview_hand_out(office.admin, numbers, how)
    assert [s.gets for s in preview.shares] == [4, 4]
    assert preview.skipped == {Skipped.NOBODY_CAN: 1}
    done = batches.hand_out(office.admin, numbers, how, new_id())
    assert done.done == 8
    again = batches.preview_hand_out(office.admin, numbers, HandOut(Sharing.EQUAL, people, 4))
    assert again.skipped == {Skipped.OWNED: 8, Skipped.NO_ROOM: 1}
    LeaveService(store).set(office.admin, office.asha.person_id, Leave(today, today))
    away = batches.preview_hand_out(office.admin, numbers, HandOut(Sharing.EQUAL, people))
    assert [(s.gets, s.is_absent) for s in away.shares] == [(0, True), (1, False)]
    with pytest.raises(NotAllowed):
        batches.preview_hand_out(office.other_lead, numbers, HandOut(Sharing.EQUAL, people))
    with pytest.raises(NotAllowed):
        batches.hand_out(office.asha, numbers, HandOut(Sharing.EQUAL, people), new_id())


def test_status_tag_and_owner_of_many_change_and_go_back_beside_later_edits(
    store: Store, office: Office, clock: SetClock
) -> None:
    batches, leads = BatchService(store), LeadService(store)
    ids = _leads(store, office.lead, 4)
    leads.edit(office.lead, EditLead(ids[0], 1, {"status": "won"}))
    numbers = _all(store, office.lead)
    to_closed = Change(Kind.STATUS, "closed")
    leads.edit(office.lead, EditLead(ids[1], 1, {"status": "closed"}))
    seen = batches.preview(office.lead, numbers, to_closed)
    assert (seen.found, seen.changed, seen.skipped) == (4, 3, {Skipped.SAME: 1})
    closed = batches.change(office.lead, numbers, to_closed, new_id())
    assert closed.done == 3
    assert leads.count(office.lead, LeadQuery(status=("closed",))) == 4
    tagged = batches.change(office.lead, numbers, Change(Kind.TAG, "Diwali"), new_id())
    given = batches.change(office.lead, numbers, Change(Kind.OWNER, str(office.asha.person_id)), new_id())
    assert given.done == 4
    assert _owned(store, office.lead, office.asha) == 4
    clock.move(minutes=1)
    edited = leads.get(office.lead, ids[2])
    leads.edit(office.lead, EditLead(ids[2], edited.version, {"status": "open", "city": "Pune"}))
    assert batches.undo(office.lead, closed.id).kept == 1
    found = {r.id: r.status.value for r in leads.page(office.lead, LeadQuery()).rows}
    assert [found[each] for each in ids] == ["won", "closed", "open", "new"]
    assert batches.undo(office.lead, tagged.id).back == 4
    assert leads.count(office.lead, LeadQuery(tag="Diwali")) == 0
    back = batches.undo(office.admin, given.id)
    assert (back.back, back.kept) == (3, 1)
    with store.write(None) as work:
        work.connection.execute(
            update(leads_table).where(leads_table.c.id == ids[3]).values(erased_at=work.now)
        )
    reopened = batches.preview(office.lead, numbers, Change(Kind.STATUS, "open"))
    assert reopened.skipped == {Skipped.SAME: 1, Skipped.ERASED: 1}
    with store.write(None) as work:
        work.connection.execute(update(leads_table).where(leads_table.c.id == ids[3]).values(erased_at=None))
    untag = Change(Kind.UNTAG, "Diwali")
    assert batches.preview(office.lead, numbers, untag).skipped == {Skipped.SAME: 4}
    for wrong in (Change(Kind.STATUS, "gone"), Change(Kind.TAG, " ")):
        with pytest.raises(UserError):
            batches.preview(office.lead, numbers, wrong)
    with pytest.raises(NotAllowed):
        batches.change(office.lead, numbers, Change(Kind.OWNER, str(office.other_caller.person_id)), new_id())


def test_stopped_half_way_keeps_what_is_done_and_thirty_days_later_nothing_is_known(
    store: Store, office: Office, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "PART", 2)
    monkeypatch.setattr("crm_desktop.services.imports.stretches.LONGEST_S", 0.0)
    batches = BatchService(store)
    _leads(store, office.admin, 6)
    numbers = _all(store, office.admin)
    change = Change(Kind.OWNER, str(office.asha.person_id))
    done = batches.change(office.admin, numbers, change, new_id(), _StopAfter(2))
    assert done.is_partly
    assert 2 <= done.done < 6
    assert _owned(store, office.admin, office.asha) == done.done
    half = batches.undo(office.admin, done.id, _StopAfter(1))
    assert half.is_partly or done.done == 2
    if half.is_partly:
        batches.undo(office.admin, done.id)
    assert _owned(store, office.admin, office.asha) == 0
    late = batches.change(office.admin, numbers, change, new_id())
    clock.move(days=31)
    with pytest.raises(UserError, match="too late"):
        batches.undo(office.admin, late.id)
    assert batches.forget_old(office.admin) == 6 + done.done
    assert batches.forget_old(office.admin) == 0


def test_a_plan_hands_out_what_came_in_catches_up_once_and_is_stopped(
    store: Store, office: Office, clock: SetClock
) -> None:
    batches = BatchService(store)
    plans = HandOutPlans(store, batches)
    nobodys = LeadQuery(owner="nobody")
    how = HandOut(people=((office.asha.person_id, 1), (office.imran.person_id, 1)))
    plan = plans.save(office.lead, nobodys, how, name="Nobody's", every_minutes=15)
    daily = plans.save(office.lead, nobodys, how, name="At six", at_minute=18 * 60)  # 15:42 there now
    assert daily.next_at - clock.now() == timedelta(hours=2, minutes=18)
    _leads(store, office.lead, 4)
    assert plans.run_due(office.lead) == 0
    clock.move(minutes=50)
    assert plans.run_due(office.other_lead) == plans.run_due(office.asha) == 0
    assert plans.run_due(office.lead) == 4
    assert plans.run_due(office.lead) == 0  # three turns passed, one hand-out
    last = batches.past(office.lead)[0]
    assert (last.plan_id, last.done) == (plan.id, 4)
    clock.move(minutes=20)
    assert plans.run_due(office.lead) == 0
    assert len(batches.past(office.lead)) == 1  # nothing to hand out leaves nothing to take back
    with pytest.raises(NotAllowed):
        plans.all(office.asha)
    plans.stop(office.lead, plan.id)
    assert [each.id for each in plans.all(office.lead)] == [daily.id]
    with pytest.raises(UserError):
        plans.save(office.lead, LeadQuery(text="kavya"), how, name="", every_minutes=15)


def test_many_are_put_into_a_campaign_and_out_again_but_for_whom_somebody_tried(
    store: Store, office: Office
) -> None:
    batches, leads = BatchService(store), LeadService(store)
    made = CampaignService(store).create(office.admin, NewCampaign("Gold loans", answer=AGREED))
    leads.create(office.lead, NewLead(name="There", phones=("98000 04001",), campaign_id=made.id))
    ids = [
        leads.create(office.lead, NewLead(name=f"Lead {n}", phones=(f"98000 0410{n}",))).id for n in range(3)
    ]
    leads.create(office.lead, NewLead(name="Without a phone"))
    change = Change(Kind.CAMPAIGN, str(made.id))
    done = batches.change(office.lead, _all(store, office.lead), change, new_id())
    assert (done.done, dict(done.skipped), done.to) == (4, {Skipped.SAME: 1}, "Gold loans")
    with store.write(office.admin) as work:
        lanes = [Queue(work).of_lead(each)[0].entry.lane for each in ids]
        assert lanes == [Lane.NEW] * 3
        work.connection.execute(
            update(queue_entries).where(queue_entries.c.lead_id == ids[0]).values(attempts=1, lane=2)
        )
    there = LeadQuery(campaign=str(made.id))
    assert leads.count(office.lead, there) == 5
    assert batches.undo(office.lead, done.id).kept == 1
    assert {r.name for r in leads.page(office.lead, there).rows} == {"There", "Lead 0"}
