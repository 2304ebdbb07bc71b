"""One's own second factor: set up with an authenticator, taken away with a code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.paper_codes import CodesGrid, save_codes
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.second_factor import SecondFactorSetup, SecondFactorState


class SecondFactorPart(SettingsPart):
    """Whoever has the password alone gets no further."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._codes: tuple[str, ...] = ()
        self.is_in_use = False
        panel = self.panel(
            self.tr("Second factor"),
            self.tr(
                "After your password the program asks for six digits that an authenticator on your telephone "
                "shows. Whoever learns your password alone gets no further."
            ),
        )
        self.chip = Chip("", "plain")
        panel.add_act(self.chip)
        self.told_state = Text("", "table", wrap=True)
        panel.body.addWidget(self.told_state)
        self.begin = KeyCapButton(self.tr("Set it up"), icon="sign.key", kind="primary")
        self.begin.clicked.connect(self.set_up)
        panel.body.addLayout(_left(self.begin))
        self.scan = self.panel(
            self.tr("Scan it with an authenticator"),
            self.tr("Then type the six digits that it shows."),
        )
        self.qr = QrCode(self.tr("The secret as a QR code"), side=176)
        words = Column(gap=2)
        words.addWidget(Text(self.tr("Without a camera, type this in:"), "caption", tone="muted"))
        self.secret = Text("", "table", tabular=True, selectable=True, wrap=True)
        self.secret.setProperty("user_data", True)
        words.addWidget(self.secret)
        words.addSpacing(10)
        self.first = Field(self.tr("The six digits it shows"))
        self.first.submitted.connect(self.confirm)
        words.addWidget(self.first)
        words.addSpacing(6)
        self.confirm_it = KeyCapButton(self.tr("Switch it on"), kind="primary")
        self.confirm_it.clicked.connect(self.confirm)
        words.addLayout(_left(self.confirm_it))
        words.addStretch(1)
        row = Row(gap=16)  # side by side, so that the digits stay in view below the bars of a small window
        row.addWidget(self.qr)
        row.addLayout(words, 1)
        self.scan.body.addLayout(row)
        self.paper = self.panel(
            self.tr("Codes for a lost telephone"),
            self.tr("Each works once. Save them now or write them down: they are shown only this once."),
        )
        self.save_it = KeyCapButton(self.tr("Save as PDF…"), icon="act.save", kind="primary")
        self.save_it.clicked.connect(self._ask_file)
        self._grid: QWidget | None = None
        self.have_them = KeyCapButton(self.tr("I have them"))
        self.have_them.clicked.connect(self.forget_codes)
        row = _left(self.save_it)
        row.insertWidget(1, self.have_them)
        self.paper.body.addLayout(row)
        self.away = self.panel(
            self.tr("Take it away"),
            self.tr("With a code of now, or one on paper. Afterwards the password is enough."),
        )
        self.last = Field(self.tr("Code of your authenticator"))
        self.last.submitted.connect(self.drop)
        self.away.body.addWidget(self.last)
        self.drop_it = KeyCapButton(self.tr("Take it away"), kind="danger-outline")
        self.drop_it.clicked.connect(self.drop)
        self.away.body.addLayout(_left(self.drop_it))
        self.column.addStretch(1)
        for each in (self.scan, self.paper, self.away):
            each.hide()

    def load(self) -> None:
        """Whether there is one."""
        service, actor = self.session.services.second_factor, self.session.actor
        self.read(lambda: service.state(actor), self._show)

    def _show(self, state: SecondFactorState) -> None:
        self.is_in_use = state.since is not None
        self.begin.setVisible(not self.is_in_use)
        self.away.setVisible(self.is_in_use and not self._codes)
        if state.since is None:
            self.chip.show_as(self.tr("Off"), "plain")
            self.told_state.setText(self.tr("Your password is enough to sign in."))
            return
        self.scan.hide()
        self.chip.show_as(self.tr("On"), "ok", "sign.check")
        since = day(state.since, self.session.services.workspace.zone, weekday=False, year=True)
        left = plural(self.tr("%n code(s) on paper left", "", state.codes_left), state.codes_left)
        self.told_state.setText(self.tr("On since {day}. {left}.").format(day=since, left=left))

    def set_up(self) -> None:
        """Make a secret and show it."""
        service, actor = self.session.services.second_factor, self.session.actor

        def made(setup: SecondFactorSetup) -> None:
            self.qr.set_content(setup.address)
            self.secret.setText(setup.secret)
            self.first.edit.clear()
            self.begin.hide()
            self.scan.show()
            self.first.edit.setFocus()
            self.bring(self.qr)  # the digits stand beside it

        self.context.ops.store(self, lambda: service.begin(actor)).success(made).failure(
            lambda error: self.context.notices.user_error(error)
        ).start()

    def confirm(self) -> None:
        """The first code: from now on one is asked for."""
        service, actor, code = self.session.services.second_factor, self.session.actor, self.first.text()
        if not code.strip():
            self.first.set_error(self.tr("Type the six digits that your authenticator shows."))
            return

        def done(codes: tuple[str, ...]) -> None:
            self._codes = codes
            self._grid = CodesGrid(codes)
            self.paper.body.insertWidget(1, self._grid)
            self.qr.set_content("")
            self.secret.setText("")
            self.scan.hide()
            self.paper.show()
            self.save_it.setFocus()
            self.load()

        self.context.ops.store(self, lambda: service.confirm(actor, code)).changes("settings").success(
            done
        ).failure(lambda error: self.first.set_error(tr_error(error))).start()

    def drop(self) -> None:
        """Take it away."""
        service, actor, code = self.session.services.second_factor, self.session.actor, self.last.text()
        if not code.strip():
            self.last.set_error(self.tr("Type a code first."))
            return

        def done(_none: object) -> None:
            self.last.edit.clear()
            self.context.notices.toast(self.tr("The password is enough again."))
            self.load()

        self.context.ops.store(self, lambda: service.drop(actor, code)).changes("settings").success(
            done
        ).failure(lambda error: self.last.set_error(tr_error(error))).start()

    def _ask_file(self) -> None:
        name = self.tr("sign-in codes {person}").format(person=self.session.actor.name)
        FileAsker(self.window()).save(
            self.tr("Save the codes"), self.tr("PDF (*.pdf)"), name, self.save_file, suffix="pdf"
        )

    def save_file(self, file: str | Path) -> None:
        """Save the page as a PDF; then the codes leave the screen."""
        try:
            save_codes(Path(file), self._codes, self.session.actor.name, self.session.services.workspace.name)
        except UserError as error:
            self.context.notices.error(tr_error(error))
            return
        self.context.notices.toast(self.tr("Saved. Keep it away from this computer."))
        self.forget_codes()

    def forget_codes(self) -> None:
        """The codes are kept somewhere: they leave the screen."""
        self._codes = ()
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        self.paper.hide()
        self.load()


def _left(button: KeyCapButton) -> Row:
    row = Row(gap=8)
    row.addWidget(button)
    row.addStretch(1)
    return row
