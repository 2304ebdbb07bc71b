"""A shift at the real window, by keyboard alone, with a power cut in the middle; then the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.queue import Lane
from crm_desktop.store.tables import presence, queue_entries, sales, skips
from tests.end_to_end.office import CALLER, PASSWORD, TWO_NUMBERS, Books, make_office, open_books
from tests.end_to_end.program import Line, Program, percentile, worst_block
from tests.end_to_end.shift import INDIA, Ledger, Shift

AtWorkstation = Callable[[Path], Program]


def test_a_short_shift(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """Twelve calls, the program killed in the sixth."""
    work_a_shift(at_workstation(tmp_path / "workspace"), leads=40, calls=12, kill_at=6)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_a_whole_shift(at_workstation: AtWorkstation, tmp_path: Path) -> None:
    """A hundred calls, the program killed in the fiftieth."""
    work_a_shift(at_workstation(tmp_path / "workspace"), leads=240, calls=100, kill_at=50)


def work_a_shift(program: Program, *, leads: int, calls: int, kill_at: int) -> None:
    """Make an office, work the shift, close the window, hold the ledger against the books."""
    ids = make_office(program.folder, leads)
    shift = Shift(program, PASSWORD, TWO_NUMBERS, seed=calls)
    shift.sign_in(CALLER)
    shift.work(calls, kill_at)
    memory = program.memory_mb()
    assert program.close() == 0
    with open_books(program) as books:
        check_calls(books, shift.ledger, ids, calls)
        check_sales(books, shift.ledger)
        check_promises(books, shift.ledger, ids)
        check_queue(books, shift.ledger, ids)
    print(figures(program.read(), memory))
    assert program.complaints() == []


def check_calls(books: Books, ledger: Ledger, ids: Sequence[UUID], wanted: int) -> None:
    """Every call of the ledger once, closed, with its lead, result and note; and no other."""
    found = books.calls()
    assert len(found) == len(ledger.calls) == wanted
    for call, entry in zip(found, ledger.calls, strict=True):
        assert (call.state, call.is_practice) == (CallState.CLOSED, False)
        assert (ids.index(call.lead_id), call.disposition_code) == (entry.lead, entry.code)
        assert entry.note.startswith(call.note)
        assert call.note.startswith(entry.note.removesuffix(entry.may_lack).rstrip())
        assert (call.talk_s is not None) == ("rang back" in entry.note)
    assert books.counted_today() == wanted
    notes = [entry for entry in ledger.calls if entry.note]
    for entry in notes:
        told = books.told_of(ids[entry.lead])
        assert sum(entry.note.removesuffix(entry.may_lack).rstrip() in text for text in told) == 1, told


def check_sales(books: Books, ledger: Ledger) -> None:
    """One sale a result that says so; those of results taken back are gone."""
    wanted = sum(entry.code == "SOLD" for entry in ledger.calls)
    found = books.rows(sales)
    assert [row["amount_minor"] for row in found] == [25_000_00] * wanted
    assert {row["state"] for row in found} <= {"promised"}


def check_promises(books: Books, ledger: Ledger, ids: Sequence[UUID]) -> None:
    """Call-backs as promised, each once."""
    promised = books.promises()
    wanted = {
        ids[e.lead]: (e.promised, call)
        for e, call in zip(ledger.calls, books.calls(), strict=True)
        if e.promised
    }
    later = {ids[lead]: fits for lead, fits in ledger.later.items()}
    assert promised.keys() == wanted.keys() | later.keys()
    for lead_id, (fits, call) in wanted.items():
        due = promised[lead_id].due_at.astimezone(INDIA)
        assert any(fits(at, due) for at in _moments(call)), (call.disposition_code, due)
    today = books.services.opened.store.clock.now().astimezone(INDIA)
    assert all(fits(today, promised[lead_id].due_at.astimezone(INDIA)) for lead_id, fits in later.items())


def _moments(call: Call) -> list:  # type: ignore[type-arg]
    """When the time may have been asked for: midnight may lie between dial and result."""
    return [at.astimezone(INDIA) for at in (call.dialled_at, call.closed_at) if at is not None]


def check_queue(books: Books, ledger: Ledger, ids: Sequence[UUID]) -> None:
    """No lead lost or doubled, none on a screen, and each where its last result put it."""
    assert sorted(books.lead_ids()) == sorted(ids)
    queue = books.queue()
    assert queue.total == len(ids) == queue.dialable + sum(reason.leads for reason in queue.reasons)
    entries = books.rows(queue_entries)
    assert Counter(entry["lead_id"] for entry in entries) == Counter(ids)
    assert all(entry["claimed_by"] is None for entry in entries)
    touched = {e.lead for e in ledger.calls} | ledger.later.keys() | set(ledger.never) | set(ledger.skipped)
    new = {
        ids.index(entry["lead_id"]) for entry in entries if entry["lane"] == Lane.NEW and not entry["reason"]
    }
    assert new == set(range(len(ids))) - touched
    assert len(books.rows(skips)) == len(ledger.skipped)
    changed = [row["state"] for row in books.rows(presence)]
    assert changed.count("break") == changed.count("ready") == ledger.breaks


def figures(lines: list[Line], memory_mb: float) -> str:
    """What the log tells of speed."""
    painted = [line["ms"] for line in lines if line["event"] == "next lead painted"]
    return (
        f"result key to next lead painted: p50 {percentile(painted, 0.5):.0f} ms, "
        f"p95 {percentile(painted, 0.95):.0f} ms of {len(painted)}; "
        f"longest block of the GUI thread {worst_block(lines):.0f} ms; memory {memory_mb:.0f} MB"
    )
