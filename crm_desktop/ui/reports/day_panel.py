"""The day under the keyboard of the report of people's days, as a strip: calls, idle, breaks, away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Person
from crm_desktop.services.presence import DayTimeline
from crm_desktop.services.reports import Row, Table
from crm_desktop.ui.presence.day import DayStrip
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.panel import Panel


class DayPanel(Panel):
    """Whose day it is and its strip; the first row's until another is chosen."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate("DayPanel", "The day")
        super().__init__(words, margins=(16, 10, 16, 10), parent=parent)
        self._context = context
        self._session: Session = context.services
        self.strip = DayStrip(self._session.clock.now)
        self.body.addWidget(self.strip)

    def show_row(self, table: Table, row: Row, people: Sequence[Person]) -> None:
        """The day of this row."""
        name = row.key.partition(" ")[0]
        person = next((one for one in people if one.sign_in_name == name), None)
        if person is None or "day" not in row.figures:
            return
        presence, actor = self._session.services.presence, self._session.actor
        day = int(row.figures["day"])
        shown_day = table.shown(row, table.columns[1])

        def show(found: DayTimeline) -> None:
            assert self.header is not None
            self.header.title.setProperty("user_data", True)
            self.header.set_title(f"{person.display_name}, {shown_day}")
            self.strip.show_day(found)

        op = self._context.ops.read(self, lambda: presence.day(actor, person.id, day))
        op.latest_only("reports.day").success(show).start()
