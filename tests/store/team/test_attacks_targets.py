"""Targets and the office's days, tried with the real `psql`: by whom, in whose name, from when."""

from __future__ import annotations

import pytest

from crm_desktop.services.advanced import ADVANCED
from crm_desktop.store.settings import SettingRows
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

_ME = "(SELECT acting())"
_AHEAD = "to_char(now() + interval '2 days', 'YYYYMMDD')::integer"


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller, the own team's lead and an admin can connect."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)


def _set(whose: str, who: object = None, campaign: object = None, team: object = None, **more: str) -> str:
    def quoted(value: object) -> str:
        return "NULL" if value is None else f"'{value}'"

    values = {
        "id": "gen_random_uuid()", "whose": f"'{whose}'", "person_id": quoted(who),
        "campaign_id": quoted(campaign), "team_id": quoted(team), "measure": "'calls'", "period": "'day'",
        "amount": "40", "from_on": _AHEAD, "set_by": _ME, "at": "now()", **more,
    }  # fmt: skip
    return f"INSERT INTO targets ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def test_targets_are_set_by_who_leads_and_never_backdated(
    database: PgDatabase, office: CallingOffice
) -> None:
    o = office.office
    asha, far, campaign = o.asha.person_id, o.other_caller.person_id, office.campaign.id
    today, past = "to_char(now(), 'YYYYMMDD')::integer", "20260101"
    calendar = (
        "INSERT INTO calendars (id, from_on, week_starts, days, holidays, set_by, at) VALUES "
        f"(gen_random_uuid(), {{on}}, 0, '[0]', '[]', {_ME}, now())"
    )
    tried = [_set("person", asha), _set("campaign", campaign=campaign), calendar.format(on=_AHEAD)]
    assert [a.is_refused for a in ask(database, "asha", tried)] == [True] * 3
    ways = [
        (_set("person", asha), False),
        (_set("in_campaign", asha, campaign), False),
        (_set("campaign", campaign=campaign), False),
        (_set("team", team=o.lead.team_id), False),
        (_set("person", far), True),
        (_set("team", team=o.other_lead.team_id), True),
        (_set("each"), True),
        (_set("office"), True),
        (_set("person", asha, from_on=today), True),
        (_set("person", asha, from_on=past), True),
        (_set("person", asha, set_by=f"'{o.admin.person_id}'"), True),
        (calendar.format(on=_AHEAD), True),
        ("UPDATE targets SET amount = 1", True),
        ("DELETE FROM targets", True),
    ]
    answers = ask(database, "joseph", [statement for statement, _ in ways])
    assert [a.is_refused for a in answers] == [refused for _, refused in ways]
    ways = [
        (_set("office"), False),
        (_set("each"), False),
        (_set("person", far), False),
        (calendar.format(on=_AHEAD), False),
        (_set("each", from_on=today), True),
        (calendar.format(on=past), True),
        ("DELETE FROM calendars", True),
    ]
    answers = ask(database, "rohini", [statement for statement, _ in ways])
    assert [a.is_refused for a in answers] == [refused for _, refused in ways]
    # another team's targets aren't seen, and sums are told of goals that there are, of one's own team
    told = "SELECT done_together('{}', {}, {}, 20260101, 20271231) IS NOT NULL"
    own, other = f"'{o.asha.team_id}'", f"'{o.other_lead.team_id}'"
    seen = ask(
        database,
        "asha",
        [
            f"SELECT count(*) FROM targets WHERE person_id = '{far}'",
            "SELECT count(*) FROM targets WHERE person_id = acting()",
            told.format("team", "NULL", own),
            told.format("office", "NULL", "NULL"),
            told.format("team", "NULL", other),
            told.format("campaign", f"'{campaign}'", "NULL"),
        ],
    )
    assert [answer.rows.strip() for answer in seen] == ["0", "2", "t", "t", "f", "f"]


def test_what_a_result_counts_as_changes_tomorrow(database: PgDatabase, office: CallingOffice) -> None:
    sold = next(d.id for d in office.campaign.dispositions if d.code == "SOLD")
    change = (
        "UPDATE dispositions SET flags = 'human final', counts = '[[0, \"human\"]]' "
        f"WHERE id = '{sold}' RETURNING counts->0->>1 || '|' || (counts->1->>0 > counts->0->>0)"
    )
    (told,) = ask(database, "joseph", [change])
    assert told.rows.strip().splitlines()[0] == "human success|true"


