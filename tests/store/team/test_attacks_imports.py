"""The functions that write an import, tried with the real `psql`: rows get where the program puts them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.store.import_sent import COLUMNS, PHONE_COLUMNS
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import Answer, ask

Connection = psycopg.Connection[Any]
NUMBER = "+919811100001"
_PLAIN = {"created_at": "0", "status": "'new'", "score": "0"}


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """Everybody can connect."""
    for name in ("asha", "imran", "joseph", "rohini", "zoya"):
        connect(name)


@pytest.fixture
def running(office: CallingOffice, administrator: Connection) -> Callable[..., UUID]:
    """Makes an import of somebody's, which runs unless another state is said."""

    def made(person: Actor, state: str = "running") -> UUID:
        import_id = new_id()
        administrator.execute(
            "INSERT INTO imports (id, campaign_id, person_id, file_name, sha256, duplicates, mapping, state,"
            " started_at) VALUES (%s, %s, %s, 'f.csv', '', 'skip', '{}', %s, now())",
            (import_id, office.campaign.id, person.person_id, state),
        )
        return import_id

    return made


def lead(by: Actor, of_import: UUID, /, *, phone_of: UUID | None = None, **said: object) -> str:
    """The statement that brings one lead with a phone; `said` are other values of its columns."""
    lead_id = said.setdefault("id", new_id())
    values = [f"'{of_import}'", f"'{said.pop('by', by.person_id)}'", "0"]
    for name, kind in COLUMNS:
        given = _PLAIN.get(name, "NULL" if kind in ("uuid", "bigint") else "''")
        given = f"'{said[name]}'" if said.get(name) is not None else given
        values.append(f"ARRAY[{given}]::{kind}[]")
    values.append("ARRAY['what it is found by']")
    phone = {"lead_id": phone_of or lead_id, "e164": NUMBER, "phone_id": new_id(), "position": 1}
    for name, kind in PHONE_COLUMNS:
        given = "NULL" if name == "wrong_at" else f"'{phone.get(name, '')}'"
        values.append(f"ARRAY[{given}]::{kind}[]")
    return f"SELECT * FROM import_leads({', '.join(values)})"


def _rows(administrator: Connection) -> dict[str, int]:
    tables = ("leads", "phones", "lead_phones", "lead_search", "queue_entries", "imports")
    found = {}
    for table in tables:
        row = administrator.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        assert row is not None
        found[table] = int(row[0])
    return found


def _refused(answers: list[Answer]) -> None:
    assert [a.statement for a in answers if "ERROR:  42501" not in a.errors] == []


def _placing(statement: str) -> str:
    return f"SELECT publish_import({statement}, '2020-01-01')"


