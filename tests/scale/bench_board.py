"""The live board with 20 and with 200 people: `python -m tests.scale board`.

From an event of somebody's to the painted window, as the page does it: whose row it was, read anew, put in
order, the whole window drawn; all in one thread, so that nothing is hidden, and calm as the program is. On
the same computer a program looks for news every `NEWS_EVERY_MS`, which is added whole: the longest wait.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Role
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import call_hours, callbacks, calls, people, sessions
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.board.page import BoardPage
from crm_desktop.ui.entrance.upkeep import NEWS_EVERY_MS
from crm_desktop.ui.ops import InlineOperations, calm
from crm_desktop.ui.theme import apply_theme, load_icons
from tests.conftest import TEST_NOW
from tests.scale.results import Result, absolute, against, middle, percentile
from tests.stores import TEST_KEY, migrated_file
from tests.ui.board.office import open_board
from tests.ui.calling.stage import Stage, make_stage

SMALL, LARGE, ROUNDS, CALLS_EACH = 20, 200, 60, 80
GOAL_MS = 1_000
RATIO_GOAL = 1.5


def run(sizes: Sequence[int]) -> list[Result]:
    """An event at both sizes of team; how many leads there are plays no part."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    small, large = _open(SMALL), _open(LARGE)
    calm.begin()
    calm.settle()
    asked: dict[int, list[float]] = {SMALL: [], LARGE: []}
    painted: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for no in range(ROUNDS + 5):  # by turns, so that whatever else the machine does falls on both
        for amount, (stage, page) in ((SMALL, small), (LARGE, large)):
            store_ms, whole_ms = _round(stage, page)
            if no >= 5:  # the first ones fill caches of fonts and statements
                asked[amount].append(store_ms)
                painted[amount].append(whole_ms)
    calm.end()
    for stage, page in (small, large):
        page.window().close()
        stage.seat.close()
        stage.store.close()
    p95 = percentile(painted[LARGE], 0.95)
    note = f"p95 {p95:.1f} ms of {len(painted[LARGE])} and the wait of {NEWS_EVERY_MS} ms"
    return [
        absolute("board, an event to painted, 200 people", LARGE, p95 + NEWS_EVERY_MS, GOAL_MS, note=note),
        against(
            "what an event asks of the store, 200 : 20 people",
            LARGE,
            middle(asked[LARGE]),
            middle(asked[SMALL]),
            RATIO_GOAL,
        ),
        against(
            "an event until painted, 200 : 20 people",
            LARGE,
            middle(painted[LARGE]),
            middle(painted[SMALL]),
            None,
            note="with the order of everybody and the window's paint",
        ),
    ]


def _open(amount: int) -> tuple[Stage, BoardPage]:
    """A team of so many, its lead's window with the board in view."""
    folder = Path(mkdtemp())
    clock = SetClock(TEST_NOW)
    store = Store(open_engine(migrated_file(folder / "store.db"), TEST_KEY), clock)
    stage = make_stage(store, clock, folder, InlineOperations())
    for no in range(ROUNDS + 10):
        stage.add(f"Meera Kulkarni {no}")
    _fill(stage, amount - 2)
    page = open_board(stage, stage.ops)
    assert len(page.watch.order) == amount
    page.watch.stop()
    return stage, page


def _fill(stage: Stage, amount: int) -> None:
    """So many more callers of the team, with a morning of calls behind them and promises before them."""
    dice = random.Random(5)
    lead_id = stage.add("Everybody’s")
    now, team = stage.clock.now(), stage.office.lead.team_id
    ids = [new_id() for _ in range(amount)]
    began = now - timedelta(hours=4)
    day = {"day": 20261120, "campaign_id": stage.campaign.id}
    rows: dict[object, list[dict[str, object]]] = {
        people: [
            {
                "id": each,
                "sign_in_name": f"p{no}",
                "display_name": f"Person {no}",
                "password_hash": "x",
                "role": Role.TELECALLER.value,
                "team_id": team,
                "created_at": began,
            }
            for no, each in enumerate(ids)
        ],
        sessions: [
            {
                "id": new_id(),
                "person_id": each,
                "seat": "x",
                "signed_in_at": began,
                "last_seen_at": now,
                "day": 20261120,
            }
            for each in ids
        ],
        call_hours: [
            {
                **day,
                "person_id": each,
                "hour_at": began + timedelta(hours=hour),
                "attempts": CALLS_EACH // 4,
                "conversations": 6,
                "successes": 1,
                "first_at": began,
                "last_at": now,
            }
            for each in ids
            for hour in range(4)
        ],
        calls: [
            {
                "id": new_id(),
                "lead_id": lead_id,
                "campaign_id": stage.campaign.id,
                "person_id": each,
                "state": "closed",
                "dialled_at": (at := began + timedelta(minutes=3 * no)),
                "ended_at": at + timedelta(minutes=1),
                "closed_at": at + timedelta(minutes=2),
                "day": 20261120,
            }
            for each in ids
            for no in range(CALLS_EACH)
        ],
        callbacks: [
            {
                "id": new_id(),
                "lead_id": lead_id,
                "owner_id": each,
                "created_at": began,
                "due_at": now + timedelta(minutes=dice.randint(-60, 300)),
            }
            for each in ids
            for _ in range(3)
        ],
    }
    with stage.store.write(None) as work:
        for table, values in rows.items():
            work.connection.execute(insert(table), values)  # type: ignore[arg-type]


def _round(stage: Stage, page: BoardPage) -> tuple[float, float]:
    """A lead is brought to a caller: milliseconds of the store's part, and until the window is painted."""
    service, asha, window = stage.services.calling, stage.office.asha, page.window()
    board, actor, heard = stage.services.board, stage.office.lead, page.watch._heard
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    stage.clock.move(seconds=2)
    assert isinstance(service.next_lead(asha, stage.campaign.id), NextLead)
    assert heard is not None
    begun = perf_counter()
    touched = board.touched(actor, heard)
    asked_ms = (perf_counter() - begun) * 1000
    assert (touched.is_whole, len(touched.rows)) == (False, 1)
    begun = perf_counter()
    page.watch.hear(frozenset({"queue"}))
    painter = QPainter(image)
    window.render(painter, QPoint())
    painter.end()
    row = page.watch.row(asha.person_id)
    assert row is not None
    assert row.has_lead
    return asked_ms, (perf_counter() - begun) * 1000
