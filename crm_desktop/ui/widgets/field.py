"""Fields: one line of input with its label, hint and error; passwords; search; longer notes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import IconButton, Size
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import IconLabel, Text, Tone

EDIT_STYLE = {"compact": "table", "normal": "body", "large": "script"}
INNER_SIDE = 22
FieldKind = Literal["text", "password", "figures"]


class InputFrame(QWidget):
    """The box around an input: border, 2 px in the focus colour when it has the focus, error line.

    Holds `edit`, a line edit without a frame; icons, key caps and small buttons stand beside it.
    """

    caps_lock_changed = Signal(bool)

    def __init__(
        self,
        *,
        size: Size = "normal",
        icon: str = "",
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size: Size = size
        self._tabular = tabular
        self._tone: Tone = ""
        self._is_caps: bool | None = None
        self._row = Row(self, gap=8)
        if icon:
            self._row.addWidget(IconLabel(icon))
        self.edit = QLineEdit(self)
        self.edit.setProperty("flat", True)
        self.edit.installEventFilter(self)
        self._row.addWidget(self.edit, 1)
        self.setFocusProxy(self.edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.edit.setFont(theme.font(EDIT_STYLE[self._size], tabular=self._tabular))
        side = 8 if self._size == "compact" else 10
        self._row.set_space((side, 2, side, 2), 8)
        self.updateGeometry()
        self.update()

    def add_right(self, widget: QWidget) -> None:
        """Put a key cap or a small button at the right end."""
        self._row.addWidget(widget)
        if isinstance(widget, IconButton):
            widget.setCursor(Qt.CursorShape.ArrowCursor)

    def set_tone(self, tone: Tone) -> None:
        """`danger` or `warning` draws the border in that colour; empty takes it back."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        height = theme.px(getattr(theme.tokens.control, self._size))
        line = theme.line(EDIT_STYLE[self._size]) + 8
        inner = super().sizeHint()
        return QSize(max(inner.width(), theme.px(120)), max(height, line))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(64), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_caps(event)
        return super().eventFilter(watched, event)

    def _notice_caps(self, event: QKeyEvent) -> None:
        """Qt does not tell the lock's state; a letter that disagrees with Shift does."""
        is_on = self._is_caps
        if event.key() == Qt.Key.Key_CapsLock and is_on is not None:
            is_on = not is_on
        words = event.text()
        if len(words) == 1 and words.isalpha() and words.upper() != words.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            is_on = words.isupper() != has_shift
        if is_on is not None and is_on != self._is_caps:
            self._is_caps = is_on
            self.caps_lock_changed.emit(is_on)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ground, border, width = "surface", "border_strong", 1
        if not self.isEnabled():
            ground, border = "window", "border"
        elif self._tone:
            border, width = self._tone, 2
        elif self.edit.hasFocus():
            border, width = "focus", 2
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(6),
            fill=theme.colour(ground),
            border=theme.colour(border),
            width=width,
        )


