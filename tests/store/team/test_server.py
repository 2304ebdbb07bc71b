"""Addresses of servers and invitations to teams: understood, or refused in one sentence."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import OperationalError

from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.team.certificates import make_authority
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.team.invitation import LINK, Invitation, read_invitation
from crm_desktop.store.team.refusals import NoServer, connection_refused
from crm_desktop.store.team.rows import Tally
from crm_desktop.store.team.server import ServerPlace, is_loopback, read_address
from crm_desktop.store.team.team_file import TeamFile

INFO = WorkspaceInfo(
    UUID(int=7), "शक्ति Finance", "IN", "INR", "Asia/Kolkata", datetime(2026, 1, 2, tzinfo=UTC), new_id()
)
AUTHORITY = make_authority("Shakti Finance", INFO.created_at).certificate.decode()
PLACE = ServerPlace((("db1.example", 5432), ("db2.example", 5433)), "crm", True, "")


def test_an_address_as_it_is_typed() -> None:
    found = read_address("postgresql://admin@db.example:6000/crm")
    assert found.user == "admin"
    assert found.place == ServerPlace((("db.example", 6000),), "crm", True)
    told = found.place.parameters("x", None, None)
    assert (told["sslmode"], told["sslrootcert"]) == ("verify-full", "system")


def test_several_hosts_are_tried_for_the_one_that_can_be_written_to() -> None:
    found = read_address("postgresql://admin@db1.example,db2.example:5433/crm")
    assert found.place.hosts == (("db1.example", 5432), ("db2.example", 5433))
    told = found.place.parameters("x", None, None)
    assert (told["host"], told["port"]) == ("db1.example,db2.example", "5432,5433")
    assert told["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "is not a server's address"),
        ("mysql://a@b/c", "is not a server's address"),
        ("postgresql://admin@db:port/crm", "is not one"),
        ("postgresql://db.example/crm", "administrator"),
        ("postgresql://admin:secret@db.example/crm", "must not stand in"),
        ("postgresql://admin@db.example/crm?sslmode=disable", "others could read"),
        ("postgresql://admin@db.example/crm?sslmode=require", "others could read"),
        ("postgresql://admin@127.0.0.1,db.example/crm?sslmode=prefer", "others could read"),
        ("postgresql://admin@db.example/crm?service=x", "can't be part"),
        ("postgresql://admin@db.example/crm?sslrootcert=/nowhere.pem", "can't be read"),
    ],
)
def test_addresses_that_are_refused(url: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        read_address(url)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "127.8.9.1", "::1", "/run/postgresql"])
def test_this_computer_needs_no_tls(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.168.1.4", "0.0.0.0", "localhost.evil.example", "2001:db8::1"])
def test_other_computers_do(host: str) -> None:
    assert not is_loopback(host)


@given(name=st.text(min_size=1, max_size=40), person=st.text(max_size=20))
def test_an_invitation_comes_back_from_file_and_link(
    tmp_path_factory: pytest.TempPathFactory, name: str, person: str
) -> None:
    info = WorkspaceInfo(INFO.id, name, "IN", "INR", "Asia/Kolkata", INFO.created_at, INFO.epoch)
    secured = replace(PLACE, certificate=AUTHORITY * 2)
    invitation = Invitation(TeamFile(info, "shakti", secured, "admin"), person)
    file = tmp_path_factory.mktemp("i") / "team.crminvite"
    invitation.write(file)
    assert read_invitation(file) == invitation
    # as links were made before their certificates were packed as bytes
    older = zlib.compress(json.dumps(invitation.as_json(), separators=(",", ":")).encode(), 9)
    for link in (
        invitation.link,
        invitation.qr_link,
        invitation.qr_link.lower(),
        LINK + base64.urlsafe_b64encode(older).decode().rstrip("="),
    ):
        wrapped = "\n ".join(link[at : at + 60] for at in range(0, len(link), 60))
        assert read_invitation(wrapped) == invitation
        with pytest.raises(UserError):
            read_invitation(link[:-9])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fields: fields.update(kind="something"),
        lambda fields: fields.update(slug="x; DROP SCHEMA"),
        lambda fields: fields["server"].update(encrypted=False),
        lambda fields: fields["server"].update(hosts=[]),
        lambda fields: fields["workspace"].update(zone="Mars/Base"),
        lambda fields: fields["workspace"].update(id="7"),
        lambda fields: fields.pop("workspace"),
    ],
)
def test_an_invitation_that_was_changed_is_refused(tmp_path: Path, spoil: object) -> None:
    fields = Invitation(TeamFile(INFO, "shakti", PLACE)).as_json()
    spoil(fields)  # type: ignore[operator]
    file = tmp_path / "team.crminvite"
    file.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(UserError, match="not an invitation"):
        read_invitation(file)


@pytest.mark.parametrize("text", [LINK, LINK + "!!!", LINK + "AAAA", LINK + "eNqrVgIAAKMA"])
def test_a_link_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_invitation(text)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.crminvite").write_bytes(b"\xff\xd8\xff")
    for file in (tmp_path / "x.crminvite", tmp_path / "nowhere.crminvite", tmp_path):
        with pytest.raises(UserError):
            read_invitation(file)


def test_the_qr_is_a_picture(tmp_path: Path) -> None:
    Invitation(TeamFile(INFO, "shakti", PLACE)).write_qr(tmp_path / "qr.png")
    assert (tmp_path / "qr.png").read_bytes().startswith(b"\x89PNG")


def test_a_qr_that_cant_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be written to"):
        Invitation(TeamFile(INFO, "shakti", PLACE)).write_qr(tmp_path / "nowhere" / "qr.png")
    chain = "".join(
        f"-----BEGIN CERTIFICATE-----\n{token_hex(900)}\n-----END CERTIFICATE-----\n" for _ in "1234"
    )
    with pytest.raises(UserError, match="too long for a QR picture"):
        Invitation(TeamFile(INFO, "shakti", replace(PLACE, certificate=chain))).write_qr(tmp_path / "qr.png")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_database_is_told_with_a_statement_that_runs() -> None:
    said = OperationalError('connection failed: FATAL:  database "crm-office" does not exist')
    told = str(connection_refused(said, "server", "postgres", has_password=True))
    assert "CREATE DATABASE \"crm-office\" ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';" in told


def test_a_name_nobody_knows_and_a_certificate_that_isnt_there(tmp_path: Path) -> None:
    said = OperationalError("failed to resolve host 'office.local': Name or service not known")
    told = connection_refused(said, "office.local:5432/crm", "crm_office", has_password=True)
    assert isinstance(told, NoServer)  # the office's own is looked for around
    assert "crm-authority.pem" in str(told)
    with pytest.raises(UserError, match=r"can't be read .No such file") as refused:
        read_address("postgresql://crm_office@office.local/crm", tmp_path / "crm-authority.pem")
    assert refused.value.field == "certificate"


@given(st.lists(st.tuples(st.integers(), st.text(), st.binary()), max_size=20), st.randoms())
def test_a_tally_knows_rows_and_no_order(rows: list[tuple[int, str, bytes]], random: object) -> None:
    one, other = Tally(), Tally()
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for row in rows:
        one.add(row)
    for row in mixed:
        other.add(row)
    assert one == other
    other.add((0, "", b"one more"))
    assert one != other
