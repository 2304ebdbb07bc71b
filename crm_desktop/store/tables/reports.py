"""Reports saved under a name, and when each is written to a folder."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from crm_desktop.store.tables.base import flag_column, metadata, text_column, version_column
from crm_desktop.store.types import Id, Json, UtcTime

saved_reports = Table(
    "saved_reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),  # the owner's, when it was saved
    flag_column("is_shared"),
    Column("name", Text, nullable=False),
    Column("asks", Json, nullable=False),  # domain.saved_reports.Asks
    Column("created_at", UtcTime, nullable=False),
    version_column(),
    UniqueConstraint("owner_id", "name"),
)

report_schedules = Table(
    "report_schedules",
    metadata,
    Column("report_id", Id, ForeignKey("saved_reports.id", ondelete="CASCADE"), primary_key=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    Column("seat", Text, nullable=False),  # the one workstation that writes it
    Column("every", Text, nullable=False),  # domain.saved_reports.Every
    Column("on_day", Integer, nullable=False),
    Column("at_minute", Integer, nullable=False),
    Column("format", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("next_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=True),
    text_column("last_file"),
    text_column("trouble"),  # why it couldn't be written last
    version_column(),
    Index(None, "owner_id", "next_at"),
)
