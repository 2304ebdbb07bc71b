"""Requests of people: which clock runs, what may be done, and what each profile's law gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.letters import RIGHTS_SENTENCES, LetterKind, body_of
from crm_desktop.domain.letters_hindi import ASKED, RIGHTS, hindi_body, hindi_day, is_hindi
from crm_desktop.domain.requests import (
    Came,
    ClockName,
    Proof,
    Request,
    RequestKind,
    RequestState,
    Step,
    deadlines,
    extended,
    possible,
)
from crm_desktop.domain.rule_packs import pack_on
from crm_desktop.store.rule_packs import profiles

PROFILES = {profile.id: profile for profile in profiles()}
SOME = UUID(int=7)
NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)


def made(
    kind: RequestKind, since: datetime = NOW, profile: str = "in", zone: str = "Asia/Kolkata"
) -> Request:
    pack = pack_on(PROFILES[profile], (), since.date())
    ends = deadlines(kind, since, pack, zone)
    return Request(SOME, kind, RequestState.OPEN, Came.CALL, since, SOME, ends, lead_id=SOME)


@pytest.mark.parametrize(
    ("profile", "since", "kind", "ceiling"),
    [
        ("in", "2026-11-20", RequestKind.ACCESS, "2026-12-20T18:30"),
        ("in", "2027-05-12", RequestKind.GRIEVANCE, "2027-06-12T18:30"),  # a month, until the day before
        ("in", "2027-05-13", RequestKind.GRIEVANCE, "2027-08-11T18:30"),  # 90 days, from the day on
        ("in", "2026-11-20", RequestKind.WITHDRAWAL, "2026-11-21T10:12"),
        ("eu", "2027-01-31", RequestKind.ACCESS, "2027-02-28T18:30"),
        ("us", "2026-11-20", RequestKind.OBJECTION, "2026-12-04T18:30"),
        ("uk", "2026-11-20", RequestKind.OBJECTION, "2026-11-21T10:12"),
    ],
)
def test_the_ceiling_of_each_profile(profile: str, since: str, kind: RequestKind, ceiling: str) -> None:
    request = made(kind, datetime.fromisoformat(f"{since}T10:12").replace(tzinfo=UTC), profile)
    assert request.deadlines.ceiling_at == datetime.fromisoformat(ceiling).replace(tzinfo=UTC)


@given(
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(RequestKind),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Kolkata", "Europe/Paris", "America/Chicago"]),
)
def test_no_clock_ends_after_a_stricter_one(
    profile: str, kind: RequestKind, since: datetime, zone: str
) -> None:
    ends = made(kind, since, profile, zone).deadlines
    assert since < ends.acknowledge_at <= ends.target_at <= ends.published_at <= ends.ceiling_at
    assert ends.acknowledge_at <= since + timedelta(hours=24)


def test_the_clock_that_runs() -> None:
    request = made(RequestKind.ACCESS)
    assert request.reference == "R261120-0007"
    assert (request.standing(NOW).clock, request.standing(NOW).alert) == (ClockName.ACKNOWLEDGE, 0)
    assert request.standing(NOW + timedelta(hours=20)).alert == 80
    assert request.standing(NOW + timedelta(days=3)).alert == 100
    request = replace(request, acknowledged_at=NOW)
    for days, clock, reached in (
        (3, ClockName.TARGET, 0),
        (4, ClockName.TARGET, 50),
        (8, ClockName.PUBLISHED, 0),
        (16, ClockName.PUBLISHED, 50),
        (31, ClockName.CEILING, 100),
    ):
        standing = request.standing(NOW + timedelta(days=days))
        assert (standing.clock, standing.alert) == (clock, reached)


def test_more_time_only_once_and_only_where_law_gives_it() -> None:
    day = date(2026, 11, 20)
    assert extended(made(RequestKind.ACCESS), pack_on(PROFILES["in"], (), day), "Asia/Kolkata") is None
    request = made(RequestKind.ACCESS, profile="eu", zone="Europe/Paris")
    pack = pack_on(PROFILES["eu"], (), day)
    longer = extended(request, pack, "Europe/Paris")
    assert longer is not None
    assert longer.ceiling_at == datetime(2027, 2, 20, 23, tzinfo=UTC)
    assert longer.target_at == request.deadlines.target_at
    assert extended(replace(request, is_extended=True), pack, "Europe/Paris") is None


def test_nobody_is_answered_before_it_is_sure_who_asks_unless_they_only_say_stop() -> None:
    asked = made(RequestKind.ACCESS)
    assert possible(asked, is_answering=False) == {Step.NOTE, Step.ACKNOWLEDGED, Step.IDENTITY}
    assert not possible(asked, is_answering=True) & {Step.ANSWERED, Step.EXPORTED, Step.PASSED_ON}
    proven = replace(asked, proof=Proof.NUMBER, campaign_id=SOME)
    assert possible(proven, is_answering=True) >= {Step.ANSWERED, Step.EXPORTED, Step.PASSED_ON}
    assert Step.ANSWERED in possible(made(RequestKind.OBJECTION), is_answering=True)
    closed = replace(proven, state=RequestState.ANSWERED)
    assert possible(closed, is_answering=True) == {Step.NOTE, Step.REOPENED, Step.LETTER}
    assert possible(closed, is_answering=False) == {Step.NOTE}


@pytest.mark.parametrize("kind", RequestKind)
def test_each_letter_in_hindi_says_what_the_english_one_says(kind: RequestKind) -> None:
    """The same places and as many paragraphs, the same to fill in by hand, in its own script."""
    request = made(kind)
    for letter in LetterKind:
        hindi, english = hindi_body(letter, request), body_of(letter, request)
        places = [sorted(set(re.findall(r"{\w+}", text))) for text in (hindi, english)]
        assert places[0] == places[1]
        assert (hindi.count("\n\n"), hindi.count("…")) == (english.count("\n\n"), english.count("…"))
        assert re.search("[\u0900-\u097f]{3}", hindi)
    assert ASKED[kind]


def test_hindi_is_written_to_whom_it_is_spoken_to_first() -> None:
    assert [is_hindi(each) for each in ("Hindi", " हिन्दी", "hi/en", "English, Hindi", "Marathi", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert hindi_day(date(2026, 12, 8)) == "8 दिसंबर 2026"
    assert set(RIGHTS) == set(RIGHTS_SENTENCES)
