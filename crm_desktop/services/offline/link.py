"""Whether the server can be reached, and what waits for it: told to whoever shows it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from crm_desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class LinkState:
    """`waiting`: calls and other acts of the person that lie here only. `sent_at`: when all had been sent."""

    is_away: bool = False
    waiting: int = 0
    since: datetime | None = None
    sent_at: datetime | None = None
    sent: int = 0
    why: UserError | None = None  # where it isn't simply away: a password changed, a certificate run out
    is_slow: bool = False  # it is there: what waits is sent behind the person


class Link:
    """The state of the way to the server; changed from any thread, listeners are called in that thread."""

    def __init__(self) -> None:
        self._state = LinkState()
        self._guard = threading.Lock()
        self._listeners: list[Callable[[LinkState], None]] = []

    @property
    def state(self) -> LinkState:
        """How it is now."""
        return self._state

    @property
    def is_away(self) -> bool:
        """Whether the server couldn't be reached when it was last tried."""
        return self._state.is_away

    def listen(self, listener: Callable[[LinkState], None]) -> None:
        """Call `listener` at each change."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[LinkState], None]) -> None:
        """Call it no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def went(
        self, now: datetime, waiting: int, why: UserError | None = None, *, is_slow: bool = False
    ) -> None:
        """The server can't be reached, or isn't to be waited for."""
        before = self._state
        since = before.since if before.is_away else now
        state = LinkState(True, waiting, since, why=why, is_slow=is_slow)
        if (before.is_away, before.waiting, str(before.why)) != (True, waiting, str(why)):
            self._tell(state)

    def came(self, waiting: int) -> None:
        """It can be reached."""
        before = self._state
        if before.is_away or before.waiting != waiting:
            self._tell(LinkState(False, waiting, None, before.sent_at, before.sent))

    def all_sent(self, now: datetime, sent: int) -> None:
        """What was kept is on the server."""
        self._tell(LinkState(False, 0, None, now, sent))

    def counted(self, waiting: int) -> None:
        """Something was kept, or is there no more."""
        before = self._state
        if before.waiting != waiting:
            self._tell(replace(before, waiting=waiting))

    def _tell(self, state: LinkState) -> None:
        with self._guard:
            self._state = state
        for listener in list(self._listeners):
            listener(state)
