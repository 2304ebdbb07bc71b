"""What held on which day of campaigns and people whose figures of the past go by it; only ever added to.

Rows are made where something changes: first what held until then, from day 0 on, then the new from tomorrow
on. Of whom nothing stands here, what the campaign's or the person's own row says held always.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from crm_desktop.store.tables.base import metadata
from crm_desktop.store.types import Id, Json, UtcTime

# On which days a campaign calls; what dialling goes by stands in the campaign itself.
campaign_days = Table(
    "campaign_days",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("days", Text, nullable=False),  # Monday is 0
    Column("holidays", Json, nullable=True),  # yyyymmdd, each
    Column("last_on", Integer, nullable=True),  # yyyymmdd, of a client's campaign
    Column("set_by", Id, ForeignKey("people.id"), nullable=True),
    Column("at", UtcTime, nullable=False),
    Index(None, "campaign_id"),
)

# In which team somebody's calls count; what they may see goes by the person's own row.
team_members = Table(
    "team_members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("set_by", Id, ForeignKey("people.id"), nullable=True),
    Column("at", UtcTime, nullable=False),
    Index(None, "person_id"),
)
