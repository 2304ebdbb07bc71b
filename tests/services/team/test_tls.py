"""The connection to a team's server: encrypted and the right one, or nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.errors import StoreProblem
from crm_desktop.services.team.certificates import Pair, make_authority, make_server
from crm_desktop.services.team.joining import JoiningService
from crm_desktop.services.team.sharing import SharingService
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.team.invitation import Invitation
from crm_desktop.store.team.refusals import CertificateRanOut, NotEncrypted, NotTheServer
from crm_desktop.store.team.server import Address, read_address
from tests.factories import PASSWORD, QuickPasswords
from tests.postgres import PgServer, installed_binaries
from tests.team_offices import OWNER_PASSWORD, PASSPHRASE, Office

NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Certified:
    """A server with a certificate for `localhost`, and its authority."""

    server: PgServer
    authority: Pair

    def address(self, host: str, certificate: Path | None) -> Address:
        """Its address under a name, with everything checked."""
        url = f"postgresql://postgres@{host}:{self.server.port}/postgres?sslmode=verify-full"
        return read_address(url, certificate)


@pytest.fixture
def office(local_office: Office) -> Office:
    """An office that is still local."""
    return local_office


@pytest.fixture(scope="module")
def certified() -> Iterator[Certified]:
    """A server that lets nobody in by the network without TLS."""
    binaries = installed_binaries()
    assert binaries is not None
    authority = make_authority("Shakti Finance", NOW)
    made = make_server(authority, ["localhost"], NOW)
    server = PgServer(binaries, password=OWNER_PASSWORD, tls=(made.certificate, made.key))
    try:
        server.start()
        yield Certified(server, authority)
    finally:
        server.stop()


@pytest.fixture
def root(certified: Certified, tmp_path: Path) -> Path:
    """The authority's certificate, with the key lying beside it as somebody might leave it."""
    file = tmp_path / "root.pem"
    file.write_bytes(certified.authority.key + certified.authority.certificate)
    return file


def test_a_workspace_is_shared_and_joined_over_tls(
    certified: Certified, root: Path, tmp_path: Path, own_keys: None
) -> None:
    folder = tmp_path / "office"
    WorkspaceService(SystemClock(), QuickPasswords()).create(
        folder, NewWorkspace("Over TLS", "asha", "Asha", PASSWORD)
    )
    office = Office(folder, certified.server.fresh(), certified.server)
    address = certified.address("localhost", root)
    address = replace(address, place=replace(address.place, database=office.place.name))
    shared = office.sharing.share(folder, replace(office.share(), address=address))
    assert {check.what: check.state for check in shared.checks}["TLS"] == "good"
    invitation = Invitation(shared.team).link
    assert "PRIVATE" not in Invitation(shared.team).as_json()["server"]["certificate"]
    from crm_desktop.store.team.invitation import read_invitation

    JoiningService(SystemClock()).join(tmp_path / "seat", read_invitation(invitation), PASSPHRASE)
    services = office.open(tmp_path / "seat")
    actor = services.people.sign_in("asha", PASSWORD).actor
    uses = "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = '{}'"
    assert office.ask(uses.format("crm_over_tls_asha")) == [(True,)]
    services.people.sign_out(actor)
    services.opened.close()


def test_another_name_than_the_certificate_s_is_refused(certified: Certified, root: Path) -> None:
    with pytest.raises(NotTheServer, match="127"):
        sharing().check(certified.address("127.0.0.1", root), OWNER_PASSWORD)


def test_another_authority_is_refused(certified: Certified, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(make_authority("Somebody", NOW).certificate)
    with pytest.raises(NotTheServer, match="certificate verify failed"):
        sharing().check(certified.address("localhost", other), OWNER_PASSWORD)
    with pytest.raises(NotTheServer):
        sharing().check(certified.address("localhost", None), OWNER_PASSWORD)


def test_a_certificate_that_ran_out_is_refused(tmp_path: Path) -> None:
    binaries = installed_binaries()
    assert binaries is not None
    authority = make_authority("Old", NOW)
    ran_out = make_server(authority, ["localhost"], NOW - timedelta(days=4000))
    server = PgServer(binaries, password=OWNER_PASSWORD, tls=(ran_out.certificate, ran_out.key))
    root = tmp_path / "root.pem"
    root.write_bytes(authority.certificate)
    try:
        server.start()
        with pytest.raises(CertificateRanOut, match="ran out on 20"):
            sharing().check(Certified(server, authority).address("localhost", root), OWNER_PASSWORD)
    finally:
        server.stop()


def test_a_server_in_plain_text_gets_nothing(office: Office) -> None:
    url = f"postgresql://postgres@localhost:{office.place.port}/{office.place.name}?sslmode=verify-full"
    with pytest.raises(NotEncrypted, match="ssl = on"):
        office.sharing.check(read_address(url), OWNER_PASSWORD)


def test_joining_needs_a_server_that_answers(office: Office, tmp_path: Path) -> None:
    shared = office.sharing.share(office.folder, office.share())
    gone = replace(shared.team, server=replace(shared.team.server, hosts=(("127.0.0.1", 1),)))
    with pytest.raises(StoreProblem, match="doesn't answer"):
        JoiningService(SystemClock()).join(tmp_path / "seat", Invitation(gone), PASSPHRASE)
    assert not (tmp_path / "seat").exists()


def sharing() -> SharingService:
    return SharingService(SystemClock(), QuickPasswords())
