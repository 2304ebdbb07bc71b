"""What customers bought and were given: sales, service, appointments and files."""

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
from crm_desktop.store.types import Id, UtcTime

# What the office sells; a sale keeps the name it was sold under.
products = Table(
    "products",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("price_minor", BigInteger, nullable=True),
    Column("currency", Text, nullable=False),
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
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
    Column("day", Integer, nullable=True),  # yyyymmdd of the seller's shift, by the office's clock
    Column("product_id", Id, ForeignKey("products.id"), nullable=True),
    text_column("reference"),  # policy, order or receipt number
    text_column("note"),
    Column("state_at", UtcTime, nullable=True),
    version_column(),
    CheckConstraint("state IN ('promised', 'received', 'cancelled', 'refunded')", name="state"),
    Index(None, "lead_id"),
    Index(None, "person_id", "at"),
    Index(None, "day", "person_id"),
    Index(None, "call_id"),
    # What is to become empty once it is old.
    Index(
        "ix_sales_told",
        "at",
        sqlite_where=text("reference || note <> ''"),
        postgresql_where=text("reference || note <> ''"),
    ),
)

# Append-only: each state a sale had, who moved it, and its confirmation.
sale_changes = Table(
    "sale_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sale_id", Id, ForeignKey("sales.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, nullable=True),
    Column("state", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    flag_column("is_confirmed"),
    text_column("why"),
    # Whose it was by then and of which product; no seller: an older step, those of the sale.
    Column("seller_id", Id, nullable=True),
    Column("product_id", Id, nullable=True),
    # Yyyymmdd of a step after the month of the sale was closed: it counts then. None: on the sale's own day.
    Column("counts_on", Integer, nullable=True),
    Index(None, "sale_id", "at"),
    Index(
        "ix_sale_changes_late",
        "counts_on",
        "sale_id",
        sqlite_where=text("counts_on IS NOT NULL"),
        postgresql_where=text("counts_on IS NOT NULL"),
    ),
)

# What was done for a customer: the history a service centre needs.
service_records = Table(
    "service_records",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("done_on", Integer, nullable=False),  # yyyymmdd
    Column("what", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=True),
    Column("currency", Text, nullable=False),
    text_column("note"),
    Column("attachment_id", Id, ForeignKey("attachments.id"), nullable=True),
    Column("next_due_on", Integer, nullable=True),  # yyyymmdd
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime, nullable=True),
    version_column(),
    Index(None, "lead_id", "done_on"),
    Index(None, "call_id"),
    Index(
        "ix_service_records_next_due_on",
        "next_due_on",
        sqlite_where=text("next_due_on IS NOT NULL"),
        postgresql_where=text("next_due_on IS NOT NULL"),
    ),
)

# A meeting with a customer: a visit, a test drive, a call at the branch.
appointments = Table(
    "appointments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("owner_id", Id, ForeignKey("people.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    text_column("place"),
    text_column("note"),
    Column("state", Text, nullable=False, server_default="planned"),
    count_column("sequence"),  # of the invitation: goes up with each change of time or place
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Id, nullable=True),
    version_column(),
    CheckConstraint("state IN ('planned', 'kept', 'missed', 'cancelled')", name="state"),
    CheckConstraint("starts_at < ends_at", name="times"),
    Index(None, "owner_id", "starts_at"),
    Index(None, "lead_id", "starts_at"),
    Index(None, "call_id"),
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
    Index(None, "call_id"),
)

file_chunks = Table(
    "file_chunks",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("key_id", Id, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=True),  # none: it came with the workspace
)
