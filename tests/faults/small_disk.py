"""A disk of a few megabytes for a server, which a test can fill and empty."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_FILLER = "filler"


class SmallDisk:
    """A mounted disk; `folder` on it belongs to the server."""

    def __init__(self, mounted: Path) -> None:
        self._mounted = mounted
        self.folder = mounted / "server"

    def fill(self) -> None:
        """Until not one page more goes onto it."""
        with (self._mounted / _FILLER).open("ab", buffering=0) as file, suppress(OSError):
            for size in (1 << 20, 1 << 12):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def empty(self) -> None:
        """There is room again."""
        (self._mounted / _FILLER).unlink()


@contextmanager
def small_disk(beside: Path, mb: int, owner: str) -> Iterator[SmallDisk]:
    """A disk in memory, mounted in a folder; only the system's administrator can do that."""
    if os.geteuid() != 0:
        pytest.skip("only the system's administrator can mount a small disk")
    mounted = beside / "small disk"
    mounted.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mb}m", "tmpfs", str(mounted)], check=False)
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        disk = SmallDisk(mounted)
        disk.folder.mkdir()
        shutil.chown(disk.folder, owner, owner)
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(mounted)], check=True)
        mounted.rmdir()
