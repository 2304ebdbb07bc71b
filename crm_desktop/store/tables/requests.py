"""What people asked about their data, and what was done with it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from crm_desktop.store.tables.base import flag_column, metadata, text_column, version_column
from crm_desktop.store.types import Id, Json, UtcTime

# One request of a person. What was received stays as it was; on a server `request_kept` looks at changes.
requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("came", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("received_by", Id, ForeignKey("people.id"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="SET NULL"), nullable=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="SET NULL"), nullable=True),
    Column("call_id", Id, nullable=True),
    text_column("name"),
    text_column("contact"),
    text_column("text"),
    text_column("rules"),  # version of the rules the deadlines come from
    Column("acknowledge_due_at", UtcTime, nullable=False),
    Column("target_due_at", UtcTime, nullable=False),
    Column("published_due_at", UtcTime, nullable=False),
    Column("ceiling_due_at", UtcTime, nullable=False),
    Column("acknowledged_at", UtcTime, nullable=True),
    Column("proof", Text, nullable=True),  # how it was made sure who asks
    Column("proven_at", UtcTime, nullable=True),
    flag_column("is_extended"),
    Column("closed_at", UtcTime, nullable=True),
    Column("closed_by", Id, ForeignKey("people.id"), nullable=True),
    version_column(),
    Index(None, "state", "ceiling_due_at"),
    Index(None, "lead_id"),
)

# Append-only: each step of a request, with the words of every answer.
request_steps = Table(
    "request_steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("request_id", Id, ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    text_column("text"),
    Column("detail", Json, nullable=True),  # ids, counts, hashes of what went out
    Index(None, "request_id", "at"),
)

# Something happened to people's data. What is told of it names nobody; the form says so.
incidents = Table(
    "incidents",
    metadata,
    Column("id", Id, primary_key=True),
    text_column("title"),
    Column("aware_at", UtcTime, nullable=False),
    text_column("profile"),
    Column("hours", Json, nullable=False),
    Column("reported_by", Id, ForeignKey("people.id"), nullable=False),
    Column("told", Json, nullable=False),  # answers by field
    Column("closed_at", UtcTime, nullable=True),
    version_column(),
    Index(None, "closed_at", "aware_at"),
)

# Append-only: what was noted, and every notice that went out.
incident_steps = Table(
    "incident_steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident_id", Id, ForeignKey("incidents.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    text_column("notice"),
    text_column("text"),
    Index(None, "incident_id", "at"),
)
