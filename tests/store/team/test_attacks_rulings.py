"""How a contested call counts, tried with the real `psql`: claimed by its person, ruled on by another."""

from __future__ import annotations

import pytest

from crm_desktop.domain.rulings import Claim
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.rulings import RulingService, Say
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import calls, contests, rulings, sale_changes, sales
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.services.test_sales import sold
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """Two telecallers, two team leads and an admin can connect."""
    for name in ("asha", "imran", "joseph", "rohini"):
        connect(name)


def _say(call: object, lead: object, who: object, **more: str) -> str:
    values = {
        "id": "gen_random_uuid()", "call_id": f"'{call}'", "lead_id": f"'{lead}'", "person_id": f"'{who}'",
        "at": "now()", "claim": "'other'", "why": "'x'", "was": "'{}'", **more,
    }  # fmt: skip
    return f"INSERT INTO contests ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def _told(function: str, contest: object, by: object, said: dict[str, str]) -> str:
    values = {
        "p_id": "gen_random_uuid()", "p_contest": f"'{contest}'", "p_by": f"'{by}'", "p_at": "now()",
        "p_why": "'x'", "p_upheld": "true", **said,
    }  # fmt: skip
    return f"SELECT {function}({', '.join(f'{name} => {value}' for name, value in values.items())})"


def _rule(contest: object, by: object, **more: str) -> str:
    return _told(
        "rule_on", contest, by, {"p_disposition": "NULL", "p_talk_s": "NULL", "p_person": "NULL", **more}
    )


def test_nobody_moves_figures_but_by_a_ruling_of_somebody_else(
    database: PgDatabase, office: CallingOffice
) -> None:
    o = office.office
    with office.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    lead = office.add_lead(owner=o.asha)
    call = office.call(o.asha, "NOT_INTERESTED", take_next=False).call.id
    office.add_lead(owner=o.lead)
    own = office.call(o.lead, "NOT_INTERESTED", take_next=False).call.id
    theirs = RulingService(office.store).contest(o.asha, Say(new_id(), call, Claim.OTHER, "a test"))
    leads_own = RulingService(office.store).contest(o.lead, Say(new_id(), own, Claim.OTHER, "mine"))
    before = office.rows(calls)
    sold = next(d.id for d in office.campaign.dispositions if d.code == "SOLD")
    written = [
        "UPDATE contests SET why = 'better', was = '{}'",
        "DELETE FROM contests",
        f"INSERT INTO rulings (id, contest_id, lead_id, person_id, at, is_upheld) VALUES "
        f"(gen_random_uuid(), '{theirs.id}', '{lead}', (SELECT acting()), now(), true)",
        f"UPDATE calls SET is_left_out = true WHERE id = '{call}'",
        f"UPDATE calls SET talk_s = 900, disposition_flags = 'human success' WHERE id = '{call}'",
    ]
    tried = {
        "asha": [
            *written,
            _rule(theirs.id, o.asha.person_id),
            _rule(theirs.id, o.lead.person_id),
            _say(call, lead, o.imran.person_id),
            _say(call, lead, o.asha.person_id, at="now() - interval '40 days'"),
        ],
        "imran": [*written, _say(call, lead, o.imran.person_id), _rule(theirs.id, o.imran.person_id)],
        "joseph": [
            *written,
            _rule(leads_own.id, o.lead.person_id),  # on an own row
            _rule(theirs.id, o.lead.person_id, p_person=f"'{o.lead.person_id}'"),  # to the own credit
            _rule(theirs.id, o.lead.person_id, p_person=f"'{o.other_caller.person_id}'"),
            _rule(theirs.id, o.admin.person_id),  # in another's name
            _rule(theirs.id, o.lead.person_id, p_at="now() - interval '40 days'"),  # backdated
            _rule(theirs.id, o.lead.person_id, p_talk_s="-5"),
            _rule(theirs.id, o.lead.person_id, p_disposition=f"'{new_id()}'"),
        ],
    }
    for who, statements in tried.items():
        answers = ask(database, who, statements)
        through = [
            a.statement for a in answers
            if not a.is_refused and "UPDATE 0" not in a.rows and "DELETE 0" not in a.rows
        ]  # fmt: skip
        assert through == [], who
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42883"))]
        assert wrong == []
    assert (office.rows(calls), office.rows(rulings)) == (before, [])
    assert [a.rows.strip() for a in ask(database, "imran", ["SELECT count(*) FROM contests"])] == ["0"]
    good = _rule(theirs.id, o.lead.person_id, p_disposition=f"'{sold}'")
    assert [a.is_refused for a in ask(database, "joseph", [good, good])] == [False, True]
    late = ["UPDATE rulings SET is_upheld = false", "DELETE FROM rulings", f"SELECT reopen_call('{call}')"]
    for who in ("joseph", "rohini", "asha"):
        answers = ask(database, who, late)
        assert all(a.is_refused or "0" in a.rows or not a.rows.strip() for a in answers)
    assert office.call_row(call)["state"] == "closed"
    assert len(office.rows(rulings)) == 1
    with office.store.read() as work:
        assert CallHours(work).check() == 0


