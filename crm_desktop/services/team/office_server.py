"""*Make this PC the office server*: PostgreSQL found or installed, encrypted, backed up, and how to go on.

Debian and its relatives are done whole. On Windows PostgreSQL is found and set up in the same way; that part
could not be tried.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crm_desktop.clock import Clock
from crm_desktop.errors import UserError
from crm_desktop.services.team import office_backup, office_night, office_renewal, office_restore
from crm_desktop.services.team.office_cluster import DATABASE, OWNER, Cluster, set_up, write
from crm_desktop.services.team.office_machine import Installed, Machine, ProgramFailed, find_postgres
from crm_desktop.store.team.server import ServerPlace

KEYS = Path("/etc/crm-desktop-office")
CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.d")
CLUSTER = "crm"
FIRST_PORT = 5432
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9-]{1,63})*")


@dataclass(frozen=True, slots=True)
class OfficeServer:
    """What was set up: where, under which name, with which certificate; and what there is to say about it.

    `password` is the owner's when it was made here: it is shown once and kept nowhere.
    """

    name: str
    port: int
    certificate: Path
    backups: Path
    password: str
    told: tuple[str, ...]

    @property
    def address(self) -> str:
        """What `share --server` takes."""
        return f"postgresql://{OWNER}@{self.name}:{self.port}/{DATABASE}"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the server is wanted; empty fields are found out. `restore`: a folder of backups to put back."""

    office: str = ""
    name: str = ""
    networks: tuple[str, ...] = ("samenet",)
    backups: Path | None = None
    password: str = ""
    restore: Path | None = None


