"""Workstations, tried with the real `psql`: nobody answers for another, retires one, or learns of others'."""

from __future__ import annotations

import pytest

from crm_desktop.ids import new_id
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.offline.letting_go import proof_of
from crm_desktop.services.seats import RetireSeat, SeatService
from crm_desktop.store.seat import Seat
from crm_desktop.store.seats import Seats
from crm_desktop.store.team.functions.seats import MOST_NAMED
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.services.test_erasure import service_of
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask
from tests.stores import TEST_KEY


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller, a team lead and an admin can connect."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)


def test_each_answers_for_itself_alone(
    database: PgDatabase, office: CallingOffice, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, o = tmp_path_factory.mktemp("seats"), office.office
    seats = [Seat.open(folder, name, TEST_KEY) for name in ("main", "other")]
    mine, theirs = (proof_of(seat) for seat in seats)
    with office.store.write(o.other_caller) as work:
        assert Seats(work).here(theirs)
    lead_id, stays = office.add_lead("Ravi Chauhan"), office.add_lead("Meena Kini")
    done = service_of(office, folder).erase(o.admin, ErasePerson(new_id(), lead_id, "Asked by letter"))
    asked = f"SELECT count(*) FROM erased_among(ARRAY['{lead_id}', '{stays}']::uuid[], '{{}}')"
    here = "SELECT seat_here('{id}', 'main', '', '{secret}')"
    everything = ("SELECT * FROM seats", "SELECT * FROM erasure_seats", "SELECT * FROM erasure_leads")
    tried = [
        *everything,
        "SELECT proof FROM seats",
        f"UPDATE erasure_seats SET acknowledged_at = now() WHERE seat_id = '{theirs.id}'",
        "DELETE FROM erasure_seats",
        "UPDATE seats SET retired_at = now()",
        f"INSERT INTO erasure_seats VALUES ('{done.id}', '{theirs.id}', now())",
        f"SELECT retire_seat('{theirs.id}', 'mine now')",
        here.format(id=theirs.id, secret=mine.secret),
        here.format(id=new_id(), secret="short"),
        "SELECT acting_seat()",
    ]
    for who in ("asha", "joseph"):
        answers = ask(database, who, tried)
        through = [a.told for a in answers if not a.is_refused and a.rows.strip() not in ("", "UPDATE 0")]
        assert through == []
    answers = ask(database, "rohini", ["SELECT proof FROM seats", tried[4], tried[6], tried[7]])
    assert [a.is_refused for a in answers] == [True] * 4  # an admin neither: only retires
    # Without a seat, and with one the erasure doesn't wait for, nothing is told and nothing acknowledged.
    acknowledge = f"SELECT acknowledge_erasures(ARRAY['{done.id}']::uuid[])"
    nothing = ["SELECT count(*) FROM erasures_open_here()", asked, acknowledge]
    at_mine = [here.format(id=mine.id, secret=mine.secret), *nothing]
    assert [a.rows.strip() for a in ask(database, "asha", nothing)] == ["0"] * 3
    assert [a.rows.strip() for a in ask(database, "asha", at_mine)] == ["t", "0", "0", "0"]
    # With its secret the seat is told of what it names, once it owes an answer, and of no more.
    loop = f"SELECT count(*) FROM erased_among(array_fill('{stays}'::uuid, ARRAY[{MOST_NAMED}]), '{{}}')"
    too_many = loop.replace(str(MOST_NAMED), str(MOST_NAMED + 1))
    at_theirs = [here.format(id=theirs.id, secret=theirs.secret), nothing[0], asked, too_many, *[loop] * 100]
    answers = ask(database, "asha", [*at_theirs, acknowledge, asked])
    assert [a.rows.strip() for a in answers[:3]] == ["t", "1", "1"]
    assert answers[3].is_refused
    assert "CR010" in answers[-3].errors  # the hour is used up
    assert answers[-2].rows.strip() == "1"
    begun = [here.format(id=new_id(), secret=mine.secret) for _ in range(25)]
    assert "CR010" in ask(database, "asha", begun)[-1].errors
    # What was done at a retired one is not taken any more, whoever hands it in.
    SeatService(office.store).retire(o.admin, RetireSeat(theirs.id, "Sold"))
    back = ask(database, "asha", [here.format(id=theirs.id, secret=theirs.secret), nothing[0]])
    assert [a.rows.strip() for a in back] == ["f", "0"]
    with office.store.read() as work:
        left = "SELECT count(*) FROM session_tokens WHERE seat_id = %s"
        assert work.connection.exec_driver_sql(left, (theirs.id,)).scalar_one() == 0
        ended = "SELECT count(*) FROM sessions WHERE end_reason = 'retired'"
        assert work.connection.exec_driver_sql(ended).scalar_one() >= 1
    for seat in seats:
        seat.close()
