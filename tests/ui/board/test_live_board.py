"""The board in the window on a team's server: what is done elsewhere is painted within a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.domain.lead_query import NOBODY, LeadQuery
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.board import Board
from crm_desktop.services.calling import Dial, NextLead
from crm_desktop.services.calling.values import CompleteCall
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.store.desk_notes import NoteKind
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.ui.board.people_model import NEED, PERSON, STATE
from crm_desktop.ui.entrance.upkeep import Upkeep
from crm_desktop.ui.leads.many import ManyPanel
from crm_desktop.ui.ops import InlineOperations, Operations
from crm_desktop.ui.shell.pages import PAGES
from tests.calling_office import usual_values
from tests.factories import AGREED, add_callers, services_on
from tests.staffed_stores import Staffed
from tests.stores import TEAM, TeamStore
from tests.ui.board import office as board_office
from tests.ui.calling.stage import Stage, make_stage, press, type_text

MANY, SHOWN_IN_S = 200, 1.0


class Painted(QObject):
    """When a widget was painted last, by a clock that only goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def eventFilter(self, _watched: QObject, happened: QEvent) -> bool:
        if happened.type() is QEvent.Type.Paint:
            self.at = time.monotonic()
        return False


class Desk:
    """The team lead's own workstation: connections, threads, the listening; the board in view."""

    def __init__(self, stage: Stage, folder: Path, qtbot: QtBot) -> None:
        self.stage, self.qtbot = stage, qtbot
        url = stage.store.engine.url
        self.store = TeamStore(open_postgres_engine(url, search_path=f"{TEAM.schema},public"), stage.clock)
        self.ops = Operations()
        folder.mkdir()
        here = Stage(
            self.store, stage.clock, folder, self.ops, stage.office, services_on(self.store, folder),
            stage.campaign, stage.seat, windows=stage.windows,
        )  # fmt: skip
        self.page = board_office.open_board(here, self.ops)
        self.upkeep = Upkeep(self.page.session, self.ops, self.page.context.notices, print, self.ops)
        self.painted = Painted()
        self.page.people.table.viewport().installEventFilter(self.painted)
        self.until(lambda: self.upkeep.is_live and self.page.watch.campaigns is not None and self.ops.is_idle)

    def until(self, holds: Callable[[], object]) -> None:
        """Let the window live until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=30_000)

    def shown_after(self, act: Callable[[], object], holds: Callable[[], object]) -> float:
        """Do something at another workstation; seconds from its end until the board was painted with it."""
        self.until(lambda: self.ops.is_idle)
        act()
        begun = time.monotonic()
        self.painted.at = 0.0
        self.until(lambda: holds() and self.painted.at)
        return self.painted.at - begun

    def cell(self, name: str, column: int) -> str:
        """What stands in somebody's line."""
        model = self.page.people.model
        for row in range(model.rowCount()):
            if model.index(row, PERSON).data() == name:
                return str(model.index(row, column).data())
        return ""

    def choose(self, name: str) -> None:
        """Go to somebody's line, as the arrow keys do."""
        model, table = self.page.people.model, self.page.people.table
        names = [model.index(row, PERSON).data() for row in range(model.rowCount())]
        table.selectRow(names.index(name))
        self.page.window().activateWindow()
        table.setFocus()

    def close(self) -> None:
        """Everything of it."""
        self.upkeep.stop()
        self.ops.close()
        self.ops.deleteLater()
        self.store.close()


@pytest.fixture
def stage(team_staffed: Staffed, clock: SetClock, tmp_path: Path, ops: InlineOperations) -> Iterator[Stage]:
    """The callers' workstation, on a server with the rights of a team."""
    made = make_stage(team_staffed.store, clock, tmp_path, ops, team_staffed.office)
    yield made
    for window in made.windows:
        window.hide()
        window.deleteLater()
    made.seat.close()


