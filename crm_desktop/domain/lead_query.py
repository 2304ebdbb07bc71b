"""What a list of leads asks for: text, filters, order; kept as JSON in saved views."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from crm_desktop.domain.lead import LeadStatus, search_key
from crm_desktop.domain.queue import Reason
from crm_desktop.domain.score import MOST


class Sort(StrEnum):
    """What a list of leads can be ordered by."""

    NAME = "name"
    CITY = "city"
    STATUS = "status"
    CREATED = "created"
    NEXT_CALL = "next_call"
    LAST_CALL = "last_call"
    SCORE = "score"
    PRODUCT = "product"


class NextCall(StrEnum):
    """When the next call is due."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    NONE = "none"


NOBODY = "nobody"
UNSCORED = "none"
DIALABLE = "dialable"


@dataclass(frozen=True, slots=True)
class LeadQuery:
    """Filters that must all hold. `owner` is a person's id or NOBODY; empty values don't filter.

    `standing`, only with `campaign`: why its leads are not dialled now, a `Reason`, or DIALABLE. `alone`,
    likewise: leads of no other campaign. `among`: only leads with these ids. `score`: the least, or UNSCORED.
    """

    text: str = ""
    status: tuple[str, ...] = ()
    campaign: str = ""
    owner: str = ""
    tag: str = ""
    city: str = ""
    last_result: str = ""
    next_call: str = ""
    import_id: str = ""
    standing: str = ""
    alone: bool = False
    among: tuple[str, ...] = ()
    score: str = ""
    product: str = ""
    sort: Sort = Sort.NAME
    descending: bool = False

    def to_json(self) -> dict[str, Any]:
        """The query as plain JSON values."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> LeadQuery:
        """The query of stored JSON; what this program doesn't know is left out."""
        known = {f.name for f in fields(cls)}
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in stored.items() if k in known
        }
        if "sort" in values:
            values["sort"] = Sort(values["sort"]) if values["sort"] in list(Sort) else Sort.NAME
        values["alone"] = values.get("alone") is True
        values["status"] = tuple(s for s in values.get("status", ()) if s in list(LeadStatus))
        if values.get("standing", "") not in ("", DIALABLE, *Reason):
            values["standing"] = ""
        values["among"] = tuple(each for each in values.get("among", ()) if _is_id(each))
        if not _is_score(values.get("score", "")):
            values["score"] = ""
        return cls(**values)

    @property
    def filters(self) -> int:
        """How many filters are set, the text not counted."""
        return sum(
            bool(v)
            for v in (
                self.status,
                self.campaign,
                self.owner,
                self.tag,
                self.city,
                self.last_result,
                self.next_call,
                self.import_id,
                self.standing,
                self.alone,
                self.among,
                self.score,
                self.product,
            )
        )


def _is_id(text: object) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


def _is_score(text: object) -> bool:
    is_least = isinstance(text, str) and text.isascii() and text.isdecimal() and int(text) <= MOST
    return text in ("", UNSCORED) or is_least


@dataclass(frozen=True, slots=True)
class PageKey:
    """Where a page of a list begins or ends: the sort value (None: without one) and the row number."""

    value: Any
    no: int
    name_key: str = ""


class LeadRow(NamedTuple):
    """A lead as a line of a list. `phone` is E.164, masked where the person may not see it.

    A tuple, since searches make fifty at each key press: a frozen dataclass takes three times as long.
    """

    id: UUID
    no: int
    name: str
    company: str
    email: str
    city: str
    source: str
    status: LeadStatus
    phone: str
    more_phones: int
    is_do_not_call: bool
    owner_id: UUID | None
    owner_name: str
    last_result: str
    last_call_at: datetime | None
    next_call_at: datetime | None
    attempts: int
    created_at: datetime
    zone: str
    score: int
    product: str


def needles(text: str) -> tuple[str, ...]:
    """The parts a typed text is searched by: words, and for a number its digits in one piece.

    "098200-123 45" is searched as "9820012345": leading zeros and signs don't stand in the stored form.
    """
    folded = search_key(text)
    marks = set(folded) - set("0123456789 +-()./")
    digits = "".join(c for c in folded if c.isdigit())
    if digits and not marks:
        bare = digits.lstrip("0") or digits
        return (bare,)
    return tuple(folded.split())
