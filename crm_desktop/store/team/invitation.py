"""Invitations to a team: a file, a link or a QR with where its store is; nothing secret is in them."""

from __future__ import annotations

import base64
import io
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.errors import UserError
from crm_desktop.secrets.workspace_file import write_whole
from crm_desktop.store.team.team_file import TeamFile

ENDING = ".crminvite"
LINK = "crm-desktop://join#"
_KIND = "crm-desktop invitation"
_MOST_BYTES = 256 * 1024  # a certificate has some thousand; more is something else


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a workstation needs to find the team; with a sign-in name it is meant for one person."""

    team: TeamFile
    sign_in_name: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the file."""
        person = {"sign_in_name": self.sign_in_name} if self.sign_in_name else {}
        return {"kind": _KIND, **self.team.as_json(), **person}

    @property
    def link(self) -> str:
        """As one line to send; `read_link` understands it."""
        packed = zlib.compress(json.dumps(self.as_json(), separators=(",", ":")).encode(), 9)
        return LINK + base64.urlsafe_b64encode(packed).decode().rstrip("=")

    def write(self, file: Path) -> None:
        """Write the file, whole or not at all."""
        _write(file, json.dumps(self.as_json(), indent=1, ensure_ascii=False).encode())

    def write_qr(self, file: Path) -> None:
        """Write the link as a QR picture (PNG), whole or not at all."""
        import segno

        try:
            made = segno.make(self.link, error="l", micro=False)
        except segno.DataOverflowError as error:  # a provider's certificates may come with their whole chain
            raise UserError(
                "This invitation is too long for a QR picture. Send the file or the link instead.",
                field="invitation",
            ) from error
        picture = io.BytesIO()
        made.save(picture, kind="png", scale=4, border=4)
        _write(file, picture.getvalue())


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content, mode=0o644)  # it is given away, and holds no secret
    except OSError as error:
        raise UserError(
            "The invitation can't be written to {file} ({why}). Choose another place.",
            field="invitation",
            file=file,
            why=error.strerror or "no access",
        ) from error


def read_invitation(file_or_link: str | Path) -> Invitation:
    """An invitation from its file or its link; UserError when it is neither."""
    text = str(file_or_link).strip()
    if text.startswith(LINK):
        return read_link(text)
    file = Path(text).expanduser()
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _not_one(file.name)
        return _read(file.read_bytes(), file.name)
    except OSError as error:
        raise UserError(
            "The invitation {file} can't be read ({why}). Check its name, or ask your admin for it again.",
            field="invitation",
            file=file,
            why=error.strerror or "no access",
        ) from error


def read_link(link: str) -> Invitation:
    """An invitation from its link; spaces and line ends that mail programs add are left out."""
    packed = "".join(link.partition("#")[2].split())
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(raw, _MOST_BYTES)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise ValueError("cut short")
    except (ValueError, zlib.error) as error:
        raise UserError(
            "This link is not whole. Copy it again from its beginning to its end, or ask for the file.",
            field="invitation",
        ) from error
    return _read(content, "link")


def _read(content: bytes, name: str) -> Invitation:
    try:
        fields = json.loads(content)
        if fields["kind"] != _KIND:
            raise ValueError(fields["kind"])
        return Invitation(TeamFile.from_json(fields), str(fields.get("sign_in_name", "")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_one(name) from error


def _not_one(name: str) -> UserError:
    return UserError(
        "“{name}” is not an invitation of CRM Desktop, or it is damaged. Ask your admin for it again.",
        field="invitation",
        name=name,
    )
