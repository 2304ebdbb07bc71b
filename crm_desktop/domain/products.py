"""Products: what the office sells, offered where a result asks for one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

MOST_PRODUCTS = 200
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Product:
    """Something sold; `price_minor` in minor units of the currency, None where it has no set price."""

    id: UUID
    name: str
    price_minor: int | None
    currency: str
    is_active: bool
    position: int
    version: int = 1
