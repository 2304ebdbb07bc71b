"""A customer's wishes in words, and hours as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.messages import Channel
from crm_desktop.domain.reminders import Preferences
from crm_desktop.ui.messages.words import channel_words

CALL = "call"
CHOICES = ("", CALL, *(channel.value for channel in Channel))
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def way_words(channel: str) -> str:
    """What a way to be reached is called; empty: any."""
    if not channel:
        return QCoreApplication.translate("wishes", "Any way")
    if channel == CALL:
        return QCoreApplication.translate("wishes", "Call")
    return channel_words(Channel(channel))


def clock_words(minute: int) -> str:
    """A minute of the day: 1020 is "17:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_typed(text: str) -> int | None:
    """Minutes after midnight of "17", "17:30", "5 pm", "24:00"; None for anything else."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    total = hour * 60 + minute
    return total if minute < 60 and total <= 24 * 60 else None


def wish_words(wishes: Preferences | None) -> str:
    """ "Reach by WhatsApp, 17:00–18:00"; empty where nothing was said."""
    if wishes is None:
        return ""
    translate = QCoreApplication.translate
    hours = ""
    if wishes.from_minute is not None and wishes.to_minute is not None:
        hours = f"{clock_words(wishes.from_minute)}–{clock_words(wishes.to_minute)}"
    if wishes.channel and hours:
        words = translate("wishes", "Reach by {way}, {hours}")
    elif wishes.channel:
        words = translate("wishes", "Reach by {way}")
    elif hours:
        words = translate("wishes", "Reach at {hours}")
    else:
        return ""
    way = translate("wishes", "call") if wishes.channel == CALL else way_words(wishes.channel)
    return words.format(way=way, hours=hours)


def days_words(days: Sequence[int]) -> str:
    """ "30, 15, 7, 1"."""
    return ", ".join(str(day) for day in days)


def days_typed(text: str) -> tuple[int, ...] | None:
    """Days before, as typed: numbers between commas or spaces; None when something else is there."""
    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    return tuple(int(word) for word in words) if all(word.isdecimal() for word in words) else None
