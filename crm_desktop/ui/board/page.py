"""The live board: the team, who needs help first; the campaigns; what can be done about it, by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.board import BoardRow, Placed
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead_query import NOBODY, LeadQuery
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.presence import State
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.store.desk_notes import DeskNote
from crm_desktop.ui.board.campaigns_part import CampaignsPart
from crm_desktop.ui.board.counts import CountsStrip
from crm_desktop.ui.board.people_part import PeoplePart
from crm_desktop.ui.board.person_part import PersonPart
from crm_desktop.ui.board.popovers import MovePopover, NotePopover, WhyPopover
from crm_desktop.ui.board.wall import Wall
from crm_desktop.ui.board.watch import BoardWatch
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Change
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.notices import Notice, Tone
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.layouts import Column, Row

PAGE, AWAY = "board", "board.away"


class BoardPage(Page):
    """Who needs help now, and why; asked once, then told by events."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.zone = self.session.services.workspace.zone
        self._width = Width.FULL
        self._chosen: UUID | None = None
        self.watch = BoardWatch(context.ops, self.session, self)
        self.counts = CountsStrip(self.watch)
        self.people = PeoplePart(self.watch, self.zone)
        self.campaigns, self.person = CampaignsPart(), PersonPart()
        self.wall: Wall | None = None
        self._lay_out()
        self._wire()
        self._add_acts()
        follow_theme(self._rescale)

    # ---- building ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = Column(self, gap=12)
        column.addWidget(self.counts)
        right = QWidget()
        right.setProperty("transparent", True)
        inside = Column(right, gap=12)
        inside.addWidget(self.campaigns, 1)
        inside.addWidget(self.person)
        self.right = right
        row = Row(gap=12)
        row.addWidget(self.people, 1)
        row.addWidget(right)
        column.addLayout(row, 1)

    def _wire(self) -> None:
        watch = self.watch
        watch.changed.connect(self._show)
        watch.ticked.connect(self._show_person)
        watch.counted.connect(self._show_campaigns)
        watch.noted.connect(self._read_notes)
        watch.failed.connect(self._failed)
        watch.came_back.connect(lambda: self.context.notices.dismiss(AWAY))
        self.people.chosen.connect(self._choose)
        self.people.opened.connect(self.ask_note)
        self.people.hand_out.clicked.connect(self.hand_out)
        self.people.wall.clicked.connect(self.open_wall)
        self.people.promises.clicked.connect(self.open_promises)
        self.people.week.clicked.connect(self.open_week)
        self.people.coaching.clicked.connect(self.open_coaching)
        self.people.claims.clicked.connect(self.open_claims)
        self.context.ops.changes.announced.connect(self._heard)
        self.campaigns.why_asked.connect(self._why)
        self.person.note.clicked.connect(self.ask_note)
        self.person.move_to.clicked.connect(self.ask_move)
        self.person.end_break.clicked.connect(self.end_break)
        closing = getattr(self.context.frame, "closing", None)
        if closing is not None:
            closing.connect(self._close_wall)
        self.destroyed.connect(self._close_wall)

    def _add_acts(self) -> None:
        group = self.tr("Team")
        has_row: Callable[[], bool] = lambda: self._row() is not None  # noqa: E731

        def act(
            name: str, title: str, run: Callable[[], object], key: str, icon: str,
            enabled: Callable[[], bool] = lambda: True,
        ) -> None:  # fmt: skip
            made = Act(f"{PAGE}.{name}", title, run, (key,), PAGE, group, icon, enabled=enabled)
            self.context.acts.add(made, scope=self)

        act("note", self.tr("Send a note to the caller"), self.ask_note, "N", "act.send", has_row)
        act(
            "move",
            self.tr("Move the caller to another campaign"),
            self.ask_move,
            "M",
            "lead.reassign",
            has_row,
        )
        act(
            "end_break",
            self.tr("End the caller’s forgotten break"),
            self.end_break,
            "E",
            "call.resume",
            self._is_on_break,
        )
        act("why", self.tr("Why the campaign isn’t dialling"), self.ask_why, "W", "sign.question")
        if self.session.actor.may(Permission.ASSIGN_LEADS, Reach.TEAM):
            act("hand_out", self.tr("Hand out leads"), self.hand_out, "H", "lead.owner")
        else:
            self.people.hand_out.hide()
        promises, week = (
            self.tr("Who promised calls and didn’t make them"),
            self.tr("The team’s last week against the week before"),
        )
        act("promises", promises, self.open_promises, "P", "page.callbacks")
        act("week", week, self.open_week, "L", "page.reports")
        act(
            "coaching", self.tr("Calls to review"), self.open_coaching, "C", "act.receipt",
            lambda: not self.people.coaching.isHidden(),
        )  # fmt: skip
        act(
            "claims", self.tr("Contested rows to rule on"), self.open_claims, "R", "act.receipt",
            lambda: not self.people.claims.isHidden(),
        )  # fmt: skip
        act("wall", self.tr("The board on the wall"), self.open_wall, "F11", "page.team")

    # ---- what the window asks ----------------------------------------------------------------------

    def activate(self) -> None:
        """Read at the first time; later what happened meanwhile."""
        self.watch.start()
        self._look_for_reviews()

    def _heard(self, change: Change) -> None:
        if change.topics & {"rulings", "reviews"} and self.isVisible():
            self._look_for_reviews()

    def _look_for_reviews(self) -> None:
        """Whether calls are reviewed here, how many wait for it, and how many contested rows for a ruling."""
        services, actor = self.session.services, self.session.actor

        def ask() -> tuple[int | None, int]:
            return services.coaching.count_waiting(actor), services.rulings.count_waiting(actor)

        def came(found: tuple[int | None, int]) -> None:
            self.people.show_coaching(found[0])
            self.people.show_claims(found[1])

        op = self.context.ops.read(self, ask).latest_only("board.reviews")
        op.success(came).failure(lambda _: None).start()

    def open_claims(self) -> None:
        """The contested rows that wait for a ruling."""
        self.context.frame.open_page("reports", claims=None)

    def open_coaching(self) -> None:
        """Calls to review, reviews, scorecards."""
        self.context.frame.open_page("coaching")

    def deactivate(self) -> None:
        """Nobody looks any more, unless at the wall."""
        self.context.notices.dismiss(AWAY)
        if self.wall is None:
            self.watch.stop()

    def focus_first(self) -> None:
        """The list, where the arrow keys work."""
        self.people.table.setFocus()

    def fit(self, width: Width) -> None:
        """In a small window people and campaigns share the width less generously."""
        self._width = width
        self._rescale()

    def _rescale(self) -> None:
        small = self._width is Width.SMALL
        self.counts.setVisible(not small)
        side = {Width.SMALL: 250, Width.MEDIUM: 280, Width.WIDE: 420}.get(self._width, 300)
        self.right.setFixedWidth(current().px(side))
        self.people.fit(self._width)

    def status_parts(self) -> StatusParts:
        """How many are here, and what the team has done against its target."""
        if not self.watch.is_read:
            return StatusParts()
        rows = [each.row for each in self.watch.order]
        here, away = sum(row.is_here for row in rows), sum(row.is_on_leave for row in rows)
        left = [
            StatusPart(self.tr("Here {}"), str(here)),
            StatusPart(self.tr("on leave {}"), str(away)),
        ]
        calls = int(sum(row.figures.calls for row in rows))
        target = sum(row.target for row in rows if row.is_here)
        words = self.tr("Team today {calls} of {target} calls").replace("{target}", group_indian(target))
        words = words if target else self.tr("Team today {calls} calls")
        share = min(1.0, calls / target) if target else None
        return StatusParts(
            left, (StatusPart(words.replace("{calls}", "{}"), group_indian(calls), share=share),)
        )

    # ---- showing -----------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._row() is None and self.watch.order:
            self._chosen = self.watch.order[0].row.person_id
            self._read_notes()
        self.people.choose(self._chosen)
        self._show_person()
        self.status_changed.emit()

    def _show_person(self) -> None:
        self.person.show_person(self._place(), self.watch.now(), self.zone)

    def _show_campaigns(self) -> None:
        if self.watch.campaigns is not None:
            self.campaigns.show_campaigns(self.watch.campaigns, self.watch.now(), self.zone)

    def _choose(self, person_id: UUID) -> None:
        if person_id != self._chosen:
            self._chosen = person_id
            self.person.show_notes((), self.zone)
            self._show_person()
            self._read_notes()

    def _place(self) -> Placed | None:
        return next((each for each in self.watch.order if each.row.person_id == self._chosen), None)

    def _row(self) -> BoardRow | None:
        place = self._place()
        return None if place is None else place.row

    def _read_notes(self) -> None:
        person_id = self._chosen
        if person_id is None:
            return
        notes, actor = self.session.services.desk_notes, self.session.actor

        def came(found: tuple[DeskNote, ...]) -> None:
            if self._chosen == person_id:
                self.person.show_notes(found, self.zone)

        op = self.context.ops.read(self, lambda: notes.of(actor, person_id)).latest_only("board.notes")
        op.success(came).failure(lambda _: None).start()

    def _failed(self, error: UserError) -> None:
        """What is shown stays, with a word that it isn't live."""
        self.context.notices.show(
            Notice(AWAY, Tone.TROUBLE, tr_error(error), is_closable=False, lead_in=self.tr("Not live:"))
        )
        self.people.tell_trouble(tr_error(error))

    @cached_property
    def note_box(self) -> NotePopover:
        """Made when it is first asked for, as the next two."""
        return NotePopover(self, self.context)

    @cached_property
    def move_box(self) -> MovePopover:
        """Where somebody is moved to."""
        return MovePopover(self, self.context)

    @cached_property
    def why_box(self) -> WhyPopover:
        """Why a campaign stands still."""
        return WhyPopover(self, self.context)

    # ---- acts --------------------------------------------------------------------------------------

    def _is_on_break(self) -> bool:
        row = self._row()
        return row is not None and row.now.state is State.BREAK

    def ask_note(self) -> None:
        """A line for the chosen one's calling screen."""
        if (row := self._row()) is not None:
            self.note_box.ask(row, self.people.anchor(), self._was_done)

    def ask_move(self) -> None:
        """Another campaign for the chosen one."""
        if (row := self._row()) is not None:
            self.move_box.ask(row, self.watch.campaigns or (), self.people.anchor(), self._was_done)

    def end_break(self) -> None:
        """End the chosen one's break; they are told, and it is in the audit."""
        row = self._row()
        if row is None or row.now.state is not State.BREAK:
            return
        notes, actor, request = self.session.services.desk_notes, self.session.actor, new_id()

        def done(_: str) -> None:
            self.context.notices.toast(
                self.tr("{name}’s break is ended, and they are told").format(name=row.name)
            )
            self._was_done(row.person_id)

        op = self.context.ops.store(self, lambda: notes.end_break(actor, row.person_id, request))
        op.changes("people", "notes").success(done).failure(self._refused).start()

    def _refused(self, error: UserError) -> None:
        self.context.notices.user_error(error)
        if (row := self._row()) is not None:
            self.watch.renew(row.person_id)

    def _was_done(self, person_id: UUID) -> None:
        self.watch.renew(person_id)
        self._read_notes()

    def ask_why(self) -> None:
        """Why the chosen campaign isn't dialling."""
        self._why(self.campaigns.chosen_id)

    def _why(self, campaign_id: object) -> None:
        if isinstance(campaign_id, UUID) and self.watch.campaigns:
            self.why_box.ask(
                campaign_id, self.watch.campaigns, self.counts if self.counts.isVisible() else self
            )

    def hand_out(self) -> None:
        """Hand out leads that nobody has, of the campaign of the chosen one, or else of the chosen one."""
        row = self._row()
        wanted = row.campaign_id if row is not None and row.campaign_id else self.campaigns.chosen_id
        query = LeadQuery(campaign=str(wanted), owner=NOBODY) if wanted else LeadQuery(owner=NOBODY)
        self.context.frame.open_page("leads", query=query, hand_out=True)

    # ---- the wall ----------------------------------------------------------------------------------

    def open_promises(self) -> None:
        """Today's promises and those of the seven days before, who missed most first."""
        today = self.watch.now().astimezone(ZoneInfo(self.zone)).date()
        days = (today - timedelta(days=7), today)
        self.context.frame.open_page("reports", report="follow-ups", on=days, compared=False)

    def open_week(self) -> None:
        """What the team did last week, with the sums of the week before."""
        self.context.frame.open_page("reports", report="agent-day", period="last_week", compared=True)

    def open_wall(self) -> None:
        """The whole screen for the office to see; Esc leaves."""
        if self.wall is not None:
            self.wall.activateWindow()
            return
        self.wall = Wall(self.watch, self.zone, self.session.services.workspace.name)
        self.wall.left.connect(self._wall_left)
        self.wall.showFullScreen()
        self.watch.start()

    def _close_wall(self) -> None:
        if self.wall is not None:
            self.wall.close()

    def _wall_left(self) -> None:
        self.wall = None
        if not self.isVisible():
            self.watch.stop()
