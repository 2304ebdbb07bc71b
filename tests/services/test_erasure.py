"""Who had their data erased: gone from every table, kept from coming back, and proven."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from crm_desktop.domain.erasure import BESIDE, BY_KEY, BY_SEARCH, OWN_WAYS, Erasure, Needles, State, treated
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.domain.tombstones import Buried, of_email, of_person, of_phone
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.secrets.sealing import unseal
from crm_desktop.services.certificate import is_genuine
from crm_desktop.services.erasure import EraseMany, ErasePerson, ErasureService
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store.erasure_scan import hits_of
from crm_desktop.store.erasure_texts import redacted_columns
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.errors import PersonKeyGone
from crm_desktop.store.files import Files, LocalFiles
from crm_desktop.store.leads import Leads
from crm_desktop.store.page_search import PageSearch
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.tables import (
    call_hours,
    calls,
    lead_phones,
    leads,
    metadata,
    phones,
    queue_entries,
    sealed_records,
)
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.tombstones import Tombstones
from tests.calling_office import CallingOffice, both_engines
from tests.services.test_persons import Planted
from tests.stores import TEST_KEY

RAVI, MEENA, HOME = "+919811122233", "+919811122244", "+912227001100"


def bury(co: CallingOffice, **texts: Buried) -> None:
    with co.store.write(co.office.admin) as work:
        Tombstones(work).bury(new_id(), texts)


@both_engines
def test_nobody_erased_comes_back_by_hand_or_by_an_import(co: CallingOffice, tmp_path: Path) -> None:
    said = {of_phone(RAVI): Buried.PHONE, of_email("Ravi@Example.in"): Buried.EMAIL,
            of_person(HOME, "Ravi  CHAUHAN"): Buried.PERSON}  # fmt: skip
    bury(co, **said)
    services, asha = LeadService(co.store), co.office.asha
    for again in (
        NewLead("R. C.", ("098111 22233",)),
        NewLead("Someone", (MEENA, RAVI)),
        NewLead("Someone", email="ravi@example.in"),
        NewLead("Ravi Chauhan", (HOME,)),
    ):
        with pytest.raises(UserError, match="an admin lifts it first"):
            services.create(asha, again)
    wife = services.create(asha, NewLead("Meena Chauhan", (HOME,)))
    for change in (
        EditLead(wife.id, wife.version, phones=(HOME, RAVI)),
        EditLead(wife.id, wife.version, {"email": "RAVI@example.in"}),
        EditLead(wife.id, wife.version, {"name": "Ravi Chauhan"}),
    ):
        with pytest.raises(UserError, match="must not come back"):
            services.edit(asha, change)
    assert services.edit(asha, EditLead(wife.id, wife.version, {"city": "Pune"})).city == "Pune"
    file = tmp_path / "leads.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(
            [["Name", "Mobile", "Mail"], ["R C", "98111 22233", ""], ["Anil", "98111 22255", ""],
             ["Ravi Chauhan", HOME, ""], ["Sita", "", "ravi@example.in"]]
        )  # fmt: skip
    columns = (("Name", "name"), ("Mobile", "phone"), ("Mail", "email"))
    mapping = Mapping(tuple(ColumnRule(header, target) for header, target in columns))
    brought = ImportService(co.store, None, tmp_path / "workspace")
    plan = ImportPlan("Came back", mapping)
    with open_source(file) as source:
        done = brought.run(co.office.admin, source, plan)
    assert (done.read, done.created, done.refused) == (4, 1, 3)
    (problem,) = done.problems
    assert (problem.reason[:11], problem.first_row, problem.example, problem.count) == (
        "This person",
        2,
        "",
        3,
    )
    assert done.refused_file is None  # what they are called stands in no file
    with co.store.write(co.office.admin) as work:
        assert Tombstones(work).lift([RAVI], "He asked for an offer on our website on 27 November") == 1
    assert services.create(asha, NewLead("Ravi", (RAVI,))).phones[0].e164 == RAVI


@pytest.fixture
def erasure(co: CallingOffice, tmp_path: Path) -> ErasureService:
    return service_of(co, tmp_path)


def service_of(co: CallingOffice, folder: Path) -> ErasureService:
    place = co.store.engine.dialect.name == "sqlite" and co.store.read(None)
    file = None
    if place:
        with place as work:
            ((_, _, name),) = work.connection.exec_driver_sql("PRAGMA database_list").fetchall()
        file = Path(str(name)), TEST_KEY
    return ErasureService(co.store, files_of(co, folder), lambda: TEST_KEY, file, rest=lambda _: None)


def files_of(co: CallingOffice, folder: Path) -> Files:
    if co.store.engine.dialect.name == "sqlite":
        return LocalFiles(folder, PersonKeys(folder, TEST_KEY))
    return SharedFiles(co.store)


def everywhere(co: CallingOffice) -> str:
    """All rows of all tables, as text."""
    found = []
    with co.store.read() as work:
        for table in metadata.sorted_tables:
            for row in work.connection.execute(select(table)):
                found.append(f"{table.name}: {[v for v in row if not isinstance(v, bytes)]}")
    return "\n".join(found)


def erase(co: CallingOffice, erasure: ErasureService, lead_id: UUID) -> Erasure:
    return erasure.erase(co.office.admin, ErasePerson(new_id(), lead_id, "Asked on the phone"))


def test_every_exported_table_is_erased_and_the_other_way_round() -> None:
    """One list drives both: what is told to a person goes with them, and the other way round."""
    goes = {each.table for each in treated()} | OWN_WAYS | BY_KEY | BY_SEARCH
    personal = {name.split(".")[0] for name in PERSONAL}
    told = {name.split(".")[0] for name, how in PERSONAL.items() if how.is_exported}
    assert personal <= goes
    assert goes - told == set(BESIDE) | BY_SEARCH


@both_engines
def test_all_that_was_exported_is_erased_and_nothing_of_others(
    co: CallingOffice, erasure: ErasureService
) -> None:
    lead_id, other = co.add_lead("Ravi Chauhan"), co.add_lead("Meena Kini")
    planted = Planted(co, lead_id)
    number = "+919811122233"
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead_id).values(email="ravi@example.in"))
        work.connection.execute(update(calls).values(state="closed"))
        Leads(work).index(lead_id)
        Leads(work).index(other)
    co.calling.take_lead(co.office.asha, other)
    co.calling.note(co.office.asha, other, "Brother at 98111-22233, ravi@example.in. Asks for Ravi", new_id())
    co.calling.release(co.office.asha)
    counted = erasure.count(co.office.admin, lead_id)
    mails = ("planted-lead_emails-email", "ravi@example.in")
    assert (counted.own_phones, counted.emails, counted.shared_phones) == ((number,), mails, ())
    assert counted.rows["calls"] == 1
    done = erasure.search_pages(co.office.admin, erase(co, erasure, lead_id).id)
    text = everywhere(co)
    left = [name for name, mark in planted.values.items() if mark in text]
    assert [name for name in left if name not in STAY] == []
    for gone in (number, "9811122233", "98111-22233", "ravi@example.in", "planted-leads"):
        assert gone not in text
    assert "Meena Kini" in text
    assert "Brother at [erased], [erased]. Asks for Ravi" in text
    told = done.certificate
    assert told is not None
    assert is_genuine(told, TEST_KEY)
    assert not is_genuine({**told, "rows": {}}, TEST_KEY)
    assert (told["verified"]["found"], told["tombstones"], told["redacted"]) == ({}, 3, {"timeline": 1})
    kept = {each["what"] for each in told["kept"]}
    assert {"calls", "sealed", "audit"} <= kept
    assert done.closed_at is not None  # nobody ever sat at a workstation of this office
    assert (told["closed_at"], told["seats"]) == (done.closed_at.isoformat(), [])
    if co.store.engine.dialect.name == "sqlite":
        assert told["pages"]["planted_found_before"]
        assert (told["pages"]["found"], told["pages"]["log_empty"]) == (0, True)
        pages = PageSearch(co.store, *erasure._file or (None, b""))
        raw = b"".join([*pages._pages(), *pages._log()])
        marks = {name: mark.encode() for name, mark in planted.values.items() if name not in STAY}
        assert [name for name, mark in marks.items() if mark in raw] == []
    row = co.rows(calls, lead_id=lead_id)[0]
    assert (row["note"], row["phone_id"], row["state"]) == ("", None, "closed")
    with pytest.raises(NotFound):
        erasure.count(co.office.admin, lead_id)
    assert erasure.erase(co.office.admin, ErasePerson(done.id, lead_id, "Asked on the phone")) == done


@both_engines
def test_an_erased_persons_e_mail_goes_out_of_every_text_about_others(
    co: CallingOffice, erasure: ErasureService
) -> None:
    """What is only added to lets it go too: nothing of the ledgers refuses the erasure."""
    lead_id, other = co.add_lead("Ravi Chauhan"), co.add_lead("Meena Kini")
    planted = Planted(co, other, also=" for ravi@example.in")
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead_id).values(email="ravi@example.in"))
        work.connection.execute(update(calls).values(state="closed"))
        Leads(work).index(lead_id)
        Leads(work).index(other)
    redacted = erase(co, erasure, lead_id).certificate["redacted"]
    text = everywhere(co)
    changed = {f"{table.name}.{column.name}" for table, column in redacted_columns()} & planted.values.keys()
    assert len(changed) > 30
    left = {name for name in changed if f"planted-{name.replace('.', '-')} for [erased]" not in text}
    assert left == set()
    assert {name.split(".")[0] for name in changed} == redacted.keys()


#: Names of things of the office that many leads share, planted beside the person's own.
STAY = frozenset({"disclosures.reason"})


@both_engines
def test_a_family_keeps_its_number_and_the_erased_one_is_not_called_there(
    co: CallingOffice, erasure: ErasureService
) -> None:
    ravi = co.add_lead("Ravi Chauhan")
    phone = co.rows(lead_phones, lead_id=ravi)[0]["phone_id"]
    assert isinstance(phone, UUID)
    meena = co.add_lead("Meena Chauhan", phones=(phone,))
    co.call(co.office.asha, "BUSY", co.next(co.office.asha), take_next=False)
    before = co.rows(call_hours)
    erase(co, erasure, ravi)
    assert co.rows(phones, id=phone)
    assert co.entry(meena).entry.lane is Lane.NEW
    assert not co.rows(queue_entries, lead_id=ravi)
    assert co.rows(call_hours) == before
    e164 = str(co.rows(phones, id=phone)[0]["e164"])
    services = LeadService(co.store)
    for sort in (LeadQuery(), LeadQuery(sort="city")):  # whole lists go by their index alone
        listed = services.numbers(co.office.admin, sort)
        assert list(listed) == [co.lead_row(meena)["no"]]
    with pytest.raises(UserError, match="must not come back"):
        services.create(co.office.lead, NewLead("Ravi Chauhan", (e164,)))
    assert services.create(co.office.lead, NewLead("Anil Chauhan", (e164,))).name == "Anil Chauhan"


def test_a_number_of_somebody_erased_is_not_dialled_however_it_came(sqlite_office: CallingOffice) -> None:
    co = sqlite_office
    lead_id = co.add_lead()
    phone_id = co.rows(lead_phones, lead_id=lead_id)[0]["phone_id"]
    found = co.next(co.office.asha)
    bury(co, **{of_phone(str(co.rows(phones, id=phone_id)[0]["e164"])): Buried.PHONE})
    with pytest.raises(UserError, match="had their data erased"):
        co.dial(co.office.asha, found)
    assert not co.rows(calls)


@both_engines
def test_it_is_an_admins_act_counted_first_and_refused_in_a_call(
    co: CallingOffice, erasure: ErasureService
) -> None:
    lead_id = co.add_lead("Ravi Chauhan")
    for who in (co.office.asha, co.office.lead):
        for act in (
            lambda who=who: erasure.count(who, lead_id),
            lambda who=who: erasure.erase(who, ErasePerson(new_id(), lead_id, "x")),
            lambda who=who: erasure.all(who),
            lambda who=who: erasure.go_on(who),
            lambda who=who: erasure.cancel(who, lead_id),
            lambda who=who: erasure.erase_many(who, EraseMany(new_id(), LeadQuery(), "x")),
        ):
            with pytest.raises(NotAllowed):
                act()
    admin = co.office.admin
    for reason in (" ", "Ravi asked on the phone", "Asked from 9800000001", "x" * 501):
        with pytest.raises(UserError):
            erasure.erase(admin, ErasePerson(new_id(), lead_id, reason))
    co.dial(co.office.asha, co.next(co.office.asha))
    with pytest.raises(UserError, match="on a call with this person"):
        erase(co, erasure, lead_id)
    assert co.lead_row(lead_id)["name"] == "Ravi Chauhan"
    assert erasure.all(admin) == ()


@both_engines
def test_many_are_suppressed_at_once_erased_a_day_later_and_until_then_it_can_be_cancelled(
    co: CallingOffice, erasure: ErasureService
) -> None:
    admin, asha = co.office.admin, co.office.asha
    some = [co.add_lead(name) for name in ("Ravi Chauhan", "Anil Rao")]
    with co.store.write(None) as work:
        for lead_id in some:
            work.connection.execute(
                update(leads).where(leads.c.id == lead_id).values(city="Pune", city_key="pune")
            )
    found = erasure.erase_many(admin, EraseMany(new_id(), LeadQuery(city="Pune"), "End of the purpose"))
    assert (found.state, found.leads) == (State.WAITING, 2)
    why = co.calling.next_lead(asha, co.campaign.id)
    assert isinstance(why, NothingToDial)
    assert [(each.reason, each.leads) for each in why.reasons] == [(Reason.ERASED, 2)]
    with pytest.raises(UserError, match="had their data erased"):
        co.calling.take_lead(asha, some[0], co.campaign.id)
    with pytest.raises(UserError, match="had their data erased"):
        LeadService(co.store).add_note(co.office.admin, some[0], "late", new_id())
    assert erasure.go_on(admin) == ()
    assert erasure.cancel(admin, found.id).state is State.CANCELLED
    assert co.next(asha).lead.id in some
    co.calling.release(asha)
    again = erasure.erase_many(admin, EraseMany(new_id(), LeadQuery(city="Pune"), "End of the purpose"))
    co.clock.move(hours=25)
    (done,) = erasure.go_on(admin)
    assert (done.id, done.state) == (again.id, State.ERASED)
    assert "Chauhan" not in everywhere(co)
    assert "Anil" not in everywhere(co)
    with pytest.raises(UserError, match="has begun"):
        erasure.cancel(admin, again.id)


@both_engines
def test_a_clients_people_may_be_more_than_one_statement_takes(co: CallingOffice) -> None:
    lead_id = co.add_lead("Ravi Chauhan")
    co.dial(co.office.asha, co.next(co.office.asha))
    with co.store.read(co.office.admin) as work:
        others = [new_id()] * 70_000
        assert Erasures(work).on_call([*others, lead_id])
        assert not Erasures(work).on_call(others)


@both_engines
def test_the_key_of_what_law_keeps_is_destroyed_when_its_time_is_over(
    co: CallingOffice, erasure: ErasureService, tmp_path: Path
) -> None:
    lead_id = co.add_lead("Ravi Chauhan")
    co.call(co.office.asha, "BUSY", take_next=False)
    erase(co, erasure, lead_id)
    (kept,) = co.rows(sealed_records)
    sealed_id, key_id = kept["id"], kept["key_id"]
    assert isinstance(sealed_id, UUID)
    assert isinstance(key_id, UUID)
    with co.store.read(co.office.admin) as work:
        key = files_of(co, tmp_path).key_in(work, key_id)
    sealed = kept["sealed"]
    assert isinstance(sealed, bytes)
    told = json.loads(unseal(key, sealed, str(sealed_id)))
    assert told["leads"][0]["name"] == "Ravi Chauhan"
    assert (len(told["calls"]), "note" in told["calls"][0]) == (1, False)
    assert erasure.let_go(co.office.admin) == 0
    co.clock.move(days=380)
    assert erasure.let_go(co.office.admin) == 1
    (gone,) = co.rows(sealed_records)
    assert (gone["sealed"], gone["gone_at"]) == (None, co.clock.now())
    with pytest.raises(PersonKeyGone), co.store.read(co.office.admin) as work:
        files_of(co, tmp_path).key_in(work, key_id)


def test_a_name_is_found_in_texts_however_many_numbers_its_person_has(sqlite_office: CallingOffice) -> None:
    co = sqlite_office
    lead_id = co.add_lead("Meena Kini")
    LeadService(co.store).add_note(co.office.admin, lead_id, "A cousin of Ravi Chauhan", new_id())
    for count in (1, 21):
        numbers = tuple(f"+9197{n:08d}" for n in range(count))
        with co.store.read() as work:
            found = list(hits_of(work, Needles(numbers, names=("Ravi Chauhan",))))
        assert [hit.found.names for hit in found] == [("Ravi Chauhan",)]


def test_of_two_hundred_nothing_is_left_in_pages_log_or_files(
    sqlite_office: CallingOffice, tmp_path: Path
) -> None:
    """Planted names, numbers and e-mails of an import, notes, undo: searched for as bytes."""
    co = sqlite_office
    people = [
        (f"Qzar{n:03d} Vexhil", f"+9197{n * 31 + 10_000_000:08d}", f"q{n}@zar.example") for n in range(200)
    ]
    file = tmp_path / "in" / "leads.csv"
    file.parent.mkdir()
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([["Name", "Mobile", "Mail"], *people])
    mapping = Mapping(
        (ColumnRule("Name", "name"), ColumnRule("Mobile", "phone"), ColumnRule("Mail", "email"))
    )
    brought = ImportService(co.store, None, tmp_path / "keys")
    with open_source(file) as source:
        brought.run(co.office.admin, source, ImportPlan("Planted", mapping))
    other = co.add_lead("Meena Kini")
    services, admin = LeadService(co.store), co.office.admin
    for no, (name, number, mail) in enumerate(people[:60]):
        lead_id = services.find(admin, name)[0].id
        card = services.get(admin, lead_id)
        services.edit(admin, EditLead(lead_id, card.version, {"city": f"of {name}"}))
        services.add_note(admin, lead_id, f"{name} at {number}", new_id())
        if no % 3 == 0:
            services.add_note(admin, other, f"Cousin: {number[3:8]} {number[8:]}, {mail}", new_id())
    (tmp_path / "keys").mkdir()
    erasure = service_of(co, tmp_path / "keys")
    TextIndexing(co.store, lambda _: None).go_on()  # what the index of texts has of them goes too
    begun = erasure.erase_many(admin, EraseMany(new_id(), LeadQuery(text="Vexhil"), "End of the purpose"))
    assert begun.leads == 200
    pages = PageSearch(co.store, *erasure._file or (None, b""))
    secrets = [each.encode() for name, number, mail in people for each in (name, number[3:], mail)]
    before = b"".join(pages._pages()) + b"".join(pages._log())
    assert sum(secret in before for secret in secrets) == 600
    co.clock.move(hours=25)
    (done,) = erasure.go_on(admin)
    told = erasure.search_pages(admin, done.id).certificate
    assert told is not None
    assert (told["verified"]["found"], told["pages"]["found"], told["redacted"]) == ({}, 0, {"timeline": 20})
    left = b"".join(pages._pages()) + b"".join(pages._log())
    assert [secret for secret in secrets if secret in left] == []
    for path in tmp_path.rglob("*"):  # keys, temporary files, logs; not the file they came in
        if path.is_file() and path != file:
            content = path.read_bytes()
            assert [secret for secret in secrets if secret in content] == [], path
