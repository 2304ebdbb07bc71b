"""PostgreSQL keeps calls and audit in months of their ids; what was unique stays so, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from crm_desktop.clock import SetClock
from crm_desktop.domain.call import CallState
from crm_desktop.errors import StoreProblem
from crm_desktop.ids import id_at, new_id
from crm_desktop.store import migrate
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.server_care import look_after
from crm_desktop.store.settings import last_act_at
from crm_desktop.store.tables import audit, callbacks, calls, leads, people, workspace
from crm_desktop.store.unit_of_work import Store
from tests.made_up_calls import a_call, add_row
from tests.postgres import PgServer
from tests.stores import TEST_KEY

ZONE = "Asia/Kolkata"
NOW = datetime.now(UTC)


def _ids(store: Store) -> tuple[UUID, UUID]:
    """A person and a lead."""
    person, lead = new_id(), new_id()
    with store.write(None) as work:
        work.connection.execute(
            insert(people).values(
                id=person,
                sign_in_name=f"p{person.hex[-8:]}",
                display_name="Asha",
                role="admin",
                password_hash="",
                created_at=NOW,
            )
        )
        work.connection.execute(
            insert(leads).values(id=lead, name="Ravi", zone=ZONE, created_at=NOW, updated_at=NOW)
        )
    return person, lead


def _call(store: Store, person: UUID, lead: UUID, made: datetime, **more: Any) -> UUID:
    call = a_call(lead, person, made, ZONE, id=id_at(made), **more)
    with store.write(None) as work:
        add_row(work, call)
    return call.id


def _where(store: Store, name: str = "calls") -> dict[str, int]:
    """How many rows each month's table holds."""
    with store.read() as work:
        rows = work.connection.execute(
            text(f"SELECT tableoid::regclass::text AS part, count(*) FROM {name} GROUP BY 1")
        )
        return {row[0]: row[1] for row in rows}


def _ask(store: Store, sql: str) -> Any:
    with store.write(None) as work:
        return work.connection.execute(text(sql)).scalar()


def _month(at: datetime) -> str:
    return f"calls_{at:%Y_%m}"


def test_rows_lie_in_the_month_of_their_id_and_what_has_none_in_the_rest(postgres_store: Store) -> None:
    person, lead = _ids(postgres_store)
    ahead = [NOW + timedelta(days=31 * n) for n in (0, 1, 2)]
    for at in ahead:
        _call(postgres_store, person, lead, at)
    _call(postgres_store, person, lead, datetime(2001, 5, 1, tzinfo=UTC))
    assert _where(postgres_store) == {**{_month(at): 1 for at in ahead}, "calls_rest": 1}
    assert _ask(postgres_store, "SELECT keep_partitions()") == 0  # nothing of before 2010 gets a month


def test_rows_of_the_rest_move_to_their_month_with_all_that_points_at_them(postgres_store: Store) -> None:
    """Nobody signed in for half a year, then somebody does: the months are made and filled."""
    store = postgres_store
    person, lead = _ids(store)
    late = [datetime(2019, 3, day, tzinfo=UTC) for day in (1, 15, 31)] + [datetime(2019, 4, 1, tzinfo=UTC)]
    made = [_call(store, person, lead, at) for at in late]
    running = _call(store, person, lead, datetime(2019, 4, 2, tzinfo=UTC), state=CallState.OPEN)
    with store.write(None) as work:
        work.connection.execute(
            insert(callbacks),
            [
                {
                    "id": new_id(),
                    "lead_id": lead,
                    "call_id": id,
                    "owner_id": person,
                    "due_at": NOW,
                    "created_at": NOW,
                }
                for id in (*made, running)
            ],
        )
    assert _where(store) == {"calls_rest": 5}
    assert _ask(store, "SELECT keep_partitions()") == 2
    assert _where(store) == {"calls_2019_03": 3, "calls_2019_04": 2}
    with store.read() as work:
        joined = select(func.count()).select_from(callbacks.join(calls, calls.c.id == callbacks.c.call_id))
        assert work.connection.execute(joined).scalar_one() == 5
        assert migrate.differences(work.connection) == []  # the references are what they were
    assert _ask(store, "SELECT count(*) FROM open_calls") == 1
    with pytest.raises(IntegrityError), store.write(None) as work:
        work.connection.execute(text("DELETE FROM calls WHERE state = 'closed'"))
    with pytest.raises(IntegrityError), store.write(None) as work:
        work.connection.execute(update(callbacks).values(call_id=new_id()))


