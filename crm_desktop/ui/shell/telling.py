"""Tells a person on any page what others did meanwhile: one bar, each thing once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

_Told = TypeVar("_Told")


class TellsOnce(QObject):
    """Made for each sign-in; looks at its start and when something of `topics` was changed elsewhere.

    What it asks (`look`) and the words are the subclass's; `banner` is the bar's name, `key` opens what it
    tells.
    """

    banner: ClassVar[str]
    key: ClassVar[str]
    topics: ClassVar[frozenset[str]]

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._is_on = False

    def start(self) -> None:
        """Look now, and with each change."""
        if not self._is_on:
            self._is_on = True
            self._ops.changes.announced.connect(self._heard)
        self.look()

    def _heard(self, change: Change) -> None:
        if change.topics & self.topics:
            self.look()

    def look(self) -> None:
        """Ask what there is to be told, by `ask`."""
        raise NotImplementedError

    def ask(self, told: Callable[[], _Told], tell: Callable[[_Told], None]) -> None:
        """In the read lane; a server that is away is not asked."""
        op = self._ops.read(self, told).latest_only(self.banner)
        op.success(tell).failure(lambda _error: None).start()

    def show(self, lead_in: str, words: str, count: int, open_: Callable[[], object]) -> None:
        """The first of `count` things in words, and how many more."""
        if count > 1:
            more = plural(QCoreApplication.translate("TellsOnce", "and %n more", "", count - 1), count - 1)
            words = f"{words} · {more}"

        def look() -> None:
            self._notices.dismiss(self.banner)
            open_()

        act = NoticeAct(QCoreApplication.translate("TellsOnce", "Look at it"), look, self.key)
        self._notices.show(Notice(self.banner, Tone.INFO, words, (act,), icon="act.receipt", lead_in=lead_in))

    def keep(self, was_told: Callable[[datetime], object], until: datetime) -> None:
        """It is told: what happened until then is not told again."""
        op = self._ops.task(self, lambda _progress: was_told(until), key=self.banner)
        op.failure(lambda _error: None).start()
