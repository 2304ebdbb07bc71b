"""Workstations of a team: which are in use, which erasures wait for them, and those that don't come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.seats import LONGEST_WHY, ErasureSeat, KnownSeat
from crm_desktop.errors import NotFound, UserError
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.seat import IDENTITY, Seat
from crm_desktop.store.seats import Seats
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class RetireSeat:
    """A workstation doesn't come back; `why` stays in the closing of certificates."""

    seat_id: UUID
    why: str


class SeatService:
    """Tells of workstations and retires them; an admin's."""

    def __init__(self, store: Store, own: Seat | None = None) -> None:
        """`own`: the seat of this program, which it can't retire."""
        self._store, self._own = store, own

    def all(self, actor: Actor) -> tuple[KnownSeat, ...]:
        """Every workstation that was ever signed in at; of a local workspace those it had as a team's."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL, "seats")
        with self._store.read(actor) as work:
            return Seats(work).all()

    def holding_open(self, actor: Actor) -> Mapping[UUID, tuple[ErasureSeat, ...]]:
        """The erasures that aren't closed, with the workstations they wait for."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL, "seats")
        with self._store.read(actor) as work:
            waiting = Erasures(work).open_ones()
            found = Seats(work).of([each.id for each in waiting]) if waiting else {}
        return {each.id: tuple(seat for seat in found.get(each.id, ()) if seat.is_open) for each in waiting}

    def retire(self, actor: Actor, command: RetireSeat) -> KnownSeat:
        """Say that a workstation is lost, sold or broken: no erasure waits for it, its sign-ins end.

        What was done there and never sent is not taken any more; should it come back, it clears itself.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL, "seats")
        why = " ".join(command.why.split())
        if not why:
            raise UserError("Say what became of it: sold, stolen, broken.", field="why")
        if len(why) > LONGEST_WHY:
            raise UserError("Say it in {most} letters at most.", field="why", most=LONGEST_WHY)
        if self._is_own(command.seat_id):
            raise UserError("You sit at this one. Retire it from another computer.", field="seat")
        with self._store.write(actor) as work:
            rows = Seats(work)
            if not rows.retire(command.seat_id, actor.person_id, why):
                raise NotFound("There is no such workstation in use. Look at the list again.", field="seat")
            work.record("seat.retired", "seat", command.seat_id)
            work.announce("erasures")
            return next(each for each in rows.all() if each.id == command.seat_id)

    def _is_own(self, seat_id: UUID) -> bool:
        kept = None if self._own is None else self._own.get(IDENTITY)
        return isinstance(kept, dict) and kept.get("id") == str(seat_id)
