"""Campaigns: whose leads, which results, which hours, which script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.campaign_rules import Caps, Rules
from crm_desktop.domain.dispositions import Disposition


class CampaignRole(StrEnum):
    """Own leads (data fiduciary) or a client's (data processor), DPDP Act 2023."""

    OWN = "own"
    CLIENT = "client"


class DialMode(StrEnum):
    """Manual: the caller dials. Preview: a countdown dials."""

    MANUAL = "manual"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign; calling hours are local minutes after midnight, half open [start, end)."""

    id: UUID
    name: str
    role: CampaignRole
    client_name: str
    is_active: bool
    is_practice: bool
    dial_mode: DialMode
    countdown_s: int
    start_minute: int
    end_minute: int
    days: frozenset[int]
    max_per_day: int
    max_per_phone: int
    script: str
    version: int
    dispositions: tuple[Disposition, ...] = ()

    @property
    def window(self) -> CallingWindow:
        """The calling hours, by the called person's clock."""
        return _window(self.start_minute, self.end_minute, self.days)

    @property
    def rules(self) -> Rules:
        """How its leads are dialled."""
        return _rules(self.max_per_day, self.max_per_phone)

    def disposition(self, disposition_id: UUID) -> Disposition | None:
        """One of the campaign's results."""
        return next((d for d in self.dispositions if d.id == disposition_id), None)


@lru_cache(maxsize=64)
def _window(start_minute: int, end_minute: int, days: frozenset[int]) -> CallingWindow:
    return CallingWindow(_clock(start_minute), _clock(end_minute), days)


@lru_cache(maxsize=64)
def _rules(max_per_day: int, max_per_phone: int) -> Rules:
    return Rules(phone_caps=Caps(per_day=max_per_day, lifetime=max_per_phone))


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


READY_SCRIPT = (
    "Good {part_of_day}, am I speaking with {name}? This is {caller} from {office}.\n\n"
    "Is this a good moment? It takes about three minutes.\n\n"
    "If not: ask for a time and give the result “Call back”."
)
