"""Every service of an open workspace, wired once; windows and commands act through the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm_desktop.clock import Clock
from crm_desktop.messengers import LinkMessenger, Messenger
from crm_desktop.services.appointments import AppointmentService
from crm_desktop.services.callbacks import CallbackService
from crm_desktop.services.callers import CallerService
from crm_desktop.services.calling import CallingService
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.exports import ExportService
from crm_desktop.services.imports import ImportService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.messages import MessageService
from crm_desktop.services.news import NewsService
from crm_desktop.services.offline.known_callers import KeptCallers
from crm_desktop.services.offline.known_campaigns import KeptCampaigns
from crm_desktop.services.offline.new_callers import KeptLeadService
from crm_desktop.services.offline.rang import KeptOutsideCalls
from crm_desktop.services.offline.workstation import Workstation, workstation
from crm_desktop.services.outside_calls import OutsideCallService
from crm_desktop.services.passwords import Argon2Passwords, Passwords
from crm_desktop.services.people import PeopleService
from crm_desktop.services.phone_log import PhoneLogService
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.products import ProductService
from crm_desktop.services.reminders import ReminderService
from crm_desktop.services.reports import ReportService
from crm_desktop.services.retention import RetentionService
from crm_desktop.services.sales import SaleService
from crm_desktop.services.service_records import ServiceRecordService
from crm_desktop.services.settings import SettingsService, WorkstationSettings
from crm_desktop.services.workspace import OpenWorkspace, WorkspaceService
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.settings import WorkspaceInfo


@dataclass(frozen=True)
class Services:
    """Everything people can do in an open workspace."""

    opened: OpenWorkspace
    workspace: WorkspaceInfo
    workspaces: WorkspaceService
    passwords: Passwords
    people: PeopleService
    campaigns: CampaignService
    leads: LeadService
    imports: ImportService
    calling: CallingService
    callbacks: CallbackService
    callers: CallerService
    outside_calls: OutsideCallService
    phone_log: PhoneLogService
    exports: ExportService
    messages: MessageService
    appointments: AppointmentService
    reminders: ReminderService
    products: ProductService
    sales: SaleService
    service_records: ServiceRecordService
    settings: SettingsService
    news: NewsService
    reports: ReportService
    retention: RetentionService
    presence: PresenceService
    offline: Workstation | None = None  # a team's workstation, which goes on without the server


class _NoWorkstation:
    """Stands in for the seat where there is none: a command keeps nothing of its own."""

    def get(self, key: str) -> Any | None:
        """Nothing was ever set."""
        return None

    def set(self, key: str, value: Any) -> None:
        """Refused: a command has no workstation settings."""
        raise RuntimeError(f"{key} belongs to a seat")


def _workstation(opened: OpenWorkspace, people: PeopleService) -> Workstation | None:
    """What lets a team's seat go on without the server; None in a local store, and for commands."""
    if opened.seat is None or opened.store.engine.dialect.name == "sqlite":
        return None
    store = opened.store
    return workstation(
        store, opened.seat, store.clock, key=lambda: getattr(store, "mac_key", b""), standing=people
    )


def _beside_calling(
    opened: OpenWorkspace, offline: Workstation, settings: SettingsService
) -> tuple[CampaignService, LeadService, CallerService, OutsideCallService]:
    """What goes on without the server beside calling: new leads, who rang, calls that didn't start here."""
    assert opened.seat is not None
    desk, outbox = offline.calling, Outbox(opened.seat)
    campaigns = KeptCampaigns(opened.store, opened.seat)
    leads = KeptLeadService(opened.store, desk, outbox, opened.info, campaigns.known)
    callers = KeptCallers(desk, opened.info.country)

    def days_back() -> int:
        return int(settings.get(None, "call_days_back"))

    return campaigns, leads, callers, KeptOutsideCalls(desk, outbox, days_back)


def make_services(
    opened: OpenWorkspace,
    clock: Clock,
    passwords: Passwords | None = None,
    messenger: Messenger | None = None,
) -> Services:
    """Wire the services of an open workspace; messages go to the system's programs unless told otherwise."""
    store = opened.store
    hashing = passwords or Argon2Passwords()
    campaigns = CampaignService(store)
    workstation: WorkstationSettings = opened.seat if opened.seat is not None else _NoWorkstation()
    people = opened.people(hashing)
    offline = _workstation(opened, people)
    settings = SettingsService(store, workstation, None if offline is None else opened.seat)
    leads, callers, outside_calls = LeadService(store), CallerService(store), OutsideCallService(store)
    if offline is not None:
        campaigns, leads, callers, outside_calls = _beside_calling(opened, offline, settings)
    return Services(
        opened=opened,
        workspace=opened.info,
        workspaces=WorkspaceService(clock, hashing),
        passwords=hashing,
        people=people,
        campaigns=campaigns,
        leads=leads,
        imports=ImportService(store, campaigns, opened.folder),
        calling=CallingService(store) if offline is None else offline.calling,
        offline=offline,
        callbacks=CallbackService(store),
        callers=callers,
        outside_calls=outside_calls,
        phone_log=PhoneLogService(store),
        exports=ExportService(store, leads),
        appointments=AppointmentService(store),
        reminders=ReminderService(store),
        messages=MessageService(store, messenger or LinkMessenger()),
        products=ProductService(store),
        sales=SaleService(store),
        service_records=ServiceRecordService(store, opened.files),
        settings=settings,
        news=NewsService(store),
        reports=ReportService(store),
        retention=RetentionService(store),
        presence=PresenceService(store),
    )
