"""Leave at a team's workstation: it waits for the server, which alone gives out leads and promises by it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.services.leave import LeaveService
from crm_desktop.services.offline.desk import KeptDesk, waits


class KeptLeaveService(LeaveService):
    """Leaves, as far as the server is there."""

    def __init__(self, desk: KeptDesk) -> None:
        super().__init__(desk.sender.sure)
        self._desk = desk

    def of(self, actor: Actor, person_id: UUID) -> Leave | None:
        """As ever; it waits for the server."""
        return self._desk.either(actor, lambda: super(KeptLeaveService, self).of(actor, person_id), waits)

    def set(self, actor: Actor, person_id: UUID, leave: Leave | None) -> tuple[Leave, ...]:
        """As ever; it waits for the server: kept here it would pass over nobody."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        return self._desk.either(
            actor, lambda: super(KeptLeaveService, self).set(actor, person_id, leave), waits
        )

    def take_back(self, actor: Actor, person_id: UUID, late: Iterable[Leave]) -> None:
        """As ever; it waits for the server."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        self._desk.either(
            actor, lambda: super(KeptLeaveService, self).take_back(actor, person_id, late), waits
        )
