"""Changes of many leads at once: what was done, how each lead was before, and hand-outs that repeat."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from crm_desktop.store.tables.base import (
    count_column,
    flag_column,
    metadata,
    text_column,
    version_column,
)
from crm_desktop.store.types import Id, Json, UtcTime

batches = Table(
    "batches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),  # domain.batches.Kind
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("plan_id", Id, nullable=True),
    Column("settings", Json, nullable=False),  # what was asked for; no text somebody typed
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),  # can be taken back until then
    Column("finished_at", UtcTime, nullable=True),
    Column("undone_at", UtcTime, nullable=True),
    count_column("found"),
    count_column("done"),
    count_column("kept"),  # left alone when it was taken back
    count_column("parts"),
    count_column("parts_undone"),
    Column("skipped", Json, nullable=True),  # domain.batches.Skipped: how many
    Index(None, "at"),
)

# As each lead was, for as long as it can be taken back. Personal data: goes with the person.
batch_leads = Table(
    "batch_leads",
    metadata,
    Column("batch_id", Id, ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),  # what was done in one go
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("owner_id", Id, nullable=True),
    Column("team_id", Id, nullable=True),
    text_column("before"),
    flag_column("is_kept"),
    Index(None, "lead_id"),
    sqlite_with_rowid=False,
)

# Other rows that a batch changed, as they were: places, promises, appointments, what a double brought along.
batch_rows = Table(
    "batch_rows",
    metadata,
    Column("batch_id", Id, ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),  # store.batch_rows.RowKind
    Column("row_id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    text_column("before"),
    Index(None, "lead_id"),
    sqlite_with_rowid=False,
)

hand_out_plans = Table(
    "hand_out_plans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("query", Json, nullable=False),  # domain.lead_query.LeadQuery without its text
    Column("settings", Json, nullable=False),  # domain.assignment.HandOut
    Column("every_minutes", Integer, nullable=True),
    Column("at_minute", Integer, nullable=True),  # once a day, by the office's clock; after its midnight
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("created_at", UtcTime, nullable=False),
    Column("next_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=True),
    Column("last_batch_id", Id, nullable=True),
    version_column(),
)
