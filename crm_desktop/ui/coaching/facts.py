"""What is known of a reviewed call: whose, when, how long, what came of it, its note, the lead's history."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from crm_desktop.services.coaching import Sheet
from crm_desktop.ui.calling.words import entries
from crm_desktop.ui.coaching.words import call_words, length_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text
from crm_desktop.ui.widgets.timeline import TimelineView


class CallFacts(QWidget):
    """The facts; the lead's history is unfolded by its button."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        column = Column(self, gap=4)
        head = Row(gap=8)
        self.who = Text("", "title", wrap=True, selectable=True)
        self.history = KeyCapButton(self.tr("History"), "Ctrl+H", size="compact", icon="sign.clock")
        self.history.setCheckable(True)
        self.history.toggled.connect(self._toggled)
        head.addWidget(self.who, 1)
        head.addWidget(self.history)
        column.addLayout(head)
        self.about = Text("", "table", tone="muted", wrap=True, selectable=True)
        self.note = Text("", "body", wrap=True, selectable=True)
        self.view = TimelineView(self.tr("History of the lead"), inset=0)
        self.view.setMinimumHeight(180)
        self.view.hide()
        for widget in (self.who, self.about, self.note, self.view):
            widget.setProperty("user_data", True)
        for each in (self.about, self.note, self.view):
            column.addWidget(each)

    def show_call(self, sheet: Sheet, now: datetime) -> None:
        """Show the call of a sheet."""
        call = sheet.call
        self.who.setText(" → ".join(part for part in (sheet.person_name, sheet.lead_name) if part))
        at = call.dialled_at if call is not None else None
        parts = [call_words(at, self._zone)]
        if call is not None:
            parts += [length_words(call.talk_s), call.disposition_label]
        parts.append(sheet.campaign)
        self.about.setText(" · ".join(part for part in parts if part))
        noted = [] if call is None else [f"“{call.note}”"] if call.note else []
        if call is not None:
            noted += [f"{value.label}: {value.shown}" for value in call.values]
        self.note.setText("\n".join(noted))
        self.note.setVisible(bool(noted))
        self.view.set_entries(entries(sheet.history, self._zone, now))
        self.history.setVisible(bool(sheet.history))
        if not sheet.history:
            self.history.setChecked(False)

    def _toggled(self, is_on: bool) -> None:
        self.view.setVisible(is_on)
