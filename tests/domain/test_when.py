# ruff: noqa: E501 - tables of examples read better in long lines, in the scripts people use
"""Typed call-back times: what is understood as what, what is asked, and what is not taken."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.callbacks import LONGEST_PROMISE
from crm_desktop.domain.calling_window import ALWAYS, CallingWindow, instants_of, is_open
from crm_desktop.domain.formats import full_when, short_when
from crm_desktop.domain.when import Answer, Asked, NotUnderstood, Understood, shown_when, understand
from crm_desktop.domain.when_choices import propose_next, quick_choices
from crm_desktop.domain.when_words import canonical
from tests.examples import examples

ZONE = "Asia/Kolkata"
HOURS = CallingWindow()
ZONES = (ZONE, "America/New_York", "Europe/London", "Australia/Lord_Howe")


def local(text: str, zone: str = ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


WED = local("2026-11-18 11:30")
EVE = local("2026-11-18 18:40")
END = local("2026-11-30 15:10")  # Monday, last of the month


class Case(NamedTuple):
    """A line of the table."""

    now: datetime
    zone: str
    phrase: str
    expected: str


def table() -> Iterator[Case]:
    """The lines of when_phrases.txt."""
    now, zone = WED, ZONE
    for line in (Path(__file__).parent / "when_phrases.txt").read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"\[.*: (.+), (\S+)\]", line):
            zone = heading[2]
            now = local(heading[1], zone)
        elif " => " in line and not line.startswith("#"):
            phrase, _, expected = line.partition(" => ")
            yield Case(now, zone, phrase, expected)


CASES = list(table())


def written(answer: Answer, zone: str) -> str:
    """An answer as the table writes it."""
    if isinstance(answer, Understood):
        return f"{answer.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if isinstance(answer, Asked):
        return "? " + " | ".join(written(choice, zone) for choice in answer.choices)
    return f"- {answer.sentence}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.phrase} ({case.now:%d %b %H:%M})")
def test_phrases(case: Case) -> None:
    answer = understand(case.phrase, case.now.astimezone(UTC), case.zone, HOURS, may_ask_library=False)
    if case.expected.startswith("- "):
        assert type(answer) is NotUnderstood, answer
        part = case.expected[2:]
        assert ("not understood" if part == "not understood" else part) in answer.sentence
        assert answer.sentence.endswith(".")
        return
    assert written(answer, case.zone) == case.expected


def test_the_table_is_as_wide_as_promised() -> None:
    assert len({case.phrase for case in CASES}) >= 220
    assert len({(case.now, case.zone) for case in CASES}) >= 7
    assert all(len(case.phrase) <= 80 for case in CASES)


def test_questions_and_sentences_are_whole() -> None:
    for case in CASES:
        answer = understand(case.phrase, case.now, case.zone, HOURS, may_ask_library=False)
        if isinstance(answer, NotUnderstood):
            assert "{" not in answer.sentence
            assert answer.sentence.endswith("?" if isinstance(answer, Asked) else (".", "?"))


@pytest.mark.parametrize("text", ["", " ", "x" * 500, "4 " * 60])
def test_nothing_and_far_too_much(text: str) -> None:
    assert type(understand(text, WED, ZONE, HOURS)) is NotUnderstood


def test_what_was_assumed_is_said() -> None:
    def assumed(text: str, now: datetime = WED) -> list[str]:
        answer = understand(text, now, ZONE, HOURS)
        assert isinstance(answer, Understood)
        return [note.words for note in answer.assumed]

    assert assumed("4") == ["4 → 16:00, in calling hours"]
    assert assumed("kal saadhe 4") == ["4:30 → 16:30, in calling hours"]
    assert assumed("kal 11 baje") == []  # no other half of the day to think of
    assert assumed("kal 4pm") == []
    assert assumed("kal") == ["no hour given → 10:00, when calling begins"]
    assert assumed("15 din baad") == ["no hour given → 11:30, as now"]
    assert assumed("kal shaam") == ["no hour given → 18:00"]
    assert assumed("4-5 pm") == ["between 16:00 and 17:00 → 16:00"]
    assert assumed("11-1 pm", EVE) == ["between 11:00 and 13:00 → 11:00", "11:00 has passed today → tomorrow"]
    assert assumed("4 baje ke baad") == ["16:00 or later"]
    assert assumed("around 4pm") == ["about 16:00"]
    assert assumed("+30") == ["no unit given → minutes"]
    assert assumed("in 2 hours") == []


def test_questions_name_what_is_doubtful() -> None:
    def question(text: str, now: datetime = WED) -> str:
        answer = understand(text, now, ZONE, HOURS)
        assert isinstance(answer, Asked)
        assert 1 <= len(answer.choices) <= 4
        return answer.sentence

    assert question("8") == "Is 8 in the morning or in the evening?"
    assert question("next friday") == "This week’s Friday, or next week’s?"
    assert question("16") == "Is 16 a date or an hour?"
    assert question("10.12") == "Is 10.12 a date or a time of day?"
    assert question("16h") == "Is that at 16 o’clock, or in 16 hours?"
    assert question("+5") == "Minutes, hours or days?"
    assert question("aaj 4 baje", EVE) == "16:00 has passed today. Is this meant?"
    assert question("12/25") == "Is this meant?"
    assert question("budhvar 4 baje") == "Today is Wednesday. Today, or the next one?"


def test_the_explanation_shows_what_will_be_saved() -> None:
    outcome = understand("kal 4 baje", WED, ZONE, HOURS)
    assert isinstance(outcome, Understood)
    assert outcome.explanation == "Thu 19 Nov, 16:00 (tomorrow); 4 → 16:00, in calling hours"
    late = understand("raat 8", WED, ZONE, HOURS)
    assert isinstance(late, Understood)
    assert late.is_outside_hours
    assert "outside calling hours" in late.explanation
    far = understand("5 jan", WED, ZONE, HOURS)
    assert isinstance(far, Understood)
    assert "5 Jan 2027, 10:00" in far.explanation


def test_hours_decide_what_a_bare_hour_means() -> None:
    morning = CallingWindow(time(7), time(12))
    outcome = understand("kal 8", WED, ZONE, morning)
    assert isinstance(outcome, Understood)
    assert outcome.at == local("2026-11-19 08:00")
    assert isinstance(understand("kal 8", WED, ZONE, CallingWindow(time(7), time(21))), NotUnderstood)


def test_times_are_read_in_the_given_zone() -> None:
    now = local("2026-11-19 02:30")  # 16:00 of the day before in New York
    outcome = understand("tomorrow 4pm", now, "America/New_York", HOURS)
    assert isinstance(outcome, Understood)
    assert outcome.at == local("2026-11-19 16:00", "America/New_York")
    small = understand("tomorrow 4pm", local("2026-11-18 11:30"), "America/New_York", HOURS)
    assert isinstance(small, Asked)  # 01:00 there: this daylight, or the next


def test_an_hour_the_clock_skips_says_so() -> None:
    now = local("2026-03-07 12:00", "America/New_York")
    outcome = understand("tomorrow 2:30am", now, "America/New_York", HOURS)
    assert isinstance(outcome, Understood)
    assert [note.words for note in outcome.assumed] == ["the clocks skip 02:30 that night"]
    assert outcome.shown == "Sun 8 Mar, 03:30"


def test_an_hour_the_clock_shows_twice_is_asked() -> None:
    now = local("2026-10-31 12:00", "America/New_York")
    outcome = understand("tomorrow 1:30am", now, "America/New_York", HOURS)
    assert isinstance(outcome, Asked)
    first, second = outcome.choices
    assert second.at - first.at == timedelta(hours=1)
    assert [choice.assumed[0].words for choice in outcome.choices] == [
        "before the clocks go back",
        "after the clocks went back",
    ]


def test_the_library_is_asked_only_when_allowed_and_never_taken() -> None:
    assert type(understand("28 novembre", WED, ZONE, HOURS, may_ask_library=False)) is NotUnderstood
    outcome = understand("saturday, november 28th, 2026 16:00:00", WED, ZONE, HOURS, may_ask_library=False)
    assert isinstance(outcome, Understood)
    assert outcome.at == local("2026-11-28 16:00")
    french = understand("28 novembre 16:00", WED, ZONE, HOURS, language="fr")
    assert isinstance(french, Asked)
    assert french.sentence == "Is this meant?"
    assert [choice.at for choice in french.choices] == [local("2026-11-28 16:00")]


# ---- for any time and any words ----------------------------------------------------------------------------

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 1), timezones=st.just(UTC))
hours = st.sampled_from(
    [
        HOURS,
        ALWAYS,
        CallingWindow(time(7), time(21)),
        CallingWindow(time(20), time(23)),
        CallingWindow(days=frozenset(range(6))),
    ]
)
zones = st.sampled_from(ZONES)


def offered(answer: Answer) -> list[datetime]:
    """The moments an answer gives, to take or to choose from."""
    if isinstance(answer, Understood):
        return [answer.at]
    return [choice.at for choice in answer.choices] if isinstance(answer, Asked) else []


@given(moments, st.integers(1, 366 * 24 * 60), zones, hours)
@settings(max_examples=examples(500))
def test_a_promise_as_it_is_shown_and_typed_back_is_the_same(
    now: datetime, ahead: int, zone: str, window: CallingWindow
) -> None:
    now = now.replace(second=0, microsecond=0)
    at = now + timedelta(minutes=ahead)
    outcome = understand(shown_when(at, zone, now), now, zone, window, may_ask_library=False)
    there = at.astimezone(ZoneInfo(zone))
    if len(instants_of(there.date(), there.time(), zone)) == 2:
        assert at in offered(outcome)  # the night the clocks go back
    else:
        assert isinstance(outcome, Understood)
        assert outcome.at == at


@given(moments, st.integers(1, 300 * 24 * 60), zones, hours)
@settings(max_examples=examples(300))
def test_shorter_ways_of_writing_it_are_never_taken_for_another_time(
    now: datetime, ahead: int, zone: str, window: CallingWindow
) -> None:
    now = now.replace(second=0, microsecond=0)
    at = now + timedelta(minutes=ahead)
    assume(
        len(instants_of(at.astimezone(ZoneInfo(zone)).date(), at.astimezone(ZoneInfo(zone)).time(), zone))
        == 1
    )
    for shown in (full_when(at, zone), short_when(at, zone, now)):
        outcome = understand(shown, now, zone, window, may_ask_library=False)
        if isinstance(outcome, Understood):
            # a window of the evening alone makes "10:30" 22:30, and says so
            assert outcome.at == at or any("in calling hours" in note.words for note in outcome.assumed)


_words = st.sampled_from(
    """kal parso aaj tomorrow monday somvar next coming subah shaam raat 4 9 16 4:30 pm am baje 25/11 15 din ghante
    baad min + half past to tarikh month end after lunch nahi ke ko the may do sat sunday 2026 30 nov in 2-3 कल शाम
    ya se week first last weekend eod this december 31 12/25 10.12 4-5 mid start before around 1630 hrs dhai saadhe
    between and quarter agle mahine hafte abhi""".split()  # noqa: SIM905
)
phrases = st.lists(_words, min_size=1, max_size=6).map(" ".join)


@given(moments, phrases, zones, hours)
@settings(max_examples=examples(1500))
def test_never_the_past_never_too_far_and_never_a_stumble(
    now: datetime, text: str, zone: str, window: CallingWindow
) -> None:
    outcome = understand(text, now, zone, window, may_ask_library=False)
    for at in offered(outcome):
        assert now < at <= now + LONGEST_PROMISE
    if isinstance(outcome, Understood):
        assert outcome.is_outside_hours == (not is_open(window, zone, outcome.at))
    elif isinstance(outcome, Asked):
        assert 1 <= len(outcome.choices) <= 4
        assert list(outcome.choices) == sorted(outcome.choices, key=lambda choice: choice.at)
    else:
        assert outcome.sentence


@pytest.mark.parametrize("extra", ["xyzzy", "diwali", "pehle", "ago"])
def test_no_word_is_passed_over(extra: str) -> None:
    """A word without a meaning, or against it, spoils any phrase."""
    for case in CASES:
        for text in (f"{case.phrase} {extra}", f"{extra} {case.phrase}"):
            answer = understand(text, case.now, case.zone, HOURS, may_ask_library=False)
            plain = understand(case.phrase, case.now, case.zone, HOURS, may_ask_library=False)
            if offered(answer):  # "pehle hafte": the first week
                assert offered(answer) != offered(plain), text
                assert not isinstance(answer, Understood), text


@pytest.mark.parametrize("extra", ["parso", "25/12", "5 tarikh"])
def test_a_second_day_is_never_passed_over(extra: str) -> None:
    for case in CASES:
        plain = understand(case.phrase, case.now, case.zone, HOURS, may_ask_library=False)
        day = understand(extra, case.now, case.zone, HOURS, may_ask_library=False)
        both = understand(f"{case.phrase} {extra}", case.now, case.zone, HOURS, may_ask_library=False)
        if isinstance(both, Understood) and isinstance(plain, Understood) and isinstance(day, Understood):
            # an hour and a day make one time; two days never do
            assert (
                both.at.astimezone(ZoneInfo(case.zone)).date()
                == day.at.astimezone(ZoneInfo(case.zone)).date()
            )


_idle = st.sampled_from(
    """ravi sunita husband wife papa office ghar busy switched off loan policy premium paisa interested rate
    customer bola baat karke soch kar batata hoon ringing wrong number hello namaste thank you driving meeting
    hospital gaon bahar gaye hain nahi chahiye call cut ho gaya the is a of to""".split()  # noqa: SIM905
)


@given(moments, st.lists(_idle, min_size=1, max_size=5).map(" ".join))
@settings(max_examples=examples(400))
def test_words_that_are_no_time_are_not_understood(now: datetime, text: str) -> None:
    answer = understand(text, now, ZONE, HOURS)
    assert not isinstance(answer, Understood)
    if isinstance(answer, Asked):
        assert {"OFFICE", "AFTER"} & set(canonical(text).split())


@given(moments, st.text(max_size=90))
@settings(max_examples=examples(200))
def test_any_text_is_answered(now: datetime, text: str) -> None:
    outcome = understand(text, now, ZONE, HOURS, may_ask_library=False)
    assert isinstance(outcome, Understood | NotUnderstood)


@given(moments, zones)
@settings(max_examples=examples(150))
def test_quick_choices_lie_ahead_and_inside_calling_hours(now: datetime, zone: str) -> None:
    weekdays = CallingWindow(days=frozenset(range(6)))
    choices = quick_choices(now, zone, weekdays)
    assert [c.key for c in choices] == [
        "plus_30_min",
        "plus_2_h",
        "evening",
        "tomorrow_same_time",
        "plus_3_days",
        "monday",
    ]
    for choice in choices:
        assert choice.at > now
        assert is_open(weekdays, zone, choice.at)
    assert choices[5].at.astimezone(ZoneInfo(zone)).weekday() == 0


def shown(now: datetime) -> dict[str, str]:
    return {c.label: short_when(c.at, ZONE, now) for c in quick_choices(now, ZONE, HOURS)}


def test_quick_choices_by_day_and_by_night() -> None:
    assert shown(WED) == {
        "+30 min": "Today 12:00", "+2 h": "Today 13:30", "This evening": "Today 18:00",
        "Tomorrow same time": "Tomorrow 11:30", "+3 days": "Sat 21 Nov, 11:30", "Monday": "Mon 23 Nov, 10:00",
    }  # fmt: skip
    assert shown(EVE) == {
        "+30 min": "Tomorrow 10:00", "+2 h": "Tomorrow 10:00", "Tomorrow evening": "Tomorrow 18:00",
        "Tomorrow same time": "Tomorrow 18:40", "+3 days": "Sat 21 Nov, 18:40", "Monday": "Mon 23 Nov, 10:00",
    }  # fmt: skip
    assert shown(END)["Monday"] == "7 Dec 10:00"


def test_the_next_try_waits_for_calling_hours() -> None:
    assert propose_next(WED, ZONE, HOURS, timedelta(minutes=15)) == local("2026-11-18 11:45")
    assert propose_next(EVE, ZONE, HOURS, timedelta(hours=2)) == local("2026-11-19 10:00")
    odd = WED + timedelta(seconds=20)
    assert propose_next(odd, ZONE, HOURS, timedelta(hours=2)) == local("2026-11-18 13:31")
    with pytest.raises(ValueError, match="negative"):
        propose_next(WED, ZONE, HOURS, timedelta(minutes=-1))


def test_importing_leaves_dateparser_alone() -> None:
    code = "import sys, crm_desktop.domain.when; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
