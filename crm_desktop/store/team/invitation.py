"""Invitations to a team: a file, a link or a QR with where its store is; nothing secret is in them."""

from __future__ import annotations

import base64
import io
import json
import re
import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.errors import UserError
from crm_desktop.secrets.workspace_file import write_whole
from crm_desktop.store.team.team_file import TeamFile

ENDING = ".crminvite"
LINK = "crm-desktop://join#"
#: The same for a QR picture, which packs capitals and digits closer than other letters.
QR_LINK = "CRM-DESKTOP://JOIN/"
_KIND = "crm-desktop invitation"
_BEHIND = b"\0"  # no text has it
_PEM = re.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
# What every invitation has in common needn't be packed; it never changes, since links made with it are about.
_COMMON = (
    b'"sign_in_name":"+05:30","epoch":"0,"addresses":["192.168.1.10.0.0.","certificate":"","encrypted":true,'
    b'"database":"postgres","database":"crm",".local",5432]],"hosts":[["slug":"_","country":"IN","currency":"INR",'
    b'"zone":"Asia/Kolkata","created_at":"2026-+00:00","epoch":"-4-8","administrator":"postgres"}'
    b'{"kind":"crm-desktop invitation","format":1,"workspace":{"id":"01a","name":"'
)
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
        return LINK + base64.urlsafe_b64encode(self._packed).decode().rstrip("=")

    @property
    def qr_link(self) -> str:
        """As a QR picture has it; `read_link` understands it."""
        return QR_LINK + base64.b32encode(self._packed).decode().rstrip("=")

    @property
    def _packed(self) -> bytes:
        """The file's content, its certificates as bytes behind it: as text they would be packed twice."""
        fields = self.as_json()
        if der := _ders(fields["server"]["certificate"]):
            fields["server"]["certificate"] = ""
        content = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
        packing = zlib.compressobj(9, zdict=_COMMON)
        return packing.compress(content + (_BEHIND + der if der else b"")) + packing.flush()

    def write(self, file: Path) -> None:
        """Write the file, whole or not at all."""
        _write(file, json.dumps(self.as_json(), indent=1, ensure_ascii=False).encode())

    def write_qr(self, file: Path) -> None:
        """Write the link as a QR picture (PNG), whole or not at all."""
        import segno

        try:
            made = segno.make(self.qr_link, error="l", micro=False)
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
    if text.startswith(LINK) or text.upper().startswith(QR_LINK):
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
    bare = "".join(link.split())
    try:
        if bare.upper().startswith(QR_LINK):
            packed = bare.upper().removeprefix(QR_LINK)
            raw = base64.b32decode(packed + "=" * (-len(packed) % 8))
        else:
            packed = bare.partition("#")[2]
            raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(zdict=_COMMON)
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
        text, _, der = content.partition(_BEHIND)
        fields = json.loads(text)
        if fields["kind"] != _KIND:
            raise ValueError(fields["kind"])
        if der:
            fields["server"]["certificate"] = "".join(_pems(der))
        return Invitation(TeamFile.from_json(fields), str(fields.get("sign_in_name", "")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_one(name) from error


def _ders(pem: str) -> bytes:
    """Certificates as bytes, nothing where they wouldn't come back the same."""
    try:
        der = b"".join(base64.b64decode(part) for part in _PEM.findall(pem))
        return der if "".join(_pems(der)) == pem else b""
    except ValueError:
        return b""


def _pems(der: bytes) -> Iterator[str]:
    """Certificates that follow one another, each as text; ValueError where one is cut short."""
    while der:
        if len(der) < 4 or der[:2] != b"\x30\x82":  # a sequence whose length takes two bytes, as all have it
            raise ValueError("not a certificate")
        size = 4 + int.from_bytes(der[2:4])
        if len(der) < size:
            raise ValueError("cut short")
        lines = textwrap.wrap(base64.b64encode(der[:size]).decode(), 64)
        yield "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))
        der = der[size:]


def _not_one(name: str) -> UserError:
    return UserError(
        "“{name}” is not an invitation of CRM Desktop, or it is damaged. Ask your admin for it again.",
        field="invitation",
        name=name,
    )
