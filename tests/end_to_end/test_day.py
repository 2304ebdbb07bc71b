"""A whole day at the real window by keyboard: calls out and in, sales, a power cut; then the numbers.

The evening report, as a script gets it, is held against a plain recount of the rows and against what the
caller remembers, to the rupee.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain.sales import SaleAct
from crm_desktop.store.tables import callbacks, calls, sales
from tests.end_to_end.office import ADMIN, CALLER, PASSWORD, TWO_NUMBERS, Books, make_office, open_books
from tests.end_to_end.program import ROOT, Program, environment
from tests.end_to_end.shift import CALL, Entry, Shift

AtWorkstation = Callable[[Path], Program]
AMOUNTS = (("25k", 25_000_00), ("1,25,000", 1_25_000_00), ("1.5 lakh", 1_50_000_00), ("499.50", 499_50))
SALES = 3  # at the end of the day, beside those that come by chance


class Day(Shift):
    """A shift in which customers ring too, and buy at different prices."""

    def __init__(self, program: Program, seed: int) -> None:
        super().__init__(program, PASSWORD, TWO_NUMBERS, seed)
        self.sold: list[int] = []  # amounts in paise, in their order
        self.rung: list[int] = []  # who rang us, by place in the list

    def _sell(self, key: str) -> None:
        typed, amount = AMOUNTS[len(self.sold) % len(AMOUNTS)]
        self.program.reach(CALL, "fields", key)
        self.program.reach(CALL, "preview", "ctrl+Return", typed=typed)
        self.sold.append(amount)

    def undo(self) -> None:
        """A sale that is undone is not sold."""
        if self.ledger.calls[-1].code == "SOLD":
            self.sold.pop()
        super().undo()

    def rings(self, lead: int) -> None:
        """Somebody we promised a call rings first: F3, the last digits, Enter; they are not interested."""
        program = self.program
        since = program.mark()
        self.screen.press("F3")
        self.screen.type(f"{1000 + lead:05d}")
        program.wait("who rang", lambda line: line["event"] == "callers shown" and line["rows"] == 1, since)
        program.reach(CALL, "on_call", "Return")
        self.screen.type("rang us herself")
        program.reach(CALL, "after", "ctrl+Return")
        program.reach(CALL, "preview", "3")
        self.rung.append(lead)

    def sells(self) -> None:
        """A call that sells."""
        self.dial()
        self._sell("0")
        self.ledger.calls.append(Entry(self._at, "SOLD", ""))
        self._at += 1

    def promised(self) -> list[int]:
        """Leads a call-back was promised to and who have not rung yet."""
        made = [e.lead for e in self.ledger.calls if e.promised is not None]
        return [lead for lead in made if lead not in self.rung]


def test_a_short_day(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """Fourteen calls, two calls in, the program killed in the eighth."""
    work_a_day(at_workstation(tmp_path / "workspace"), leads=50, made=14, rung=2, kill_at=8, seed=7)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_a_whole_day(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """120 calls, nine calls in, the program killed in the sixtieth."""
    work_a_day(at_workstation(tmp_path / "workspace"), leads=320, made=120, rung=9, kill_at=60, seed=120)


def work_a_day(program: Program, *, leads: int, made: int, rung: int, kill_at: int, seed: int) -> None:
    """Make an office, work the day, confirm all sales but the last, and compare the evening's numbers."""
    make_office(program.folder, leads)
    day = Day(program, seed)
    day.sign_in(CALLER)
    day.work(made - SALES, kill_at)
    for _ in range(SALES):
        day.sells()
    for lead in day.promised()[:rung]:
        day.rings(lead)
    assert len(day.rung) == rung
    assert program.close() == 0
    confirm_all_but_the_last(program)
    with open_books(program) as books:
        rows = [row for row in books.rows(calls) if not row["is_practice"]]
        assert len(rows) == made + rung
        told = evening(program, rows[0]["day"])
        (mine,) = [row for row in told["rows"] if row["calls"]]
        assert {name: mine[name] for name in recount(books)} == recount(books)
        assert mine["calls"] == len(day.ledger.calls)
        first = min(row["dialled_at"] for row in rows if row["direction"] == "out")
        assert datetime.fromisoformat(mine["first_call"]) == first.replace(microsecond=0)
        kept = [row["amount_minor"] for row in sorted(books.rows(sales), key=lambda r: r["at"])]
        assert kept == day.sold
        assert Decimal(mine["sales_amount"]) * 100 == sum(day.sold[:-1])
        assert told["total"]["sales_amount"] == mine["sales_amount"]
    assert program.complaints() == []


def confirm_all_but_the_last(program: Program) -> None:
    """The admin confirms what was sold; one sale waits and must not count."""
    with open_books(program, ADMIN) as books:
        found = sorted(books.rows(sales), key=lambda row: row["at"])
        for row in found[:-1]:
            books.services.sales.act(books.actor, row["id"], row["version"], SaleAct.CONFIRM)


def evening(program: Program, day: int) -> dict[str, Any]:
    """The evening report as a script gets it, of a date as yyyymmdd."""
    date = f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
    who = {"CRM_DESKTOP_USER": ADMIN, "CRM_DESKTOP_PASSWORD": PASSWORD}
    done = subprocess.run(
        [sys.executable, "-m", "crm_desktop", "--workspace", str(program.folder), "report", "evening",
         "--from", date, "--to", date, "--format", "json", "--json"],
        env={**os.environ, **environment(program.home), **who}, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def recount(books: Books) -> dict[str, Any]:
    """The day's figures from the rows alone, by the formulas as they are written."""
    out = [row for row in books.rows(calls) if row["direction"] == "out" and row["state"] == "closed"]
    promised = [row for row in books.rows(callbacks) if row["kind"] == "promise"]
    confirmed = [
        row
        for row in books.rows(sales)
        if row["confirmed_at"] is not None and row["state"] in ("promised", "received")
    ]

    def has(row: dict[str, Any], flag: str) -> bool:
        return flag in row["disposition_flags"].split()

    return {
        "calls": len(out),
        "answered": sum(has(r, "human") or r["answered_at"] is not None for r in out),
        "interested": sum(has(r, "success") and not has(r, "final") for r in out),
        "follow_ups_set": len(promised),
        "follow_ups_done": sum(r["state"] in ("kept", "late") for r in promised),
        "sales": len(confirmed),
        "sales_amount": f"{Decimal(sum(r['amount_minor'] for r in confirmed)) / 100:.2f}",
    }
