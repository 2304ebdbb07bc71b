"""The results of a campaign, as a section of the page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.ui.campaigns.results import ResultsEditor
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.widgets.lines import Sentence


class ResultsSection(Section):
    """The fourth section; `results_changed` for those that speak of results."""

    results_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        panel = self.panel(
            self.tr("Results"),
            self.tr(
                "One key each, in this order. At most 15; the first nine are 1 to 9. "
                "When each is tried again stands under Rules. What counts as a conversation or a success "
                "changes from tomorrow on."
            ),
        )
        self.editor = ResultsEditor()
        self.editor.changed.connect(self._changed)
        trouble = Sentence("")
        panel.body.addWidget(trouble)
        panel.body.addWidget(self.editor)
        self.errors = dict.fromkeys(("code", "flags", "fields", "results"), trouble)
        self.column.addStretch(1)

    def _changed(self) -> None:
        self.touched()
        self.results_changed.emit()

    def results(self) -> tuple[Disposition, ...]:
        """The results as edited, in order, with the codes they will have."""
        return tuple(
            replace(result, position=place, retry_s=None)
            for place, result in enumerate(self.editor.wanted(), start=1)
        )

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Show the campaign's results."""
        self.editor.show_results(campaign.id, campaign.dispositions)

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with the results as edited."""
        return replace(campaign, dispositions=self.results())
