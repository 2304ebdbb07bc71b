"""The calling page in the real window on a real store, for tests and pictures; made up, Indian."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.clock import SetClock
from crm_desktop.dialers.registry import Surroundings
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.services.settings import SettingsService
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.seat import Seat
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.presenter import CallingPresenter
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.page import Page
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import MainWindow, ShellContext
from tests.factories import AGREED, Office, make_office, services_on
from tests.stores import TEST_KEY

HERE = __name__
SCRIPT = (
    "Good {part_of_day}, am I speaking with {name}? This is {caller} from {office}.\n\n"
    "You asked us about a home loan in {city}, and I promised to call you today.\n\n"
    "Is this a good moment? It takes about three minutes.\n\n"
    "If not: ask for a time and give the result “Call back”."
)


class OtherPage(Page):
    """Stands for the pages beside calling; remembers what it was asked to open."""

    opened: ClassVar[list[dict[str, object]]] = []

    def open(self, **arguments: object) -> None:
        OtherPage.opened.append(arguments)


SPECS = tuple(
    spec if spec.id == "calling" else replace(spec, factory=f"{HERE}:OtherPage")
    for spec in PAGES
)  # fmt: skip


class Later:
    """A scheduler whose time is moved by hand."""

    def __init__(self) -> None:
        self.waiting: list[list[object]] = []

    def later(self, seconds: float, act: object) -> object:
        entry = [seconds, act]
        self.waiting.append(entry)
        return lambda: self.waiting.remove(entry) if entry in self.waiting else None

    def fire(self) -> None:
        """Let the next thing happen."""
        _, act = self.waiting.pop(0)
        assert callable(act)
        act()


@dataclass
class Stage:
    """A workspace, its services and as many windows as a test opens."""

    store: Store
    clock: SetClock
    folder: Path
    ops: Operations
    office: Office
    services: Services
    campaign: Campaign
    seat: Seat
    later: Later = field(default_factory=Later)
    windows: list[MainWindow] = field(default_factory=list)
    _number: int = 0

    def add(self, name: str, *, phones: int = 1, **more: object) -> UUID:
        """A lead of the campaign that nobody owns yet."""
        numbers = []
        for _ in range(phones):
            self._number += 1
            numbers.append(f"+9198000{self._number:05d}")
        values: dict[str, object] = {"campaign_id": self.campaign.id, "city": "Pune", **more}
        lead = self.services.leads.create(
            self.office.admin,
            NewLead(name, tuple(numbers), **values),  # type: ignore[arg-type]
        )
        return lead.id

    def open(self, who: Actor | None = None, width: int = 1366, height: int = 768) -> CallingPage:
        """The window with the calling page in view."""
        actor = who or self.office.asha
        around = Surroundings(
            self.clock, self.later, opener=lambda _url: True, has_handler=lambda _scheme: True, seed=1
        )
        session = Session(actor, self.services, self.seat, self.clock, around)
        notices = Notices()
        self.ops.reporter = notices
        ini = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(ShellContext(self.ops, notices, ini, session, services=session, pages=SPECS))
        notices.setParent(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window, 2000)
        self.windows.append(window)
        page = window.deck.current_page
        assert isinstance(page, CallingPage), page
        page.focus_first()
        return page

    def hide_numbers(self) -> None:
        """Telecallers see the numbers masked."""
        with self.store.write(self.office.admin) as work:
            SettingRows(work).set("workspace", self.office.workspace_id, "numbers_hidden", True)

    def give_fifteen_results(self) -> None:
        """The ready results of the campaign and four of its own: as many as there are keys."""
        own = ("Papers to follow", "Already with another bank", "Visit fixed at the branch", "Complaint")
        added = tuple(
            Disposition(
                new_id(), self.campaign.id, f"OWN{place}", label, 50 + place, frozenset({Flag.FINAL}), None
            )
            for place, label in enumerate(own)
        )
        with self.store.write(self.office.admin) as work:
            Campaigns(work).set_dispositions(self.campaign.id, (*self.campaign.dispositions, *added))

    def kill(self) -> None:
        """The program ends at once; the seat file stays as it was on the disk."""
        for window in self.windows:
            window.deck.current_page.presenter.note._timer.stop()  # type: ignore[union-attr]
            window.hide()
            window.deleteLater()
        self.windows.clear()
        self.seat.close()
        self.seat = Seat.open(self.folder, "main", TEST_KEY)
        self.services = replace(self.services, settings=SettingsService(self.store, self.seat))


def make_stage(
    store: Store, clock: SetClock, folder: Path, ops: Operations, office: Office | None = None
) -> Stage:
    """An office, made here unless it is there, with one campaign and nobody in its queue."""
    office = office or make_office(store)
    seat = Seat.open(folder, "main", TEST_KEY)
    services = services_on(store, folder, seat)
    every_day = frozenset(range(7))
    values: dict[str, object] = {
        "name": "Home loan, November", "script": SCRIPT, "days": every_day,
    }  # fmt: skip
    made = services.campaigns.create(office.admin, NewCampaign(**values, answer=AGREED))  # type: ignore[arg-type]
    return Stage(store, clock, folder, ops, office, services, made, seat)


def press(widget: QWidget, key: str) -> None:
    """Press a key as a person does: where the focus is. `"Ctrl+Enter"`, `"5"`, `"Space"`."""
    *names, last = key.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in names:
        modifiers |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
        }[name]
    named = {
        "Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space,
        "Backspace": Qt.Key.Key_Backspace, "Tab": Qt.Key.Key_Tab,
        "Down": Qt.Key.Key_Down, "Up": Qt.Key.Key_Up, "Right": Qt.Key.Key_Right, "Left": Qt.Key.Key_Left,
    }  # fmt: skip
    code = named.get(last) or getattr(Qt.Key, f"Key_{last.upper()}")
    target = QApplication.focusWidget() or widget
    QTest.keyClick(target, code, modifiers)


def type_text(widget: QWidget, text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(QApplication.focusWidget() or widget, text)


def presenter_of(page: CallingPage) -> CallingPresenter:
    """The page's presenter."""
    return page.presenter


LONG_TAMIL = "திருவேங்கடம் வேங்கடசுப்பிரமணியம் இராமச்சந்திரன்"
LONG_LATIN = "Thiruvengadam Venkatasubramaniam Ramachandran"
DEVANAGARI = "सुनीता रामचंद्र देशमुख"
NAMES = ("Ravi Chauhan", "Vandana Kini", "Meera Kulkarni", "Gurpreet Singh Ahluwalia", "Zoya Mirza")


def fill(stage: Stage, amount: int, seed: int = 7) -> None:
    """So many leads with varied fields."""
    chance = random.Random(seed)
    cities = ("Pune", "Nashik", "Chennai", "Kolkata", "Indore")
    for number in range(amount):
        stage.add(
            f"{chance.choice(NAMES)} {number}", phones=chance.choice((1, 1, 2, 3)),
            city=chance.choice(cities), company=chance.choice(("", "Kaveri Pumps", "Deccan Dental Clinic")),
            language=chance.choice(("Marathi, English", "Tamil", "")), source="Property fair, 9 Nov",
        )  # fmt: skip
