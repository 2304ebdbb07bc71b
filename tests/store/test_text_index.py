"""The index of what people wrote: in step with its rows, whatever becomes of them, and empty of what went."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.erasure import Needles, digits_of
from crm_desktop.ids import new_id
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store.erasure_scan import NOBODY, hits_of
from crm_desktop.store.erasure_texts import FOUND_BY, searched
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.person_texts import named_in_texts
from crm_desktop.store.tables import metadata
from crm_desktop.store.text_index import PLACE, PLACES, TextIndex, number_term, words_term
from crm_desktop.store.text_words import split_words, telling_words_of, words_of
from tests.calling_office import CallingOffice


def of(co: CallingOffice, sql: str, *values: object) -> Any:
    with co.store.read() as work:
        return work.connection.exec_driver_sql(sql, values).scalar()


def found(co: CallingOffice, asked: str) -> list[str]:
    """The tables in whose texts the index finds this."""
    with co.store.read() as work:
        asked = TextIndex(work).newest(asked, 50)
        return sorted(place.table for place, rows in asked for _ in rows)


def hits(co: CallingOffice, *phones: str, emails: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Any:
    with co.store.read() as work:
        return sorted(
            f"{hit.table.name}.{hit.column.name}" for hit in hits_of(work, Needles(phones, emails, names))
        )


def test_each_searched_text_of_an_indexed_table_is_in_the_index() -> None:
    """And the triggers that the migration makes are of the same columns, in the same places."""
    by_table = {table.name: {c.name for c in columns} for table, columns in searched()}
    for place in PLACES:
        assert set(place.columns) == by_table[place.table]
        assert metadata.tables[place.table].dialect_options["sqlite"].get("with_rowid") is not False
    assert len({place.no for place in PLACES}) == len(PLACES)
    assert max(p.no for p in PLACES) * PLACE < 1 << 62


def test_each_searched_text_is_in_a_servers_index_of_its_table() -> None:
    """Of a consent two columns hold words of the program; what may be nothing would leave out all others."""
    by_table = {table.name: columns for table, columns in searched()}
    for table, texts in FOUND_BY.items():
        names = {column.name for column in by_table[table]} - {"purpose", "basis"}
        assert set(re.findall(r"[a-z_0-9]+", texts)) - {"coalesce", "text"} == names - {"text"}, table
        for column in by_table[table]:
            assert not column.nullable or f"coalesce({column.name}" in texts or len(names) == 1, column


def test_its_triggers_are_those_of_its_places(sqlite_office: CallingOffice) -> None:
    for place in PLACES:
        changed = of(
            sqlite_office, "SELECT sql FROM sqlite_schema WHERE name = ?", f"text_fts_{place.table}_changed"
        )
        words = "telling_words_of" if place.is_sparse else "words_of"
        of_new = f"{words}({', '.join(f'NEW.{name}' for name in place.columns)})"
        assert of_new in changed.replace('"', "")
        assert f"{place.no * PLACE} + NEW.rowid," in changed
        assert f"UPDATE OF {', '.join(place.columns)} ON" in changed.replace('"', "")
        removed = of(
            sqlite_office, "SELECT sql FROM sqlite_schema WHERE name = ?", f"text_fts_{place.table}_removed"
        )
        assert of_new.replace("NEW.", "OLD.") in removed.replace('"', "")


def test_rows_are_found_before_and_after_they_are_in_and_no_more_once_they_are_gone(
    sqlite_office: CallingOffice,
) -> None:
    co = sqlite_office
    services, admin, indexing = LeadService(co.store), co.office.admin, TextIndexing(co.store, lambda _: None)
    number, mail, name = "+919811122233", "Ravi.C@Example.in", "Ravi Chauhan"
    meena = services.create(admin, NewLead("Meena Kini", ("+919000000001",), city="near Ravi Chauhan's shop"))
    texts = (
        "Brother: (98111) 222-33",
        "writes from ravi.c@example.IN\nRavi Chauhan",
        "Anravi chauhanji",
        "x",
    )
    for text in texts:
        services.add_note(admin, meena.id, text, new_id())
    expected = ["leads.city", "timeline.text", "timeline.text"]
    assert hits(co, number, emails=(mail,), names=(name,)) == expected  # of rows that aren't in
    assert found(co, number_term(digits_of(number))) == []
    assert indexing.go_on() > 0
    assert indexing.go_on() == 0
    assert hits(co, number, emails=(mail,), names=(name,)) == expected
    assert found(co, number_term(digits_of(number))) == ["timeline"]
    assert found(co, number_term("11222")) == ["timeline"]  # the beginning isn't known
    assert found(co, words_term(name)) == ["leads", "timeline"]
    card = services.edit(admin, EditLead(meena.id, meena.version, {"city": "Pune, ask 098111 22233"}))
    assert found(co, number_term(digits_of(number))) == ["leads", "timeline"]
    assert found(co, words_term(name)) == ["timeline"]
    services.edit(admin, EditLead(meena.id, card.version, {"city": ""}))
    assert found(co, number_term(digits_of(number))) == ["timeline"]
    with co.store.write(admin) as work:  # the last rows go, and their row numbers are given again
        work.connection.exec_driver_sql("DELETE FROM timeline")
        assert found(co, words_term(name)) == ["timeline"]  # not yet for others
    assert found(co, words_term(name)) == []
    services.add_note(admin, meena.id, f"Again {number}", new_id())
    assert hits(co, number) == ["timeline.text"]
    indexing.go_on()
    assert (found(co, number_term(digits_of(number))), hits(co, number)) == (["timeline"], ["timeline.text"])
    check = indexing.check()
    assert check is not None
    assert (check.waiting, check.missing) == (0, 0)


def test_an_e_mail_is_found_whole_whatever_its_case_and_merged_leads_are_not(
    sqlite_office: CallingOffice,
) -> None:
    co = sqlite_office
    services, admin = LeadService(co.store), co.office.admin
    ravi = services.create(admin, NewLead("Ravi Chauhan", email="Ravi.C@example.in"))
    meena = services.create(admin, NewLead("Meena Kini", email="xravi.c@example.in"))
    for is_in in (False, True):
        if is_in:
            TextIndexing(co.store, lambda _: None).go_on()
        with co.store.read(admin) as work:
            rows = Erasures(work)
            assert rows.shared_emails(["RAVI.c@example.in"], [meena.id]) == {"RAVI.c@example.in"}
            assert rows.shared_emails(["ravi.c@example.in"], [ravi.id]) == frozenset()
            assert set(named_in_texts(work, ["ravi.c@example.in"], 50)) == {ravi.id}
            assert set(named_in_texts(work, ["Chauh"], 50)) == {ravi.id}
    with co.store.write(admin) as work:
        work.connection.exec_driver_sql("UPDATE leads SET status = 'merged' WHERE id = ?", (ravi.id.bytes,))
        assert named_in_texts(work, ["ravi.c@example.in"], 50) == {}


def test_it_can_be_made_anew_and_misses_are_noticed(sqlite_office: CallingOffice) -> None:
    co = sqlite_office
    indexing, admin = TextIndexing(co.store, lambda _: None), co.office.admin
    meena = LeadService(co.store).create(admin, NewLead("Meena Kini", ("+919000000001",)))
    indexing.go_on()
    with co.store.write(admin) as work:
        work.connection.exec_driver_sql("INSERT INTO text_fts(text_fts) VALUES ('delete-all')")
    check = indexing.check()
    assert check is not None
    assert check.missing > 0
    assert indexing.rebuild(admin) > 0
    check = indexing.check()
    assert check is not None
    assert check.missing == 0
    with co.store.write(admin) as work:
        work.connection.exec_driver_sql(
            "UPDATE leads SET name = 'Zzyq Vexhil' WHERE id = ?", (meena.id.bytes,)
        )
    assert found(co, words_term("Meena Kini")) == []
    assert found(co, words_term("zzyq")) == ["leads"]
    indexing.go_on()
    with co.store.read() as work:
        blocks = b"".join(
            row[0] for row in work.connection.exec_driver_sql("SELECT block FROM text_fts_data")
        )
    assert b"kini" not in blocks
    assert b"zyq" in blocks
    # row numbers, by which it finds its rows, survive the file being written anew
    before = of(
        co, "SELECT group_concat(rowid || ' ' || hex(id)) FROM (SELECT rowid, id FROM timeline ORDER BY id)"
    )
    with co.store.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM")
    assert before == of(
        co, "SELECT group_concat(rowid || ' ' || hex(id)) FROM (SELECT rowid, id FROM timeline ORDER BY id)"
    )


@given(
    st.text(alphabet="0123456789 .-()ab\n", max_size=40),
    st.text(alphabet="0123456789", min_size=4, max_size=10),
)
def test_digits_that_stand_in_a_text_are_among_its_words(text: str, digits: str) -> None:
    """However they are set apart: the index misses nothing that reading finds."""
    from crm_desktop.store.erasure_scan import _Finder

    needles = Needles((f"+{digits}",))
    for told in (text, f"{text} {' '.join(digits)}"):
        if _Finder(needles)(told) != NOBODY:
            assert any(word.startswith(digits_of(digits)) for word in split_words(words_of(told)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Asha at 98765 43210", ["asha", "at", "98765", "43210", "9876543210", "876543210", "76543210"]),
        ("किरण और Ünal-Öz", ["किरण", "और", "ünal", "öz"]),
        ('{"id":"0190a1b2-1111-7222-8333-444455556666","note":"x\\nravi"}', ["id", "note", "x", "ravi"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(words_of(text))[: len(words)] == words


def test_texts_without_anything_telling_are_left_out_of_sparse_places() -> None:
    assert telling_words_of('{"leads":12,"id":"0190a1b2-1111-7222-8333-444455556666"}') == ""
    assert telling_words_of(None) == ""
    assert "ravi" in telling_words_of("ravi@example.in").split("@")[0]
    assert "9811122233" in telling_words_of("98111-22233")
