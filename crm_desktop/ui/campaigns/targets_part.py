"""What a campaign is to reach by day, week and month, everybody in it together, and how far that is."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.targets import Reached, Subject, Whose
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.targets.bars import GoalBars
from crm_desktop.ui.targets.editor import TargetsEditor
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class TargetsPart(Panel):
    """Set at once, not with the form: a target begins tomorrow, whatever else is edited."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.set_title(self.tr("Targets by day, week and month"))
        self._context = context
        self._session: Session = context.services
        self._id: UUID | None = None
        words = self.tr(
            "Everybody’s work in it together, set at once. A person’s targets in it stand at People."
        )
        self.body.addWidget(Text(words, tone="muted", wrap=True))
        self.bars = GoalBars(2)
        self.bars.hide()
        self.body.addWidget(self.bars)
        self.editor = TargetsEditor(context)
        self.editor.saved.connect(self._read)
        self.body.addWidget(self.editor)

    def come_into_view(self, campaign: Campaign) -> None:
        """Read what was set, and how far it is."""
        self._id = campaign.id
        self.setVisible(not campaign.is_practice)
        self.editor.choose_among([(campaign.name, Subject(Whose.CAMPAIGN, campaign_id=campaign.id))])
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
