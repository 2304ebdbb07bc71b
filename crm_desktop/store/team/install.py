"""Making a team's schema, roles and rights on a server, and bringing them up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, text

from crm_desktop.domain.people import Role
from crm_desktop.errors import StoreProblem
from crm_desktop.store import migrate
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.tables import metadata
from crm_desktop.store.team import functions
from crm_desktop.store.team.catalogue import keep_marks
from crm_desktop.store.team.connection import ServerNewer
from crm_desktop.store.team.logins import hand_over
from crm_desktop.store.team.names import TeamNames
from crm_desktop.store.team.rights import RIGHTS

AT_ONCE = 200  # statements on one way to the server
UPGRADE_WAIT_S = 20.0
_WATCHING = ("pg_read_all_stats", "pg_signal_backend")


class BeingUpgraded(StoreProblem):
    """Another computer brings the server up to date."""

    def __init__(self) -> None:
        super().__init__(
            "Another computer is bringing the server up to date. Wait until it is done, then try again."
        )


def install(engine: Engine, names: TeamNames, then: Callable[[Connection], None] | None = None) -> str:
    """Schema, tables, roles, functions and rights, in one transaction, by one computer at a time.

    The engine's login administers the server. An older schema is brought up to date: what is there stays.
    `then` goes on in the same transaction, with nothing kept when it raises. Gives the data version that was
    there, "" for none. Raises `BeingUpgraded`, `ServerNewer` and what the server says.
    """
    found: list[str] = []

    def before(connection: Connection) -> None:
        alone(connection, names)
        make_roles(connection, names)
        make_schema(connection, names)
        found.append(migrate.current(connection) or "")
        if found[0] and found[0] not in migrate.known_revisions():
            raise ServerNewer

    def before_commit(connection: Connection) -> None:
        apply_rights(connection, names)
        if then is not None:
            then(connection)

    migrate.upgrade(engine, before=before, before_commit=before_commit)
    return found[0]


def alone(connection: Connection, names: TeamNames) -> None:
    """Be the only computer that installs until the transaction ends; `BeingUpgraded` after a while.

    The transaction's lock, not the session's: through a pooler a session is nobody's.
    """
    deadline = time.monotonic() + UPGRADE_WAIT_S
    lock = "SELECT pg_try_advisory_xact_lock(hashtext('crm-desktop upgrade'), hashtext(%s))"
    while not connection.exec_driver_sql(lock, (names.slug,)).scalar_one():
        if time.monotonic() > deadline:
            raise BeingUpgraded
        time.sleep(0.2)


def remove(engine: Engine, names: TeamNames) -> None:
    """Take the schema and every role of a workspace off the server, with all that is in it."""
    with engine.connect() as connection, connection.begin():
        run = connection.exec_driver_sql
        fixed = [names.owner, names.keeper, *names.groups]
        found = "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)"
        people = run(
            "SELECT DISTINCT r.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
            "JOIN pg_roles r ON r.oid = m.member WHERE g.rolname = ANY (%s) AND starts_with(r.rolname, %s)",
            (list(names.groups), names.person_prefix),
        ).scalars()
        logins = [name for name in people if name not in fixed]
        if logins and run("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").scalar_one():
            run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY (%s)", (logins,))
        run(f'GRANT "{names.owner}", "{names.keeper}" TO CURRENT_USER')
        run(f'SET LOCAL ROLE "{names.owner}"')
        run(f"DROP SCHEMA IF EXISTS {names.schema} CASCADE")
        run("RESET ROLE")
        for role in [*logins, *run(found, (fixed,)).scalars()]:
            run(f'DROP ROLE "{role}"')


def make_roles(connection: Connection, names: TeamNames) -> None:
    """The owner, the keeper and the three groups; nobody signs in as any of them."""
    known = set(
        connection.execute(
            text("SELECT rolname FROM pg_roles WHERE rolname = ANY (:wanted)"),
            {"wanted": [names.owner, names.keeper, *names.groups]},
        ).scalars()
    )
    for role in (names.owner, *names.groups):
        if role not in known:
            connection.execute(text(f'CREATE ROLE "{role}" NOLOGIN'))
    if names.keeper not in known:
        connection.execute(text(f'CREATE ROLE "{names.keeper}" NOLOGIN CREATEROLE'))
    for group in names.groups:  # from PostgreSQL 16 on, only who administers a role may grant it
        connection.execute(text(f'GRANT "{group}" TO "{names.keeper}" WITH ADMIN OPTION'))
    # To see and end what holds everybody up; hosted servers may not give it.
    for watching in _WATCHING:
        try:
            with connection.begin_nested():
                connection.execute(text(f'GRANT {watching} TO "{names.owner}"'))
        except ServerForbids:
            continue
    for role in (names.owner, names.keeper):  # where the administrator is no superuser
        connection.execute(text(f'GRANT "{role}" TO CURRENT_USER'))


def make_schema(connection: Connection, names: TeamNames) -> None:
    """The schema and the trigram search; everything made from here on is the owner's."""
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS {names.schema} AUTHORIZATION "{names.owner}"'))
    connection.execute(text(f"SET LOCAL search_path = {search_path(connection, names)}"))
    connection.execute(text(f'SET LOCAL ROLE "{names.owner}"'))


