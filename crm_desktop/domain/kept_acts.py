"""Acts kept on a workstation while the server was away: how they are signed, and how each is settled.

What is written here is the rule book for conflicts; `services/offline` only carries it out.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.lead import search_key

# Settled acts are kept as long as a restored backup may be old, and offered again to such a store.
KEPT_FOR = timedelta(days=7)
# A lead whose data were erased or that an import taken back removed.
ERASED = "erased"


class ActKind(StrEnum):
    """What a caller does that must not be lost."""

    DIAL = "dial"
    ANSWERED = "answered"
    ENDED = "ended"
    COMPLETE = "complete"
    NOTE = "note"
    CALL_LATER = "call_later"
    SKIP = "skip"
    NEVER = "never"
    BREAK = "break"
    RESUME = "resume"
    AWAY = "away"
    BACK = "back"
    # Calls that didn't start here, and what goes with them.
    NEW_LEAD = "new_lead"
    TAKE = "take"
    RANG = "rang"  # the result of a call in
    PUT_DOWN = "put_down"
    MISSED = "missed"
    EARLIER = "earlier"
    UNDO = "undo"
    # What is done with a call-back.
    MOVE = "callback_moved"
    SNOOZE = "callback_snoozed"
    CLOSE = "callback_closed"
    # A text for another program: about to be handed over, and how that went.
    MESSAGE = "message"
    HANDED = "message_handed"
    BOOKED = "booked"  # an appointment
    NUMBER_SHOWN = "number_shown"  # a hidden one
    REQUEST = "request"  # what somebody asks about their data
    SAID_NO = "said_no"  # to some or all contact


class ActState(StrEnum):
    """Where a kept act stands."""

    WAITING = "waiting"  # not yet known to be on the server
    SUBMITTED = "submitted"  # handed in for its person by another one's program
    SETTLED = "settled"  # the server has it, or the rules say that nothing follows from it


BEGINS = frozenset({ActKind.DIAL, ActKind.TAKE})
RESULTS = frozenset({ActKind.COMPLETE, ActKind.RANG})
# Not sent by themselves: the result of the call brings them along.
# What the person changed to: the last of them says how they are.
PRESENCE = frozenset({ActKind.BREAK, ActKind.RESUME, ActKind.AWAY, ActKind.BACK})
OF_A_CALL = BEGINS | {ActKind.ANSWERED, ActKind.ENDED}
# With these the server has heard of a call whatever it has to hear.
ENDS_CALL = RESULTS | {ActKind.PUT_DOWN, ActKind.UNDO}
OF_CALLBACKS = frozenset({ActKind.MOVE, ActKind.SNOOZE, ActKind.CLOSE})
WRITTEN = frozenset({ActKind.MESSAGE, ActKind.HANDED})
# With these a person is done with a lead for now: it isn't kept for their workstation any more.
DECIDES = RESULTS | {
    ActKind.SKIP, ActKind.CALL_LATER, ActKind.NEVER, ActKind.PUT_DOWN, ActKind.MISSED, ActKind.EARLIER,
    ActKind.MOVE, ActKind.CLOSE,
}  # fmt: skip
# What comes about in a call beside its result, under the act's own id.
BESIDE_RESULT = frozenset({ActKind.MESSAGE, ActKind.BOOKED})


@dataclass(frozen=True, slots=True)
class KeptAct:
    """One act as it lies in the outbox. `id` is its request id; `no` the order on the workstation.

    `payload` is JSON, exactly as it was signed; `mac` proves whose it is, empty where no server gave a key.
    """

    id: UUID
    no: int
    person_id: UUID
    session_id: UUID
    person_name: str
    kind: ActKind
    lead_id: UUID | None
    call_id: UUID | None
    made_at: datetime
    payload: str
    mac: bytes = b""
    state: ActState = ActState.WAITING
    outcome: str = ""
    told: str = ""  # whom or what it was about, for the person: a lead's name


def signed_text(act: KeptAct) -> str:
    """What the MAC is made of; the server puts the same together."""
    parts = (
        act.id,
        act.no,
        act.person_id,
        act.session_id,
        act.kind.value,
        act.lead_id or "",
        act.call_id or "",
        act.made_at.isoformat(),
        act.payload,
    )
    return "\n".join(str(part) for part in parts)


def mac_of(act: KeptAct, key: bytes) -> bytes:
    """HMAC-SHA256 of the act with the key the server gave at the person's sign-in."""
    return hmac.digest(key, signed_text(act).encode(), hashlib.sha256) if key else b""


