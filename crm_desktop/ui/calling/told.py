"""What the team lead tells a caller from the board: a calm bar, read with one key, never in a result's way.

A note waits while a result is entered or something is asked. A break that was ended is over here too, and a
move to another campaign is made, after the call in hand; nothing is dialled by itself because of either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject

from crm_desktop.store.desk_notes import DeskNote, NoteKind
from crm_desktop.ui.board.words import note_words
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Change
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Tone

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

BAR, KEY = "calling.told", "F7"
translate = QCoreApplication.translate


class Told(QObject):
    """Reads what waits when something was sent, shows the oldest, and says when it was read."""

    def __init__(self, presenter: CallingPresenter) -> None:
        super().__init__(presenter)
        self._p = presenter
        self._waiting: tuple[DeskNote, ...] = ()
        self._read: set[UUID] = set()  # here, whether or not the store knows
        self._done: set[UUID] = set()  # what was to be done of it
        self._shown: tuple[UUID, int] | None = None
        presenter.ops.changes.announced.connect(self._heard)
        presenter.shown.connect(self.show)

    def _heard(self, change: Change) -> None:
        if "notes" in change.topics:
            self.read()

    def read(self) -> None:
        """Look what waits; without the server nothing is missed, it waits there."""
        p = self._p
        notes, actor = p.session.services.desk_notes, p.session.actor
        op = p.ops.read(p, lambda: notes.mine(actor)).latest_only("calling.told")
        op.success(self._came).failure(lambda _: None).start()

    def _came(self, found: tuple[DeskNote, ...]) -> None:
        for note in found:
            if note.id in self._read:
                self._say_read(note.id)  # the server was away when it was
        self._waiting = tuple(note for note in found if note.id not in self._read)
        for note in self._waiting:
            self._do(note)
        self.show()

    def _do(self, note: DeskNote) -> None:
        """What comes with a note, once."""
        if note.id in self._done:
            return
        self._done.add(note.id)
        p = self._p
        if note.kind is NoteKind.MOVED and note.campaign_id is not None:
            p.opening.work_on(note.campaign_id)
        # Not the next break, begun meanwhile.
        is_mine = p.state is State.BREAK and p.pause is not None and p.pause.started_at <= note.at
        if note.kind is NoteKind.BREAK_ENDED and is_mine:
            p.come_from_break()

    def show(self) -> None:
        """Show the oldest, unless it would be in the way."""
        if not self._waiting:
            return
        p, note, more = self._p, self._waiting[0], len(self._waiting) - 1
        if self._shown == (note.id, more) or p.state is State.AFTER or p.ask.strip or p.is_moving:
            return
        self._shown = note.id, more
        text = note_words(note)
        if more:
            text = f"{text}  {plural(translate('calling', '(%n more)', '', more), more)}"
        by = f"{note.from_name}:" if note.kind is NoteKind.NOTE else ""
        act = NoticeAct(translate("calling", "Read"), self.dismiss, KEY)
        p.notices.show(Notice(BAR, Tone.INFO, text, (act,), is_closable=False, icon="lead.note", lead_in=by))

    def dismiss(self) -> None:
        """It was read: tell whoever sent it, and show the next."""
        if not self._waiting or self._shown is None:
            return
        note, self._waiting, self._shown = self._waiting[0], self._waiting[1:], None
        self._read.add(note.id)
        self._p.notices.dismiss(BAR)
        self._say_read(note.id)
        self.show()

    def _say_read(self, note_id: UUID) -> None:
        p = self._p
        notes, actor = p.session.services.desk_notes, p.session.actor
        op = p.ops.store(p, lambda: notes.seen(actor, note_id)).changes("notes")
        op.failure(lambda _: None).start()
