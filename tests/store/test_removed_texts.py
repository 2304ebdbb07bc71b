"""Removed texts are cut out of SQLite's index at once, never only marked: it stays whole."""

from __future__ import annotations

import random

from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office


def test_the_index_of_leads_is_whole_whatever_goes(sqlite_store: Store) -> None:
    """Cutting out beside what an older program only marked broke it (SQLite 3.53.4)."""
    make_office(sqlite_store)
    rng = random.Random(5)

    def text() -> str:
        name = f"{rng.choice(['asha', 'ravi', 'zoya'])} {rng.choice(['test', 'kale'])}"
        return f"{name}\n+919800000{rng.randrange(20):03d}"

    with sqlite_store.write(None) as work:
        run = work.connection.exec_driver_sql
        cuts_out = "SELECT v FROM lead_fts_config WHERE k = 'secure-delete'"
        assert run(cuts_out).scalar_one() == 1
        run("PRAGMA defer_foreign_keys = ON")
        for no in range(40):
            run("INSERT INTO lead_search (no, text) VALUES (?, ?)", (no, known := text()))
            run("INSERT INTO lead_fts (rowid, text) VALUES (?, ?)", (no, known))
        for _ in range(60):
            run("UPDATE lead_search SET text = ? WHERE no = ?", (text(), rng.randrange(40)))
            run("INSERT INTO lead_fts(lead_fts) VALUES ('integrity-check')")
        run("DELETE FROM lead_search")
        run("INSERT INTO lead_fts(lead_fts) VALUES ('integrity-check')")
    with sqlite_store.read() as work:  # pages are written with the commit
        blocks = work.connection.exec_driver_sql("SELECT block FROM lead_fts_data").scalars().all()
        assert not [block for block in blocks if b"zoy" in block or b"asha" in block]
