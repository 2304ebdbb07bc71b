"""Presence, tried with the real `psql`: whose it is, when it was, and what a break may take."""

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
_INSERT = (
    "INSERT INTO presence (id, person_id, session_id, state, reason, allowed_s, at, day, known_how) "
    "VALUES (gen_random_uuid(), {person}, {session}, '{state}', '{reason}', {allowed}, {at}, {day}, 'live')"
)
_MINE = "(SELECT acting_session())"


def said(
    state: str = "break",
    reason: str = "Tea",
    *,
    person: str = "(SELECT acting())",
    session: str = _MINE,
    allowed: str = "NULL",
    at: str = "now()",
    day: str = "20261129",
) -> str:
    return _INSERT.format(
        person=person, session=session, state=state, reason=reason, allowed=allowed, at=at, day=day
    )


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect, administrator: Connection) -> None:
    """Everybody can connect; the server goes by its own clock."""
    for name in ("asha", "imran", "joseph", "zoya"):
        connect(name)
    by_its_own_clock(administrator)


@pytest.fixture
def run(administrator: Connection) -> Any:
    """Asks the administrator; gives the rows."""

    def asked(statement: str, *given: object) -> list[tuple[Any, ...]]:
        cursor = administrator.execute(statement.encode(), given)
        return list(cursor.fetchall()) if cursor.description else []

    return asked


def test_nobody_speaks_for_another_or_takes_a_word_back(
    database: PgDatabase, office: CallingOffice, run: Any
) -> None:
    o = office.office
    theirs = run("SELECT id FROM sessions WHERE person_id = %s", o.imran.person_id)[0][0]
    for name in ("asha", "joseph"):  # a telecaller, and the team lead
        answers = ask(database, name, [
            said(person=f"'{o.imran.person_id}'", session=f"'{theirs}'"),
            said(session=f"'{theirs}'"),
            said(session="gen_random_uuid()"),
            said(reason="Film"),
            said(state="away", reason="abroad"),
            said(state="ready", reason="Tea"),
            said(state="on_call", reason=""),
        ])  # fmt: skip
        assert [a.statement for a in answers if not a.is_refused] == []
        wrong = [a.told for a in answers if any(c in a.errors for c in ("42601", "42703", "42P01", "42883"))]
        assert wrong == []
    assert run("SELECT count(*) FROM presence") == [(0,)]
    answers = ask(database, "asha", [
        said(),
        "UPDATE presence SET at = at - interval '1 hour'",
        "UPDATE presence SET reason = 'Meeting'",
        "DELETE FROM presence",
        "TRUNCATE presence",
        "ALTER TABLE presence DISABLE TRIGGER ALL",
    ])  # fmt: skip
    assert [a.is_refused for a in answers] == [False, True, True, True, True, True]
    assert run("SELECT count(*), min(reason) FROM presence") == [(1, "Tea")]


