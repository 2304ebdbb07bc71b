"""Popovers of a page that fill themselves: the page's keys sleep while one is open; a form saves once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text

T = TypeVar("T")
SUBMIT_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class PagePopover(Popover):
    """While it is open no key of the page is awake; its own are given by `on_keys`."""

    def __init__(self, page: QWidget, context: PageContext, *, width: int) -> None:
        super().__init__(page, "", width=width)
        self._context = context
        self._session: Session = context.services
        self.opened.connect(lambda: context.acts.suspend(True))

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._context.acts.suspend(False)

    def open_with(
        self, work: Callable[[], T], fill: Callable[[T], object], anchor: QWidget, key: str
    ) -> None:
        """Read what is shown, fill it in, then open below the anchor; of several `key`s the newest alone."""

        def came(found: T) -> None:
            fill(found)
            self.open_under(anchor)

        self._context.ops.read(self, work).latest_only(key).success(came).start()

    def on_keys(self, keys: tuple[str, ...], run: Callable[[], object]) -> None:
        """Let these keys, pressed anywhere inside, do this."""
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def add_foot(self, *buttons: QWidget, beside: Sequence[QWidget] = ()) -> None:
        """Append the last line: `beside` at the left, Back and the buttons at the right."""
        back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        back.clicked.connect(self.dismiss)
        foot = Row(gap=8)
        for widget in beside:
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (back, *buttons):
            foot.addWidget(widget)
        self.column.addLayout(foot)


class FormPopover(PagePopover):
    """A form over the page: `submit` keeps what was typed, a refusal stands at its field or in `told`."""

    def __init__(self, page: QWidget, context: PageContext, *, width: int) -> None:
        super().__init__(page, context, width=width)
        self._is_busy = False
        self.told = Text("", "table", tone="danger", wrap=True)
        self.told.hide()
        self.on_keys(SUBMIT_KEYS, self.submit)

    def submit(self) -> None:
        """Keep what was typed; says at the field what is missing."""
        raise NotImplementedError

    def enter_submits(self, field: Field) -> None:
        """A line with people's words, in which Enter submits."""
        field.edit.setProperty("user_data", True)
        # Queued: the key that saves must not be heard again by the page below.
        field.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)

    def add_foot(self, *buttons: QWidget, beside: Sequence[QWidget] = ()) -> None:
        self.column.addWidget(self.told)
        super().add_foot(*buttons, beside=beside)

    def keep(self, work: Callable[[], object], topics: tuple[str, ...], done: Callable[[], object]) -> None:
        """Do it in the write lane, once at a time; then close and `done`."""
        self.keep_reporting(lambda _progress: work(), topics, done)

    def keep_reporting(
        self,
        work: Callable[[Progress], object],
        topics: tuple[str, ...],
        done: Callable[[], object],
        label: str = "",
    ) -> None:
        """The same for what may take long: with a `label` it is told after a moment, and can be stopped."""

        def kept(_: object) -> None:
            self.dismiss()
            done()

        def settled() -> None:
            self._is_busy = False

        self._is_busy = True
        op = self._context.ops.store_reporting(self, work).changes(*topics)
        if label:
            op = op.progress(label, cancellable=True)
        op.success(kept).failure(self.refused).settled(settled).start()

    def refused(self, error: UserError) -> None:
        """The service said no."""
        self.tell(tr_error(error))

    def refuse_at(self, fields: Mapping[str, Field], error: UserError) -> bool:
        """Say at its field what is wrong; False where it is about none of these."""
        field = fields.get(error.field or "")
        if field is not None:
            field.set_error(tr_error(error))
            field.setFocus()
        return field is not None

    def tell(self, words: str) -> None:
        """What is wrong, above the buttons; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))
