"""What every page of the window is, and what it gets from the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from crm_desktop.domain.people import Permission
    from crm_desktop.ui.ops import Operations
    from crm_desktop.ui.shell.actions import Catalogue
    from crm_desktop.ui.shell.notices import Notices


class Width(IntEnum):
    """How much room the window has, by its width in device-independent pixels."""

    SMALL = 0  # below 1024: icon rail, one column with tabs
    MEDIUM = 1  # 1024–1279: history and card become a tab or overlay
    FULL = 2  # 1280–1599: as drawn
    WIDE = 3  # from 1600: roomier gaps, right card 420

    @staticmethod
    def of(pixels: int) -> Width:
        """The class of a window that is so many pixels wide."""
        if pixels >= 1600:
            return Width.WIDE
        if pixels >= 1280:
            return Width.FULL
        return Width.MEDIUM if pixels >= 1024 else Width.SMALL


@dataclass(frozen=True)
class StatusPart:
    """A figure in the status line: muted `text` in which `{}` is replaced by the strong `figure`.

    `share` (0…1) draws a short bar after it, `icon` one before it (a name of the theme's table).
    """

    text: str
    figure: str = ""
    share: float | None = None
    icon: str = ""


@dataclass(frozen=True)
class StatusParts:
    """The two halves of the status line: saved and queue at the left, target at the right."""

    left: Sequence[StatusPart] = ()
    right: Sequence[StatusPart] = ()


class Visitor(Protocol):
    """The person signed in, as far as the window needs to know; the services' `Actor` is one."""

    @property
    def name(self) -> str:
        """The name shown in the header."""
        ...

    def may(self, permission: Permission) -> bool:
        """Whether the person's roles allow this."""
        ...


class Frame(Protocol):
    """What a page may ask of the window around it."""

    def open_page(self, page_id: str, **arguments: object) -> bool:
        """Go to another page and call its `open(**arguments)`; False when the person may not."""
        ...

    def set_badge(self, page_id: str, count: int) -> None:
        """The count on a page's place in the rail; 0 takes it away."""
        ...

    def set_presence(self, state: str, text: str) -> None:
        """The pill in the header: a state of the tokens ("ready", "on_call" …) and its words.

        An empty state takes the pill away.
        """
        ...


@dataclass
class PageContext:
    """What the window hands to each page when it is built.

    `services` is what `app.py` wired for the pages; each page says which part it needs.
    """

    ops: Operations
    notices: Notices
    acts: Catalogue
    visitor: Visitor
    settings: QSettings
    frame: Frame
    services: Any = None


class Page(QWidget):
    """Base of all pages: a widget the window builds when it is first opened, and then keeps.

    A page registers its acts in `__init__` with `context.acts.add(act, scope=self)` under its own id, starts
    reading at the first `activate`, and reads again in `refresh`. Nothing here may wait for the store.
    It may be built long before it is opened; one that is dear to build makes its parts in `making`.
    """

    status_changed = Signal()  # the window asks `status_parts` again
    header_changed = Signal()  # the window asks `header_widgets` again
    clearance_changed = Signal()  # the window asks `toast_clearance` again

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.is_made = False  # True once every step of `making` is taken

    def making(self) -> Iterator[None]:
        """Make the rest of the page, a part at each step: keys are answered between them.

        All steps are taken before anything else is asked of the page. Give parts their parent at once:
        moving what has children to another parent costs as much as making it. But Qt's events may come
        between two steps: a handler such as `resizeEvent` that touches a part asks `is_made` first. An error
        there does not stay an error: while it is pending, PySide 6.11 lets go of a reference to each handler
        it looks up, and the program dies of it later, elsewhere.
        """
        yield from ()

    def open(self, **arguments: object) -> None:
        """Show something particular (a lead, a filter) because another page asked for it."""

    def activate(self) -> None:
        """The page has come into view; called each time, before `focus_first`.

        Read here the first time only: what changed since comes through `refresh`.
        """

    def deactivate(self) -> None:
        """The page is about to leave the view."""

    def refresh(self, topics: frozenset[str]) -> None:
        """These topics changed: read again what is shown. Only called while the page is in view.

        What changed while it was hidden comes in one call when it is opened again. Not called for the
        page's own operations: their success callback shows the result.
        """

    def focus_first(self) -> None:
        """Put the keyboard where work begins on this page."""
        self.setFocus()

    def may_leave(self) -> bool:
        """Whether the person may leave this page (and the program) now; say why in a notice if not."""
        return True

    def header_widgets(self) -> Sequence[QWidget]:
        """Widgets for the header beside the page's title, such as the campaign chooser."""
        return ()

    def status_parts(self) -> StatusParts:
        """What the status line says while this page is in view."""
        return StatusParts()

    def toast_clearance(self) -> int:
        """Pixels at the page's foot that toasts leave free, such as the height of the acts."""
        return 0

    def fit(self, width: Width) -> None:
        """Arrange for this much room; called before the page is first shown and at each change."""
