"""Campaigns: a list, and the one chosen with its hours, tries, script and results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.errors import UserError
from crm_desktop.services.campaigns import ChangeCampaign, ChangeRules, NewCampaign
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.results import ResultsEditor
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.layouts import FlowLayout, Row
from crm_desktop.ui.widgets.numbers import NumberField, TimeField
from crm_desktop.ui.widgets.text import Text

MIDNIGHT = 24 * 60


class CampaignsPart(SettingsPart):
    """One campaign at a time; its form and its results are saved together."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.campaign: Campaign | None = None
        self._wanted: UUID | None = None
        self._make_head()
        self._make_form()
        results = self.panel(
            self.tr("Results"), self.tr("One key each, in this order. At most 15; the first nine are 1 to 9.")
        )
        self.results = ResultsEditor()
        self.results.changed.connect(self.edited)
        results.body.addWidget(self.results)
        self.add_save(self.tr("Save the campaign"))
        self.column.addStretch(1)

    def _make_head(self) -> None:
        head = self.panel(self.tr("Campaign"))
        self.box = ComboBox(self.tr("Campaign"))
        self.box.setProperty("user_data", True)
        self.box.activated.connect(self._chosen)
        self.new_name = Field("", accessible_name=self.tr("New campaign’s name"))
        self.new_name.edit.setPlaceholderText(self.tr("Name of a new campaign"))
        self.new_name.submitted.connect(self.make)
        self.new = KeyCapButton(self.tr("Make it"), icon="act.add")
        self.new.clicked.connect(self.make)
        row = Row(gap=8)
        row.addWidget(self.box, 2)
        row.addSpacing(16)
        row.addWidget(self.new_name, 2)
        row.addWidget(self.new)
        head.body.addLayout(row)

    def _make_form(self) -> None:
        form = self.panel(self.tr("How it is called"))
        self.name = Field("", accessible_name=self.tr("Name"))
        self.name.edit.setProperty("user_data", True)
        self.name.text_changed.connect(self.edited)
        self.is_active = CheckBox(self.tr("Leads of this campaign are called"))
        self.is_active.toggled.connect(self.edited)
        self.line(form, self.tr("Name"), self.name)
        self.line(form, self.tr("State"), self.is_active)
        self.start = TimeField(self.tr("Calling hours from"), QTime(10, 0))
        self.end = TimeField(self.tr("Calling hours until"), QTime(19, 0))
        hours = Row(gap=8)
        for widget in (self.start, Text(self.tr("until")), self.end):
            hours.addWidget(widget)
        hours.addStretch(1)
        for field in (self.start, self.end):
            field.timeChanged.connect(self.edited)
        self.line(form, self.tr("Calling hours"), hours, self.tr("By the clock of the person called."))
        days = QWidget()
        flow = FlowLayout(days, gap=12)
        names = (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )
        self.days = [CheckBox(name) for name in names]
        for box in self.days:
            box.toggled.connect(self.edited)
            flow.addWidget(box)
        self.line(form, self.tr("Days"), days)
        self.per_day = NumberField(self.tr("Tries a day for a number"), 1, 20)
        self.per_phone = NumberField(self.tr("Tries for a number in all"), 1, 50)
        self.countdown = NumberField(self.tr("Countdown to dial"), 0, 60, unit=self.tr(" s"))
        for number in (self.per_day, self.per_phone, self.countdown):
            number.valueChanged.connect(self.edited)
        self.line(form, self.tr("Tries a day for a number"), self.per_day)
        self.line(form, self.tr("Tries for a number in all"), self.per_phone)
        self.line(
            form,
            self.tr("Countdown to dial"),
            self.countdown,
            self.tr("0: the caller dials. Otherwise the lead is dialled after so many seconds."),
        )
        script = self.panel(
            self.tr("Script"),
            self.tr("Filled in for each lead: {places}").format(
                places="{name} {first_name} {company} {city} {caller} {office} {part_of_day}"
            ),
        )
        self.script = NoteEdit(self.tr("Script"), style="body")
        self.script.setProperty("user_data", True)
        self.script.setMinimumHeight(140)
        self.script.textChanged.connect(self.edited)
        script.body.addWidget(self.script)

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read all campaigns and the one chosen."""
        campaigns, actor = self.session.services.campaigns, self.session.actor
        wanted = self._wanted or (self.campaign.id if self.campaign is not None else None)

        def work() -> tuple[Sequence[Campaign], Campaign | None]:
            every = campaigns.list(actor, include_inactive=True)
            chosen = next((each for each in every if each.id == wanted), next(iter(every), None))
            return every, campaigns.get(actor, chosen.id) if chosen is not None else None

        self.read(work, self._show)

    def _show(self, found: tuple[Sequence[Campaign], Campaign | None]) -> None:
        every, campaign = found
        self._wanted = None
        self.box.clear()
        for each in every:
            name = each.name if each.is_active else self.tr("{name} (not called)").format(name=each.name)
            self.box.addItem(name, each.id)
        self.campaign = campaign
        if campaign is None:
            self.box.setPlaceholderText(self.tr("No campaign yet"))
            return
        self.box.setCurrentIndex([each.id for each in every].index(campaign.id))
        self.name.set_text(campaign.name)
        self.is_active.setChecked(campaign.is_active)
        self.start.setTime(_time(campaign.start_minute))
        self.end.setTime(_time(campaign.end_minute))
        for number, box in enumerate(self.days):
            box.setChecked(number in campaign.days)
        self.per_day.setValue(campaign.rules.phone_caps.per_day or 0)
        self.per_phone.setValue(campaign.rules.phone_caps.lifetime or 0)
        self.countdown.setValue(campaign.countdown_s if campaign.dial_mode is DialMode.PREVIEW else 0)
        self.script.setPlainText(campaign.script)
        self.results.show_results(campaign.id, campaign.dispositions)

    def _chosen(self, index: int) -> None:
        chosen = self.box.itemData(index)
        if self.is_edited:
            self.tell(self.tr("Save this campaign first."))
            if self.campaign is not None:
                self.box.setCurrentIndex(self.box.findData(self.campaign.id))
            return
        self._wanted = chosen if isinstance(chosen, UUID) else None
        self.load()

    # ---- saving ------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make a campaign with the ready results."""
        name = self.new_name.text().strip()
        if not name:
            self.new_name.set_error(self.tr("Type a name."))
            self.new_name.edit.setFocus()
            return
        campaigns, actor = self.session.services.campaigns, self.session.actor

        def done(made: Campaign) -> None:
            self._wanted = made.id
            self.new_name.set_text("")
            self.context.notices.toast(self.tr("Campaign made: {name}").format(name=made.name))
            self.load()

        def refused(error: UserError) -> None:
            self.new_name.set_error(tr_error(error))

        self.context.ops.store(self, lambda: campaigns.create(actor, NewCampaign(name))).changes(
            "campaigns"
        ).success(done).failure(refused).start()

    def check(self) -> str:
        """Names for all results."""
        if any(not result.label.strip() for result in self.results.results):
            return self.tr("Each result needs a name.")
        return ""

    def _command(self, campaign: Campaign) -> ChangeCampaign:
        countdown = self.countdown.value()
        end = _minute(self.end.time())
        return ChangeCampaign(
            campaign.id,
            campaign.version,
            name=self.name.text(),
            is_active=self.is_active.isChecked(),
            dial_mode=DialMode.PREVIEW if countdown else DialMode.MANUAL,
            countdown_s=countdown or campaign.countdown_s,
            start_minute=_minute(self.start.time()),
            end_minute=end or MIDNIGHT,
            days=frozenset(number for number, box in enumerate(self.days) if box.isChecked()),
            script=self.script.toPlainText(),
        )

    def save(self) -> None:
        """Save form and results."""
        campaign = self.campaign
        if campaign is None:
            return
        campaigns, actor = self.session.services.campaigns, self.session.actor
        command, results = self._command(campaign), self.results.wanted()
        caps = replace(
            campaign.rules.phone_caps,
            per_day=self.per_day.value() or None,
            lifetime=self.per_phone.value() or None,
        )
        before = [r for r in campaign.dispositions if r.is_active]

        def work() -> None:
            kept = campaign
            if results != before:
                kept = campaigns.set_dispositions(actor, campaign.id, results)
            changed = campaigns.update(actor, replace(command, version=kept.version))
            rules = replace(changed.rules, phone_caps=caps)
            if rules != changed.rules:
                campaigns.change_rules(actor, ChangeRules(campaign.id, changed.version, rules))

        def done(_none: object) -> None:
            self.saved(self.tr("Campaign saved: {name}").format(name=command.name))
            self.load()

        self.context.ops.store(self, work).changes("campaigns", "queue").success(done).failure(
            self.refused
        ).start()


def _time(minute: int) -> QTime:
    return QTime(minute // 60 % 24, minute % 60)


def _minute(time: QTime) -> int:
    return time.hour() * 60 + time.minute()
