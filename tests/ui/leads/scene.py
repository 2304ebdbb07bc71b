"""A made-up office on a real store, a sign-in, and the window with the page under test in it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, cast
from uuid import UUID

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.sales import Sale, SaleState
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.callbacks.page import CallbacksPage
from crm_desktop.ui.leads.finder import lead_finder, lead_opener
from crm_desktop.ui.leads.page import LeadsPage
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.page import Page, PageContext
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import MainWindow, ShellContext
from tests.factories import services_on


class Elsewhere(Page):
    """Stands for the pages of others: remembers what it was opened with."""

    asked: ClassVar[list[dict[str, object]]] = []

    def open(self, **arguments: object) -> None:
        Elsewhere.asked.append(arguments)


HERE = __name__
OWN = {"leads", "callbacks", "sales", "requests", "coaching"}
SPECS = tuple(
    spec if spec.id in OWN else replace(spec, factory=f"{HERE}:Elsewhere", topics=frozenset())
    for spec in PAGES
)


@dataclass
class _Kept:
    """This workstation's settings, in memory."""

    values: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any | None:
        return self.values.get(key)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value


def make_services(store: Store) -> Services:
    """The services of the made-up office; this workstation's settings are kept in memory."""
    folder = Path(tempfile.mkdtemp(dir=os.environ.get("CRM_DESKTOP_HOME")))
    return services_on(store, folder, cast("Any", _Kept()))


def made_up_sale(lead_id: UUID, person_id: UUID, at: datetime, **more: Any) -> Sale:
    """A promised sale that nobody has confirmed."""
    values: dict[str, Any] = {
        "id": new_id(), "lead_id": lead_id, "call_id": None, "campaign_id": None, "person_id": person_id,
        "product": "Gold loan", "product_id": None, "amount_minor": 1_25_000_00, "currency": "INR",
        "state": SaleState.PROMISED, "reference": "POL-7", "note": "", "at": at, "day": 20261120,
        "state_at": at, "confirmed_by": None, "confirmed_at": None,
    }  # fmt: skip
    return Sale(**values | more)


@dataclass
class Scene:
    """A window in which one person works."""

    window: MainWindow
    session: Session
    notices: Notices
    ops: Operations

    @property
    def page(self) -> LeadsPage:
        page = self.window.deck.current_page
        assert isinstance(page, LeadsPage)
        return page

    @property
    def callbacks(self) -> CallbacksPage:
        page = self.window.deck.current_page
        assert isinstance(page, CallbacksPage)
        return page

    def context(self) -> PageContext:
        return self.window._page_context()


def open_scene(
    services: Services,
    clock: Clock,
    actor: Actor,
    ops: Operations,
    ini: Path,
    *,
    page: str = "leads",
    size: tuple[int, int] = (1366, 768),
) -> Scene:
    """Sign this person in and show the window."""
    Elsewhere.asked.clear()
    nothing = cast("Any", None)
    session = Session(actor, services, nothing, clock)
    notices = Notices()
    ops.reporter = notices
    settings = QSettings(str(ini), QSettings.Format.IniFormat)
    context = ShellContext(ops, notices, settings, session, services=session, pages=SPECS, first_page=page)
    window = MainWindow(context)
    window.palette_overlay.set_leads(lead_finder(session, ops, window), lead_opener(window))
    notices.setParent(window)
    window.resize(*size)
    window.show()
    settle()
    return Scene(window, session, notices, ops)


def settle() -> None:
    """Let posted events and zero timers happen."""
    for _ in range(4):
        QApplication.processEvents()
        QTest.qWait(1)


def press(key: Qt.Key | str, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, how)  # type: ignore[call-overload]
    settle()


def types(words: str) -> None:
    """Words where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, words)
    settle()
