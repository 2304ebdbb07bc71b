"""An office with a campaign and leads in its queue, for tests of calling; made up, Indian."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Table, insert, select

from crm_desktop.clock import SetClock
from crm_desktop.domain.calling_window import EVERY_DAY
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.result_fields import FieldKind
from crm_desktop.errors import NotAllowed, NotFound
from crm_desktop.ids import new_id
from crm_desktop.services.callbacks import CallbackService
from crm_desktop.services.calling import CallingService, CompleteCall, Completed, Dial, NextLead
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.services.people import PeopleService
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.tables import calls, lead_phones, leads, phones
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, QuickPasswords, make_office
from tests.postgres import PgDatabase, PgServer
from tests.stores import TEST_KEY, migrated, of_a_team, open_team_store

INDIA = "Asia/Kolkata"
#: What someone else's record says: a server doesn't even tell that it is there.
NOT_YOURS = (NotAllowed, NotFound)


@dataclass
class CallingOffice:
    """The services of calling on one store, and short ways to say what a caller does."""

    store: Store
    clock: SetClock
    office: Office
    calling: CallingService
    campaigns: CampaignService
    callbacks: CallbackService
    campaign: Campaign

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def add_lead(
        self,
        name: str = "Ravi Chauhan",
        *,
        phones: int | tuple[UUID, ...] = 1,
        zone: str = INDIA,
        owner: Actor | None = None,
        campaign: Campaign | None = None,
        lane: Lane = Lane.NEW,
        next_at: datetime | None = None,
        score: int = 0,
    ) -> UUID:
        """A lead with its phones, in the queue of a campaign; gives its id."""
        lead_id = new_id()
        with self.store.write(None) as work:
            owner_id = owner.person_id if owner else None
            work.connection.execute(
                insert(leads).values(
                    id=lead_id,
                    name=name,
                    zone=zone,
                    score=score,
                    owner_id=owner_id,
                    team_id=owner.team_id if owner else None,
                    created_at=work.now,
                    updated_at=work.now,
                )
            )
            ids = phones if isinstance(phones, tuple) else tuple(self._add_phone(work) for _ in range(phones))
            for position, phone_id in enumerate(ids, start=1):
                work.connection.execute(
                    insert(lead_phones).values(lead_id=lead_id, phone_id=phone_id, position=position)
                )
            Queue(work).add(
                (campaign or self.campaign).id, lead_id, zone, owner_id, lane=lane, next_at=next_at
            )
        return lead_id

    def _add_phone(self, work: object) -> UUID:
        phone_id = new_id()
        work.connection.execute(  # type: ignore[attr-defined]
            insert(phones).values(id=phone_id, e164=f"+919800{next(self._numbers):06d}")
        )
        return phone_id

    def next(self, who: Actor, campaign: Campaign | None = None) -> NextLead:
        """The next lead, which must be there."""
        found = self.calling.next_lead(who, (campaign or self.campaign).id)
        assert isinstance(found, NextLead), found
        return found

    def dial(self, who: Actor, lead: NextLead, phone_id: UUID | None = None) -> UUID:
        """Dial what is on the screen; gives the call's id."""
        call_id = new_id()
        self.calling.dial(
            who,
            Dial(
                request_id=new_id(),
                call_id=call_id,
                lead_id=lead.lead.id,
                campaign_id=lead.campaign.id,
                phone_id=phone_id or lead.phone.phone_id,
                dialler="practice" if lead.campaign.is_practice else "by_hand",
            ),
        )
        return call_id

    def result(
        self, who: Actor, call_id: UUID, code: str, campaign: Campaign | None = None, **more: object
    ) -> Completed:
        """Give a result by its code."""
        disposition = next(d for d in (campaign or self.campaign).dispositions if d.code == code)
        values = {"request_id": new_id(), "values": usual_values(disposition), **more}
        return self.calling.complete_and_next(
            who,
            CompleteCall(call_id=call_id, disposition_id=disposition.id, **values),  # type: ignore[arg-type]
        )

    def call(self, who: Actor, code: str, lead: NextLead | None = None, **more: object) -> Completed:
        """Next lead (or this one), dial, result."""
        found = lead or self.next(who)
        return self.result(who, self.dial(who, found), code, found.campaign, **more)

    def entry(self, lead_id: UUID, campaign: Campaign | None = None) -> StoredEntry:
        """The lead's place in the queue."""
        with self.store.read() as work:
            found = Queue(work).entry(lead_id, (campaign or self.campaign).id)
        assert found is not None
        return found

    def rows(self, table: Table, **where: object) -> list[dict[str, object]]:
        """Rows of a table, in the order of its key, as plain values."""
        with self.store.read() as work:
            statement = select(table).order_by(*table.primary_key.columns)
            for name, value in where.items():
                statement = statement.where(table.c[name] == value)
            return [dict(row) for row in work.connection.execute(statement).mappings()]

    def lead_row(self, lead_id: UUID) -> dict[str, object]:
        """The lead's row."""
        return self.rows(leads, id=lead_id)[0]

    def call_row(self, call_id: UUID) -> dict[str, object]:
        """The call's row."""
        return self.rows(calls, id=call_id)[0]


