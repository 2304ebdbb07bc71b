"""Column types that mean the same on SQLite and on PostgreSQL, and the raw forms bulk loads use."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, SafeUUID

from sqlalchemy import BigInteger, Dialect, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.dialects.postgresql import UUID as PgUuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from crm_desktop.domain.quick import quick_encoder
from crm_desktop.domain.ticks import moment, ticks

pack_time, unpack_time = ticks, moment
"""An aware datetime as SQLite stores it, and back."""


def pack_id(value: UUID) -> bytes:
    """An id as SQLite stores it: 16 bytes, which sort like the id."""
    return value.bytes


def packed_id(value: UUID | None) -> bytes | None:
    """`pack_id`, with None as NULL."""
    return None if value is None else value.int.to_bytes(16)


def packed_time(value: datetime | None) -> int | None:
    """`pack_time`, with None as NULL; a naive datetime is a mistake of the program."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("naive datetime")
    return ticks(value)


# An id without the checks of its constructor, which take twice as long as all the rest.
_new_object = object.__new__
_set_int: Any = UUID.__dict__["int"].__set__
_set_is_safe: Any = UUID.__dict__["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def unpack_id(value: bytes) -> UUID:
    """The id of what `pack_id` gave."""
    made = _new_object(UUID)
    _set_int(made, int.from_bytes(value))
    _set_is_safe(made, _UNKNOWN)
    return made


@lru_cache(maxsize=4096)  # the same few come again and again: people, campaigns, what is on the screen
def unpacked_id(value: bytes | None) -> UUID | None:
    """The id of what `packed_id` gave."""
    return None if value is None else unpack_id(value)


@lru_cache(maxsize=1024)
def unpacked_time(value: int | None) -> datetime | None:
    """The time of what `packed_time` gave."""
    return None if value is None else unpack_time(value)


_packed = quick_encoder(json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def packed_json(value: Any) -> str | None:
    """A JSON value as SQLite stores it; None as NULL."""
    return None if value is None else _packed(value)


class Id(TypeDecorator[UUID]):
    """UUID: 16 bytes on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The native type of the dialect."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PgUuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """To the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """From the database."""
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC datetime: microseconds since 1970 on SQLite, timestamptz on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The native type of the dialect."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database; a naive datetime is a mistake of the program."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value if dialect.name == "postgresql" else pack_time(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return unpack_time(value)


class Json(TypeDecorator[Any]):
    """A JSON value: text on SQLite, jsonb on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The native type of the dialect."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """To the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return packed_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """From the database."""
        if value is None or not isinstance(value, str) or dialect.name == "postgresql":
            return value
        return json.loads(value)
