"""Rules of calls that were not dialled here: what a call in counts for, how late a call may be entered."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm_desktop.domain.call import Call, Direction, KnownHow
from crm_desktop.domain.callbacks import Callback, CallbackState, state_when_called, stays_open
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import full_when
from crm_desktop.errors import UserError

DOUBLE_WITHIN = timedelta(minutes=3)
LATER_AFTER = timedelta(minutes=15)  # what is noted sooner counts as noted at once
BEGAN_WITHIN = timedelta(minutes=15)  # a call in may have begun so long before it was put down
HOLD = timedelta(minutes=30)  # what was on the screen is kept for its caller so long while a call in runs
LOOK_UP_HOLDS = timedelta(hours=1)  # so long a looked-up number gives the right to note its call

_ENDS_THE_WORK = frozenset({Flag.FINAL, Flag.DO_NOT_CALL, Flag.WRONG_NUMBER})


def leaves_queue_alone(call: Call, result: Disposition, *, is_overtaken: bool) -> bool:
    """Whether the lead keeps its place, status and last result.

    Someone who rang and did not speak has moved nothing; nor has a call entered later that a newer call
    has overtaken. What ends the work counts always.
    """
    if result.flags & _ENDS_THE_WORK:
        return False
    nobody_spoke = call.direction is Direction.IN and not result.has(Flag.HUMAN)
    return nobody_spoke or is_overtaken


def settled(promise: Callback, call: Call, result: Disposition) -> CallbackState | None:
    """How a promise ended with this call; None: it still stands.

    A customer who rings back settles it as our own call would: kept, or late more than 15 minutes after it
    was due. A ring at which nobody spoke settles nothing, nor does a call from before it was given.
    """
    human = result.has(Flag.HUMAN)
    if call.direction is not Direction.OUT and not human:
        return None
    if call.known_how is KnownHow.LATER and promise.created_at > call.dialled_at:
        return None
    if stays_open(promise.due_at, call.dialled_at, human):
        return None
    return state_when_called(promise.due_at, call.dialled_at)


def check_earlier(at: datetime, now: datetime, days_back: int, zone: str) -> None:
    """Whether a call of that time may still be entered; raises UserError at the field `at`."""
    if at > now:
        raise UserError("This time is still to come. Type when the call was.", field="at")
    if at < now - timedelta(days=days_back):
        raise UserError(
            "{at} is more than {days} days ago. Calls are entered within {days} days.",
            field="at",
            at=full_when(at, zone),
            days=days_back,
        )
