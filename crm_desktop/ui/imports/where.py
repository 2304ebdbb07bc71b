"""Where the leads go: campaign, owner, source, and whether this layout is remembered."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.imports.draft import Draft, plain_name
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class WherePanel(Panel):
    """The choices of where brought leads go; writes them into the draft at once."""

    save_asked = Signal()
    load_asked = Signal()
    campaign_given = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Where they go"), margins=(16, 10, 16, 12), parent=parent)
        self._draft: Draft | None = None
        self.campaigns = ComboBox(self.tr("Campaign"))
        self.campaigns.setProperty("user_data", True)
        self.campaigns.setPlaceholderText(self.tr("Choose one"))
        self.new_name = Field(
            "",
            placeholder=self.tr("Name of the new campaign"),
            size="normal",
            accessible_name=self.tr("Name of the new campaign"),
        )
        self.owners = ComboBox(self.tr("Owner"))
        self.owners.setProperty("user_data", True)
        self.source = Field(self.tr("Source"))
        self.remember = CheckBox(
            self.tr("Remember this layout"),
            is_checked=True,
            accessible_name=self.tr("Remember this layout for the next file"),
        )
        self.remember.setToolTip(self.tr("The next file with these headings is understood at once"))
        self.save = IconButton("act.save", self.tr("Save what the columns mean to a file"))
        self.load = IconButton("act.open", self.tr("Load what the columns mean from a file"))
        layout = Row(gap=4)
        layout.addWidget(self.remember)
        layout.addStretch(1)
        layout.addWidget(self.save)
        layout.addWidget(self.load)
        self.body.addLayout(self._labelled(self.tr("Campaign"), self.campaigns))
        self.body.addWidget(self.new_name)
        self.body.addLayout(self._labelled(self.tr("Owner"), self.owners))
        self.body.addWidget(self.source)
        self.body.addLayout(layout)
        self.body.addStretch(1)
        self.campaigns.activated.connect(self._campaign_chosen)
        self.new_name.text_changed.connect(self._named)
        self.owners.activated.connect(self._owner_chosen)
        self.source.text_changed.connect(lambda words: self._change(source=words))
        self.remember.toggled.connect(lambda is_on: self._change(remember=is_on))
        self.save.clicked.connect(self.save_asked)
        self.load.clicked.connect(self.load_asked)

    def _labelled(self, words: str, widget: QWidget) -> Column:
        column = Column(gap=4)
        label = Text(words, "caption", tone="muted")
        label.setBuddy(widget)
        column.addWidget(label)
        column.addWidget(widget)
        return column

    def show_draft(self, draft: Draft) -> None:
        """Offer what there is to choose for this file."""
        self._draft = None
        self.campaigns.clear()
        for name in draft.found.campaigns:
            self.campaigns.addItem(name, name)
        self.campaigns.addItem(self.tr("New campaign …"), "")
        has_campaigns = bool(draft.found.campaigns)
        known = draft.campaign in draft.found.campaigns
        is_new = not known and (bool(draft.campaign) or not has_campaigns)
        self.campaigns.setCurrentIndex(
            draft.found.campaigns.index(draft.campaign)
            if known
            else self.campaigns.count() - 1
            if is_new
            else -1
        )
        self.new_name.setVisible(is_new)
        proposed = draft.campaign or plain_name(draft.found)
        self.new_name.set_text(proposed if is_new else "")
        self.owners.clear()
        self.owners.addItem(self.tr("Nobody, from the queue"), None)
        for person in sorted(draft.found.people, key=lambda one: one.names[0]):
            self.owners.addItem(person.names[0], person.id)
        self.owners.setCurrentIndex(max(0, self.owners.findData(draft.owner_id)))
        self.source.set_text(draft.source)
        self.remember.setChecked(draft.remember)
        self._draft = draft
        if is_new:
            draft.change(campaign=proposed)

    def _change(self, **choices: object) -> None:
        if self._draft is not None:
            self._draft.change(**choices)

    def _campaign_chosen(self, place: int) -> None:
        name = str(self.campaigns.itemData(place) or "")
        self.new_name.setVisible(not name)
        self.campaigns.set_tone("")
        if name:
            self._change(campaign=name)
        else:
            self._change(campaign=self.new_name.text())
            self.new_name.setFocus()
        self.campaign_given.emit()

    def _named(self, words: str) -> None:
        if not self.new_name.isHidden():
            self._change(campaign=words)
            self.campaign_given.emit()

    def _owner_chosen(self, place: int) -> None:
        found = self.owners.itemData(place)
        self._change(owner_id=found if isinstance(found, UUID) else None)

    def ask_campaign(self) -> None:
        """No campaign was given yet: mark the place and put the keyboard there."""
        if self.new_name.isHidden():
            self.campaigns.set_tone("danger")
            self.campaigns.setFocus()
        else:
            self.new_name.set_error(self.tr("Give the campaign a name."))
            self.new_name.edit.setFocus()
