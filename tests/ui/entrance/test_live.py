"""Two windows on one server: what one changes, the other shows, by hints or by looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.services.leads import NewLead
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.live import Listening
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.entrance import upkeep
from crm_desktop.ui.entrance.upkeep import Upkeep
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notices
from tests.examples import IS_SOAK
from tests.factories import Office, make_office, services_on

NEVER_MS = 600_000


class Seat:
    """One workstation: its own connections, services, operations and upkeep, and what it heard."""

    def __init__(self, store: Store, actor: object, folder: Path) -> None:
        folder.mkdir()
        self.store = store
        self.services = services_on(store, folder)
        self.actor = actor
        self.ops = Operations()
        self.notices = Notices()
        self.heard: set[str] = set()
        session = Session(actor, self.services, None, store.clock)  # type: ignore[arg-type]
        self.ops.changes.announced.connect(lambda change: self.heard.update(change.topics))
        self.upkeep = Upkeep(session, self.ops, self.notices, lambda part: None, self.ops)

    def close(self) -> None:
        """Everything of it."""
        self.upkeep.stop()
        self.ops.close()
        self.notices.deleteLater()
        self.ops.deleteLater()
        self.services.opened.close()


@pytest.fixture
def seats(qtbot: QtBot, postgres_store: Store, tmp_path: Path) -> Iterator[Callable[[], tuple[Seat, Seat]]]:
    """Makes two workstations of one office, with Asha and Imran at them."""
    office: Office = make_office(postgres_store)
    made: list[Seat] = []

    def make() -> tuple[Seat, Seat]:
        for actor in (office.asha, office.imran):
            store = Store(open_postgres_engine(postgres_store.engine.url), postgres_store.clock)
            made.append(Seat(store, actor, tmp_path / actor.name))
        qtbot.waitUntil(lambda: all(seat.upkeep._heard is not None and seat.ops.is_idle for seat in made))
        return made[0], made[1]

    yield make
    for seat in made:
        seat.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_change_at_one_workstation_reaches_the_other_by_a_hint(
    qtbot: QtBot, seats: Callable[[], tuple[Seat, Seat]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "SERVER_NEWS_EVERY_MS", NEVER_MS)
    asha, imran = seats()
    qtbot.waitUntil(lambda: imran.upkeep.is_live and asha.upkeep.is_live, timeout=10_000)
    asha.services.leads.create(asha.actor, NewLead("Kavya"))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "leads" in imran.heard, timeout=10_000)
    assert "leads" not in asha.heard  # told when it was made, not by the feed


def test_where_no_hints_arrive_it_looks(
    qtbot: QtBot, seats: Callable[[], tuple[Seat, Seat]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listening, "_listen", lambda self, connection: False)
    monkeypatch.setattr(upkeep, "SERVER_NEWS_EVERY_MS", 50)
    asha, imran = seats()
    asha.services.leads.create(asha.actor, NewLead("Kavya"))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "leads" in imran.heard, timeout=10_000)
    assert not imran.upkeep.is_live


def test_a_transaction_held_open_keeps_nothing_back(
    qtbot: QtBot, seats: Callable[[], tuple[Seat, Seat]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act is open elsewhere (five seconds in the long form): others' changes show, then its own."""
    monkeypatch.setattr(upkeep, "SERVER_NEWS_EVERY_MS", 50)
    asha, imran = seats()
    with asha.store.write(asha.actor) as work:  # type: ignore[arg-type]
        work.announce("sales")
        work.write_announced()
        other = imran.services.people.sign_in("rohini", "made-up-password", "seat-other").actor
        imran.services.leads.create(other, NewLead("Kavya"))
        qtbot.waitUntil(lambda: "leads" in imran.heard, timeout=10_000)
        qtbot.wait(5_000 if IS_SOAK else 1_000)
        assert "sales" not in imran.heard
    qtbot.waitUntil(lambda: "sales" in imran.heard, timeout=10_000)
