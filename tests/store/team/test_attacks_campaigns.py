"""Campaigns, their rules and people's skills, tried with the real `psql` by who may not set them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert, update

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.requests import RequestKind
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import CampaignService, ChangeCampaign, NewCampaign
from crm_desktop.services.requests import RequestService, TakeRequest
from crm_desktop.services.rules_kept import ChangeRule, RulesService
from crm_desktop.store.queue import Queue
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.tables import call_hours, leads, queue_entries
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller and a team lead can connect."""
    for name in ("asha", "joseph"):
        connect(name)


def test_a_telecaller_sets_no_rule_no_people_no_skill_and_nobody_first(
    database: PgDatabase, office: CallingOffice
) -> None:
    campaign, me = office.campaign.id, office.office.asha.person_id
    lead = office.add_lead("Hers", owner=office.office.asha)
    theirs = office.add_lead("Another's", owner=office.office.imran, score=10)
    tried = [
        f"UPDATE campaigns SET paused_at = now(), paused_why = 'x' WHERE id = '{campaign}'",
        f"UPDATE campaigns SET wrap_up_s = 0, target = 1 WHERE id = '{campaign}'",
        f"UPDATE campaign_rules SET rules = rules WHERE campaign_id = '{campaign}'",
        f"""INSERT INTO campaign_rules (id, campaign_id, no, name, rules, made_at, made_by)
            SELECT gen_random_uuid(), campaign_id, 2, 'mine', rules, now(), '{me}' FROM campaign_rules""",
        f"INSERT INTO campaign_people VALUES ('{campaign}', '{me}')",
        "DELETE FROM campaign_people",
        f"INSERT INTO person_skills VALUES ('{me}', 'language', 'Tamil')",
        "DELETE FROM person_skills",
        f"INSERT INTO leaves VALUES ('{me}', 20260101, 20270101)",
        "DELETE FROM leaves",
        f"UPDATE queue_entries SET priority = 1 WHERE lead_id = '{lead}'",
        f"UPDATE leads SET score = 100 WHERE id = '{theirs}'",
        f"UPDATE queue_entries SET score = 100 WHERE lead_id = '{theirs}'",
        "SELECT * FROM campaign_successes()",
    ]  # fmt: skip
    answers = ask(database, "asha", tried)
    through = [a.statement for a in answers if not a.is_refused and "UPDATE 0" not in a.rows
               and "DELETE 0" not in a.rows]  # fmt: skip
    assert through == []
    wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01"))]
    assert wrong == []
    assert office.entry(lead).entry.priority == 0
    # Of a lead that is theirs to change: the lead's score counts, not what is written into its place.
    others = office.campaigns.create(office.office.admin, NewCampaign("Gold loan"))
    ask(database, "asha", [
        f"UPDATE queue_entries SET score = 100 WHERE lead_id = '{lead}'",
        f"""INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at, zone, owner_id, score)
            VALUES (gen_random_uuid(), '{others.id}', '{lead}', 3, now(), '', '{me}', 100)""",
    ])  # fmt: skip
    scores = {(row["lead_id"], row["score"]) for row in office.rows(queue_entries)}
    assert scores == {(lead, 0), (theirs, 10)}


def test_a_team_lead_says_who_is_called_first_and_knows_how_far_the_campaign_is(
    database: PgDatabase, office: CallingOffice
) -> None:
    lead, theirs = office.add_lead("Ours"), office.add_lead("Theirs", owner=office.office.other_caller)
    with office.store.write(None) as work:
        for person in (office.office.asha, office.office.other_caller):
            work.connection.execute(
                insert(call_hours).values(
                    day=20261129, person_id=person.person_id, hour_at=work.now, successes=3,
                    campaign_id=office.campaign.id,
                )
            )  # fmt: skip
    assert CampaignService(office.store).successes(office.office.lead) == {office.campaign.id: 6}
    answers = ask(database, "joseph", [
        f"UPDATE queue_entries SET priority = 1 WHERE lead_id = '{lead}'",
        f"UPDATE queue_entries SET priority = 1 WHERE lead_id = '{theirs}'",
        "SELECT successes FROM campaign_successes()",
    ])  # fmt: skip
    assert [a.rows.strip() for a in answers] == ["UPDATE 1", "UPDATE 0", "6"]


