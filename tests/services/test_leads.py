"""Leads: who sees which, pages and search, changing beside someone else, merging, views; on every engine."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from crm_desktop.clock import SetClock
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import UNSCORED, LeadQuery, Sort, needles
from crm_desktop.domain.messages import filled, values_of
from crm_desktop.domain.people import Actor
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.settings import SettingsService
from crm_desktop.store import lead_lists
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import NOT_YOURS
from tests.factories import Office, make_office
from tests.staffed_stores import Staffed


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


@pytest.fixture
def leads(store: Store) -> LeadService:
    return LeadService(store)


def _add(leads: LeadService, actor: Actor, name: str, number: int = 0, **more: object) -> UUID:
    phones = (f"98000 {number:05d}",) if number else ()
    return leads.create(actor, NewLead(name=name, phones=phones, **more)).id  # type: ignore[arg-type]


def test_everybody_sees_the_own_leads_alone(office: Office, leads: LeadService) -> None:
    mine = _add(leads, office.asha, "Kavya Iyengar", 163)
    _add(leads, office.imran, "Ravi Chauhan", 148)
    _add(leads, office.other_caller, "Zoya's Lead", 73)
    _add(leads, office.admin, "Nobody's Lead", 74)

    def names(actor: Actor) -> set[str]:
        return {r.name for r in leads.page(actor, LeadQuery()).rows}

    assert names(office.asha) == {"Kavya Iyengar"}
    assert names(office.lead) == {"Kavya Iyengar", "Ravi Chauhan", "Nobody's Lead"}
    assert names(office.other_lead) == {"Zoya's Lead", "Nobody's Lead"}
    assert len(names(office.admin)) == 4
    assert [r.name for r in leads.find(office.imran, "kavya")] == []
    for act in (leads.get, leads.timeline, leads.others_at_number):
        with pytest.raises(NOT_YOURS):
            act(office.imran, mine)
    with pytest.raises(NOT_YOURS):
        leads.edit(office.imran, EditLead(mine, 1, {"city": "Pune"}))
    with pytest.raises(NotAllowed):
        leads.assign(office.asha, [mine], office.imran.person_id)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_and_numbers_give_the_same_order(
    store: Store,
    office: Office,
    leads: LeadService,
    sort: Sort,
    descending: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lead_lists, "_PART", 3)  # numbers come in many parts
    names = ["Aarav", "aditi", "सुनीता", "Bhaskar", "Zoya", "Émile", "aarav", "", "Ravi", "Kavya"]
    for place, name in enumerate(names):
        more = {
            "city": ["Pune", "", "Nashik"][place % 3],
            "score": ["", "90", "100", "90"][place % 4],
            "product": ["Gold loan", "", "home loan", "गोल्ड लोन", "GOLD LOAN"][place % 5],
        }
        lead_id = _add(leads, office.admin, name, 200 + place, **more)
        if place % 2:
            with store.write(office.admin) as work:
                column = "next_call_at" if place % 3 else "last_call_at"
                value = work.now.timestamp() + place * 60
                stamp = int(value * 1e6) if work.is_sqlite else None
                sql = f"UPDATE leads SET {column} = :v WHERE id = :i"
                if stamp is None:
                    sql = sql.replace(":v", "to_timestamp(:v)")
                work.connection.execute(
                    text(sql), {"v": stamp or value, "i": lead_id.bytes if work.is_sqlite else lead_id}
                )
    query = LeadQuery(sort=sort, descending=descending)
    in_pages: list[int] = []
    key = None
    while True:
        page = leads.page(office.admin, query, key, limit=3)
        in_pages += [r.no for r in page.rows]
        key = page.last_key
        if key is None:
            break
    assert in_pages == list(leads.numbers(office.admin, query))
    assert len(set(in_pages)) == len(names) == leads.count(office.admin, query)
    assert [r.no for r in leads.rows_by_no(office.admin, in_pages)] == in_pages


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kav", "Kavya Iyengar"),
        ("ka", "Kavya Iyengar"),
        ("IYENGAR kavya", "Kavya Iyengar"),
        ("98000 00163", "Kavya Iyengar"),
        ("0980000163", ""),
        ("0163", "Kavya Iyengar"),
        ("+91-98000-00163", "Kavya Iyengar"),
        ("deccan", "Kavya Iyengar"),
        ("kavya@example", "Kavya Iyengar"),
        ("100%", "Discount 100% Off"),
        ("00%", "Discount 100% Off"),
        ("d_s", ""),
        ("सुनी", "सुनीता रामचंद्र देशमुख"),
        ("देशमुख", "सुनीता रामचंद्र देशमुख"),
        ("nobody", ""),
        ("   ", ""),
    ],
)
def test_search_as_you_type(office: Office, leads: LeadService, typed: str, found: str) -> None:
    leads.create(
        office.admin,
        NewLead("Kavya Iyengar", ("98000 00163",), company="Deccan Dental", email="Kavya@example.in"),
    )
    _add(leads, office.admin, "Discount 100% Off", 501)
    _add(leads, office.admin, "सुनीता रामचंद्र देशमुख", 562)
    assert [r.name for r in leads.find(office.admin, typed)] == ([found] if found else [])
    if len(typed.strip()) > 2:
        assert [r.name for r in leads.page(office.admin, LeadQuery(text=typed)).rows] == (
            [found] if found else []
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(name=st.text(min_size=1, max_size=12), data=st.data())
def test_any_part_of_a_name_finds_it(sqlite_store: Store, name: str, data: st.DataObject) -> None:
    from crm_desktop.domain.lead import search_key

    stored = search_key("".join(c for c in name if c.isprintable()))
    if not stored or "\x00" in name:
        return
    if not hasattr(sqlite_store, "office"):
        sqlite_store.office = make_office(sqlite_store)  # type: ignore[attr-defined]
    office: Office = sqlite_store.office  # type: ignore[attr-defined]
    service = LeadService(sqlite_store)
    lead_id = service.create(office.admin, NewLead(stored, ("98000 00001",))).id
    start = data.draw(st.integers(0, len(stored) - 1))
    part = stored[start : start + data.draw(st.integers(3, 12))].strip()
    if len(part) >= 3 and needles(part) == (part,):
        rows = service.find(office.admin, part, limit=10_000)
        assert lead_id in {r.id for r in rows}


def test_search_and_lists_use_an_index(sqlite_store: Store) -> None:
    office = make_office(sqlite_store)
    seen: list[tuple[str, object]] = []

    def note(conn: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(sqlite_store.engine, "before_cursor_execute", note)
    try:
        with sqlite_store.read(office.admin) as work:
            lists = LeadLists(work)
            day = (work.now, work.now)
            lists.find("kavya", 50)
            lists.find("ka", 50)
            lists.page(LeadQuery(), None, 50, day)
            lists.page(LeadQuery(sort=Sort.NEXT_CALL), None, 50, day)
            lists.page(LeadQuery(status=(LeadStatus.OPEN,)), None, 50, day)
            lists.page(LeadQuery(sort=Sort.CITY, city="Pune"), None, 50, day)
            lists.page(LeadQuery(sort=Sort.SCORE, descending=True), None, 50, day)
            lists.count(LeadQuery(score="80"), day)
            lists.page(LeadQuery(sort=Sort.PRODUCT, product="Gold loan"), None, 50, day)
            lists.page(LeadQuery(sort=Sort.PRODUCT, descending=True), None, 50, day)
            lists.products()
    finally:
        event.remove(sqlite_store.engine, "before_cursor_execute", note)
    with sqlite_store.read(office.admin) as work:
        for statement, parameters in seen:
            plan = work.connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()
            told = [str(row[3]) for row in plan]
            in_order = "ORDER BY leads.no" in statement  # the table itself is in this order
            bad = [t for t in told if t.startswith("SCAN") and "INDEX" not in t and not in_order]
            assert not bad, (statement, told)
            assert not any("TEMP B-TREE" in t for t in told), (statement, told)


def test_a_page_asks_a_fixed_number_of_questions(office: Office, leads: LeadService, store: Store) -> None:
    counts: list[int] = []
    for size in (3, 30):
        for number in range(size):
            _add(leads, office.asha, f"Lead {size} {number}", 1000 + size * 100 + number)
        statements: list[str] = []

        def note(conn: object, cursor: object, sql: str, *_: object, into: list[str] = statements) -> None:
            into.append(sql)

        event.listen(store.engine, "before_cursor_execute", note)
        leads.page(office.asha, LeadQuery())
        event.remove(store.engine, "before_cursor_execute", note)
        counts.append(len([s for s in statements if s.lstrip().startswith("SELECT")]))
    assert counts[0] == counts[1] <= 6


def test_changing_beside_someone_else(office: Office, leads: LeadService, clock: SetClock) -> None:
    lead_id = _add(leads, office.asha, "Kavya Iyengar", 163)
    first = leads.get(office.asha, lead_id)
    clock.move(minutes=5)
    leads.edit(office.lead, EditLead(lead_id, first.version, {"city": "Pune", "company": "Deccan"}))
    with pytest.raises(ChangedMeanwhile) as told:
        leads.edit(office.asha, EditLead(lead_id, first.version, {"city": "Nashik"}))
    assert "Joseph Lobo changed this lead at 15:47 (City, Company)" in str(told.value)
    assert leads.get(office.asha, lead_id).city == "Pune"


def test_other_fields_go_beside_what_someone_else_changed(
    office: Office, leads: LeadService, clock: SetClock
) -> None:
    lead_id = _add(leads, office.asha, "Kavya Iyengar", 163)
    first = leads.get(office.asha, lead_id)
    mine = EditLead(
        lead_id,
        first.version,
        {"city": "Nashik"},
        phones=("98000 00163", "98000 00164"),
        was={"city": "", "phones": "+919800000163"},
    )
    leads.edit(office.lead, EditLead(lead_id, first.version, {"company": "Deccan"}, tags=("nri",)))
    after = leads.edit(office.asha, mine)
    assert (after.city, after.company, after.tags, len(after.phones)) == ("Nashik", "Deccan", ("nri",), 2)
    with pytest.raises(ChangedMeanwhile):  # the same field: what it was read as is not what it is
        leads.edit(office.lead, EditLead(lead_id, first.version, {"city": "Pune"}, was={"city": ""}))
    assert leads.get(office.asha, lead_id).city == "Nashik"


def test_what_was_changed_stands_in_the_timeline(office: Office, leads: LeadService) -> None:
    lead_id = _add(leads, office.asha, "Kavya Iyengar", 163)
    after = leads.edit(
        office.asha,
        EditLead(lead_id, 1, {"city": "Pune"}, phones=("98000 00163", "98000 00164"), tags=("nri", "NRI ")),
    )
    assert [p.e164 for p in after.phones] == ["+919800000163", "+919800000164"]
    assert after.tags == ("nri",)
    newest = leads.timeline(office.asha, lead_id)[0]
    assert newest.text == "City: – → Pune, Tags, Phones"
    assert [r.name for r in leads.find(office.asha, "00164")] == ["Kavya Iyengar"]


def test_a_score_is_typed_changed_beside_others_listed_and_told(office: Office, leads: LeadService) -> None:
    kavya = _add(leads, office.asha, "Kavya Iyengar", 163, score=" 85 ")
    ravi = _add(leads, office.asha, "Ravi Chauhan", 148, score="100")
    _add(leads, office.asha, "Nobody's Guess", 149)
    first = leads.get(office.asha, kavya)
    assert first.score == 85

    def names(**query: object) -> list[str]:
        asked = LeadQuery(sort=Sort.SCORE, descending=True, **query)  # type: ignore[arg-type]
        return [row.name for row in leads.page(office.asha, asked).rows]

    assert names() == ["Ravi Chauhan", "Kavya Iyengar", "Nobody's Guess"]
    assert names(score="86") == ["Ravi Chauhan"]
    assert names(score=UNSCORED) == ["Nobody's Guess"]
    assert LeadQuery.from_json(LeadQuery(score="86").to_json()).score == "86"
    assert {LeadQuery.from_json({"score": bad}).score for bad in ("101", "-1", "many", None, 7)} == {""}

    leads.edit(office.lead, EditLead(kavya, first.version, {"city": "Pune"}))
    beside = leads.edit(office.asha, EditLead(kavya, first.version, {"score": "40"}, was={"score": "85"}))
    assert (beside.score, beside.city) == (40, "Pune")
    with pytest.raises(ChangedMeanwhile):
        leads.edit(office.lead, EditLead(kavya, first.version, {"score": "90"}, was={"score": "85"}))
    assert leads.edit(office.asha, EditLead(kavya, beside.version, {"score": ""})).score == 0
    told = [item.text for item in leads.timeline(office.asha, kavya)]
    assert told[:2] == ["Score: 40 → –", "Score: 85 → 40"]
    for bad in ("101", "-1", "1.5", "hot", "1000"):
        with pytest.raises(UserError, match="whole number from 0 to 100") as refused:
            leads.edit(office.asha, EditLead(ravi, 1, {"score": bad}))
        assert refused.value.field == "score"
    assert [row.score for row in leads.find(office.asha, "ravi")] == [100]


def test_a_product_is_typed_changed_beside_others_listed_and_told(office: Office, leads: LeadService) -> None:
    kavya = _add(leads, office.asha, "Kavya Iyengar", 163, product="  Gold   loan ")
    _add(leads, office.asha, "Ravi Chauhan", 148, product="gold LOAN")
    _add(leads, office.asha, "Émile", 149, product="कार लोन")
    _add(leads, office.asha, "Undecided", 150)
    _add(leads, office.imran, "Another's", 151, product="Home loan")

    def names(**query: object) -> list[str]:
        asked = LeadQuery(sort=Sort.PRODUCT, **query)  # type: ignore[arg-type]
        return [row.name for row in leads.page(office.asha, asked).rows]

    assert names() == ["Kavya Iyengar", "Ravi Chauhan", "Émile", "Undecided"]
    assert names(product="GOLD loan") == ["Kavya Iyengar", "Ravi Chauhan"]
    assert LeadQuery.from_json(LeadQuery(product="Gold loan").to_json()).filters == 1
    assert [p.casefold() for p in leads.filter_choices(office.asha)[2]] == ["gold loan", "कार लोन"]

    first = leads.get(office.asha, kavya)
    assert first.product == "Gold loan"
    leads.edit(office.lead, EditLead(kavya, first.version, {"city": "Pune"}))
    change = EditLead(kavya, first.version, {"product": "Car loan"}, was={"product": "Gold loan"})
    beside = leads.edit(office.asha, change)
    assert (beside.product, beside.city) == ("Car loan", "Pune")
    with pytest.raises(ChangedMeanwhile):
        leads.edit(office.lead, replace(change, changes={"product": "Home loan"}))
    assert leads.timeline(office.asha, kavya)[0].text == "Product: Gold loan → Car loan"
    with pytest.raises(UserError, match="at most 200 characters") as refused:
        leads.edit(office.asha, EditLead(kavya, beside.version, {"product": "x" * 201}))
    assert refused.value.field == "product"
    assert [row.product for row in leads.find(office.asha, "kavya")] == ["Car loan"]
    said = values_of(beside, caller="Asha", office="O", campaign="C")
    assert filled("About your {product}.", said) == "About your Car loan."
    kept_so_far = replace(beside, product="", custom={"Product": "Pump"})
    assert values_of(kept_so_far, caller="", office="", campaign="")["product"] == "Pump"


def test_bad_values_are_told_at_their_field(office: Office, leads: LeadService) -> None:
    for command, where in (
        (NewLead("X", ("9999999999",)), "phone"),
        (NewLead("X", ("12345",)), "phone"),
        (NewLead("X", email="not an address"), "email"),
        (NewLead("  "), "name"),
        (NewLead("X", custom={"unknown": "1"}), "unknown"),
    ):
        with pytest.raises(UserError) as told:
            leads.create(office.asha, command)
        assert told.value.field == where
    assert leads.count(office.admin, LeadQuery()) == 0


def test_a_repeated_request_adds_one_lead(office: Office, leads: LeadService) -> None:
    request = new_id()
    first = leads.create(office.asha, NewLead("Kavya", ("98000 00163",)), request)
    assert leads.create(office.asha, NewLead("Kavya", ("98000 00163",)), request).id == first.id
    leads.add_note(office.asha, first.id, "Speaks Tamil", request)
    leads.add_note(office.asha, first.id, "Speaks Tamil", request)
    assert [i.kind for i in leads.timeline(office.asha, first.id)] == ["note", "created"]


def test_families_share_a_phone(office: Office, leads: LeadService) -> None:
    mother = _add(leads, office.asha, "Sunita Deshmukh", 562)
    _add(leads, office.asha, "Arun Deshmukh", 562)
    assert [r.name for r in leads.others_at_number(office.asha, mother)] == ["Arun Deshmukh"]


def test_merging_and_taking_it_back(office: Office, leads: LeadService) -> None:
    keep = _add(leads, office.asha, "Ravi Chauhan", 148)
    other = _add(leads, office.asha, "R. Chauhan", 149)
    leads.add_note(office.asha, other, "Prefers evenings", new_id())
    with pytest.raises(NotAllowed):
        leads.merge(office.asha, keep, other)
    undo_id = leads.merge(office.lead, keep, other)

    assert [r.name for r in leads.page(office.asha, LeadQuery()).rows] == ["Ravi Chauhan"]
    assert [r.name for r in leads.find(office.asha, "00149")] == ["Ravi Chauhan"]
    assert "Prefers evenings" in [i.text for i in leads.timeline(office.asha, keep)]

    leads.undo_merge(office.lead, undo_id)
    assert {r.name for r in leads.page(office.asha, LeadQuery()).rows} == {"Ravi Chauhan", "R. Chauhan"}
    assert [r.name for r in leads.find(office.asha, "00149")] == ["R. Chauhan"]
    assert [p.e164 for p in leads.get(office.asha, keep).phones] == ["+919800000148"]
    with pytest.raises(UserError, match="already"):
        leads.undo_merge(office.lead, undo_id)


def test_giving_leads_to_someone(office: Office, leads: LeadService) -> None:
    some = [_add(leads, office.asha, f"Lead {n}", 300 + n) for n in range(3)]
    assert leads.assign(office.lead, some, office.imran.person_id) == 3
    assert leads.count(office.imran, LeadQuery()) == 3
    assert leads.count(office.asha, LeadQuery()) == 0
    with pytest.raises(NotAllowed):
        leads.assign(office.lead, some, office.other_caller.person_id)
    with pytest.raises(NOT_YOURS):
        leads.assign(office.other_lead, some, office.other_caller.person_id)


def test_numbers_can_be_hidden_and_shown_for_a_reason(
    office: Office, leads: LeadService, store: Store
) -> None:
    class Nowhere:
        def get(self, key: str) -> None:
            return None

        def set(self, key: str, value: object) -> None:
            raise AssertionError(key)

    lead_id = _add(leads, office.asha, "Kavya Iyengar", 163)
    service = SettingsService(store, Nowhere())
    with pytest.raises(NotAllowed):
        service.set(office.lead, "numbers_hidden", True)
    service.set(office.admin, "numbers_hidden", True)
    masked = leads.get(office.asha, lead_id).phones[0]
    assert masked.e164 == "+91 98••• ••163"
    assert leads.page(office.asha, LeadQuery()).rows[0].phone == "+91 98••• ••163"
    assert leads.get(office.lead, lead_id).phones[0].e164 == "+919800000163"
    with pytest.raises(UserError, match="why"):
        leads.reveal_number(office.asha, lead_id, masked.phone_id, " ")
    assert leads.reveal_number(office.asha, lead_id, masked.phone_id, "Sends papers") == "+919800000163"
    assert leads.timeline(office.asha, lead_id)[0].kind == "number_shown"


def test_filters(office: Office, leads: LeadService) -> None:
    leads.create(office.asha, NewLead("A", ("98000 00901",), city="Pune", tags=("hot",)))
    leads.create(office.asha, NewLead("B", ("98000 00902",), city="pune "))
    leads.create(office.admin, NewLead("C", ("98000 00903",), city="Nashik"))

    def found(**filters: object) -> list[str]:
        return [r.name for r in leads.page(office.admin, LeadQuery(**filters)).rows]  # type: ignore[arg-type]

    assert found(city="PUNE") == ["A", "B"]
    assert found(tag="hot") == ["A"]
    assert found(owner="nobody") == ["C"]
    assert found(owner=str(office.asha.person_id), city="Pune") == ["A", "B"]
    assert found(status=("won",)) == []
    assert found(next_call="none") == ["A", "B", "C"]
    assert leads.filter_choices(office.admin) == (("Nashik", "Pune"), ("hot",), ())


def test_views_are_kept_and_shared(office: Office, leads: LeadService) -> None:
    query = LeadQuery(text="typed", city="Pune", status=("open",), sort=Sort.CITY)
    leads.save_view(office.asha, "Pune", query)
    with pytest.raises(NotAllowed):
        leads.save_view(office.asha, "Everybody's", query, is_shared=True)
    shared = leads.save_view(office.lead, "Open in Pune", query, is_shared=True)
    assert [v.name for v in leads.views(office.imran)] == ["Open in Pune"]
    stored = LeadQuery.from_json(leads.views(office.imran)[0].query)
    assert (stored.city, stored.status, stored.sort, stored.text) == ("Pune", ("open",), Sort.CITY, "")
    with pytest.raises(NotAllowed):
        leads.delete_view(office.imran, shared)
    leads.delete_view(office.lead, shared)
    assert leads.views(office.imran) == ()


def test_so_many_hidden_numbers_are_shown_an_hour(
    office: Office, leads: LeadService, store: Store, clock: SetClock
) -> None:
    with store.write(office.admin) as work:
        for key, value in (("numbers_hidden", True), ("number_lookups_per_hour", 2)):
            SettingRows(work).set("workspace", office.workspace_id, key, value)
    ids = [_add(leads, office.asha, f"Lead {n}", 300 + n) for n in range(3)]
    phones = [leads.get(office.asha, lead_id).phones[0].phone_id for lead_id in ids]
    for place in (0, 1, 0):
        assert leads.reveal_number(office.asha, ids[place], phones[place], "Sends papers").startswith("+91")
    with pytest.raises(
        UserError, match=r"allowed \(2\) were shown to you within an hour; the next from 16:42"
    ):
        leads.reveal_number(office.asha, ids[2], phones[2], "Sends papers")
    clock.move(minutes=61)
    assert leads.reveal_number(office.asha, ids[2], phones[2], "Sends papers").startswith("+91")
    for lead_id, phone_id in zip(ids, phones, strict=True):
        assert leads.reveal_number(office.admin, lead_id, phone_id, "Checks").startswith("+91")
