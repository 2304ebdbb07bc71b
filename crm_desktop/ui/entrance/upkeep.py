"""What goes on beside the work while a workspace is open: the daily backup, audit seals, signs of life."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.services.news import News
from crm_desktop.services.seat_of_erased import clear_seat
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone

if TYPE_CHECKING:
    from crm_desktop.services.news import Listening
    from crm_desktop.ui.ops import Change, Operations
    from crm_desktop.ui.session import Session

log = get_logger(__name__)

TOUCH_EVERY_MS = 60_000
SEAL_EVERY_MS = 3 * 60_000
FIRST_BACKUP_MS = 20_000
BACKUP_EVERY_MS = 30 * 60_000
NEWS_EVERY_MS = 800  # from other windows on this computer: the board shows within a second what happened
SERVER_NEWS_EVERY_MS = 800  # from other workstations, where no hints arrive
HINTED_NEWS_EVERY_S = 5.0  # where they do, to miss nothing
HAND_OUT_EVERY_MS = 60_000
ERASE_EVERY_MS = 50_000  # an erasure begins within a minute of the end of its day
INDEX_EVERY_MS = 5 * 60_000
LOOK_AHEAD_EVERY_MS = 60 * 60_000
BACKUP, RECOVERY = "upkeep.backup", "upkeep.recovery"


class Upkeep(QObject):
    """Works for one sign-in; `stop` it, then it is deleted with its window.

    `open_settings` opens a part of the settings.
    """

    _hinted = Signal()

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        open_settings: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ops = ops
        self._notices = notices
        self._open_settings = open_settings
        self._is_reminded = False
        self._timer(TOUCH_EVERY_MS, self.touch)
        self._timer(SEAL_EVERY_MS, self.seal)
        self._timer(BACKUP_EVERY_MS, self.back_up)
        self._heard: News | None = None
        self._looked_at = 0.0
        self._is_deaf = False
        self._is_erasing = False
        self._hinted.connect(self.look_for_news)
        self._listening: Listening | None = session.services.news.listen(session.actor, self._pass_hint)
        is_local = self._listening is None
        self._timer(NEWS_EVERY_MS if is_local else SERVER_NEWS_EVERY_MS, self._look_now_and_then)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_BACKUP_MS)
        self._first.timeout.connect(self.back_up)
        self._first.timeout.connect(self.index)
        self._first.start()
        ops.changes.announced.connect(self._heard_change)
        self._timer(LOOK_AHEAD_EVERY_MS, self.look_ahead)
        self._timer(HAND_OUT_EVERY_MS, self.hand_out)
        self._timer(INDEX_EVERY_MS, self.index)
        self._timer(ERASE_EVERY_MS, self.erase_due)
        self.tidy()
        self.hand_out()
        self.look_ahead()
        self.look_for_news()

    def _timer(self, every_ms: int, act: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(act)
        timer.start()

    # ---- signs of life and seals -------------------------------------------------------------------

    def touch(self) -> None:
        """Say that this person's program is alive."""
        session, offline = self._session, self._session.services.offline

        def work() -> None:
            if offline is not None:
                offline.calling.note_alive(session.actor)
            session.services.people.touch(session.actor)

        self._quietly("touch", work)

    def seal(self) -> None:
        """Seal what was audited since the last time."""
        self._quietly("seal", self._session.services.opened.seal)

    def _quietly(self, what: str, work: Callable[[], Any]) -> None:
        """Work nobody waits for: a refusal goes to the log, and the next time it is tried again."""
        self._ops.task(self, lambda _progress: work(), key=f"upkeep.{what}").failure(
            lambda error: _note("upkeep refused", error, what=what)
        ).start()

    # ---- what others do ----------------------------------------------------------------------------

    def tidy(self) -> None:
        """Take back imports whose program was killed; forget what can no longer be undone or caught up."""
        services, actor = self._session.services, self._session.actor

        def work() -> None:
            if actor.may(Permission.IMPORT, Reach.TEAM):
                services.imports.finish_interrupted(actor)
                services.imports.forget_old(actor)
                if services.offline is not None:
                    from crm_desktop.services.doctor import settled_scores  # a second of imports

                    settled_scores(services.opened.store, actor)
            services.batches.forget_old(actor)
            services.desk_notes.forget_old(actor)
            services.news.tidy(actor)
            services.service_records.tidy(actor)
            services.evidence.tidy(actor)
            if actor.may(Permission.CHANGE_SETTINGS, Reach.ALL):
                services.keeping.sweep_today(actor)
                services.number_lists.free_ended(actor)
                services.consent.expire(actor)

        self._quietly("tidy", work)

    def look_ahead(self) -> None:
        """Dates of customers that come up become call-backs; what nobody called for days is broken."""
        services, actor = self._session.services, self._session.actor
        opened = services.opened
        self._quietly("seat", lambda: clear_seat(opened.store, opened.seat, actor))
        if not actor.may(Permission.CALL):
            return

        def work() -> None:
            swept, planned = services.callbacks.sweep(actor), services.reminders.plan(actor)
            if swept or planned.made or planned.nobodys:
                log.info("looked ahead", broken=swept, reminders=planned.made, nobodys=planned.nobodys)

        self._quietly("look_ahead", work)
        self._erase(self._erase_due)

    def erase_due(self) -> None:
        """Begin with erasures whose day is over; what was broken off goes on by the hour."""
        erasure, actor = self._session.services.erasure, self._session.actor

        def work(progress: Any) -> None:
            if erasure.is_due(actor):
                self._erase_due(progress)

        self._erase(work)

    def _erase(self, work: Callable[[Any], None]) -> None:
        """One at a time, which may take minutes."""
        if self._is_erasing or not self._session.actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
            return

        def settled() -> None:
            self._is_erasing = False

        self._is_erasing = True
        self._ops.task(self, work, key="upkeep.erasure").failure(
            lambda error: _note("upkeep refused", error, what="erasure")
        ).settled(settled).start()

    def _erase_due(self, progress: Any) -> None:
        """Erasures whose day is over, and what law needn't keep any more; at the end of the program it stops
        between two parts, and the next one goes on."""
        erasure, actor = self._session.services.erasure, self._session.actor
        self._session.services.put_back.merge(actor)
        for done in erasure.go_on(actor, progress):
            erasure.search_pages(actor, done.id)
            log.info("erased", leads=done.leads)
        self._close_erasures()

    def _close_erasures(self) -> None:
        """Those that no workstation holds open any more; after what a workstation brought back was done."""
        self._session.services.put_back.merge(self._session.actor)
        closed = self._session.services.erasure.close(self._session.actor)
        if closed:
            log.info("erasures closed", count=len(closed))

    def hand_out(self) -> None:
        """Leads that are handed out again and again."""
        session = self._session
        if session.actor.may(Permission.ASSIGN_LEADS, Reach.TEAM):
            self._quietly("hand_out", lambda: session.services.hand_out_plans.run_due(session.actor))

    def index(self) -> None:
        """Take what was written since into the index of texts."""
        texts = self._session.services.texts
        self._ops.task(self, texts.go_on, key="upkeep.index").failure(
            lambda error: _note("upkeep refused", error, what="index")
        ).start()

    def stop(self) -> None:
        """Listen no more; waits for nothing."""
        if self._listening is not None:
            self._listening.stop()

    @property
    def is_live(self) -> bool:
        """Whether the server tells of changes by itself."""
        return self._listening is not None and self._listening.is_live

    def _pass_hint(self) -> None:
        """In the listening thread: go on in the window's, unless that is gone."""
        with contextlib.suppress(RuntimeError):
            self._hinted.emit()

    def _look_now_and_then(self) -> None:
        if not self.is_live or time.monotonic() - self._looked_at >= HINTED_NEWS_EVERY_S:
            self.look_for_news()

    def look_for_news(self) -> None:
        """Hear what other windows and workstations changed, so that the pages here show it."""
        news, actor, before = self._session.services.news, self._session.actor, self._heard
        self._looked_at = time.monotonic()

        def read() -> News:
            if before is None:
                return News(frozenset(), news.now(actor))
            return news.since(actor, before.position, before.ahead)

        self._ops.read(self, read).latest_only("upkeep.news").success(self._tell_news).failure(
            self._no_news
        ).start()

    def _no_news(self, error: UserError) -> None:
        if not self._is_deaf:
            _note("no news", error, kind=type(error).__name__)
        self._is_deaf = True

    def _tell_news(self, heard: News) -> None:
        self._heard, self._is_deaf = heard, False
        if heard.topics:
            self._ops.changes.announce(set(heard.topics), self)
        if "erasures" in heard.topics and self._session.actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
            self._quietly("erasure", self._close_erasures)

    # ---- backups -----------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make today's backup if it is missing."""
        services = self._session.services

        def work(progress: Any) -> object:
            made = services.workspaces.back_up_if_due(services.opened, progress)
            services.trial_restores.test_if_due(progress)
            return made

        self._ops.task(self, work, key="backup").success(self._backed_up).failure(self._not_backed_up).start()

    def _backed_up(self, made: object) -> None:
        self._notices.dismiss(BACKUP)
        if made is not None:
            self._ops.changes.announce({"backups"}, self)

    def _not_backed_up(self, error: UserError) -> None:
        """Tell whoever can mend it; the others are not kept from their calls."""
        log.warning("the daily backup failed", template=error.template)
        if not self._session.may(Permission.BACKUP):
            return
        self._notices.show(
            Notice(
                BACKUP,
                Tone.TROUBLE,
                tr_error(error),
                (
                    NoticeAct(self.tr("Try again"), self.back_up),
                    NoticeAct(self.tr("Backup settings"), lambda: self._open_settings("backup")),
                ),
                lead_in=self.tr("No backup today."),
            )
        )

    # ---- the recovery code -------------------------------------------------------------------------

    def look_at_recovery(self) -> None:
        """Remind the admin of the recovery code, from the day after the first or after a first call."""
        session = self._session
        if self._is_reminded or not session.may(Permission.BACKUP):
            return

        def is_due() -> bool:
            services = session.services
            if services.settings.get(session.actor, "recovery_code_confirmed"):
                return False
            is_new = session.clock.now().date() == services.workspace.created_at.date()
            return not is_new or services.calling.today(session.actor).calls > 0

        self._ops.read(self, is_due).latest_only("upkeep.recovery").success(self._remind).start()

    def _remind(self, is_due: bool) -> None:
        if not is_due or self._is_reminded:
            return
        self._is_reminded = True
        self._notices.show(
            Notice(
                RECOVERY,
                Tone.INFO,
                self.tr("If this computer breaks, it opens your data on another one."),
                (NoticeAct(self.tr("Do it now"), lambda: self._open_settings("recovery")),),
                icon="sign.key",
                lead_in=self.tr("Print or save your recovery code."),
            )
        )

    def _heard_change(self, change: Change) -> None:
        if "calls" in change.topics:
            self.look_at_recovery()
        if "settings" in change.topics and self._is_reminded:
            session = self._session
            self._ops.read(
                self, lambda: session.services.settings.get(session.actor, "recovery_code_confirmed")
            ).latest_only("upkeep.confirmed").success(self._take_back).start()

    def _take_back(self, is_confirmed: bool) -> None:
        if is_confirmed:
            self._notices.dismiss(RECOVERY)


def _note(words: str, error: UserError, **more: object) -> None:
    """To the log; that a team's server is away is no fault."""
    (log.info if error.is_about_server else log.warning)(words, template=error.template, **more)
