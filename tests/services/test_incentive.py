"""Incentive: each rupee has its sale and slab, a reversal takes back exactly it, slabs begin tomorrow."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.incentive import Slab, SlabVersion, Step, earned, from_json, parse_slabs, to_json
from crm_desktop.domain.sales import Sale, SaleAct
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.incentive import IncentiveService
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.sales import SaleService
from tests.calling_office import CallingOffice, both_engines
from tests.services.test_sales import sold

PEOPLE = [UUID(int=each) for each in (1, 2)]
PRODUCTS = [None, UUID(int=3)]


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Sales that begin to count, stop and begin again, over three months, in order of time."""
    whose = {UUID(int=9 + n): (PEOPLE[n % 2], PRODUCTS[n // 2 % 2]) for n in range(9)}
    days = sorted(
        draw(st.lists(st.sampled_from([20261005, 20261030, 20261102, 20261120, 20261201]), max_size=40))
    )
    found = []
    for day in days:
        sale = draw(st.sampled_from(list(whose)))
        person, product = whose[sale]
        found.append(Step(sale, person, product, day, draw(st.booleans())))
    return found


slabs = st.lists(st.integers(1, 4), max_size=3).map(
    lambda widths: (
        *(Slab(sum(widths[: n + 1]), 100 * (n + 1)) for n in range(len(widths))),
        Slab(None, 1_000),
    )
)
versions = st.lists(
    st.builds(SlabVersion, st.sampled_from(PRODUCTS), st.sampled_from([20260101, 20261102, 20261115]), slabs),
    max_size=4,
)


@given(steps(), versions)
def test_a_reversal_equals_its_original_and_nothing_else_moves(
    made: list[Step], by: list[SlabVersion]
) -> None:
    found = earned(made, by)
    balance: dict[UUID, list[int]] = defaultdict(list)
    for rupees in found:
        of_sale = balance[rupees.step.sale_id]
        if rupees.minor < 0 or not rupees.step.counts:
            assert rupees.minor == -of_sale[-1]  # exactly what it had earned, right before
        else:
            assert not of_sale or sum(of_sale) == 0  # never twice
        of_sale.append(rupees.minor)
    last = {step.sale_id: step.counts for step in made}
    for sale, minors in balance.items():
        assert (sum(minors) == 0) or last[sale]
    # what comes later changes nothing of what was earned before
    for cut in range(len(made)):
        assert found[: len(earned(made[:cut], by))] == earned(made[:cut], by)
    # nobody's rupees depend on another one's sales
    for person in PEOPLE:
        mine = [rupees for rupees in found if rupees.person_id == person]
        assert earned([step for step in made if step.person_id == person], by) == mine


@given(slabs)
def test_slabs_are_read_back(made: tuple[Slab, ...]) -> None:
    assert from_json(to_json(made)) == made
    typed = "; ".join(
        f"{each.upto}: {each.minor / 100:.2f}" if each.upto else f"{each.minor / 100:.2f}" for each in made
    )
    assert parse_slabs(typed, "INR") == made


@pytest.mark.parametrize("typed", ["x: 100", "0: 5", "10: 100; 5: 50", "100; 10: 50", "10: many"])
def test_what_is_no_slab_is_one_sentence(typed: str) -> None:
    with pytest.raises(UserError):
        parse_slabs(typed, "INR")


def _act(co: CallingOffice, sale: Sale, act: SaleAct, why: str = "") -> Sale:
    return SaleService(co.store).act(co.office.admin, sale.id, sale.version, act, why).sale


@both_engines
def test_each_rupee_with_its_sale_and_slab_and_the_month_of_the_reversal(co: CallingOffice) -> None:
    o, service, reports = co.office, IncentiveService(co.store), ReportService(co.store)
    today = co.clock.now().date()
    for on in (today, today - timedelta(days=1)):
        with pytest.raises(UserError, match="from tomorrow on"):
            service.set_slabs(o.admin, None, "100", on)
    with pytest.raises(NotAllowed):
        service.set_slabs(o.lead, None, "100", today + timedelta(days=1))
    early = _act(co, sold(co, o.asha), SaleAct.CONFIRM)  # the month's first, before slabs: earns nothing
    service.set_slabs(o.admin, None, "2: 100; 250", today + timedelta(days=1))
    co.clock.move(days=1)
    made = [_act(co, sold(co, o.asha, 1_000_00 * n), SaleAct.CONFIRM) for n in range(1, 4)]
    sold(co, o.asha)  # never confirmed: earns nothing
    day = today + timedelta(days=1)
    question = Question(day.replace(day=1), day)
    table = reports.run(o.asha, "incentive", question)
    (row,) = table.rows
    assert [row.values[name] for name in ("incentive_earned", "incentive_reversed", "incentive")] == [
        600_00,
        0,
        600_00,
    ]
    receipt = reports.receipt(o.asha, "incentive", question, "incentive", "asha")
    assert [(each.id, each.part) for each in receipt.rows] == [
        (sale.id, minor) for sale, minor in zip(made, (100_00, 250_00, 250_00), strict=True)
    ]
    assert receipt.rows[1].what == f"{co.campaign.name}, 3. (3+)"
    # cancelled in the next month: taken back there, exactly what it earned; the others stay as they were
    co.clock.move(days=12)
    _act(co, made[0], SaleAct.CANCEL, "The customer changed her mind")
    _act(co, early, SaleAct.CANCEL, "Likewise")
    december = co.clock.now().date()
    there = Question(december.replace(day=1), december)
    table = reports.run(o.lead, "incentive", there)
    row = next(each for each in table.rows if each.key == "asha")
    assert (row.values["incentive_reversed"], row.values["incentive"]) == (100_00, -100_00)
    taken = reports.receipt(o.lead, "incentive", there, "incentive_reversed", "asha")
    assert [(each.id, each.part) for each in taken.rows] == [(made[0].id, 100_00)]
    before = next(r for r in reports.run(o.lead, "incentive", question).rows if r.key == "asha")
    assert before.values["incentive"] == 600_00
    assert table.total.values["incentive"] == sum(int(r.values["incentive"] or 0) for r in table.rows)  # type: ignore[call-overload]
    both = Question(question.first, december, by="month")
    months = reports.run(o.lead, "incentive", both)
    sums = [("2026-11", 600_00), ("2026-12", -100_00)]
    assert [(r.key, r.values["incentive"]) for r in months.rows] == sums
    taken = reports.receipt(o.lead, "incentive", both, "incentive_reversed", "2026-12")
    assert [(each.id, each.part) for each in taken.rows] == [(made[0].id, 100_00)]
    assert number_of(day) == service.versions(o.asha)[0].version.from_on
