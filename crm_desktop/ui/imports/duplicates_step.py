"""The Duplicates step: what becomes of rows whose lead is here already, each way with a plain example."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.phone import format_phone
from crm_desktop.services.imports import DUPLICATES, Duplicates, Match, Preview
from crm_desktop.ui.i18n import counted
from crm_desktop.ui.imports.choice_card import ChoiceCard
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.split import Split
from crm_desktop.ui.imports.truth import RefusedPanel, TruthPanel
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

MATCHES: tuple[Match, ...] = ("phone", "phone_name")


def _choices() -> dict[Duplicates, tuple[str, str]]:
    """Title and example of each way."""
    translate = QCoreApplication.translate
    return {
        "skip": (
            translate("imports", "Skip: leave the lead as it is"),
            translate(
                "imports",
                "Anil Wagh, +91 98000 01001, is here already: his row is left out, nothing of him changes.",
            ),
        ),
        "fill": (
            translate("imports", "Fill empty fields"),
            translate(
                "imports",
                "Anil Wagh has no city here, and the file says Pune: Pune is added. His name and all that is "
                "filled stay as they are.",
            ),
        ),
        "update": (
            translate("imports", "Update: the file is right"),
            translate(
                "imports",
                "Anil Wagh is in Satara here, and the file says Pune: Pune takes its place. What the file "
                "leaves empty stays.",
            ),
        ),
        "create": (
            translate("imports", "Create another lead"),
            translate(
                "imports",
                "Anil Wagh is here already: he stands in the list twice. For lists where one number stands "
                "for several matters.",
            ),
        ),
    }


class DuplicatesStep(QWidget):
    """Four ways, and by what a lead counts as the same."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        inner = QWidget()
        column = Column(inner, margins=(16, 12, 16, 12), gap=8)
        self.cards: dict[Duplicates, ChoiceCard] = {}
        choices = _choices()
        for way in DUPLICATES:
            card = ChoiceCard(*choices[way], parent=inner)
            card.clicked.connect(self._choose)
            self.cards[way] = card
            column.addWidget(card)
        column.addSpacing(8)
        row = Row(gap=12)
        row.addWidget(Text(self.tr("The same lead is one with"), "body"))
        self.match = SegmentedChoice(
            [self.tr("the same phone"), self.tr("the same phone and name")],
            self.tr("The same lead is one with"),
        )
        row.addWidget(self.match)
        row.addStretch(1)
        column.addLayout(row)
        self.match_note = Text("", "caption", tone="muted", wrap=True)
        column.addWidget(self.match_note)
        self.example = Text("", "body", wrap=True)
        self.example.setProperty("user_data", True)
        column.addWidget(self.example)
        column.addStretch(1)
        panel = Panel(self.tr("When a lead is here already"), margins=0)
        panel.body.addWidget(Scroll(inner, self.tr("When a lead is here already")))
        self.truth = TruthPanel()
        self.refused = RefusedPanel()
        side = QWidget()
        self._beside = Column(side, gap=12)
        self._beside.addWidget(self.truth)
        self._beside.addWidget(self.refused, 1)
        self.split = Split(
            panel,
            Scroll(side, self.tr("What will happen")),
            (self.tr("Duplicates"), self.tr("What will happen")),
            self.tr("Duplicates and what will happen"),
        )
        outer = Column(self)
        outer.addWidget(self.split)
        self.match.changed.connect(self._match_changed)

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self.split.fit(width)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if width < Width.FULL else down)

    def show_draft(self, draft: Draft) -> None:
        """Show what is chosen for this file."""
        self._draft = None
        self.cards[draft.duplicates].setChecked(True)
        self.match.choose(MATCHES.index(draft.match))
        self._draft = draft
        self._tell_match()
        self.truth.clear()
        self.refused.show_preview(None)
        self.example.setText("")

    def _choose(self) -> None:
        if self._draft is not None:
            way = next(way for way, card in self.cards.items() if card.isChecked())
            self._draft.change(duplicates=way)

    def _match_changed(self, index: int) -> None:
        if self._draft is not None:
            self._draft.change(match=MATCHES[index])
        self._tell_match()

    def _tell_match(self) -> None:
        is_family = self.match.index() == 1
        self.match_note.setText(
            self.tr("For families: two people with one number stay two leads.")
            if is_family
            else self.tr("One number is one lead, whatever name the row gives.")
        )

    def show_preview(self, preview: Preview, duplicates: Duplicates) -> None:
        """The figures, and an example from the file itself."""
        self.truth.show_preview(preview, duplicates)
        self.refused.show_preview(preview)
        same = next((sample for sample in preview.samples if sample.fate in ("skip", "update")), None)
        if same is not None:
            who = ", ".join(filter(None, (same.name or same.company, *map(format_phone, same.phones[:1]))))
            self.example.setText(
                self.tr("In this file: row {row}, {who}, is here already or came earlier in it.").format(
                    row=same.row, who=who
                )
            )
        elif duplicates != "create":
            self.example.setText(self.tr("In this file: none of the first rows is here already."))
        else:
            again = preview.repeated
            words = self.tr("Repeated inside this file: %n row(s).", "", again)
            self.example.setText(counted(words, again) if again else "")

    def focus_first(self) -> None:
        """Put the keyboard on the way chosen."""
        for card in self.cards.values():
            if card.isChecked():
                card.setFocus()
