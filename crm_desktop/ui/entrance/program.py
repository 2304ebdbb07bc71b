"""The life of the program: entrance, window, lock, another person, the end."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from crm_desktop.errors import StoreBusy, UserError
from crm_desktop.log import configure, get_logger
from crm_desktop.ui.entrance.door import Door, Entered
from crm_desktop.ui.entrance.flow import EntranceFlow
from crm_desktop.ui.entrance.window import EntranceWindow
from crm_desktop.ui.i18n import install_translator
from crm_desktop.ui.ops import Heartbeat, LogReporter, Operations, Slices, Ticket, calm
from crm_desktop.ui.shell.look import load_look
from crm_desktop.ui.widgets.focus import install_focus_ring

if TYPE_CHECKING:
    from crm_desktop.services.archive_import import ImportArchive
    from crm_desktop.services.deletion import Doomed
    from crm_desktop.ui.entrance.main_window import Desk
    from crm_desktop.ui.shell.crash import CrashDesk
    from crm_desktop.ui.shell.single_instance import SingleInstance

log = get_logger(__name__)

LANGUAGE = "look/language"
PAINTED_MS = 30  # the first card is painted by then; workers that import would only slow it down
SETTLED_MS = 1_000  # by then the first page and its lead are there
#: How long a program whose window was closed may save, and wait for what loses nothing when it is cut off.
ENDING_S, OTHERS_S = 20.0, 3.0
PHONE_LIKE = re.compile(r"\+?[\d\s()-]{10,20}")


@dataclass(frozen=True)
class Preferences:
    """What of a person's and the workspace's settings shapes the window."""

    language: str
    lock_after_minutes: int


class EntranceReporter(LogReporter):
    """Shows the progress of opening and restoring in the card; faults go to the crash dialog."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def crash(self, error: BaseException) -> None:
        """One dialog per cause; the card can be used again."""
        card = self._program.flow.card
        if card is not None:
            card.set_busy(False)
        self._program.crash_desk.take(error)

    def progress_shown(self, ticket: Ticket) -> None:
        """It takes longer than a moment."""
        self.progress_changed(ticket)

    def progress_changed(self, ticket: Ticket) -> None:
        """Move the card's bar."""
        card = self._program.flow.card
        if card is not None:
            card.show_progress(ticket.state.share or 0.0, ticket.state.note)

    def progress_over(self, ticket: Ticket) -> None:
        """Take the bar away."""
        card = self._program.flow.card
        if card is not None:
            card.show_progress(None)


