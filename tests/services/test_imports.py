"""Imports from a file to the store: what becomes of rows, policies, refused rows; on every engine."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select, update

from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.people import Actor
from crm_desktop.errors import Cancelled, NotAllowed, NotFound, UserError
from crm_desktop.readers import Source, open_source
from crm_desktop.services.imports import ImportPlan, ImportResult, ImportService, running, stretches, undoing
from crm_desktop.services.imports import service as imports_service
from crm_desktop.services.imports.refused import bare, guarded
from crm_desktop.store import tables as t
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.leads import Leads
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_groups import differing
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office
from tests.staffed_stores import Staffed

HEAD = {
    "Name": "name", "Mobile": "phone", "Alt": "phone", "Email": "email", "City": "city", "Company": "company",
    "Owner": "owner", "Status": "status", "Result": "result", "Next": "next_call_date", "Remark": "note",
    "Tags": "tags", "Amount": "amount", "Policy": "custom:policy",
    "Rating": "score", "Interested in": "product",
}  # fmt: skip


CAMPAIGNS = ("campaigns", "campaign_rules", "dispositions")  # made for an import, and left


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


@pytest.fixture
def service(store: Store, tmp_path: Path) -> ImportService:
    workspace = tmp_path / "workspace"
    workspace.mkdir(exist_ok=True)
    return ImportService(store, workspace_dir=workspace)


def rules(*headings: str) -> Mapping:
    return Mapping(tuple(ColumnRule(h, HEAD[h]) for h in headings))


class File:
    """A made-up CSV in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def __call__(self, header: Sequence[str], *rows: Sequence[str], name: str = "leads.csv") -> Source:
        path = self.folder / name
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([header, *rows])
        return open_source(path)


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "files")


def adds_up(result: ImportResult) -> bool:
    return result.created + result.updated + result.skipped + result.refused == result.read


def count(store: Store, table: Table) -> int:
    with store.read() as work:
        return int(work.connection.execute(select(func.count()).select_from(table)).scalar_one())


def one(store: Store, statement: Any) -> Any:
    with store.read() as work:
        return work.connection.execute(statement).one()


def everything(store: Store) -> dict[str, int]:
    """How many rows each table has, but for those that only tell of acts."""
    quiet = {"audit", "changes", "import_layouts", "commands", "audit_seals", "field_definitions", "tags"}
    quiet |= {"session_tokens", "queue_counts"}  # on a server counts are put together now and then
    with store.read() as work:
        assert differing(work) == 0
    return {table.name: count(store, table) for table in t.metadata.sorted_tables if table.name not in quiet}


def test_a_row_with_everything(store: Store, office: Office, service: ImportService, file: File) -> None:
    header = list(HEAD)
    row = ["Ravi Testwala", "98000 00001", "+91 98000 00002", "Ravi@Example.in; r2@example.in", "Pune",
           "Test Traders", "Asha", "", "RNR 2", "25/11/2026", "Bole kal karo", "hot, pune", "₹ 50,000",
           "P-1"]  # fmt: skip
    result = service.run(
        office.admin, file(header, row), ImportPlan("Diwali loans", rules(*header), source="Fair")
    )
    assert (result.read, result.created, result.refused_file) == (1, 1, None)
    lead = one(store, select(t.leads))
    assert (lead.name, lead.name_key, lead.company_key, lead.city_key) == (
        "Ravi Testwala", "ravi testwala", "test traders", "pune",
    )  # fmt: skip
    assert (lead.email, lead.source, lead.zone, lead.status) == (
        "ravi@example.in",
        "Fair",
        "Asia/Kolkata",
        "open",
    )
    assert (lead.last_result, lead.owner_id, lead.version) == ("No answer", office.asha.person_id, 1)
    due = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)  # ten in the morning at the office
    assert lead.next_call_at == due
    with store.read() as work:
        rows = work.connection
        phones = rows.execute(
            select(t.phones.c.e164).join(t.lead_phones).order_by(t.lead_phones.c.position)
        ).scalars()
        assert list(phones) == ["+919800000001", "+919800000002"]
        assert rows.execute(select(t.lead_emails.c.email)).scalars().all() == ["r2@example.in"]
        assert set(rows.execute(select(t.tags.c.name)).scalars()) == {"hot", "pune"}
        fields = rows.execute(
            select(t.field_definitions.c.key, t.field_values.c.text, t.field_values.c.number).join(
                t.field_values
            )
        ).all()
        assert {tuple(f) for f in fields} == {("amount", "₹ 50,000", 5_000_000), ("policy", "P-1", None)}
        promise = rows.execute(select(t.callbacks)).one()
        assert (promise.owner_id, promise.due_at, promise.state) == (office.asha.person_id, due, "open")
        note = rows.execute(select(t.timeline)).one()
        assert (note.kind, note.text) == ("imported", "Bole kal karo")
        entry = rows.execute(select(t.queue_entries)).one()
        assert (entry.lane, entry.next_at, entry.owner_id) == (1, due, office.asha.person_id)
        assert rows.execute(select(t.campaign_zones.c.zone)).scalars().all() == ["Asia/Kolkata"]
        text = rows.execute(select(t.lead_search.c.text)).scalar_one()
        assert text.split("\n") == [
            "ravi testwala", "test traders", "ravi@example.in", "r2@example.in", "+919800000001",
            "+919800000002",
        ]  # fmt: skip


