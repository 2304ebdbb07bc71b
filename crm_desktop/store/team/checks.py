"""Is a server fit for a team? What is missing, and the statement or command that mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crm_desktop.store.team.server import ServerPlace

if TYPE_CHECKING:
    import psycopg

OLDEST = 150_000
EXTENSION = "pg_trgm"
# Clocks are corrected by what is measured at sign-in; further apart one of the two is simply wrong.
FURTHEST_CLOCK = timedelta(minutes=5)
CLOCK_NOTED = timedelta(seconds=30)
CONNECTIONS_WANTED = 50


class CheckState(StrEnum):
    """How a check went; only what is missing stands in the way."""

    GOOD = "good"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at on a server: what, how it is, and what mends it (empty when nothing must be)."""

    what: str
    state: CheckState
    told: str
    mend: str = ""


def check_server(connection: psycopg.Connection[Any], place: ServerPlace, now: datetime) -> tuple[Check, ...]:
    """Look at everything a team's store needs, as the administrator; changes nothing. `now` is aware."""
    looks: tuple[Callable[[], Check], ...] = (
        lambda: _version(connection),
        lambda: _encoding(connection),
        lambda: _letters(connection),
        lambda: _encryption(connection, place),
        lambda: _role(connection),
        lambda: check_rights(connection, place),
        lambda: _extension(connection),
        lambda: _clock(connection, now),
        lambda: _passwords(connection, place),
        lambda: _connections(connection),
    )
    return tuple(look() for look in looks)


def _one(connection: psycopg.Connection[Any], sql: str, *values: object) -> Any:
    row = connection.execute(sql.encode(), values or None).fetchone()
    return None if row is None else row[0]


def _version(connection: psycopg.Connection[Any]) -> Check:
    number = connection.info.server_version
    shown = f"{number // 10000}.{number % 10000}"
    if number < OLDEST:
        return Check(
            "version",
            CheckState.MISSING,
            f"The server is PostgreSQL {shown}, and 15 or newer is needed.",
            "Install a newer one on the server (Debian: apt-get install postgresql), or choose another.",
        )
    return Check("version", CheckState.GOOD, f"PostgreSQL {shown}")


def _encoding(connection: psycopg.Connection[Any]) -> Check:
    encoding = str(_one(connection, "SHOW server_encoding"))
    if encoding == "UTF8":
        return Check("encoding", CheckState.GOOD, "UTF-8")
    name = _one(connection, "SELECT current_database()")
    return Check(
        "encoding",
        CheckState.MISSING,
        f"The database {name} is in {encoding}, which has no room for every name; UTF-8 is needed.",
        f"Make another one: CREATE DATABASE {_quoted(f'{name}_utf8')} ENCODING 'UTF8' TEMPLATE template0 "
        "LOCALE 'C.UTF-8';",
    )


def _letters(connection: psycopg.Connection[Any]) -> Check:
    """Under the locale C only a-z are letters to the server: no Indian name would be found by a part."""
    kind = _one(connection, "SELECT datctype FROM pg_database WHERE datname = current_database()")
    if kind not in ("C", "POSIX"):
        return Check("letters", CheckState.GOOD, f"Locale {kind}")
    name = _one(connection, "SELECT current_database()")
    return Check(
        "letters",
        CheckState.NOTE,
        f"The database {name} has the locale {kind}: names in Indian and other scripts are found whole only.",
        f"Better: CREATE DATABASE {_quoted(f'{name}_utf8')} ENCODING 'UTF8' TEMPLATE template0 "
        "LOCALE 'C.UTF-8';",
    )


def _encryption(connection: psycopg.Connection[Any], place: ServerPlace) -> Check:
    if connection.pgconn.ssl_in_use and place.is_encrypted:
        return Check("TLS", CheckState.GOOD, "Encrypted, and the certificate is the server's")
    if place.is_here:
        return Check("TLS", CheckState.GOOD, "Nothing leaves this computer on the way to the server")
    return Check(
        "TLS",
        CheckState.MISSING,
        "The connection is not encrypted.",
        "On the server, in postgresql.conf: ssl = on, with ssl_cert_file and ssl_key_file; then reload it.",
    )


def _role(connection: psycopg.Connection[Any]) -> Check:
    if _one(connection, "SELECT pg_is_in_recovery()"):
        return Check(
            "role",
            CheckState.MISSING,
            "This is a standby, which can only be read.",
            "Give the address of the main server, or of both with commas between.",
        )
    return Check("role", CheckState.GOOD, "A main server, which can be written to")


