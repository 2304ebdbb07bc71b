"""What every way to reach the telephone promises: states that only go forward, one end a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from crm_desktop.clock import Clock
from crm_desktop.errors import UserError


class LineState(StrEnum):
    """Where a call stands on the line; in this order, only CONNECTED and HELD may alternate."""

    HANDED_OFF = "handed_off"
    QUEUED = "queued"
    DIALLING_AGENT = "dialling_agent"
    DIALLING = "dialling"
    RINGING = "ringing"
    EARLY_MEDIA = "early_media"
    CONNECTED = "connected"
    HELD = "held"
    ENDED = "ended"


class Cause(StrEnum):
    """Why a call ended."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    INVALID_NUMBER = "invalid_number"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"
    CONGESTION = "congestion"
    FORBIDDEN = "forbidden"
    AGENT_UNAVAILABLE = "agent_unavailable"
    MEDIA_ERROR = "media_error"
    NETWORK = "network"
    ENGINE_LOST = "engine_lost"
    UNKNOWN = "unknown"


# The result of the ready set that a cause suggests; the caller decides.
SUGGESTED_RESULT: dict[Cause, str] = {
    Cause.BUSY: "BUSY",
    Cause.NO_ANSWER: "NO_ANSWER",
    Cause.REJECTED: "BUSY",
    Cause.INVALID_NUMBER: "WRONG_NUMBER",
    Cause.UNREACHABLE: "SWITCHED_OFF",
}


@dataclass(frozen=True, slots=True)
class LineEvent:
    """One step of one call. `cause` comes with ENDED alone; `is_measured`: the line itself said so."""

    call_id: UUID
    state: LineState
    at: datetime
    cause: Cause | None = None
    is_measured: bool = False


Listener = Callable[[LineEvent], None]


@dataclass(frozen=True, slots=True)
class DialRequest:
    """A call to make; `call_id` is chosen by the program, so that asking twice rings once."""

    call_id: UUID
    e164: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the screens must know of a dialer: is it practice, does it measure, can it hang up."""

    name: str
    is_practice: bool = False
    measures: bool = False  # CONNECTED and ENDED come from the line; otherwise the caller marks them
    hangs_up: bool = False  # `hang_up` ends the call on the line, otherwise only here


class DialRefused(UserError):
    """The dialer can't take this call now; nothing was dialled and no event comes."""


class Dialer(Protocol):
    """A way to reach the telephone.

    `dial` returning means accepted, not answered. After it exactly one ENDED comes for the call, whatever
    happens; `close` ends what is live with ENGINE_LOST. Events come in the thread that uses the dialer.
    """

    @property
    def traits(self) -> Traits:
        """What kind of dialer this is."""
        ...

    def trouble(self) -> UserError | None:
        """Why it can't dial here, with what to do; None when it can."""
        ...

    def dial(self, request: DialRequest, listener: Listener) -> None:
        """Begin a call; the same call id again changes nothing. Raises DialRefused."""
        ...

    def answered(self, call_id: UUID) -> None:
        """The caller marks that someone answered; ignored where the line measures it."""
        ...

    def hang_up(self, call_id: UUID) -> None:
        """End the call; nothing happens when it has ended already."""
        ...

    def close(self) -> None:
        """End everything; the dialer is not used afterwards."""
        ...


_RANK = {state: rank for rank, state in enumerate(LineState)}
_TALKING = frozenset({LineState.CONNECTED, LineState.HELD})


class Lines:
    """The live calls of one dialer; keeps the contract, whatever the line reports."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._states: dict[UUID, LineState | None] = {}  # ended calls stay known, so that none rings twice
        self._listeners: dict[UUID, Listener] = {}

    def accept(self, request: DialRequest, listener: Listener) -> bool:
        """Take a call on; False when this call id was taken before."""
        if request.call_id in self._states:
            return False
        self._states[request.call_id] = None
        self._listeners[request.call_id] = listener
        return True

    def forget(self, call_id: UUID) -> None:
        """Undo `accept`, when the line refused after all; no event was sent."""
        self._states.pop(call_id, None)
        self._listeners.pop(call_id, None)

    def state(self, call_id: UUID) -> LineState | None:
        """Where a call stands."""
        return self._states.get(call_id)

    def is_live(self, call_id: UUID) -> bool:
        """Whether the call was taken on and has not ended."""
        return call_id in self._listeners

    def live(self) -> tuple[UUID, ...]:
        """All calls that have not ended."""
        return tuple(self._listeners)

    def move(
        self, call_id: UUID, state: LineState, cause: Cause | None = None, *, is_measured: bool = False
    ) -> bool:
        """Tell the listener a step forward; what would go backwards, or follow the end, is dropped."""
        if call_id not in self._listeners:
            return False
        before = self._states[call_id]
        is_hold = before in _TALKING and state in _TALKING and before is not state
        if before is not None and not is_hold and _RANK[state] <= _RANK[before]:
            return False
        self._states[call_id] = state
        listener = self._listeners[call_id]
        if state is LineState.ENDED:
            del self._listeners[call_id]
            cause = cause or Cause.UNKNOWN
        else:
            cause = None
        listener(LineEvent(call_id, state, self._clock.now(), cause, is_measured))
        return True

    def end_all(self, cause: Cause) -> None:
        """End every live call."""
        for call_id in self.live():
            self.move(call_id, LineState.ENDED, cause)
