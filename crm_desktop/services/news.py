"""What others changed meanwhile, for windows that want to show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from crm_desktop.domain.people import Actor
from crm_desktop.store.changes import START, ChangeFeed, News, Position
from crm_desktop.store.unit_of_work import Store

if TYPE_CHECKING:
    from crm_desktop.store.live import Listening

__all__ = ["Listening", "News", "NewsService", "Position"]
KEPT = timedelta(days=7)


class NewsService:
    """Tells a window which topics other windows and workstations changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self, actor: Actor) -> Position:
        """Where the sequence of changes ends at present."""
        with self._store.read(actor) as work:
            return ChangeFeed(work).end()

    def since(self, actor: Actor, position: Position, ahead: Position = START) -> News:
        """What others changed after a position, and what of it was not told early (`News.ahead`)."""
        with self._store.read(actor) as work:
            return ChangeFeed(work).since(position, but_of=actor.session_id, ahead=ahead)

    def listen(self, actor: Actor, hinted: Callable[[], object]) -> Listening | None:
        """Have `hinted` called, in a thread of its own, when others changed something on the server.

        Whoever listens must stop it. None where there is no server: there, look every now and then.
        """
        if self._store.engine.dialect.name == "sqlite":
            return None
        from crm_desktop.store.live import Listening

        listening = Listening(self._store.engine, hinted, actor.session_id)
        listening.start()
        return listening

    def tidy(self, actor: Actor) -> int:
        """Forget changes that no window still needs; how many."""
        with self._store.write(actor) as work:
            return ChangeFeed(work).forget(work.now - KEPT)
