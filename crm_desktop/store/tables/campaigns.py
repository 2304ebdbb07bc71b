"""Campaigns, their results, and the queue of leads."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from crm_desktop.store.tables.base import (
    count_column,
    flag_column,
    metadata,
    text_column,
    version_column,
)
from crm_desktop.store.types import Id, Json, UtcTime

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False, server_default="own"),
    text_column("client_name"),
    text_column("agreement_ref"),
    Column("call_class", Text, nullable=False, server_default="promotional"),
    Column("purpose_no", Integer, nullable=True),  # of `purposes`; NULL: what its kind of call is for
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    flag_column("is_practice"),
    Column("dial_mode", Text, nullable=False, server_default="manual"),
    Column("countdown_s", Integer, nullable=False, server_default="5"),
    Column("start_minute", Integer, nullable=False, server_default="600"),
    Column("end_minute", Integer, nullable=False, server_default="1140"),
    Column("days", Text, nullable=False, server_default="0123456"),  # Monday is 0
    # Hours by the office's clock, besides those of the called person's; both empty: any.
    Column("office_start_minute", Integer, nullable=True),
    Column("office_end_minute", Integer, nullable=True),
    Column("holidays", Json, nullable=True),  # yyyymmdd, each
    text_column("script"),
    text_column("recording_text"),
    count_column("target"),  # successes wanted in all; 0: none
    count_column("wrap_up_s"),  # 0: as long as the caller needs
    text_column("wrap_up_code"),
    Column("client_until", Integer, nullable=True),  # yyyymmdd
    text_column("client_data"),  # return | delete, when the agreement ends
    Column("rules_id", Id, nullable=True),  # the version in force, of campaign_rules
    Column("paused_at", UtcTime, nullable=True),
    text_column("paused_why"),
    Column("lawful", Json, nullable=True),  # domain.lawful.Span, over time; empty: the gate isn't on
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    version_column(),
    CheckConstraint("role IN ('own', 'client')", name="role"),
    CheckConstraint("dial_mode IN ('manual', 'preview', 'progressive')", name="dial_mode"),
    # An end before the start is on the next day.
    CheckConstraint(
        "start_minute >= 0 AND start_minute < 1440 AND end_minute > 0 AND end_minute <= 1440 "
        "AND start_minute <> end_minute",
        name="hours",
    ),
)

# Append-only: every version of a campaign's rules.
campaign_rules = Table(
    "campaign_rules",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("no", Integer, nullable=False),
    text_column("name"),
    Column("rules", Json, nullable=False),  # domain.campaign_rules.Rules
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", Id, nullable=True),
    UniqueConstraint("campaign_id", "no"),
)

# Who works on a campaign; nobody said: everybody.
campaign_people = Table(
    "campaign_people",
    metadata,
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
)

# What a person can: the value of a lead's field, such as a language.
person_skills = Table(
    "person_skills",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, primary_key=True),
)

# Where a campaign's leads stand, so that claiming asks the index once a place instead of scanning.
campaign_zones = Table(
    "campaign_zones",
    metadata,
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("zone", Text, primary_key=True),
    Column("priority", SmallInteger, primary_key=True, server_default="0", autoincrement=False),
    Column("skill", Text, primary_key=True, server_default=""),
)

dispositions = Table(
    "dispositions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("code", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("flags", Text, nullable=False, server_default=""),  # space separated, domain.dispositions.Flag
    Column("fields", Json, nullable=True),  # what the result asks for
    Column("counts", Json, nullable=True),  # [day from which on, "human success"], where that ever changed
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    version_column(),
    UniqueConstraint("campaign_id", "code"),
)

queue_entries = Table(
    "queue_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("lane", SmallInteger, nullable=False),
    text_column("reason"),
    Column("priority", SmallInteger, nullable=False, server_default="0"),
    Column("score", SmallInteger, nullable=False, server_default="0"),  # the lead's own, kept by triggers
    Column("next_at", UtcTime, nullable=False),
    text_column("zone"),
    text_column("skill"),  # what its caller must be able to, by the campaign's rules
    count_column("attempts"),
    Column("owner_id", Id, nullable=True),  # whose lead it is; a promise is dialled by its owner
    Column("claimed_by", Id, nullable=True),
    Column("lease_until", UtcTime, nullable=True),
    version_column(),
    UniqueConstraint("lead_id", "campaign_id"),
    # Claiming seeks here: once a lane, place and owner (nobody or me), so that what others own, what is
    # closed, claimed or not yet due is never walked over. `reason` makes the counts index-only.
    Index(
        "ix_queue_entries_due",
        *("campaign_id", "lane", "zone", "priority", "skill", "owner_id", "next_at", "id", "reason"),
        sqlite_where=text("claimed_by IS NULL AND lane < 8"),
        postgresql_where=text("claimed_by IS NULL AND lane < 8"),
    ),
    # By score (store/queue_scored.py); where no lead has one, nothing stands in it.
    Index(
        "ix_queue_entries_scored",
        *("campaign_id", "lane", "zone", "priority", "skill", "owner_id", "score", "next_at", "id"),
        sqlite_where=text("claimed_by IS NULL AND lane < 8 AND score > 0"),
        postgresql_where=text("claimed_by IS NULL AND lane < 8 AND score > 0"),
    ),
    Index(
        "ix_queue_entries_done",
        *("campaign_id", "lane", "reason"),
        sqlite_where=text("lane >= 8"),
        postgresql_where=text("lane >= 8"),
    ),
    # A person holds at most one lead, a lead is on at most one screen, over all campaigns.
    Index(
        "uq_queue_entries_claimed_by",
        "claimed_by",
        unique=True,
        sqlite_where=text("claimed_by IS NOT NULL"),
        postgresql_where=text("claimed_by IS NOT NULL"),
    ),
    Index(
        "uq_queue_entries_on_screen",
        "lead_id",
        unique=True,
        sqlite_where=text("claimed_by IS NOT NULL"),
        postgresql_where=text("claimed_by IS NOT NULL"),
    ),
    Index(
        "ix_queue_entries_lease_until",
        "lease_until",
        sqlite_where=text("claimed_by IS NOT NULL"),
        postgresql_where=text("claimed_by IS NOT NULL"),
    ),
)

# How many entries stand alike, kept by triggers on queue_entries so that a million leads are counted at once.
# `quarter`: in which quarter of an hour since 1970 they are due, 0 for what is not dialled any more;
# `owner_id` zero: nobody's. SQLite keeps one row of a kind; on a server rows are only added (two people's
# changes never wait for each other) and put together now and then: always sum.
queue_counts = Table(
    "queue_counts",
    metadata,
    Column("campaign_id", Id, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("quarter", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("skill", Text, nullable=False),
    Column("owner_id", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Index(
        "ix_queue_counts_kind",  # in the order in which they are added up; what is counted would move rows
        *("campaign_id", "lane", "reason", "zone", "skill", "owner_id", "quarter", "priority"),
    ),
    Index(
        "ix_queue_counts_quarter",
        *("campaign_id", "quarter", "lane", "zone", "priority", "skill", "owner_id"),
    ),
)

skips = Table(
    "skips",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "person_id", "at"),
    Index(None, "lead_id"),
)