def test_new_leads_are_found_by_the_trigram_index(sqlite_store: Store, tmp_path: Path, file: File) -> None:
    office = make_office(sqlite_store)
    source = file(["Name", "Mobile"], ["Ravi Testwala", "9800000001"], ["Asha Test", "9800000002"])
    ImportService(sqlite_store).run(office.admin, source, ImportPlan("C", rules("Name", "Mobile")))
    with sqlite_store.read() as work:
        sql = "SELECT text FROM lead_fts WHERE text LIKE ?"
        assert len(work.connection.exec_driver_sql(sql, ("%testw%",)).fetchall()) == 1
        assert len(work.connection.exec_driver_sql(sql, ("%98000000%",)).fetchall()) == 2


def test_the_last_result_gives_the_place_in_the_queue(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Email", "Result"]
    for name, phone, email, result, lane, reason in (
        ("A Test", "9800000001", "", "", 3, ""),
        ("B Test", "", "a@example.in", "", 8, "no_phone"),
        ("C Test", "9800000003", "", "DND", 8, "do_not_call"),
        ("D Test", "9800000004", "", "Wrong number", 8, "no_phone"),
        ("E Test", "9800000005", "", "Not interested", 9, "final"),
        ("F Test", "9800000006", "", "Sold", 9, "final"),
    ):
        cells = [name, phone, email, result]
        service.run(office.admin, file(header, cells, name=f"{name}.csv"), ImportPlan("C", rules(*header)))
        of_lead = select(t.queue_entries).join(t.leads, t.leads.c.id == t.queue_entries.c.lead_id)
        entry = one(store, of_lead.where(t.leads.c.name == name))
        assert (entry.lane, entry.reason) == (lane, reason), result


def test_a_date_without_an_owner_is_the_next_try(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Next"]
    service.run(
        office.admin,
        file(header, ["A", "9800000001", "2026-11-30 16:00:00"]),
        ImportPlan("C", rules(*header)),
    )
    entry = one(store, select(t.queue_entries))
    assert (entry.lane, entry.reason) == (2, "waiting_retry")
    assert entry.next_at == datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
    assert count(store, t.callbacks) == 0


def test_do_not_call_in_the_file_is_kept_with_who_and_why_and_survives_undo_and_re_import(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Result"]
    done = service.run(
        office.admin, file(header, ["A", "9800000001", "DND"]), ImportPlan("C", rules(*header))
    )
    row = one(store, select(t.do_not_calls))
    assert (row.person_id, row.why, row.is_lifted) == (office.admin.person_id, "import", False)
    undone = service.undo(office.admin, done.id)
    assert (undone.removed, count(store, t.leads), count(store, t.phones)) == (1, 0, 1)
    service.run(office.admin, file(header[:2], ["B", "9800000001"]), ImportPlan("C", rules(*header[:2])))
    assert one(store, select(t.queue_entries)).reason == "do_not_call"
    assert one(store, select(t.phones)).do_not_call_at is not None
    assert count(store, t.do_not_calls) == 1


WAYS: tuple[tuple[Any, tuple[int, int, int], str, str, int], ...] = (
    ("skip", (0, 0, 2), "Old Name", "", 1),
    ("fill", (0, 1, 1), "Old Name", "New Firm", 1),
    ("update", (0, 1, 1), "New Name", "New Firm", 1),
    ("create", (2, 0, 0), "Old Name", "", 3),
)


def test_what_happens_to_duplicates(store: Store, office: Office, service: ImportService, file: File) -> None:
    header = ["Name", "Mobile", "Company"]
    old, new = ["Old Name", "9800000001", ""], ["New Name", "+91 98000 00001", "New Firm"]
    for duplicates, expected, name, company, leads in WAYS:
        first = service.run(office.admin, file(header, old), ImportPlan("C", rules(*header)))
        plan = ImportPlan("C", rules(*header), duplicates=duplicates)
        result = service.run(office.admin, file(header, new, new, name="again.csv"), plan)
        assert (result.created, result.updated, result.skipped) == expected
        assert adds_up(result)
        assert result.repeated == 1
        assert count(store, t.leads) == leads
        lead = one(store, select(t.leads).order_by(t.leads.c.no).limit(1))
        assert (lead.name, lead.company) == (name, company)
        if duplicates == "update":
            assert "new firm" in one(store, select(t.lead_search)).text
        service.undo(office.admin, result.id)
        service.undo(office.admin, first.id)
        assert count(store, t.leads) == 0


def test_families_share_a_number(store: Store, office: Office, service: ImportService, file: File) -> None:
    header = ["Name", "Mobile"]
    rows = [["Asha Test", "9800000001"], ["Ravi Test", "9800000001"], ["asha  TEST", "9800000001"]]
    plan = ImportPlan("C", rules(*header), match="phone_name")
    result = service.run(office.admin, file(header, *rows), plan)
    assert (result.created, result.skipped, result.repeated) == (2, 1, 1)
    assert (count(store, t.phones), count(store, t.lead_phones)) == (1, 2)


def test_rows_without_a_phone_match_by_e_mail_and_name(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Email"]
    rows = [["Asha Test", "a@example.in"], ["Asha Test", "A@example.in"], ["Ravi Test", "a@example.in"]]
    result = service.run(office.admin, file(header, *rows), ImportPlan("C", rules(*header)))
    assert (result.created, result.skipped, result.repeated) == (2, 1, 1)
    again = service.run(office.admin, file(header, *rows, name="b.csv"), ImportPlan("C", rules(*header)))
    assert (again.created, again.skipped) == (0, 3)


def test_a_second_number_in_the_file_is_the_same_person(
    office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Alt"]
    rows = [["Asha", "9800000001", "9800000002"], ["", "9800000002", ""], ["", "9800000003", "9800000001"]]
    result = service.run(
        office.admin, file(header, *rows), ImportPlan("C", rules(*header), duplicates="fill")
    )
    assert (result.created, result.updated, result.skipped, result.repeated) == (1, 1, 1, 2)


def test_the_same_request_twice_is_one_import(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile"]
    source, plan = (
        file(header, ["A", "9800000001"], ["B", "12"]),
        ImportPlan("C", rules(*header), duplicates="create"),
    )
    first = service.run(office.admin, source, plan)
    again = service.run(office.admin, source, plan)
    assert replace(first, problems=()) == again
    assert (count(store, t.leads), len(list(file.folder.glob("*refused*")))) == (1, 1)


def test_refused_rows_can_be_mended_and_brought_again(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Remark"]
    nasty = ["=cmd|x", "99", '-- odd, "quoted"\nline']
    result = service.run(
        office.admin,
        file(header, ["A", "9800000001", ""], nasty, ["'@b", "+91 1", "+1"]),
        ImportPlan("C", rules(*header)),
    )
    assert (result.created, result.refused) == (1, 2)
    assert result.refused_file is not None
    raw = result.refused_file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with result.refused_file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == [*header, "Reason"]
    assert rows[1][0] == "'=cmd|x"
    assert rows[1][3].startswith("The phone number")
    mended = (
        result.refused_file.read_text("utf-8-sig")
        .replace(",99,", ",9800000002,")
        .replace("+91 1,", "+91 98000 00003,")
    )
    result.refused_file.write_text(mended, "utf-8-sig")
    source = open_source(result.refused_file)
    mapping = service.layout_for(office.admin, source.table().header)
    assert mapping is not None
    assert [rule.target for rule in mapping.columns] == ["name", "phone", "note", "ignore"]
    again = service.run(office.admin, source, ImportPlan("C", mapping))
    assert (again.created, again.refused, again.refused_file) == (2, 0, None)
    with store.read() as work:
        names = set(work.connection.execute(select(t.leads.c.name)).scalars())
        notes = set(work.connection.execute(select(t.timeline.c.text)).scalars())
    assert names == {"A", "=cmd|x", "'@b"}
    assert '-- odd, "quoted"\nline' in notes


@pytest.mark.parametrize(
    "cell", ["", "=1", "'=1", "''=1", "+91 98000 00001", "-5", "+x", "@a", "'", "'a", "\tx", "-", "'-5"]
)
def test_guarding_a_cell_is_undone_exactly(cell: str) -> None:
    assert bare(guarded(cell)) == cell


def test_refused_rows_never_go_into_the_workspace_nor_over_the_source(
    store: Store, office: Office, service: ImportService, file: File, tmp_path: Path
) -> None:
    header = ["Name", "Mobile"]
    source = file(header, ["A", "1"])
    before = everything(store)
    for place in (
        tmp_path / "workspace" / "r.csv",
        file.folder / "leads.csv",
        tmp_path / "missing" / "r.csv",
    ):
        with pytest.raises(UserError):
            service.run(office.admin, source, ImportPlan("C", rules(*header)), refused_file=place)
    assert everything(store) == before
    assert [p.name for p in file.folder.iterdir()] == ["leads.csv"]


def test_a_hostile_file_changes_nothing(
    store: Store, office: Office, service: ImportService, tmp_path: Path, file: File
) -> None:
    picture = tmp_path / "leads.csv"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    with pytest.raises(UserError, match="picture"):
        open_source(picture)
    header = ["Name", "Mobile"]
    path = file.folder / "cut.csv"
    rows = "\n".join(f"A,98000{i:05d}" for i in range(300))
    path.write_text(f'Name,Mobile\n{rows}\n"never closed,9800000001\n', "utf-8")
    before = everything(store)
    with pytest.raises(UserError, match="never closed"):
        service.run(office.admin, open_source(path), ImportPlan("New campaign", rules(*header)))
    assert everything(store) == before
    assert sorted(p.name for p in file.folder.iterdir()) == ["cut.csv"]


def test_who_may_import_and_for_whom(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Owner"]
    source = file(header, ["A", "9800000001", "Zoya"], ["B", "9800000002", "Imran"])
    with pytest.raises(NotAllowed):
        service.run(office.asha, source, ImportPlan("C", rules(*header)))
    result = service.run(office.lead, source, ImportPlan("C", rules(*header)))
    assert [p.reason for p in result.problems] == ["Nobody here is called so; left without an owner"]
    with store.read() as work:
        found = work.connection.execute(
            select(t.leads.c.owner_id, t.leads.c.team_id).order_by(t.leads.c.no)
        ).all()
    assert [tuple(r) for r in found] == [
        (None, office.lead.team_id),
        (office.imran.person_id, office.lead.team_id),
    ]
    other = file(header, ["Changed", "9800000001", ""], name="b.csv")
    plan = ImportPlan("C", rules(*header), duplicates="update")
    theirs = service.run(office.other_lead, other, plan)
    assert (theirs.updated, theirs.skipped) == (0, 1)
    with pytest.raises(NotFound):
        service.undo(office.other_lead, result.id)
    assert [s.id for s in service.list(office.other_lead)] == [theirs.id]
    assert len(service.list(office.admin)) == 2
    with pytest.raises(UserError, match="owner"):
        service.run(
            office.lead,
            other,
            replace(plan, owner_id=office.other_caller.person_id, request_id=office.workspace_id),
        )


def test_the_preview_says_what_happens_and_changes_nothing(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "Owner", "Result", "Next"]
    service.run(
        office.admin,
        file(["Name", "Mobile"], ["Old", "9800000001"]),
        ImportPlan("C", rules("Name", "Mobile")),
    )
    rows = [["A", "9800000001", "Imran", "RNR", "03/04/2026"],
            ["B", "9800000002", "Somebody", "xyzzy", "05/06/2026"],
            ["B", "9800000002", "", "", ""], ["C", "12", "", "", ""]]  # fmt: skip
    source, before = file(header, *rows, name="b.csv"), everything(store)
    plan = ImportPlan("C", rules(*header))
    preview = service.preview(office.admin, source, None, plan.mapping, plan)
    assert (preview.rows, preview.created, preview.updated, preview.skipped, preview.refused) == (
        4,
        1,
        0,
        2,
        1,
    )
    assert (preview.repeated, preview.is_exact) == (1, True)
    assert everything(store) == before
    asked = {(q.kind, q.value) for q in preview.questions}
    assert {("person", "Somebody"), ("result", "xyzzy")} <= asked
    assert any(q.kind == "date_order" for q in preview.questions)
    assert [s.fate for s in preview.samples] == ["skip", "new", "skip", "refuse"]
    result = service.run(office.admin, source, plan)
    assert (result.created, result.skipped, result.refused) == (1, 2, 1)


class StopAfter:
    """A progress that is cancelled after some rows, and counts what it was told."""

    def __init__(self, checks: int) -> None:
        self.left = checks
        self.told: list[tuple[int, int | None]] = []

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        self.told.append((done, total))

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short file takes the way of a long one."""
    monkeypatch.setattr(running, "BATCH", 10)
    monkeypatch.setattr(running, "CHUNK", 40)
    monkeypatch.setattr(running, "PUBLISH", 25)
    monkeypatch.setattr(running, "STEP", 5)
    monkeypatch.setattr(running, "LOT", 5)
    monkeypatch.setattr(undoing, "STRETCH", 15)
    monkeypatch.setattr(undoing, "PHONES", 40)
    monkeypatch.setattr(undoing, "PHONE_STEP", 15)
    monkeypatch.setattr(stretches, "LONGEST_S", -1.0)  # every step is a transaction


def many(start: int, stop: int) -> Iterator[list[str]]:
    for i in range(start, stop):
        yield [f"{'zyxwv'[i % 5]} Test {i}", f"98000{i:05d}", "pune", f"tag{i % 3}"]


MANY = ["Name", "Mobile", "City", "Tags"]


@pytest.mark.usefixtures("small_batches")
def test_a_long_file_in_many_transactions(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    rows = [*many(0, 130), *many(100, 140), ["X", "1", "", ""]]
    progress = StopAfter(10_000)
    result = service.run(office.admin, file(MANY, *rows), ImportPlan("C", rules(*MANY)), progress)
    assert (result.read, result.created, result.skipped, result.refused, result.repeated) == (
        171,
        140,
        30,
        1,
        30,
    )
    for table in (t.leads, t.phones, t.lead_phones, t.queue_entries, t.lead_search, t.lead_tags):
        assert count(store, table) == 140
    assert progress.told[-1][0] == 171
    with store.read() as work:
        pairs = work.connection.execute(
            select(t.leads.c.name_key, t.lead_search.c.text).join(
                t.lead_search, t.leads.c.no == t.lead_search.c.no
            )
        ).all()
        order = work.connection.execute(select(t.leads.c.name).order_by(t.leads.c.id)).scalars().all()
        assert differing(work) == 0
    assert all(text.startswith(key) for key, text in pairs)
    assert order == [r[0] for r in many(0, 140)]  # the queue goes by these ids: the file's order
    undone = service.undo(office.admin, result.id, StopAfter(10_000))
    assert (undone.removed, undone.kept) == (140, ())
    with store.read() as work:
        assert differing(work) == 0
    for table in (t.leads, t.phones, t.lead_phones, t.queue_entries, t.lead_search, t.lead_tags):
        assert count(store, table) == 0


@pytest.mark.usefixtures("small_batches")
def test_cancelling_leaves_nothing_behind(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    service.run(office.admin, file(MANY, *many(0, 5)), ImportPlan("Old", rules(*MANY)))
    before = everything(store)
    rows = [*many(0, 130), ["X", "1", "", ""]]
    for checks in (0, 3, 9, 14, 20, 23, 26, 32, 41, 55):
        plan = ImportPlan("New", rules(*MANY), duplicates="update")
        with pytest.raises(Cancelled):
            service.run(office.admin, file(MANY, *rows, name="b.csv"), plan, StopAfter(checks))
        assert everything(store) == before, checks
        assert sorted(p.name for p in file.folder.iterdir()) == ["b.csv", "leads.csv"]


def _outcome(store: Store, result: ImportResult) -> tuple[Any, ...]:
    """What an import made, but for ids and numbers."""
    with store.read() as work:
        run = work.connection.execute
        found: dict[Any, Any] = {
            row.id: [row.name, row.name_key, row.company, row.email, row.city, row.status, row.text]
            for row in run(select(t.leads, t.lead_search.c.text).outerjoin(t.lead_search))
        }
        theirs = select(t.lead_phones.c.lead_id, t.phones.c.e164).join(t.phones)
        for lead, e164 in run(theirs.order_by(t.lead_phones.c.lead_id, t.lead_phones.c.position)):
            found[lead].append(e164)
        tags = select(t.lead_tags.c.lead_id, t.tags.c.name).join(t.tags)
        for lead, tag in run(tags.order_by(t.lead_tags.c.lead_id, t.tags.c.name)):
            found[lead].append(tag)
        for lead, lane in run(select(t.queue_entries.c.lead_id, t.queue_entries.c.lane)):
            found[lead].append(lane)
    counts = (result.read, result.created, result.refused, result.repeated)
    return counts, result.updated + result.skipped, sorted(found.values(), key=str)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("engine", ["postgres_store", "team_store"])
@pytest.mark.parametrize(
    ("duplicates", "match"),
    [("skip", "phone"), ("skip", "phone_name"), ("create", "phone")],
)
def test_a_server_is_brought_the_same_leads(
    engine: str, duplicates: Any, match: Any, sqlite_store: Store, file: File, request: pytest.FixtureRequest
) -> None:
    """Rows that repeat others of the file: just before, on their way to the server, or written long ago."""
    header = ["Name", "Mobile", "Alt", "Email", "City", "Company", "Tags"]
    rows: list[list[str]] = []
    for at in range(300):
        person = (at * 7) % 90 if at % 3 else at - at % 11
        name = f"{'zyxwv'[person % 5]} Test {person % 60}" if person % 13 else ""
        mobile = f"98000{person % 75:05d}" if person % 7 else ""
        other = f"98111{person % 40:05d}" if at % 4 == 0 else ""
        rows.append([name, mobile, other, f"p{person % 50}@example.in" if at % 2 else "",
                     ("", "Pune", "Surat")[at % 3], "" if at % 5 else f"Traders {at % 9}",
                     f"tag{at % 3}" if at % 8 == 0 else ""])  # fmt: skip
    outcomes = []
    for store in (sqlite_store, request.getfixturevalue(engine)):
        office = make_office(store)
        plan = ImportPlan("C", rules(*header), duplicates=duplicates, match=match)
        outcomes.append(_outcome(store, ImportService(store).run(office.admin, file(header, *rows), plan)))
        for left in file.folder.iterdir():
            left.unlink()
    assert outcomes[1] == outcomes[0]


@pytest.mark.usefixtures("small_batches")
def test_a_lead_that_three_parts_of_a_file_change_is_set_back_as_it_was(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "City", "Email", "Remark"]
    first = file(header, ["Asha Test", "9811100000", "Pune", "", ""])
    service.run(office.admin, first, ImportPlan("Old", rules(*header)))
    rows = [[f"Test {i}", f"98000{i:05d}", "Surat", "", ""] for i in range(200)]
    for at, city in ((0, "Surat"), (90, "Nashik"), (180, "Delhi")):
        rows[at] = ["Asha Test", "9811100000", city, f"a{at}@example.in", f"note {at}"]
    plan = ImportPlan("New", rules(*header), duplicates="update")
    done = service.run(office.admin, file(header, *rows, name="b.csv"), plan)
    assert (done.created, done.updated) == (197, 3)
    asha = select(t.leads.c.city, t.leads.c.email, t.leads.c.version).where(t.leads.c.name == "Asha Test")
    assert one(store, asha).city == "Delhi"
    undone = service.undo(office.admin, done.id)
    assert (undone.removed, undone.restored, undone.kept) == (197, 1, ())
    assert tuple(one(store, asha)) == ("Pune", "", 1)
    assert (count(store, t.leads), count(store, t.timeline)) == (1, 0)


@pytest.mark.usefixtures("small_batches")
def test_leads_changed_while_the_import_runs_are_found_once(
    sqlite_store: Store, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What leads are found by is written after them: an edit, a merge or a new lead may come between.

    Not so on a server, where it comes in the same transaction.
    """
    store = sqlite_store
    office, service = make_office(store), ImportService(store)
    real = running.ImportRun._text_steps
    came: list[int] = []

    def meanwhile(run: Any) -> Iterator[Any]:
        if not came:
            with store.write(office.admin) as work:
                ids = work.connection.execute(select(t.leads.c.id).order_by(t.leads.c.no)).scalars().all()
                work.connection.execute(update(t.leads).where(t.leads.c.id == ids[3]).values(name="Edited"))
                Leads(work).index(ids[3])
                work.connection.execute(
                    update(t.leads).where(t.leads.c.id == ids[5]).values(status="merged", merged_into=ids[6])
                )
            came.append(1)
        return real(run)

    monkeypatch.setattr(running.ImportRun, "_text_steps", meanwhile)
    service.run(office.admin, file(MANY, *many(0, 60)), ImportPlan("C", rules(*MANY)))
    with store.read() as work:
        texts = work.connection.execute(
            select(t.leads.c.status, t.lead_search.c.text)
            .outerjoin(t.lead_search, t.lead_search.c.no == t.leads.c.no)
            .order_by(t.leads.c.no)
        ).all()
    assert len(texts) == 60
    assert texts[3].text.startswith("edited")
    assert [row.status for row in texts if row.text is None] == ["merged"]
    with store.write(None) as work:  # raises when the index and its texts differ
        work.connection.exec_driver_sql("INSERT INTO lead_fts(lead_fts, rank) VALUES('integrity-check', 1)")


def test_no_undo_beside_a_big_import(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    """It would take phones away that the import has just written for its leads."""
    result = service.run(office.admin, file(MANY, *many(0, 3)), ImportPlan("C", rules(*MANY)))
    with import_lock(store), pytest.raises(UserError, match="Another big import"):
        service.undo(office.admin, result.id)
    assert service.undo(office.admin, result.id).removed == 3


@pytest.mark.usefixtures("small_batches")
def test_a_killed_import_is_taken_back_at_the_next_start(
    store: Store, office: Office, service: ImportService, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(ImportService, "_stopped", lambda *_: None)
    monkeypatch.setattr(ImportService, "_drop_campaign", lambda *_: None)
    monkeypatch.setattr(running.ImportRun, "_publish_all", die)
    before = everything(store)
    with pytest.raises(Killed):
        service.run(office.admin, file(MANY, *many(0, 95)), ImportPlan("C", rules(*MANY)))
    assert count(store, t.leads) == 95
    assert count(store, t.queue_entries) == 0
    assert service.finish_interrupted() == 1
    assert {k: v for k, v in everything(store).items() if k not in CAMPAIGNS} == {
        k: v for k, v in before.items() if k not in CAMPAIGNS
    }
    assert service.finish_interrupted() == 0


def touched(store: Store, actor: Actor, no: int, **values: object) -> Callable[[], None]:
    def act() -> None:
        with store.write(actor) as work:
            work.connection.execute(update(t.leads).where(t.leads.c.no == no).values(**values))

    return act


def test_undo_keeps_and_lists_what_someone_worked_on(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    from crm_desktop.domain.timeline import Kind
    from crm_desktop.services.campaigns import CampaignService
    from crm_desktop.store.timeline import Timeline

    result = service.run(office.admin, file(MANY, *many(0, 12)), ImportPlan("C", rules(*MANY)))
    with store.read() as work:
        leads = work.connection.execute(select(t.leads.c.no, t.leads.c.id).order_by(t.leads.c.no)).all()
    touched(store, office.lead, leads[0].no, version=2, name="Corrected")()
    with store.write(office.lead) as work:
        Timeline(work).add(leads[1].id, Kind.NOTE, "spoke to the wife")
    with store.write(None) as work:
        work.connection.execute(
            update(t.queue_entries)
            .where(t.queue_entries.c.lead_id == leads[2].id)
            .values(claimed_by=office.asha.person_id)
        )
    undone = service.undo(office.admin, result.id)
    assert undone.removed == 9
    assert {k.lead_id: k.why for k in undone.kept} == {
        leads[0].id: "Someone changed them since.",
        leads[1].id: "Someone wrote a note since.",
        leads[2].id: "They are on someone's screen.",
    }
    assert (count(store, t.phones), count(store, t.lead_search)) == (3, 3)
    (summary,) = service.list(office.admin)
    assert (summary.state, summary.kept, summary.can_undo) == ("undone", 3, False)
    with pytest.raises(UserError, match="already"):
        service.undo(office.admin, result.id)
    assert CampaignService(store).list(office.admin)[0].name == "C"


def test_undo_sets_changed_leads_back_field_by_field(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = list(HEAD)
    old = [
        "Old",
        "9800000001",
        "",
        "old@example.in",
        "Surat",
        "",
        "",
        "",
        "",
        "",
        "",
        "a",
        "",
        "P-1",
        "35",
        "Home loan",
    ]
    new = ["New", "9800000001", "9800000009", "new@example.in", "Pune", "Firm", "Asha", "", "RNR",
           "25/11/2026", "note", "b", "500", "P-2", "Hot",
           "Gold loan " * 40]  # fmt: skip
    service.run(office.admin, file(header, old), ImportPlan("C", rules(*header)))
    picture = picture_of(store)
    update_plan = ImportPlan("C2", rules(*header), duplicates="update")
    result = service.run(office.admin, file(header, new, name="b.csv"), update_plan)
    assert (result.updated, count(store, t.queue_entries), count(store, t.callbacks)) == (1, 2, 1)
    assert picture_of(store) != picture
    lead = one(store, select(t.leads))
    assert (lead.score, lead.product, lead.product_key) == (
        90, ("Gold loan " * 20).strip(), ("gold loan " * 20).strip(),
    )  # fmt: skip
    undone = service.undo(office.admin, result.id)
    assert (undone.restored, undone.kept) == (1, ())
    assert picture_of(store) == picture

    again = service.run(
        office.admin, file(header, new, name="c.csv"), replace(update_plan, request_id=result.id)
    )
    lead = one(store, select(t.leads))
    touched(store, office.asha, lead.no, city="Kochi", city_key="kochi", version=lead.version + 1)()
    undone = service.undo(office.admin, again.id)
    assert (undone.restored, len(undone.kept)) == (0, 1)
    lead = one(store, select(t.leads))
    assert (lead.city, lead.name, lead.company) == ("Kochi", "Old", "")


def picture_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that is known of leads, but for when they were changed and by row number."""
    quiet = {"updated_at"}
    wanted = (t.leads, t.phones, t.lead_phones, t.lead_emails, t.field_values, t.lead_tags, t.callbacks,
              t.timeline,              t.queue_entries, t.lead_search)  # fmt: skip
    with store.read() as work:
        return {
            table.name: sorted(
                (
                    tuple(row)
                    for row in work.connection.execute(select(*(c for c in table.c if c.name not in quiet)))
                ),
                key=str,
            )
            for table in wanted
        }


def test_both_imports_of_one_lead_can_be_taken_back(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    header = ["Name", "Mobile", "City"]
    first = service.run(
        office.admin, file(header, ["A", "9800000001", "Pune"]), ImportPlan("C", rules(*header))
    )
    plan = ImportPlan("C", rules(*header), duplicates="update")
    second = service.run(office.admin, file(header, ["A", "9800000001", "Surat"], name="b.csv"), plan)
    refused = service.undo(office.admin, second.id)
    assert refused.restored == 1
    assert service.undo(office.admin, first.id).removed == 1
    assert count(store, t.leads) == 0


def test_after_thirty_days_it_is_too_late(
    store: Store, office: Office, service: ImportService, file: File, clock: Any
) -> None:
    result = service.run(office.admin, file(MANY, *many(0, 2)), ImportPlan("C", rules(*MANY)))
    clock.move(days=31)
    with pytest.raises(UserError, match="30 days"):
        service.undo(office.admin, result.id)
    assert not service.list(office.admin)[0].can_undo


def test_layouts_are_remembered_and_mappings_travel_as_files(
    office: Office, service: ImportService, file: File
) -> None:
    mapping = rules(*MANY).with_target(2, "state")
    service.run(office.admin, file(MANY, *many(0, 1)), ImportPlan("C", mapping))
    found = service.layout_for(office.lead, MANY)
    assert found is not None
    assert found.columns == mapping.columns
    assert Mapping.from_json(found.to_json()) == found
    assert service.layout_for(office.lead, ["Other", "Heads"]) is None
    with pytest.raises(NotAllowed):
        service.layout_for(office.asha, MANY)


def test_the_audit_tells_counts_and_no_names(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    result = service.run(office.admin, file(MANY, *many(0, 3)), ImportPlan("C", rules(*MANY)))
    service.undo(office.admin, result.id)
    with store.read() as work:
        rows = work.connection.execute(select(t.audit.c.act, t.audit.c.detail).order_by(t.audit.c.no)).all()
    told = {row.act: row.detail for row in rows if row.act.startswith("import.")}
    assert told["import.finished"]["created"] == 3
    assert told["import.undone"] == {"removed": 3, "restored": 0, "kept": 0}
    assert "leads.csv" not in str(told)
    assert "Test" not in str(told)


def test_old_undo_data_is_deleted(
    store: Store, office: Office, service: ImportService, file: File, clock: Any, monkeypatch: Any
) -> None:
    header = ["Name", "Mobile", "City"]
    rows = [["A", "9800000001", "Pune"], ["B", "9800000002", "Pune"], ["C", "9800000003", "Pune"]]
    service.run(office.admin, file(header, *rows), ImportPlan("C", rules(*header)))
    moved = [[name, phone, "Surat"] for name, phone, _ in rows]
    update_all = ImportPlan("C", rules(*header), duplicates="update")
    service.run(office.admin, file(header, *moved, name="b.csv"), update_all)
    assert count(store, t.import_changes) == 3
    clock.move(days=29)
    assert service.forget_old() == 0
    newer = ImportPlan("C", rules(*header), duplicates="update")
    service.run(office.admin, file(header, ["A", "9800000001", "Nagpur"], name="c.csv"), newer)
    clock.move(days=2)
    monkeypatch.setattr(imports_service, "FORGET", 2)
    assert service.forget_old(office.lead) == 3
    assert count(store, t.import_changes) == 1  # of the import that can still be undone
    assert service.forget_old() == 0
    told = one(store, select(t.audit.c.detail).where(t.audit.c.act == "import.undo_data_deleted"))
    assert told.detail == {"leads": 3}
    assert service.undo(office.admin, service.list(office.admin)[0].id).restored == 1


def test_the_admin_sets_how_long_imports_can_be_undone(
    store: Store, office: Office, service: ImportService, file: File, clock: Any
) -> None:
    result = service.run(office.admin, file(MANY, *many(0, 2)), ImportPlan("C", rules(*MANY)))
    with store.write(office.admin) as work:
        SettingRows(work).set("workspace", workspace_info(work).id, "import_undo_days", 2)
    clock.move(days=3)
    assert not service.list(office.admin)[0].can_undo
    with pytest.raises(UserError, match="2 days"):
        service.undo(office.admin, result.id)


@pytest.mark.usefixtures("small_batches")
def test_a_stopped_import_whose_lead_was_worked_on_is_told_as_stopped(
    store: Store, office: Office, service: ImportService, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touch_and_stop(*_: object) -> None:
        touched(store, office.lead, 1, version=2)()
        raise Cancelled

    monkeypatch.setattr(running.ImportRun, "_publish_all", touch_and_stop)
    with pytest.raises(Cancelled):
        service.run(office.admin, file(MANY, *many(0, 95)), ImportPlan("C", rules(*MANY)))
    (summary,) = service.list(office.admin)
    assert (summary.state, summary.kept, summary.can_undo) == ("stopped", 1, False)
    assert (summary.read, summary.created, summary.refused) == (0, 0, 0)
    assert count(store, t.leads) == 1


@pytest.mark.usefixtures("by_chance")
def test_leads_of_a_file_are_not_dialled_in_its_order(
    store: Store, office: Office, service: ImportService, file: File
) -> None:
    rows = [(f"Lead {no:02d}", f"98200 {no:05d}") for no in range(40)]
    plan = ImportPlan("Home loan", rules("Name", "Mobile"))
    assert service.run(office.admin, file(("Name", "Mobile"), *rows), plan).created == 40
    with store.read() as work:
        (campaign,) = work.connection.execute(select(t.campaigns.c.id)).scalars()
        queue = Queue(work)
        due = [
            each.lead_id for each in queue.due(campaign, queue.places(campaign), office.asha.person_id, 99)
        ]
    in_order = sorted(due)  # a lead's id says when it was made, which is in the file's order
    assert len(set(due)) == 40
    assert due != in_order
    assert due != in_order[::-1]
