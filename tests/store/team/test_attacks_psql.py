"""The real `psql` as each role: refused, answered with own rows alone, or on the list of docs/rights.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from crm_desktop.ids import new_id
from crm_desktop.store.tables import metadata
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team import attack_statements as attacks
from tests.store.team.conftest import Connect
from tests.store.team.psql import Answer, ask

Connection = psycopg.Connection[Any]
#: A statement that fails so was written wrongly: it attacks nothing.
_WRITTEN_WRONGLY = re.compile(r"(ERROR|FATAL):  (42601|42703|42P01|42P02|42702|42725|22P02)")
_NOTHING_DONE = re.compile(r"^(UPDATE 0|DELETE 0|INSERT 0 0|MERGE 0)$", re.MULTILINE)
_PEOPLE = {"telecaller": "asha", "team_lead": "joseph", "admin": "rohini"}


@dataclass(frozen=True)
class Scene:
    """An office in which everybody but the attacker has secrets."""

    names: dict[str, str]
    secrets: tuple[str, ...]

    def hides(self, answer: Answer) -> bool:
        """Whether nothing of what came back is anybody else's."""
        return not any(secret in answer.told for secret in self.secrets)


@pytest.fixture
def scene(office: CallingOffice, administrator: Connection, connect: Connect) -> Scene:
    """Asha has a lead and a call running; Zoya of the other team has leads with notes, promises and calls."""
    o = office.office
    for name in ("asha", "imran", "joseph", "rohini", "zoya"):
        connect(name)
    mine = office.add_lead("Own Lead", owner=o.asha)
    hidden = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    call = office.dial(o.other_caller, office.next(o.other_caller))
    office.result(o.other_caller, call, "NO_ANSWER", note="SECRET note of the call", take_next=False)
    office.dial(o.asha, office.calling.take_lead(o.asha, mine))
    run = administrator.execute
    for table, columns, values in (
        ("lead_emails", "lead_id, position, email", "%(lead)s, 2, 'SECRET@example.in'"),
        ("lead_search", "no, text", "(SELECT no FROM leads WHERE id = %(lead)s), 'secret SECRET zoya'"),
        ("timeline", "id, lead_id, at, person_id, kind, text",
         "gen_random_uuid(), %(lead)s, now(), %(person)s, 'note', 'SECRET note'"),
        ("callbacks", "id, lead_id, owner_id, due_at, created_at, note",
         "gen_random_uuid(), %(lead)s, %(person)s, now(), now(), 'SECRET promise'"),
        ("saved_views", "id, owner_id, name, query, created_at",
         "gen_random_uuid(), %(person)s, 'SECRET view', '{}', now()"),
        ("settings", "scope, owner_id, key, value, updated_at",
         "'person', %(person)s, 'x', '\"SECRET\"', now()"),
        ("service_records", "id, lead_id, person_id, done_on, what, currency, created_at, updated_at",
         "gen_random_uuid(), %(lead)s, %(person)s, 20261101, 'SECRET oil', 'INR', now(), now()"),
        ("appointments", "id, lead_id, owner_id, title, starts_at, ends_at, created_at",
         "gen_random_uuid(), %(lead)s, %(person)s, 'SECRET visit', now(), now() + interval '1 h', now()"),
        ("undo_acts", "id, person_id, kind, lead_id, before, at, until",
         "gen_random_uuid(), %(person)s, 'x', %(lead)s, '{\"x\": \"SECRET\"}', now(), now()"),
        ("commands", "request_id, person_id, kind, payload_hash, result, at",
         "gen_random_uuid(), %(person)s, 'x', '', '{\"x\": \"SECRET\"}', now()"),
    ):  # fmt: skip
        run(
            f"INSERT INTO {table} ({columns}) VALUES ({values})",
            {"lead": hidden, "person": o.other_caller.person_id},
        )
    run("UPDATE leads SET name_key = lower(name)")
    for sql in (
        "INSERT INTO callbacks (id, lead_id, owner_id, due_at, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, now(), now())",
        "INSERT INTO appointments (id, lead_id, owner_id, title, starts_at, ends_at, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'Visit', now(), now() + interval '1 h', now())",
    ):
        run(sql, (mine, o.asha.person_id))
    run(
        "UPDATE phones SET do_not_call_at = now() FROM lead_phones WHERE phone_id = id AND lead_id = %s",
        (mine,),
    )
    number = _one(
        administrator,
        f"SELECT e164 FROM phones p JOIN lead_phones ON phone_id = p.id WHERE lead_id = '{hidden}'",
    )
    names = {
        "me": str(o.asha.person_id),
        "me_lead": str(o.lead.person_id),
        "mine": str(mine),
        "theirs": str(o.other_caller.person_id),
        "hidden": str(hidden),
        "entry": _one(administrator, f"SELECT id FROM queue_entries WHERE lead_id = '{hidden}'"),
        "call": str(call),
        "phone": _one(administrator, f"SELECT phone_id FROM lead_phones WHERE lead_id = '{hidden}'"),
        "four": number[-4:],
        "other": "zoya",
    }
    return Scene(names, ("SECRET", number))


