"""Another window catches up with what was changed, in the order of commit, and misses nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from crm_desktop.clock import SetClock
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.news import NewsService
from crm_desktop.store.changes import Position
from crm_desktop.store.tables import changes
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office
from tests.staffed_stores import Staffed


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


def test_one_window_hears_of_another(store: Store, office: Office) -> None:
    news = NewsService(store)
    start = news.now(office.imran)
    assert news.since(office.imran, start).topics == frozenset()
    LeadService(store).create(office.asha, NewLead("Kavya", ("98000 00163",)))
    heard = news.since(office.imran, start)
    assert heard.topics == {"leads"}
    assert news.since(office.asha, start).topics == frozenset()  # its own act
    assert news.since(office.imran, heard.position).topics == frozenset()


def test_old_changes_are_forgotten_and_nobody_loses_the_place(
    store: Store, office: Office, clock: SetClock
) -> None:
    news = NewsService(store)
    place = news.now(office.imran)
    clock.move(days=10)
    assert news.tidy(office.admin) > 0
    assert news.since(office.imran, place).topics == frozenset()
    LeadService(store).create(office.asha, NewLead("Kavya", ("98000 00163",)))
    assert news.since(office.imran, place).topics == {"leads"}


def test_what_commits_late_is_not_lost(postgres_store: Store) -> None:
    office = make_office(postgres_store)
    news = NewsService(postgres_store)
    start = news.now(office.imran)
    slow = postgres_store.engine.connect()
    transaction = slow.begin()
    slow.execute(insert(changes).values(at=postgres_store.clock.now(), topic="slow"))
    LeadService(postgres_store).create(office.asha, NewLead("Kavya", ("98000 00163",)))
    before = news.since(office.imran, start)
    assert before.position == start
    transaction.commit()
    slow.close()
    after = news.since(office.imran, before.position)
    assert after.topics == {"slow", "leads"}
    assert after.position > Position()
