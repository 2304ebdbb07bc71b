"""What others changed meanwhile, for windows that want to show it."""

from __future__ import annotations

from datetime import timedelta

from crm_desktop.domain.people import Actor
from crm_desktop.store.changes import ChangeFeed, News, Position
from crm_desktop.store.unit_of_work import Store

__all__ = ["News", "NewsService", "Position"]
KEPT = timedelta(days=7)


class NewsService:
    """Tells a window which topics other windows and workstations changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self, actor: Actor) -> Position:
        """Where the sequence of changes ends at present."""
        with self._store.read(actor) as work:
            return ChangeFeed(work).end()

    def since(self, actor: Actor, position: Position) -> News:
        """What others changed after a position."""
        with self._store.read(actor) as work:
            return ChangeFeed(work).since(position, but_of=actor.session_id)

    def tidy(self, actor: Actor) -> int:
        """Forget changes that no window still needs; how many."""
        with self._store.write(actor) as work:
            return ChangeFeed(work).forget(work.now - KEPT)
