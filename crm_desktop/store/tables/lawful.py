"""Why people may be called, and the rules that hold here where they differ from the pack's."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from crm_desktop.store.tables.base import metadata, text_column
from crm_desktop.store.types import Id, Json, UtcTime

# Append-only: what admins changed in a profile's rules.
rule_changes = Table(
    "rule_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("profile", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("row_from", Integer, nullable=False),  # yyyymmdd: which row of the pack it changes
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("value", Json, nullable=False),
    text_column("note"),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "profile", "at"),
)
