"""A whole day at the window by keyboard: call-backs, calls out and in, sales, a power cut; then the numbers.

The evening report and the one on follow-ups, as a script gets them, are held against a plain recount of the
rows and against what the caller remembers, to the rupee.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from crm_desktop.domain.sales import SaleAct
from crm_desktop.domain.shift import date_of
from crm_desktop.store.tables import callbacks, calls, people, sales
from tests.end_to_end.day import Day, Promise
from tests.end_to_end.day_before import COLLEAGUE, LEAD, NAMES, colleague_comes, make_yesterday
from tests.end_to_end.office import ADMIN, CALLER, PASSWORD, Books, open_books
from tests.end_to_end.program import Program, command, environment
from tests.end_to_end.recount import Recount
from tests.end_to_end.shift import INDIA

AtWorkstation = Callable[[Path], Program]
Table = dict[str, Any]  # a report as JSON
SALES = 3
# As they are due, and as the page lists them. Called within 15 minutes of the time, or before it, is kept.
FEW = (
    Promise(-150, lambda day, lead: day.answer(lead, "3", "NOT_INTERESTED"), "late"),
    Promise(-110, Day.close_without_call, "late"),
    Promise(-90, Day.snooze_and_call, "late"),
    Promise(45, Day.sell, "kept"),
    Promise(60, Day.hand_over, "handed_over"),
    Promise(80, Day.move, "open"),
)
FOURTEEN = (
    Promise(-150, lambda day, lead: day.answer(lead, "3", "NOT_INTERESTED"), "late"),
    Promise(-140, Day.promise_again, "late"),
    Promise(-130, lambda day, lead: day.answer(lead, "4", "NO_ANSWER"), "late"),
    Promise(-120, Day.hand_over, "handed_over"),
    Promise(-110, Day.close_without_call, "late"),
    Promise(-100, Day.move, "open"),
    Promise(-90, Day.snooze_and_call, "late"),
    Promise(-1, lambda day, lead: day.answer(lead, "9", "ALREADY_BOUGHT"), "kept"),
    Promise(45, lambda day, lead: day.answer(lead, "3", "NOT_INTERESTED"), "kept"),
    Promise(50, Day.sell, "kept"),
    Promise(55, Day.close_without_call, "kept"),
    Promise(60, Day.hand_over, "handed_over"),
    Promise(70, Day.try_early, "open"),
    Promise(80, Day.move, "open"),
)


@pytest.mark.timeout(400)  # on a machine at its limit
def test_a_short_day(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """Six call-backs, sixteen calls, two calls in, the program killed in the eighth; a sale not confirmed."""
    program = at_workstation(tmp_path / "workspace")
    work_a_day(program, FEW, leads=50, made=16, rung=2, kill_at=8, unconfirmed=1, seed=7)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_whole_day(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """Fourteen call-backs, 120 calls, nine calls in, three sales, the program killed in the sixtieth call."""
    program = at_workstation(tmp_path / "workspace")
    work_a_day(program, FOURTEEN, leads=320, made=120, rung=9, kill_at=60, unconfirmed=0, seed=120)


def work_a_day(
    program: Program,
    promises: Sequence[Promise],
    *,
    leads: int,
    made: int,
    rung: int,
    kill_at: int,
    unconfirmed: int,
    seed: int,
) -> None:
    """Make an office, work the day, confirm the sales but for some, and compare the evening's numbers."""
    day = Day(program, seed)
    ids = make_yesterday(program.folder, leads, [promise.due_at(day.begins) for promise in promises])
    colleague_comes(program.folder)
    started = time.monotonic()
    day.sign_in(CALLER)
    day.work_call_backs(promises, first_lead=leads)
    day.work(made - 2, kill_at)
    for _ in range(SALES - len(day.sold)):
        day.sells()
    for lead in day.expected()[:rung]:
        day.rings(lead)
    assert program.close() == 0
    took_s = time.monotonic() - started
    confirm(program, unconfirmed)
    with open_books(program) as books:
        assert len(day.ledger.calls) == made
        number = check_calls(books, day, ids, rung)
        check_promises(books, day, ids, promises)
        check_sales(books, day)
        recount = Recount(books, books.actor.person_id, number)
        told = check_evening(program, recount, day, number, unconfirmed)
        check_follow_ups(program, recount, day, number, Counter(promise.ends for promise in promises))
        check_around(books, told, recount, number, len(promises))
    did = f"{made} calls, {rung} in, {len(promises)} call-backs, {len(day.sold)} sales"
    print(f"seed {seed}: {did} in {took_s:.0f} s; {told['rows']}")
    assert program.complaints() == []


def confirm(program: Program, unconfirmed: int) -> None:
    """The team lead confirms what was sold; the last ones wait and must not count."""
    with open_books(program, LEAD) as books:
        found = sorted(books.rows(sales), key=lambda row: row["at"])
        for row in found[: len(found) - unconfirmed]:
            books.services.sales.act(books.actor, row["id"], row["version"], SaleAct.CONFIRM)


