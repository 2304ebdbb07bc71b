"""Every service of an open workspace, wired once; windows and commands act through the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from crm_desktop.clock import Clock
from crm_desktop.messengers import LinkMessenger, Messenger
from crm_desktop.secrets.workspace_file import STORE_NAME
from crm_desktop.services.acceptance import AcceptanceService
from crm_desktop.services.appointments import AppointmentService
from crm_desktop.services.archive import ArchiveService
from crm_desktop.services.batches import BatchService
from crm_desktop.services.board import BoardService
from crm_desktop.services.callbacks import CallbackService
from crm_desktop.services.callers import CallerService
from crm_desktop.services.calling import CallingService
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.coaching import CoachingService
from crm_desktop.services.coming_again import ComingAgainService
from crm_desktop.services.consent import ConsentService
from crm_desktop.services.deletion import DeletionService
from crm_desktop.services.desk_notes import DeskNoteService
from crm_desktop.services.erasure import ErasureService
from crm_desktop.services.evidence import EvidenceService
from crm_desktop.services.exports import ExportService
from crm_desktop.services.hand_out_plans import HandOutPlans
from crm_desktop.services.imports import ImportService
from crm_desktop.services.incentive import IncentiveService
from crm_desktop.services.incidents import IncidentService
from crm_desktop.services.keeping import KeepingService
from crm_desktop.services.lawful import LawfulService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.leave import LeaveService
from crm_desktop.services.leaving import LeavingService
from crm_desktop.services.logo import LogoService
from crm_desktop.services.messages import MessageService
from crm_desktop.services.news import NewsService
from crm_desktop.services.number_lists import NumberListService
from crm_desktop.services.offline.appointments import KeptAppointmentService
from crm_desktop.services.offline.callbacks import KeptCallbackService
from crm_desktop.services.offline.consent import KeptConsentService
from crm_desktop.services.offline.known_callers import KeptCallers
from crm_desktop.services.offline.known_campaigns import KeptCampaigns
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.services.offline.leave import KeptLeaveService
from crm_desktop.services.offline.messages import KeptMessageService, Texts
from crm_desktop.services.offline.new_callers import KeptLeadService
from crm_desktop.services.offline.promises import KnownPromises
from crm_desktop.services.offline.rang import KeptOutsideCalls
from crm_desktop.services.offline.requests import KeptRequestService
from crm_desktop.services.offline.targets import KeptTargetService
from crm_desktop.services.offline.workstation import Workstation, workstation
from crm_desktop.services.outside_calls import OutsideCallService
from crm_desktop.services.passwords import Argon2Passwords, Passwords
from crm_desktop.services.people import PeopleService
from crm_desktop.services.persons import PersonService
from crm_desktop.services.phone_log import PhoneLogService
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.products import ProductService
from crm_desktop.services.put_back import PutBackService
from crm_desktop.services.recipients import RecipientService
from crm_desktop.services.reminders import ReminderService
from crm_desktop.services.reports import ReportService
from crm_desktop.services.reports.saved import SavedReportService
from crm_desktop.services.request_answers import RequestAnswers
from crm_desktop.services.requests import RequestService
from crm_desktop.services.retention import RetentionService
from crm_desktop.services.rules_kept import RulesService
from crm_desktop.services.rulings import RulingService
from crm_desktop.services.sales import SaleService
from crm_desktop.services.sampling import SamplingService
from crm_desktop.services.scorecards import ScorecardService
from crm_desktop.services.seats import SeatService
from crm_desktop.services.second_factor import SecondFactorService, TeamSecondFactorService
from crm_desktop.services.service_records import ServiceRecordService
from crm_desktop.services.settings import SettingsService, WorkstationSettings
from crm_desktop.services.simulation import SimulationService
from crm_desktop.services.targets import TargetService
from crm_desktop.services.tested_backups import TrialRestores
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.services.workspace import OpenWorkspace, WorkspaceService
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.kept_dates import KeptDates
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.unit_of_work import Store


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
    batches: BatchService
    hand_out_plans: HandOutPlans
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
    rulings: RulingService
    saved_reports: SavedReportService
    logo: LogoService
    incentive: IncentiveService
    targets: TargetService
    retention: RetentionService
    keeping: KeepingService
    simulation: SimulationService
    presence: PresenceService
    rules: RulesService
    leave: LeaveService
    leaving: LeavingService
    second_factor: SecondFactorService
    persons: PersonService
    texts: TextIndexing
    archive: ArchiveService
    deletion: DeletionService
    trial_restores: TrialRestores
    erasure: ErasureService
    evidence: EvidenceService
    put_back: PutBackService
    seats: SeatService
    lawful: LawfulService
    number_lists: NumberListService
    requests: RequestService
    consent: ConsentService
    acceptance: AcceptanceService
    coming_again: ComingAgainService
    answers: RequestAnswers
    incidents: IncidentService
    recipients: RecipientService
    board: BoardService
    desk_notes: DeskNoteService
    coaching: CoachingService
    scorecards: ScorecardService
    sampling: SamplingService
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What goes on without the server beside calling: new leads, who rang, dates, texts."""

    campaigns: CampaignService
    leads: LeadService
    callers: CallerService
    outside_calls: OutsideCallService
    callbacks: CallbackService
    appointments: AppointmentService
    messages: MessageService
    consent: ConsentService


def _plain(store: Store, messenger: Messenger) -> _Beside:
    """As it is in a local store, and for commands."""
    return _Beside(
        CampaignService(store),
        LeadService(store),
        CallerService(store),
        OutsideCallService(store),
        CallbackService(store),
        AppointmentService(store),
        MessageService(store, messenger),
        ConsentService(store),
    )


