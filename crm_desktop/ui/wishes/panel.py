"""The panel that asks how a customer wants to be reached: which way, at which hours, how long before."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.reminders import Preferences
from crm_desktop.errors import UserError
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text
from crm_desktop.ui.wishes.words import CHOICES, clock_words, days_typed, days_words, minute_typed, way_words


class WishesPanel(FormPopover):
    """Filled when it opens."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=380)
        self._wishes: Preferences | None = None
        self.title.setText(self.tr("How to reach the customer"))
        self.setAccessibleName(self.tr("How to reach the customer"))
        self.way = ComboBox(self.tr("Which way"))
        for choice in CHOICES:
            self.way.addItem(way_words(choice), choice)
        self.begin_at = Field(self.tr("From"), placeholder="17:00")
        self.end_at = Field(self.tr("Until"), placeholder="18:00")
        hours = Row(gap=12)
        for field in (self.begin_at, self.end_at):
            hours.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.days = Field(self.tr("Days before a date"), placeholder="30, 15, 7, 1")
        self.days.set_hint(self.tr("Empty: as the date itself says."))
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        way = Column(gap=4)
        way.addWidget(Text(self.tr("Which way"), "caption", tone="muted"))
        way.addWidget(self.way)
        self.column.addLayout(way)
        self.column.addLayout(hours)
        self.column.addWidget(self.days)
        self.add_foot(self.save)
        for field in (self.begin_at, self.end_at, self.days):
            self.enter_submits(field)

    def ask(self, lead_id: UUID, anchor: QWidget) -> None:
        """Open with what this customer wishes."""
        reminders, actor = self._session.services.reminders, self._session.actor
        self.open_with(lambda: reminders.preferences(actor, lead_id), self._fill, anchor, "wishes")

    def _fill(self, wishes: Preferences) -> None:
        self._wishes = wishes
        self.tell("")
        self.way.setCurrentIndex(max(0, self.way.findData(wishes.channel)))
        for field, minute in ((self.begin_at, wishes.from_minute), (self.end_at, wishes.to_minute)):
            field.set_text("" if minute is None else clock_words(minute))
            field.set_error("")
        self.days.set_text(days_words(wishes.days_before or ()))
        self.days.set_error("")

    def submit(self) -> None:
        """Save; says at the field what can't be."""
        wishes = self._typed()
        if wishes is None or self._is_busy:
            return
        reminders, actor = self._session.services.reminders, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Saved how to reach the customer"))
            self.saved.emit()

        self.keep(lambda: reminders.set_preferences(actor, wishes), ("leads",), done)

    def _typed(self) -> Preferences | None:
        if self._wishes is None or not self.isVisible():
            return None
        minutes: list[int | None] = []
        for field in (self.begin_at, self.end_at):
            text = field.text().strip()
            minute = minute_typed(text) if text else None
            if text and minute is None:
                field.set_error(self.tr("Type a time such as 17:00."))
                field.setFocus()
                return None
            minutes.append(minute)
        days = days_typed(self.days.text())
        if days is None:
            self.days.set_error(self.tr("Type numbers between commas, such as 30, 15, 7, 1."))
            self.days.setFocus()
            return None
        return replace(
            self._wishes,
            channel=str(self.way.currentData()),
            from_minute=minutes[0],
            to_minute=minutes[1],
            days_before=days or None,
        )

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"to_minute": self.end_at, "days_before": self.days}, error):
            super().refused(error)
