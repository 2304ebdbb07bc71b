"""Temporary files of a test run in memory, where there is room: it makes and drops thousands of databases."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, which has no such place either
    fcntl = None  # type: ignore[assignment]

MEMORY = Path("/dev/shm")
_PREFIX = "crm-suite-"
_LOCK = "lock"  # held as long as the run goes on
_LEAST_FREE = 2 << 30  # two workers with a server each use about 700 MB
_kept: list[IO[str]] = []


def use_memory() -> Path | None:
    """Make a folder of this run's own in memory and have temporary files go there, those of programs that
    are started too; None where there is no such place, or TMPDIR already says where.
    """
    if "TMPDIR" in os.environ or not _is_fit():
        return None
    _remove_left()
    folder = Path(tempfile.mkdtemp(prefix="crm-new-", dir=MEMORY))
    folder.chmod(0o755)  # the server's own user goes through it
    _kept.append((folder / _LOCK).open("w"))
    fcntl.flock(_kept[-1], fcntl.LOCK_EX)
    folder = folder.rename(MEMORY / folder.name.replace("crm-new-", _PREFIX))  # locked before it is seen
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
    """What runs left that failed, or were killed: their locks are free. (A process's number says nothing to
    whoever runs in a container and shares the memory.)
    """
    for left in MEMORY.glob(f"{_PREFIX}*"):
        try:
            with (left / _LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # at work, somebody else's, or not locked yet
