"""A team on one server: secrets of sign-ins, and counts of what people came by; an index of last digits.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from crm_desktop.store import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of a team's sign-ins, and what looks for a caller by the last digits."""
    create_tables()
    op.execute(LAST_DIGITS[op.get_bind().dialect.name])


# Whoever rings is looked for by the last four digits.
LAST_DIGITS = {
    "sqlite": "CREATE INDEX ix_phones_last_digits ON phones (CAST(substr(e164, -4) AS INTEGER))",
    "postgresql": "CREATE INDEX ix_phones_last_digits ON phones (right(e164, 4))",
}


def create_tables() -> None:
    """Tables and indexes, the same on both engines."""
    op.create_table(
        "session_tokens",
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_session_tokens_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_session_tokens_person_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_tokens_token_hash")),
    )
    op.create_index(op.f("ix_session_tokens_person_id"), "session_tokens", ["person_id"], unique=False)
    op.create_table(
        "reach_counts",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("hour_at", types.UtcTime(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reach_counts_person_id")),
        sa.PrimaryKeyConstraint("person_id", "hour_at", "kind", name=op.f("pk_reach_counts")),
    )
    op.create_table(
        "person_keys",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_keys")),
    )
    op.create_table(
        "shared_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shared_keys")),
    )