@pytest.fixture
def desk(
    stage: Stage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Desk]]:
    """Makes the team lead's workstation, with all pages."""
    monkeypatch.setattr(board_office, "SPECS", PAGES)
    made: list[Desk] = []

    def make() -> Desk:
        made.append(Desk(stage, tmp_path / "lead", qtbot))
        return made[0]

    yield make
    for each in made:
        each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_happens_at_another_workstation_is_painted_within_a_second(
    stage: Stage, desk: Callable[[], Desk]
) -> None:
    for no in range(3):
        stage.add(f"Meera Kulkarni {no}")
    add_callers(stage.store, stage.office, MANY - 2)
    board = desk()
    assert len(board.page.watch.order) >= MANY
    calling, o = stage.services.calling, stage.office
    asha, name = o.asha, o.asha.name
    board.choose(name)
    service = board.page.session.services.board
    whole, read_whole = service.whole, []

    def counted(actor: Actor) -> Board:
        read_whole.append(actor)
        return whole(actor)

    service.whole = counted  # type: ignore[method-assign]
    took: dict[str, float] = {}
    found: list[NextLead] = []
    call_id = new_id()

    def claim() -> None:
        lead = calling.next_lead(asha, stage.campaign.id)
        assert isinstance(lead, NextLead)
        found.append(lead)

    def dial() -> None:
        lead = found[0]
        calling.dial(
            asha, Dial(new_id(), call_id, lead.lead.id, stage.campaign.id, lead.phone.phone_id, "by_hand")
        )

    def promise() -> None:
        result = next(d for d in found[0].campaign.dispositions if d.code == "CALL_BACK")
        due = stage.clock.now() + timedelta(minutes=10)
        calling.complete_and_next(
            asha,
            CompleteCall(
                new_id(), call_id, result.id, take_next=False, values=usual_values(result), callback_at=due
            ),
        )

    def state() -> str:
        return board.cell(name, STATE)

    took["lead"] = board.shown_after(claim, lambda: found[0].lead.name in board.page.person.on.text())
    took["call"] = board.shown_after(dial, lambda: state().startswith("On a call"))
    stage.clock.move(minutes=2)
    took["promise"] = board.shown_after(promise, lambda: state().startswith("Ready"))
    row = board.page.watch.row(asha.person_id)
    assert row is not None
    assert len(board.page.watch.order) == MANY, "who leads is there while calling alone"
    assert (len(row.dues), row.figures.calls) == (1, 1)
    took["break"] = board.shown_after(
        lambda: calling.pause(asha, "Tea", new_id()), lambda: state().startswith("Tea")
    )
    notes = stage.services.desk_notes
    took["note"] = board.shown_after(
        lambda: notes.send(o.admin, asha.person_id, "Smile", new_id()),
        lambda: board.page.person.sent[0][0].text() == "Smile",
    )
    assert not read_whole, "the whole team is read once"
    assert median(took.values()) < SHOWN_IN_S, took


def test_a_lead_acts_from_the_board_and_hears_of_the_own_team_alone(
    stage: Stage, desk: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_desktop.ui.leads.many.PREVIEW_MS", 0)
    answer = {"answer": AGREED, "days": frozenset(range(7))}
    other = stage.services.campaigns.create(stage.office.admin, NewCampaign("Car loan", **answer))  # type: ignore[arg-type]
    for no in range(4):
        stage.add(f"Meera Kulkarni {no}")
    stage.add("Zoya Mirza", campaign_id=other.id)
    calling, services, o = stage.services.calling, stage.services, stage.office
    board, asha, name = desk(), o.asha, o.asha.name
    page = board.page
    calling.pause(asha, "Lunch", new_id())
    stage.clock.move(minutes=70)
    services.people.touch(asha)
    board.until(lambda: "break over by" in board.cell(name, NEED))
    board.choose(name)

    press(page, "N")
    type_text(page, "Call-backs first, please")
    press(page, "Enter")
    board.until(lambda: page.person.sent[0][0].text() == "Call-backs first, please")
    board.choose(name)
    press(page, "E")
    board.until(lambda: board.cell(name, STATE).startswith("Ready"))
    press(page, "M")
    board.until(lambda: page.move_box.isAncestorOf(QApplication.focusWidget() or page))
    press(page, "Ctrl+Enter")
    board.until(lambda: not page.move_box.isVisible())
    told = services.desk_notes.mine(asha)
    assert {(each.kind, each.from_name) for each in told} == {
        (kind, o.lead.name) for kind in (NoteKind.NOTE, NoteKind.BREAK_ENDED, NoteKind.MOVED)
    }
    shown = board.shown_after(
        lambda: services.desk_notes.seen(asha, told[0].id),
        lambda: any("not read yet" not in line[1].text() for line in page.person.sent if line[1].text()),
    )
    assert shown < 5 * SHOWN_IN_S

    # The other team's events tell nothing here: not who it was, not whom they call.
    heard = page.watch._heard
    assert heard is not None
    calling.pause(o.other_caller, "Tea", new_id())
    board.until(lambda: page.watch._heard != heard)
    assert o.other_caller.person_id not in {each.row.person_id for each in page.watch.order}
    told_to = board.page.session.services.board.touched(o.lead, heard)
    assert o.other_caller.person_id not in told_to.about
    assert o.other_caller.person_id not in {row.person_id for row in told_to.rows}

    board.choose(name)
    press(page, "H")
    opened: list[ManyPanel] = []

    def is_open() -> bool:
        opened[:] = [each for each in page.window().findChildren(ManyPanel) if each.isVisible()]
        is_there = bool(opened) and opened[0].told.text().startswith("Hands out")
        return is_there and opened[0].isAncestorOf(QApplication.focusWidget() or page)

    board.until(is_open)
    press(opened[0], "Ctrl+Enter")
    board.until(lambda: services.leads.count(o.lead, LeadQuery(owner=NOBODY)) == 4)
    board.until(lambda: board.ops.is_idle)
    page.context.notices.take_undo()
    board.until(lambda: services.leads.count(o.lead, LeadQuery(owner=NOBODY)) == 5)
