"""What takes seconds to make is made once a run: the other workers wait for it and copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: each worker makes its own
    fcntl = None  # type: ignore[assignment]


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by whichever worker asks first (`make` makes it); for reading alone.

    What is in it must not name its own place or the process that made it.
    """
    if fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ:
        folder = factory.mktemp(name) / name
        make(folder)
        return folder
    place = factory.getbasetemp().parent / f"once-{name}"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, done = place / name, place / "done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a maker that failed
            make(folder)
            done.touch()
    return folder
