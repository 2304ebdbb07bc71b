"""The person chosen on the board: why they need help, whom they are on, and what can be done for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.board import Placed
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.presence import State
from crm_desktop.store.desk_notes import DeskNote
from crm_desktop.ui.board.words import needs_words, receipt_words, sent_words, state_and_time
from crm_desktop.ui.i18n import counted
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import ElidedText, Text

NOTES_SHOWN = 2


class PersonPart(Panel):
    """Shows one person; its buttons say the keys that do the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=8, parent=parent)
        self.setProperty("user_data", True)
        self.why = Text("", "body", wrap=True)
        self.on = ElidedText("", "body", tone="muted")
        self.dues = Text("", "caption", tone="muted")
        for text in (self.why, self.on, self.dues):
            text.setProperty("user_data", True)
            self.body.addWidget(text)
        buttons = QWidget()
        buttons.setProperty("transparent", True)
        flow = FlowLayout(buttons, gap=8)
        self.note = KeyCapButton(self.tr("Send a note"), "N", size="compact", icon="act.send")
        self.move_to = KeyCapButton(self.tr("Move"), "M", size="compact", icon="lead.reassign")
        self.end_break = KeyCapButton(self.tr("End the break"), "E", size="compact", icon="call.resume")
        for button in (self.note, self.move_to, self.end_break):
            flow.addWidget(button)
        self.body.addWidget(buttons)
        self.sent = [(ElidedText("", "body"), Text("", "caption", tone="muted")) for _ in range(NOTES_SHOWN)]
        for words, receipt in self.sent:
            inside = Column(gap=0)
            inside.addWidget(words)
            inside.addWidget(receipt)
            self.body.addLayout(inside)
            words.setProperty("user_data", True)
            words.hide()
            receipt.hide()
        self.show_person(None, None, "")

    def show_person(self, place: Placed | None, at: datetime | None, zone: str) -> None:
        """Show this person as they are by now; None: nobody is chosen."""
        row = place.row if place is not None else None
        for button in (self.note, self.move_to):
            button.setVisible(row is not None)
        self.end_break.setVisible(row is not None and row.now.state is State.BREAK)
        if place is None or row is None or at is None:
            self.set_title(self.tr("Nobody chosen"))
            self.why.setText(self.tr("Choose somebody in the list: arrow keys, or a click."))
            self.why.set_tone("muted")
            self.on.hide()
            self.dues.hide()
            return
        self.set_title(row.name, state_and_time(row, at, zone))
        words = needs_words(place.needs)
        self.why.setText(words[:1].upper() + words[1:] if words else self.tr("Needs nothing now"))
        self.why.set_tone("" if words else "muted")
        on = f"{row.campaign} · {row.lead}" if row.lead else row.campaign
        self.on.setText(on or self.tr("On no campaign yet today"))
        self.on.show()
        late = row.late(at)
        due = counted(self.tr("%n promise(s) for today", "", row.promises), row.promises)
        self.dues.setText(
            self.tr("{due}, {late} late").format(due=due, late=group_indian(late)) if late else due
        )
        self.dues.show()

    def show_notes(self, notes: Sequence[DeskNote], zone: str) -> None:
        """The last notes, each with whether it was read."""
        for place, (words, receipt) in enumerate(self.sent):
            is_there = place < len(notes)
            words.setVisible(is_there)
            receipt.setVisible(is_there)
            if is_there:
                words.setText(sent_words(notes[place]))
                receipt.setText(receipt_words(notes[place], zone))
