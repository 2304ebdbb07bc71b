"""Under row policies nothing a telecaller does all day reads a whole table, at thirty thousand leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import OldKind
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallingService, NextLead
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.persons import PersonService
from crm_desktop.store.erasure_texts import FOUND_BY
from crm_desktop.store.old_records import OldRecords
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.unit_of_work import Store
from tests.postgres import PgServer
from tests.scale.rights_office import RightsOffice, build, opened_by_role
from tests.stores import TEST_KEY

LEADS = 30_000  # the fewer there are, the sooner a server prefers to read them all
BIG = ("leads", "phones", "lead_phones", "lead_search", "queue_entries")
_SCAN = re.compile(rf"Seq Scan on (?:crm_test\.)?({'|'.join(BIG)})\b")


@pytest.fixture(scope="module")
def made(pg_server: PgServer) -> Iterator[RightsOffice]:
    database = pg_server.fresh()
    yield build(database, LEADS)
    pg_server.drop(database)


class Watch:
    """Every plan the server tells of, those inside its functions too."""

    def __init__(self) -> None:
        self.plans: list[str] = []

    def on(self, connection: Any) -> None:
        """Have a connection tell its plans."""
        connection.execute("LOAD 'auto_explain'")
        for name, value in (
            ("auto_explain.log_min_duration", "0"),
            ("auto_explain.log_nested_statements", "on"),
            ("auto_explain.log_level", "notice"),
            ("client_min_messages", "notice"),
        ):
            connection.execute(f"SET {name} = {value}")
        connection.add_notice_handler(lambda notice: self.plans.append(notice.message_primary or ""))


@pytest.fixture(scope="module")
def telling(made: RightsOffice) -> Iterator[tuple[Store, Actor, Watch]]:
    watch = Watch()
    store, actor = opened_by_role(made, prepare=watch.on)
    yield store, actor, watch
    store.close()


def _listed(sort: Sort, leads: LeadService, who: Actor) -> object:
    return leads.page(who, LeadQuery(sort=sort))


Act = Callable[[LeadService, Actor], object]
ACTS: dict[str, Act] = {
    "search a name": lambda leads, who: leads.find(who, "kavya"),
    "search two words": lambda leads, who: leads.find(who, "kavya iyen"),
    "search a number": lambda leads, who: leads.find(who, "00001250"),
    "search what few have": lambda leads, who: leads.find(who, "98000"),
    "search the beginning": lambda leads, who: leads.find(who, "ka"),
    "filter by a text": lambda leads, who: leads.page(who, LeadQuery(text="kavya")),
    "row numbers of a text": lambda leads, who: leads.numbers(who, LeadQuery(text="1250")),
    "count": lambda leads, who: leads.count(who, LeadQuery()),
    "row numbers": lambda leads, who: leads.numbers(who, LeadQuery()),
    "cities": lambda leads, who: leads.filter_choices(who),
    "rows by number": lambda leads, who: leads.rows_by_no(who, range(50, 5_000, 50)),
    **{f"list by {sort.value}": partial(_listed, sort) for sort in Sort},
}


@pytest.mark.parametrize("act", list(ACTS))
def test_lists_and_search_read_no_table_whole(telling: tuple[Store, Actor, Watch], act: str) -> None:
    store, actor, watch = telling
    watch.plans.clear()
    found = ACTS[act](LeadService(store), actor)
    assert found
    assert any("Scan" in plan for plan in watch.plans)
    assert [plan for plan in watch.plans if _SCAN.search(plan)] == []


def test_who_asks_to_be_forgotten_is_found_and_erased_without_reading_a_table_whole(
    made: RightsOffice,
) -> None:
    """Also of tables that are empty here: a server that may read none whole takes what index there is."""
    watch = Watch()

    def prepare(connection: Any) -> None:
        for way in ("seqscan", "indexscan", "indexonlyscan"):  # by an index, but not along all of it
            connection.execute(f"SET enable_{way} = off")
        watch.on(connection)

    store, admin = opened_by_role(made, "rohini", prepare)
    files = SharedFiles(store)
    persons, erasure = PersonService(store, files), ErasureService(store, files, lambda: TEST_KEY)
    watch.plans.clear()
    (found,) = persons.find(admin, "+919800001258")
    assert found.email == "person1258@example.com"
    assert erasure.count(admin, found.lead_id).emails == (found.email,)
    done = erasure.erase(admin, ErasePerson(new_id(), found.lead_id, "Asked by telephone"))
    assert done.certificate is not None
    assert done.certificate["verified"]["found"] == {}
    assert _read_whole(watch, *BIG, *FOUND_BY, r"calls_\w+", r"audit_\w+") == []
    asked = re.findall(
        r"Index Scan on (?:ix_(\w+)_texts|(calls|audit)_\w+_lower_idx)\b", "".join(watch.plans)
    )
    assert {table or parted for table, parted in asked} == set(FOUND_BY)
    watch.plans.clear()  # nor does a sweep that finds nothing read one
    with store.read(admin) as work:
        for kind in set(OldKind) - {OldKind.CALLS, OldKind.LOGS}:
            assert not OldRecords(work).is_any(kind, work.now - timedelta(days=400)), kind
        assert not Sealer(store, TEST_KEY).is_any_old(work, work.now - timedelta(days=400))
    swept = ("messages", "sales", "number_lookups", "undo_acts", "sessions", "batch_leads", "audit_seals")
    assert _read_whole(watch, *swept) == []
    store.close()


def _read_whole(watch: Watch, *tables: str) -> list[str]:
    scanned = re.compile(rf"Seq Scan on (?:crm_test\.)?({'|'.join(tables)})\b")
    return [plan for plan in watch.plans if scanned.search(plan)]


def test_the_card_and_the_claim_read_no_table_whole(
    made: RightsOffice, telling: tuple[Store, Actor, Watch]
) -> None:
    store, actor, watch = telling
    watch.plans.clear()
    found = CallingService(store).next_lead(actor, made.campaign.id)
    assert isinstance(found, NextLead), found
    assert LeadService(store).get(actor, found.lead.id).id == found.lead.id
    LeadService(store).timeline(actor, found.lead.id)
    assert any("claim" in plan or "queue_entries" in plan for plan in watch.plans)
    # Leases that ran out are found by their own index: those of other claims hold all that was claimed since
    # the oldest snapshot.
    late = [plan for plan in watch.plans if "lease_until <" in plan and "SKIP LOCKED" in plan]
    assert late
    assert all("ix_queue_entries_lease_until" in plan for plan in late)
    assert [plan for plan in watch.plans if _SCAN.search(plan)] == []
