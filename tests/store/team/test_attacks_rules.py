"""The rules of the trade, tried with the real `psql`: what is one's own to touch, used against them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from crm_desktop.domain.people import Actor
from crm_desktop.ids import id_at
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import Answer, ask

Connection = psycopg.Connection[Any]


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """Everybody can connect; the office's campaign is open at any hour."""
    for name in ("asha", "imran", "joseph", "rohini", "zoya"):
        connect(name)


@pytest.fixture
def run(administrator: Connection) -> Any:
    """Asks the administrator; gives the rows."""
    administrator.execute("UPDATE campaigns SET start_minute = 0, end_minute = 1440")

    def asked(statement: str, *given: object) -> list[tuple[Any, ...]]:
        cursor = administrator.execute(statement.encode(), given)
        return list(cursor.fetchall()) if cursor.description else []

    return asked


def _entry(run: Any, lead: UUID) -> tuple[Any, ...]:
    found: tuple[Any, ...] = run(
        "SELECT id, lane, reason, next_at, claimed_by FROM queue_entries WHERE lead_id = %s", lead
    )[0]
    return found


def _all_refused(answers: list[Answer]) -> None:
    assert [a.statement for a in answers if not a.is_refused and "UPDATE 0" not in a.rows] == []
    wrong = [
        a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01", "42883"))
    ]
    assert wrong == []


# --- the queue ---


def test_what_waits_for_a_colleague_is_neither_taken_nor_put_off(
    database: PgDatabase, office: CallingOffice, run: Any
) -> None:
    o = office.office
    theirs = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    shown = office.add_lead("On a screen")
    run("UPDATE queue_entries SET next_at = now() - interval '1 hour'")
    run("UPDATE queue_entries SET claimed_by = %s WHERE lead_id = %s", o.imran.person_id, shown)
    held = office.add_lead("Held")
    run(
        "UPDATE queue_entries SET reason = 'on_another_screen', next_at = '2026-11-29 10:00+00' "
        "WHERE lead_id = %s", held,
    )  # fmt: skip
    run(
        "INSERT INTO reservations (lead_id, campaign_id, person_id, seat, until, reason, next_at, made_at) "
        "VALUES (%s, %s, %s, 'x', now() + interval '1 h', '', now(), now())",
        held, office.campaign.id, o.imran.person_id,
    )  # fmt: skip
    entry, campaign, me = _entry(run, theirs)[0], office.campaign.id, o.asha.person_id
    run("UPDATE sessions SET last_seen_at = now(), signed_in_at = now()")
    answers = ask(database, "asha", [
        f"SELECT * FROM claim('{entry}', '{theirs}', '{me}', 'infinity', now())",
        f"SELECT * FROM claim('{entry}', '{theirs}', '{me}', 'infinity', NULL)",
        "SELECT name FROM leads",
        f"SELECT unhold('{held}', '{campaign}', '2026-11-29 10:00+00', '', '2099-01-01')",
        f"SELECT unhold('{held}', '{campaign}', '2026-11-29 10:00+00', '', '2020-01-01')",
        f"SELECT clear_screens('{theirs}', '{me}')",
    ])  # fmt: skip
    assert not any("SECRET" in a.told or str(theirs) in a.rows for a in answers)
    assert [a.rows.strip() for a in answers[3:5]] == ["0", "0"]
    assert answers[5].is_refused
    assert _entry(run, theirs)[4] is None
    assert _entry(run, held)[2] == "on_another_screen"


def test_counts_stand_though_everything_is_rolled_back(
    database: PgDatabase, office: CallingOffice, run: Any
) -> None:
    """A loop that takes back each of its steps harvests no more than one that doesn't."""
    lead = office.add_lead("Nobody's")
    run("UPDATE queue_entries SET next_at = now() - interval '1 day'")
    entry, me = _entry(run, lead)[0], office.office.asha.person_id
    looked = "BEGIN; SELECT * FROM callers_at('+91980099{:04d}', NULL, NULL, 'all', 9)"
    answers = ask(database, "asha", [looked.format(n) for n in range(250)])
    assert sum("CR010" in a.errors for a in answers) == 10
    took = f"BEGIN; SELECT id FROM claim('{entry}', '{lead}', '{me}', now(), now())"
    answers = ask(database, "asha", [took] * 610)
    assert sum("CR010" in a.errors for a in answers) == 10
    noted = "BEGIN; SELECT note_look_up(gen_random_uuid(), '{}', now(), '+91980099{:04d}')"
    answers = ask(database, "asha", [noted.format(me, n) for n in range(250)])
    assert sum("CR010" in a.errors for a in answers) == 10
    counters = run("SELECT sequencename::text FROM pg_sequences WHERE sequencename LIKE 'reach_%%'")
    forged = [f"SELECT {what}" for (name,) in counters for what in (
        f"setval('{name}', 1)", f"nextval('{name}')", f"last_value FROM {name}")]  # fmt: skip
    _all_refused(ask(database, "asha", forged))


