"""Rows in bulk come out as they went in, on every engine: also what COPY's text could trip over."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm_desktop.ids import new_id
from crm_desktop.store.bulk import Bulk
from crm_desktop.store.import_leads import ImportLeads, LeadBatch
from crm_desktop.store.tables import leads, tags
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store

_ODD = ["\\N", "\\.", "a\tb", "line\nline\r", "\\\\x41", '"{}",', "NULL", "नमस्ते", "'", ""]
_ANY = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
TEXTS = st.text(_ANY, max_size=12) | st.sampled_from(_ODD)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TIMES, TIMES | st.none()), min_size=1, max_size=30))
def test_what_is_written_in_bulk_is_read_again(
    store: Store, rows: list[tuple[str, str, datetime, datetime | None]]
) -> None:
    ids = [new_id() for _ in rows]
    names = ("id", "name", "company", "created_at", "updated_at", "last_call_at")
    packed = [
        (id.bytes, name, company, pack_time(at), pack_time(at + timedelta(1)), last and pack_time(last))
        for id, (name, company, at, last) in zip(ids, rows, strict=True)
    ]
    with store.write(None) as work:
        Bulk(work).insert(leads, names, packed)
        c = leads.c
        asked = select(c.id, c.name, c.company, c.created_at, c.last_call_at).where(c.id.in_(ids))
        found: dict[Any, Any] = {row.id: tuple(row)[1:] for row in work.connection.execute(asked)}
    assert [found[id] for id in ids] == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(TEXTS, max_size=20, unique=True))
def test_a_list_finds_just_its_words(store: Store, words: list[str]) -> None:
    sqlite = "SELECT name FROM tags WHERE name IN (SELECT value FROM json_each(?))"
    with store.write(None) as work:
        work.connection.execute(tags.delete())
        bulk = Bulk(work)
        everything = [*words, "somebody else's"]
        bulk.insert(tags, ("id", "name"), [(new_id().bytes, word) for word in everything], skip_existing=True)
        wanted = bulk.among(words)
        found = bulk.rows(sqlite, "SELECT name FROM tags WHERE name = ANY(%s)", wanted)
    assert sorted(name for (name,) in found) == sorted(words)


def test_two_who_bring_the_same_new_tags_wait_in_order(postgres_store: Store) -> None:
    """Each in a row of their own would wait for the other for ever; the server ends one of them then."""
    import_id = new_id().bytes
    errors: list[Exception] = []

    def tagged(*names: str) -> LeadBatch:
        return LeadBatch(new_tags={name: new_id().bytes for name in names})

    def bring_both() -> None:
        try:
            with postgres_store.write(None) as work:
                ImportLeads(work, import_id).write(tagged("warm", "cold"))
        except Exception as error:
            errors.append(error)

    other = threading.Thread(target=bring_both)
    with postgres_store.write(None) as work:
        ImportLeads(work, import_id).write(tagged("cold"))
        other.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        until = time.monotonic() + 20
        while not work.connection.exec_driver_sql(waiting).scalar_one() and time.monotonic() < until:
            time.sleep(0.01)
        ImportLeads(work, import_id).write(tagged("warm"))
    other.join(30)
    assert errors == []
