"""The main window: rail, header, notices, the pages and the status line, around whom works now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from crm_desktop.ui.imports.dropping import FileDrop
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.shell import geometry, look
from crm_desktop.ui.shell.actions import Act, Catalogue
from crm_desktop.ui.shell.deck import Deck
from crm_desktop.ui.shell.finding import LeadFinder
from crm_desktop.ui.shell.header import Header
from crm_desktop.ui.shell.keys_sheet import KeysSheet
from crm_desktop.ui.shell.notice_views import NoticesArea, ToastViews
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.shell.page import Page, PageContext, StatusParts, Visitor, Width
from crm_desktop.ui.shell.pages import PAGES, PageSpec, pages_for
from crm_desktop.ui.shell.palette import CommandPalette
from crm_desktop.ui.shell.person_menu import PersonMenu
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.ui.shell.status import StatusLine
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.chips import State

KEYS_TOGETHER_MS = 40  # a key held down comes more often


@dataclass
class ShellContext:
    """What `app.py` gives the window.

    `services` is passed on to the pages; `find_leads` answers the palette, `open_lead` opens a lead chosen
    there. `first_page` is opened first when the person may; when the window `waits`, `first_steps` and
    `open_first` do it.
    """

    ops: Operations
    notices: Notices
    settings: QSettings
    visitor: Visitor
    services: Any = None
    find_leads: LeadFinder | None = None
    open_lead: Callable[[object], object] | None = None
    pages: Sequence[PageSpec] = field(default=PAGES)
    first_page: str = ""
    waits: bool = False


class MainWindow(QWidget):
    """The window of the program. Implements `Frame` for its pages.

    What the person asks for but the window can't do itself goes out as a signal: the entry wires it.
    """

    switch_asked = Signal()
    lock_asked = Signal()
    password_asked = Signal()
    sign_out_asked = Signal()
    share_asked = Signal(object)  # Share: the workspace moves to a server, nobody may be signed in
    archive_asked = Signal(object)  # ImportArchive: the workspace is filled from it, nobody is in
    deletion_asked = Signal(object)  # Doomed and a password: the workspace is destroyed, nobody is in
    page_opened = Signal(str)
    closing = Signal()  # the window may close and is about to

    def __init__(self, context: ShellContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.notices = context.notices
        self._cover: QWidget | None = None
        self._badges: dict[str, int] = {}
        self._zoom_wanted: float | None = None
        self._zoom_soon = QTimer(self, singleShot=True, interval=KEYS_TOGETHER_MS)
        self._zoom_soon.timeout.connect(self._zoom_now)
        self.presence = ""  # the state shown in the header, empty when none is
        self.setWindowTitle(QApplication.applicationDisplayName() or "CRM Desktop")
        self.setObjectName("window")
        self._shell = QWidget(self)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._shell)
        self.is_closing = False
        self.acts = Catalogue(self)
        self.rail = Rail(self._shell)
        self.header = Header(self._shell)
        self.notices_area = NoticesArea(self.notices, self.acts, self._shell)
        self.deck = Deck(self._page_context, self._shell)
        self.status = StatusLine(self._shell)
        self.palette_overlay = CommandPalette(self._shell, self.acts)
        self.keys_sheet = KeysSheet(self._shell, self.acts)
        self.toasts = ToastViews(self.notices, self._shell)
        self._person_menu = PersonMenu(self.header.person.menu, context.settings, self.acts.trigger)
        self._lay_out()
        self._wire()
        follow_theme(self._rescale)
        geometry.restore(self, context.settings)
        self.set_visitor(context.visitor)

    def _lay_out(self) -> None:
        self._main = QVBoxLayout()
        self._main.addWidget(self.notices_area)
        self._main.addWidget(self.deck, 1)
        grid = QGridLayout(self._shell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 3, 1)
        grid.addWidget(self.header, 0, 1)
        grid.addLayout(self._main, 1, 1)
        grid.addWidget(self.status, 2, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)

    def _wire(self) -> None:
        self.rail.chosen.connect(self._rail_chosen)
        self.header.search_asked.connect(self.palette_overlay.open)
        self.status.keys_asked.connect(self.keys_sheet.open)
        self.file_drop = FileDrop(self, lambda: not self.is_covered and self.deck.may_open("import"))
        self.file_drop.dropped.connect(lambda path: self.open_page("import", path=path))
        self.deck.built.connect(self._listen_to)
        self.deck.turned.connect(self._turned)
        self.context.ops.changes.announced.connect(self.deck.hear)
        self._overlays: list[Overlay] = []
        for overlay in (self.palette_overlay, self.keys_sheet):
            self.take_overlay(overlay)

    @property
    def ground(self) -> QWidget:
        """What overlays lie over."""
        return self._shell

    def take_overlay(self, overlay: Overlay) -> None:
        """Keys sleep while this overlay is open, and the lock closes it; the window keeps it from now on."""
        self._overlays.append(overlay)
        overlay.opened.connect(self._overlay_opened)
        overlay.closed.connect(self._overlay_closed)

    # ---- whose window it is ------------------------------------------------------------------

    def set_visitor(self, visitor: Visitor) -> None:
        """Another person works here now: pages, acts and notices of the one before are gone."""
        self.context.visitor = visitor
        for overlay in self._overlays:
            overlay.dismiss()
        self.header.forget_page()
        for act in self.acts.acts():
            self.acts.remove(act.id)
        self.notices.clear()
        pages = pages_for(visitor, self.context.pages)
        self.deck.set_specs(pages)
        self.rail.set_pages([page for page in pages if not page.under])
        self._badges.clear()
        self.header.person.set_name(visitor.name)
        self.set_presence("", "")
        self.status.show_parts(StatusParts())
        self.palette_overlay.set_leads(self.context.find_leads, self.context.open_lead)
        self._add_acts(pages)
        if not self.context.waits:
            self.open_first()

    def _first_page(self) -> str:
        """The page to begin with; empty when the person may open none."""
        pages = pages_for(self.context.visitor, self.context.pages)
        first = self.context.first_page
        return first if any(page.id == first for page in pages) else pages[0].id if pages else ""

    def first_steps(self) -> Iterator[None]:
        """Build the first page, each part a step."""
        yield from self.deck.steps(self._first_page())

    def lay_out_steps(self) -> Iterator[None]:
        """Style and lay out what is hidden yet, each a step: showing it is then little more than a paint."""
        parts = [self, *self.findChildren(QWidget)]
        for part in parts:
            part.ensurePolished()
        yield
        for part in parts:
            layout = part.layout()
            if layout is not None:
                layout.activate()
        yield

    def open_first(self) -> None:
        """Open the first page."""
        self.open_page(self._first_page())

    def _add_acts(self, pages: Sequence[PageSpec]) -> None:
        going, window = self.tr("Go to"), self.tr("Everywhere")
        number = 0
        for page in pages:
            number += not page.under
            keys = page.keys if page.under else (f"Ctrl+{number % 10}",) if number <= 10 else ()
            self.acts.add(
                Act(
                    f"go.{page.id}",
                    page.shown_title(),
                    self._going(page.id),
                    keys,
                    group=going,
                    icon=page.icon,
                )
            )
        palette, sheet = self.palette_overlay, self.keys_sheet
        can_undo: Callable[[], bool] = lambda: self.notices.can_undo  # noqa: E731 - asked anew each time
        self.acts.add_all(
            [
                Act(
                    "window.palette",
                    self.tr("Find a lead or an act"),
                    palette.open,
                    ("Ctrl+K",),
                    group=window,
                    icon="act.search",
                    in_palette=False,
                ),
                Act(
                    "window.keys",
                    self.tr("Show all keys"),
                    sheet.open,
                    ("?", "F1"),
                    group=window,
                    icon="act.keys",
                ),
                Act(
                    "window.undo",
                    self.tr("Undo"),
                    self.notices.take_undo,
                    ("Ctrl+Z",),
                    group=window,
                    icon="act.undo",
                    enabled=can_undo,
                ),
                Act(
                    "window.larger",
                    self.tr("Larger"),
                    lambda: self._zoom(1),
                    ("Ctrl++", "Ctrl+="),
                    group=window,
                ),
                Act("window.smaller", self.tr("Smaller"), lambda: self._zoom(-1), ("Ctrl+-",), group=window),
                Act(
                    "window.theme",
                    self.tr("Light or dark"),
                    self._other_theme,
                    group=window,
                    icon="sign.dark",
                ),
                Act(
                    "session.lock",
                    self.tr("Lock"),
                    self.lock_asked.emit,
                    ("Ctrl+L",),
                    group=window,
                    icon="act.lock",
                ),
                Act(
                    "session.switch",
                    self.tr("Switch person"),
                    self.switch_asked.emit,
                    group=window,
                    icon="act.switch_person",
                ),
                Act(
                    "session.password",
                    self.tr("Change password"),
                    self.password_asked.emit,
                    group=window,
                    icon="sign.key",
                ),
                Act(
                    "session.sign_out",
                    self.tr("Sign out"),
                    self.sign_out_asked.emit,
                    group=window,
                    icon="act.sign_out",
                ),
            ]
        )

    def _going(self, page_id: str) -> Callable[[], object]:
        return lambda: self.open_page(page_id)

    def _page_context(self) -> PageContext:
        context = self.context
        return PageContext(
            ops=context.ops,
            notices=self.notices,
            acts=self.acts,
            visitor=context.visitor,
            settings=context.settings,
            frame=self,
            services=context.services,
        )

    # ---- what pages ask of the window --------------------------------------------------------

    def open_page(self, page_id: str, **arguments: object) -> bool:
        """See `Frame.open_page`."""
        return self.deck.open(page_id, arguments)

    def set_badge(self, page_id: str, count: int) -> None:
        """See `Frame.set_badge`."""
        button = self.rail.button(page_id)
        if button is not None:
            button.set_count(count)

    def set_presence(self, state: str, text: str) -> None:
        """See `Frame.set_presence`."""
        self.presence = state
        self.header.set_presence(cast("State", state) if state else None, text)

    # ---- covered: locked, or another person signs in -----------------------------------------

    def cover(self, widget: QWidget) -> None:
        """Put a widget (the lock, the sign-in) over everything; nothing beneath is visible or takes keys.

        The widget becomes the window's own and is deleted by `uncover`.
        """
        self.uncover()
        for overlay in self._overlays:
            overlay.dismiss()
        self.deck.set_in_view(False)
        self.acts.suspend(True)
        self._cover = widget
        self._layers.addWidget(widget)
        self._layers.setCurrentWidget(widget)
        widget.setFocus()

    def uncover(self) -> None:
        """Show the window again; nothing happens when it isn't covered."""
        if self._cover is None:
            return
        self._layers.removeWidget(self._cover)
        self._cover.hide()
        self._cover.deleteLater()
        self._cover = None
        self._layers.setCurrentWidget(self._shell)
        self.acts.suspend(False)
        self.deck.set_in_view(True)
        page = self.deck.current_page
        if page is not None:
            page.focus_first()

    @property
    def is_covered(self) -> bool:
        """Whether a lock or sign-in lies over the window."""
        return self._cover is not None

    def come_forward(self) -> None:
        """Show, restore and raise the window: a second start asked for it."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # ---- inside ------------------------------------------------------------------------------

    def _rail_chosen(self, page_id: str) -> None:
        if not self.open_page(page_id):
            self.rail.mark(self.deck.current_id)

    def _listen_to(self, page: Page) -> None:
        page.status_changed.connect(self._show_status)
        page.header_changed.connect(self._show_header)
        page.clearance_changed.connect(self._place_toasts)

    def _turned(self, page_id: str) -> None:
        page = self.deck.current_page
        if page is None:
            return
        spec = next(spec for spec in self.context.pages if spec.id == page_id)
        self.rail.mark(spec.under or page_id)
        self.acts.enter(page_id)
        self.header.show_page(spec.shown_title(), page.header_widgets())
        self._show_status()
        self.page_opened.emit(page_id)

    def _show_status(self) -> None:
        page = self.deck.current_page
        if page is not None:
            self.status.show_parts(page.status_parts())
            self._place_toasts()

    def _show_header(self) -> None:
        page = self.deck.current_page
        if page is not None:
            self.header.show_page(self.header.title.text(), page.header_widgets())

    def _overlay_opened(self) -> None:
        self.acts.suspend(True)

    def _overlay_closed(self) -> None:
        self.acts.suspend(self.is_covered)

    def _zoom(self, step: int) -> None:
        """A key pressed several times, or held down, dresses the window once: that takes a second."""
        self._zoom_wanted = look.next_zoom(self._zoom_wanted or current().zoom, step)
        self._zoom_soon.start()

    def _zoom_now(self) -> None:
        app, wanted = QApplication.instance(), self._zoom_wanted
        self._zoom_wanted = None
        if isinstance(app, QApplication) and wanted is not None:
            look.set_zoom(app, self.context.settings, wanted)

    def _other_theme(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.set_mode(app, self.context.settings, "light" if current().scheme == "dark" else "dark")

    def _place_toasts(self) -> None:
        page = self.deck.current_page
        theme = current()
        clear = round(page.toast_clearance() / theme.zoom) if page is not None else 0
        self.toasts.stack.set_bottom(theme.tokens.shell.status + 16 + clear)

    def width_class(self) -> Width:
        """How much room there is, in px at 100 %: a larger zoom makes the window smaller."""
        return Width.of(round(self.width() / current().zoom))

    def _rescale(self) -> None:
        theme = current()
        width = self.width_class()
        is_small = width == Width.SMALL
        self.rail.set_narrow(is_small)
        self.header.set_narrow(is_small)
        self.status.set_narrow(is_small)
        side, end = (10, 8) if is_small else (theme.tokens.shell.page_padding, theme.tokens.shell.gutter)
        self._main.setContentsMargins(*(theme.px(px) for px in (side, end, side, end)))
        self._main.setSpacing(theme.px(8 if is_small else 16 if width == Width.WIDE else 12))
        self.deck.fit(width)
        self._place_toasts()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("window"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A page in the middle of something may say no; the window's place is remembered."""
        page = self.deck.current_page
        is_asked = not self.is_closing and not self.is_covered and page is not None
        if is_asked and page is not None and not page.may_leave():
            event.ignore()
            return
        self.close_for_good()
        event.accept()

    def close_for_good(self) -> None:
        """Close it, whatever the page in view is in the middle of: that is asked before.

        Qt asks every window once more when the program leaves: then this one says yes.
        """
        if not self.is_closing:
            self.is_closing = True
            geometry.save(self, self.context.settings)
            self.closing.emit()
