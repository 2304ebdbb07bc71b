"""Bringing leads in."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from crm_desktop.store.tables.base import (
    count_column,
    metadata,
    text_column,
)
from crm_desktop.store.types import Id, Json, UtcTime

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("file_name", Text, nullable=False),
    text_column("sha256"),
    Column("duplicates", Text, nullable=False),
    Column("mapping", Json, nullable=True),
    Column("state", Text, nullable=False),
    count_column("rows_read"),
    count_column("rows_created"),
    count_column("rows_updated"),
    count_column("rows_skipped"),
    count_column("rows_refused"),
    count_column("rows_repeated"),
    Column("first_no", BigInteger, nullable=True),  # leads.no range of what was created
    Column("last_no", BigInteger, nullable=True),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime, nullable=True),
    Column("undone_at", UtcTime, nullable=True),
    Column("kept_count", Integer, nullable=True),
    CheckConstraint("state IN ('running', 'done', 'undone')", name="state"),
)

import_changes = Table(
    "import_changes",
    metadata,
    Column("import_id", Id, ForeignKey("imports.id"), primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("before", Json, nullable=False),  # the fields an update changed, as they were
    Column("version_after", Integer, nullable=False),
    Index(None, "lead_id"),  # without it, removing a lead reads them all
)

import_layouts = Table(
    "import_layouts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("signature", Text, nullable=False, unique=True),
    Column("mapping", Json, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Column("used_by", Id, nullable=True),
)