def test_what_a_rule_is_tried_on_is_for_who_leads_and_names_nobody(
    database: PgDatabase, office: CallingOffice
) -> None:
    theirs, campaign = office.add_lead("Theirs", owner=office.office.other_caller), office.campaign.id
    hers = office.add_lead("Hers", owner=office.office.other_caller)
    with office.store.write(None) as work:
        for lead, language, city in ((theirs, "Tamil", "Vellore"), (hers, "", "")):
            work.connection.execute(
                update(leads).where(leads.c.id == lead).values(language=language, city=city, company="Gupta")
            )
    office.campaigns.set_skills(
        office.office.admin, office.office.other_caller.person_id, "language", frozenset({"tamil"})
    )
    office.call(office.office.other_caller, "BUSY", take_next=False)
    calls = f"SELECT * FROM calls_to_play('{campaign}', now() - interval '9 years', 0, 99)"
    others = [
        f"SELECT * FROM promises_to_play('{campaign}')",
        f"SELECT * FROM skills_to_play('{campaign}', 'language')",
        "SELECT * FROM people_seen_since(now() - interval '9 years')",
    ]
    assert all("42501" in a.errors for a in ask(database, "asha", [calls, *others]))
    field = f"SELECT value FROM skills_to_play('{campaign}', '{{}}') ORDER BY 1"
    answers = ask(database, "joseph", [
        calls.replace("*", "disposition_code"), field.format("language"), field.format("city"),
        field.format("name"), field.format("notes"), field.format("company"), *others,
    ])  # fmt: skip
    known = [a.rows.split() for a in answers[:6]]
    assert known == [["BUSY"], ["Tamil"], ["·"], [], [], ["·", "·"]]
    assert not any(a.errors for a in answers)
    said = " ".join(a.rows for a in answers)
    assert not any(word in said for word in ("Theirs", "Hers", "Vellore", "Gupta", "+91"))


def test_what_complaints_hold_no_team_lead_lets_go_on_past_the_program(
    database: PgDatabase, office: CallingOffice
) -> None:
    service, campaign = RequestService(office.store), office.campaign.id
    office.clock.set(SystemClock().now())  # which psql goes by
    for number in range(2):
        lead = office.add_lead(f"Person {number}", owner=office.office.asha)
        service.take(office.office.asha, TakeRequest(new_id(), RequestKind.GRIEVANCE, lead_id=lead))
    other = CampaignService(office.store).create(
        office.office.admin, NewCampaign("Renewals", call_class=CallClass.SERVICE)
    )
    held = f"UPDATE campaigns SET {{}} WHERE id = '{campaign}'"
    answers = ask(database, "joseph", [
        held.format("paused_at = NULL, paused_why = ''"),
        held.format("paused_why = 'mine'"),
        held.format("target = 9"),
        f"UPDATE campaigns SET call_class = 'promotional' WHERE id = '{other.id}'",
        f"SELECT paused_at IS NULL, paused_why FROM campaigns WHERE id = '{other.id}'",
    ])  # fmt: skip
    assert [a.is_refused for a in answers] == [True, True, False, False, False]
    assert answers[-1].rows.startswith("f|")
    assert "2 people complained" in answers[-1].rows