def _one(administrator: Connection, question: str) -> str:
    row = administrator.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def _filled(statements: tuple[str, ...], scene: Scene) -> list[str]:
    return [statement.format(**scene.names) for statement in statements]


def _on_tables(statements: tuple[str, ...]) -> list[str]:
    tables = {table.name: next(iter(table.c)).name for table in metadata.sorted_tables}
    return [one.format(t=f"crm_test.{t}", c=f'"{c}"') for t, c in tables.items() for one in statements]


def _books(administrator: Connection) -> dict[str, str]:
    """What every table holds, but for those that tell of signing in and of counting."""
    quiet = {"sessions", "session_tokens", "presence", "done_lately"}
    return {
        t.name: _one(
            administrator,
            f"SELECT coalesce(md5(string_agg(r::text, '|' ORDER BY r::text)), '') FROM {t.name} r",
        )
        for t in metadata.sorted_tables
        if t.name not in quiet
    }


def _must_refuse(answers: list[Answer], scene: Scene) -> None:
    let_through = [
        (a.statement, a.told) for a in answers if not a.is_refused and not _NOTHING_DONE.search(a.rows)
    ]
    assert let_through == []
    assert [a.statement for a in answers if not scene.hides(a)] == []


def _well_written(answers: list[Answer]) -> None:
    assert [(a.statement, a.errors) for a in answers if _WRITTEN_WRONGLY.search(a.errors)] == []


@pytest.mark.parametrize("role", list(_PEOPLE))
@pytest.mark.parametrize("with_token", [True, False], ids=["token", "no-token"])
def test_no_way_out_of_the_box(
    database: PgDatabase, scene: Scene, administrator: Connection, role: str, with_token: bool
) -> None:
    before = _books(administrator)
    statements = [f"BEGIN; {s}" if "CREATE " in s else s for s in _filled(attacks.OUT_OF_THE_BOX, scene)]
    answers = ask(database, _PEOPLE[role], statements, with_token=with_token)
    assert [a.statement for a in answers if not a.is_refused] == []
    assert _books(administrator) == before


@pytest.mark.parametrize("role", list(_PEOPLE))
def test_no_table_is_changed_in_its_nature(
    database: PgDatabase, scene: Scene, administrator: Connection, role: str
) -> None:
    before = _books(administrator)
    answers = ask(database, _PEOPLE[role], _on_tables(attacks.ON_A_TABLE_REFUSED))
    assert [a.statement for a in answers if not a.is_refused] == []
    assert _books(administrator) == before


@pytest.mark.parametrize("role", ["telecaller", "team_lead"])
def test_every_table_answers_with_own_rows_alone(
    database: PgDatabase, scene: Scene, administrator: Connection, role: str
) -> None:
    before = _books(administrator)
    answers = ask(database, _PEOPLE[role], _on_tables(attacks.ON_A_TABLE_QUIET))
    assert [a.statement for a in answers if not scene.hides(a)] == []
    assert _books(administrator) == before
    assert any("Own Lead" in a.told for a in answers)  # it does look


