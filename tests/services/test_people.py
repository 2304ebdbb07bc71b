"""Signing in, passwords, who may change whom; on every engine."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import PERMISSIONS, REFUSALS, Actor, Permission, Reach, Role
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.services.passwords import Argon2Passwords
from crm_desktop.services.people import AddPerson, ChangePerson
from crm_desktop.store.unit_of_work import Store
from tests.factories import PASSWORD, Office
from tests.staffed_stores import Staffed


@pytest.fixture
def staffed(staffed_here: Staffed) -> Staffed:
    return staffed_here


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


def test_every_permission_has_a_row_and_a_sentence() -> None:
    assert set(PERMISSIONS) == set(Permission) == set(REFUSALS)


def test_an_admin_reaches_at_least_as_far_as_a_lead_and_a_lead_as_a_caller() -> None:
    order = list(Reach)
    for row in PERMISSIONS.values():
        ranks = [order.index(r) for r in row]
        assert ranks == sorted(ranks)


def test_wrong_passwords_wait_longer_and_longer(office: Office, clock: SetClock) -> None:
    for _ in range(3):
        with pytest.raises(UserError, match="wrong"):
            office.people.sign_in("asha", "nonsense", "s")
    with pytest.raises(UserError, match="Wait 5 seconds"):
        office.people.sign_in("asha", PASSWORD, "s")
    clock.move(seconds=6)
    with pytest.raises(UserError, match="wrong"):
        office.people.sign_in("asha", "nonsense", "s")
    with pytest.raises(UserError, match="Wait 10 seconds"):
        office.people.sign_in("asha", PASSWORD, "s")
    clock.move(seconds=11)
    assert office.people.sign_in(" ASHA ", PASSWORD, "s").actor.name == "Asha Pawar"
    with pytest.raises(UserError, match="wrong"):  # forgotten after a success: no wait yet
        office.people.sign_in("asha", "nonsense", "s")


def test_an_unknown_name_reads_like_a_wrong_password(office: Office) -> None:
    with pytest.raises(UserError, match="The name or the password is wrong"):
        office.people.sign_in("nobody", "nonsense", "s")


def test_one_time_password_must_be_changed_and_runs_out(office: Office, clock: SetClock) -> None:
    word = office.people.set_one_time_password(office.lead, office.asha.person_id)
    signed = office.people.sign_in("asha", word, "s")
    assert signed.must_change_password
    office.people.change_password(signed.actor, word, "another-password")
    assert not office.people.sign_in("asha", "another-password", "s").must_change_password

    late = office.people.set_one_time_password(office.admin, office.asha.person_id)
    clock.move(days=3)
    with pytest.raises(UserError, match="run out"):
        office.people.sign_in("asha", late, "s")


def test_a_lead_resets_only_callers_of_the_own_team(office: Office) -> None:
    with pytest.raises(NotAllowed, match="not in your team"):
        office.people.set_one_time_password(office.lead, office.other_caller.person_id)
    with pytest.raises(NotAllowed):
        office.people.set_one_time_password(office.lead, office.admin.person_id)
    with pytest.raises(NotAllowed):
        office.people.set_one_time_password(office.asha, office.imran.person_id)


def test_a_lead_sees_the_own_team_alone(office: Office) -> None:
    names = {p.sign_in_name for p in office.people.list(office.lead)}
    assert names == {"joseph", "asha", "imran"}
    assert len(office.people.list(office.admin)) == 6
    with pytest.raises(NotAllowed):
        office.people.list(office.asha)


@pytest.mark.parametrize("who", ["lead", "asha"])
def test_only_an_admin_changes_people(office: Office, who: str) -> None:
    actor: Actor = getattr(office, who)
    with pytest.raises(NotAllowed):
        office.people.add(actor, AddPerson("new.one", "New One", Role.TELECALLER, PASSWORD))
    with pytest.raises(NotAllowed):
        office.people.disable(actor, office.imran.person_id)
    with pytest.raises(NotAllowed):
        office.people.add_team(actor, "West")


def test_the_last_admin_stays(office: Office) -> None:
    admin = next(p for p in office.people.list(office.admin) if p.role is Role.ADMIN)
    with pytest.raises(UserError, match="only admin"):
        office.people.update(
            office.admin, ChangePerson(admin.id, admin.version, admin.display_name, Role.TEAM_LEAD, None)
        )
    with pytest.raises(UserError, match="yourself"):
        office.people.disable(office.admin, admin.id)


def test_a_disabled_person_stays_in_the_list_but_not_at_the_door(office: Office) -> None:
    office.people.disable(office.admin, office.asha.person_id)
    assert "asha" not in office.people.sign_in_names()
    with pytest.raises(UserError, match="no longer sign in"):
        office.people.sign_in("asha", PASSWORD, "s")
    assert any(p.sign_in_name == "asha" and p.is_disabled for p in office.people.list(office.admin))
    office.people.enable(office.admin, office.asha.person_id)
    assert office.people.sign_in("asha", PASSWORD, "s")


def test_two_people_changing_one_person(office: Office) -> None:
    asha = next(p for p in office.people.list(office.admin) if p.sign_in_name == "asha")
    change = ChangePerson(asha.id, asha.version, "Asha P.", asha.role, asha.team_id)
    assert office.people.update(office.admin, change).display_name == "Asha P."
    with pytest.raises(ChangedMeanwhile):
        office.people.update(office.admin, change)


@pytest.mark.parametrize("name", ["a", "with space", "", "x" * 41, "semi;colon"])
def test_sign_in_names_that_cannot_be_used(office: Office, name: str) -> None:
    with pytest.raises(UserError, match="can't be used"):
        office.people.add(office.admin, AddPerson(name, "Somebody", Role.TELECALLER, PASSWORD))


def test_a_taken_sign_in_name(office: Office) -> None:
    with pytest.raises(UserError, match="already"):
        office.people.add(office.admin, AddPerson("ASHA", "Another", Role.TELECALLER, PASSWORD))


def test_sign_in_and_out_are_kept(office: Office, clock: SetClock) -> None:
    start = clock.now()
    clock.move(hours=8)
    office.people.sign_out(office.asha)
    (kept,) = office.people.sign_ins(office.lead, office.asha.person_id)
    assert kept.signed_in_at == start
    assert kept.signed_out_at == start + timedelta(hours=8)
    with pytest.raises(NotAllowed):
        office.people.sign_ins(office.imran, office.asha.person_id)


def test_a_killed_program_ends_its_sign_in_when_it_was_last_seen(office: Office, clock: SetClock) -> None:
    start = clock.now()
    clock.move(minutes=30)
    office.people.touch(office.asha)
    clock.move(hours=2)
    office.people.sign_in("asha", PASSWORD, "seat-asha")
    first = office.people.sign_ins(office.asha, office.asha.person_id)[0]
    assert first.signed_out_at == start + timedelta(minutes=30)
    assert first.end_reason == "lost"


def test_argon2_tells_right_from_wrong() -> None:
    passwords = Argon2Passwords()
    hashed = passwords.hash("correct horse")
    assert hashed.startswith("$argon2id$")
    assert passwords.matches(hashed, "correct horse")
    assert not passwords.matches(hashed, "wrong horse")
    assert not passwords.matches("not a hash", "correct horse")
