"""Products: adding, changing and switching off what the office sells."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.products import LONGEST_NAME, MOST_PRODUCTS, Product
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.products import Products
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store, Work


class ProductService:
    """What the office sells; everybody may look, admins change it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, actor: Actor, *, include_inactive: bool = False) -> tuple[Product, ...]:
        """Products in their order."""
        with self._store.read(actor) as work:
            return Products(work).all(include_inactive=include_inactive)

    def add(self, actor: Actor, name: str, price: str = "") -> Product:
        """Sell something more; `price` as typed, empty where it has none."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            rows = Products(work)
            if len(rows.all(include_inactive=True)) >= MOST_PRODUCTS:
                raise UserError("There can be at most {limit} products.", limit=MOST_PRODUCTS)
            currency = workspace_info(work).currency
            product = Product(
                new_id(), _checked_name(work, name, None), _price(price, currency), currency, True,
                rows.next_position(),
            )  # fmt: skip
            rows.add(product)
            work.record("product.added", "product", product.id)
            work.announce("settings", product.id)
            return product

    def change(
        self, actor: Actor, product_id: UUID, version: int, *, name: str, price: str, is_active: bool
    ) -> Product:
        """Change a product; sales keep the name they were made under."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            before = Products(work).get(product_id)
            if before is None:
                raise NotFound("This product does not exist any more. Look at the list again.")
            after = replace(
                before,
                name=_checked_name(work, name, product_id),
                price_minor=_price(price, before.currency),
                is_active=is_active,
            )
            if not Products(work).change(after, version):
                raise ChangedMeanwhile("Someone changed this product meanwhile. Look at it again, then save.")
            work.record("product.changed", "product", product_id, active=is_active)
            work.announce("settings", product_id)
            return replace(after, version=version + 1)

    def order(self, actor: Actor, product_ids: tuple[UUID, ...]) -> None:
        """Offer the products in this order."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            rows = Products(work)
            known = {p.id: p for p in rows.all(include_inactive=True)}
            if set(product_ids) != set(known):
                raise ChangedMeanwhile("The products were changed meanwhile. Look at them again.")
            for position, product_id in enumerate(product_ids, start=1):
                product = known[product_id]
                if product.position != position:
                    rows.change(replace(product, position=position), product.version)
            work.record("products.ordered", "product", None, count=len(product_ids))
            work.announce("settings")


def _checked_name(work: Work, name: str, product_id: UUID | None) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise UserError("Give the product a name.", field="name")
    if len(plain) > LONGEST_NAME:
        raise UserError(
            "The name is too long. Use at most {limit} characters.", field="name", limit=LONGEST_NAME
        )
    if Products(work).id_by_name(plain) not in (None, product_id):
        raise UserError("There is a product {name} already. Choose another name.", field="name", name=plain)
    return plain


def _price(typed: str, currency: str) -> int | None:
    if not typed.strip():
        return None
    try:
        return parse_amount(typed, currency)
    except UserError as error:
        error.field = "price"
        raise
