"""What was done for customers: kept, changed, taken back, with sealed documents; on both engines."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.service_records import LARGEST_FILE, ServiceRecord, ServiceText, short_name
from crm_desktop.errors import Cancelled, ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import LeadService
from crm_desktop.services.service_records import UNUSED_FOR, ServiceRecordService
from crm_desktop.store.errors import FileDamaged
from crm_desktop.store.files import LocalFiles
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.tables import attachments, audit, service_records
from tests.calling_office import NOT_YOURS, CallingOffice, both_engines
from tests.stores import TEST_KEY

TODAY = date(2026, 11, 20)
OIL = ServiceText(date(2026, 11, 18), "Oil change", 1_850_00, "5W-30, filter too", date(2027, 5, 18))


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    """The workspace's folder of files."""
    return LocalFiles(tmp_path, PersonKeys(tmp_path, TEST_KEY))


def service_on(co: CallingOffice, files: LocalFiles) -> ServiceRecordService:
    return ServiceRecordService(co.store, files)


def own_lead(co: CallingOffice) -> UUID:
    return co.add_lead("Ravi Chauhan", owner=co.office.asha)


def sealed(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "files").rglob("*.sealed"))


class Watch:
    """A progress that stops after so many updates."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.told: list[tuple[int, int | None]] = []
        self._left = stop_after

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        self.told.append((done, total))

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@both_engines
def test_a_record_and_its_history(co: CallingOffice, files: LocalFiles) -> None:
    service, asha, lead = service_on(co, files), co.office.asha, own_lead(co)
    request = new_id()
    added = service.add(asha, lead, OIL, request).record
    assert service.add(asha, lead, OIL, request).record == added
    (kept,) = service.of_lead(asha, lead)
    assert kept == added
    assert (kept.what, kept.price_minor, kept.currency, kept.person_name) == (
        "Oil change", 1_850_00, "INR", "Asha Pawar",
    )  # fmt: skip
    assert (kept.done_on, kept.next_due_on, kept.version) == (OIL.done_on, OIL.next_due_on, 1)
    changed = service.change(asha, kept.id, 1, ServiceText(TODAY, " Oil  change,\nfilter ", None)).record
    assert (changed.what, changed.price_minor, changed.next_due_on, changed.version) == (
        "Oil change, filter", None, None, 2,
    )  # fmt: skip
    service.remove(asha, kept.id, 2)
    assert service.of_lead(asha, lead) == ()
    told = [i for i in LeadService(co.store).timeline(asha, lead) if i.kind == "service"]
    assert [(i.text, i.data["act"]) for i in told] == [
        ("Oil change, filter", "removed"),
        ("Oil change, filter", "changed"),
        ("Oil change, ₹1,850, → 18 May 2027", "added"),
    ]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (ServiceText(TODAY, "  "), "what"),
        (ServiceText(TODAY, "x" * 201), "what"),
        (ServiceText(TODAY, "x", note="y" * 2001), "note"),
        (ServiceText(TODAY + timedelta(days=1), "x"), "done_on"),
        (ServiceText(TODAY, "x", -1), "price"),
        (ServiceText(TODAY, "x", next_due_on=TODAY), "next_due_on"),
    ],
)
def test_what_can_not_be_so(co: CallingOffice, files: LocalFiles, text: ServiceText, field: str) -> None:
    with pytest.raises(UserError) as refused:
        service_on(co, files).add(co.office.asha, own_lead(co), text)
    assert refused.value.field == field
    assert co.rows(service_records) == []


def test_who_may(co: CallingOffice, files: LocalFiles) -> None:
    service, lead = service_on(co, files), own_lead(co)
    record = service.add(co.office.lead, lead, OIL).record
    assert service.of_lead(co.office.asha, lead)[0].person_name == "Joseph Lobo"
    for stranger in (co.office.imran, co.office.other_lead):
        for act in (
            lambda who: service.of_lead(who, lead),
            lambda who: service.add(who, lead, OIL),
            lambda who: service.change(who, record.id, 1, OIL),
            lambda who: service.remove(who, record.id, 1),
        ):
            with pytest.raises(NotAllowed):
                act(stranger)


@both_engines
def test_two_people_at_one_record(co: CallingOffice, files: LocalFiles) -> None:
    service, lead = service_on(co, files), own_lead(co)
    record = service.add(co.office.asha, lead, OIL).record
    service.change(co.office.lead, record.id, 1, ServiceText(TODAY, "Brakes"))
    for act in (
        lambda: service.change(co.office.asha, record.id, 1, OIL),
        lambda: service.remove(co.office.asha, record.id, 1),
        lambda: service.detach(co.office.asha, record.id, 1),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()
    assert service.of_lead(co.office.asha, lead)[0].what == "Brakes"


@both_engines
def test_each_act_is_undone_exactly(co: CallingOffice, files: LocalFiles, tmp_path: Path) -> None:
    service, asha, lead = service_on(co, files), co.office.asha, own_lead(co)
    paper = tmp_path / "bill.pdf"
    paper.write_bytes(b"%PDF paid")

    def now() -> list[ServiceRecord]:
        return list(service.of_lead(asha, lead))

    def same(before: list[ServiceRecord]) -> bool:
        return [_bare(r) for r in now()] == [_bare(r) for r in before]

    added = service.add(asha, lead, OIL)
    service.undo(asha, added.undo_id)
    assert now() == []
    record = service.add(asha, lead, OIL).record
    steps = (
        lambda v: service.change(asha, record.id, v, ServiceText(TODAY, "Brakes")).undo_id,
        lambda v: service.attach(asha, record.id, v, paper).undo_id,
        lambda v: service.remove(asha, record.id, v),
    )
    for step in steps:
        before = now()
        undo_id = step(before[0].version)
        assert not same(before)
        service.undo(asha, undo_id)
        assert same(before)
    attached = service.attach(asha, record.id, now()[0].version, paper).record
    undo_id = service.detach(asha, record.id, attached.version).undo_id
    back = service.undo(asha, undo_id)
    assert back is not None
    assert back.document == attached.document
    with pytest.raises(UserError, match="already"):
        service.undo(asha, undo_id)
    undo_id = service.change(asha, record.id, back.version, OIL).undo_id
    with pytest.raises(NotFound):
        service.undo(co.office.lead, undo_id)
    service.change(co.office.lead, record.id, back.version + 1, ServiceText(TODAY, "Tyres"))
    with pytest.raises(ChangedMeanwhile):
        service.undo(asha, undo_id)


def _bare(record: ServiceRecord) -> tuple[object, ...]:
    return (
        record.done_on, record.what, record.price_minor, record.note, record.next_due_on, record.document,
    )  # fmt: skip


# ---- documents -----------------------------------------------------------------------------------------


@both_engines
def test_a_document_is_sealed_and_comes_back_whole(
    co: CallingOffice, files: LocalFiles, tmp_path: Path
) -> None:
    service, asha, lead = service_on(co, files), co.office.asha, own_lead(co)
    content = os.urandom(300_000)
    file = tmp_path / "दस्तावेज़ invoice.pdf"
    file.write_bytes(content)
    record = service.add(asha, lead, OIL).record
    watch = Watch()
    with_file = service.attach(asha, record.id, 1, file, watch).record
    document = with_file.document
    assert document is not None
    assert (document.name, document.media_type, document.size) == (file.name, "application/pdf", 300_000)
    assert document.key_id == lead
    assert watch.told[-1] == (300_000, 300_000)
    (kept,) = sealed(tmp_path)
    assert content[:64] not in kept.read_bytes()
    assert "invoice" not in str(kept)
    out = tmp_path / "out.pdf"
    assert service.save_document(asha, record.id, out, Watch()) == out
    assert out.read_bytes() == content
    assert [row["act"] for row in co.rows(audit, subject_id=record.id)][-1] == "document.opened"
    with pytest.raises(NOT_YOURS):
        service.save_document(co.office.imran, record.id, tmp_path / "x")
    with pytest.raises(UserError, match="can't be written"):
        service.save_document(asha, record.id, tmp_path / "nowhere" / "x.pdf")
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(FileDamaged):
        service.save_document(asha, record.id, tmp_path / "y.pdf")
    assert sorted(p.name for p in tmp_path.glob("*.pdf")) == ["out.pdf", file.name]
    assert list(tmp_path.glob(".*.part")) == []


def test_what_can_not_be_attached(co: CallingOffice, files: LocalFiles, tmp_path: Path) -> None:
    service, asha = service_on(co, files), co.office.asha
    record = service.add(asha, own_lead(co), OIL).record
    large, empty = tmp_path / "film.mp4", tmp_path / "empty.txt"
    with large.open("wb") as out:
        out.truncate(LARGEST_FILE + 1)
    empty.touch()
    for file, says in (
        (large, "“film.mp4” is 26 MB. Attach at most 25 MB"),
        (empty, "is empty"),
        (tmp_path / "gone.pdf", "can't be read"),
        (tmp_path, "can't be read"),
    ):
        with pytest.raises(UserError, match=says) as refused:
            service.attach(asha, record.id, 1, file)
        assert refused.value.field == "document"
    assert sealed(tmp_path) == []
    assert co.rows(attachments) == []


def test_stopping_leaves_nothing_behind(co: CallingOffice, files: LocalFiles, tmp_path: Path) -> None:
    service, asha = service_on(co, files), co.office.asha
    record = service.add(asha, own_lead(co), OIL).record
    file = tmp_path / "scan.pdf"
    file.write_bytes(os.urandom(1_000_000))
    with pytest.raises(Cancelled):
        service.attach(asha, record.id, 1, file, Watch(stop_after=5))
    assert list((tmp_path / "files").rglob("*.*")) == []
    assert co.rows(attachments) == []
    service.attach(asha, record.id, 1, file)
    with pytest.raises(Cancelled):
        service.save_document(asha, record.id, tmp_path / "out.pdf", Watch(stop_after=5))
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_is_not_left_when_someone_changed_the_record(
    co: CallingOffice, files: LocalFiles, tmp_path: Path
) -> None:
    service, asha = service_on(co, files), co.office.asha
    record = service.add(asha, own_lead(co), OIL).record
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"scan")

    class Meanwhile(Watch):
        def check(self) -> None:
            if len(self.told) == 1:
                service.change(co.office.lead, record.id, 1, ServiceText(TODAY, "Brakes"))

    with pytest.raises(ChangedMeanwhile):
        service.attach(asha, record.id, 1, file, Meanwhile())
    assert sealed(tmp_path) == []


@both_engines
def test_files_nobody_has_are_deleted_after_a_month(
    co: CallingOffice, files: LocalFiles, tmp_path: Path
) -> None:
    service, asha, lead = service_on(co, files), co.office.asha, own_lead(co)
    file = tmp_path / "scan.pdf"
    for name in ("gone", "kept", "replaced"):
        file.write_bytes(name.encode())
        record = service.add(asha, lead, ServiceText(TODAY, name)).record
        record = service.attach(asha, record.id, 1, file).record
        if name == "replaced":
            file.write_bytes(b"kept")  # the same as another record's: kept once on the disk
            service.attach(asha, record.id, 2, file)
        elif name == "gone":
            service.remove(asha, record.id, 2)
    assert len(sealed(tmp_path)) == 3
    co.clock.move(seconds=int(UNUSED_FOR.total_seconds()) - 60)
    assert service.tidy(asha) == 0
    co.clock.move(seconds=120)
    assert service.tidy(asha) == 2
    assert len(sealed(tmp_path)) == 1
    for record in service.of_lead(asha, lead):
        service.save_document(asha, record.id, tmp_path / f"{record.what}.out")
    assert len(co.rows(attachments)) == 2
    assert service.tidy(asha) == 0


def test_records_go_with_a_merge_and_come_back(co: CallingOffice, files: LocalFiles) -> None:
    service, leads, admin = service_on(co, files), LeadService(co.store), co.office.admin
    keep, other = co.add_lead("Ravi Chauhan"), co.add_lead("R. Chauhan")
    record = service.add(admin, other, OIL).record
    undo_id = leads.merge(admin, keep, other)
    assert [r.id for r in service.of_lead(admin, keep)] == [record.id]
    assert co.rows(service_records)[0]["lead_id"] == keep  # its next date reminds the lead that stays
    leads.undo_merge(admin, undo_id)
    assert service.of_lead(admin, keep) == ()
    assert [r.id for r in service.of_lead(admin, other)] == [record.id]
    assert leads.count(admin, LeadQuery()) == 2


def test_names_of_files() -> None:
    assert short_name("C:\\Users\\asha\\bill.pdf") == "bill.pdf"
    assert short_name("/tmp/bill.pdf") == "bill.pdf"
    assert short_name("   ") == "document"
    assert len(short_name("x" * 300 + ".pdf")) == 120
    assert short_name("x" * 300 + ".pdf").endswith("x.pdf")
