"""Taking a big import back: the index of leads is made anew, sooner than so many are cut out one by one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.errors import Cancelled
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportResult, ImportService, undoing
from crm_desktop.services.leads import LeadService
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store import search
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office

MAPPING = Mapping((ColumnRule("Name", "name"), ColumnRule("Mobile", "phone")))


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return make_office(sqlite_store)


@pytest.fixture
def brought(
    sqlite_store: Store, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[ImportService, ImportResult]:
    """Thirty leads that stay and sixty that will go, all of them in both indexes; the second import."""
    monkeypatch.setattr(search, "FEW_GOING", 20)
    monkeypatch.setattr(undoing, "STRETCH", 15)
    service = ImportService(sqlite_store)
    for name, first, last in (("Asha Kulkarni", 0, 30), ("Zoyaqx Wxyzet", 30, 90)):
        path = tmp_path / f"{first}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(
                [["Name", "Mobile"], *([f"{name} {no}", f"98000{no:05d}"] for no in range(first, last))]
            )
        with open_source(path) as source:
            result = service.run(office.admin, source, ImportPlan("C", MAPPING))
    TextIndexing(sqlite_store).go_on(at_once=True)
    return service, result


def _is_whole(store: Store, staying: int) -> None:
    """The index and its texts agree, and of what went no piece stands in its pages."""
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        run("INSERT INTO lead_fts(lead_fts, rank) VALUES('integrity-check', 1)")
        assert run("SELECT count(*) FROM lead_search").scalar_one() == staying
        assert run("SELECT count(*) FROM text_places WHERE place = 0").scalar_one() == 0
        run("CREATE VIRTUAL TABLE temp.pieces USING fts5vocab(main, lead_fts, row)")
        found = run("SELECT term, doc FROM temp.pieces WHERE term IN ('oya', 'xyz', 'ash')").fetchall()
        run("DROP TABLE temp.pieces")
        gone = staying - 30
        assert dict(found) == {"ash": 30} | ({"oya": gone, "xyz": gone} if gone else {})
        if not gone:
            blocks = run("SELECT block FROM lead_fts_data").scalars().all()
            assert not [block for block in blocks if b"oya" in block or b"xyz" in block]


def test_of_what_is_taken_back_nothing_stays_in_the_index(
    sqlite_store: Store, office: Office, brought: tuple[ImportService, ImportResult]
) -> None:
    service, second = brought
    assert service.undo(office.admin, second.id).removed == 60
    _is_whole(sqlite_store, 30)
    leads = LeadService(sqlite_store)
    assert len(leads.find(office.admin, "kulkarni")) == 30
    assert len(leads.find(office.admin, "wxyzet")) == 0
    texts = TextIndexing(sqlite_store)
    texts.go_on(at_once=True)
    found = texts.check()
    assert found is not None
    assert (found.waiting, found.missing) == (0, 0)


def test_a_stopped_undo_leaves_the_index_whole(
    sqlite_store: Store, office: Office, brought: tuple[ImportService, ImportResult]
) -> None:
    service, second = brought

    class Stops:
        """Stops after the first transaction."""

        def update(self, done: int, total: int | None = None, note: str = "") -> None: ...

        def check(self) -> None:
            with sqlite_store.read() as work:
                if work.connection.exec_driver_sql("SELECT count(*) FROM leads").scalar_one() < 90:
                    raise Cancelled

    with pytest.raises(Cancelled):
        service.undo(office.admin, second.id, Stops())
    with sqlite_store.read() as work:
        left = work.connection.exec_driver_sql("SELECT count(*) FROM leads").scalar_one()
    assert 30 <= left < 90
    _is_whole(sqlite_store, left)


def test_an_undo_that_broke_off_is_made_good_behind_the_work(
    sqlite_store: Store,
    office: Office,
    brought: tuple[ImportService, ImportResult],
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service, second = brought
    monkeypatch.setattr(undoing._Undoing, "make_anew", lambda self: None)  # as a killed program
    service.undo(office.admin, second.id)
    texts = TextIndexing(sqlite_store)
    texts.go_on(at_once=True)
    with sqlite_store.read() as work:  # it might still go on somewhere
        assert not search.SearchIndex(work).is_left()
    clock.set(clock.now() + 2 * search.LEFT_AFTER)
    texts.go_on(at_once=True)
    _is_whole(sqlite_store, 30)


def test_few_are_cut_out_one_by_one(
    sqlite_store: Store,
    office: Office,
    brought: tuple[ImportService, ImportResult],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service, second = brought
    monkeypatch.setattr(search, "FEW_GOING", 100)
    monkeypatch.setattr(search.SearchIndex, "many_are_going", None)
    service.undo(office.admin, second.id)
    _is_whole(sqlite_store, 30)
