"""What the totals of calls count: each column's meaning, said once.

`counted` applies the meanings to one call; the store writes the same meanings as SQL to count from the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from crm_desktop.domain.call import Call, Direction, KnownHow
from crm_desktop.domain.dispositions import Flag

_OUT, _IN, _MISSED = Direction.OUT, Direction.IN, Direction.MISSED
_SPOKEN = frozenset({_OUT, _IN})
_KNOWN = frozenset({KnownHow.MEASURED, KnownHow.MARKED})
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which closed calls a column counts; practice is never counted.

    `adds` names the seconds that are summed up instead of counting calls, "talk_s" or "wrap_s".
    """

    column: str
    told: str
    directions: frozenset[Direction] = frozenset(Direction)
    known_how: frozenset[KnownHow] = frozenset(KnownHow)
    has: frozenset[Flag] = frozenset()
    lacks: frozenset[Flag] = frozenset()
    needs_answer: bool = False
    needs_talk: bool = False  # the seconds of talk are known
    needs_wrap: bool = False  # the line's end is known, and with it the seconds until the result
    adds: str = ""


def _flag(*flags: Flag) -> frozenset[Flag]:
    return frozenset(flags)


_HUMAN = _flag(Flag.HUMAN)
_HANDLED = {"directions": _SPOKEN, "known_how": _KNOWN, "needs_answer": True, "needs_talk": True}
_WRAPPED = {**_HANDLED, "needs_wrap": True}

MEANINGS: tuple[Meaning, ...] = (
    Meaning("attempts", "calls dialled", frozenset({_OUT})),
    Meaning("answered", "calls dialled that were answered", frozenset({_OUT}), needs_answer=True),
    Meaning(
        "conversations", "calls in which a human spoke", _SPOKEN, has=_flag(Flag.HUMAN), needs_answer=True
    ),
    Meaning(
        "incoming_conversations",
        "calls taken in which a human spoke",
        frozenset({_IN}),
        has=_HUMAN,
        needs_answer=True,
    ),
    Meaning(
        "interested",
        "successes that leave the lead open",
        has=_flag(Flag.SUCCESS),
        lacks=_flag(Flag.FINAL, Flag.DO_NOT_CALL),
    ),
    Meaning("successes", "results that count as a success", has=_flag(Flag.SUCCESS)),
    Meaning("finals", "results that finish the lead", has=_flag(Flag.FINAL)),
    Meaning("call_backs", "results that ask for a call-back", has=_flag(Flag.CALL_BACK)),
    Meaning("do_not_calls", "results that forbid further calls", has=_flag(Flag.DO_NOT_CALL)),
    Meaning("wrong_numbers", "results that mark the number as wrong", has=_flag(Flag.WRONG_NUMBER)),
    Meaning("incoming", "calls taken", frozenset({_IN})),
    Meaning("missed", "calls missed", frozenset({_MISSED})),
    Meaning("entered_later", "calls entered afterwards", known_how=frozenset({KnownHow.LATER})),
    Meaning("talk_calls", "answered calls whose talk is measured or marked", **_HANDLED),  # type: ignore[arg-type]
    Meaning("talk_s", "seconds of talk of these calls", **_HANDLED, adds="talk_s"),  # type: ignore[arg-type]
    Meaning("wrap_calls", "of these, calls whose line was seen to end", **_WRAPPED),  # type: ignore[arg-type]
    Meaning("wrap_s", "seconds from the line's end to the result", **_WRAPPED, adds="wrap_s"),  # type: ignore[arg-type]
)
COLUMNS: tuple[str, ...] = tuple(meaning.column for meaning in MEANINGS)
_TALK_S, _WRAP_S = COLUMNS.index("talk_s"), COLUMNS.index("wrap_s")


def counted(call: Call) -> list[int]:
    """What one closed call adds to each of COLUMNS."""
    wrap_s = None
    if call.ended_at is not None and call.closed_at is not None:
        wrap_s = max(0, (call.closed_at - call.ended_at) // _SECOND)
    ones = list(
        _ones(
            call.direction,
            call.known_how,
            call.flags,
            call.is_answered,
            call.talk_s is not None,
            wrap_s is not None,
        )
    )
    ones[_TALK_S] *= call.talk_s or 0
    ones[_WRAP_S] *= wrap_s or 0
    return ones


@lru_cache(maxsize=1024)
def _ones(
    direction: Direction,
    known_how: KnownHow,
    flags: frozenset[Flag],
    is_answered: bool,
    has_talk: bool,
    has_wrap: bool,
) -> tuple[int, ...]:
    return tuple(
        int(
            direction in m.directions
            and known_how in m.known_how
            and m.has <= flags
            and not m.lacks & flags
            and (is_answered or not m.needs_answer)
            and (has_talk or not m.needs_talk)
            and (has_wrap or not m.needs_wrap)
        )
        for m in MEANINGS
    )