def test_complaints_brake_what_nobody_held_is_begun_with_past_the_program(
    database: PgDatabase, office: CallingOffice
) -> None:
    """No campaign of the kind is held: what complaints say counts, by the rules as they are here."""
    service, campaigns, admin = (
        RequestService(office.store), CampaignService(office.store), office.office.admin
    )  # fmt: skip
    office.clock.set(SystemClock().now())  # which psql goes by
    mine = campaigns.get(admin, office.campaign.id)
    campaigns.update(admin, ChangeCampaign(mine.id, mine.version, is_active=False))

    def complain(*numbers: int) -> None:
        for number in numbers:
            lead = office.add_lead(f"Person {number}", owner=office.office.asha)
            service.take(office.office.asha, TakeRequest(new_id(), RequestKind.GRIEVANCE, lead_id=lead))

    def added(name: str, call_class: str) -> list[str]:
        me = str(office.office.lead.person_id)
        other = json.dumps(
            {"name": name, "call_class": call_class, "is_active": True, "created_by": me}
            | {"paused_at": None, "paused_why": ""}
        )
        made = f"'{other}'::jsonb || jsonb_build_object('id', gen_random_uuid())"
        return [
            f"INSERT INTO campaigns SELECT (jsonb_populate_record(c, {made})).* FROM campaigns c "
            f"WHERE c.id = '{mine.id}'",
            f"SELECT paused_at IS NULL, paused_why FROM campaigns WHERE name = '{name}'",
        ]

    complain(0, 1)
    again = f"UPDATE campaigns SET is_active = {{}} WHERE id = '{mine.id}'"
    answers = ask(database, "joseph", [
        *added("Offers", "promotional"), *added("Renewals", "service"),
        again.format("true"), f"SELECT paused_at IS NULL, paused_why FROM campaigns WHERE id = '{mine.id}'",
    ])  # fmt: skip
    assert [a.errors for a in answers] == [""] * 6
    assert [a.rows[:2] for a in answers[1::2]] == ["f|", "t|", "f|"]
    assert "2 people complained" in answers[1].rows
    complain(2)
    assert ask(database, "joseph", added("Reminders", "transactional"))[-1].rows.startswith("f|")
    rules = RulesService(office.store)
    pack = rules.kept(admin).pack
    in_force = pack.kept["complaints"].row.from_on
    rules.change(admin, ChangeRule("complaints", in_force, pack.day, [4, 5, 6], "ours"))
    assert ask(database, "joseph", added("Quiet", "promotional"))[-1].rows.startswith("t|")


def test_nobody_frees_what_somebody_holds_by_a_clock_of_their_own(
    database: PgDatabase, office: CallingOffice
) -> None:
    office.clock.set(SystemClock().now())  # which psql goes by
    held, kept = office.add_lead("Held"), office.add_lead("Kept", owner=office.office.imran)
    imran = office.office.imran
    entry, until = office.entry(kept).entry, office.clock.now() + timedelta(minutes=40)
    with office.store.write(imran) as work:
        assert Reservations(work).reserve(entry.id, kept, imran.person_id, "seat-imran", until)
        assert Queue(work).claim(office.entry(held).entry.id, held, imran.person_id) is not None
    answers = ask(database, "asha", [
        "SELECT * FROM free_dead_holds(now() + interval '1 year')",
        "SELECT * FROM free_dead_holds(now() - interval '1 year')",
        f"UPDATE reservations SET until = made_at WHERE lead_id = '{kept}'",
        f"UPDATE queue_entries SET claimed_by = NULL WHERE lead_id = '{held}'",
    ])  # fmt: skip
    assert [a.rows.strip() for a in answers[:2]] == ["0|0", "0|0"]
    assert answers[2].is_refused
    assert office.entry(held).entry.claimed_by == imran.person_id
    with office.store.read(imran) as work:
        assert Reservations(work).holder(kept) == imran.person_id


_RULE = """INSERT INTO rule_changes (id, profile, rule, row_from, from_on, value, person_id, at)
    VALUES (gen_random_uuid(), 'in', 'enquiry_days', 20250212, 20261129, '3660', {person}, {at})"""


