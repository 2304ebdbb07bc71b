"""Search as you type, by name and by part of a phone: against a LIKE scan and against the bare SQL.

`python -m tests.scale search`. The bare SQL asks the same index the same question, written by hand for the
driver's own connection outside any transaction, and leaves the rows as the driver gives them; the LIKE scan
looks for the text in every lead. Each text is asked for three times of each, by turns; its middle one counts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop.domain.lead_query import needles
from crm_desktop.store.lead_finding import trigrams
from crm_desktop.store.unit_of_work import Store
from tests.scale.lead_store import lead_store
from tests.scale.made_up import FIRST, LAST, phone_of
from tests.scale.results import Result, absolute, against, middle, percentile, table

LIMIT = 50
ROUNDS = 240
TURNS = 3
SCANS = 15
SCAN_SHARE, BARE = 0.01, 1.3

# The fastest of those tried: one statement read until there are enough leads, not a second one for phones,
# no LIMIT in a subselect, no subselect a column. A lead with many phones is many rows.
_FIND = """SELECT l.id, l.no, l.name, l.company, l.email, l.city, l.source, l.status, p.e164,
 p.do_not_call_at, lp.wrong_at, lp.position, l.owner_id, o.display_name, l.last_result, l.last_call_at,
 l.next_call_at, l.attempts, l.created_at, l.zone, l.score, l.product
 FROM {tables} LEFT JOIN lead_phones lp ON lp.lead_id = l.id LEFT JOIN phones p ON p.id = lp.phone_id
 LEFT JOIN people o ON o.id = l.owner_id WHERE l.status <> 'merged'
 AND (l.team_id = ? OR l.team_id IS NULL OR l.owner_id = ?) AND {found}"""
_SCAN = """SELECT l.no, l.name FROM leads l JOIN lead_search s ON s.no = l.no
 WHERE s.text LIKE ? ORDER BY l.no LIMIT -1"""


def typed_texts(size: int) -> dict[str, list[str]]:
    """What people type: each beginning of a name, and parts of phones of 3 to 10 digits."""
    chosen = random.Random(3)
    names, phones = [], []
    for _ in range(ROUNDS):
        word = f"{chosen.choice(FIRST)} {chosen.choice(LAST)}".lower()
        names.append(word[: chosen.randint(2, len(word))].strip())
        number = phone_of(chosen.randrange(size), size).removeprefix("+91")
        start = chosen.randint(0, 5)
        phones.append(number[start : start + chosen.randint(4, 10)])
    return {"name": names, "phone": phones}


def _bare(connection: Any, typed: str, team: bytes, person: bytes) -> None:
    parts = needles(typed)
    long = [part for part in parts if len(part) >= 3]
    conditions, values = [], []
    if long:
        conditions.append("f.lead_fts MATCH ?")
        values.append(" ".join(trigrams(part) for part in long))
    for part in parts:
        if len(part) >= 3:
            conditions.append("instr(f.text, ?) > 0")
            values.append(part)
        elif long:
            conditions.append("instr(replace(' ' || f.text, char(10), ' '), ?) > 0")
            values.append(f" {part}")
        else:
            conditions.append("l.name_key >= ? AND l.name_key < ?")
            values += [part, part[:-1] + chr(ord(part[-1]) + 1)]
    tables = "lead_fts f JOIN leads l ON l.no = f.rowid" if long else "leads l"
    statement = _FIND.format(found=" AND ".join(conditions), tables=tables)
    cursor = connection.execute(statement, (team, person, *values))
    cursor.fetchmany(LIMIT + 1)
    cursor.close()


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _measure(store: Store, office: Any, kind: str, texts: Sequence[str], size: int) -> list[Result]:
    from crm_desktop.services.leads import LeadService

    leads, actor = LeadService(store), office.lead
    team, person = actor.team_id.bytes, actor.person_id.bytes
    ours: list[list[float]] = [[] for _ in texts]
    bare: list[list[float]] = [[] for _ in texts]
    scans: list[float] = []
    with store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        for typed in texts:  # each connection has a cache of its own: both warm
            leads.find(actor, typed, LIMIT)
            _bare(raw, typed, team, person)
        for turn in range(TURNS):
            for place, typed in enumerate(texts):  # each is first at every second text
                if (place + turn) % 2:
                    bare[place].append(_ms(lambda t=typed: _bare(raw, t, team, person)))  # type: ignore[misc]
                ours[place].append(_ms(lambda t=typed: leads.find(actor, t, LIMIT)))  # type: ignore[misc]
                if (place + turn) % 2 == 0:
                    bare[place].append(_ms(lambda t=typed: _bare(raw, t, team, person)))  # type: ignore[misc]
        for typed in texts[:SCANS]:
            scans.append(_ms(lambda t=typed: raw.execute(_SCAN, (f"%{t}%",)).fetchall()))  # type: ignore[misc]
    found, as_bare, scan = [middle(each) for each in ours], [middle(each) for each in bare], middle(scans)
    is_big = size >= 1_000_000  # the goals are for it; with fewer leads the figures show the growth
    return [
        against(
            f"search by {kind}: p95 ÷ LIKE scan",
            size,
            percentile(found, 0.95),
            scan,
            SCAN_SHARE if is_big else None,
        ),
        against(
            f"search by {kind}: p50 ÷ bare SQL",
            size,
            middle(found),
            middle(as_bare),
            BARE if is_big else None,
        ),
        absolute(f"search by {kind}: bare SQL p95", size, percentile(as_bare, 0.95), None),
    ]


def run(sizes: Sequence[int]) -> list[Result]:
    """Both kinds at each size."""
    found: list[Result] = []
    for size in sizes:
        store, office = lead_store(size)
        for kind, texts in typed_texts(size).items():
            found += _measure(store, office, kind, texts, size)
        store.close()
    return found


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [10_000])))
