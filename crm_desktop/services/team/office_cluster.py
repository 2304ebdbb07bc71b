"""One PostgreSQL cluster made fit for an office: its certificate, who may connect how, database and owner."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crm_desktop.services.team.certificates import Pair, is_good_for, make_authority, make_server
from crm_desktop.services.team.office_machine import Installed, Machine
from crm_desktop.store.team.scram import verifier

DATABASE = "crm"
OWNER = "crm_office"  # administers the database, and is no superuser
SETTINGS = "crm-desktop.conf"
AUTHORITY, AUTHORITY_KEY = "crm-authority.pem", "crm-authority.key"
CERTIFICATE, KEY = "crm-server.pem", "crm-server.key"
PLACE_FILE = "server"  # beside the authority: by which name and port workstations know this server
_BEGIN, _END = "# CRM Desktop: begin", "# CRM Desktop: end"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of databases: where its files are and how it is restarted.

    `keys` keeps the authority with its key, for the next certificate; only the administrator reads it.
    """

    installed: Installed
    data: Path
    config: Path  # the folder of postgresql.conf and pg_hba.conf
    keys: Path
    port: int
    runs_as: str  # the system's user; empty on Windows
    restart: Callable[[], None]
    socket: str = ""  # the folder of its socket, when not the usual one


def set_up(
    machine: Machine,
    cluster: Cluster,
    *,
    office: str,
    names: Sequence[str],
    networks: Sequence[str],
    password: str,
    now: datetime,
) -> Path:
    """Do all of it, as often as wanted; gives the file of the authority's certificate.

    `names`: what workstations call this server, the first being the one they are told. `networks`: from
    where they may connect, as pg_hba.conf writes it (`samenet`: from the networks this computer is in).
    """
    keep_certificate(cluster, office, names, now)
    write(cluster.keys / PLACE_FILE, f"{names[0]}:{cluster.port}\n".encode(), mode=0o644)
    _settings(cluster)
    _who_may_connect(cluster, networks)
    cluster.restart()
    make_database(machine, cluster, password)
    return cluster.keys / AUTHORITY


def _authority(cluster: Cluster, office: str, now: datetime) -> Pair:
    """The office's authority, made once: workstations keep its certificate."""
    cluster.keys.mkdir(parents=True, exist_ok=True)
    cluster.keys.chmod(0o755)  # the server's own user reads certificates there; keys are closed each
    certificate, key = cluster.keys / AUTHORITY, cluster.keys / AUTHORITY_KEY
    if certificate.exists() and key.exists():
        return Pair(certificate.read_bytes(), key.read_bytes())
    made = make_authority(office, now)
    write(key, made.key, mode=0o600)
    write(certificate, made.certificate, mode=0o644)
    return made


def keep_certificate(cluster: Cluster, office: str, names: Sequence[str], now: datetime) -> bool:
    """A certificate for the server that is good for half a year more; whether it was made anew."""
    authority = _authority(cluster, office, now)
    certificate, key = cluster.config / CERTIFICATE, cluster.config / KEY
    is_there = certificate.exists() and key.exists()
    if is_there and is_good_for(certificate.read_bytes(), authority.certificate, names, now):
        return False
    made = make_server(authority, names, now)
    write(key, made.key, mode=0o600, owner=cluster.runs_as)
    write(certificate, made.certificate, mode=0o644, owner=cluster.runs_as)
    return True


def _settings(cluster: Cluster) -> None:
    """Our own file, and one line that reads it last, so that what stood there before stays readable."""
    told = {
        "listen_addresses": "'*'",
        "port": str(cluster.port),
        "max_connections": "220",  # a workstation takes two at most, and seldom both
        "ssl": "on",
        "ssl_cert_file": _quoted(cluster.config / CERTIFICATE),
        "ssl_key_file": _quoted(cluster.config / KEY),
        "ssl_min_protocol_version": "'TLSv1.2'",
        "password_encryption": "'scram-sha-256'",
        "idle_in_transaction_session_timeout": "'5min'",
        "tcp_keepalives_idle": "60",
        "wal_recycle": "off",  # what was erased doesn't lie in old segments
        "log_min_duration_statement": "-1",  # statements hold people's data
        "log_statement": "'none'",
        "log_parameter_max_length_on_error": "0",
    }
    text = "# Written by `crm-desktop office-server`; it is written anew each time.\n"
    text += "".join(f"{name} = {value}\n" for name, value in told.items())
    write(cluster.config / SETTINGS, text.encode(), mode=0o644, owner=cluster.runs_as)
    main = cluster.config / "postgresql.conf"
    line = f"include_if_exists = '{SETTINGS}'"
    before = main.read_text("utf-8")
    if line not in before.splitlines():
        write(main, (before.rstrip("\n") + f"\n{line}\n").encode(), mode=0o644, owner=cluster.runs_as)


def _who_may_connect(cluster: Cluster, networks: Sequence[str]) -> None:
    """Workstations with TLS and a password only. First of all lines: the first one that fits decides."""
    file = cluster.config / "pg_hba.conf"
    lines = file.read_text("utf-8").splitlines()
    if _BEGIN in lines and _END in lines:
        del lines[lines.index(_BEGIN) : lines.index(_END) + 1]
    ours = [_BEGIN]
    ours += [f"hostssl {DATABASE} all {network} scram-sha-256" for network in ("127.0.0.1/32", "::1/128")]
    ours += [f"hostssl {DATABASE} all {network} scram-sha-256" for network in networks]
    ours += [f"host {DATABASE} all all reject", _END]
    text = "\n".join([*ours, *lines]) + "\n"
    write(file, text.encode(), mode=0o640, owner=cluster.runs_as)


def make_database(machine: Machine, cluster: Cluster, password: str) -> None:
    """Database and its owner; the owner gets this password, of which only a verifier goes to the server."""
    ask(
        machine,
        cluster,
        f"SELECT 'CREATE ROLE {OWNER} LOGIN CREATEROLE' "  # noqa: S608  names above
        f"WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}')\\gexec\n"
        f"ALTER ROLE {OWNER} PASSWORD '{verifier(password)}';\n"
        f"SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER} ENCODING ''UTF8'' LOCALE ''C.UTF-8'' "
        f"TEMPLATE template0' "
        f"WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{DATABASE}')\\gexec\n"
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;\n"
        f"GRANT CONNECT ON DATABASE {DATABASE} TO PUBLIC;\n",
    )


def ask(machine: Machine, cluster: Cluster, sql: str, database: str = "postgres") -> str:
    """Let the server's superuser say something, through the socket that no other computer reaches."""
    command = [cluster.installed.program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    command += ["-p", str(cluster.port), "-U", "postgres", "-d", database]
    if cluster.socket or sys.platform == "win32":
        command += ["-h", cluster.socket or "127.0.0.1"]
    return machine.run(command, as_user=cluster.runs_as, typed=sql)


def _quoted(path: Path) -> str:
    return "'" + path.as_posix().replace("'", "''") + "'"


def write(file: Path, content: bytes, *, mode: int, owner: str = "") -> None:
    """A whole file or none, with its rights from the beginning."""
    new = file.with_name(f"{file.name}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content)
    if sys.platform != "win32":
        os.chmod(new, mode)
        if owner and os.geteuid() == 0:
            shutil.chown(new, owner, owner)
    new.replace(file)
