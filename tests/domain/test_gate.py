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
from crm_desktop.domain.gate import (
    Act,
    Facts,
    PhoneFacts,
    Refusal,
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
    base = PhoneFacts(UUID(int=number), False, False, 0, 0, None, None)
    return replace(base, **more)  # type: ignore[arg-type]


def facts(*phones: PhoneFacts, **more: object) -> Facts:
    base = Facts(Act.CLAIM, NOW, INDIA, CallingWindow(), 3, 8, phones)
    return replace(base, **more)  # type: ignore[arg-type]


def test_the_first_phone_that_is_free_is_dialled() -> None:
    assert judge(facts(phone(1), phone(2))).phone_id == UUID(int=1)
    assert judge(facts(phone(1, is_wrong=True), phone(2))).phone_id == UUID(int=2)
    assert judge(facts(phone(1, attempts=8), phone(2))).phone_id == UUID(int=2)
    assert judge(facts(phone(1), phone(2)), UUID(int=2)).phone_id == UUID(int=2)


@pytest.mark.parametrize(
    ("marks", "reason", "until"),
    [
        ({"is_do_not_call": True}, Reason.DO_NOT_CALL, None),
        ({"is_wrong": True}, Reason.NO_PHONE, None),
        ({"attempts": 8}, Reason.MAX_ATTEMPTS, None),
        ({"day": TODAY, "day_attempts": 3}, Reason.DAY_CAP, india(21, 10)),
        ({"last_attempt_at": NOW - timedelta(minutes=9)}, Reason.TOO_SOON, NOW + timedelta(minutes=1)),
    ],
)
def test_each_rule_says_no(marks: dict[str, object], reason: Reason, until: datetime | None) -> None:
    verdict = judge(facts(phone(1, **marks)))
    assert verdict.phone_id is None
    assert verdict.refusals == (Refusal(reason, until),)
    assert free_at(verdict) == until
    assert usable(facts(phone(1, **marks))) == (until is not None)


def test_yesterdays_tries_do_not_count_today() -> None:
    assert judge(facts(phone(1, day=TODAY - 1, day_attempts=3))).phone_id is not None


def test_the_day_is_the_leads_own() -> None:
    late = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # 01:30 on Saturday in India
    assert local_day(late, INDIA) == 20261121
    assert local_day(late, "America/Toronto") == 20261120


def test_outside_hours_waits_for_the_opening_there() -> None:
    verdict = judge(facts(phone(1), now=india(20, 19)))
    assert verdict.refusals == (Refusal(Reason.OUTSIDE_HOURS, india(21, 10)),)
    assert judge(facts(phone(1), now=india(20, 18, 59))).phone_id is not None


def test_every_failing_rule_is_named_the_gravest_first() -> None:
    bad = phone(1, is_do_not_call=True, is_wrong=True, attempts=8, day=TODAY, day_attempts=3)
    assert [r.reason for r in judge(facts(bad, now=india(20, 20))).refusals] == [
        *(Reason.DO_NOT_CALL, Reason.NO_PHONE, Reason.MAX_ATTEMPTS, Reason.DAY_CAP),
        Reason.OUTSIDE_HOURS,
    ]


def test_a_lead_waits_for_the_phone_that_is_free_soonest() -> None:
    capped = phone(1, day=TODAY, day_attempts=3)
    recent = phone(2, last_attempt_at=NOW)
    assert judge(facts(capped, recent)).refusals[0].reason is Reason.TOO_SOON
    assert judge(facts(phone(3, is_wrong=True), capped)).refusals[0].reason is Reason.DAY_CAP


def test_of_hopeless_phones_the_do_not_call_is_told() -> None:
    verdict = judge(facts(phone(1, is_wrong=True), phone(2, is_do_not_call=True)))
    assert verdict.refusals[0].reason is Reason.DO_NOT_CALL


def test_a_lead_without_phones() -> None:
    assert judge(facts()).refusals[0] == Refusal(Reason.NO_PHONE, None)
    assert not usable(facts())


def test_a_person_may_ring_again_sooner_than_the_queue() -> None:
    recent = phone(1, last_attempt_at=NOW - timedelta(minutes=2))
    assert judge(facts(recent)).phone_id is None
    assert judge(facts(recent, act=Act.CHOOSE)).phone_id is not None
    assert judge(facts(recent, act=Act.DIAL)).phone_id is not None
    slip = phone(1, last_attempt_at=NOW - timedelta(seconds=2))
    assert judge(facts(slip, act=Act.DIAL)).refusals[0].reason is Reason.TOO_SOON


def test_the_sentence_gives_the_date() -> None:
    case = facts(phone(1, day=TODAY, day_attempts=3))
    assert str(refused(judge(case), case)) == (
        "This number was dialled 3 times today, as often as allowed. Call from Sat 21 Nov, 10:00 on."
    )
    case = facts(phone(1), now=india(20, 20))
    assert str(refused(judge(case), case)) == (
        "It is outside calling hours there (10:00–19:00). Call from Sat 21 Nov, 10:00 on."
    )
    for marks in ({"is_do_not_call": True}, {"is_wrong": True}, {"attempts": 8}):
        case = facts(phone(1, **marks))
        assert str(refused(judge(case), case)).endswith(".")


PHONES = st.lists(
    st.builds(
        PhoneFacts,
        phone_id=st.uuids(),
        is_wrong=st.booleans(),
        is_do_not_call=st.booleans(),
        attempts=st.integers(0, 9),
        day_attempts=st.integers(0, 4),
        day=st.sampled_from([None, TODAY - 1, TODAY]),
        last_attempt_at=st.none()
        | st.integers(0, 3000).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    ),
    max_size=4,
    unique_by=lambda p: p.phone_id,
)


@given(
    phones=PHONES,
    hours=st.integers(0, 30),
    window=st.sampled_from([CallingWindow(), ALWAYS, CallingWindow(days=frozenset({1}))]),
    zone=st.sampled_from([INDIA, "America/Toronto", "Asia/Kathmandu"]),
)
def test_what_is_refused_till_a_time_passes_then(
    phones: list[PhoneFacts], hours: int, window: CallingWindow, zone: str
) -> None:
    case = facts(*phones, now=NOW + timedelta(hours=hours), window=window, zone=zone)
    verdict = judge(case)
    if verdict.phone_id is not None:
        assert is_open(window, zone, case.now)
        chosen = next(p for p in phones if p.phone_id == verdict.phone_id)
        assert not chosen.is_wrong
        assert not chosen.is_do_not_call
        assert chosen.attempts < 8
        return
    assert verdict.refusals
    later = free_at(verdict)
    assert (later is not None) == usable(case)
    if later is not None:
        assert later > case.now
        assert judge(replace(case, now=later)).phone_id is not None
