"""The whole day: sales and products, service records, appointments, messages, totals of the hours.

Revision ID: 0002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from crm_desktop.store import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns, then give what is there already its day, and calls their totals."""
    create_tables()
    add_columns()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_ONLY if is_sqlite else POSTGRESQL_ONLY:
        op.execute(statement)
    if is_sqlite:
        cluster_phones()
    for table, at in (("sessions", "signed_in_at"), ("calls", "dialled_at"), ("sales", "at")):
        give_day(table, at)
    fill_call_hours()


# Birthdays and renewals are looked for by month and day (yyyymmdd modulo 10000), whatever the year.
MONTH_AND_DAY = """CREATE INDEX ix_field_values_month_day ON field_values (field_id, (number % 10000))
    WHERE number IS NOT NULL"""

SQLITE_ONLY = (
    "ALTER TABLE sales ADD COLUMN product_id BLOB CONSTRAINT fk_sales_product_id REFERENCES products (id)",
    MONTH_AND_DAY,
    """CREATE TRIGGER sale_changes_no_rewrite BEFORE UPDATE ON sale_changes
       WHEN NEW.why <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.state <> OLD.state
         OR NEW.amount_minor <> OLD.amount_minor
       BEGIN SELECT RAISE(ABORT, 'sale_changes is append-only'); END""",
)

POSTGRESQL_ONLY = (
    "ALTER TABLE sales ADD COLUMN product_id uuid CONSTRAINT fk_sales_product_id REFERENCES products (id)",
    MONTH_AND_DAY,
    """CREATE FUNCTION sale_changes_no_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.why <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.state <> OLD.state
            OR NEW.amount_minor <> OLD.amount_minor THEN
           RAISE EXCEPTION 'sale_changes is append-only';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER sale_changes_no_rewrite BEFORE UPDATE ON sale_changes
       FOR EACH ROW EXECUTE FUNCTION sale_changes_no_rewrite()""",
)


def cluster_phones() -> None:
    """Keep phones, and whose they are, in the order of their keys: a look-up reads one page, not two.

    Foreign keys are off meanwhile and name these tables, so those of other tables hold again afterwards.
    """
    names = {
        "phones": "id, e164, do_not_call_at, attempts, day_attempts, day, last_attempt_at",
        "lead_phones": "lead_id, phone_id, position, label, extension, wrong_at",
    }
    for name, columns in names.items():
        sql = f"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{name}'"  # noqa: S608  a name above
        made = op.get_bind().exec_driver_sql(sql).scalar_one()
        again = made.replace(f"CREATE TABLE {name} ", f"CREATE TABLE {name}_again ", 1) + " WITHOUT ROWID"
        op.execute(sa.text(again))
        op.execute(
            f"INSERT INTO {name}_again ({columns}) SELECT {columns} FROM {name} "  # noqa: S608  names above
            f"ORDER BY {', '.join(columns.split(', ')[: 1 if name == 'phones' else 2])}"
        )
        op.execute(f"DROP TABLE {name}")
        op.execute(f"ALTER TABLE {name}_again RENAME TO {name}")
    op.create_index("ix_lead_phones_phone_id", "lead_phones", ["phone_id"])


def give_day(name: str, at: str) -> None:
    """Set `day` of every row to the office's date of its time; before this schema no shift was known."""
    bind = op.get_bind()
    zone = ZoneInfo(bind.execute(sa.text("SELECT zone FROM workspace")).scalar() or "UTC")
    rows = sa.table(name, sa.column(at, types.UtcTime()), sa.column("day", sa.Integer()))
    time = rows.c[at]
    first, last = bind.execute(sa.select(sa.func.min(time), sa.func.max(time))).one()
    if first is None:
        return
    for day, start, end in days_between(_as_time(first), _as_time(last), zone):
        bind.execute(rows.update().where(time >= start, time < end).values(day=day))


def fill_call_hours() -> None:
    """Count the calls that are there, an hour, person and campaign, by the office's clock."""
    bind = op.get_bind()
    zone = ZoneInfo(bind.execute(sa.text("SELECT zone FROM workspace")).scalar() or "UTC")
    first, last = bind.execute(sa.text("SELECT min(dialled_at), max(dialled_at) FROM calls")).one()
    if first is None:
        return
    found = list(offsets(_as_time(first), _as_time(last), zone))
    if bind.dialect.name == "sqlite":
        hours = [f"dialled_at - (dialled_at + {offset}000000) % 3600000000" for _, offset in found]
        starts = [str(types.pack_time(start)) for start, _ in found]
        wrap = "max(0, (closed_at - ended_at) / 1000000)"
        none = "zeroblob(16)"
    else:
        origin = "timestamptz '2000-01-01 00:00:00+00' - interval '{} seconds'"
        hours = [f"date_bin(interval '1 hour', dialled_at, {origin.format(o)})" for _, o in found]
        starts = [f"timestamptz '{start.isoformat()}'" for start, _ in found]
        wrap = "greatest(0, floor(extract(epoch FROM closed_at - ended_at)))"
        none = "'00000000-0000-0000-0000-000000000000'::uuid"
    earlier = zip(starts[1:], hours, strict=False)
    when = " ".join(f"WHEN dialled_at < {start} THEN {hour}" for start, hour in earlier)
    hour = f"CASE {when} ELSE {hours[-1]} END" if when else hours[0]
    bind.execute(sa.text(COUNT.format(hour=hour, wrap=wrap, none=none)))