def test_slabs_are_an_admins_and_begin_tomorrow(database: PgDatabase, office: CallingOffice) -> None:
    make = (
        "INSERT INTO incentive_slabs (id, from_on, slabs, person_id, at) VALUES "
        "(gen_random_uuid(), {on}, '[[null, 100]]', {who}, now())"
    )
    me, day = "(SELECT acting())", "to_char(now() + interval '{} days', 'YYYYMMDD')::integer"
    ahead = make.format(on=day.format(2), who=me)
    for who in ("asha", "joseph"):
        assert [a.is_refused for a in ask(database, who, [ahead])] == [True]
    tried = [
        make.format(on=day.format(-1), who=me),
        make.format(on="20261120", who=me),
        make.format(on=day.format(2), who=f"'{office.office.lead.person_id}'"),
        ahead,
        "UPDATE incentive_slabs SET from_on = 20260101",
        "DELETE FROM incentive_slabs",
    ]
    assert [a.is_refused for a in ask(database, "rohini", tried)] == [True, True, True, False, True, True]


def test_sales_and_times_count_otherwise_only_by_a_ruling_of_somebody_else(
    database: PgDatabase, office: CallingOffice
) -> None:
    o, service = office.office, RulingService(office.store)
    with office.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    sale, of_lead = sold(office, o.asha), sold(office, o.lead)
    claim = service.contest(o.asha, Say(new_id(), None, Claim.PERSON, "Imran's", sale_id=sale.id))
    leads_own = service.contest(o.lead, Say(new_id(), None, Claim.OTHER, "mine", sale_id=of_lead.id))
    day = "to_char(now() AT TIME ZONE 'Asia/Kolkata', 'YYYYMMDD')::integer"
    time_claim = (
        "INSERT INTO contests (id, day, person_id, at, claim, was) VALUES (gen_random_uuid(), {day}, "
        "'{who}', "
        'now(), \'power\', \'{{"state": "ready", "began": "2026-11-20T05:00:00+00:00", '
        '"until": "2026-11-20T06:00:00+00:00"}}\')'
    )
    assert [a.is_refused for a in ask(database, "asha", [
        time_claim.format(day=day, who=o.imran.person_id),
        time_claim.format(day=f"{day} + 1", who=o.asha.person_id),
        time_claim.format(day="20200101", who=o.asha.person_id),
        time_claim.format(day=day, who=o.asha.person_id),
        f"INSERT INTO contests (id, sale_id, lead_id, person_id, at, claim, was) VALUES (gen_random_uuid(), "
        f"'{of_lead.id}', '{of_lead.lead_id}', '{o.asha.person_id}', now(), 'person', '{{}}')",
    ])] == [True, True, True, False, True]  # fmt: skip
    timed = next(row["id"] for row in office.rows(contests) if row["day"] is not None)
    before = office.rows(sales), office.rows(sale_changes)

    def on_sale(contest: object, by: object, **more: str) -> str:
        said = {
            "p_person": f"'{sale.person_id}'", "p_product": "NULL", "p_name": f"'{sale.product}'",
            "p_amount": str(sale.amount_minor), "p_state": f"'{sale.state}'", **more,
        }  # fmt: skip
        return _told("rule_on_sale", contest, by, said)

    def on_time(contest: object, by: object, **more: str) -> str:
        said = {
            "p_state": "'ready'", "p_reason": "''", "p_began": "now() - interval '2 hours'",
            "p_until": "now() - interval '1 hour'", **more,
        }  # fmt: skip
        return _told("rule_on_time", contest, by, said)

    me, imran = o.lead.person_id, f"'{o.imran.person_id}'"
    tried = {
        "asha": [
            on_sale(claim.id, o.asha.person_id, p_amount="1"),
            on_time(timed, o.asha.person_id),
            f"UPDATE sales SET person_id = {imran}, version = version + 1 WHERE id = '{sale.id}'",
            f"UPDATE sales SET product = 'Gold', version = version + 1 WHERE id = '{sale.id}'",  # no step
            "UPDATE sale_changes SET seller_id = NULL",
        ],
        "imran": [on_sale(claim.id, o.imran.person_id, p_person=imran), on_time(timed, o.imran.person_id)],
        "joseph": [
            on_sale(leads_own.id, me, p_amount="1"),
            on_sale(claim.id, me, p_person=f"'{me}'"),
            on_sale(claim.id, me, p_person=f"'{o.other_caller.person_id}'"),
            on_sale(claim.id, me),  # says nothing new
            on_sale(claim.id, me, p_amount="0"),
            on_sale(claim.id, me, p_amount="1", p_person=imran),  # two things at once
            on_sale(claim.id, me, p_product=f"'{new_id()}'"),
            on_sale(claim.id, me, p_state="'sold'"),
            on_sale(claim.id, o.admin.person_id, p_amount="1"),
            on_sale(claim.id, me, p_amount="1", p_at="now() - interval '40 days'"),
            on_sale(timed, me, p_amount="1"),
            _rule(claim.id, me),
            on_time(claim.id, me),
            on_time(timed, me, p_until="now() + interval '1 hour'"),
            on_time(timed, me, p_began="now() - interval '3 days'"),
            on_time(timed, me, p_state="'on_call'"),
            on_time(timed, me, p_reason="'Lunch'"),
            f"UPDATE sales SET person_id = {imran}, version = version + 1 WHERE id = '{sale.id}'",
        ],
    }  # fmt: skip
    for who, statements in tried.items():
        answers = ask(database, who, statements)
        through = [a.statement for a in answers if not a.is_refused and "UPDATE 0" not in a.rows]
        assert through == [], who
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42883"))]
        assert wrong == []
    assert (office.rows(sales), office.rows(sale_changes)) == before
    assert office.rows(rulings) == []
    # a ruling gives one sale to one person, and opens no door for more in its transaction
    given = on_sale(claim.id, me, p_person=imran)
    more = f"UPDATE sales SET person_id = '{me}', version = version + 1 WHERE id = '{sale.id}'"
    assert ask(database, "joseph", [f"BEGIN; {given}; {more}; COMMIT"])[0].is_refused
    assert [a.is_refused for a in ask(database, "joseph", [given, given])] == [False, True]
    step = max(
        (row for row in office.rows(sale_changes) if row["sale_id"] == sale.id),
        key=lambda row: str(row["at"]),
    )
    assert (step["seller_id"], step["person_id"]) == (o.imran.person_id, me)
    # the sale is Imran's now: Asha says by her call that it is hers, and a lead alone gives it back
    mine = service.contest(o.asha, Say(new_id(), sale.call_id, Claim.MINE, "I had sold it"))

    def on_mine(by: object, which: object = sale.id, **more: str) -> str:
        values = {
            "p_id": "gen_random_uuid()", "p_contest": f"'{mine.id}'", "p_by": f"'{by}'", "p_at": "now()",
            "p_why": "'x'", "p_sale": f"'{which}'", **more,
        }  # fmt: skip
        return f"SELECT rule_on_mine({', '.join(f'{name} => {value}' for name, value in values.items())})"

    stood = office.rows(sales)
    for who, statements in {
        "asha": [on_mine(o.asha.person_id), on_mine(me)],
        "imran": [on_mine(o.imran.person_id)],
        "joseph": [
            _rule(mine.id, me),
            on_mine(me, of_lead.id),  # of another lead, and the own one
            on_mine(o.admin.person_id),
            on_mine(me, p_at="now() - interval '40 days'"),
            on_mine(me, p_contest=f"'{claim.id}'"),
            f"BEGIN; {on_mine(me)}; {more}; COMMIT",
        ],
    }.items():  # fmt: skip
        assert [a.statement for a in ask(database, who, statements) if not a.is_refused] == []
    assert office.rows(sales) == stood
    seen = "SELECT (SELECT count(*) FROM contests) || ' ' || (SELECT count(*) FROM rulings)"
    before_it = ask(database, "imran", [seen])[0].rows.strip()
    assert [a.is_refused for a in ask(database, "joseph", [on_mine(me), on_mine(me)])] == [False, True]
    assert next(row for row in office.rows(sales) if row["id"] == sale.id)["person_id"] == o.asha.person_id
    # who had it until then may read why
    assert (before_it, ask(database, "imran", [seen])[0].rows.strip()) == ("1 1", "2 2")
    assert [a.is_refused for a in ask(database, "joseph", [on_time(timed, me)] * 2)] == [False, True]
    late = ["UPDATE rulings SET is_upheld = false", "UPDATE contests SET was = '{}'"]
    for who in ("joseph", "rohini"):
        assert all(a.is_refused or "0" in a.rows for a in ask(database, who, late))