# --- how a kept result is settled ---


class Outcome(StrEnum):
    """How an act came out on the server."""

    APPLIED = "applied"
    OVERTAKEN = "overtaken"  # the call and its result stand; another has called since and decides
    WITHOUT_TEXT = "without_text"  # the person was erased: time and result stay, never text
    NO_PROMISE = "no_promise"  # the call stands; nobody may be called back there any more
    HAD_RESULT = "had_result"  # the call has got its result elsewhere; the note is added
    NOT_NEEDED = "not_needed"  # nothing follows from it any more
    GONE = "gone"  # the lead isn't there any more: nothing can be kept
    REFUSED = "refused"  # the server says no; the sentence is kept with the act
    KNOWN_NUMBER = "known_number"  # no new lead: somebody had the number already
    OTHERS_LEAD = "others_lead"  # the same, and it is a colleague's
    SEVERAL = "several"  # several leads have the number; the rules chose one
    NOTED_ALREADY = "noted_already"  # the call was noted by the same person before; the note is added
    ENDED_ALREADY = "ended_already"  # the call-back was closed or handed over before
    MOVED_ALREADY = "moved_already"  # somebody else gave the call-back another time
    ASKED_NOT_TO = "asked_not_to"  # a text had gone to somebody who wasn't to be contacted any more


# What the person is told of each act that didn't simply go through.
OUTCOME_LABELS: dict[str, str] = {
    Outcome.OVERTAKEN: "Saved. Someone else has called since, and their result decides what comes next.",
    Outcome.WITHOUT_TEXT: "Time and result are saved, without the note: this person’s data was erased.",
    Outcome.NO_PROMISE: "Saved without the call-back: the number may not be called any more.",
    Outcome.HAD_RESULT: "The call had a result already. Your note was added to the lead.",
    Outcome.NOT_NEEDED: "Nothing to do any more: the lead has moved on.",
    Outcome.GONE: "The lead is not there any more; nothing could be saved.",
    Outcome.REFUSED: "Not saved.",
    Outcome.KNOWN_NUMBER: "Saved at the lead that has this number already; no new one was made.",
    Outcome.OTHERS_LEAD: "Saved at a colleague’s lead, which has this number already.",
    Outcome.SEVERAL: "Several leads have this number: saved at the one you or the office spoke with last.",
    Outcome.NOTED_ALREADY: "This call was noted already. Your note was added to the lead.",
    Outcome.ENDED_ALREADY: "The call-back was closed or handed over already, and stays so.",
    Outcome.MOVED_ALREADY: "Someone else has moved this call-back since, and their time stands.",
    Outcome.ASKED_NOT_TO: "Saved. This person had asked not to be contacted: don’t write to them again.",
}
SHOWN = frozenset(OUTCOME_LABELS)


@dataclass(frozen=True, slots=True)
class Found:
    """What the server holds when a kept result comes in."""

    lead_status: str | None  # None: no such lead any more
    call: str | None = None  # "open" | "closed" | None where the call isn't known there
    newer_call: bool = False  # somebody dialled the lead, or spoke with them, after this call
    on_a_screen: bool = False  # another person has the lead on the screen
    may_be_called: bool = True  # some number may still be dialled some day, and the work isn't ended
    newer_promise: bool = False  # a call-back was promised after this call


@dataclass(frozen=True, slots=True)
class Settlement:
    """What of a kept result is carried out.

    `keeps_call`: the call with its times and result; `keeps_text`: note and what the result noted;
    `moves_lead`: place in the queue, status and last result; `marks_number`: wrong number, do-not-call;
    `keeps_promise`: the call-back that was promised.
    """

    outcome: Outcome
    keeps_call: bool = True
    keeps_text: bool = True
    moves_lead: bool = True
    marks_number: bool = True
    keeps_promise: bool = True
    adds_note: bool = False