def search_path(connection: Connection, names: TeamNames) -> str:
    """The team's schema, then where the server has the trigram search."""
    place = connection.execute(
        text(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
            "WHERE e.extname = 'pg_trgm'"
        )
    ).scalar_one()
    return names.schema if place == names.schema else f'{names.schema}, "{place}"'


def apply_rights(connection: Connection, names: TeamNames) -> None:
    """Take every right away and give anew those of the permission table; policies and functions likewise."""
    driver: Any = connection.connection.driver_connection
    statements = list(rights_statements(connection, names))  # two and a half thousand: not one way for each
    for start in range(0, len(statements), AT_ONCE):
        # As they are: bodies of functions hold what SQLAlchemy takes for parameters.
        driver.execute("\n;\n".join(statements[start : start + AT_ONCE]))
    connection.execute(text(f'SET LOCAL ROLE "{names.owner}"'))
    keep_marks(connection, names)
    connection.execute(text("RESET ROLE"))
    hand_over(connection, names)


def rights_statements(connection: Connection, names: TeamNames) -> Iterator[str]:
    """What gives the rights, in order."""
    path = search_path(connection, names)
    groups = ", ".join(f'"{group}"' for group in names.groups)
    yield f"SET LOCAL search_path = {path}"
    yield f'SET LOCAL ROLE "{names.owner}"'
    for policy in connection.execute(
        text("SELECT tablename, policyname FROM pg_policies WHERE schemaname = :schema"),
        {"schema": names.schema},
    ):
        yield f"DROP POLICY {policy.policyname} ON {policy.tablename}"
    yield f"REVOKE ALL ON SCHEMA {names.schema} FROM PUBLIC"
    yield f'GRANT USAGE ON SCHEMA {names.schema} TO {groups}, "{names.keeper}"'
    yield f'GRANT CREATE ON SCHEMA {names.schema} TO "{names.keeper}"'
    yield "RESET ROLE"
    yield from _functions(names, path)
    yield f'SET LOCAL ROLE "{names.owner}"'
    yield f'REVOKE CREATE ON SCHEMA {names.schema} FROM "{names.keeper}"'
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {names.schema} FROM PUBLIC, {groups}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {names.schema} FROM PUBLIC, {groups}"
    for table in [*metadata.tables, "alembic_version"]:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield from _table_rights(table, names)
    yield f'GRANT SELECT, INSERT, UPDATE ON people TO "{names.keeper}"'
    yield f'CREATE POLICY keeper ON people TO "{names.keeper}" USING (true) WITH CHECK (true)'
    # `no` of leads, audit and changes counts by itself; a sequence's number tells nothing about anybody.
    yield f"GRANT USAGE ON SEQUENCE leads_no_seq, audit_no_seq, changes_no_seq TO {groups}"
    yield "SELECT make_reach_counters(id) FROM people"
    yield "RESET ROLE"


def _functions(names: TeamNames, path: str) -> Iterator[str]:
    for function in functions.ALL:
        owner = names.keeper if function.is_of_keeper else names.owner
        yield f'SET LOCAL ROLE "{owner}"'
        yield from function.statements(names, path)
        yield f"REVOKE ALL ON FUNCTION {function.name} FROM PUBLIC"
        for role in Role:
            word = "GRANT" if role in function.callers else "REVOKE"
            towards = "TO" if role in function.callers else "FROM"
            yield f'{word} EXECUTE ON FUNCTION {function.name} {towards} "{names.group(role)}"'
        other = names.owner if function.is_of_keeper else names.keeper
        yield f'GRANT EXECUTE ON FUNCTION {function.name} TO "{other}"'
        yield "RESET ROLE"


def _table_rights(table: str, names: TeamNames) -> Iterator[str]:
    for number, right in enumerate(RIGHTS[table]):
        for role in Role:
            condition = right.condition(role)
            if condition is None:
                continue
            group = names.group(role)
            columns = f" ({', '.join(right.columns)})" if right.columns else ""
            yield f'GRANT {right.command}{columns} ON {table} TO "{group}"'
            name = f"{right.command.lower()}_{number}_{role.value}"
            using = "" if right.command == "INSERT" else f" USING ({condition})"
            check = ""
            if right.command in ("INSERT", "UPDATE"):
                after = condition if right.check is None else right.condition(role, right.check)
                check = f" WITH CHECK ({after})"
            yield f'CREATE POLICY {name} ON {table} FOR {right.command} TO "{group}"{using}{check}'