# --- sales ---


@pytest.fixture
def sold(office: CallingOffice, run: Any) -> dict[str, UUID]:
    """Asha's confirmed sale, her own one, and the team lead's own one."""
    found: dict[str, UUID] = {}
    for name, who in (("confirmed", office.office.asha), ("own", office.office.asha),
                      ("lead's", office.office.lead)):  # fmt: skip
        office.add_lead(name, owner=who)
        office.call(who, "SOLD", take_next=False)
        found[name] = run("SELECT id FROM sales ORDER BY id DESC LIMIT 1")[0][0]
        office.clock.move(minutes=11)
    run(
        "UPDATE sales SET confirmed_at = now(), confirmed_by = %s, version = 2 WHERE id = %s",
        office.office.lead.person_id, found["confirmed"],
    )  # fmt: skip
    return found


def test_a_confirmed_sale_is_changed_by_no_telecaller(
    database: PgDatabase, office: CallingOffice, run: Any, sold: dict[str, UUID]
) -> None:
    before = run("SELECT * FROM sales ORDER BY id"), run("SELECT * FROM sale_changes ORDER BY id")
    one, own, me = sold["confirmed"], sold["own"], office.office.asha.person_id
    changes = ("amount_minor = 1", "state = 'received'", "state = 'cancelled'", "product = 'Gold'",
               "note = 'x'", "reference = 'x'", "confirmed_at = NULL", "confirmed_by = NULL",
               "confirmed_at = NULL, confirmed_by = NULL", "day = 20260101", "at = now()",
               "currency = 'USD'", "lead_id = lead_id, product_id = NULL, product = ''")  # fmt: skip
    answers = ask(database, "asha", [
        *(f"UPDATE sales SET {c}, version = version + 1 WHERE id = '{one}'" for c in changes),
        *(f"UPDATE sales SET {c} WHERE id = '{one}'" for c in changes[:7]),
        f"DELETE FROM sales WHERE id = '{one}'",
        f"INSERT INTO sales SELECT (s).* FROM (SELECT s FROM sales s WHERE id = '{one}') x",
        f"UPDATE sales SET confirmed_by = '{office.office.lead.person_id}' WHERE id = '{own}'",
        f"UPDATE sales SET confirmed_at = now(), version = 2 WHERE id = '{own}'",
        f"UPDATE sales SET state = 'refunded', version = version + 1 WHERE id = '{own}'",
        f"UPDATE sales SET amount_minor = 1 WHERE id = '{own}'",
        f"UPDATE sales SET amount_minor = 1, version = 1 WHERE id = '{own}'",
        f"UPDATE sales SET amount_minor = 1, version = version + 1 WHERE id = '{own}'",  # no step
        f"UPDATE sales SET person_id = '{office.office.imran.person_id}', version = 2 WHERE id = '{own}'",
        f"UPDATE sales SET call_id = NULL, version = 2 WHERE id = '{own}'",
        "INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor, is_confirmed) "
        f"VALUES (gen_random_uuid(), '{own}', now(), '{me}', 'received', 1, true)",
        "INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor) "
        f"SELECT gen_random_uuid(), id, now(), '{me}', state, amount_minor FROM sales WHERE id = '{own}'",
    ])  # fmt: skip
    _all_refused([a for a in answers if "DELETE 0" not in a.rows])
    assert (run("SELECT * FROM sales ORDER BY id"), run("SELECT * FROM sale_changes ORDER BY id")) == before


