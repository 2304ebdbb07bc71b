"""The brake of complaints: how many different people complained lately, and what that stops.

Five people in ten days bar a sender for 15 days (TCCCPR 2018, second amendment 2025), three where a network
flags it; ours warns at one, pauses offers at two and everything at three (`complaints` of the rules).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum

from crm_desktop.domain.campaign import CallClass

LOOKED_BACK = timedelta(days=10)
NEVER = 1_000_000
# Begins what is said of a campaign that the brake paused; an admin alone lets it go on.
BRAKE_SENTENCE = "The brake of complaints: {count} people complained in 10 days. An admin looks at it first."
BRAKE_MARK = BRAKE_SENTENCE.partition("{")[0]


class Brake(IntEnum):
    """How hard it brakes."""

    NONE = 0
    WARN = 1
    PAUSE = 2  # promotional campaigns
    STOP = 3  # every campaign but practice


def levels_of(kept: object) -> tuple[int, int, int]:
    """Warn, pause, stop as the rules say them; where there are none nothing brakes."""
    if isinstance(kept, Sequence) and len(kept) == len((Brake.WARN, Brake.PAUSE, Brake.STOP)):
        warn, pause, stop = (int(each) for each in kept)
        return warn, pause, stop
    return NEVER, NEVER, NEVER


def stops(brake: Brake, call_class: CallClass) -> bool:
    """Whether a campaign of this kind of call stands still."""
    return brake is Brake.STOP or (brake is Brake.PAUSE and call_class is CallClass.PROMOTIONAL)


def brake_of(count: int, levels: tuple[int, int, int]) -> Brake:
    """What so many people who complained lead to."""
    return Brake(sum(count >= level for level in levels))
