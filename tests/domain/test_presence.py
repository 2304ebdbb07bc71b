"""The spans of a day: they cover the signed-in time once, whatever clock, program or caller did."""

from __future__ import annotations

import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.attendance import (
    SignedIn,
    acts_of,
    day_stretches,
    figures_of,
    laid_out,
    with_calls,
)
from crm_desktop.domain.call_ticks import NEVER, CallTicks
from crm_desktop.domain.presence import (
    SECOND,
    CallTimes,
    Change,
    State,
    Stretch,
    breaks_taken,
    now_of,
    spans,
    totals,
)
from crm_desktop.domain.shift import LastAct, day_of
from crm_desktop.domain.ticks import ticks
from tests.examples import examples

ME = UUID(int=1)
ZONES = ("Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Berlin")
START = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)  # 10:00 in India


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def change(
    state: State, minutes: float, session: int = 1, allowed_s: int | None = None, reason: str = ""
) -> Change:
    no = UUID(int=int(minutes * 1000) + 7)
    return Change(no, ME, UUID(int=session), state, reason, allowed_s, at(minutes), 20261123)


def call(began: float, ended: float | None, closed: float | None) -> CallTimes:
    return CallTimes(at(began), None if ended is None else at(ended), None if closed is None else at(closed))


def stretch(began: float, until: float, session: int = 1, *, is_open: bool = False) -> Stretch:
    return Stretch(UUID(int=session), at(began), at(until), is_open)


def told(*found: object, of: list[Stretch], changes: list[Change] = [], calls: list[CallTimes] = []) -> None:  # noqa: B006
    assert [
        (s.state.value, (s.began - START) / SECOND / 60, (s.until - START) / SECOND / 60)
        for s in spans(of, changes, calls)
    ] == list(found)


def test_a_day_in_its_spans() -> None:
    told(
        ("ready", 0, 5),
        ("on_call", 5, 8),
        ("wrap_up", 8, 9),
        ("ready", 9, 20),
        ("break", 20, 40),
        ("ready", 40, 50),
        ("away", 50, 70),
        ("ready", 70, 90),
        of=[stretch(0, 90)],
        changes=[
            change(State.BREAK, 20),
            change(State.READY, 40),
            change(State.AWAY, 50),
            change(State.READY, 70),
        ],
        calls=[call(5, 8, 9)],
    )


def test_a_killed_program_ends_a_break_when_it_was_last_heard_of() -> None:
    found = spans([stretch(0, 30), stretch(100, 120, 2)], [change(State.BREAK, 20)], [])
    assert [(s.state, s.began, s.until) for s in found] == [
        (State.READY, at(0), at(20)),
        (State.BREAK, at(20), at(30)),
        (State.READY, at(100), at(120)),
    ]


def test_a_call_in_a_break_is_no_break() -> None:
    found = spans(
        [stretch(0, 60)],
        [change(State.BREAK, 10, allowed_s=600), change(State.READY, 40)],
        [call(15, 20, 25)],
    )
    assert [s.state for s in found] == ["ready", "break", "on_call", "wrap_up", "break", "ready"]
    (taken,) = breaks_taken(found)
    assert (taken.took, taken.over_s) == (timedelta(minutes=20), 600)
    assert [s.over_s for s in found] == [0, 0, 0, 0, 600, 0]


def test_a_call_without_its_end_or_its_result_goes_on() -> None:
    told(("ready", 0, 5), ("on_call", 5, 30), of=[stretch(0, 30)], calls=[call(5, None, None)])
    told(("on_call", 0, 8), ("wrap_up", 8, 30), of=[stretch(0, 30)], calls=[call(0, 8, None)])
    told(("on_call", 0, 9), ("ready", 9, 30), of=[stretch(0, 30)], calls=[call(0, None, 9)])


def test_the_later_word_of_two_workstations_counts() -> None:
    told(
        ("break", 0, 10),
        ("ready", 10, 20),
        ("break", 20, 30),
        of=[stretch(0, 30), stretch(10, 20, 2)],
        changes=[change(State.BREAK, 0)],
    )


def test_times_that_run_backwards_make_nothing_negative() -> None:
    told(of=[stretch(10, 5)])
    told(("ready", 0, 30), of=[stretch(0, 30)], calls=[call(20, 10, 5)])


