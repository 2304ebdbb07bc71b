"""What a local workstation keeps in its own file of erased people goes; a team’s: `letting_go`."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.domain.people import Actor
from crm_desktop.log import get_logger
from crm_desktop.store.seat import Seat
from crm_desktop.store.seat_clearing import SeatClearing
from crm_desktop.store.tables import calls, leads
from crm_desktop.store.unit_of_work import Store

log = get_logger(__name__)
_AT_A_TIME = 500


def clear_seat(store: Store, seat: Seat | None, actor: Actor) -> int:
    """Let go of notes typed and calls begun of people who were erased since; gives how many ids those were.

    Another window of the same folder, or a program that was killed, may have left them. Asks the store
    nothing where nothing lies here, and does nothing on a team's server.
    """
    if seat is None or store.engine.dialect.name != "sqlite":
        return 0
    clearing = SeatClearing(seat)
    held = clearing.held()
    ids = sorted(held.leads | held.calls)
    gone = set()
    with store.read(actor) as work:
        for start in range(0, len(ids), _AT_A_TIME):
            some = ids[start : start + _AT_A_TIME]
            erased = select(leads.c.id).where(leads.c.id.in_(some), leads.c.erased_at.is_not(None))
            of_them = select(calls.c.id).join_from(calls, leads, calls.c.lead_id == leads.c.id)
            of_them = of_them.where(calls.c.id.in_(some), leads.c.erased_at.is_not(None))
            gone |= {*work.connection.execute(erased).scalars(), *work.connection.execute(of_them).scalars()}
    if gone:
        clearing.forget(gone)
        log.info("what lay here of erased people is gone", count=len(gone))
    return len(gone)
