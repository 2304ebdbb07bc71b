"""What the board knows, kept fresh: an event renews one person's row, campaigns are counted on a slow beat.

Clocks run on the screen alone: one timer while it is seen moves them, and asks nobody.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from statistics import median
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.board import BoardRow, Figures, Placed, medians, placed
from crm_desktop.errors import UserError
from crm_desktop.services.board import Board, CampaignNow, Heard, Touched
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session

TICK_MS = 1_000
BEAT_MS = 10_000  # what campaigns hold is counted no more often, whatever happens
COUNTED_EVERY_S = 60.0  # without any event: hours open and close by themselves
SILENT_EVERY_S = 30.0
WHOLE_EVERY_S = 300.0  # on a server the acts of somebody out of reach aren't told to be about one's own
_HEARD = frozenset(
    {"calls", "queue", "callbacks", "sales", "people", "settings", "campaigns", "leads", "notes"}
)
#: Events after which campaigns are counted anew at the next beat.
_COUNTED = frozenset({"queue", "campaigns", "settings", "leads"})


class BoardWatch(QObject):
    """Holds the rows in order. `changed` after an event, `ticked` each second, `counted` after campaigns.

    `noted`: somebody read or got a note. `failed` gives why nothing could be read, `came_back` that it can.
    """

    changed = Signal()
    ticked = Signal()
    counted = Signal()
    noted = Signal()
    failed = Signal(object)  # UserError
    came_back = Signal()

    def __init__(self, ops: Operations, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops, self._session = ops, session
        self._rows: dict[UUID, BoardRow] = {}
        self._heard: Heard | None = None
        self._is_stale = True  # campaigns
        self._counted_at = self._listened_at = self._read_at = float("-inf")
        self._is_failing = False
        self.order: tuple[Placed, ...] = ()
        self.campaigns: tuple[CampaignNow, ...] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)

    # ---- coming and going --------------------------------------------------------------------------

    def start(self) -> None:
        """The board is seen: read what it needs, let the clocks run."""
        if self._clock.isActive():
            return
        self._clock.start()
        self._beat.start()
        self._ops.changes.announced.connect(self._announced)
        if self._heard is None:
            self.read()
        else:
            self.hear(_HEARD)
            self._on_beat()

    def stop(self) -> None:
        """Nobody looks: nothing runs, nothing is asked."""
        if self._clock.isActive():
            self._clock.stop()
            self._beat.stop()
            self._ops.changes.announced.disconnect(self._announced)

    def _announced(self, change: Change) -> None:
        if change.topics & _HEARD:
            self.hear(change.topics)

    @property
    def is_read(self) -> bool:
        """Whether the people are known yet."""
        return self._heard is not None

    def now(self) -> datetime:
        """The present, UTC."""
        return self._session.clock.now()

    def row(self, person_id: UUID) -> BoardRow | None:
        """Somebody's row."""
        return self._rows.get(person_id)

    @property
    def target(self) -> int:
        """The calls that each of them is to make today; 0 where they differ, or there are none."""
        found = {row.target for row in self._rows.values()}
        return found.pop() if len(found) == 1 else 0

    def aimed(self) -> float:
        """The middle of what they are to call today; 0 for nothing."""
        found = [row.target for row in self._rows.values() if row.target]
        return float(median(found)) if found else 0.0

    def middle(self) -> Figures:
        """The team's medians."""
        return medians(self._rows.values())

    # ---- reading -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Everything anew."""
        self._read_at = time.monotonic()
        board, actor = self._session.services.board, self._session.actor
        self._ask(lambda: board.whole(actor), "board.people", self._take_whole)
        self.count()

    def hear(self, topics: frozenset[str]) -> None:
        """Something happened: whose row it is says the store."""
        if topics & _COUNTED:
            self._is_stale = True
        heard = self._heard
        if heard is None:
            self.read()
            return
        board, actor = self._session.services.board, self._session.actor
        self._ask(lambda: board.touched(actor, heard), "board.people", self._take)

    def renew(self, person_id: UUID) -> None:
        """Something was done for this person here."""
        board, actor, whose = self._session.services.board, self._session.actor, frozenset({person_id})

        def came(rows: tuple[BoardRow, ...]) -> None:
            self._put(rows, whose)

        self._ask(lambda: board.rows(actor, whose), f"board.person.{person_id}", came)

    def count(self) -> None:
        """What the campaigns hold now."""
        self._is_stale, self._counted_at = False, time.monotonic()
        board, actor = self._session.services.board, self._session.actor
        self._ask(lambda: board.campaigns(actor), "board.campaigns", self._take_campaigns)

    def _ask(self, work: Callable[[], object], key: str, came: Callable[..., object]) -> None:
        def success(found: object) -> None:
            if self._is_failing:
                self._is_failing = False
                self.came_back.emit()
            came(found)

        self._ops.read(self, work).latest_only(key).success(success).failure(self._failed).start()

    def _failed(self, error: UserError) -> None:
        """The rows stay as they were known last; the next beat tries again."""
        self._is_failing = True
        self.failed.emit(error)

    def _take_whole(self, board: Board) -> None:
        self._heard = board.heard
        self._rows = {row.person_id: row for row in board.rows}
        self._place()

    def _take(self, touched: Touched) -> None:
        self._heard = touched.heard
        if "settings" in touched.others:
            self.read()
        elif touched.is_whole:
            self._rows = {row.person_id: row for row in touched.rows}
            self._place()
        elif touched.about:
            self._put(touched.rows, touched.about)
        if "notes" in touched.others:
            self.noted.emit()

    def _put(self, rows: tuple[BoardRow, ...], about: frozenset[UUID]) -> None:
        for person_id in about:
            self._rows.pop(person_id, None)
        self._rows |= {row.person_id: row for row in rows}
        self._place()

    def _take_campaigns(self, campaigns: tuple[CampaignNow, ...]) -> None:
        self.campaigns = campaigns
        self.counted.emit()

    # ---- the clocks --------------------------------------------------------------------------------

    def _place(self) -> None:
        self.order = placed(self._rows.values(), self.now())
        self.changed.emit()

    def _tick(self) -> None:
        """A second passed: needs grow, and perhaps somebody's comes before another's."""
        if not self._rows:
            return
        before = [each.row.person_id for each in self.order]
        self.order = placed(self._rows.values(), self.now())
        if before == [each.row.person_id for each in self.order]:
            self.ticked.emit()
        else:
            self.changed.emit()

    def _on_beat(self) -> None:
        moment = time.monotonic()
        if self._is_failing or self._heard is None or moment - self._read_at >= WHOLE_EVERY_S:
            self.read()
            return
        if self._is_stale or moment - self._counted_at >= COUNTED_EVERY_S:
            self.count()
        if moment - self._listened_at >= SILENT_EVERY_S:
            self._listened_at = moment
            self._listen()

    def _listen(self) -> None:
        """Whose program went silent: no event tells that."""
        board, actor = self._session.services.board, self._session.actor
        here = frozenset(row.person_id for row in self._rows.values() if row.is_here)

        def came(rows: tuple[BoardRow, ...]) -> None:
            if rows:
                self._put(rows, frozenset(row.person_id for row in rows))

        self._ask(lambda: board.silent(actor, here), "board.silent", came)