def _kept(
    opened: OpenWorkspace, offline: Workstation, settings: SettingsService, messenger: Messenger
) -> _Beside:
    """As it is at a team's workstation."""
    assert opened.seat is not None
    desk, keeper, seat, info = offline.calling, offline.keeper, opened.seat, opened.info
    outbox, dates = Outbox(seat), KeptDates(seat)
    campaigns = KeptCampaigns(opened.store, seat)

    def setting(key: str) -> int:
        return int(settings.get(None, key))

    promises = KnownPromises(dates, outbox, keeper)
    appointments = KeptAppointmentService(desk, dates, promises, info)
    messages = KeptMessageService(desk, messenger, LastSaid(seat, "texts", Texts), info)
    keeper.beside += [promises.read, appointments.read, messages.read]
    return _Beside(
        campaigns,
        KeptLeadService(opened.store, desk, outbox, info, campaigns.known),
        KeptCallers(desk, info.country),
        KeptOutsideCalls(desk, outbox, lambda: setting("call_days_back")),
        KeptCallbackService(desk, promises, info, campaigns.known, setting),
        appointments,
        messages,
        KeptConsentService(desk),
    )


def _erasure(opened: OpenWorkspace) -> ErasureService:
    is_local = opened.store.engine.dialect.name == "sqlite"
    place = opened.folder / STORE_NAME
    file = (place, opened.key) if is_local and place.exists() else None
    signing = partial(opened.sealer.key_for, "certificates")
    return ErasureService(opened.store, opened.files, signing, file, _ledger_of(opened))


def _ledger_of(opened: OpenWorkspace) -> Callable[[], ErasureLedger]:
    """The list of erasures: beside a local store's backups, or a server's copy in this computer's folder."""
    if opened.store.engine.dialect.name == "sqlite":
        return partial(WorkspaceService.ledger, opened)
    key = partial(opened.sealer.key_for, "erasure ledger")
    return lambda: ErasureLedger(opened.info.id, key(), [opened.folder])


def _second_factor(store: Store, workspace: str) -> SecondFactorService:
    is_local = store.engine.dialect.name == "sqlite"
    return (SecondFactorService if is_local else TeamSecondFactorService)(store, workspace)


def make_services(
    opened: OpenWorkspace,
    clock: Clock,
    passwords: Passwords | None = None,
    messenger: Messenger | None = None,
) -> Services:
    """Wire the services of an open workspace; messages go to the system's programs unless told otherwise."""
    store = opened.store
    hashing = passwords or Argon2Passwords()
    workstation: WorkstationSettings = opened.seat if opened.seat is not None else _NoWorkstation()
    people = opened.people(hashing)
    offline = _workstation(opened, people)
    settings = SettingsService(store, workstation, None if offline is None else opened.seat)
    sending = messenger or LinkMessenger()
    beside = _plain(store, sending) if offline is None else _kept(opened, offline, settings, sending)
    requests = RequestService(store) if offline is None else KeptRequestService(offline.calling)
    persons, evidence = PersonService(store, opened.files), EvidenceService(store, opened.files)
    batches = BatchService(store)
    leaving = LeavingService(store, people, None if opened.seat is None else Outbox(opened.seat))
    workspaces, retention = WorkspaceService(clock, hashing), RetentionService(store)
    return Services(
        opened=opened,
        workspace=opened.info,
        workspaces=workspaces,
        passwords=hashing,
        people=people,
        campaigns=beside.campaigns,
        leads=beside.leads,
        batches=batches,
        hand_out_plans=HandOutPlans(store, batches),
        imports=ImportService(store, beside.campaigns, opened.folder, evidence),
        calling=CallingService(store) if offline is None else offline.calling,
        offline=offline,
        callbacks=beside.callbacks,
        callers=beside.callers,
        outside_calls=beside.outside_calls,
        phone_log=PhoneLogService(store),
        exports=ExportService(store, beside.leads),
        appointments=beside.appointments,
        reminders=ReminderService(store),
        messages=beside.messages,
        products=ProductService(store),
        sales=SaleService(store),
        service_records=ServiceRecordService(store, opened.files),
        settings=settings,
        news=NewsService(store),
        reports=ReportService(store),
        rulings=RulingService(store),
        logo=LogoService(store),
        saved_reports=SavedReportService(store, ReportService(store), workstation),
        incentive=IncentiveService(store),
        targets=TargetService(store) if offline is None else KeptTargetService(offline.calling),
        retention=retention,
        keeping=KeepingService(store, retention, opened.sealer, leaving),
        simulation=SimulationService(store),
        presence=PresenceService(store),
        rules=RulesService(store),
        leave=LeaveService(store) if offline is None else KeptLeaveService(offline.calling),
        leaving=leaving,
        second_factor=_second_factor(store, opened.info.name),
        persons=persons,
        texts=TextIndexing(store),
        archive=ArchiveService(opened, clock),
        deletion=DeletionService(clock, workspaces),
        trial_restores=TrialRestores(opened, workspaces, clock),
        erasure=_erasure(opened),
        evidence=evidence,
        put_back=PutBackService(store, opened.files, _ledger_of(opened)),
        seats=SeatService(store, opened.seat),
        lawful=LawfulService(store),
        consent=beside.consent,
        acceptance=AcceptanceService(store),
        coming_again=ComingAgainService(store),
        number_lists=NumberListService(store),
        requests=requests,
        answers=RequestAnswers(store, opened.files, requests, persons),
        incidents=IncidentService(store),
        recipients=RecipientService(store),
        board=BoardService(store),
        desk_notes=DeskNoteService(store),
        coaching=CoachingService(store),
        scorecards=ScorecardService(store),
        sampling=SamplingService(store),
    )
