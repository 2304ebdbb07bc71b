"""What a team's workstation keeps of people whose data was erased goes; then the server is told so.

The server keeps for each erasure which workstations were in use (`erasure_seats`); its certificate stays open
until each has let go, or an admin has retired it. A retired one that comes back lets go of everything first.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.people import Actor
from crm_desktop.domain.seats import SeatProof
from crm_desktop.domain.settings import SETTINGS, Scope
from crm_desktop.ids import new_id
from crm_desktop.log import get_logger
from crm_desktop.services.offline.keeping import forget_read
from crm_desktop.store.erasure_ledger import LedgerLines
from crm_desktop.store.put_back import LinesOnServer
from crm_desktop.store.seat import IDENTITY, Seat
from crm_desktop.store.seat_clearing import SeatClearing
from crm_desktop.store.seats import Seats
from crm_desktop.store.settings import WorkspaceInfo, workspace_info
from crm_desktop.store.unit_of_work import Store, Work

log = get_logger(__name__)

CLEARED = "seat.cleared"  # until the person has been told
#: A lead may be on its way here when its erasure is done: only what is still so at a later look is told.
SETTLES_S = 10.0
_STAYS = (*(key for key, setting in SETTINGS.items() if setting.scope is Scope.WORKSTATION), CLEARED)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A retired workstation came back and let go of everything, `unsent` acts among it."""

    unsent: int


def proof_of(seat: Seat) -> SeatProof:
    """Which workstation this is; made up once a file."""
    kept = seat.get(IDENTITY)
    if not isinstance(kept, dict):
        kept = {"id": str(new_id()), "secret": secrets.token_hex(32)}
        seat.set(IDENTITY, kept)
    computer = socket.gethostname().partition(".")[0][:80]
    return SeatProof(UUID(kept["id"]), seat.name, computer, str(kept["secret"]))


def arrive(seat: Seat, work: Work) -> bool:
    """Say in a new sign-in which workstation it is at; False where that was retired: `begin_anew`."""
    return Seats(work).here(proof_of(seat))


def begin_anew(seat: Seat, store: Store, actor: Actor) -> None:
    """Let go of everything here, say so, and go on as another workstation."""
    before = proof_of(seat)
    unsent = SeatClearing(seat).forget_everything(_STAYS)
    forget_read()
    seat.set(CLEARED, {"unsent": unsent})
    log.info("this workstation was retired; what it kept is gone", unsent=unsent)
    with store.write(actor) as work:
        Seats(work).cleared(before)
        Seats(work).here(proof_of(seat))
        work.announce("erasures")


def was_cleared(seat: Seat) -> Cleared | None:
    """That everything here was let go of, once; None where it wasn't, or was told."""
    kept = seat.get(CLEARED)
    if not isinstance(kept, dict):
        return None
    seat.set(CLEARED, None)
    return Cleared(int(kept.get("unsent", 0)))


class LettingGo:
    """Looks now and then which erasures wait for this workstation, and answers them."""

    def __init__(self, store: Store, seat: Seat, ticks: Callable[[], float] = time.monotonic) -> None:
        self._store, self._seat, self._ticks = store, seat, ticks
        self._clearing = SeatClearing(seat)
        self._since: dict[UUID, float] = {}  # when an open erasure was first heard of
        self._epoch: UUID | None = None  # of the store whose list of erasures was compared last

    def look(self, actor: Actor) -> int:
        """Let go of what the server names; gives how many erasures are acknowledged. Store errors pass.

        Nothing is acknowledged while an act of such a person still has to be sent, nor at the first look.
        """
        with self._store.write(actor) as work:
            waiting = Seats(work).open_here()
            info = workspace_info(work)
        is_server = self._store.engine.dialect.name != "sqlite"
        if is_server and info.epoch != self._epoch:
            self._compare_lists(actor, info)
        now = self._ticks()
        self._since = {each: self._since.get(each, now) for each in waiting}
        if not waiting:
            return 0
        if self._let_go(actor):
            return 0
        done = [each for each in waiting if now - self._since[each] >= SETTLES_S]
        if not done:
            return 0
        with self._store.write(actor) as work:
            acknowledged = Seats(work).acknowledge(done)
            if acknowledged:
                work.announce("erasures")
        self._compare_lists(actor, info)
        log.info("erasures acknowledged", count=acknowledged)
        return acknowledged

    def _compare_lists(self, actor: Actor, info: WorkspaceInfo) -> None:
        """Keep the server's list of erasures here too, and bring back what a store that was put back lacks.

        Its lines are sealed: only an admin's program reads them.
        """
        kept = LedgerLines(info.id, [self._seat.file.parent.parent])
        known = kept.lines()
        with self._store.write(actor) as work:
            lines = LinesOnServer(work)
            brought = lines.hand_in(known) if known else 0
            found = lines.lacking(known)
            if brought:
                work.announce("erasures")
        if found:
            kept.bring(found)
        if brought:
            log.info("lines of the list of erasures were brought back", count=brought)
        self._epoch = info.epoch

    def _let_go(self, actor: Actor) -> bool:
        """Whether anything was still here."""
        held = self._clearing.held()
        with self._store.write(actor) as work:
            found = Seats(work).gone_of(held.leads, held.calls)
        on_their_way = self._clearing.waiting()
        # What isn't known to the server may still be on its way there.
        gone = [each for each, is_erased in found.items() if is_erased or each not in held.calls]
        self._clearing.forget(each for each in gone if each not in on_their_way)
        forget_read()
        return any(found[each] for each in gone)
