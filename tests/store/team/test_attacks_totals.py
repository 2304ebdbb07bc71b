"""Totals that are the calls', and leads that go back where they came from: tried with the real `psql`."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import call_hours, calls, settings, teams
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.services.test_sales import sold
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask
from tests.stores import by_its_own_clock


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """Everybody can connect."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)


def _differing(office: CallingOffice) -> int:
    with office.store.read() as work:
        return CallHours(work).check()


def _later(office: CallingOffice, lead: object, **more: str) -> str:
    """A call of Asha's entered now, as SQL."""
    values = {
        "id": f"'{new_id()}'", "lead_id": f"'{lead}'", "person_id": f"'{office.office.asha.person_id}'",
        "direction": "'in'", "state": "'closed'", "known_how": "'later'", "day": "20261120",
        "dialled_at": "timestamptz '2026-11-20 09:10Z'", "closed_at": "now()",
        "disposition_flags": "'human success'", **more,
    }  # fmt: skip
    return f"INSERT INTO calls ({', '.join(values)}) VALUES ({', '.join(values.values())})"


@pytest.mark.parametrize("name", ["asha", "joseph", "rohini"])
def test_nobody_writes_totals(database: PgDatabase, office: CallingOffice, name: str) -> None:
    office.add_lead(owner=office.office.asha)
    office.call(office.office.asha, "NOT_INTERESTED", take_next=False)
    before = office.rows(call_hours)
    assert before
    answers = ask(database, name, [
        "UPDATE call_hours SET successes = successes + 100",
        "UPDATE call_hours SET is_closed = true",
        "DELETE FROM call_hours",
        "INSERT INTO call_hours SELECT * FROM call_hours",
        "INSERT INTO call_hours (day, person_id, hour_at, campaign_id, successes) "
        f"SELECT 20261121, person_id, hour_at, '{new_id()}', 5 FROM call_hours",
        "SELECT close_hours(202611)",
        "ALTER TABLE calls DISABLE TRIGGER calls_are_counted",
    ])  # fmt: skip
    assert [a.statement for a in answers if not a.is_refused] == []
    rebuilt = ask(database, name, ["SELECT rebuild_hours(0, 99999999)"])[0]
    assert rebuilt.is_refused == (name != "rohini")  # which gives what is in the calls
    assert office.rows(call_hours) == before
    assert _differing(office) == 0


def test_calls_written_in_any_way_are_counted_once(database: PgDatabase, office: CallingOffice) -> None:
    o = office.office
    lead = office.add_lead(owner=o.asha)
    office.call(o.asha, "NOT_INTERESTED", take_next=False)
    here = "dialled_at = timestamptz '2026-11-20 09:20Z', day = 20261120"
    unfinished = f"person_id = '{o.asha.person_id}' AND known_how = 'later' AND disposition_id IS NULL"
    answers = ask(database, "asha", [
        _later(office, lead),
        "SELECT set_config('crm.moving', 'yes', false)",
        _later(office, lead),
        f"UPDATE calls SET disposition_flags = 'human', talk_s = 5, {here} WHERE {unfinished}",
        f"WITH changed AS (UPDATE calls SET day = 20261119 WHERE {unfinished} RETURNING 1) "
        + _later(office, lead),
        f"UPDATE calls SET day = 20261120 WHERE {unfinished}",
        f"UPDATE calls SET state = 'open', closed_at = NULL WHERE {unfinished} "
        f"AND id = (SELECT min(id::text)::uuid FROM calls WHERE {unfinished})",
        f"UPDATE calls SET state = 'closed', closed_at = now(), known_how = 'later', {here} "
        f"WHERE person_id = '{o.asha.person_id}' AND state = 'open' OR ({unfinished})",
        f"BEGIN; {_later(office, lead)}; DELETE FROM call_hours",
    ])  # fmt: skip
    assert [a.errors for a in answers[:-1] if a.is_refused] == []
    assert _differing(office) == 0
    assert sum(int(str(row["incoming"])) for row in office.rows(call_hours)) == 3


