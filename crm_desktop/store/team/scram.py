"""Password verifiers for PostgreSQL, computed here so that no password ever travels in a statement."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import stringprep
import unicodedata

ROUNDS = 4096  # what PostgreSQL itself takes (RFC 7677 asks for at least as many)


def verifier(password: str, salt: bytes | None = None, rounds: int = ROUNDS) -> str:
    """The SCRAM-SHA-256 verifier of a password, in the form PostgreSQL keeps (RFC 5803, 5802 section 3)."""
    used = secrets.token_bytes(16) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", prepared(password).encode(), used, rounds)
    client = hmac.digest(salted, b"Client Key", "sha256")
    stored = hashlib.sha256(client).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${rounds}:{_text(used)}${_text(stored)}:{_text(server)}"


def prepared(password: str) -> str:
    """SASLprep (RFC 4013) as libpq and the server do it: the password as it is where it isn't allowed."""
    if password.isascii():
        return password
    mapped = "".join(
        " " if stringprep.in_table_c12(c) else c for c in password if not stringprep.in_table_b1(c)
    )
    normal = unicodedata.normalize("NFKC", mapped)
    return normal if normal and not any(map(_is_prohibited, normal)) and _runs_one_way(normal) else password


def _is_prohibited(character: str) -> bool:
    return any(
        table(character)
        for table in (
            stringprep.in_table_a1,
            stringprep.in_table_c12,
            stringprep.in_table_c21_c22,
            stringprep.in_table_c3,
            stringprep.in_table_c4,
            stringprep.in_table_c5,
            stringprep.in_table_c6,
            stringprep.in_table_c7,
            stringprep.in_table_c8,
            stringprep.in_table_c9,
        )
    )


def _runs_one_way(text: str) -> bool:
    """RFC 3454 section 6: right-to-left letters stand alone and at both ends."""
    if not any(map(stringprep.in_table_d1, text)):
        return True
    if any(map(stringprep.in_table_d2, text)):
        return False
    return stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
