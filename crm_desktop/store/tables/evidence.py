"""Files that show something, beside the rows they belong to; and who was erased and may come again."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text

from crm_desktop.store.tables.base import metadata, text_column
from crm_desktop.store.types import Id, UtcTime

# Append-only: a further file is a further row. The content is among the documents (`Files`), sealed with the
# key `key_id`: the request's, campaign's, lead's or own. `about_id` has no foreign key, since
# it is one of several tables'; what goes with its row is taken with it by hand.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("about", Text, nullable=False),
    Column("about_id", Id, nullable=False),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    Column("campaign_id", Id, nullable=True),
    Column("request_id", Id, ForeignKey("requests.id", ondelete="CASCADE"), nullable=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("key_id", Id, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint(
        "about IN ('consent', 'lift', 'request', 'basis', 'scrub', 'guardian', 'again')", name="about"
    ),
    CheckConstraint(
        "(about IN ('basis', 'scrub')) = (campaign_id IS NOT NULL)"
        " AND (about = 'request') = (request_id IS NOT NULL)"
        " AND (campaign_id IS NULL OR lead_id IS NULL)"
        " AND key_id = CASE about WHEN 'again' THEN about_id"
        " ELSE coalesce(request_id, campaign_id, lead_id) END",
        name="whose",
    ),
    Index(None, "lead_id"),
    Index(None, "about_id"),
    Index(None, "campaign_id"),
    Index(None, "request_id"),
    Index(None, "key_id", "sha256"),
)

# Append-only: by which new word of theirs, or of the number's operator, somebody erased may come again. Until
# they are a lead, `known_by` (E.164 or an e-mail) and `name_key` tell who comes; then both are emptied.
comings = Table(
    "comings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),  # the admin
    Column("ground", Text, nullable=False),
    text_column("why"),
    text_column("known_by"),
    text_column("name_key"),
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True),
    CheckConstraint("ground IN ('asked', 'agreed', 'reissued')", name="ground"),
    Index(None, "lead_id"),
)
