"""The register of pages: a new page is one line here and a class in `ui/<name>/page.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Permission
from crm_desktop.ui.shell.page import Page, PageContext, Visitor


@dataclass(frozen=True)
class PageSpec:
    """A page the window can open.

    `title` is the English text (translated in the context "pages"), `icon` a name of the theme's icon
    table, `permission` what the person must be allowed (None: everyone), `factory` "module:Class",
    imported when the page is first opened. `topics` are the changes it wants to hear of (empty: all).
    `works_away`: it has something to show while a team's server is away.
    `at_foot` puts it at the lower end of the rail. A page `under` another has no place of its own there,
    but may have `keys` that open it from anywhere; `else_under` says the same for whoever lacks a permission.
    """

    id: str
    title: str
    icon: str
    permission: Permission | None
    factory: str
    topics: frozenset[str] = frozenset()
    at_foot: bool = False
    under: str = ""
    keys: tuple[str, ...] = ()
    works_away: bool = False
    else_under: tuple[Permission, str] | None = None

    def shown_title(self) -> str:
        """The title in the language of the program."""
        return QCoreApplication.translate("pages", self.title)

    def kind(self) -> type[Page]:
        """The page's class; its module is imported."""
        module, _, name = self.factory.partition(":")
        return cast("type[Page]", getattr(import_module(module), name))

    def build(self, context: PageContext, parent: QWidget) -> Page:
        """Make the page; what `making` does is left to be done."""
        return self.kind()(context, parent)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "calling",
        str(QT_TRANSLATE_NOOP("pages", "Calling")),
        "page.calling",
        Permission.CALL,
        "crm_desktop.ui.calling.page:CallingPage",
        works_away=True,
    ),
    PageSpec(
        "leads",
        str(QT_TRANSLATE_NOOP("pages", "Leads")),
        "page.leads",
        Permission.SEE_LEADS,
        "crm_desktop.ui.leads.page:LeadsPage",
    ),
    PageSpec(
        "callbacks",
        str(QT_TRANSLATE_NOOP("pages", "Call-backs")),
        "page.callbacks",
        Permission.SEE_CALLBACKS,
        "crm_desktop.ui.callbacks.page:CallbacksPage",
        works_away=True,
    ),
    PageSpec(
        "sales",
        str(QT_TRANSLATE_NOOP("pages", "Sales")),
        "page.sales",
        Permission.CHANGE_SALES,
        "crm_desktop.ui.sales.page:SalesPage",
        frozenset({"sales", "settings", "people", "leads"}),
    ),
    PageSpec(
        "day",
        str(QT_TRANSLATE_NOOP("pages", "My day")),
        "page.day",
        Permission.SEE_REPORTS,
        "crm_desktop.ui.reports.my_day:MyDayPage",
        frozenset({"calls", "callbacks", "sales", "settings", "people"}),
    ),
    PageSpec(
        "board",
        str(QT_TRANSLATE_NOOP("pages", "Team")),
        "page.team",
        Permission.GUIDE_PEOPLE,
        "crm_desktop.ui.board.page:BoardPage",
        frozenset({"campaigns"}),  # it hears by itself what else happens, at the wall too
    ),
    PageSpec(
        "reports",
        str(QT_TRANSLATE_NOOP("pages", "Reports")),
        "page.reports",
        Permission.SEE_REPORTS,
        "crm_desktop.ui.reports.page:ReportsPage",
        frozenset({"calls", "callbacks", "sales", "people", "settings", "rulings", "reviews"}),
        else_under=(Permission.SEE_PEOPLE, "day"),  # a telecaller's own figures, opened from My day
    ),
    PageSpec(
        "coaching",
        str(QT_TRANSLATE_NOOP("pages", "Coaching")),
        "act.receipt",
        Permission.SEE_REPORTS,
        "crm_desktop.ui.coaching.page:CoachingPage",
        frozenset({"reviews", "settings", "people"}),
        under="board",
        else_under=(Permission.COACH, "day"),  # the own reviews, opened from My day
    ),
    PageSpec(
        "campaigns",
        str(QT_TRANSLATE_NOOP("pages", "Campaigns")),
        "page.campaigns",
        Permission.CHANGE_CAMPAIGNS,
        "crm_desktop.ui.campaigns.page:CampaignsPage",
        frozenset({"campaigns", "people", "settings", "calls"}),
    ),
    PageSpec(
        "requests",
        str(QT_TRANSLATE_NOOP("pages", "Requests")),
        "page.privacy",
        Permission.SEE_PEOPLE,  # a telecaller takes them down in the call
        "crm_desktop.ui.requests.page:RequestsPage",
        frozenset({"requests", "leads", "settings"}),
    ),
    PageSpec(
        "people",
        str(QT_TRANSLATE_NOOP("pages", "People")),
        "page.people",
        Permission.SEE_PEOPLE,
        "crm_desktop.ui.people.page:PeoplePage",
    ),
    PageSpec(
        "settings",
        str(QT_TRANSLATE_NOOP("pages", "Settings")),
        "page.settings",
        None,
        "crm_desktop.ui.settings.page:SettingsPage",
        at_foot=True,
    ),
    PageSpec(
        "phone_log",
        str(QT_TRANSLATE_NOOP("pages", "Phone's call log")),
        "call.incoming",
        Permission.CALL,
        "crm_desktop.ui.phone_log.page:PhoneLogPage",
        frozenset({"calls", "leads"}),
        under="calling",
        keys=("Ctrl+Shift+L",),
    ),
    PageSpec(
        "import",
        str(QT_TRANSLATE_NOOP("pages", "Import leads")),
        "page.import",
        Permission.IMPORT,
        "crm_desktop.ui.imports.page:ImportPage",
        frozenset({"imports"}),
        under="leads",
        keys=("Ctrl+I",),
    ),
)


def pages_for(visitor: Visitor, pages: Sequence[PageSpec] = PAGES) -> list[PageSpec]:
    """The pages this person may open, in the order of the rail."""
    return [
        _placed(page, visitor) for page in pages if page.permission is None or visitor.may(page.permission)
    ]


def _placed(page: PageSpec, visitor: Visitor) -> PageSpec:
    if page.else_under is None or visitor.may(page.else_under[0]):
        return page
    return replace(page, under=page.else_under[1])
