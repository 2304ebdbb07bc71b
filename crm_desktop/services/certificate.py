"""Certificates: what was done to whose data, signed so that nobody changes a word of it afterwards."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crm_desktop.domain.erasure import Erasure
from crm_desktop.domain.seats import ErasureSeat

SCHEMA = "crm-desktop/erasure/1"
CLOSING_SCHEMA = "crm-desktop/erasure-closing/1"
ALGORITHM = "Ed25519"


def certified(body: Mapping[str, Any], secret: bytes) -> dict[str, Any]:
    """The body with its signature; `secret` are 32 bytes only the workspace has.

    The public key goes with it: the office says which is its own (`public_key`).
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(secret)
    whole = {"schema": SCHEMA, **body}
    public = key.public_key().public_bytes_raw()
    return {
        **whole,
        "signature": {
            "algorithm": ALGORITHM,
            "public_key": base64.b64encode(public).decode(),
            "value": base64.b64encode(key.sign(_signed(whole))).decode(),
        },
    }


def closing_of(
    erasure: Erasure, seats: Sequence[ErasureSeat], office: str, at: datetime, secret: bytes
) -> dict[str, Any]:
    """What closes a certificate: when each workstation had let go, or was retired and why; signed alike."""
    of = (erasure.certificate or {}).get("signature", {})
    return certified(
        {
            "schema": CLOSING_SCHEMA,
            "id": str(erasure.id),
            "office": office,
            "certificate": of.get("value", ""),  # the signature of the certificate it belongs to
            "closed_at": at.isoformat(),
            "seats": [
                {
                    "seat": each.seat.shown,
                    "acknowledged_at": _text(each.acknowledged_at),
                    "retired_at": None if each.acknowledged_at else _text(each.seat.retired_at),
                    "why": "" if each.acknowledged_at else each.seat.retired_why,
                    "last_seen_at": _text(each.seat.last_seen_at),
                }
                for each in seats
            ],
        },
        secret,
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def is_genuine(certificate: Mapping[str, Any], secret: bytes) -> bool:
    """Whether a certificate was signed here and is as it was."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signature = certificate.get("signature")
    if not isinstance(signature, Mapping):
        return False
    body = {name: value for name, value in certificate.items() if name != "signature"}
    try:
        value = base64.b64decode(str(signature.get("value", "")))
        Ed25519PrivateKey.from_private_bytes(secret).public_key().verify(value, _signed(body))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(certificate: Mapping[str, Any]) -> str:
    """The signing key in groups of four, as an office reads it out."""
    signature = certificate.get("signature")
    key = base64.b64decode(str(signature["public_key"])) if isinstance(signature, Mapping) else b""
    return " ".join(key.hex()[:32][at : at + 4] for at in range(0, min(32, 2 * len(key)), 4))


def _signed(body: Mapping[str, Any]) -> bytes:
    """One spelling, whatever the order of names."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
