"""An archive has everything and brings it back equal, from a local file as from a team's server."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
import pytest
from sqlalchemy import func, insert, select

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.consent import Channel
from crm_desktop.domain.evidence import Whose
from crm_desktop.domain.people import COMMAND_SEAT, Actor
from crm_desktop.domain.purposes import forbids_calls
from crm_desktop.domain.requests import Proof, RequestKind, Step
from crm_desktop.domain.service_records import ServiceText
from crm_desktop.domain.tombstones import Buried
from crm_desktop.errors import Cancelled, StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.archive import ArchiveService, ExportArchive
from crm_desktop.services.archive_import import ArchiveImportService, ImportArchive
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.services.consent import SayNo
from crm_desktop.services.deletion_kept import CONTACTS, SALES
from crm_desktop.services.demo import fill
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.leads import NewLead
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.services.requests import TakeRequest, TakeStep
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store import archive_file
from crm_desktop.store.archive_file import ArchiveReader
from crm_desktop.store.archive_sealing import ArchiveKey
from crm_desktop.store.archive_source import ANEW, archived_tables
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import ArchivePassphrase
from crm_desktop.store.opening import STORE_NAME
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import calls, erasures, leads, phones, queue_entries, sales
from crm_desktop.store.team.moving import tally_file
from crm_desktop.store.team.rows import Tally
from crm_desktop.store.tombstones import Tombstones
from tests.factories import PASSWORD, QuickPasswords
from tests.team_offices import OWNER_PASSWORD, Office, cheap_keys

SCAN = b"%PDF-1.4 a policy\n" + os.urandom(70_000)
ERASED = "+919812300001"
# What coming back itself changes: the workspace's id, who signed in, that settings are the new id's.
OWN = ANEW | {"workspace", "settings", "disclosures"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace after a day, with a document, odd texts and somebody erased; copied for each test."""
    folder = tmp_path_factory.mktemp("archive") / "office"
    with pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        workspaces = WorkspaceService(SystemClock(), QuickPasswords())
        workspaces.create(folder, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD))
        services = make_services(workspaces.open(folder), SystemClock(), QuickPasswords())
        _work(services, folder.parent / "policy.pdf")
        services.opened.close()
        yield folder


def _work(services: Services, scan: Path) -> None:
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    fill(services, admin, people=1, leads=12, days=1, seed=5, clock=SystemClock(), password=PASSWORD)
    with services.opened.store.write(admin) as work:
        lead_id = work.connection.execute(select(leads.c.id).limit(1)).scalar_one()
        work.connection.exec_driver_sql(
            "UPDATE leads SET company = '=शक्ति,\" & Söhne', address = 'one' || char(10) || 'two' WHERE no = 2"
        )
        SettingRows(work).set("workspace", new_id(), "odd", {"huge": 1e22, "text": "a “b”\n", "no": None})
        values = {"id": new_id(), "kind": "person", "state": "erased", "person_id": admin.person_id}
        work.connection.execute(
            insert(erasures).values(**values, reason="they asked", at=work.now, starts_at=work.now)
        )
        Tombstones(work).bury(values["id"], {ERASED: Buried.PHONE})
        sold = {"id": new_id(), "lead_id": lead_id, "person_id": admin.person_id, "product": "Home loan"}
        work.connection.execute(
            insert(sales).values(
                **sold, amount_minor=2_400_000, currency="INR", state="received", at=work.now, day=20261120
            )
        )
    scan.write_bytes(SCAN)
    text = ServiceText(SystemClock().now().date(), "Oil change")
    record = services.service_records.add(admin, lead_id, text).record
    services.service_records.attach(admin, record.id, record.version, scan)
    asked = services.requests.take(admin, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=lead_id)).request
    step = TakeStep(new_id(), asked.id, asked.version, Step.IDENTITY, proof=Proof.PAPER)
    services.evidence.bring(
        admin, Whose(lead_id, request_id=asked.id), scan,
        lambda piece: services.requests.take_step(admin, replace(step, file=piece)),
    )  # fmt: skip
    _purposes(services, admin)
    services.people.sign_out(admin, COMMAND_SEAT)


