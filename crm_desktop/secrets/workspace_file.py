"""workspace.json: what a workspace folder says of itself in the open; never a secret."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import UUID

from crm_desktop.secrets.errors import WorkspaceFileDamaged, WorkspaceMissing

FILE_NAME = "workspace.json"
STORE_NAME = "workspace.db"
FORMAT = 1

KeyPlace = Literal["keystore", "sealed"]


@dataclass(frozen=True, slots=True)
class WorkspaceFile:
    """A workspace's id, name, day of making, where its key is and a mark to know the key by."""

    workspace_id: UUID
    name: str
    created_at: datetime
    key_place: KeyPlace
    key_mark: str
    keystore_as: str = ""  # where another folder of this computer has the workspace's own name already

    @property
    def keystore_name(self) -> str:
        """The name the key has in the system's key store."""
        return self.keystore_as or f"workspace {self.workspace_id}"

    @classmethod
    def read(cls, folder: Path) -> WorkspaceFile:
        """Read the folder's file; raises `WorkspaceMissing` or `WorkspaceFileDamaged`."""
        file = folder / FILE_NAME
        try:
            fields = json.loads(file.read_text("utf-8"))
            place = fields["key"]["place"]
            if fields["format"] != FORMAT or place not in ("keystore", "sealed"):
                raise ValueError(place)
            return cls(
                workspace_id=UUID(fields["id"]),
                name=str(fields["name"]),
                created_at=datetime.fromisoformat(fields["created_at"]),
                key_place=place,
                key_mark=str(fields["key"]["mark"]),
                keystore_as=str(fields["key"].get("name", "")),
            )
        except (FileNotFoundError, NotADirectoryError) as error:
            if (folder / STORE_NAME).exists():
                raise WorkspaceFileDamaged(str(file)) from error
            raise WorkspaceMissing(str(folder)) from error
        except (KeyError, TypeError, ValueError, OSError) as error:
            raise WorkspaceFileDamaged(str(file)) from error

    def write(self, folder: Path) -> None:
        """Write the folder's file whole or not at all."""
        fields = {
            "format": FORMAT,
            "id": str(self.workspace_id),
            "name": self.name,
            "created_at": self.created_at.isoformat(),
            "key": {
                "place": self.key_place,
                "mark": self.key_mark,
                **({"name": self.keystore_name} if self.key_place == "keystore" else {}),
            },
        }
        write_whole(folder / FILE_NAME, json.dumps(fields, indent=1, ensure_ascii=False).encode())


def write_whole(file: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace a file by `content`, whole or not at all, and on the disk when this returns.

    `mode`: who may read it; nobody else unless said.
    """
    _replace_whole(file, lambda out: out.write(content), mode)


def copy_whole(source: Path, target: Path) -> None:
    """Replace a file by a copy of another, of any size, as `write_whole` does; nobody else may read it."""
    import shutil  # not on the way to the first window

    with source.open("rb") as content:
        _replace_whole(target, lambda out: shutil.copyfileobj(content, out), 0o600)


def _replace_whole(file: Path, fill: Callable[[BinaryIO], object], mode: int) -> None:
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        if mode != 0o600:
            part.chmod(mode)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can (Windows does by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
