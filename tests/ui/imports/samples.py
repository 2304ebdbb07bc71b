"""Files as offices bring them, and a window with the import page on a real store; all made up, Indian."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import xlsxwriter
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from crm_desktop.clock import Clock
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.people import Actor
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.services.imports import ImportService
from crm_desktop.services.lawful import LawfulService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.settings import SettingsService
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.imports.page import ImportPage
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.page import Page
from crm_desktop.ui.shell.pages import PAGES, PageSpec
from crm_desktop.ui.shell.window import MainWindow, ShellContext
from tests.factories import Office, make_office

HEADS = (
    "Customer Name",
    "Mob No.",
    "Alt. contact",
    "City",
    "Loan Amt (lakh)",
    "Call Status",
    "Executive",
    "Next call",
    "Remarks_2",
)
PEOPLE = (
    ("Anil Wagh", "9800001001", "", "Pune", 35, "RNR", "Asha", "05/12/2026", "hot"),
    (
        "प्रिया कुलकर्णी",
        "098000-01014",
        "9800001015",
        "Pune",
        22,
        "Interested",
        "Asha",
        "11/12/2026",
        "after 6 pm",
    ),
    (
        "Sandeep Kale",
        "9999999999",
        "9800001022",
        "Satara",
        18.5,
        "ringing 2nd time",
        "Imran",
        "",
        "brother of row 2",
    ),
    ("Md. Irfan Ansari", "+91 98000 01036", "", "Pune", 40, "hot lead", "", "", ""),
    (
        "Rekha Sivaramakrishnan Padmanabhan Venkataraghavan",
        "9800001048",
        "",
        "Mumbai",
        "40,00,000",
        "Sw Off",
        "Asha",
        "07/12/2026",
        "visit Sunday",
    ),
    ("Tushar Gaikwad", "9800001050", "", "Pune", 27, "busy", "Pooja", "", ""),
    ("", "12345", "", "Pune", 15, "", "", "", "test"),
    ("Joseph Lobo", "9800001077", "", "Panaji", 60, "CB", "Imran", "08/12/2026", "NRI, Dubai"),
    ("Anil Wagh", "9800001001", "9800001002", "Pune", 35, "RNR", "Asha", "", "again"),
    ("கார்த்திகேயன் சுப்பிரமணியன் வெங்கடராமன்", "9800001083", "", "Chennai", 12, "DND", "", "", "Tamil only"),
    ("Vikram Solanki", "9800001090", "9800001091", "Surat", 31, "zzz", "", "", "call wife"),
    ("Shabnam Kazi", "9800001102", "", "Solapur", 24, "", "", "", ""),
)


def property_fair(path: Path, copies: int = 1) -> Path:
    """A workbook with title rows, twelve people (times `copies`, each with other numbers), and a total."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Day 1")
    sheet.write(0, 0, "Shakti Finance, property fair")
    sheet.write(1, 0, "8 and 9 November 2026")
    sheet.write_row(3, 0, HEADS)
    row = 4
    for copy in range(copies):
        for person in PEOPLE:
            shifted = list(person)
            if copy:
                for at in (1, 2):
                    digits = "".join(c for c in str(person[at]) if c.isdigit())
                    if len(digits) >= 10 and digits[-10:] != "9999999999":
                        shifted[at] = str(int(digits[-10:]) + 1000 * copy)
            sheet.write_row(row, 0, shifted)
            row += 1
    sheet.write_row(row, 0, ["Total", "", "", "", 319.5 * copies])
    book.close()
    return path


def outlook(path: Path, rows: int = 40) -> Path:
    """Ninety columns as Outlook writes them, most without a cell."""
    known = [
        "First Name",
        "Last Name",
        "Company",
        "Job Title",
        "Business Phone",
        "Home Phone",
        "Mobile Phone",
        "E-mail Address",
        "Business City",
        "Notes",
    ]
    others = [f"Field {n}" for n in range(1, 90 - len(known) + 1)]
    heads = [*known, *others]
    lines = [",".join(heads)]
    for n in range(rows):
        cells = [
            f"Meena{n}",
            "Iyer",
            "Obviously Invented Traders",
            "Owner",
            f"022 4000 0{n:03d}",
            "",
            f"98000 02{n:03d}",
            f"meena{n}@example.in",
            "Chennai",
            "met at the fair",
        ]
        more = [f"x{n}" if at < 12 else "" for at in range(len(others))]
        lines.append(",".join([*cells, *more]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@dataclass
class Somewhere:
    """Where pages were opened, for pages that are not built here."""

    opened: list[tuple[str, dict[str, object]]]


class OtherPage(Page):
    """Stands for the calling page and the list of leads; remembers what it was asked to show."""

    shown: list[dict[str, object]]

    def open(self, **arguments: object) -> None:
        """Remember."""
        self.shown = [*getattr(self, "shown", []), arguments]


SPECS = tuple(
    replace(spec, factory=f"{__name__}:OtherPage") if spec.id != "import" else spec for spec in PAGES
)


@dataclass
class ImportDesk:
    """A window on a store with an office in it, the import page open."""

    window: MainWindow
    page: ImportPage
    office: Office
    store: Store
    leads: LeadService
    imports: ImportService

    def other(self, page_id: str) -> OtherPage:
        """A page that stands beside."""
        found = self.window.deck.current_page
        assert isinstance(found, OtherPage)
        assert self.window.deck.current_id == page_id
        return found


def make_session(store: Store, office: Office, clock: Clock, who: Actor | None = None) -> Session:
    """What the page works with: real services on a real store."""
    campaigns = CampaignService(store)
    with store.read(None) as work:
        info = workspace_info(work)
    empty: Any = None
    services: Any = SimpleNamespace(
        workspace=info,
        campaigns=campaigns,
        leads=LeadService(store),
        imports=ImportService(store, campaigns),
        people=office.people,
        settings=SettingsService(store, empty),
        lawful=LawfulService(store),
    )
    return Session(actor=who or office.admin, services=services, seat=empty, dialers=empty, clock=clock)


def make_desk(
    store: Store,
    clock: Clock,
    ops: Operations,
    settings: QSettings,
    *,
    campaigns: tuple[str, ...] = ("Home loan, November",),
    specs: tuple[PageSpec, ...] = SPECS,
) -> ImportDesk:
    """An office with a campaign, and a window whose import page is in view."""
    office = make_office(store)
    session = make_session(store, office, clock)
    for name in campaigns:
        answer = Answer(Basis.AGREED, proof="Form of the fair")
        session.services.campaigns.create(office.admin, NewCampaign(name, answer=answer))
    notices = Notices()
    ops.reporter = notices
    context = ShellContext(
        ops, notices, settings, cast("Any", session), services=session, pages=specs, first_page="leads"
    )
    window = MainWindow(context)
    notices.setParent(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.open_page("import")
    page = window.deck.current_page
    assert isinstance(page, ImportPage)
    return ImportDesk(window, page, office, store, session.services.leads, session.services.imports)


def focus_name(window: QWidget) -> str:
    """The accessible name of what has the keyboard."""
    widget = window.focusWidget()
    return widget.accessibleName() if widget is not None else ""
