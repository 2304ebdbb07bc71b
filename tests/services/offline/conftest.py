"""A workstation whose way to the server can be cut, for tests of calling without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.people import Actor
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.ids import new_id
from crm_desktop.messengers import Handed, MessageRequest, NotHanded
from crm_desktop.services.calling.values import CompleteCall, Completed, Dial, NextLead
from crm_desktop.services.offline.appointments import KeptAppointmentService
from crm_desktop.services.offline.callbacks import KeptCallbackService
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.services.offline.messages import KeptMessageService, Texts
from crm_desktop.services.offline.new_callers import KeptLeadService
from crm_desktop.services.offline.promises import KnownPromises
from crm_desktop.services.offline.workstation import workstation
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.errors import ServerGone
from crm_desktop.store.kept_dates import KeptDates
from crm_desktop.store.kept_leads import KeptLeads
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.seat import Seat
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store, Work
from tests.calling_office import CallingOffice, Template, copied_database, copied_file, now, usual_values
from tests.postgres import PgServer

MAC_KEY = bytes(range(50, 82))


class CutStore(Store):
    """A store that can be away: before an act, or in the moment its commit was done."""

    is_cut = False
    loses_answers = 0  # so many commits go through whose answer never comes

    @contextmanager
    def write(self, actor: Actor | None) -> Iterator[Work]:
        """As ever, unless it is away."""
        if self.is_cut:
            raise ServerGone
        with super().write(actor) as work:
            yield work
        if self.loses_answers:
            self.loses_answers -= 1
            if not self.loses_answers:
                self.is_cut = True
                raise ServerGone

    @contextmanager
    def read(self, actor: Actor | None = None) -> Iterator[Work]:  # type: ignore[override]
        """As ever, unless it is away."""
        if self.is_cut:
            raise ServerGone
        with super().read(actor) as work:
            yield work


@dataclass
class Programs:
    """The programs that take texts: WhatsApp, the message and the mail program."""

    taken: list[MessageRequest] = field(default_factory=list)
    is_there: bool = True
    before: Callable[[], object] = lambda: None

    def hand_over(self, request: MessageRequest) -> Handed:
        """Take it."""
        if not self.is_there:
            raise NotHanded("Nothing here takes messages.")
        self.before()
        self.taken.append(request)
        return Handed("whatsapp")


@dataclass
class Desk:
    """One workstation of an office, and short ways to say what is done at it."""

    co: CallingOffice
    store: CutStore
    folder: Path
    clock: SetClock
    ticks: list[float] = field(default_factory=lambda: [0.0])
    name: str = "desk"
    programs: Programs = field(default_factory=Programs)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.seat = Seat.open(self.folder, self.name, bytes(32))
        made = workstation(
            self.store, self.seat, self.clock, lambda: self.ticks[0], lambda: MAC_KEY, patience_s=None
        )
        self.calling, self.link, self.sender, self.keeper = (
            made.calling, made.link, made.sender, made.keeper,
        )  # fmt: skip
        self.outbox, self.kept = Outbox(self.seat), KeptLeads(self.seat)
        with self.co.store.read() as work:
            info = workspace_info(work)
        dates = KeptDates(self.seat)
        self.promises = KnownPromises(dates, self.outbox, self.keeper)

        def campaigns(_actor: Actor) -> tuple[Campaign, ...]:
            return (self.co.campaign,)

        self.callbacks = KeptCallbackService(
            self.calling, self.promises, info, campaigns, lambda key: SETTINGS[key].default
        )
        self.appointments = KeptAppointmentService(self.calling, dates, self.promises, info)
        texts = LastSaid(self.seat, "texts", Texts)
        self.messages = KeptMessageService(self.calling, self.programs, texts, info)
        self.leads = KeptLeadService(self.store, self.calling, self.outbox, info, campaigns)
        self.keeper.beside += [self.promises.read, self.appointments.read, self.messages.read]

    def killed(self) -> None:
        """The program is killed and started again."""
        self.seat.close()
        self.open()

    def cut(self) -> None:
        """The server goes."""
        self.store.is_cut = True

    def mend(self) -> None:
        """It is back."""
        self.store.is_cut = False

    def pass_time(self, **by: float) -> None:
        """Both clocks go on."""
        before = self.clock.now()
        self.clock.move(**by)
        self.ticks[0] += (self.clock.now() - before).total_seconds()

    def next(self, who: Actor) -> NextLead:
        """The next lead, which must be there."""
        found = self.calling.next_lead(who, self.co.campaign.id)
        assert isinstance(found, NextLead), found
        return found

    def dial(self, who: Actor, lead: NextLead) -> Dial:
        """Dial what is shown."""
        command = Dial(
            new_id(), new_id(), lead.lead.id, lead.campaign.id, lead.phone.phone_id, "by_hand"
        )  # fmt: skip
        self.calling.dial(who, command)
        return command

    def disposition(self, code: str) -> Disposition:
        """A result by its code."""
        return next(d for d in self.co.campaign.dispositions if d.code == code)

    def command(self, dial: Dial, code: str, **more: object) -> CompleteCall:
        """A result as the screen gives it."""
        result = self.disposition(code)
        values = {"request_id": new_id(), "values": usual_values(result), **more}
        return CompleteCall(call_id=dial.call_id, disposition_id=result.id, **values)  # type: ignore[arg-type]

    def complete(self, who: Actor, dial: Dial, code: str, **more: object) -> Completed:
        """Give a result."""
        return self.calling.complete_and_next(who, self.command(dial, code, **more))


LEADS = 30


def _with_leads(co: CallingOffice) -> None:
    for n in range(LEADS):
        co.add_lead(f"Lead {n}")


@pytest.fixture(scope="session")
def sqlite_leads(sqlite_office_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The office with its leads in a file."""
    path = tmp_path_factory.mktemp("leads") / "workspace.db"
    with copied_file(sqlite_office_template, path, now()) as co:
        _with_leads(co)
    return replace(sqlite_office_template, place=path)


@pytest.fixture(scope="session")
def postgres_leads(postgres_office_template: Template, pg_server: PgServer) -> Template:
    """The office with its leads in a database."""
    database = pg_server.fresh(str(postgres_office_template.place))
    co = postgres_office_template.opened(Store(open_postgres_engine(database.url()), now()), now())
    _with_leads(co)
    co.store.close()
    return replace(postgres_office_template, place=database.name)


@pytest.fixture
def sqlite_co(sqlite_leads: Template, tmp_path: Path, clock: SetClock) -> Iterator[CallingOffice]:
    """The office with its leads in a file of this test's own."""
    with copied_file(sqlite_leads, tmp_path / "workspace.db", clock) as co:
        yield co


@pytest.fixture
def postgres_co(postgres_leads: Template, pg_server: PgServer, clock: SetClock) -> Iterator[CallingOffice]:
    """The office with its leads in a database of this test's own."""
    with copied_database(postgres_leads, pg_server, clock) as co:
        yield co


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A workstation on the store of the office; its leads wait."""
    co: CallingOffice = request.getfixturevalue(getattr(request, "param", "sqlite_co"))
    co._numbers = count(LEADS + 1)
    store = CutStore(co.store.engine, clock, co.store._entering)
    made = Desk(co, store, tmp_path, clock)
    yield made
    made.seat.close()


both_desks = pytest.mark.parametrize(
    "desk", ["sqlite_co", "postgres_co"], ids=["sqlite", "postgresql"], indirect=True
)
