"""What sign-in and lock share: after too many wrong passwords the seconds are counted down."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.i18n import plural


class WaitingCard(EntranceCard):
    """A card with a field `password` that can have to wait."""

    def __init__(self, title: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, sentence, parent)
        self.seconds_left = 0
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._second_over)

    @property
    def must_wait(self) -> bool:
        """Whether no password may be tried now."""
        return self.seconds_left > 0

    def typed_password(self) -> str:
        """The password to ask with; empty, and said why, where none may be tried now."""
        field = self.fields["password"]
        if self.is_busy or self.must_wait:
            return ""
        if not field.text():
            field.set_error(self.tr("Type your password."))
            field.edit.setFocus()
            return ""
        self.clear_errors()
        return field.text()

    def show_error(self, error: UserError) -> None:
        """As every card, with the password gone; an error that names seconds begins the wait."""
        self.fields["password"].edit.clear()
        super().show_error(error)
        seconds = error.params.get("seconds")
        if isinstance(seconds, int):
            self.seconds_left = seconds
            self._show_wait()
            self._wait.start()

    def end_wait(self) -> None:
        """Another person may try at once."""
        if self.must_wait:
            self.seconds_left = 0
            self._wait.stop()
            self.fields["password"].set_error("")
            self._show_wait()

    def _second_over(self) -> None:
        self.seconds_left -= 1
        if self.seconds_left <= 0:
            self.seconds_left = 1
            self.end_wait()
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        if self.primary is not None:
            self.primary.setEnabled(not self.must_wait)
        if self.must_wait:
            left = self.seconds_left
            words = self.tr("Too many wrong passwords. You can try again in %n second(s).", "", left)
            self.fields["password"].set_error(plural(words, left))
