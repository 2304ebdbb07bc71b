"""The gate: which phone, and if none, which rule says no and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.calling_window import ALWAYS, CallingWindow, is_open
from crm_desktop.domain.campaign_rules import Caps, Numbers, Rules
from crm_desktop.domain.gate import (
    Act,
    Facts,
    PhoneFacts,
    Refusal,
    Tries,
    free_at,
    judge,
    local_day,
    refused,
    usable,
)
from crm_desktop.domain.queue import Reason

INDIA = "Asia/Kolkata"
NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)  # Fri, 15:42 in India
TODAY = 20261120


def india(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


def phone(number: int = 1, **more: object) -> PhoneFacts:
    tries = {
        name: more.pop(name) for name in ("total", "day_count", "day", "last_at", "recent") if name in more
    }
    base = PhoneFacts(UUID(int=number), tries=Tries(**tries))  # type: ignore[arg-type]
    return replace(base, **more)  # type: ignore[arg-type]


def facts(*phones: PhoneFacts, **more: object) -> Facts:
    base = Facts(Act.CLAIM, NOW, INDIA, CallingWindow(), Rules(), phones)
    return replace(base, **more)  # type: ignore[arg-type]


def test_the_first_phone_that_is_free_is_dialled() -> None:
    assert judge(facts(phone(1), phone(2))).phone_id == UUID(int=1)
    assert judge(facts(phone(1, is_wrong=True), phone(2))).phone_id == UUID(int=2)
    assert judge(facts(phone(1, total=8), phone(2))).phone_id == UUID(int=2)
    assert judge(facts(phone(1), phone(2)), UUID(int=2)).phone_id == UUID(int=2)


@pytest.mark.parametrize(
    ("marks", "reason", "until"),
    [
        ({"is_do_not_call": True}, Reason.DO_NOT_CALL, None),
        ({"is_wrong": True}, Reason.NO_PHONE, None),
        ({"total": 8}, Reason.MAX_ATTEMPTS, None),
        ({"day": TODAY, "day_count": 3}, Reason.DAY_CAP, india(21, 10)),
        ({"last_at": NOW - timedelta(minutes=59)}, Reason.TOO_SOON, NOW + timedelta(minutes=1)),
    ],
)
def test_each_rule_says_no(marks: dict[str, object], reason: Reason, until: datetime | None) -> None:
    verdict = judge(facts(phone(1, **marks)))
    assert verdict.phone_id is None
    assert verdict.refusals == (Refusal(reason, until),)
    assert free_at(verdict) == until
    assert usable(facts(phone(1, **marks))) == (until is not None)


def test_yesterdays_tries_do_not_count_today() -> None:
    assert judge(facts(phone(1, day=TODAY - 1, day_count=3))).phone_id is not None


def test_the_day_is_the_leads_own() -> None:
    late = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # 01:30 on Saturday in India
    assert local_day(late, INDIA) == 20261121
    assert local_day(late, "America/Toronto") == 20261120


def test_outside_hours_waits_for_the_opening_there() -> None:
    verdict = judge(facts(phone(1), now=india(20, 19)))
    assert verdict.refusals == (Refusal(Reason.OUTSIDE_HOURS, india(21, 10)),)
    assert judge(facts(phone(1), now=india(20, 18, 59))).phone_id is not None


def test_every_failing_rule_is_named_the_gravest_first() -> None:
    bad = phone(1, is_do_not_call=True, is_wrong=True, total=8, day=TODAY, day_count=3)
    assert [r.reason for r in judge(facts(bad, now=india(20, 20))).refusals] == [
        *(Reason.DO_NOT_CALL, Reason.NO_PHONE, Reason.MAX_ATTEMPTS, Reason.DAY_CAP),
        Reason.OUTSIDE_HOURS,
    ]


def test_what_is_for_good_is_told_before_what_opens_again() -> None:
    bad = facts(
        phone(1, day=TODAY, day_count=3), lead=Tries(4), rules=replace(Rules(), lead_caps=Caps(lifetime=4))
    )
    assert [r.reason for r in judge(bad).refusals] == [Reason.MAX_ATTEMPTS, Reason.DAY_CAP]


def test_a_lead_waits_for_the_phone_that_is_free_soonest() -> None:
    capped = phone(1, day=TODAY, day_count=3)
    recent = phone(2, last_at=NOW)
    assert judge(facts(capped, recent)).refusals[0].reason is Reason.TOO_SOON
    assert judge(facts(phone(3, is_wrong=True), capped)).refusals[0].reason is Reason.DAY_CAP


def test_a_number_with_less_against_it_tells_the_reason_where_both_open_at_once() -> None:
    """In the evening a lead with a free second number waits for the hours, not for the first one's cap."""
    evening = facts(phone(1, day=TODAY, day_count=3), phone(2), now=india(20, 20))
    verdict = judge(evening)
    assert [r.reason for r in verdict.refusals] == [Reason.OUTSIDE_HOURS]
    assert free_at(verdict) == india(21, 10)


