"""Which date fields remind: so many days before, every year or once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from crm_desktop.domain.reminders import DAYS_BEFORE, Reminds
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.wishes.words import days_typed, days_words

if TYPE_CHECKING:
    from crm_desktop.store.leads import FieldDefinition
    from crm_desktop.ui.settings.part import SettingsPart

NEVER, YEARLY, ONCE = range(3)


def reminds_words(reminds: Reminds | None) -> str:
    """How a date reminds, in a line; empty where it doesn't."""
    if reminds is None:
        return ""
    translate = QCoreApplication.translate
    before = [day for day in reminds.days_before if day]
    parts = [translate("fields", "{days} days before").format(days=days_words(before))] if before else []
    if before == [1]:
        parts = [translate("fields", "1 day before")]
    if len(before) < len(reminds.days_before):
        parts.append(translate("fields", "on the day"))
    parts.append(translate("fields", "every year") if reminds.is_yearly else translate("fields", "once"))
    return ", ".join(parts)


class RemindingDates(QObject):
    """The panel of the part "Own fields" where a date gets its reminder."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        self._fields: tuple[FieldDefinition, ...] = ()
        self.panel = part.panel(
            self.tr("Dates that remind"),
            self.tr("A birthday or a renewal becomes a call-back of whoever the lead belongs to."),
        )
        self.field = ComboBox(self.tr("Date"))
        self.field.setProperty("user_data", True)
        self.field.currentIndexChanged.connect(self._chosen)
        self.how = ComboBox(self.tr("Reminds"))
        for words, value in (
            (self.tr("Does not remind"), NEVER),
            (self.tr("Every year"), YEARLY),
            (self.tr("Once"), ONCE),
        ):
            self.how.addItem(words, value)
        self.how.currentIndexChanged.connect(self._show_days)
        self.days = Field("", accessible_name=self.tr("Days before"))
        self.days.set_hint(self.tr("Between commas: 30, 15, 7, 1. 0 is the day itself."))
        self.days.submitted.connect(self.save)
        self.button = KeyCapButton(self.tr("Save the reminder"), size="compact", icon="sign.due")
        self.button.clicked.connect(self.save)
        part.line(self.panel, self.tr("Date"), self.field)
        part.line(self.panel, self.tr("Reminds"), self.how)
        self._days_name = part.line(self.panel, self.tr("Days before"), self.days)
        foot = Row()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.panel.body.addLayout(foot)
        self.panel.hide()

    def show_fields(self, fields: Sequence[FieldDefinition]) -> None:
        """The date fields there are; without any the panel is not shown."""
        kept = self.field.currentData()
        self._fields = tuple(field for field in fields if field.kind == "date")
        self.panel.setVisible(bool(self._fields))
        self.field.blockSignals(True)
        self.field.clear()
        for field in self._fields:
            self.field.addItem(field.label, field.id)
        self.field.setCurrentIndex(max(0, self.field.findData(kept)) if self._fields else -1)
        self.field.blockSignals(False)
        self._chosen()

    def _chosen(self) -> None:
        place = self.field.currentIndex()
        if not 0 <= place < len(self._fields):
            return
        reminds = self._fields[place].reminds
        self.how.setCurrentIndex(NEVER if reminds is None else YEARLY if reminds.is_yearly else ONCE)
        self.days.set_text(days_words(reminds.days_before if reminds else DAYS_BEFORE))
        self._show_days()

    def _show_days(self) -> None:
        is_on = self.how.currentData() != NEVER
        self.days.setVisible(is_on)
        self._days_name.setVisible(is_on)

    def save(self) -> None:
        """Keep how the chosen date reminds."""
        field_id, how = self.field.currentData(), self.how.currentData()
        days = days_typed(self.days.text())
        if field_id is None:
            return
        if how != NEVER and days is None:
            self._refuse(self.tr("Type numbers between commas, such as 30, 15, 7, 1."))
            return
        reminds = None if how == NEVER else Reminds(days or (), how == YEARLY)
        session, label = self._part.session, self.field.currentText()
        reminders, actor = session.services.reminders, session.actor

        def done(_: object) -> None:
            self._part.context.notices.toast(self.tr("Reminder saved: {name}").format(name=label))
            self._part.load()

        def refused(error: UserError) -> None:
            self._refuse(tr_error(error))

        op = self._part.context.ops.store(self, lambda: reminders.set_field(actor, field_id, reminds))
        op.changes("settings").success(done).failure(refused).start()

    def _refuse(self, words: str) -> None:
        self.days.set_error(words)
        self.days.setFocus()
