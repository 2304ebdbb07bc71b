"""A campaign called once although something of law is missing: by an admin, with a note and an end."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lawful import MOST_OVERRIDDEN, days_end
from crm_desktop.errors import UserError
from crm_desktop.services.lawful import Asked
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class OverridePanel(Panel):
    """Shown where something stands against calling; `asked` gives the end (UTC) and the note."""

    asked = Signal(object, str)

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Call them all the same"), gap=12, parent=parent)
        self._zone = zone
        words = Text(
            self.tr(
                "Once for this campaign, in your name. Who asked not to be called, was erased or is under 18 "
                "stays out."
            ),
            tone="muted",
            wrap=True,
        )
        self.until = DateField(self.tr("The last day"), QDate.currentDate())
        self.note = Field("", accessible_name=self.tr("Why all the same"))
        self.note.edit.setProperty("user_data", True)
        self.override = KeyCapButton(self.tr("Override it once"), kind="danger", size="compact")
        self.override.clicked.connect(self._asked)
        self.told = Text("", wrap=True)
        self.told.setProperty("user_data", True)
        self._lines = (
            FormLine(self.tr("The last day"), self.until),
            FormLine(self.tr("Why all the same"), self.note),
        )
        row = Row()
        row.addStretch(1)
        row.addWidget(self.override)
        self.body.addWidget(words)
        for line in self._lines:
            self.body.addWidget(line)
        self.body.addWidget(self.told)
        self.body.addLayout(row)

    def show_asked(self, asked: Asked | None, now: datetime) -> None:
        """Show what can be overridden, or what was."""
        answer = asked.answer if asked is not None else None
        was = answer is not None and answer.overridden_until is not None
        self.setVisible(asked is not None and answer is not None and (was or bool(asked.span.reasons)))
        for line in self._lines:
            line.setVisible(not was)
        self.override.setVisible(not was)
        self.told.setVisible(was)
        if answer is not None and answer.overridden_until is not None:
            self.told.setText(
                self.tr("Overridden until {until}: {why}").format(
                    until=full_when(answer.overridden_until, self._zone), why=answer.why_overridden
                )
            )
        today = QDate(now.year, now.month, now.day)
        self.until.setDateRange(today, today.addDays(MOST_OVERRIDDEN.days - 1))
        self.until.setDate(today)
        self.note.set_text("")
        self.note.set_error("")

    def show_error(self, error: UserError) -> None:
        """The service said no."""
        self.note.set_error(tr_error(error))

    def _asked(self) -> None:
        if not self.note.text().strip():
            self.note.set_error(self.tr("Say why this campaign may be called."))
            self.note.edit.setFocus()
            return
        day = self.until.date()
        end = days_end(date(day.year(), day.month(), day.day()), 0, self._zone)
        self.asked.emit(end - timedelta(seconds=1), self.note.text())
