"""A server whose name the network doesn't know is found, proven by its certificate."""

from __future__ import annotations

import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.services.team.certificates import make_authority, make_server
from crm_desktop.store.team import finding
from crm_desktop.store.team.refusals import NoServer, WrongPassword
from crm_desktop.store.team.server import ServerPlace
from tests.postgres import PgServer, installed_binaries

NAME = "crm-nobody-knows-this-name.local"
PASSWORD = "the owner's own"
OWN_ADDRESSES = finding.own_addresses
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Certified:
    """A server with a certificate for a name that nothing resolves."""

    server: PgServer
    root: Path
    place: ServerPlace


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certified]:
    binaries = installed_binaries()
    assert binaries is not None
    authority = make_authority("Shakti Finance", NOW)
    made = make_server(authority, [NAME], NOW)
    server = PgServer(binaries, password=PASSWORD, tls=(made.certificate, made.key))
    root = tmp_path_factory.mktemp("root") / "root.pem"
    root.write_bytes(authority.certificate)
    try:
        server.start()
        place = ServerPlace(((NAME, server.port),), "postgres", True, authority.certificate.decode())
        yield Certified(server, root, place)
    finally:
        server.stop()


@pytest.fixture(autouse=True)
def unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network knows the server's name, and nothing was found before."""
    monkeypatch.setattr(finding, "_found", {})
    monkeypatch.setattr(finding, "_looked", {})
    monkeypatch.setattr(finding, "own_addresses", lambda: ())
    resolve = socket.getaddrinfo

    def unknown(host: object, *args: Any, **named: Any) -> Any:
        if str(host).startswith("crm-no"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return resolve(host, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", unknown)


def test_a_server_on_this_computer_needs_no_name(certified: Certified) -> None:
    with closing(certified.place.connect("postgres", PASSWORD, certified.root)) as connection:
        assert connection.pgconn.ssl_in_use
        assert connection.info.hostaddr == "127.0.0.1"
    assert finding._found == {(NAME, certified.server.port): "127.0.0.1"}


def test_a_wrong_password_there_is_a_wrong_password(certified: Certified) -> None:
    with pytest.raises(WrongPassword):
        certified.place.connect("postgres", "another", certified.root)


def test_whoever_else_answers_is_told_nothing(certified: Certified) -> None:
    with eavesdropper() as (port, heard):
        place = replace(certified.place, hosts=((NAME, port),))
        with pytest.raises(NoServer, match="doesn't answer"):
            place.connect("postgres", PASSWORD, certified.root)
    assert len(heard) == 1, "asked for TLS, and no more"
    assert heard[0] == b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


def test_another_one_s_certificate_proves_nothing(certified: Certified, tmp_path: Path) -> None:
    other = make_authority("Shakti Finance", NOW).certificate
    root = tmp_path / "root.pem"
    root.write_bytes(other)
    place = replace(certified.place, certificate=other.decode())
    with pytest.raises(NoServer):
        place.connect("postgres", PASSWORD, root)


def test_public_authorities_and_several_hosts_are_not_looked_for(certified: Certified) -> None:
    port = certified.server.port
    for place in (
        replace(certified.place, certificate=""),
        replace(certified.place, hosts=((NAME, port), ("crm-nor-this-one.local", port))),
    ):
        with pytest.raises(NoServer):
            place.connect("postgres", PASSWORD, certified.root)


def test_what_was_reached_is_kept_and_comes_back(
    certified: Certified, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "own_addresses", lambda: ("192.168.7.20",))
    with closing(certified.place.connect("postgres", PASSWORD, certified.root)) as connection:
        reached = certified.place.reached_at(connection)
    assert reached.addresses == ("192.168.7.20",), "this computer's own, as others reach it"
    assert ServerPlace.from_json(reached.as_json()) == reached
    known = {name: value for name, value in reached.as_json().items() if name != "addresses"}
    assert ServerPlace.from_json(known).addresses == (), "an invitation made before"


def test_the_likeliest_come_first_and_networks_once_a_minute() -> None:
    asked: list[str] = []

    def networks() -> list[str]:
        asked.append("networks")
        return []

    def tried() -> list[str]:
        return list(finding.other_addresses(NAME, port, ["127.0.0.9"], networks))

    with listening() as port:
        assert tried() == ["127.0.0.9", "127.0.0.1"]
        assert tried() == ["127.0.0.9", "127.0.0.1"]
        assert asked == ["networks"]
        finding.remember(NAME, port, "127.0.0.1")
        assert tried() == ["127.0.0.1", "127.0.0.9"]
    assert asked == ["networks", "networks"], "where it was found is forgotten sooner than a minute"


def test_neighbours_are_the_private_ones() -> None:
    around = finding.neighbours(["192.168.7.20", "10.0.0.1", "8.8.8.8", "127.0.0.1", "fe80::1", "/run"])
    assert len(around) == 2 * 254
    assert around[0] == "192.168.7.1"
    assert around[-1] == "10.0.0.254"


def test_own_addresses_are_private_ones_of_this_computer() -> None:
    for address in OWN_ADDRESSES():
        assert finding.neighbours([address]), address
        with socket.socket() as bound:
            bound.bind((address, 0))


def test_only_who_answers_is_told() -> None:
    with listening() as port:
        assert finding.answering(["127.0.0.2", "127.0.0.1"], port) == ["127.0.0.2", "127.0.0.1"]
    assert finding.answering(["127.0.0.1"], port) == []


@contextmanager
def listening() -> Iterator[int]:
    """A port at every address of this computer; what connects is left alone."""
    with socket.create_server(("0.0.0.0", 0), backlog=50) as server:
        yield server.getsockname()[1]


@contextmanager
def eavesdropper() -> Iterator[tuple[int, list[bytes]]]:
    """Somebody else's server: keeps what it hears, says it speaks TLS and shows a certificate of its own."""
    heard: list[bytes] = []
    own = make_server(make_authority("Somebody", NOW), [NAME], NOW)
    with socket.create_server(("127.0.0.1", 0)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            pair = Path(folder) / "pair.pem"
            pair.write_bytes(own.key + own.certificate)
            context.load_cert_chain(pair)

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with closing(connection):
                    asked = connection.recv(8)
                    if not asked:
                        continue
                    heard.append(asked)
                    connection.sendall(b"S")
                    try:
                        with context.wrap_socket(connection, server_side=True) as wrapped:
                            heard.append(wrapped.recv(1000))
                    except (ssl.SSLError, OSError):
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], heard
        finally:
            server.shutdown(socket.SHUT_RDWR)
            server.close()
            thread.join()