def test_the_rules_of_law_are_changed_by_admins_in_their_own_name_and_never_back(
    database: PgDatabase, office: CallingOffice, connect: Connect
) -> None:
    mine, asha = "(SELECT acting())", f"'{office.office.asha.person_id}'"
    good = _RULE.format(person=mine, at="now()")
    change = "UPDATE rule_changes SET value = '1'", "DELETE FROM rule_changes"
    for name in ("asha", "joseph"):
        answers = ask(database, name, [good, *change])
        assert all(a.is_refused for a in answers)
    connect("rohini")
    ahead = _RULE.format(person=mine, at="now() + interval '1 day'")
    answers = ask(database, "rohini", [_RULE.format(person=asha, at="now()"), ahead, good, *change])
    assert [a.is_refused for a in answers] == [True, True, False, True, True]


def test_a_telecaller_says_of_nobody_why_they_may_be_called(
    database: PgDatabase, office: CallingOffice, administrator: psycopg.Connection[Any]
) -> None:
    campaign, me = office.campaign.id, office.office.asha.person_id
    lead = office.add_lead("Hers", owner=office.office.asha)
    span = {"until": None, "reasons": ["no_basis"], "own": ["agreed"], "from_minute": 0,
            "to_minute": 1440, "rules": "x", "scrubbed_at": None, "ended_at": None}  # fmt: skip
    administrator.execute("UPDATE campaigns SET lawful = %s", (json.dumps([span]),))
    answers = ask(database, "asha", [
        "UPDATE leads SET basis_kind = 'agreed'",
        "UPDATE campaigns SET lawful = '[]'",
        f"""INSERT INTO bases (id, campaign_id, kind, person_id, at)
            VALUES (gen_random_uuid(), '{campaign}', 'agreed', '{me}', now())""",
        f"""INSERT INTO scrubs (id, campaign_id, scrubbed_at, submitted, suppressed, person_id, at)
            VALUES (gen_random_uuid(), '{campaign}', now(), 1, 0, '{me}', now())""",
    ])  # fmt: skip
    assert [a.statement for a in answers if not a.is_refused and "UPDATE 0" not in a.rows] == []
    wished = f"""SELECT note_asked(gen_random_uuid(), '{lead}', gen_random_uuid(), 'No call', 20261129,
                                   now() + interval '7 days', now())"""
    assert [a.rows.strip() for a in ask(database, "asha", [wished])] == ["f"]
    settle = f"SELECT settle_lawful('{campaign}', NULL, now(), 10)"
    assert [a.rows.strip() for a in ask(database, "asha", [settle, settle])] == ["1", "0"]
    assert office.entry(lead).entry.reason == "no_basis"
    administrator.execute("UPDATE campaigns SET lawful = '[]'")
    assert [a.rows.strip() for a in ask(database, "asha", [settle])] == ["1"]
    assert office.entry(lead).entry.reason == ""
    administrator.execute("UPDATE campaigns SET lawful = %s", (json.dumps([span]),))
    administrator.execute(
        "INSERT INTO settings (scope, owner_id, key, value, updated_at) "
        "SELECT 'workspace', id, 'gate_on', 'true', now() FROM workspace"
    )
    joseph, passing = office.office.lead.person_id, json.dumps([span | {"reasons": []}])
    base = f"""INSERT INTO bases (id, campaign_id, kind, person_id, at{{}})
               VALUES (gen_random_uuid(), '{campaign}', 'agreed', '{joseph}', now(){{}})"""
    forged = [
        "UPDATE bases SET kind = 'list'",
        "UPDATE campaigns SET lawful = '[]'",
        f"UPDATE campaigns SET lawful = '{passing}'",  # nobody answered
        "UPDATE campaigns SET is_practice = NOT is_practice",
        base.format(", overridden_until", ", now() + interval '9 days'"),
        base.format(", scope, lead_id", f", 'lead', '{lead}'"),
    ]
    assert [a.statement for a in ask(database, "joseph", forged) if not a.is_refused] == []
    in_his_name = [base.format("", ""), f"UPDATE campaigns SET lawful = '{passing}'"]
    assert not any(a.is_refused for a in ask(database, "joseph", in_his_name))
