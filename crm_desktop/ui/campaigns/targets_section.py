"""What a campaign is to reach by day, week and month, everybody in it together, and how far that is."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.targets import Reached, Subject, Whose
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.targets.bars import GoalBars
from crm_desktop.ui.targets.editor import TargetsEditor
from crm_desktop.ui.widgets.text import Text


class TargetsSection(Section):
    """Set at once, not with the form: a target begins tomorrow, whatever else is edited."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: Session = context.services
        self._id: UUID | None = None
        now = self.panel(self.tr("So far"))
        self.none = Text(self.tr("No target holds today."), tone="muted", wrap=True)
        self.bars = GoalBars(2)
        now.body.addWidget(self.none)
        now.body.addWidget(self.bars)
        new = self.panel(
            self.tr("Targets of this campaign"),
            self.tr("Everybody’s work in it together. What each person is to reach in it stands at People."),
        )
        self.editor = TargetsEditor(context)
        self.editor.saved.connect(self._read)
        new.body.addWidget(self.editor)
        self.column.addStretch(1)

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Nothing yet: it is read when the section comes into view."""

    def read(self, campaign: Campaign) -> Campaign:
        """Nothing of the form is edited here."""
        return campaign

    def come_into_view(self, edited: Campaign) -> None:
        """Read what was set, and how far it is."""
        self._id = edited.id
        self.editor.choose_among([(edited.name, Subject(Whose.CAMPAIGN, campaign_id=edited.id))])
        self._read()

    def _read(self) -> None:
        targets, actor, wanted = self._session.services.targets, self._session.actor, self._id
        if wanted is None:
            return
        self._context.ops.read(self, lambda: targets.of_campaign(actor, wanted)).latest_only(
            "campaigns.targets"
        ).success(self._show).start()

    def _show(self, goals: tuple[Reached, ...]) -> None:
        self.bars.show_goals(goals, self._session.services.workspace.currency)
        self.none.setVisible(not goals)
