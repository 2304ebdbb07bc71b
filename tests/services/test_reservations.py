"""Leads kept for one workstation: handed to nobody else, and given back; what nobody needs is freed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from crm_desktop.domain.batches import Change, Kind
from crm_desktop.domain.people import COMMAND_SEAT, LOST, Actor
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.store.dead_holds import Freed, free_dead_holds
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.tables import (
    lead_phones,
    leads,
    people,
    queue_entries,
    reservations,
    sessions,
)
from tests.calling_office import CallingOffice, both_engines, two_engines
from tests.factories import PASSWORD

HOLD = timedelta(hours=2, minutes=10)


def _reserve(co: CallingOffice, lead: UUID, who: Actor, hold: timedelta = HOLD, seat: str = "desk") -> bool:
    entry = co.entry(lead).entry
    with co.store.write(who) as work:
        return Reservations(work).reserve(entry.id, lead, who.person_id, seat, work.now + hold)


def test_a_kept_lead_is_handed_to_nobody_else(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    kept, other = co.add_lead("Ravi"), co.add_lead("Meena")
    assert _reserve(co, kept, asha)
    assert not _reserve(co, kept, imran), "once only"
    assert co.next(imran).lead.id == other
    co.calling.release(imran)
    with pytest.raises(UserError):
        co.calling.take_lead(imran, kept)
    assert co.calling.take_lead(asha, kept).lead.id == kept


def test_given_back_it_stands_where_it_stood(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead = co.add_lead()
    before = co.entry(lead).entry
    assert _reserve(co, lead, asha)
    assert isinstance(co.calling.next_lead(imran, co.campaign.id), NothingToDial)
    with co.store.write(asha) as work:
        assert Reservations(work).holder(lead) == asha.person_id
        Reservations(work).give_back(asha.person_id)
        assert Reservations(work).of_person(asha.person_id) == ()
        assert Reservations(work).holder(lead) is None
    after = co.entry(lead).entry
    assert (after.lane, after.reason, after.next_at) == (before.lane, before.reason, before.next_at)
    assert co.next(imran).lead.id == lead


def test_what_somebody_changed_meanwhile_stays(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = co.add_lead()
    assert _reserve(co, lead, asha)
    co.call(asha, "NO_ANSWER", co.calling.take_lead(asha, lead))
    placed = co.entry(lead).entry
    with co.store.write(asha) as work:
        Reservations(work).give_back(asha.person_id, lead)
    assert co.entry(lead).entry == placed
    assert placed.reason == Reason.WAITING_RETRY


def test_a_reservation_that_ran_out_frees_the_lead_by_itself(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead = co.add_lead()
    assert _reserve(co, lead, asha)
    co.clock.move(hours=2, minutes=11)
    assert co.next(imran).lead.id == lead
    with co.store.write(asha) as work:
        Reservations(work).give_back(asha.person_id)
    assert co.entry(lead).entry.claimed_by == imran.person_id


def test_what_is_on_a_screen_or_not_due_is_not_kept(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    shown = co.add_lead()
    later = co.add_lead(next_at=co.clock.now() + timedelta(hours=1))
    theirs = co.add_lead(owner=imran)
    assert co.next(asha).lead.id == shown
    assert not _reserve(co, shown, imran)
    assert not _reserve(co, later, asha)
    assert not _reserve(co, theirs, asha)


@two_engines
def test_closed_or_taken_away_it_is_kept_for_nobody(co: CallingOffice) -> None:
    """The row stays, so that what was done with the lead meanwhile is still handed in."""
    asha, admin = co.office.asha, co.office.admin
    deleted, refused, removed, other = (co.add_lead(name) for name in ("Ravi", "Meena", "Anil", "Sunita"))
    for lead in (deleted, refused, removed, other):
        assert _reserve(co, lead, asha)
    with co.store.read(None) as work:
        numbers = list(work.connection.execute(select(leads.c.no).where(leads.c.id == deleted)).scalars())
        phone = work.connection.execute(
            select(lead_phones.c.phone_id).where(lead_phones.c.lead_id == refused)
        ).scalar_one()
    BatchService(co.store).change(admin, numbers, Change(Kind.DELETE), new_id())
    co.calling.do_not_call(admin, refused, phone, "asked for it")
    with co.store.write(None) as work:
        work.connection.execute(delete(queue_entries).where(queue_entries.c.lead_id == removed))
    with co.store.write(asha) as work:
        held = {lead: Reservations(work).holder(lead) for lead in (deleted, refused, removed, other)}
        assert held == {deleted: None, refused: None, removed: None, other: asha.person_id}
        assert len(Reservations(work).of_person(asha.person_id)) == 4


def _freed(co: CallingOffice, who: Actor) -> Freed:
    with co.store.write(who) as work:
        return free_dead_holds(work)


@both_engines
def test_the_doctor_frees_what_no_program_keeps(co: CallingOffice) -> None:
    for _ in range(2):
        co.add_lead()
    left, called = co.next(co.office.asha), co.next(co.office.imran)
    co.dial(co.office.imran, called)
    assert _freed(co, co.office.lead) == Freed(0, 0)  # both programs are alive
    co.clock.move(minutes=3)
    assert _freed(co, co.office.lead) == Freed(1, 0)  # a running call keeps its lead
    assert co.entry(left.lead.id).entry.claimed_by is None
    assert co.entry(called.lead.id).entry.claimed_by == co.office.imran.person_id
    with co.store.write(None) as work:  # taken while the clock stood a week ahead, by who is gone
        ahead = work.now + timedelta(days=7)
        taken = {"claimed_by": co.office.asha.person_id, "lease_until": ahead}
        where = queue_entries.c.lead_id == left.lead.id
        work.connection.execute(update(queue_entries).where(where).values(**taken))
    assert _freed(co, co.office.lead) == Freed(1, 0)
    assert _freed(co, co.office.lead) == Freed(0, 0)


@both_engines
def test_the_doctor_frees_what_is_kept_for_nobody(co: CallingOffice) -> None:
    office = co.office
    keepers = (office.asha, office.imran, office.other_caller, office.lead, office.other_lead)
    kept = {who.name: co.add_lead(who.name) for who in keepers}
    before = {name: co.entry(lead).entry for name, lead in kept.items()}
    for who in keepers:
        assert _reserve(co, kept[who.name], who, seat=f"seat-{who.name.split()[0].lower()}")
    assert _freed(co, office.admin) == Freed(0, 0)
    co.clock.move(minutes=5)
    with co.store.write(None) as work:
        gone = people.c.id == office.imran.person_id
        work.connection.execute(update(people).where(gone).values(is_disabled=True))
        for who, why in ((office.asha, "signed_out"), (office.other_caller, LOST)):  # one was killed
            ended = {"signed_out_at": work.now, "end_reason": why}
            where = sessions.c.person_id == who.person_id
            work.connection.execute(update(sessions).where(where).values(**ended))
        far = reservations.c.person_id == office.other_lead.person_id
        work.connection.execute(update(reservations).where(far).values(until=work.now + timedelta(days=9)))
    assert _freed(co, office.admin) == Freed(0, 3)
    assert _freed(co, office.admin) == Freed(0, 0)
    for who in (office.asha, office.imran):
        after, earlier = co.entry(kept[who.name]).entry, before[who.name]
        assert (after.lane, after.reason, after.next_at) == (earlier.lane, earlier.reason, earlier.next_at)
    with co.store.read(office.admin) as work:
        alive = {who.name for who in keepers if Reservations(work).holder(kept[who.name]) is not None}
    assert alive == {office.other_caller.name, office.lead.name}


@two_engines
def test_signing_out_frees_the_screen_and_what_is_kept(co: CallingOffice) -> None:
    asha = co.office.asha
    shown, kept = co.next(asha) if co.add_lead() else None, co.add_lead()
    assert shown is not None
    assert _reserve(co, kept, asha, seat="seat-asha")
    co.office.people.sign_out(asha, COMMAND_SEAT)  # a script of hers ends: she goes on at her desk
    assert co.entry(shown.lead.id).entry.claimed_by == asha.person_id
    again = co.office.people.sign_in("asha", PASSWORD, "seat-asha").actor
    co.office.people.sign_out(again)
    assert co.entry(shown.lead.id).entry.claimed_by is None
    with co.store.read(None) as work:
        assert Reservations(work).of_person(asha.person_id) == ()
    assert co.entry(kept).entry.reason == ""
