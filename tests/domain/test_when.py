# ruff: noqa: E501 - tables of examples read better in long lines, in the scripts people use
"""Typed call-back times: what is understood as what, and what is rather asked again."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.calling_window import CallingWindow, is_open
from crm_desktop.domain.formats import full_when, short_when
from crm_desktop.domain.when import NotUnderstood, Understood, understand
from crm_desktop.domain.when_choices import propose_next, quick_choices

ZONE = "Asia/Kolkata"
HOURS = CallingWindow()


def local(text: str, zone: str = ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


WED = local("2026-11-18 11:30")
EVE = local("2026-11-18 18:40")
LATE = local("2026-11-17 23:30")  # Tuesday
FRI = local("2026-11-20 11:30")
SUN = local("2026-11-22 12:00")
END = local("2026-11-30 15:10")  # Monday, last of the month
NYE = local("2026-12-31 16:00")  # Thursday
LEAP = local("2028-02-28 10:15")  # Monday before a leap day
SMALL = local("2026-11-18 01:00")

TABLE = [
    # a day and an hour
    (WED, "tomorrow 4pm", "2026-11-19 16:00"), (WED, "Tomorrow at 4 PM", "2026-11-19 16:00"), (WED, "4pm tomorrow", "2026-11-19 16:00"),
    (WED, "kal 4 baje", "2026-11-19 16:00"), (WED, "kal shaam 6 baje", "2026-11-19 18:00"), (WED, "kal subah 10", "2026-11-19 10:00"),
    (WED, "kal dopahar 2 baje", "2026-11-19 14:00"), (WED, "kal do baje", "2026-11-19 14:00"), (WED, "tmrw 11.30am", "2026-11-19 11:30"),
    (WED, "parso 5 baje", "2026-11-20 17:00"), (WED, "parso subah", "2026-11-20 10:00"), (WED, "day after tomorrow 3pm", "2026-11-20 15:00"),
    (WED, "narso 12 baje", "2026-11-21 12:00"), (WED, "aaj 5 baje", "2026-11-18 17:00"), (WED, "today 3:45pm", "2026-11-18 15:45"),
    (WED, "aaj shaam ko 6 baje", "2026-11-18 18:00"), (WED, "call me back tomorrow at 3 p.m. please", "2026-11-19 15:00"),
    (WED, "kal shaam 5:30", "2026-11-19 17:30"), (WED, "tomorrow evening at six", "2026-11-19 18:00"), (WED, "KAL 4 BAJE!", "2026-11-19 16:00"),
    (WED, "kal same time", "2026-11-19 11:30"), (WED, "kal isi samay", "2026-11-19 11:30"), (WED, "tomorrow noon", "2026-11-19 12:00"),
    (LATE, "kal 4 baje", "2026-11-18 16:00"), (NYE, "kal 11 baje", "2027-01-01 11:00"), (LEAP, "kal 11 baje", "2028-02-29 11:00"),
    (LEAP, "parso 11 baje", "2028-03-01 11:00"), (END, "kal 4", "2026-12-01 16:00"), (SMALL, "kal 4 baje", "2026-11-19 16:00?"),
    # a day alone: its opening hour; a part of it
    (WED, "kal", "2026-11-19 10:00"), (WED, "tomorrow", "2026-11-19 10:00"), (WED, "parso", "2026-11-20 10:00"), (NYE, "parson", "2027-01-02 10:00"),
    (WED, "kal subah", "2026-11-19 10:00"), (WED, "kal shaam", "2026-11-19 18:00"), (WED, "aaj shaam", "2026-11-18 18:00"),
    (WED, "this evening", "2026-11-18 18:00"), (WED, "tomorrow afternoon", "2026-11-19 14:00"), (WED, "in the evening", "2026-11-18 18:00"),
    (EVE, "shaam", "2026-11-19 18:00?"), (LATE, "kal subah", "2026-11-18 10:00"),
    # a part of the day with an hour
    (WED, "shaam 6", "2026-11-18 18:00"), (WED, "6 shaam", "2026-11-18 18:00"), (WED, "shaam ko 7 baje", "2026-11-18 19:00"),
    (WED, "subah 10", "2026-11-19 10:00"), (WED, "subah 9", "2026-11-19 09:00"), (WED, "dopahar 2", "2026-11-18 14:00"), (WED, "dopahar 12", "2026-11-18 12:00"),
    (WED, "raat 8", "2026-11-18 20:00"), (WED, "raat 8:30 baje", "2026-11-18 20:30"), (EVE, "shaam 5", "2026-11-19 17:00"), (LATE, "subah 11", "2026-11-18 11:00"),
    (WED, "evening 18:30", "2026-11-18 18:30"), (WED, "5 in the evening", "2026-11-18 17:00"), (WED, "11 in the morning", "2026-11-19 11:00"),
    # hours alone
    (WED, "4", "2026-11-18 16:00"), (WED, "4:15", "2026-11-18 16:15"), (WED, "4.30", "2026-11-18 16:30"), (WED, "12", "2026-11-18 12:00"),
    (WED, "10", "2026-11-19 10:00?"), (EVE, "4", "2026-11-19 16:00?"), (LATE, "4", "2026-11-18 16:00"), (SMALL, "4", "2026-11-18 16:00"),
    (WED, "4 baje", "2026-11-18 16:00"), (WED, "4 o'clock", "2026-11-18 16:00"), (WED, "16:30", "2026-11-18 16:30"), (EVE, "16:30", "2026-11-19 16:30"),
    (EVE, "4pm", "2026-11-19 16:00"), (WED, "16 baje", "2026-11-18 16:00"), (WED, "430pm", "2026-11-18 16:30"), (WED, "1630", "2026-11-18 16:30"),
    (WED, "430", "2026-11-18 16:30"), (WED, "8pm", "2026-11-18 20:00"), (WED, "12pm", "2026-11-18 12:00"), (WED, "12 noon", "2026-11-18 12:00"),
    (WED, "09:30", "2026-11-19 09:30?"), (WED, "five pm", "2026-11-18 17:00"), (WED, "1 baje", "2026-11-18 13:00"), (WED, "10:30 am", "2026-11-19 10:30"),
    (WED, "half past 4", "2026-11-18 16:30"), (WED, "quarter past 4", "2026-11-18 16:15"), (WED, "quarter to 5", "2026-11-18 16:45"),
    (WED, "10 past 4", "2026-11-18 16:10"), (WED, "sawa 4", "2026-11-18 16:15"), (WED, "saadhe 4", "2026-11-18 16:30"), (WED, "sadhe 4 baje", "2026-11-18 16:30"),
    (WED, "paune 5", "2026-11-18 16:45"), (WED, "paune 1", "2026-11-18 12:45"), (WED, "dedh baje", "2026-11-18 13:30"), (WED, "dhai baje", "2026-11-18 14:30"),
    (WED, "kal saadhe 11 baje", "2026-11-19 11:30"), (WED, "shaam saadhe 5", "2026-11-18 17:30"),
    (WED, "after lunch", "2026-11-18 14:00?"), (WED, "kal lunch ke baad", "2026-11-19 14:00?"), (WED, "4 baje ke baad", "2026-11-18 16:00?"),
    (WED, "around 4", None), (WED, "about 4pm", "2026-11-18 16:00?"), (WED, "lagbhag 4 baje", "2026-11-18 16:00?"), (WED, "4-5 baje", "2026-11-18 16:00?"),
    # spans
    (WED, "30 min", "2026-11-18 12:00"), (WED, "+30", "2026-11-18 12:00"), (WED, "+2h", "2026-11-18 13:30"), (WED, "+ 2 h", "2026-11-18 13:30"),
    (WED, "2 ghante baad", "2026-11-18 13:30"), (WED, "do ghante baad", "2026-11-18 13:30"), (WED, "2 ghante me", "2026-11-18 13:30"), (WED, "ek ghante baad", "2026-11-18 12:30"),
    (WED, "in an hour", "2026-11-18 12:30"), (WED, "half an hour", "2026-11-18 12:00"), (WED, "aadhe ghante baad", "2026-11-18 12:00"), (WED, "dedh ghante baad", "2026-11-18 13:00"),
    (WED, "dhai ghante", "2026-11-18 14:00"), (WED, "saadhe 3 ghante baad", "2026-11-18 15:00"), (WED, "1 hr 30 min", "2026-11-18 13:00"), (WED, "1.5 hours", "2026-11-18 13:00"),
    (WED, "2 hours from now", "2026-11-18 13:30"), (WED, "45 minute baad", "2026-11-18 12:15"), (LATE, "45 min", "2026-11-18 00:15"), (EVE, "2 ghante baad", "2026-11-18 20:40"),
    # counted days
    (WED, "in 3 days", "2026-11-21 11:30"), (WED, "15 din baad", "2026-12-03 11:30"), (WED, "aaj se 15 din baad", "2026-12-03 11:30"), (WED, "15 days from today", "2026-12-03 11:30"),
    (WED, "3 din baad 4 baje", "2026-11-21 16:00"), (WED, "do din baad", "2026-11-20 11:30"), (WED, "+3 days", "2026-11-21 11:30"), (WED, "a week", "2026-11-25 11:30"),
    (WED, "2 hafte baad", "2026-12-02 11:30"), (WED, "ek mahine baad", "2026-12-18 11:30"), (LATE, "in 3 days", "2026-11-20 10:00"), (END, "1 month", "2026-12-30 15:10"),
    (local("2026-01-31 11:00"), "1 mahine baad", "2026-02-28 11:00"), (WED, "call after 2 days", "2026-11-20 11:30"), (WED, "10 days later subah 11", "2026-11-28 11:00"),
    # weekdays
    (WED, "monday", "2026-11-23 10:00"), (WED, "coming monday", "2026-11-23 10:00"), (WED, "next monday", "2026-11-23 10:00"), (WED, "somvar", "2026-11-23 10:00"),
    (WED, "somwar ko 11 baje", "2026-11-23 11:00"), (WED, "agle somvar ko 5 baje", "2026-11-23 17:00"), (WED, "fri 4pm", "2026-11-20 16:00"), (WED, "this friday", "2026-11-20 10:00"),
    (WED, "next friday", "2026-11-27 10:00?"), (FRI, "next friday", "2026-11-27 10:00"), (FRI, "coming friday", "2026-11-27 10:00"), (FRI, "next thursday", "2026-11-26 10:00"),
    (SUN, "monday 11am", "2026-11-23 11:00"), (SUN, "next monday", "2026-11-23 10:00"), (SUN, "next sunday", "2026-11-29 10:00"), (END, "next monday", "2026-12-07 10:00"),
    (WED, "monday next week", "2026-11-23 10:00"), (WED, "agle hafte mangalvar", "2026-11-24 10:00"), (WED, "itwar shaam", "2026-11-22 18:00"), (WED, "shukravar 12 baje", "2026-11-20 12:00"),
    (WED, "guruwar", "2026-11-19 10:00"), (WED, "sat 4", "2026-11-21 16:00"), (FRI, "Sat, 4 pm", "2026-11-21 16:00"), (WED, "budhvar 4 baje", None),
    (WED, "agle hafte", "2026-11-23 10:00?"), (SUN, "next week", "2026-11-23 10:00?"), (WED, "next month", "2026-12-01 10:00?"), (WED, "aane wale somvar", "2026-11-23 10:00"),
    # dates
    (WED, "1 tarikh", "2026-12-01 10:00"), (WED, "25 tarikh", "2026-11-25 10:00"), (WED, "1 tareekh ko subah 11 baje", "2026-12-01 11:00"), (WED, "5 ko shaam 5", "2026-12-05 17:00"),
    (WED, "on the 25th", "2026-11-25 10:00"), (WED, "25th at 3pm", "2026-11-25 15:00"), (WED, "31 tarikh", "2026-12-31 10:00?"), (NYE, "1 tarikh", "2027-01-01 10:00"),
    (LEAP, "29 tarikh 4pm", "2028-02-29 16:00"), (END, "1 tarikh", "2026-12-01 10:00"), (WED, "1st of next month", "2026-12-01 10:00"), (WED, "agle mahine 5 tarikh", "2026-12-05 10:00"),
    (WED, "25/11 3:30", "2026-11-25 15:30"), (WED, "25/11", "2026-11-25 10:00"), (WED, "25/11/2026 4pm", "2026-11-25 16:00"), (WED, "25.11.26 4pm", "2026-11-25 16:00"),
    (WED, "25-11", "2026-11-25 10:00"), (WED, "2026-11-25 16:00", "2026-11-25 16:00"), (WED, "25 nov 11am", "2026-11-25 11:00"), (WED, "nov 25 11am", "2026-11-25 11:00"),
    (WED, "25th november 2026, 4 pm", "2026-11-25 16:00"), (WED, "Sat 28 Nov, 16:00", "2026-11-28 16:00"), (WED, "5 jan", "2027-01-05 10:00"), (WED, "5/1 4pm", "2027-01-05 16:00"),
    (WED, "18/11 4pm", "2026-11-18 16:00"), (LEAP, "29 feb", "2028-02-29 10:00"), (LEAP, "29/2 4pm", "2028-02-29 16:00"), (NYE, "2 jan 11am", "2027-01-02 11:00"),
    (WED, "month end", "2026-11-30 10:00"), (WED, "end of month", "2026-11-30 10:00"), (WED, "end of the month 4pm", "2026-11-30 16:00"), (WED, "mahine ke end me", "2026-11-30 10:00"),
    (LEAP, "month end", "2028-02-29 10:00"), (WED, "next month end", "2026-12-31 10:00"), (END, "next month end", "2026-12-31 10:00"), (WED, "mahine ke aakhir mein", "2026-11-30 10:00"),
    # Devanagari and mixed
    (WED, "कल 4 बजे", "2026-11-19 16:00"), (WED, "कल ४ बजे", "2026-11-19 16:00"), (WED, "परसों", "2026-11-20 10:00"), (WED, "शाम 6", "2026-11-18 18:00"),
    (WED, "सोमवार", "2026-11-23 10:00"), (WED, "अगले सोमवार 11 बजे", "2026-11-23 11:00"), (WED, "आज शाम 5 बजे", "2026-11-18 17:00"), (WED, "2 घंटे बाद", "2026-11-18 13:30"),
    (WED, "15 दिन बाद", "2026-12-03 11:30"), (WED, "साढ़े 4", "2026-11-18 16:30"), (WED, "सवा चार बजे", "2026-11-18 16:15"), (WED, "पौने पांच", "2026-11-18 16:45"),
    (WED, "25 नवंबर", "2026-11-25 10:00"), (WED, "महीने के अंत में", "2026-11-30 10:00"), (WED, "1 तारीख", "2026-12-01 10:00"), (WED, "kal शाम 6 बजे", "2026-11-19 18:00"),
    (WED, "कल सुबह 11", "2026-11-19 11:00"), (WED, "monday शाम 5", "2026-11-23 17:00"), (WED, "４pm", "2026-11-18 16:00"), (WED, "शुक्रवार को 3 बजे", "2026-11-20 15:00"),
]  # fmt: skip

REFUSED = [
    (WED, "", "not understood"), (WED, "after diwali", "not understood"), (WED, "diwali 4pm", "not understood"), (WED, "later", "not understood"),
    (WED, "baad me", "not understood"), (WED, "kal nahi", "not understood"), (WED, "not tomorrow 4pm", "not understood"), (WED, "kal ya parso", "not understood"),
    (WED, "do call tomorrow", "not understood"), (WED, "before 4pm", "not understood"), (WED, "4 se 5", None), (WED, "tomorrow monday 4pm", "Thursday"),
    (WED, "wife se baat karke", "not understood"), (WED, "hello", "not understood"), (WED, "may call", "not understood"), (WED, "now", None), (WED, "yesterday", None),
    (WED, "2 ghante pehle", "not understood"), (WED, "2 hours ago", None), (WED, "kal kal 4", None), (WED, "4 baje 5 baje", None), (WED, "x" * 500, "not understood"),
    (WED, "8", "8am or 8pm"), (WED, "kal 9 baje", "9am or 9pm"), (WED, "7:30", "7:30am"), (WED, "raat 12", "morning or in the evening"),
    (WED, "subah 4 pm", "morning or in the evening"), (WED, "tonight", "hour"), (WED, "aaj", "hour"), (WED, "16", "16:00"), (WED, "+2", "+2h"),
    (WED, "10.12", "one time"), (WED, "4-5", "one time"), (WED, "2-3 din baad", "one time"), (WED, "25:30", "no such time"), (WED, "4:75 pm", "no such time"),
    (WED, "31/11", "no such date"), (WED, "30 feb", "no such date"), (WED, "29/2/2027", "no such date"), (WED, "32 tarikh", "no such date"),
    (WED, "17/11", "has passed"), (WED, "1/1/2020", "passed"), (WED, "aaj 10 baje", "passed today"), (WED, "aaj subah", "passed today"),
    (WED, "wednesday", "Today is Wednesday"), (WED, "budhvar 5 baje", "Today is Wednesday"), (WED, "this monday", "has passed"), (WED, "18 tarikh", "the 18th"),
    (WED, "Sun 28 Nov", "Saturday"), (END, "month end", "last day"), (WED, "5000 din baad", None), (WED, "0 min", "to come"), (WED, "-30 min", None), (WED, "2026", None),
    (WED, "same time", "day too"), (WED, "25/11/2029", "more than a year"), (WED, "next year", "not understood"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "text", "expected"), TABLE)
def test_phrases(now: datetime, text: str, expected: str | None) -> None:
    outcome = understand(text, now.astimezone(UTC), ZONE, HOURS)
    if expected is None:
        assert isinstance(outcome, NotUnderstood)
        return
    assert isinstance(outcome, Understood), outcome
    assert outcome.at.tzinfo is UTC
    shown = f"{outcome.at.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}{'' if outcome.is_certain else '?'}"
    assert shown == expected


def test_the_table_is_as_wide_as_promised() -> None:
    assert len(TABLE) >= 150


@pytest.mark.parametrize(("now", "text", "part"), REFUSED)
def test_what_is_rather_asked_again(now: datetime, text: str, part: str | None) -> None:
    outcome = understand(text, now, ZONE, HOURS)
    assert isinstance(outcome, NotUnderstood), outcome
    assert part is None or part in outcome.sentence
    assert outcome.sentence.endswith(".")
    assert outcome.sentence.count(". ") <= 1
    assert "{" not in outcome.sentence


def test_the_explanation_shows_what_will_be_saved() -> None:
    outcome = understand("kal 4 baje", WED, ZONE, HOURS)
    assert isinstance(outcome, Understood)
    assert outcome.explanation == "Thu 19 Nov, 16:00 (tomorrow)"
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
    now = local("2026-11-18 11:30")  # 01:00 in New York
    outcome = understand("tomorrow 4pm", now, "America/New_York", HOURS)
    assert isinstance(outcome, Understood)
    assert outcome.at == local("2026-11-19 16:00", "America/New_York")


def test_an_hour_the_clock_skips_is_not_certain() -> None:
    now = local("2026-03-07 12:00", "America/New_York")
    outcome = understand("tomorrow 2:30am", now, "America/New_York", HOURS)
    assert isinstance(outcome, Understood)
    assert not outcome.is_certain
    assert outcome.at > now


def test_the_library_is_asked_only_when_allowed_and_never_certain() -> None:
    text = "saturday, november 28th, 2026 16:00:00"
    assert isinstance(understand("28 novembre", WED, ZONE, HOURS, may_ask_library=False), NotUnderstood)
    outcome = understand(text, WED, ZONE, HOURS)
    assert isinstance(outcome, Understood)
    assert outcome.at == local("2026-11-28 16:00")
    french = understand("28 novembre 16:00", WED, ZONE, HOURS, language="fr")
    assert isinstance(french, Understood)
    assert not french.is_certain
    assert french.at == local("2026-11-28 16:00")


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 1), timezones=st.just(UTC))


@given(moments, st.integers(1, 200 * 24 * 60))
@settings(max_examples=300, deadline=None)
def test_our_own_way_of_writing_a_time_is_understood(now: datetime, ahead: int) -> None:
    now = now.replace(second=0, microsecond=0)
    at = now + timedelta(minutes=ahead)
    for written in (full_when(at, ZONE), short_when(at, ZONE, now)):
        outcome = understand(written, now, ZONE, CallingWindow(time(0), time(0)), may_ask_library=False)
        if isinstance(outcome, NotUnderstood):  # 01:00 to 12:59 may be either half when calling all day
            assert at.astimezone(ZoneInfo(ZONE)).hour in range(1, 13)
        elif outcome.is_certain:
            assert outcome.at == at


_words = st.sampled_from(
    """kal parso aaj tomorrow monday somvar next coming subah shaam raat 4 9 16 4:30 pm am baje 25/11 15 din ghante
    baad min + half past to tarikh month end after lunch nahi ke ko the may do sat sunday 2026 30 nov in 2-3 कल शाम""".split()  # noqa: SIM905
)


@given(moments, st.lists(_words, min_size=1, max_size=6).map(" ".join))
@settings(max_examples=600, deadline=None)
def test_never_the_past_and_never_a_stumble(now: datetime, text: str) -> None:
    outcome = understand(text, now, ZONE, HOURS, may_ask_library=False)
    if isinstance(outcome, Understood):
        assert outcome.at > now - timedelta(minutes=1)
        assert outcome.is_outside_hours == (not is_open(HOURS, ZONE, outcome.at))
    else:
        assert outcome.sentence


@given(moments, st.text(max_size=90))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(now: datetime, text: str) -> None:
    outcome = understand(text, now, ZONE, HOURS, may_ask_library=False)
    assert isinstance(outcome, Understood | NotUnderstood)


@given(moments, st.sampled_from(["Asia/Kolkata", "America/New_York", "Europe/London", "Australia/Lord_Howe"]))
@settings(max_examples=150, deadline=None)
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
