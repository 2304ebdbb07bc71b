"""What follows from an answer: the kind of call, the reason, until when, and what is still needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lawful import Answer, Basis, Scope
from crm_desktop.services.imports import AskedRows
from crm_desktop.services.lawful import Ahead
from crm_desktop.ui.campaigns.words import CLASSES
from crm_desktop.ui.i18n import counted, plural
from crm_desktop.ui.lawful.words import kind_words, needed_words, span_words, warning_words
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import IconLabel, Text


class _Piece(QWidget):
    """A caption and its sentence."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        column = Column(self, gap=2)
        column.addWidget(Text(caption, "caption", tone="muted"))
        self.words = Text("", wrap=True)
        self.words.setProperty("user_data", True)
        column.addWidget(self.words)

    def tell(self, words: str) -> None:
        """Say it; empty hides it."""
        self.words.setText(words)
        self.setVisible(bool(words))


class FollowsPanel(Panel):
    """Read from top to bottom, before anybody is dialled."""

    def __init__(self, zone: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What follows"), margins=(16, 12, 16, 12), gap=12, parent=parent)
        self.call = _Piece(self.tr("Kind of call"))
        self.why = _Piece(self.tr("Why"))
        self.until = _Piece(self.tr("May they be called?"))
        self.rows = _Piece(self.tr("In this file"))
        self.needed = _Piece(self.tr("Still needed"))
        for piece in (self.call, self.why, self.until, self.rows, self.needed):
            self.body.addWidget(piece)
        self.warning = QWidget()
        row = Row(self.warning, gap=8)
        row.addWidget(IconLabel("sign.warning", tone="warning", size=16))
        self._warning = Text("", wrap=True)
        row.addWidget(self._warning, 1)
        self.body.addWidget(self.warning)
        self.note = Text("", "caption", tone="muted", wrap=True)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self._zone = zone
        self._days = 0
        self.rows.tell("")
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen yet."""
        for piece in (self.call, self.why, self.until, self.needed):
            piece.tell("")
        self.warning.hide()
        self.note.setText(self.tr("Choose an answer. It is kept in your name."))

    def show_ahead(self, ahead: Ahead, typed: Answer | None, *, is_later: bool) -> None:
        """Show what would hold."""
        self._days = ahead.enquiry_days
        answer = typed
        if answer is None and not is_later and ahead.asked is not None:
            answer = ahead.asked.answer
        if answer is None and not is_later:
            self.clear()
            return
        self.call.tell(QCoreApplication.translate("campaigns", CLASSES[ahead.call_class][0]))
        self.why.tell(self.tr("Not answered yet") if answer is None else kind_words(answer.kind))
        self.until.tell(self._until(ahead, answer))
        self.needed.tell("\n".join(self._needed(ahead, answer)))
        words = warning_words(answer.kind if answer is not None else None)
        self._warning.setText(words)
        self.warning.setVisible(bool(words))
        self.note.setText(self._note(ahead, typed))

    def _until(self, ahead: Ahead, answer: Answer | None) -> str:
        if answer is None:
            return self.tr("Not before somebody answers.")
        if _is_of_column(answer):
            days = plural(self.tr("For %n day(s) after the day each asked.", "", self._days), self._days)
            return days
        return span_words(ahead.span, self._zone()) + ("." if not ahead.span.reasons else "")

    def _needed(self, ahead: Ahead, answer: Answer | None) -> list[str]:
        if answer is None:
            return [self.tr("An answer, by a team lead or an admin: settings, Why we call.")]
        if _is_of_column(answer):
            return []
        return [needed_words(reason) for reason in ahead.span.reasons]

    def _note(self, ahead: Ahead, typed: Answer | None) -> str:
        pieces = [] if typed is None else [self.tr("The answer is kept in your name.")]
        if typed is not None and ahead.asked is not None and ahead.scope is Scope.IMPORT:
            pieces.append(self.tr("It is for the leads of this file; the campaign’s own answer stays."))
        elif typed is not None and ahead.asked is not None:
            pieces.append(self.tr("It then holds for everybody in this campaign, old and new."))
        if not ahead.is_on:
            pieces.append(self.tr("The gate isn’t on yet: so far nobody is held back for it."))
        return " ".join(pieces)

    def show_rows(self, asked: AskedRows | None) -> None:
        """How many rows asked so lately that they may be called."""
        if asked is None:
            self.rows.tell("")
            return
        lines = [counted(self.tr("%n asked lately: may be called.", "", asked.lately), asked.lately)]
        if asked.long_ago:
            words = self.tr("%n asked too long ago: not called.", "", asked.long_ago)
            lines.append(counted(words, asked.long_ago))
        if asked.unsaid:
            lines.append(counted(self.tr("%n without a date: not called.", "", asked.unsaid), asked.unsaid))
        self.rows.tell("\n".join(lines))


def _is_of_column(answer: Answer) -> bool:
    return answer.kind is Basis.ASKED and answer.on_date is None
