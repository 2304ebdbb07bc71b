"""Rows of reports that somebody contests, and what was ruled; both only ever added to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from crm_desktop.store.tables.base import flag_column, metadata, text_column
from crm_desktop.store.types import Id, Json, UtcTime

contests = Table(
    "contests",
    metadata,
    Column("id", Id, primary_key=True),
    # What it is about: a call, a sale, or a stretch of a day, which has no lead either.
    Column("call_id", Id, nullable=True),  # no keys: what law lets go is taken with it by hand
    Column("sale_id", Id, nullable=True),
    Column("day", Integer, nullable=True),  # yyyymmdd of the person's shift
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("claim", Text, nullable=False),
    text_column("why"),
    Column("was", Json, nullable=False),
    text_column("product"),  # of a sale, as it was
    CheckConstraint(
        "claim IN ('result', 'length', 'person', 'mine', 'other', 'product', 'amount', 'cancelled', "
        "'not_a_break', 'sign_out', 'power')",
        name="claim",
    ),
    CheckConstraint(
        "CASE WHEN call_id IS NOT NULL THEN sale_id IS NULL AND day IS NULL AND lead_id IS NOT NULL "
        "WHEN sale_id IS NOT NULL THEN day IS NULL AND lead_id IS NOT NULL "
        "ELSE day IS NOT NULL AND lead_id IS NULL END",
        name="about",
    ),
    Index(None, "call_id"),
    Index(None, "sale_id"),
    Index(None, "day", "person_id"),
    Index(None, "lead_id"),
    Index(None, "person_id", "at"),
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contest_id", Id, ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("other_id", Id, ForeignKey("people.id"), nullable=True),  # to whom the call or the sale went
    # Where somebody said that a sale was theirs: which it was found to be, and whose until then.
    Column("sale_id", Id, nullable=True),
    Column("from_id", Id, ForeignKey("people.id"), nullable=True),
    Column("at", UtcTime, nullable=False),
    flag_column("is_upheld"),
    text_column("why"),
    Column("counts_as", Json, nullable=True),
    text_column("product"),  # of a sale, as it counts since
    UniqueConstraint("contest_id"),
    Index(None, "lead_id"),
    Index(None, "sale_id"),
    Index(None, "at"),
)
