"""Requests about data, tried with the real `psql`: taken in one’s own name, answered by admins."""

from __future__ import annotations

import pytest

from crm_desktop.domain.requests import RequestKind
from crm_desktop.ids import new_id
from crm_desktop.services.requests import RequestService, TakeRequest
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

_INSERT = (
    "INSERT INTO requests (id, kind, came, received_at, received_by, lead_id, state, closed_at,"
    " acknowledge_due_at, target_due_at, published_due_at, ceiling_due_at)"
    " VALUES (gen_random_uuid(), 'access', 'call', {at}, {who}, {lead}, '{state}', {closed},"
    " now(), now(), now(), now())"
)


def taken(lead: object, who: str = "(SELECT acting())", at: str = "now()", state: str = "open",
          closed: str = "NULL") -> str:  # fmt: skip
    return _INSERT.format(lead=f"'{lead}'", who=who, at=at, state=state, closed=closed)


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller and a team lead can connect."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)


def test_a_register_nobody_makes_prettier(database: PgDatabase, office: CallingOffice) -> None:
    mine = office.add_lead("Hers", owner=office.office.asha)
    theirs = office.add_lead("Theirs", owner=office.office.other_caller)
    service = RequestService(office.store)
    row = service.take(office.office.asha, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=mine))
    other = TakeRequest(new_id(), RequestKind.ERASURE, lead_id=theirs, text="call nobody")
    service.take(office.office.other_caller, other)
    known, imran = row.request.id, office.office.imran.person_id
    step = (
        "INSERT INTO request_steps (id, request_id, at, person_id, kind) VALUES"
        " (gen_random_uuid(), '{}', now(), (SELECT acting()), '{}')"
    )
    tried = [
        taken(theirs),
        taken(mine, who=f"'{imran}'"),
        taken(mine, at="now() + interval '1 day'"),
        taken(mine, state="answered"),
        taken(mine, closed="now()"),
        f"UPDATE requests SET ceiling_due_at = now() + interval '1 year' WHERE id = '{known}'",
        f"UPDATE requests SET text = 'nothing' WHERE id = '{known}'",
        f"UPDATE requests SET state = 'answered', version = 2 WHERE id = '{known}'",
        f"DELETE FROM requests WHERE id = '{known}'",
        "UPDATE request_steps SET kind = 'note'",
        "DELETE FROM request_steps",
        step.format(known, "answered"),
        step.format(other.request_id, "note"),
    ]
    for who in ("asha", "joseph"):
        answers = ask(database, who, tried)
        through = [a.statement for a in answers if not a.is_refused and "UPDATE 0" not in a.rows
                   and "DELETE 0" not in a.rows]  # fmt: skip
        assert through == []
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01"))]
        assert wrong == []
    look = "SELECT count(*) FROM requests"
    assert [a.rows.strip() for a in ask(database, "asha", [look, taken(mine), look])] == [
        "1",
        "INSERT 0 1",
        "2",
    ]
    back = [
        f"UPDATE requests SET acknowledged_at = now(), version = 2 WHERE id = '{known}'",
        f"UPDATE requests SET acknowledged_at = NULL, version = 3 WHERE id = '{known}'",
        f"UPDATE requests SET state = 'answered', closed_at = now(), version = 3 WHERE id = '{known}'",
    ]
    assert [a.is_refused for a in ask(database, "joseph", back)] == [False, True, True]
    answers = ask(database, "rohini", [*back[1:], f"UPDATE requests SET text = '' WHERE id = '{known}'"])
    assert [a.is_refused for a in answers] == [True, False, True]


def test_incidents_are_an_admins_and_what_went_out_stays(database: PgDatabase, office: CallingOffice) -> None:
    note = (
        "INSERT INTO incidents (id, title, aware_at, hours, reported_by, told) VALUES"
        " ('{id}', 'x', now(), '[6]', (SELECT acting()), '{{}}')"
    )
    step = (
        "INSERT INTO incident_steps (id, incident_id, at, person_id, kind) VALUES"
        " (gen_random_uuid(), '{id}', {at}, (SELECT acting()), 'sent')"
    )
    one = {"id": new_id(), "at": "now()"}
    tried = [note.format(**one), step.format(**one), "UPDATE incidents SET title = ''"]
    for who in ("asha", "joseph"):
        answers = ask(database, who, [*tried, "SELECT * FROM incidents"])
        assert [a.is_refused or "(0 rows)" in a.rows or "UPDATE 0" in a.rows for a in answers] == [True] * 4
    ahead = step.format(id=one["id"], at="now() + interval '1 hour'")
    late = [
        "UPDATE incidents SET aware_at = now()",
        "UPDATE incident_steps SET at = now()",
        "DELETE FROM incidents",
    ]
    answers = ask(database, "rohini", [*tried, ahead, *late])
    assert [a.is_refused for a in answers] == [False, False, False, True, True, True, True]
