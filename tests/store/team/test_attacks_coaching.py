"""Reviews of calls, tried with the real `psql`: never of oneself, never another's draft, never rewritten."""

from __future__ import annotations

import pytest

from crm_desktop.domain.reviews import Result
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.coaching import CoachingService, SaveReview
from crm_desktop.services.scorecards import ScorecardService
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import review_looks, review_replies, reviews, sample_rules, samples, scorecards
from tests.calling_office import CallingOffice
from tests.made_up_days import card_of_three, review
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

ME, NO = "(SELECT acting())", "gen_random_uuid()"


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """Two telecallers, two team leads and an admin can connect."""
    for name in ("asha", "imran", "joseph", "meera", "rohini"):
        connect(name)


def _insert(table: str, **values: object) -> str:
    told = ", ".join(str(value) for value in values.values())
    return f"INSERT INTO {table} (id, {', '.join(values)}) VALUES ({NO}, {told})"


def test_what_is_written_of_calls_is_written_by_who_leads_and_stands(
    database: PgDatabase, office: CallingOffice
) -> None:
    o = office.office
    with office.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    lead = office.add_lead(owner=o.asha)
    call = office.call(o.asha, "NOT_INTERESTED", take_next=False).call.id
    other_lead = office.add_lead(owner=o.asha)
    other = office.call(o.asha, "NOT_INTERESTED", take_next=False).call.id
    own_lead = office.add_lead(owner=o.lead)
    own = office.call(o.lead, "NOT_INTERESTED", take_next=False).call.id
    card = ScorecardService(office.store).save(o.lead, card_of_three())
    done = review(office, o.lead, call, card.id, "yn3", Result.TALK).review
    of_lead = review(office, o.admin, own, card.id, "ny5", Result.FAIL).review
    draft = (
        CoachingService(office.store)
        .save(o.admin, SaveReview(new_id(), new_id(), other, card.id, 0, {}, "not yet", None))
        .review
    )

    def write(call_id: object, lead_id: object, person: object, **more: object) -> str:
        values = {
            "call_id": f"'{call_id}'", "lead_id": f"'{lead_id}'", "person_id": f"'{person}'", "by_id": ME,
            "scorecard_id": f"'{card.id}'", "answers": "'{}'", "created_at": "now()", **more,
        }  # fmt: skip
        return _insert("reviews", **values)

    def say(review_id: object, lead_id: object) -> str:
        return _insert(
            "review_replies", review_id=f"'{review_id}'", lead_id=f"'{lead_id}'", person_id=ME, at="now()",
            text="'x'",
        )  # fmt: skip

    def look(whose: object, who: str = ME, at: str = "now()") -> str:
        return _insert(
            "review_looks", person_id=who, of_id=f"'{whose}'", call_id=f"'{call}'", kind="'call'", at=at
        )

    def publish(review_id: object, **more: str) -> str:
        told = {"published_at": "now()", "version": "version + 1", **more}
        return (
            f"UPDATE reviews SET {', '.join(f'{k} = {v}' for k, v in told.items())} WHERE id = '{review_id}'"
        )

    def rule(team: str) -> str:
        return _insert(
            "sample_rules", team_id=team, per_week=2, longer_than_s=60, seed=1, person_id=ME, at="now()"
        )

    asha, imran = o.asha.person_id, o.imran.person_id
    everybody = [
        "DELETE FROM reviews WHERE published_at IS NOT NULL",
        f"UPDATE reviews SET result = 'pass', version = version + 1 WHERE id = '{done.id}'",
        f"UPDATE reviews SET note = 'other', version = version + 1 WHERE id = '{done.id}'",
        f"UPDATE reviews SET answers = '{{}}', version = version + 1 WHERE id = '{done.id}'",
        "UPDATE scorecards SET pass_at = 0",
        "DELETE FROM scorecards",
        "UPDATE review_replies SET text = 'x'",
        "DELETE FROM review_replies",
        "DELETE FROM review_looks",
        "UPDATE review_looks SET kind = 'recording'",
        look(asha, who=f"'{imran}'"),
        look(imran),  # a call that wasn't theirs
    ]
    told = {
        "asha": [
            *everybody,
            write(other, other_lead, asha),  # of oneself
            publish(draft.id),
            say(done.id, own_lead),
            say(draft.id, other_lead),
            _insert("scorecards", version=9, questions="'[]'", pass_at=0, person_id=ME, at="now()"),
            rule(f"'{o.asha.team_id}'"),
            f"UPDATE reviews SET withdrawn_at = now(), version = version + 1 WHERE id = '{done.id}'",
        ],
        "imran": [*everybody, say(done.id, lead), write(other, other_lead, asha), look(asha)],
        "meera": [*everybody, write(other, other_lead, asha), rule(f"'{o.lead.team_id}'"), rule("NULL")],
        "joseph": [
            *everybody,
            write(own, own_lead, o.lead.person_id),  # of oneself
            write(call, lead, asha, by_id=f"'{o.admin.person_id}'"),
            write(call, lead, asha, published_at="now()"),
            write(call, lead, imran),  # somebody else's call
            publish(draft.id),  # another's draft
            "DELETE FROM reviews WHERE published_at IS NULL",
            f"UPDATE reviews SET withdrawn_at = now(), version = version + 1 WHERE id = '{of_lead.id}'",
            f"UPDATE reviews SET talked_at = now() + interval '1 day', version = version + 1 "
            f"WHERE id = '{done.id}'",
            say(done.id, lead),
            rule("NULL"),
        ],
        "rohini": [*everybody[:-2], publish(draft.id, published_at="now() - interval '40 days'")],
    }
    before = {
        table.name: office.rows(table)
        for table in (scorecards, reviews, review_replies, review_looks, samples, sample_rules)
    }
    for who, statements in told.items():
        answers = ask(database, who, statements)
        through = [
            a.statement for a in answers
            if not a.is_refused and "UPDATE 0" not in a.rows and "DELETE 0" not in a.rows
        ]  # fmt: skip
        assert through == [], who
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42883"))]
        assert wrong == []
    for table in (scorecards, reviews, review_replies, review_looks, samples, sample_rules):
        assert office.rows(table) == before[table.name], table.name
    with office.store.write(None) as work:  # published in a month that is closed: its own reviewer, an admin
        run = work.connection.exec_driver_sql
        run("ALTER TABLE reviews DISABLE TRIGGER USER")
        run("UPDATE reviews SET published_at = published_at - interval '40 days'")
        run("ALTER TABLE reviews ENABLE TRIGGER USER")
    withdraw = "UPDATE reviews SET withdrawn_at = now(), version = version + 1 WHERE id = '{}'"
    for who, review_id in (("joseph", done.id), ("rohini", done.id), ("rohini", of_lead.id)):
        (answer,) = ask(database, who, [withdraw.format(review_id)])
        assert "this month is closed" in answer.errors, who
    counted = "SELECT count(*), count(published_at) FROM reviews"
    seen = {who: ask(database, who, [counted])[0].rows.strip() for who in told}
    assert seen == {"asha": "1|1", "imran": "0|0", "meera": "0|0", "joseph": "3|2", "rohini": "3|2"}
    good = {
        "asha": [say(done.id, lead), look(asha)],
        "joseph": [
            f"UPDATE reviews SET talked_at = now(), version = version + 1 WHERE id = '{done.id}'",
            rule(f"'{o.lead.team_id}'"),
        ],
        "rohini": [publish(draft.id), rule("NULL")],
    }
    for who, statements in good.items():
        answers = ask(database, who, statements)
        assert [(a.is_refused, "UPDATE 0" in a.rows) for a in answers] == [(False, False)] * 2, who
