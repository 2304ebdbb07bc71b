"""Consent: what a person agreed to or refused, for which purpose and which way, and what follows of it.

Every row of the ledger is one purpose by one way (`Channel`); the newest holds, by the time it was said.
A lead carries what its newest rows refuse as bits, so that the gate asks no ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from uuid import UUID


class Purpose(StrEnum):
    """What a contact is for in general; an office has its own within these (`purposes`)."""

    SERVICE = "service"  # what the person asked for, bought or has with us
    OFFERS = "offers"  # anything promotional


class Channel(StrEnum):
    """Which way; recording is a consent of its own (DPDP Act s. 6, each purpose by itself)."""

    CALL = "call"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    RECORDING = "recording"


class State(StrEnum):
    """What a row says."""

    GIVEN = "given"
    REFUSED = "refused"  # a no, where nothing was agreed to before
    WITHDRAWN = "withdrawn"  # taken back
    EXPIRED = "expired"


class How(StrEnum):
    """How the person said it; what is not said in a call needs words that show it."""

    CALL = "call"
    MESSAGE = "message"
    FORM = "form"
    PAPER = "paper"
    IN_PERSON = "in_person"
    BROUGHT = "import"


class Basis(StrEnum):
    """What a given row rests on (DPDP Act s. 6 and 7; TCCCPR reg. 2)."""

    CONSENT = "consent"
    PURCHASE = "purchase"  # to complete a purchase: ends after `purchase_days`
    CONTRACT = "contract"  # ends with it


PURPOSE_LABELS: dict[str, str] = {
    Purpose.SERVICE: "What they asked for or have with us",
    Purpose.OFFERS: "Offers",
}
# To the person themselves, on paper.
PAPER_LABELS: dict[str, str] = {
    Purpose.SERVICE: "What you asked for or have with us",
    Purpose.OFFERS: "Offers",
}
CHANNEL_LABELS: dict[str, str] = {
    Channel.CALL: "Calls",
    Channel.SMS: "SMS",
    Channel.WHATSAPP: "WhatsApp",
    Channel.EMAIL: "E-mail",
    Channel.RECORDING: "Recording",
}
# How a way is written in `leads.purposes`.
CHANNEL_LETTERS: dict[Channel, str] = {
    Channel.CALL: "c",
    Channel.SMS: "s",
    Channel.WHATSAPP: "w",
    Channel.EMAIL: "e",
    Channel.RECORDING: "r",
}
STATE_LABELS: dict[str, str] = {
    State.GIVEN: "agreed",
    State.REFUSED: "refused",
    State.WITHDRAWN: "withdrawn",
    State.EXPIRED: "ended",
    "": "not asked",
}
HOW_LABELS: dict[str, str] = {
    How.CALL: "In a call",
    How.MESSAGE: "In a message",
    How.FORM: "In a form",
    How.PAPER: "On paper",
    How.IN_PERSON: "In person",
    How.BROUGHT: "Brought by an import",
}
BASIS_LABELS: dict[str, str] = {
    Basis.CONSENT: "Until they take it back",
    Basis.PURCHASE: "To complete a purchase",
    Basis.CONTRACT: "While a contract lasts",
}
# Why a do-not-call is lifted: the person's own new word, or the number is somebody else's now.
LIFT_LABELS: dict[str, str] = {
    "asked": "They asked us to call again",
    "agreed": "They agreed anew",
    "reissued": "The number belongs to someone else now",
}
LONGEST_EVIDENCE = 300
LONGEST_NOTICE_TEXT = 4000
NO = frozenset({State.REFUSED, State.WITHDRAWN})
CONTACT = (Channel.CALL, Channel.SMS, Channel.WHATSAPP, Channel.EMAIL)
_PLACES = 8  # bits kept for the ways of one purpose
AGE_ADULT, AGE_MINOR, AGE_GUARDED = "adult", "minor", "guarded"  # guarded: a minor with a guardian's consent
AGE_LABELS: dict[str, str] = {
    "": "Age not known",
    AGE_ADULT: "18 or older",
    AGE_MINOR: "Under 18, no guardian on record",
    AGE_GUARDED: "Under 18, a guardian agreed",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What people are told before they agree, in one language; it never changes once it was shown."""

    id: UUID
    no: int
    language: str
    title: str
    items: str
    purposes: str
    withdraw: str
    rights: str
    contact: str
    sha256: str
    at: datetime
    named: tuple[tuple[str, str], ...] = ()  # purposes of one's own: how the ledger calls them, and words

    @property
    def what_for(self) -> str:
        """All it says of what the data is for."""
        return " ".join((self.purposes, *(words for _, words in self.named)))


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One row of the ledger. `at`: when the person said it; `valid_until` None: until they take it back."""

    id: UUID
    lead_id: UUID
    purpose: str  # of `Purpose`, or `purposes.key_of`
    channel: Channel
    state: State
    at: datetime
    kept_at: datetime
    basis: str = ""
    notice_id: UUID | None = None
    how: str = ""
    evidence: str = ""
    sha256: str = ""
    call_id: UUID | None = None
    import_id: UUID | None = None
    valid_until: datetime | None = None
    person_id: UUID | None = None
    by: str = ""

    def state_at(self, now: datetime) -> State:
        """What it says at a moment: what was agreed to ends by itself."""
        is_over = self.valid_until is not None and self.valid_until <= now
        return State.EXPIRED if self.state is State.GIVEN and is_over else self.state


def bit(purpose: Purpose, channel: Channel) -> int:
    """The bit by which a lead carries that this is refused; the server counts the same."""
    return 1 << (list(Purpose).index(purpose) * _PLACES + list(Channel).index(channel))


def bits_for(what: Iterable[tuple[Purpose, Channel]]) -> int:
    """What a no to all of this closes."""
    return reduce(or_, (bit(purpose, channel) for purpose, channel in what), 0)


def is_refused(bits: int, purpose: Purpose | None, channel: Channel) -> bool:
    """Whether this may not be done; where the purpose isn't known, a no to any of them counts."""
    asked = Purpose if purpose is None else (purpose,)
    return any(bits & bit(each, channel) for each in asked)


def newest(rows: Iterable[ConsentRow]) -> dict[tuple[str, Channel], ConsentRow]:
    """What holds for each purpose and way."""
    found: dict[tuple[str, Channel], ConsentRow] = {}
    for row in sorted(rows, key=lambda each: (each.at, each.id)):
        found[row.purpose, row.channel] = row
    return found


def bits_of(rows: Iterable[ConsentRow]) -> int:
    """What the newest rows refuse of the general purposes."""
    held = newest(rows).items()
    return bits_for(
        (Purpose(purpose), channel)
        for (purpose, channel), row in held
        if row.state in NO and purpose in PURPOSE_LABELS
    )


def no_of(before: ConsentRow | None, now: datetime) -> State:
    """What a no is called after what was said before."""
    was_given = before is not None and before.state_at(now) is State.GIVEN
    return State.WITHDRAWN if was_given or (before and before.state is State.WITHDRAWN) else State.REFUSED


def reask_from(row: ConsentRow | None, days: int) -> datetime | None:
    """From when whoever said no may be asked again; None where nobody said no."""
    if row is None or row.state not in NO:
        return None
    return row.at + timedelta(days=days)


def digest(texts: Mapping[str, str]) -> str:
    """What proves which notice was shown."""
    told = json.dumps(texts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
