"""Who needs help first: the rule's properties, and the reasons it gives; when a campaign runs dry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.board import (
    BoardRow,
    Figures,
    Need,
    NeedKind,
    medians,
    per_hour,
    placed,
    runs_dry_at,
)
from crm_desktop.domain.people import Role
from crm_desktop.domain.presence import Now, State

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def row(
    no: int = 1, state: State = State.READY, minutes: int = 0, calls: int = 0, **more: object
) -> BoardRow:
    now = Now(state, AT - minutes * MINUTE)
    values: dict[str, object] = {
        "person_id": UUID(int=no), "name": f"Person {no}", "role": Role.TELECALLER, "now": now,
        "figures": Figures(calls),
    }  # fmt: skip
    return BoardRow(**(values | more))  # type: ignore[arg-type]


def on_break(no: int, over: int) -> BoardRow:
    return row(no, now=Now(State.BREAK, AT - HOUR, "Tea", 900, AT - over * MINUTE))


people = st.lists(
    st.builds(
        lambda no, state, minutes, calls, over, lead, dues, leave, lost, role: row(
            no, calls=calls, role=role, has_lead=lead, is_on_leave=leave,
            overdue=sum(due > 60 for due in dues), dues=tuple(AT - due * MINUTE for due in dues if due <= 60),
            now=Now(
                state, None if minutes is None else AT - minutes * MINUTE, "",
                None, AT - over * MINUTE if state is State.BREAK else None,
                is_lost=lost and state is State.SIGNED_OUT,
            ),
        ),
        st.integers(1, 60), st.sampled_from(State), st.none() | st.integers(0, 300), st.integers(0, 200),
        st.integers(-60, 200), st.booleans(), st.lists(st.integers(-60, 300), max_size=4), st.booleans(),
        st.booleans(), st.sampled_from(Role),
    ),
    max_size=12, unique_by=lambda each: each.person_id,
)  # fmt: skip


@settings(max_examples=15)
@given(people, st.randoms())
def test_everybody_once_in_an_order_that_only_they_decide(rows: list[BoardRow], chance: object) -> None:
    before = placed(rows, AT)
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert placed(mixed, AT) == before
    assert sorted(str(each.row.person_id) for each in before) == sorted(str(each.person_id) for each in rows)
    needed = [bool(each.needs) for each in before]
    assert needed == sorted(needed, reverse=True)  # nobody who needs nothing stands before one who does
    weights = [each.needs[0].weight for each in before if each.needs]
    assert weights == sorted(weights, reverse=True)
    for each in before:
        own = [need.weight for need in each.needs]
        assert own == sorted(own, reverse=True)
        assert len({need.kind for need in each.needs}) == len(own)


@settings(max_examples=15)
@given(people, st.integers(1, 120), st.integers(0, 240), st.integers(1, 3))
def test_a_need_that_grows_never_moves_its_person_down(
    rows: list[BoardRow], over: int, more: int, dues: int
) -> None:
    me = UUID(int=999)

    def at(mine: BoardRow) -> int:
        order = [each.row.person_id for each in placed([*rows, replace(mine, person_id=me)], AT)]
        return order.index(me)

    assert at(on_break(1, over + more)) <= at(on_break(1, over))
    free = row(1, State.READY, over)
    assert at(row(1, State.READY, over + more)) <= at(free)
    late = replace(free, dues=(AT - HOUR,) * dues)
    assert at(late) <= at(free)
    assert at(replace(late, dues=(AT - HOUR,) * (dues + 1))) <= at(late)


def test_the_reasons_with_their_amounts() -> None:
    def needs(*rows: BoardRow) -> dict[int, tuple[Need, ...]]:
        return {each.row.person_id.int: each.needs for each in placed(rows, AT)}

    found = needs(
        on_break(1, 12),
        row(2, State.READY, 9),
        row(3, State.ON_CALL, 2, dues=(AT - HOUR, AT - 2 * HOUR, AT - 20 * MINUTE, AT - 14 * MINUTE)),
        row(4, State.READY, 2),
        row(5, State.READY, 9, has_lead=True),
        row(6, State.SIGNED_OUT, 40, now=Now(State.SIGNED_OUT, AT - 40 * MINUTE, is_lost=True)),
        row(7, now=Now(State.SIGNED_OUT, None)),
        row(8, now=Now(State.SIGNED_OUT, None), is_on_leave=True),
        row(9, State.READY, 30, role=Role.TEAM_LEAD),
        row(10, State.SIGNED_OUT, 30),
        on_break(11, 0),
    )
    assert found == {
        1: (Need(NeedKind.BREAK_OVER, 12),),
        2: (Need(NeedKind.NO_LEAD, 9),),
        3: (Need(NeedKind.LATE, 3),),  # within a quarter of an hour a promise is kept
        4: (),
        5: (Need(NeedKind.ONE_LEAD, 9),),
        6: (Need(NeedKind.SILENT, 40),),
        7: (Need(NeedKind.NOT_HERE, 0),),
        8: (),
        9: (),  # who leads a team needn't have a lead
        10: (),
        11: (),
    }
    assert needs(row(7, now=Now(State.SIGNED_OUT, None)))[7] == ()  # before anybody is here nobody is missed
    far = needs(row(1, State.ON_CALL, calls=4), *(row(no, State.ON_CALL, calls=20) for no in (2, 3, 4)))
    assert far == {1: (Need(NeedKind.BEHIND, 16),), 2: (), 3: (), 4: ()}


def test_the_middle_is_of_those_who_call_and_were_here() -> None:
    rows = [
        row(1, calls=10), row(2, calls=20), row(3, calls=60, figures=Figures(60, 8, 2, 300)),
        row(4, calls=500, role=Role.ADMIN), row(5, now=Now(State.SIGNED_OUT, None)),
    ]  # fmt: skip
    assert medians(rows) == Figures(20, 0, 0, 300)
    assert medians([]) == Figures()


def test_the_pace_needs_a_quarter_of_an_hour() -> None:
    assert per_hour(30, AT - HOUR, AT) == 30
    assert per_hour(2, AT - MINUTE, AT) == 8
    assert per_hour(0, AT, AT) == 0


def test_dry_by_the_pace_and_by_what_becomes_free() -> None:
    ends = AT + 9 * HOUR
    assert runs_dry_at(AT, 30, (), 60, ends) == AT + HOUR / 2
    assert runs_dry_at(AT, 0, (), 60, ends) == AT
    assert runs_dry_at(AT, 30, (), 0, ends) is None  # nobody calls: it doesn't run dry
    assert runs_dry_at(AT, 600, (), 60, ends) is None  # not today
    # What comes free in the hour under way counts now, what comes at ten from ten on.
    assert runs_dry_at(AT, 30, ((AT - HOUR / 2, 30),), 60, ends) == AT + HOUR
    assert runs_dry_at(AT, 90, ((AT + HOUR, 60),), 60, ends) == AT + 2.5 * HOUR
    assert runs_dry_at(AT, 30, ((AT + HOUR, 60),), 60, ends) == AT + HOUR / 2


@settings(max_examples=25)
@given(
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 200)), max_size=5, unique_by=lambda each: each[0]),
    st.integers(1, 300),
)
def test_more_leads_never_make_it_dry_sooner(dialable: int, hours: list[tuple[int, int]], pace: int) -> None:
    ends = AT + 9 * HOUR
    later = [(AT + hour * HOUR, more) for hour, more in sorted(hours)]

    def at(leads: int, by: float) -> datetime:
        return runs_dry_at(AT, leads, later, by, ends) or ends

    assert AT <= at(dialable, pace) <= ends
    assert at(dialable, pace) <= at(dialable + 10, pace)
    assert at(dialable, pace * 2) <= at(dialable, pace)
