"""A store that was put back from a copy: nothing is dialled until an admin says that it may go on."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import short_when
from crm_desktop.errors import UserError
from crm_desktop.services.put_back import Merged, Standing
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.sure import SureButton
from crm_desktop.ui.widgets.text import Text


class PutBackPanel(QObject):
    """One panel of the part about erased people; shown only while dialling is off."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        self._is_busy = False
        self.panel = part.panel(
            self.tr("Nothing is dialled"),
            self.tr(
                "The store was put back from a copy: whoever was erased since may be in it again. The list "
                "of erasures erases them again. It comes with the server’s own backup, from workstations and "
                "from admins’ computers: start the program there, then let dialling go on here. Without the "
                "list, say why it may."
            ),
        )
        self.told = Text("", wrap=True)
        self.panel.body.addWidget(self.told)
        self.why = Field("", accessible_name=self.tr("Why it may go on"))
        self.why.set_hint(self.tr("Stays in the audit, with your name."))
        self.why.submitted.connect(self.dial_again)
        part.line(self.panel, self.tr("Why it may go on"), self.why)
        row = Row(gap=8)
        row.addStretch(1)
        self.go = SureButton(self.tr("Let dialling go on"))
        self.why.text_changed.connect(self.go.not_sure)
        self.go.clicked.connect(self.dial_again)
        row.addWidget(self.go)
        self.panel.body.addLayout(row)
        self.panel.hide()

    def show_standing(self, found: Standing | None) -> None:
        """Paint since when, and what is known of the list."""
        self.panel.setVisible(found is not None)
        if found is None:
            return
        zone, now = self._part.session.services.workspace.zone, self._part.session.clock.now()
        words = self.tr("Off since {when}.").format(when=short_when(found.since, zone, now, in_sentence=True))
        if found.reaches_until is None:
            words += " " + self.tr("No list came with the backup.")
        else:
            until = short_when(found.reaches_until, zone, now, in_sentence=True)
            words += " " + self.tr("The list beside the backup reaches until {when}.").format(when=until)
        self.told.setText(words)
        self.go.not_sure()

    def dial_again(self) -> None:
        """The first press asks, the second one does it; says at the field what is missing."""
        why = self.why.text().strip()
        if not self.panel.isVisible() or self._is_busy:
            return
        if not why:
            self._refuse(self.tr("Say why: who looked, and at what."))
            return
        if not self.go.is_sure(self.tr("Press again to let dialling go on")):
            return
        services, actor = self._part.session.services, self._part.session.actor
        self._is_busy = True

        def done(merged: Merged) -> None:
            words = self.tr("Dialling goes on.")
            if merged.again:
                again = self.tr("%n erasure(s) were done again first.", "", merged.again)
                words += " " + plural(again, merged.again)
            self._part.context.notices.toast(words)
            self.why.set_text("")
            self._part.load()

        op = self._part.context.ops.store(self, lambda: services.put_back.dial_again(actor, why))
        op.changes("campaigns", "queue", "leads", "erasures").success(done)
        op.failure(self._failed).settled(self._settled).start()

    def _failed(self, error: UserError) -> None:
        self._refuse(tr_error(error))

    def _refuse(self, words: str) -> None:
        self.why.set_error(words)
        self.why.edit.setFocus()

    def _settled(self) -> None:
        self._is_busy = False
        self.go.not_sure()