class OfficeServerService:
    """Sets this computer up; may be run again at any time, and mends what is missing."""

    def __init__(self, clock: Clock, machine: Machine | None = None) -> None:
        self._clock = clock
        self._machine = machine or Machine()
        self._told: list[str] = []

    def make(self, wish: Wish) -> OfficeServer:
        """Do it all; raises UserError with what is missing and the command that mends it."""
        if not self._machine.is_administrator:
            raise _not_administrator()
        saved = None if wish.restore is None else office_restore.Saved.find(wish.restore)
        known, port = ("", 0) if saved is None else saved.known_as()
        checked_name(wish.name or known or server_name())  # before anything is installed
        installed = find_postgres() or self._install()
        self._told.append(f"PostgreSQL {installed.version} is installed in {installed.binaries}.")
        is_windows = sys.platform == "win32"
        cluster = self._windows_cluster(installed) if is_windows else self._debian_cluster(installed, port)
        # As it was known before: with another name or port workstations wouldn't find it.
        called = wish.name or known or office_restore.known_as(cluster.keys)[0] or server_name()
        name = checked_name(called)
        if not is_windows:
            self._findable(name)
        return self.finish(cluster, wish, name, saved)

    def renew(self) -> datetime | None:
        """Renew the certificate where it ends soon; until when the new one counts, None where it stays."""
        if not self._machine.is_administrator:
            raise _not_administrator()
        installed = find_postgres()
        if installed is None:
            raise _not_installed()
        cluster = self._windows_cluster(installed) if sys.platform == "win32" else self._known(installed)
        if cluster is None:
            raise UserError(
                "This computer is not an office's server yet. Type: sudo crm-desktop office-server"
            )
        return office_renewal.renew(self._machine, cluster, self._clock.now())

    def night(self, backups: Path | None, *, only_erasures: bool) -> None:
        """What the task planner starts on Windows; elsewhere the system's own script does it."""
        if not self._machine.is_administrator:
            raise _not_administrator()
        installed = find_postgres()
        if installed is None:
            raise _not_installed()
        if sys.platform == "win32":
            cluster = self._windows_cluster(installed)
            place = office_night.checked_place(backups, cluster)
            night = office_night.Night(self._machine, cluster, place, self._clock.now())
            (night.erasures if only_erasures else night.run)()
        else:
            raise UserError("Here the system does this: {script}.", script=office_backup.SCRIPT)

    def finish(
        self, cluster: Cluster, wish: Wish, name: str, saved: office_restore.Saved | None = None
    ) -> OfficeServer:
        """Set a cluster up, put a backup back, see that a workstation could connect, arrange for backups."""
        password = wish.password or secrets.token_urlsafe(15)
        usual = cluster.keys / "backups" if sys.platform == "win32" else office_backup.PLACE
        backups = wish.backups or usual
        is_known = saved is None or saved.bring_keys(cluster.keys)
        certificate = set_up(
            self._machine,
            cluster,
            office=wish.office or name,
            names=names_of(name),
            networks=wish.networks,
            password=password,
            now=self._clock.now(),
        )
        if saved is not None:
            self._told += office_restore.put_back(self._machine, cluster, saved, backups, password)
        if not is_known:
            self._told.append(
                f"The folder {cluster.keys} of the old server was not at hand, so this one has a new "
                "certificate. Tell every workstation: crm-desktop moved (see docs/shared-store.md)."
            )
        self._see(cluster, name, certificate, password)
        self._open_firewall(cluster.port)
        if sys.platform == "win32":
            self._told += office_night.arrange(self._machine, cluster, backups)
        else:
            self._told += office_backup.arrange(self._machine, cluster, backups, self._clock.now())
        self._told += office_renewal.arrange(self._machine)
        return OfficeServer(
            name=name,
            port=cluster.port,
            certificate=certificate,
            backups=backups,
            password="" if wish.password else password,
            told=tuple(self._told),
        )

    # ---- PostgreSQL itself --------------------------------------------------------------------------

    def _install(self) -> Installed:
        if sys.platform == "win32" or not self._machine.has("apt-get"):
            raise _not_installed()
        environment = {"DEBIAN_FRONTEND": "noninteractive"}
        with suppress(ProgramFailed):  # some other program's source; the install says whether ours works
            self._machine.run(["apt-get", "-q", "update"], environment=environment)
        # Ours is the only one then, at the usual port: nobody needs Debian's own cluster "main".
        CREATE_CLUSTER.mkdir(parents=True, exist_ok=True)
        none = CREATE_CLUSTER / "crm-desktop.conf"
        write(none, b"create_main_cluster = false\n", mode=0o644)
        try:
            self._machine.run(["apt-get", "-q", "-y", "install", "postgresql"], environment=environment)
        finally:
            none.unlink(missing_ok=True)
        found = find_postgres()
        if found is None:
            raise UserError(
                "The system's own PostgreSQL is older than 15. Use Debian 12 or newer, or install one from "
                "apt.postgresql.org, then run the command again."
            )
        return found

    def _debian_cluster(self, installed: Installed, wanted_port: int) -> Cluster:
        """A cluster of our own beside others, so that nothing of theirs is touched."""
        run = self._machine.run
        if not self._machine.has("pg_createcluster"):
            raise UserError(
                "pg_createcluster is missing, so this doesn't look like Debian's PostgreSQL. Install it: "
                "apt-get install postgresql-common"
            )
        found = self._known(installed)
        if found is not None:
            return found
        version = str(installed.version)
        port = str(free_port({int(c["port"]) for c in self._clusters()}, wanted_port))
        run(["pg_createcluster", "--start-conf=auto", "--port", port, version, CLUSTER, "--",
             "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"])  # fmt: skip
        self._told.append(f"Cluster {version}/{CLUSTER} was made at port {port}.")
        return self._cluster_at(installed, port)

    def _clusters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._machine.run(["pg_lsclusters", "--json"]))
        return found

    def _known(self, installed: Installed) -> Cluster | None:
        """Our cluster, where it was made before."""
        version = str(installed.version)
        ours = (c for c in self._clusters() if c["cluster"] == CLUSTER and str(c["version"]) == version)
        port = next((str(c["port"]) for c in ours), None)
        return None if port is None else self._cluster_at(installed, port)

    def _cluster_at(self, installed: Installed, port: str) -> Cluster:
        run, version = self._machine.run, str(installed.version)
        config = Path("/etc/postgresql") / version / CLUSTER

        def restart() -> None:
            if Path("/run/systemd/system").is_dir():
                run(["systemctl", "daemon-reload"])
                run(["systemctl", "enable", f"postgresql@{version}-{CLUSTER}"])
                run(["systemctl", "restart", f"postgresql@{version}-{CLUSTER}"])
            else:
                run(["pg_ctlcluster", "--skip-systemctl-redirect", version, CLUSTER, "restart"])

        data = Path("/var/lib/postgresql") / version / CLUSTER
        return Cluster(installed, data, config, KEYS, int(port), "postgres", restart)

    def _windows_cluster(self, installed: Installed) -> Cluster:
        if installed.data is None:
            raise _not_installed()

        def restart() -> None:
            self._machine.run(["net", "stop", installed.service])
            self._machine.run(["net", "start", installed.service])

        keys = installed.data.parent / "crm-desktop-office"
        return Cluster(installed, installed.data, installed.data, keys, FIRST_PORT, "", restart)

    # ---- being found, and let in --------------------------------------------------------------------

    def _findable(self, name: str) -> None:
        """With names ending in .local the workstations find the server themselves, whatever its address."""
        if not name.endswith(".local"):
            return
        if not self._machine.has("avahi-daemon"):
            environment = {"DEBIAN_FRONTEND": "noninteractive"}
            try:
                self._machine.run(["apt-get", "-q", "-y", "install", "avahi-daemon"], environment=environment)
            except ProgramFailed:
                self._told.append(
                    f"avahi-daemon, which tells the network where {name} is, could not be installed "
                    "(apt-get install avahi-daemon). Workstations look around for the server instead."
                )
                return
        self._told.append(
            f"Workstations find this server as {name}, or by looking around for its certificate."
        )

    def _see(self, cluster: Cluster, name: str, certificate: Path, password: str) -> None:
        """Connect as a workstation will: encrypted, the certificate and the server's name checked."""
        place = ServerPlace(
            hosts=((name, cluster.port),),
            database=DATABASE,
            is_encrypted=True,
            certificate=certificate.read_text("ascii"),
        )
        import psycopg

        from crm_desktop.store.team.refusals import connection_refused

        told = {**place.parameters(OWNER, password, certificate), "hostaddr": "127.0.0.1"}
        try:
            with psycopg.connect(**told) as connection:
                assert connection.pgconn.ssl_in_use
        except psycopg.OperationalError as error:
            raise connection_refused(error, place.shown, OWNER, has_password=True) from error
        self._told.append(
            f"A trial connection to {place.shown} was encrypted and knew the server by its name."
        )

    def _open_firewall(self, port: int) -> None:
        run, has = self._machine.run, self._machine.has
        if sys.platform == "win32":
            rule = ["netsh", "advfirewall", "firewall", "add", "rule", "name=CRM Desktop office server",
                    "dir=in", "action=allow", "protocol=TCP", f"localport={port}",
                    "remoteip=localsubnet"]  # fmt: skip
            run(rule)
            self._told.append(f"The firewall lets the local network in at port {port}.")
            return
        if has("ufw") and "Status: active" in run(["ufw", "status"]):
            for network in self._own_networks():
                run(["ufw", "allow", "from", network, "to", "any", "port", str(port), "proto", "tcp"])
            self._told.append(f"The firewall (ufw) lets the own networks in at port {port}.")
        elif has("firewall-cmd") and _quietly(run, ["firewall-cmd", "--state"]).strip() == "running":
            for command in (["--permanent", f"--add-port={port}/tcp"], ["--reload"]):
                run(["firewall-cmd", *command])
            self._told.append(f"The firewall (firewalld) lets connections in at port {port}.")
        elif has("nft") and "policy drop" in _quietly(run, ["nft", "list", "chains"]):
            self._told.append(
                f"This computer's firewall (nftables) has rules of its own. Let the workstations in: "
                f"nft add rule inet filter input tcp dport {port} accept, also in /etc/nftables.conf."
            )
        else:
            self._told.append("No firewall was found on this computer; none had to be opened.")

    def _own_networks(self) -> list[str]:
        found = json.loads(self._machine.run(["ip", "-j", "-4", "route", "show", "scope", "link"]))
        return [str(route["dst"]) for route in found if "/" in str(route.get("dst", ""))]


