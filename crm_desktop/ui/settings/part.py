"""What every part of the settings is: it loads in the background, checks, and saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLayout, QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.meanwhile import laid_together, words_of
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.text import Text

T = TypeVar("T")


class SettingsPart(QWidget):
    """Base of the parts. `load` is called each time the part comes into view.

    Parts that save on a button call `add_save` and answer `check` and `save`; the others save each change
    at once with `keep`.
    """

    changed = Signal()  # something here was edited and is not saved yet

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session: Session = context.services
        self.is_edited = False
        self.is_loading = False
        self.column = Column(self, gap=12)
        self.save_button: KeyCapButton | None = None
        self.foot: QWidget | None = None
        self.told = Text("", "caption", tone="danger", wrap=True, parent=self)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.told.hide()

    # ---- what parts answer -------------------------------------------------------------------------

    def bring(self, place: QWidget) -> None:
        """Bring what just came into view, once it is laid out: it may lie below what is seen."""
        above: QWidget | None = self
        while above is not None and not isinstance(above, Scroll):
            above = above.parentWidget()
        if above is not None:
            QTimer.singleShot(0, self, partial(above.bring, place))

    def load(self) -> None:
        """Read what is shown."""

    def check(self) -> str:
        """What is wrong with what was typed, in a sentence; empty when it can be saved."""
        return ""

    def save(self) -> None:
        """Save what was typed; called after `check` found nothing."""

    # ---- building ----------------------------------------------------------------------------------

    def panel(self, title: str, sentence: str = "") -> Panel:
        """A titled panel in the part's column, with a muted sentence first."""
        panel = Panel(title, gap=12)
        if sentence:
            panel.body.addWidget(Text(sentence, tone="muted", wrap=True))
        self.column.addWidget(panel)
        return panel

    def line(self, panel: Panel, label: str, control: QWidget | QLayout, hint: str = "") -> Text:
        """A setting: its name at the left, its control at the right, a hint below."""
        made = FormLine(label, control, hint)
        panel.body.addWidget(made)
        return made.name

    def add_save(self, words: str = "") -> None:
        """The foot with Save, which the page keeps in view; off until something was edited."""
        self.save_button = KeyCapButton(words or self.tr("Save"), "Ctrl+S", kind="primary")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.submit)
        self.foot = QWidget()
        row = Row(self.foot, gap=12)
        row.addStretch(1)
        row.addWidget(self.told, 4)
        row.addWidget(self.save_button)

    def stay_at(self, table: TableView, row: int, words: str) -> None:
        """Another row was chosen while one is edited: say in `words` what goes first, and go back to it.

        What has no row yet (-1) leaves none chosen.
        """
        self.tell(words)
        self.is_loading = True
        if row >= 0:
            table.selectRow(row)
        else:
            table.clearSelection()
        self.is_loading = False

    def edited(self, *_: object) -> None:
        """Something was typed or chosen by the person."""
        if not self.is_loading:
            self.set_edited(True)

    def set_edited(self, is_edited: bool) -> None:
        """Whether there is something to save."""
        self.is_edited = is_edited
        if self.save_button is not None:
            self.save_button.setEnabled(is_edited)
        if is_edited:
            self.tell("")
            self.changed.emit()

    # ---- saving ------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Check, then save; says what is wrong beside the button."""
        if not self.is_edited:
            return
        wrong = self.check()
        self.tell(wrong)
        if not wrong:
            self.save()

    def tell(self, words: str) -> None:
        """What is wrong, beside the button; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def refused(self, error: UserError) -> None:
        """The service said no."""
        self.tell(tr_error(error))

    def lay_together(
        self,
        all_of: Callable[[], Iterable[T]],
        which: UUID,
        of: Callable[[T], Mapping[str, Any]],
        typed: tuple[Mapping[str, Any], Mapping[str, Any]],
        put: Callable[[T, Mapping[str, Any]], object],
        words: Callable[[Mapping[str, Any]], Mapping[str, tuple[str, str]]],
    ) -> None:
        """Someone else saved what is edited here: read it anew and lay what was typed over it.

        `all_of` reads it and its like, `which` is its id, `of` gives its values, `typed` those it was read
        with and those that stand here; `put` shows the outcome as an edit of what was found; `words` name
        each field and its value.
        """
        before, mine = typed

        def came(now: T | None) -> None:
            if now is None:
                return
            values = of(now)
            found = laid_together(before, mine, values)
            was, self.is_loading = self.is_loading, True
            put(now, found.values)
            self.is_loading = was
            self.set_edited(True)
            named = words(values)
            labels = {name: label for name, (label, _) in named.items()}
            self.tell(words_of(found, labels, {name: value for name, (_, value) in named.items()}))

        def find() -> T | None:
            return next((each for each in all_of() if getattr(each, "id", None) == which), None)

        self.context.ops.read(self, find).latest_only(f"settings.{type(self).__name__}").success(came).start()

    def keep(self, key: str, value: Any) -> None:
        """Save one setting now."""
        if self.is_loading:
            return
        settings, actor = self.session.services.settings, self.session.actor
        self.context.ops.store(self, lambda: settings.set(actor, key, value)).changes("settings").failure(
            self._keep_refused
        ).start()

    def _keep_refused(self, error: UserError) -> None:
        self.context.notices.user_error(error)
        self.load()

    def read(self, work: Callable[[], Any], show: Callable[[Any], object]) -> None:
        """Read in the background and show; edits made by `show` don't count as the person's."""

        def shown(found: Any) -> None:
            self.is_loading = True
            try:
                show(found)
            finally:
                self.is_loading = False
            self.set_edited(False)

        self.context.ops.read(self, work).latest_only(f"settings.{type(self).__name__}").success(
            shown
        ).start()

    def saved(self, words: str = "") -> None:
        """It is saved: say so in passing."""
        self.set_edited(False)
        self.tell("")
        self.context.notices.toast(words or self.tr("Saved"))
