"""An office's last day as it was worked: sign-ins, breaks and absences beside its calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from crm_desktop.clock import SetClock
from crm_desktop.domain.presence import State
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import make_services
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.tables import calls, people, presence, sessions
from tests.factories import QuickPasswords
from tests.ui.reports.office import EVENING, TODAY

# When, what, why and how many seconds are allowed, for callers in the order of their sign-in names.
LUNCH, TEA = 45 * 60, 15 * 60
DAYS: tuple[tuple[tuple[str, State, str, int | None], ...], ...] = (
    (
        ("11:30", State.BREAK, "Tea", TEA),
        ("11:44", State.READY, "", None),
        ("13:30", State.BREAK, "Lunch", LUNCH),
        ("14:27", State.READY, "", None),
        ("16:10", State.AWAY, "idle", None),
        ("16:22", State.READY, "", None),
        ("17:00", State.BREAK, "Meeting", None),
        ("17:25", State.READY, "", None),
    ),
    (("18:50", State.BREAK, "Tea", TEA),),
    (("19:02", State.AWAY, "locked", None),),
    (("19:06", State.BREAK, "Washroom", 600),),
)


def at(words: str) -> datetime:
    hour, minute = words.split(":")
    local = datetime(2026, 11, 20, int(hour), int(minute), tzinfo=ZoneInfo("Asia/Kolkata"))
    return local.astimezone(UTC)


def work_the_day(folder: Path) -> None:
    """Sign everybody in at ten, with their breaks; the first left at 19:05, the others are still there."""
    clock = SetClock(EVENING)
    opened = WorkspaceService(clock, QuickPasswords()).open(folder)
    try:
        services = make_services(opened, clock, QuickPasswords())
        with services.opened.store.write(None) as work:
            run = work.connection.execute
            # The calls of the day before were moved here: they begin at ten, as the sign-ins do.
            found = run(
                select(people.c.id).where(people.c.role == "telecaller").order_by(people.c.sign_in_name)
            )
            for place, person in enumerate(found.scalars().all()):
                session: UUID = new_id()
                left = at("19:05") if place == 0 else None
                run(
                    insert(sessions).values(
                        id=session, person_id=person, seat=f"desk-{place}", signed_in_at=at("09:55"),
                        last_seen_at=left or EVENING, signed_out_at=left,
                        end_reason="signed_out" if left else "", day=TODAY,
                    )
                )  # fmt: skip
                for when, state, why, allowed_s in DAYS[place % len(DAYS)]:
                    run(
                        insert(presence).values(
                            id=new_id(), person_id=person, session_id=session, state=state.value, reason=why,
                            allowed_s=allowed_s, at=at(when), day=TODAY,
                        )
                    )  # fmt: skip
                _no_calls_in_breaks(run, person, place)
    finally:
        opened.close()


def _no_calls_in_breaks(run: object, person: UUID, place: int) -> None:
    """A made-up call that lies in a break or an absence is put off to a minute after it."""
    assert callable(run)
    turns = DAYS[place % len(DAYS)]
    for (when, state, _, _), (until, *_rest) in zip(turns, (*turns[1:], ("19:10",)), strict=True):
        if state is State.READY:
            continue
        inside = run(
            select(calls.c.id, calls.c.dialled_at, calls.c.closed_at).where(
                calls.c.person_id == person, calls.c.dialled_at < at(until), calls.c.closed_at > at(when)
            )
        ).all()
        for row in inside:
            early = at("09:56")
            took = row.closed_at - row.dialled_at
            run(
                update(calls)
                .where(calls.c.id == row.id)
                .values(
                    dialled_at=early,
                    answered_at=None,
                    ended_at=early + took / 2,
                    closed_at=early + took - timedelta(seconds=1),
                )
            )