def test_a_telecaller_writes_no_import(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    o = office.office
    mine, before = running(o.asha), _rows(administrator)
    attempts = [
        lead(o.asha, mine, owner_id=o.asha.person_id, team_id=o.asha.team_id),
        lead(o.asha, running(o.lead), by=o.lead.person_id),
        f"SELECT publish_import('{mine}', '{UUID(int=0)}', '{UUID(int=2**128 - 1)}', now())",
        "SELECT settle_search()",
        "SELECT anyone_erased()",
    ]
    _refused(ask(database, "asha", attempts))
    _refused(ask(database, "asha", attempts, with_token=False))
    assert {**_rows(administrator), "imports": before["imports"]} == before


def test_a_team_lead_brings_leads_of_the_own_team_to_a_running_import_of_their_own(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    o = office.office
    mine, done, others, another = (
        running(o.lead), running(o.lead, "done"), running(o.admin), running(o.other_lead),
    )  # fmt: skip
    hidden = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    before = _rows(administrator)
    ours = o.lead.team_id
    attempts = [
        lead(o.lead, others, team_id=ours),
        lead(o.lead, another, team_id=ours),
        lead(o.lead, done, team_id=ours),
        lead(o.lead, new_id(), team_id=ours),
        lead(o.lead, mine, team_id=o.other_lead.team_id),
        lead(o.lead, mine, team_id=ours, owner_id=o.other_caller.person_id),
        lead(o.lead, mine, team_id=o.other_lead.team_id, owner_id=o.lead.person_id),
        lead(o.lead, mine, team_id=ours, by=o.admin.person_id),
        lead(o.lead, mine, team_id=ours, phone_of=hidden),
    ]
    _refused(ask(database, "joseph", attempts))
    good = lead(o.lead, mine, team_id=ours, owner_id=o.imran.person_id)
    _refused(ask(database, "joseph", [good], with_token=False))
    assert _rows(administrator) == before
    assert not ask(database, "joseph", [good])[0].is_refused
    known = lead(o.lead, mine, team_id=ours, id=hidden)  # an id that somebody's lead has
    assert ask(database, "joseph", [known])[0].is_refused
    after = _rows(administrator)
    added = {table: after[table] - count for table, count in before.items()}
    assert added == {
        "leads": 1, "phones": 1, "lead_phones": 1, "lead_search": 1, "queue_entries": 0, "imports": 0,
    }  # fmt: skip
    brought = administrator.execute(
        "SELECT created_by, import_id, no > (SELECT no FROM leads WHERE id = %s) FROM leads"
        " WHERE owner_id = %s",
        (hidden, o.imran.person_id),
    ).fetchone()
    assert brought == (o.lead.person_id, mine, True)


def test_a_number_of_others_is_told_nothing_about(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    """Who names a number to a lead of their own learns what the program tells: nothing, and it is counted."""
    o = office.office
    hidden = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    administrator.execute(
        "UPDATE phones SET e164 = %s WHERE id = (SELECT phone_id FROM lead_phones WHERE lead_id = %s)",
        (NUMBER, hidden),
    )
    statements = [lead(o.lead, running(o.lead), team_id=o.lead.team_id) for _ in range(2)]
    answers = ask(database, "joseph", [*statements, "SELECT name FROM leads", "SELECT id FROM leads"])
    assert not any(a.is_refused for a in answers)
    assert not any("SECRET" in a.told or str(hidden) in a.told for a in answers)
    looked = administrator.execute("SELECT person_id FROM number_lookups").fetchall()
    assert {row[0] for row in looked} == {o.lead.person_id}


def test_an_admin_forges_nobody_and_leaves_others_imports_alone(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    o = office.office
    mine, done, theirs = running(o.admin), running(o.admin, "done"), running(o.lead)
    office.add_lead("There", owner=o.imran)
    before = _rows(administrator)
    everything = f"'{UUID(int=0)}', '{UUID(int=2**128 - 1)}'"
    attempts = [
        lead(o.admin, mine, by=o.lead.person_id),
        lead(o.admin, done),
        lead(o.admin, theirs),
        lead(o.admin, theirs, by=o.lead.person_id),
        _placing(f"'{theirs}', {everything}"),
        _placing(f"'{done}', {everything}"),
    ]
    _refused(ask(database, "rohini", attempts))
    assert _rows(administrator) == before
    answers = ask(database, "rohini", [_placing(f"'{mine}', {everything}"), lead(o.admin, mine)])
    assert answers[0].rows.strip() == "0"  # no lead but its own gets a place through it
    assert not answers[1].is_refused
    again = ask(database, "rohini", [_placing(f"'{mine}', {everything}")] * 2)
    assert [a.rows.strip() for a in again] == ["1", "0"]


def test_places_are_given_to_no_lead_but_the_imports_own(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    o = office.office
    hidden = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    mine, theirs = running(o.lead), running(o.other_lead)
    administrator.execute("UPDATE leads SET import_id = %s WHERE id = %s", (theirs, hidden))
    administrator.execute("DELETE FROM queue_entries")
    before = _rows(administrator)
    everything = f"'{UUID(int=0)}', '{UUID(int=2**128 - 1)}'"
    answers = ask(
        database, "joseph", [_placing(f"'{mine}', {everything}"), _placing(f"'{theirs}', {everything}")]
    )
    assert answers[0].rows.strip() == "0"
    _refused(answers[1:])
    assert _rows(administrator) == before


def test_arrays_that_dont_match_write_nothing(
    database: PgDatabase, office: CallingOffice, administrator: Connection, running: Callable[..., UUID]
) -> None:
    o = office.office
    mine, before = running(o.admin), _rows(administrator)
    whole = lead(o.admin, mine)
    attempts = [
        whole.replace("ARRAY['what it is found by']", "ARRAY[]::text[]"),
        whole.replace("ARRAY['what it is found by']", "ARRAY['one', 'two']"),
        whole.replace("ARRAY['new']::text[]", "ARRAY['new', 'new']::text[]"),
        whole.replace("ARRAY['new']::text[]", "ARRAY['mine']::text[]"),
        whole.replace("ARRAY['new']::text[]", "NULL"),
    ]
    assert len({whole, *attempts}) == 1 + len(attempts)  # each is another statement than the whole one
    answers = ask(database, "rohini", attempts)
    assert [a.statement for a in answers if not a.is_refused] == []
    assert {**_rows(administrator), "imports": before["imports"]} == before
    assert not ask(database, "rohini", [whole])[0].is_refused  # for what doesn't match, and nothing else
