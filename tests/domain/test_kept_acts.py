"""How a kept result is settled, how long kept leads are fresh, and how many one person may keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kept_acts import (
    ERASED,
    OUTCOME_LABELS,
    SOONER,
    ActKind,
    Found,
    Outcome,
    PromiseNow,
    Settlement,
    for_an_hour,
    fresh_for,
    is_fresh,
    settle,
    settle_promise,
    share,
)

NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)
FOUND = st.builds(
    Found,
    lead_status=st.sampled_from([None, "new", "open", "won", "closed", ERASED]),
    call=st.sampled_from([None, "open", "closed"]),
    newer_call=st.booleans(),
    on_a_screen=st.booleans(),
    may_be_called=st.booleans(),
    newer_promise=st.booleans(),
)
FLAGS = st.frozensets(st.sampled_from(list(Flag)))
LONG = st.timedeltas(timedelta(0), timedelta(days=2))


@given(FOUND, FLAGS, st.booleans())
def test_every_case_is_settled_by_the_rules(found: Found, flags: frozenset[Flag], has_promise: bool) -> None:
    done = settle(found, flags, has_promise=has_promise)
    assert isinstance(done, Settlement)
    if found.lead_status is None:
        assert done.outcome is Outcome.GONE
        assert not any((done.keeps_call, done.keeps_text, done.moves_lead, done.adds_note))
    else:
        assert done.keeps_call or found.call == "closed", "time and result are never lost"
        if Flag.DO_NOT_CALL in flags:
            assert done.marks_number, "a wish not to be called counts always"
    if found.lead_status == ERASED:
        assert not any((done.keeps_text, done.adds_note, done.keeps_promise, done.moves_lead))
    if done.keeps_promise:
        assert has_promise
        assert found.may_be_called
    if (found.newer_call or found.on_a_screen) and done.moves_lead and done.keeps_call:
        ends = flags & {Flag.FINAL, Flag.DO_NOT_CALL, Flag.WRONG_NUMBER}
        assert ends or done.keeps_promise, "a newer call decides what comes next"
    if has_promise and not done.keeps_promise:
        assert done.outcome in OUTCOME_LABELS, "the person is told"


@given(FLAGS)
def test_nothing_in_the_way_is_simply_applied(flags: frozenset[Flag]) -> None:
    assert settle(Found("open"), flags, has_promise=False) == Settlement(Outcome.APPLIED, keeps_promise=False)


def test_a_promise_stands_though_somebody_called_since() -> None:
    done = settle(Found("open", newer_call=True), frozenset({Flag.CALL_BACK}), has_promise=True)
    assert done.outcome is Outcome.APPLIED
    assert done.keeps_promise
    newer = settle(Found("open", newer_call=True, newer_promise=True), frozenset(), has_promise=True)
    assert newer.outcome is Outcome.OVERTAKEN
    assert not newer.keeps_promise


@given(LONG, LONG, st.sampled_from([timedelta(minutes=30), timedelta(hours=2)]))
def test_fresh_by_the_longer_of_two_clocks(wall: timedelta, ticked: timedelta, fresh: timedelta) -> None:
    assert is_fresh(NOW, NOW + wall, ticked, fresh) == (max(wall, ticked) < fresh - SOONER)


def test_a_clock_set_back_makes_nothing_fresh() -> None:
    assert not is_fresh(NOW, NOW - timedelta(seconds=1), timedelta(0), timedelta(hours=2))


def test_promotional_calls_have_half_an_hour() -> None:
    assert fresh_for("promotional") == timedelta(minutes=30)
    assert fresh_for("service") == fresh_for("transactional") == timedelta(hours=2)
    assert [fresh_for("service", minutes) for minutes in (15, 120, 900)] == [
        timedelta(minutes=15), timedelta(hours=2), timedelta(hours=2)
    ]  # fmt: skip
    assert [fresh_for("promotional", minutes) for minutes in (15, 120)] == [
        timedelta(minutes=15), timedelta(minutes=30)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        ([], 30),
        ([44, 44, 44], 30),  # a first morning tells nothing yet
        ([3, 4, 2, 1, 4, 4], 30),  # nor do hours of a few calls
        ([12, 14, 15, 3, 6, 16], 15),
        ([40, 44, 46, 48, 9, 5, 47], 47),
        ([5, 6, 7, 5, 5], 10),
        ([90, 80, 95, 99], 50),
    ],
)
def test_an_hour_is_kept_at_ones_own_pace(hours: list[int], kept: int) -> None:
    assert for_an_hour(hours) == kept


@given(st.integers(0, 200), st.integers(0, 5000), st.integers(0, 300))
def test_all_together_never_keep_more_than_half(wanted: int, dialable: int, people: int) -> None:
    each = share(wanted, dialable, people)
    assert 0 <= each <= wanted
    assert each * people <= dialable / 2


@given(
    st.builds(
        PromiseNow,
        due_at=st.none() | st.sampled_from([NOW, NOW + timedelta(hours=1)]),
        is_mine=st.booleans(),
        is_open=st.booleans(),
        is_erased=st.booleans(),
    ),
    st.sampled_from([ActKind.MOVE, ActKind.SNOOZE, ActKind.CLOSE]),
)
def test_an_act_about_a_call_back_overwrites_nothing(now: PromiseNow, kind: ActKind) -> None:
    outcome = settle_promise(now, kind, NOW)
    if outcome is Outcome.APPLIED:
        assert now.due_at is not None
        assert now.is_mine
        assert now.is_open
        if kind is ActKind.MOVE:
            assert now.due_at == NOW, "another has moved it"
            assert not now.is_erased
    elif kind is not ActKind.SNOOZE:
        assert outcome in OUTCOME_LABELS, "the person is told"
    if now.due_at is not None and now.is_mine and now.is_open and kind is not ActKind.MOVE:
        assert outcome is Outcome.APPLIED, "that no call is needed counts whatever its time"
