"""The live board: short notes from who leads a team to somebody's calling screen."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from crm_desktop.store.tables.base import metadata, text_column
from crm_desktop.store.types import Id, UtcTime

# Between colleagues, gone after a few days (`services/desk_notes.py: KEPT`). Of `break_ended` the text is the
# break's reason, of `moved` it is empty and the campaign is where to, of `leave_back` it says which days.
desk_notes = Table(
    "desk_notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("from_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", Text, nullable=False, server_default="note"),
    text_column("text"),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("seen_at", UtcTime, nullable=True),
    CheckConstraint("kind IN ('note', 'break_ended', 'moved', 'leave_back')", name="kind"),
    Index(None, "person_id", "at"),
    Index(None, "at"),  # what is over goes
)
