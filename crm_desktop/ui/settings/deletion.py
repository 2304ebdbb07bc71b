"""Deleting the whole workspace: asked for with its name typed, days to think better of it, then for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import day, full_when
from crm_desktop.errors import UserError
from crm_desktop.services.deletion_kept import KEPT_LABELS
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.deletion import Doomed, Planned
    from crm_desktop.services.deletion_kept import Owed

WAIT_DAYS = 7
LEAST_LETTERS = 8  # of a passphrase


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
        self.kept = Text("", "body", tone="muted", wrap=True)
        self.word = Field(self.tr("Passphrase for what the law keeps"), kind="password")
        self.word.set_hint(self.tr("Write it down: nothing else opens that file."))
        self.again = Field(self.tr("The passphrase again"), kind="password")
        for widget in (self.kept, self.word, self.again):
            widget.hide()
            panel.body.addWidget(widget)
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
        deletion, opened = services.deletion, services.opened

        def look() -> tuple[Planned | None, tuple[Owed, ...]]:
            planned = deletion.planned(opened, actor)
            return planned, () if planned is None else deletion.owed(opened, actor)

        self._part.read(look, lambda found: self._show(*found))

    def _show(self, planned: Planned | None, owed: tuple[Owed, ...] = ()) -> None:
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
        self._show_owed(owed, is_due=is_due)

    def _show_owed(self, owed: tuple[Owed, ...], *, is_due: bool) -> None:
        """What law keeps of it, and with what it is sealed once it goes."""
        zone = self._part.session.services.workspace.zone
        lines = [self.tr("By law this is kept, sealed in a file beside the certificate:")]
        for each in owed:
            line = self.tr("{what}, until {day} ({law})")
            until = day(each.until, zone, weekday=False, year=True)
            lines.append(line.format(what=tr_label(KEPT_LABELS[each.what]), day=until, law=each.law))
        self.kept.setText("\n".join(lines))
        self.kept.setVisible(bool(owed))
        for field in (self.word, self.again):
            field.edit.clear()
            field.set_error("")
            field.setVisible(bool(owed) and is_due)

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
            ).changes("settings").success(lambda _planned: self.load()).failure(self._refused).start()
            return
        word = self.word.text()
        wrong = self.tr("At least eight letters; several words are best.")
        is_short = not self.word.isHidden() and len(word) < LEAST_LETTERS
        differs = word != self.again.text()
        self.word.set_error(wrong if is_short else "")
        self.again.set_error(self.tr("The two are not the same.") if differs else "")
        if is_short or differs:
            (self.word if is_short else self.again).edit.setFocus()
            return

        def leave(doomed: Doomed) -> None:
            window: Any = self._part.window()
            window.deletion_asked.emit((doomed, self.owner.text() or None))

        self._part.context.ops.task(
            self,
            lambda progress: services.deletion.prepare(services.opened, actor, typed, word, progress),
            key="deletion",
        ).progress(self.tr("Sealing what the law keeps"), cancellable=True).success(leave).failure(
            self._refused
        ).start()

    def _refused(self, error: UserError) -> None:
        field = {"confirm": self.name, "passphrase": self.word}.get(error.field or "")
        if field is not None and not field.isHidden():
            field.set_error(tr_error(error))
            field.edit.setFocus()
        else:
            self._part.context.notices.error(tr_error(error))
