"""Rows that somebody contests, and what was ruled: original, claim and ruling are all kept.

A call and a sale count as their row says. A ruling that upholds a claim sets what the row says (result,
length, product, amount, whose) or leaves it out of all counting; what it said before is kept with claim and
ruling. Nothing follows from it for the lead: its place in the queue, promises and do-not-calls stay as the
result left them. A stretch of somebody's day has no row: it counts as ruled wherever
days are laid out (`ruled_time.py`).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import datetime as Moment
from enum import StrEnum
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, KnownHow
from crm_desktop.domain.presence import State
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.sales import SaleState

LONGEST_WHY = 300
LONGEST_TALK_S = 6 * 3600


class Claim(StrEnum):
    """What is wrong with a row, as its person says."""

    RESULT = "result"
    LENGTH = "length"
    PERSON = "person"  # it was somebody else's call or sale
    MINE = "mine"  # of an own call: the sale that stands under another's name
    OTHER = "other"
    PRODUCT = "product"
    AMOUNT = "amount"
    CANCELLED = "cancelled"
    NOT_A_BREAK = "not_a_break"
    SIGN_OUT = "sign_out"
    POWER = "power"


CLAIM_LABELS: dict[str, str] = {
    Claim.RESULT: "Wrong result",
    Claim.LENGTH: "Wrong length",
    Claim.PERSON: "Not mine",
    Claim.MINE: "The sale is mine",
    Claim.OTHER: "Something else",
    Claim.PRODUCT: "Wrong product",
    Claim.AMOUNT: "Wrong amount",
    Claim.CANCELLED: "Wrongly cancelled",
    Claim.NOT_A_BREAK: "I was at work",
    Claim.SIGN_OUT: "Forgot to sign out",
    Claim.POWER: "The power or the line was out",
}
#: What can be wrong with a row of each kind.
CLAIMS: Mapping[Source, tuple[Claim, ...]] = {
    Source.CALL: (Claim.RESULT, Claim.LENGTH, Claim.PERSON, Claim.MINE, Claim.OTHER),
    Source.SALE: (Claim.PRODUCT, Claim.AMOUNT, Claim.PERSON, Claim.CANCELLED, Claim.OTHER),
    Source.TIME: (Claim.NOT_A_BREAK, Claim.SIGN_OUT, Claim.POWER, Claim.OTHER),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """As what a call counts: whose, with which result, how long (seconds; None: not measured), at all."""

    person_id: UUID
    disposition_id: UUID | None
    code: str
    label: str
    flags: str
    talk_s: int | None
    is_left_out: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept."""
        return {
            "person": str(self.person_id),
            "disposition": None if self.disposition_id is None else str(self.disposition_id),
            "code": self.code,
            "label": self.label,
            "flags": self.flags,
            "talk_s": self.talk_s,
            "left_out": self.is_left_out,
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Counted:
        """What `to_json` gave; a text emptied since stays empty."""
        disposition = kept.get("disposition")
        return Counted(
            UUID(kept["person"]),
            UUID(disposition) if disposition else None,
            str(kept.get("code", "")),
            str(kept.get("label", "")),
            str(kept.get("flags", "")),
            kept.get("talk_s"),
            bool(kept.get("left_out")),
        )


@dataclass(frozen=True, slots=True)
class SaleCounted:
    """As what a sale counts: whose, which product, how much (minor units), how far it is.

    `product` is kept apart from the rest, since it may be words about a person; it may be emptied.
    """

    person_id: UUID
    product_id: UUID | None
    product: str
    amount_minor: int
    currency: str
    state: SaleState

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept, without the product's words."""
        return {
            "person": str(self.person_id),
            "product": None if self.product_id is None else str(self.product_id),
            "amount_minor": self.amount_minor,
            "currency": self.currency,
            "state": self.state.value,
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any], product: str) -> SaleCounted:
        """What `to_json` gave, with the product's words."""
        product_id = kept.get("product")
        return SaleCounted(
            UUID(kept["person"]),
            UUID(product_id) if product_id else None,
            product,
            int(kept["amount_minor"]),
            str(kept["currency"]),
            SaleState(kept["state"]),
        )


@dataclass(frozen=True, slots=True)
class TimeCounted:
    """As what a stretch of a person's day counts, from when until when."""

    state: State
    reason: str
    began: Moment
    until: Moment

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept."""
        return {
            "state": self.state.value,
            "reason": self.reason,
            "began": self.began.isoformat(),
            "until": self.until.isoformat(),
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> TimeCounted:
        """What `to_json` gave."""
        began, until = (Moment.fromisoformat(kept[name]) for name in ("began", "until"))
        return TimeCounted(State(kept["state"]), str(kept.get("reason", "")), began, until)


Was = Counted | SaleCounted | TimeCounted


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a team lead or an admin said: `now` is as what the row counts since, None where refused."""

    id: UUID
    at: Moment
    person_id: UUID
    why: str
    now: Was | None

    @property
    def is_upheld(self) -> bool:
        """Whether the claim was followed."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim about a call, a sale or a stretch of a day (yyyymmdd), as it was then, with its ruling.

    Who says that a sale is theirs may not see it and names an own call with its lead: once that is upheld,
    the claim is about the sale that the ruling found, `was` as what it counted until then.
    """

    id: UUID
    call_id: UUID | None
    lead_id: UUID | None  # a stretch of a day has none
    person_id: UUID
    at: Moment
    claim: Claim
    why: str
    was: Was
    ruling: Ruling | None = None
    sale_id: UUID | None = None
    day: int | None = None

    @property
    def about(self) -> Source:
        """What is contested: a call, a sale or time."""
        if self.sale_id is not None:
            return Source.SALE
        return Source.CALL if self.call_id is not None else Source.TIME


def may_be_contested(call: Call, person_id: UUID) -> bool:
    """Whether this person may contest the row: the own, with its result in, and no practice."""
    return call.person_id == person_id and call.state is CallState.CLOSED and not call.is_practice


def has_a_length(call: Call) -> bool:
    """Whether a length of this call counts anywhere: entered afterwards it never does."""
    return call.known_how is not KnownHow.LATER


def closed_since(day: int, after_days: int) -> date:
    """The first date on which the month of a day (yyyymmdd) is closed: so many days after its last one."""
    year, month = day // 10_000, day // 100 % 100
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last + timedelta(days=after_days + 1)
