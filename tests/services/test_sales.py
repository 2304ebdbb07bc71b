"""Sales: made by a result, moved on, confirmed, summed; who may what; on both engines."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.people import Actor
from crm_desktop.domain.result_fields import FieldKind, Plain, ResultField
from crm_desktop.domain.sales import COUNTED, Sale, SaleAct, SaleState
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import Completed
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import LeadService
from crm_desktop.services.products import ProductService
from crm_desktop.services.sales import ChangeSale, SaleQuery, SaleRow, SaleService
from crm_desktop.store.tables import audit, sale_changes, sales, undo_acts
from tests.calling_office import NOT_YOURS, CallingOffice, both_engines
from tests.campaign_acts import save_results


def sell(co: CallingOffice, who: Actor, *values: tuple[str, Plain], **more: object) -> Completed:
    """Call the next lead and sell something."""
    return co.call(who, "SOLD", values=values or (("amount", 25_000_00),), **more)


def sold(co: CallingOffice, who: Actor, amount: int = 25_000_00) -> Sale:
    """A sale this person made."""
    co.add_lead()
    before = {row["id"] for row in co.rows(sales)}
    sell(co, who, ("amount", amount), take_next=False)
    (made,) = [row["id"] for row in co.rows(sales) if row["id"] not in before]
    assert isinstance(made, UUID)
    return SaleService(co.store).get(co.office.admin, made).sale


# ---- made by a result ----------------------------------------------------------------------------------


@both_engines
def test_a_result_with_an_amount_makes_a_sale_to_the_callers_credit(co: CallingOffice) -> None:
    asha, service = co.office.asha, SaleService(co.store)
    loan = ProductService(co.store).add(co.office.admin, "Gold loan", "1.25 lakh")
    assert loan.price_minor == 1_25_000_00
    lead_id = co.add_lead("Ravi Chauhan")
    done = sell(
        co, asha, ("product", str(loan.id)), ("amount", 1_25_000_00), ("paid", True), ("reference", "POL-7"),
        note="agreed at once",
    )  # fmt: skip
    assert [v.shown for v in done.call.values] == ["Gold loan", "₹1,25,000", "Yes", "POL-7"]
    (row,) = service.page(asha, SaleQuery()).rows
    sale = row.sale
    assert (row.lead_name, row.person_name) == ("Ravi Chauhan", "Asha Pawar")
    assert (sale.lead_id, sale.call_id, sale.campaign_id) == (lead_id, done.call.id, co.campaign.id)
    assert (sale.product, sale.product_id, sale.reference) == ("Gold loan", loan.id, "POL-7")
    assert (sale.amount_minor, sale.currency, sale.day) == (1_25_000_00, "INR", 20261120)
    assert (sale.state, sale.is_confirmed, sale.counts, sale.waits) == (
        SaleState.RECEIVED,
        False,
        False,
        True,
    )
    kept = co.call_row(done.call.id)["disposition_values"]
    assert isinstance(kept, list)
    assert kept[1] == {
        "key": "amount", "label": "Amount", "kind": "amount", "value": 1_25_000_00, "shown": "₹1,25,000",
    }  # fmt: skip
    assert co.lead_row(lead_id)["owner_id"] == asha.person_id  # whoever sold looks after the customer
    told = [(i.kind, i.title, i.text) for i in LeadService(co.store).timeline(asha, lead_id)]
    assert told[:2] == [("sale", "Sale", "Gold loan, ₹1,25,000, POL-7"), ("call", "Sold", "agreed at once")]
    assert service.changes(asha, sale.id)[0].state is SaleState.RECEIVED


def test_without_products_the_campaign_names_what_was_sold(co: CallingOffice) -> None:
    sale = sold(co, co.office.asha)
    assert (sale.product, sale.product_id, sale.state) == (co.campaign.name, None, SaleState.PROMISED)


@both_engines
def test_a_missing_or_wrong_value_changes_nothing(co: CallingOffice) -> None:
    ProductService(co.store).add(co.office.admin, "Gold loan")
    co.add_lead()
    call_id = co.dial(co.office.asha, co.next(co.office.asha))
    for values, field in (
        ((), "product"),
        ((("product", "Boat loan"), ("amount", 1)), "product"),
        ((("amount", 100),), "product"),
    ):
        with pytest.raises(UserError) as refused:
            co.result(co.office.asha, call_id, "SOLD", values=values)
        assert refused.value.field == field
    with pytest.raises(UserError, match="were changed meanwhile"):
        co.result(co.office.asha, call_id, "NO_ANSWER", values=(("amount", 1),))
    assert co.call_row(call_id)["state"] == "open"
    assert co.rows(sales) == []


def test_other_fields_are_kept_and_told_with_the_call(co: CallingOffice) -> None:
    admin, asha = co.office.admin, co.office.asha
    fields = (
        ResultField("reason", "Reason", FieldKind.CHOICE, choices=("Price", "Timing")),
        ResultField("visit", "Visit", FieldKind.DATE),
        ResultField("budget", "Budget", FieldKind.MONEY),
    )
    results = [
        replace(d, fields=fields) if d.code == "NOT_INTERESTED" else d for d in co.campaign.dispositions
    ]
    co.campaign = save_results(co.campaigns, admin, co.campaign, results)
    assert next(d for d in co.campaign.dispositions if d.code == "NOT_INTERESTED").fields == fields
    lead_id = co.add_lead()
    values = (("reason", "Price"), ("visit", "2026-12-05"), ("budget", 50_000_00))
    co.call(asha, "NOT_INTERESTED", values=values, note="too dear", take_next=False)
    (told,) = [i for i in LeadService(co.store).timeline(admin, lead_id) if i.kind == "call"]
    assert told.text == "too dear\nReason: Price, Visit: 5 Dec 2026, Budget: ₹50,000"
    assert co.rows(sales) == []  # money that was not sold is no sale


def test_practice_keeps_the_values_and_makes_no_sale(co: CallingOffice) -> None:
    practice = co.campaigns.create(co.office.admin, NewCampaign("Practice", is_practice=True))
    lead_id = co.add_lead(campaign=practice)
    done = co.call(co.office.asha, "SOLD", co.next(co.office.asha, practice), take_next=False)
    assert [v.shown for v in done.call.values] == ["₹25,000"]
    assert co.rows(sales) == []
    told = LeadService(co.store).timeline(co.office.admin, lead_id)[0]
    assert "Amount: ₹25,000" in told.text


@both_engines
def test_undo_takes_values_and_sale_back_exactly(co: CallingOffice) -> None:
    asha, leads = co.office.asha, LeadService(co.store)
    lead_id = co.add_lead()
    call_id = co.dial(asha, co.next(asha))
    call_before, lead_before = co.call_row(call_id), co.lead_row(lead_id)
    history = leads.timeline(asha, lead_id)
    done = co.result(asha, call_id, "SOLD", values=(("amount", 9_000_00), ("reference", "R-1")))
    back = co.calling.undo(asha, done.undo_id)
    assert back.result_code == "SOLD"
    assert [(v.key, v.value) for v in back.values] == [("amount", 9_000_00), ("reference", "R-1")]
    assert co.call_row(call_id) == call_before
    assert co.lead_row(lead_id) == lead_before
    assert co.rows(sales) == co.rows(sale_changes) == []
    assert leads.timeline(asha, lead_id) == history
    again = co.result(asha, call_id, "SOLD", values=(("amount", 9_500_00),))
    (sale,) = co.rows(sales)
    assert sale["amount_minor"] == 9_500_00
    assert [i.kind for i in leads.timeline(asha, lead_id)][:2] == ["sale", "call"]
    assert again.undo_id != done.undo_id


def test_a_result_is_not_undone_once_its_sale_is_confirmed(co: CallingOffice) -> None:
    co.add_lead()
    done = sell(co, co.office.asha, take_next=False)
    service = SaleService(co.store)
    (row,) = service.page(co.office.lead, SaleQuery()).rows
    service.act(co.office.lead, row.sale.id, 1, SaleAct.CONFIRM)
    with pytest.raises(UserError, match="The sale was changed or confirmed since"):
        co.calling.undo(co.office.asha, done.undo_id)
    assert co.call_row(done.call.id)["state"] == "closed"


def test_a_repeated_result_makes_one_sale(co: CallingOffice) -> None:
    co.add_lead()
    asha = co.office.asha
    call_id = co.dial(asha, co.next(asha))
    request = new_id()
    first = co.result(asha, call_id, "SOLD", request_id=request, take_next=False)
    again = co.result(asha, call_id, "SOLD", request_id=request, take_next=False)
    assert again.undo_id == first.undo_id
    assert len(co.rows(sales)) == 1


# ---- moving on -----------------------------------------------------------------------------------------

ROLES = ("asha", "imran", "lead", "other_lead", "admin")


def acts_of(co: CallingOffice, name: str, row: SaleRow) -> set[str]:
    """What the service offers a person, and lets them do."""
    actor: Actor = getattr(co.office, name)
    offered = {act.value for act in SaleService(co.store).allowed(actor, row)}
    return offered


@both_engines
def test_who_may_do_what(co: CallingOffice) -> None:
    service = SaleService(co.store)
    sale = sold(co, co.office.asha)
    row = service.get(co.office.admin, sale.id)
    own = {"receive", "cancel", "change"}
    assert [acts_of(co, name, row) for name in ROLES] == [
        own, set(), own | {"confirm"}, set(), own | {"confirm"},
    ]  # fmt: skip
    for name in ("imran", "other_lead"):
        with pytest.raises(NOT_YOURS, match=r"not yours|taken back meanwhile"):
            service.act(getattr(co.office, name), sale.id, 1, SaleAct.CONFIRM)
    with pytest.raises(NotAllowed, match="Only a team lead"):
        service.act(co.office.asha, sale.id, 1, SaleAct.CONFIRM)
    service.act(co.office.lead, sale.id, 1, SaleAct.CONFIRM)
    row = service.get(co.office.asha, sale.id)
    assert row.confirmed_by_name == "Joseph Lobo"
    assert row.sale.counts
    assert acts_of(co, "asha", row) == set()
    assert acts_of(co, "lead", row) == own | {"withdraw"}
    with pytest.raises(NotAllowed, match="is confirmed"):
        service.act(co.office.asha, sale.id, 2, SaleAct.CANCEL, "slip")


def test_nobody_but_an_admin_confirms_an_own_sale(co: CallingOffice) -> None:
    service = SaleService(co.store)
    leads_own, admins_own = sold(co, co.office.lead), sold(co, co.office.admin)
    with pytest.raises(NotAllowed, match="your own sale"):
        service.act(co.office.lead, leads_own.id, 1, SaleAct.CONFIRM)
    service.act(co.office.admin, leads_own.id, 1, SaleAct.CONFIRM)
    service.act(co.office.admin, admins_own.id, 1, SaleAct.CONFIRM)
    details = [row["detail"] for row in co.rows(audit, act="sale.confirm")]
    assert [bool(isinstance(d, dict) and d["own_sale"]) for d in details] == [False, True]


@both_engines
def test_the_life_of_a_sale_keeps_each_step(co: CallingOffice) -> None:
    service, lead = SaleService(co.store), co.office.lead
    sale = sold(co, co.office.asha)
    steps = (
        (lead, SaleAct.CONFIRM, "", SaleState.PROMISED, True),
        (co.office.admin, SaleAct.RECEIVE, "", SaleState.RECEIVED, True),
        (lead, SaleAct.WITHDRAW, "wrong papers", SaleState.RECEIVED, False),
        (lead, SaleAct.CONFIRM, "", SaleState.RECEIVED, True),
        (lead, SaleAct.REFUND, "bank refused", SaleState.REFUNDED, True),
    )
    for version, (who, act, why, state, is_confirmed) in enumerate(steps, 1):
        co.clock.move(seconds=60)
        after = service.act(who, sale.id, version, act, why).sale
        assert (after.state, after.is_confirmed) == (state, is_confirmed)
        assert after == service.get(lead, sale.id).sale
    assert not after.counts
    told = service.changes(lead, sale.id)
    assert [(c.state, c.is_confirmed, c.why) for c in told] == [
        (SaleState.PROMISED, False, ""),
        *((state, is_confirmed, why) for _, _, why, state, is_confirmed in steps),
    ]
    assert [c.person_name for c in told[1:3]] == ["Joseph Lobo", "Rohini Nambiar"]
    with pytest.raises(UserError, match="can't be done"):
        service.act(lead, sale.id, 6, SaleAct.RECEIVE)


def test_what_loses_money_needs_a_reason(co: CallingOffice) -> None:
    service, sale = SaleService(co.store), sold(co, co.office.asha)
    for act, why, says in (
        (SaleAct.CANCEL, "  ", "Say why"),
        (SaleAct.CANCEL, "x" * 201, "at most 200"),
    ):
        with pytest.raises(UserError, match=says) as refused:
            service.act(co.office.lead, sale.id, 1, act, why)
        assert refused.value.field == "why"
    cancelled = service.act(co.office.asha, sale.id, 1, SaleAct.CANCEL, "changed their mind").sale
    with pytest.raises(NotAllowed):
        service.act(co.office.asha, sale.id, cancelled.version, SaleAct.REOPEN, "again")
    again = service.act(co.office.lead, sale.id, cancelled.version, SaleAct.REOPEN, "they rang back").sale
    assert again.state is SaleState.PROMISED
    told = LeadService(co.store).timeline(co.office.admin, sale.lead_id)
    assert told[0].text.endswith("\nthey rang back")
    assert told[0].data["act"] == "reopen"


@both_engines
def test_two_people_at_the_same_sale(co: CallingOffice) -> None:
    service, sale = SaleService(co.store), sold(co, co.office.asha)
    service.change(co.office.asha, sale.id, 1, ChangeSale(amount_minor=30_000_00))
    with pytest.raises(ChangedMeanwhile, match="Asha Pawar changed this sale meanwhile"):
        service.act(co.office.lead, sale.id, 1, SaleAct.CONFIRM)
    assert not service.get(co.office.lead, sale.id).sale.is_confirmed


@both_engines
def test_of_two_at_the_same_moment_one_wins(co: CallingOffice) -> None:
    service, sale = SaleService(co.store), sold(co, co.office.asha)

    def confirm(who: Actor) -> bool:
        try:
            service.act(who, sale.id, 1, SaleAct.CONFIRM)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(confirm, (co.office.lead, co.office.admin)))
    assert sorted(won) == [False, True]
    assert len(service.changes(co.office.admin, sale.id)) == 2


def test_changing_a_sale(co: CallingOffice) -> None:
    service, sale = SaleService(co.store), sold(co, co.office.asha)
    product = ProductService(co.store).add(co.office.admin, "Health cover")
    service.act(co.office.lead, sale.id, 1, SaleAct.CONFIRM)
    told = service.change(
        co.office.lead, sale.id, 2, ChangeSale(product_id=product.id, reference=" POL 9 ", note="by post")
    ).sale
    assert (told.product, told.product_id, told.reference, told.note) == (
        "Health cover", product.id, "POL 9", "by post",
    )  # fmt: skip
    assert told.is_confirmed
    other = service.change(co.office.lead, sale.id, 3, ChangeSale(amount_minor=1_00)).sale
    assert not other.is_confirmed  # another amount has to be confirmed again
    for command, field in (
        (ChangeSale(amount_minor=0), "amount"),
        (ChangeSale(product=" "), "product"),
        (ChangeSale(reference="x" * 201), "reference"),
    ):
        with pytest.raises(UserError) as refused:
            service.change(co.office.lead, sale.id, 4, command)
        assert refused.value.field == field


@both_engines
def test_an_act_is_undone_exactly_while_nobody_touched_the_sale(co: CallingOffice) -> None:
    service, lead, sale = SaleService(co.store), co.office.lead, sold(co, co.office.asha)
    service.act(lead, sale.id, 1, SaleAct.CONFIRM)
    before = service.get(lead, sale.id).sale
    co.clock.move(seconds=30)
    done = service.act(lead, sale.id, 2, SaleAct.CANCEL, "slip")
    back = service.undo(lead, done.undo_id)
    assert replace(back, version=before.version) == before
    assert [c.why for c in service.changes(lead, sale.id)][-2:] == ["slip", "undone"]
    with pytest.raises(UserError, match="taken back already"):
        service.undo(lead, done.undo_id)
    done = service.act(lead, sale.id, 4, SaleAct.RECEIVE)
    with pytest.raises(NotFound):
        service.undo(co.office.admin, done.undo_id)
    service.act(co.office.admin, sale.id, 5, SaleAct.REFUND, "bank refused")
    with pytest.raises(ChangedMeanwhile, match="since"):
        service.undo(lead, done.undo_id)
    late = service.change(lead, sold(co, co.office.asha).id, 1, ChangeSale(note="x"))
    co.clock.move(seconds=601)
    with pytest.raises(UserError, match="too late"):
        service.undo(lead, late.undo_id)
    assert all(row["before"] for row in co.rows(undo_acts, kind="sale"))


# ---- lists and sums ------------------------------------------------------------------------------------


@both_engines
def test_lists_reach_as_far_as_the_role_and_begin_with_what_waits(co: CallingOffice) -> None:
    service, office = SaleService(co.store), co.office
    first = sold(co, office.asha)
    co.clock.move(seconds=60)
    second = sold(co, office.asha)
    co.clock.move(seconds=60)
    third = sold(co, office.imran)
    other = sold(co, office.other_caller)
    service.act(office.admin, third.id, 1, SaleAct.CONFIRM)
    service.act(office.admin, second.id, 1, SaleAct.CANCEL, "slip")

    def ids(who: Actor, **query: object) -> list[UUID]:
        return [r.sale.id for r in service.page(who, SaleQuery(**query)).rows]  # type: ignore[arg-type]

    assert ids(office.asha) == [first.id, second.id]
    assert ids(office.lead) == [first.id, third.id, second.id]
    assert ids(office.other_lead) == [other.id]
    assert set(ids(office.admin)) == {first.id, second.id, third.id, other.id}
    assert ids(office.lead, waits_only=True) == [first.id]
    assert ids(office.lead, state=SaleState.CANCELLED) == [second.id]
    assert ids(office.lead, person_id=office.imran.person_id) == [third.id]
    assert ids(office.lead, first_day=20261121) == []
    assert len(ids(office.lead, first_day=20261120, last_day=20261120)) == 3
    paged: list[UUID] = []
    page = service.page(office.admin, SaleQuery(), limit=1)
    while True:
        paged += [r.sale.id for r in page.rows]
        if page.last_key is None:
            break
        page = service.page(office.admin, SaleQuery(), page.last_key, limit=1)
    assert paged == ids(office.admin)


def test_credit_and_history_survive_a_new_owner_and_a_merge(co: CallingOffice) -> None:
    service, leads, office = SaleService(co.store), LeadService(co.store), co.office
    sale = sold(co, office.asha)
    kept = co.add_lead("Other spelling")
    leads.assign(office.admin, (sale.lead_id,), office.other_caller.person_id)
    assert service.get(office.asha, sale.id).sale.person_id == office.asha.person_id
    with pytest.raises(NotAllowed):
        service.get(office.other_caller, sale.id)
    undo_id = leads.merge(office.admin, kept, sale.lead_id)
    assert [r.sale.id for r in service.of_lead(office.admin, kept)] == [sale.id]
    assert [r.sale.id for r in service.page(office.asha, SaleQuery()).rows] == [sale.id]
    assert "sale" in {i.kind for i in leads.timeline(office.admin, kept)}
    leads.undo_merge(office.admin, undo_id)
    assert service.of_lead(office.admin, kept) == ()


acts = st.lists(
    st.tuples(
        st.sampled_from(["asha", "imran", "other_caller", "lead"]),
        st.integers(1, 5_00_000_00),
        st.lists(
            st.sampled_from([SaleAct.CONFIRM, SaleAct.RECEIVE, SaleAct.CANCEL, SaleAct.REFUND]), max_size=3
        ),
        st.integers(0, 2),
    ),
    max_size=8,
)


@given(acts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_sums_equal_a_plain_recount(
    co: CallingOffice, made: list[tuple[str, int, list[SaleAct], int]]
) -> None:
    service, admin = SaleService(co.store), co.office.admin
    for name, amount, steps, days in made:
        co.clock.move(seconds=days * 24 * 3600)
        seller: Actor = getattr(co.office, name)
        sale = sold(co, seller, amount)
        for act in steps:
            row = service.get(admin, sale.id)
            if act in service.allowed(admin, row):
                service.act(admin, sale.id, row.sale.version, act, "a reason")
    for who in (admin, co.office.lead, co.office.asha):
        everything = [r.sale for r in service.page(who, SaleQuery(), limit=10_000).rows]
        counted: dict[object, list[int]] = defaultdict(list)
        for each in everything:
            counted[(each.day, each.person_id, each.product, each.state, each.is_confirmed)].append(
                each.amount_minor
            )
        summed = {
            (s.day, s.person_id, s.product, s.state, s.is_confirmed): (s.count, s.amount_minor)
            for s in service.sums(who, SaleQuery())
        }
        assert summed == {key: (len(found), sum(found)) for key, found in counted.items()}
        counts = sum(
            s.amount_minor for s in service.sums(who, SaleQuery()) if s.is_confirmed and s.state in COUNTED
        )
        assert counts == sum(each.amount_minor for each in everything if each.counts)


# ---- products ------------------------------------------------------------------------------------------


@both_engines
def test_products(co: CallingOffice) -> None:
    service, admin = ProductService(co.store), co.office.admin
    gold = service.add(admin, " Gold  loan ", "")
    cover = service.add(admin, "Health cover", "12,500")
    assert [(p.name, p.price_minor) for p in service.list(co.office.asha)] == [
        ("Gold loan", None), ("Health cover", 12_500_00),
    ]  # fmt: skip
    for name, price, field in (
        ("", "", "name"),
        ("gold LOAN", "", "name"),
        ("x" * 81, "", "name"),
        ("A", "abc", "price"),
    ):
        with pytest.raises(UserError) as refused:
            service.add(admin, name, price)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        service.add(co.office.lead, "Boat loan")
    changed = service.change(admin, gold.id, 1, name="Gold loan", price="50k", is_active=False)
    assert (changed.price_minor, changed.is_active) == (50_000_00, False)
    with pytest.raises(ChangedMeanwhile):
        service.change(admin, gold.id, 1, name="Gold", price="", is_active=True)
    assert [p.name for p in service.list(co.office.asha)] == ["Health cover"]
    service.order(admin, (cover.id, gold.id))
    assert [p.name for p in service.list(admin, include_inactive=True)] == ["Health cover", "Gold loan"]
    with pytest.raises(ChangedMeanwhile):
        service.order(admin, (cover.id,))


def test_a_switched_off_product_is_no_longer_sold_but_named(co: CallingOffice) -> None:
    products, office = ProductService(co.store), co.office
    gold, cover = products.add(office.admin, "Gold loan"), products.add(office.admin, "Health cover")
    co.add_lead()
    sell(co, office.asha, ("product", str(gold.id)), ("amount", 1_00), take_next=False)
    products.change(office.admin, gold.id, 1, name="Gold loan (old)", price="", is_active=False)
    co.add_lead()
    call_id = co.dial(office.asha, co.next(office.asha))
    with pytest.raises(UserError):
        co.result(office.asha, call_id, "SOLD", values=(("product", str(gold.id)), ("amount", 1_00)))
    co.result(office.asha, call_id, "SOLD", values=(("product", str(cover.id)), ("amount", 1_00)))
    assert {row["product"] for row in co.rows(sales)} == {"Gold loan", "Health cover"}