def test_what_somebody_does_now() -> None:
    assert now_of(()).state is State.SIGNED_OUT
    left = now_of(spans([stretch(0, 30)], [], []))
    assert (left.state, left.since) == (State.SIGNED_OUT, at(30))
    on_break = now_of(
        spans(
            [stretch(0, 60, is_open=True)],
            [change(State.BREAK, 10, allowed_s=600, reason="Tea")],
            [call(12, 15, 16)],
        )
    )
    assert (on_break.state, on_break.reason, on_break.since) == (State.BREAK, "Tea", at(10))
    assert on_break.over_at == at(24)  # the call's four minutes are given back
    assert on_break.over_s(at(25)) == 60
    assert on_break.over_s(at(20)) == 0
    after_call = now_of(spans([stretch(0, 60, is_open=True)], [], [call(12, 15, 16)]))
    assert (after_call.state, after_call.since) == (State.READY, at(16))


# --- properties ---

moments = st.integers(0, 2 * 24 * 60 * 60 * 10).map(lambda tenths: START + timedelta(seconds=tenths / 10))
stretches_ = st.lists(
    st.builds(Stretch, st.integers(1, 3).map(lambda n: UUID(int=n)), moments, moments, st.booleans()),
    max_size=4,
)
changes_ = st.lists(
    st.builds(
        Change,
        st.uuids(),
        st.just(ME),
        st.integers(1, 3).map(lambda n: UUID(int=n)),
        st.sampled_from([State.READY, State.BREAK, State.AWAY]),
        st.sampled_from(["Tea", "Lunch"]),
        st.one_of(st.none(), st.integers(0, 4000)),
        moments,
        st.just(20261123),
    ),
    max_size=8,
)
calls_ = st.lists(
    st.builds(CallTimes, moments, st.one_of(st.none(), moments), st.one_of(st.none(), moments)), max_size=8
)


def recount(stretches: list[Stretch], changes: list[Change], calls: list[CallTimes]) -> Counter[State]:
    """The state asked anew for each stretch of time between two moments at which anything happens."""
    edges: set[datetime] = set()
    there = [(s, max(s.began, s.until)) for s in stretches]
    end = max((until for _, until in there), default=START)
    talks = []
    for c in calls:
        closed = end if c.closed is None else max(c.began, c.closed)
        ended = closed if c.ended is None else min(max(c.began, c.ended), closed)
        talks.append((c.began, ended, closed))
        edges |= {c.began, ended, closed}
    for s, until in there:
        edges |= {s.began, until}
    edges |= {c.at for c in changes}
    in_order = sorted(edges)
    sums: Counter[State] = Counter()
    for began, until in pairwise(in_order):
        here = [s for s, over in there if s.began <= began < over]
        if not here:
            continue
        if any(a <= began < b for a, b, _ in talks):
            state = State.ON_CALL
        elif any(b <= began < c for _, b, c in talks):
            state = State.WRAP_UP
        else:
            said = [(s.began, -1, State.READY) for s in here]
            for no, c in enumerate(sorted(changes, key=lambda c: c.at)):
                if c.at <= began and any(s.session_id == c.session_id and s.began <= c.at for s in here):
                    said.append((c.at, no, c.state))
            state = max(said, key=lambda one: one[:2])[2]
        sums[state] += (until - began) // timedelta(microseconds=1)
    return +sums


def covered(stretches: list[tuple[datetime, datetime]]) -> timedelta:
    """How much time stretches cover, what overlaps counted once."""
    whole, until = timedelta(), None
    for began, ended in sorted(stretches):
        if until is None or began > until:
            whole, until = whole + (ended - began), ended
        elif ended > until:
            whole, until = whole + (ended - until), ended
    return whole


