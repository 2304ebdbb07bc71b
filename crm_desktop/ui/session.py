"""What the pages of one sign-in work with: who acts, and the services they ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.domain.people import Actor, Permission

if TYPE_CHECKING:  # the window is painted before any of this is imported
    from crm_desktop.clock import Clock
    from crm_desktop.dialers.registry import Surroundings
    from crm_desktop.services.bundle import Services
    from crm_desktop.store.seat import Seat


@dataclass(frozen=True)
class Session:
    """One sign-in: pages get it as `context.services` and pass `actor` to every service."""

    actor: Actor
    services: Services
    seat: Seat
    clock: Clock
    dialers: Surroundings | None = None  # None: this computer's own

    @property
    def name(self) -> str:
        """The name the window's header shows."""
        return self.actor.name

    def may(self, permission: Permission) -> bool:
        """Whether the person's role allows this at all."""
        return self.actor.may(permission)
