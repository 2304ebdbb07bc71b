"""Notes and forgotten breaks, tried with the real `psql`: who may send what to whom, and end which break."""

from __future__ import annotations

from typing import Any

import psycopg

from crm_desktop.ids import new_id
from crm_desktop.services.desk_notes import DeskNoteService
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask
from tests.stores import by_its_own_clock

Connection = psycopg.Connection[Any]
_NOTE = (
    "INSERT INTO desk_notes (id, person_id, from_id, at, kind, text, seen_at) VALUES"
    " (gen_random_uuid(), '{to}', {by}, {at}, '{kind}', '{text}', {seen})"
)
_PRESENCE = (
    "INSERT INTO presence (id, person_id, session_id, state, reason, at, day) VALUES"
    " (gen_random_uuid(), '{person}', '{session}', '{state}', '{reason}', {at}, 20261129)"
)
_ME = "(SELECT acting())"


def note(
    to: object, by: str = _ME, at: str = "now()", seen: str = "NULL", kind: str = "note", text: str = "x"
) -> str:
    return _NOTE.format(to=to, by=by, at=at, seen=seen, kind=kind, text=text)


def test_notes_and_breaks_are_what_the_rights_say(
    database: PgDatabase, office: CallingOffice, connect: Connect, administrator: Connection
) -> None:
    o = office.office
    for name in ("asha", "imran", "joseph"):
        connect(name)
    by_its_own_clock(administrator)
    asha, imran, zoya = o.asha.person_id, o.imran.person_id, o.other_caller.person_id
    notes = DeskNoteService(office.store)
    notes.send(o.lead, asha, "For Asha", new_id())
    notes.send(o.lead, imran, "For Imran", new_id())
    notes.send(o.admin, zoya, "For Zoya", new_id())

    administrator.execute("UPDATE desk_notes SET at = now()")

    def refused(who: str, tried: list[str]) -> None:
        answers = ask(database, who, tried)
        through = [a.statement for a in answers if not a.is_refused and not a.rows.strip().endswith(" 0")]
        assert through == []
        wrong = [a.told for a in answers if any(c in a.errors for c in ("42601", "42703", "42P01", "42883"))]
        assert wrong == []

    def told(who: str, statement: str) -> str:
        (answer,) = ask(database, who, [statement])
        return str(answer.rows).strip()

    change = ["UPDATE desk_notes SET text = 'y'", "UPDATE desk_notes SET at = now()"]
    refused("asha", [note(imran), note(asha), note(imran, kind="leave_back"), *change,
                     f"UPDATE desk_notes SET seen_at = now() WHERE person_id = '{imran}'"])  # fmt: skip
    refused("joseph", [
        note(zoya), note(asha, by=f"'{o.admin.person_id}'"), note(asha, seen="now()"),
        note(asha, at="now() + interval '1 day'"), *change, note(zoya, kind="leave_back", text="x" * 60),
        f"UPDATE desk_notes SET seen_at = now() WHERE person_id = '{asha}'",
    ])  # fmt: skip
    assert not ask(database, "joseph", [note(zoya, kind="leave_back")])[0].is_refused  # whose leave they set
    for who in ("asha", "joseph"):
        assert told(who, "DELETE FROM desk_notes RETURNING 1") in ("", "DELETE 0")  # none is old enough
    assert told("asha", "SELECT text FROM desk_notes") == "For Asha"
    assert told("joseph", "SELECT count(*) FROM desk_notes") == "2"  # not the other team's

    def theirs(person: object) -> Any:
        return administrator.execute("SELECT id FROM sessions WHERE person_id = %s", (person,)).fetchone()[0]

    def said(person: object, state: str = "ready", reason: str = "", at: str = "now()") -> str:
        return _PRESENCE.format(person=person, session=theirs(person), state=state, reason=reason, at=at)

    refused("joseph", [said(asha), said(zoya)])  # nobody is on a break
    for who in (o.asha, o.other_caller):
        office.calling.pause(who, "Tea", new_id())
    refused("joseph", [
        said(zoya), said(asha, "away", "idle"), said(asha, "break", "Meeting"),
        said(asha, at="now() - interval '10 minutes'"),
    ])  # fmt: skip
    refused("asha", [said(zoya)])
    (answer,) = ask(database, "joseph", [said(asha)])
    assert not answer.is_refused
    # she is told, by whom, though it went past the program; an own word needs no telling
    told_of = f"SELECT text, from_id = '{o.lead.person_id}' FROM desk_notes WHERE kind = 'break_ended'"
    assert told("asha", told_of) == "Tea|t"
    office.calling.pause(o.imran, "Tea", new_id())
    assert ask(database, "imran", [said(imran)])[0].errors == ""
    assert told("imran", told_of) == ""
    refused("joseph", [said(asha)])  # once
