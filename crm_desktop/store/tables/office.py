"""The workspace and the people who work in it."""

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
    version_column(),
    # Since when nothing is dialled: the store came from a copy, and who was erased since isn't known yet.
    Column("put_back_at", UtcTime, nullable=True),
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
    version_column(),
    CheckConstraint("scope IN ('workspace', 'person')", name="scope"),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
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
    flag_column("must_change_password"),
    flag_column("is_disabled"),
    Column("disabled_at", UtcTime, nullable=True),
    count_column("failed_count"),
    Column("locked_until", UtcTime, nullable=True),
    Column("one_time_until", UtcTime, nullable=True),
    Column("created_at", UtcTime, nullable=False),
    Column("asks_to_leave_at", UtcTime, nullable=True),
    Column("left_at", UtcTime, nullable=True),  # the account was deleted; the row bears a neutral name
    version_column(),
    CheckConstraint("role IN ('telecaller', 'team_lead', 'admin')", name="role"),
)

# Who is on leave, will be, or was: both days included, yyyymmdd by the office's clock. Others keep their
# promises; what is past stays, since targets of those days go by it. Days that were past when it was set
# (`is_late`: somebody was ill, and it is entered the next morning) are told to whose they are.
leaves = Table(
    "leaves",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("first_day", Integer, primary_key=True),
    Column("last_day", Integer, nullable=False),
    Column("set_by", Id, ForeignKey("people.id"), nullable=True),
    Column("set_at", UtcTime, nullable=True),
    flag_column("is_late"),
    CheckConstraint("first_day <= last_day", name="days"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    text_column("seat"),
    Column("signed_in_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("signed_out_at", UtcTime, nullable=True),
    text_column("end_reason"),
    Column("day", Integer, nullable=True),  # yyyymmdd on which the shift began, by the office's clock
    Index(None, "person_id", "signed_in_at"),
    Index(None, "day", "person_id"),
    # What still says at which workstation somebody sat: its age.
    Index(
        "ix_sessions_told",
        "signed_in_at",
        sqlite_where=text("seat <> ''"),
        postgresql_where=text("seat <> ''"),
    ),
)

# Append-only, which triggers keep: what each person changed to, and when. When it ended is said by the next
# change or the end of the sign-in; that somebody was on a call, by the call. On a team's server
# `presence_told` looks at what comes in.
presence = Table(
    "presence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id"), nullable=False),
    Column("state", Text, nullable=False),
    text_column("reason"),
    Column("allowed_s", Integer, nullable=True),
    Column("at", UtcTime, nullable=False),
    Column("day", Integer, nullable=False),  # yyyymmdd on which the shift began, by the office's clock
    Column("known_how", Text, nullable=False, server_default="live"),
    CheckConstraint("state IN ('ready', 'break', 'away')", name="state"),
    CheckConstraint("known_how IN ('live', 'kept')", name="known_how"),
    Index(None, "person_id", "at"),
    Index(None, "day", "person_id"),
)
