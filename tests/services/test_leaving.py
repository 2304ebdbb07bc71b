"""Deleting an account: the work stays true, and nothing names whoever left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from crm_desktop.domain.people import Actor, Role
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.services.leaving import LeavingService
from crm_desktop.services.people import AddPerson, ChangePerson, PeopleService
from crm_desktop.services.settings import SettingsService
from crm_desktop.store.tables import (
    appointments,
    audit,
    callbacks,
    calls,
    campaign_people,
    leads,
    metadata,
    saved_views,
    second_factors,
    settings,
)
from tests.calling_office import NOT_YOURS, CallingOffice, two_engines
from tests.factories import PASSWORD, QuickPasswords, administering


class NoSeat:
    """No settings of a workstation here."""

    def get(self, key: str) -> object | None:
        """Nothing was ever set."""
        return None

    def set(self, key: str, value: object) -> None:
        """Nobody sets any."""
        raise AssertionError(key)


def leaving(co: CallingOffice) -> LeavingService:
    """The service, with people kept as the store keeps them."""
    return LeavingService(co.store, PeopleService(co.store, QuickPasswords()))


def policy(co: CallingOffice, **values: object) -> None:
    """What the admin chose."""
    for key, value in values.items():
        SettingsService(co.store, NoSeat()).set(co.office.admin, key, value)


def named_in(co: CallingOffice, *words: str) -> set[str]:
    """Every table in which one of the words stands, however it is written."""
    with co.store.read() as work:
        return {
            table.name
            for table in metadata.sorted_tables
            for row in work.connection.execute(select(table))
            if any(word in repr(row).casefold() for word in words)
        }


def own_things(co: CallingOffice, who: Actor) -> None:
    """What hangs on an account beside the work."""
    SettingsService(co.store, NoSeat()).set(who, "remarks", {"ap": "Asha Pawar will ring."})
    with co.store.write(None) as work:
        run = work.connection.execute
        run(insert(second_factors).values(person_id=who.person_id, secret=bytes(20)))
        run(insert(campaign_people).values(campaign_id=co.campaign.id, person_id=who.person_id))
        run(
            insert(saved_views).values(
                id=new_id(),
                owner_id=who.person_id,
                name="Asha’s list",
                query={},
                is_shared=False,
                created_at=work.now,
            )
        )


@two_engines
def test_nothing_names_whoever_left_and_what_they_did_stays(co: CallingOffice) -> None:
    asha, service = co.office.asha, leaving(co)
    lead_id = co.add_lead(owner=asha)
    co.call(asha, "NOT_INTERESTED", take_next=False)
    own_things(co, asha)
    assert named_in(co, "asha", "pawar") == {"people", "settings", "saved_views", "sessions"}
    with pytest.raises(UserError, match="“asha”") as raised:
        service.delete(asha, "asha pawar")
    assert raised.value.field == "confirm"
    left = service.delete(asha, " ASHA ")
    assert (left.name, left.leads, left.heir, left.stays) == ("Former telecaller 1", 0, "", {})
    assert [c["person_id"] for c in co.rows(calls)] == [asha.person_id]
    assert co.rows(leads, id=lead_id)[0]["owner_id"] == asha.person_id
    assert [s for s in co.rows(settings) if s["scope"] == "person"] == []
    assert named_in(co, "asha", "pawar") == set()
    assert "person_deleted" in [row["act"] for row in co.rows(audit, subject_id=asha.person_id)]
    people = PeopleService(co.store, QuickPasswords())
    (person,) = [p for p in people.list(co.office.admin) if p.id == asha.person_id]
    assert person.is_disabled
    assert person.left_at is not None
    with pytest.raises(NotFound, match="deleted"):
        people.enable(co.office.admin, asha.person_id)
    with pytest.raises(NotFound, match="deleted"):
        people.set_one_time_password(co.office.admin, asha.person_id)
    change = ChangePerson(asha.person_id, person.version, "Asha Pawar", Role.TELECALLER, None)
    with pytest.raises(NotFound, match="deleted"):
        people.update(co.office.admin, change)
    with administering(co.store):
        again = people.add(co.office.admin, AddPerson("asha", "Asha Two", Role.TELECALLER, PASSWORD))
    assert service.delete(co.office.admin, "asha", again.person.id).name == "Former telecaller 2"


@two_engines
def test_work_goes_to_the_teams_lead_where_the_office_says_so(co: CallingOffice) -> None:
    asha, boss, service = co.office.asha, co.office.lead, leaving(co)
    policy(co, leaving_work="handed_over")
    lead_id = co.add_lead(owner=asha)
    due = co.clock.now() + timedelta(minutes=30)
    co.call(asha, "CALL_BACK", callback_at=due, take_next=False)
    with co.store.write(None) as work:
        work.connection.execute(
            insert(appointments).values(
                id=new_id(), lead_id=lead_id, owner_id=asha.person_id, starts_at=due,
                ends_at=due + timedelta(hours=1), title="Visit", created_at=work.now,
            )
        )  # fmt: skip
    plan = service.plan(asha)
    assert (plan.leads, plan.promises, plan.heir and plan.heir.id, plan.needs_admin) == (
        1, 1, boss.person_id, False
    )  # fmt: skip
    left = service.delete(asha, "asha")
    assert (left.leads, left.promises, left.heir) == (1, 1, "Joseph Lobo")
    assert co.rows(leads, id=lead_id)[0]["owner_id"] == boss.person_id
    assert [(c["owner_id"], c["state"]) for c in co.rows(callbacks) if c["state"] == "open"] == [
        (boss.person_id, "open")
    ]
    assert co.rows(appointments)[0]["owner_id"] == boss.person_id
    assert co.entry(lead_id).entry.owner_id == boss.person_id
    assert [c["person_id"] for c in co.rows(calls)] == [asha.person_id]


@two_engines
def test_promises_of_who_left_are_kept_by_whoever_is_there(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead = co.add_lead()
    due = co.clock.now() + timedelta(minutes=30)
    co.call(asha, "CALL_BACK", callback_at=due, take_next=False)
    leaving(co).delete(asha, "asha")
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)  # it isn't due yet
    co.clock.move(minutes=40)
    assert co.next(imran).lead.id == lead


@two_engines
def test_who_may_delete_whom(co: CallingOffice) -> None:
    office, service = co.office, leaving(co)
    with pytest.raises(NOT_YOURS):
        service.delete(office.lead, "asha", office.asha.person_id)
    with pytest.raises(NotAllowed):
        service.stay(office.lead, office.asha.person_id)
    with pytest.raises(UserError, match="only admin"):
        service.delete(office.admin, "rohini")
    with pytest.raises(UserError, match="someone else") as raised:
        service.delete(office.admin, "asha", office.asha.person_id, office.asha.person_id)
    assert raised.value.field == "to"
    policy(co, leaving_asks=True)
    assert service.plan(office.asha).needs_admin
    with pytest.raises(NotAllowed, match="admin deletes"):
        service.delete(office.asha, "asha")
    with pytest.raises(UserError, match="“asha”"):
        service.ask(office.asha, "")
    service.ask(office.asha, "asha")
    asked = service.plan(office.admin, office.asha.person_id).person.asks_to_leave_at
    assert asked == co.clock.now()
    service.stay(office.admin, office.asha.person_id)
    assert service.plan(office.admin, office.asha.person_id).person.asks_to_leave_at is None
    service.ask(office.asha, "asha")
    service.stay(office.asha)
    co.add_lead()
    call_id = co.dial(office.asha, co.next(office.asha))
    with pytest.raises(UserError, match="Give the result first"):
        service.delete(office.admin, "asha", office.asha.person_id)
    co.result(office.asha, call_id, "NOT_INTERESTED", take_next=False)
    co.add_lead(owner=office.asha)
    left = service.delete(office.admin, "asha", office.asha.person_id, office.other_caller.person_id)
    assert left.heir == "Zoya Mirza"
    policy(co, leaving_asks=False, leaving_work="handed_over")
    assert service.plan(office.lead).needs_admin  # nobody leads the team whom the work could go to
