"""The end of the program: what was begun is saved, and nothing that doesn't stop keeps the process."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.services.leads import NewLead
from crm_desktop.services.samples import add_samples
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.engine import open_engine
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.entrance import program as program_module
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.program import Program
from tests.factories import QuickPasswords
from tests.ui.entrance.places import Place

SHORT_S = 0.05
SOON = pytest.mark.timeout(25)  # far less than what the endless things here would take


@pytest.fixture
def program(office: Place) -> Program:
    made = office.start()
    office.sign_in(made)
    office.settle(made)
    return made


@pytest.fixture
def desk(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def again(office: Place) -> Any:
    """The workspace, opened again at the same seat."""
    return WorkspaceService(office.clock, QuickPasswords()).open(office.folder, seat="main", passphrase=None)


@SOON
def test_a_task_that_never_stops_does_not_keep_the_program(
    program: Program, desk: Desk, office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_module, "OTHERS_S", SHORT_S)
    begun, let_go = threading.Event(), threading.Event()

    def endless(_progress: object) -> None:
        begun.set()
        let_go.wait(60)

    for ops in (desk.ops, program.ops):
        begun.clear()
        ops.task(ops, endless, key="endless").start()
        assert begun.wait(5)
    program.end()
    try:
        again(office).close()  # the store and the seat are free
    finally:
        let_go.set()


@SOON
@pytest.mark.allow_log("could not be closed in time")
def test_a_workspace_that_cannot_be_closed_does_not_keep_the_program(
    program: Program, desk: Desk, office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that takes the connection and says nothing, a disk that hangs."""
    monkeypatch.setattr(program_module, "OTHERS_S", SHORT_S)
    monkeypatch.setattr(program_module, "ENDING_S", SHORT_S)
    let_go, closed = threading.Event(), threading.Event()
    real = program._sign_out

    def slow(at: Desk) -> None:
        let_go.wait(60)
        real(at)
        closed.set()

    monkeypatch.setattr(program, "_sign_out", slow)
    program.end()
    assert program.place is not None
    assert program.place.claim()  # another start finds no first window any more
    program.place.release()
    let_go.set()
    assert closed.wait(10)


def test_what_waits_to_be_saved_is_saved_first(program: Program, desk: Desk, office: Place) -> None:
    """Also what only came to its line when the window closed."""
    services, actor = desk.session.services, desk.session.actor
    gate, asked = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        gate.wait(10)

    desk.ops.store(desk, wait).start()
    assert asked.wait(5)
    for name in ("Meera", "Kiran"):
        desk.ops.store(desk, lambda name=name: services.leads.create(actor, NewLead(name))).start()
    kept: list[str] = []
    line = desk.ops.task(desk, lambda _progress: wait(), key="typed")
    line.start()
    desk.ops.task(desk, lambda _progress: kept.append("let go"), key="typed").start()
    desk.ops.task(desk, lambda _progress: kept.append("surely"), key="typed").surely().start()
    opener = threading.Timer(0.1, gate.set)  # while the end waits
    opener.start()
    program.end()
    opener.join()
    assert kept == ["surely"]
    opened = again(office)
    with opened.store.read() as work:
        names = work.connection.exec_driver_sql("SELECT name FROM leads ORDER BY name").scalars().all()
    opened.close()
    assert names == ["Kiran", "Meera"]


def test_what_was_typed_in_the_last_moment_of_a_call_is_kept(
    program: Program, desk: Desk, office: Place, qtbot: QtBot
) -> None:
    presenter = at_a_lead(desk, office)
    press(qtbot, Qt.Key.Key_Space)
    office.until(lambda: presenter.call is not None and not presenter.is_moving, timeout=10_000)
    call_id = presenter.call.id
    presenter.note.typed("she asked for the rate")
    assert not presenter.note.is_saved
    program.end()
    opened = again(office)
    assert opened.seat is not None
    draft = opened.seat.draft(call_id)
    opened.close()
    assert draft is not None
    assert draft.note == "she asked for the rate"


def test_a_note_before_the_call_is_the_leads_and_the_lead_goes_back(
    program: Program, desk: Desk, office: Place
) -> None:
    presenter = at_a_lead(desk, office)
    lead_id = presenter.lead.lead.id
    presenter.note.typed("speaks Marathi")
    program.end()
    opened = again(office)
    with opened.store.read() as work:
        told = work.connection.exec_driver_sql(
            "SELECT text FROM timeline WHERE lead_id = ?", (lead_id.bytes,)
        )
        assert "speaks Marathi" in told.scalars().all()
        held = "SELECT count(*) FROM queue_entries WHERE claimed_by IS NOT NULL"
        assert work.connection.exec_driver_sql(held).scalar_one() == 0
    opened.close()


@SOON
@pytest.mark.allow_log("another program was writing all the time")
def test_another_program_that_keeps_the_store_locked_does_not_keep_this_one(
    office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_desktop.store.engine.BUSY_MS", 200)
    program = office.start()
    office.sign_in(program)
    office.settle(program)
    assert program.desk is not None
    key = program.desk.session.services.opened.key
    other = open_engine(office.folder / "workspace.db", key)
    connection: Any = other.raw_connection().driver_connection
    connection.execute("BEGIN IMMEDIATE")
    program.end()
    connection.execute("ROLLBACK")
    other.dispose()
    again(office).close()


def at_a_lead(desk: Desk, office: Place) -> Any:
    """The calling page's presenter, a lead in view."""
    services, actor = desk.session.services, desk.session.actor
    add_samples(actor, services.campaigns, services.leads)
    desk.ops.changes.announce({"leads", "queue", "campaigns"})
    page: Any = desk.window.deck.current_page
    presenter = page.presenter
    office.until(lambda: presenter.state is State.PREVIEW and not presenter.is_moving, timeout=10_000)
    office.until(lambda: desk.window.isActiveWindow())
    return presenter


def press(qtbot: QtBot, key: Qt.Key) -> None:
    """A key, wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key)
