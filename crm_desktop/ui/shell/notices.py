"""The one bridge by which the program tells the person something; the window shows it.

Banners stay under the header until solved or closed; toasts pass by after 8 seconds; a toast with Undo
takes Ctrl+Z as long as it is there. Implements the operations' `Reporter`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Ticket

MAX_TOASTS = 3


class Tone(StrEnum):
    """What kind of notice it is; the values are the kinds of the Banner part."""

    INFO = "info"
    DUE = "warn"
    TROUBLE = "bad"
    GOOD = "ok"
    PRACTICE = "practice"


@dataclass(frozen=True)
class NoticeAct:
    """A button of a notice: its word and what it does; `key` is shown and pressed for it ("F2")."""

    text: str
    run: Callable[[], object]
    key: str = ""


@dataclass(frozen=True, eq=False)
class Notice:
    """A banner. `id` names it: a later notice with the same id replaces it."""

    id: str
    tone: Tone
    text: str
    acts: tuple[NoticeAct, ...] = ()
    is_closable: bool = True
    icon: str = ""
    lead_in: str = ""  # a strong beginning such as "Due now:"


@dataclass(frozen=True, eq=False)
class Toast:
    """A passing message; with `undo` it has the button Undo and takes Ctrl+Z."""

    text: str
    undo: Callable[[], None] | None = None


class Notices(QObject):
    """Keeps the notices of a window; views listen to its signals (GUI thread only)."""

    banners_changed = Signal()
    toast_shown = Signal(object)  # Toast
    toast_gone = Signal(object)  # Toast
    progress_updated = Signal()
    crashed = Signal(object)  # BaseException

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Notice] = {}
        self._toasts: list[Toast] = []
        self._tickets: list[Ticket] = []
        self.server_lost: Callable[[], None] | None = None  # looks for the team's server, and tells calmly

    # ---- saying something ----------------------------------------------------------------------

    def info(self, text: str, act: NoticeAct | None = None) -> None:
        """Say something that needs no answer: a toast; with an act it stays as a banner."""
        if act is None:
            self.toast(text)
        else:
            self.show(Notice(text, Tone.INFO, text, (act,)))

    def warn(self, text: str, act: NoticeAct | None = None) -> None:
        """Say that something wants attention; stays until closed or solved."""
        self.show(Notice(text, Tone.DUE, text, (act,) if act else ()))

    def error(self, text: str, act: NoticeAct | None = None) -> None:
        """Say that something did not work; stays until closed or solved."""
        self.show(Notice(text, Tone.TROUBLE, text, (act,) if act else ()))

    def undo(self, text: str, undo_callback: Callable[[], None]) -> None:
        """Say what was done and offer the way back for 8 s, by button and Ctrl+Z."""
        self._add_toast(Toast(text, undo_callback))

    def toast(self, text: str) -> None:
        """A passing message without Undo."""
        self._add_toast(Toast(text))

    def show(self, notice: Notice) -> None:
        """Show a banner, or replace the one with the same id."""
        self._banners[notice.id] = notice
        self.banners_changed.emit()

    def dismiss(self, notice_id: str) -> None:
        """Take a banner away; nothing happens when it isn't there."""
        if self._banners.pop(notice_id, None) is not None:
            self.banners_changed.emit()

    # ---- what the views need -------------------------------------------------------------------

    @property
    def banners(self) -> Sequence[Notice]:
        """The banners shown, trouble first, then by age."""
        order = [Tone.PRACTICE, Tone.TROUBLE, Tone.DUE]
        return sorted(
            self._banners.values(),
            key=lambda notice: order.index(notice.tone) if notice.tone in order else len(order),
        )

    @property
    def tickets(self) -> Sequence[Ticket]:
        """The long acts being shown."""
        return tuple(self._tickets)

    @property
    def toasts(self) -> Sequence[Toast]:
        """The toasts in view, oldest first."""
        return tuple(self._toasts)

    @property
    def can_undo(self) -> bool:
        """Whether Ctrl+Z would take something back now."""
        return any(toast.undo is not None for toast in self._toasts)

    def take_undo(self, toast: Toast | None = None) -> None:
        """Take back what a toast offers (the newest one that does, when none is named), once."""
        offers = [each for each in self._toasts if each.undo is not None]
        chosen = toast if toast is not None else offers[-1] if offers else None
        if chosen is None or chosen not in offers or chosen.undo is None:
            return
        self.toast_over(chosen)
        chosen.undo()

    def toast_over(self, toast: Toast) -> None:
        """The toast's time is up, or it was used."""
        if toast in self._toasts:
            self._toasts.remove(toast)
            self.toast_gone.emit(toast)

    def clear(self) -> None:
        """Forget everything shown, so that the next person sees nothing of the last one's."""
        self._banners.clear()
        for toast in self.toasts:
            self.toast_over(toast)
        self.banners_changed.emit()

    def _add_toast(self, toast: Toast) -> None:
        self._toasts.append(toast)
        while len(self._toasts) > MAX_TOASTS:
            self.toast_over(self._toasts[0])
        self.toast_shown.emit(toast)

    # ---- what operations report ------------------------------------------------------------------

    def user_error(self, error: UserError) -> None:
        """An operation was refused: one sentence, a calm one where it only waits for the team's server."""
        if error.waits_for_server:
            self._say_once(tr_error(error))
        elif error.is_about_server and self.server_lost is not None:
            self.server_lost()
            self._say_once(self.tr("The server can’t be reached. This can be done when it is back."))
        else:
            self.error(tr_error(error))

    def _say_once(self, text: str) -> None:
        if all(toast.text != text for toast in self._toasts):
            self.toast(text)

    def not_read(self, error: UserError) -> None:
        """A page could not show something: one sentence, unless the server is known to be away."""
        if error.is_about_server and self.server_lost is not None:
            self.server_lost()
        else:
            self.user_error(error)

    def crash(self, error: BaseException) -> None:
        """A fault of the program; the crash dialog listens."""
        self.crashed.emit(error)

    def offer_undo(self, label: str, undo: Callable[[], None]) -> None:
        """An operation can be taken back."""
        self.undo(label, undo)

    def progress_shown(self, ticket: Ticket) -> None:
        """A long act has to be shown."""
        self._tickets.append(ticket)
        self.progress_updated.emit()

    def progress_over(self, ticket: Ticket) -> None:
        """A long act has ended."""
        if ticket in self._tickets:
            self._tickets.remove(ticket)
            self.progress_updated.emit()

    def progress_changed(self, ticket: Ticket) -> None:
        """A long act has newer figures."""
        self.progress_updated.emit()
