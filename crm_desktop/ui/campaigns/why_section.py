"""“Why isn’t it dialling?”: where the campaign's leads stand now, each count a click from its leads."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.campaigns.why_panel import WhyPanel
from crm_desktop.ui.shell.page import PageContext


class WhySection(Section):
    """Counts of the campaign in view; nothing is edited here."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = WhyPanel(context, self, is_whole=True)
        self.column.addWidget(self.counts, 1)

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Nothing yet: it is counted when the section comes into view."""

    def read(self, campaign: Campaign) -> Campaign:
        """Nothing is edited here."""
        return campaign

    def come_into_view(self, edited: Campaign) -> None:
        """Count anew."""
        self.counts.show_campaign(edited.id)
