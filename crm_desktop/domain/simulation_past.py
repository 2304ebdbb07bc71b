"""How calls of a campaign went so far, and how simulated ones go by it: results, pace, promised times."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import accumulate
from typing import Protocol
from zoneinfo import ZoneInfo

from crm_desktop.domain.dispositions import Disposition, Flag

BANDS = 4  # first, second, third try, and all later ones
LEAST_CALLS = 30  # fewer say nothing: usual values are taken
LONGEST_BETWEEN_S = 600  # longer between two calls is a break
USUAL_SPOKEN_S, USUAL_UNSPOKEN_S, USUAL_BETWEEN_S = 150, 40, 20
_USUAL_DELAY = timedelta(days=1)
_MOST_DELAYS = 400
_LEAN = 12.0  # how many calls of an hour and try weigh as much as all calls together

# What each result's share is where nothing is known; results not named here share by their flags.
USUAL_SHARES: Mapping[str, float] = {
    "NO_ANSWER": 0.42,
    "BUSY": 0.10,
    "SWITCHED_OFF": 0.10,
    "CALL_BACK": 0.10,
    "INTERESTED": 0.06,
    "NOT_INTERESTED": 0.13,
    "WRONG_NUMBER": 0.03,
    "LANGUAGE": 0.01,
    "ALREADY_BOUGHT": 0.01,
    "SOLD": 0.02,
    "DO_NOT_CALL": 0.02,
}
_OTHER_SHARE = 0.02


class Assumed(StrEnum):
    """What had to be taken from the usual values, since the past doesn't say."""

    RESULTS = "results"
    PACE = "pace"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call that was made, as far as it is remembered here; no names, no numbers."""

    lead_id: bytes
    person_id: bytes
    phone_id: bytes | None
    at: datetime  # dialled
    closed_at: datetime
    code: str
    attempt_no: int
    is_answered: bool
    promised_for: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a simulated call goes: its result, how long until that is given, the time promised."""

    result: Disposition
    handle_s: int
    is_answered: bool
    promise_after: timedelta | None = None
    is_as_it_was: bool = False


class Outcomes(Protocol):
    """Says how calls go."""

    def of_call(self, no: int, lead_id: bytes, attempt: int, now: datetime, zone: str) -> Outcome:
        """The call of a lead; `no` is its number, `attempt` its try in the campaign, from 1 on."""
        ...

    @property
    def between_s(self) -> int:
        """Seconds from a result to the next dial."""
        ...


@dataclass
class Past:
    """Counts of the campaign's calls: by hour of the called person's clock, by try and result.

    `handled` and `between` are sums of seconds, and how many calls they are of.
    """

    counts: dict[tuple[int, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    handled: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )  # seconds, calls
    between: list[int] = field(default_factory=lambda: [0, 0])
    delays: list[timedelta] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)

    @property
    def calls(self) -> int:
        """How many calls are known."""
        return sum(seconds_calls[1] for seconds_calls in self.handled.values())

    def add(self, call: PastCall, zone: str) -> None:
        """Count a call."""
        hour = call.at.astimezone(ZoneInfo(zone)).hour
        self.counts[hour, band(call.attempt_no)][call.code] += 1
        handled = self.handled[call.code]
        handled[0] += min(3600, max(0, round((call.closed_at - call.at).total_seconds())))
        handled[1] += 1
        self.answered[call.code] += call.is_answered
        if call.promised_for is not None and len(self.delays) < _MOST_DELAYS:
            self.delays.append(call.promised_for - call.closed_at)

    def add_between(self, seconds: float) -> None:
        """Count the seconds from a result to the same person's next dial; long ones are breaks."""
        if 0 <= seconds <= LONGEST_BETWEEN_S:
            self.between[0] += round(seconds)
            self.between[1] += 1

    @property
    def assumed(self) -> frozenset[Assumed]:
        """What the past doesn't say."""
        found = set()
        if self.calls < LEAST_CALLS:
            found |= {Assumed.RESULTS, Assumed.PACE}
        elif self.between[1] < LEAST_CALLS // 3:
            found.add(Assumed.PACE)
        return frozenset(found)


def band(attempt: int) -> int:
    """Which tries are counted together."""
    return min(max(attempt, 1), BANDS)


