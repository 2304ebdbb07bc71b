"""Locks between programs, kept by the operating system: a killed program's lock is gone with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from crm_desktop.store.errors import WorkspaceBusy, WorkspaceInUse

LOCK_NAME = "workspace.lock"
# On Windows a locked stretch can't be read by others: lock far behind the text that says who holds it.
_FAR_BYTE = 1 << 30

Purpose = Literal["a restore", "an upgrade", "sharing", "an archive coming back", "deletion", "moving"]


class FileLock:
    """One lock on one file, shared or for one alone; released by `release`, at exit and by being killed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def take(self, *, shared: bool = False) -> bool:
        """Take the lock without waiting; False when another holds it in a way that doesn't go together."""
        if self._handle is not None:
            raise RuntimeError("this lock is already held")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
        handle = os.open(self._file, flags, 0o600)
        taken = False
        try:
            taken = _try_lock(handle, shared=shared)
        finally:
            if not taken:
                os.close(handle)
        if taken:
            self._handle = handle
        return taken

    def note(self, text: str) -> None:
        """Say in the file what the lock is held for; whoever is refused can read it."""
        if self._handle is None:
            raise RuntimeError("this lock is not held")
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text.encode())

    def noted(self) -> str:
        """What the holder said it holds the lock for; empty when nothing was said."""
        try:
            return self._file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def release(self) -> None:
        """Give the lock back; the file stays, so that nobody locks a deleted one."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        _unlock(handle)
        os.close(handle)


class WorkspaceLock:
    """The lock of a workspace: shared by its windows and commands, alone for a restore or an upgrade.

    Use as a context manager: `with WorkspaceLock.shared(folder):`. Made and taken in one go.
    """

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @classmethod
    def shared(cls, folder: Path) -> WorkspaceLock:
        """Hold the workspace open beside others; `WorkspaceBusy` while someone has it alone."""
        lock = FileLock(folder / LOCK_NAME)
        if not lock.take(shared=True):
            raise WorkspaceBusy(lock.noted() or "an upgrade")
        return cls(lock)

    @classmethod
    def alone(cls, folder: Path, purpose: Purpose) -> WorkspaceLock:
        """Hold the workspace alone; `WorkspaceInUse` while it is open, `WorkspaceBusy` for a peer."""
        lock = FileLock(folder / LOCK_NAME)
        if lock.take():
            lock.note(purpose)
            return cls(lock)
        if lock.take(shared=True):  # so the others share it: windows and commands
            lock.release()
            raise WorkspaceInUse(purpose)
        raise WorkspaceBusy(lock.noted() or purpose)

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def __enter__(self) -> WorkspaceLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _try_lock(handle: int, *, shared: bool) -> bool:
    if sys.platform == "win32":
        return _try_lock_windows(handle, shared=shared)
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unlock(handle: int) -> None:
    if sys.platform == "win32":
        kernel, file, overlapped = _windows(handle)
        kernel.UnlockFileEx(file, 0, 1, 0, overlapped)
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_UN)


def _try_lock_windows(handle: int, *, shared: bool) -> bool:
    """LockFileEx, because `msvcrt.locking` knows no shared locks."""
    kernel, file, overlapped = _windows(handle)
    fail_at_once, exclusive = 1, 2
    return bool(kernel.LockFileEx(file, fail_at_once | (0 if shared else exclusive), 0, 1, 0, overlapped))


def _windows(handle: int) -> tuple[Any, Any, Any]:
    """The Windows API, the file's own handle there, and where in the file the lock lies."""
    import ctypes
    import importlib

    class Overlapped(ctypes.Structure):
        """OVERLAPPED of the Windows API, used for its offset alone."""

        _fields_ = (
            ("internal", ctypes.c_size_t),
            ("internal_high", ctypes.c_size_t),
            ("offset", ctypes.c_ulong),
            ("offset_high", ctypes.c_ulong),
            ("event", ctypes.c_void_p),
        )

    windows: Any = ctypes
    file = ctypes.c_void_p(importlib.import_module("msvcrt").get_osfhandle(handle))
    return windows.windll.kernel32, file, ctypes.byref(Overlapped(offset=_FAR_BYTE))
