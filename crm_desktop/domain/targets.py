"""Targets: goals to reach, never caps; what is set today holds from tomorrow on, and history stays.

A day owes what held on that day. A week's or month's target is shared out evenly among its working days, and
each of them owes its share of what held on *that* day, among the working days as they were known then: so a
target or a calendar changed in the middle moves only the days after it, and a target set for the first time
counts for the days that are left. What a stretch of days owes is the
sum of its days. A day off (of the office, of the campaign, or leave of the person) owes nothing; what a
campaign's days were is asked of its days then, whatever they are now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from crm_desktop.domain.shift import date_of, number_of

MOST = 10**12
STREAK_LOOKS_BACK = 120  # days
_DAY = timedelta(days=1)


class Measure(StrEnum):
    """What is counted. Talk is in seconds, the amount of sales in minor units of money."""

    CALLS = "calls"
    CONVERSATIONS = "conversations"
    SUCCESSES = "successes"
    TALK = "talk_s"
    SALES = "sales"
    AMOUNT = "sales_amount"


#: Under which name the sums of reports have each measure.
FIGURES: Mapping[Measure, str] = {
    Measure.CALLS: "attempts",
    Measure.CONVERSATIONS: "conversations",
    Measure.SUCCESSES: "successes",
    Measure.TALK: "talk_s",
    Measure.SALES: "sales",
    Measure.AMOUNT: "sales_minor",
}


class Period(StrEnum):
    """For how long a target is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Whose(StrEnum):
    """Who is to reach a target."""

    EACH = "each"  # each caller who has no own one
    PERSON = "person"
    IN_CAMPAIGN = "in_campaign"  # a person in a campaign
    CAMPAIGN = "campaign"  # everybody in it together
    TEAM = "team"  # its people together
    OFFICE = "office"  # everybody together


