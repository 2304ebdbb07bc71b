"""The pages of the window: built when first opened, told of changes, stale while they are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.ui.ops import Change
from crm_desktop.ui.shell.away_page import CALLING, AwayPage
from crm_desktop.ui.shell.page import Page, PageContext, Width
from crm_desktop.ui.shell.pages import PageSpec


def belongs_to(initiator: QObject | None, page: QObject) -> bool:
    """Whether a change was started by the page itself or something inside it."""
    while initiator is not None:
        if initiator is page:
            return True
        initiator = initiator.parent()
    return False


class Deck(QWidget):
    """Holds the pages on top of each other; one is in view."""

    turned = Signal(str)  # the id of the page now in view
    built = Signal(object)  # a Page, before it is shown

    def __init__(self, build_context: Callable[[], PageContext], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_context = build_context
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, Page] = {}
        self._unopened: set[str] = set()  # built ahead: they read at their first opening, not before
        self._making: dict[str, tuple[Page, Iterator[None]]] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self._is_away = False  # a team's server
        self._waiting: dict[str, tuple[AwayPage, dict[str, object]]] = {}  # for the server, and how asked for
        self._width = Width.FULL
        self._current = ""
        self._is_in_view = True
        self._stack = QStackedLayout(self)

    @property
    def current_id(self) -> str:
        """The id of the page in view; empty before the first."""
        return self._current

    @property
    def current_page(self) -> Page | None:
        """The page in view."""
        waiting = self._waiting.get(self._current)
        return waiting[0] if waiting is not None else self._pages.get(self._current)

    @property
    def pages(self) -> Sequence[Page]:
        """The pages built so far."""
        return tuple(self._pages.values())

    def set_specs(self, specs: Sequence[PageSpec]) -> None:
        """The pages that may be opened, for another person; those built before are deleted."""
        for page in self._pages.values():
            page.hide()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._unopened.clear()
        self._drop_waiting()
        for page, _ in self._making.values():
            page.deleteLater()
        self._making.clear()
        self._stale.clear()
        self._current = ""
        self._specs = {spec.id: spec for spec in specs}

    def may_open(self, page_id: str) -> bool:
        """Whether there is such a page for this person."""
        return page_id in self._specs

    def open(self, page_id: str, arguments: dict[str, object]) -> bool:
        """Bring a page into view; False when there is none or the one in view may not be left."""
        if page_id not in self._specs:
            return False
        before = self.current_page
        if page_id != self._current and before is not None:
            if not before.may_leave():
                return False
            before.deactivate()
        if self._must_wait(page_id, arguments):
            self._show_waiting(page_id, arguments)
            return True
        self._drop_waiting(page_id)
        page = self._pages.get(page_id) or self._build(page_id)
        if page_id in self._unopened:
            self._unopened.discard(page_id)
            self._stale.pop(page_id, None)
        is_same, self._current = page_id == self._current, page_id
        self._stack.setCurrentWidget(page)
        self.turned.emit(page_id)
        if not is_same:
            page.activate()
        if arguments:
            page.open(**arguments)
        if not is_same:
            self._catch_up()
            page.focus_first()
        return True

    # ---- a server that is away ---------------------------------------------------------------------

    def set_away(self, is_away: bool) -> None:
        """Whether a team's server is away: pages that were never read wait, and come when it is back."""
        if is_away == self._is_away:
            return
        self._is_away = is_away
        if is_away or not self._waiting:
            return
        asked = self._waiting.get(self._current)
        page_id = self._current
        self._drop_waiting()
        if asked is not None:
            self._current = ""
            self.open(page_id, asked[1])

    def _must_wait(self, page_id: str, arguments: dict[str, object]) -> bool:
        """What was read is still shown; what is asked of a page would have to be read now."""
        was_read = page_id in self._pages and page_id not in self._unopened
        has_it = was_read and not arguments
        return self._is_away and not has_it and not self._specs[page_id].works_away

    def _show_waiting(self, page_id: str, arguments: dict[str, object]) -> None:
        known = self._waiting.get(page_id)
        if known is None:
            page = AwayPage(self._build_context(), may_call=CALLING in self._specs, parent=self)
            page.setObjectName(f"{page_id}.away")
            self._stack.addWidget(page)
        else:
            page = known[0]
        self._waiting[page_id] = page, arguments
        self._current = page_id
        self._stack.setCurrentWidget(page)
        self.turned.emit(page_id)
        page.focus_first()

    def _drop_waiting(self, page_id: str = "") -> None:
        """Those in the place of pages that come now; of all, unless one is named."""
        for each in [page_id] if page_id else list(self._waiting):
            if (waiting := self._waiting.pop(each, None)) is not None:
                page = waiting[0]
                page.hide()
                self._stack.removeWidget(page)
                page.deleteLater()

    # ---- pages built ahead -------------------------------------------------------------------------

    def steps(self, page_id: str) -> Iterator[None]:
        """Build a page ahead, a part at each step; may be left off, and the page opened meanwhile."""
        if page_id not in self._specs or page_id in self._pages:
            return
        begun = self._begin(page_id)
        yield
        for _ in begun[1]:
            yield
        if self._making.get(page_id) is begun:
            self._finish(page_id)
            yield

    def _build(self, page_id: str) -> Page:
        """A page at once, or what is left of one begun ahead."""
        _, rest = self._making.get(page_id) or self._begin(page_id)
        for _ in rest:
            pass
        return self._finish(page_id)

    def _begin(self, page_id: str) -> tuple[Page, Iterator[None]]:
        page = self._specs[page_id].build(self._build_context(), self)
        page.setObjectName(page_id)
        self._making[page_id] = begun = page, page.making()
        return begun

    def _finish(self, page_id: str) -> Page:
        page, _ = self._making.pop(page_id)
        page.is_made = True
        page.fit(self._width)
        self._stack.addWidget(page)
        self._pages[page_id] = page
        self._unopened.add(page_id)
        self.built.emit(page)
        return page

    def fit(self, width: Width) -> None:
        """Tell the pages how much room there is now."""
        if width != self._width:
            self._width = width
            for page in self._pages.values():
                page.fit(width)

    def set_in_view(self, is_in_view: bool) -> None:
        """Whether the page can be seen at all (not while the window is locked)."""
        self._is_in_view = is_in_view
        if is_in_view:
            self._catch_up()

    def hear(self, change: Change) -> None:
        """A change was announced: the page in view reads again, the others remember."""
        for page_id, page in self._pages.items():
            if belongs_to(change.initiator, page):
                continue
            wanted = self._specs[page_id].topics
            topics = change.topics & wanted if wanted else change.topics
            if not topics:
                continue
            if page_id == self._current and self._is_in_view:
                page.refresh(topics)
            else:
                self._stale[page_id] = self._stale.get(page_id, frozenset()) | topics

    def stale(self, page_id: str) -> frozenset[str]:
        """What changed while the page was hidden."""
        return self._stale.get(page_id, frozenset())

    def _catch_up(self) -> None:
        page = self.current_page
        topics = self._stale.pop(self._current, frozenset())
        if page is not None and topics:
            page.refresh(topics)
