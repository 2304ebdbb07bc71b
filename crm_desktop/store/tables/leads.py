"""Leads, their phones and everything kept about them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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
    RowNo,
    count_column,
    flag_column,
    key_column,
    metadata,
    text_column,
    version_column,
)
from crm_desktop.store.types import Id, Json, UtcTime

leads = Table(
    "leads",
    metadata,
    Column("no", RowNo, primary_key=True, autoincrement=True),
    Column("id", Id, nullable=False, unique=True),
    text_column("name"),
    key_column("name_key"),
    text_column("company"),
    key_column("company_key"),
    text_column("email"),
    text_column("address"),
    text_column("city"),
    key_column("city_key"),
    text_column("state"),
    text_column("postal_code"),
    text_column("country"),
    text_column("language"),
    text_column("source"),
    text_column("product"),  # what the person asked about; what was sold stands in `sales`
    key_column("product_key"),
    text_column("zone"),
    Column("status", Text, nullable=False, server_default="new"),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=True),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    Column("updated_at", UtcTime, nullable=False),
    Column("import_id", Id, ForeignKey("imports.id"), nullable=True),
    Column("last_call_at", UtcTime, nullable=True),
    text_column("last_result"),
    Column("next_call_at", UtcTime, nullable=True),
    count_column("attempts"),
    Column("merged_into", Id, nullable=True),
    text_column(
        "basis_kind"
    ),  # why this lead may be called, beside its campaign's answer: such as its enquiry
    Column("basis_until", UtcTime, nullable=True),
    Column("erased_at", UtcTime, nullable=True),  # nothing may reach them from then on; soon nothing is left
    count_column("refused"),  # bits of `domain.consent.bit`: what the newest rows of `consents` refuse
    text_column("purposes"),  # what they say of the office's own purposes (`domain/purposes.py`)
    text_column("age_band"),
    Column("score", SmallInteger, nullable=False, server_default="0"),  # 1 to 100; 0: nobody gave one
    version_column(),
    Index(None, "name_key", "no"),
    Index("ix_leads_city_key_no", "city_key", "no"),
    Index("ix_leads_owner_id_name_key_no", "owner_id", "name_key", "no"),
    Index("ix_leads_status_name_key_no", "status", "name_key", "no"),
    Index(
        "ix_leads_next_call_at_no",
        "next_call_at",
        "no",
        sqlite_where=text("next_call_at IS NOT NULL"),
        postgresql_where=text("next_call_at IS NOT NULL"),
    ),
    Index(
        "ix_leads_last_call_at_no",
        "last_call_at",
        "no",
        sqlite_where=text("last_call_at IS NOT NULL"),
        postgresql_where=text("last_call_at IS NOT NULL"),
    ),
    CheckConstraint("score BETWEEN 0 AND 100", name="score"),
    Index(
        "ix_leads_score_no",
        "score",
        "no",
        sqlite_where=text("score > 0"),
        postgresql_where=text("score > 0"),
    ),
    Index(
        "ix_leads_product_key_no",
        "product_key",
        "no",
        sqlite_where=text("product_key <> ''"),
        postgresql_where=text("product_key <> ''"),
    ),
    Index(
        "ix_leads_merged_into",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    Index(
        "ix_leads_import_id",
        "import_id",
        sqlite_where=text("import_id IS NOT NULL"),
        postgresql_where=text("import_id IS NOT NULL"),
    ),
    CheckConstraint("status IN ('new', 'open', 'won', 'closed', 'merged')", name="status"),
    sqlite_autoincrement=True,
)

lead_emails = Table(
    "lead_emails",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # from 2 on; the first stands in leads.email
    Column("email", Text, nullable=False),
)

phones = Table(
    "phones",
    metadata,
    Column("id", Id, primary_key=True),
    Column("e164", Text, nullable=False, unique=True),
    Column("do_not_call_at", UtcTime, nullable=True),
    count_column("attempts"),
    count_column("day_attempts"),
    Column("day", Integer, nullable=True),  # yyyymmdd in the lead's zone that day_attempts counts
    Column("last_attempt_at", UtcTime, nullable=True),
    # Those tried lately, whose caps and gaps count now.
    Index(
        "ix_phones_day",
        *("day", "day_attempts", "last_attempt_at", "attempts"),
        sqlite_where=text("day IS NOT NULL"),
        postgresql_where=text("day IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

lead_phones = Table(
    "lead_phones",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("phone_id", Id, ForeignKey("phones.id"), primary_key=True),
    Column("position", SmallInteger, nullable=False),
    text_column("label"),
    text_column("extension"),
    Column("wrong_at", UtcTime, nullable=True),
    Index(None, "phone_id"),
    sqlite_with_rowid=False,
)

# Append-only: who set or lifted a do-not-call, when and why; phones.do_not_call_at is its present state.
do_not_calls = Table(
    "do_not_calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("phone_id", Id, ForeignKey("phones.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, nullable=True),
    Column("call_id", Id, nullable=True),
    flag_column("is_lifted"),
    text_column("why"),
    Column("list_id", Id, nullable=True),  # of `number_lists`, which frees it when it ends
    Index(None, "phone_id", "at"),
)

# What a lead is found by; the trigram index over it is made by the migration, in each engine's own way.
lead_search = Table(
    "lead_search",
    metadata,
    Column("no", RowNo, ForeignKey("leads.no", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

tags = Table(
    "tags",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

lead_tags = Table(
    "lead_tags",
    metadata,
    Column("tag_id", Id, ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "lead_id"),
)

field_definitions = Table(
    "field_definitions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("options", Json, nullable=True),
    Column("reminds", Json, nullable=True),  # a date that makes the lead due: days before, yearly or once
    Column("is_personal", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
    CheckConstraint("kind IN ('text', 'number', 'money', 'date', 'choice', 'yes_no')", name="kind"),
)

field_values = Table(
    "field_values",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("field_id", Id, ForeignKey("field_definitions.id"), primary_key=True),
    Column("text", Text, nullable=False),  # as shown
    Column("number", BigInteger, nullable=True),  # to sort and filter: minor units, yyyymmdd
    Index(None, "field_id", "number"),
    Index(None, "field_id", "text"),
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    flag_column("is_shared"),
    Column("name", Text, nullable=False),
    Column("query", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
    UniqueConstraint("owner_id", "name"),
)

# How a customer wants to be reached; no row where nothing was said.
lead_preferences = Table(
    "lead_preferences",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    text_column("channel"),  # call | whatsapp | sms | email; the language stands in leads.language
    Column("from_minute", Integer, nullable=True),  # minutes after the lead's own midnight, half open
    Column("to_minute", Integer, nullable=True),
    Column("days_before", Json, nullable=True),  # of reminders; what the field says where empty
    Column("updated_at", UtcTime, nullable=False),
    Column("updated_by", Id, nullable=True),
    version_column(),
)
