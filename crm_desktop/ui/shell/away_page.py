"""In the place of a page that has nothing to show before the team's server is back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.shell.page import Page, PageContext
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.panel import EmptyState, Panel

CALLING = "calling"


class AwayPage(Page):
    """Says calmly that the page comes by itself, and leads back to calling where the person may call."""

    def __init__(self, context: PageContext, *, may_call: bool, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.state = EmptyState(
            self.tr("This page needs the team’s server"),
            self.tr("It opens by itself when the server is back. Calls go on: they are kept here till then.")
            if may_call
            else self.tr("It opens by itself when the server is back."),
            icon="sign.offline",
            act=self.tr("Go to calling") if may_call else "",
            key="Enter" if may_call else "",
            kind="primary",
        )
        self.state.acted.connect(self._go_to_calling)
        panel = Panel()
        panel.body.addWidget(self.state)
        Column(self, gap=0).addWidget(panel)

    def focus_first(self) -> None:
        """Enter goes on calling."""
        if self.state.button.isVisibleTo(self):
            self.state.button.setFocus()
        else:
            self.setFocus()

    def _go_to_calling(self) -> None:
        self.context.frame.open_page(CALLING)
