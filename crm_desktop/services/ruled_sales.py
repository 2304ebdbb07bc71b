"""Contested sales: what their person says is wrong, and what a ruling makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from crm_desktop.domain.call import Call
from crm_desktop.domain.people import Actor, Permission, Person
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.result_fields import LONGEST_TEXT
from crm_desktop.domain.rulings import Claim, Contest, SaleCounted
from crm_desktop.domain.sales import COUNTED, Sale, SaleState
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import check_length
from crm_desktop.store.calls import Calls
from crm_desktop.store.contests import Contests, sale_counted
from crm_desktop.store.people import People
from crm_desktop.store.products import Products
from crm_desktop.store.sales import Sales
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class SaleVerdict:
    """What a ruling makes of a sale: one of these; none of them: it is cancelled and counts no more.

    `sale_id`: where somebody said that a sale is theirs, which one.
    `amount_minor` in minor units of the sale's currency; `product` where the office keeps no list.
    """

    product_id: UUID | None = None
    product: str = ""
    amount_minor: int | None = None
    state: SaleState | None = None
    person_id: UUID | None = None
    sale_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SaleChoices:
    """What a ruling may make of a sale: which product it may have been, and whose."""

    sale: Sale
    counted: SaleCounted
    products: tuple[tuple[UUID, str], ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class MineChoices:
    """Which sale may be the one that somebody says is theirs, with whose it is; those within reach."""

    call: Call | None
    sales: tuple[tuple[Sale, SaleCounted, Person], ...]


def mine_choices(work: Work, actor: Actor, contest: Contest) -> MineChoices:
    """The sales of the lead of a claim that others have, as far as they may be ruled on."""
    call = None if contest.call_id is None else Calls(work).get(contest.call_id)
    assert contest.lead_id is not None, "a call is with a lead"
    people = {person.id: person for person in People(work).all()}
    found = []
    for sale in Sales(work).of_same(contest.lead_id):
        seller = people[sale.person_id]
        is_others = seller.id not in (contest.person_id, actor.person_id)
        if is_others and actor.may_touch(Permission.RULE, seller.id, seller.team_id):
            found.append((sale, sale_counted(sale), seller))
    return MineChoices(call, tuple(found))


def found_mine(work: Work, actor: Actor, contest: Contest, verdict: SaleVerdict | None) -> Sale:
    """The sale that a ruling gives to who said so; raises UserError for one that can't be it."""
    wanted = None if verdict is None else verdict.sale_id
    for sale, *_ in mine_choices(work, actor, contest).sales if wanted else ():
        if sale.id == wanted:
            return sale
    raise UserError("Choose the sale of this lead that another of the team has.", field="sale")


def contested(work: Work, actor: Actor, sale_id: UUID, claim: Claim, why: str) -> Contest:
    """A claim about an own sale; raises NotAllowed for another's, UserError where one waits already."""
    sale = Sales(work).get(sale_id)
    if sale is None:
        raise NotFound("This sale is not here any more.")
    if sale.person_id != actor.person_id:
        raise NotAllowed("Only who made a sale can contest it.")
    if claim is Claim.CANCELLED and sale.state in COUNTED:
        raise UserError("This sale is not cancelled. Choose what is wrong with it.", field="claim")
    if Contests(work).waits(Source.SALE, sale.id):
        raise UserError("This sale is contested already. Wait for the ruling.")
    return Contest(
        new_id(), None, sale.lead_id, actor.person_id, work.now, claim, why, sale_counted(sale),
        sale_id=sale.id,
    )  # fmt: skip


def choices(work: Work, contest: Contest, may_get: Callable[[Person, UUID], bool]) -> SaleChoices:
    """What a ruling on this claim may make of its sale."""
    sale = standing(work, contest)
    products = tuple((p.id, p.name) for p in Products(work).all(include_inactive=True))
    people = tuple(person for person in People(work).all() if may_get(person, sale.person_id))
    return SaleChoices(sale, sale_counted(sale), products, people)


def standing(work: Work, contest: Contest) -> Sale:
    """The sale a claim is about; raises NotFound where it was taken back."""
    sale = None if contest.sale_id is None else Sales(work).get(contest.sale_id)
    if sale is None:
        raise NotFound("This sale was taken back. Nothing can be ruled about it any more.")
    return sale


def as_ruled(work: Work, sale: Sale, verdict: SaleVerdict, may_get: Callable[[Person, UUID], bool]) -> Sale:
    """The sale as a ruling wants it. It stays confirmed, or waits, as it was.

    Raises UserError where this says nothing new, or names what there isn't.
    """
    product = " ".join(verdict.product.split())
    given = verdict.product_id or product or None, verdict.amount_minor, verdict.state, verdict.person_id
    if sum(each is not None for each in given) > 1:
        raise UserError("Rule on one thing at a time: product, amount, state, whose it is.")
    if verdict.product_id is not None:
        known = Products(work).get(verdict.product_id)
        if known is None:
            raise NotFound("This product does not exist any more. Choose another.", field="product")
        after = replace(sale, product_id=known.id, product=known.name)
    elif product:
        check_length(product, LONGEST_TEXT, "product")
        after = replace(sale, product_id=None, product=product)
    elif verdict.amount_minor is not None:
        if verdict.amount_minor <= 0:
            raise UserError("The amount must be more than 0. Type it again.", field="amount")
        after = replace(sale, amount_minor=verdict.amount_minor)
    elif verdict.person_id is not None:
        person = next((each for each in People(work).all() if each.id == verdict.person_id), None)
        if person is None or not may_get(person, sale.person_id):
            raise UserError("Choose somebody of the team, neither who contests nor you.", field="person")
        after = replace(sale, person_id=person.id)
    else:
        state = verdict.state or SaleState.CANCELLED
        after = replace(sale, state=state, state_at=work.now if state is not sale.state else sale.state_at)
    if sale_counted(after) == sale_counted(sale):
        raise UserError("The sale counts as that already. Rule something else.")
    return after