@pytest.mark.parametrize("role", list(_PEOPLE))
def test_without_a_token_every_table_is_empty(database: PgDatabase, scene: Scene, role: str) -> None:
    statements = [*_on_tables(attacks.ON_A_TABLE_QUIET), *_filled(attacks.TRICKS, scene)]
    statements.append("UPDATE leads SET owner_id = NULL, team_id = NULL RETURNING name")  # admins' too
    answers = ask(database, _PEOPLE[role], statements, with_token=False)
    assert [a.statement for a in answers if not scene.hides(a) or "Own Lead" in a.told] == []


def test_forged_acts_of_a_telecaller(database: PgDatabase, scene: Scene, administrator: Connection) -> None:
    before = _books(administrator)
    answers = ask(database, "asha", [f"BEGIN; {s}" for s in _filled(attacks.FORGED, scene)])
    _well_written(answers)
    _must_refuse(answers, scene)
    assert _books(administrator) == before


@pytest.fixture
def evidence(scene: Scene, office: CallingOffice, administrator: Connection) -> Scene:
    """Asha has an old call and a confirmed sale; one place of the queue is free, one is shut for now."""
    o, run = office.office, administrator.execute
    old_call, sale = new_id(), new_id()
    names = {"me": o.asha.person_id, "lead": scene.names["mine"], "admin": o.admin.person_id}
    run(
        "INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, closed_at, "
        "disposition_code, disposition_flags) VALUES (%(id)s, %(lead)s, %(me)s, 'out', 'closed', 'marked', "
        "now() - interval '1 day', now() - interval '1 day', 'NO_ANSWER', '')",
        {**names, "id": old_call},
    )
    run(
        "INSERT INTO sales (id, lead_id, person_id, product, amount_minor, currency, state, at, "
        "confirmed_at, confirmed_by) VALUES (%(id)s, %(lead)s, %(me)s, 'Loan', 100, 'INR', 'promised', "
        "now(), now(), %(admin)s)",
        {**names, "id": sale},
    )
    entries = {"due": _one(administrator, "SELECT now() - interval '1 minute'")}
    for name, days in (("free", "0123456"), ("shut", "")):
        lead = office.add_lead(f"{name} one", zone="Asia/Dhaka")
        campaign = new_id()
        run(
            "INSERT INTO campaigns (id, name, created_at, start_minute, end_minute, days) "
            "VALUES (%s, %s, now(), 0, 1440, %s)",
            (campaign, name, days),
        )
        run(
            "UPDATE queue_entries SET campaign_id = %s, next_at = %s WHERE lead_id = %s",
            (campaign, entries["due"], lead),
        )
        entries[name] = _one(administrator, f"SELECT id FROM queue_entries WHERE lead_id = '{lead}'")
    return Scene({**scene.names, **entries, "old_call": str(old_call), "sale": str(sale)}, scene.secrets)


def test_forged_evidence(database: PgDatabase, evidence: Scene, administrator: Connection) -> None:
    before = _books(administrator)
    answers = ask(database, "asha", [f"BEGIN; {s}" for s in _filled(attacks.FORGED_EVIDENCE, evidence)])
    _well_written(answers)
    told = {a.statement: a.rows.split() for a in answers if not a.is_refused}
    nothing = (["BEGIN", "ROLLBACK"], ["0", "ROLLBACK"])
    assert {one: rows for one, rows in told.items() if rows[-2:] not in nothing} == {}
    assert _books(administrator) == before


def test_what_the_gate_refuses_is_moved_on_no_further(
    database: PgDatabase, evidence: Scene, administrator: Connection
) -> None:
    moves = (
        "SELECT move_on('{shut}', 3, '{due}', 3, 'outside_hours', now() + interval '1 day')",
        "SELECT move_on('{free}', 3, '{due}', 3, 'on_another_screen', now() + interval '15 minutes')",
    )
    administrator.execute(
        "INSERT INTO reservations (lead_id, person_id, campaign_id, seat, until, next_at, made_at) "
        "SELECT lead_id, %s, campaign_id, 'x', now() + interval '1 h', now(), now() FROM queue_entries "
        "WHERE id = %s",
        (evidence.names["theirs"], evidence.names["free"]),
    )
    answers = ask(database, "asha", _filled(moves, evidence))
    assert [a.rows.strip() for a in answers] == ["1", "1"], [a.told for a in answers]


