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
    """What law makes us keep of one person: which law, until when; its id is its key's too.

    `hold_id`: the legal hold that wants it, None: the law itself.
    """

    id: UUID
    law: str
    until: datetime
    hold_id: UUID | None = None


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
                     "law": each.law, "until": each.until, "hold_id": each.hold_id}
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

    def of(self, erasure_id: UUID) -> tuple[Sealed, ...]:
        """What is still sealed of an erasure."""
        mine = select(sealed_records).where(
            sealed_records.c.erasure_id == erasure_id, sealed_records.c.gone_at.is_(None)
        )
        rows = self._run(mine.order_by(sealed_records.c.id))
        return tuple(Sealed(row.id, row.law, row.until, row.hold_id) for row in rows)

    def sealed(self, sealed_id: UUID) -> bytes | None:
        """What one of them holds; None where it is gone or never was."""
        found = self._run(select(sealed_records.c.sealed).where(sealed_records.c.id == sealed_id)).scalar()
        return None if found is None else bytes(found)

    def end_hold(self, hold_id: UUID) -> int:
        """A hold was lifted: what it alone wanted needn't be kept from now on; how much that is."""
        mine = (sealed_records.c.hold_id == hold_id, sealed_records.c.gone_at.is_(None))
        return int(self._run(update(sealed_records).where(*mine).values(until=self._work.now)).rowcount)

    def drop(self, sealed_id: UUID) -> None:
        """Its key is destroyed; what it sealed goes too."""
        gone = update(sealed_records).where(sealed_records.c.id == sealed_id)
        self._run(gone.values(sealed=None, gone_at=self._work.now))
