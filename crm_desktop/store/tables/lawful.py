"""Why people may be called, and the rules that hold here where they differ from the pack's."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

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

# Append-only: every answer to “Why may we call these people?”; the newest of scope `campaign` holds for all
# of a campaign. Of scope `import` it is about an import's leads, of `lead` one lead asked for a call.
bases = Table(
    "bases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("scope", Text, nullable=False, server_default="campaign"),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    Column("call_id", Id, nullable=True),
    Column("import_id", Id, nullable=True),
    Column("kind", Text, nullable=False),
    Column("on_date", Integer, nullable=True),  # yyyymmdd; of `asked`, empty: each lead has its own
    Column("ends_on", Integer, nullable=True),  # yyyymmdd
    text_column("proof"),
    text_column("source"),
    text_column("line"),
    Column("overridden_until", UtcTime, nullable=True),
    text_column("note"),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("kind IN ('asked', 'customers', 'agreed', 'list')", name="kind"),
    CheckConstraint(
        "scope IN ('campaign', 'import', 'lead') AND (scope = 'lead') = (lead_id IS NOT NULL)", name="scope"
    ),
    Index(None, "campaign_id", "scope", "at"),
    Index(None, "lead_id"),
)

# Append-only: runs in which an operator took out of a campaign's list who doesn't want such calls.
scrubs = Table(
    "scrubs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    text_column("provider"),
    text_column("reference"),
    Column("scrubbed_at", UtcTime, nullable=False),
    Column("submitted", Integer, nullable=False),
    Column("suppressed", Integer, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "campaign_id", "scrubbed_at"),
)
