"""Keeping a report to a campaign, a source and a tag, asked in place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.services.reports import Question
from crm_desktop.services.reports.service import Choices
from crm_desktop.services.reports.table import Table
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import SUBMIT_KEYS, PagePopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class KeptTo:
    """What a report is kept to; `source` "" are leads without one, None all."""

    campaign_id: UUID | None = None
    campaign: str = ""
    source: str | None = None
    tag: str = ""

    def words(self) -> str:
        """In words, empty without anything."""
        without = QCoreApplication.translate("KeptTo", "no source")
        parts = (self.campaign, without if self.source == "" else self.source or "", self.tag)
        return " · ".join(part for part in parts if part)


KEPT_TO_NOTHING = KeptTo()


def nothing(question: Question, table: Table) -> tuple[str, str]:
    """What is said where nothing was found, and what to try; targets say themselves why."""
    tr = QCoreApplication.translate
    none = tr("Narrowing", "Nothing on these days")
    if table.report == "targets":
        if table.columns[0].id != "person":
            none = tr("Narrowing", "Nothing to show here")
        return none, " ".join(tr_label(note) for note in table.notes)
    if question.narrows:
        return none, tr(
            "Narrowing", "Choose other days or another report, or take away what it is kept to (K)."
        )
    return none, tr("Narrowing", "Choose other days or another report.")


class NarrowPopover(PagePopover):
    """A campaign, a source, a tag; `chosen` gives them."""

    chosen = Signal(object)  # KeptTo

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=430)
        self.title.setText(self.tr("Keep the report to"))
        self.setAccessibleName(self.tr("Keep the report to"))
        self.campaign = ComboBox(self.tr("Campaign"))
        self.source = ComboBox(self.tr("Source"))
        self.tag = ComboBox(self.tr("Tag"))
        for box in (self.campaign, self.source, self.tag):
            box.setProperty("user_data", True)
            field = Column(gap=4)
            field.addWidget(Text(box.accessibleName(), "caption", tone="muted"))
            field.addWidget(box)
            self.column.addLayout(field)
        hint = self.tr("Source and tag are those the leads have now.")
        self.column.addWidget(Text(hint, "caption", tone="muted", wrap=True))
        self.everything = KeyCapButton(self.tr("Everything"), kind="quiet")
        self.everything.clicked.connect(lambda: self._give(KEPT_TO_NOTHING))
        self.go = KeyCapButton(self.tr("Keep to it"), "Ctrl+Return", kind="primary")
        self.go.clicked.connect(self.take)
        self.on_keys(SUBMIT_KEYS, self.take)
        self.add_foot(self.go, beside=(self.everything,))

    def ask(self, anchor: QWidget, now: KeptTo) -> None:
        """Open with what there is to choose from."""
        reports, actor = self._session.services.reports, self._session.actor
        self.open_with(
            lambda: reports.choices(actor), lambda found: self._fill(found, now), anchor, "reports.narrow"
        )

    def _fill(self, found: Choices, now: KeptTo) -> None:
        for box in (self.campaign, self.source, self.tag):
            box.clear()
        self.campaign.addItem(self.tr("All campaigns"), None)
        for campaign_id, name in found.campaigns:
            self.campaign.addItem(name, campaign_id)
        self.source.addItem(self.tr("All sources"), None)
        self.source.addItem(self.tr("Without a source"), "")
        for source in found.sources:
            self.source.addItem(source, source)
        self.tag.addItem(self.tr("All tags"), "")
        for tag in found.tags:
            self.tag.addItem(tag, tag)
        wanted = ((self.campaign, now.campaign_id), (self.source, now.source), (self.tag, now.tag))
        for box, value in wanted:
            box.setCurrentIndex(max(0, box.findData(value)))

    def take(self) -> None:
        """Keep to what is chosen."""
        campaign_id, source = self.campaign.currentData(), self.source.currentData()
        self._give(
            KeptTo(
                campaign_id,
                self.campaign.currentText() if campaign_id is not None else "",
                None if source is None else str(source),
                str(self.tag.currentData() or ""),
            )
        )

    def _give(self, kept_to: KeptTo) -> None:
        self.dismiss()
        self.chosen.emit(kept_to)
