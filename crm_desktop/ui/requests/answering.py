"""What goes out from the page of requests: a letter as PDF, everything kept of a person in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm_desktop.domain.letters import LetterKind
from crm_desktop.errors import UserError
from crm_desktop.services.requests import RequestRow
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.file_asker import FileAsker

if TYPE_CHECKING:
    from crm_desktop.ui.requests.page import RequestsPage


class Answering(QObject):
    """Asks where to write it, writes it off the GUI thread, keeps it with the request."""

    def __init__(self, page: RequestsPage) -> None:
        super().__init__(page)
        self._page = page
        self.asker = FileAsker(page)

    def ask_where(self, row: RequestRow) -> None:
        """Everything kept of who asks: into which folder?"""
        self.asker.folder(
            self.tr("Where everything we have of them is written"), lambda at: self.export(row, at)
        )

    def export(self, row: RequestRow, folder: Path) -> None:
        """Write it there; the page to read is typeset too."""
        from crm_desktop.ui.person_paper import write_pdf

        page = self._page
        answers, actor = page.session.services.answers, page.session.actor
        page.run(
            lambda: answers.export(actor, row.request.id, folder, write_pdf),
            "",
            page.exported,
            progress=self.tr("Writing out everything we have"),
        )

    def ask_letter(self, row: RequestRow, kind: LetterKind, body: str, language: str) -> None:
        """Nothing is missing in the letter? Then where to save it."""
        page = self._page
        answers, actor = page.session.services.answers, page.session.actor

        def fine(_none: object) -> None:
            name = f"{row.request.reference} {kind.value}.pdf"
            self.asker.save(
                self.tr("Save the letter"),
                "PDF (*.pdf)",
                name,
                lambda out: self.write(row, kind, body, language, out),
                suffix="pdf",
            )

        def refused(error: UserError) -> None:
            page.card.letter.refuse(tr_error(error))

        page.context.ops.read(page, lambda: answers.check_letter(actor, body)).success(fine).failure(
            refused
        ).start()

    def write(self, row: RequestRow, kind: LetterKind, body: str, language: str, out: Path) -> None:
        """The letter into its file, and into the register."""
        from crm_desktop.ui.requests.letter_paper import letter_of, write_letter

        page = self._page
        answers, actor, now = page.session.services.answers, page.session.actor, page.now()
        name = row.lead_name or row.request.name

        def work() -> RequestRow:
            head = answers.head(actor)
            try:
                write_letter(letter_of(head, row.request, name, kind, body, now, language), out, head.logo)
            except OSError as error:
                raise UserError(
                    "The letter can’t be written there ({why}). Choose another place.",
                    why=error.strerror or "no access",
                ) from error
            return answers.letter(actor, row.request.id, kind.value, body, out, language)

        page.run(work, self.tr("Letter saved: {name}").format(name=out.name))