def usual_values(result: Disposition) -> tuple[tuple[str, str | int | bool], ...]:
    """The least a caller gives for a result that asks for more: the amount of a sale."""
    return tuple((f.key, 25_000_00) for f in result.fields if f.is_required and f.kind is FieldKind.AMOUNT)


def make_calling_office(store: Store, clock: SetClock) -> CallingOffice:
    """An office with one campaign and an empty queue."""
    office = make_office(store)
    every_day = NewCampaign(
        "Home loan, November", days=EVERY_DAY
    )  # tests by the real clock run on Sundays too
    campaign = CampaignService(store).create(office.admin, every_day)
    return _opened(store, clock, office, campaign)


def _opened(store: Store, clock: SetClock, office: Office, campaign: Campaign) -> CallingOffice:
    return CallingOffice(
        store, clock, office, CallingService(store), CampaignService(store), CallbackService(store), campaign
    )


@dataclass(frozen=True)
class Template:
    """A store with the office in it, made once: its file or database, and who and what is in it."""

    place: Path | str
    office: Office
    campaign: Campaign

    def opened(self, store: Store, clock: SetClock) -> CallingOffice:
        """The office in a copy of the store; everybody has just signed in."""
        office = replace(self.office, people=PeopleService(store, QuickPasswords()))
        return _opened(store, clock, office, self.campaign)


def now() -> SetClock:
    """The clock of what is made once."""
    from tests.conftest import TEST_NOW  # which hands out the fixtures below

    return SetClock(TEST_NOW)


@pytest.fixture(scope="session")
def sqlite_office_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The office in an encrypted file."""
    path = tmp_path_factory.mktemp("office") / "workspace.db"
    shutil.copyfile(sqlite_template, path)
    clock = now()
    store = Store(open_engine(path, TEST_KEY, cache_mb=32), clock)
    made = make_calling_office(store, clock)
    store.close()
    return Template(path, made.office, made.campaign)


@pytest.fixture(scope="session")
def postgres_office_template(pg_server: PgServer) -> Template:
    """The office in a database."""

    def build(database: PgDatabase) -> CallingOffice:
        clock = now()
        store = Store(open_postgres_engine(database.url()), clock)
        made = make_calling_office(store, clock)
        store.close()
        return made

    name, made = pg_server.built("calling office", build, migrated(pg_server))
    return Template(name, made.office, made.campaign)


@contextmanager
def copied_file(template: Template, path: Path, clock: SetClock) -> Iterator[CallingOffice]:
    """The office in a file of one's own."""
    shutil.copyfile(template.place, path)
    with closing(Store(open_engine(path, TEST_KEY, cache_mb=32), clock)) as store:
        yield template.opened(store, clock)


@contextmanager
def copied_database(template: Template, pg_server: PgServer, clock: SetClock) -> Iterator[CallingOffice]:
    """The office in a database of one's own."""
    database = pg_server.fresh(str(template.place))
    with closing(Store(open_postgres_engine(database.url()), clock)) as store:
        yield template.opened(store, clock)
    pg_server.drop(database)


@pytest.fixture
def sqlite_office(
    sqlite_office_template: Template, tmp_path: Path, clock: SetClock
) -> Iterator[CallingOffice]:
    """The office in a file of this test's own."""
    with copied_file(sqlite_office_template, tmp_path / "workspace.db", clock) as made:
        yield made


@pytest.fixture
def postgres_office(
    postgres_office_template: Template, pg_server: PgServer, clock: SetClock
) -> Iterator[CallingOffice]:
    """The office in a database of this test's own."""
    with copied_database(postgres_office_template, pg_server, clock) as made:
        yield made


@pytest.fixture(scope="session")
def team_office_template(pg_server: PgServer) -> Template:
    """The office in a database with the rights of a team."""

    def build(database: PgDatabase) -> CallingOffice:
        clock = now()
        store = open_team_store(database, clock)
        made = make_calling_office(store, clock)
        store.close()
        return made

    name, made = pg_server.built("team office", build, of_a_team(pg_server))
    return Template(name, made.office, made.campaign)


@pytest.fixture
def team_office(
    team_office_template: Template, pg_server: PgServer, clock: SetClock
) -> Iterator[CallingOffice]:
    """The office in a database of this test's own, where everybody has the rights of their role alone."""
    database = pg_server.fresh(str(team_office_template.place))
    store = open_team_store(database, clock)
    yield team_office_template.opened(store, clock)
    store.close()
    pg_server.drop(database)


@pytest.fixture
def co(request: pytest.FixtureRequest) -> CallingOffice:
    """The office in a file; on both engines where a test is marked `both_engines`."""
    name = getattr(request, "param", "sqlite_office")
    found: CallingOffice = request.getfixturevalue(name)
    return found


#: Local, and a server with each act as the person's own role: where a server without roles says nothing more.
two_engines = pytest.mark.parametrize(
    "co", ["sqlite_office", "team_office"], ids=["sqlite", "team"], indirect=True
)
both_engines = pytest.mark.parametrize(
    "co",
    ["sqlite_office", "postgres_office", "team_office"],
    ids=["sqlite", "postgresql", "team"],
    indirect=True,
)
