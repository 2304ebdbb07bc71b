"""Sealing small secrets: argon2id for what people type, AES-256-GCM for the sealing itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.secrets.errors import SealedFileDamaged, SealedForAnother

KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
# A damaged or hostile file must not make the program take all memory or never come back.
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 64


class DoesNotOpen(Exception):
    """The key, passphrase or bound text doesn't belong to what was sealed."""


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """How dear a guess is: argon2id passes, memory in KiB, lanes; stored beside what is sealed."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 2


def subkey(key: bytes, purpose: str, *, salt: bytes = b"") -> bytes:
    """A 32-byte key for one purpose, from a random key (HKDF-SHA256); same input, same output."""
    pseudo_random = hmac.new(salt or bytes(32), key, hashlib.sha256).digest()
    return hmac.new(pseudo_random, b"crm-desktop/" + purpose.encode() + b"\x01", hashlib.sha256).digest()


def key_mark(key: bytes) -> str:
    """A short mark that tells whether two random keys are the same, and tells nothing else of them."""
    return subkey(key, "mark").hex()[:16]


def seal(key: bytes, secret: bytes, bound_to: str) -> bytes:
    """Encrypt `secret` under a 32-byte key; opens again only with the same `bound_to` text."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """What `seal` was given; raises `DoesNotOpen` for another key, another text or changed bytes."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen from error


def key_from_passphrase(passphrase: str, salt: bytes, cost: PassphraseCost) -> bytes:
    """32 bytes from what a person typed (argon2id); slow and memory-hungry on purpose, off the GUI thread."""
    import unicodedata

    from argon2.low_level import Type, hash_secret_raw

    # The same word may be typed composed or decomposed, depending on the keyboard.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(
        typed,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def seal_under_passphrase(secret: bytes, passphrase: str, bound_to: str, cost: PassphraseCost) -> bytes:
    """A JSON document holding `secret` sealed by a passphrase, its salt and its cost."""
    salt = os.urandom(_SALT_BYTES)
    return _document(
        kind="passphrase",
        bound_to=bound_to,
        salt=salt,
        sealed=seal(key_from_passphrase(passphrase, salt, cost), secret, bound_to),
        argon2id={"passes": cost.passes, "memory_kib": cost.memory_kib, "lanes": cost.lanes},
    )


def unseal_under_passphrase(document: bytes, passphrase: str, bound_to: str, file: Path) -> bytes:
    """The secret again.

    Raises `DoesNotOpen` for a wrong passphrase, `SealedFileDamaged`, and `SealedForAnother` for a file
    that was made for something else than `bound_to`.
    """
    fields = _fields(document, "passphrase", bound_to, file)
    try:
        numbers = fields["argon2id"]
        cost = PassphraseCost(int(numbers["passes"]), int(numbers["memory_kib"]), int(numbers["lanes"]))
    except (KeyError, TypeError, ValueError) as error:
        raise SealedFileDamaged(str(file)) from error
    within = 1 <= cost.passes <= _MOST_PASSES and 8 <= cost.memory_kib <= _MOST_MEMORY_KIB
    if not (within and 1 <= cost.lanes <= 16):
        raise SealedFileDamaged(str(file))
    return unseal(key_from_passphrase(passphrase, fields["salt"], cost), fields["sealed"], bound_to)


def seal_under_code(secret: bytes, code: bytes, bound_to: str) -> bytes:
    """A JSON document holding `secret` sealed by the 160 random bits of a recovery code.

    Random bits need no slow derivation: nobody guesses 160 bits, and a slow computer opens at once.
    """
    salt = os.urandom(_SALT_BYTES)
    sealed = seal(subkey(code, "recovery", salt=salt), secret, bound_to)
    return _document(kind="recovery", bound_to=bound_to, salt=salt, sealed=sealed)


def unseal_under_code(document: bytes, code: bytes, bound_to: str, file: Path) -> bytes:
    """The secret again; raises `DoesNotOpen` for another code, else as `unseal_under_passphrase`."""
    fields = _fields(document, "recovery", bound_to, file)
    return unseal(subkey(code, "recovery", salt=fields["salt"]), fields["sealed"], bound_to)


def _document(*, kind: str, bound_to: str, salt: bytes, sealed: bytes, **more: object) -> bytes:
    fields = {
        "format": 1,
        "kind": kind,
        "for": bound_to,
        "salt": _text(salt),
        "sealed": _text(sealed),
        **more,
    }
    return json.dumps(fields, indent=1).encode()


def _fields(document: bytes, kind: str, bound_to: str, file: Path) -> dict[str, Any]:
    try:
        fields: dict[str, Any] = json.loads(document)
        if fields["format"] != 1 or fields["kind"] != kind:
            raise ValueError(kind)
        fields["salt"] = base64.b64decode(fields["salt"], validate=True)
        fields["sealed"] = base64.b64decode(fields["sealed"], validate=True)
        if len(fields["salt"]) != _SALT_BYTES or len(fields["sealed"]) < _NONCE_BYTES + 16:
            raise ValueError(kind)
    except (KeyError, TypeError, ValueError) as error:
        raise SealedFileDamaged(str(file)) from error
    if fields.get("for", bound_to) != bound_to:
        raise SealedForAnother(str(file))
    return fields


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
