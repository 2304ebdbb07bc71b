"""Finds leads for the Ctrl+K palette: search as you type, from any page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.ui.leads.picker import detail_of
from crm_desktop.ui.leads.words import name_or_phone
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.finding import FoundLead, LeadFinder
from crm_desktop.ui.shell.page import Frame

MOST = 8


def lead_finder(session: Session, ops: Operations, owner: QObject) -> LeadFinder:
    """What the palette asks for leads; answers later on the GUI thread, only the latest question."""
    leads, actor = session.services.leads, session.actor

    def find(text: str, answer: Callable[[Sequence[FoundLead]], None]) -> None:
        def tell(rows: Sequence[LeadRow]) -> None:
            answer([FoundLead(row.id, name_or_phone(row.name, row.phone), detail_of(row)) for row in rows])

        op = ops.read(owner, lambda: leads.find(actor, text, MOST)).latest_only("leads.palette")
        op.success(tell).start()

    return find


def lead_opener(frame: Frame) -> Callable[[object], object]:
    """What the palette does with the lead chosen there: shows its card on the leads page."""
    return lambda lead_id: frame.open_page("leads", lead_id=lead_id)