def test_credits_of_sales_stay_where_they_are(
    database: PgDatabase, office: CallingOffice, run: Any, sold: dict[str, UUID]
) -> None:
    """Not even a team lead moves them, confirms an own sale, or confirms as somebody else."""
    o = office.office
    before = run("SELECT * FROM sales ORDER BY id")
    step = (
        "INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor, is_confirmed) "
        "SELECT gen_random_uuid(), id, now(), '{me}', state, amount_minor, confirmed_at IS NOT NULL "
        "FROM sales WHERE id = '{id}'"
    )
    answers = ask(database, "joseph", [
        "UPDATE sales SET " + change.format(**{"imran": o.imran.person_id, "me": o.lead.person_id,
                                               "zoya": o.other_caller.person_id, "admin": o.admin.person_id})
        + f", version = version + 1 WHERE id = '{sold[which]}'"
        for which, change in (
            ("own", "person_id = '{imran}'"), ("confirmed", "person_id = '{me}'"),
            ("own", "person_id = '{zoya}'"), ("own", "confirmed_at = now(), confirmed_by = '{admin}'"),
            ("own", "confirmed_at = now()"), ("lead's", "confirmed_at = now(), confirmed_by = '{me}'"),
            ("lead's", "confirmed_at = now(), confirmed_by = '{admin}'"), ("own", "day = 20260101"),
            ("own", "amount_minor = 1"),
        )
    ] + [step.format(me=o.lead.person_id, id=sold["own"])])  # fmt: skip
    _all_refused(answers)
    assert run("SELECT * FROM sales ORDER BY id") == before


# --- whose a lead is ---


def test_a_team_lead_gives_leads_within_the_own_team(
    database: PgDatabase, office: CallingOffice, run: Any
) -> None:
    o = office.office
    mine, free = office.add_lead("Asha's", owner=o.asha), office.add_lead("Free")
    run("UPDATE leads SET team_id = %s WHERE id = %s", o.lead.team_id, free)
    before = run("SELECT * FROM leads ORDER BY id")
    other = f"(SELECT team_id FROM people WHERE id = '{o.other_lead.person_id}')"
    answers = ask(database, "joseph", [
        f"UPDATE leads SET {change} WHERE id = '{lead}'"
        for lead in (mine, free)
        for change in (
            f"team_id = {other}", f"owner_id = '{o.other_caller.person_id}'", "team_id = NULL",
            f"owner_id = '{o.other_caller.person_id}', team_id = {other}",
            f"owner_id = NULL, team_id = {other}", f"owner_id = '{o.admin.person_id}'",
        )
    ] + [
        "INSERT INTO leads (id, owner_id, team_id, created_by, created_at, updated_at) "
        f"VALUES (gen_random_uuid(), {owner}, {team}, '{by}', now(), now())"
        for owner, team, by in (
            ("NULL", other, o.lead.person_id), (f"'{o.other_caller.person_id}'", "NULL", o.lead.person_id),
            (f"'{o.lead.person_id}'", other, o.lead.person_id), ("NULL", "NULL", o.imran.person_id),
        )
    ])  # fmt: skip
    _all_refused(answers)
    assert run("SELECT * FROM leads ORDER BY id") == before
    given = ask(database, "joseph", [
        f"BEGIN; UPDATE leads SET owner_id = '{o.imran.person_id}' WHERE id = '{lead}'"
        for lead in (mine, free)
    ])  # fmt: skip
    assert not any(a.is_refused for a in given)


