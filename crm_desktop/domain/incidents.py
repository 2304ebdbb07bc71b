"""Incidents with people's data: who must be told until when, and what each notice has to say.

CERT-In directions of 28 April 2022 (6 h); DPDP Rules 2025, rule 7 (people and Board without delay, detail in
72 h); GDPR art. 33 and 34. The hours come from the rule pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.clocks import alert

LONGEST = 2_000


class Notice(StrEnum):
    """Whom to tell."""

    CERT_IN = "cert_in"
    PEOPLE = "people"
    BOARD_FIRST = "board_first"
    BOARD_DETAIL = "board_detail"
    AUTHORITY = "authority"


NOTICE_LABELS: dict[str, str] = {
    Notice.CERT_IN: "CERT-In",
    Notice.PEOPLE: "The people it is about",
    Notice.BOARD_FIRST: "Data Protection Board, first notice",
    Notice.BOARD_DETAIL: "Data Protection Board, in detail",
    Notice.AUTHORITY: "The data protection authority",
}
# What is asked about an incident, in the order of the form.
FIELD_LABELS: dict[str, str] = {
    "nature": "What happened",
    "when": "When it happened, from when to when",
    "where": "Where: which systems, which place",
    "people": "Who it is about, and how many",
    "data": "Which data",
    "cause": "Why it happened, and who caused it",
    "impact": "What may come of it for them",
    "measures": "What was done against it, and will be",
    "advice": "What they can do themselves",
    "contact": "Who answers questions",
}
NEEDED: Mapping[Notice, tuple[str, ...]] = {
    Notice.CERT_IN: ("nature", "when", "where", "contact"),
    Notice.PEOPLE: ("nature", "when", "people", "impact", "measures", "advice", "contact"),
    Notice.BOARD_FIRST: ("nature", "when", "where", "people", "impact"),
    Notice.BOARD_DETAIL: ("nature", "when", "where", "people", "data", "cause", "impact", "measures"),
    Notice.AUTHORITY: ("nature", "people", "data", "impact", "measures", "contact"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice that is owed: until when, and when it went out (None: not yet)."""

    notice: Notice
    due_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; `aware_at` starts the clocks. `told`: answers by field. `hours`: as the rules were."""

    id: UUID
    title: str
    aware_at: datetime
    profile: str
    hours: tuple[int, ...]
    reported_by: UUID
    told: Mapping[str, str] = field(default_factory=dict, hash=False)
    sent: Mapping[str, datetime] = field(default_factory=dict, hash=False)
    closed_at: datetime | None = None
    version: int = 1

    @property
    def owed(self) -> tuple[Owed, ...]:
        """Every notice of this profile, the soonest first."""
        return tuple(
            Owed(notice, self.aware_at + timedelta(hours=hours), self.sent.get(notice.value))
            for notice, hours in notices_of(self.profile, self.hours)
        )

    def next_owed(self) -> Owed | None:
        """The first that hasn't gone out; None when all have, or it is closed."""
        if self.closed_at is not None:
            return None
        return next((each for each in self.owed if each.sent_at is None), None)

    def alert(self, now: datetime) -> int:
        """The highest share of the running clock that is reached, see `clocks.ALERTS`."""
        owed = self.next_owed()
        return 0 if owed is None else alert(self.aware_at, owed.due_at, now)

    def missing(self, notice: Notice) -> tuple[str, ...]:
        """The fields this notice needs that say nothing yet."""
        return tuple(name for name in NEEDED[notice] if not self.told.get(name, "").strip())


def notices_of(profile: str, hours: Sequence[int]) -> tuple[tuple[Notice, int], ...]:
    """Whom a profile's rules want told within how many hours, the soonest first.

    India counts CERT-In, then people and Board, then the Board's detail; elsewhere the one number is for the
    authority, and people are told within it too.
    """
    if not hours:
        return ()
    if profile != "in":
        return ((Notice.AUTHORITY, hours[0]), (Notice.PEOPLE, hours[-1]))
    found = [(Notice.CERT_IN, hours[0])]
    if len(hours) > 1:
        found += [(Notice.PEOPLE, hours[1]), (Notice.BOARD_FIRST, hours[1])]
    if len(hours) > 2:
        found.append((Notice.BOARD_DETAIL, hours[2]))
    return tuple(found)
