"""What the card of a review asks in place: an answer, another time for the talk, whether to withdraw."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.coaching.form import TalkFields
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.field import NoteEdit
from crm_desktop.ui.widgets.text import Text


class _Box(AskBox):
    """An `AskBox` that says below its fields what is wrong."""

    def __init__(self, title: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(title, save, parent)
        self._told = Text("", "caption", tone="danger", wrap=True)
        self._told.hide()

    def _finish(self, *widgets: QWidget) -> None:
        for widget in (*widgets, self._told):
            self.column.addWidget(widget)
        self.column.addLayout(self.foot)

    def refuse(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))


class ReplyBox(_Box):
    """What whose call it was says to a review."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Your answer stands beside the review; your reviewer is told."), self.tr("Answer"), parent
        )
        self.words = NoteEdit(self.tr("Your answer"), style="body")
        self.words.setProperty("user_data", True)
        self.words.left.connect(self.left)
        self._finish(self.words)

    def begin(self) -> None:
        """Ask anew."""
        self.words.setPlainText("")
        self.refuse("")

    def submit(self) -> None:
        self.answered.emit(self.words.toPlainText())


class TalkBox(_Box):
    """Another time for the talk."""

    answered = Signal(object)  # datetime

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Talk it over at another time"), self.tr("Save"), parent)
        self.at = TalkFields(zone)
        self._finish(self.at)

    def begin(self, at: datetime | None, now: datetime) -> None:
        """Ask anew, from the time that was promised."""
        self.at.show_at(at if at is not None and at > now else None, now)
        self.refuse("")

    def submit(self) -> None:
        self.answered.emit(self.at.at())


class WithdrawBox(_Box):
    """Whether a review counts no more."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Withdraw this review?"), self.tr("Withdraw"), parent)
        self._finish(
            Text(
                self.tr("It counts no more and stays to be read. The call can be reviewed again."),
                tone="muted", wrap=True,
            )
        )  # fmt: skip

    def submit(self) -> None:
        self.answered.emit()
