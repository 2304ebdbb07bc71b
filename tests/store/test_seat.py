"""The seat's own file: kept through a kill, sealed, used by one program at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from crm_desktop.errors import UserError
from crm_desktop.store import seat as seat_module
from crm_desktop.store.errors import SeatDamaged, SeatInUse
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.seat import Draft, OpenCall, Seat

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 10, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A new seat."""
    opened = Seat.open(tmp_path, "Desk 1", KEY)
    yield opened
    opened.close()


def _again(seat: Seat, folder: Path) -> Seat:
    seat.close()
    return Seat.open(folder, "desk 1", KEY)


def test_notes_calls_and_settings_are_there_at_the_next_start(seat: Seat, tmp_path: Path) -> None:
    call, other = uuid4(), uuid4()
    seat.save_draft(call, "पैसे नहीं हैं", NOW)
    seat.save_draft(call, "पैसे नहीं हैं, call in Dec", NOW + timedelta(seconds=1))
    seat.save_draft(other, "", NOW)
    seat.set_open_call(other, NOW)
    seat.set_open_call(call, NOW)
    seat.set("columns", ["name", "phone"])
    seat.set("columns", {"name": 120})
    seat = _again(seat, tmp_path)
    wanted = Draft(call, "पैसे नहीं हैं, call in Dec", NOW + timedelta(seconds=1))
    assert seat.draft(call) == wanted
    assert seat.drafts() == [wanted, Draft(other, "", NOW)]
    assert seat.open_call() == OpenCall(call, NOW)
    assert seat.get("columns") == {"name": 120}
    assert seat.get("theme", "light") == "light"
    seat.clear_draft(call)
    seat.clear_open_call()
    seat = _again(seat, tmp_path)
    assert seat.draft(call) is None
    assert seat.open_call() is None
    seat.close()


def test_sealed_heads_are_kept_and_never_changed(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seat.last_sealed_head() is None
    heads = [SealedHead(no, 0, no * 10, os.urandom(32), NOW + timedelta(minutes=no)) for no in range(1, 8)]
    for head in heads:
        seat.add_sealed_head(head)
    seat.add_sealed_head(SealedHead(7, 0, 1, bytes(32), NOW))  # a rewritten chain
    seat = _again(seat, tmp_path)
    assert seat.last_sealed_head() == heads[-1]
    assert seat.sealed_heads() == heads
    monkeypatch.setattr(seat_module, "KEPT_HEADS", 3)
    seat.add_sealed_head(SealedHead(8, 0, 80, bytes(32), NOW))
    assert [head.no for head in seat.sealed_heads()] == [6, 7, 8]
    seat.drop_sealed_heads_after(6)
    assert seat.last_sealed_head() == heads[5]
    seat.close()


def test_nothing_typed_can_be_read_on_the_disk(seat: Seat, tmp_path: Path) -> None:
    seat.save_draft(uuid4(), "Asha owes 4 lakh", NOW)
    for file in (tmp_path / "seats").iterdir():
        assert b"Asha" not in file.read_bytes()
        assert b"drafts" not in file.read_bytes()


def test_a_killed_program_loses_no_note_and_no_seat(tmp_path: Path) -> None:
    call = uuid4()
    code = (
        "import os, sys, pathlib, uuid, datetime\n"
        "from crm_desktop.store.seat import Seat\n"
        "seat = Seat.open(pathlib.Path(sys.argv[1]), 'desk', bytes(range(32)))\n"
        "seat.save_draft(uuid.UUID(sys.argv[2]), 'typed', datetime.datetime.now(datetime.timezone.utc))\n"
        "print('saved', flush=True); sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), str(call)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        assert child.stdout.readline() == "saved\n"
        with pytest.raises(SeatInUse, match="Desk"):
            Seat.open(tmp_path, "Desk", KEY)
        Seat.open(tmp_path, "desk-2", KEY).close()
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    seat = Seat.open(tmp_path, "desk", KEY)
    found = seat.draft(call)
    assert found is not None
    assert found.note == "typed"
    seat.close()


def test_one_seat_is_opened_once(seat: Seat, tmp_path: Path) -> None:
    with pytest.raises(SeatInUse):
        Seat.open(tmp_path, "DESK 1", KEY)
    seat.close()
    seat.close()
    Seat.open(tmp_path, "Desk 1", KEY).close()


def test_threads_take_turns(seat: Seat) -> None:
    def type_on() -> None:
        call = uuid4()
        for number in range(10):
            seat.save_draft(call, str(number), NOW)

    threads = [threading.Thread(target=type_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [draft.note for draft in seat.drafts()] == ["9"] * 4


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(8192)])
def test_a_damaged_file_is_told_and_kept(seat: Seat, tmp_path: Path, content: bytes) -> None:
    seat.close()
    seat.file.write_bytes(content)
    with pytest.raises(SeatDamaged):
        Seat.open(tmp_path, "Desk 1", KEY)
    assert seat.file.read_bytes() == content
    fresh = Seat.open(tmp_path, "Desk 1", KEY, replace_damaged=True)
    assert fresh.drafts() == []
    fresh.close()
    assert (tmp_path / "seats" / "desk 1.db.damaged-1").read_bytes() == content


def test_seats_have_different_keys(tmp_path: Path) -> None:
    Seat.open(tmp_path, "one", KEY).close()
    (tmp_path / "seats" / "one.db").rename(tmp_path / "seats" / "two.db")
    with pytest.raises(SeatDamaged):
        Seat.open(tmp_path, "two", KEY)


@pytest.mark.parametrize(
    "name", ["", "../key", "a/b", "a\\b", "x" * 41, "\0", "con:", "a\n", "NUL", "com1.x"]
)
def test_names_that_are_no_names(tmp_path: Path, name: str) -> None:
    if name.strip() == "a":
        Seat.open(tmp_path, name, KEY).close()
        return
    with pytest.raises(UserError):
        Seat.open(tmp_path, name, KEY)
    assert not (tmp_path / "seats").exists()
