"""Erasing a person: what becomes of each table, how texts of others are searched, and what is told of it.

Which columns are a person's stands in `privacy.PERSONAL`, how their rows hang on the person in
`person_records.HELD`; here is only what those lists can't say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from crm_desktop.domain.person_records import HELD, Way
from crm_desktop.domain.privacy import PERSONAL, Erase

ERASED_TEXT = "[erased]"  # stands where a text of others named an erased number or e-mail
WAITING = timedelta(hours=24)  # a bulk erasure can be cancelled until then
SHORTEST_NAME = 4  # letters: a shorter name is found in every other text

#: Tables that go with a lead though nothing of them is told to the person.
BESIDE: Mapping[str, Way] = {
    "queue_entries": Way.LEAD, "reservations": Way.LEAD, "skips": Way.LEAD, "lead_search": Way.LEAD,
    "batch_rows": Way.LEAD, "samples": Way.LEAD,
}  # fmt: skip
# What a certificate calls these, to the person.
BESIDE_LABELS: Mapping[str, str] = {
    "queue_entries": "Your places in queues", "reservations": "Kept for a workstation",
    "skips": "When you were passed over", "lead_search": "Your line in the search",
    "batch_rows": "As it was beside a change of many", "samples": "Drawn for a review",
}  # fmt: skip
#: Cleaned by searching for the person's numbers and e-mails, since nothing says whose a row is.
BY_SEARCH = frozenset({"commands"})
#: Unreadable once the person's own key is destroyed.
BY_KEY = frozenset({"file_chunks"})
#: Emptied in their own ways: the number's tombstone stays, the rest follows it.
OWN_WAYS = frozenset({"phones", "do_not_calls", "disclosures"})


class State(StrEnum):
    """Where an erasure stands."""

    WAITING = "waiting"
    ERASING = "erasing"
    ERASED = "erased"
    CANCELLED = "cancelled"


class What(StrEnum):
    """Whose data is erased."""

    PERSON = "person"
    FILTER = "filter"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Treated:
    """What becomes of one table's rows of a person: deleted, or these columns emptied."""

    table: str
    way: Way
    is_deleted: bool
    columns: tuple[str, ...] = ()


def treated() -> tuple[Treated, ...]:
    """Every table that goes by its lead, each once."""
    ways = {held.table: held.way for held in HELD} | dict(BESIDE)
    found: list[Treated] = []
    for table, way in ways.items():
        if table in OWN_WAYS:
            continue
        columns = {name.split(".")[1]: how for name, how in PERSONAL.items() if name.startswith(f"{table}.")}
        is_deleted = table in BESIDE or all(how.erase is Erase.ROW for how in columns.values())
        found.append(Treated(table, way, is_deleted, () if is_deleted else tuple(columns)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Needles:
    """What a person is searched by: numbers nobody else has, e-mails, and names, which others may share."""

    phones: tuple[str, ...] = ()  # E.164
    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phones or self.emails)


def digits_of(e164: str) -> str:
    """The digits by which a number is looked for in texts: those that stay without country and nought."""
    return e164.lstrip("+")[-10:]


def pattern_of(e164: str) -> str:
    """How a number may stand in a text: with blanks, dots and dashes between its digits."""
    return r"((\+?91|0)[ .-]*)?" + "[ .-]?".join(digits_of(e164))


def redacted(text: str, needles: Needles) -> str:
    """A text of others without the numbers and e-mails of an erased person."""
    for phone in needles.phones:
        text = re.sub(pattern_of(phone), ERASED_TEXT, text)
    for email in needles.emails:
        text = re.sub(re.escape(email), ERASED_TEXT, text, flags=re.IGNORECASE)
    return text


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays, why (`KEPT_REASONS`), and until when (None: with no end)."""

    what: str
    until: datetime | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure as it is kept; `leads` of them, without a name or a number."""

    id: UUID
    kind: What
    state: State
    person_id: UUID
    campaign_id: UUID | None
    reason: str
    at: datetime
    starts_at: datetime
    erased_at: datetime | None
    closed_at: datetime | None
    leads: int
    certificate: Mapping[str, Any] | None = field(default=None, hash=False)
    closing: Mapping[str, Any] | None = field(default=None, hash=False)  # signed once every seat was through
    done: int = 0  # of the leads, whose data is gone already


# Why a campaign stands still after a store was put back: an admin alone lets it go on. The tables' third
# migration and the server's functions say the same.
PUT_BACK_WHY = "Brought back from a backup without its list of erasures: people erased since may be in it"

# What stays after an erasure, and why; shown through tr_label and tr_sentence.
KEPT_LABELS: dict[str, str] = {
    "calls": "Times and results of calls, without the person",
    "sealed": "The least the law asks for, sealed with a key of its own",
    "held": "What a legal hold names, sealed with a key of its own",
    "shared_phone": "A number that others have too",
    "name_elsewhere": "The name in texts about others",
    "lists": "Files that prove why a whole list may be called",
    "disclosures": "That data was handed on, without saying whose",
    "backups": "Backups made before",
    "keys": "Copies of the key of their documents, beside backups",
    "server": "The server’s dead rows, its log, its copies and dumps",
    "server_rows": "Dead rows in the server’s files",
    "server_log": "The server’s log of changes, and its copies for reports",
    "server_dumps": "Dumps of the server made before",
    "server_keys": "Copies of the key of their documents, in the server’s files of keys",
    "seats": "What workstations keep of them, until each has let go",
    "audit": "That it was erased, when and by whom",
}
KEPT_REASONS: dict[str, str] = {
    "calls": "Totals stay true; nothing in them leads to the person.",
    "sealed": "Records of calls must be kept for a time (see the rules we keep); then the key is destroyed.",
    "held": "A court or a law wants it; with the end of the hold its key is destroyed.",
    "shared_phone": "It stays with them; this person isn’t called there any more.",
    "name_elsewhere": "It may be somebody else of the same name.",
    "lists": (
        "A scrub’s report may have the number among all others; it shows that the law was kept, goes with "
        "its campaign, and only who answers for campaigns opens it."
    ),
    "disclosures": "Who received data must be told (DPDP Act 2023, s.11).",
    "backups": "They are replaced in turn; bringing one back erases this person again first.",
    "keys": (
        "Files of keys are replaced within days and lie in no backup; one made by hand is deleted by hand."
    ),
    "server": "They go with VACUUM, with the next base backup and with the dumps’ own rotation.",
    "server_rows": (
        "Their bytes stay until the tables are written anew (VACUUM FULL), on an office’s server in the next "
        "night."
    ),
    "server_log": "Its segments are used again or removed within days; a copy follows its server.",
    "server_dumps": (
        "They are replaced in turn; after one is brought back nobody is called before this person is erased "
        "again."
    ),
    "server_keys": (
        "An office’s server replaces them within days and leaves keys out of its dumps; elsewhere keys lie "
        "in dumps as long as those are kept."
    ),
    "seats": (
        "Each clears it as soon as it reaches the server, and says so; a lost one is retired. Notes about "
        "others go there after a week."
    ),
    "audit": "The proof of the erasure itself.",
}
