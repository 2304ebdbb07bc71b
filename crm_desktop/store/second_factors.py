"""Second factors, as rows; on a server only its functions see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import LargeBinary, Text

from crm_desktop.store.tables import second_factors
from crm_desktop.store.unit_of_work import Work

_f = second_factors.c


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A person's secret and what was used of it. `confirmed_at` None: not yet in use."""

    secret: bytes
    confirmed_at: datetime | None
    last_step: int
    code_hashes: tuple[str, ...]


class SecondFactors:
    """Repository of second factors in a local store."""

    def __init__(self, work: Work) -> None:
        self._connection = work.connection
        self._now = work.now

    def of(self, person_id: UUID) -> SecondFactor | None:
        """A person's, in use or not."""
        columns = (_f.secret, _f.confirmed_at, _f.last_step, _f.code_hashes)
        row = self._connection.execute(select(*columns).where(_f.person_id == person_id)).one_or_none()
        if row is None:
            return None
        return SecondFactor(bytes(row.secret), row.confirmed_at, row.last_step, tuple(row.code_hashes))

    def begin(self, person_id: UUID, secret: bytes) -> None:
        """Keep a new secret, which isn't asked for yet."""
        self.drop(person_id)
        self._connection.execute(insert(second_factors).values(person_id=person_id, secret=secret))

    def confirm(self, person_id: UUID, step: int, code_hashes: Sequence[str]) -> None:
        """From now on it is asked for."""
        self._change(person_id, confirmed_at=self._now, last_step=step, code_hashes=list(code_hashes))

    def used(self, person_id: UUID, factor: SecondFactor, *, step: int | None, code_hash: str = "") -> None:
        """A code was used, and isn't taken again."""
        left = [each for each in factor.code_hashes if each != code_hash]
        self._change(person_id, last_step=factor.last_step if step is None else step, code_hashes=left)

    def drop(self, person_id: UUID) -> bool:
        """Ask for none any more; False when there was none."""
        done = self._connection.execute(delete(second_factors).where(_f.person_id == person_id))
        return done.rowcount > 0

    def _change(self, person_id: UUID, **values: Any) -> None:
        self._connection.execute(update(second_factors).where(_f.person_id == person_id).values(**values))


class ServerSecondFactors:
    """The same on a team's server, whose functions keep the secrets from everybody."""

    def __init__(self, work: Work) -> None:
        self._connection = work.connection

    def state(self) -> tuple[datetime | None, int]:
        """Since when one's own is in use, None where it isn't, and how many codes on paper are left."""
        row = self._connection.execute(text("SELECT * FROM second_factor_state()")).one()
        return row.since, row.codes_left

    def begin(self, secret: bytes) -> None:
        """Keep a new secret for who is signed in."""
        self._connection.execute(select(func.second_factor_begin(literal(secret, LargeBinary))))

    def confirm(self, code: str, code_hashes: Sequence[str]) -> bool:
        """From now on it is asked for; False when the code isn't right."""
        hashes = literal(list(code_hashes), ARRAY(Text))
        done = self._connection.execute(select(func.second_factor_confirm(literal(code, Text), hashes)))
        return bool(done.scalar_one())

    def drop(self, code: str) -> bool:
        """Ask for none any more; False when the code isn't right."""
        return bool(
            self._connection.execute(select(func.second_factor_drop(literal(code, Text)))).scalar_one()
        )

    def drop_of(self, person_id: UUID) -> bool:
        """Take a colleague's away, for an admin; False when there was none."""
        done = self._connection.execute(
            select(func.second_factor_drop_of(literal(person_id, _f.person_id.type)))
        )
        return bool(done.scalar_one())
