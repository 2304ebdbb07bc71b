"""Products, as rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from crm_desktop.domain.products import Product
from crm_desktop.store.tables import products
from crm_desktop.store.unit_of_work import Work

_c = products.c


class Products:
    """Repository of what the office sells."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self, *, include_inactive: bool = False) -> tuple[Product, ...]:
        """Products in their order."""
        statement = select(products).order_by(_c.position, _c.name)
        if not include_inactive:
            statement = statement.where(_c.is_active)
        return tuple(_product(row) for row in self._work.connection.execute(statement))

    def get(self, product_id: UUID) -> Product | None:
        """One product."""
        row = self._work.connection.execute(select(products).where(_c.id == product_id)).one_or_none()
        return None if row is None else _product(row)

    def id_by_name(self, name: str) -> UUID | None:
        """The product of this name, in whatever letters."""
        wanted = name.casefold()
        rows = self._work.connection.execute(select(_c.id, _c.name))
        return next((row.id for row in rows if row.name.casefold() == wanted), None)

    def next_position(self) -> int:
        """Where a new product goes: behind the others."""
        return int(self._work.connection.execute(select(func.max(_c.position))).scalar() or 0) + 1

    def add(self, product: Product) -> None:
        """Keep a new product."""
        self._work.connection.execute(
            insert(products).values(id=product.id, created_at=self._work.now, version=1, **_values(product))
        )

    def change(self, product: Product, version: int) -> bool:
        """Write a product if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(products)
            .where(_c.id == product.id, _c.version == version)
            .values(**_values(product), version=version + 1)
        )
        return bool(done.rowcount == 1)


def _values(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "price_minor": product.price_minor,
        "currency": product.currency,
        "is_active": product.is_active,
        "position": product.position,
    }


def _product(row: Any) -> Product:
    return Product(
        id=row.id,
        name=row.name,
        price_minor=row.price_minor,
        currency=row.currency,
        is_active=bool(row.is_active),
        position=row.position,
        version=row.version,
    )
