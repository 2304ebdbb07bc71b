"""The contract every dialer keeps: one end a call, states only forward, one ring an id."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.clock import SetClock
from crm_desktop.dialers import os_link
from crm_desktop.dialers.base import Cause, Dialer, DialRefused, DialRequest, LineEvent, Lines, LineState
from crm_desktop.dialers.practice import PracticeDialer
from crm_desktop.dialers.registry import DIALERS, Surroundings, make_dialer
from crm_desktop.errors import NotFound
from tests.conftest import TEST_NOW

ORDER = list(LineState)
NAMES = [entry.name for entry in DIALERS]


class Stage:
    """A clock and a scheduler in one: time passes only when told."""

    def __init__(self) -> None:
        self.clock = SetClock(TEST_NOW)
        self._plans: list[tuple[float, int, Callable[[], None]]] = []
        self._cancelled: set[int] = set()
        self._now = 0.0
        self._made = 0

    def later(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        self._made += 1
        number = self._made
        heapq.heappush(self._plans, (self._now + seconds, number, act))
        return lambda: self._cancelled.add(number)

    def run(self, seconds: float) -> None:
        until = self._now + seconds
        while self._plans and self._plans[0][0] <= until:
            at, number, act = heapq.heappop(self._plans)
            self.clock.move(seconds=at - self._now)
            self._now = at
            if number not in self._cancelled:
                act()
        self.clock.move(seconds=until - self._now)
        self._now = until


def make(name: str, stage: Stage, opened: list[str] | None = None, seed: int = 0) -> Dialer:
    def opener(url: str) -> bool:
        if opened is not None:
            opened.append(url)
        return True

    surroundings = Surroundings(stage.clock, stage, opener=opener, has_handler=lambda scheme: True, seed=seed)
    return make_dialer(name, surroundings)


def check(events: list[LineEvent], *, is_over: bool) -> None:
    by_call: dict[object, list[LineEvent]] = {}
    for event in events:
        by_call.setdefault(event.call_id, []).append(event)
    for steps in by_call.values():
        states = [step.state for step in steps]
        assert states.count(LineState.ENDED) == (1 if is_over else states.count(LineState.ENDED))
        assert states.count(LineState.ENDED) <= 1
        assert LineState.ENDED not in states[:-1]
        for before, after in itertools.pairwise(states):
            talking = {LineState.CONNECTED, LineState.HELD}
            assert ORDER.index(after) > ORDER.index(before) or {before, after} == talking
        for step in steps:
            assert (step.cause is not None) == (step.state is LineState.ENDED)
        assert all(a.at <= b.at for a, b in itertools.pairwise(steps))


ACTS = st.lists(
    st.tuples(st.sampled_from(["dial", "again", "answered", "hang_up", "wait"]), st.integers(0, 2)),
    max_size=25,
)


@pytest.mark.parametrize("name", NAMES)
@given(acts=ACTS, seed=st.integers(0, 1000))
def test_every_dialer_keeps_the_contract(name: str, acts: list[tuple[str, int]], seed: int) -> None:
    stage = Stage()
    dialer = make(name, stage, seed=seed)
    ids = [uuid4() for _ in range(3)]
    dialled: set[int] = set()
    marked: set[int] = set()
    events: list[LineEvent] = []
    for act, which in acts:
        if act in ("dial", "again"):
            dialer.dial(DialRequest(ids[which], f"+9198000{which:05d}"), events.append)
            dialled.add(which)
        elif act == "answered":
            dialer.answered(ids[which])
            marked.add(which)
        elif act == "hang_up":
            dialer.hang_up(ids[which])
        else:
            stage.run(7.0)
        check(events, is_over=False)
    if not dialer.traits.measures:  # no CONNECTED without evidence
        connected = {e.call_id for e in events if e.state is LineState.CONNECTED}
        assert connected <= {ids[which] for which in marked}
    assert all(e.is_measured is dialer.traits.measures for e in events)
    dialer.close()
    stage.run(500.0)
    check(events, is_over=True)
    assert {e.call_id for e in events if e.state is LineState.ENDED} == {ids[which] for which in dialled}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_live_when_the_dialer_closes_ends_as_lost(name: str) -> None:
    stage, events, call_id = Stage(), list[LineEvent](), uuid4()
    dialer = make(name, stage)
    dialer.dial(DialRequest(call_id, "+919800000001"), events.append)
    dialer.close()
    assert (events[-1].state, events[-1].cause) == (LineState.ENDED, Cause.ENGINE_LOST)


@pytest.mark.parametrize("name", NAMES)
def test_a_call_id_rings_once_even_after_its_end(name: str) -> None:
    stage, events, opened = Stage(), list[LineEvent](), list[str]()
    dialer = make(name, stage, opened)
    request = DialRequest(uuid4(), "+919800000001")
    dialer.dial(request, events.append)
    dialer.hang_up(request.call_id)
    count = len(events)
    dialer.dial(request, events.append)
    stage.run(500)
    assert len(events) == count
    assert len(opened) == (1 if name == "os_link" else 0)


@given(moves=st.lists(st.sampled_from(ORDER), max_size=20))
def test_lines_drop_what_goes_backwards(moves: list[LineState]) -> None:
    lines, events, call_id = Lines(SetClock(TEST_NOW)), list[LineEvent](), uuid4()
    lines.accept(DialRequest(call_id, "+919800000001"), events.append)
    for state in moves:
        lines.move(call_id, state, Cause.BUSY)
    check(events, is_over=False)


def test_by_hand_two_marks_make_a_completed_call() -> None:
    stage, events, call_id = Stage(), list[LineEvent](), uuid4()
    dialer = make("by_hand", stage)
    dialer.dial(DialRequest(call_id, "+919800000001"), events.append)
    dialer.answered(call_id)
    dialer.hang_up(call_id)
    assert [e.state for e in events] == [LineState.DIALLING, LineState.CONNECTED, LineState.ENDED]
    assert events[-1].cause is Cause.COMPLETED


def test_os_link_hands_over_a_link() -> None:
    stage, events, opened = Stage(), list[LineEvent](), list[str]()
    dialer = make("os_link", stage, opened)
    dialer.dial(DialRequest(uuid4(), "+919800000001", "12 34"), events.append)
    assert opened == ["tel:+919800000001;ext=1234"]
    assert [e.state for e in events] == [LineState.HANDED_OFF]


def test_os_link_says_when_nothing_handles_the_link() -> None:
    dialer = os_link.OsLinkDialer(SetClock(TEST_NOW), opener=lambda url: True, has_handler=lambda s: False)
    events: list[LineEvent] = []
    with pytest.raises(DialRefused, match="No program on this computer opens tel: links"):
        dialer.dial(DialRequest(uuid4(), "+919800000001"), events.append)
    assert events == []


def test_os_link_may_be_tried_again_after_the_system_refused() -> None:
    answers = [False, True]
    dialer = os_link.OsLinkDialer(
        SetClock(TEST_NOW), opener=lambda url: answers.pop(0), has_handler=lambda s: True
    )
    events: list[LineEvent] = []
    request = DialRequest(uuid4(), "+919800000001")
    with pytest.raises(DialRefused):
        dialer.dial(request, events.append)
    dialer.dial(request, events.append)
    assert [e.state for e in events] == [LineState.HANDED_OFF]


@pytest.mark.parametrize("number", ["9800000001", "+91 98000", "+91980;rm", "tel:+91", ""])
def test_os_link_opens_nothing_but_numbers(number: str) -> None:
    with pytest.raises(DialRefused):
        os_link.link(DialRequest(uuid4(), number), "tel")


def test_sip_links_need_a_provider() -> None:
    dialer = os_link.OsLinkDialer(SetClock(TEST_NOW), scheme="sip", has_handler=lambda s: True)
    assert dialer.trouble() is not None
    request = DialRequest(uuid4(), "+919800000001")
    assert os_link.link(request, "sip", "sip.example.org") == "sip:+919800000001@sip.example.org;user=phone"


def test_the_practice_line_repeats_itself_and_has_every_outcome() -> None:
    def causes(seed: int) -> list[Cause | None]:
        stage, events = Stage(), list[LineEvent]()
        dialer = PracticeDialer(stage.clock, stage, seed=seed)
        for number in range(200):
            dialer.dial(DialRequest(uuid4(), f"+9198000{number:05d}"), events.append)
            stage.run(200)
        return [e.cause for e in events if e.state is LineState.ENDED]

    first = causes(7)
    assert first == causes(7)
    assert first != causes(8)
    assert {Cause.COMPLETED, Cause.NO_ANSWER, Cause.BUSY, Cause.UNREACHABLE} <= set(first)


def test_an_unknown_dialer_is_told() -> None:
    with pytest.raises(NotFound):
        make_dialer("carrier_pigeon", Surroundings(SetClock(TEST_NOW), Stage()))
