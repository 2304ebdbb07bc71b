"""What the rows of a ledger close: the newest decides, in whatever order they are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.consent import (
    NO,
    Channel,
    ConsentRow,
    Purpose,
    State,
    bit,
    bits_for,
    bits_of,
    is_refused,
    newest,
    no_of,
)
from crm_desktop.domain.purposes import aim_of, forbids_calls

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
KEYS = [(purpose, channel) for purpose in Purpose for channel in Channel]


def _row(no: int, key: tuple[Purpose, Channel], state: State, day: int) -> ConsentRow:
    at = BEGAN + timedelta(days=day)
    return ConsentRow(UUID(int=no), UUID(int=0), *key, state, at, at)


rows = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(list(State)), st.integers(0, 5)), max_size=30
).map(lambda found: [_row(no, *each) for no, each in enumerate(found, 1)])


@given(rows, st.randoms(use_true_random=False))
def test_the_newest_of_each_purpose_and_way_decides_alone(found: list[ConsentRow], chance: object) -> None:
    bits, held = bits_of(found), newest(found)
    chance.shuffle(found)  # type: ignore[attr-defined]
    assert bits_of(found) == bits
    for key in KEYS:
        mine = [row for row in found if (row.purpose, row.channel) == key]
        last = max(mine, key=lambda row: (row.at, row.id), default=None)
        assert held.get(key) == last
        assert is_refused(bits, *key) == (last is not None and last.state in NO)
    assert is_refused(bits, None, Channel.CALL) == any(is_refused(bits, p, Channel.CALL) for p in Purpose)


@given(st.sets(st.sampled_from(KEYS)))
def test_bits_stand_apart_and_calls_follow_the_campaigns_purpose(what: set[tuple[Purpose, Channel]]) -> None:
    bits = bits_for(what)
    assert {key for key in KEYS if bits & bit(*key)} == what
    for call_class, purpose in (("promotional", Purpose.OFFERS), ("service", Purpose.SERVICE)):
        aim = aim_of(call_class)
        assert forbids_calls(bits, "", "adult", aim, BEGAN) == ((purpose, Channel.CALL) in what)
        assert forbids_calls(bits, "", "minor", aim, BEGAN)


def test_a_no_is_a_withdrawal_only_of_what_holds() -> None:
    key = Purpose.OFFERS, Channel.CALL
    now = BEGAN + timedelta(days=9)
    given_ = _row(1, key, State.GIVEN, 1)
    assert no_of(None, now) is State.REFUSED
    assert no_of(given_, now) is State.WITHDRAWN
    assert no_of(_row(2, key, State.EXPIRED, 2), now) is State.REFUSED
    assert no_of(_row(3, key, State.WITHDRAWN, 2), now) is State.WITHDRAWN
