"""A team on one server: what belongs to a sign-in, and how often numbers were come by."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from crm_desktop.store.tables.base import count_column, metadata
from crm_desktop.store.types import Id, UtcTime

# The secret of a sign-in on a server: every transaction of the program shows it. Empty in a local store.
session_tokens = Table(
    "session_tokens",
    metadata,
    Column("session_id", Id, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("mac_key", LargeBinary(32), nullable=False),  # signs acts that go out after the sign-in ended
    Column("made_at", UtcTime, nullable=False),
    Index(None, "person_id"),
)

# How often a person came by other people's numbers in an hour: claims and look-ups, counted by the server.
reach_counts = Table(
    "reach_counts",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("hour_at", UtcTime, primary_key=True),
    Column("kind", Text, primary_key=True),  # claim | look_up | number
    count_column("times"),
)
