"""Calling hours as the service asks for them: many times a second, the same few zones."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm_desktop.domain.calling_window import CallingWindow, closes_at, is_open, next_open


class OpenHours:
    """Remembers until when what it found holds, a window and zone each."""

    def __init__(self) -> None:
        # (from, until, closing): at every moment in [from, until) the window is open till `closing`,
        # or shut when `closing` is None.
        self._known: dict[tuple[CallingWindow, str], tuple[datetime, datetime, datetime | None]] = {}

    def open_until(self, window: CallingWindow, zone: str, now: datetime) -> datetime | None:
        """When the hours that are open now end; None while they are shut."""
        key = (window, zone)
        known = self._known.get(key)
        if known is not None and known[0] <= now < known[1]:
            return known[2]
        if is_open(window, zone, now):
            closing = closes_at(window, zone, now) or now + timedelta(days=7)
            self._known[key] = (now, closing, closing)
            return closing
        opening = next_open(window, zone, now) or now + timedelta(days=7)
        self._known[key] = (now, opening, None)
        return None