def test_months_are_made_once_and_three_ahead(postgres_store: Store) -> None:
    store = postgres_store
    missing = _month(NOW + timedelta(days=62))
    with store.write(None) as work:
        work.connection.execute(text(f"ALTER TABLE calls DETACH PARTITION {missing}"))
        work.connection.execute(text(f"DROP TABLE {missing}"))
    look_after(store)
    look_after(store)
    with store.read() as work:
        names = text("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
        tables = set(work.connection.execute(names).scalars())
    year, month = NOW.year, NOW.month
    for n in range(4):
        y, m = year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1
        assert {f"calls_{y}_{m:02}", f"audit_{y}_{m:02}"} <= tables


def test_one_running_call_a_person_and_one_out_a_lead(postgres_store: Store) -> None:
    """Over months too, whatever way a call comes to run; and what has ended frees both."""
    store = postgres_store
    person, lead = _ids(store)
    other, other_lead = _ids(store)
    before, after = NOW - timedelta(days=40), NOW
    first = _call(store, person, lead, before, state=CallState.OPEN)
    with pytest.raises(IntegrityError, match="uq_calls_open_person"):
        _call(store, person, other_lead, after, state=CallState.OPEN)
    with pytest.raises(IntegrityError, match="uq_calls_open_lead"):
        _call(store, other, lead, after, state=CallState.OPEN)
    second = _call(store, other, other_lead, after, state=CallState.OPEN)
    with pytest.raises(IntegrityError, match="uq_calls_open_lead"), store.write(None) as work:
        work.connection.execute(update(calls).where(calls.c.id == second).values(lead_id=lead))
    with store.write(None) as work:  # a relative may ring meanwhile
        work.connection.execute(
            update(calls).where(calls.c.id == second).values(direction="in", lead_id=lead)
        )
        work.connection.execute(update(calls).where(calls.c.id == first).values(state="closed"))
    third = _call(store, person, lead, after, state=CallState.OPEN)
    with pytest.raises(IntegrityError, match="uq_calls_open_person"), store.write(None) as work:
        work.connection.execute(update(calls).where(calls.c.id == first).values(state="open"))
    with store.write(None) as work:
        work.connection.execute(text("DELETE FROM calls WHERE id = :id"), {"id": third})
        work.connection.execute(update(calls).where(calls.c.id == first).values(state="open"))
    with store.read() as work:
        kept = work.connection.execute(text("SELECT call_id FROM open_calls")).scalars().all()
    assert sorted(kept) == sorted([first, second])


@pytest.fixture
def owned(pg_server: PgServer) -> Iterator[tuple[Engine, str]]:
    """A store in a schema of a role that is no superuser, and a login that may write calls and audit."""
    database = pg_server.fresh()
    admin = open_postgres_engine(database.url())
    owner, login = (
        f"owner_of_{database.name}",
        f"login_of_{database.name}",
    )  # "crm_test_…" are a team's people
    with admin.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
        connection.exec_driver_sql(f"CREATE ROLE {owner} NOLOGIN")
        connection.exec_driver_sql(f"CREATE ROLE {login} LOGIN")
        connection.exec_driver_sql(f"CREATE SCHEMA crm_shakti AUTHORIZATION {owner}")

    def as_owner(driver: Any, _record: object) -> None:
        driver.execute(f"SET ROLE {owner}")
        driver.execute("SET search_path = crm_shakti, public")
        driver.commit()

    event.listen(admin, "connect", as_owner)
    admin.dispose()
    migrate.upgrade(admin)
    with admin.begin() as connection:
        for what in ("USAGE ON SCHEMA crm_shakti", "USAGE ON ALL SEQUENCES IN SCHEMA crm_shakti"):
            connection.exec_driver_sql(f"GRANT {what} TO {login}")
        for table in ("calls", "audit"):
            connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE ON crm_shakti.{table} TO {login}")
    yield admin, database.url(login)
    admin.dispose()
    pg_server.drop(database)


def test_the_server_refuses_ids_far_from_its_clock(owned: tuple[Engine, str], clock: SetClock) -> None:
    """Whoever can't act as the owner writes ids of now; the owner brings a past along."""
    admin, url = owned
    as_owner = Store(admin, clock)
    person, lead = _ids(as_owner)
    _call(as_owner, person, lead, NOW - timedelta(days=900))
    with as_owner.write(None) as work:  # this login is nobody's sign-in, of whom no call is kept
        work.connection.execute(text("DROP TRIGGER call_within_reach ON calls"))
    engine = open_postgres_engine(url)

    def path(driver: Any, _record: object) -> None:
        driver.execute("SET search_path = crm_shakti, public")
        driver.commit()

    event.listen(engine, "connect", path)
    store = Store(engine, clock)
    _call(store, person, lead, NOW, state=CallState.OPEN)
    for at in (NOW + timedelta(days=2), NOW - timedelta(days=40)):
        with pytest.raises(StoreProblem, match="clock"):
            _call(store, person, lead, at)
        with pytest.raises(StoreProblem, match="clock"), store.write(None) as work:
            work.connection.execute(
                insert(audit).values(id=id_at(at), at=NOW, act="forged", subject_kind="call")
            )
    assert not look_after(store)
    store.close()


def test_what_the_second_schema_holds_is_carried_over(
    pg_server: PgServer, clock: SetClock, tmp_path: Path
) -> None:
    database = pg_server.fresh()
    engine = open_postgres_engine(database.url())
    migrate.upgrade(engine, "0002")
    store = Store(engine, clock)
    person, lead = _ids(store)
    made = [_call(store, person, lead, NOW - timedelta(days=20 * n)) for n in range(12)]
    made.append(_call(store, person, lead, datetime(1999, 1, 1, tzinfo=UTC)))
    running = _call(store, person, lead, NOW, state=CallState.OPEN)
    with store.write(None) as work:
        work.connection.execute(
            insert(callbacks).values(
                id=new_id(), lead_id=lead, call_id=made[3], owner_id=person, due_at=NOW, created_at=NOW
            )
        )
    for number in range(25):
        with store.write(None) as work:
            work.record("tested", "thing", None, number=number)
    migrate.upgrade(engine)
    with store.read() as work:
        assert migrate.differences(work.connection) == []
        found = work.connection.execute(select(calls.c.id)).scalars().all()
        assert sorted(found) == sorted([*made, running])
        acts = work.connection.execute(select(audit.c.detail).order_by(audit.c.tx, audit.c.no)).scalars()
        assert [detail["number"] for detail in acts] == list(range(25))
        assert last_act_at(work) == clock.now()
    assert len(_where(store)) > 6
    assert _where(store)["calls_rest"] == 1
    with pytest.raises(IntegrityError, match="uq_calls_open_person"):
        _call(store, person, lead, NOW, state=CallState.OPEN)
    with store.write(None) as work:
        work.record("tested", "thing", None)
    sealer = Sealer(store, TEST_KEY)
    assert sealer.seal() is not None
    assert sealer.verify().rows == 26
    store.close()
    pg_server.drop(database)


def test_a_store_put_back_on_another_server_goes_on_behind_what_was_there(postgres_store: Store) -> None:
    """Another server counts transactions from elsewhere: else new acts would never be sealed."""
    store = postgres_store
    with store.write(None) as work:
        work.connection.execute(
            insert(workspace).values(
                id=new_id(),
                name="Shakti",
                country="IN",
                currency="INR",
                zone=ZONE,
                created_at=NOW,
                epoch=UUID(int=5),
            )
        )
    assert not look_after(store)
    sealer = Sealer(store, TEST_KEY)
    far = 10**12  # as a busy server may have counted
    with store.write(None) as work:
        work.connection.execute(
            insert(audit).values(id=new_id(), at=NOW, act="there", subject_kind="thing", tx=far, no=7_000)
        )
        work.connection.execute(text("UPDATE server_marks SET mark = 'another server'"))
        work.connection.execute(text("ALTER SEQUENCE audit_no_seq RESTART WITH 8000"))
    assert look_after(store)
    assert not look_after(store)
    assert _ask(store, "SELECT epoch::text FROM workspace") != str(UUID(int=5))
    assert sealer.seal() is not None
    with store.write(None) as work:
        work.record("here", "thing", None)
    head = sealer.seal()
    assert head is not None
    assert head.no == 2
    report = sealer.verify(head)
    assert (report.rows, report.unsealed, report.problems) == (2, 0, ())
