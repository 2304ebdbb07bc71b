"""Many callers work at once while transactions and answers are lost: afterwards the books balance.

The short shift belongs to every test run; `make soak` works long ones. A failure names its seed:
`CRM_DESKTOP_SOAK_SEED=… pytest tests/soak -m soak` works the same shift again (threads apart).
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import update

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Role
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.people import AddPerson
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.tables import calls, lead_phones, phones, queue_entries
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.factories import AGREED, PASSWORD, administering
from tests.soak.books import Books
from tests.soak.shift import Caller, ShiftClock
from tests.stores import TEST_KEY

# A connection that the server drops under a transaction is what the pool reports.
pytestmark = pytest.mark.allow_log("Exception during reset|Exception terminating|terminat")


@contextmanager
def _stations(store: Store, clock: SetClock, folder: Path, count: int) -> Iterator[list[Store]]:
    """So many workstations on the store, each with connections of its own."""
    if store.engine.dialect.name == "sqlite":
        engines = [open_engine(folder / "workspace.db", TEST_KEY, cache_mb=16) for _ in range(count)]
    else:
        url = store.engine.url.render_as_string(hide_password=False)
        engines = [open_postgres_engine(url) for _ in range(count)]
    stations = [Store(engine, clock) for engine in engines]
    yield stations
    for each in stations:
        each.close()


def _staff(
    co: CallingOffice, stations: list[Store], clock: ShiftClock, seed: str, size: int, leads: int
) -> list[Caller]:
    """Callers spread over the workstations; families and two campaigns to call."""
    random = Random(seed)
    second = co.campaigns.create(co.office.admin, NewCampaign("Gold loan", answer=AGREED))
    for number in range(leads):
        lead_id = co.add_lead(f"Ravi Chauhan {number}", phones=random.choice((1, 1, 1, 2)))
        if random.random() < 0.25:
            shared = next(iter(co.rows(lead_phones, lead_id=lead_id)))["phone_id"]
            assert isinstance(shared, UUID)
            campaign = random.choice((co.campaign, second))
            co.add_lead(f"Meena Chauhan {number}", phones=(shared,), campaign=campaign)
        if random.random() < 0.3:
            co.add_lead(f"Amit Kini {number}", campaign=second)
    actors = []
    for number in range(size):
        caller = AddPerson(f"caller{number}", f"Caller {number}", Role.TELECALLER, PASSWORD)
        with administering(co.store):
            co.office.people.add(co.office.admin, caller)
        actors.append(co.office.people.sign_in(f"caller{number}", PASSWORD, f"seat-{number}").actor)
    callers = [
        Caller(stations[n % len(stations)], clock, actor, (co.campaign, second), f"{seed} {n}")
        for n, actor in enumerate(actors)
    ]
    for caller in callers:
        caller.others = actors
    return callers


def work_a_shift(co: CallingOffice, folder: Path, seed: str, callers: int, acts: int) -> dict[UUID, str]:
    """Work a random shift and check its books; gives the results that were acknowledged."""
    store, clock = co.store, co.clock
    moving = ShiftClock(clock)
    with _stations(store, moving, folder, min(3, callers)) as stations:
        staff = _staff(co, stations, moving, seed, callers, callers * max(6, acts // 10))
        threads = [threading.Thread(target=caller.work, args=(acts,)) for caller in staff]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for caller in staff:
        if caller.trouble is not None:
            caller.trouble.add_note(f"seed {seed}")
            raise caller.trouble
    acknowledged = {call_id: label for caller in staff for call_id, label in caller.answered.items()}
    done = sum((caller.acts for caller in staff), Counter[str]())
    clock.set(moving.now())
    books = Books(store)
    assert not books.problems(acknowledged), f"seed {seed}: {done}"
    # The shift was worth checking: calls were made, lost, taken back, promised.
    assert len(books.calls) > acts * callers / 20, done
    assert done["killed"] > 0, done
    return acknowledged


#: The stations open stores of their own, which have no logins.
without_logins = pytest.mark.parametrize(
    "co", ["sqlite_office", "postgres_office"], ids=["sqlite", "postgresql"], indirect=True
)


@without_logins
def test_a_short_shift_balances(co: CallingOffice, tmp_path: Path) -> None:
    work_a_shift(co, tmp_path, "short", callers=4, acts=40)


def test_cooked_books_are_noticed(co: CallingOffice, tmp_path: Path) -> None:
    acknowledged = work_a_shift(co, tmp_path, "cooked", callers=1, acts=40)
    cooked = [
        (update(phones).values(attempts=phones.c.attempts + 1), "tries, made"),
        (update(calls).values(disposition_label="Sold again"), "was acknowledged"),
        (update(queue_entries).values(lane=1), "with 0 promises"),
        (update(phones).values(do_not_call_at=co.clock.now()), "do-not-call rows disagree"),
    ]
    for change, told in cooked:
        assert not any(told in problem for problem in Books(co.store).problems(acknowledged))
        with co.store.write(None) as work:
            work.connection.execute(change)
        assert any(told in problem for problem in Books(co.store).problems(acknowledged))


@pytest.mark.soak
@without_logins
@pytest.mark.parametrize("number", range(6))
def test_a_long_shift_balances(co: CallingOffice, tmp_path: Path, number: int) -> None:
    seed = os.environ.get("CRM_DESKTOP_SOAK_SEED") or f"long {Random().randrange(10**9)}"
    work_a_shift(co, tmp_path, seed, callers=4 + 3 * (number % 4), acts=400)