def _purposes(services: Services, admin: Actor) -> None:
    """The campaign calls for one of two purposes; one lead says no to it, another to the other one."""
    for name in ("Home loans", "Cards"):
        words = {"English": f"To offer you {name}."}
        services.consent.save_purpose(admin, SavePurpose(new_id(), name, "promotional", words))
    campaign = services.campaigns.list(admin)[0]
    services.campaigns.update(
        admin, ChangeCampaign(campaign.id, campaign.version, call_class=CallClass.PROMOTIONAL, purpose_no=1)
    )
    with services.opened.store.read(admin) as work:
        asked = select(queue_entries.c.lead_id).where(queue_entries.c.campaign_id == campaign.id)
        some = sorted(work.connection.execute(asked).scalars())[:2]
    for lead_id, purpose in zip(some, ("p1", "p2"), strict=True):
        services.consent.say_no(admin, SayNo(new_id(), lead_id, ((purpose, Channel.CALL),)))


def decided(services: Services, admin: Actor) -> list[tuple[UUID, str, bool, Any]]:
    """What each lead carries of purposes, whether its campaign may call it, and why not."""
    campaign = services.campaigns.list(admin)[0]
    with services.opened.store.read(admin) as work:
        q = queue_entries.c
        asked = (
            select(q.lead_id, leads.c.refused, leads.c.purposes, leads.c.age_band, q.reason)
            .join(leads, leads.c.id == q.lead_id)
            .where(q.campaign_id == campaign.id)
            .order_by(q.lead_id)
        )
        return [
            (
                row.lead_id, row.purposes,
                forbids_calls(row.refused, row.purposes, row.age_band, campaign.aim, work.now), row.reason,
            )
            for row in work.connection.execute(asked)
        ]  # fmt: skip


@pytest.fixture
def worked(made: Path, local_office: Office) -> Office:
    """The office of that workspace."""
    shutil.rmtree(local_office.folder)
    shutil.copytree(made, local_office.folder)
    return local_office


def export(office: Office, out: Path, passphrase: str = "", apart: str = "apart", **how: Any) -> Any:
    """Export the office's folder as its admin."""
    services = office.open()
    try:
        admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
        service = ArchiveService(services.opened, SystemClock())
        return service.export(admin, ExportArchive(out, passphrase, apart), **how)
    finally:
        services.opened.close()


def bring(folder: Path, file: Path, passphrase: str, name: str = "asha", apart: str = "") -> Any:
    """Make an empty workspace and bring an archive into it."""
    WorkspaceService(SystemClock(), QuickPasswords()).create(
        folder, NewWorkspace("Empty", name, "Asha Rao", PASSWORD)
    )
    service = ArchiveImportService(SystemClock(), QuickPasswords())
    return service.bring(folder, ImportArchive(file, name, PASSWORD, passphrase, apart_passphrase=apart))


def tallies(services: Services) -> dict[str, Tally]:
    """What each table of an open local workspace holds."""
    opened = services.opened
    with closing(connect_file(opened.folder / STORE_NAME, opened.key, read_only=True)) as file:
        return {name: tally for name, tally in tally_file(file).items() if name not in OWN}


def rows_in(file: Path) -> dict[str, list[str]]:
    """The rows of an archive without a passphrase, in no order."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        found = {t.name: json.loads(archive.read(f"tables/{t.name}.json")) for t in archived_tables()}
    return {name: sorted(json.dumps(row, sort_keys=True) for row in rows) for name, rows in found.items()}


@pytest.fixture
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase seals by itself costs a second on purpose; here it doesn't."""

    def quick_seal(content: bytes, passphrase: str) -> bytes:
        return passphrase.encode().hex().encode() + b" " + content.hex().encode()

    def quick_unseal(sealed: bytes, passphrase: str) -> bytes:
        word, content = sealed.decode().split(" ")
        if bytes.fromhex(word) != passphrase.encode():
            raise ArchivePassphrase
        return bytes.fromhex(content)

    monkeypatch.setattr("crm_desktop.services.archive.seal", quick_seal)
    monkeypatch.setattr("crm_desktop.store.archive_sealing.unseal", quick_unseal)


