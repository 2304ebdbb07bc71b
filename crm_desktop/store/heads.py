"""A sealed head of the audit chain, as it is kept outside the store too: on the seat and in backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealedHead:
    """The newest seal: its number, the last audit row it covers, its 32-byte digest, and when (UTC)."""

    no: int
    last_tx: int
    last_no: int
    digest: bytes
    sealed_at: datetime