@given(stretches_, changes_, calls_)
@settings(max_examples=examples(400))
def test_spans_cover_the_signed_in_time_once(
    stretches: list[Stretch], changes: list[Change], calls: list[CallTimes]
) -> None:
    found = spans(stretches, changes, calls)
    assert all(s.until > s.began for s in found)
    assert all(one.until <= other.began for one, other in pairwise(found))
    signed_in = [(s.began, max(s.began, s.until)) for s in stretches]
    assert sum((s.took for s in found), timedelta()) == covered(signed_in)
    by_hand = recount(stretches, changes, calls)
    in_us = {state: took // timedelta(microseconds=1) for state, took in totals(found).items()}
    assert in_us == dict(by_hand)
    for taken in breaks_taken(found):
        assert 0 <= taken.over_s <= taken.took / SECOND
        if taken.allowed_s is None:
            assert taken.over_s == 0
        else:
            assert taken.over_s == max(0, taken.took // SECOND - taken.allowed_s)
    without = spans(stretches, changes, ())
    if without:
        first, last = without[0].began, without[-1].until
        own = CallTicks.of(calls)
        sent = CallTicks.of_server(b"".join(map(_as_sent, sorted(calls, key=lambda call: call.began))))
        assert sent.between(first, last) == own.between(first, last)
        assert sent.plain_sums(without, first, last) == own.plain_sums(without, first, last)
        if (plain := own.plain_sums(without, first, last)) is not None:
            of_day = spans(stretches, changes, own.between(first, last))  # as an attendance takes them
            assert with_calls(totals(without), *plain) == totals(of_day)
            assert breaks_taken(without) == breaks_taken(of_day)


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30), timezones=st.just(UTC)),
    st.lists(st.integers(1, 400), min_size=2, max_size=14),
    st.lists(st.sampled_from(["call", "break", "away", "ready", "kill", "leave"]), min_size=14, max_size=14),
)
@settings(max_examples=examples(300))
def test_the_days_of_shifts_share_the_time_out(
    zone: str, start: datetime, gaps: list[int], acts: list[str]
) -> None:
    """Signing in, calling, pausing, dying and coming again, over midnight and changes of the clock."""
    office = _Played(zone, start)
    for gap, act in zip(gaps, acts, strict=False):
        office.now += timedelta(minutes=gap)
        office.do(act)
    whole = acts_of(office.first_and_last, office.changes)
    by_day = day_stretches(office.sign_ins, whole, zone)
    everything = [(s.began, s.until) for stretches in by_day.values() for s in stretches]
    in_order = sorted(everything)
    assert all(one[1] <= other[0] for one, other in pairwise(in_order))
    for day, stretches in by_day.items():
        found = spans(stretches, office.changes, office.calls)
        assert sum((s.took for s in found), timedelta()) == sum(
            (s.until - s.began for s in stretches), timedelta()
        )
        for span in found:  # nobody's night is in two days: what begins a span begins it on its day
            local = span.began.astimezone(ZoneInfo(zone)).date()
            assert 0 <= (local - datetime.strptime(str(day), "%Y%m%d").date()).days <= 1  # noqa: DTZ007
    calls = {ME: CallTicks.of(office.calls)}
    said = office.sign_ins, office.changes, calls, office.first_and_last, zone
    figures = _figures(*said)
    for (_, day), row in figures.items():
        found = spans(by_day[day], office.changes, office.calls)
        sums = totals(found)
        assert row["worked_s"] == sum(sums.values(), timedelta()) // SECOND
        assert row["away_s"] == sums.get(State.AWAY, timedelta()) // SECOND
        over = [b for b in breaks_taken(found) if not b.is_open]
        assert (row["breaks"], row["long_break_s"]) == (len(over), sum(b.over_s for b in over))
        assert row["break_s"] == sum((b.took for b in over), timedelta()) // SECOND
    summed = laid_out(*said, sums_only=True)
    assert {key: (day.took, figures_of(day)) for key, day in summed.items()} == {
        key: (totals(day.spans), figures_of(day)) for key, day in laid_out(*said).items()
    }


def _figures(*told: object) -> dict[tuple[UUID, int], dict[str, object]]:
    return {key: figures_of(day) for key, day in laid_out(*told).items()}  # type: ignore[arg-type]


