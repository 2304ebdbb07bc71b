"""Two made-up pages and a window around them, for tests and for looking at."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from crm_desktop.domain.people import Permission
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.shell.pages import PageSpec
from crm_desktop.ui.shell.window import MainWindow, ShellContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import SearchField
from crm_desktop.ui.widgets.panel import EmptyState, Panel


@dataclass
class Somebody:
    """A person with some permissions."""

    name: str = "Asha Pawar"
    permissions: set[Permission] = field(default_factory=lambda: {Permission.CALL})

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class FirstPage(Page):
    """Stands for the calling page: keys in two states, a chooser in the header, a full status line."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.log: list[object] = []
        self.is_leavable = True
        self.widths: list[Width] = []
        panel = Panel(self.tr("Next lead"))
        self.button = KeyCapButton(self.tr("Dial now"), "Space", kind="primary", icon="call.dial")
        self.button.clicked.connect(self.dial)
        panel.body.addWidget(self.button)
        panel.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        self.chooser = QComboBox()
        self.chooser.addItem("Home loan, November")
        self.chooser.setAccessibleName(self.tr("Campaign"))
        self.chooser.setProperty("user_data", True)
        calling, call = self.tr("Calling"), self.tr("In the call")
        context.acts.add_all(
            [
                Act(
                    "calling.dial",
                    self.tr("Dial now"),
                    self.dial,
                    ("Space",),
                    "calling",
                    calling,
                    "call.dial",
                    frozenset({"preview"}),
                ),
                Act(
                    "calling.skip",
                    self.tr("Skip"),
                    lambda: self.log.append("skip"),
                    ("S",),
                    "calling",
                    calling,
                    "call.skip",
                    frozenset({"preview"}),
                ),
                Act(
                    "calling.first",
                    self.tr("First result"),
                    lambda: self.log.append("first"),
                    ("1",),
                    "calling",
                    self.tr("After the call"),
                    states=frozenset({"after"}),
                ),
                Act(
                    "calling.end",
                    self.tr("End call"),
                    lambda: self.log.append("end"),
                    ("Ctrl+Return",),
                    "calling",
                    call,
                    states=frozenset({"call"}),
                ),
            ],
            scope=self,
        )
        context.acts.set_state("calling", "preview")

    def dial(self) -> None:
        self.log.append("dial")

    def activate(self) -> None:
        self.log.append("activate")

    def deactivate(self) -> None:
        self.log.append("deactivate")

    def open(self, **arguments: object) -> None:
        self.log.append(arguments)

    def refresh(self, topics: frozenset[Permission]) -> None:
        self.log.append(topics)

    def may_leave(self) -> bool:
        return self.is_leavable

    def focus_first(self) -> None:
        self.button.setFocus()

    def fit(self, width: Width) -> None:
        self.widths.append(width)

    def toast_clearance(self) -> int:
        return 72

    def header_widgets(self) -> list[QWidget]:
        return [self.chooser]

    def status_parts(self) -> StatusParts:
        return StatusParts(
            (
                StatusPart(self.tr("All saved {}"), "15:42", icon="sign.ok"),
                StatusPart(self.tr("Dialable now {}"), "128"),
                StatusPart(self.tr("Later today {}"), "212"),
            ),
            (
                StatusPart(self.tr("Today {} of 80 calls"), "46", share=0.57),
                StatusPart(self.tr("{} conversations"), "19"),
                StatusPart(self.tr("{} successes"), "4"),
            ),
        )


class SecondPage(Page):
    """Stands for a list: a field and an empty state."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.log: list[object] = []
        self.field = SearchField(self.tr("Find a lead"), "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel()
        panel.body.addWidget(self.field)
        panel.body.addWidget(
            EmptyState(
                self.tr("No leads yet"), self.tr("Bring your Excel file to begin."), act=self.tr("Import")
            ),
            1,
        )
        column.addWidget(panel)
        context.acts.add(
            Act(
                "leads.new",
                self.tr("New lead"),
                lambda: self.log.append("new"),
                ("S",),
                "leads",
                self.tr("Leads"),
            ),
            scope=self,
        )

    def activate(self) -> None:
        self.log.append("activate")

    def refresh(self, topics: frozenset[Permission]) -> None:
        self.log.append(topics)


HERE = __name__
SPECS = (
    PageSpec("calling", "Calling", "page.calling", Permission.CALL, f"{HERE}:FirstPage"),
    PageSpec("leads", "Leads", "page.leads", None, f"{HERE}:SecondPage", frozenset({"leads", "imports"})),
    PageSpec("callbacks", "Call-backs", "page.callbacks", None, f"{HERE}:SecondPage"),
    PageSpec("reports", "Reports", "page.reports", Permission.SEE_AUDIT, f"{HERE}:SecondPage"),
    PageSpec("settings", "Settings", "page.settings", None, f"{HERE}:SecondPage", at_foot=True),
)


def make_window(ops: Operations, settings: QSettings, visitor: Somebody | None = None) -> MainWindow:
    """A window with the made-up pages."""
    notices = Notices()
    ops.reporter = notices
    context = ShellContext(ops, notices, settings, visitor or Somebody(), pages=SPECS)
    window = MainWindow(context)
    notices.setParent(window)
    return window
