"""Where the chunks of a file end makes no difference: rows that mean each other, or several leads at once."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportResult, ImportService, running
from crm_desktop.store import tables as t
from crm_desktop.store.queue_groups import differing
from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office

HEAD = (
    ("Name", "name"), ("Mobile", "phone"), ("Alt", "phone"), ("Email", "email"), ("City", "city"),
    ("Company", "company"), ("Owner", "owner"), ("Result", "result"), ("Remark", "note"), ("Tags", "tags"),
)  # fmt: skip
MAPPING = Mapping(tuple(ColumnRule(heading, target) for heading, target in HEAD))
SIZES = (1, 7, 1000)
SHAPES = [
    (duplicates, match) for duplicates in ("fill", "update", "skip") for match in ("phone", "phone_name")
]

row = st.tuples(
    st.sampled_from(["Asha Test", "Ravi Test", "asha  test", "", "Zoya"]),
    st.sampled_from(["9800000001", "9800000002", "9800000003", "9800000004", "9800000005", ""]),
    st.sampled_from(["", "9800000001", "9800000002", "9800000006"]),
    st.sampled_from(["", "a@example.in", "b@example.in"]),
    st.sampled_from(["", "Pune", "Surat"]),
    st.sampled_from(["", "Test Traders"]),
    st.sampled_from(["", "Asha"]),
    st.sampled_from(["", "No answer", "Not interested"]),
    st.sampled_from(["", "Said yes"]),
    st.sampled_from(["", "hot"]),
)
OLD = [
    ("Asha Test", "9800000001", "9800000003", "", "", "", "", "", "", ""),
    ("Ravi Test", "9800000002", "", "a@example.in", "Pune", "", "", "", "", ""),
    ("", "9800000002", "9800000004", "", "", "Test Traders", "", "", "", ""),
]


def imported(
    store: Store, admin: Any, folder: Path, rows: Sequence[Any], plan: ImportPlan
) -> tuple[ImportResult, Any]:
    """What became of these rows, and the import itself; its preview says the same."""
    path, service = folder / "leads.csv", ImportService(store)
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([[heading for heading, _ in HEAD], *rows])
    with open_source(path) as source:
        preview = service.preview(admin, source, None, MAPPING, plan)
        result = service.run(admin, source, plan)
    assert (preview.created, preview.refused, preview.repeated) == (
        result.created, result.refused, result.repeated,
    )  # fmt: skip
    for left in folder.iterdir():
        left.unlink()
    return result, everything(store)


def everything(store: Store) -> Any:
    """Each lead with all it has, in the order in which they were made."""
    lead = t.leads.c
    columns = (lead.name, lead.name_key, lead.company, lead.email, lead.city, lead.status, lead.last_result,
               lead.owner_id, lead.version, t.lead_search.c.text)  # fmt: skip
    parts = (
        select(t.lead_phones.c.lead_id, t.phones.c.e164, t.lead_phones.c.position).join(t.phones),
        select(t.lead_emails.c.lead_id, t.lead_emails.c.email, t.lead_emails.c.position),
        select(t.lead_tags.c.lead_id, t.tags.c.name).join(t.tags),
        select(t.timeline.c.lead_id, t.timeline.c.text).where(t.timeline.c.kind == "imported"),
        select(t.queue_entries.c.lead_id, t.queue_entries.c.lane, t.queue_entries.c.reason),
    )
    with store.read() as work:
        run = work.connection.execute
        assert differing(work) == 0
        leads = run(select(lead.id, *columns).outerjoin(t.lead_search).order_by(lead.id)).all()
        found: dict[Any, list[Any]] = {row.id: [tuple(row[1:])] for row in leads}
        for part in parts:
            for row in sorted(run(part), key=str):
                found[row.lead_id].append(tuple(row[1:]))
    return [found[row.id][:1] + sorted(found[row.id][1:], key=str) for row in leads]


def compared(store: Store, admin: Any, folder: Path, rows: Sequence[Any], duplicates: Any, match: Any) -> Any:
    """Imports the same file with chunks of each size, takes each back, and gives what became of it."""
    folder.mkdir(exist_ok=True)
    service, before, outcomes = ImportService(store), everything(store), []
    for size in SIZES:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("BATCH", "CHUNK", "LOT"):
                patch.setattr(running, name, size)
            result, after = imported(store, admin, folder, rows, ImportPlan(
                "New", MAPPING, duplicates=duplicates, match=match))  # fmt: skip
        counts = (result.created, result.updated, result.skipped, result.refused, result.repeated)
        outcomes.append((counts, after))
        assert service.undo(admin, result.id).kept == ()
        now = [[lead[0][:8], *lead[1:]] for lead in everything(store)]
        assert now == [[lead[0][:8], *lead[1:]] for lead in before]
    assert outcomes[1] == outcomes[0]
    assert outcomes[2] == outcomes[0]
    return outcomes[0]


@settings(
    max_examples=max(12, settings().max_examples // 3),  # each is three imports and three undos
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(rows=st.lists(row, min_size=1, max_size=16), shape=st.sampled_from(SHAPES))
def test_chunks_make_no_difference(
    sqlite_store: Store, tmp_path: Path, rows: list[Any], shape: tuple[str, str]
) -> None:
    with sqlite_store.read() as work:
        is_new = work.connection.execute(select(t.people.c.id)).first() is None
    if is_new:
        admin = ADMIN[sqlite_store] = make_office(sqlite_store).admin
        (tmp_path / "old").mkdir()
        imported(sqlite_store, admin, tmp_path / "old", OLD, ImportPlan("Old", MAPPING, duplicates="create"))
    compared(sqlite_store, ADMIN[sqlite_store], tmp_path / "new", rows, *shape)


ADMIN: dict[Store, Any] = {}


@pytest.mark.parametrize("engine", ["postgres_store", "team_store"])
def test_a_server_does_the_same(
    engine: str, sqlite_store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rows = [
        ("Asha Test", "9800000005", "9800000001", "", "", "", "", "", "", "hot"),
        ("Ravi Test", "9800000005", "9800000002", "b@example.in", "", "", "Asha", "", "Said yes", ""),
        ("", "9800000006", "9800000003", "", "Surat", "", "", "No answer", "", ""),
        ("Zoya", "9800000006", "", "", "", "Test Traders", "", "", "", ""),
        ("Zoya", "", "", "b@example.in", "Pune", "", "", "", "", ""),
        *[("Zoya", f"98000001{n % 5:02d}", f"98000002{n % 3:02d}", "", "", "", "", "", f"Note {n}", "")
          for n in range(12)],
    ]  # fmt: skip
    for duplicates, match in (("fill", "phone"), ("update", "phone_name")):
        outcomes = []
        for number, store in enumerate((sqlite_store, request.getfixturevalue(engine))):
            folder = tmp_path / f"{duplicates}{number}"
            folder.mkdir()
            admin = ADMIN.get(store)
            if admin is None:
                admin = ADMIN[store] = make_office(store).admin
                imported(store, admin, folder, OLD, ImportPlan("Old", MAPPING, duplicates="create"))
            counts, leads = compared(store, admin, folder, rows, duplicates, match)
            outcomes.append((counts, [[lead[0][:7], *lead[1:]] for lead in leads]))
        assert outcomes[1] == outcomes[0]
