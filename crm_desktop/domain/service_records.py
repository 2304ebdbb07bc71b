"""Service records: what was done for a customer, when, at which price, and when it is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from crm_desktop.domain.amounts import MOST_MINOR
from crm_desktop.errors import UserError

LONGEST_WHAT = 200
LONGEST_NOTE = 2_000
LARGEST_FILE = 25 * 2**20  # bytes
LONGEST_FILE_NAME = 120


@dataclass(frozen=True, slots=True)
class Document:
    """A file attached to a record; `size` in bytes. Its content is sealed with the lead's own key."""

    id: UUID
    lead_id: UUID
    name: str
    media_type: str
    sha256: str
    size: int
    key_id: UUID


@dataclass(frozen=True, slots=True)
class ServiceText:
    """A record as typed; `price_minor` in minor units of the office's currency."""

    done_on: date
    what: str
    price_minor: int | None = None
    note: str = ""
    next_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One thing that was done for a customer."""

    id: UUID
    lead_id: UUID
    person_id: UUID
    person_name: str
    done_on: date
    what: str
    price_minor: int | None
    currency: str
    note: str
    next_due_on: date | None
    document: Document | None
    created_at: datetime
    version: int


def checked(text: ServiceText, today: date) -> ServiceText:
    """The record with tidy words; raises UserError at the field that can't be so."""
    what = " ".join(text.what.split())
    note = "\n".join(line.rstrip() for line in text.note.strip().splitlines())
    if not what:
        raise UserError("Say what was done.", field="what")
    if len(what) > LONGEST_WHAT:
        raise UserError("Use at most {limit} characters.", field="what", limit=LONGEST_WHAT)
    if len(note) > LONGEST_NOTE:
        raise UserError("Use at most {limit} characters.", field="note", limit=LONGEST_NOTE)
    if text.done_on > today:
        raise UserError("This day is still to come. Give the day it was done.", field="done_on")
    if text.price_minor is not None and not 0 <= text.price_minor <= MOST_MINOR:
        raise UserError("The price can't be so. Type it again.", field="price")
    if text.next_due_on is not None and text.next_due_on <= text.done_on:
        raise UserError("The next time must come after the day it was done.", field="next_due_on")
    return ServiceText(text.done_on, what, text.price_minor, note, text.next_due_on)


def check_file(name: str, size: int, field: str = "document") -> None:
    """Whether a file can be attached; raises UserError at `field` saying what to do instead."""
    if not size:
        raise UserError("“{name}” is empty. Choose another file.", field=field, name=name)
    if size > LARGEST_FILE:
        raise UserError(
            "“{name}” is {size} MB. Attach at most {limit} MB: make it smaller, or keep it elsewhere and "
            "note where.",
            field=field,
            name=name,
            size=-(-size // 2**20),
            limit=LARGEST_FILE // 2**20,
        )


def short_name(name: str) -> str:
    """A file's name as kept: without folders, its ending kept where it is too long."""
    plain = name.replace("\\", "/").rpartition("/")[2].strip() or "document"
    if len(plain) <= LONGEST_FILE_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    ending = f"{dot}{ending}"[:12] if dot and stem else ""
    return plain[: LONGEST_FILE_NAME - len(ending)] + ending
