"""Accounts that are deleted, tried with the real `psql`: whose, and what is left of the login."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask
from tests.stores import by_its_own_clock

Connection = psycopg.Connection[Any]


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect, administrator: Connection) -> None:
    """Everybody can connect; the server goes by its own clock."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)
    by_its_own_clock(administrator)


def test_nobody_deletes_another_and_a_login_that_is_gone_opens_nothing(
    database: PgDatabase, office: CallingOffice, administrator: Connection
) -> None:
    imran, asha = office.office.imran.person_id, office.office.asha.person_id
    tried = [
        f"SELECT delete_person('{imran}')",
        f"SELECT refuse_leaving('{imran}')",
        "SELECT take_login('imran')",
        f"UPDATE people SET left_at = now() WHERE id = '{imran}'",
        "UPDATE people SET asks_to_leave_at = now()",
        "SELECT password_hash FROM people",
    ]
    for who in ("asha", "joseph"):
        assert [a.is_refused for a in ask(database, who, tried)] == [True] * len(tried)

    def logins_of(name: str) -> list[tuple[Any, ...]]:
        ask_ = "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'crm_test_' || %s"
        return administrator.execute(ask_, (name,)).fetchall()

    wants = (
        "INSERT INTO settings VALUES ('workspace', (SELECT id FROM workspace), 'leaving_asks', '{}', now())"
    )
    assert not ask(database, "rohini", [wants.format("true")])[0].is_refused
    asked = ask(database, "asha", ["SELECT ask_to_leave(true)", f"SELECT delete_person('{asha}')"])
    assert [a.is_refused for a in asked] == [False, True]
    assert logins_of("asha") == [(True,)]
    assert not ask(database, "rohini", ["UPDATE settings SET value = 'false' WHERE key = 'leaving_asks'"])[
        0
    ].is_refused
    last = [f"SELECT delete_person('{asha}')", "SELECT count(*) FROM leads", "SELECT ask_to_leave(false)"]
    answers = ask(database, "asha", last)
    assert "Former telecaller 1" in answers[0].rows
    assert answers[2].is_refused
    assert logins_of("asha") == [(False,)]  # one's own login can't go while one uses it
    again = [f"SELECT delete_person('{asha}')", "SELECT drop_former_logins()"]
    assert [a.is_refused for a in ask(database, "rohini", again)] == [True, False]
    assert logins_of("asha") == []
    gone = ask(database, "rohini", [f"SELECT delete_person('{office.office.lead.person_id}')"])
    assert "Former team lead 2" in gone[0].rows
    assert logins_of("joseph") == []
