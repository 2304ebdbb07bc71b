"""Transactions that hold everybody up are seen and ended by an admin, and by nobody else."""

from __future__ import annotations

import psycopg
import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.errors import NotAllowed
from crm_desktop.services.doctor import State
from crm_desktop.services.team.health import TeamHealth
from tests.calling_office import CallingOffice
from tests.store.team.conftest import Connect, sign_in
from tests.stores import TEAM, by_its_own_clock


def health(office: CallingOffice) -> TeamHealth:
    return TeamHealth(office.store, TEAM, SystemClock())


def test_a_sound_server(office: CallingOffice, administrator: psycopg.Connection[object]) -> None:
    by_its_own_clock(administrator)
    found = health(office).examine(office.office.admin)
    assert [(f.what, f.state) for f in found] == [
        ("schema", State.SOUND),
        ("rights", State.SOUND),
        ("clock", State.SOUND),
        ("transactions", State.SOUND),
    ]
    assert [f.what for f in health(office).examine(office.office.asha)] == ["schema", "rights", "clock"]


def test_rights_changed_past_the_program(
    office: CallingOffice, administrator: psycopg.Connection[object]
) -> None:
    by_its_own_clock(administrator)
    administrator.execute("CREATE POLICY more ON leads USING (true)")
    finding = health(office).examine(office.office.admin)[1]
    assert (finding.state, "table leads" in finding.told) == (State.BROKEN, True)


def test_only_an_admin_ends_transactions(office: CallingOffice, connect: Connect) -> None:
    for name in ("asha", "joseph"):
        connection = connect(name)
        sign_in(connection)
        for act in ("long_transactions(1)", "end_long_transactions(1)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT {act}")
    with pytest.raises(NotAllowed):
        health(office).end_long_transactions(office.office.lead)
    assert health(office).end_long_transactions(office.office.admin) == 0


def test_a_transaction_left_open_is_named_and_ended(
    office: CallingOffice, connect: Connect, administrator: psycopg.Connection[object]
) -> None:
    # A minute is long for a test: the function's own limit is moved, as an administrator of the server can.
    body = administrator.execute("SELECT pg_get_functiondef('long_transactions'::regproc)").fetchone()
    ending = administrator.execute("SELECT pg_get_functiondef('end_long_transactions'::regproc)").fetchone()
    for row in (body, ending):
        assert row is not None
        now = str(row[0]).replace("greatest(p_minutes, 1)", "0")  # type: ignore[index]
        administrator.execute(now.encode())
    idle = connect("asha")
    sign_in(idle)
    idle.execute("BEGIN")
    idle.execute("SELECT 1")
    found = health(office).examine(office.office.admin)[3]
    assert (found.state, "asha" in found.told) == (State.WARNING, True)
    assert health(office).end_long_transactions(office.office.admin) == 1
    with pytest.raises(psycopg.OperationalError):
        idle.execute("SELECT 1")
    holding = connect("asha")  # no transaction at all, and yet nobody else imports
    holding.execute("SELECT pg_advisory_lock(7243001)")
    found = health(office).examine(office.office.admin)[3]
    assert (found.state, "asha" in found.told) == (State.WARNING, True)
    assert health(office).end_long_transactions(office.office.admin) == 1
    with pytest.raises(psycopg.OperationalError):
        holding.execute("SELECT 1")
