"""What the pages of one sign-in work with: who acts, and the services they ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.domain.people import Actor, Permission

if TYPE_CHECKING:
    from crm_desktop.clock import Clock
    from crm_desktop.dialers.registry import Dialers
    from crm_desktop.services.callbacks import CallbackService
    from crm_desktop.services.calling import CallingService
    from crm_desktop.services.campaigns import CampaignService
    from crm_desktop.services.exports import ExportService
    from crm_desktop.services.imports import ImportService
    from crm_desktop.services.leads import LeadService
    from crm_desktop.services.people import PeopleService
    from crm_desktop.services.settings import SettingsService
    from crm_desktop.services.workspace import OpenWorkspace
    from crm_desktop.store.seat import Seat
    from crm_desktop.store.settings import WorkspaceInfo


@dataclass(frozen=True)
class Services:
    """Everything people can do in an open workspace; made once by `app.py`, the same for every sign-in."""

    opened: OpenWorkspace
    workspace: WorkspaceInfo
    people: PeopleService
    campaigns: CampaignService
    leads: LeadService
    imports: ImportService
    calling: CallingService
    callbacks: CallbackService
    exports: ExportService
    settings: SettingsService


@dataclass(frozen=True)
class Session:
    """One sign-in: pages get it as `context.services` and pass `actor` to every service."""

    actor: Actor
    services: Services
    seat: Seat
    dialers: Dialers
    clock: Clock

    @property
    def name(self) -> str:
        """The name the window's header shows."""
        return self.actor.name

    def may(self, permission: str) -> bool:
        """Whether the person's role allows this at all."""
        return self.actor.may(Permission(permission))