def test_a_result_taken_back_leaves_nobodys_lead_in_its_team(
    database: PgDatabase, office: CallingOffice, administrator: psycopg.Connection[Any]
) -> None:
    by_its_own_clock(administrator)
    o = office.office
    known = [row["id"] for row in office.rows(teams)]
    other = next(team for team in known if team != o.asha.team_id)
    lead = office.add_lead("Free")
    was = office.lead_row(lead)
    done = office.call(o.asha, "SOLD", take_next=False)
    assert office.lead_row(lead)["owner_id"] == o.asha.person_id
    freed = f"UPDATE leads SET owner_id = NULL, team_id = {{}} WHERE id = '{lead}'"
    answers = ask(database, "asha", [
        freed.format(f"'{other}'"), "BEGIN; " + freed.format(f"'{o.asha.team_id}'"),
        f"BEGIN; UPDATE leads SET team_id = '{other}'; " + freed.format(f"'{other}'"),
        "BEGIN; " + freed.format("NULL" if was["team_id"] is None else f"'{was['team_id']}'"),
    ])  # fmt: skip
    assert [a.is_refused for a in answers] == [True, True, True, False], [a.told for a in answers]
    office.calling.undo(o.asha, done.undo_id)
    now = office.lead_row(lead)
    assert (now["owner_id"], now["team_id"]) == (was["owner_id"], was["team_id"])
    office.add_lead("Another")
    moved = f"UPDATE leads SET team_id = '{{}}' WHERE id = '{lead}'"
    answers = ask(database, "asha", [moved.format(team) for team in known if team != now["team_id"]])
    assert len(answers) == len(known)
    assert all(a.is_refused or "UPDATE 0" in a.rows for a in answers)


@pytest.mark.parametrize("name", ["asha", "joseph"])
def test_nobody_reopens_a_closed_month_or_writes_into_it(
    database: PgDatabase, office: CallingOffice, name: str
) -> None:
    """October, closed since 6 November: only a dated ruling stands beside what it counts."""
    o = office.office
    sale = sold(office, o.asha).id
    lead = office.add_lead(owner=o.asha)
    with office.store.write(None) as work:
        run = work.connection.exec_driver_sql
        said = "dialled_at = timestamptz '2026-10-20 09:10Z', day = 20261020"
        for _ in range(2):
            run(_later(office, lead, day="20261020", dialled_at="timestamptz '2026-10-20 09:10Z'"))
        run(f"UPDATE calls SET {said}, state = 'open', closed_at = NULL, known_how = 'marked' "
            "WHERE id = (SELECT max(id::text)::uuid FROM calls)")  # fmt: skip
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    before = [row for row in office.rows(call_hours) if str(row["day"]).startswith("202610")]
    kept = office.rows(settings)
    october = _later(office, lead, day="20261021", dialled_at="timestamptz '2026-10-21 09:10Z'")
    mine = f"person_id = '{o.asha.person_id}' AND day / 100 = 202610"
    step = ("INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor) "
            "SELECT gen_random_uuid(), id, now(), person_id, state, 1 FROM sales "
            f"WHERE id = '{sale}'")  # fmt: skip
    answers = ask(database, name, [
        "UPDATE settings SET value = '60' WHERE key = 'months_close_days'",
        "DELETE FROM settings WHERE scope = 'workspace'",
        f"UPDATE settings SET value = 'false' WHERE key = '{ADVANCED}'",
        "INSERT INTO settings (scope, owner_id, key, value, updated_at) "
        f"VALUES ('workspace', '{o.workspace_id}', 'months_close_days', '60', now())",
        "DELETE FROM closed_months", "UPDATE closed_months SET digest = ''",
        f"UPDATE calls SET talk_s = 900 WHERE {mine} AND state = 'closed'",
        f"UPDATE calls SET day = 20261120 WHERE {mine} AND state = 'closed'",
        f"DELETE FROM calls WHERE {mine} AND state = 'closed'",
        step, "UPDATE sale_changes SET counts_on = 20261020",
    ])  # fmt: skip
    assert [
        a.statement for a in answers
        if not a.is_refused and a.rows.strip() not in ("", "DELETE 0", "UPDATE 0")
    ] == []  # fmt: skip
    ask(database, name, [
        october, f"UPDATE calls SET state = 'closed', closed_at = now() WHERE {mine} AND state = 'open'",
        f"WITH made AS ({october} RETURNING id) SELECT 1",
        f"UPDATE calls SET day = 20261021 WHERE person_id = '{o.asha.person_id}' AND day > 20261100",
    ])  # fmt: skip
    assert [row for row in office.rows(call_hours) if str(row["day"]).startswith("202610")] == before
    assert office.rows(settings) == kept
    assert _differing(office) == 0
    if name == "asha":  # what is hers and comes only now counts today
        assert sum(1 for row in office.rows(calls) if int(str(row["day"])) > 20261100) >= 3
