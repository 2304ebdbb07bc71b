"""Reports of a day, of 30 and of all days from the totals, against the same sums from the rows of the calls.

A copy of the big store gets calls: 500 callers of 104 calls a day, five calls a lead, but at most 500,000
unless CRM_DESKTOP_BENCH=full asks for all (5,000,000 at 1,000,000 leads). It is kept in `.bench`.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, text

from crm_desktop.domain.people import Actor
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.asked import ask
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, flags_text
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.tables import call_hours, calls, leads, people
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store
from tests.scale.__main__ import BENCH_DIR
from tests.scale.results import Result, absolute, against, middle
from tests.scale.stores import NAME, WORKED_AT, BigStore, big_store, open_big

CALLERS, CALLS_A_DAY, CALLS_A_LEAD = 500, 104, 5
MOST_CALLS = 500_000
SEED = 20261120
DAY_GOAL, DAYS_GOAL = 1 / 20, 1 / 40
ADD_GOAL_MS = 0.1
ZONE = ZoneInfo("Asia/Kolkata")
LAST_DAY = WORKED_AT.astimezone(ZONE).date() - timedelta(days=1)
CODES = ("NO_ANSWER",) * 4 + ("BUSY", "SWITCHED_OFF", "NOT_INTERESTED", "CALL_BACK", "INTERESTED", "SOLD")

# The same sums from the rows, written as well as one can: no hours, each flag looked for once a row.
FROM_ROWS = text(
    """
    SELECT person_id, sum(dialled), sum(dialled AND answered), sum(spoke), sum(spoke AND taken),
           sum(success AND NOT final AND NOT forbids), sum(success), sum(final), sum(asks), sum(forbids),
           sum(wrong), sum(taken), sum(missed), sum(known_how = 'later'), sum(handled),
           sum(CASE WHEN handled THEN talk_s END), sum(handled AND ended_at IS NOT NULL),
           sum(CASE WHEN handled THEN max(0, (closed_at - ended_at) / 1000000) END),
           min(CASE WHEN NOT missed THEN dialled_at END), max(CASE WHEN NOT missed THEN dialled_at END)
    FROM (SELECT *, human AND answered AND NOT missed AS spoke,
                 answered AND NOT missed AND known_how <> 'later' AND talk_s IS NOT NULL AS handled
          FROM (SELECT person_id, dialled_at, ended_at, closed_at, talk_s, known_how,
                       direction = 'out' AS dialled, direction = 'in' AS taken,
                       direction = 'missed' AS missed,
                       answered_at IS NOT NULL OR instr(disposition_flags, 'human') > 0 AS answered,
                       instr(disposition_flags, 'human') > 0 AS human,
                       instr(disposition_flags, 'success') > 0 AS success,
                       instr(disposition_flags, 'final') > 0 AS final,
                       instr(disposition_flags, 'call_back') > 0 AS asks,
                       instr(disposition_flags, 'do_not_call') > 0 AS forbids,
                       instr(disposition_flags, 'wrong_number') > 0 AS wrong
                FROM calls
                WHERE day BETWEEN :first AND :last AND state = 'closed' AND NOT is_practice))
    GROUP BY person_id
    """
)


def run(sizes: Sequence[int]) -> list[Result]:
    """The figures at each size."""
    results: list[Result] = []
    for size in sizes:
        with _with_calls(size) as big:
            results += _measure(big, size)
    return results


def _measure(big: BigStore, size: int) -> list[Result]:
    service = ReportService(big.store)
    found: list[Result] = []
    with big.store.read() as work:
        total = int(work.connection.execute(select(func.count()).select_from(calls)).scalar_one())
    every = -(-total // (CALLERS * CALLS_A_DAY))
    for name, days, rounds in (("a day", 1, 5), ("30 days", 30, 2), ("all days", every, 1)):
        first = LAST_DAY - timedelta(days=days - 1)
        note = f"{total:,} calls"
        with big.store.read(big.admin) as work:
            span = ask(work, big.admin, Question(first, LAST_DAY), "person").span

        def from_totals(span: Span = span) -> None:
            with big.store.read() as work:
                ReportSums(work).calls(span, "person_id")

        def from_rows(first: date = first) -> None:
            with big.store.read() as work:
                work.connection.execute(
                    FROM_ROWS, {"first": number_of(first), "last": number_of(LAST_DAY)}
                ).all()

        def report(first: date = first) -> None:
            service.run(big.admin, "agent-day", Question(first, LAST_DAY))

        ours, rows = _in_turns(from_totals, from_rows, rounds=rounds)
        has_days = total >= min(days, 5) * CALLERS * CALLS_A_DAY * 0.9  # else 30 days would be one
        goal = (DAY_GOAL if days == 1 else DAYS_GOAL) if has_days else None
        found.append(against(f"calls of {name} by person, from totals", size, ours, rows, goal, note))
        found.append(
            absolute(f"whole report of callers, {name}", size, _in_turns(report)[0], None, note=note)
        )
    found.append(absolute("counting a call in its transaction", size, _add_ms(big), ADD_GOAL_MS))
    return found


def _in_turns(*works: Callable[[], None], rounds: int = 5) -> list[float]:
    """The median milliseconds of each; they take turns, three runs after one that brings the pages in."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for at, work in enumerate(works):
            work()
            for _again in range(3):
                begun = time.perf_counter()
                work()
                times[at].append(1000 * (time.perf_counter() - begun))
    return [middle(each) for each in times]


