"""Letting an erased person's number or e-mail come again: their own new word, or the number is another's."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from crm_desktop.domain.consent import LIFT_LABELS
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.coming_again import ComeAgain
from crm_desktop.ui.evidence.field import KEY, FileField
from crm_desktop.ui.evidence.opening import bringing_words, with_file
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row


class ComeAgainPanel(QObject):
    """One panel of the part about erased people."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        panel = part.panel(
            self.tr("Somebody comes again"),
            self.tr(
                "A number or e-mail of somebody erased is refused by hand, in imports and at every dial. "
                "Where they ask anew themselves, or the operator gave the number to someone else, it is let "
                "in again: in your name, dated, with what shows it."
            ),
        )
        self.known_by = Field("", accessible_name=self.tr("Number or e-mail"))
        self.name = Field("", accessible_name=self.tr("Name, where a family shares the number"))
        self.ground = ComboBox(self.tr("Why they may come again"))
        for key, words in LIFT_LABELS.items():
            self.ground.addItem(tr_label(words), key)
        self.evidence = Field("", accessible_name=self.tr("What shows it"))
        self.evidence.set_hint(
            self.tr("Such as their message or the operator’s letter; without name or number.")
        )
        self.file = FileField()
        self.file.drops_on(panel)
        by_key = QShortcut(QKeySequence(KEY), part)
        by_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        by_key.activated.connect(self.file.choose)
        self.fields = {"known_by": self.known_by, "evidence": self.evidence}
        part.line(panel, self.tr("Number or e-mail"), self.known_by)
        part.line(panel, self.tr("Name, where a family shares the number"), self.name)
        part.line(panel, self.tr("Why"), self.ground)
        part.line(panel, self.tr("What shows it"), self.evidence)
        part.line(
            panel,
            self.tr("Its file"),
            self.file,
            self.tr("Sealed for them alone; it stands on their card once they are a lead again."),
        )
        for field in (self.known_by, self.name, self.evidence):
            field.setProperty("user_data", True)
            field.submitted.connect(self.submit)
        self.go = KeyCapButton(self.tr("Let them come again"), icon="act.unlock")
        self.go.clicked.connect(self.submit)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.go)
        panel.body.addLayout(row)

    def submit(self) -> None:
        """Lift it; says at the field what is missing."""
        if not self.go.isEnabled():
            return
        session = self._part.session
        service, actor, file = session.services.coming_again, session.actor, self.file.file()
        command = ComeAgain(
            new_id(),
            self.known_by.text(),
            self.name.text(),
            str(self.ground.currentData()),
            self.evidence.text(),
        )

        def done(_lifted: int) -> None:
            for field in (self.known_by, self.name, self.evidence):
                field.set_text("")
            self.file.clear()
            self._part.context.notices.toast(self.tr("They may come again"))

        def lift(piece: Piece | None) -> int:
            return service.lift(actor, replace(command, file=piece))

        self.go.setEnabled(False)
        work = with_file(session, Whose(coming_id=command.request_id), file, lift)
        op = self._part.context.ops.store_reporting(self, work).changes("settings")
        if file is not None:
            op = op.progress(bringing_words(file), cancellable=True)
        op.success(done).failure(self._refused).settled(lambda: self.go.setEnabled(True)).start()

    def _refused(self, error: UserError) -> None:
        if self.file.refuse(error):
            return
        field = self.fields.get(error.field or "")
        if field is None:
            self._part.context.notices.user_error(error)
            return
        field.set_error(tr_error(error))
        field.edit.setFocus()
