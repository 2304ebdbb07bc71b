"""Leads kept for one workstation: handed to nobody else, and given back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.store.reservations import Reservations
from tests.calling_office import CallingOffice

HOLD = timedelta(hours=2, minutes=10)


def _reserve(co: CallingOffice, lead: object, who: object, hold: timedelta = HOLD) -> bool:
    entry = co.entry(lead).entry  # type: ignore[arg-type]
    with co.store.write(who) as work:  # type: ignore[arg-type]
        return Reservations(work).reserve(entry.id, lead, who.person_id, "desk", work.now + hold)  # type: ignore[attr-defined, arg-type]


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
