"""What all tables are made of: the metadata, and columns that mean the same in each."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    MetaData,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import TEXT as PgText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row number: the rowid on SQLite, an identity column on PostgreSQL.
RowNo = BigInteger().with_variant(Integer, "sqlite")


def text_column(name: str) -> Column[str]:
    """A text that is empty where nothing is known."""
    return Column(name, Text, nullable=False, server_default="")


def key_column(name: str) -> Column[str]:
    """A folded text to sort and page by; in byte order on every engine, so that prefixes are ranges."""
    in_bytes = Text().with_variant(PgText(collation="C"), "postgresql")
    return Column(name, in_bytes, nullable=False, server_default="")


def flag_column(name: str) -> Column[bool]:
    """Yes or no; no unless said."""
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=text("false"))


def count_column(name: str) -> Column[int]:
    """A whole number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default="0")


def version_column() -> Column[int]:
    """Moves on with each change, so that two people who edit the same row are told apart."""
    return Column("version", Integer, nullable=False, server_default="1")