def test_times_and_limits_are_the_servers(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    """Nothing before the sign-in, ahead of the clock or before the last word; the workspace sets limits."""
    run(
        "INSERT INTO settings (scope, owner_id, key, value, updated_at) "
        "SELECT 'workspace', id, 'break_minutes_lunch', '20', now() FROM workspace"
    )
    answers = ask(database, "asha", [
        "UPDATE sessions SET signed_in_at = now() - interval '3 hours'",
        said(allowed="86400", at="now() - interval '9 hours'", day="20200101"),
        said("ready", "", at="now() - interval '9 hours'"),
        said(reason="Lunch", at="now() + interval '9 hours'"),
        said("ready", "", at="'2020-01-01'"),
    ])  # fmt: skip
    assert [a.is_refused for a in answers] == [True, False, False, False, False]
    rows = run(
        "SELECT p.state, p.allowed_s, p.at >= s.signed_in_at AND p.at <= now(), "
        "p.at - lag(p.at) OVER (ORDER BY p.at) > interval '0', "
        "p.day IN (to_char(p.at AT TIME ZONE (SELECT zone FROM workspace), 'YYYYMMDD')::integer, s.day), "
        "p.known_how "  # a night shift's belong to the day it began
        "FROM presence p JOIN sessions s ON s.id = p.session_id ORDER BY p.at"
    )
    assert rows == [
        ("break", 900, True, None, True, "live"),
        ("ready", None, True, True, True, "live"),
        ("break", 1200, True, True, True, "live"),
        ("ready", None, True, True, True, "live"),
    ]


def test_what_is_told_later_says_so(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    """A break shortened afterwards stands there as told afterwards."""
    o = office.office
    run("UPDATE sessions SET signed_in_at = now() - interval '5 hours', last_seen_at = now()")
    early = run("SELECT id FROM sessions WHERE person_id = %s ORDER BY signed_in_at", o.asha.person_id)[0][0]
    answers = ask(database, "asha", [
        said(session=f"'{early}'", at="now() - interval '1 hour'"),
        said("ready", "", session=f"'{early}'", at="now() - interval '50 minutes'"),
    ])  # fmt: skip
    assert [a.errors for a in answers] == ["", ""]
    assert run("SELECT known_how FROM presence") == [("kept",), ("kept",)]


def test_a_sign_in_is_stretched_by_nobody(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    o = office.office
    me = o.asha.person_id
    run("UPDATE sessions SET last_seen_at = now() - interval '1 hour', signed_in_at = now() - interval '2 h'")
    over = run(
        "UPDATE sessions SET signed_out_at = last_seen_at, end_reason = 'signed_out' WHERE person_id = %s "
        "RETURNING id", me
    )[0][0]  # fmt: skip
    lost = run(
        "INSERT INTO sessions (id, person_id, seat, signed_in_at, last_seen_at, signed_out_at, end_reason) "
        "SELECT gen_random_uuid(), %s, 'psql', now() - interval '9 h', now() - interval '8 h', "
        "now() - interval '8 h', 'lost' RETURNING id", me
    )[0][0]  # fmt: skip
    answers = ask(database, "asha", [
        f"UPDATE sessions SET signed_out_at = now() WHERE id = '{over}'",
        f"UPDATE sessions SET signed_out_at = NULL WHERE id IN ('{over}', '{lost}')",
        f"UPDATE sessions SET end_reason = 'signed_out' WHERE id = '{lost}'",
        f"UPDATE sessions SET last_seen_at = 'infinity', signed_out_at = 'infinity' WHERE id = '{lost}'",
        f"UPDATE sessions SET last_seen_at = now() + interval '9 h' WHERE id = {_MINE}",
        f"UPDATE sessions SET last_seen_at = '2020-01-01' WHERE id = {_MINE}",
    ])  # fmt: skip
    assert [a.is_refused for a in answers] == [True, True, True, False, False, False]
    found = run(
        "SELECT l.signed_out_at < (SELECT max(signed_in_at) FROM sessions WHERE person_id = %s) + "
        "interval '1 s' FROM sessions l WHERE l.id = %s", me, lost
    )  # fmt: skip
    assert found == [(True,)]
    assert run("SELECT count(*) FROM sessions WHERE last_seen_at > now() OR signed_out_at > now()") == [(0,)]
    assert run("SELECT count(*) FROM sessions WHERE last_seen_at < '2021-01-01'") == [(0,)]


def test_whose_presence_is_in_sight(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    """One's own; a team lead's own team; not another team's."""
    asha, zoya = (ask(database, name, [said()])[0] for name in ("asha", "zoya"))
    assert not asha.errors
    assert not zoya.errors
    o = office.office
    seen = "SELECT string_agg(person_id::text, ' ' ORDER BY person_id) FROM presence"
    for name, whose in (("asha", o.asha), ("joseph", o.asha), ("zoya", o.other_caller)):
        assert ask(database, name, [seen])[0].rows.strip() == str(whose.person_id)
    assert ask(database, "imran", [seen])[0].rows.strip() == ""
    assert ask(database, "asha", [seen], with_token=False)[0].rows.strip() == ""