def test_an_id_from_the_future_keeps_no_lead_in_hand(
    database: PgDatabase, scene: Scene, administrator: Connection
) -> None:
    note = (
        "INSERT INTO timeline (id, lead_id, at, person_id, kind) VALUES "
        f"('ffffffff-0000-7000-8000-{{:012d}}', '{scene.names['mine']}', now(), '{scene.names['me']}', "
        "'note')"
    )
    asked = f"SELECT '{scene.names['mine']}' = ANY (held_leads())"
    assert not ask(database, "asha", [note.format(2)])[0].is_refused
    administrator.execute("UPDATE leads SET owner_id = NULL")
    administrator.execute("UPDATE calls SET state = 'closed', closed_at = now()")
    administrator.execute("UPDATE callbacks SET state = 'kept'")
    administrator.execute("UPDATE appointments SET state = 'kept'")
    administrator.execute("UPDATE queue_entries SET claimed_by = NULL, lease_until = NULL")
    assert ask(database, "asha", [asked])[0].rows.strip() == "t"  # the note of a moment ago
    administrator.execute("UPDATE done_lately SET at = at - interval '16 minutes'")
    assert ask(database, "asha", [asked])[0].rows.strip() == "f"
    assert ask(database, "asha", [note.format(3)])[0].is_refused


def test_a_team_lead_ends_at_the_own_team(
    database: PgDatabase, scene: Scene, evidence: Scene, administrator: Connection
) -> None:
    before = _books(administrator)
    answers = ask(database, "joseph", [f"BEGIN; {s}" for s in _filled(attacks.TEAM_LEAD, evidence)])
    _well_written(answers)
    let_through = [
        (a.statement, a.told) for a in answers if not a.is_refused and not _NOTHING_DONE.search(a.rows)
    ]
    assert [found for found in let_through if "drop_new_campaign" not in found[0]] == []
    answers = ask(database, "joseph", _filled(attacks.TEAM_LEAD_QUIET, scene))
    _well_written(answers)
    number = scene.secrets[1]  # asked for by the number itself, which so comes back
    told = [a.told.replace(number, "") if "import_phones" in a.statement else a.told for a in answers]
    assert [
        one for one in told if any(secret in one or secret.lower() in one for secret in scene.secrets)
    ] == []
    assert _books(administrator) == before


def test_nobody_comes_by_a_lead_by_moving_what_is_theirs(
    database: PgDatabase, scene: Scene, administrator: Connection
) -> None:
    before = _books(administrator)
    answers = ask(database, "asha", [f"BEGIN; {s}" for s in _filled(attacks.MOVED, scene)])
    _well_written(answers)
    assert [(a.statement, a.told) for a in answers if not a.is_refused] == []
    assert _books(administrator) == before


@pytest.mark.parametrize("with_token", [True, False], ids=["token", "no-token"])
def test_functions_act_for_whoever_is_signed_in(
    database: PgDatabase, scene: Scene, administrator: Connection, with_token: bool
) -> None:
    before = _books(administrator)
    answers = ask(database, "asha", _filled(attacks.FUNCTIONS_REFUSED, scene), with_token=with_token)
    _well_written(answers)
    _must_refuse(answers, scene)
    answers = ask(database, "asha", _filled(attacks.FUNCTIONS_QUIET, scene), with_token=with_token)
    _well_written(answers)
    assert [a.told for a in answers if not scene.hides(a)] == []
    assert _books(administrator) == before


@pytest.mark.parametrize("role", ["telecaller", "team_lead"])
def test_names_errors_and_plans_tell_nothing(
    database: PgDatabase, scene: Scene, administrator: Connection, role: str
) -> None:
    before = _books(administrator)
    answers = ask(database, _PEOPLE[role], _filled(attacks.TRICKS, scene))
    assert [a.told for a in answers if not scene.hides(a)] == []
    assert _books(administrator) == before


