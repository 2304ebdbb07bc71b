"""How long until the first paint and until typing, against a minimal Qt window in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.scale.results import Result, against

ROOT = Path(__file__).parent.parent.parent
RUNS = 15
PAINT_GOAL, READY_GOAL = 1.25, 3.0


def start(what: str, home: str) -> dict[str, float]:
    """Start one of the two and read what it measured."""
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "CRM_DESKTOP_HOME": home,
        "CRM_DESKTOP_KEYSTORE": "none",
        "TMPDIR": home,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.start_drivers", what],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run(sizes: Sequence[int]) -> list[Result]:
    """Medians over alternating runs; the size of the store plays no part before the sign-in."""
    with tempfile.TemporaryDirectory() as home:
        start("minimal", home)
        start("program", home)  # the byte code is written, the disk is warm
        pairs = [(start("minimal", home), start("program", home)) for _ in range(RUNS)]

    def middle(which: int, name: str) -> float:
        return median(pair[which][name] for pair in pairs)

    found: list[Result] = []
    for name, title, goal in (
        ("paint", "first paint of the sign-in", PAINT_GOAL),
        ("ready", "ready for typing", READY_GOAL),
    ):
        cpu = middle(1, f"{name}_cpu_ms") / middle(0, "paint_cpu_ms")
        note = f"computing alone {cpu:.2f}"
        found.append(against(title, 0, middle(1, f"{name}_ms"), middle(0, "paint_ms"), goal, note))
    return found
