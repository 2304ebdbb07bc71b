"""Contested sales and times: ruled on, figures and incentive follow, what was is kept; both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.people import Actor
from crm_desktop.domain.presence import SECOND, Span, State, totals
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.ruled_time import RULED_STATES, RuledTime, as_ruled, stretches_of
from crm_desktop.domain.rulings import Claim, Contest
from crm_desktop.domain.sales import Sale, SaleAct, SaleState
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.incentive import IncentiveService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.products import ProductService
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.receipts import Receipt
from crm_desktop.services.rulings import (
    MineChoices,
    OwnTime,
    Rule,
    RulingService,
    SaleVerdict,
    Say,
    TimeVerdict,
)
from crm_desktop.services.sales import SaleQuery, SaleService
from crm_desktop.store.sales import Sales
from tests.calling_office import INDIA, NOT_YOURS, CallingOffice, both_engines, two_engines
from tests.domain.test_presence import ME, at, stretch
from tests.factories import PASSWORD
from tests.services.test_rulings import advanced
from tests.services.test_sales import sell

__all__ = ["advanced"]
DAY = timedelta(days=1)
WHY = "Heard from the customer"


def of_sale(service: RulingService, who: Actor, sale_id: object, claim: Claim, **more: object) -> Contest:
    return service.contest(who, Say(new_id(), None, claim, "So it was", sale_id=sale_id, **more))  # type: ignore[arg-type]


def rule(service: RulingService, who: Actor, contest: Contest, **what: object) -> Contest:
    return service.rule(who, Rule(new_id(), contest.id, True, WHY, **what))  # type: ignore[arg-type]


def figure(co: CallingOffice, report: str, column: str, who: str = "asha", **of: Any) -> object:
    """A number, proven by rows that add up to it."""
    service, asked = ReportService(co.store), Question(**of)
    table = service.run(co.office.admin, report, asked)
    row = next((each for each in table.rows if each.key.split()[0] == who), None)
    if row is None:
        return None
    receipt = service.receipt(co.office.admin, report, asked, column, row.key)
    if column not in ("first_sign_in", "last_sign_out", "average_sale"):
        assert (row.values[column] or 0) == receipt.part
    return row.values[column]


def behind(co: CallingOffice, report: str, column: str, key: str, **of: Any) -> Receipt:
    return ReportService(co.store).receipt(co.office.admin, report, Question(**of), column, key)


def _sold(co: CallingOffice, who: Actor, product: UUID) -> Sale:
    """A sale of ₹25,000."""
    co.add_lead()
    sell(co, who, ("product", str(product)), ("amount", 25_000_00), take_next=False)
    rows = SaleService(co.store).page(co.office.admin, SaleQuery(person_id=who.person_id)).rows
    return rows[0].sale


@both_engines
def test_a_ruling_on_a_sale_moves_figures_and_incentive_and_keeps_what_it_was(
    co: CallingOffice, advanced: RulingService
) -> None:
    o, sales = co.office, SaleService(co.store)
    car, gold = (ProductService(co.store).add(o.admin, name, "") for name in ("Car loan", "Gold loan"))
    today = co.clock.now().date()
    IncentiveService(co.store).set_slabs(o.admin, None, "100", today + timedelta(days=1))
    IncentiveService(co.store).set_slabs(o.admin, gold.id, "300", today + timedelta(days=1))
    co.clock.move(days=1)
    first = today + timedelta(days=1)
    sale = _sold(co, o.asha, car.id)
    sales.act(o.lead, sale.id, sale.version, SaleAct.CONFIRM)
    assert figure(co, "incentive", "incentive") == 100_00
    # a claim alone changes nothing; a second one waits
    claim = of_sale(advanced, o.asha, sale.id, Claim.AMOUNT)
    with pytest.raises(UserError, match="contested already"):
        of_sale(advanced, o.asha, sale.id, Claim.PRODUCT)
    with pytest.raises(UserError, match="not cancelled"):
        of_sale(advanced, o.asha, sale.id, Claim.CANCELLED)
    with pytest.raises(NOT_YOURS):
        of_sale(advanced, o.imran, sale.id, Claim.PERSON)
    with pytest.raises(UserError, match="can’t be wrong"):
        of_sale(advanced, o.lead, _sold(co, o.lead, car.id).id, Claim.LENGTH)
    for who in (o.asha, o.imran, o.other_lead):
        with pytest.raises(NOT_YOURS):
            rule(advanced, who, claim, sale=SaleVerdict(amount_minor=1))
    for nonsense in (SaleVerdict(amount_minor=0), SaleVerdict(amount_minor=25_000_00)):
        with pytest.raises(UserError):
            rule(advanced, o.lead, claim, sale=nonsense)
    with pytest.raises(UserError, match="one thing at a time"):
        rule(advanced, o.lead, claim, sale=SaleVerdict(amount_minor=1, person_id=o.imran.person_id))
    with pytest.raises(UserError, match="of the team"):
        rule(advanced, o.lead, claim, sale=SaleVerdict(person_id=o.lead.person_id))
    # the amount: the sale counts so, stays confirmed, and its row says what it was
    rule(advanced, o.lead, claim, sale=SaleVerdict(amount_minor=30_000_00))
    assert figure(co, "sales", "sales_amount") == 30_000_00
    told: dict[str, Any] = behind(co, "sales", "sales_amount", "asha").to_json()
    (said,) = told["rows"][0]["ruled"]
    assert (said["was"]["amount_minor"], said["counts_as"]["amount_minor"]) == (25_000_00, 30_000_00)
    # the product, on a later day: what was earned stays there, and is taken back and earned anew today
    co.clock.move(days=1)
    product = of_sale(advanced, o.asha, sale.id, Claim.PRODUCT)
    ruled = rule(advanced, o.lead, product, sale=SaleVerdict(product_id=gold.id))
    assert ruled.ruling is not None
    assert ruled.ruling.now is not None
    assert (ruled.was.product, ruled.ruling.now.product) == (sale.product, "Gold loan")  # type: ignore[union-attr]
    that_day: dict[str, Any]
    this_day: dict[str, Any]
    that_day, this_day = {"first": first, "last": first}, {"first": first + timedelta(days=1)}
    assert figure(co, "incentive", "incentive", **that_day) == 100_00
    assert figure(co, "incentive", "incentive", **this_day) == 200_00
    # whose it is: the sale goes, with its money and from today on its rupees; the receipt names it
    moved = of_sale(advanced, o.asha, sale.id, Claim.PERSON)
    rule(advanced, o.lead, moved, sale=SaleVerdict(person_id=o.imran.person_id))
    day: dict[str, Any] = {"first": first, "last": first + timedelta(days=1)}
    assert (figure(co, "sales", "sales", **day), figure(co, "sales", "sales", "imran", **day)) == (0, 1)
    assert [each.id for each in behind(co, "sales", "sales", "asha", **day).taken_out] == [moved.id]
    assert figure(co, "incentive", "incentive", **day) == 0
    assert figure(co, "incentive", "incentive", "imran", **day) == 300_00
    assert figure(co, "incentive", "incentive", **that_day) == 100_00
    # both are told, each thing once
    assert [len(advanced.told(who).rulings) for who in (o.asha, o.imran)] == [3, 1]
    assert advanced.told(o.imran).sales == ()
    # cancelled, and ruled back; refused, nothing changes
    out = of_sale(advanced, o.imran, sale.id, Claim.OTHER)
    rule(advanced, o.lead, out)
    assert figure(co, "sales", "sales", "imran", **day) == 0
    back = of_sale(advanced, o.imran, sale.id, Claim.CANCELLED)
    rule(advanced, o.admin, back, sale=SaleVerdict(state=SaleState.PROMISED))
    assert figure(co, "sales", "sales", "imran", **day) == 1
    assert figure(co, "incentive", "incentive", "imran", **day) == 300_00
    no = of_sale(advanced, o.imran, sale.id, Claim.AMOUNT)
    assert advanced.rule(o.lead, Rule(new_id(), no.id, False, "The paper says so")).ruling is not None
    now = sales.get(o.admin, sale.id).sale
    assert (now.person_id, now.amount_minor, now.is_confirmed) == (o.imran.person_id, 30_000_00, True)
    words = [c.ruled_words(each, "Asia/Kolkata") for c in [advanced.page(o.lead)] for each in c.rows]
    assert {"₹25,000 → ₹30,000", "Cancelled → Promised", "stays"} <= set(words)


@two_engines
def test_a_sale_under_anothers_name_is_claimed_by_an_own_call_and_found_by_the_lead(
    co: CallingOffice, advanced: RulingService
) -> None:
    """Asha spoke first, the lead went to Imran, who sold: she sees neither any more, and says it is hers."""
    o, sales = co.office, SaleService(co.store)
    car = ProductService(co.store).add(o.admin, "Car loan", "")
    IncentiveService(co.store).set_slabs(o.admin, None, "100", co.clock.now().date() + DAY)
    co.clock.move(days=1)
    day = {"first": (today := co.clock.now().date()), "last": today}
    lead_id = co.add_lead()
    call = co.call(o.asha, "NOT_INTERESTED", take_next=False).call
    LeadService(co.store).assign(o.admin, [lead_id], o.imran.person_id)
    with co.store.write(None) as work:
        made = Sale(
            new_id(), lead_id, None, None, o.imran.person_id, "Car loan", car.id, 25_000_00, "INR",
            SaleState.PROMISED, "", "", work.now, number_of(today), work.now, None, None,
        )  # fmt: skip
        Sales(work).add(made)
    sales.act(o.lead, made.id, 1, SaleAct.CONFIRM)
    other = _sold(co, o.asha, car.id)  # to another lead
    assert figure(co, "incentive", "incentive", "imran", **day) == 100_00

    claim = advanced.contest(o.asha, Say(new_id(), call.id, Claim.MINE, "Car loan, I had agreed it"))
    with pytest.raises(UserError, match="contested already"):
        advanced.contest(o.asha, Say(new_id(), call.id, Claim.MINE, "Once more"))
    with pytest.raises(UserError, match="can’t be wrong"):
        of_sale(advanced, o.asha, other.id, Claim.MINE)
    with pytest.raises(NOT_YOURS):
        advanced.contest(o.imran, Say(new_id(), call.id, Claim.MINE, "It is mine"))
    for who in (o.asha, o.imran, o.other_lead):
        with pytest.raises(NOT_YOURS):
            rule(advanced, who, claim, sale=SaleVerdict(sale_id=made.id))
    found = advanced.choices(o.lead, claim.id)
    assert isinstance(found, MineChoices)
    assert [(sale.id, person.id) for sale, _, person in found.sales] == [(made.id, o.imran.person_id)]
    for wrong in (SaleVerdict(), SaleVerdict(sale_id=other.id), SaleVerdict(amount_minor=1)):
        with pytest.raises(UserError, match="Choose the sale"):
            rule(advanced, o.lead, claim, sale=wrong)
    # a claim alone moves nothing
    assert figure(co, "sales", "sales_amount", "imran", **day) == 25_000_00
    co.clock.move(days=1)
    day["last"] = today + DAY
    ruled = rule(advanced, o.lead, claim, sale=SaleVerdict(sale_id=made.id))
    assert (ruled.about, ruled.sale_id, ruled.call_id) == (Source.SALE, made.id, call.id)
    assert ruled.ruling is not None
    assert (ruled.was.person_id, ruled.ruling.now.person_id) == (o.imran.person_id, o.asha.person_id)  # type: ignore[union-attr]
    with pytest.raises(UserError, match="ruled on already"):
        rule(advanced, o.lead, claim, sale=SaleVerdict(sale_id=made.id))
    # the sale stays confirmed and as it is; figures follow, rupees by the ruling's day
    now = sales.get(o.admin, made.id).sale
    assert (now.person_id, now.amount_minor, now.is_confirmed, now.day) == (
        o.asha.person_id, 25_000_00, True, made.day,
    )  # fmt: skip
    assert (figure(co, "sales", "sales", **day), figure(co, "sales", "sales", "imran", **day)) == (1, 0)
    assert figure(co, "incentive", "incentive", **day) == 100_00
    assert figure(co, "incentive", "incentive", "imran", **day) == 0
    earned = figure(co, "incentive", "incentive", "imran", first=today, last=today)
    assert earned == 100_00  # of that day it stays
    (said,) = behind(co, "sales", "sales", "asha", **day).to_json()["rows"][0]["ruled"]  # type: ignore[index]
    assert (said["claim"], said["claimed_by"], said["upheld"]) == ("mine", "Asha Pawar", True)
    assert [each.id for each in behind(co, "sales", "sales", "imran", **day).taken_out] == [claim.id]
    # both are told, each once, and see what was said
    for who in (o.asha, o.imran):
        assert [row.contest.id for row in advanced.told(who).rulings] == [claim.id], who.name
        assert advanced.told(who).sales == ()
        assert [row.contest.id for row in advanced.page(who).rows] == [claim.id]
    words = advanced.page(o.lead)
    assert words.ruled_words(words.rows[0], INDIA) == "Imran Sheikh → Asha Pawar"
    # a lead that bought nothing: the claim is refused, and kept
    co.add_lead("Meera Iyer")
    again = co.call(o.imran, "NOT_INTERESTED", take_next=False).call
    no = advanced.contest(o.imran, Say(new_id(), again.id, Claim.MINE, "She had bought it"))
    nothing = advanced.choices(o.lead, no.id)
    assert isinstance(nothing, MineChoices)
    assert nothing.sales == ()
    refused = advanced.rule(o.lead, Rule(new_id(), no.id, False, "There is no sale"))
    assert refused.ruling is not None
    assert not refused.ruling.is_upheld
    assert sales.get(o.admin, made.id).sale.person_id == o.asha.person_id


@both_engines
def test_a_ruling_on_time_moves_the_days_figures_and_calls_stay(
    co: CallingOffice, advanced: RulingService
) -> None:
    o, presence = co.office, PresenceService(co.store)
    who = o.people.sign_in("asha", PASSWORD, "desk 3").actor
    began = co.clock.now()
    co.add_lead()
    co.clock.move(minutes=10)
    presence.start_break(who, "Lunch", new_id())
    co.clock.move(minutes=50)
    presence.end_break(who, new_id())
    co.clock.move(minutes=20)
    call = co.call(who, "NOT_INTERESTED", take_next=False).call
    co.clock.move(minutes=100)
    o.people.sign_out(who)
    ended = co.clock.now()
    co.clock.move(minutes=1)
    assert [figure(co, "attendance", name) for name in ("worked_s", "break_s", "long_break_s")] == [
        180 * 60, 50 * 60, 5 * 60,
    ]  # fmt: skip
    lunch = OwnTime(began + timedelta(minutes=10), began + timedelta(minutes=60))
    say = Say(new_id(), None, Claim.NOT_A_BREAK, "The line was dead, I wrote letters", time=lunch)
    claim = advanced.contest(o.asha, say)
    assert (claim.about, claim.was.state, claim.day) == (Source.TIME, State.BREAK, 20261120)  # type: ignore[union-attr]
    with pytest.raises(UserError, match="contested already"):
        advanced.contest(o.asha, replace(say, request_id=new_id()))
    at_night = OwnTime(began - timedelta(hours=5), began - timedelta(hours=4))
    with pytest.raises(NotFound):
        advanced.contest(o.asha, replace(say, request_id=new_id(), time=at_night))
    with pytest.raises(NotFound):
        advanced.contest(o.imran, replace(say, request_id=new_id()))
    work = TimeVerdict(State.READY, began + timedelta(minutes=30), began + timedelta(minutes=60))
    for other in (o.asha, o.other_lead):
        with pytest.raises(NOT_YOURS):
            rule(advanced, other, claim, time=work)
    for wrong in (
        replace(work, until=work.began),
        replace(work, until=co.clock.now() + timedelta(hours=1)),
        replace(work, began=began - timedelta(days=1)),
        replace(work, state=State.BREAK, reason="Nap"),
    ):
        with pytest.raises(UserError):
            rule(advanced, o.lead, claim, time=wrong)
    with pytest.raises(UserError, match="from when until when"):
        rule(advanced, o.lead, claim)
    rule(advanced, o.lead, claim, time=work)
    # twenty minutes of the break stay one, within its limit
    assert [figure(co, "attendance", n) for n in ("worked_s", "break_s", "breaks", "long_breaks")] == [
        180 * 60, 20 * 60, 1, 0,
    ]  # fmt: skip
    assert figure(co, "timeline", "ready_s") == figure(co, "timeline", "worked_s") - 20 * 60  # type: ignore[operator]
    assert behind(co, "attendance", "long_breaks", "asha 2026-11-20").taken_out[0].id == claim.id
    rows = behind(co, "timeline", "ready_s", "asha 2026-11-20").to_json()["rows"]
    assert [len(row["ruled"]) for row in rows].count(1) == 1  # type: ignore[attr-defined]
    # a sign-out that was forgotten: the rest of the day is no time at work, the call stays one
    late = OwnTime(ended)
    forgot = advanced.contest(o.asha, Say(new_id(), None, Claim.SIGN_OUT, "I left after the call", time=late))
    left = call.dialled_at + timedelta(minutes=5)
    assert left > call.dialled_at
    rule(advanced, o.lead, forgot, time=TimeVerdict(State.SIGNED_OUT, left, ended))
    worked = (left - began) // SECOND
    assert [figure(co, name, "worked_s") for name in ("attendance", "timeline")] == [worked] * 2
    assert presence.day(o.lead, o.asha.person_id).spans[-1].until == left
    assert len(advanced.told(o.asha).rulings) == 2
    me, since = o.people.sign_in("joseph", PASSWORD, "desk 1").actor, co.clock.now()
    co.clock.move(minutes=5)
    o.people.touch(me)
    mine = advanced.contest(
        o.lead, Say(new_id(), None, Claim.OTHER, "mine", time=OwnTime(since, co.clock.now()))
    )
    with pytest.raises(NotAllowed, match="own rows"):
        rule(advanced, o.lead, mine, time=TimeVerdict(State.AWAY, since, co.clock.now()))


minutes = st.integers(0, 60)
whole = st.lists(
    st.tuples(st.sampled_from([s for s in State if s is not State.SIGNED_OUT]), st.integers(1, 9))
)
ruled = st.lists(st.tuples(st.sampled_from(RULED_STATES), minutes, st.integers(1, 30)), max_size=3)


@given(whole, ruled)
def test_each_minute_counts_once_and_as_ruled(
    day: list[tuple[State, int]], said: list[tuple[State, int, int]]
) -> None:
    spans, moment = [], 0
    for state, took in day:
        spans.append(
            Span(
                state,
                at(moment),
                at(moment + took),
                at(moment),
                allowed_s=120 if state is State.BREAK else None,
            )
        )
        moment += took
    rulings = [
        RuledTime(ME, 20261123, state, "", at(begin), at(begin + took), at(1000 + no))
        for no, (state, begin, took) in enumerate(said)
    ]
    found = as_ruled(spans, rulings)
    assert all(a.until <= b.began for a, b in pairwise(found))

    def before(minute: int) -> State:
        return next((s.state for s in spans if s.began <= at(minute) < s.until), State.SIGNED_OUT)

    def expected(minute: int) -> State:
        state = before(minute)
        for each in rulings:
            is_in = each.began <= at(minute) < each.until
            stays = state is State.ON_CALL or (state is State.WRAP_UP and each.state is not State.SIGNED_OUT)
            if is_in and not stays:
                state = each.state
        return state

    counted = {state: timedelta() for state in State}
    for minute in range(120):
        counted[expected(minute)] += timedelta(minutes=1)
    del counted[State.SIGNED_OUT]
    if moment <= 120:
        assert {s: t for s, t in counted.items() if t} == totals(found)
    there = stretches_of(found, [stretch(0, 1)])
    assert sum((s.until - s.began for s in there), timedelta()) == sum((s.took for s in found), timedelta())
