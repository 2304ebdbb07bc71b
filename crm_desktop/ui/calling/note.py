"""The note of the call: large to type in, saved as typed, with ready remarks by abbreviation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.field import NoteEdit
from crm_desktop.ui.widgets.keycap import KeyCap
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.text import IconLabel, Text


class RemarkEdit(NoteEdit):
    """A note in which an abbreviation followed by a space becomes the whole remark."""

    focus_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.remarks: Mapping[str, str] = {}
        self.setProperty("user_data", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self._expand():
            event.accept()
            return
        super().keyPressEvent(event)

    def _expand(self) -> bool:
        """Replace the abbreviation before the caret by its remark; whether there was one."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        before = cursor.block().text()[: cursor.positionInBlock()]
        word = before.rpartition(" ")[2]
        remark = self.remarks.get(word.casefold()) if word else None
        if remark is None:
            return False
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(word))
        cursor.insertText(f"{remark} ")
        self.setTextCursor(cursor)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)


class NoteBox(QWidget):
    """The note with its title; before a call it is one line until it is wanted."""

    typed = Signal(str)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=0)
        self._head = QWidget()
        self._row = Row(self._head, margins=(16, 4, 16, 4), gap=8)
        self._title = Text(self.tr("Note"), "body_strong")
        self._sign = IconLabel("sign.check", tone="success")
        self._saved = Text(self.tr("saved as you type"), "caption", tone="success")
        self._cap = KeyCap("N")
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        for widget in (self._sign, self._saved, self._cap):
            self._row.addWidget(widget)
        self._line = QWidget()
        line = Row(self._line, margins=(16, 4, 16, 4), gap=8)
        line.addWidget(IconLabel("lead.edit"))
        self._placeholder = Text(self.tr("Note before the call"), "body", tone="muted")
        line.addWidget(self._placeholder)
        line.addWidget(KeyCap("N"))  # beside its words: a toast may lie over the end of the line
        line.addStretch(1)
        self.edit = RemarkEdit(self.tr("Note"))
        self._holder = QWidget()
        self._inner = Column(self._holder, margins=(12, 0, 12, 12))
        self._inner.addWidget(self.edit, 1)
        self.rule = Rule()
        for part in (self.rule, self._line, self._head):
            column.addWidget(part)
        column.addWidget(self._holder, 1)
        self.edit.textChanged.connect(self._changed)
        self.edit.focus_changed.connect(self._focused)
        self._line.mousePressEvent = lambda _event: self.asked.emit()  # type: ignore[method-assign]
        self._is_open = True
        self._is_bare = self._is_compact = False
        self._is_filling = False
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self._head.setMinimumHeight(current().px(44))
        self._line.setMinimumHeight(current().px(48))

    def set_compact(self, is_compact: bool) -> None:
        """Less air, for small windows."""
        px = current().px
        self._head.setMinimumHeight(px(30 if is_compact else 44))
        self._line.setMinimumHeight(px(36 if is_compact else 48))
        self._row.set_space((12, 0, 12, 0) if is_compact else (16, 4, 16, 4), 8)
        self._is_compact = is_compact
        self._fit_edit()

    def _fit_edit(self) -> None:
        """Two lines at least, one where height is short."""
        px, line = current().px, current().line("script")
        if self._is_bare:
            self._inner.set_space(8, 0)
            self.edit.setMinimumHeight(line + px(14))
            return
        self._inner.set_space((8, 0, 8, 8) if self._is_compact else (12, 0, 12, 12), 0)
        self.edit.setMinimumHeight(line + px(16) if self._is_compact else line * 2 + px(20))

    def set_open(self, is_open: bool) -> None:
        """Show the editor, or only the line that offers it."""
        self._is_open = is_open
        self._line.setVisible(not is_open)
        self._head.setVisible(is_open and not self._is_bare)
        self._holder.setVisible(is_open)
        policy = QSizePolicy.Policy.Expanding if is_open else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.updateGeometry()

    def set_bare(self, is_bare: bool) -> None:
        """The text alone, one line at least, where height is short."""
        if is_bare != self._is_bare:
            self._is_bare = is_bare
            self._head.setVisible(self._is_open and not is_bare)
            self._fit_edit()

    def is_open(self) -> bool:
        """Whether the editor is shown."""
        return self._is_open

    def _focused(self, has_focus: bool) -> None:
        self._cap.setVisible(not has_focus)

    def _changed(self) -> None:
        if not self._is_filling:
            self.typed.emit(self.edit.toPlainText())

    def fill(self, text: str) -> None:
        """Show another note; its changes are not told back."""
        if text == self.edit.toPlainText():
            return
        self._is_filling = True
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._is_filling = False

    def show_saved(self, is_saved: bool) -> None:
        """Whether everything typed is kept."""
        self._sign.setVisible(is_saved)
        self._saved.setText(self.tr("saved as you type") if is_saved else self.tr("saving…"))
        self._saved.set_tone("success" if is_saved else "muted")
