"""One person's calls as whole microseconds, for days and quarters of which only sums are asked."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate

from crm_desktop.domain.presence import CallTimes, Span, State
from crm_desktop.domain.ticks import moment, ticks

NEVER = 2**63 - 1
_SINCE_2000 = ticks(datetime(2000, 1, 1, tzinfo=UTC))


class CallTicks:
    """Calls by their beginning; a day's are taken out without looking at every one."""

    def __init__(self) -> None:
        self._began, self._ended, self._closed = array("q"), array("q"), array("q")
        self._over = array("q")  # until then all up to here are over
        self._last = -NEVER

    @classmethod
    def of(cls, calls: Iterable[CallTimes]) -> CallTicks:
        """Of calls in any order."""
        made = cls()
        for call in sorted(calls, key=lambda each: each.began):
            made.add(
                ticks(call.began),
                None if call.ended is None else ticks(call.ended),
                None if call.closed is None else ticks(call.closed),
            )
        return made

    @classmethod
    def of_server(cls, rows: bytes) -> CallTicks:
        """Of calls in order as a PostgreSQL sends three times each: microseconds since 2000, UTC, the highest
        byte first; "infinity", its greatest: not yet.
        """
        given = array("q", rows)
        if sys.byteorder == "little":
            given.byteswap()
        given = array("q", [at if at == NEVER else at + _SINCE_2000 for at in given])
        made = cls()
        made._began, made._ended, made._closed = given[0::3], given[1::3], given[2::3]
        over = (e if c == NEVER else c for e, c in zip(made._ended, made._closed, strict=True))
        made._over = array("q", accumulate(over, max))
        made._last = made._over[-1] if made._over else -NEVER
        return made

    def add(self, began: int, ended: int | None, closed: int | None) -> None:
        """One that began after those before it, in microseconds since 1970, UTC; None: not yet."""
        over = closed or ended or NEVER
        self._last = max(self._last, over)
        self._began.append(began)
        self._ended.append(NEVER if ended is None else ended)
        self._closed.append(NEVER if closed is None else closed)
        self._over.append(self._last)

    def between(self, first: datetime, last: datetime) -> list[CallTimes]:
        """Those that ran at some moment between these two."""
        began, until = ticks(first), ticks(last)
        return [
            CallTimes(moment(b), None if e == NEVER else moment(e), None if c == NEVER else moment(c))
            for b, e, c in self._rows(began, until)
            if (c if c != NEVER else e if e != NEVER else until) > began
        ]

    def plain_sums(self, day: Sequence[Span], first: datetime, last: datetime) -> tuple[int, int] | None:
        """Microseconds on calls and with their results, between two moments.

        None where that isn't plain: the calls overlap, one isn't over, or it doesn't lie within the time
        somebody was `READY` in the day's spans without calls.
        """
        ready = _ready(day)
        on_call = after = place = 0
        over = -NEVER
        for began, ended, closed in self._rows(ticks(first), ticks(last)):
            if closed == NEVER:
                return None
            if closed <= began:
                continue  # a clock was set back: no time at all
            if began < over:
                return None
            over = closed
            while place < len(ready) and ready[place][1] < closed:
                place += 1
            if place == len(ready) or began < ready[place][0]:
                return None
            spoken_until = min(max(began, ended), closed)
            on_call += spoken_until - began
            after += closed - spoken_until
        return on_call, after

    def _rows(self, first: int, last: int) -> Iterable[tuple[int, int, int]]:
        since, until = bisect_right(self._over, first), bisect_left(self._began, last)
        return zip(self._began[since:until], self._ended[since:until], self._closed[since:until], strict=True)


def _ready(day: Sequence[Span]) -> list[tuple[int, int]]:
    """When somebody was ready; what follows without a gap is one."""
    found: list[tuple[int, int]] = []
    for span in day:
        if span.state is not State.READY:
            continue
        began, until = ticks(span.began), ticks(span.until)
        if found and found[-1][1] == began:
            found[-1] = found[-1][0], until
        else:
            found.append((began, until))
    return found
