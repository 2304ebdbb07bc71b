"""Where many go at once, nothing is cut out of SQLite's indexes: they are made anew when all is done."""

from __future__ import annotations

from types import TracebackType

from crm_desktop.domain.people import Actor
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.unit_of_work import Store, Work


class ManyGoing:
    """While it is entered; what is killed meanwhile is made good by upkeep (`SearchIndex.is_left`).

    `is_uncut`: so many go that the indexes are made anew, or somebody else's many go just now.
    """

    def __init__(self, store: Store, actor: Actor, going: int) -> None:
        """`going`: how many leads, or rows with texts."""
        self._store, self._actor, self._going = store, actor, going
        with store.read(actor) as work:
            index = SearchIndex(work)
            self.is_uncut = index.is_better_made_anew(going) or index.is_going()

    def say(self, work: Work) -> None:
        """To be said in each transaction that takes some of them."""
        if self.is_uncut:
            SearchIndex(work).many_are_going(self._going)

    def __enter__(self) -> ManyGoing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Also where it was stopped."""
        if self.is_uncut:
            with self._store.write(self._actor) as work:
                SearchIndex(work).make_anew()
