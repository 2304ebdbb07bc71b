"""What is done when two leads are merged on the card: looked for, shown, done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.lead import Lead
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.ui.leads.words import name_or_phone

if TYPE_CHECKING:
    from crm_desktop.ui.leads.card import LeadCard


class MergeDesk(QObject):
    """Serves the panel that stands in the card's place."""

    def __init__(self, card: LeadCard) -> None:
        super().__init__(card)
        self._card, self._panel = card, card.merge
        self._leads, self._actor = card.session.services.leads, card.session.actor
        self._is_busy = False
        self._panel.search_asked.connect(self._search)
        self._panel.other_picked.connect(self._preview)
        self._panel.merge_asked.connect(self._merge)

    def begin(self) -> None:
        """Look for the lead that is the same person."""
        card = self._card
        if card.lead is not None and card.may_merge and not card.in_form:
            self._panel.begin(card.lead, card.others)
            card.to_merge()

    def _search(self, text: str) -> None:
        leads, actor = self._leads, self._actor
        op = self._card.context.ops.read(self, lambda: leads.find(actor, text, 20)).latest_only("leads.merge")
        op.success(lambda rows: self._panel.show_rows(text, rows)).start()

    def _preview(self, row: LeadRow) -> None:
        leads, actor = self._leads, self._actor
        op = self._card.context.ops.read(self, lambda: leads.get(actor, row.id)).latest_only("leads.merge")
        op.success(self._panel.preview).start()

    def _merge(self, keep: Lead, other: Lead) -> None:
        if self._is_busy:
            return
        leads, actor = self._leads, self._actor
        self._is_busy = True

        def done(_: UUID) -> None:
            self._card.close_form()
            self._card.show_lead(keep.id, again=True)
            self._card.lead_saved.emit(keep.id)

        label = self.tr("Merged: {other} into {keep}").format(
            other=name_or_phone(other.name, other.phones[0].e164 if other.phones else ""),
            keep=name_or_phone(keep.name, keep.phones[0].e164 if keep.phones else ""),
        )
        op = self._card.context.ops.store(self, lambda: leads.merge(actor, keep.id, other.id))
        op.changes("leads", "queue").undo(label, lambda undo_id: leads.undo_merge(actor, undo_id))
        op.success(done).settled(self._settled).start()

    def _settled(self) -> None:
        self._is_busy = False
