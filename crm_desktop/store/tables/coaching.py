"""Coaching: scorecards in versions, which calls are drawn, reviews, what people say to them, who looked.

Cards, draws, replies and looks are only ever added to; a published review stands (`reviews_stand`).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from crm_desktop.store.tables.base import flag_column, metadata, text_column, version_column
from crm_desktop.store.types import Id, Json, UtcTime

scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),  # none: every other campaign
    Column("version", Integer, nullable=False),
    Column("questions", Json, nullable=False),
    Column("pass_at", Integer, nullable=False),  # per cent
    flag_column("is_ended"),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "campaign_id", "version"),
)

sample_rules = Table(
    "sample_rules",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),  # none: everybody
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),  # none: every campaign
    Column("per_week", Integer, nullable=False),
    Column("longer_than_s", Integer, nullable=False),
    flag_column("takes_unmeasured"),
    Column("seed", Integer, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("ended_at", UtcTime, nullable=True),
)

# One draw a rule, week and person: what there was to draw from, and what came of it.
sample_draws = Table(
    "sample_draws",
    metadata,
    Column("id", Id, primary_key=True),
    Column("rule_id", Id, ForeignKey("sample_rules.id"), nullable=False),
    Column("week", Integer, nullable=False),  # yyyymmdd of its Monday
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("by_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("pool", Integer, nullable=False),
    Column("unmeasured", Integer, nullable=False),  # left out, since nobody measured how long they were
    CheckConstraint("outcome IN ('drawn', 'few', 'no_calls', 'absent')", name="outcome"),
    UniqueConstraint("rule_id", "week", "person_id"),
    Index(None, "person_id", "week"),
)

samples = Table(
    "samples",
    metadata,
    Column("id", Id, primary_key=True),
    Column("draw_id", Id, ForeignKey("sample_draws.id"), nullable=False),
    Column("call_id", Id, nullable=False),  # no key: what law lets go is taken with it by hand
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    UniqueConstraint("call_id"),
    Index(None, "lead_id"),
    Index(None, "person_id"),
    Index(None, "draw_id"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_id", Id, nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),  # whose call
    Column("by_id", Id, ForeignKey("people.id"), nullable=False),
    Column("scorecard_id", Id, ForeignKey("scorecards.id"), nullable=False),
    Column("answers", Json, nullable=False),
    text_column("note"),
    Column("result", Text, nullable=True),
    Column("created_at", UtcTime, nullable=False),
    Column("published_at", UtcTime, nullable=True),
    Column("talk_at", UtcTime, nullable=True),
    Column("talked_at", UtcTime, nullable=True),
    Column("withdrawn_at", UtcTime, nullable=True),
    version_column(),
    CheckConstraint("result IN ('pass', 'fail', 'call_back')", name="result"),
    Index(None, "call_id"),
    Index(None, "lead_id"),
    Index(None, "person_id", "published_at"),
    Index(None, "by_id", "published_at"),
)

review_replies = Table(
    "review_replies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("review_id", Id, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    text_column("text"),
    Index(None, "review_id"),
    Index(None, "lead_id"),
    Index(None, "at"),
)

review_looks = Table(
    "review_looks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),  # who looked
    Column("of_id", Id, ForeignKey("people.id"), nullable=False),  # at whose call
    Column("call_id", Id, nullable=False),
    Column("review_id", Id, nullable=True),
    Column("kind", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("kind IN ('call', 'review', 'recording')", name="kind"),
    Index(None, "call_id", "at"),
)
