"""Workstations and what they owe of erasures. On a server its functions write; a workspace that was brought
home from one still knows the seats that never answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, cast, column, exists, func, insert, literal, select, update

from crm_desktop.domain.seats import ErasureSeat, KnownSeat, SeatProof
from crm_desktop.store.tables import erasure_seats, people, seats
from crm_desktop.store.types import Id, UtcTime
from crm_desktop.store.unit_of_work import Work

AT_A_TIME = 5000  # ids a workstation may name at once
_s, _o = seats.c, erasure_seats.c
_SEEN = (
    _s.id, _s.name, _s.computer, _s.made_at, _s.last_seen_at, people.c.display_name, _s.retired_at,
    _s.retired_why, _s.cleared_at,
)  # fmt: skip
_WITH_PERSON = seats.outerjoin(people, people.c.id == _s.last_person_id)


class Seats:
    """Repository of workstations."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    # --- as a workstation ---

    def here(self, proof: SeatProof) -> bool:
        """Say which workstation acts; False where it was retired, and has to clear itself first."""
        asked = func.seat_here(cast(proof.id, Id), proof.name, proof.computer, proof.secret)
        return bool(self._run(select(asked)).scalar_one())

    def open_here(self) -> tuple[UUID, ...]:
        """The erasures that wait for this workstation."""
        if self._work.is_sqlite:
            return ()
        rows = func.erasures_open_here().table_valued(column("erasure_id", Id))
        return tuple(self._run(select(rows.c.erasure_id)).scalars())

    def gone_of(self, lead_ids: Iterable[UUID], call_ids: Iterable[UUID]) -> dict[UUID, bool]:
        """Which of these leads and calls this workstation has to let go of; False: a lead nobody knows."""
        gone: dict[UUID, bool] = {}
        of_leads, of_calls = list(lead_ids), list(call_ids)
        for start in range(0, max(len(of_leads), len(of_calls)), AT_A_TIME):
            some = [cast(each[start : start + AT_A_TIME], ARRAY(Id)) for each in (of_leads, of_calls)]
            asked = func.erased_among(*some)
            rows = asked.table_valued(column("id", Id), column("is_erased", Boolean))
            gone |= {row.id: row.is_erased for row in self._run(select(rows.c.id, rows.c.is_erased))}
        return gone

    def acknowledge(self, erasure_ids: Sequence[UUID]) -> int:
        """This workstation has let go of all these erasures' people."""
        asked = func.acknowledge_erasures(cast(list(erasure_ids), ARRAY(Id)))
        return int(self._run(select(asked)).scalar_one())

    def cleared(self, proof: SeatProof) -> None:
        """A retired one has let go of everything."""
        self._run(select(func.seat_cleared(cast(proof.id, Id), proof.secret)))

    # --- as an admin ---

    def ask_all(self, erasure_id: UUID) -> None:
        """An erasure waits from now on for every workstation that isn't retired."""
        asked = exists().where(_o.erasure_id == erasure_id, _o.seat_id == _s.id)
        each = select(literal(erasure_id, Id), _s.id, literal(None, UtcTime)).where(
            _s.retired_at.is_(None), ~asked
        )
        self._run(insert(erasure_seats).from_select(["erasure_id", "seat_id", "acknowledged_at"], each))

    def all(self) -> tuple[KnownSeat, ...]:
        """Every workstation there ever was, those in use first, the one seen last first."""
        owed = select(_o.seat_id, func.count().label("owes")).where(_o.acknowledged_at.is_(None))
        by_seat = owed.group_by(_o.seat_id).subquery()
        rows = self._run(
            select(*_SEEN, by_seat.c.owes)
            .select_from(_WITH_PERSON.outerjoin(by_seat, by_seat.c.seat_id == _s.id))
            .order_by(_s.retired_at.is_not(None), _s.last_seen_at.desc(), _s.id)
        )
        return tuple(_seat(row, 0 if row.retired_at else row.owes or 0) for row in rows)

    def of(self, erasure_ids: Sequence[UUID]) -> dict[UUID, tuple[ErasureSeat, ...]]:
        """The workstations each of these erasures waits or waited for."""
        found: dict[UUID, tuple[ErasureSeat, ...]] = {}
        rows = self._run(
            select(_o.erasure_id, _o.acknowledged_at, *_SEEN)
            .select_from(_WITH_PERSON.join(erasure_seats, _o.seat_id == _s.id))
            .where(_o.erasure_id.in_(list(erasure_ids)))
            .order_by(_s.computer, _s.name, _s.id)
        )
        for row in rows:
            one = ErasureSeat(row.erasure_id, _seat(row, 0), row.acknowledged_at)
            found[row.erasure_id] = (*found.get(row.erasure_id, ()), one)
        return found

    def retire(self, seat_id: UUID, by: UUID, why: str) -> bool:
        """It doesn't come back; its sign-ins end. False where it was retired before."""
        if not self._work.is_sqlite:
            return bool(self._run(select(func.retire_seat(cast(seat_id, Id), why))).scalar_one())
        gone = update(seats).where(_s.id == seat_id, _s.retired_at.is_(None))
        done = self._run(gone.values(retired_at=self._work.now, retired_by=by, retired_why=why))
        return bool(done.rowcount)


def _seat(row: Any, owes: int) -> KnownSeat:
    return KnownSeat(
        id=row.id,
        name=row.name,
        computer=row.computer,
        made_at=row.made_at,
        last_seen_at=row.last_seen_at,
        last_person=row.display_name or "",
        retired_at=row.retired_at,
        retired_why=row.retired_why,
        cleared_at=row.cleared_at,
        owes=int(owes),
    )
