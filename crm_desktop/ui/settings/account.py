"""One's own account: what of it goes and what stays when it is deleted; for admins, what the office asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day
from crm_desktop.domain.leaving import HANDED_OVER, KEPT
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.services.leaving import LeavingPlan, Left


class AccountPart(SettingsPart):
    """Delete my account: typed once more, at once or by an admin, as the office says."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.plan: LeavingPlan | None = None
        panel = self.panel(
            self.tr("Delete my account"),
            self.tr(
                "Your sign-in, your name, your second factor and your own settings go, here and at the "
                "server. Your calls and results stay under a neutral name such as “Former telecaller 3”, and "
                "so does the log: the law keeps both for a year. It can’t be undone."
            ),
        )
        self.work = Text("", "body", wrap=True)
        self.work.setProperty("user_data", True)
        panel.body.addWidget(self.work)
        self.asked = Text("", "body_strong", wrap=True)
        panel.body.addWidget(self.asked)
        self.name = Field(self.tr("Type your sign-in name to go on"))
        self.name.setProperty("user_data", True)  # the hint is the name
        self.name.submitted.connect(self.go_on)
        panel.body.addWidget(self.name)
        self.stay = KeyCapButton(self.tr("I stay"), icon="act.undo")
        self.stay.clicked.connect(self.take_back)
        self.go = KeyCapButton(self.tr("Delete my account"), icon="act.delete", kind="danger-outline")
        self.go.clicked.connect(self.go_on)
        row = Row(gap=8)
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.go)
        panel.body.addLayout(row)
        self.may_rule = self.session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL)
        if self.may_rule:
            self._make_policy()
        self.column.addStretch(1)
        self.asked.hide()
        self.stay.hide()

    def _make_policy(self) -> None:
        panel = self.panel(self.tr("When somebody leaves the office"))
        self.where = ComboBox(self.tr("Open leads and call-backs of who leaves"))
        self.where.addItem(self.tr("stay under the neutral name"), KEPT)
        self.where.addItem(self.tr("go to the team’s lead"), HANDED_OVER)
        self.where.activated.connect(lambda at: self.keep("leaving_work", self.where.itemData(at)))
        self.line(
            panel,
            self.tr("Open work"),
            self.where,
            self.tr(
                "Promised call-backs that stay are made by whoever is there, as those of the absent are."
            ),
        )
        self.asks = CheckBox(self.tr("An admin deletes accounts; others ask for it"))
        self.asks.toggled.connect(lambda on: self.keep("leaving_asks", on))
        self.line(panel, self.tr("Who decides"), self.asks, self.tr("Who asks stands on the page People."))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """What would happen, and what the office says."""
        services, actor = self.session.services, self.session.actor

        def ask() -> tuple[LeavingPlan, Any, Any]:
            said = [services.settings.get(actor, key) for key in ("leaving_work", "leaving_asks")]
            return services.leaving.plan(actor), *said

        self.read(ask, self._show)

    def _show(self, found: tuple[LeavingPlan, Any, Any]) -> None:
        plan, where, asks = found
        self.plan = plan
        if self.may_rule:
            self.where.setCurrentIndex(max(0, self.where.findData(where)))
            self.asks.setChecked(bool(asks))
        self.work.setText(self._work_words(plan))
        self.name.edit.clear()
        self.name.set_error("")
        self.name.set_hint(plan.person.sign_in_name)
        at = plan.person.asks_to_leave_at
        self.asked.setVisible(at is not None)
        self.stay.setVisible(at is not None)
        self.name.setVisible(at is None)
        self.go.setVisible(at is None)
        words = self.tr("Ask an admin to delete it") if plan.needs_admin else self.tr("Delete my account")
        self.go.set_words(words)
        if at is not None:
            when = day(at, self.session.services.workspace.zone, year=True)
            self.asked.setText(self.tr("You asked for it on {day}. An admin decides.").format(day=when))

    def _work_words(self, plan: LeavingPlan) -> str:
        leads = plural(self.tr("%n lead(s)", "", plan.leads), plan.leads)
        promises = plural(self.tr("%n call-back(s)", "", plan.promises), plan.promises)
        if plan.heir is not None:
            words = self.tr("{leads} and {promises} of yours go to {name}.")
            return words.format(leads=leads, promises=promises, name=plan.heir.display_name)
        words = self.tr("{leads} and {promises} of yours stay; colleagues keep the promises.")
        return words.format(leads=leads, promises=promises)

    # ---- acts --------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Delete it, or ask an admin."""
        if self.plan is None:
            return
        service, actor, typed = self.session.services.leaving, self.session.actor, self.name.text()
        ops = self.context.ops
        if self.plan.needs_admin:
            ops.store(self, lambda: service.ask(actor, typed)).changes("people").success(
                lambda _none: self.load()
            ).failure(self._refused).start()
            return
        ops.store(self, lambda: service.delete(actor, typed)).success(self._gone).failure(
            self._refused
        ).start()

    def _gone(self, _left: Left) -> None:
        window: Any = self.window()
        window.sign_out_asked.emit()

    def take_back(self) -> None:
        """Stay after all."""
        service, actor = self.session.services.leaving, self.session.actor
        self.context.ops.store(self, lambda: service.stay(actor)).changes("people").success(
            lambda _none: self.load()
        ).failure(self._refused).start()

    def _refused(self, error: UserError) -> None:
        if error.field == "confirm":
            self.name.set_error(tr_error(error))
            self.name.edit.setFocus()
        else:
            self.context.notices.user_error(error)
