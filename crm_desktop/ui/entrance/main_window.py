"""One person's time at the window: made at the sign-in, destroyed when the person leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.presence import IDLE, LOCKED
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.log import get_logger
from crm_desktop.ui.callbacks.watcher import CallbackWatcher
from crm_desktop.ui.callers.desk import CallerDesk
from crm_desktop.ui.campaigns.endings import EndingWatch
from crm_desktop.ui.coaching.watcher import ReviewsWatcher
from crm_desktop.ui.entrance.card import EntranceCard, EntranceView
from crm_desktop.ui.entrance.going_on import GoingOn
from crm_desktop.ui.entrance.password import LockCard, NewPasswordCard
from crm_desktop.ui.entrance.server_watch import UNSENT, ServerWatch
from crm_desktop.ui.entrance.upkeep import Upkeep
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.lawful.gate_watch import GateWatch
from crm_desktop.ui.leads.finder import lead_finder
from crm_desktop.ui.ops import Change, Operation, Operations, Slices, calm
from crm_desktop.ui.presence.watcher import BreakWatcher
from crm_desktop.ui.reports.told import ResultsWatcher
from crm_desktop.ui.reports.written_by_itself import WrittenByItself
from crm_desktop.ui.requests.watcher import RequestWatcher
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.idle import IdleWatch
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.system_notes import SystemNotes
from crm_desktop.ui.shell.window import MainWindow, ShellContext

if TYPE_CHECKING:
    from crm_desktop.ui.entrance.door import Entered
    from crm_desktop.ui.entrance.program import Program

log = get_logger(__name__)
ENGAGED = frozenset({"dialling", "on_call", "wrap_up"})
CLOSE_NOTICE = "desk.close"
AHEAD = ("calling", "leads", "callbacks")
AHEAD_EVERY_MS, UNTOUCHED_S = 150, 0.8


class Desk(QObject):
    """The main window of one sign-in, with its operations, notices, lock and upkeep.

    `left` when the person wants somebody else to sign in, `closed` when the window was closed.
    """

    left = Signal()
    closed = Signal()
    share_asked = Signal(object)  # after `left`
    archive_asked = Signal(object)  # after `left`
    deletion_asked = Signal(object)  # after `left`

    def __init__(self, program: Program, entered: Entered, lock_after_minutes: int) -> None:
        super().__init__(program)
        self.entered = entered
        services = entered.door.services
        seat = services.opened.seat
        assert seat is not None, "the window opens its workspace with a seat"
        self.session = Session(
            actor=entered.signed_in.actor, services=services, seat=seat, clock=services.opened.store.clock
        )
        self.ops = Operations(self)
        self.notices = Notices(self)
        self.ops.reporter = self.notices
        self.notices.crashed.connect(program.crash_desk.take)
        self._program_ops = program.ops
        self._ahead: Slices | None = None
        self.window = MainWindow(
            ShellContext(
                ops=self.ops,
                notices=self.notices,
                settings=program.settings,
                visitor=self.session,
                services=self.session,
                find_leads=lead_finder(self.session, self.ops, self),
                open_lead=self._open_lead,
                waits=True,
            )
        )
        self.window.installEventFilter(self)
        self.window.lock_asked.connect(self.lock)
        self.window.switch_asked.connect(self.leave)
        self.window.sign_out_asked.connect(self.leave)
        self.window.password_asked.connect(self._ask_password)
        self.window.share_asked.connect(self._share)
        self._add_team_act()
        self.window.archive_asked.connect(self._bring)
        self.window.deletion_asked.connect(self._delete)
        self.window.closing.connect(self.closed)
        self.idle = IdleWatch(lock_after_minutes, self, veto=self.is_engaged, window=self.window)
        self.idle.idle.connect(self._lock_itself)
        self.ops.changes.announced.connect(self._heard)
        self.upkeep = Upkeep(self.session, self.ops, self.notices, self._open_settings, self)
        self.endings = EndingWatch(self.session, self.ops, self.notices, self.window, self)
        self.gate = GateWatch(self.session, self.ops, self.notices, self.window, self)
        self.requests = RequestWatcher(self.session, self.ops, self.notices, self.window, self)
        self.results = ResultsWatcher(self.session, self.ops, self.notices, self.window, self)
        self.reviews = ReviewsWatcher(self.session, self.ops, self.notices, self.window, self)
        self.written = WrittenByItself(self.session, self.ops, self.notices, self.window.open_page, self)
        self._system = SystemNotes(self.window.windowIcon(), self)
        self._system.clicked.connect(self.window.come_forward)
        self.server = ServerWatch(
            self.session, self.ops, self.notices, self, is_kept=entered.signed_in.is_kept
        )
        self.going_on = GoingOn(
            self.session, self.ops, self.notices, self.server, self._cover_with, self._uncover, self
        )
        self.going_on.left.connect(self._leave_from_card)
        self.server.password_asked.connect(self._ask_to_go_on)
        self.server.changed.connect(self._server_changed)
        self._server_changed()
        self.callers = CallerDesk(self.session, self.ops, self.notices, self.window)
        self.watcher = CallbackWatcher(
            self.session, self.ops, self.notices, self.window, self, tell_system=self._system.tell
        )
        self.breaks = BreakWatcher(
            self.session, self.ops, self.notices, self.window, self, tell_system=self._system.tell
        )

    def show(self) -> None:
        """Show the window, at the page a first start leads to."""
        self.window.show()
        page = self.window.deck.current_page
        if page is not None:  # else Qt gives the keyboard to the first button of the header
            page.focus_first()
        self.window.activateWindow()
        QTimer.singleShot(0, self, self._add_settings_acts)
        self.idle.start()
        if self.entered.file is not None:
            self.window.open_page("import", path=self.entered.file)
        self.upkeep.look_at_recovery()
        self.watcher.start()
        self.breaks.start()
        self.requests.start()
        self.results.start()
        self.reviews.start()
        if self.entered.signed_in.is_kept:  # an earlier sign-in goes on, perhaps of a program that was killed
            self._tell_presence(self.session.services.calling.went_on)

    def build_ahead(self, first: Operation[Any]) -> None:
        """`first`, then build the pages a caller opens most, step by step, while nobody touches anything."""
        if self._ahead is None:
            self._ahead = Slices(
                self._steps_ahead(first),
                self,
                fault=self.notices.crash,
                done=calm.settle,
                every_ms=AHEAD_EVERY_MS,
                may_go=lambda: self.idle.untouched_s >= UNTOUCHED_S and not self.window.is_covered,
            )

    def _steps_ahead(self, first: Operation[Any]) -> Iterator[None]:
        is_over: list[bool] = []
        first.settled(lambda: is_over.append(True)).start()
        while not is_over:  # a worker that imports makes each step twice as long
            yield
        yield from self.callers.steps()
        for page_id in AHEAD:
            yield from self.window.deck.steps(page_id)

    def is_engaged(self) -> bool:
        """Whether the person is in a call, or its result isn't in yet."""
        return self.window.presence in ENGAGED

    def _add_team_act(self) -> None:
        """An admin finds the way to a team's server, or to its invitation, by its name."""
        if not self.session.actor.may(Permission.CHANGE_PEOPLE, Reach.ALL):
            return
        is_shared = self.session.services.opened.is_shared
        self.window.acts.add(
            Act(
                "workspace.share",
                self.tr("Invite a workstation") if is_shared else self.tr("Share with the team"),
                partial(self._open_settings, "team"),
                group=self.tr("Workspace"),
                icon="page.people",
            )
        )
        if is_shared:
            self.window.acts.add(
                Act(
                    "workspace.moved",
                    self.tr("The server moved"),
                    partial(self._open_settings, "team"),
                    group=self.tr("Workspace"),
                    icon="page.people",
                )
            )

    def _add_settings_acts(self) -> None:
        """Each part of the settings is found by its name, as hours may run (an incident's do)."""
        from crm_desktop.ui.settings.registry import groups_for

        heading = self.tr("Settings")
        self.window.acts.add_all(
            [
                Act(
                    f"settings.go.{part.id}",
                    part.shown_title(),
                    partial(self._open_settings, part.id),
                    group=heading,
                    icon=part.icon,
                )
                for _, parts in groups_for(self.session)
                for part in parts
            ]
        )

    def _open_settings(self, part: str) -> None:
        self.window.open_page("settings", part=part)

    def _open_lead(self, lead_id: object) -> None:
        if isinstance(lead_id, UUID):
            self.window.open_page("leads", lead_id=lead_id)

    # ---- lock and password -------------------------------------------------------------------------

    def lock(self) -> None:
        """Cover everything; the password of the same person uncovers it."""
        self._lock(LOCKED)

    def _lock_itself(self) -> None:
        """Nobody has touched anything for a while."""
        self._lock(IDLE)

    def _tell_presence(self, act: Callable[[Actor, UUID], object]) -> None:
        """Say that somebody is away, or back; nobody waits for it."""
        actor, request = self.session.actor, new_id()
        self.ops.task(self, lambda _progress: act(actor, request), key="presence").changes("people").failure(
            lambda error: log.info("presence not told", why=type(error).__name__)
        ).start()

    def _lock(self, why: str) -> None:
        if self.window.is_covered:
            return
        if self.is_engaged():
            self.notices.warn(self.tr("Give the call’s result first, then lock the window."))
            return
        self.idle.stop()
        self.watcher.stop()  # a locked window names nobody
        view = EntranceView()
        card = LockCard(self.session.name)
        card.asked.connect(lambda password: self._unlock(card, password))
        card.other_person.connect(self.leave)
        self._cover(view, card)
        calling = self.session.services.calling
        self._tell_presence(lambda actor, request: calling.step_away(actor, why, request))

    def _server_changed(self) -> None:
        """Pages that were never read wait for a server that is away."""
        self.window.deck.set_away(self.server.is_away)

    def _ask_to_go_on(self) -> None:
        """Not over a call: the notice stays, and asks for it."""
        if not self.window.is_covered and not self.is_engaged():
            self.going_on.ask()

    def _leave_from_card(self) -> None:
        self._uncover()
        self.leave()

    def _cover_with(self, card: EntranceCard) -> None:
        self.idle.stop()
        self.watcher.stop()
        self._cover(EntranceView(), card)

    def _cover(self, view: EntranceView, card: EntranceCard) -> None:
        view.show_card(card)
        server = self.session.services.opened.server
        if server:
            view.foot.tell(self.tr("Your team’s server: {server}").format(server=server))
        else:
            view.foot.tell(self.tr("Encrypted on this computer."))
        self.window.cover(view)
        card.focus_first()

    def _unlock(self, card: LockCard, password: str) -> None:
        people, actor = self.session.services.people, self.session.actor
        card.set_busy(True, self.tr("Unlocking…"))

        def refused(error: UserError) -> None:
            card.set_busy(False)
            card.show_error(error)

        # Not in the write lane: a long import must not keep a person out.
        self.ops.task(card, lambda _progress: people.unlock(actor, password), key="unlock").success(
            lambda _none: self._unlocked()
        ).failure(refused).start()

    def _unlocked(self) -> None:
        self._uncover()
        self._tell_presence(self.session.services.calling.step_back)

    def _uncover(self) -> None:
        self.window.uncover()
        self.idle.start()
        self.watcher.start()

    def _ask_password(self) -> None:
        if self.window.is_covered or self.is_engaged():
            return
        people, actor = self.session.services.people, self.session.actor
        card = NewPasswordCard(self.session.name)

        def change(old: str, new: str) -> None:
            card.set_busy(True, self.tr("Saving…"))
            self.ops.task(
                card, lambda _progress: people.change_password(actor, old, new), key="unlock"
            ).success(changed).failure(refused).start()

        def changed(_none: object) -> None:
            self._uncover()
            self.notices.toast(self.tr("Your password is changed"))

        def refused(error: UserError) -> None:
            card.set_busy(False)
            card.show_error(error)

        card.asked.connect(change)
        card.back.connect(self._uncover)
        self._cover(EntranceView(), card)

    def _heard(self, change: Change) -> None:
        if "settings" in change.topics:
            services, actor = self.session.services, self.session.actor
            self.ops.read(self, lambda: services.settings.get(actor, "lock_after_minutes")).latest_only(
                "desk.lock"
            ).success(lambda minutes: self.idle.set_minutes(int(minutes))).start()

    # ---- leaving and closing -----------------------------------------------------------------------

    def leave(self) -> None:
        """Let somebody else sign in; a page in the middle of something may say no."""
        page = self.window.deck.current_page
        if not self.window.is_covered and page is not None and not page.may_leave():
            return
        if self.server.waiting and not self.window.is_covered:  # under the lock nobody could answer
            self._ask_leave(self.server.waiting)
        else:
            self._leave()

    def _leave(self) -> None:
        session = self.session
        task = self._program_ops.task(
            self._program_ops, lambda _progress: sign_out(session), key="workspace"
        ).surely()
        if session.services.offline is not None:
            task.failure(lambda _error: None)  # the server is away: it ends the sign-in by itself
        task.start()
        self.left.emit()

    def _ask_leave(self, waiting: int) -> None:
        """What isn't sent yet goes out later, whoever works here."""
        text = plural(
            self.tr(
                "%n of your call(s) are kept on this computer until the server is back. They go out as "
                "yours, also when somebody else works here.",
                "",
                waiting,
            ),
            waiting,
        )
        self.notices.show(
            Notice(
                UNSENT,
                Tone.DUE,
                text,
                (
                    NoticeAct(self.tr("Stay"), lambda: self.notices.dismiss(UNSENT)),
                    NoticeAct(self.tr("Sign out anyway"), self._leave),
                ),
            )
        )

    def _share(self, command: object) -> None:
        """Leave, so that the workspace can be closed and moved."""
        if self.is_engaged():
            self.notices.warn(self.tr("Finish the call first; then share the workspace."))
            return
        self._leave()
        self.share_asked.emit(command)

    def _bring(self, command: object) -> None:
        """Leave, so that the workspace can be closed and filled."""
        self._leave()
        self.archive_asked.emit(command)

    def _delete(self, wish: object) -> None:
        """Leave, so that the workspace can be closed and destroyed."""
        if self.is_engaged():
            self.notices.warn(self.tr("Finish the call first."))
            return
        self._leave()
        self.deletion_asked.emit(wish)

    def take_down(self) -> None:
        """Destroy the window and everything the person saw; what was being saved is still saved."""
        self.idle.stop()
        self.watcher.stop()
        self.breaks.stop()
        if self._ahead is not None:
            self._ahead.stop()
        self._system.close()
        self.upkeep.stop()
        self.server.stop()
        self.window.removeEventFilter(self)
        self.window.hide()
        page = self.window.deck.current_page
        if page is not None:
            page.deactivate()  # what was typed in the last moment is kept
        self.notices.clear()
        self.ops.close(timeout_s=0.0)
        self.ops.setParent(None)
        self.window.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing in the middle of a call is asked about first."""
        if event.type() != QEvent.Type.Close or watched is not self.window:
            return False
        if self.window.is_closing or self.window.is_covered or not self.is_engaged():
            return False
        event.ignore()
        self._ask_close()
        return True

    def _ask_close(self) -> None:
        def close_anyway() -> None:
            self.window.close_for_good()

        self.notices.show(
            Notice(
                CLOSE_NOTICE,
                Tone.DUE,
                self.tr("The note is kept, and the next start asks for the result."),
                (
                    NoticeAct(self.tr("Stay"), lambda: self.notices.dismiss(CLOSE_NOTICE)),
                    NoticeAct(self.tr("Close anyway"), close_anyway),
                ),
                lead_in=self.tr("The call has no result yet."),
            )
        )


def sign_out(session: Session, reason: str = "signed_out") -> None:
    """End a sign-in: what is held or kept for the person goes back to the queue first."""
    services, actor = session.services, session.actor
    if services.offline is None:
        services.calling.release(actor)
    else:
        services.offline.calling.leave(actor)
    services.people.sign_out(actor, reason)
