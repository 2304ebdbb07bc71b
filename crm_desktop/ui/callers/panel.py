"""F3, Someone called: type the last digits, a whole number or a name; Enter, and the call is on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.clock import Clock
from crm_desktop.domain.callers import CallerRow
from crm_desktop.log import get_logger
from crm_desktop.store.outside_calls import Way
from crm_desktop.ui.callers.new_lead import NewCallerForm
from crm_desktop.ui.callers.rows import CallerList
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field, InputFrame
from crm_desktop.ui.widgets.layouts import FlowLayout, Row
from crm_desktop.ui.widgets.text import IconLabel, Text

WIDTH, LEAST_ROWS, MOST_ROWS = 824, 2, 7

log = get_logger(__name__)


class How(StrEnum):
    """What is done about whoever called."""

    CALL = "call"
    MISSED = "missed"
    EARLIER = "earlier"


class CallerPanel(Overlay):
    """One field, one list, four acts; the form of a new lead in their place when nobody is found.

    `asked` for each typed text: its owner answers with `show_found`. `chosen` gives a lead and how,
    `new_asked` opens the form through `show_form`, `made` gives the new lead and how.
    """

    asked = Signal(str)
    chosen = Signal(object, object)  # CallerRow, How
    new_asked = Signal()
    made = Signal(object, object)  # NewLead, How

    def __init__(self, parent: QWidget, me: UUID, zone: str, clock: Clock) -> None:
        super().__init__(parent, width=WIDTH, at_top=True)
        self._me, self._zone, self._clock = me, zone, clock
        self.setAccessibleName(self.tr("Someone called"))
        self._is_on_call = False
        self._first_how = self._how = How.CALL  # what Enter does; what is done with the new lead
        self.field = InputFrame(size="large", icon="call.incoming", tabular=True)
        self.edit = self.field.edit
        self.edit.setPlaceholderText(self.tr("Last digits, whole number or name"))
        self.edit.setAccessibleName(self.tr("Who called: last digits, whole number or name"))
        self.edit.setProperty("user_data", True)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list = CallerList()
        self.list.clicked.connect(self._clicked)
        self.heading = Text(self.tr("New lead"), "title")
        self.heading.hide()
        self.told = _Told()
        self.form = NewCallerForm()
        self.form.hide()
        self._make_way()
        self._make_foot()
        for widget in (self.heading, self.field, self.told, self.list, self.form, self.way_row, self.foot):
            self.column.addWidget(widget)
        follow_theme(self._rescale)

    def _make_way(self) -> None:
        self.way_row = QWidget()
        row = Row(self.way_row, gap=12)
        self.our_number = Field(self.tr("Our line or number they rang"), size="compact")
        self.forwarded = Field(self.tr("Forwarded from"), size="compact")
        for field in (self.our_number, self.forwarded):
            field.edit.setProperty("user_data", True)
            row.addWidget(field, 1)
        self.way_row.hide()

    def _make_foot(self) -> None:
        self.foot = QWidget()
        row = FlowLayout(self.foot)
        self.call = KeyCapButton(self.tr("The call is on"), "Return", kind="primary", icon="call.on_call")
        self.missed = KeyCapButton(self.tr("Missed call"), "Alt+M")
        self.earlier = KeyCapButton(self.tr("Earlier call"), "Alt+E")
        self.new = KeyCapButton(self.tr("New lead"), "Alt+N", kind="quiet")
        self.line = KeyCapButton(self.tr("Line"), "Alt+L", kind="quiet")
        self.call.clicked.connect(self._primary)
        self.missed.clicked.connect(lambda: self.choose(How.MISSED))
        self.earlier.clicked.connect(lambda: self.choose(How.EARLIER))
        self.new.clicked.connect(self.open_form)
        self.line.clicked.connect(self.toggle_way)
        for button in (self.call, self.missed, self.earlier, self.new, self.line):
            row.addWidget(button)
        # A line edit would take Alt and a letter for that letter.
        for key, button in (
            ("Alt+M", self.missed), ("Alt+E", self.earlier), ("Alt+N", self.new), ("Alt+L", self.line)
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    # ---- coming and going --------------------------------------------------------------------

    def begin(self, how: How, *, is_on_call: bool, line: str) -> None:
        """Before it is opened: what Enter does. On a call no other can begin."""
        self._is_on_call = is_on_call
        self._first_how = How.MISSED if is_on_call and how is How.CALL else how
        self.missed.set_key("Return" if self._first_how is How.MISSED else "Alt+M")
        self.earlier.set_key("Return" if self._first_how is How.EARLIER else "Alt+E")
        self._show_call()
        self.our_number.set_text(line)
        self.forwarded.set_text("")

    def _show_call(self) -> None:
        self.call.set_words(self.tr("The call is on"))
        self.call.setVisible(self._first_how is How.CALL)

    def prepare(self) -> None:
        self.edit.clear()
        self.close_form()
        self.show_found((), is_asked=False)

    def first_focus(self) -> QWidget:
        return self.edit

    def wanted_height(self) -> int:
        theme = current()
        margins = self.column.contentsMargins()
        height = margins.top() + margins.bottom()
        width = min(theme.px(WIDTH), self.covered.width() - theme.px(32)) - margins.left() - margins.right()
        parts: list[QWidget] = [self.heading, self.field, self.told, self.form, self.way_row, self.foot]
        shown = [part for part in parts if not part.isHidden()]
        for part in shown:
            tall = part.heightForWidth(width) if part.hasHeightForWidth() else -1
            height += max(tall, part.minimumSizeHint().height(), 0 if tall >= 0 else part.sizeHint().height())
        height += self.column.spacing() * len(shown)
        if not self.list.isHidden():
            rows = min(MOST_ROWS, max(LEAST_ROWS, self.list.count()))
            row = theme.line("body_strong") + theme.line("table") + theme.px(14)
            height += rows * row + theme.px(4)
        return height

    def _rescale(self) -> None:
        theme = current()
        edge = theme.px(12)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme.px(10))
        if self.isVisible():
            self.place()

    @property
    def way(self) -> Way:
        """Which of our numbers they rang, and from where it was forwarded."""
        return Way(our_number=self.our_number.text().strip(), forwarded_from=self.forwarded.text().strip())

    # ---- what is shown -----------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self.asked.emit(text)

    def show_found(
        self,
        rows: Sequence[CallerRow],
        *,
        is_asked: bool = True,
        has_more: bool = False,
        lacks: int = 0,
        is_away: bool = False,
    ) -> None:
        """What was found; `is_asked` False: nothing to look for was typed yet, `lacks` digits are missing.

        `is_away`: only what this workstation keeps could be asked.
        """
        self.list.show_rows(rows, self._me, self._zone, self._clock.now())
        has_rows = bool(rows)
        log.debug("callers shown", rows=len(rows))  # for whoever follows the window through its log
        self.list.setVisible(has_rows)
        for button in (self.call, self.missed, self.earlier):
            button.setEnabled(has_rows or is_asked)
        if has_rows and has_more:
            self.told.tell(self.tr("More leads end so. Type one more digit."), "sign.info", "muted")
        elif lacks:
            words = plural(self.tr("Type %n more digit(s).", "", lacks), lacks)
            self.told.tell(words, "sign.info", "muted")
        elif has_rows or not is_asked:
            words = self._first_words() if not has_rows else ""
            if is_away:
                words = self.tr("No server: only leads kept on this computer are found.")
            self.told.tell(words, "sign.offline" if is_away else "sign.info", "muted")
        elif is_away:
            words = self.tr("Not among the leads kept here. Enter notes name and number for the server.")
            self.told.tell(words, "sign.offline", "")
        else:
            self.told.tell(self.tr("Nobody found. Enter adds a new lead."), "lead.created", "")
        if self.isVisible():
            self.place()

    def _first_words(self) -> str:
        if self._first_how is How.EARLIER:
            return self.tr("With whom was the call? Four digits or two letters are enough.")
        if self._is_on_call:
            return self.tr("You are on a call: a missed call can be noted meanwhile.")
        return self.tr("Four digits are enough. Whole numbers find other people's leads too, counted.")

    def warn(self, words: str) -> None:
        """Something was refused: say why."""
        self.told.tell(words, "sign.warning", "warning")
        if self.isVisible():
            self.place()

    # ---- the form of a new lead --------------------------------------------------------------

    def open_form(self) -> None:
        """A new lead: its owner fills the form through `show_form`."""
        if self.form.isHidden():
            self._how = self._first_how
            self.new_asked.emit()

    def show_form(self, how: How) -> None:
        """The form is filled: show it instead of the list."""
        self._how = how
        self.list.hide()
        self.field.hide()
        self.heading.show()
        self.told.tell("", "", "")
        self.form.show()
        self.call.setVisible(True)
        self.call.set_words(self._form_words())
        for button in (self.call,):
            button.setEnabled(True)
        for button in (self.missed, self.earlier, self.new):
            button.hide()
        self.place()
        self.form.focus_first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _form_words(self) -> str:
        if self._how is How.MISSED:
            return self.tr("Add the lead, note the missed call")
        if self._how is How.EARLIER:
            return self.tr("Add the lead, enter the call")
        return self.tr("Add the lead, the call is on")

    def close_form(self) -> None:
        """Back to the list."""
        self.form.hide()
        self.heading.hide()
        self.field.show()
        self._show_call()
        for button in (self.missed, self.earlier, self.new):
            button.show()

    @property
    def is_form_open(self) -> bool:
        """Whether a new lead is being typed."""
        return not self.form.isHidden()

    # ---- acts --------------------------------------------------------------------------------

    def _primary(self) -> None:
        if self.is_form_open:
            lead = self.form.made()
            self.place()
            if lead is not None:
                self.made.emit(lead, self._how)
        else:
            self.choose(self._first_how)

    def choose(self, how: How) -> None:
        """Do something about the marked lead; nobody is found: a new one."""
        row = self.list.chosen()
        if row is not None and not self.list.isHidden():
            self.chosen.emit(row, how)
        elif self.call.isEnabled():
            self._how = how
            self.new_asked.emit()

    @property
    def how(self) -> How:
        """What is to be done about the new lead."""
        return self._how

    def toggle_way(self) -> None:
        """Show or hide which line they rang."""
        is_shown = self.way_row.isHidden()
        self.way_row.setVisible(is_shown)
        self.place()
        (self.our_number.edit if is_shown else self.edit).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _clicked(self, index: object) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._primary()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.is_form_open:
            self.close_form()
            self.asked.emit(self.edit.text())
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._primary()  # fields let the key through
        elif key == Qt.Key.Key_F3:
            self.edit.selectAll()
        else:
            super().keyPressEvent(event)


class _Told(QWidget):
    """One line: an icon and a sentence; hidden when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(4, 0, 4, 0), gap=8)
        self._icon = IconLabel("sign.info", tone="muted")
        self.words = Text("", "table", tone="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def tell(self, words: str, icon: str, tone: str) -> None:
        """Show a sentence; empty hides the line."""
        self.words.setText(words)
        self.words.set_tone(tone)  # type: ignore[arg-type]
        if icon:
            self._icon.set_icon(icon, tone)  # type: ignore[arg-type]
        self.setVisible(bool(words))