def test_of_hopeless_phones_the_do_not_call_is_told() -> None:
    verdict = judge(facts(phone(1, is_wrong=True), phone(2, is_do_not_call=True)))
    assert verdict.refusals[0].reason is Reason.DO_NOT_CALL


def test_a_lead_without_phones() -> None:
    assert judge(facts()).refusals[0] == Refusal(Reason.NO_PHONE, None)
    assert not usable(facts())


def test_the_gap_is_for_others_at_the_number_not_for_the_leads_own_next_try() -> None:
    """A busy line is tried again after its own delay, a promise is kept; a relative waits the hour."""
    tried = NOW - timedelta(minutes=15)
    shared = phone(1, last_at=tried)
    assert judge(facts(shared)).refusals[0].reason is Reason.TOO_SOON
    assert judge(facts(shared, lead=Tries(1, last_at=tried))).phone_id is not None
    assert judge(facts(shared, is_awaited=True)).phone_id is not None
    assert judge(facts(shared, rules=Rules(gap_s=0))).phone_id is not None
    assert judge(facts(shared, phone(2))).phone_id == UUID(int=2)


def test_rolling_caps_free_the_number_when_the_oldest_try_is_old_enough() -> None:
    hours = [NOW - timedelta(hours=h) for h in (30, 20, 4, 2)]
    day = Rules(phone_caps=Caps(per_24h=3))
    assert judge(facts(phone(1, recent=tuple(hours)), rules=day)).refusals == (
        Refusal(Reason.ROLLING_CAP, india(21, 10)),  # the oldest of three is out at 19:42, after hours
    )
    assert judge(facts(phone(1, recent=tuple(hours[:3])), rules=day)).phone_id is not None
    week = Rules(phone_caps=Caps(per_week=4))
    assert judge(facts(phone(1, recent=tuple(hours)), rules=week)).refusals == (
        Refusal(Reason.WEEK_CAP, india(26, 10)),  # out at 09:42, before hours
    )


def test_a_leads_caps_count_all_its_numbers() -> None:
    two_today = Tries(5, recent=(NOW - timedelta(hours=3), NOW - timedelta(hours=2)))
    rules = Rules(lead_caps=Caps(per_day=2))
    assert judge(facts(phone(1), phone(2), lead=two_today, rules=rules)).refusals[0].reason is Reason.DAY_CAP
    done = facts(phone(1), lead=Tries(5), rules=Rules(lead_caps=Caps(lifetime=5)))
    assert judge(done).refusals == (Refusal(Reason.MAX_ATTEMPTS, None),)
    assert not usable(done)


def test_numbers_in_turn() -> None:
    first, second = phone(1, last_at=NOW - timedelta(days=1)), phone(2, last_at=NOW - timedelta(days=2))
    in_turn = Rules(numbers=Numbers.IN_TURN)
    assert judge(facts(first, second)).phone_id == UUID(int=1)
    assert judge(facts(first, second, rules=in_turn)).phone_id == UUID(int=2)
    assert judge(facts(first, second, phone(3), rules=in_turn)).phone_id == UUID(int=3)


