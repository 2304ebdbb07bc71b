"""About: version, licence, and what the doctor finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from crm_desktop import __version__
from crm_desktop.domain.people import Permission
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row
from crm_desktop.ui.widgets.text import IconLabel, Text, Tone

if TYPE_CHECKING:
    from crm_desktop.services.doctor import Finding

SIGNS: dict[str, tuple[str, Tone]] = {
    "sound": ("sign.ok", "success"),
    "warning": ("sign.warning", "warning"),
    "broken": ("sign.error", "danger"),
}


class AboutPart(SettingsPart):
    """Nothing to set; an admin can have everything looked through."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        panel = self.panel(self.tr("CRM Desktop"))
        facts = FormGrid(name_width=120)
        facts.setProperty("user_data", True)
        facts.add(self.tr("Version"), f"{__version__} (Qt {qVersion()})")
        facts.add(self.tr("Licence"), "Apache-2.0")
        panel.body.addWidget(facts)
        panel.body.addWidget(
            Text(
                self.tr("Everything stays on your own computers. Nothing is sent anywhere."),
                tone="muted",
                wrap=True,
            )
        )
        self.findings: list[QWidget] = []
        if self.session.actor.may(Permission.BACKUP):
            doctor = self.panel(
                self.tr("Look everything through"),
                self.tr(
                    "Reads every page of the store, follows the audit and looks at backup, disk and key."
                ),
            )
            self._list = Column(gap=12)
            doctor.body.addLayout(self._list)
            self.look = KeyCapButton(self.tr("Look now"), icon="act.search")
            self.look.clicked.connect(self.examine)
            row = Row(gap=8)
            row.addWidget(self.look)
            row.addStretch(1)
            doctor.body.addLayout(row)
        self.column.addStretch(1)

    def examine(self) -> None:
        """Let the doctor look; may take a while on a large store."""
        services = self.session.services
        self.look.setEnabled(False)

        def work(progress: object) -> tuple[Finding, ...]:
            from crm_desktop.services.doctor import Doctor

            return Doctor(services.workspaces).examine(services.opened)

        self.context.ops.task(self, work, key="doctor").progress(
            self.tr("Looking everything through")
        ).success(self._show).settled(lambda: self.look.setEnabled(True)).start()

    def _show(self, findings: Sequence[Finding]) -> None:
        for widget in self.findings:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.findings = [self._line(finding) for finding in findings]
        for widget in self.findings:
            self._list.addWidget(widget)

    def _line(self, finding: Finding) -> QWidget:
        line = QWidget()
        line.setProperty("user_data", True)
        row = Row(line, gap=12)
        icon, tone = SIGNS[finding.state.value]
        row.addWidget(IconLabel(icon, tone=tone, size=20, meaning=finding.state.value))
        words = Column(gap=2)
        words.addWidget(Text(finding.told, wrap=True))
        if finding.mend:
            words.addWidget(Text(finding.mend, "caption", tone="muted", wrap=True))
        row.addLayout(words, 1)
        return line
