"""A letter to somebody who asked about their data, as a page: words, whose law, the officer below."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain import letters_hindi
from crm_desktop.domain.formats import day
from crm_desktop.domain.letters import RIGHTS_SENTENCES, Letter, LetterKind
from crm_desktop.domain.requests import Request
from crm_desktop.services.request_answers import LetterHead
from crm_desktop.ui.i18n import tr_sentence
from crm_desktop.ui.paper import Sheet, logo_of, open_pdf, paint_pages
from crm_desktop.ui.requests.words import kind_words

POINTS = 10.5


def letter_of(
    head: LetterHead,
    request: Request,
    name: str,
    kind: LetterKind,
    body: str,
    made_at: datetime,
    language: str = "",
) -> Letter:
    """A letter of this office; every answer says where to turn next."""
    is_hindi = language == letters_hindi.HINDI
    words = QCoreApplication.translate("letters", "Your request {reference}: {asked}")
    subject = (letters_hindi.SUBJECT if is_hindi else words).format(
        reference=request.reference,
        asked=letters_hindi.ASKED[request.kind] if is_hindi else kind_words(request),
    )
    rights = ""
    if kind in (LetterKind.ANSWERED, LetterKind.REFUSED, LetterKind.MORE_TIME):
        theirs = letters_hindi.RIGHTS if is_hindi else RIGHTS_SENTENCES
        rights = theirs[head.profile] if is_hindi else tr_sentence(theirs[head.profile], {})
    return Letter(
        request.reference,
        subject,
        name,
        request.contact,
        body,
        rights,
        head.office,
        head.officer,
        made_at,
        head.zone,
        language,
    )


def write_letter(letter: Letter, out: Path, logo: bytes = b"") -> None:
    """The letter as a PDF, with the office's logo (a PNG); raises OSError where it can't be written."""
    sheet = Sheet(_html(letter), "<th></th>", (), points=POINTS, logo=logo_of(logo))
    paint_pages(open_pdf(out, letter.subject), sheet, f"{letter.office} · {letter.reference}")


def _html(letter: Letter) -> str:
    tr = QCoreApplication.translate
    officer = letter.officer
    to = "<br>".join(escape(part) for part in (letter.to_name, letter.to_contact) if part)
    paragraphs = "".join(
        f"<p>{escape(part.strip())}</p>" for part in letter.body.split("\n\n") if part.strip()
    )
    greeting, named = tr("letters", "Dear {name},"), tr("letters", "Grievance officer: {name}")
    written = day(letter.made_at, letter.zone, weekday=False, year=True)
    if letter.language == letters_hindi.HINDI:
        greeting, named = letters_hindi.GREETING, letters_hindi.OFFICER
        written = letters_hindi.hindi_day(letter.made_at.astimezone(ZoneInfo(letter.zone)).date())
    greeting, named = greeting.format(name=letter.to_name), named.format(name=officer.name)
    return (
        f"<p><b>{escape(letter.office)}</b></p><p>{to}</p>"
        f"<p align='right'>{escape(written)}</p>"
        f"<h3>{escape(letter.subject)}</h3><p>{escape(greeting)}</p>{paragraphs}"
        + (f"<p>{escape(letter.rights)}</p>" if letter.rights else "")
        + f"<p>&nbsp;</p><p>{escape(officer.name)}<br>{escape(letter.office)}</p>"
        f"<hr><p>{escape(named)}<br>{escape(officer.ways)}</p>"
    )