def test_leave_that_is_past_stays(database: PgDatabase, office: CallingOffice) -> None:
    who = office.office.asha.person_id
    with office.store.write(None) as work:
        work.connection.exec_driver_sql(
            f"INSERT INTO leaves (person_id, first_day, last_day) VALUES ('{who}', 20260105, 20260106), "
            f"('{who}', 20261118, 20991231)"
        )
        SettingRows(work).set("workspace", office.office.workspace_id, ADVANCED, True)
    late = (
        "INSERT INTO leaves (person_id, first_day, last_day, set_by, set_at, is_late) "
        "VALUES ({0}, {1}, {1}, {2}, to_date(office_today()::text, 'YYYYMMDD') + interval '9 hours' "
        "- interval '{3}', {4})"
    )
    answers = ask(database, "joseph", [
        f"DELETE FROM leaves WHERE person_id = '{who}'",
        "UPDATE leaves SET last_day = 20261118",
        "UPDATE leaves SET first_day = first_day + 1",
        f"INSERT INTO leaves (person_id, first_day, last_day) VALUES ('{who}', 20261001, 20991231)",
        f"INSERT INTO leaves (person_id, first_day, last_day) VALUES ('{who}', 20261001, 20261002)",
        # past days of an open month may be entered late: by the own name, as of now, so that it is told
        late.format(f"'{who}'", 20261102, f"'{who}'", "1 hour", "true"),
        late.format(f"'{who}'", 20261102, "acting()", "20 days", "true"),
        late.format(f"'{who}'", 20261102, "acting()", "1 hour", "false"),
        late.format(f"'{who}'", 20261001, "acting()", "1 hour", "true"),
    ])  # fmt: skip
    assert [a.statement for a in answers if not a.is_refused and a.rows.strip() not in ("", "DELETE 0")] == []
    with office.store.read() as work:
        left = work.connection.exec_driver_sql("SELECT first_day, last_day FROM leaves ORDER BY 1").all()
    assert [tuple(row) for row in left] == [(20260105, 20260106), (20261118, 20991231)]


def test_what_held_on_past_days_is_kept_by_the_server_alone(
    database: PgDatabase, office: CallingOffice
) -> None:
    """Nobody writes other days of a campaign, or another team of then; a change begins tomorrow."""
    o = office.office
    who, campaign, team = o.asha.person_id, office.campaign.id, o.lead.team_id
    forged = [
        "INSERT INTO campaign_days (id, campaign_id, from_on, days, at) "
        f"VALUES (gen_random_uuid(), '{campaign}', 20260101, '0', now())",
        "INSERT INTO team_members (id, person_id, team_id, from_on, at) "
        f"VALUES (gen_random_uuid(), '{who}', '{team}', 20260101, now())",
        "UPDATE campaign_days SET days = '0'",
        "UPDATE team_members SET team_id = NULL",
        "DELETE FROM campaign_days",
        "DELETE FROM team_members",
        f"SELECT * FROM team_spans('{team}')",
    ]
    change = "UPDATE campaigns SET days = '0', holidays = '[20260102]'"
    told = (
        "SELECT string_agg((from_on > office_today()) || days || coalesce(holidays::text, ''), ' ' "
        "ORDER BY from_on) FROM campaign_days"
    )
    for name in ("asha", "joseph", "rohini"):
        answers = ask(database, name, [*forged, *([change, told] if name == "joseph" else [])])
        assert all(each.is_refused for each in answers[: len(forged)])
    assert answers[-1].is_refused
    (kept,) = ask(database, "asha", [told])
    assert kept.rows.strip() == "false0123456[] true0[20260102]"
    # who was in a team is told to nobody but its lead, and not whose calls they are
    with office.store.write(None) as work:
        work.connection.exec_driver_sql(f"UPDATE people SET team_id = NULL WHERE id = '{who}'")
    days, since = "20260101, 20991231", "timestamptz '2026-01-01', timestamptz '2099-12-31'"
    former = [
        f"SELECT count({what}) FROM {name}('{whose}', {asked}, NULL)"
        for name, asked, what in (
            ("rows_of_former", days, "*"), ("totals_of_former", f"'day', {days}", "*"),
            ("leads_of_former", days, "*"),
            ("follow_ups_of_former", f"{days}, {since}", "*"), ("reviews_of_former", since, "*"),
        )
        for whose in (team, o.other_lead.team_id)
    ]  # fmt: skip
    former += [f"SELECT count(*) FROM targets_of_former('{whose}')" for whose in (team, o.other_lead.team_id)]
    office.add_lead()
    assert all(each.is_refused for each in ask(database, "asha", former))
    assert [each.rows.strip() for each in ask(database, "joseph", former)] == ["0"] * len(former)
