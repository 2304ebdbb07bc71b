"""Proof and bookkeeping: audit, changes, commands, undo, disclosures."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from crm_desktop.store.tables.base import (
    RowNo,
    metadata,
)
from crm_desktop.store.types import Id, Json, UtcTime

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
    Column("lead_nos", LargeBinary, nullable=True),  # which leads: `person_records.packed`
    Column("gate", Json, nullable=True),  # the gate's decision: rules, counts by reason, digest
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
    Index(None, "until"),  # what is over goes
)

# Append-only. `tx` is the writing transaction's number on PostgreSQL, 0 on SQLite, so that (tx, no) up to
# the oldest running transaction is the order of commit; a plain sequence loses what commits late.
# On PostgreSQL the key is `id`, by which the table is made of months, and `no` comes from a sequence.
audit = Table(
    "audit",
    metadata,
    Column("no", RowNo, primary_key=True, autoincrement=True),
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
    Column("no", RowNo, primary_key=True, autoincrement=True),
    Column("tx", BigInteger, nullable=False, server_default="0"),
    Column("at", UtcTime, nullable=False),
    Column("topic", Text, nullable=False),
    Column("subject_id", Id, nullable=True),
    Column("session_id", Id, nullable=True),
    Index(None, "tx", "no"),
    sqlite_autoincrement=True,
)

# Why a kind of old data isn't deleted, or one person's, and until when; only added to, but for its end.
# The person's lead may be gone for good before its hold is: no foreign key.
legal_holds = Table(
    "legal_holds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=True),  # of `OldKind`; empty: all of them
    Column("reason", Text, nullable=False),
    Column("law", Text, nullable=False),
    Column("until", Integer, nullable=False),  # yyyymmdd, the last day
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", Id, ForeignKey("people.id"), nullable=False),
    Column("lifted_at", UtcTime, nullable=True),
    Column("lifted_by", Id, nullable=True),
    Column("lead_id", Id, nullable=True),  # whose data it is; empty: everybody's
    Index(None, "until"),
    Index(None, "lead_id"),
)

# What sweeps took, a row a kind; only added to.
sweeps = Table(
    "sweeps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("older_than", UtcTime, nullable=False),
    Column("taken", Integer, nullable=False),
    Index(None, "at"),
)
