"""Temporary files of a test run in memory, where there is room: it makes and drops thousands of databases."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
_PREFIX = "crm-tests-"
_LEAST_FREE = 2 << 30  # two workers with a server each use about 700 MB


def use_memory() -> Path | None:
    """Make a folder of this run's own in memory and have temporary files go there, those of programs that
    are started too; None where there is no such place, or TMPDIR already says where.
    """
    if "TMPDIR" in os.environ or not _is_fit():
        return None
    _remove_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=MEMORY))
    folder.chmod(0o755)  # the server's own user goes through it
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # asked anew
    return folder


def is_in_memory(folder: Path) -> bool:
    """Whether it lies there: files cost nothing."""
    return MEMORY in folder.parents


def _is_fit() -> bool:
    if sys.platform != "linux" or not os.access(MEMORY, os.W_OK):
        return False
    place = os.statvfs(MEMORY)
    return place.f_bavail * place.f_frsize >= _LEAST_FREE and not place.f_flag & os.ST_NOEXEC


def _remove_left() -> None:
    """What runs left that failed, or were killed."""
    for left in MEMORY.glob(f"{_PREFIX}*"):
        if not Path("/proc", left.name.removeprefix(_PREFIX).split("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)
