"""Leads: the people who are called."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.lawful import NO_BASIS_OF_ITS_OWN, OwnBasis
from crm_desktop.domain.quick import quick
from crm_desktop.domain.score import score_text

LONGEST_PRODUCT = 200
LONGEST_FIELD, LONGEST_ADDRESS = 500, 2_000  # characters somebody types; an import has cells of 500
KEYED: dict[str, str] = {
    "name": "name_key", "company": "company_key", "city": "city_key", "product": "product_key",
}  # fmt: skip
"""Fields whose folded form (`search_key`) stands in a column of its own, to find and sort by."""


class LeadStatus(StrEnum):
    """Where a lead stands, over all its campaigns."""

    NEW = "new"
    OPEN = "open"
    WON = "won"
    CLOSED = "closed"


@quick
@dataclass(frozen=True, slots=True)
class LeadPhone:
    """One phone of one lead. The same phone may belong to several leads (families)."""

    phone_id: UUID
    e164: str
    extension: str
    label: str
    position: int
    is_wrong: bool
    is_do_not_call: bool


@quick
@dataclass(frozen=True, slots=True)
class Lead:
    """A lead with its phones, as the card shows it."""

    id: UUID
    no: int
    name: str
    company: str
    email: str
    address: str
    city: str
    state: str
    postal_code: str
    country: str
    language: str
    source: str
    zone: str
    status: LeadStatus
    owner_id: UUID | None
    owner_name: str
    team_id: UUID | None
    created_at: datetime
    updated_at: datetime
    last_call_at: datetime | None
    last_result: str
    next_call_at: datetime | None
    attempts: int
    import_id: UUID | None
    version: int
    phones: tuple[LeadPhone, ...] = ()
    more_emails: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    custom: dict[str, str] = field(default_factory=dict)
    is_erased: bool = False  # nothing may reach the person any more; what is left goes soon
    refused: int = 0  # bits of `consent.bit`: what they said no to
    age_band: str = ""
    score: int = 0  # how promising, 1 to 100; 0: nobody said
    product: str = ""  # what the person asked about; what was sold stands in the sale
    own: OwnBasis = NO_BASIS_OF_ITS_OWN  # why this lead may be called, whatever its campaign's answer


def shown(lead: Lead, name: str) -> str:
    """A field of a lead as text, by its name; `custom.` and a key for the workspace's own fields."""
    if name == "phones":
        return ", ".join(phone.e164 for phone in lead.phones)
    if name in ("tags", "more_emails"):
        return ", ".join(getattr(lead, name))
    if name.startswith("custom."):
        return lead.custom.get(name.removeprefix("custom."), "")
    if name == "score":
        return score_text(lead.score)
    return str(getattr(lead, name))


def search_key(text: str) -> str:
    """A text as it is searched and sorted: compatibility form, case folded, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_text(name: str, company: str, emails: tuple[str, ...], e164s: tuple[str, ...]) -> str:
    """Everything a lead is found by, in one text; parts are set apart by newlines."""
    parts = [name, company, *emails, *e164s]
    return "\n".join(search_key(p) for p in parts if p)


def known_of(lead: Lead, caller: str, office: str) -> dict[str, str]:
    """What a script or a message may say of a lead, by the name of its place; custom fields by their keys."""
    own = {key.casefold(): value for key, value in lead.custom.items()}
    return own | {
        "name": lead.name,
        "first_name": lead.name.split(" ")[0],
        "company": lead.company,
        "city": lead.city,
        "language": lead.language,
        "source": lead.source,
        # An office may have kept it in a field of its own before.
        "product": lead.product or own.get("product", ""),
        "caller": caller.split(" ")[0],
        "office": office,
    }
