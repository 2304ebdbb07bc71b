"""How many made-up examples a property is tried with."""

from __future__ import annotations

import os

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"


def examples(most: int) -> int:
    """All in `make soak`; in other runs a fifth, the same each time, 40 at least."""
    return most if IS_SOAK else max(40, most // 5)