def settle(found: Found, flags: frozenset[Flag], *, has_promise: bool, rang_in: bool = False) -> Settlement:
    """The rules for a result that comes in late, the strongest first.

    1. A lead that isn't there any more takes nothing.
    2. Of an erased person nothing but time and result is kept; no promise, no text, and nothing moves.
    3. A call that has its result already keeps it; what was noted is added to the lead.
    4. A wish not to be called and a wrong number count always, whoever called since.
    5. Where somebody called since, or has the lead on the screen, the call and its result stand in the
       history and the newer call decides what comes next; what ends the work counts all the same.
    6. A promise to a person who may not be called any more isn't kept, nor one that a newer promise has
       replaced; else it is, whoever called since.
    7. Someone who rang and did not speak has moved nothing.
    """
    if found.lead_status is None:
        return Settlement(Outcome.GONE, False, False, False, False, False)
    if found.call == "closed":
        erased = found.lead_status == ERASED
        return Settlement(
            Outcome.HAD_RESULT, False, False, False, Flag.DO_NOT_CALL in flags, False, adds_note=not erased
        )
    if found.lead_status == ERASED:
        return Settlement(Outcome.WITHOUT_TEXT, True, False, False, Flag.DO_NOT_CALL in flags, False)
    ends_the_work = bool(flags & {Flag.FINAL, Flag.DO_NOT_CALL, Flag.WRONG_NUMBER})
    is_overtaken = (found.newer_call or found.on_a_screen) and not ends_the_work
    if rang_in and Flag.HUMAN not in flags and not (ends_the_work or has_promise):
        return Settlement(Outcome.APPLIED, moves_lead=False, keeps_promise=False)
    if has_promise and not (found.may_be_called and not ends_the_work):
        return Settlement(Outcome.NO_PROMISE, moves_lead=not is_overtaken, keeps_promise=False)
    if is_overtaken and (found.newer_promise or not has_promise):
        return Settlement(Outcome.OVERTAKEN, moves_lead=False, keeps_promise=False)
    return Settlement(Outcome.APPLIED, keeps_promise=has_promise)


# --- how an act about a call-back is settled ---


@dataclass(frozen=True, slots=True)
class PromiseNow:
    """A call-back as the server has it when an act about it comes in; `due_at` None: there is none."""

    due_at: datetime | None
    is_mine: bool = True  # of whoever did the act
    is_open: bool = True
    is_erased: bool = False  # its lead


def settle_promise(now: PromiseNow, kind: ActKind, seen_due_at: datetime) -> Outcome:
    """The rules for an act about a call-back, the strongest first; it is carried out where APPLIED.

    1. A call-back that isn't there any more takes nothing, and nobody changes somebody else's.
    2. One that ended meanwhile stays ended: it was called, closed, or handed to someone else. That it
       should have been quiet for a while means nothing then.
    3. Of an erased person's nothing is moved; that it was closed counts, without the words.
    4. Where somebody else has moved it since the person saw it, their time stands: nothing is overwritten.
       That no call is needed counts whatever its time.
    """
    if now.due_at is None:
        return Outcome.GONE
    if not now.is_mine:
        return Outcome.REFUSED
    if not now.is_open:
        return Outcome.NOT_NEEDED if kind is ActKind.SNOOZE else Outcome.ENDED_ALREADY
    if now.is_erased and kind is ActKind.MOVE:
        return Outcome.WITHOUT_TEXT
    if kind is ActKind.MOVE and now.due_at != seen_due_at:
        return Outcome.MOVED_ALREADY
    return Outcome.APPLIED


# --- whose a call is that rang in ---


@dataclass(frozen=True, slots=True)
class AtNumber:
    """A lead that has the number now; `is_known`: the caller may see it anyway."""

    lead_id: UUID
    name: str
    is_mine: bool
    is_nobodys: bool
    is_known: bool
    last_call_at: datetime | None