def test_a_telecaller_gives_and_takes_no_leads(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    o = office.office
    mine, free = office.add_lead("Own", owner=o.asha), office.add_lead("Free")
    run("UPDATE queue_entries SET next_at = now() - interval '1 hour', claimed_by = NULL")
    entry, me = _entry(run, free)[0], o.asha.person_id
    other = f"(SELECT team_id FROM people WHERE id = '{o.other_lead.person_id}')"
    claimed = f"SELECT 1 FROM claim('{entry}', '{free}', '{me}', now(), now())"
    answers = ask(database, "asha", [claimed] + [
        f"UPDATE leads SET {change} WHERE id = '{lead}'"
        for lead, change in (
            (mine, "owner_id = NULL"), (mine, f"owner_id = '{o.imran.person_id}'"),
            (mine, f"owner_id = '{o.other_caller.person_id}'"), (mine, f"team_id = {other}"),
            (mine, "team_id = NULL"), (free, f"owner_id = '{me}'"), (free, f"team_id = {other}"),
            (free, f"owner_id = '{o.imran.person_id}'"),
        )
    ] + [
        "INSERT INTO leads (id, owner_id, team_id, created_by, created_at, updated_at) "
        f"VALUES (gen_random_uuid(), '{me}', {other}, '{me}', now(), now())",
        "INSERT INTO leads (id, no, owner_id, created_by, created_at, updated_at) "
        f"VALUES (gen_random_uuid(), 900000, '{me}', '{me}', now(), now())",
    ])  # fmt: skip
    assert answers[0].rows.strip() == "1"
    _all_refused(answers[1:])


# --- ids and times ---


def test_times_to_come_and_long_gone_are_refused(
    database: PgDatabase, office: CallingOffice, run: Any
) -> None:
    """Nothing is told as of tomorrow, nor of what is long over."""
    o = office.office
    mine = office.add_lead("Own", owner=o.asha)
    run("UPDATE phones SET do_not_call_at = now()")
    me, now = o.asha.person_id, datetime.now(UTC)
    ahead = id_at(now + timedelta(hours=2))
    rows = {
        "timeline": ("id, lead_id, at, person_id, kind", f"'{mine}', {{at}}, '{me}', 'note'"),
        "do_not_calls": ("id, phone_id, at, person_id",
                         f"(SELECT phone_id FROM lead_phones WHERE lead_id = '{mine}'), {{at}}, '{me}'"),
        "audit": ("id, at, person_id, act, subject_kind, session_id",
                  f"{{at}}, '{me}', 'x', 'x', acting_session()"),
    }  # fmt: skip
    tries, fine = [], []
    for table, (columns, values) in rows.items():
        said = f"BEGIN; INSERT INTO {table} ({columns}) VALUES ('{{id}}', {values})"
        times = ("now() + interval '1 h'", "now() - interval '40 days'", "'infinity'", "'-infinity'")
        tries += [said.format(id=id_at(now), at=at) for at in times]
        fine.append(said.format(id=id_at(now), at="now()"))
    answers = ask(database, "asha", tries)
    _all_refused(answers)
    assert all("CR020" in a.errors or "CR014" in a.errors for a in answers)
    assert [a.told for a in ask(database, "asha", fine) if a.is_refused] == []
    looked = "SELECT note_look_up('{}', '{}', now() + interval '9 h', '+919899999999')"
    ask(database, "asha", [looked.format(ahead, me)])
    assert run("SELECT count(*) FROM number_lookups WHERE id > id_floor(now()) OR at > now()") == [(0,)]


def test_the_order_of_writing_is_the_servers(database: PgDatabase, office: CallingOffice) -> None:
    me = office.office.asha.person_id
    _all_refused(ask(database, "asha", [
        f"INSERT INTO audit (id, {column}, at, person_id, act, subject_kind, session_id) "
        f"VALUES ('{id_at(datetime.now(UTC))}', {value}, now(), '{me}', 'x', 'x', acting_session())"
        for column, value in (("tx", 0), ("tx", 2**62), ("no", 1), ("no", 2**62))
    ] + [
        f"INSERT INTO changes ({column}, at, topic, session_id) "
        f"VALUES ({value}, now(), 'x', acting_session())"
        for column, value in (("tx", 0), ("tx", 2**62), ("no", 1), ("no", 2**62))
    ]))  # fmt: skip


# --- what is over ---


def _closed_call(office: CallingOffice, who: Actor, code: str = "NO_ANSWER") -> UUID:
    call = office.dial(who, office.next(who))
    office.result(who, call, code, take_next=False)
    return call


def test_no_undo_is_made_up(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    """An act to be undone is kept by the transaction that did it: an old call stays closed."""
    o = office.office
    lead = office.add_lead("Own", owner=o.asha)
    call = _closed_call(office, o.asha)
    run("DELETE FROM undo_acts")
    run("UPDATE phones SET do_not_call_at = now()")
    phone = run("SELECT phone_id FROM lead_phones WHERE lead_id = %s", lead)[0][0]
    run(
        "INSERT INTO do_not_calls (id, phone_id, at, person_id) VALUES (gen_random_uuid(), %s, now(), %s)",
        phone, o.imran.person_id,
    )  # fmt: skip
    before = run("SELECT * FROM calls"), run("SELECT * FROM phones"), run("SELECT * FROM leads")
    me = o.asha.person_id

    def kept(image: str) -> str:
        values = f"'{id_at(datetime.now(UTC))}', '{me}', 'result', '{lead}', '{image}', now(), now()"
        return f"INSERT INTO undo_acts (id, person_id, kind, lead_id, before, at, until) VALUES ({values})"

    told = (
        f"INSERT INTO do_not_calls (id, phone_id, at, person_id) "
        f"VALUES ('{id_at(datetime.now(UTC))}', '{phone}', now(), '{me}')"
    )
    lifted = told.replace("person_id)", "person_id, is_lifted)").replace(f"'{me}')", f"'{me}', true)")
    again = f'{{"call_id": "{call}"}}'
    lift = f'{{"call_id": "{call}", "do_not_call": "{phone}"}}'
    gave = f'{{"lead_id": "{lead}", "call_id": "{call}"}}'
    ended = "UPDATE phones SET do_not_call_at = NULL"
    asked = [
        kept(again), f"BEGIN; UPDATE calls SET note = note WHERE id = '{call}'; {kept(again)}",
        kept(lift), f"BEGIN; UPDATE phones SET attempts = attempts; {told}; {kept(lift)}",
        kept(f'{{"do_not_call": "{phone}"}}'), kept(gave), kept(f'{{"lead_id": "{lead}"}}'),
        f"BEGIN; UPDATE phones SET attempts = attempts; {lifted}",
        f"BEGIN; {told}; {ended}", ended,
    ]  # fmt: skip
    _all_refused(ask(database, "asha", asked))
    again_asked = [f"UPDATE phones SET do_not_call_at = '{at}'" for at in ("2020-01-01", "infinity")]
    ask(database, "asha", [*again_asked, f"SELECT reopen_call('{call}')"])  # which change nothing
    assert (run("SELECT * FROM calls"), run("SELECT * FROM phones"), run("SELECT * FROM leads")) == before


def test_no_closed_promise_opens_a_lead_again(database: PgDatabase, office: CallingOffice, run: Any) -> None:
    o = office.office
    theirs = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    run(
        "INSERT INTO callbacks (id, lead_id, owner_id, due_at, created_at, state) "
        "VALUES (gen_random_uuid(), %s, %s, now(), now(), 'kept')", theirs, o.asha.person_id,
    )  # fmt: skip
    run(
        "INSERT INTO appointments (id, lead_id, owner_id, title, starts_at, ends_at, created_at, state) "
        "VALUES (gen_random_uuid(), %s, %s, 'x', now(), now() + interval '1 h', now(), 'kept')",
        theirs, o.asha.person_id,
    )  # fmt: skip
    answers = ask(database, "asha", [
        "UPDATE callbacks SET state = 'open'", "UPDATE appointments SET state = 'planned'",
        "SELECT name FROM leads",
    ])  # fmt: skip
    _all_refused(answers[:2])
    assert not any("SECRET" in a.told for a in answers)


def test_a_token_dropped_in_mid_statement_opens_no_rule(
    database: PgDatabase, office: CallingOffice, run: Any, sold: dict[str, UUID]
) -> None:
    """Policies look at the sign-in once a statement; what looks at each row must, too."""
    o = office.office
    hidden = office.add_lead("SECRET Zoya's", owner=o.other_caller)
    leads = [office.add_lead(f"Own {n}", owner=o.asha) for n in range(2)]
    for lead in leads:
        run(
            "INSERT INTO callbacks (id, lead_id, owner_id, due_at, created_at) "
            "VALUES (gen_random_uuid(), %s, %s, now(), now())", lead, o.asha.person_id,
        )  # fmt: skip
    run("UPDATE phones SET do_not_call_at = now()")
    before = {t: run(f"SELECT * FROM {t} ORDER BY 1, 2") for t in ("callbacks", "sales", "phones", "leads")}
    dropped = "set_config('crm.token', '', true) = ''"
    last = "(SELECT max(id::text)::uuid FROM {})"
    answers = ask(database, "asha", [
        f"BEGIN; UPDATE callbacks SET lead_id = CASE WHEN id = {last.format('callbacks')} AND {dropped} "
        f"THEN '{hidden}' ELSE lead_id END",
        f"BEGIN; UPDATE leads SET owner_id = CASE WHEN id = '{max(leads, key=str)}' AND {dropped} "
        f"THEN '{o.imran.person_id}' ELSE owner_id END",
        f"BEGIN; UPDATE phones SET do_not_call_at = CASE WHEN id = {last.format('phones')} AND {dropped} "
        "THEN NULL ELSE do_not_call_at END",
        f"BEGIN; UPDATE sales SET amount_minor = CASE WHEN id = '{sold['confirmed']}' AND {dropped} "
        "THEN 1 ELSE amount_minor END, version = version + 1; COMMIT",
        f"BEGIN; UPDATE sales SET confirmed_at = CASE WHEN id = '{sold['own']}' AND {dropped} "
        "THEN now() END, version = version + 1",
    ])  # fmt: skip
    _all_refused(answers)
    after = {t: run(f"SELECT * FROM {t} ORDER BY 1, 2") for t in before}
    assert after == before


# --- signing in ---


def test_a_one_time_password_that_ran_out_opens_nothing(database: PgDatabase, run: Any) -> None:
    run("UPDATE people SET must_change_password = true, one_time_until = now() - interval '1 h' "
        "WHERE sign_in_name = 'asha'")  # fmt: skip
    verifier = "SCRAM-SHA-256$4096:c2FsdA==$YQ==:Yg=="
    answers = ask(
        database, "asha", [f"SELECT own_password_set('{verifier}')", "SELECT * FROM leads"], with_token=False
    )
    assert "CR003" in answers[0].errors
