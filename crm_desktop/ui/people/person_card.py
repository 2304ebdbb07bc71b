"""The card of one person: who, role, team, what can be done, and when they were signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, day, duration
from crm_desktop.domain.people import Person, Team
from crm_desktop.domain.targets import Reached
from crm_desktop.services.presence import DayTimeline
from crm_desktop.store.people import SignIn
from crm_desktop.ui.people.words import role_words
from crm_desktop.ui.presence.day import DayStrip
from crm_desktop.ui.targets.bars import GoalBars
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import FlowLayout, FormGrid
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


class PersonCard(Panel):
    """Shows a person; what the viewer may not do has no button."""

    edit_asked = Signal()
    password_asked = Signal()
    skills_asked = Signal()
    leave_asked = Signal()
    targets_asked = Signal()
    factor_asked = Signal()
    disable_asked = Signal()
    enable_asked = Signal()
    delete_asked = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        may_change: bool,
        may_reset: bool,
        may_skill: bool = False,
        may_aim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(" ", gap=10, parent=parent)
        self.setAccessibleName(self.tr("Person"))
        self.setProperty("user_data", True)
        self._may_change = may_change
        self._may_reset = may_reset
        self._may_skill = may_skill
        self._may_aim = may_aim
        self.chip = Chip("", "plain")
        assert self.header is not None
        self.header.add_act(self.chip)
        self._facts = FormGrid(name_width=92)
        self._sign_in = self.tr("Sign-in name")
        self._role = self.tr("Role")
        self._team = self.tr("Team")
        self._away = self.tr("Leave")
        for name in (self._sign_in, self._role, self._team, self._away):
            self._facts.add(name, "–")
        self.body.addWidget(self._facts)
        acts = QWidget()
        flow = FlowLayout(acts)
        self.edit = KeyCapButton(self.tr("Change"), "E", icon="act.edit")
        self.password = KeyCapButton(self.tr("One-time password"), "O", icon="sign.key")
        self.factor = KeyCapButton(self.tr("Take the second factor away"), "F", icon="act.lock")
        self.skills = KeyCapButton(self.tr("What they can"), "K", icon="sign.language")
        self.leave = KeyCapButton(self.tr("Leave"), "V", icon="sign.calendar")
        self.targets = KeyCapButton(self.tr("Targets"), "T", icon="sign.flag")
        self.disable = KeyCapButton(self.tr("Disable"), "D", kind="danger-outline", icon="result.blocked")
        self.enable = KeyCapButton(self.tr("Enable"), "D", icon="sign.check")
        self.remove = KeyCapButton(self.tr("Delete account"), "Del", kind="danger-outline", icon="act.delete")
        for button, signal in (
            (self.edit, self.edit_asked),
            (self.password, self.password_asked),
            (self.factor, self.factor_asked),
            (self.skills, self.skills_asked),
            (self.leave, self.leave_asked),
            (self.targets, self.targets_asked),
            (self.disable, self.disable_asked),
            (self.enable, self.enable_asked),
            (self.remove, self.delete_asked),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        self.body.addWidget(acts)
        self.body.addWidget(Text(self.tr("Today"), "caption_strong", tone="muted"))
        self.day = DayStrip(now)
        self.body.addWidget(self.day)
        self.goals = GoalBars()
        self.goals.hide()
        self.body.addWidget(self.goals)
        self.body.addWidget(Text(self.tr("Signed in, last 31 days"), "caption_strong", tone="muted"))
        self._times = CellsModel([self.tr("Day"), self.tr("From"), self.tr("To"), self.tr("For")], self)
        self.times = TableView(self.tr("Sign-in times"), rows="compact")
        self.times.setModel(self._times)
        self.times.set_widths(120, 64, 64, 60)
        self.times.set_empty(EmptyState(self.tr("Not signed in yet"), icon="sign.clock"))
        self.body.addWidget(self.times, 1)
        self.person: Person | None = None

    def show_person(self, person: Person, teams: Mapping[UUID | None, Team], *, is_self: bool) -> None:
        """Show who it is; the times follow when they are read."""
        is_other = self.person is None or self.person.id != person.id
        self.person = person
        self.set_title(person.display_name)
        has_left = person.left_at is not None
        self._facts.set_value(self._sign_in, "–" if has_left else person.sign_in_name)
        self._facts.set_value(self._role, role_words(person.role))
        team = teams.get(person.team_id)
        self._facts.set_value(self._team, team.name if team is not None else self.tr("no team"))
        if has_left:
            self.chip.show_as(self.tr("Left"), "plain", "act.sign_out")
        elif person.asks_to_leave_at is not None:
            self.chip.show_as(self.tr("Asks to leave"), "warn", "act.sign_out")
        elif person.is_disabled:
            self.chip.show_as(self.tr("Disabled"), "bad", "result.blocked")
        elif person.must_change_password:
            self.chip.show_as(self.tr("One-time password"), "warn", "sign.key")
        else:
            self.chip.show_as(self.tr("Active"), "ok", "sign.check")
        self.edit.setVisible(self._may_change and not has_left)
        self.skills.setVisible(self._may_skill and not person.is_disabled)
        self.leave.setVisible(self._may_skill and not person.is_disabled)
        self.targets.setVisible(self._may_aim and not person.is_disabled)
        self.password.setVisible(self._may_reset and not person.is_disabled and not is_self)
        self.factor.setVisible(self._may_change and not is_self and not has_left)
        self.disable.setVisible(self._may_change and not person.is_disabled and not is_self)
        self.enable.setVisible(self._may_change and person.is_disabled and not has_left)
        self.remove.setVisible(self._may_change and not is_self and not has_left)
        if is_other:
            self._times.set_rows([])
            self.goals.hide()

    def show_goals(self, goals: Sequence[Reached], currency: str) -> None:
        """How far the person's targets are today."""
        self.goals.show_goals(goals, currency)

    def show_leave(self, words: str) -> None:
        """From when to when the person is away; empty: no leave is kept."""
        self._facts.set_value(self._away, words or "–")

    def show_day(self, day: DayTimeline) -> None:
        """The person's day so far."""
        if self.person is not None and day.person_id == self.person.id:
            self.day.show_day(day)

    def show_times(self, sign_ins: Sequence[SignIn], now: datetime, zone: str) -> None:
        """The last sign-ins, newest first."""
        rows: list[list[Cell]] = []
        for entry in reversed(sign_ins):
            end = entry.signed_out_at
            is_lost = entry.end_reason == "lost"
            until = entry.last_seen_at if end is None or is_lost else end
            to = self.tr("now") if end is None else clock(until, zone)
            length = (now if end is None else until) - entry.signed_in_at
            rows.append(
                [
                    Cell(day(entry.signed_in_at, zone)),
                    Cell(clock(entry.signed_in_at, zone), "figures"),
                    Cell(to, "figures", tone="success" if end is None else ""),
                    Cell(duration(max(0.0, length.total_seconds())), tone="muted"),
                ]
            )
        self._times.set_rows(rows)


