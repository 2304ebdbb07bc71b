"""The head of the campaign chosen: its name and state, and what can be done with it at once."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.formats import short_when
from crm_desktop.services.campaigns import Ending
from crm_desktop.ui.campaigns.endings import ending_words
from crm_desktop.ui.campaigns.words import state_chip, state_of
from crm_desktop.ui.widgets.banner import Banner
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import ElidedText, Text

LONGEST_WHY = 120


class CampaignHead(QWidget):
    """Name, state, acts; below them what holds until it is solved."""

    pause_asked = Signal()
    resume_asked = Signal()
    copy_asked = Signal()
    leads_asked = Signal()
    return_asked = Signal()
    delete_asked = Signal()
    turn_asked = Signal()  # off, or on again

    def __init__(
        self, parent: QWidget | None = None, *, may_export: bool = False, may_delete: bool = False
    ) -> None:
        super().__init__(parent)
        self._may_export, self._may_delete = may_export, may_delete
        column = Column(self, gap=8)
        row = Row(gap=8)
        self.name = ElidedText("", "headline")
        self.name.setProperty("user_data", True)
        self.name.setProperty("elides", True)
        self.chip = Chip("", "ok")
        row.addWidget(self.name)
        row.addStretch(1)
        self._acts = QWidget()
        flow = FlowLayout(self._acts, gap=8)
        state = QWidget()
        Row(state, margins=(0, 3, 0, 3)).addWidget(self.chip)  # as high as the buttons beside it
        flow.addWidget(state)
        self.pause = KeyCapButton(self.tr("Pause for everyone"), "P", size="compact", icon="call.hold")
        self.copy = KeyCapButton(self.tr("Copy"), "C", size="compact", icon="act.copy")
        self.leads = KeyCapButton(self.tr("Its leads"), "L", size="compact", icon="page.leads")
        self.turn = KeyCapButton(self.tr("Switch off"), "O", size="compact", icon="result.blocked")
        for button, signal in (
            (self.pause, self.pause_asked),
            (self.copy, self.copy_asked),
            (self.leads, self.leads_asked),
            (self.turn, self.turn_asked),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        self.paused = Banner("warn", "", icon="call.hold")
        self.paused.setProperty("user_data", True)
        self.resume = self.paused.add_act(self.tr("Go on for everyone"), icon="call.resume")
        self.resume.clicked.connect(self.resume_asked)
        self.paused.hide()
        self.ending = Banner("warn", "", icon="sign.calendar")
        self.ending.setProperty("user_data", True)
        self.give_back = self.ending.add_act(self.tr("Return as a file"), icon="act.export")
        self.give_back.clicked.connect(self.return_asked)
        self.delete = self.ending.add_act(self.tr("Delete them"), icon="act.delete")
        self.delete.clicked.connect(self.delete_asked)
        self.ending.hide()
        self.conflict = Banner("info", "", closable=True)
        self.conflict.hide()
        column.addLayout(row)
        column.addWidget(self._acts)
        column.addWidget(self.paused)
        column.addWidget(self.ending)
        column.addWidget(self.conflict)

    def set_compact(self, is_compact: bool) -> None:
        """In a small window the box above says the name already."""
        self.name.setVisible(not is_compact)

    def show_campaign(self, campaign: Campaign, zone: str, now: datetime) -> None:
        """Show name, state and what can be done."""
        self.name.setText(campaign.name)
        words, kind = state_chip(campaign)
        self.chip.show_as(words, kind)
        self.pause.setVisible(state_of(campaign) == "calling")
        self.turn.set_words(self.tr("Switch off") if campaign.is_active else self.tr("Switch on"))
        self.turn.set_icon("result.blocked" if campaign.is_active else "sign.check")
        self.paused.setVisible(campaign.is_paused)
        if campaign.paused_at is not None:
            since = self.tr("Paused for everyone since {when}").format(
                when=short_when(campaign.paused_at, zone, now, in_sentence=True)
            )
            self.paused.tell(campaign.paused_why, since)

    def show_ending(self, ending: Ending | None) -> None:
        """A client's agreement that ends soon, or has ended; None: neither."""
        self.ending.setVisible(ending is not None)
        if ending is not None:
            lead, words = ending_words(ending)
            self.ending.tell(words, lead)
            self.give_back.setVisible(ending.leads > 0 and self._may_export)
            self.delete.setVisible(ending.is_over and ending.only_here > 0 and self._may_delete)

    def tell(self, words: str) -> None:
        """What somebody else did meanwhile; empty takes it away."""
        self.conflict.tell(words)
        self.conflict.setVisible(bool(words))


class PausePopover(Popover):
    """Why everyone stops; `paused` with the reason, which callers read at once."""

    paused = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=380)
        self.title.setText(self.tr("Pause for everyone"))
        self.setAccessibleName(self.tr("Pause for everyone"))
        self.column.addWidget(
            Text(
                self.tr("Nobody is given another lead. Calls under way go on."),
                tone="muted",
                wrap=True,
            )
        )
        self.why = Field(self.tr("Why? Everyone reads it."))
        self.why.edit.setMaxLength(LONGEST_WHY)
        self.why.submitted.connect(self.take)
        self.go = KeyCapButton(self.tr("Pause now"), "Enter", kind="primary", icon="call.hold")
        self.go.clicked.connect(self.take)
        self.column.addWidget(self.why)
        row = Row()
        row.addStretch(1)
        row.addWidget(self.go)
        self.column.addLayout(row)

    def prepare(self) -> None:
        """An empty reason each time."""
        self.why.set_text("")

    def take(self) -> None:
        """Pause, when a reason is given."""
        why = self.why.text().strip()
        if not why:
            self.why.set_error(self.tr("Say why in a few words: everyone sees it."))
            self.why.edit.setFocus()
            return
        self.dismiss()
        self.paused.emit(why)
