"""Every table of the shared store, in one place; the migrations build the same, `alembic check` compares.

Ids are UUIDv7. `no` columns are row numbers of this store alone (paging, full-text search, order of
commit on SQLite); nothing outside the store refers to them. Times are UTC. Names of constraints follow
one convention, since migrations need them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TEXT as PgText

from crm_desktop.store.types import Id, Json, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row number: the rowid on SQLite, an identity column on PostgreSQL.
_RowNo = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _key(name: str) -> Column[str]:
    """A folded text to sort and page by; in byte order on every engine, so that prefixes are ranges."""
    in_bytes = Text().with_variant(PgText(collation="C"), "postgresql")
    return Column(name, in_bytes, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=text("false"))


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default="1")


workspace = Table(
    "workspace",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("epoch", Id, nullable=False),  # changes when a backup is restored
    _version(),
)

settings = Table(
    "settings",
    metadata,
    Column("scope", Text, primary_key=True),  # workspace | person; the workstation's live in the seat file
    Column("owner_id", Id, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("updated_by", Id, nullable=True),
    _version(),
    CheckConstraint("scope IN ('workspace', 'person')", name="scope"),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    _version(),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sign_in_name", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),
    Column("password_hash", Text, nullable=False),
    _flag("must_change_password"),
    _flag("is_disabled"),
    Column("disabled_at", UtcTime, nullable=True),
    _count("failed_count"),
    Column("locked_until", UtcTime, nullable=True),
    Column("one_time_until", UtcTime, nullable=True),
    Column("created_at", UtcTime, nullable=False),
    _version(),
    CheckConstraint("role IN ('telecaller', 'team_lead', 'admin')", name="role"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    _text("seat"),
    Column("signed_in_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("signed_out_at", UtcTime, nullable=True),
    _text("end_reason"),
    Index(None, "person_id", "signed_in_at"),
)

breaks = Table(
    "breaks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("allowed_s", Integer, nullable=True),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime, nullable=True),
    Index(None, "person_id", "started_at"),
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False, server_default="own"),
    _text("client_name"),
    _text("agreement_ref"),
    Column("call_class", Text, nullable=False, server_default="promotional"),
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    _flag("is_practice"),
    Column("dial_mode", Text, nullable=False, server_default="manual"),
    Column("countdown_s", Integer, nullable=False, server_default="5"),
    Column("start_minute", Integer, nullable=False, server_default="600"),
    Column("end_minute", Integer, nullable=False, server_default="1140"),
    Column("days", Text, nullable=False, server_default="0123456"),  # Monday is 0
    Column("max_per_day", Integer, nullable=False, server_default="3"),
    Column("max_per_phone", Integer, nullable=False, server_default="8"),
    _text("script"),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    _version(),
    CheckConstraint("role IN ('own', 'client')", name="role"),
    CheckConstraint("dial_mode IN ('manual', 'preview')", name="dial_mode"),
    CheckConstraint("start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440", name="hours"),
)

# The zones that occur in a campaign, so that claiming asks the index once a zone instead of scanning.
campaign_zones = Table(
    "campaign_zones",
    metadata,
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("zone", Text, primary_key=True),
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
    Column("retry_s", Integer, nullable=True),
    Column("fields", Json, nullable=True),  # what the result asks for
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    _version(),
    UniqueConstraint("campaign_id", "code"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("file_name", Text, nullable=False),
    _text("sha256"),
    Column("duplicates", Text, nullable=False),
    Column("mapping", Json, nullable=True),
    Column("state", Text, nullable=False),
    _count("rows_read"),
    _count("rows_created"),
    _count("rows_updated"),
    _count("rows_skipped"),
    _count("rows_refused"),
    _count("rows_repeated"),
    Column("first_no", BigInteger, nullable=True),  # leads.no range of what was created
    Column("last_no", BigInteger, nullable=True),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime, nullable=True),
    Column("undone_at", UtcTime, nullable=True),
    Column("kept_count", Integer, nullable=True),
    CheckConstraint("state IN ('running', 'done', 'undone')", name="state"),
)

leads = Table(
    "leads",
    metadata,
    Column("no", _RowNo, primary_key=True, autoincrement=True),
    Column("id", Id, nullable=False, unique=True),
    _text("name"),
    _key("name_key"),
    _text("company"),
    _key("company_key"),
    _text("email"),
    _text("address"),
    _text("city"),
    _key("city_key"),
    _text("state"),
    _text("postal_code"),
    _text("country"),
    _text("language"),
    _text("source"),
    _text("zone"),
    Column("status", Text, nullable=False, server_default="new"),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=True),
    Column("team_id", Id, ForeignKey("teams.id"), nullable=True),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    Column("updated_at", UtcTime, nullable=False),
    Column("import_id", Id, ForeignKey("imports.id"), nullable=True),
    Column("last_call_at", UtcTime, nullable=True),
    _text("last_result"),
    Column("next_call_at", UtcTime, nullable=True),
    _count("attempts"),
    Column("merged_into", Id, nullable=True),
    _version(),
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
    _count("attempts"),
    _count("day_attempts"),
    Column("day", Integer, nullable=True),  # yyyymmdd in the lead's zone that day_attempts counts
    Column("last_attempt_at", UtcTime, nullable=True),
)

lead_phones = Table(
    "lead_phones",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("phone_id", Id, ForeignKey("phones.id"), primary_key=True),
    Column("position", SmallInteger, nullable=False),
    _text("label"),
    _text("extension"),
    Column("wrong_at", UtcTime, nullable=True),
    Index(None, "phone_id"),
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
    _flag("is_lifted"),
    _text("why"),
    Index(None, "phone_id", "at"),
)

# What a lead is found by; the trigram index over it is made by the migration, in each engine's own way.
lead_search = Table(
    "lead_search",
    metadata,
    Column("no", _RowNo, ForeignKey("leads.no", ondelete="CASCADE"), primary_key=True, autoincrement=False),
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
    Column("is_personal", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    _version(),
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

queue_entries = Table(
    "queue_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("lane", SmallInteger, nullable=False),
    _text("reason"),
    Column("priority", SmallInteger, nullable=False, server_default="0"),
    Column("next_at", UtcTime, nullable=False),
    _text("zone"),
    _count("attempts"),
    Column("owner_id", Id, nullable=True),  # whose lead it is; a promise is dialled by its owner
    Column("claimed_by", Id, nullable=True),
    Column("lease_until", UtcTime, nullable=True),
    _version(),
    UniqueConstraint("lead_id", "campaign_id"),
    # Claiming seeks here: once a lane, zone and owner (nobody or me), so that what others own, what is
    # closed, claimed or not yet due is never walked over. `reason` makes the counts index-only.
    Index(
        "ix_queue_entries_due",
        *("campaign_id", "lane", "zone", "owner_id", "next_at", "id", "reason"),
        sqlite_where=text("claimed_by IS NULL AND lane < 8"),
        postgresql_where=text("claimed_by IS NULL AND lane < 8"),
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

calls = Table(
    "calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("phone_id", Id, ForeignKey("phones.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id"), nullable=True),
    Column("direction", Text, nullable=False, server_default="out"),
    Column("state", Text, nullable=False, server_default="open"),
    Column("known_how", Text, nullable=False, server_default="marked"),
    _flag("is_practice"),
    _text("dialler"),
    _text("line"),
    _text("our_number"),
    _text("forwarded_from"),
    Column("attempt_no", Integer, nullable=False, server_default="1"),
    Column("dialled_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime, nullable=True),
    Column("ended_at", UtcTime, nullable=True),
    Column("closed_at", UtcTime, nullable=True),
    Column("talk_s", Integer, nullable=True),
    Column("disposition_id", Id, ForeignKey("dispositions.id"), nullable=True),
    _text("disposition_code"),
    _text("disposition_label"),
    _text("disposition_flags"),
    Column("disposition_values", Json, nullable=True),
    _text("end_cause"),
    _text("note"),
    CheckConstraint("direction IN ('out', 'in', 'missed')", name="direction"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("known_how IN ('measured', 'marked', 'later')", name="known_how"),
    Index(None, "lead_id", "dialled_at"),
    Index(None, "person_id", "dialled_at"),
    Index(None, "phone_id"),
    # At most one running call out a person, and a lead.
    Index(
        "uq_calls_open_person",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open' AND direction = 'out'"),
        postgresql_where=text("state = 'open' AND direction = 'out'"),
    ),
    Index(
        "uq_calls_open_lead",
        "lead_id",
        unique=True,
        sqlite_where=text("state = 'open' AND direction = 'out'"),
        postgresql_where=text("state = 'open' AND direction = 'out'"),
    ),
)

callbacks = Table(
    "callbacks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    Column("due_at", UtcTime, nullable=False),
    _text("note"),
    Column("state", Text, nullable=False, server_default="open"),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    Column("closed_at", UtcTime, nullable=True),
    Column("closed_by_call_id", Id, nullable=True),
    Column("handed_from", Id, nullable=True),
    _version(),
    CheckConstraint("state IN ('open', 'kept', 'late', 'broken', 'handed_over', 'cancelled')", name="state"),
    Index(None, "owner_id", "state", "due_at"),
    Index(None, "lead_id", "state"),
)

# Append-only; a text may only become empty (erasure), which a trigger keeps.
timeline = Table(
    "timeline",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, nullable=True),
    Column("kind", Text, nullable=False),
    Column("campaign_id", Id, nullable=True),
    Column("call_id", Id, nullable=True),
    _text("text"),
    Column("data", Json, nullable=True),
    Index(None, "lead_id", "at", "id"),
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

import_changes = Table(
    "import_changes",
    metadata,
    Column("import_id", Id, ForeignKey("imports.id"), primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("before", Json, nullable=False),  # the fields an update changed, as they were
    Column("version_after", Integer, nullable=False),
    Index(None, "lead_id"),  # without it, removing a lead reads them all
)

import_layouts = Table(
    "import_layouts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("signature", Text, nullable=False, unique=True),
    Column("mapping", Json, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Column("used_by", Id, nullable=True),
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    _flag("is_shared"),
    Column("name", Text, nullable=False),
    Column("query", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    _version(),
    UniqueConstraint("owner_id", "name"),
)

sales = Table(
    "sales",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("product", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("confirmed_by", Id, nullable=True),
    Column("confirmed_at", UtcTime, nullable=True),
    Column("at", UtcTime, nullable=False),
    _version(),
    CheckConstraint("state IN ('promised', 'received', 'cancelled', 'refunded')", name="state"),
    Index(None, "lead_id"),
    Index(None, "person_id", "at"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("key_id", Id, nullable=False),  # the lead's own key, kept apart from the store
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, nullable=True),
    Index(None, "lead_id"),
)

file_chunks = Table(
    "file_chunks",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("key_id", Id, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# What left the workspace: every export now, messages and hand-overs later.
disclosures = Table(
    "disclosures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("filters", Json, nullable=True),
    Index(None, "at"),
)

# One row a command, so that a repeat is harmless.
commands = Table(
    "commands",
    metadata,
    Column("request_id", Id, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload_hash", LargeBinary(32), nullable=False),
    Column("result", Json, nullable=True),
    Column("at", UtcTime, nullable=False),
)

# What an act changed, as it was, for as long as it can be undone. Personal data: goes with the person.
undo_acts = Table(
    "undo_acts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    Column("before", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("undone_at", UtcTime, nullable=True),
    Index(None, "person_id", "at"),
    Index(None, "lead_id"),
)

# Append-only. `tx` is the writing transaction's number on PostgreSQL, 0 on SQLite, so that (tx, no) up to
# the oldest running transaction is the order of commit; a plain sequence loses what commits late.
audit = Table(
    "audit",
    metadata,
    Column("no", _RowNo, primary_key=True, autoincrement=True),
    Column("tx", BigInteger, nullable=False, server_default="0"),
    Column("id", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, nullable=True),
    Column("session_id", Id, nullable=True),
    Column("act", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Id, nullable=True),
    Column("detail", Json, nullable=True),  # never personal values: ids, counts, names of fields
    Index(None, "subject_id"),
    Index(None, "tx", "no"),
    sqlite_autoincrement=True,
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("first_tx", BigInteger, nullable=False),
    Column("first_no", BigInteger, nullable=False),
    Column("last_tx", BigInteger, nullable=False),
    Column("last_no", BigInteger, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("sealed_at", UtcTime, nullable=False),
    Column("is_checkpoint", Boolean(create_constraint=False), nullable=False, server_default=text("false")),
)

changes = Table(
    "changes",
    metadata,
    Column("no", _RowNo, primary_key=True, autoincrement=True),
    Column("tx", BigInteger, nullable=False, server_default="0"),
    Column("at", UtcTime, nullable=False),
    Column("topic", Text, nullable=False),
    Column("subject_id", Id, nullable=True),
    Column("session_id", Id, nullable=True),
    Index(None, "tx", "no"),
    sqlite_autoincrement=True,
)
