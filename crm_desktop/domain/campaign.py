"""Campaigns: whose leads, which results, which hours, which script, and how their leads are dialled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from crm_desktop.domain.calling_window import ByClock, CallingWindow
from crm_desktop.domain.campaign_rules import Rules, WhoKind
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.lawful import Span, span_at
from crm_desktop.domain.purposes import Aim, aim_of
from crm_desktop.domain.quick import quick


class CampaignRole(StrEnum):
    """Own leads (data fiduciary) or a client's (data processor), DPDP Act 2023."""

    OWN = "own"
    CLIENT = "client"


class CallClass(StrEnum):
    """What kind of calls are made (TCCCPR 2018): it decides how fresh what forbids a call must be."""

    PROMOTIONAL = "promotional"
    SERVICE = "service"
    TRANSACTIONAL = "transactional"


class DialMode(StrEnum):
    """Manual: the caller dials. Preview: a countdown dials. Progressive: the next is dialled by itself."""

    MANUAL = "manual"
    PREVIEW = "preview"
    PROGRESSIVE = "progressive"  # only with dialers that report the hang-up


class ClientData(StrEnum):
    """What happens to a client's data when the work for it ends."""

    UNSAID = ""
    RETURN = "return"
    DELETE = "delete"


@quick
@dataclass(frozen=True, slots=True)
class Hours:
    """Local minutes after midnight, half open [start, end); an end before the start is on the next day."""

    start_minute: int = 600
    end_minute: int = 1140

    def is_within(self, other: Hours) -> bool:
        """Whether these hours lie in others of the same clock."""
        if (other.start_minute, other.end_minute) == (0, 1440):
            return True
        is_one_day = self.start_minute < self.end_minute
        return is_one_day and other.start_minute <= self.start_minute and self.end_minute <= other.end_minute


def hours_of(span: Span | None) -> Hours | None:
    """The hours that law leaves; None where the gate doesn't ask."""
    return None if span is None else Hours(span.from_minute, span.to_minute)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign; calling hours are by the called person's clock, `office_hours` by the office's.

    `client_until`: when the agreement with a client ends. `people`: who works on it, empty: everybody.
    `target`: successes wanted in all, 0 for none. `wrap_up_s`: seconds after a call until the result
    `wrap_up_code` is given by itself, 0 for as long as the caller needs. `rules_no`: which version of the
    rules holds. `lawful`: why its people may be called, over time; empty: the gate doesn't ask. `law_hours`:
    what law leaves of the called person's day.
    """

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
    script: str
    version: int
    rules: Rules = field(default_factory=Rules)
    rules_no: int = 0
    rules_name: str = ""
    call_class: CallClass = CallClass.PROMOTIONAL
    purpose_no: int | None = None  # of one's own purposes; None: what its kind of call is for
    agreement_ref: str = ""
    client_until: date | None = None
    client_data: ClientData = ClientData.UNSAID
    office_hours: Hours | None = None
    holidays: frozenset[date] = frozenset()
    people: frozenset[UUID] = frozenset()
    target: int = 0
    wrap_up_s: int = 0
    wrap_up_code: str = ""
    recording_text: str = ""
    paused_at: datetime | None = None
    paused_why: str = ""
    office_zone: str = "UTC"
    lawful: tuple[Span, ...] = ()
    law_hours: Hours | None = None
    dispositions: tuple[Disposition, ...] = ()

    @property
    def aim(self) -> Aim:
        """What its people are called for."""
        return aim_of(self.call_class, self.purpose_no)

    @property
    def window(self) -> CallingWindow:
        """When its leads may be called, by the called person's clock and the office's."""
        return _window(
            self.start_minute,
            self.end_minute,
            self.days,
            self.holidays,
            self.office_hours,
            self.office_zone,
            self.last_day,
            self.law_hours,
        )

    def lawful_at(self, now: datetime) -> Span | None:
        """Whether its people may be called at that moment, and who; None where the gate doesn't ask."""
        return span_at(self.lawful, now)

    @property
    def last_day(self) -> date | None:
        """The last day on which a client's leads are called; None: no end, or an own campaign."""
        return self.client_until if self.role is CampaignRole.CLIENT else None

    @property
    def max_per_phone(self) -> int | None:
        """How often one number is tried in all; None without a limit."""
        return self.rules.phone_caps.lifetime

    @property
    def is_paused(self) -> bool:
        """Whether nobody is given a lead of it for now."""
        return self.paused_at is not None

    def is_worked_by(self, person_id: UUID) -> bool:
        """Whether this person is given its leads."""
        return not self.people or person_id in self.people

    def owner_of_place(self, owner_id: UUID | None) -> UUID | None:
        """Whose a lead's place in the queue is: nobody's where anyone calls."""
        return None if self.rules.who.kind is WhoKind.ANYONE else owner_id

    def disposition(self, disposition_id: UUID) -> Disposition | None:
        """One of the campaign's results."""
        return next((d for d in self.dispositions if d.id == disposition_id), None)


@lru_cache(maxsize=64)
def _window(
    start_minute: int,
    end_minute: int,
    days: frozenset[int],
    holidays: frozenset[date],
    office: Hours | None,
    zone: str,
    last_day: date | None,
    law: Hours | None,
) -> CallingWindow:
    also, hours = None, Hours(start_minute, end_minute)
    if office is not None:
        also = ByClock(CallingWindow(_clock(office.start_minute), _clock(office.end_minute)), zone)
    if law is not None and not hours.is_within(law):
        also = ByClock(CallingWindow(_clock(law.start_minute), _clock(law.end_minute), also=also), "")
    begins, ends = _clock(hours.start_minute), _clock(hours.end_minute)
    return CallingWindow(begins, ends, days, holidays, also, last_day)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


READY_SCRIPT = (
    "Good {part_of_day}, am I speaking with {name}? This is {caller} from {office}.\n\n"
    "Is this a good moment? It takes about three minutes.\n\n"
    "If not: ask for a time and give the result “Call back”."
)
