"""People whose data was erased: what keeps them from coming back, the proof, and what law makes us keep."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from crm_desktop.store.tables.base import count_column, metadata, text_column
from crm_desktop.store.types import Id, Json, UtcTime

# Keyed hashes of numbers and e-mails of erased people (`domain/tombstones.py`). No row of theirs is needed
# for them, so that they outlive deletion, another import and a backup brought back.
tombstones = Table(
    "tombstones",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("kind", Text, nullable=False),  # phone | email | person: a name at a number that others have too
    Column("erasure_id", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("lifted_at", UtcTime, nullable=True),  # they asked anew themselves, or the number is another's
    Column("lifted_by", Id, nullable=True),
    text_column("lifted_why"),
    CheckConstraint("kind IN ('phone', 'email', 'person')", name="kind"),
    Index(None, "erasure_id"),
)

# One row: with it every Indian number could be tried in minutes, so on a server only a function reads it.
tombstone_keys = Table(
    "tombstone_keys",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("key", LargeBinary(32), nullable=False),
)

# One erasure: of a person, of what a filter found, of a client's people. No name and no number stands here.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),  # who had it done
    Column("campaign_id", Id, nullable=True),  # of a client
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),  # suppressed from then on
    Column("starts_at", UtcTime, nullable=False),  # until then it can be cancelled
    Column("erased_at", UtcTime, nullable=True),
    Column("closed_at", UtcTime, nullable=True),  # every workstation has let go of them too
    count_column("leads"),
    Column("certificate", Json, nullable=True),
    Column("closing", Json, nullable=True),  # signed when the last workstation was through
    Column("so_far", Json, nullable=True),  # what its parts did, and whom to search for, sealed
    CheckConstraint("kind IN ('person', 'filter', 'client')", name="kind"),
    CheckConstraint("state IN ('waiting', 'erasing', 'erased', 'cancelled')", name="state"),
    Index(None, "state", "starts_at"),
)

erasure_leads = Table(
    "erasure_leads",
    metadata,
    Column("erasure_id", Id, ForeignKey("erasures.id"), primary_key=True),
    Column("lead_id", Id, primary_key=True),
    Column("erased_at", UtcTime, nullable=True),
    Column("before", Json, nullable=True),  # lane and reason of each place it took out of a queue
    Index(None, "lead_id"),
)

# Which workstations may still keep something of an erasure's people, and when each had let go of it.
erasure_seats = Table(
    "erasure_seats",
    metadata,
    Column("erasure_id", Id, ForeignKey("erasures.id"), primary_key=True),
    Column("seat_id", Id, ForeignKey("seats.id"), primary_key=True),
    Column("acknowledged_at", UtcTime, nullable=True),
    Index(None, "seat_id", "acknowledged_at"),
)

# What a server's copies of the list of erasures are made of: its sealed lines, each known by its SHA-256.
# Workstations and the server's night script keep them too, and bring back what a restored store lacks.
erasure_lines = Table(
    "erasure_lines",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("line", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# The least that law makes us keep, sealed with a key of its own that lies apart from the store.
sealed_records = Table(
    "sealed_records",
    metadata,
    Column("id", Id, primary_key=True),
    Column("erasure_id", Id, ForeignKey("erasures.id"), nullable=False),
    Column("key_id", Id, nullable=False),
    Column("sealed", LargeBinary, nullable=True),  # goes with its key
    Column("law", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("gone_at", UtcTime, nullable=True),
    Column("hold_id", Id, nullable=True),  # the legal hold that wants it; empty: the law itself
    Index(None, "erasure_id"),
    Index(None, "until"),
    Index(None, "hold_id"),
)
