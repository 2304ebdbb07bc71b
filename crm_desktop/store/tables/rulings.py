"""Rows of reports that somebody contests, and what was ruled; both only ever added to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from crm_desktop.store.tables.base import flag_column, metadata, text_column
from crm_desktop.store.types import Id, Json, UtcTime

contests = Table(
    "contests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_id", Id, nullable=False),  # no key: what law lets go is taken with it by hand
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("claim", Text, nullable=False),
    text_column("why"),
    Column("was", Json, nullable=False),
    CheckConstraint("claim IN ('result', 'length', 'person', 'other')", name="claim"),
    Index(None, "call_id"),
    Index(None, "lead_id"),
    Index(None, "person_id", "at"),
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contest_id", Id, ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("other_id", Id, ForeignKey("people.id"), nullable=True),  # to whom the call went
    Column("at", UtcTime, nullable=False),
    flag_column("is_upheld"),
    text_column("why"),
    Column("counts_as", Json, nullable=True),
    UniqueConstraint("contest_id"),
    Index(None, "lead_id"),
    Index(None, "at"),
)