class _Played:
    """One person's acts, kept as the store keeps them."""

    def __init__(self, zone: str, start: datetime) -> None:
        self.zone, self.now = zone, start
        self.sign_ins: list[SignedIn] = []
        self.changes: list[Change] = []
        self.calls: list[CallTimes] = []
        self.first_and_last: dict[tuple[UUID, int], tuple[datetime, datetime]] = {}
        self.last: LastAct | None = None
        self.state = State.READY

    def do(self, act: str) -> None:
        if not self.sign_ins or not self.sign_ins[-1].is_open:
            self.sign_in()
            return
        if act in ("kill", "leave"):
            self._end(is_open=False)
        elif act == "call":
            day = self.acted()
            closed = self.now + timedelta(minutes=2)
            self.calls.append(CallTimes(self.now, self.now + timedelta(minutes=1), closed))
            first, _ = self.first_and_last.get((ME, day), (self.now, self.now))
            self.first_and_last[ME, day] = first, self.now
            self.now = closed
            self.last = LastAct(closed, day)
        else:
            state = State(act)
            if state is not self.state:
                day = self.acted() if state is not State.AWAY else day_of(self.now, self.zone, self.last)
                allowed = 900 if state is State.BREAK else None
                session = self.sign_ins[-1].id
                self.changes.append(
                    Change(UUID(int=len(self.changes)), ME, session, state, "Tea", allowed, self.now, day)
                )
                self.state = state
        self._end(is_open=self.sign_ins[-1].is_open)

    def sign_in(self) -> None:
        day = self.acted()
        self.sign_ins.append(
            SignedIn(UUID(int=len(self.sign_ins) + 1), ME, day, self.now, self.now, is_open=True)
        )
        self.state = State.READY

    def acted(self) -> int:
        day = day_of(self.now, self.zone, self.last)
        self.last = LastAct(self.now, day)
        return day

    def _end(self, *, is_open: bool) -> None:
        s = self.sign_ins[-1]
        self.sign_ins[-1] = SignedIn(s.id, ME, s.day, s.began, self.now, is_open)


def test_a_night_with_the_clock_put_back_is_an_hour_longer() -> None:
    zone = "America/New_York"
    began = datetime(2026, 10, 31, 22, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    until = datetime(2026, 11, 1, 6, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    night = SignedIn(UUID(int=1), ME, 20261031, began, until, is_open=False)
    calls = {(ME, 20261031): (began, until - timedelta(hours=1))}
    figures = _figures([night], [], {}, calls, zone)
    assert figures[ME, 20261031]["worked_s"] == 9 * 3600


@pytest.mark.parametrize("hours", [1, 4])
def test_a_program_left_open_counts_until_the_last_act(hours: int) -> None:
    evening = START + timedelta(hours=9)
    night = SignedIn(UUID(int=1), ME, 20261123, START, evening + timedelta(hours=hours + 12), is_open=True)
    calls = {(ME, 20261123): (START, evening)}
    away = Change(
        UUID(int=9), ME, UUID(int=1), State.AWAY, "idle", None, evening + timedelta(minutes=10), 20261123
    )
    figures = _figures([night], [away], {}, calls, "Asia/Kolkata")[ME, 20261123]
    assert (figures["worked_s"], figures["away_s"], figures["last_sign_out"]) == (9 * 3600, 0, evening)


def test_plain_days_are_summed_up_without_laying_out_their_calls() -> None:
    ready = spans(
        [stretch(0, 60), stretch(70, 90, 2)], [change(State.BREAK, 20), change(State.READY, 30)], ()
    )
    first, last = at(0), at(90)

    def plain(*calls: CallTimes) -> tuple[float, float] | None:
        sums = CallTicks.of(calls).plain_sums(ready, first, last)
        return None if sums is None else (sums[0] / 60e6, sums[1] / 60e6)

    assert plain() == (0, 0)
    assert plain(call(0, 5, 6), call(6, 9, 20), call(30, None, 32), call(80, 82, 90)) == (12, 20)
    assert plain(call(-9, -8, -7), call(95, 96, 97), call(25, 24, 24)) == (0, 0), "of no time, or another day"
    for odd in (call(15, 19, 21), call(25, 26, 27), call(59, 62, 72), call(85, 86, None), call(85, 88, 91)):
        assert plain(call(1, 2, 3), odd) is None
    assert plain(call(1, 9, 10), call(9, 11, 12)) is None


def _as_sent(call: CallTimes) -> bytes:
    """As a server sends it."""
    since = ticks(datetime(2000, 1, 1, tzinfo=UTC))
    times = (NEVER if at is None else ticks(at) - since for at in (call.began, call.ended, call.closed))
    return struct.pack(">3q", *times)