@pytest.mark.usefixtures("quick_passphrase")
def test_everything_comes_back_equal(worked: Office, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    done = export(worked, out)
    assert not (tmp_path / ".all.zip.parts").exists()
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        text = archive.read("tables/leads.csv").decode("utf-8-sig")
        whole = b"".join(archive.read(name) for name in archive.namelist())
    listed = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {"'=शक्ति,\" & Söhne"} == {row["company"] for row in listed if "Söhne" in row["company"]}
    assert len(listed) == done.manifest.counts["leads"] == 12
    assert {table["name"] for table in manifest["tables"]} == {table.name for table in archived_tables()}
    assert PASSWORD.encode() not in whole

    # One that has no passphrase comes back while one is set; the workspace's own opens who was erased.
    brought = bring(tmp_path / "home", out, "of other archives", apart="apart")
    before, home = worked.open(), worked.open(tmp_path / "home")
    try:
        assert tallies(home) == tallies(before)
        assert home.opened.info.name == before.opened.info.name
        assert home.opened.sealer.verify().problems == ()
        admin = home.people.sign_in("asha", PASSWORD).actor
        assert [each.name for each in home.consent.purposes(admin)] == ["Home loans", "Cards"]
        told = decided(home, admin)
        assert told == decided(before, before.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor)
        assert [(c, no) for _, c, no, _ in told if c] == [(" -1c ", True), (" -2c ", False)]
        with home.opened.store.read(admin) as work:
            assert Tombstones(work).standing([ERASED, "+919812300002"]) == {ERASED}
            lead_id = work.connection.exec_driver_sql("SELECT lead_id FROM attachments").scalar_one()
        record = home.service_records.of_lead(admin, UUID(bytes=lead_id))[0]
        got = home.service_records.save_document(admin, record.id, tmp_path / "out.pdf")
        assert got.read_bytes() == SCAN
        (asked, *_) = home.requests.page(admin)
        (card,) = home.evidence.of_request(admin, asked.request.id)
        assert home.evidence.save(admin, card.id, tmp_path / "card.pdf").read_bytes() == SCAN
        newcomer = brought.newcomers[0]
        signed = home.people.sign_in(newcomer.person.sign_in_name, newcomer.one_time_password)
        assert signed.must_change_password
    finally:
        before.opened.close()
        home.opened.close()

    worked.sharing.share(worked.folder, worked.share())
    # The same scan twice: under the lead's key, and under the request's.
    assert export(worked, tmp_path / "team.zip").manifest.document_count == 1
    with zipfile.ZipFile(tmp_path / "team.zip") as archive:
        listed_documents = json.loads(archive.read("documents.json"))
    assert [each["file"] is not None for each in listed_documents] == [True, True]
    ours, theirs = rows_in(out), rows_in(tmp_path / "team.zip")
    assert {n for n in ours if ours[n] != theirs[n]} <= ANEW | {"disclosures", "settings"}


@pytest.mark.parametrize("where", ["local", "server"])
@pytest.mark.usefixtures("quick_passphrase")
def test_exported_deleted_and_brought_back_elsewhere_the_erased_stay_away(
    worked: Office, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ArchiveKey(b"sealed", pyrage.x25519.Identity.generate())
    monkeypatch.setattr(ArchiveKey, "make", lambda _word: made)
    if where == "server":
        worked.sharing.share(worked.folder, worked.share())
    services = worked.open()
    opened, deletion = services.opened, services.deletion
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    with opened.store.read(admin) as work:
        asked = select(calls.c.lead_id, leads.c.name, phones.c.e164).join_from(calls, leads)
        gone = work.connection.execute(asked.join(phones, phones.c.id == calls.c.phone_id).limit(1)).one()
        called = work.connection.execute(select(func.count()).select_from(calls)).scalar_one()
    services.erasure.erase(admin, ErasePerson(new_id(), gone.lead_id, "Asked by telephone"))
    archive = ArchiveService(opened, SystemClock())
    archive.export(admin, ExportArchive(tmp_path / "all.zip", "", "apart"))
    name = opened.info.name
    deletion.plan(opened, admin, name)
    deletion.cancel(opened, admin)
    hold = services.keeping.hold(admin, HoldKind(None, "Suit 12/2026", "Civil court", date(2090, 1, 1)))
    with pytest.raises(UserError, match=r"until Sun 1 Jan 2090: Suit 12/2026 \(Civil court\)"):
        deletion.plan(opened, admin, name, 0)
    services.keeping.lift(admin, hold.id)
    deletion.plan(opened, admin, name, 0)
    with pytest.raises(UserError, match="DPDP Rules 2025") as refused:
        deletion.prepare(opened, admin, name)
    assert refused.value.field == "passphrase"
    contacts, sold = deletion.owed(opened, admin)
    assert (contacts.what, sold.what) == (CONTACTS, SALES)
    assert sold.until.year == SystemClock().now().year + 8
    doomed = deletion.prepare(opened, admin, name, "four words of ours")
    opened.close()
    done = deletion.carry_out(doomed, None, OWNER_PASSWORD)
    assert not worked.folder.exists()
    assert worked.traces == []
    for told in done.certificate["kept_by_law"]:
        file = tmp_path / told["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == told["sha256"]
        assert gone.e164.encode() not in file.read_bytes()
    rows = kept_rows(tmp_path / done.certificate["kept_by_law"][0]["file"], made)
    assert len(rows["calls"]) == called
    assert {"note", "disposition_values"}.isdisjoint(rows["calls"][0])
    assert {str(row["lead_id"]) for row in rows["calls"]} <= {str(row["id"]) for row in rows["leads"]}
    (erased,) = rows["erased"]
    assert erased["content"]["phones"] == [{"e164": gone.e164}]
    assert gone.name not in json.dumps(rows["leads"], ensure_ascii=False)
    assert rows["audit"]
    (sale,) = kept_rows(tmp_path / done.certificate["kept_by_law"][1]["file"], made)["sales"]
    assert (sale["amount_minor"], sale["customer"] != "") == (2_400_000, True)

    bring(tmp_path / "home", tmp_path / "all.zip", "apart")
    home = worked.open(tmp_path / "home")
    try:
        admin = home.people.sign_in("asha", PASSWORD).actor
        with pytest.raises(UserError, match="erased"):
            home.leads.create(admin, NewLead(gone.name, (gone.e164,)))
    finally:
        home.opened.close()


def kept_rows(file: Path, key: ArchiveKey) -> dict[str, list[dict[str, Any]]]:
    """The tables of what law keeps, opened."""
    found = {}
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("tables/"):
                with archive.open(name) as sealed, key.unsealing(sealed, name) as plain:
                    found[Path(name).name.partition(".")[0]] = json.load(plain)
    return found


def test_a_sealed_archive_opens_with_its_passphrase_alone(worked: Office, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    assert export(worked, out, "a long passphrase").is_sealed
    raw = out.read_bytes()
    assert b"manifest" in raw
    assert b"Oil change" not in raw
    with zipfile.ZipFile(out) as archive:
        assert archive.read("key.age").startswith(b"age-encryption.org/v1\n-> scrypt ")
        assert archive.read("tables/leads.csv.gz.age").startswith(b"age-encryption.org/v1\n-> X25519 ")
    with pytest.raises(StoreProblem, match="not it"):
        ArchiveReader(out)
    assert bring(tmp_path / "home", out, "a long passphrase", "meera").tombstones == 1
    home = worked.open(tmp_path / "home")
    assert {"asha", "meera"} <= set(home.people.sign_in_names())
    home.opened.close()


@pytest.mark.usefixtures("quick_passphrase")
def test_what_is_damaged_or_not_empty_is_refused_and_nothing_changes(worked: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="passphrase"):
        export(worked, tmp_path / "all.zip", apart="")
    export(worked, tmp_path / "all.zip")
    with pytest.raises(UserError, match="not empty"):
        ArchiveImportService(SystemClock(), QuickPasswords()).bring(
            worked.folder, ImportArchive(tmp_path / "all.zip", "asha", PASSWORD, "apart")
        )
    with pytest.raises(StoreProblem, match="itself has no passphrase"):
        bring(tmp_path / "wrong", tmp_path / "all.zip", "another", apart="a third")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(tmp_path / "all.zip") as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b'"attempts":1', b'"attempts":0'))
    with pytest.raises(StoreProblem, match="damaged"):
        bring(tmp_path / "home", changed, "apart")
    left = {file.name for file in (tmp_path / "home").iterdir()}
    assert STORE_NAME in left
    assert not [name for name in left if name.endswith(".documents")]


@pytest.mark.usefixtures("quick_passphrase")
def test_an_export_stopped_leaves_nothing_and_one_killed_goes_on(
    worked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop:
        """Stops at once."""

        def update(self, done: int, total: int | None = None, note: str = "") -> None:
            """Stop here?"""
            if done > 3:
                raise Cancelled

        def check(self) -> None:
            """Not by itself."""

    out = tmp_path / "all.zip"
    with pytest.raises(Cancelled):
        export(worked, out, progress=Stop())
    assert list(tmp_path.glob(".*")) == []
    assert not out.exists()

    with monkeypatch.context() as patch:
        patch.setattr("crm_desktop.services.archive.put_together", lambda *_: 1 / 0)  # as a full disk there
        with pytest.raises(ZeroDivisionError):
            export(worked, out)
    written: list[str] = []
    plain = archive_file.write_part
    monkeypatch.setattr(
        "crm_desktop.services.archive.write_part", lambda *each: (written.append(each[1]), plain(*each))[1]
    )
    assert export(worked, out).went_on
    assert "tables/leads.json" not in written
    assert "tables/audit.json" in written
    assert len(rows_in(out)["leads"]) == 12
