"""A saved report's name and whether others see it, asked in place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.saved_reports import Asks, SavedReport
from crm_desktop.errors import UserError
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.words import period_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.field import Field


class NameForm(FormPopover):
    """Saves what stands on the page under a name, or changes a saved report's."""

    def __init__(self, page: QWidget, context: PageContext, *, may_share: bool) -> None:
        super().__init__(page, context, width=400)
        self._asks: Asks | None = None
        self._saved: SavedReport | None = None
        self.name = Field(self.tr("Name"))
        self.enter_submits(self.name)
        self.share = CheckBox(self.tr("Share with my team"))
        self.share.setVisible(may_share)
        self.go = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary", icon="act.save")
        self.go.clicked.connect(self.submit)
        self.column.addWidget(self.name)
        self.column.addWidget(self.share)
        self.add_foot(self.go)

    def first_focus(self) -> QWidget:
        return self.name.edit

    def ask(self, anchor: QWidget, asks: Asks | None, saved: SavedReport | None) -> None:
        """Save this under a name, or rename and share that."""
        self._asks, self._saved = asks, saved
        words = self.tr("Save this report") if saved is None else self.tr("Name and sharing")
        self.title.setText(words)
        self.setAccessibleName(words)
        is_alone = self._session.actor.team_id is None
        self.share.set_words(self.tr("Share with everybody") if is_alone else self.tr("Share with my team"))
        self.name.set_hint(self.tr("One of yours of the same name is replaced.") if saved is None else "")
        if saved is not None:
            self.name.set_text(saved.name)
        elif asks is not None:
            title = tr_label(REPORTS[asks.report].title)
            period = "" if asks.period == "days" else period_words(asks.period).lower()
            self.name.set_text(f"{title}, {period}" if period else title)
        self.share.setChecked(saved is not None and saved.is_shared)
        self.tell("")
        self.open_under(anchor)
        self.name.edit.selectAll()

    def submit(self) -> None:
        reports, actor = self._session.services.saved_reports, self._session.actor
        name, is_shared = self.name.text(), self.share.isChecked() and self.share.isVisibleTo(self)
        asks, saved = self._asks, self._saved
        if self._is_busy:
            return

        def work() -> SavedReport:
            if saved is not None:
                return reports.change(actor, saved.id, name=name, is_shared=is_shared)
            assert asks is not None
            return reports.save(actor, name, asks, is_shared=is_shared)

        told = self.tr("Saved: {name}").format(name=" ".join(name.split()))
        self.keep(work, ("reports",), lambda: self._context.notices.toast(told))

    def refused(self, error: UserError) -> None:
        """At the name, when it is about it."""
        if not self.refuse_at({"name": self.name}, error):
            super().refused(error)
