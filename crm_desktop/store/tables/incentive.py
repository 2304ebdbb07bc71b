"""What confirmed sales earn whoever made them; only ever added to, from tomorrow on."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from crm_desktop.store.tables.base import metadata
from crm_desktop.store.types import Id, Json, UtcTime

incentive_slabs = Table(
    "incentive_slabs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("products.id"), nullable=True),  # none: every other product
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("slabs", Json, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "from_on"),
)