@pytest.mark.parametrize("role", list(_PEOPLE))
def test_what_any_login_may_do_is_on_the_list(
    database: PgDatabase, scene: Scene, administrator: Connection, role: str
) -> None:
    listed = (Path(__file__).parents[3] / "docs" / "rights.md").read_text()
    before = _books(administrator)
    for name, statements in attacks.HARMLESS.items():
        assert f"**{name}**" in listed, name
        answers = ask(database, _PEOPLE[role], statements)
        assert [a.statement for a in answers if a.is_refused] == [], name
        assert all(scene.hides(a) for a in answers), name
    assert _books(administrator) == before


def test_closed_calls_and_audit_stay_for_everybody(
    database: PgDatabase, scene: Scene, administrator: Connection
) -> None:
    before = _books(administrator)
    for name in ("rohini", "joseph", "zoya"):
        statements = [
            "BEGIN; UPDATE calls SET note = 'x' WHERE state = 'closed'",
            "BEGIN; UPDATE calls SET disposition_code = 'SALE' WHERE state = 'closed'",
            "BEGIN; DELETE FROM calls WHERE state = 'closed'",
            "BEGIN; UPDATE audit SET act = 'x'",
            "BEGIN; DELETE FROM audit",
            "BEGIN; UPDATE timeline SET text = 'x'",
            "BEGIN; DELETE FROM timeline",
            "BEGIN; UPDATE do_not_calls SET why = 'x'",
            "BEGIN; DELETE FROM do_not_calls",
            "BEGIN; UPDATE audit_seals SET row_count = 0",
            "BEGIN; DELETE FROM audit_seals",
            "BEGIN; DELETE FROM commands",
            "BEGIN; UPDATE sale_changes SET amount_minor = 1",
        ]
        answers = ask(database, name, statements)
        _well_written(answers)
        assert [a.statement for a in answers if not a.is_refused and not _NOTHING_DONE.search(a.rows)] == []
    assert _books(administrator) == before


def test_loops_come_to_an_end(database: PgDatabase, scene: Scene) -> None:
    """Asking for number after number is counted, whichever function is asked, and stops within the hour."""
    number = "'+9198{kind}{n:06d}'"
    asked = (
        "SELECT * FROM callers_at(" + number + ", NULL, NULL, 'all', 9)",
        "SELECT * FROM phone_at(" + number + ")",
        "SELECT * FROM phone_ids_of(ARRAY[" + number + "], ARRAY[gen_random_uuid()])",
    )
    many = [asked[n % 3].format(kind=22, n=n) for n in range(300)]
    answers = ask(database, "asha", many)
    assert sum(not a.is_refused for a in answers) == 240
    assert all("CR010" in a.errors for a in answers[240:])
    again = ask(database, "asha", many[:5])  # signing in anew begins no new hour
    assert all("CR010" in a.errors for a in again)
    many_at_once = "SELECT * FROM phone_ids_of(ARRAY(SELECT '+9' || n FROM generate_series(1, 500) n), "
    many_at_once += "ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 500)))"
    assert ask(database, "imran", [many_at_once])[0].is_refused


def test_claiming_and_giving_back_comes_to_an_end(
    database: PgDatabase, scene: Scene, office: CallingOffice, administrator: Connection
) -> None:
    office.add_lead("Nobody's Lead", zone="Asia/Dhaka")
    administrator.execute("UPDATE queue_entries SET next_at = now() - interval '1 day', claimed_by = NULL")
    found = administrator.execute(
        "SELECT id, lead_id FROM queue_entries WHERE zone = 'Asia/Dhaka'"
    ).fetchone()
    assert found is not None
    me = scene.names["me"]
    both = f"SELECT id FROM claim('{found[0]}', '{found[1]}', '{me}', now(), now()); "
    both += f"SELECT free_claims('{me}', now(), now())"
    answers = ask(database, "asha", [both] * 620)
    assert "CR010" not in answers[0].errors
    assert str(found[0]) in answers[0].rows
    assert sum("CR010" in a.errors for a in answers) in (20, 21)  # the scene took a lead before