class DrawnOutcomes:
    """Draws how a call goes from the past; the same lead's same try has the same luck by every rule.

    So that two rules differ by what they do, not by chance: the draw depends on the seed, the lead and the
    number of the try alone, the result also on the hour.
    """

    def __init__(self, past: Past, results: Sequence[Disposition], seed: int) -> None:
        self._past, self._seed = past, seed
        self._results = [result for result in results if result.is_active]
        is_known = Assumed.RESULTS not in past.assumed
        self._base = self._shares_of_all() if is_known else _usual(self._results)
        self._is_known = is_known
        self._lines: dict[tuple[int, int], tuple[list[float], float]] = {}
        self._handle = {result.code: self._handle_s(result) for result in self._results}
        self._delays = sorted(past.delays)
        self._zones: dict[str, ZoneInfo] = {}

    @property
    def between_s(self) -> int:
        """Seconds from a result to the next dial."""
        seconds, calls = self._past.between
        return USUAL_BETWEEN_S if Assumed.PACE in self._past.assumed else round(seconds / calls)

    def of_call(self, no: int, lead_id: bytes, attempt: int, now: datetime, zone: str) -> Outcome:
        """The call of a lead."""
        luck = blake2b(lead_id + attempt.to_bytes(4), digest_size=8, key=self._seed.to_bytes(8)).digest()
        for_result, for_delay = int.from_bytes(luck[:4]) / 2**32, int.from_bytes(luck[4:]) / 2**32
        there = self._zones.get(zone) or self._zones.setdefault(zone, ZoneInfo(zone))
        line, total = self._line(now.astimezone(there).hour, band(attempt))
        result = self._results[min(bisect_right(line, for_result * total), len(line) - 1)]
        return Outcome(
            result,
            self._handle[result.code],
            self._is_answered(result, for_delay),
            self._delay(for_delay) if result.needs_next_date else None,
        )

    def _line(self, hour: int, which: int) -> tuple[list[float], float]:
        """The results' shares at an hour and try, summed up; leaning on those of all calls."""
        known = self._lines.get((hour, which))
        if known is None:
            here = self._past.counts.get((hour, which)) if self._is_known else None
            shares = [
                (here[result.code] if here else 0) + _LEAN * self._base[result.code]
                for result in self._results
            ]
            line = list(accumulate(shares))
            known = self._lines[hour, which] = (line, line[-1])
        return known

    def _shares_of_all(self) -> dict[str, float]:
        all_calls: Counter[str] = Counter()
        for counts in self._past.counts.values():
            all_calls.update(counts)
        total = sum(all_calls[result.code] for result in self._results)
        if total == 0:  # its results were renamed since
            return _usual(self._results)
        return {result.code: all_calls[result.code] / total for result in self._results}

    def _handle_s(self, result: Disposition) -> int:
        seconds, calls = self._past.handled.get(result.code, (0, 0))
        if calls >= 3 and Assumed.PACE not in self._past.assumed:
            return max(1, round(seconds / calls))
        return USUAL_SPOKEN_S if result.has(Flag.HUMAN) else USUAL_UNSPOKEN_S

    def _is_answered(self, result: Disposition, luck: float) -> bool:
        calls = self._past.handled.get(result.code, (0, 0))[1]
        if not self._is_known or calls == 0:
            return result.has(Flag.HUMAN)
        return luck < self._past.answered[result.code] / calls

    def _delay(self, luck: float) -> timedelta:
        if not self._delays:
            return _USUAL_DELAY
        return self._delays[int(luck * len(self._delays))]


def _usual(results: Sequence[Disposition]) -> dict[str, float]:
    return {result.code: USUAL_SHARES.get(result.code, _OTHER_SHARE) for result in results}


class OutcomesAsTheyWere:
    """How the calls of past days went: a lead's first simulated call as its first real one, and so on.

    Calls that were never made are drawn.
    """

    def __init__(
        self, calls: Mapping[bytes, Sequence[PastCall]], results: Sequence[Disposition], drawn: DrawnOutcomes
    ) -> None:
        self._calls, self._drawn = calls, drawn
        self._results = {result.code: result for result in results}
        self._used: Counter[bytes] = Counter()

    @property
    def between_s(self) -> int:
        """Seconds from a result to the next dial."""
        return self._drawn.between_s

    def of_call(self, no: int, lead_id: bytes, attempt: int, now: datetime, zone: str) -> Outcome:
        """The call of a lead."""
        real = self._calls.get(lead_id, ())
        at = self._used[lead_id]
        self._used[lead_id] += 1
        result = self._results.get(real[at].code) if at < len(real) else None
        if result is None:
            return self._drawn.of_call(no, lead_id, attempt, now, zone)
        call = real[at]
        return Outcome(
            result,
            max(1, round((call.closed_at - call.at).total_seconds())),
            call.is_answered,
            None
            if call.promised_for is None
            else max(timedelta(minutes=1), call.promised_for - call.closed_at),
            is_as_it_was=True,
        )
