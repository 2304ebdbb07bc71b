"""What a team's workstation needs to go on without the server, wired once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.clock import Clock
from crm_desktop.domain.result_fields import Asked
from crm_desktop.services.offline.calling import KeptCallingService
from crm_desktop.services.offline.desk import Aim
from crm_desktop.services.offline.keeping import Keeper
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.services.offline.letting_go import Cleared, LettingGo, was_cleared
from crm_desktop.services.offline.link import Link
from crm_desktop.services.offline.patience import PATIENCE_S
from crm_desktop.services.offline.sending import Sender, Standing
from crm_desktop.services.settings import breaks_said
from crm_desktop.store.kept_leads import KeptLeads
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.seat import Seat
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Workstation:
    """The parts that work together at one seat."""

    calling: KeptCallingService
    keeper: Keeper
    sender: Sender
    link: Link
    seat: Seat

    def was_cleared(self) -> Cleared | None:
        """Whether it was retired and let go of everything at this sign-in; told once."""
        return was_cleared(self.seat)


def workstation(
    store: Store,
    seat: Seat,
    clock: Clock,
    ticks: Callable[[], float] = time.monotonic,
    key: Callable[[], bytes] = bytes,
    standing: Standing | None = None,
    patience_s: float | None = PATIENCE_S,
) -> Workstation:
    """Wire the parts; `ticks` counts seconds that no clock setting can move, `key` signs acts, `standing`
    tells the server who is here."""
    outbox, link = Outbox(seat), Link()
    keeper = Keeper(store, KeptLeads(seat), clock, seat.name, ticks)
    sender = Sender(store, outbox, link, clock, standing)
    last_asked = LastSaid(seat, "asked", Asked)
    calling = KeptCallingService(
        store, outbox, keeper, sender, link, clock, last_asked, key, patience_s, lambda: breaks_said(seat),
        LettingGo(store, seat, ticks), LastSaid(seat, "aim", Aim),
    )  # fmt: skip
    return Workstation(calling, keeper, sender, link, seat)
