"""Sharing the workspace with a team: the server, what it lacks, and the way there; then invitations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.second_factor import CodeNeeded
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.text import IconLabel, Text, Tone

if TYPE_CHECKING:
    from crm_desktop.services.team.office_here import MadeHere
    from crm_desktop.services.team.opening import OpenTeam
    from crm_desktop.store.team.checks import Check
    from crm_desktop.store.team.invitation import Invitation

_FIRST = ("missing", "note", "good")
_SIGNS: dict[str, tuple[str, Tone]] = {
    "good": ("sign.check", "success"),
    "note": ("sign.warning", "warning"),
    "missing": ("sign.error", "danger"),
}


class TeamPart(SettingsPart):
    """For an admin: share this workspace, or invite more workstations to where it is shared."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        from crm_desktop.services.team.opening import OpenTeam

        self._certificate: Path | None = None
        opened = self.session.services.opened
        if isinstance(opened, OpenTeam):
            self._show_team(opened)
        else:
            self._show_local()
        self.column.addStretch(1)

    # ---- a workspace that is local -----------------------------------------------------------------

    def _show_local(self) -> None:
        from crm_desktop.ui.settings.office import OfficeServer

        here = self.panel(
            self.tr("Make this PC the office server"),
            self.tr(
                "For an office without a server, on a computer that stays on all day: sets up PostgreSQL, "
                "its certificate, the firewall and a backup every night, as the system’s administrator."
            ),
        )
        self.office = OfficeServer(self.context)
        self.office.made.connect(self._made_here)
        here.body.addWidget(self.office)
        panel = self.panel(
            self.tr("Share with the team"),
            self.tr(
                "Moves this workspace to a PostgreSQL server (15 or newer), so that several computers work "
                "on it together. This computer stays one of them; the local file is kept as a backup."
            ),
        )
        self.server = Field(self.tr("Server"))
        self.server.edit.setPlaceholderText("postgresql://postgres@server:5432/crm")
        self.server.edit.setProperty("user_data", True)  # an address has no translation
        self.server.set_hint(self.tr("With the name of the server’s administrator, without a password."))
        self.owner = Field(self.tr("The server administrator’s password"), kind="password")
        self.owner.set_hint(self.tr("Asked each time, kept nowhere."))
        self.mine = Field(self.tr("Your own password"), kind="password")
        self.code = Field(self.tr("Code of your authenticator"))
        self.code.hide()
        self.fields = {
            "server": self.server,
            "owner_password": self.owner,
            "password": self.mine,
            "code": self.code,
        }
        for field in self.fields.values():
            panel.body.addWidget(field)
        self._add_certificate(panel.body)
        self.check_button = KeyCapButton(self.tr("Check the server"), icon="sign.check")
        self.check_button.clicked.connect(self._check)
        self.share_button = KeyCapButton(self.tr("Share…"), icon="page.people", kind="primary")
        self.share_button.clicked.connect(self._share)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.check_button)
        row.addWidget(self.share_button)
        panel.body.addLayout(row)
        self.trouble = Text("", tone="danger", wrap=True)
        self.trouble.setProperty("user_data", True)
        self.trouble.hide()
        panel.body.addWidget(self.trouble)
        self.found = self.panel(self.tr("What the server has"))
        self.verdict = Text("", "body_strong", wrap=True)
        self.found.body.addWidget(self.verdict)
        self._lines = Column(gap=8)
        self.found.body.addLayout(self._lines)
        self.found.hide()

    def _made_here(self, made: MadeHere) -> None:
        """What the form wants to know is known; the person's own password is left."""
        self.server.set_text(made.server)
        self.owner.set_text(made.password)
        self.set_certificate(made.certificate)
        self.mine.edit.setFocus()

    def _add_certificate(self, body: QBoxLayout) -> None:
        self.certificate = KeyCapButton(self.tr("Certificate of the server’s authority…"), icon="act.open")
        self.certificate.clicked.connect(self._choose_certificate)
        self.certificate_name = Text(self.tr("none: those this computer trusts"), "caption", tone="muted")
        self.certificate_name.setProperty("user_data", True)
        row = Row(gap=8)
        row.addWidget(self.certificate)
        row.addWidget(self.certificate_name, 1)
        body.addLayout(row)

    def _choose_certificate(self) -> None:
        kinds = self.tr("Certificates (*.pem *.crt);;All files (*)")
        FileAsker(self.window()).open(self.tr("Certificate"), kinds, self.set_certificate)

    def set_certificate(self, file: str | Path) -> None:
        """Trust the authority of this file."""
        self._certificate = Path(file)
        self.certificate_name.setText(self._certificate.name)

    def _address(self) -> Any:
        from crm_desktop.store.team.server import read_address

        return read_address(self.server.text(), self._certificate)

    def _clear(self) -> None:
        self._tell("")
        for field in self.fields.values():
            field.set_error("")

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _refused(self, error: UserError) -> None:
        field = self.fields.get(error.field or "")
        checks = getattr(error, "checks", None)
        if checks:
            self.show_checks(checks)
        elif field is not None:
            field.show()
            field.set_error(tr_error(error))
            field.edit.setFocus()
        else:
            self._tell(tr_error(error))

    def _check(self) -> None:
        self._look(lambda _checks: None)

    def _look(self, then: Any) -> None:
        """Ask the server in the background; `then` hears the checks."""
        from crm_desktop.services.team.sharing import SharingService

        self._clear()
        sharing = SharingService(self.session.clock, self.session.services.passwords)
        server, certificate, owner = self.server.text(), self._certificate, self.owner.text() or None
        self.set_waiting(True)

        def work(_progress: object) -> tuple[Check, ...]:
            from crm_desktop.store.team.server import read_address

            return sharing.check(read_address(server, certificate), owner)

        def done(checks: tuple[Check, ...]) -> None:
            self.show_checks(checks)
            then(checks)

        self.context.ops.task(self, work, key="team").progress(
            self.tr("Asking the server"), cancellable=True
        ).success(done).failure(self._refused).settled(lambda: self.set_waiting(False)).start()

    def set_waiting(self, is_waiting: bool) -> None:
        """The server is being asked."""
        self.check_button.setEnabled(not is_waiting)
        self.share_button.setEnabled(not is_waiting)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """One line a check, with what mends it below; what stands in the way first."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        missing = sum(check.state.value == "missing" for check in checks)
        words = self.tr("%n thing(s) missing. Under each stands what mends it.", "", missing)
        self.verdict.setText(plural(words, missing) if missing else self.tr("Nothing is missing."))
        for check in sorted(checks, key=lambda check: _FIRST.index(check.state.value)):
            self._lines.addWidget(_CheckLine(check))
        self.found.show()
        self.bring(self.found)

    def _share(self) -> None:
        if not self.mine.text():
            self._clear()
            self.mine.set_error(self.tr("Type your password: it will be yours on the server too."))
            self.mine.edit.setFocus()
            return
        self._look(self._go)

    def _go(self, checks: tuple[Check, ...]) -> None:
        """Nothing is missing: leave the window, and move."""
        if any(check.state.value == "missing" for check in checks):
            return
        from crm_desktop.services.team.sharing import Share

        actor = self.session.actor
        people, password = self.session.services.people, self.mine.text()
        wish, code = (self._address(), self.owner.text() or None), self.code.text()
        factor = self.session.services.second_factor

        def work(_progress: object) -> str:
            people.unlock(actor, password)
            if not code and factor.state(actor).since is not None:
                raise CodeNeeded
            return next(p.sign_in_name for p in people.list(actor) if p.id == actor.person_id)

        def go(name: str) -> None:
            self.owner.set_text("")
            self.mine.set_text("")
            window: Any = self.window()
            window.share_asked.emit(
                Share(*wish, name, password, key=self.session.services.opened.key, code=code)
            )

        self.context.ops.task(self, work, key="team").success(go).failure(self._refused).start()

    # ---- a workspace that is shared ----------------------------------------------------------------

    def _show_team(self, opened: OpenTeam) -> None:
        panel = self.panel(self.tr("The team’s server"))
        facts = FormGrid(name_width=120)
        facts.setProperty("user_data", True)
        self.place = Text(opened.team.server.shown)
        facts.add(self.tr("Server"), self.place)
        facts.add(self.tr("Schema"), opened.team.names.schema)
        panel.body.addWidget(facts)
        invite = self.panel(
            self.tr("Invite a workstation"),
            self.tr(
                "The invitation says where the server is; nothing secret is in it. Each person signs in "
                "with their own name and password."
            ),
        )
        self.save_invitation = KeyCapButton(self.tr("Save as a file…"), icon="act.save", kind="primary")
        self.save_invitation.clicked.connect(self._ask_file)
        self.copy_link = KeyCapButton(self.tr("Copy the link"), icon="act.copy")
        self.copy_link.clicked.connect(self._copy)
        self.qr_button = KeyCapButton(self.tr("Show as QR"), icon="act.qr")
        self.qr_button.clicked.connect(self._show_qr)
        row = Row(gap=8)
        row.addWidget(self.save_invitation)
        row.addWidget(self.copy_link)
        row.addWidget(self.qr_button)
        row.addStretch(1)
        invite.body.addLayout(row)
        self.qr = QrCode(self.tr("The invitation as a QR code"), side=360)
        self.qr.hide()
        invite.body.addWidget(self.qr)

        self._show_move()
        self._show_copy(opened)

    def _show_move(self) -> None:
        panel = self.panel(
            self.tr("The server moved"),
            self.tr(
                "When the server has another name, address or certificate: this computer looks whether it "
                "answers there, and goes on there. Other workstations are told by a new invitation."
            ),
        )
        self.new_place = Field(self.tr("Where the server is now"))
        self.new_place.edit.setPlaceholderText("postgresql://postgres@server:5432/crm")
        self.new_place.edit.setProperty("user_data", True)
        self.new_place.edit.returnPressed.connect(self._move)
        panel.body.addWidget(self.new_place)
        self._add_certificate(panel.body)
        self.move_button = KeyCapButton(self.tr("Check and go on there"), icon="sign.check")
        self.move_button.clicked.connect(self._move)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.move_button)
        panel.body.addLayout(row)

    def _move(self) -> None:
        from crm_desktop.services.team.joining import JoiningService

        self.new_place.set_error("")
        self.move_button.setEnabled(False)
        actor, joining = self.session.actor, JoiningService(self.session.clock)
        opened: Any = self.session.services.opened
        typed, certificate = self.new_place.text(), self._certificate

        def work(_progress: object) -> str:
            from crm_desktop.store.team.server import read_address

            return joining.move_here(opened, actor, read_address(typed, certificate).place).server.shown

        def done(server: str) -> None:
            self.place.setText(server)
            self.new_place.set_text("")
            self.context.notices.toast(self.tr("This computer goes on with {server}").format(server=server))

        self.context.ops.task(self, work, key="team").progress(
            self.tr("Asking the server"), cancellable=True
        ).success(done).failure(lambda error: self.new_place.set_error(tr_error(error))).settled(
            lambda: self.move_button.setEnabled(True)
        ).start()

    def _show_copy(self, opened: OpenTeam) -> None:
        from crm_desktop.services.team.reports_copy import ReportsCopyService

        self._copies = ReportsCopyService(opened.team_store, self.session.services.settings)
        panel = self.panel(
            self.tr("Reports from a copy"),
            self.tr(
                "With a second server that follows this one (a standby), long reports are asked there, so "
                "that calling never waits for them. While it is away or behind, the server itself is asked."
            ),
        )
        self.copy = Field(self.tr("Copy of the server"))
        self.copy.edit.setPlaceholderText("standby.local:5432")
        self.copy.edit.setProperty("user_data", True)
        self.copy.set_hint(self.tr("Empty: reports are asked of the server itself."))
        self.copy.edit.returnPressed.connect(self._keep_copy)
        panel.body.addWidget(self.copy)
        self.keep_copy = KeyCapButton(self.tr("Check and use"), icon="sign.check")
        self.keep_copy.clicked.connect(self._keep_copy)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.keep_copy)
        panel.body.addLayout(row)
        actor, copies = self.session.actor, self._copies
        self.context.ops.read(self, lambda: copies.get(actor)).success(self.copy.set_text).start()

    def _keep_copy(self) -> None:
        self.copy.set_error("")
        self.keep_copy.setEnabled(False)
        actor, copies, typed = self.session.actor, self._copies, self.copy.text()

        def done(_none: object) -> None:
            told = self.tr("Reports are asked of the copy") if typed.strip() else ""
            self.context.notices.toast(told or self.tr("Reports are asked of the server itself"))

        self.context.ops.task(self, lambda _progress: copies.set(actor, typed), key="copy").success(
            done
        ).failure(lambda error: self.copy.set_error(tr_error(error))).settled(
            lambda: self.keep_copy.setEnabled(True)
        ).start()

    def _invitation(self) -> Invitation:
        from crm_desktop.services.team.joining import JoiningService

        opened: Any = self.session.services.opened
        return JoiningService(self.session.clock).invite(opened, self.session.actor)

    def _ask_file(self) -> None:
        opened: Any = self.session.services.opened
        kinds, name = self.tr("Invitations (*.crminvite)"), f"{opened.team.slug}.crminvite"
        ask = FileAsker(self.window())
        ask.save(self.tr("Save the invitation"), kinds, name, self.save_to, suffix="crminvite")

    def save_to(self, file: str | Path) -> None:
        """Write the invitation there."""
        invitation = self._invitation()
        self.context.ops.task(self, lambda _progress: invitation.write(Path(file)), key="team").success(
            lambda _none: self.context.notices.toast(self.tr("The invitation is saved"))
        ).start()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._invitation().link)
        self.context.notices.toast(self.tr("The link is copied"))

    def _show_qr(self) -> None:
        self.qr.set_content(self._invitation().qr_link)
        self.qr.setVisible(not self.qr.isVisible())


class _CheckLine(QWidget):
    """How one check went, and the statement or command that mends it."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("user_data", True)
        icon, tone = _SIGNS[check.state.value]
        row = Row(self, gap=8)
        row.addWidget(IconLabel(icon, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        column = Column(gap=2)
        column.addWidget(Text(check.told, wrap=True))
        if check.mend:
            column.addWidget(Text(check.mend, "caption", tone="muted", wrap=True, selectable=True))
        row.addLayout(column, 1)
