"""The second factor on a server: whoever has the password alone gets no token, however they try."""

from __future__ import annotations

import hashlib
import hmac
import os
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.second_factor import CodeNeeded, WrongCode, code_of, hash_of, step_of
from crm_desktop.errors import NotAllowed
from crm_desktop.services.second_factor import TeamSecondFactorService
from crm_desktop.store.team.functions.second_factor import TRIES
from tests.calling_office import CallingOffice
from tests.store.team.conftest import Connect, sign_in

Connection = psycopg.Connection[Any]
SECRET = bytes(range(20))


def code_now(ahead: int = 0) -> str:
    return code_of(SECRET, step_of(datetime.now(UTC)) + ahead)


@pytest.fixture
def asha(connect: Connect) -> Connection:
    """Asha, signed in and with a second factor in use; one code on paper."""
    connection = connect("asha")
    sign_in(connection)
    connection.execute("SELECT second_factor_begin(%s)", (SECRET,))
    passed = connection.execute(
        "SELECT second_factor_confirm(%s, %s)", (code_now(-1), [hash_of("ABCDE-FGHJK")])
    ).fetchone()
    assert passed == (True,)
    return connection


def enter(connection: Connection, code: str, session: object = None) -> Any:
    return connection.execute(
        "SELECT * FROM sign_in(%s, 'desk', 20261129, %s)", (session or uuid4(), code)
    ).fetchone()


def test_sha_1_and_codes_are_those_of_python(administrator: Connection) -> None:
    for length in (0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 200):
        said = os.urandom(length)
        assert administrator.execute("SELECT sha1_of(%s)", (said,)).fetchone() == (
            hashlib.sha1(said, usedforsecurity=False).digest(),
        )
    for step in (1, 37037036, 41152263, 66666666, 666666666):
        secret = os.urandom(20)
        found = administrator.execute("SELECT second_factor_code(%s, %s)", (secret, step)).fetchone()
        assert found == (code_of(secret, step),)


def test_the_password_alone_gives_no_token(asha: Connection) -> None:
    with pytest.raises(psycopg.Error, match="a code is needed"):
        enter(asha, "")
    with pytest.raises(psycopg.Error, match="another code"):
        enter(asha, "000 000 0")
    assert enter(asha, code_now()).token
    with pytest.raises(psycopg.Error, match="another code"):
        enter(asha, code_now())  # used
    assert enter(asha, "abcde fghjk").token
    with pytest.raises(psycopg.Error, match="another code"):
        enter(asha, "ABCDE-FGHJK")


def test_an_earlier_sign_in_goes_on_by_its_own_key(asha: Connection) -> None:
    session = uuid4()
    granted = enter(asha, code_now(), session)
    proof = hmac.digest(bytes(granted.mac_key), str(session).encode(), "sha256").hex()
    assert enter(asha, proof, session).token
    with pytest.raises(psycopg.Error, match="a code is needed"):
        enter(asha, "", session)
    with pytest.raises(psycopg.Error, match="another code"):
        enter(asha, proof, uuid4())


def test_a_rollback_gives_no_further_tries(asha: Connection) -> None:
    refused = ""
    for _ in range(TRIES + 1):
        with pytest.raises(psycopg.Error) as told, asha.transaction():
            enter(asha, "111111x")
        refused = str(told.value)
    assert "too many codes" in refused
    with pytest.raises(psycopg.Error, match="too many codes"):
        enter(asha, code_now())


def test_nobody_reads_or_changes_another_ones(
    asha: Connection, connect: Connect, office: CallingOffice
) -> None:
    imran, lead, admin = connect("imran"), connect("joseph"), connect("rohini")
    person = office.office.asha.person_id
    for other in (asha, imran, lead, admin):
        if other is not asha:
            sign_in(other)
        for statement in (
            "SELECT * FROM second_factors", "DELETE FROM second_factors",
            "UPDATE second_factors SET confirmed_at = NULL",
            "SELECT second_factor_passes('{}', '123456', true)", "SELECT second_factor_code('x', 1)",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                other.execute(statement.format(person).encode())
    for other in (asha, imran, lead):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            other.execute("SELECT second_factor_drop_of(%s)", (person,))
    with pytest.raises(psycopg.Error, match="in use"):
        asha.execute("SELECT second_factor_begin(%s)", (SECRET,))
    assert asha.execute("SELECT second_factor_confirm(%s, '{}')", (code_now(1),)).fetchone() == (False,)
    assert admin.execute("SELECT second_factor_drop_of(%s)", (person,)).fetchone() == (True,)
    assert enter(asha, "").token


def test_the_service_keeps_it_on_the_server(office: CallingOffice, clock: SetClock) -> None:
    service, admin, caller = (
        TeamSecondFactorService(office.store, "Test"),
        office.office.admin,
        office.office.asha,
    )
    assert service.is_missing(admin)
    assert not service.is_missing(caller)
    setup = service.begin(admin)
    assert setup.address.startswith("otpauth://totp/Test:rohini?")
    import base64

    secret = base64.b32decode(setup.secret.replace(" ", ""))
    with pytest.raises(WrongCode):
        service.confirm(admin, "12345")
    paper = service.confirm(admin, code_of(secret, step_of(clock.now())))
    assert (service.state(admin).codes_left, service.is_missing(admin)) == (8, False)
    with pytest.raises(WrongCode):
        service.drop(admin, "nonsense")
    with pytest.raises(NotAllowed):
        service.drop_of(caller, admin.person_id)
    service.drop(admin, paper[0])
    assert service.state(admin).since is None


def test_what_the_program_is_told() -> None:
    from crm_desktop.store.team.connection import _of_state

    class Told(Exception):
        sqlstate = "CR007"

    assert isinstance(_of_state(Told()), CodeNeeded)
