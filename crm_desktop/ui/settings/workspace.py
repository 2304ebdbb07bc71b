"""The workspace's own settings: lock, undo of imports, hidden numbers, how long calls are kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.settings.kept_calls import KEPT, KeptCalls
from crm_desktop.ui.settings.logo import LogoLine
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.layouts import FormGrid, Row
from crm_desktop.ui.widgets.numbers import NumberField, TimeField
from crm_desktop.ui.widgets.text import Text

NUMBERS = (
    "lock_after_minutes",
    "import_undo_days",
    "kept_minutes",
    "callbacks_most",
    "callbacks_broken_days",
    "months_close_days",
    *(reason.setting for reason in BREAK_REASONS),
)
QUIET = ("quiet_from", "quiet_until")
MIDNIGHT = 24 * 60


class WorkspacePart(SettingsPart):
    """For everybody who works here; an admin changes them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        info = self.session.services.workspace
        about = self.panel(self.tr("This workspace"))
        facts = FormGrid(name_width=120)
        facts.setProperty("user_data", True)
        facts.add(self.tr("Office"), info.name)
        facts.add(self.tr("Country, money"), f"{info.country}, {info.currency}")
        facts.add(self.tr("Clock"), info.zone)
        facts.add(self.tr("Folder"), str(self.session.services.opened.folder))
        about.body.addWidget(facts)
        self.logo = LogoLine(self, about)
        panel = self.panel(self.tr("For everybody"))
        minutes, days = self.tr(" min"), self.tr(" days")
        self.numbers: dict[str, NumberField] = {}
        self._number(
            panel,
            "lock_after_minutes",
            self.tr("Lock the window after"),
            minutes,
            self.tr("Without a key or a mouse movement; never in a call or before its result is in."),
        )
        self._number(panel, "import_undo_days", self.tr("An import can be undone for"), days, "")
        self._number(
            panel,
            "kept_minutes",
            self.tr("Without the server, calling goes on for"),
            minutes,
            self.tr("What is known of the kept leads is too old then. Promotional calls: 30 min at most."),
        )
        self._number(
            panel,
            "callbacks_most",
            self.tr("Open call-backs a person may have"),
            "",
            self.tr("More than one can keep are promises to nobody."),
        )
        self._number(
            panel,
            "callbacks_broken_days",
            self.tr("A call-back nobody made is broken after"),
            days,
            self.tr("Its lead goes back to the queue then."),
        )
        names = (self.tr("No notifications from"), self.tr("No notifications until"))
        self.quiet = {key: TimeField(name, QTime(0, 0)) for key, name in zip(QUIET, names, strict=True)}
        hours = Row(gap=8)
        for place, field in enumerate(self.quiet.values()):
            if place:
                hours.addWidget(Text(self.tr("until")))
            hours.addWidget(field)
            field.timeChanged.connect(self.edited)
        hours.addStretch(1)
        self.line(
            panel,
            self.tr("No notifications from"),
            hours,
            self.tr("By the office’s clock. The banner in the window stays."),
        )
        self.hidden = CheckBox(self.tr("Hide phone numbers from telecallers"))
        self.hidden.toggled.connect(self.edited)
        self.line(
            panel,
            self.tr("Phone numbers"),
            self.hidden,
            self.tr("They can still call; showing a number asks for a reason and is noted."),
        )
        self.advanced = CheckBox(self.tr("Coaching, rulings and streaks"))
        self.advanced.toggled.connect(self.edited)
        self.line(
            panel,
            self.tr("Advanced"),
            self.advanced,
            self.tr("For teams with a lead. What was kept stays when it is switched off."),
        )
        self._number(
            panel,
            "months_close_days",
            self.tr("A month is closed after"),
            days,
            self.tr("Counted from its last day, with Advanced on: then only a dated ruling changes it."),
        )
        breaks = self.panel(self.tr("Breaks"))
        for reason in BREAK_REASONS:
            label = self.tr("{reason} may take").format(reason=tr_label(reason.code))
            hint = self.tr("0 for no limit. Longer breaks are marked.") if reason is BREAK_REASONS[0] else ""
            self._number(breaks, reason.setting, label, minutes, hint)
        self.kept = KeptCalls(self)
        self.kept.box.currentIndexChanged.connect(self.edited)
        self.add_save()
        self.column.addStretch(1)

    def _number(self, panel: Any, key: str, label: str, unit: str, hint: str) -> None:
        setting = SETTINGS[key]
        field = NumberField(label, setting.least or 0, setting.most or 9999, unit=unit)
        field.valueChanged.connect(self.edited)
        self.numbers[key] = field
        self.line(panel, label, field, hint)

    def load(self) -> None:
        """Read all of them at once."""
        settings, actor = self.session.services.settings, self.session.actor
        keys = (*NUMBERS, *QUIET, "numbers_hidden", "advanced", KEPT)
        self.read(lambda: {key: settings.get(actor, key) for key in keys}, self._show)
        self.kept.load()
        self.logo.load()

    def _show(self, found: dict[str, Any]) -> None:
        for key, field in self.numbers.items():
            field.setValue(int(found[key]))
        for key, clock in self.quiet.items():
            minute = int(found[key]) % MIDNIGHT
            clock.setTime(QTime(minute // 60, minute % 60))
        self.hidden.setChecked(bool(found["numbers_hidden"]))
        self.advanced.setChecked(bool(found["advanced"]))
        self.kept.choose(int(found[KEPT]))
        self._before = found

    def save(self) -> None:
        """Save those that changed."""
        settings, actor = self.session.services.settings, self.session.actor
        wanted: dict[str, Any] = {key: field.value() for key, field in self.numbers.items()}
        for key, clock in self.quiet.items():
            wanted[key] = clock.time().hour() * 60 + clock.time().minute()
        wanted["numbers_hidden"] = self.hidden.isChecked()
        wanted["advanced"] = self.advanced.isChecked()
        wanted[KEPT] = self.kept.months
        before = self._before

        def work() -> None:
            for key, value in wanted.items():
                if before.get(key) != value:
                    settings.set(actor, key, value)

        def done(_none: object) -> None:
            self._before = wanted
            self.saved()

        self.context.ops.store(self, work).changes("settings").success(done).failure(self.refused).start()
