"""When a call was: words understood, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.when import NotUnderstood
from crm_desktop.domain.when_past import PastTime, understand_past

ZONE = "Asia/Kolkata"
NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZoneInfo(ZONE))  # a Friday

UNDERSTOOD = {
    "abhi": "20 15:42", "just now": "", "aaj 11 baje": "20 11:00", "today 11:20": "20 11:20",
    "11:05": "20 11:05", "11.05": "20 11:05", "subah 10": "20 10:00", "2 baje": "20 14:00", "2pm": "20 14:00",
    "kal 4 baje": "19 16:00", "kal 4pm": "19 16:00", "yesterday 4pm": "19 16:00",
    "yesterday 16:10": "19 16:10",
    "kal shaam 6": "19 18:00", "kal raat 9 baje": "19 21:00", "parso 11 baje": "18 11:00",
    "narso 5 baje": "17 17:00", "20 min ago": "20 15:22", "30 minute pehle": "20 15:12",
    "2 ghante pehle": "20 13:42", "1 hour ago": "20 14:42", "half an hour ago": "20 15:12",
    "saadhe 3 ghante pehle": "20 12:12", "45 min": "20 14:57", "3 din pehle 4 baje": "17 16:00",
    "2 days ago 11am": "18 11:00", "monday 3pm": "16 15:00", "last monday 3pm": "16 15:00",
    "somvar 11 baje": "16 11:00", "friday 10am": "20 10:00", "last friday 10am": "13 10:00",
    "18/11 15:30": "18 15:30", "18/11/2026 15:30": "18 15:30", "18 nov 4pm": "18 16:00",
    "nov 18 4pm": "18 16:00", "15 tarikh 5 baje": "15 17:00", "2026-11-18 16:05": "18 16:05",
    "कल 4 बजे": "19 16:00", "आज 11 बजे": "20 11:00", "paune 3": "20 14:45", "half past 2": "20 14:30",
}  # fmt: skip
REFUSED = (
    "", "kal", "aaj", "tomorrow 4pm", "aaj 5 baje", "17:00", "kal 8", "blah", "next monday 3pm", "32/11 4pm",
    "5/12 4pm", "kal ya parso 4 baje", "day after tomorrow 4pm", "99 baje", "month end", "25:00",
)  # fmt: skip


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_people_type_of_calls_that_are_over(text: str) -> None:
    expected = UNDERSTOOD[text]
    found = understand_past(text, NOW, ZONE)
    if not expected:
        assert isinstance(found, NotUnderstood)
        return
    assert isinstance(found, PastTime), found
    assert f"{found.at.astimezone(ZoneInfo(ZONE)):%d %H:%M}" == expected


@pytest.mark.parametrize("text", REFUSED)
def test_times_to_come_and_unclear_ones_are_refused_with_a_sentence(text: str) -> None:
    found = understand_past(text, NOW, ZONE)
    assert isinstance(found, NotUnderstood), found
    assert found.sentence.endswith((".", "?"))


def test_what_is_refused_says_why() -> None:
    said = {text: understand_past(text, NOW, ZONE) for text in ("17:00", "kal", "kal 8")}
    assert [getattr(answer, "sentence", "") for answer in said.values()] == [
        "Fri 20 Nov, 17:00 is still to come. Type when the call was.",
        "Type the hour too, such as aaj 11 baje.",
        "Is 8 in the morning or in the evening? Type 8am or 8pm.",
    ]


@given(
    back=st.integers(0, 60 * 24 * 200),
    words=st.sampled_from([*UNDERSTOOD, *REFUSED, "7", "12", "00:10", "sunday 7am", "1 tarikh 9am"]),
)
def test_nothing_understood_lies_in_the_future(back: int, words: str) -> None:
    now = NOW.astimezone(UTC) - timedelta(minutes=back)
    found = understand_past(words, now, ZONE)
    if isinstance(found, PastTime):
        assert now - timedelta(days=366) <= found.at <= now
