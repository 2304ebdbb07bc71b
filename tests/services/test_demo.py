"""Made-up past work: believable, the same for the same seed, only into an empty workspace."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, select

from crm_desktop.clock import SetClock
from crm_desktop.domain.import_rows import RowContext, row_parser
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor, Role
from crm_desktop.errors import Cancelled, NotAllowed, UserError
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.demo import DemoResult, Invented, fill
from crm_desktop.services.demo.names import list_mapping
from crm_desktop.services.leads import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.services.workspace import OpenWorkspace
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tables import (
    audit,
    callbacks,
    calls,
    leads,
    people,
    phones,
    presence,
    queue_entries,
    sessions,
    skips,
)
from crm_desktop.store.unit_of_work import Store
from tests.examples import IS_SOAK
from tests.factories import PASSWORD, QuickPasswords, make_workspace

INDIA = ZoneInfo("Asia/Kolkata")
NEW_PASSWORD = "made-up-for-all"


def _open(store: Store, folder: Path, clock: SetClock) -> tuple[Services, Actor]:
    """The services of a new workspace on this store, and its admin."""
    make_workspace(store)
    with store.read() as work:
        info = workspace_info(work)
    opened = OpenWorkspace(
        folder, bytes(32), store, info, Sealer(store, bytes(32)), None, WorkspaceLock.shared(folder)
    )
    services = make_services(opened, clock, QuickPasswords())
    services.people.add_first_admin("rohini", "Rohini Nambiar", PASSWORD)
    return services, services.people.sign_in("rohini", PASSWORD).actor


@pytest.fixture
def office(store: Store, tmp_path: Path, clock: SetClock) -> tuple[Services, Actor]:
    return _open(store, tmp_path, clock)


@pytest.fixture
def local_office(sqlite_store: Store, tmp_path: Path, clock: SetClock) -> tuple[Services, Actor]:
    return _open(sqlite_store, tmp_path, clock)


def _fill(office: tuple[Services, Actor], clock: SetClock, **other: object) -> DemoResult:
    wanted: dict[str, object] = {"people": 3, "leads": 70, "days": 3, "seed": 5, "calls_a_day": 20, **other}
    return fill(*office, clock=clock, password=NEW_PASSWORD, passwords=QuickPasswords(), **wanted)  # type: ignore[arg-type]


def _rows(store: Store, table: Table) -> list[dict[str, object]]:
    with store.read() as work:
        return [dict(row) for row in work.connection.execute(select(table)).mappings()]


def test_past_work_is_believable_and_complete(
    store: Store, office: tuple[Services, Actor], clock: SetClock
) -> None:
    services, admin = office
    a_day = 20 if IS_SOAK or store.engine.dialect.name == "sqlite" else 16  # fewer take no breaks
    done = _fill(office, clock, calls_a_day=a_day)
    made = _rows(store, calls)
    assert (done.people, done.teams, done.leads, done.calls) == (3, 1, 70, len(made))
    assert done.calls > 5 * a_day
    # three working days before Fri 20 Nov 2026
    assert [day.isoformat() for day in done.days] == ["2026-11-17", "2026-11-18", "2026-11-19"]
    for call in made:
        dialled, closed = call["dialled_at"], call["closed_at"]
        assert isinstance(dialled, datetime)
        assert isinstance(closed, datetime)
        assert 10 <= dialled.astimezone(INDIA).hour < 19
        assert dialled < closed < clock.now()
        assert dialled.astimezone(INDIA).date() in done.days
        assert call["state"] == "closed"
        assert call["disposition_code"]
        if call["answered_at"] is not None:
            assert "human" in str(call["disposition_flags"])
    promised = Counter(str(c["state"]) for c in _rows(store, callbacks))
    assert promised.total() == done.callbacks
    assert promised["kept"] > 0
    assert {entry["claimed_by"] for entry in _rows(store, queue_entries)} == {None}
    changed = Counter(str(c["state"]) for c in _rows(store, presence))
    assert changed["break"] == changed["ready"] > 0
    worked = [s for s in _rows(store, sessions) if s["person_id"] != admin.person_id]
    assert len(worked) >= 6
    assert all(s["signed_out_at"] is not None for s in worked)
    assert all(re.fullmatch(r"\+919800\d{6}", str(p["e164"])) for p in _rows(store, phones))
    kinds = {row["act"] for row in _rows(store, audit)}
    assert {"call.completed", "signed_out", "demo_filled"} <= kinds
    signed = services.people.sign_in(done.callers[0], NEW_PASSWORD)
    assert not signed.must_change_password
    _check_counters(store)


def _check_counters(store: Store) -> None:
    """What leads and phones count is what the calls say."""
    made = _rows(store, calls)
    dialled, rung = Counter(c["lead_id"] for c in made), Counter(c["phone_id"] for c in made)
    assert all(lead["attempts"] == dialled[lead["id"]] for lead in _rows(store, leads))
    assert all(phone["attempts"] == rung[phone["id"]] <= 8 for phone in _rows(store, phones))


def _work_of(store: Store) -> list[tuple[object, ...]]:
    """Who called whom when with which result, without ids."""
    names = {lead["id"]: lead["name"] for lead in _rows(store, leads)}
    who = {person["id"]: person["sign_in_name"] for person in _rows(store, people)}
    numbers = {phone["id"]: phone["e164"] for phone in _rows(store, phones)}
    return sorted(
        (c["dialled_at"], who[c["person_id"]], names[c["lead_id"]], numbers[c["phone_id"]],
         c["disposition_code"], c["talk_s"], c["note"])
        for c in _rows(store, calls)
    )  # type: ignore[type-var]  # fmt: skip


def test_the_same_seed_makes_up_the_same_work(
    sqlite_store: Store, postgres_store: Store, tmp_path: Path, clock: SetClock
) -> None:
    (tmp_path / "other").mkdir()
    few: dict[str, object] = {} if IS_SOAK else {"calls_a_day": 10}
    one = _fill(_open(sqlite_store, tmp_path, clock), clock, days=2, **few)
    other = _fill(_open(postgres_store, tmp_path / "other", clock), clock, days=2, **few)
    assert one == other
    assert _work_of(sqlite_store) == _work_of(postgres_store)


def test_another_seed_makes_up_other_work() -> None:
    assert list(Invented(1).leads(20)) == list(Invented(1).leads(20))
    assert list(Invented(1).leads(20)) != list(Invented(2).leads(20))


def test_larger_offices_get_team_leads(local_office: tuple[Services, Actor], clock: SetClock) -> None:
    done = _fill(local_office, clock, people=11, leads=10, days=1, calls_a_day=2)
    services, admin = local_office
    roles = Counter(p.role for p in services.people.list(admin))
    assert roles == {Role.ADMIN: 1, Role.TEAM_LEAD: 2, Role.TELECALLER: 9}
    assert (done.people, done.teams, len(done.callers)) == (11, 2, 9)


def test_without_days_there_are_only_people_and_leads(
    local_office: tuple[Services, Actor], clock: SetClock
) -> None:
    done = _fill(local_office, clock, people=1, leads=400, days=0)
    services, admin = local_office
    assert (done.leads, done.calls, done.callbacks, done.campaigns) == (400, 0, 0, 3)
    assert services.leads.count(admin, LeadQuery()) == 400


def test_refused_unless_empty_and_unless_admin(local_office: tuple[Services, Actor], clock: SetClock) -> None:
    services, admin = local_office
    services.people.add(admin, AddPerson("asha", "Asha Pawar", Role.TELECALLER, PASSWORD))
    with pytest.raises(UserError, match="empty workspace"):
        _fill(local_office, clock)
    asha = services.people.sign_in("asha", PASSWORD).actor
    with pytest.raises(NotAllowed):
        _fill((services, asha), clock)


def test_refused_when_there_are_leads(local_office: tuple[Services, Actor], clock: SetClock) -> None:
    services, admin = local_office
    services.leads.create(admin, NewLead("Ravi Chauhan", ("98000 00001",)))
    with pytest.raises(UserError, match="empty workspace"):
        _fill(local_office, clock)


class _Impatient:
    """Stops after some calls."""

    def __init__(self) -> None:
        self.done = 0

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Remember how far it is."""
        self.done = done

    def check(self) -> None:
        """Stop after three calls."""
        if self.done == 3:
            raise Cancelled


def test_stopping_half_way_is_told(local_office: tuple[Services, Actor], clock: SetClock) -> None:
    with pytest.raises(UserError, match="Stopped half-way"):
        _fill(local_office, clock, progress=_Impatient())


def test_skips_and_pauses_happen(sqlite_store: Store, tmp_path: Path, clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 20, 18, tzinfo=UTC))
    _fill(_open(sqlite_store, tmp_path, clock), clock, leads=150, days=3, calls_a_day=40)
    assert {c["reason"] for c in _rows(sqlite_store, presence)} >= {"Tea", "Lunch"}
    assert _rows(sqlite_store, skips)


@given(st.integers(0, 10**6))
def test_every_invented_row_is_taken_by_an_import(seed: int) -> None:
    parse = row_parser(list_mapping(), RowContext(datetime(2026, 11, 20, tzinfo=UTC).date(), {}))
    for row in Invented(seed).leads(20):
        parsed = parse(row)
        assert parsed.refused is None
        assert not parsed.problems
        assert parsed.name == row[0]
