"""Grievance officer: who is named, and how they are reached, on every letter about people's data."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.letters import OFFICER_KEYS, Officer
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.field import Field


class OfficerPart(SettingsPart):
    """Four lines; a name and one way to be reached are needed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        panel = self.panel(
            self.tr("Grievance officer"),
            self.tr(
                "Who asks about their data may write to this person, who stands on every letter. "
                "Until it is filled in, letters and certificates wait; calling does not."
            ),
        )
        self.fields = {
            "officer_name": Field("", accessible_name=self.tr("Name")),
            "officer_email": Field("", accessible_name=self.tr("E-mail")),
            "officer_phone": Field("", accessible_name=self.tr("Phone")),
            "officer_address": Field("", accessible_name=self.tr("Address")),
        }
        hints = {"officer_address": self.tr("One of e-mail, phone and address is enough.")}
        for key, field in self.fields.items():
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)
            self.line(panel, field.edit.accessibleName(), field, hints.get(key, ""))
        self.add_save()
        self.column.addStretch(1)

    def load(self) -> None:
        """Read who is named."""
        answers, actor = self.session.services.answers, self.session.actor
        self.read(lambda: answers.head(actor).officer, self._show)

    def _show(self, officer: Officer) -> None:
        known = (officer.name, officer.email, officer.phone, officer.address)
        for key, text in zip(OFFICER_KEYS, known, strict=True):
            self.fields[key].set_text(text)

    def _typed(self) -> Officer:
        return Officer(*(" ".join(self.fields[key].text().split()) for key in OFFICER_KEYS))

    def check(self) -> str:
        typed = self._typed()
        if not typed.name:
            return self.tr("Type the officer’s name.")
        return "" if typed.is_known else self.tr("Type an e-mail, a phone or an address too.")

    def save(self) -> None:
        """Keep who is named."""
        answers, actor, typed = self.session.services.answers, self.session.actor, self._typed()
        op = self.context.ops.store(self, lambda: answers.name_officer(actor, typed)).changes("settings")
        op.success(lambda _none: self.saved()).failure(self.refused).start()
