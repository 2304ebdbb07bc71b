"""A workbook's cells as the text a person sees in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

EXACT = 1e15
"""Up to here a float holds every integer exactly, and a spreadsheet shows it."""


def _of_float(value: float) -> str:
    """Phones come as floats: an integral one is shown without ".0"."""
    if value.is_integer():
        return str(int(value)) if -EXACT < value < EXACT else f"{value:.0f}"
    return f"{value:.15g}"


def _of_datetime(value: datetime) -> str:
    if value.microsecond:  # a spreadsheet's float is never quite on the second
        value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.isoformat(" ", "seconds")


def _of_time(value: time) -> str:
    return value.isoformat("seconds")


def _of_timedelta(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: lambda value: str(value),
    float: _of_float,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _of_datetime,
    date: date.isoformat,
    time: _of_time,
    timedelta: _of_timedelta,
}


def cell_text(value: object) -> str:
    """Integral floats become integers, dates ISO (`2026-11-21 16:00:00`), booleans TRUE and FALSE."""
    return _BY_TYPE.get(type(value), str)(value)
