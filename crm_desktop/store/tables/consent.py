"""What people were told, what they agreed to or refused, and who speaks for minors."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from crm_desktop.store.tables.base import metadata, text_column, version_column
from crm_desktop.store.types import Id, Json, UtcTime

# Append-only: a notice that was shown to somebody never changes; a new text is a new number.
notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("no", Integer, nullable=False),  # one a version, in each of its languages
    Column("language", Text, nullable=False),
    text_column("title"),
    text_column("items"),  # which data
    text_column("purposes"),
    text_column("withdraw"),  # how to take it back
    text_column("rights"),
    text_column("contact"),
    Column("named", Json, nullable=True),  # purposes of the office's own: key and words of each
    Column("sha256", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("no", "language"),
)

# What an office calls people for beside the two every office has; never deleted, only retired.
purposes = Table(
    "purposes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("no", Integer, nullable=False, unique=True),  # how ledger, leads and campaigns name it
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # of calls: never another one
    Column("words", Json, nullable=False),  # for the notice, by language
    Column("valid_days", Integer, nullable=False, server_default="0"),
    Column("retired_at", UtcTime, nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    version_column(),
)

# Append-only, a row a purpose and channel; the newest by `at` holds.
consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    text_column("basis"),
    Column("notice_id", Id, ForeignKey("notices.id"), nullable=True),
    text_column("how"),
    text_column("evidence"),
    text_column("sha256"),  # of a file that shows it
    Column("call_id", Id, nullable=True),
    Column("import_id", Id, nullable=True),  # brought by an import
    Column("valid_until", UtcTime, nullable=True),
    Column("at", UtcTime, nullable=False),  # when the person said it
    Column("kept_at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    CheckConstraint("state IN ('given', 'refused', 'withdrawn', 'expired')", name="state"),
    CheckConstraint("state <> 'given' OR notice_id IS NOT NULL OR import_id IS NOT NULL", name="notice"),
    Index(None, "lead_id", "at"),
    Index(
        "ix_consents_valid_until",
        "valid_until",
        sqlite_where=text("valid_until IS NOT NULL"),
        postgresql_where=text("valid_until IS NOT NULL"),
    ),
)

# Lists of numbers that aren't called, such as an operator's; when one ends its numbers are free again.
number_lists = Table(
    "number_lists",
    metadata,
    Column("id", Id, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("listed_on", Integer, nullable=False),  # yyyymmdd
    Column("ends_at", UtcTime, nullable=True),
    Column("numbers", Integer, nullable=False),  # as they stood in the file
    Column("taken", Integer, nullable=False, server_default="0"),  # that weren't called already
    Column("unread", Integer, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("ended_at", UtcTime, nullable=True),
    Index(None, "ends_at"),
)

# Who speaks for a minor, and how that was shown.
guardians = Table(
    "guardians",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    text_column("relation"),
    text_column("contact"),
    Column("proof", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "lead_id"),
)
