"""Targets of each caller, the team and the office; the office's working days; what of it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Permission, Reach, Team
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import EACH, OFFICE, Calendar, Subject, Whose
from crm_desktop.services.targets import KeptCalendar
from crm_desktop.ui.campaigns.hours import Holidays
from crm_desktop.ui.campaigns.words import DAYS, q_date, words
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.targets.editor import TargetsEditor
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.layouts import FlowLayout


class TargetsPart(SettingsPart):
    """A team lead sets the own team's goal, an admin everybody's; days and switches are an admin's."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.is_admin = self.session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL)
        panel = self.panel(
            self.tr("Targets"),
            self.tr("Goals to reach, never caps. Those of one person stand at People, a campaign’s with it."),
        )
        self.editor = TargetsEditor(context)
        panel.body.addWidget(self.editor)
        self._kept = Calendar()
        if self.is_admin:
            self._add_days()
        self.column.addStretch(1)

    def _add_days(self) -> None:
        shown = self.panel(self.tr("What is shown"))
        self.team_goal = CheckBox(self.tr("Goals of the team and the office"))
        self.streaks = CheckBox(self.tr("Streaks, with Advanced on: each person sees the own one alone"))
        for box, key in ((self.team_goal, "team_goal"), (self.streaks, "streaks")):
            box.toggled.connect(lambda on, key=key: self.keep(key, on))
            shown.body.addWidget(box)
        days = self.panel(
            self.tr("Working days of the office"),
            self.tr("Days off owe nothing. What is changed here holds from tomorrow on."),
        )
        self.starts = ComboBox(self.tr("The week begins on"))
        for place, name in enumerate(DAYS):
            self.starts.addItem(words(name), place)
        self.starts.currentIndexChanged.connect(self.edited)
        boxes = QWidget()
        flow = FlowLayout(boxes, gap=12)
        self.days = [CheckBox(words(name)) for name in DAYS]
        for each in self.days:
            each.toggled.connect(self.edited)
            flow.addWidget(each)
        zone = ZoneInfo(self.session.services.workspace.zone)
        self._tomorrow = self.session.clock.now().astimezone(zone).date() + timedelta(days=1)
        self.line(days, self.tr("The week begins on"), self.starts)
        self.line(days, self.tr("Days"), boxes)
        off = self.panel(self.tr("Holidays of the office"))
        self.holidays = Holidays(self.tr("None ahead. Leave of one person stands at People."))
        self.holidays.day.setMinimumDate(q_date(self._tomorrow))
        self.holidays.day.setDate(q_date(self._tomorrow))
        self.holidays.changed.connect(self.edited)
        off.body.addWidget(self.holidays)
        self.add_save(self.tr("Keep these days"))

    def load(self) -> None:
        """Read whose targets can be set, the days and the switches."""
        services, actor = self.session.services, self.session.actor

        def ask() -> tuple[tuple[Team, ...], tuple[KeptCalendar, ...], bool, bool]:
            settings = services.settings
            return (
                services.people.teams(actor),
                services.targets.calendars(actor),
                bool(settings.get(actor, "team_goal")),
                bool(settings.get(actor, "streaks")),
            )

        self.read(ask, lambda found: self._show(*found))

    def _show(
        self, teams: tuple[Team, ...], kept: tuple[KeptCalendar, ...], has_goal: bool, has_streaks: bool
    ) -> None:
        actor = self.session.actor
        named = [
            (self.tr("Team {name}, together").format(name=team.name), Subject(Whose.TEAM, team_id=team.id))
            for team in teams
            if self.is_admin or team.id == actor.team_id
        ]
        if self.is_admin:
            each, office = self.tr("Each caller without an own one"), self.tr("The office, together")
            named = [(each, EACH), (office, OFFICE), *named]
        self.editor.choose_among(named)
        self.editor.setEnabled(bool(named))
        if not self.is_admin:
            return
        self.team_goal.setChecked(has_goal)
        self.streaks.setChecked(has_streaks)
        self._kept = kept[-1].calendar if kept else Calendar()
        self.starts.setCurrentIndex(self._kept.week_starts)
        for place, box in enumerate(self.days):
            box.setChecked(place in self._kept.days)
        ahead = frozenset(date_of(day) for day in self._kept.holidays if day >= number_of(self._tomorrow))
        self.holidays.show_days(ahead)

    def save(self) -> None:
        """Keep the days, from tomorrow on; holidays that are past stay with their calendar."""
        past = frozenset(day for day in self._kept.holidays if day < number_of(self._tomorrow))
        new = replace(
            self._kept,
            week_starts=int(self.starts.currentData()),
            days=frozenset(place for place, box in enumerate(self.days) if box.isChecked()),
            holidays=past | frozenset(number_of(day) for day in self.holidays.days),
        )
        targets, actor = self.session.services.targets, self.session.actor

        def done(_none: object) -> None:
            self.saved()
            self.load()

        op = self.context.ops.store(self, lambda: targets.set_calendar(actor, new))
        op.changes("settings").success(done).failure(self.refused).start()
