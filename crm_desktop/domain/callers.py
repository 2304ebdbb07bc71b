"""Who may have rung: what a typed text asks for, and what is shown of whoever is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.phone import Phone, parse_phone

FEWEST_DIGITS = 4  # as many as the store's index knows; fewer would find a thousandth of all leads
FEWEST_LETTERS = 2
MOST_FOUND = 12
LOOK_UPS_WITHIN = timedelta(hours=1)

_NUMBER = re.compile(r"[+\d\s()./\-]+")
_NO_DIGIT = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a typed text asks for: last digits, a whole number, or a name; empty when it is too little.

    `lacks`: how many digits are to be typed yet before anything is looked for.
    """

    digits: str = ""
    e164: str = ""
    name: str = ""
    lacks: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for yet."""
        return not (self.digits or self.name)


def asked(typed: str, country: str) -> Asked:
    """Read what was typed: digits and signs alone are a number or its end, anything else a name."""
    text = typed.strip()
    if not text.isascii():
        text = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in text)
    digits = _NO_DIGIT.sub("", text)
    if digits and _NUMBER.fullmatch(text):
        found = parse_phone(text, country)
        if isinstance(found, Phone):
            return Asked(digits=found.national, e164=found.e164)
        lacks = FEWEST_DIGITS - len(digits)
        return Asked(lacks=lacks) if lacks > 0 else Asked(digits=digits)
    return Asked(name=text) if len(text) >= FEWEST_LETTERS else Asked()


@dataclass(frozen=True, slots=True)
class CallerRow:
    """A lead that may have rung. `phone` is E.164, masked where the person may not see it.

    `promise_at` is the soonest open promise, `is_promise_mine` whether this person gave it. `is_limited`:
    another's lead, found by its whole number: name and owner are known, the rest is empty.
    """

    lead_id: UUID
    name: str
    company: str
    city: str
    phone_id: UUID
    phone: str
    owner_id: UUID | None
    owner_name: str
    status: LeadStatus
    last_result: str
    last_call_at: datetime | None
    promise_at: datetime | None
    is_promise_mine: bool
    is_do_not_call: bool
    is_wrong: bool
    zone: str
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed text finds among the leads the person may see.

    `has_more`: only the first MOST_FOUND are here. `look_up` is the whole number to look up besides, among
    everybody's leads, which is counted; empty when none was typed, or the person sees everybody's anyway.
    `is_away`: the team's server couldn't be asked, only what this workstation keeps.
    """

    asked: Asked
    rows: tuple[CallerRow, ...]
    has_more: bool = False
    look_up: str = ""
    is_away: bool = False