# What each total counts; before this schema every call was dialled, by hand or measured, none entered later.
HUMAN = "(' ' || disposition_flags || ' ') LIKE '% human %'"
ANSWERED = f"""CASE WHEN known_how = 'measured' AND talk_s IS NOT NULL THEN talk_s > 0
    ELSE answered_at IS NOT NULL OR {HUMAN} END"""
SUCCESS = "(' ' || disposition_flags || ' ') LIKE '% success %'"
FINAL = "(' ' || disposition_flags || ' ') LIKE '% final %'"
FORBIDS = "(' ' || disposition_flags || ' ') LIKE '% do_not_call %'"
HANDLED = f"({ANSWERED}) AND talk_s IS NOT NULL"
WRAPPED = f"{HANDLED} AND ended_at IS NOT NULL AND closed_at IS NOT NULL"


def _ones(condition: str, adds: str = "1") -> str:
    return f"CAST(coalesce(sum(CASE WHEN {condition} THEN {adds} ELSE 0 END), 0) AS INTEGER)"


COUNT = f"""INSERT INTO call_hours (day, person_id, hour_at, campaign_id, attempts, answered, conversations,
    interested, successes, finals, call_backs, do_not_calls, wrong_numbers, talk_calls, talk_s, wrap_calls,
    wrap_s, first_at, last_at)
  SELECT day, person_id, {{hour}}, coalesce(campaign_id, {{none}}), count(*), {_ones(ANSWERED)},
    {_ones(f"({ANSWERED}) AND {HUMAN}")}, {_ones(f"{SUCCESS} AND NOT {FINAL} AND NOT {FORBIDS}")},
    {_ones(SUCCESS)}, {_ones(FINAL)},
    {_ones("(' ' || disposition_flags || ' ') LIKE '% call_back %'")}, {_ones(FORBIDS)},
    {_ones("(' ' || disposition_flags || ' ') LIKE '% wrong_number %'")},
    {_ones(HANDLED)}, {_ones(HANDLED, "talk_s")}, {_ones(WRAPPED)}, {_ones(WRAPPED, "{wrap}")},
    min(dialled_at), max(dialled_at)
  FROM calls
  WHERE state = 'closed' AND NOT is_practice
  GROUP BY 1, 2, 3, 4"""  # noqa: S608  no text of people's


def offsets(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """The zone's offsets from UTC (seconds) between two moments, each with when it begins to hold."""

    def offset_at(moment: datetime) -> int:
        return int((moment.astimezone(zone).utcoffset() or timedelta(0)).total_seconds())

    moment, end = first, last + timedelta(seconds=1)
    yield first, offset_at(first)
    while moment < end:
        following = min(moment + timedelta(hours=12), end)
        if offset_at(following) != offset_at(moment):
            early, late = moment, following
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) // 2
                early, late = (middle, late) if offset_at(middle) == offset_at(moment) else (early, middle)
            yield late.replace(microsecond=0), offset_at(following)
        moment = following


def _as_time(value: datetime | int) -> datetime:
    return value if isinstance(value, datetime) else types.unpack_time(value)


