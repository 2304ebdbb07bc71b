"""The second factor: a code that changes every half minute, and codes on paper for a lost telephone.

Time-based one-time passwords, RFC 6238 with the values every authenticator understands: HMAC-SHA-1, six
digits, steps of 30 seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from crm_desktop.errors import UserError

STEP_S = 30
DIGITS = 6
AROUND = 1  # steps before and after: clocks of telephones are a little off (RFC 6238, 5.2)
SECRET_BYTES = 20  # as long as the hash (RFC 4226, 4 R6)
CODES = 8
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 10  # 49 bits


class CodeNeeded(UserError):
    """The password is right, and the person has a second factor."""

    def __init__(self) -> None:
        super().__init__(
            "Type the six digits that your authenticator shows now, or one of your codes on paper.",
            field="code",
        )


class WrongCode(UserError):
    """Neither a code of now nor one on paper that is left."""

    def __init__(self) -> None:
        super().__init__(
            "This code isn't right, or was used already. Wait for the next one and check the clock of your "
            "telephone, or take a code from your paper.",
            field="code",
        )


class TooManyCodes(UserError):
    """Somebody who knows the password is trying codes."""

    def __init__(self) -> None:
        super().__init__(
            "Too many codes were tried this hour. Wait, or ask an admin to take the second factor away.",
            field="code",
        )


def step_of(moment: datetime) -> int:
    """Which step a moment lies in."""
    return int(moment.timestamp()) // STEP_S


def code_of(secret: bytes, step: int) -> str:
    """The six digits of a step (RFC 4226, 5.3)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_shown(secret: bytes, code: str, now: datetime, last_step: int) -> int | None:
    """The step whose code this is, None when it is none of now's; one that was used is not taken again."""
    typed = plain(code)
    here = step_of(now)
    found = None
    for step in range(here - AROUND, here + AROUND + 1):
        is_same = hmac.compare_digest(code_of(secret, step).encode(), typed.encode())
        if is_same and step > last_step:
            found = step
    return found


def plain(code: str) -> str:
    """A code as it is compared: without the spaces and dashes people type."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def hash_of(code: str) -> str:
    """How a code on paper is kept: it is random, so a plain hash tells nobody what it was."""
    return hashlib.sha256(plain(code).encode()).hexdigest()


def code_used(hashes: Sequence[str], code: str) -> str | None:
    """The hash of the code on paper that this is, None when it is none of them."""
    typed = hash_of(code)
    return next((each for each in hashes if hmac.compare_digest(each, typed)), None)


def shown_secret(secret: bytes) -> str:
    """The secret as it is typed into an authenticator that has no camera, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, person: str, workspace: str) -> str:
    """What the QR code says: the key URI that authenticators read."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return (
        f"otpauth://totp/{quote(workspace)}:{quote(person)}?secret={text}&issuer={quote(workspace)}"
        f"&algorithm=SHA1&digits={DIGITS}&period={STEP_S}"
    )
