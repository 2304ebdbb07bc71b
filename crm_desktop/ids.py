"""Ids are UUIDv7 made by the client, so that an act can be repeated without being doubled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7; sorts by the moment it was made."""
    return uuid7()


def id_at(moment: datetime) -> UUID:
    """A fresh UUIDv7 as it would have been made at `moment` (for made-up past work)."""
    seconds = int(moment.timestamp())
    return UUID(int=uuid_utils.uuid7(seconds, moment.microsecond * 1000).int)
