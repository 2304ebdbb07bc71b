"""The recovery code: made and shown, printed or saved, and typed back once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.recovery_sheet import groups_of, print_on, save_pdf, sheet
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Grid, Row
from crm_desktop.ui.widgets.text import Text


class RecoveryPart(SettingsPart):
    """The code itself is never kept: it is shown once when it is made, and a new one replaces it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.code = ""
        panel = self.panel(
            self.tr("Recovery code"),
            self.tr(
                "If this computer breaks, the code opens your data and backups on another one. It also sets "
                "a new password when the only admin forgot theirs."
            ),
        )
        self.chip = Chip("", "plain")
        panel.add_act(self.chip)
        self._codes = QWidget()
        self._codes.setProperty("user_data", True)
        self._grid = Grid(self._codes, gap_x=24, gap_y=8)
        panel.body.addWidget(self._codes)
        self._once = Text(
            self.tr("Print or save it now: it is shown only this once."), tone="warning", wrap=True
        )
        panel.body.addWidget(self._once)
        self.make = KeyCapButton(self.tr("Make a new code"), icon="sign.key")
        self.make.clicked.connect(self.make_code)
        self.print_it = KeyCapButton(self.tr("Print…"), icon="act.print", kind="primary")
        self.print_it.clicked.connect(self._print)
        self.save_it = KeyCapButton(self.tr("Save as PDF…"), icon="act.save")
        self.save_it.clicked.connect(self._ask_file)
        row = Row(gap=8)
        for button in (self.print_it, self.save_it, self.make):
            row.addWidget(button)
        row.addStretch(1)
        panel.body.addLayout(row)
        self._again = Text("", "caption", tone="muted", wrap=True)
        panel.body.addWidget(self._again)
        back = self.panel(
            self.tr("Type it back once"),
            self.tr("From the paper or the file: so you know that it can be read."),
        )
        self.typed = Field(self.tr("Recovery code"), accessible_name=self.tr("Recovery code, typed back"))
        self.typed.edit.setProperty("user_data", True)
        self.typed.submitted.connect(self.confirm)
        self.check_it = KeyCapButton(self.tr("Check the code"))
        self.check_it.clicked.connect(self.confirm)
        line = Row(gap=8)
        line.addWidget(self.check_it)
        line.addStretch(1)
        back.body.addWidget(self.typed)
        back.body.addLayout(line)
        self._back = back
        self.column.addStretch(1)
        self._show_code("")

    def load(self) -> None:
        """Whether a code was typed back."""
        settings, actor = self.session.services.settings, self.session.actor
        self.read(lambda: bool(settings.get(actor, "recovery_code_confirmed")), self._show)

    def _show(self, is_confirmed: bool) -> None:
        if is_confirmed and not self.code:
            self.chip.show_as(self.tr("Typed back"), "ok", "sign.check")
            self._again.setText(
                self.tr("A new code takes the place of the old one, which then opens nothing any more.")
            )
        else:
            self.chip.show_as(self.tr("Not typed back yet"), "warn", "sign.warning")
            self._again.setText(
                self.tr("If you printed a code before, type that one back; making another replaces it.")
            )
        self._back.setVisible(not is_confirmed or bool(self.code))

    def _show_code(self, code: str) -> None:
        self.code = code
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, group in enumerate(groups_of(code)):
            label = Text(group, "number", tabular=True, selectable=True)
            label.setAccessibleName(
                self.tr("Group {number}: {group}").format(number=place + 1, group=" ".join(group))
            )
            self._grid.addWidget(label, place // 4, place % 4)
        has_code = bool(code)
        self._codes.setVisible(has_code)
        self._once.setVisible(has_code)
        self.print_it.setVisible(has_code)
        self.save_it.setVisible(has_code)
        self.make.set_kind("normal" if has_code else "primary")

    def make_code(self) -> None:
        """Make a code; the one before opens nothing any more."""
        services, actor = self.session.services, self.session.actor
        self.make.setEnabled(False)

        def done(code: str) -> None:
            self._show_code(code)
            self._show(False)
            self.print_it.setFocus()

        self.context.ops.store(
            self, lambda: services.workspaces.new_recovery_code(services.opened, actor)
        ).changes("settings").success(done).settled(lambda: self.make.setEnabled(True)).start()

    def _day(self) -> str:
        return day(self.session.clock.now(), self.session.services.workspace.zone, weekday=False, year=True)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self.window())
        document = sheet(self.code, self.session.services.workspace.name, self._day())
        dialog.accepted.connect(lambda: print_on(printer, document))
        dialog.setModal(True)
        dialog.show()

    def _ask_file(self) -> None:
        name = self.tr("recovery code {office}").format(office=self.session.services.workspace.name)
        ask = FileAsker(self.window())
        ask.save(
            self.tr("Save the recovery code"), self.tr("PDF (*.pdf)"), name, self.save_file, suffix="pdf"
        )

    def save_file(self, file: str | Path) -> None:
        """Save the page as a PDF."""
        try:
            save_pdf(Path(file), self.code, self.session.services.workspace.name, self._day())
        except UserError as error:
            self.context.notices.error(tr_error(error))
            return
        self.context.notices.toast(self.tr("Saved. Keep it away from this computer."))

    def confirm(self) -> None:
        """Check what was typed back; then the reminder ends."""
        services, actor, typed = self.session.services, self.session.actor, self.typed.text()
        if not typed.strip():
            self.typed.set_error(self.tr("Type the eight groups."))
            return

        def done(_none: object) -> None:
            self._show_code("")
            self.typed.edit.clear()
            self._show(True)
            self.context.notices.toast(self.tr("The code is right. Keep the page in a safe place."))

        def refused(error: UserError) -> None:
            self.typed.set_error(tr_error(error))
            self.typed.edit.setFocus()

        self.context.ops.store(
            self, lambda: services.workspaces.confirm_recovery_code(services.opened, actor, typed)
        ).changes("settings").success(done).failure(refused).start()
