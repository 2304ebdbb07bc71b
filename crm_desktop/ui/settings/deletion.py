"""Deleting the whole workspace: asked for with its name typed, days to think better of it, then for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import full_when
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.deletion import Doomed, Planned

WAIT_DAYS = 7


class DeletionPanel(QObject):
    """One panel of the part; what it shows follows what was asked for."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        self._planned: Planned | None = None
        self._is_team = bool(part.session.services.opened.server)
        panel = part.panel(
            self.tr("Delete the workspace"),
            self.tr(
                "Everything here is destroyed for everybody: leads, calls, documents, daily backups, keys. "
                "Export it first if you want to keep anything."
            ),
        )
        self.told = Text("", "body_strong", wrap=True)
        self.told.hide()
        panel.body.addWidget(self.told)
        self.name = Field(self.tr("Type the workspace’s name to go on"))
        self.name.setProperty("user_data", True)  # the hint is the name
        self.name.set_hint(part.session.services.workspace.name)
        panel.body.addWidget(self.name)
        self.owner = Field(self.tr("Password of the server’s administrator"), kind="password")
        self.owner.setVisible(False)
        panel.body.addWidget(self.owner)
        self.cancel = KeyCapButton(self.tr("Leave it alone"), icon="act.undo")
        self.cancel.clicked.connect(self.leave_alone)
        self.go = KeyCapButton("", icon="act.delete", kind="danger-outline")
        self.go.clicked.connect(self.go_on)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        panel.body.addLayout(row)
        self._show(None)

    def load(self) -> None:
        """Whether somebody asked for it."""
        services, actor = self._part.session.services, self._part.session.actor
        self._part.read(lambda: services.deletion.planned(services.opened, actor), self._show)

    def _show(self, planned: Planned | None) -> None:
        self._planned = planned
        self.name.edit.clear()
        self.name.set_error("")
        is_due = planned is not None and planned.at <= self._part.session.clock.now()
        self.told.setVisible(planned is not None)
        self.cancel.setVisible(planned is not None)
        self.name.setVisible(planned is None or is_due)
        self.go.setVisible(planned is None or is_due)
        self.owner.setVisible(is_due and self._is_team)
        words = self.tr("Ask for it; it can be cancelled for %n day(s)", "", WAIT_DAYS)
        self.go.set_words(self.tr("Delete everything now") if is_due else plural(words, WAIT_DAYS))
        if planned is not None:
            when = full_when(planned.at, self._part.session.services.workspace.zone)
            told = (
                self.tr("The time to think better of it was over on {when}.")
                if is_due
                else self.tr("The workspace can be deleted from {when} on. Until then this can be cancelled.")
            )
            self.told.setText(told.format(when=when))

    def leave_alone(self) -> None:
        """Cancel it."""
        services, actor = self._part.session.services, self._part.session.actor

        def done(_none: object) -> None:
            self._part.context.notices.toast(self.tr("The workspace stays"))
            self.load()

        self._part.context.ops.store(self, lambda: services.deletion.cancel(services.opened, actor)).changes(
            "settings"
        ).success(done).failure(self._refused).start()

    def go_on(self) -> None:
        """Ask for it, or once the wait is over destroy it."""
        services, actor = self._part.session.services, self._part.session.actor
        typed = self.name.text()
        if self._planned is None:
            self._part.context.ops.store(
                self, lambda: services.deletion.plan(services.opened, actor, typed, WAIT_DAYS)
            ).changes("settings").success(self._show).failure(self._refused).start()
            return

        def leave(doomed: Doomed) -> None:
            window: Any = self._part.window()
            window.deletion_asked.emit((doomed, self.owner.text() or None))

        self._part.context.ops.task(
            self, lambda _progress: services.deletion.prepare(services.opened, actor, typed), key="deletion"
        ).success(leave).failure(self._refused).start()

    def _refused(self, error: UserError) -> None:
        if error.field == "confirm":
            self.name.set_error(tr_error(error))
            self.name.edit.setFocus()
        else:
            self._part.context.notices.error(tr_error(error))