def _add_ms(big: BigStore, rounds: int = 3_000) -> float:
    """What the totals add to a transaction that closes a call: the median of many, in one transaction."""
    with big.store.write(None) as work:
        ids = work.connection.execute(select(calls.c.id).limit(rounds)).scalars().all()
        found = [call for call in (Calls(work).get(call_id) for call_id in ids) if call is not None]
        hours, times = CallHours(work), []
        for call in found:
            begun = time.perf_counter()
            hours.add(call)
            times.append(1000 * (time.perf_counter() - begun))
    return middle(times)


# --- the store ---


@contextmanager
def _with_calls(size: int) -> Iterator[BigStore]:
    wanted = size * CALLS_A_LEAD
    if os.environ.get("CRM_DESKTOP_BENCH") != "full":
        wanted = min(wanted, MOST_CALLS)
    source = big_store(size)
    kept = BENCH_DIR / f"calls-{wanted}-{source.parent.name}"
    if not (kept / NAME).exists():
        for old in BENCH_DIR.glob(f"calls-{wanted}-store-{size}-*"):
            shutil.rmtree(old)
        with tempfile.TemporaryDirectory(dir=BENCH_DIR) as making:
            made = Path(making) / "made"
            made.mkdir()
            shutil.copyfile(source, made / NAME)
            _add_calls(made / NAME, size, wanted)
            made.rename(kept)
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as folder:
        shutil.copyfile(kept / NAME, Path(folder) / NAME)
        opened = open_big(Path(folder) / NAME, size)
        try:
            yield opened
        finally:
            opened.store.close()


def _add_calls(path: Path, size: int, wanted: int) -> None:
    begun = time.monotonic()
    print(f"adding {wanted:,} calls to {size:,} leads …", file=sys.stderr, flush=True)
    big = open_big(path, size)
    callers = _add_callers(big.store, big.admin)
    with big.store.read() as work:
        campaign = Campaigns(work).get(big.campaign_id)
        assert campaign is not None
        results = {d.code: (d.id.bytes, d.code, d.label, flags_text(d.flags)) for d in campaign.dispositions}
        leads_ = work.connection.execute(select(leads.c.id).limit(wanted)).scalars().all()
    chance = random.Random(SEED)
    columns = (
        "id, lead_id, campaign_id, person_id, state, known_how, dialler, dialled_at, day, answered_at, "
        "ended_at, closed_at, talk_s, disposition_id, disposition_code, disposition_label, disposition_flags"
    )
    places = ", ".join("?" * len(columns.split(",")))
    engine = big.store.engine.execution_options(write=True)
    with engine.begin() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        rows = _rows(chance, wanted, callers, [lead.bytes for lead in leads_], big.campaign_id, results)
        driver.executemany(f"INSERT INTO calls ({columns}) VALUES ({places})", rows)
    with big.store.write(None) as work:
        hours = CallHours(work)
        days = hours.days()
        assert days is not None
        rebuilt = time.monotonic()
        hours.rebuild(*days)
        count = work.connection.execute(select(func.count()).select_from(call_hours)).scalar_one()
        print(f"{count:,} hours counted in {time.monotonic() - rebuilt:.1f} s", file=sys.stderr)
    with big.store.engine.connect() as connection:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    big.store.close()
    print(f"added in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def _add_callers(store: Store, admin: Actor) -> list[bytes]:
    ids = [new_id() for _ in range(CALLERS)]
    with store.write(admin) as work:
        rows = [
            {
                "id": person,
                "sign_in_name": f"caller{at}",
                "display_name": f"Caller {at}",
                "role": "telecaller",
                "password_hash": "",
                "created_at": work.now,
            }
            for at, person in enumerate(ids)
        ]
        work.connection.execute(insert(people), rows)
    return [person.bytes for person in ids]


def _rows(
    chance: random.Random,
    wanted: int,
    callers: Sequence[bytes],
    lead_ids: Sequence[bytes],
    campaign_id: UUID,
    results: dict[str, tuple[bytes, str, str, str]],
) -> Iterator[tuple[object, ...]]:
    """Calls from the newest day back, an hour's worth spread over its minutes."""
    second = 1_000_000
    for number in range(wanted):
        of_day, back = number % (CALLERS * CALLS_A_DAY), number // (CALLERS * CALLS_A_DAY)
        day = LAST_DAY - timedelta(days=back)
        nine = pack_time(datetime(day.year, day.month, day.day, 10, tzinfo=ZONE).astimezone(UTC))
        dialled = nine + (of_day // CALLERS * 310 + chance.randrange(300)) * second
        code = chance.choice(CODES)
        result = results[code]
        human = "human" in result[3]
        is_measured = human and chance.random() < 0.5
        talk_s = chance.randrange(20, 400) if is_measured else None
        answered = dialled + 9 * second if is_measured else None
        ended = answered + (talk_s or 0) * second if answered is not None else None
        yield (
            *(new_id().bytes, lead_ids[number % len(lead_ids)], campaign_id.bytes, callers[of_day % CALLERS]),
            *("closed", "marked", "by_hand", dialled, number_of(day), answered, ended),
            *((ended or dialled + 20 * second) + 15 * second, talk_s, *result),
        )
