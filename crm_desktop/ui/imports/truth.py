"""What will happen: the figures of the preview, which add up, and why rows are refused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.services.imports import Duplicates, Preview
from crm_desktop.ui.i18n import counted, plural, tr_label
from crm_desktop.ui.imports.words import figure, skipped_words, updated_words
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.summary import SummaryLine, SummaryList
from crm_desktop.ui.widgets.text import Text

MOST_REASONS = 3


class TruthPanel(Panel):
    """New, filled, skipped, refused; their sum is the rows read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What will happen"), margins=(16, 10, 16, 10), parent=parent)
        self.setAccessibleName(self.tr("What will happen"))
        self._busy = Text("", "caption", tone="muted")
        self.add_act(self._busy)
        self.list = SummaryList(self.tr("What will happen"))
        self.note = Text("", "caption", tone="muted", wrap=True)
        self.error = Text("", "caption", tone="danger", wrap=True)
        self.body.addWidget(self.list)
        self.body.addWidget(self.note)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.error.hide()
        self.preview: Preview | None = None
        self.clear()

    def clear(self) -> None:
        """Nothing is known yet."""
        self.preview = None
        self.set_error("")
        self.list.set_lines([])
        self.note.setText(self.tr("The rows are being looked at."))

    def set_busy(self, is_busy: bool) -> None:
        """The figures shown are of a moment ago; new ones are on their way."""
        self._busy.setText(self.tr("Counting …") if is_busy else "")

    def set_counted(self, rows: int) -> None:
        """How many rows were looked at so far."""
        self._busy.setText(self.tr("Counting … {rows}").format(rows=figure(rows)))

    def set_error(self, words: str) -> None:
        """Why nothing can be counted; empty takes it back."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.list.setVisible(not words)
        self.note.setVisible(not words)

    def show_preview(self, preview: Preview, duplicates: Duplicates) -> None:
        """Show what a look at the rows gave."""
        self.preview = preview
        self.set_error("")
        lines = [SummaryLine(self.tr("New leads"), figure(preview.created))]
        if duplicates in ("fill", "update") or preview.updated:
            lines.append(SummaryLine(updated_words(duplicates), figure(preview.updated)))
        if duplicates != "create" or preview.skipped:
            lines.append(SummaryLine(skipped_words(duplicates), figure(preview.skipped)))
        tone = "danger" if preview.refused else ""
        lines.append(SummaryLine(self.tr("Refuse"), figure(preview.refused), tone))  # type: ignore[arg-type]
        total = self.tr("Rows read") if preview.is_exact else self.tr("Rows looked at")
        self.list.set_lines(lines, SummaryLine(total, figure(preview.rows)))
        self.note.setText(self._note(preview))

    def _note(self, preview: Preview) -> str:
        parts: list[str] = []
        if not preview.is_exact:
            parts.append(self.tr("The first rows of a long file; all are gone through in the import."))
        if preview.repeated:
            words = self.tr("Repeated inside the file: %n row(s).", "", preview.repeated)
            parts.append(counted(words, preview.repeated))
        if preview.refused:
            parts.append(self.tr("Refused rows are saved as a file with the reason, ready to mend."))
        return " ".join(parts) or self.tr("Every row has a number or an e-mail to know the person by.")


class RefusedPanel(Panel):
    """Why rows are refused, or not taken as written, the most frequent first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What is odd"), parent=parent)
        self._lines: list[Text] = []
        for _ in range(MOST_REASONS):
            line = Text("", "table", wrap=True)
            self._lines.append(line)
            self.body.addWidget(line)
        self.more = Text("", "caption", tone="muted")
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self.show_preview(None)

    def show_preview(self, preview: Preview | None) -> None:
        """Show the reasons of a preview."""
        problems = preview.problems if preview is not None else ()
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(problems))
            if place < len(problems):
                problem = problems[place]
                words = tr_label(problem.reason)
                where = self.tr("{reason}: {count}, first in row {row}")
                line.setText(
                    where.format(reason=words, count=figure(problem.count), row=figure(problem.first_row))
                )
        rest = len(problems) - len(self._lines)
        self.more.setVisible(rest > 0 or not problems)
        if rest > 0:
            self.more.setText(plural(self.tr("and %n more kind(s)", "", rest), rest))
        else:
            self.more.setText(self.tr("Nothing: every cell is understood."))