def days_between(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[tuple[int, datetime, datetime]]:
    """The dates of a zone from one moment to another: yyyymmdd, its first moment, the next date's first."""
    date = first.astimezone(zone).date()
    while date <= last.astimezone(zone).date():
        start, end = (
            datetime(d.year, d.month, d.day, tzinfo=zone).astimezone(UTC) for d in (date, date + timedelta(1))
        )
        yield date.year * 10_000 + date.month * 100 + date.day, start, end
        date += timedelta(1)


def create_tables() -> None:
    """What is new as a whole."""
    op.create_table(
        "call_hours",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("hour_at", types.UtcTime(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("conversations", sa.Integer(), server_default="0", nullable=False),
        sa.Column("incoming_conversations", sa.Integer(), server_default="0", nullable=False),
        sa.Column("interested", sa.Integer(), server_default="0", nullable=False),
        sa.Column("successes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("finals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("call_backs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("do_not_calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrong_numbers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("incoming", sa.Integer(), server_default="0", nullable=False),
        sa.Column("missed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("entered_later", sa.Integer(), server_default="0", nullable=False),
        sa.Column("talk_calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("talk_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrap_calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrap_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_at", types.UtcTime(), nullable=True),
        sa.Column("last_at", types.UtcTime(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("day", "person_id", "hour_at", "campaign_id", name=op.f("pk_call_hours")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "products",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("name", name=op.f("uq_products_name")),
    )
    op.create_table(
        "message_templates",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file_path", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "channel IN ('whatsapp', 'sms', 'email')", name=op.f("ck_message_templates_channel")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_message_templates_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_templates")),
    )
    op.create_index(
        op.f("ix_message_templates_channel_position"),
        "message_templates",
        ["channel", "position"],
        unique=False,
    )
    op.create_table(
        "number_lookups",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("phone_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_number_lookups_person_id")),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_number_lookups_phone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_lookups")),
    )
    op.create_index(
        op.f("ix_number_lookups_person_id_at"), "number_lookups", ["person_id", "at"], unique=False
    )
    op.create_table(
        "lead_preferences",
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=True),
        sa.Column("to_minute", sa.Integer(), nullable=True),
        sa.Column("days_before", types.Json(), nullable=True),
        sa.Column("updated_at", types.UtcTime(), nullable=False),
        sa.Column("updated_by", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_lead_preferences_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_lead_preferences")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", types.UtcTime(), nullable=False),
        sa.Column("ends_at", types.UtcTime(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("created_by", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'kept', 'missed', 'cancelled')", name=op.f("ck_appointments_state")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_appointments_times")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_appointments_call_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_appointments_lead_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_appointments_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    op.create_index(
        op.f("ix_appointments_lead_id_starts_at"), "appointments", ["lead_id", "starts_at"], unique=False
    )
    op.create_index(
        op.f("ix_appointments_owner_id_starts_at"), "appointments", ["owner_id", "starts_at"], unique=False
    )
    op.create_table(
        "messages",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="handed_over", nullable=False),
        sa.Column("phone_id", types.Id(), nullable=True),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("template_id", types.Id(), nullable=True),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("handler", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("channel IN ('whatsapp', 'sms', 'email')", name=op.f("ck_messages_channel")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_messages_call_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_messages_campaign_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_messages_lead_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_messages_person_id")),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_messages_phone_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["message_templates.id"], name=op.f("fk_messages_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_lead_id_at"), "messages", ["lead_id", "at"], unique=False)
    op.create_index(op.f("ix_messages_person_id_at"), "messages", ["person_id", "at"], unique=False)
    op.create_table(
        "sale_changes",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("sale_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sales.id"], name=op.f("fk_sale_changes_sale_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_changes")),
    )
    op.create_index(op.f("ix_sale_changes_sale_id_at"), "sale_changes", ["sale_id", "at"], unique=False)
    op.create_table(
        "service_records",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("done_on", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("attachment_id", types.Id(), nullable=True),
        sa.Column("next_due_on", sa.Integer(), nullable=True),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("updated_at", types.UtcTime(), nullable=False),
        sa.Column("removed_at", types.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_service_records_attachment_id")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_service_records_call_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_service_records_lead_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_service_records_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_records")),
    )
    op.create_index(
        op.f("ix_service_records_lead_id_done_on"), "service_records", ["lead_id", "done_on"], unique=False
    )
    op.create_index(
        "ix_service_records_next_due_on",
        "service_records",
        ["next_due_on"],
        unique=False,
        sqlite_where=sa.text("next_due_on IS NOT NULL"),
        postgresql_where=sa.text("next_due_on IS NOT NULL"),
    )


def add_columns() -> None:
    """What tables of before get besides."""
    op.add_column("callbacks", sa.Column("kind", sa.Text(), server_default="promise", nullable=False))
    op.add_column("callbacks", sa.Column("first_due_at", types.UtcTime(), nullable=True))
    op.add_column("callbacks", sa.Column("moved_count", sa.Integer(), server_default="0", nullable=False))
    op.add_column("callbacks", sa.Column("snoozed_until", types.UtcTime(), nullable=True))
    op.add_column("callbacks", sa.Column("source_id", types.Id(), nullable=True))
    op.add_column("callbacks", sa.Column("occasion_on", sa.Integer(), nullable=True))
    op.add_column("callbacks", sa.Column("days_before", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_callbacks_created_by_created_at"), "callbacks", ["created_by", "created_at"], unique=False
    )
    op.create_index(
        op.f("ix_callbacks_owner_id_closed_at"), "callbacks", ["owner_id", "closed_at"], unique=False
    )
    op.create_index(
        "uq_callbacks_occasion",
        "callbacks",
        ["lead_id", "source_id", "occasion_on", "days_before"],
        unique=True,
        sqlite_where=sa.text("kind = 'reminder'"),
        postgresql_where=sa.text("kind = 'reminder'"),
    )
    op.add_column("calls", sa.Column("day", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_calls_day_person_id"), "calls", ["day", "person_id"], unique=False)
    op.drop_index("uq_calls_open_person", "calls")  # calls in are running calls too
    op.create_index(
        "uq_calls_open_person",
        "calls",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column("field_definitions", sa.Column("reminds", types.Json(), nullable=True))
    op.add_column("sales", sa.Column("day", sa.Integer(), nullable=True))
    op.add_column("sales", sa.Column("reference", sa.Text(), server_default="", nullable=False))
    op.add_column("sales", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("sales", sa.Column("state_at", types.UtcTime(), nullable=True))
    op.create_index(op.f("ix_sales_call_id"), "sales", ["call_id"], unique=False)
    op.create_index(op.f("ix_sales_day_person_id"), "sales", ["day", "person_id"], unique=False)
    op.add_column("sessions", sa.Column("day", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_sessions_day_person_id"), "sessions", ["day", "person_id"], unique=False)
