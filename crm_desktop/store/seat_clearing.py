"""What a seat's own file keeps of leads, and how it goes: kept leads, dates, acts, notes, what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_desktop.store.seat import Seat

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TYPED = "calling."  # settings of a call under way: what was typed, what is held
# Done acts that name somebody without a lead of theirs: whose they were can't be told here.
_NAMELESS = "lead_id IS NULL AND kind IN ('new_lead', 'missed', 'earlier', 'request')"
Run = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class HeldIds:
    """Leads and calls that something lies here of; an id that may be either is in both."""

    leads: frozenset[UUID]
    calls: frozenset[UUID]


class SeatClearing:
    """Looks through one seat's file, and takes out of it what has to go."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def held(self) -> HeldIds:
        """Whatever lies here, of whom and of which call."""
        typed = self._seat.run("SELECT value FROM settings WHERE name LIKE ?", (f"{_TYPED}%",))
        either = {UUID(found) for (value,) in typed for found in _ID.findall(value)}
        leads = self._ids(
            "SELECT lead_id FROM kept_leads UNION SELECT lead_id FROM kept_dates"
            " UNION SELECT lead_id FROM acts WHERE lead_id IS NOT NULL"
        )
        calls = self._ids(
            "SELECT call_id FROM drafts UNION SELECT call_id FROM open_call"
            " UNION SELECT call_id FROM acts WHERE call_id IS NOT NULL"
        )
        return HeldIds(frozenset(leads | either), frozenset(calls | either))

    def waiting(self) -> frozenset[UUID]:
        """The leads and calls of acts that aren't on the server yet."""
        return frozenset(
            self._ids("SELECT lead_id FROM acts WHERE state = 'waiting' AND lead_id IS NOT NULL")
            | self._ids("SELECT call_id FROM acts WHERE state = 'waiting' AND call_id IS NOT NULL")
        )

    def forget(self, ids: Iterable[UUID]) -> None:
        """Let go of everything of these leads and calls but acts on their way; all or none.

        Done acts that name somebody who isn't known here as a lead go too.
        """
        with self._seat.together() as run:
            for each in ids:
                _forget_one(run, each)
            run(f"DELETE FROM acts WHERE state <> 'waiting' AND payload <> '' AND {_NAMELESS}", ())
        self._let_go_of_log()

    def forget_everything(self, but_settings: Collection[str]) -> int:
        """Let go of all that lies here but settings of this workstation; gives how many acts weren't sent."""
        marks = ", ".join("?" for _ in but_settings)
        with self._seat.together() as run:
            unsent = run("SELECT count(*) FROM acts WHERE state = 'waiting'", ())[0][0]
            for table in ("acts", "kept_leads", "kept_dates", "drafts", "open_call"):
                run(f"DELETE FROM {table}", ())
            run(f"DELETE FROM settings WHERE name NOT IN ({marks})", tuple(but_settings))
        self._let_go_of_log()
        return int(unsent)

    def _let_go_of_log(self) -> None:
        """What was deleted is overwritten in the file (secure_delete); the write-ahead log goes too."""
        self._seat.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def _ids(self, statement: str) -> set[UUID]:
        return {UUID(bytes=row[0]) for row in self._seat.run(statement)}


def _forget_one(run: Run, each: UUID) -> None:
    packed, text = each.bytes, str(each)
    acts = "state <> 'waiting' AND (lead_id = ? OR call_id = ? OR instr(payload, ?) > 0)"
    # How it came out is still told, without whom it was about.
    run(
        "UPDATE acts SET payload = '', told = '', lead_id = NULL, call_id = NULL"
        f" WHERE state = 'settled' AND is_shown = 0 AND {acts}",
        (packed, packed, text),
    )
    run(f"DELETE FROM acts WHERE {acts}", (packed, packed, text))
    run("DELETE FROM kept_leads WHERE lead_id = ?", (packed,))
    run("DELETE FROM kept_dates WHERE lead_id = ?", (packed,))
    run("DELETE FROM drafts WHERE call_id = ?", (packed,))
    run("DELETE FROM open_call WHERE call_id = ?", (packed,))
    run("DELETE FROM settings WHERE name LIKE ? AND instr(value, ?) > 0", (f"{_TYPED}%", text))
