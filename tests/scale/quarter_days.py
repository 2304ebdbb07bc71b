"""The days of the made-up quarter: who calls whom when, with what result; rows ready to be written.

Times are microseconds since 1970, the office's clock is India's. A lead is called by one person a day; what
is promised is called by who promised it. The same seed gives the same quarter, ids apart.
"""

from __future__ import annotations

import heapq
import os
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.scale.quarter_people import DAYS, LEAVES_TODAY, Habits

A, B, ABROAD = range(3)  # pools of leads; those abroad are campaign A's, for the night shift
CAMPAIGN = (0, 1, 0)
S, MINUTE, HOUR, DAY = 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000
IST = 5 * HOUR + 30 * MINUTE
B_DRY = DAYS - 12  # from this day on campaign B gives nobody a lead
TRIES = 8
HOLIDAYS = frozenset({35, 53, 73})  # 2 October, Dussehra, Diwali's Monday
SOURCES = ("Facebook lead form", "Website", "Property fair", "Referral", "Bought list, Pune", "")
OF_HOUR = {9: 0.7, 10: 0.9, 11: 1.15, 12: 1.1, 13: 0.8, 14: 0.75, 15: 0.9, 16: 1.0, 17: 1.2, 18: 1.35}
UNREACHED = ("NO_ANSWER", "NO_ANSWER", "NO_ANSWER", "BUSY", "SWITCHED_OFF")
NEW, RETRY, PROMISED, OVER = range(4)


