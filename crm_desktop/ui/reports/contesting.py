"""Over a row of a receipt: what is wrong with it, said by its person."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, short_when
from crm_desktop.domain.presence import LABELS
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.rulings import CLAIM_LABELS, CLAIMS, Claim
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.reports.receipt_words import WHAT_LABELS
from crm_desktop.services.rulings import OwnTime, Say
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.text import Text

TOPICS = ("rulings", "calls")


class ContestPopover(FormPopover):
    """One own row (a call, a sale, a stretch of the day), the claim and a sentence."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=440)
        self._asked: BehindRow | None = None
        self._request = new_id()
        self.title.setText(self.tr("Contest this row"))
        self.setAccessibleName(self.tr("Contest this row"))
        self.row = Text("", "body", wrap=True)
        self.row.setProperty("user_data", True)
        self.claim = ComboBox(self.tr("What is wrong"))
        self.claim.currentIndexChanged.connect(self._show_hint)
        self.why = Field(self.tr("Say it in a sentence"), hint=" ")
        self.enter_submits(self.why)
        self.save = KeyCapButton(self.tr("Contest it"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        for part in (self.row, self.claim, self.why):
            self.column.addWidget(part)
        self.add_foot(self.save)

    def ask(self, row: BehindRow, anchor: QWidget) -> None:
        """Open for this row."""
        self._asked, self._request = row, new_id()
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        when = short_when(row.at, zone, now)
        if row.ended is not None:
            when = f"{when}–{clock(row.ended, zone)}"
        label = WHAT_LABELS.get(row.what) or LABELS.get(row.what)
        told = (row.lead, tr_label(label) if label else row.what, when)
        self.row.setText(" · ".join(part for part in told if part))
        self.claim.clear()
        for claim in CLAIMS[row.source]:
            self.claim.addItem(tr_label(CLAIM_LABELS[claim]), claim.value)
        self.claim.setCurrentIndex(0)
        self.why.set_text("")
        self.why.set_error("")
        self.tell("")
        self.open_under(anchor)

    def _show_hint(self, *_: object) -> None:
        is_mine = self.claim.currentData() == Claim.MINE.value
        self.why.set_hint(
            self.tr("Say which: product, amount or day. Your team lead finds it.")
            if is_mine
            else self.tr("It is kept with the row, as your claim.")
        )

    def submit(self) -> None:
        """Keep the claim; says at the field what is missing."""
        row = self._asked
        if row is None or self._is_busy or not self.isVisible():
            return
        is_time = row.source is Source.TIME
        command = Say(
            self._request,
            row.id if row.source is Source.CALL else None,
            Claim(str(self.claim.currentData())),
            self.why.text(),
            sale_id=row.id if row.source is Source.SALE else None,
            time=OwnTime(row.at, row.ended) if is_time else None,
        )
        rulings, actor = self._session.services.rulings, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Contested. Your team lead rules on it"))
            self.saved.emit()

        self.keep(lambda: rulings.contest(actor, command), TOPICS, done)

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"why": self.why}, error):
            super().refused(error)


def may_be_contested(row: BehindRow, person_id: UUID) -> bool:
    """Whether this is a row of the person's own that can be contested."""
    is_kind = row.source is Source.TIME or (row.source in CLAIMS and row.id is not None)
    return is_kind and row.person_id == person_id
