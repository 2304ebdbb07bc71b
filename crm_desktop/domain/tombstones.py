"""What keeps erased people from coming back: keyed hashes of their numbers and e-mails.

A plain hash of a number is guessed in minutes; so is this one by whoever has the key, which is therefore
given to nobody (`store/tombstones.py`).
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from enum import StrEnum

from crm_desktop.domain.lead import search_key


class Buried(StrEnum):
    """What a tombstone stands for."""

    PHONE = "phone"
    EMAIL = "email"
    PERSON = "person"  # this name at this number, which others of a family have too


def of_phone(e164: str) -> str:
    """What is hashed of a number."""
    return e164


def of_email(email: str) -> str:
    """What is hashed of an e-mail: its letters small."""
    return email.strip().casefold()


def of_person(e164: str, name: str) -> str:
    """What is hashed of one person at a number that others have too."""
    return f"{e164}\n{search_key(name)}"


def texts_of(phones: Sequence[str], emails: Sequence[str], name: str) -> tuple[str, ...]:
    """Everything by which somebody who comes may be known as erased."""
    texts = [of_phone(phone) for phone in phones] + [of_email(email) for email in emails if email.strip()]
    if name.strip():
        texts += [of_person(phone, name) for phone in phones]
    return tuple(dict.fromkeys(texts))


def digest(key: bytes, text: str) -> bytes:
    """HMAC-SHA256, as the server computes it in its own words (`functions/erasing.py`)."""
    return hmac.digest(key, text.encode(), "sha256")
