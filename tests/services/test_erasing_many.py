"""Erasing everybody a filter finds: nothing reaches them from then on, a cancel gives back what it took."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.erasure import State
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import Cancelled, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services import erasing_parts
from crm_desktop.services.batches import BatchService
from crm_desktop.services.calling.blocking import mark_do_not_call
from crm_desktop.services.certificate import is_genuine
from crm_desktop.services.erasure import EraseMany, ErasePerson, ErasureService
from crm_desktop.services.exports import ExportService
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.messages import HandOver, MessageService
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store import search
from crm_desktop.store.lead_finding import trigrams
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import erasures, lead_phones, leads, queue_entries, sealed_records, tombstones
from tests.calling_office import CallingOffice, two_engines
from tests.services.test_erasure import everywhere, service_of
from tests.stores import TEST_KEY

PUNE = LeadQuery(city="Pune")


@pytest.fixture
def erasure(co: CallingOffice, tmp_path: Path) -> ErasureService:
    return service_of(co, tmp_path)


def in_pune(co: CallingOffice, *names: str) -> list[UUID]:
    """People in Pune, each with a number."""
    some = [co.add_lead(name) for name in names]
    with co.store.write(None) as work:
        here = update(leads).where(leads.c.id.in_(some))
        work.connection.execute(here.values(city="Pune", city_key="pune"))
    return some


def places(co: CallingOffice) -> dict[object, tuple[object, ...]]:
    """How every place in a queue stands, but for its version."""
    names = ("lane", "reason", "next_at", "owner_id", "attempts", "claimed_by")
    return {row["id"]: tuple(row[name] for name in names) for row in co.rows(queue_entries)}


def begin(co: CallingOffice, erasure: ErasureService, **more: Any) -> UUID:
    """Suppress those in Pune."""
    command = EraseMany(new_id(), more.pop("of", PUNE), "End of the purpose", **more)
    return erasure.erase_many(co.office.admin, command).id


class Nothing:
    """Takes what is handed to it."""

    def hand_over(self, *_: object) -> str:
        raise AssertionError("nothing is handed over")

    ways: tuple[object, ...] = ()


@two_engines
def test_from_the_first_moment_nothing_reaches_them_and_a_cancel_gives_it_back_as_it_was(
    co: CallingOffice, erasure: ErasureService, tmp_path: Path
) -> None:
    admin, asha = co.office.admin, co.office.asha
    tried, fresh, marked, gone = in_pune(co, "Ravi Chauhan", "Anil Rao", "Meena Kini", "Sita Devi")
    co.call(asha, "BUSY", take_next=False)
    other = co.add_lead("Kavya Iyer")
    before, counted = places(co), erasure.count_many(admin, PUNE)
    assert (counted.leads, counted.own_phones, counted.shared_phones, counted.sealed) == (4, 4, 0, 4)
    assert (counted.on_call, counted.waiting, counted.rows["leads"]) == (0, 0, 4)
    with pytest.raises(UserError, match="counted"):
        begin(co, erasure, expected=3)
    with pytest.raises(UserError, match="names the person"):
        erasure.erase_many(admin, EraseMany(new_id(), PUNE, "As Ravi Chauhan wished", 4))
    first = begin(co, erasure, expected=4)
    assert [each.id for each in erasure.waiting(admin)] == [first]
    assert erasure.waiting(asha) == ()
    assert erasure.count_many(admin, PUNE).waiting == 4
    with pytest.raises(NotFound):
        begin(co, erasure)
    numbers = LeadService(co.store).numbers(admin, PUNE)
    plan = BatchService(co.store).preview_hand_out(admin, numbers, HandOut(people=((asha.person_id, 1),)))
    assert (plan.changed, plan.skipped) == (0, {"erased": 4})
    assert co.next(asha).lead.id == other
    co.calling.release(asha)
    with pytest.raises(UserError, match="had their data erased"):
        co.calling.take_lead(asha, fresh, co.campaign.id)
    text = HandOver(new_id(), fresh, Channel.WHATSAPP, "Hello")
    with pytest.raises(UserError):
        MessageService(co.store, Nothing()).hand_over(admin, text)  # type: ignore[arg-type]
    out = tmp_path / "leads.csv"
    ExportService(co.store, LeadService(co.store)).leads(admin, PUNE, "csv", out, "Review")
    with out.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    for row in rows:
        assert "".join(row[each] for each in ("Name", "Phone", "E-mail", "Company", "City")) == ""
    # Meanwhile one number is on a list, and one person asks for themselves.
    with co.store.write(admin) as work:
        facts = Queue(work).facts(marked)
        assert facts is not None
        assert mark_do_not_call(work, facts, facts.phones[0].phone_id, "On the operator's list")
    erasure.erase(admin, ErasePerson(new_id(), gone, "Asked on the phone"))
    co.clock.move(hours=23)
    assert erasure.cancel(admin, first).state is State.CANCELLED
    after = places(co)
    stay = {tried, fresh, other}
    for row in co.rows(queue_entries):
        if row["lead_id"] in stay:
            assert after[row["id"]] == before[row["id"]]
    assert co.entry(marked).entry.reason == Reason.DO_NOT_CALL
    assert co.lead_row(gone)["erased_at"] is not None
    assert "Sita" not in everywhere(co)
    assert co.rows(queue_entries, lead_id=gone) == []
    with pytest.raises(UserError, match="must not come back"):  # the one erasure's tombstone stays
        LeadService(co.store).create(asha, NewLead("S. D.", ("+919800000004",)))
    with pytest.raises(UserError, match="was cancelled already"):
        erasure.cancel(admin, first)


@two_engines
def test_two_that_wait_hold_each_their_own(co: CallingOffice, erasure: ErasureService) -> None:
    admin = co.office.admin
    ravi = in_pune(co, "Ravi Chauhan")[0]
    phone = co.rows(lead_phones, lead_id=ravi)[0]["phone_id"]
    assert isinstance(phone, UUID)
    again = co.add_lead("Ravi Chauhan", phones=(phone,))  # the same person, taken down twice
    first = begin(co, erasure)
    second = begin(co, erasure, of=[co.lead_row(again)["no"]])
    erasure.cancel(admin, first)
    assert co.lead_row(ravi)["erased_at"] is None
    assert co.lead_row(again)["erased_at"] is not None
    assert {row["erasure_id"] for row in co.rows(tombstones)} == {second}
    erasure.cancel(admin, second)
    assert co.rows(tombstones) == []
    assert {co.entry(each).entry.lane for each in (ravi, again)} == {Lane.NEW}


class Killed:
    """Ends the program before the part that begins after so many leads."""

    def __init__(self, after: int) -> None:
        self._after = after

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        if done >= self._after:
            raise Cancelled

    def check(self) -> None:
        """Nobody asks to stop otherwise."""


@two_engines
def test_killed_between_two_parts_it_goes_on_and_the_certificate_is_whole(
    co: CallingOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing_parts, "PART", 2)
    admin = co.office.admin
    people = in_pune(co, *(f"Qzar{n} Vexhil" for n in range(5)))
    other = co.add_lead("Kavya Iyer")
    number = LeadService(co.store).get(admin, people[0]).phones[0].e164
    LeadService(co.store).add_note(admin, other, f"Cousin: {number}", new_id())
    begun = begin(co, service_of(co, tmp_path), expected=5)
    co.clock.move(hours=25)
    for done in (2, 4):
        with pytest.raises(Cancelled):
            service_of(co, tmp_path).go_on(admin, Killed(done))
        (now,) = service_of(co, tmp_path).all(admin)
        assert (now.id, now.state, now.done, now.leads) == (begun, State.ERASING, done, 5)
    with pytest.raises(UserError, match="has begun"):
        service_of(co, tmp_path).cancel(admin, begun)
    (row,) = co.rows(erasures, id=begun)
    assert "9800000" not in str(row["so_far"]), "whom it looks for is sealed"
    last = service_of(co, tmp_path)
    (whole,) = last.go_on(admin)
    told = last.search_pages(admin, whole.id).certificate
    assert told is not None
    assert is_genuine(told, TEST_KEY)
    assert (told["persons"], told["rows"]["leads"], told["tombstones"]) == (5, 5, 5)
    assert told["ids"] == sorted(str(each) for each in people)
    assert (told["verified"]["found"], told["redacted"]) == ({}, {"timeline": 1})
    sealed = next(each for each in told["kept"] if each["what"] == "sealed")
    assert sealed["count"] == len(co.rows(sealed_records)) == 5
    assert (told["pages"] is None) == (co.store.engine.dialect.name != "sqlite")
    assert [row["so_far"] for row in co.rows(erasures)] == [None]
    assert "Vexhil" not in everywhere(co)
    assert service_of(co, tmp_path).go_on(admin) == ()


def test_where_many_go_nothing_is_cut_out_and_the_index_is_made_anew(
    sqlite_office: CallingOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW_GOING", 3)
    monkeypatch.setattr(erasing_parts, "PART_UNCUT", 2)
    co, admin = sqlite_office, sqlite_office.office.admin
    people = in_pune(co, *(f"Qzar{n} Vexhil" for n in range(5)))
    other = co.add_lead("Kavya Iyer")
    with co.store.write(None) as work:
        numbers = [int(str(co.lead_row(each)["no"])) for each in (*people, other)]
        search.SearchIndex(work).add(numbers, [*["qzar vexhil"] * 5, "kavya iyer"])
    texts = TextIndexing(co.store, lambda _seconds: None)
    texts.go_on()
    begun = begin(co, service_of(co, tmp_path), expected=5)
    assert not service_of(co, tmp_path).is_due(admin)
    co.clock.move(hours=25)
    assert service_of(co, tmp_path).is_due(admin)
    assert not service_of(co, tmp_path).is_due(co.office.asha)

    def found(word: str) -> int:
        with co.store.read(admin) as work:
            asked = "SELECT count(*) FROM lead_fts WHERE lead_fts MATCH ?"
            return int(work.connection.exec_driver_sql(asked, (trigrams(word),)).scalar_one())

    def going() -> bool:
        with co.store.read(admin) as work:
            return search.SearchIndex(work).is_going()

    with monkeypatch.context() as killed:
        killed.setattr(search.SearchIndex, "make_anew", lambda _self: None)  # killed before it came to that
        with pytest.raises(Cancelled):
            service_of(co, tmp_path).go_on(admin, Killed(2))
    assert going()
    assert found("vexhil") == 5  # two of them nobody's any more
    assert texts.go_on() == 0  # nothing is taken in that would have to be cut out
    service = LeadService(co.store)  # a row of the index without its text is no damage
    assert len(service.page(admin, LeadQuery(text="vexhil")).rows) == 3
    assert len(service.find(admin, "qzar vexhil")) == 3
    assert [row.name for row in service.find(admin, "kavya")] == ["Kavya Iyer"]
    last = service_of(co, tmp_path)
    (whole,) = last.go_on(admin)  # three are left: as few as are cut out otherwise
    told = last.search_pages(admin, begun).certificate
    assert told is not None
    assert (told["persons"], told["verified"]["found"], told["pages"]["found"]) == (5, {}, 0)
    assert told["pages"]["planted_found_before"]
    assert (whole.id, going(), found("vexhil"), found("kavya")) == (begun, False, 0, 1)
    assert texts.go_on() > 0
    assert not last.is_due(admin)
    assert co.lead_row(other)["name"] == "Kavya Iyer"
    # Broken off for good, upkeep makes the index anew.
    with co.store.write(admin) as work:
        search.SearchIndex(work).many_are_going(5)
    co.clock.move(minutes=6)
    texts.go_on()
    assert not going()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_in_between_each_lead_is_called_exactly_when_it_may(
    sqlite_office: CallingOffice, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Erasures begun, cancelled, carried out and cut off by chance, beside do-not-call and single ones."""
    monkeypatch.setattr(erasing_parts, "PART", 1)
    co, admin, chosen = sqlite_office, sqlite_office.office.admin, random.Random(seed)
    erasure = service_of(co, tmp_path)
    ids = in_pune(co, *(f"Vexhil {n}" for n in range(8)))
    no = {each: co.lead_row(each)["no"] for each in ids}
    waiting: dict[UUID, set[UUID]] = {}
    gone: set[UUID] = set()
    refused: set[UUID] = set()

    def held() -> set[UUID]:
        return gone.union(*waiting.values())

    def acts() -> Iterator[str]:
        for _ in range(14):
            yield chosen.choice(("begin", "begin", "cancel", "mark", "erase", "later"))

    for act in acts():
        free = [each for each in ids if each not in held()]
        if act == "begin" and free:
            some = set(chosen.sample(free, min(len(free), chosen.randint(1, 3))))
            waiting[begin(co, erasure, of=[no[each] for each in some])] = some
        elif act == "cancel" and waiting:
            which = chosen.choice(list(waiting))
            erasure.cancel(admin, which)
            del waiting[which]
        elif act == "mark" and (left := [each for each in ids if each not in gone | refused]):
            lead_id = chosen.choice(left)
            with co.store.write(admin) as work:
                facts = Queue(work).facts(lead_id)
                assert facts is not None
                mark_do_not_call(work, facts, facts.phones[0].phone_id, "Asked")
            refused.add(lead_id)
        elif act == "erase" and (left := [each for each in ids if each not in gone]):
            lead_id = chosen.choice(left)
            erasure.erase(admin, ErasePerson(new_id(), lead_id, "Asked by letter"))
            gone.add(lead_id)
            for some in waiting.values():
                some.discard(lead_id)
        elif act == "later":
            co.clock.move(hours=25)
            if chosen.random() < 0.5:
                with pytest.raises(Cancelled) if any(waiting.values()) else nullcontext():
                    erasure.go_on(admin, Killed(0))
            erasure.go_on(admin)
            gone = held()
            waiting.clear()
        with co.store.read() as work:
            rows = work.connection.execute(select(leads.c.id, leads.c.erased_at)).all()
        assert {row.id for row in rows if row.erased_at is not None} == held()
        called = {row["lead_id"] for row in co.rows(queue_entries) if row["lane"] == int(Lane.NEW)}
        assert called == set(ids) - held() - refused
    if not set(ids) - held() - refused:
        assert isinstance(co.calling.next_lead(co.office.asha, co.campaign.id), NothingToDial)
