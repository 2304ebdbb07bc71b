"""Sales: their states, who may move them, and which of them count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

LONGEST_WHY = 200


class SaleState(StrEnum):
    """How far a sale is."""

    PROMISED = "promised"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class SaleAct(StrEnum):
    """What can be done with a sale."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"  # a confirmation is taken back
    RECEIVE = "receive"
    CANCEL = "cancel"
    REFUND = "refund"
    REOPEN = "reopen"  # a cancelled sale is promised again
    CHANGE = "change"  # product, amount, reference, note


# Where an act leads from each state it is possible in.
STATE_AFTER: dict[SaleAct, dict[SaleState, SaleState]] = {
    SaleAct.CONFIRM: {s: s for s in (SaleState.PROMISED, SaleState.RECEIVED)},
    SaleAct.WITHDRAW: {s: s for s in SaleState},
    SaleAct.RECEIVE: {SaleState.PROMISED: SaleState.RECEIVED},
    SaleAct.CANCEL: {SaleState.PROMISED: SaleState.CANCELLED},
    SaleAct.REFUND: {SaleState.RECEIVED: SaleState.REFUNDED},
    SaleAct.REOPEN: {SaleState.CANCELLED: SaleState.PROMISED},
    SaleAct.CHANGE: {s: s for s in (SaleState.PROMISED, SaleState.RECEIVED)},
}
# The acts that undo something or lose money say why.
NEEDS_REASON = frozenset({SaleAct.WITHDRAW, SaleAct.CANCEL, SaleAct.REFUND, SaleAct.REOPEN})
COUNTED = frozenset({SaleState.PROMISED, SaleState.RECEIVED})

LABELS: dict[str, str] = {
    SaleState.PROMISED: "Promised",
    SaleState.RECEIVED: "Received",
    SaleState.CANCELLED: "Cancelled",
    SaleState.REFUNDED: "Refunded",
}


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale; `person_id` made the call and keeps the credit. `day` is yyyymmdd of that person's shift."""

    id: UUID
    lead_id: UUID
    call_id: UUID | None
    campaign_id: UUID | None
    person_id: UUID
    product: str
    product_id: UUID | None
    amount_minor: int
    currency: str
    state: SaleState
    reference: str
    note: str
    at: datetime
    day: int | None
    state_at: datetime | None
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    version: int = 1

    @property
    def is_confirmed(self) -> bool:
        """Whether someone who may has confirmed it."""
        return self.confirmed_at is not None

    @property
    def counts(self) -> bool:
        """Whether it stands in the figures: confirmed, and neither cancelled nor given back."""
        return self.is_confirmed and self.state in COUNTED

    @property
    def waits(self) -> bool:
        """Whether it still waits for a confirmation."""
        return not self.is_confirmed and self.state in COUNTED


@dataclass(frozen=True, slots=True)
class SaleChange:
    """One step of a sale, as it was then."""

    at: datetime
    person_name: str
    state: SaleState
    amount_minor: int
    is_confirmed: bool
    why: str


def possible(sale: Sale, act: SaleAct) -> bool:
    """Whether the act means anything for the sale as it stands, whoever asks."""
    if act is SaleAct.CONFIRM and sale.is_confirmed:
        return False
    if act is SaleAct.WITHDRAW and not sale.is_confirmed:
        return False
    return sale.state in STATE_AFTER[act]
