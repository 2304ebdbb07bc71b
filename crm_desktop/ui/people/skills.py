"""What a person can: languages, cities and what else campaigns may ask for, one line a field of the lead."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.ui.people.words import skill_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class SkillsForm(Panel):
    """`save_asked` gives the values by the lead's field."""

    save_asked = Signal(object)  # dict[str, frozenset[str]]
    cancelled = Signal()

    def __init__(
        self, name: str, skills: Mapping[str, frozenset[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.set_title(self.tr("What {name} can").format(name=name))
        self.setProperty("user_data", True)
        hint = self.tr("Between commas, such as Hindi, Marathi. Campaigns may ask for it.")
        self.body.addWidget(Text(hint, tone="muted", wrap=True))
        self.fields: dict[str, Field] = {}
        for skill in SKILLS:
            field = Field(skill_words(skill))
            field.edit.setProperty("user_data", True)
            field.set_text(", ".join(sorted(skills.get(skill, ()))))
            field.submitted.connect(self.submit)
            self.fields[skill] = field
            self.body.addWidget(field)
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)
        row = Row(gap=8)
        row.addWidget(self.cancel)
        row.addWidget(self.save, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The languages come first."""
        self.fields[SKILLS[0]].edit.setFocus()

    def values(self) -> dict[str, frozenset[str]]:
        """What was typed, by field."""
        return {
            skill: frozenset(" ".join(part.split()) for part in field.text().split(",") if part.strip())
            for skill, field in self.fields.items()
        }

    def submit(self) -> None:
        """Ask to save."""
        self.save_asked.emit(self.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
