"""What can go wrong with a file, in one plain sentence each."""

from __future__ import annotations

import errno
from pathlib import Path

from ..errors import UserError


def file_trouble(error: OSError, path: Path) -> UserError:
    """The sentence for an error of the operating system about a file."""
    name = path.name or str(path)
    if isinstance(error, FileNotFoundError):
        return UserError(
            "“{file}” is not there (any more). It may have been moved or renamed: choose it again.", file=name
        )
    if isinstance(error, IsADirectoryError):
        return UserError("“{file}” is a folder. Choose the file inside it.", file=name)
    if isinstance(error, PermissionError):
        return UserError(
            "“{file}” can't be opened: it is open in another program, or you may not read it. "
            "Close it there, or copy it to your desktop and bring the copy.",
            file=name,
        )
    if error.errno in (
        errno.EIO,
        errno.ESTALE,
        errno.ENOTCONN,
        errno.ENETDOWN,
        errno.EHOSTDOWN,
        errno.ETIMEDOUT,
    ):
        return UserError(
            "“{file}” stopped answering while it was read (a USB stick or a network folder?). "
            "Copy it to this computer and bring the copy.",
            file=name,
        )
    return UserError(
        "“{file}” can't be read ({reason}). Copy it to this computer and bring the copy.",
        file=name,
        reason=error.strerror or type(error).__name__,
    )


def changed_meanwhile(name: str) -> UserError:
    """The sentence for a file that was changed or cut while it was read."""
    return UserError(
        "“{file}” was changed while it was read. Close it in other programs and bring it again.", file=name
    )