class OneTimeCard(Panel):
    """A one-time password, shown once, to be read out."""

    done = Signal()

    def __init__(self, name: str, sign_in_name: str, password: str, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=10, parent=parent)
        self.set_title(self.tr("Read it out now"))
        self.body.addWidget(
            Text(self.tr("It is shown only this once and works for two days."), tone="muted", wrap=True)
        )
        facts = FormGrid(name_width=92)
        facts.setProperty("user_data", True)
        facts.add(self.tr("Person"), name)
        facts.add(self.tr("Sign-in name"), sign_in_name)
        self.body.addWidget(facts)
        self.password = Text(password, "number", tabular=True, selectable=True)
        self.password.setProperty("user_data", True)
        self.password.setAccessibleName(password)
        self.body.addWidget(self.password)
        self.body.addWidget(
            Text(
                self.tr("At the first sign-in the program asks for a password of their own."),
                tone="muted",
                wrap=True,
            )
        )
        self.close_it = KeyCapButton(self.tr("I have told it"), "Ctrl+Return", kind="primary")
        self.close_it.clicked.connect(self.done)
        self.body.addWidget(self.close_it)
        self.body.addStretch(1)


class TakeFactorCard(Panel):
    """Whether somebody's second factor goes: asked once more, since it can't be undone."""

    asked = Signal()
    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=10, parent=parent)
        self.set_title(self.tr("Take the second factor away?"))
        who = Text(name, "body_strong", wrap=True)
        who.setProperty("user_data", True)
        self.body.addWidget(who)
        self.body.addWidget(
            Text(
                self.tr(
                    "For somebody whose telephone and paper are gone. Make sure that it is them who ask: "
                    "afterwards their password is enough until they set up another."
                ),
                tone="muted",
                wrap=True,
            )
        )
        acts = QWidget()
        flow = FlowLayout(acts)
        self.take_it = KeyCapButton(self.tr("Take it away"), "Ctrl+Return", kind="danger")
        self.take_it.clicked.connect(self.asked)
        back = KeyCapButton(self.tr("Cancel"), "Esc")
        back.clicked.connect(self.cancelled)
        flow.addWidget(self.take_it)
        flow.addWidget(back)
        self.body.addWidget(acts)
        self.body.addStretch(1)