def check_rights(connection: psycopg.Connection[Any], place: ServerPlace) -> Check:
    """Whether this login may make a team's roles and schema."""
    row = connection.execute(
        b"SELECT rolname, rolsuper, rolcreaterole, has_database_privilege(current_database(), 'CREATE')"
        b" FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row is not None
    name, is_super, may_make_roles, may_make_schemas = row
    if is_super or (may_make_roles and may_make_schemas):
        return Check("rights", CheckState.GOOD, f"{name} may make roles and schemas")
    mends = []
    if not may_make_roles:
        mends.append(f"ALTER ROLE {_quoted(name)} CREATEROLE;")
    if not may_make_schemas:
        mends.append(f"GRANT CREATE ON DATABASE {_quoted(place.database)} TO {_quoted(name)};")
    lacking = " and ".join(
        word for word, has in (("roles", may_make_roles), ("schemas", may_make_schemas)) if not has
    )
    return Check(
        "rights", CheckState.MISSING, f"{name} may not make {lacking}.", f"As superuser: {' '.join(mends)}"
    )


def _extension(connection: psycopg.Connection[Any]) -> Check:
    if _one(connection, "SELECT 1 FROM pg_extension WHERE extname = %s", EXTENSION):
        return Check("extensions", CheckState.GOOD, f"{EXTENSION} is there")
    sql = "SELECT bool_or(trusted) FROM pg_available_extension_versions WHERE name = %s"
    trusted = _one(connection, sql, EXTENSION)
    if trusted is None:
        return Check(
            "extensions",
            CheckState.MISSING,
            f"The extension {EXTENSION}, which search needs, is not installed on the server.",
            "Debian: apt-get install postgresql-contrib (Fedora: dnf install postgresql-contrib). Windows: "
            "choose it in the installer.",
        )
    is_super = _one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    may = _one(connection, "SELECT has_database_privilege(current_database(), 'CREATE')")
    if is_super or (trusted and may):
        return Check("extensions", CheckState.GOOD, f"{EXTENSION} can be made")
    return Check(
        "extensions",
        CheckState.MISSING,
        f"The extension {EXTENSION}, which search needs, is not in this database.",
        f"As superuser: CREATE EXTENSION {EXTENSION};",
    )


def _clock(connection: psycopg.Connection[Any], now: datetime) -> Check:
    apart: timedelta = _one(connection, "SELECT clock_timestamp()") - now
    seconds = round(apart.total_seconds())
    if abs(apart) <= CLOCK_NOTED:
        return Check("clock", CheckState.GOOD, "The clocks agree")
    far = f"{abs(seconds)} seconds" if abs(seconds) < 120 else f"{abs(seconds) // 60} minutes"
    told = f"The server's clock is {far} {'ahead of' if seconds > 0 else 'behind'} this one."
    mend = "Set both by the network: timedatectl set-ntp true (Windows: Settings, Time, Sync now)."
    return Check("clock", CheckState.MISSING if abs(apart) > FURTHEST_CLOCK else CheckState.NOTE, told, mend)


def _passwords(connection: psycopg.Connection[Any], place: ServerPlace) -> Check:
    """Whether the server asked for a password at all: with `trust` anybody is anybody."""
    if connection.pgconn.used_password:
        return Check("passwords", CheckState.GOOD, "The server asks for passwords")
    host = place.hosts[0][0]
    if host == "" or host.startswith(("/", "@")):
        return Check("passwords", CheckState.GOOD, "Through the server's own socket")
    return Check(
        "passwords",
        CheckState.NOTE,
        "The server let the administrator in without a password: it may let in anybody as anybody.",
        "On the server, in pg_hba.conf: scram-sha-256 instead of trust; then SELECT pg_reload_conf();",
    )


def _connections(connection: psycopg.Connection[Any]) -> Check:
    number = int(_one(connection, "SHOW max_connections"))
    if number >= CONNECTIONS_WANTED:
        return Check("connections", CheckState.GOOD, f"Room for {number:,} connections")
    return Check(
        "connections",
        CheckState.NOTE,
        f"The server takes {number} connections; each workstation uses up to two.",
        "ALTER SYSTEM SET max_connections = 200; then restart the server.",
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
