"""The people page: the list at the left, one person at the right, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Permission, Person, Reach, Role, Team
from crm_desktop.domain.presence import Now, State
from crm_desktop.errors import UserError
from crm_desktop.store.people import SignIn
from crm_desktop.ui.people.forms import PeopleForms
from crm_desktop.ui.people.person_card import OneTimeCard, PersonCard
from crm_desktop.ui.people.rights import RightsPanel
from crm_desktop.ui.people.words import leave_words, role_words
from crm_desktop.ui.presence.words import COLOURS, now_words, since_words
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.tabs import Tabs
from crm_desktop.ui.widgets.text import Tone

LIST, RIGHTS = 0, 1
LOOK_EVERY_MS, SOON_MS = 15_000, 1_500
NOBODY = Now(State.SIGNED_OUT, None)


@dataclass(frozen=True)
class Shown:
    """What the page reads at once."""

    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    now: dict[UUID, Now]


class PeoplePage(Page):
    """An admin sees and changes everybody; a team lead sees the own team and sets one-time passwords."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        actor = self.session.actor
        self.may_change = actor.may(Permission.CHANGE_PEOPLE, Reach.ALL)
        may_reset = actor.may(Permission.RESET_PASSWORD, Reach.TEAM)
        self._people: dict[UUID, Person] = {}
        self.teams: dict[UUID | None, Team] = {}
        self._has_begun = False
        self._is_small = False
        self._wanted: UUID | None = None
        self._now: dict[UUID, Now] = {}
        self._rows: list[Sequence[Cell]] = []
        self._look = QTimer(self)  # time passes, and programs go silent
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self.read_now)
        self._soon = QTimer(self)  # a busy team changes several times a second
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.read_now)
        self.tabs = Tabs([self.tr("People"), self.tr("What each role may do")], self.tr("People or roles"))
        self.add = KeyCapButton(self.tr("Add a person"), "N", kind="primary", size="compact", icon="act.add")
        self.tabs.add_right(self.add)
        self.add.setVisible(self.may_change)
        self.card = PersonCard(
            self.session.clock.now,
            may_change=self.may_change,
            may_reset=may_reset,
            may_skill=actor.may(Permission.CHANGE_CAMPAIGNS, Reach.ALL),
            may_aim=actor.may(Permission.SET_TARGETS, Reach.TEAM),
        )
        self.forms = PeopleForms(self)
        self.rights = RightsPanel()
        self._make_table()
        self._lay_out()
        self.add.clicked.connect(self.forms.begin_add)
        self.tabs.changed.connect(self._show_tab)
        self.card.edit_asked.connect(self.forms.begin_change)
        self.card.skills_asked.connect(self.forms.begin_skills)
        self.card.leave_asked.connect(self.forms.begin_leave)
        self.card.targets_asked.connect(self.forms.begin_targets)
        self.card.password_asked.connect(self.forms.set_one_time_password)
        self.card.factor_asked.connect(self.forms.begin_take_factor)
        self.card.disable_asked.connect(self.turn_off_or_on)
        self.card.enable_asked.connect(self.turn_off_or_on)
        self.card.delete_asked.connect(self.forms.begin_delete)
        self._add_acts(may_reset)
        self._show_tab(LIST)
        follow_theme(self._rescale)

    def _make_table(self) -> None:
        headings = [
            self.tr("Name"),
            self.tr("Now"),
            self.tr("Since"),
            self.tr("Role"),
            self.tr("Team"),
            self.tr("State"),
            self.tr("Sign-in name"),
        ]
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("People"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(EmptyState(self.tr("Nobody here yet"), icon="page.people"))
        self.table.selectionModel().currentRowChanged.connect(self.show_chosen)
        self.table.opened.connect(self._opened)

    def _lay_out(self) -> None:
        column = Column(self, gap=12)
        column.addWidget(self.tabs)
        self.list_panel = Panel(margins=0, gap=0, accessible_name=self.tr("People"))
        self.list_panel.body.addWidget(self.table)
        self.list_panel.clip_corners()
        inside = QWidget()
        self.right_column = Column(inside, gap=0)
        self.right_column.addWidget(self.card)
        self._right = Scroll()  # a low window scrolls the form
        self._right.setWidget(inside)
        row = Row(gap=12)
        row.addWidget(self.list_panel, 1)
        row.addWidget(self._right)
        row.addWidget(self.rights, 1)
        column.addLayout(row, 1)

    def _add_acts(self, may_reset: bool) -> None:
        group = self.tr("People")

        def act(
            name: str, title: str, run: Callable[[], object], key: str, icon: str, enabled: Callable[[], bool]
        ) -> Act:
            return Act(f"people.{name}", title, run, (key,), "people", group, icon, enabled=enabled)

        save = self.tr("Save the form")
        self.context.acts.add(
            Act(
                "people.save",
                save,
                self.forms.submit,
                ("Ctrl+Return",),
                "people",
                group,
                states=frozenset({"form"}),
                in_palette=False,
            ),
            scope=self,
        )
        self._add_skills(act)
        on_list: Callable[[], bool] = lambda: self.forms.side is None and self.tabs.index() == LIST  # noqa: E731
        if self.may_change:
            acts = self.context.acts
            acts.add(
                act("add", self.tr("Add a person"), self.forms.begin_add, "N", "act.add", on_list), scope=self
            )
            acts.add(
                act("change", self.tr("Change"), self.forms.begin_change, "E", "act.edit", on_list),
                scope=self,
            )
            words = self.tr("Take the second factor away")
            acts.add(act("factor", words, self.forms.begin_take_factor, "F", "act.lock", on_list), scope=self)
            turn = self.tr("Disable or enable")
            acts.add(act("turn", turn, self.turn_off_or_on, "D", "result.blocked", on_list), scope=self)
            words = self.tr("Delete an account")
            acts.add(
                act("delete", words, self.forms.begin_delete, "Delete", "act.delete", on_list), scope=self
            )
        if may_reset:
            words = self.tr("One-time password")
            reset = act("one_time", words, self.forms.set_one_time_password, "O", "sign.key", on_list)
            self.context.acts.add(reset, scope=self)

    def _add_skills(self, act: Callable[..., Act]) -> None:
        if self.session.actor.may(Permission.CHANGE_CAMPAIGNS, Reach.ALL):
            words = self.tr("What the person can")
            made = act("skills", words, self.forms.begin_skills, "K", "sign.language", self._is_on_list)
            self.context.acts.add(made, scope=self)
            words = self.tr("Leave of the person")
            made = act("leave", words, self.forms.begin_leave, "V", "sign.calendar", self._is_on_list)
            self.context.acts.add(made, scope=self)
        if self.session.actor.may(Permission.SET_TARGETS, Reach.TEAM):
            words = self.tr("Targets of the person")
            made = act("targets", words, self.forms.begin_targets, "T", "sign.flag", self._is_on_list)
            self.context.acts.add(made, scope=self)

    def _is_on_list(self) -> bool:
        return self.forms.side is None and self.tabs.index() == LIST

    # ---- reading -----------------------------------------------------------------------------------

    def activate(self) -> None:
        """Read at the first time."""
        self._look.start()
        if not self._has_begun:
            self._has_begun = True
            self.read()
        else:
            self.read_now()

    def refresh(self, topics: frozenset[str]) -> None:
        """Somebody came, left or was changed."""
        if "people" in topics:
            self.read()
        elif "calls" in topics and not self._soon.isActive():
            self._soon.start()

    def deactivate(self) -> None:
        """Out of view nobody is looked at."""
        self._look.stop()

    def read_now(self) -> None:
        """Read what everybody is doing; of a busy team not more than once in a while."""
        presence, actor = self.session.services.presence, self.session.actor
        self.context.ops.read(self, lambda: presence.now(actor)).latest_only("people.now").success(
            self._show_now
        ).failure(lambda _error: None).start()

    def _show_now(self, now: dict[UUID, Now]) -> None:
        self._now = now
        self._show_rows()
        if self.card.person is not None and self.forms.side is None:
            self._read_day(self.card.person.id)

    def read(self, wanted: UUID | None = None) -> None:
        """Read people and teams; `wanted` is chosen afterwards."""
        self._wanted = wanted or self._wanted
        services, actor = self.session.services, self.session.actor

        def ask() -> Shown:
            people = services.people
            return Shown(people.list(actor), people.teams(actor), services.presence.now(actor))

        self.context.ops.read(self, ask).latest_only("people.list").success(self._show).start()

    def _show(self, shown: Shown) -> None:
        chosen = self._wanted or (self.card.person.id if self.card.person is not None else None)
        self._wanted = None
        self._people = {person.id: person for person in shown.people}
        self.teams = {team.id: team for team in shown.teams}
        self._now = shown.now
        self._show_rows()
        order = self._order()
        row = max(0, self.model.row_of(chosen))
        if order:
            self.table.selectRow(row)
            self._show_person(order[row])
        self.status_changed.emit()

    def _order(self) -> list[Person]:
        return sorted(
            self._people.values(),
            key=lambda p: (
                p.left_at is not None,
                p.is_disabled,
                list(Role).index(p.role) * -1,
                p.display_name.casefold(),
            ),
        )

    def _show_rows(self) -> None:
        """The rows as they are by now; the one chosen stays so."""
        order = self._order()
        rows = [self._cells(person) for person in order]
        if rows == self._rows:
            return
        self._rows = rows
        chosen = self.model.key(self.table.currentIndex().row())
        with QSignalBlocker(self.table.selectionModel()):
            self.model.set_rows(rows, [person.id for person in order])
            if (row := self.model.row_of(chosen)) >= 0:
                self.table.selectRow(row)

    def _cells(self, person: Person) -> Sequence[Cell]:
        team = self.teams.get(person.team_id)
        tone: Tone = "muted" if person.is_disabled else ""
        if person.left_at is not None:
            state = Cell(self.tr("Left"), "chip")
        elif person.asks_to_leave_at is not None:
            state = Cell(self.tr("Asks to leave"), "chip", style="warn")
        elif person.is_disabled:
            state = Cell(self.tr("Disabled"), "chip", style="bad")
        elif person.must_change_password:
            state = Cell(self.tr("One-time password"), "chip", style="warn")
        else:
            state = Cell(self.tr("Active"), "chip", style="ok")
        now, at = self._now.get(person.id, NOBODY), self.session.clock.now()
        zone = self.session.services.workspace.zone
        is_over = now.over_s(at) > 0
        colour = COLOURS.get(now.state)
        doing = Cell(now_words(now), "pill", style=colour) if colour else Cell(now_words(now), tone="muted")
        return (
            Cell(person.display_name, is_lead=True, tone=tone),
            doing if not person.is_disabled else Cell("–", tone="muted"),
            Cell(
                "–" if person.is_disabled else since_words(now, at, zone),
                tone="danger" if is_over else "muted" if colour is None else "",
                icon="sign.warning" if is_over else "",
            ),
            Cell(role_words(person.role), tone=tone),
            Cell(team.name if team is not None else "–", tone=tone if team is not None else "muted"),
            state,
            Cell(person.sign_in_name if person.left_at is None else "–", tone="muted"),
        )

    def show_chosen(self) -> None:
        """The card of the person chosen in the list, unless a form is over it."""
        person = self._people.get(self._current_id())
        if person is not None and self.forms.side is None:
            self._show_person(person)

    def _current_id(self) -> UUID:
        key = self.model.key(self.table.currentIndex().row())
        return key if isinstance(key, UUID) else UUID(int=0)

    def _show_person(self, person: Person) -> None:
        actor = self.session.actor
        self.card.show_person(person, self.teams, is_self=person.id == actor.person_id)
        people = self.session.services.people
        self.context.ops.read(self, lambda: people.sign_ins(actor, person.id)).latest_only(
            "people.times"
        ).success(self._show_times).start()
        self._read_day(person.id)
        targets, currency = self.session.services.targets, self.session.services.workspace.currency
        self.context.ops.read(self, lambda: targets.of_person(actor, person.id)).latest_only(
            "people.goals"
        ).success(lambda found: self.card.show_goals(found, currency)).failure(lambda _error: None).start()
        leave = self.session.services.leave
        self.context.ops.read(self, lambda: leave.of(actor, person.id)).latest_only("people.leave").success(
            lambda found: self.card.show_leave(leave_words(found))
        ).start()

    def _read_day(self, person_id: UUID) -> None:
        presence, actor = self.session.services.presence, self.session.actor
        self.context.ops.read(self, lambda: presence.day(actor, person_id)).latest_only("people.day").success(
            self.card.show_day
        ).failure(lambda _error: None).start()

    def _show_times(self, sign_ins: Sequence[SignIn]) -> None:
        self.card.show_times(sign_ins, self.session.clock.now(), self.session.services.workspace.zone)

    # ---- acts --------------------------------------------------------------------------------------

    def turn_off_or_on(self) -> None:
        """Disable the person chosen, or enable again; both can be undone."""
        person = self.card.person
        if person is None or (self.card.disable.isHidden() and self.card.enable.isHidden()):
            return
        people, actor = self.session.services.people, self.session.actor
        turn, back = people.disable, people.enable
        words = self.tr("{name} can no longer sign in")
        if person.is_disabled:
            turn, back = back, turn
            words = self.tr("{name} can sign in again")
        self.context.ops.store(self, lambda: turn(actor, person.id)).changes("people").success(
            lambda changed: self.read(changed.id)
        ).undo(words.format(name=person.display_name), lambda _: back(actor, person.id)).failure(
            self._refused
        ).start()

    def _refused(self, error: UserError) -> None:
        self.context.notices.user_error(error)

    # ---- the right side ----------------------------------------------------------------------------

    def _opened(self) -> None:
        if self.may_change and not self.card.edit.isHidden():
            self.forms.begin_change()

    def show_list(self) -> None:
        """The list of people, not what each role may do."""
        self.tabs.choose(LIST)

    def _show_tab(self, index: int) -> None:
        self.arrange()
        if index == RIGHTS:
            self.rights.table.setFocus()

    def arrange(self) -> None:
        """What is in view: list and person beside each other, or one of them where room is short."""
        is_list = self.tabs.index() == LIST
        has_side = self.forms.side is not None
        self.rights.setVisible(not is_list)
        self.list_panel.setVisible(is_list and not (self._is_small and has_side))
        self._right.setVisible(is_list and (not self._is_small or has_side))

    def _rescale(self) -> None:
        self.table.set_widths(164, 116, 204, 88, 74, 82, 96)
        if self._is_small:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        else:
            self._right.setFixedWidth(current().px(current().tokens.shell.side_card))

    def fit(self, width: Width) -> None:
        """In a small window the form takes the list's place."""
        self._is_small = width == Width.SMALL
        self._rescale()
        self.arrange()

    def focus_first(self) -> None:
        """The list, where the arrow keys work."""
        self.table.setFocus()

    def may_leave(self) -> bool:
        """A one-time password that nobody noted would be lost."""
        if isinstance(self.forms.side, OneTimeCard):
            self.context.notices.warn(self.tr("Read the one-time password out first; it is shown only once."))
            return False
        return True

    def status_parts(self) -> StatusParts:
        """How many people, and how many of them may sign in."""
        active = sum(not person.is_disabled for person in self._people.values())
        return StatusParts(
            (
                StatusPart(self.tr("People {}"), str(len(self._people))),
                StatusPart(self.tr("May sign in {}"), str(active)),
            )
        )
