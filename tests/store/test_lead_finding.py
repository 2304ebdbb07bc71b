"""Search as you type, in the store: what its statements read, leads with many phones, the rows they make."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from crm_desktop.domain.lead_query import LeadQuery, LeadRow
from crm_desktop.domain.people import Actor, Reach
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.store.lead_finding import TRIGRAM, _finder, trigrams
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.tables import lead_phones, leads, phones
from crm_desktop.store.types import unpack_id
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office
from tests.staffed_stores import Staffed

SHAPES = [("contains",), ("begins",), ("contains", "contains"), ("contains", "word"), ("begins", "begins")]


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


def _find(store: Store, actor: Actor, typed: str, limit: int) -> tuple[LeadRow, ...]:
    with store.read(actor) as work:
        return LeadLists(work).find(typed, limit)


@pytest.mark.parametrize("reach", [Reach.ALL, Reach.TEAM, Reach.OWN])
@pytest.mark.parametrize("shape", SHAPES, ids="+".join)
def test_nothing_is_scanned_or_sorted(sqlite_store: Store, reach: Reach, shape: tuple[str, ...]) -> None:
    """The full-text index may be walked for what is matched ("0:M"); anything else is searched by a key."""
    values: dict[str, Any] = {"match": '"avy"', "team": UUID(int=1), "me": UUID(int=2)}
    for place in range(len(shape)):
        for name in ("from", "to", "after", "part"):
            values[f"{name}_{place}"] = "kavya"
    with sqlite_store.read() as work:
        statement = _finder(reach, shape)
        plan = work.driver.execute(
            "EXPLAIN QUERY PLAN " + statement.sql(work), statement.parameters(work, **values)
        ).fetchall()
    told = [str(row[3]) for row in plan]
    assert told
    for line in told:
        assert line.startswith("SEARCH") or line.startswith("SCAN lead_fts VIRTUAL TABLE INDEX 0:M"), told


def test_a_lead_with_many_phones_is_one_row_of_as_many_as_asked(store: Store, office: Office) -> None:
    service = LeadService(store)
    for place in range(4):
        numbers = tuple(f"98000 {place}{n}163" for n in range(3))
        service.create(office.admin, NewLead(f"Kavya {place}", numbers))
    service.create(office.admin, NewLead("Kavya Nobody"))
    for limit in range(1, 7):
        rows = _find(store, office.admin, "kavya", limit)
        assert len(rows) == len({row.id for row in rows}) == min(limit, 5)
        for row in rows:
            if row.name == "Kavya Nobody":
                assert (row.phone, row.more_phones, row.is_do_not_call) == ("", 0, False)
            else:
                assert (row.phone, row.more_phones) == (f"+9198000{row.name[-1]}0163", 2)


def test_the_first_phone_that_is_not_wrong_stands_for_the_lead(store: Store, office: Office) -> None:
    service = LeadService(store)
    lead = service.create(office.admin, NewLead("Kavya Iyengar", ("98000 00163", "98000 00164")))
    one, two = (phone.phone_id for phone in lead.phones)

    def mark(phone_id: UUID, **values: object) -> None:
        with store.write(office.admin) as work:
            if "wrong_at" in values:
                work.connection.execute(
                    update(lead_phones).where(lead_phones.c.phone_id == phone_id).values(wrong_at=work.now)
                )
            else:
                work.connection.execute(
                    update(phones).where(phones.c.id == phone_id).values(do_not_call_at=work.now)
                )

    def shown() -> tuple[str, int, bool]:
        (row,) = _find(store, office.admin, "iyengar", 5)
        return row.phone, row.more_phones, row.is_do_not_call

    assert shown() == ("+919800000163", 1, False)
    mark(one, wrong_at=True)
    assert shown() == ("+919800000164", 1, False)
    mark(one)
    assert shown() == ("+919800000164", 1, False)  # one may still be called
    mark(two)
    assert shown() == ("+919800000164", 1, True)


def test_found_rows_are_the_rows_of_the_list(store: Store, office: Office) -> None:
    """Both ways to a row: the search's one statement, and the list's with phones and owners beside."""
    service = LeadService(store)
    service.create(office.asha, NewLead("Kavya Iyengar", ("98000 00163",), company="Deccan", city="Pune"))
    service.create(office.admin, NewLead("Kavya Rao", email="kavya@example.in"))
    with store.write(office.admin) as work:
        work.connection.execute(
            update(leads).values(last_call_at=work.now, next_call_at=work.now, attempts=3, status="won")
        )
    found = _find(store, office.admin, "kavya", 10)
    listed = service.page(office.admin, LeadQuery()).rows
    assert set(found) == set(listed)
    assert len(found) == 2
    for row in found:
        other = next(r for r in listed if r.id == row.id)
        for name in LeadRow._fields:
            assert type(getattr(row, name)) is type(getattr(other, name)), name


def test_a_look_can_use_the_driver_and_sqlalchemy_alike(store: Store, office: Office) -> None:
    LeadService(store).create(office.admin, NewLead("Kavya Iyengar"))
    with store.read(office.admin) as work:
        lists = LeadLists(work)
        assert len(lists.find("kavya", 5)) == 1
        with store.write(office.admin) as writing:
            writing.connection.execute(update(leads).values(name="Renamed"))
        # Both see the store as it was when the look began.
        if work.is_sqlite:
            assert work.connection.execute(select(leads.c.name)).scalar_one() == "Kavya Iyengar"
            assert lists.find("kavya", 5)[0].name == "Kavya Iyengar"
    with store.read(office.admin) as work:
        assert work.connection.execute(select(leads.c.name)).scalar_one() == "Renamed"


def test_a_look_that_fails_gives_its_connection_back(sqlite_store: Store) -> None:
    pool: Any = sqlite_store.engine.pool
    before = pool.checkedout()
    for _ in range(20):
        with pytest.raises(sqlcipher.OperationalError), sqlite_store.read() as work:
            work.driver.execute("SELECT no_such_column FROM leads")
    assert pool.checkedout() == before


@given(st.text(st.characters(exclude_characters='"'), min_size=3, max_size=40))
def test_the_index_is_asked_for_few_pieces_of_the_needle(part: str) -> None:
    pieces = trigrams(part)[1:-1].split('" "') if '" "' not in part else []
    for piece in pieces:
        assert len(piece) == TRIGRAM
        assert piece in part
    assert len(pieces) <= 3


@given(st.uuids())
def test_an_id_comes_back_from_its_bytes(value: UUID) -> None:
    made = unpack_id(value.bytes)
    assert made == value
    assert (hash(made), str(made), made.is_safe) == (hash(value), str(value), value.is_safe)
