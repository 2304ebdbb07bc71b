"""Saved reports that are written to a folder at their time, while the program is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from crm_desktop.domain.people import Permission
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.services.reports.saved import Written
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm_desktop.ui.ops import Operations, Progress
    from crm_desktop.ui.session import Session

log = get_logger(__name__)

EVERY_MS = 60_000
FIRST_MS = 8_000  # after the window has come to rest
NOTICE = "reports.not_written"


class WrittenByItself(QObject):
    """Looks once a minute for what is due here, works beside the window, and tells what can't be written.

    `open_page` opens a page by its id.
    """

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        open_page: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._open_page = session, ops, notices, open_page
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_MS)
        self._first.timeout.connect(self.look)
        if session.may(Permission.SEE_REPORTS):
            self._timer.start()
            self._first.start()

    def look(self) -> None:
        """Write what is due, unless that is going on."""
        if self._is_busy:
            return
        self._is_busy = True
        # Here and not in the worker: Qt's own classes are made in the window's thread.
        from crm_desktop.ui.reports.paper import office_paper

        services, actor = self._session.services, self._session.actor
        pdf = office_paper(services, actor)

        def work(progress: Progress) -> tuple[Written, ...]:
            return services.saved_reports.run_due(actor, pdf, progress)

        op = self._ops.task(self, work, key="reports.by_itself")
        op.progress(self.tr("Writing saved reports"), cancellable=True).success(self._tell).failure(
            _note
        ).settled(self._rest).start()

    def _rest(self) -> None:
        self._is_busy = False

    def _tell(self, done: tuple[Written, ...]) -> None:
        failed = [(one.name, one.error) for one in done if one.error is not None]
        if done:
            self._ops.changes.announce({"reports"}, self)
        if not failed:
            if done:
                self._notices.dismiss(NOTICE)
            return
        self._notices.show(
            Notice(
                NOTICE,
                Tone.TROUBLE,
                " ".join((tr_error(failed[0][1]), later_words())),
                (NoticeAct(self.tr("Open the reports"), lambda: self._open_page("reports")),),
                lead_in=self.tr("{name} wasn’t written.").format(name=failed[0][0]),
            )
        )


def later_words() -> str:
    """What becomes of a report that couldn't be written."""
    return QCoreApplication.translate(
        "WrittenByItself", "Until then it is tried every 10 minutes; nothing missed is left out."
    )


def _note(error: UserError) -> None:
    log.info("reports due can't be written now", template=error.template)