def check_calls(books: Books, day: Day, ids: Sequence[UUID], rung: int) -> int:
    """Each call the caller remembers once, with its lead and result, and no other; gives the day's number."""
    today = [row for row in books.rows(calls) if row["closed_at"] is None or row["closed_at"] >= day.begins]
    out = sorted((r for r in today if r["direction"] == "out"), key=lambda r: r["dialled_at"])
    assert [(ids.index(r["lead_id"]), r["disposition_code"]) for r in out] == [
        (entry.lead, entry.code) for entry in day.ledger.calls
    ]
    assert len(today) == len(out) + rung
    assert len(day.rung) == rung
    (number,) = {row["day"] for row in today}
    return int(number)


def check_promises(books: Books, day: Day, ids: Sequence[UUID], promises: Sequence[Promise]) -> None:
    """What was promised the day before ended as it was worked; what was moved is due when it was moved to."""
    rows = {row["id"]: row for row in books.rows(callbacks)}
    first_lead = len(ids) - len(promises)
    mine = sorted(
        (row for row in rows.values() if row["created_at"] < day.begins), key=lambda row: row["created_at"]
    )
    assert [(row["lead_id"], row["state"]) for row in mine] == [
        (ids[first_lead + place], promise.ends) for place, promise in enumerate(promises)
    ]
    handed = [row["id"] for row in mine if row["state"] == "handed_over"]
    taken = [row for row in rows.values() if row["handed_from"]]
    assert sorted(row["handed_from"] for row in taken) == sorted(handed)
    colleague = next(row["id"] for row in books.rows(people) if row["sign_in_name"] == COLLEAGUE)
    assert {row["owner_id"] for row in taken} <= {colleague}
    assert sum(row["snoozed_until"] is not None for row in mine) == sum(
        promise.deed is Day.snooze_and_call for promise in promises
    )
    moved = {row["lead_id"]: row["due_at"].astimezone(INDIA) for row in mine if row["moved_count"]}
    today = day.begins.astimezone(INDIA)
    assert moved.keys() == {ids[lead] for lead, _ in day.moved}
    assert all(fits(today, moved[ids[lead]]) for lead, fits in day.moved)


def check_sales(books: Books, day: Day) -> None:
    """What was sold, in its order."""
    assert len(day.sold) == SALES
    assert [row["amount_minor"] for row in sorted(books.rows(sales), key=lambda row: row["at"])] == day.sold


def check_evening(program: Program, recount: Recount, day: Day, number: int, unconfirmed: int) -> Table:
    """The evening report equals the recount and the caller's memory; the team lead sees the same."""
    told = report(program, ADMIN, "evening", date_of(number))
    mine = row_of(told, CALLER)
    expected = recount.evening()
    assert {name: mine[name] for name in expected} == expected
    assert mine["calls"] == len(day.ledger.calls)
    counted = day.sold[: SALES - unconfirmed]
    assert mine["sales"] == len(counted)
    assert Decimal(mine["sales_amount"]) * 100 == sum(counted)
    others = row_of(told, COLLEAGUE)["follow_ups_missed"]  # what was handed over to her overdue
    expected["follow_ups_missed"] += others
    assert {name: told["total"][name] for name in expected} == expected  # nobody did anything else
    assert row_of(report(program, LEAD, "evening", date_of(number)), CALLER) == mine
    return told


def check_follow_ups(program: Program, recount: Recount, day: Day, number: int, worked: Counter[str]) -> None:
    """Set, done, kept, late, due and missed equal the recount and the caller's memory."""
    mine = row_of(report(program, ADMIN, "follow-ups", date_of(number)), CALLER)
    expected = recount.follow_ups()
    assert {name: mine[name] for name in expected} == expected
    assert mine["follow_ups_kept"] == worked["kept"] + len(day.rung)  # who rings before the time is kept, too
    assert mine["follow_ups_late"] == worked["late"]
    promised = sum(entry.promised is not None for entry in day.ledger.calls) + len(day.ledger.later)
    assert mine["follow_ups_set"] == promised


def check_around(books: Books, told: Table, recount: Recount, number: int, yesterday: int) -> None:
    """The day before, and what is promised for tomorrow."""
    assert told["yesterday"]["calls"] == told["yesterday"]["follow_ups_set"] == yesterday
    tomorrow = date_of(number) + timedelta(days=1)
    by_person = {each["person"]: each["promises"] for each in told["tomorrow"]["by_person"]}

    assert by_person.get(NAMES[CALLER], 0) == recount.promised_on(lambda due: due.date() == tomorrow)


def report(program: Program, who: str, name: str, on: date) -> Table:
    """A report of one day as a script gets it."""
    given = {**environment(program.home), "CRM_DESKTOP_USER": who, "CRM_DESKTOP_PASSWORD": PASSWORD}
    words = ("report", name, "--from", str(on), "--to", str(on), "--format", "json")
    return dict(command(program.folder, given, *words))


def row_of(told: Table, name: str) -> dict[str, Any]:
    """A person's row of a report."""
    (found,) = [row for row in told["rows"] if row["person"] == NAMES[name]]
    return dict(found)