def row_id(at: int) -> bytes:
    """An UUIDv7 as it would have been made at that moment."""
    tail = bytearray(os.urandom(10))
    tail[0] = 0x70 | tail[0] & 0x0F
    tail[2] = 0x80 | tail[2] & 0x3F
    return (at // 1000).to_bytes(6, "big") + bytes(tail)


class Leads:
    """What has become of each lead so far, in columns."""

    def __init__(self) -> None:
        self.id: list[bytes] = []
        self.phone: list[bytes] = []
        self.source, self.pool, self.state = bytearray(), bytearray(), bytearray()
        self.tries, self.day_tries, self.is_won = bytearray(), bytearray(), bytearray()
        self.came, self.last, self.next = array("q"), array("q"), array("q")
        self.owner = array("b")
        self.result: list[str] = []

    def add(self, came: int, pool: int, source: int) -> int:
        """A new one; its number."""
        self.id.append(row_id(came))
        self.phone.append(row_id(came))
        for column, value in (
            (self.source, source), (self.pool, pool), (self.state, NEW), (self.tries, 0),
            (self.day_tries, 0), (self.is_won, 0), (self.came, came), (self.last, 0), (self.next, came),
            (self.owner, -1),
        ):  # fmt: skip
            column.append(value)  # type: ignore[attr-defined]
        self.result.append("")
        return len(self.id) - 1


@dataclass
class Promise:
    """A call-back that somebody promised."""

    id: bytes
    no: int
    lead: int
    person: int
    made: int
    call: bytes
    due: int
    first_due: int = 0
    moved: int = 0
    state: str = "open"
    closed: int | None = None
    closed_by: bytes | None = None


@dataclass
class Rows:
    """What a day adds, by table; as `Bulk` takes it."""

    day: int
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    timeline: list[tuple[Any, ...]] = field(default_factory=list)
    sessions: list[tuple[Any, ...]] = field(default_factory=list)
    presence: list[tuple[Any, ...]] = field(default_factory=list)
    sales: list[tuple[Any, ...]] = field(default_factory=list)
    sale_changes: list[tuple[Any, ...]] = field(default_factory=list)
    skips: list[tuple[Any, ...]] = field(default_factory=list)
    do_not_calls: list[tuple[Any, ...]] = field(default_factory=list)
    first_new_lead: int = 0


@dataclass(frozen=True)
class Setting:
    """What was made by the services before the first day."""

    people: Sequence[bytes]
    lead: bytes  # the team lead's id
    campaigns: Sequence[bytes]
    results: Sequence[dict[str, tuple[bytes, str, str, str]]]  # of each campaign: id, code, label, flags
    products: Sequence[tuple[bytes, str, int]]
    allowed: dict[str, int]


class Quarter:
    """Plays day after day; `days` gives the rows of each, and the leads as they are in the end stay here."""

    def __init__(self, setting: Setting, staff: Sequence[Habits], calls: int, now: int, seed: int) -> None:
        self.setting, self.staff, self.now = setting, staff, now
        self.chance = Random(f"quarter {seed}")
        self.leads = Leads()
        self.promises: list[Promise] = []
        self._open: list[list[tuple[int, int]]] = [[] for _ in staff]  # due, number of the promise
        self._waiting: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(3)]
        self.open_calls: list[tuple[int, int]] = []  # the lead and whose call it is, at the end
        self.midnight = (now + IST) // DAY * DAY - IST - (DAYS - 1) * DAY
        self.calls = calls
        self.written = 0

    # --- days ---

    def days(self) -> Iterator[Rows]:
        """The rows of each day on which somebody worked."""
        plan = self._plan()
        for day in range(DAYS):
            some = [(habits, wanted) for habits, wanted in zip(self.staff, plan[day], strict=True) if wanted]
            if some:
                rows = Rows(day, first_new_lead=len(self.leads.id))
                for habits, wanted in some:
                    _Shift(self, rows, habits, day, wanted).work()
                rows.calls.sort(key=_dialled)
                self.written += len(rows.calls)
                yield rows

    def _plan(self) -> list[list[int]]:
        """How many calls each person makes on each day: all of them together are those wanted."""
        shares = [[0.0] * len(self.staff) for _ in range(DAYS)]
        for day in range(DAYS):
            if self.weekday(day) == 6 or day in HOLIDAYS:
                continue
            for habits in self.staff:
                if day not in habits.leaves and self.chance.random() > 0.015:
                    shares[day][habits.place] = self.chance.uniform(0.85, 1.12) * (
                        0.8 if self.weekday(day) == 5 else 1
                    )
        until = self.now - (self.midnight + (DAYS - 1) * DAY)
        today = shares[-1]
        for habits in self.staff:  # today isn't over
            begun = 17 * HOUR + 30 * MINUTE if habits.is_night else 10 * HOUR
            today[habits.place] *= min(1.0, max(0.0, (until - begun) / (10 * HOUR)))
        total = sum(map(sum, shares))
        plan, owed = [], 0.0
        for row in shares:
            wanted = []
            for share in row:
                owed += share / total * self.calls
                whole = int(owed + 1e-6)
                wanted.append(whole)
                owed -= whole
            plan.append(wanted)
        return plan

    def weekday(self, day: int) -> int:
        """The weekday of a day; Monday is 0."""
        return ((self.midnight + IST) // DAY + day + 3) % 7

    def number(self, day: int) -> int:
        """A day as yyyymmdd."""
        from datetime import UTC, datetime

        at = datetime.fromtimestamp((self.midnight + day * DAY + IST + HOUR) / S, UTC)
        return at.year * 10_000 + at.month * 100 + at.day

    # --- whom to call ---

    def take(self, pool: int, day: int, at: int) -> int:
        """The next lead of a pool: one that waited for today, else a new one of the last list."""
        waiting = self._waiting[pool].get(day)
        while waiting:
            lead = waiting.pop()
            if self.leads.state[lead] in (NEW, RETRY):
                return lead
        monday = day - self.weekday(day) - 7 * self.chance.choice((0, 0, 0, 1))
        came = self.midnight + max(monday, 0) * DAY + 9 * HOUR + self.chance.randrange(50 * MINUTE)
        return self.leads.add(min(came, at - MINUTE), pool, int(len(SOURCES) * self.chance.random()))

    def again(self, lead: int, day: int) -> None:
        """It is tried another day."""
        self._waiting[self.leads.pool[lead]][day].append(lead)

    def promise(self, promise: Promise) -> None:
        """Somebody promised to call."""
        heapq.heappush(self._open[promise.person], (promise.due, promise.no))
        self.promises.append(promise)

    def due(self, person: int, at: int) -> Promise | None:
        """What a person promised for now and hasn't called yet."""
        mine = self._open[person]
        while mine and mine[0][0] <= at:
            promise = self.promises[heapq.heappop(mine)[1]]
            if promise.state == "open" and promise.due <= at:
                return promise
        return None

    def next_due(self, person: int) -> int | None:
        """When the next promise of a person is due."""
        mine = self._open[person]
        return mine[0][0] if mine else None

    def wait(self, promise: Promise, until: int) -> None:
        """It is called only then."""
        heapq.heappush(self._open[promise.person], (until, promise.no))


def _dialled(row: tuple[Any, ...]) -> Any:
    return row[7]


class _Shift:
    """One person's day while it is played."""

    def __init__(self, quarter: Quarter, rows: Rows, habits: Habits, day: int, wanted: int) -> None:
        self.quarter, self.rows, self.habits, self.day, self.wanted = quarter, rows, habits, day, wanted
        self.chance = quarter.chance
        self.person = quarter.setting.people[habits.place]
        self.number = quarter.number(day)
        self.is_today = day == DAYS - 1
        begins = 20 * HOUR + 35 * MINUTE if habits.is_night else 10 * HOUR
        self.begins = (
            quarter.midnight + day * DAY + begins + int(self.chance.random() * 2 * habits.late_s * S)
        )
        self.ends = self.begins + (7 * HOUR if habits.is_night else 8 * HOUR + 35 * MINUTE)
        if self.is_today:
            self.ends = min(self.ends, quarter.now - 12 * MINUTE)
        self.pool = ABROAD if habits.is_night else B if habits.place % 3 == 0 and day < B_DRY else A
        self.session = row_id(self.begins - 9 * MINUTE)
        self.marks_talk = habits.place % 5 != 2
        self.streak = 0

    def work(self) -> None:
        """All of the day's calls, breaks between them."""
        breaks, at, left = self._breaks(), self.begins, self.wanted
        resting = sum(length for _, _, length in breaks)
        while left:
            if breaks and at >= breaks[0][0]:
                _, reason, length = breaks.pop(0)
                self._rest(at, reason, length)
                at, resting = at + length, resting - length
            room = max(8 * S, (self.ends - at - resting) // left)
            taken = self._call(at, room)
            over, spare = at + taken, max(0, room - taken)
            at = over + int(spare * self.chance.uniform(0.6, 1.4))
            due = self.quarter.next_due(self.habits.place)
            if due is not None and over < due < at:  # nobody sits a promise out
                at = due
            left -= 1
        self._end(at)

    def _breaks(self) -> list[tuple[int, str, int]]:
        chance, found = self.chance, []
        for after, reason, shortest, longest in (
            (80 * MINUTE, "Tea", 8, 14), (180 * MINUTE, "Lunch", 30, 44), (370 * MINUTE, "Tea", 8, 14),
        ):  # fmt: skip
            length = int(chance.uniform(shortest, longest) * MINUTE)
            if chance.random() < self.habits.overrun:
                length = int(length * chance.uniform(1.4, 2.2))
            found.append((self.begins + after + chance.randrange(30 * MINUTE), reason, length))
        return [each for each in found if each[0] + each[2] < self.ends]

    def _rest(self, at: int, reason: str, length: int | None) -> None:
        add, allowed = self.rows.presence.append, self.quarter.setting.allowed[reason] * 60 or None
        of = (self.person, self.session)
        add((row_id(at), *of, "break", reason, allowed, at, self.number, "live"))
        if length is not None:
            add((row_id(at + length), *of, "ready", "", None, at + length, self.number, "live"))

    # --- a call ---

    def _call(self, at: int, room: int) -> int:
        """One call at a time, with what follows from it; how long it took with its result."""
        quarter, habits, chance = self.quarter, self.habits, self.chance
        leads, promise = quarter.leads, self._promised(at)
        lead = promise.lead if promise else quarter.take(self.pool, self.day, at)
        pool = leads.pool[lead]
        code = self._result(lead, at, is_promised=promise is not None)
        result = quarter.setting.results[CAMPAIGN[pool]][code]
        is_human = "human" in result[3]
        ring = int(chance.uniform(4, 11) * S) if is_human else int(min(chance.uniform(9, 28) * S, room * 0.7))
        talk_s = int(min(chance.expovariate(1 / habits.talk_s) + 6, room * 6 / S + 30)) if is_human else 0
        wrap = int(min(chance.uniform(0.5, 1.6) * habits.wrap_s * S, room))
        if habits.is_quick and not is_human and chance.random() < 0.2:
            ring, wrap = 2 * S, S
        ended = at + ring + talk_s * S
        closed = ended + wrap
        call_id = row_id(at)
        tries = leads.tries[lead] + 1
        leads.tries[lead] = min(tries, 255)
        leads.day_tries[lead] = 1
        leads.last[lead], leads.result[lead] = at, result[2]
        answered = at + ring if is_human and self.marks_talk else None
        of = (leads.id[lead], quarter.setting.campaigns[CAMPAIGN[pool]])
        self.rows.calls.append(
            (
                call_id, *of, leads.phone[lead], self.person, self.session, "by_hand", at, tries, "closed",
                "marked", self.number, answered, ended, closed, talk_s if answered else None, *result,
            )
        )  # fmt: skip
        told = f'{{"label":"{result[2]}","code":"{code}","attempt":{tries}}}'
        self.rows.timeline.append(
            (row_id(closed), of[0], closed, self.person, "call", of[1], call_id, "", told)
        )
        if promise is not None:
            is_late = at > promise.due + 15 * MINUTE
            promise.state, promise.closed, promise.closed_by = "late" if is_late else "kept", closed, call_id
        self._follow(lead, code, result[3], call_id, at, closed)
        if chance.random() < habits.skips:
            self._skip(at)
        return closed - at

    def _result(self, lead: int, at: int, *, is_promised: bool) -> str:
        habits, chance = self.habits, self.chance
        if self.streak:
            self.streak -= 1
            return "NO_ANSWER"
        if habits.is_same and chance.random() < 0.002:
            self.streak = chance.randrange(11, 19)
        hour = (at + IST) // HOUR % 24
        reach = 0.6 if is_promised else 0.22 * habits.reach * OF_HOUR.get(hour, 1.0)
        source = self.quarter.leads.source[lead]
        if chance.random() > reach:
            return UNREACHED[int(len(UNREACHED) * chance.random())]
        luck = habits.luck * (1.5 if source in (1, 3) else 0.6 if source == 4 else 1.0)
        luck *= 3 if is_promised else 1
        said = chance.random()
        for code, share in (
            ("SOLD", 0.02 * luck), ("INTERESTED", 0.07 * luck), ("DO_NOT_CALL", habits.forbids),
            ("CALL_BACK", 0.14), ("WRONG_NUMBER", 0.05), ("LANGUAGE", 0.03), ("ALREADY_BOUGHT", 0.05),
        ):  # fmt: skip
            said -= share
            if said < 0:
                return code
        return "NOT_INTERESTED"

    def _follow(self, lead: int, code: str, flags: str, call_id: bytes, at: int, closed: int) -> None:
        """What becomes of the lead, and what was promised or sold."""
        quarter, leads, chance = self.quarter, self.quarter.leads, self.chance
        is_bare = self.habits.is_bare and code == "NO_ANSWER" and chance.random() < 0.004
        if code == "SOLD" or is_bare:
            self._sell(lead, call_id, closed)
        if code == "DO_NOT_CALL":
            asked = "They asked not to be called"
            self.rows.do_not_calls.append(
                (row_id(closed), leads.phone[lead], closed, self.person, call_id, asked)
            )
        if "final" in flags or "do_not_call" in flags or "wrong" in flags:
            leads.state[lead], leads.is_won[lead] = OVER, code == "SOLD"
        elif code in ("CALL_BACK", "INTERESTED"):
            leads.owner[lead] = self.habits.place
            due = self._promise_time(closed)
            no = len(quarter.promises)
            quarter.promise(Promise(row_id(closed), no, lead, self.habits.place, closed, call_id, due))
            leads.state[lead], leads.next[lead] = PROMISED, due
        elif leads.tries[lead] >= TRIES:
            leads.state[lead] = OVER
        else:
            if "human" in flags:
                leads.owner[lead] = self.habits.place
            self._wait(lead, self.day + chance.choice((1, 1, 2, 3)))

    def _wait(self, lead: int, day: int) -> None:
        quarter, leads = self.quarter, self.quarter.leads
        while quarter.weekday(day) == 6 or day in HOLIDAYS:
            day += 1
        leads.state[lead] = RETRY
        leads.next[lead] = (
            quarter.midnight + day * DAY + self.begins % MINUTE + (21 if self.habits.is_night else 10) * HOUR
        )
        if leads.pool[lead] == B and day >= B_DRY:  # its last leads wait for somebody who is on leave
            leads.owner[lead] = LEAVES_TODAY
        quarter.again(lead, day)

    def _promise_time(self, closed: int) -> int:
        """Later today, or one of the next days within this person's own hours."""
        chance = self.chance
        if chance.random() < 0.3 and closed + 3 * HOUR < self.ends:
            return (closed + chance.randrange(HOUR, 3 * HOUR)) // (15 * MINUTE) * 15 * MINUTE
        day, quarter = self.day + chance.choice((1, 1, 2, 3, 5)), self.quarter
        while quarter.weekday(day) == 6 or day in HOLIDAYS:
            day += 1
        begins = self.begins - self.day * DAY
        return (begins + day * DAY + chance.randrange(15 * MINUTE, 6 * HOUR)) // (15 * MINUTE) * 15 * MINUTE

    def _promised(self, at: int) -> Promise | None:
        """What is called now because it was promised; some is forgotten, moved, or put off."""
        quarter, chance, habits = self.quarter, self.chance, self.habits
        while (promise := quarter.due(habits.place, at)) is not None:
            if quarter.leads.state[promise.lead] != PROMISED:
                continue
            if chance.random() < habits.forgets:
                continue  # stays open, and is late
            if chance.random() < habits.moves:
                promise.first_due = promise.first_due or promise.due
                promise.moved += 1
                promise.due = self._promise_time(at)
                quarter.leads.next[promise.lead] = promise.due
                quarter.wait(promise, promise.due)
                continue
            if at < promise.due + 15 * MINUTE and chance.random() < habits.delays:
                quarter.wait(promise, at + chance.randrange(20 * MINUTE, 3 * HOUR))
                continue
            return promise
        return None

    def _skip(self, at: int) -> None:
        """Somebody else's lead was passed over."""
        quarter = self.quarter
        lead = quarter.take(self.pool, self.day, at)
        self._wait(lead, self.day + 1)
        reason = self.chance.choice(("Speaks another language", "Later", "Known person"))
        campaign = quarter.setting.campaigns[CAMPAIGN[self.pool]]
        self.rows.skips.append((row_id(at), quarter.leads.id[lead], campaign, self.person, reason, at))

    def _sell(self, lead: int, call_id: bytes, at: int) -> None:
        quarter, chance, setting = self.quarter, self.chance, self.quarter.setting
        product, name, price = setting.products[CAMPAIGN[quarter.leads.pool[lead]]]
        amount = int(price * chance.choice((0.5, 1, 1, 2)))
        steps = [(at, self.person, "promised", 0, "")]
        confirmed = at + chance.randrange(HOUR, 2 * DAY)
        fate = chance.random()
        if fate < 0.94:
            steps.append((confirmed, setting.lead, "promised", 1, ""))
        if 0.07 < fate < 0.7:
            steps.append((confirmed + chance.randrange(2 * DAY, 12 * DAY), setting.lead, "received", 1, ""))
        if fate < 0.07:
            later = confirmed + chance.randrange(2 * DAY, 20 * DAY)
            steps.append((later, setting.lead, "cancelled", 1, "Changed their mind"))
        elif fate < 0.09:
            later = steps[-1][0] + chance.randrange(2 * DAY, 20 * DAY)
            steps.append((later, setting.lead, "refunded", 1, "Loan not approved"))
        steps = [step for step in steps if step[0] <= max(at, quarter.now)]
        sale, last = row_id(at), steps[-1]
        is_confirmed = confirmed if any(step[3] for step in steps) else None
        self.rows.sales.append(
            (
                sale, quarter.leads.id[lead], call_id, setting.campaigns[CAMPAIGN[quarter.leads.pool[lead]]],
                self.person, name, amount, "INR", last[2], setting.lead if is_confirmed else None,
                is_confirmed, at, self.number, product, last[0],
            )
        )  # fmt: skip
        for step_at, who, state, is_sure, why in steps:
            self.rows.sale_changes.append((row_id(step_at), sale, step_at, who, state, amount, is_sure, why))

    # --- the end of the day ---

    def _end(self, at: int) -> None:
        """Signed out; today everybody is in the middle of something."""
        left, seen, why = at + 4 * MINUTE, at + 4 * MINUTE, "signed_out"
        if self.is_today and not self.habits.is_night:
            left, seen, why = None, self.quarter.now - 20 * S, ""  # type: ignore[assignment]
            kind = self.habits.place % 8
            if kind in (0, 1, 4):
                self._open_call(60 + 40 * self.habits.place, has_ended=kind == 4)
            elif kind == 5:
                self._rest(self.quarter.now - (11 + 5 * self.habits.place) * MINUTE, "Tea", None)
            elif self.habits.place == 22:
                seen = self.quarter.now - 14 * MINUTE
        name = f"seat-{self.habits.place + 1}"
        signed_in = self.begins - 9 * MINUTE
        self.rows.sessions.append((self.session, self.person, name, signed_in, seen, left, why, self.number))

    def _open_call(self, before_s: int, *, has_ended: bool) -> None:
        """A call that goes on, or waits for its result."""
        quarter, at = self.quarter, self.quarter.now - min(before_s, 640) * S
        leads, lead = quarter.leads, quarter.take(A, self.day, at)
        quarter.open_calls.append((lead, self.habits.place))
        leads.tries[lead] += 1
        leads.last[lead] = at
        leads.state[lead] = RETRY
        ended = at + 40 * S if has_ended else None
        self.rows.calls.append(
            (
                row_id(at), leads.id[lead], quarter.setting.campaigns[0], leads.phone[lead], self.person,
                self.session, "by_hand", at, leads.tries[lead], "open", "marked", self.number, at + 8 * S,
                ended, None, None, None, "", "", "",
            )
        )  # fmt: skip
