"""How long calls are kept: whole months go, a year and more after they ended, and leave a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

# Months that calls may be kept after the month they were made in; 0: for ever. Traffic data must be kept for
# a year at least (DPDP Rules 2025, rule 8(3); see the rule packs).
KEPT_MONTHS = (0, 12, 18, 24, 36, 60, 84, 120)


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """The receipt of a month whose calls were deleted as too old.

    `month` is yyyymm by the calls' shifts. `calls` were there when it was closed, `taken` of them are gone;
    the others stay with a sale, a service record or a document. `hours` totals stand for them, summed up in
    `totals`; `digest` is the SHA-256 of those hours. `finished_at` is None while calls are being deleted.
    """

    month: int
    closed_at: datetime
    closed_by: UUID | None
    kept_months: int
    calls: int
    hours: int
    totals: Mapping[str, int] = field(hash=False)
    digest: str
    taken: int = 0
    finished_at: datetime | None = None


def month_of(day: int) -> int:
    """The month (yyyymm) of a day (yyyymmdd)."""
    return day // 100


def days_of(month: int) -> tuple[int, int]:
    """Numbers (yyyymmdd) that hold every day of a month between them."""
    return month * 100, month * 100 + 99


def after(month: int) -> date:
    """The day after a month."""
    year, number = divmod(month, 100)
    return date(year + number // 12, number % 12 + 1, 1)


def kept_from(today: date, kept_months: int) -> int:
    """The first month (yyyymm) whose calls are still kept; those before it have been over for long enough."""
    number = today.year * 12 + today.month - 1 - kept_months
    return number // 12 * 100 + number % 12 + 1


class OldKind(StrEnum):
    """What is kept only for a time; each has its own period."""

    CALLS = "calls"
    MESSAGES = "messages"
    SALES = "sales"
    LOOKUPS = "lookups"
    UNDO = "undo"
    LEADS = "leads"
    LOGS = "logs"
    USAGE = "usage"
    ACCOUNTS = "accounts"


OLD_KIND_LABELS: dict[str, str] = {
    "calls": "Calls and their notes",
    "messages": "Texts of messages",
    "sales": "Notes and numbers of sales",
    "lookups": "Who looked at numbers",
    "undo": "What an undo would bring back",
    "leads": "Deleted leads",
    "logs": "Who did what (the audit)",
    "usage": "At which workstation people signed in",
    "accounts": "Accounts that were switched off",
    "all": "Everything",
}
# The rule of law that says how many months a kind is kept; calls go by the workspace's own choice.
RULE_OF: Mapping[OldKind, str] = {
    OldKind.MESSAGES: "messages_kept_months",
    OldKind.SALES: "sales_kept_months",
    OldKind.LOOKUPS: "logs_kept_months",
    OldKind.LOGS: "logs_kept_months",
    OldKind.USAGE: "logs_kept_months",
    OldKind.ACCOUNTS: "accounts_kept_months",
}
#: What a hold of one person can name, beside everything; the tables of theirs that it keeps.
PERSON_KINDS: Mapping[OldKind, frozenset[str]] = {
    OldKind.CALLS: frozenset({"calls", "callbacks", "timeline", "contests", "rulings"}),
    OldKind.MESSAGES: frozenset({"messages"}),
    OldKind.SALES: frozenset({"sales", "sale_changes"}),
}
SWEPT = "old_data_swept"  # the setting: whether old data goes by itself once a day
UNDO_KEPT = timedelta(days=1)  # after nothing can be undone any more; deleted leads too


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Why a kind isn't deleted: `kind` None holds all of them. `until` is the last day it holds.

    With `lead_id` it holds that person's data alone, of the kinds of `PERSON_KINDS`.
    """

    id: UUID
    kind: OldKind | None
    reason: str
    law: str
    until: date
    made_at: datetime
    made_by: UUID
    lead_id: UUID | None = None

    def holds(self, kind: OldKind, today: date) -> bool:
        """Whether it keeps this kind of everybody's on a day."""
        return self.lead_id is None and self.kind in (None, kind) and today <= self.until


def months_before(now: datetime, months: int) -> datetime:
    """The same moment so many months earlier; the 28th for days a month doesn't have."""
    number = now.year * 12 + now.month - 1 - months
    return now.replace(year=number // 12, month=number % 12 + 1, day=min(now.day, 28))


def months_after(now: datetime, months: int) -> datetime:
    """The same moment so many months later; the first of the next month for days a month doesn't have."""
    number = now.year * 12 + now.month - 1 + months + (now.day > 28)
    return now.replace(year=number // 12, month=number % 12 + 1, day=1 if now.day > 28 else now.day)
