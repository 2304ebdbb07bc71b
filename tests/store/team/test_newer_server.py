"""A team whose server becomes PostgreSQL's newest: nobody's rights change, people can be managed on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.errors import LoginNotKept, translated
from crm_desktop.store.team.catalogue import differences
from crm_desktop.store.team.install import install
from crm_desktop.store.team.logins import SINCE
from crm_desktop.store.team.scram import verifier
from tests.calling_office import CallingOffice
from tests.postgres import NEWEST, PgDatabase, PgServer, find_binaries
from tests.store.team.conftest import Connect, sign_in
from tests.stores import TEAM, by_its_own_clock

ROLES = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'crm_test_') AND rolcanlogin ORDER BY 1"

MARK = re.compile(r"^ALTER TABLE .* SET \(pg_attver=\d+\);\n", re.MULTILINE)


@pytest.fixture
def newest() -> Iterator[PgServer]:
    """A server of the newest PostgreSQL on which nobody was yet."""
    binaries = find_binaries(NEWEST)
    if binaries is None:
        pytest.skip("the newest PostgreSQL has no package for this machine")
    server = PgServer(binaries)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def moved(database: PgDatabase, newest: PgServer, folder: Path) -> PgDatabase:
    """The database and its roles there, by the newer server's programs, as pg_upgrade and Debian do it."""
    binaries = find_binaries(NEWEST)
    assert binaries is not None
    there, dump, roles = newest.fresh(), folder / "crm.sql", folder / "roles.sql"

    def run(program: str, *arguments: str) -> None:
        subprocess.run([binaries / program, *arguments], check=True, capture_output=True)

    run("pg_dump", f"--file={dump}", database.url())
    run("pg_dumpall", "--roles-only", f"--file={roles}", f"--dbname={database.url()}")
    # 15.20 marks columns in a way that a newest release from before that day doesn't know.
    dump.write_text(MARK.sub("", dump.read_text("utf-8")), "utf-8")
    run("psql", "-X", "-q", f"--file={roles}", there.url())
    run("psql", "-X", "-q", "--set=ON_ERROR_STOP=1", f"--file={dump}", there.url())
    return there


def test_who_came_along_is_the_programs_to_change_once_the_server_was_upgraded(
    database: PgDatabase, office: CallingOffice, connect: Connect, newest: PgServer, tmp_path: Path
) -> None:
    office.add_lead("Kavya Iyer", owner=office.office.asha)
    for name in ("asha", "joseph", "rohini"):
        was: int = connect(name).info.server_version
    there = moved(database, newest, tmp_path)
    engine = open_postgres_engine(there.url(), search_path=f"{TEAM.schema},public")

    def differing() -> tuple[str, ...]:
        with engine.begin() as connection:
            by_its_own_clock(connection.connection.driver_connection)  # type: ignore[arg-type]
            return differences(connection, TEAM)

    def as_admin(sql: str, *given: object) -> Any:
        with psycopg.connect(
            there.url(TEAM.person("rohini")), options=f"-c search_path={TEAM.schema},public", autocommit=True
        ) as connection:
            sign_in(connection)
            return connection.execute(sql.encode(), given).fetchone()

    with engine.connect() as connection:
        people = connection.execute(text(ROLES)).scalars().all()
    asha, joseph = office.office.asha.person_id, office.office.lead.person_id
    makes_lead = (
        f"SELECT change_person('{asha}', (SELECT version FROM people WHERE id = '{asha}'), 'A', %s, NULL)"
    )
    acts = [
        (makes_lead, "team_lead"),
        ("SELECT person_enabled(%s, false)", joseph),
        (f"SELECT one_time_password_set('{joseph}', %s, now())", verifier("once")),
    ]
    if was < SINCE:  # nobody's rights are others, but the program has lost its own over them, and says so
        assert differing() == tuple(f"role {name} is not the program's to change" for name in people)
        for sql, given in acts:
            with pytest.raises(psycopg.Error) as refused:
                as_admin(sql, given)
            assert isinstance(translated(refused.value), LoginNotKept), sql
    install(engine, TEAM)
    assert differing() == ()
    for sql, given in acts:
        as_admin(sql, given)
    add = "SELECT add_person(gen_random_uuid(), 'kiran', 'Kiran Rao', 'telecaller', NULL, %s, NULL)"
    as_admin(add, verifier("made up words"))
    groups = """SELECT string_agg(g.rolname, ',') FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        WHERE m.member = %s::regrole"""
    assert as_admin(groups, TEAM.person("asha")) == ("crm_test__team_lead",)
    assert as_admin("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", TEAM.person("joseph")) == (False,)
    assert differing() == ()
    # Somebody grants past the program: said, and taken back when the rights are given anew.
    with engine.begin() as connection:
        connection.exec_driver_sql('GRANT "crm_test__admin" TO "crm_test_kiran"')
    assert differing() == ("role crm_test_kiran has more than a person may",)
    install(engine, TEAM)
    assert differing() == ()
    engine.dispose()
