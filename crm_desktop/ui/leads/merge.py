"""Merging two leads: find the other one, see what happens, do it; it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.domain.lead import Lead
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.ui.leads.picker import LeadPicker
from crm_desktop.ui.leads.words import name_or_phone, phone_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import TitleRow
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import IconLabel, Text


def _who(lead: Lead) -> str:
    first = lead.phones[0].e164 if lead.phones else ""
    return name_or_phone(lead.name, first)


class MergePanel(QWidget):
    """In place of the card: `search_asked`, `other_picked`, then `merge_asked` with (keep, other)."""

    search_asked = Signal(str)
    other_picked = Signal(object)  # LeadRow
    merge_asked = Signal(object, object)  # Lead, Lead
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep: Lead | None = None
        self._other: Lead | None = None
        column = Column(self, gap=0)
        self._title = TitleRow(self.tr("Merge with another lead"))
        column.addWidget(self._title)
        column.addWidget(Rule())
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        search = QWidget()
        inner = Column(search, margins=(16, 12, 16, 12), gap=8)
        self.intro = Text("", "table", tone="muted", wrap=True)
        self.intro.setProperty("user_data", True)
        self.picker = LeadPicker(self.tr("Name or part of a phone"))
        inner.addWidget(self.intro)
        inner.addWidget(self.picker, 1)
        self._stack.addWidget(search)
        self._preview = Scroll()
        below = QWidget()
        shown = Column(below, gap=0)
        shown.addWidget(self._preview, 1)
        swap = Row(margins=(16, 0, 16, 12))
        shown.addLayout(swap)
        self._stack.addWidget(below)
        column.addWidget(Rule())
        foot = Row(margins=(16, 10, 16, 10), gap=8)
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.swap = KeyCapButton(self.tr("Keep the other"), "Alt+K", size="compact", icon="lead.reassign")
        self.merge = KeyCapButton(self.tr("Merge"), "Ctrl+Return", kind="primary")
        swap.addWidget(self.swap)
        swap.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.merge)
        column.addLayout(foot)
        self.picker.asked.connect(self.search_asked)
        self.picker.picked.connect(self.other_picked)
        self.cancel.clicked.connect(self.left)
        self.swap.clicked.connect(self.keep_other)
        self.merge.clicked.connect(self.submit)

    def begin(self, lead: Lead, others: Sequence[LeadRow]) -> None:
        """Look for a lead to merge with this one; those at the same number are proposed."""
        self._keep, self._other = lead, None
        words = self.tr("Find the lead that is the same person as {name}.").format(name=_who(lead))
        self.intro.setText(words)
        self.picker.clear()
        self.picker.show_rows(others)
        self._stack.setCurrentIndex(0)
        self.swap.hide()
        self.merge.hide()

    def show_rows(self, text: str, rows: Sequence[LeadRow]) -> None:
        """What was found; the lead itself is no choice."""
        keep = self._keep
        if keep is not None and text == self.picker.text() and self._other is None:
            self.picker.show_rows([row for row in rows if row.id != keep.id])

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.picker.field.edit

    def preview(self, other: Lead) -> None:
        """Say what merging with this lead does."""
        if self._keep is None:
            return
        self._other = other
        self._show_preview(self._keep, other)
        self._stack.setCurrentIndex(1)
        self.swap.show()
        self.merge.show()
        self.merge.setFocus()

    def keep_other(self) -> None:
        """The other way round."""
        if self._keep is not None and self._other is not None:
            self._keep, self._other = self._other, self._keep
            self._show_preview(self._keep, self._other)

    def submit(self) -> None:
        """Merge, once the other lead is chosen."""
        if self._keep is not None and self._other is not None:
            self.merge_asked.emit(self._keep, self._other)

    def lines(self) -> list[str]:
        """What the preview says, line by line."""
        body = self._preview.widget()
        return [t.text() for t in body.findChildren(Text)] if body is not None else []

    def _show_preview(self, keep: Lead, other: Lead) -> None:
        body = QWidget()
        body.setProperty("user_data", True)  # names and numbers on every line
        column = Column(body, margins=16, gap=10)
        column.addWidget(Text(_who(keep), "headline", wrap=True))
        column.addWidget(Text(self.tr("stays, and keeps everything as it stands here."), "body", wrap=True))
        column.addWidget(Text(_who(other), "title", wrap=True))
        column.addWidget(Text(self.tr("goes into it:"), "body", wrap=True))
        for icon, words in self._consequences(keep, other):
            row = Row(gap=8)
            row.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "body", wrap=True), 1)
            column.addLayout(row)
        column.addStretch(1)
        self._preview.setWidget(body)

    def _consequences(self, keep: Lead, other: Lead) -> list[tuple[str, str]]:
        have = {phone.phone_id for phone in keep.phones}
        new = [phone_words(p.e164, p.extension) for p in other.phones if p.phone_id not in have]
        phones = self.tr("No new number comes along.")
        if new:
            phones = self.tr("Its numbers come along: {numbers}").format(numbers=", ".join(new))
        found = [
            ("lead.phone", phones),
            ("call.later", self.tr("Its open call-backs and its place in campaigns come along.")),
            ("sign.clock", self.tr("Its history is shown together with this one's.")),
        ]
        tries = self.tr("Tries are added up: {count} in all.").format(count=keep.attempts + other.attempts)
        found.append(("call.dial", tries))
        left = [
            f"{label}: {value}"
            for label, value, known in (
                (self.tr("Company"), other.company, keep.company),
                (self.tr("E-mail"), other.email, keep.email),
                (self.tr("City"), other.city, keep.city),
                (self.tr("Product"), other.product, keep.product),
                (self.tr("Tags"), ", ".join(t for t in other.tags if t not in keep.tags), ""),
            )
            if value and value != known
        ]
        if left:
            words = self.tr("Not taken over: {what}").format(what="; ".join(left))
            found.append(("sign.info", words))
        found.append(("act.undo", self.tr("It can be undone.")))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)
