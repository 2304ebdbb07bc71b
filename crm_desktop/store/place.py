"""Where a workspace lies: is the folder on this computer's own disk, writable, with space left?"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm_desktop.store.errors import FolderReadOnly, NoSpace, OnNetworkShare

NEEDED_MB = 50
# What is closed to others (a folder closes all below it); the rest is made closed from its first byte.
_OURS = ("workspace.db*", "keys.db*", "seats", "files", "backups", "*.erasures")

_NETWORK_KINDS = {
    "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "sshfs", "vboxsf", "fuse.ceph", "fuse.davfs2",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
}  # fmt: skip


def check_place(folder: Path, *, needed_mb: int = NEEDED_MB) -> None:
    """Refuse a folder a store would come to harm in; changes nothing there.

    Raises `OnNetworkShare`, `FolderReadOnly` or `NoSpace` (less than `needed_mb` MB free). A folder that
    doesn't exist yet is judged by the nearest one above it that does.
    """
    if is_on_network(folder):
        raise OnNetworkShare(str(folder))
    there = _nearest(folder)
    if not is_writable(there):
        raise FolderReadOnly(str(folder))
    free_mb = shutil.disk_usage(there).free // 2**20
    if free_mb < needed_mb:
        raise NoSpace(str(folder), free_mb, needed_mb)


def close_to_others(folder: Path) -> None:
    """Take from everybody else of this computer what a workspace's folder holds; what isn't ours stays.

    Only where it is open: the program writes it closed, older versions left the system's usual rights.
    """
    if os.name != "posix":
        return
    for found in [path for name in _OURS for path in folder.glob(name)]:
        with suppress(OSError):  # another person's; a disk without rights
            mode = found.stat().st_mode
            if mode & 0o077:
                found.chmod(mode & 0o700)


def is_on_network(folder: Path) -> bool:
    """Whether the folder lies on a network share; an unknown place counts as the computer's own."""
    if str(folder).startswith(("\\\\", "//")) and not str(folder).startswith(("\\\\?\\", "\\\\.\\")):
        return True
    try:
        real = _nearest(folder).resolve()
        if sys.platform == "win32":
            return _is_network_drive(real)
        if sys.platform == "darwin":
            return not _is_local_on_mac(real)
        return mount_kind(real, Path("/proc/self/mounts").read_text("utf-8", "replace")) in _NETWORK_KINDS
    except OSError:
        return False


def mount_kind(real: Path, mounts: str) -> str:
    """The kind of file system at a path, by the text of /proc/mounts; the deepest and last mount counts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        point = words[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        depth = len(Path(point).parts)
        if depth >= best and real.is_relative_to(point):
            best, kind = depth, words[2]
    return kind


def _nearest(folder: Path) -> Path:
    """The folder itself or the nearest one above it that exists."""
    there = folder.absolute()
    while not there.is_dir() and there != there.parent:
        there = there.parent
    return there


def is_writable(folder: Path) -> bool:
    """Try it: rights, read-only mounts and controlled folders don't all show in the mode bits."""
    probe = folder / f".crm-desktop-{os.getpid()}.probe"
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT, 0o600))
        probe.unlink()
    except OSError as error:
        import errno

        # A full disk is told as such, by the check that follows.
        return error.errno == errno.ENOSPC
    return True


def _is_network_drive(real: Path) -> bool:
    windows: Any = ctypes
    remote = 4  # DRIVE_REMOTE
    return real.drive.startswith("\\\\") or windows.windll.kernel32.GetDriveTypeW(real.anchor) == remote


def _is_local_on_mac(real: Path) -> bool:
    """The MNT_LOCAL flag of statfs(2)."""
    library = ctypes.CDLL(None, use_errno=True)
    # Intel Macs keep the old layout under the plain name.
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    buffer = ctypes.create_string_buffer(4096)
    if statfs(os.fsencode(real), buffer) != 0:
        return True
    flags = int.from_bytes(buffer.raw[64:68], sys.byteorder)
    return bool(flags & 0x1000)