def server_name() -> str:
    """What this computer is called in its network; a bare name is found as NAME.local."""
    name = socket.gethostname()
    return name if "." in name else f"{name}.local"


def names_of(name: str) -> tuple[str, ...]:
    """Every name the certificate is for: the one workstations use first, then what means the same."""
    short = name.removesuffix(".local")
    return tuple(dict.fromkeys((name, short, "localhost")))


def checked_name(name: str) -> str:
    """A host name, in small letters; raises UserError, also for an address."""
    if not _NAME.fullmatch(name) or re.fullmatch(r"[0-9.]+", name):
        raise UserError(
            "“{name}” can't be the server's name. Take letters, digits and hyphens, like office.local; not "
            "an address, which may change any day.",
            field="name",
            name=name,
        )
    return name.lower()


def free_port(taken: set[int], wanted: int = 0) -> int:
    """The wanted port or PostgreSQL's usual one, else the next that is neither some cluster's nor in use."""
    candidates: list[int] = [wanted, *range(FIRST_PORT, FIRST_PORT + 100)]
    for port in candidates:
        if not port or port in taken:
            continue
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise UserError("No port from 5432 to 5531 is free on this computer. End one of the servers on it.")


def _quietly(run: Callable[..., str], command: Sequence[str]) -> str:
    try:
        return run(command)
    except ProgramFailed:
        return ""


def called() -> str:
    """How this program was called, to be typed again."""
    word = sys.argv[0]
    return "crm-desktop" if not word or word.endswith("__main__.py") else word


def _not_administrator() -> UserError:
    if sys.platform == "win32":
        return UserError(
            "Only an administrator can make this PC the office server. Start the command prompt with “Run as "
            "administrator”, then type the command again."
        )
    return UserError(
        "Only the system's administrator can make this PC the office server. Type: sudo {program} "
        "office-server",
        program=called(),
    )


def _not_installed() -> UserError:
    if sys.platform == "win32":
        return UserError(
            "PostgreSQL 15 or newer is not installed. Install it (winget install PostgreSQL.PostgreSQL.17, "
            "or the installer from postgresql.org), then type the command again."
        )
    return UserError(
        "PostgreSQL 15 or newer is not installed, and this system has no apt-get. Install PostgreSQL's "
        "server with your system's own program, then type the command again."
    )