class Program(QObject):
    """Holds the entrance and, while somebody works, the desk with the main window."""

    ready = Signal()  # the first card can be typed into
    desk_opened = Signal(object)  # the Desk of a person who signed in

    def __init__(self, window: EntranceWindow, settings: QSettings, door: Door) -> None:
        super().__init__(window)
        from crm_desktop.ui.shell.crash import CrashDesk

        self.window = window
        self.settings = settings
        self.desk: Desk | None = None
        self._coming: Desk | None = None  # being built
        self._opening: Slices | None = None
        self.place: SingleInstance | None = None
        self._leaving: list[Operations] = []
        self._has_ended = False
        self._classes: Iterator[None] = iter(())
        self._app = _application()
        load_look(self._app, settings)
        install_focus_ring(self._app)
        install_translator(self._app, str(settings.value(LANGUAGE, "")) or "en")
        self.crash_desk: CrashDesk = CrashDesk(window)
        self.ops = Operations(self)
        self.ops.reporter = EntranceReporter(self)
        self.heartbeat = Heartbeat(self)
        self.flow = EntranceFlow(window, door, self.ops, settings)
        self.flow.ready.connect(self.ready)
        self.flow.entered.connect(self._entered)
        self.flow.door_opened.connect(self._warm)
        self.flow.door_changed.connect(self._door_changed)
        window.closing.connect(self.quit)

    @property
    def door(self) -> Door:
        """The workspace the program is at."""
        return self.flow.door

    # ---- the beginning -----------------------------------------------------------------------------

    def begin(self, place: SingleInstance | None = None) -> None:
        """Show the first card, open the workspace meanwhile, hold the first window's place."""
        calm.begin()
        self.crash_desk.install()
        if Heartbeat.is_wanted():
            self.heartbeat.start()
        self.flow.begin(opens_after_ms=PAINTED_MS)
        QTimer.singleShot(PAINTED_MS, self, self._load_log)
        if place is None:
            place = self._claim(self.door)
            if place is None:
                self.quit()
                return
        self._hold(place)

    def _load_log(self) -> None:
        """Imports structlog: in a worker, and not while the first card is painted."""
        self.ops.task(self, lambda _progress: configure(), key="log").start()

    def _claim(self, door: Door) -> SingleInstance | None:
        """The place of the first window at a door; None when another window has it (it was raised)."""
        from crm_desktop.ui.shell.single_instance import SingleInstance, socket_name

        place = SingleInstance(socket_name(door.folder, door.seat), self)
        return place if place.claim() else None

    def _hold(self, place: SingleInstance) -> None:
        if self.place is not None:
            self.place.release()
        self.place = place
        place.raise_asked.connect(self.come_forward)

    def _door_changed(self, door: Door) -> None:
        place = self._claim(door)
        if place is None:
            self.quit()  # that workspace is open in another window, which is in front now
            return
        self._hold(place)

    def come_forward(self) -> None:
        """A second start asked for the window."""
        (self.desk.window if self.desk is not None else self.window).come_forward()

    # ---- somebody is in ----------------------------------------------------------------------------

    def _warm(self) -> None:
        """The person types yet: load what the window needs."""
        from crm_desktop.ui.entrance.warm import QT, load_window
        from crm_desktop.ui.ops.qt_classes import class_steps

        load = self.ops.task(self, lambda _progress: load_window(), key="warm")
        self._classes = class_steps(QT)
        Slices(self._classes, self, fault=self.ops.reporter.crash, done=load.start)

    def _settle(self) -> None:
        """The first page and its lead are there: what is wanted now and then comes when nobody types."""
        from crm_desktop.ui.entrance.warm import load_words

        calm.settle()
        now = self.door.clock.now()
        if self.desk is not None:
            load = self.ops.task(self, lambda _progress: load_words(now), key="warm")
            self.desk.build_ahead(load)

    def _entered(self, entered: Entered) -> None:
        services, actor = entered.door.services, entered.signed_in.actor
        for _ in self._classes:  # those that are not made yet
            pass

        def preferences() -> Preferences:
            from crm_desktop.ui.entrance.warm import load_window

            load_window()
            if services.offline is not None:
                services.offline.calling.begin(actor, is_away=entered.signed_in.is_kept)
            return Preferences(
                str(services.settings.get(actor, "language")),
                int(services.settings.get(actor, "lock_after_minutes")),
            )

        self.ops.read(self, preferences).success(lambda found: self._open_desk(entered, found)).start()

    def _open_desk(self, entered: Entered, preferences: Preferences) -> None:
        self.speak(preferences.language)
        self._opening = Slices(
            self._desk_steps(entered, preferences), self, fault=self.ops.reporter.crash, done=self._show_desk
        )

    def _desk_steps(self, entered: Entered, preferences: Preferences) -> Iterator[None]:
        """The window and its first page, while the entrance still answers."""
        from crm_desktop.ui.entrance.main_window import Desk

        self._coming = Desk(self, entered, preferences.lock_after_minutes)
        yield
        yield from self._coming.window.first_steps()
        yield from self._coming.window.lay_out_steps()
        self._coming.window.open_first()  # shown in the same turn: no lead comes before there is a window

    def _show_desk(self) -> None:
        self.desk, self._coming = self._coming, None
        if self.desk is None:
            return
        self.desk.left.connect(self._left)
        self.desk.share_asked.connect(self.flow.share)
        self.desk.archive_asked.connect(self._bring)
        self.desk.deletion_asked.connect(self._delete)
        self.desk.closed.connect(self.quit)
        self.desk.show()
        self.window.hide()
        self.desk.window.activateWindow()
        self.desk_opened.emit(self.desk)
        QTimer.singleShot(0, self.flow, self.flow.rest)
        QTimer.singleShot(SETTLED_MS, self, self._settle)

    def _bring(self, command: object) -> None:
        from crm_desktop.ui.entrance.bringing import bring_archive

        bring_archive(self.flow, cast("ImportArchive", command))

    def _delete(self, wish: object) -> None:
        from crm_desktop.ui.entrance.deletion import delete_workspace

        doomed, owner_password = cast("tuple[Doomed, str | None]", wish)
        delete_workspace(self.flow, doomed, owner_password)

    def speak(self, language: str) -> None:
        """The language of windows built from now on."""
        install_translator(self._app, language or "en")
        self.settings.setValue(LANGUAGE, language)

    def _left(self) -> None:
        """The person left: nothing of theirs stays, and the entrance comes back in the same place."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        self.window.setGeometry(desk.window.geometry())
        self.flow.begin(self.flow.opened)
        self.window.show()
        desk.take_down()
        calm.let_go()
        self._leaving = [ops for ops in self._leaving if not ops.is_idle] + [desk.ops]
        forget_number(QGuiApplication.clipboard().text())
        self.window.activateWindow()

    # ---- the end -----------------------------------------------------------------------------------

    def quit(self) -> None:
        """Leave the event loop; `end` does the rest."""
        QApplication.quit()

    def end(self) -> None:
        """Finish what was begun, sign out, seal and close; harmless when done before.

        Waits for it, but not longer than `ENDING_S`: what still isn't done then is as after a power cut.
        """
        if self._has_ended:
            return
        self._has_ended = True
        if self._opening is not None:
            self._opening.stop()
        deadline = time.monotonic() + ENDING_S
        desk, self.desk, self._coming = self.desk or self._coming, None, None
        working = [*self._leaving, self.ops]
        if desk is not None:
            desk.take_down()
            working.insert(0, desk.ops)
        for ops in working:
            ops.close(0.0)  # all are asked before one is waited for
        for ops in working:
            if not ops.close(max(0.0, deadline - time.monotonic()), OTHERS_S):
                log.info("work was cut off at the end")
        closing = threading.Thread(target=self._close_workspace, args=(desk,), name="crm-ending", daemon=True)
        closing.start()  # a server or a disk that doesn't answer must not keep the process
        closing.join(max(OTHERS_S, deadline - time.monotonic()))
        if closing.is_alive():
            log.warning("the workspace could not be closed in time")
        self.heartbeat.stop()
        calm.end()
        if self.place is not None:
            self.place.release()
        self.crash_desk.uninstall()
        self.window.hide()

    def _close_workspace(self, desk: Desk | None) -> None:
        """Sign out, seal and close, the one whatever becomes of the other."""
        if desk is not None:
            self._sign_out(desk)
        opened = self.flow.opened
        if opened is not None:
            try:
                opened.services.opened.close()
            except UserError as error:
                log.warning("closing the workspace was refused", template=error.template)
            except StoreBusy:
                log.warning("the audit could not be sealed: another program was writing all the time")

    def _sign_out(self, desk: Desk) -> None:
        from crm_desktop.ui.entrance.main_window import sign_out

        try:
            sign_out(desk.session, "closed")
        except UserError as error:
            log.warning("signing out was refused", template=error.template)
        except StoreBusy:
            log.warning("nobody could be signed out: another program was writing all the time")


def forget_number(text: str) -> None:
    """Empty the clipboard when it holds a phone number that the last person copied."""
    if PHONE_LIKE.fullmatch(text.strip()):
        QGuiApplication.clipboard().clear()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "make the application first"
    return app
