"""Clocks: one that is corrected to a server's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.clock import ServerClock, SetClock, SystemClock

NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)


def test_until_measured_it_is_the_own_clock() -> None:
    assert ServerClock(SetClock(NOW)).now() == NOW


@given(
    apart_s=st.integers(-86_400, 86_400),
    there_ms=st.integers(0, 5_000),
    back_ms=st.integers(0, 5_000),
)
def test_wrong_by_at_most_half_the_way_there_and_back(apart_s: int, there_ms: int, back_ms: int) -> None:
    own = SetClock(NOW)
    server = timedelta(seconds=apart_s)
    clock = ServerClock(own)

    def ask() -> datetime:
        own.move(milliseconds=there_ms)
        told = own.now() + server
        own.move(milliseconds=back_ms)
        return told

    clock.measure(ask, tries=1)
    wrong = abs(clock.now() - (own.now() + server))
    assert wrong <= timedelta(milliseconds=there_ms + back_ms) / 2


def test_the_quickest_answer_counts() -> None:
    own = SetClock(NOW)
    clock = ServerClock(own)
    ways = iter([(0, 4_000), (10, 10), (3_000, 0)])

    def ask() -> datetime:
        there, back = next(ways)
        own.move(milliseconds=there)
        told = own.now() + timedelta(minutes=7)
        own.move(milliseconds=back)
        return told

    assert clock.measure(ask) == timedelta(minutes=7)
    assert clock.now() == own.now() + timedelta(minutes=7)


def test_an_own_clock_set_back_meanwhile_tells_nothing() -> None:
    own = SetClock(NOW)
    clock = ServerClock(own)

    def ask() -> datetime:
        own.move(hours=-1)
        return NOW + timedelta(hours=5)

    assert clock.measure(ask, tries=2) == timedelta(0)


def test_a_server_that_goes_leaves_the_correction_as_it_was() -> None:
    own = SetClock(NOW)
    clock = ServerClock(own)
    clock.measured(NOW, NOW + timedelta(seconds=90), NOW)

    def ask() -> datetime:
        raise OSError

    with pytest.raises(OSError):
        clock.measure(ask)
    assert clock.apart == timedelta(seconds=90)


class TickingClock(SetClock):
    """A clock with ticks: `set` moves it alone, `pass_time` both."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.ticked = 0.0

    def ticks(self) -> float:
        return self.ticked

    def pass_time(self, seconds: float) -> None:
        self.move(seconds=seconds)
        self.ticked += seconds


@given(set_by_s=st.integers(-86_400, 86_400), then_s=st.integers(0, 40_000))
def test_once_measured_setting_the_own_clock_moves_nothing(set_by_s: int, then_s: int) -> None:
    own = TickingClock(NOW)
    clock = ServerClock(own)
    clock.measure(lambda: own.now() + timedelta(hours=-3))
    own.move(seconds=set_by_s)
    own.pass_time(then_s)
    assert clock.now() == NOW + timedelta(hours=-3, seconds=then_s)
    assert clock.apart == timedelta(hours=-3, seconds=-set_by_s)


def test_the_computer_s_own_ticks_go_on() -> None:
    clock = SystemClock()
    before = clock.ticks()
    assert clock.ticks() >= before
