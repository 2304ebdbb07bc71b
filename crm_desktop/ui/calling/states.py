"""The states of the calling screen and the questions it asks in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.result_fields import Asked
from crm_desktop.domain.targets import Reached
from crm_desktop.services.calling.outside_values import Held
from crm_desktop.services.calling.values import OpenCall
from crm_desktop.ui.calling.answer_draft import AnswerDraft


class State(StrEnum):
    """What the caller is doing; the values name the states of the page in the catalogue of acts."""

    LOADING = "loading"
    NO_CAMPAIGN = "no_campaign"
    PREVIEW = "preview"
    BY_HAND = "by_hand"  # dialled on a line that says nothing: the result may be given at once
    DIALLING = "dialling"
    ON_CALL = "on_call"
    AFTER = "after"
    NOTHING = "nothing"
    BREAK = "break"
    LOCKED = "locked"


class Strip(StrEnum):
    """A question asked in place; while it is open only its own keys are awake."""

    NONE = ""
    SKIP = "skip"
    DO_NOT_CALL = "do_not_call"
    BREAK = "pause"
    SHOW_NUMBER = "show_number"
    SAY_NO = "say_no"
    ASKED = "asked_data"
    PROMISE = "promise"
    FIELDS = "fields"


REASON_STRIPS = (
    Strip.SKIP,
    Strip.DO_NOT_CALL,
    Strip.BREAK,
    Strip.SHOW_NUMBER,
    Strip.SAY_NO,
    Strip.ASKED,
)
CHOOSING = "choosing"  # the catalogue's state while one of several readings of a time is asked for
WITH_PANEL = (Strip.PROMISE, Strip.FIELDS)  # asked below the results, with buttons of their own
MOVING = "moving"  # the catalogue's state while an act is being saved: no key is awake
IN_CALL = (State.BY_HAND, State.DIALLING, State.ON_CALL)
OWES_RESULT = (*IN_CALL, State.AFTER)
WITH_LEAD = (State.PREVIEW, *OWES_RESULT)


@dataclass(frozen=True, slots=True)
class Pause:
    """A break under way; `allowed_s` is None where it may take any time."""

    reason: str
    started_at: datetime
    allowed_s: int | None

    def overrun_s(self, now: datetime) -> float:
        """Seconds above what is allowed; 0 while within it."""
        if self.allowed_s is None:
            return 0.0
        return max(0.0, (now - self.started_at).total_seconds() - self.allowed_s)


@dataclass(frozen=True, slots=True)
class Boot:
    """What the page has to know before its first lead."""

    campaigns: tuple[Campaign, ...]
    last_campaign: UUID | None
    remarks: dict[str, str]
    office: str
    zone: str
    dialler: str
    asked: Asked
    open_call: OpenCall | None = None
    note: str = ""
    answers: AnswerDraft | None = None
    pause: Pause | None = None
    break_minutes: Mapping[str, int] = field(default_factory=dict)  # by reason; 0: no limit
    held: Held | None = None  # waits behind a call in that was found again


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another campaign of which leads can be dialled now."""

    id: UUID
    name: str
    dialable: int


@dataclass(frozen=True, slots=True)
class Day:
    """The day's figures and what else there is to do; `None` where it is not known yet."""

    calls: int = 0
    conversations: int = 0
    successes: int = 0
    target: int = 0
    goals: tuple[Reached, ...] = ()
    is_goal_reached: bool = False
    dialable_now: int | None = None
    later_today: int | None = None
    promised_at: tuple[datetime, ...] = ()
    next_promise: tuple[datetime, str] | None = None
    neighbours: tuple[Neighbour, ...] = field(default_factory=tuple)
