"""The table of call-backs: lower headings, columns that share the room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from crm_desktop.ui.callbacks.list_model import CallbackModel
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.table import TableView

HEADING = 30
WHEN, PHONE, STATE = 150, 148, 158
LEAD_SHARE = 0.46


class CallbackTable(TableView):
    """Figures keep their width; lead and note share what is left."""

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        room = self.viewport().width() / current().zoom - WHEN - PHONE - STATE
        lead = max(120, int(room * LEAD_SHARE))
        self.set_widths(WHEN, lead, PHONE, max(120, int(room) - lead), STATE)
        self.low_headings()

    def low_headings(self) -> None:
        """Headings are lower than rows."""
        model = self.model()
        if isinstance(model, CallbackModel):
            height = current().px(HEADING)
            self.verticalHeader().setMinimumSectionSize(height)
            headings = {line for line, _ in model.headings()}
            usual = self.verticalHeader().defaultSectionSize()
            for line in range(model.rowCount()):  # heights stay when another list is shown
                wanted = height if line in headings else usual
                if self.rowHeight(line) != wanted:
                    self.setRowHeight(line, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
