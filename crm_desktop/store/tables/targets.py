"""What people are to reach, and on which days the office works; only ever added to, from tomorrow on."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from crm_desktop.store.tables.base import metadata
from crm_desktop.store.types import Id, Json, UtcTime

targets = Table(
    "targets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("whose", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=True),  # who is to reach it
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("amount", BigInteger, nullable=True),  # none: what each caller has, else nothing
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("set_by", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("whose IN ('each', 'person', 'in_campaign', 'campaign', 'team', 'office')", name="whose"),
    CheckConstraint(
        "measure IN ('calls', 'conversations', 'successes', 'talk_s', 'sales', 'sales_amount')",
        name="measure",
    ),
    CheckConstraint("period IN ('day', 'week', 'month')", name="period"),
    CheckConstraint(
        "(person_id IS NOT NULL) = (whose IN ('person', 'in_campaign'))"
        " AND (campaign_id IS NOT NULL) = (whose IN ('in_campaign', 'campaign'))"
        " AND (team_id IS NOT NULL) = (whose = 'team')",
        name="ids",
    ),
    CheckConstraint("amount >= 0", name="amount"),
    Index(None, "person_id"),
    Index(None, "campaign_id"),
)

calendars = Table(
    "calendars",
    metadata,
    Column("id", Id, primary_key=True),
    Column("from_on", Integer, nullable=False),  # yyyymmdd
    Column("week_starts", Integer, nullable=False),  # 0 Monday … 6 Sunday
    Column("days", Json, nullable=False),  # weekdays
    Column("holidays", Json, nullable=False),  # yyyymmdd
    Column("set_by", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("week_starts BETWEEN 0 AND 6", name="week_starts"),
)
