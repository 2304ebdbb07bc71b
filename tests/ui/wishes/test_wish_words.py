"""Hours and days as they are typed, and wishes in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.reminders import Preferences
from crm_desktop.ids import new_id
from crm_desktop.ui.wishes.words import clock_words, days_typed, days_words, minute_typed, wish_words


@given(st.integers(0, 24 * 60))
def test_a_time_shown_is_the_time_typed(minute: int) -> None:
    assert minute_typed(clock_words(minute)) == minute


@pytest.mark.parametrize(
    ("typed", "minute"),
    [("17", 1020), ("5 pm", 1020), ("5:30pm", 1050), ("12 am", 0), ("12 pm", 720), ("24:00", 1440),
     ("25", None), ("17:60", None), ("13 pm", None), ("0 am", None), ("evening", None), ("", None)],
)  # fmt: skip
def test_hours(typed: str, minute: int | None) -> None:
    assert minute_typed(typed) == minute


@given(st.lists(st.integers(0, 90), max_size=6))
def test_days_shown_are_the_days_typed(days: list[int]) -> None:
    assert days_typed(days_words(days)) == tuple(days)


def test_days_that_are_none() -> None:
    assert days_typed("30, soon") is None
    assert days_typed("-1") is None


@pytest.mark.parametrize(
    ("channel", "hours", "words"),
    [("whatsapp", (1020, 1080), "Reach by WhatsApp, 17:00–18:00"), ("call", None, "Reach by call"),
     ("", (600, 720), "Reach at 10:00–12:00"), ("", None, "")],
)  # fmt: skip
def test_wishes(channel: str, hours: tuple[int, int] | None, words: str) -> None:
    begin, end = hours or (None, None)
    assert wish_words(Preferences(new_id(), channel, begin, end)) == words
