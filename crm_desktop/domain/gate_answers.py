"""What every gate before a dial answers of one lead, as people read it: passed or not, and what decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.queue import Reason, code_of


class Gate(StrEnum):
    """All that must be open before a lead is dialled, in the order in which they are asked."""

    CLOSED = "closed"
    CAMPAIGN = "campaign"
    MEMBER = "member"
    SKILL = "skill"
    OWNER = "owner"
    ERASED = "erased"
    DO_NOT_CALL = "do_not_call"
    PERSON = "person"
    BASIS = "basis"
    NUMBER = "number"
    TRIES = "tries"
    DAY = "day"
    ROLLING = "rolling"
    WEEK = "week"
    GAP = "gap"
    HOURS = "hours"
    SCREEN = "screen"
    WAITING = "waiting"


LABELS: dict[str, str] = {
    Gate.CLOSED: "Result",
    Gate.CAMPAIGN: "Campaign",
    Gate.MEMBER: "People",
    Gate.SKILL: "Skill",
    Gate.OWNER: "Owner",
    Gate.DO_NOT_CALL: "Do not call",
    Gate.ERASED: "Erasure",
    Gate.PERSON: "What they said",
    Gate.BASIS: "Why they may be called",
    Gate.NUMBER: "Number",
    Gate.TRIES: "Tries in all",
    Gate.DAY: "Tries today",
    Gate.ROLLING: "Tries in 24 hours",
    Gate.WEEK: "Tries in 7 days",
    Gate.GAP: "Last call there",
    Gate.HOURS: "Calling hours",
    Gate.SCREEN: "Screens",
    Gate.WAITING: "Next try",
}

# What each gate says, with the value that decided; every one a sentence's beginning without a full stop.
SENTENCES: dict[str, str] = {
    "open": "No final result yet",
    "closed": "Closed: {reason}",
    "blocked": "Blocked: {reason}",
    "campaign on": "Switched on",
    "campaign off": "Switched off",
    "paused": "Paused since {at}",
    "paused why": "Paused since {at}: {why}",
    "member": "You work on it",
    "no member": "You don’t work on it",
    "no skill": "None is asked for",
    "skill": "{skill}",
    "skill missing": "{skill}: you don’t have it",
    "skill nobody": "{skill}: nobody of the campaign has it",
    "nobodys": "Nobody’s: anyone of the campaign may call",
    "yours": "Yours",
    "somebodys": "{name}’s",
    "others wait": "{name}’s: others may call from {until}",
    "promised to": "Promised to {name} for {at}",
    "owner away": "{name}’s, who is not at work now",
    "owner on leave": "{name}’s, who is on leave until {day}",
    "owner gone": "{name}’s, who doesn’t work on the campaign",
    "may be called": "May be called",
    "asked not": "Asked not to be called",
    "erased": "Had their data erased; nothing may reach them any more",
    "no refusal": "They have not said no to such calls",
    "said no": "They said no to such calls",
    "minor": "Under 18, and no guardian’s consent is on record",
    "agreement ended": "The agreement with the client ended on {day}",
    "answered": "Answered",
    "no basis": "Nobody said it yet; a team lead or an admin answers in the settings, Why we call",
    "basis ended": "What was answered ended {at}",
    "scrub missing": "The operator hasn’t scrubbed the list since this lead was added",
    "scrub ended": "The scrubbed list ran out {at}",
    "no series": "The list needs a number of the promotional series, such as 140",
    "number fine": "A number that can be called",
    "wrong number": "Marked as a wrong number",
    "no number": "The lead has no number",
    "tries": "{tries} of {most}",
    "tries of lead": "{tries} of {most}, all numbers together",
    "gap own": "Last called {at}; its own result decides",
    "gap own name": "Last called {at} by {name}; its own result decides",
    "gap": "Last called {at} at this number; left in peace for {gap}",
    "gap name": "Last called {at} by {name} at this number; left in peace for {gap}",
    "promise kept": "Last called {at}; a promise is kept all the same",
    "hours": "{start}–{end} in {place}, now {now}",
    "hours office": "{start}–{end} in {place}, now {now}; the office {office_start}–{office_end}",
    "no screen": "On nobody’s screen",
    "on screen": "On {name}’s screen",
    "on your screen": "On your screen",
    "due": "Due since {at}",
    "due at": "From {at}",
    "promised": "Promised for {at}",
    "skipped": "Skipped: again from {at}",
    "after result": "{result} at {called}: again after {after}",
    "after result part": "{result} at {called}: again after {after}, in another part of the day",
}


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """One gate's answer. `said` names the sentence in SENTENCES, `values` fill its places.

    `until`: when it opens, None when it is open or doesn't open by itself. `phone`: the number it is about,
    as the asker may see it; '' when it is about the lead. `labelled` are places whose value is itself to be
    translated.
    """

    gate: Gate
    passes: bool
    said: str
    values: Mapping[str, str]
    until: datetime | None = None
    phone: str = ""
    labelled: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """In English."""
        return SENTENCES[self.said].format(**self.values)


@dataclass(frozen=True, slots=True)
class CampaignWhy:
    """Where a lead stands in one campaign: dialable (`reason` None), or why not and until when."""

    campaign_id: UUID
    campaign: str
    zone: str
    reason: Reason | None
    until: datetime | None
    gates: tuple[GateAnswer, ...]

    @property
    def code(self) -> str:
        """The reason for scripts; '' when it is dialable."""
        return "" if self.reason is None else code_of(self.reason)


@dataclass(frozen=True, slots=True)
class LeadWhy:
    """Why a lead is or isn't dialled, in every campaign it is in."""

    lead_id: UUID
    name: str
    campaigns: tuple[CampaignWhy, ...]


GATE_OF: dict[Reason, Gate] = {
    Reason.ERASED: Gate.ERASED,
    Reason.DO_NOT_CALL: Gate.DO_NOT_CALL,
    Reason.MINOR: Gate.PERSON,
    Reason.CONSENT_WITHDRAWN: Gate.PERSON,
    Reason.NO_PHONE: Gate.NUMBER,
    Reason.MAX_ATTEMPTS: Gate.TRIES,
    Reason.DAY_CAP: Gate.DAY,
    Reason.ROLLING_CAP: Gate.ROLLING,
    Reason.WEEK_CAP: Gate.WEEK,
    Reason.TOO_SOON: Gate.GAP,
    Reason.OUTSIDE_HOURS: Gate.HOURS,
    Reason.AGREEMENT_ENDED: Gate.HOURS,
    **dict.fromkeys(BASIS_REASONS, Gate.BASIS),
    Reason.FINAL: Gate.CLOSED,
    Reason.DELETED: Gate.CLOSED,
    Reason.PAUSED: Gate.CAMPAIGN,
    Reason.NOT_MEMBER: Gate.MEMBER,
    Reason.OTHER_SKILL: Gate.SKILL,
    Reason.NOT_YOURS: Gate.OWNER,
    Reason.PROMISED_OTHER: Gate.OWNER,
    Reason.ON_ANOTHER_SCREEN: Gate.SCREEN,
}