class _Message(QWidget):
    """The line below a field: icon and sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=4)
        self.icon = IconLabel("sign.error", tone="danger")
        self.words = Text("", "caption", tone="danger", wrap=True)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, words: str, tone: Tone, icon: str) -> None:
        """Show a sentence; empty hides the line."""
        self.words.setText(words)
        self.words.set_tone(tone)
        self.icon.setVisible(bool(icon))
        if icon:
            self.icon.set_icon(icon, tone)
        self.setVisible(bool(words))


class Field(QWidget):
    """A labelled line of input: hint or error below, a cross to empty it, an eye for passwords."""

    text_changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        label: str,
        *,
        kind: FieldKind = "text",
        size: Size = "normal",
        placeholder: str = "",
        hint: str = "",
        icon: str = "",
        clearable: bool = False,
        label_style: str = "caption",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._kind = kind
        self._error = ""
        column = Column(self, gap=4)
        tone: Tone = "muted" if label_style == "caption" else ""
        self.label = Text(label, label_style, tone=tone)
        if not label:  # never show what has no parent yet: it would be a window for a moment
            self.label.hide()
        self.frame = InputFrame(size=size, icon=icon, tabular=kind == "figures")
        self.edit = self.frame.edit
        self.label.setBuddy(self.edit)
        self.edit.setAccessibleName(accessible_name or label)
        self.edit.setPlaceholderText(placeholder)
        self._message = _Message()
        column.addWidget(self.label)
        column.addWidget(self.frame)
        column.addWidget(self._message)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._eye: IconButton | None = None
        self._is_kept = False
        if kind == "password":
            self._add_eye()
        elif clearable:
            self._add_clear()
        self.edit.textChanged.connect(self._changed)
        self.edit.returnPressed.connect(self.submitted)
        self._show_message()

    def _add_eye(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton("act.show", self.tr("Show the password"), side=INNER_SIDE)
        self._eye.clicked.connect(self._toggle_eye)
        self.frame.add_right(self._eye)
        self.frame.caps_lock_changed.connect(self._show_message)

    def put_kept(self, password: str) -> None:
        """Fill in a password that nobody typed now: it isn't shown; the eye is back once it is emptied."""
        assert self._eye is not None
        self.set_text(password)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye.set_icon("act.show", self.tr("Show the password"))
        self._eye.hide()
        self._is_kept = True

    def _toggle_eye(self) -> None:
        assert self._eye is not None
        is_hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        if is_hidden:
            self._eye.set_icon("act.hide", self.tr("Hide the password"))
        else:
            self._eye.set_icon("act.show", self.tr("Show the password"))

    def _add_clear(self) -> None:
        clear = IconButton("act.close", self.tr("Empty the field"), side=INNER_SIDE)
        clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        clear.clicked.connect(self.edit.clear)
        clear.hide()
        self.edit.textChanged.connect(lambda words: clear.setVisible(bool(words)))
        self.frame.add_right(clear)

    def _changed(self, words: str) -> None:
        if self._is_kept and not words:
            self._is_kept = False
            assert self._eye is not None
            self._eye.show()
        if self._error:
            self.set_error("")
        self.text_changed.emit(words)

    def _show_message(self) -> None:
        if self._error:
            self._message.tell(self._error, "danger", "sign.error")
        elif self._kind == "password" and self.frame._is_caps:
            self._message.tell(self.tr("Caps Lock is on"), "warning", "sign.warning")
        else:
            self._message.tell(self._hint, "muted", "")

    def set_error(self, words: str) -> None:
        """Show what is wrong below the field; empty takes it back. Editing takes it back too."""
        self._error = words
        self.frame.set_tone("danger" if words else "")
        self.edit.setAccessibleDescription(words or self._hint)
        self._show_message()

    def error(self) -> str:
        """The error shown, or empty."""
        return self._error

    def set_hint(self, words: str) -> None:
        """Change the hint below."""
        self._hint = words
        if not self._error:
            self.edit.setAccessibleDescription(words)
        self._show_message()

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Fill the field."""
        self.edit.setText(words)


class SearchField(InputFrame):
    """A field to search in: a lens, the words, the key that comes here, a cross when filled."""

    text_changed = Signal(str)

    def __init__(
        self,
        placeholder: str,
        key: str = "",
        *,
        size: Size = "normal",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size=size, icon="act.search", parent=parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(accessible_name or placeholder)
        self._cap = KeyCap(key)
        if not key:  # never show what has no parent yet: it would be a window for a moment
            self._cap.hide()
        self._clear = IconButton("act.close", self.tr("Empty the search"), side=INNER_SIDE)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._clear.clicked.connect(self.edit.clear)
        self.add_right(self._cap)
        self.add_right(self._clear)
        self._has_key = bool(key)
        self.edit.textChanged.connect(self._changed)

    def _changed(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        self._cap.setVisible(self._has_key and not words)
        self.text_changed.emit(words)

    def text(self) -> str:
        """What is searched for."""
        return self.edit.text()


class NoteEdit(QPlainTextEdit):
    """Several lines of text, at reading size; Esc leaves it (`left`)."""

    left = Signal()

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        style: str = "script",
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("flat", flat)
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines are wrapped
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.setFont(theme.font(self._style))
        self.viewport().setFont(self.font())  # what stands there while it is empty is written in this one
        self.setMinimumHeight(theme.line(self._style) * 2 + theme.px(20))

    def caret_at(self) -> QPoint:
        """Where the caret is, in the editor's coordinates."""
        return self.cursorRect().center()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)
