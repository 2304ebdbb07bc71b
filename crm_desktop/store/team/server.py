"""Where a team's store is: hosts, database and how the connection is protected; and connecting to it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_desktop.clock import SystemClock
from crm_desktop.errors import UserError
from crm_desktop.store.engine import ASKED_OF_SERVERS, NOTICED_SOON
from crm_desktop.store.team.finding import found_at, other_addresses, remember, worth_keeping
from crm_desktop.store.team.refusals import (
    NoServer,
    NotEncrypted,
    NotTheServer,
    certificate_refused,
    connection_refused,
)
from crm_desktop.store.team.served import Served, served_certificate

if TYPE_CHECKING:
    import psycopg

PORT = 5432
EXAMPLE = "postgresql://postgres@server:5432/crm"
_KNOWN = {
    "host", "hostaddr", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "connect_timeout",
    "target_session_attrs", "application_name", "channel_binding", "gssencmode",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A database on one server or its standbys: `hosts` with ports in the order they are tried.

    `is_encrypted`: TLS, with the certificate and its name checked (verify-full). `certificate`: the authority
    that signed it, as PEM; empty where the computer's own list of authorities is used. `addresses`: where the
    server was last, for networks that don't know its name.
    """

    hosts: tuple[tuple[str, int], ...]
    database: str
    is_encrypted: bool
    certificate: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """For people: `server:5432/crm`."""
        named = [(f"[{host}]" if ":" in host else host or "this computer", port) for host, port in self.hosts]
        hosts = ", ".join(f"{host}:{port}" for host, port in named)
        return f"{hosts}/{self.database}"

    def as_json(self) -> dict[str, Any]:
        """For files; holds no secret."""
        return {
            "hosts": [[host, port] for host, port in self.hosts],
            "database": self.database,
            "encrypted": self.is_encrypted,
            "certificate": self.certificate,
            "addresses": list(self.addresses),
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> ServerPlace:
        """What `as_json` gave; KeyError, TypeError or ValueError for anything else, also an open connection
        to another computer."""
        place = cls(
            hosts=tuple((str(host), int(port)) for host, port in fields["hosts"]),
            database=str(fields["database"]),
            is_encrypted=fields["encrypted"] is True,
            certificate=str(fields.get("certificate", "")),
            addresses=tuple(str(address) for address in fields.get("addresses", ())),
        )
        if not place.hosts or not place.database or not (place.is_encrypted or place.is_here):
            raise ValueError("not a place of a server")
        return place

    @property
    def is_here(self) -> bool:
        """Whether nothing leaves this computer on the way there."""
        return all(is_loopback(host) for host, _ in self.hosts)

    def parameters(
        self, user: str, password: str | None, certificate_file: Path | None, *, schema: str = ""
    ) -> dict[str, Any]:
        """What libpq is told; `certificate_file` holds `certificate`."""
        options = ASKED_OF_SERVERS + (f" -c search_path={schema}" if schema else "")
        told: dict[str, Any] = {
            "host": ",".join(host for host, _ in self.hosts),
            "port": ",".join(str(port) for _, port in self.hosts),
            "dbname": self.database,
            "user": user,
            **NOTICED_SOON,
            "application_name": "crm-desktop",
            "gssencmode": "disable",
            "client_encoding": "UTF8",
            "sslmode": "verify-full" if self.is_encrypted else "prefer",
            "options": options,
        }
        if password:
            told["password"] = password
        if self.is_encrypted:
            has_own = bool(self.certificate) and certificate_file is not None
            told["sslrootcert"] = str(certificate_file) if has_own else "system"
        if len(self.hosts) > 1:
            told["target_session_attrs"] = "read-write"
        return told

    def connect(
        self,
        user: str,
        password: str | None,
        certificate_file: Path | None = None,
        *,
        schema: str = "",
        as_person: bool = False,
    ) -> psycopg.Connection[Any]:
        """A connection; a UserError or StoreProblem says in one sentence why there is none.

        `schema` are the schemas looked into, separated by commas. `as_person`: a server that asks for the
        password itself, and not for a proof of it, gets nothing.
        """
        import psycopg

        told = self.parameters(user, password, certificate_file, schema=schema)
        if as_person:
            told["require_auth"] = "scram-sha-256,none"
        try:
            return psycopg.connect(**told)
        except psycopg.OperationalError as error:
            refused = self._refusal(error, told)
            if isinstance(refused, NoServer) and self._may_be_elsewhere:
                return self._elsewhere(told, NoServer(self.shown))
            if type(refused) is NotTheServer:
                raise self._untrusted(refused) from error
            raise refused from error

    def served(self) -> Served | None:
        """The certificate the first server that answers shows, trusted or not; None without TLS."""
        if not self.is_encrypted:
            return None
        proven = [(address, port) for host, port in self.hosts if (address := found_at(host, port))]
        looks = (served_certificate(host, port) for host, port in (*self.hosts, *proven))
        return next((found for found in looks if found is not None), None)

    def _untrusted(self, refused: NotTheServer) -> UserError:
        return certificate_refused(refused, self.shown, self.served(), SystemClock().now())

    def reached_at(self, connection: psycopg.Connection[Any]) -> ServerPlace:
        """This place with the address at which it was reached, for networks that don't know its name."""
        kept = worth_keeping(connection.info.hostaddr) if self._may_be_elsewhere else ()
        return replace(self, addresses=kept) if kept else self

    @property
    def _may_be_elsewhere(self) -> bool:
        """Whether the office's own certificate would prove the one server at any address."""
        return self.is_encrypted and bool(self.certificate) and len(self.hosts) == 1 and not self.is_here

    def _refusal(self, error: BaseException, told: dict[str, Any]) -> UserError:
        """What libpq's error means, with what it had been `told`."""
        return connection_refused(
            error,
            self.shown,
            told["user"],
            has_password=bool(told.get("password")),
            as_person="require_auth" in told,
        )

    def _elsewhere(self, told: dict[str, Any], refused: UserError) -> psycopg.Connection[Any]:
        """A connection at an address where the certificate is the server's; `refused` when there is none."""
        import psycopg

        (name, port) = self.hosts[0]
        for address in other_addresses(name, port, self.addresses):
            try:
                connection = psycopg.connect(**told, hostaddr=address)
            except psycopg.OperationalError as error:
                answer = self._refusal(error, told)
                if isinstance(answer, NotTheServer | NotEncrypted | NoServer):
                    continue  # another computer's
                remember(name, port, address)
                raise answer from error
            remember(name, port, address)
            return connection
        raise refused


@dataclass(frozen=True, slots=True)
class Address:
    """An address as an administrator types it: the place, the administrator's name, the certificate."""

    place: ServerPlace
    user: str
    certificate_file: Path | None = None


def read_address(url: str, certificate_file: Path | None = None) -> Address:
    """Understand `postgresql://admin@host:port/dbname`; several hosts are separated by commas.

    UserError (field `server`) when it can't be understood, holds a password, or asks for an open connection
    to another computer.
    """
    fields = _fields(url)
    if fields.get("password"):
        raise UserError(
            "A password must not stand in the server's address. Leave it out and set "
            "CRM_DESKTOP_OWNER_PASSWORD instead.",
            field="server",
        )
    hosts = _hosts(fields)
    if not fields.get("user"):
        raise UserError(
            "The server's address doesn't name its administrator. Write it like {example}.",
            field="server",
            example=EXAMPLE,
        )
    is_here = all(is_loopback(host) for host, _ in hosts)
    mode = fields.get("sslmode", "")
    if not is_here and mode not in ("", "verify-full"):
        raise UserError(
            "With sslmode={mode} others could read or change what goes to the server. Leave it out: the "
            "connection is then encrypted and the server's certificate is checked (verify-full).",
            field="server",
            mode=mode,
        )
    named = fields.get("sslrootcert", "")
    file = certificate_file or (Path(named) if named and named != "system" else None)
    place = ServerPlace(
        hosts=hosts,
        database=fields.get("dbname") or fields["user"],
        is_encrypted=not is_here or mode == "verify-full",
        certificate=_certificate(file) if file is not None else "",
    )
    return Address(place, fields["user"], file)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself: a socket's folder, or a loopback address."""
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _fields(url: str) -> dict[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    typed = url.strip().replace("postgresql+psycopg://", "postgresql://", 1)
    if not typed.startswith(("postgresql://", "postgres://")):
        raise _not_understood(url)
    try:
        fields = {name: str(value) for name, value in conninfo_to_dict(typed).items() if value is not None}
    except Exception as error:  # libpq's own words name a letter's place, which helps nobody
        raise _not_understood(url) from error
    unknown = sorted(set(fields) - _KNOWN)
    if unknown:
        raise UserError(
            "“{name}” can't be part of the server's address. Write it like {example}.",
            field="server",
            name=unknown[0],
            example=EXAMPLE,
        )
    return fields


def _not_understood(url: str) -> UserError:
    from urllib.parse import urlsplit

    try:
        shown = url if "@" not in url or urlsplit(url).password is None else EXAMPLE
    except ValueError:
        shown = url.rpartition("@")[2]
    return UserError(
        "“{url}” is not a server's address. Write it like {example}.",
        field="server",
        url=shown,
        example=EXAMPLE,
    )


def _hosts(fields: dict[str, str]) -> tuple[tuple[str, int], ...]:
    hosts = fields.get("host", "").split(",")
    ports = fields.get("port", "").split(",")
    if len(ports) == 1:
        ports = ports * len(hosts)
    try:
        numbers = [int(port) if port else PORT for port in ports]
    except ValueError:
        numbers = []
    if len(numbers) != len(hosts) or any(not 0 < number < 65536 for number in numbers):
        raise UserError(
            "The port in the server's address is not one. Write it like {example}.",
            field="server",
            example=EXAMPLE,
        )
    return tuple(zip(hosts, numbers, strict=True))


def _certificate(file: Path) -> str:
    """The file's certificates, and nothing else of it: a private key lying beside them goes nowhere."""
    import ssl  # 10 ms that a start does without

    try:
        text = file.read_text("ascii")
    except OSError as error:
        raise UserError(
            "The certificate {file} can't be read ({why}). Name the file where it lies on this computer.",
            field="certificate",
            file=file,
            why=error.strerror or "no access",
        ) from error
    except UnicodeDecodeError as error:
        raise _no_certificate(file) from error
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    found = [begin + part.partition(end)[0] + end for part in text.split(begin)[1:] if end in part]
    try:
        for each in found:
            ssl.PEM_cert_to_DER_cert(each)
    except ValueError as error:
        raise _no_certificate(file) from error
    if not found:
        raise _no_certificate(file)
    return "\n".join(found) + "\n"


def _no_certificate(file: Path) -> UserError:
    return UserError(
        "There is no certificate in {file}. Choose the certificate of the authority that signed the "
        "server's (PEM, often root.crt or ca.crt).",
        field="certificate",
        file=file,
    )