def test_a_person_may_ring_again_sooner_than_the_queue() -> None:
    recent = phone(1, last_at=NOW - timedelta(minutes=2))
    assert judge(facts(recent)).phone_id is None
    assert judge(facts(recent, act=Act.CHOOSE)).phone_id is not None
    assert judge(facts(recent, act=Act.DIAL)).phone_id is not None
    slip = phone(1, last_at=NOW - timedelta(seconds=2))
    assert judge(facts(slip, act=Act.DIAL)).refusals[0].reason is Reason.TOO_SOON


def test_the_sentence_gives_the_date() -> None:
    case = facts(phone(1, day=TODAY, day_count=3))
    assert str(refused(judge(case), case)) == (
        "This number was dialled 3 times today, as often as allowed. Call from Sat 21 Nov, 10:00 on."
    )
    case = facts(phone(1), now=india(20, 20))
    assert str(refused(judge(case), case)) == (
        "It is outside calling hours there (10:00–19:00). Call from Sat 21 Nov, 10:00 on."
    )
    for marks in ({"is_do_not_call": True}, {"is_wrong": True}, {"total": 8}):
        case = facts(phone(1, **marks))
        assert str(refused(judge(case), case)).endswith(".")


RECENT = st.lists(
    st.integers(0, 8 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=6
).map(lambda times: tuple(sorted(times)))
CAPS = st.builds(
    Caps,
    per_day=st.none() | st.integers(1, 4),
    per_24h=st.none() | st.integers(1, 4),
    per_week=st.none() | st.integers(1, 6),
    lifetime=st.none() | st.integers(1, 9),
)
RULES = st.builds(
    Rules, phone_caps=CAPS, lead_caps=CAPS, gap_s=st.sampled_from([0, 600, 3600]),
    numbers=st.sampled_from(Numbers),
)  # fmt: skip
PHONES = st.lists(
    st.builds(
        PhoneFacts,
        phone_id=st.uuids(),
        is_wrong=st.booleans(),
        is_do_not_call=st.booleans(),
        tries=st.builds(
            Tries,
            total=st.integers(0, 9),
            day_count=st.integers(0, 4),
            day=st.sampled_from([None, TODAY - 1, TODAY]),
            last_at=st.none() | st.integers(0, 3000).map(lambda seconds: NOW - timedelta(seconds=seconds)),
            recent=RECENT,
        ),
    ),
    max_size=4,
    unique_by=lambda p: p.phone_id,
)


@given(
    phones=PHONES,
    rules=RULES,
    lead=st.builds(Tries, total=st.integers(0, 9), recent=RECENT),
    hours=st.integers(0, 30),
    window=st.sampled_from([CallingWindow(), ALWAYS, CallingWindow(days=frozenset({1}))]),
    zone=st.sampled_from([INDIA, "America/Toronto", "Asia/Kathmandu"]),
)
def test_what_is_refused_till_a_time_passes_then(
    phones: list[PhoneFacts], rules: Rules, lead: Tries, hours: int, window: CallingWindow, zone: str
) -> None:
    now = NOW + timedelta(hours=hours)
    case = facts(*phones, now=now, window=window, zone=zone, rules=rules, lead=lead)
    verdict = judge(case)
    if verdict.phone_id is not None:
        assert is_open(window, zone, case.now)
        chosen = next(p for p in phones if p.phone_id == verdict.phone_id)
        assert not chosen.is_wrong
        assert not chosen.is_do_not_call
        assert chosen.tries.total < (rules.phone_caps.lifetime or 99)
        assert lead.total < (rules.lead_caps.lifetime or 99)
        return
    assert verdict.refusals
    later = free_at(verdict)
    assert (later is not None) == usable(case)
    if later is not None:
        assert later > case.now
        assert judge(replace(case, now=later)).phone_id is not None
