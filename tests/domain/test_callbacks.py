"""Rules of call-backs."""

from __future__ import annotations

import pytest

from crm_desktop.domain.callbacks import in_quiet_hours


@pytest.mark.parametrize(
    ("minute", "start", "end", "quiet"),
    [
        (20 * 60, 20 * 60, 8 * 60, True),
        (7 * 60 + 59, 20 * 60, 8 * 60, True),
        (8 * 60, 20 * 60, 8 * 60, False),
        (19 * 60 + 59, 20 * 60, 8 * 60, False),
        (13 * 60, 12 * 60, 14 * 60, True),
        (14 * 60, 12 * 60, 14 * 60, False),
        (0, 0, 0, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(minute: int, start: int, end: int, quiet: bool) -> None:
    assert in_quiet_hours(minute, start, end) is quiet
