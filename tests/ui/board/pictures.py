"""Draws the live board and the wall: `python -m tests.ui.board.pictures --out DIR`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.clock import SetClock
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.board.page import BoardPage
from crm_desktop.ui.ops import InlineOperations
from tests.stores import TEST_KEY, migrated_file
from tests.ui.board.office import NAMES, fill_team, open_board
from tests.ui.calling.stage import Stage, make_stage
from tests.ui.looks import Album, run

NOW = datetime(2026, 11, 20, 15, 12, tzinfo=ZoneInfo("Asia/Kolkata"))
Scene = Callable[[Stage], QWidget]


def board(stage: Stage) -> BoardPage:
    """Thirty callers in every state."""
    fill_team(stage)
    notes, office = stage.services.desk_notes, stage.office
    notes.send(office.lead, office.imran.person_id, "Please come back, the queue is long", new_id())
    return open_board(stage, stage.ops)


def full(stage: Stage) -> QWidget:
    return board(stage).window()


def few(stage: Stage) -> QWidget:
    fill_team(stage, NAMES[:6])
    return open_board(stage, stage.ops).window()


def empty(stage: Stage) -> QWidget:
    """Nobody signed in any more, no campaign with leads."""
    for who in (stage.office.asha, stage.office.imran):
        stage.services.people.sign_out(who)
    stage.clock.move(days=2)
    return open_board(stage, stage.ops).window()


def away(stage: Stage) -> QWidget:
    """The server can't be reached: what was known last, and a word."""
    page = board(stage)
    page.watch.failed.emit(UserError("The server can't be reached. Look at the cable and the network."))
    return page.window()


def note(stage: Stage) -> QWidget:
    page = board(stage)
    page.ask_note()
    page.note_box.line.set_text("Ask Meera about the new rate before you promise it")
    return page.window()


def move(stage: Stage) -> QWidget:
    page = board(stage)
    page.ask_move()
    return page.window()


def why(stage: Stage) -> QWidget:
    page = board(stage)
    page.ask_why()
    return page.window()


def wall(stage: Stage) -> QWidget:
    page = board(stage)
    page.open_wall()
    assert page.wall is not None
    page.wall.showNormal()  # the looks give it its size
    return page.wall


def wall_few(stage: Stage) -> QWidget:
    fill_team(stage, NAMES[:4])
    page = open_board(stage, stage.ops)
    page.open_wall()
    assert page.wall is not None
    page.wall.showNormal()
    return page.wall


def told(stage: Stage) -> QWidget:
    """The bar on the calling screen."""
    stage.add("Gurpreet Singh Ahluwalia")
    page = stage.open()
    notes, office = stage.services.desk_notes, stage.office
    notes.send(
        office.lead, office.asha.person_id, "Ask Meera about the new rate before you promise it", new_id()
    )
    notes.send(office.lead, office.asha.person_id, "Call-backs first, please", new_id())
    page.presenter.told.read()
    return page.window()


SCENES: dict[str, Scene] = {
    "full": full, "few": few, "empty": empty, "away": away, "note": note, "move": move, "why": why,
    "wall": wall, "wall-few": wall_few, "told": told,
}  # fmt: skip


def draw(album: Album) -> None:
    """Each scene on a workspace of its own."""
    for name, scene in SCENES.items():
        if not album.wants(f"board-{name}"):
            continue
        folder = Path(tempfile.mkdtemp(prefix="crm-board-"))
        migrated_file(folder / "workspace.db")
        clock = SetClock(NOW)
        store = Store(open_engine(folder / "workspace.db", TEST_KEY, cache_mb=32), clock)
        stage = make_stage(store, clock, folder, InlineOperations())
        window = scene(stage)
        album.take(window, f"board-{name}")
        window.close()
        for opened in stage.windows:
            opened.hide()
            opened.deleteLater()
        album.settle()
        stage.seat.close()
        store.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
