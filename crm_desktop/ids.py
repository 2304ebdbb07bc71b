"""Ids are UUIDv7 made by the client, so that an act can be repeated without being doubled."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7; sorts by the moment it was made."""
    return uuid7()


def chance_id() -> UUID:
    """An id that says nothing of when it was made: in its order, what stands alike comes by chance."""
    return _by_chance()


_by_chance = uuid4  # tests that go by the order of making put `new_id` here


def id_at(moment: datetime) -> UUID:
    """A fresh UUIDv7 as it would have been made at `moment` (RFC 9562, 5.7); for made-up past work."""
    value = (int(moment.timestamp() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    return UUID(int=value & ~(0x3 << 62) | (0x2 << 62))
