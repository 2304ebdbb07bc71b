"""What stands around the calls: the day's figures, other campaigns, promises."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Permission
from crm_desktop.errors import UserError
from crm_desktop.ui.calling.states import Day, Neighbour
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session

SOON_MS = 150
MAX_NEIGHBOURS = 3


class DayWatch(QObject):
    """Reads the day's figures after each act; never waits. `changed` when `day` is new."""

    changed = Signal()

    def __init__(self, ops: Operations, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._ops, self._session = ops, session
        self._campaign_id: UUID | None = None
        self._campaigns: tuple[Campaign, ...] = ()
        self._looks_around = False
        self.day = Day()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.read)

    def follow(self, campaign_id: UUID | None, campaigns: tuple[Campaign, ...]) -> None:
        """Watch this campaign's queue; `campaigns` are the others that could be worked."""
        self._campaign_id, self._campaigns = campaign_id, campaigns

    def stop(self) -> None:
        """The page is not in view."""
        self._soon.stop()

    def ask(self, *, look_around: bool = False) -> None:
        """Read again shortly, after what has to be painted first."""
        self._looks_around = self._looks_around or look_around
        self._soon.start()

    def read(self) -> None:
        """Read the figures now, off the GUI thread."""
        session, campaign_id = self._session, self._campaign_id
        others = tuple(c for c in self._campaigns if c.id != campaign_id and not c.is_practice)
        around = others[:MAX_NEIGHBOURS] if self._looks_around else ()
        self._looks_around = False
        self._ops.read(self, lambda: _read_day(session, campaign_id, around)).latest_only(
            f"calling.day.{id(self)}"
        ).success(self._read_done).start()

    def _read_done(self, day: Day) -> None:
        if day != self.day:
            self.day = day
            self.changed.emit()


def _read_day(session: Session, campaign_id: UUID | None, around: tuple[Campaign, ...]) -> Day:
    calling, actor = session.services.calling, session.actor
    today = calling.today(actor, campaign_id)
    promised: tuple[datetime, ...] = ()
    following: tuple[datetime, str] | None = None
    if actor.may(Permission.SEE_CALLBACKS):
        promised, following = _promises(session)
    counts = ((c, calling.today(actor, c.id).dialable_now) for c in around)
    neighbours = tuple(Neighbour(c.id, c.name, count) for c, count in counts if count)
    return Day(
        calls=today.calls,
        conversations=today.conversations,
        successes=today.successes,
        target=today.target,
        goals=today.goals,
        is_goal_reached=today.is_goal_reached,
        dialable_now=today.dialable_now if campaign_id else None,
        later_today=today.later_today if campaign_id else None,
        promised_at=promised,
        next_promise=following,
        neighbours=neighbours,
    )


def _promises(session: Session) -> tuple[tuple[datetime, ...], tuple[datetime, str] | None]:
    """When the own promises are due, and the next one with whom; none while a team's server is away."""
    try:
        mine = session.services.callbacks.mine(session.actor)
    except UserError as error:
        if not error.is_about_server:
            raise
        return (), None
    ahead = (*mine.today, *mine.coming)
    promised = tuple(row.due_at for row in (*mine.overdue, *ahead))
    return promised, (ahead[0].due_at, ahead[0].lead_name) if ahead else None
