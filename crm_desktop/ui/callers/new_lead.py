"""A new lead in one form: whoever rang and is not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.errors import UserError
from crm_desktop.services.leads import NewLead
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import IconLabel, Text


class NewCallerForm(QWidget):
    """Name, number, campaign, source. `submit` (its owner's Enter) gives the lead as `ready`."""

    ready = Signal(object)  # NewLead

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=10)
        self.name = Field(self.tr("Name"))
        self.number = Field(self.tr("Number"), kind="figures")
        self.source = Field(self.tr("Source"))
        self.campaign = ComboBox(self.tr("Campaign"))
        self.campaign.setPlaceholderText(self.tr("Choose a campaign"))
        self.campaign.setProperty("user_data", True)
        for field in (self.name, self.number, self.source):
            field.edit.setProperty("user_data", True)
        first = Row(gap=12)
        first.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        choice = Column(gap=4)
        choice.addWidget(Text(self.tr("Campaign"), "caption", tone="muted"))
        choice.addWidget(self.campaign)
        choice.addStretch(1)
        second = Row(gap=12)
        second.addLayout(choice, 1)
        second.addWidget(self.source, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addLayout(second)
        self._problem = QWidget()
        row = Row(self._problem, gap=6)
        self._words = Text("", "caption", tone="danger", wrap=True)
        row.addWidget(IconLabel("sign.error", tone="danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._problem.hide()
        column.addWidget(self._problem)

    def begin(
        self, typed: str, number: str, campaigns: Sequence[Campaign], working_on: UUID | None, source: str
    ) -> None:
        """An empty form; `typed` was looked for, `number` when it was a whole one."""
        is_name = bool(typed) and not number and any(ch.isalpha() for ch in typed)
        self.name.set_text(typed if is_name else "")
        self.number.set_text(number or ("" if is_name else typed))
        self.source.set_text(source)
        self.campaign.clear()
        real = [campaign for campaign in campaigns if not campaign.is_practice]
        for campaign in real:
            self.campaign.addItem(campaign.name, campaign.id)
        at = next((i for i, campaign in enumerate(real) if campaign.id == working_on), -1)
        self.campaign.setCurrentIndex(0 if at < 0 and len(real) == 1 else at)
        self.refuse(None)

    def focus_first(self) -> QWidget:
        """Where typing begins: the name, unless it is known and the number is not."""
        return self.number.edit if self.name.text() and not self.number.text() else self.name.edit

    def made(self) -> NewLead | None:
        """The lead as typed; None when something is missing, which is then said."""
        if not self.number.text().strip():
            self.number.set_error(self.tr("Type the number that rang."))
            self.number.edit.setFocus()
            return None
        campaign_id = self.campaign.currentData()
        if not isinstance(campaign_id, UUID):
            self.campaign.set_tone("danger")
            self._say(self.tr("Choose the campaign this call belongs to."))
            self.campaign.setFocus()
            return None
        self.refuse(None)
        return NewLead(
            self.name.text().strip(),
            (self.number.text().strip(),),
            source=self.source.text().strip(),
            campaign_id=campaign_id,
        )

    def submit(self) -> None:
        """Give the lead, if nothing is missing."""
        lead = self.made()
        if lead is not None:
            self.ready.emit(lead)

    def refuse(self, error: UserError | None) -> None:
        """Say what was wrong, at its field where there is one."""
        for field in (self.name, self.number):
            field.set_error("")
        self.campaign.set_tone("")
        self._say("")
        if error is None:
            return
        at = {"phone": self.number, "name": self.name}.get(error.field or "")
        if at is None:
            self._say(tr_error(error))
        else:
            at.set_error(tr_error(error))
            at.edit.setFocus()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._problem.setVisible(bool(words))