_PARTS: Mapping[Whose, tuple[bool, bool, bool]] = {
    Whose.EACH: (False, False, False),
    Whose.PERSON: (True, False, False),
    Whose.IN_CAMPAIGN: (True, True, False),
    Whose.CAMPAIGN: (False, True, False),
    Whose.TEAM: (False, False, True),
    Whose.OFFICE: (False, False, False),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose a target is; exactly the ids its kind names."""

    whose: Whose
    person_id: UUID | None = None
    campaign_id: UUID | None = None
    team_id: UUID | None = None

    def __post_init__(self) -> None:
        given = tuple(each is not None for each in (self.person_id, self.campaign_id, self.team_id))
        if given != _PARTS[self.whose]:
            raise ValueError(f"these ids don't fit a target of {self.whose}")

    @property
    def is_together(self) -> bool:
        """Whether several people reach it together."""
        return self.whose in (Whose.CAMPAIGN, Whose.TEAM, Whose.OFFICE)


EACH = Subject(Whose.EACH)
OFFICE = Subject(Whose.OFFICE)


def of_person(person_id: UUID, campaign_id: UUID | None = None) -> Subject:
    """A person, everywhere or in one campaign."""
    return Subject(Whose.IN_CAMPAIGN if campaign_id else Whose.PERSON, person_id, campaign_id)


@dataclass(frozen=True, slots=True)
class Target:
    """What somebody is to reach from a day (yyyymmdd) on.

    `amount` 0: nothing. None: of a person, what each caller has, again; of others nothing.
    """

    subject: Subject
    measure: Measure
    period: Period
    amount: int | None
    from_on: int
    id: UUID | None = None


#: What each caller has until somebody says otherwise.
AT_FIRST: Mapping[tuple[Measure, Period], int] = {(Measure.CALLS, Period.DAY): 80}


@dataclass(frozen=True, slots=True)
class Calendar:
    """On which days the office works, from a day (yyyymmdd) on; weekdays are 0 (Monday) to 6 (Sunday)."""

    from_on: int = 0
    week_starts: int = 0
    days: frozenset[int] = frozenset(range(6))
    holidays: frozenset[int] = frozenset()  # yyyymmdd


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The office's calendars (each holds until the next one begins), in order."""

    calendars: tuple[Calendar, ...] = ()

    def on(self, day: date) -> Calendar:
        """The calendar of a day."""
        number, found = number_of(day), Calendar()
        for calendar in self.calendars:
            if calendar.from_on > number:
                break
            found = calendar
        return found

    def is_working(self, day: date, as_of: date | None = None) -> bool:
        """Whether the office works on a day; `as_of`: by the calendar of another day."""
        calendar = self.on(as_of or day)
        return day.weekday() in calendar.days and number_of(day) not in calendar.holidays

    def period_of(self, period: Period, day: date) -> tuple[date, date]:
        """The first and the last day of the day, week or month that a day lies in."""
        if period is Period.DAY:
            return day, day
        if period is Period.WEEK:
            first = day - timedelta(days=(day.weekday() - self.on(day).week_starts) % 7)
            return first, first + timedelta(days=6)
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - _DAY


@dataclass(frozen=True, slots=True)
class OwnDays:
    """On which days a campaign calls, from a day (yyyymmdd) on; `last_on`: its last day, None: no end."""

    from_on: int = 0
    days: frozenset[int] = frozenset(range(7))
    holidays: frozenset[int] = frozenset()  # yyyymmdd
    last_on: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the campaign calls on a day."""
        number = number_of(day)
        is_past = self.last_on is not None and number > self.last_on
        return day.weekday() in self.days and number not in self.holidays and not is_past


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a person is on leave: stretches (yyyymmdd, both included)."""

    stretches: tuple[tuple[int, int], ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the person is on leave on a day."""
        number = number_of(day)
        return any(first <= number <= last for first, last in self.stretches)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one day owes: its share, and the target it comes of (None: the one at first)."""

    day: date
    share: Fraction
    amount: int
    period: Period
    target: Target | None


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a target is: of which days, what it asks of all of them and by the end of today, what is there.

    `is_off`: today is a day off. `campaign`: its name, of a person in one.
    """

    subject: Subject
    measure: Measure
    period: Period
    first: date
    last: date
    target: int
    expected: int
    reached: int
    is_off: bool = False
    campaign: str = ""

    @property
    def share(self) -> float:
        """How much of it is reached, 0 to 1 and beyond."""
        return self.reached / self.target

    @property
    def is_met(self) -> bool:
        """Whether it is reached."""
        return self.reached >= self.target


@dataclass(frozen=True)
class Aims:
    """All targets that may count for some people, with calendars and leave; answers for any day.

    `campaigns`: the own days of campaigns that have targets, as versions in the order in which they hold.
    """

    targets: Sequence[Target]
    work_days: WorkDays = field(default_factory=WorkDays)
    away: Mapping[UUID, Away] = field(default_factory=dict)
    campaigns: Mapping[UUID, Sequence[OwnDays]] = field(default_factory=dict)
    _held: dict[tuple[Subject, Measure, Period], list[Target]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    _days: dict[tuple[UUID | None, date, date, date], int] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for target in sorted(self.targets, key=lambda each: each.from_on):
            self._held.setdefault((target.subject, target.measure, target.period), []).append(target)

    def held_on(self, subject: Subject, measure: Measure, period: Period, day: date) -> Target | None:
        """The target of this subject alone that held on a day; of two made for one day the later one."""
        number, found = number_of(day), None
        for target in self._held.get((subject, measure, period), ()):
            if target.from_on > number:
                break
            found = target
        return found

    def amount_on(
        self, subject: Subject, measure: Measure, period: Period, day: date
    ) -> tuple[int, Target | None]:
        """What held on a day, of a person without an own target what each caller has; 0 is none."""
        found = self.held_on(subject, measure, period, day)
        if found is not None and found.amount is not None:
            return found.amount, found
        if subject.whose is Whose.PERSON:
            return self.amount_on(EACH, measure, period, day)
        if subject == EACH and found is None:
            return AT_FIRST.get((measure, period), 0), None
        return 0, found

    def works_on(self, campaign_id: UUID | None, day: date, as_of: date | None = None) -> bool:
        """Whether the office works on a day, and the campaign, if said, by the days it had then.

        `as_of`: as it was known on another day.
        """
        if not self.work_days.is_working(day, as_of):
            return False
        number, own = number_of(as_of or day), None
        for each in self.campaigns.get(campaign_id, ()) if campaign_id else ():
            if each.from_on > number:
                break
            own = each
        return own is None or own.holds(day)

    def is_off(self, subject: Subject, day: date) -> bool:
        """Whether a day owes nothing: nobody works on it there, or the person is on leave."""
        if not self.works_on(subject.campaign_id, day):
            return True
        away = self.away.get(subject.person_id) if subject.person_id else None
        return away is not None and away.holds(day)

    def owed(self, subject: Subject, measure: Measure, period: Period, day: date) -> Owed | None:
        """What a day owes of a target of this period; None for nothing."""
        if self.is_off(subject, day):
            return None
        amount, target = self.amount_on(subject, measure, period, day)
        if not amount:
            return None
        first, last = self.work_days.period_of(period, day)
        days = 1 if period is Period.DAY else self._working_days(subject.campaign_id, first, last, day)
        return Owed(day, Fraction(amount, days), amount, period, target)

    def _working_days(self, campaign_id: UUID | None, first: date, last: date, as_of: date) -> int:
        asked = (campaign_id, first, last, as_of)
        if asked not in self._days:
            days = days_between(first, last)
            self._days[asked] = sum(self.works_on(campaign_id, day, as_of) for day in days)
        return self._days[asked]

    def day_owes(self, subject: Subject, measure: Measure, day: date) -> Owed | None:
        """What a day owes of the target with the shortest period there is."""
        for period in Period:
            found = self.owed(subject, measure, period, day)
            if found is not None:
                return found
        return None

    def reached(
        self,
        subject: Subject,
        measure: Measure,
        period: Period,
        day: date,
        count: Callable[[date, date], int],
    ) -> Reached | None:
        """How far the target of this day, week or month is; `count` gives what was done between two days.

        None where there is no target in it, so also for a day that is one off.
        """
        first, last = self.work_days.period_of(period, day)
        shares = [(each, self.owed(subject, measure, period, each)) for each in days_between(first, last)]
        target = rounded(owed.share for _, owed in shares if owed is not None)
        if not target:
            return None
        expected = rounded(owed.share for each, owed in shares if owed is not None and each <= day)
        done = count(first, min(day, last))
        off = self.is_off(subject, day)
        return Reached(subject, measure, period, first, last, target, expected, done, off)

    def streak(self, person_id: UUID, today: date, figures: Mapping[date, Mapping[str, int]]) -> int:
        """Working days in a row, back from today, on which every target of the day was reached.

        Today counts once it is reached and breaks nothing before. Days off neither break nor count, nor do
        days without a target. Looks back STREAK_LOOKS_BACK days.
        """
        days, subject = 0, of_person(person_id)
        for back in range(STREAK_LOOKS_BACK):
            day = today - back * _DAY
            asked = [
                (measure, owed)
                for measure in Measure
                if (owed := self.owed(subject, measure, Period.DAY, day)) is not None
            ]
            if not asked:
                continue
            done = figures.get(day, {})
            if all(done.get(FIGURES[measure], 0) >= owed.amount for measure, owed in asked):
                days += 1
            elif day != today:
                break
        return days


def rounded(shares: Iterable[Fraction]) -> int:
    """Their sum as a whole number, halves upwards."""
    return int(sum(shares, Fraction()) + Fraction(1, 2))


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Each day of a stretch, both ends included."""
    return _days(number_of(first), number_of(last))


@lru_cache(maxsize=256)
def _days(first: int, last: int) -> tuple[date, ...]:
    start = date_of(first)
    return tuple(start + n * _DAY for n in range((date_of(last) - start).days + 1))


def in_whole(parts: Sequence[Owed]) -> list[int]:
    """What each day adds to their rounded sum, so that the parts are whole and make up exactly it."""
    found: list[int] = []
    so_far, before = Fraction(), 0
    for part in parts:
        so_far += part.share
        now = int(so_far + Fraction(1, 2))
        found.append(now - before)
        before = now
    return found
