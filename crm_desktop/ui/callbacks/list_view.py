"""The table of call-backs: lower headings, columns that share the room."""

from __future__ import annotations

from crm_desktop.ui.callbacks.list_model import CallbackModel
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.grouped import GroupedTable

WHEN, PHONE, STATE = 150, 148, 158
LEAD_SHARE = 0.46


class CallbackTable(GroupedTable):
    """Figures keep their width; lead and note share what is left."""

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        room = self.viewport().width() / current().zoom - WHEN - PHONE - STATE
        lead = max(120, int(room * LEAD_SHARE))
        self.set_widths(WHEN, lead, PHONE, max(120, int(room) - lead), STATE)
        self.low_headings()

    def heading_lines(self) -> set[int]:
        model = self.model()
        return {line for line, _ in model.headings()} if isinstance(model, CallbackModel) else set()
