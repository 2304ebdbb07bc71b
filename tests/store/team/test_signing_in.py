"""Signing in on a server: a token of one's own, and nothing without it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from crm_desktop.store.team.scram import verifier
from tests.calling_office import CallingOffice
from tests.store.team.conftest import Connect, sign_in

Connection = psycopg.Connection[Any]
REFUSED = psycopg.errors.InsufficientPrivilege


def leads_seen(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM leads").fetchone()[0])  # type: ignore[index]


def test_without_a_token_nothing_is_seen(office: CallingOffice, connect: Connect) -> None:
    office.add_lead(owner=office.office.asha)
    asha = connect("asha")
    assert leads_seen(asha) == 0
    asha.execute("SELECT set_config('crm.token', 'made up', false)")
    assert leads_seen(asha) == 0
    signed = sign_in(asha)
    assert (signed.person_id, signed.role) == (office.office.asha.person_id, "telecaller")
    assert leads_seen(asha) == 1


def test_a_token_is_no_use_to_anybody_else(office: CallingOffice, connect: Connect) -> None:
    office.add_lead(owner=office.office.asha)
    token = sign_in(connect("asha")).token
    for name in ("imran", "joseph", "rohini"):
        other = connect(name)
        other.execute("SELECT set_config('crm.token', %s, false)", (token,))
        assert leads_seen(other) == 0
        assert other.execute("SELECT acting()").fetchone() == (None,)


def test_it_ends_with_the_sign_in(office: CallingOffice, connect: Connect, administrator: Connection) -> None:
    office.add_lead(owner=office.office.asha)
    asha = connect("asha")
    sign_in(asha)
    asha.execute("SELECT sign_out('signed_out')")
    assert leads_seen(asha) == 0
    sign_in(asha)
    assert leads_seen(asha) == 1
    sign_in(connect("asha"))  # the same seat again: the program before it is gone
    assert leads_seen(asha) == 0


def test_who_is_disabled_is_out_at_once(
    office: CallingOffice, connect: Connect, administrator: Connection
) -> None:
    office.add_lead(owner=office.office.asha)
    asha, admin = connect("asha"), connect("rohini")
    sign_in(asha)
    sign_in(admin)
    admin.execute("SELECT person_enabled(%s, false)", (office.office.asha.person_id,))
    assert leads_seen(asha) == 0
    with pytest.raises(psycopg.Error, match="disabled"):
        sign_in(asha)
    login = administrator.execute(
        "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'crm_test_asha'"
    ).fetchone()
    assert login == (False,)
    admin.execute("SELECT person_enabled(%s, true)", (office.office.asha.person_id,))
    sign_in(asha)
    assert leads_seen(asha) == 1


def test_a_one_time_password_opens_nothing_but_its_change(
    office: CallingOffice, connect: Connect, administrator: Connection
) -> None:
    office.add_lead(owner=office.office.asha)
    lead, asha = connect("joseph"), connect("asha")
    sign_in(lead)
    lead.execute(
        "SELECT one_time_password_set(%s, %s, now() + interval '9 days')",
        (office.office.asha.person_id, verifier("once")),
    )
    assert sign_in(asha).must_change
    assert leads_seen(asha) == 0
    asha.execute("SELECT own_password_set(%s)", (verifier("my own words"),))
    assert leads_seen(asha) == 1
    until = "SELECT one_time_until FROM people WHERE sign_in_name = 'asha'"
    assert administrator.execute(until).fetchone() == (None,)
    lead.execute(
        "SELECT one_time_password_set(%s, %s, now())", (office.office.asha.person_id, verifier("once"))
    )
    with pytest.raises(psycopg.Error, match="run out"):
        sign_in(asha)


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("asha", "one_time_password_set('{imran}', '{verifier}', now())"),
        ("joseph", "one_time_password_set('{meera}', '{verifier}', now())"),  # a lead
        ("joseph", "one_time_password_set('{zoya}', '{verifier}', now())"),  # of the other team
        ("joseph", "person_enabled('{asha}', false)"),
        ("asha", "person_enabled('{imran}', false)"),
        ("joseph", "change_person('{joseph}', 1, 'Joseph', 'admin', NULL)"),
        ("asha", "add_person(gen_random_uuid(), 'new', 'New', 'admin', NULL, '{verifier}', NULL)"),
        ("rohini", "make_login('new', 'admin', '{verifier}')"),
        ("asha", "make_login('new', 'admin', '{verifier}')"),
    ],
)
def test_who_may_not_change_people(office: CallingOffice, connect: Connect, who: str, act: str) -> None:
    o = office.office
    ids = {"asha": o.asha, "imran": o.imran, "joseph": o.lead, "meera": o.other_lead, "zoya": o.other_caller}
    given = {name: actor.person_id for name, actor in ids.items()}
    connection = connect(who)
    sign_in(connection)
    with pytest.raises(REFUSED):
        connection.execute("SELECT " + act.format(**given, verifier=verifier("x")))


def test_an_admin_adds_and_changes_people(
    office: CallingOffice, connect: Connect, administrator: Connection
) -> None:
    admin = connect("rohini")
    sign_in(admin)
    administrator.execute('DROP ROLE IF EXISTS "crm_test_kiran"')
    add = "SELECT add_person(gen_random_uuid(), 'kiran', 'Kiran Rao', 'telecaller', NULL, %s, NULL)"
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        admin.execute(add, ("a password in plain words",))
    admin.execute(add, (verifier("made up words"),))
    kept = "SELECT rolpassword, rolcreaterole, rolsuper FROM pg_authid WHERE rolname = 'crm_test_kiran'"
    row = administrator.execute(kept).fetchone()
    assert row is not None
    assert row[0].startswith("SCRAM-SHA-256$4096:")
    assert row[1:] == (False, False)
    groups = """SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = 'crm_test_kiran'"""
    assert administrator.execute(groups).fetchall() == [("crm_test__telecaller",)]
    kiran = connect("kiran")
    assert sign_in(kiran).display_name == "Kiran Rao"
    kirans = "(SELECT id FROM people WHERE sign_in_name = 'kiran')"
    changed = admin.execute(f"SELECT change_person({kirans}, 1, 'K', 'team_lead', NULL)").fetchone()
    assert changed is not None
    assert changed[0] is True
    assert administrator.execute(groups).fetchall() == [("crm_test__team_lead",)]
    with pytest.raises(psycopg.Error, match="the only admin"):
        admin.execute(
            "SELECT change_person(%s, 1, 'Rohini', 'telecaller', NULL)", (office.office.admin.person_id,)
        )
    administrator.execute('DROP OWNED BY "crm_test_kiran"; DROP ROLE "crm_test_kiran"')