def whose_call(found: Sequence[AtNumber], name: str) -> tuple[UUID | None, Outcome]:
    """Whose a call is whose lead isn't there (it was never made, was deleted, or merged away).

    1. Nobody has the number: a new lead is made; not where the lead was erased, which keeps the call.
    2. One lead has it: the call is that lead's, also where it is a colleague's.
    3. Several have it: the one with the name that was given; else the caller's own, then nobody's, then a
       colleague's; among these the one that was spoken with last.
    """
    if not found:
        return None, Outcome.APPLIED

    def order(lead: AtNumber) -> tuple[bool, int, float]:
        whose = 0 if lead.is_mine else 1 if lead.is_nobodys else 2
        spoken_at = lead.last_call_at.timestamp() if lead.last_call_at is not None else 0.0
        return not _is_same_name(lead.name, name), whose, -spoken_at

    first = min(found, key=order)
    if not (first.is_mine or first.is_nobodys or first.is_known):
        return first.lead_id, Outcome.OTHERS_LEAD
    is_clear = len(found) == 1 or _is_same_name(first.name, name)
    return first.lead_id, Outcome.KNOWN_NUMBER if is_clear else Outcome.SEVERAL


def _is_same_name(known: str, given: str) -> bool:
    return bool(given.strip()) and search_key(known) == search_key(given)


# --- how long a kept lead may be called ---

RESERVED_FOR = timedelta(hours=2)
RESERVED_FOR_PROMOTION = timedelta(minutes=30)
#: The workstation stops a minute before the server does, and the server gives the lead to nobody else for ten
#: minutes more: so a call begun in time is over, or at least known, before another can begin.
SOONER = timedelta(seconds=60)
GRACE = timedelta(minutes=10)
#: Leads kept for an hour where a person's pace isn't known yet; and the fewest and most for whoever's is.
RESERVED_USUALLY = 30
RESERVED_AT_LEAST, RESERVED_AT_MOST = 10, 50
#: Hours from which a pace is told: of so many days, those with so many calls, so many of them.
PACE_DAYS, PACE_CALLS, PACE_HOURS = 14, 5, 4
PROMISES_AHEAD = timedelta(hours=4)


def fresh_for(call_class: str, minutes: int | None = None) -> timedelta:
    """How long reservation and consent data hold: as the workspace says (`minutes`; two hours where it says
    nothing, and at most), half an hour at most where the call is promotional.
    """
    said = RESERVED_FOR if minutes is None else min(timedelta(minutes=minutes), RESERVED_FOR)
    return min(said, RESERVED_FOR_PROMOTION) if call_class == "promotional" else said


def is_fresh(kept_at: datetime, now: datetime, elapsed: timedelta, fresh: timedelta) -> bool:
    """Whether a kept lead may still be dialled; fails closed.

    `now` is the corrected clock's, `elapsed` what a clock that can't be set has counted since the lead was
    kept or read from the disk: whichever is longer decides, and a clock set back makes nothing fresh.
    """
    if now < kept_at:
        return False
    return max(now - kept_at, elapsed) < fresh - SOONER


def for_an_hour(hours: Sequence[int]) -> int:
    """How many leads an hour asks for at a person's own pace, by the calls of each of their last hours.

    As in the good ones (the upper quarter begins there): hours with a break or a meeting tell of no pace, nor
    do those with a few calls. Where too few are known it is what is usual.
    """
    worked = sorted(calls for calls in hours if calls >= PACE_CALLS)
    if len(worked) < PACE_HOURS:
        return RESERVED_USUALLY
    return max(RESERVED_AT_LEAST, min(RESERVED_AT_MOST, worked[len(worked) * 3 // 4]))


def share(wanted: int, dialable: int, people: int) -> int:
    """How many leads one person may keep: never so many that colleagues find the queue empty.

    Half of what can be dialled now is left alone; the other half is shared among those at work.
    """
    if people < 1:
        return 0
    return max(0, min(wanted, dialable // (2 * people)))
