"""Letters to people who asked about their data: what each says, and whose name stands below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_desktop.domain.requests import WITHOUT_PROOF, Request, RequestKind, RequestState

OFFICER_KEYS = ("officer_name", "officer_email", "officer_phone", "officer_address")


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is named on every letter (SPDI Rules 2011 r. 5(9), DPDP Act 2023 s. 8(9) and 13)."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def is_known(self) -> bool:
        """Whether somebody can be reached: a name, and a way."""
        return bool(self.name and self.ways)

    @property
    def ways(self) -> str:
        """How they are reached, in one line."""
        return " · ".join(part for part in (self.email, self.phone, self.address) if part)


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGED = "acknowledged"
    WHO_ARE_YOU = "who_are_you"
    ANSWERED = "answered"
    MORE_TIME = "more_time"
    REFUSED = "refused"
    PASSED_ON = "passed_on"


LETTER_LABELS: dict[str, str] = {
    LetterKind.ACKNOWLEDGED: "We have your request",
    LetterKind.WHO_ARE_YOU: "Please show that it is you",
    LetterKind.ANSWERED: "The answer",
    LetterKind.MORE_TIME: "It takes longer",
    LetterKind.REFUSED: "We can’t do it",
    LetterKind.PASSED_ON: "It goes to whose data it is",
}

# The bodies; paragraphs are parted by a blank line. Places: reference, day (it came), until, client, office.
LETTER_SENTENCES: dict[str, str] = {
    LetterKind.ACKNOWLEDGED: "We received your request on {day}. You asked: “{asked}”.\n\n"
    "You will have our answer by {until}. Please name {reference} when you write or call.",
    LetterKind.WHO_ARE_YOU: "You asked us on {day}: “{asked}”.\n\n"
    "Before we answer we must be sure that it is you who asks, so that nobody else gets or changes your "
    "data. Please call us from the number we have of you, or write from the e-mail address we have, and name "
    "{reference}.",
    LetterKind.MORE_TIME: "You asked us on {day}: “{asked}”.\n\n"
    "We need more time for it than usual and will answer by {until}. The reason is: …",
    LetterKind.REFUSED: "You asked us on {day}: “{asked}”.\n\n"
    "We can’t do this. The reason and the law it rests on: …",
    LetterKind.PASSED_ON: "You asked us on {day}: “{asked}”.\n\n"
    "We hold your data only on behalf of {client}, and have passed your request on to them. They decide and "
    "will answer you.",
}
# The answer itself, by what was asked.
ANSWER_SENTENCES: dict[str, str] = {
    RequestKind.ACCESS: "You asked us on {day} what we have of you.\n\n"
    "With this letter you get all of it: as pages to read, and as files that programs can read. It says "
    "where we have your data from, what was done with them and who received them.",
    RequestKind.PORTABILITY: "You asked us on {day} for your data to take along.\n\n"
    "With this letter you get them as JSON, CSV and vCard, which other programs can read.",
    RequestKind.CORRECTION: "You asked us on {day} to correct your data.\n\nWe have corrected: …",
    RequestKind.COMPLETION: "You asked us on {day} to complete your data.\n\nWe have added: …",
    RequestKind.ERASURE: "You asked us on {day} to delete everything we have of you.\n\n"
    "It is deleted, and your numbers are never called from here again. The certificate that comes with this "
    "letter says what law makes us keep, why and until when.",
    RequestKind.WITHDRAWAL: "On {day} you took your consent back.\n\n"
    "From that moment on nobody of us calls or writes to you on the strength of it.",
    RequestKind.OBJECTION: "On {day} you told us that you want no more calls or offers.\n\n"
    "Since then you are neither called nor sent offers from here.",
    RequestKind.GRIEVANCE: "On {day} you complained to us.\n\nWe have looked into it and found: …",
    RequestKind.NOMINATION: "On {day} you named someone to act for you.\n\n"
    "We have noted whom you named, and for which case.",
}
# What stands below every letter.
RIGHTS_SENTENCES: dict[str, str] = {
    "in": "If you are not content with this answer, write to our grievance officer named below. "
    "After that you may turn to the Data Protection Board of India.",
    "eu": "If you are not content with this answer, write to us. You may also turn to the data protection "
    "authority of your country at any time.",
    "uk": "If you are not content with this answer, write to us. You may also turn to the Information "
    "Commissioner’s Office at any time.",
    "us": "If you are not content with this answer, write to us. You may also turn to the Attorney General "
    "of your state.",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out; `body` in paragraphs parted by blank lines.

    `language`: "hi", or '' for the program's own.
    """

    reference: str
    subject: str
    to_name: str
    to_contact: str
    body: str
    rights: str
    office: str
    officer: Officer
    made_at: datetime
    zone: str
    language: str = ""


def proposed(request: Request) -> LetterKind:
    """Which letter is due as the request stands."""
    if request.state is RequestState.PASSED_ON:
        return LetterKind.PASSED_ON
    if request.state is RequestState.REFUSED:
        return LetterKind.REFUSED
    if request.acknowledged_at is None:
        return LetterKind.ACKNOWLEDGED
    if request.proof is None and request.kind not in WITHOUT_PROOF:
        return LetterKind.WHO_ARE_YOU
    return LetterKind.ANSWERED


def body_of(kind: LetterKind, request: Request) -> str:
    """The template of a letter's body."""
    return ANSWER_SENTENCES[request.kind] if kind is LetterKind.ANSWERED else LETTER_SENTENCES[kind]
