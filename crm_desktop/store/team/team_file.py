"""team.json: which team's store a workstation's folder belongs to; never a secret."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.errors import StoreProblem
from crm_desktop.secrets.workspace_file import write_whole
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.team.names import LONGEST_SLUG, TeamNames
from crm_desktop.store.team.server import ServerPlace

FILE_NAME = "team.json"
CERTIFICATE_NAME = "server-root.pem"
FORMAT = 1


class TeamFileDamaged(StoreProblem):
    """team.json can't be read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file {file} is damaged. Nothing was changed. Join the team again in a new folder, with the "
            "invitation.",
            file=file,
        )


@dataclass(frozen=True, slots=True)
class TeamFile:
    """The workspace as its team knows it, and where its store is. `administrator`: who installed it there."""

    info: WorkspaceInfo
    slug: str
    server: ServerPlace
    administrator: str = ""

    @property
    def names(self) -> TeamNames:
        """The names on the server."""
        return TeamNames(self.slug)

    def as_json(self) -> dict[str, Any]:
        """For files; holds no secret."""
        info = self.info
        return {
            "format": FORMAT,
            "workspace": {
                "id": str(info.id),
                "name": info.name,
                "country": info.country,
                "currency": info.currency,
                "zone": info.zone,
                "created_at": info.created_at.isoformat(),
                "epoch": str(info.epoch),
            },
            "slug": self.slug,
            "server": self.server.as_json(),
            "administrator": self.administrator,
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> TeamFile:
        """What `as_json` gave; KeyError, TypeError or ValueError for anything else."""
        if fields["format"] != FORMAT:
            raise ValueError(fields["format"])
        about, slug = fields["workspace"], str(fields["slug"])
        if not re.fullmatch(rf"[a-z0-9_]{{1,{LONGEST_SLUG}}}", slug):
            raise ValueError(slug)
        ZoneInfo(about["zone"])
        info = WorkspaceInfo(
            id=UUID(about["id"]),
            name=str(about["name"]),
            country=str(about["country"]),
            currency=str(about["currency"]),
            zone=str(about["zone"]),
            created_at=datetime.fromisoformat(about["created_at"]),
            epoch=UUID(about["epoch"]),
        )
        return cls(info, slug, ServerPlace.from_json(fields["server"]), str(fields.get("administrator", "")))

    @classmethod
    def read(cls, folder: Path) -> TeamFile:
        """The folder's file; `TeamFileDamaged`."""
        file = folder / FILE_NAME
        try:
            return cls.from_json(json.loads(file.read_text("utf-8")))
        except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise TeamFileDamaged(str(file)) from error

    def write(self, folder: Path, name: str = FILE_NAME) -> None:
        """Write the folder's files whole or not at all."""
        if self.server.certificate:
            write_whole(folder / CERTIFICATE_NAME, self.server.certificate.encode())
        write_whole(folder / name, json.dumps(self.as_json(), indent=1, ensure_ascii=False).encode())


def is_team(folder: Path) -> bool:
    """Whether the folder is a workstation of a team."""
    return (folder / FILE_NAME).exists()


def certificate_file(folder: Path) -> Path:
    """Where the certificate of the server's authority lies."""
    return folder / CERTIFICATE_NAME
