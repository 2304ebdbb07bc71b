"""Processes on one store, killed at random and started again: no lead on two screens, no call lost."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.calling_office import CallingOffice
from tests.soak.books import Books
from tests.soak.day_recount import INDIA, DayRows
from tests.soak.station import DayClock, start, told
from tests.soak.test_shift_services import without_logins

NAMES = ("asha", "imran", "zoya")
MORNING = datetime(2026, 11, 21, 10, 0, tzinfo=INDIA)


def work_and_kill(co: CallingOffice, diary: Path, seed: str, *, hours: float, kills: int) -> None:
    """Three stations work; again and again one of them is killed in whatever it does, and comes back."""
    random, until = Random(seed), MORNING + timedelta(hours=hours)
    for number in range(round(hours * 40)):
        co.add_lead(f"Ravi Chauhan {number}")
    engine = co.store.engine
    is_file = engine.dialect.name == "sqlite"
    where = str(diary / "workspace.db") if is_file else engine.url.render_as_string(hide_password=False)
    day = DayClock.lay_out(diary / "day.clock", len(NAMES), MORNING)
    stations = [start(where, diary, NAMES, slot, seed, until) for slot in range(len(NAMES))]
    killed, next_kill = 0, MORNING.timestamp()
    try:
        while any(station.poll() is None for station in stations):
            time.sleep(0.005)
            slot = random.randrange(len(NAMES))
            if killed < kills and stations[slot].poll() is None and day.slowest() > next_kill:
                with stations[slot]:
                    stations[slot].kill()
                killed += 1
                next_kill = MORNING.timestamp() + (until - MORNING).total_seconds() * 0.9 * killed / kills
                stations[slot] = start(where, diary, NAMES, slot, seed, until)
    finally:
        said = []
        for station in stations:
            with station:
                station.kill()
                said.append(station.communicate()[1].decode())
        day.close()
    assert [station.returncode for station in stations] == [0] * len(NAMES), "\n".join(said)
    assert killed == kills
    co.clock.set(until + timedelta(minutes=10))
    rows = DayRows(co.store)
    assert len(rows.calls) > 10 * hours
    assert rows.two_screens() == []
    lost = [each for each in rows.told_wrongly(told(diary, NAMES)) if not each.startswith("nobody made")]
    assert lost == []  # one whose station died before it could say so is no lost one
    acknowledged = {row["id"]: row["disposition_label"] for row in rows.calls}
    assert Books(co.store).problems(acknowledged) == []


def test_killed_stations_lose_no_call(co: CallingOffice, tmp_path: Path) -> None:
    work_and_kill(co, tmp_path, "killed", hours=0.3, kills=3)


@pytest.mark.soak
@pytest.mark.timeout(900)
@without_logins
def test_stations_killed_all_day_lose_no_call(co: CallingOffice, tmp_path: Path) -> None:
    seed = os.environ.get("CRM_DESKTOP_SOAK_SEED") or f"killed {Random().randrange(10**9)}"
    work_and_kill(co, tmp_path, seed, hours=9, kills=60)
