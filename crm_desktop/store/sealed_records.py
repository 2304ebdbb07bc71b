"""The least that law makes us keep of erased people, as rows: sealed, each with a key kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from crm_desktop.store.tables import sealed_records
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Sealed:
    """What law makes us keep of one person: which law, until when; its id is its key's too."""

    id: UUID
    law: str
    until: datetime


class SealedRecords:
    """Repository of what is sealed."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def add(self, erasure_id: UUID, rows: Sequence[Sealed]) -> None:
        """Keep the least of some people; what is sealed comes once its keys are there (`fill`)."""
        if rows:
            self._run(
                insert(sealed_records),
                [
                    {"id": each.id, "erasure_id": erasure_id, "key_id": each.id, "sealed": b"",
                     "law": each.law, "until": each.until}
                    for each in rows
                ],
            )  # fmt: skip

    def fill(self, sealed: Mapping[UUID, bytes]) -> None:
        """What is sealed, by id."""
        filled = update(sealed_records).where(sealed_records.c.id == bindparam("which"))
        if sealed:
            self._run(
                filled.values(sealed=bindparam("what")),
                [{"which": sealed_id, "what": what} for sealed_id, what in sealed.items()],
            )

    def over(self) -> tuple[tuple[UUID, UUID], ...]:
        """What needn't be kept any more: its id, and its key's."""
        over = select(sealed_records.c.id, sealed_records.c.key_id).where(
            sealed_records.c.gone_at.is_(None), sealed_records.c.until <= self._work.now
        )
        return tuple((row.id, row.key_id) for row in self._run(over))

    def drop(self, sealed_id: UUID) -> None:
        """Its key is destroyed; what it sealed goes too."""
        gone = update(sealed_records).where(sealed_records.c.id == sealed_id)
        self._run(gone.values(sealed=None, gone_at=self._work.now))
