"""Holding a program to a small machine: so much memory and no more, one core."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
NAME = "crm-desktop-bench"


@dataclass(frozen=True)
class Held:
    """`before` are the words to put before a command, `how` says what keeps it within its bounds."""

    before: tuple[str, ...]
    how: str
    group: Path | None = None

    def most_mb(self) -> int | None:
        """The most memory used so far, files in the system's cache counted; None where nobody counts."""
        for name in ("memory.peak", "memory.max_usage_in_bytes"):
            with contextlib.suppress(OSError, ValueError, TypeError):
                return int((self.group / name).read_text()) >> 20  # type: ignore[operator]
        return None


@contextmanager
def memory_held(mb: int) -> Iterator[Held]:
    """A control group where one can be made (files in the cache count too), else a limit of the process."""
    group = _group(mb)
    if group is None:
        limit = str(mb << 20)
        yield Held(("prlimit", f"--data={limit}", "--"), "the process's own memory is limited")
        return
    enter = f'echo $$ > {group}/cgroup.procs && exec "$@"'
    try:
        yield Held(("sh", "-c", enter, "sh"), "held by a control group", group)
    finally:
        group.rmdir()


def _group(mb: int) -> Path | None:
    for parent, limit in ((GROUPS, "memory.max"), (GROUPS / "memory", "memory.limit_in_bytes")):
        group = parent / NAME
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            if (group / limit).exists():
                (group / limit).write_text(str(mb << 20))
                return group
        except OSError:
            pass
        group.rmdir()
    return None


@contextmanager
def one_core() -> Iterator[None]:
    """This process, and all it starts meanwhile, share one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
