"""Handing out: everything once, no more than there is room, weights right to one lead."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.assignment import HandOut, Sharing, Taker, dealt, handed_out, shares
from crm_desktop.ids import new_id

_ROOM = st.none() | st.integers(0, 12)
VALUES = ("hi", "mr", "ta")


@given(
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 60)), max_size=7),
)
def test_shares_are_right_to_one_lead_and_never_over_the_cap(
    count: int, takers: list[tuple[int, int | None]]
) -> None:
    weights, rooms = [w for w, _ in takers], [r for _, r in takers]
    found = shares(count, weights, rooms)
    can = [(w, r) for w, r in takers if w]
    most = count if any(r is None for _, r in can) else min(count, sum(r or 0 for _, r in can))
    assert sum(found) == most
    assert all(r is None or f <= r for f, r in zip(found, rooms, strict=True))
    assert all(w or not f for f, w in zip(found, weights, strict=True))
    free = [
        n
        for n, f in enumerate(found)
        if weights[n] and (rooms[n] is None or f < rooms[n])  # type: ignore[operator]
    ]
    rest, total = sum(found[n] for n in free), sum(weights[n] for n in free)
    assert all(abs(found[n] - rest * weights[n] / total) < 1 for n in free)
    for n in free:  # whoever is full would have got no less than their cap
        for full in set(range(len(found))) - set(free):
            if weights[full]:
                assert found[full] * weights[n] <= (found[n] + 1) * weights[full]


@given(
    st.dictionaries(st.sampled_from(("", *VALUES)), st.integers(0, 15)),
    st.lists(st.tuples(st.integers(0, 3), _ROOM, st.frozensets(st.sampled_from(VALUES))), max_size=5),
)
def test_matched_leads_go_to_whoever_can_and_as_many_as_can_be(
    counts: dict[str, int], given_takers: list[tuple[int, int | None, frozenset[str]]]
) -> None:
    takers = [Taker(new_id(), weight, room, values) for weight, room, values in given_takers]
    found = handed_out(counts, takers, is_matched=True)
    for taker, gets in zip(takers, found, strict=True):
        assert taker.room is None or sum(gets.values()) <= taker.room
        assert all(not many or (taker.weight and (not v or v in taker.values)) for v, many in gets.items())
        assert min(gets.values(), default=0) >= 0
    for value, count in counts.items():
        assert sum(gets.get(value, 0) for gets in found) <= count
    # Hall: what is left over is the worst of any values taken together.
    worst = 0
    for size in range(len(counts) + 1):
        for some in combinations(counts, size):
            able = [t for t in takers if t.weight and any(not v or v in t.values for v in some)]
            if all(t.room is not None for t in able):
                worst = max(worst, sum(counts[v] for v in some) - sum(t.room or 0 for t in able))
    assert sum(counts.values()) - sum(sum(gets.values()) for gets in found) == worst


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 20))
def test_every_lead_is_dealt_once_and_in_turn(gets: list[int], over: int) -> None:
    found = dealt(sum(gets) + over, gets)
    assert len(found) == sum(gets) + over
    assert [found.count(place) for place in range(len(gets))] == gets
    assert found.count(None) == over
    if len(gets) == 2 and gets[0] == gets[1]:
        assert all(found[n] != found[n + 1] for n in range(0, 2 * gets[0], 2))


def test_how_to_hand_out_is_kept_as_it_was() -> None:
    how = HandOut(Sharing.MATCHED, ((new_id(), 3), (new_id(), 1)), 40, "language", only_nobodys=False)
    assert HandOut.from_json(how.to_json()) == how
