"""Own fields of leads: what there is, and a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.reminding import RemindingDates, reminds_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

if TYPE_CHECKING:
    from crm_desktop.store.leads import FieldDefinition

KINDS: dict[str, str] = {
    "text": str(QT_TRANSLATE_NOOP("fields", "Text")),
    "number": str(QT_TRANSLATE_NOOP("fields", "Number")),
    "money": str(QT_TRANSLATE_NOOP("fields", "Money")),
    "date": str(QT_TRANSLATE_NOOP("fields", "Date")),
    "choice": str(QT_TRANSLATE_NOOP("fields", "Choice")),
    "yes_no": str(QT_TRANSLATE_NOOP("fields", "Yes or no")),
}


def kind_words(kind: str) -> str:
    """What a kind of field is called."""
    return QCoreApplication.translate("fields", KINDS.get(kind, kind))


def key_of(label: str) -> str:
    """The short name used in files: "Loan amount" becomes "loan_amount"."""
    return re.sub(r"[^\w]+", "_", label.strip().casefold()).strip("_")[:40]


class FieldsPart(SettingsPart):
    """Fields are added for good: what leads already hold is never dropped."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        there = self.panel(self.tr("Own fields of a lead"))
        self.model = CellsModel(
            [self.tr("Name"), self.tr("Kind"), self.tr("Choices"), self.tr("Reminds"), self.tr("In files")],
            self,
        )
        self.table = TableView(self.tr("Own fields"), rows="compact")
        self.table.setModel(self.model)
        self.table.set_empty(
            EmptyState(
                self.tr("No fields of your own yet"), self.tr("Such as the loan amount or the course.")
            )
        )
        there.body.addWidget(self.table)
        self.reminding = RemindingDates(self)
        new = self.panel(self.tr("New field"))
        self.label = Field("", accessible_name=self.tr("Name"))
        self.label.text_changed.connect(self._typed)
        self.label.submitted.connect(self.submit)
        self.kind = ComboBox(self.tr("Kind"))
        for kind in KINDS:
            self.kind.addItem(kind_words(kind), kind)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.options = Field("", accessible_name=self.tr("Choices"))
        self.options.set_hint(self.tr("Between commas: Pune, Nashik, Nagpur"))
        self.options.text_changed.connect(self._typed)
        self.line(new, self.tr("Name"), self.label)
        self.line(new, self.tr("Kind"), self.kind)
        self._options_name = self.line(new, self.tr("Choices"), self.options)
        self.add_save(self.tr("Add the field"))
        self.column.addStretch(1)
        self._kind_chosen()
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(200, 84, 160, 260, 100)
        self.table.setMinimumHeight(current().px(200))

    def _kind_chosen(self) -> None:
        is_choice = self.kind.currentData() == "choice"
        self.options.setVisible(is_choice)
        self._options_name.setVisible(is_choice)

    def _typed(self) -> None:
        if not self.is_loading:
            self.set_edited(bool(self.label.text().strip()))

    def load(self) -> None:
        """Read the definitions."""
        leads, actor = self.session.services.leads, self.session.actor
        self.read(lambda: leads.fields(actor), self._show)

    def _show(self, fields: Sequence[FieldDefinition]) -> None:
        self.reminding.show_fields(fields)
        self.model.set_rows(
            [
                [
                    Cell(field.label, is_lead=True),
                    Cell(kind_words(field.kind)),
                    Cell(", ".join(field.options), tone="muted"),
                    Cell(reminds_words(field.reminds), tone="muted"),
                    Cell(field.key, tone="muted"),
                ]
                for field in fields
            ]
        )

    def check(self) -> str:
        """A name that makes a key; choices for a choice."""
        if not key_of(self.label.text()):
            return self.tr("Type a name with at least one letter.")
        if self.kind.currentData() == "choice" and len(self._choices()) < 2:
            return self.tr("Type at least two choices, between commas.")
        return ""

    def _choices(self) -> tuple[str, ...]:
        is_choice = self.kind.currentData() == "choice"
        words = (word.strip() for word in self.options.text().split(","))
        return tuple(dict.fromkeys(word for word in words if word)) if is_choice else ()

    def save(self) -> None:
        """Add the field."""
        leads, actor = self.session.services.leads, self.session.actor
        label, kind, choices = self.label.text().strip(), str(self.kind.currentData()), self._choices()

        def done(_field: object) -> None:
            self.label.set_text("")
            self.options.set_text("")
            self.saved(self.tr("Field added: {name}").format(name=label))
            self.load()
            self.label.edit.setFocus()

        def refused(error: UserError) -> None:
            self.tell(tr_error(error))

        self.context.ops.store(
            self, lambda: leads.add_field(actor, key_of(label), label, kind, choices)
        ).changes("settings").success(done).failure(refused).start()
