"""Messages to customers: their texts, and what was handed to another program."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from crm_desktop.store.tables.base import metadata, text_column, version_column
from crm_desktop.store.types import Id, UtcTime

message_templates = Table(
    "message_templates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("channel", Text, nullable=False),
    text_column("language"),  # as leads.language; empty: for everybody
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),  # empty: for all campaigns
    text_column("subject"),
    Column("body", Text, nullable=False),  # with places such as {name}
    text_column("file_path"),  # a brochure; its path is copied, since links carry no files
    Column("position", Integer, nullable=False),
    Column("is_active", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
    CheckConstraint("channel IN ('whatsapp', 'sms', 'email')", name="channel"),
    Index(None, "channel", "position"),
)

# What was handed to WhatsApp, the message program or the mail program; whether it was sent is not known.
messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lead_id", Id, ForeignKey("leads.id"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id"), nullable=True),
    Column("at", UtcTime, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="handed_over"),
    Column("phone_id", Id, ForeignKey("phones.id"), nullable=True),
    text_column("email"),
    Column("template_id", Id, ForeignKey("message_templates.id"), nullable=True),
    text_column("subject"),
    text_column("body"),
    text_column("handler"),  # what took it: whatsapp, wa.me, sms, mailto
    text_column("gate"),  # the version of the rules by which the gate let it pass
    CheckConstraint("channel IN ('whatsapp', 'sms', 'email')", name="channel"),
    Index(None, "lead_id", "at"),
    Index(None, "call_id"),
    Index(None, "person_id", "at"),
    Index(None, "phone_id"),  # without it, removing a number reads them all
    # What is to become empty once it is old.
    Index("ix_messages_told", "at", sqlite_where=text("body <> ''"), postgresql_where=text("body <> ''")),
)
