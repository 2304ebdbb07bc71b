"""Calls, promises and what happened."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
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
    flag_column("is_practice"),
    text_column("dialler"),
    text_column("line"),
    text_column("our_number"),
    text_column("forwarded_from"),
    Column("attempt_no", Integer, nullable=False, server_default="1"),
    Column("dialled_at", UtcTime, nullable=False),
    Column("day", Integer, nullable=True),  # yyyymmdd of the shift it belongs to, by the office's clock
    Column("answered_at", UtcTime, nullable=True),
    Column("ended_at", UtcTime, nullable=True),
    Column("closed_at", UtcTime, nullable=True),
    Column("talk_s", Integer, nullable=True),
    Column("disposition_id", Id, ForeignKey("dispositions.id"), nullable=True),
    text_column("disposition_code"),
    text_column("disposition_label"),
    text_column("disposition_flags"),
    Column("disposition_values", Json, nullable=True),
    text_column("end_cause"),
    text_column("gate"),  # the version of the rules it was let through by
    text_column("note"),
    flag_column("is_left_out"),  # by a ruling: it counts nowhere
    CheckConstraint("direction IN ('out', 'in', 'missed')", name="direction"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("known_how IN ('measured', 'marked', 'later')", name="known_how"),
    Index(None, "lead_id", "dialled_at"),
    Index(None, "person_id", "dialled_at"),
    Index(None, "phone_id"),
    Index(None, "day", "person_id"),
    # At most one running call a person, and one running call out a lead: relatives may ring at any time.
    # On PostgreSQL, where this table is made of months, `open_calls` keeps that under the same names.
    Index(
        "uq_calls_open_person",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        info={"only_on": "sqlite"},
    ),
    Index(
        "uq_calls_open_lead",
        "lead_id",
        unique=True,
        sqlite_where=text("state = 'open' AND direction = 'out'"),
        info={"only_on": "sqlite"},
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
    text_column("note"),
    Column("state", Text, nullable=False, server_default="open"),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    Column("closed_at", UtcTime, nullable=True),
    Column("closed_by_call_id", Id, nullable=True),
    Column("handed_from", Id, nullable=True),
    # promise | reminder (a customer's date comes up) | missed_call | appointment
    Column("kind", Text, nullable=False, server_default="promise"),
    Column("first_due_at", UtcTime, nullable=True),  # as it was promised at first, once it was moved
    count_column("moved_count"),
    Column("snoozed_until", UtcTime, nullable=True),  # quiet until then; the promise stands
    Column("source_id", Id, nullable=True),  # what it comes from: a date field, a service record, …
    Column("occasion_on", Integer, nullable=True),  # yyyymmdd of the customer's date
    Column("days_before", Integer, nullable=True),
    version_column(),
    CheckConstraint("state IN ('open', 'kept', 'late', 'broken', 'handed_over', 'cancelled')", name="state"),
    Index(None, "call_id"),
    Index(None, "owner_id", "state", "due_at"),
    Index(None, "lead_id", "state"),
    Index(None, "owner_id", "closed_at"),
    Index(None, "created_by", "created_at"),
    # Each occasion reminds once a lead and a number of days.
    Index(
        "uq_callbacks_occasion",
        *("lead_id", "source_id", "occasion_on", "days_before"),
        unique=True,
        sqlite_where=text("kind = 'reminder'"),
        postgresql_where=text("kind = 'reminder'"),
    ),
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
    text_column("text"),
    Column("data", Json, nullable=True),
    Index(None, "lead_id", "at", "id"),
)

# A wide total of closed calls: one row a shift's day, hour, person and campaign (the zero id: none), kept in
# the transaction that closes the call; `domain/call_totals.py` says what each column counts. It can be
# rebuilt from the calls until retention has taken them; `is_closed` says that they may be gone and the row
# alone counts.
call_hours = Table(
    "call_hours",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),  # yyyymmdd
    Column("person_id", Id, primary_key=True),
    Column("hour_at", UtcTime, primary_key=True),  # when the hour began, by the office's clock
    Column("campaign_id", Id, primary_key=True),
    count_column("attempts"),
    count_column("answered"),
    count_column("conversations"),
    count_column("incoming_conversations"),
    count_column("interested"),
    count_column("successes"),
    count_column("finals"),
    count_column("call_backs"),
    count_column("do_not_calls"),
    count_column("wrong_numbers"),
    count_column("incoming"),
    count_column("missed"),
    count_column("entered_later"),
    count_column("talk_calls"),
    count_column("talk_s"),
    count_column("wrap_calls"),
    count_column("wrap_s"),
    Column("first_at", UtcTime, nullable=True),  # of the calls dialled or taken; missed ones have neither
    Column("last_at", UtcTime, nullable=True),
    flag_column("is_closed"),
    sqlite_with_rowid=False,
)

# Whole numbers somebody looked up, counted and limited: never the number itself, only whether it was known.
# The receipt of each month whose calls were deleted as too old: what stands for them, and who had it done.
closed_months = Table(
    "closed_months",
    metadata,
    Column("month", Integer, primary_key=True, autoincrement=False),  # yyyymm
    Column("closed_at", UtcTime, nullable=False),
    Column("closed_by", Id, nullable=True),
    Column("kept_months", Integer, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("totals", Json, nullable=False),
    Column("digest", Text, nullable=False),
    count_column("taken"),
    Column("finished_at", UtcTime, nullable=True),
)

number_lookups = Table(
    "number_lookups",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("phone_id", Id, ForeignKey("phones.id"), nullable=True),
    Index(None, "person_id", "at"),
    Index(None, "phone_id"),
    Index(None, "at"),  # what is over goes
)
