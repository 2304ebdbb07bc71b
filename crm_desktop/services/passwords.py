"""Passwords as they are kept: slow to try, on purpose."""

from __future__ import annotations

from typing import Protocol


class Passwords(Protocol):
    """Turns passwords into hashes and checks them; slow on purpose, never called on the GUI thread."""

    def hash(self, password: str) -> str:
        """A salted hash."""
        ...

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash."""
        ...


class Argon2Passwords:
    """argon2id with 64 MiB, RFC 9106's second recommendation."""

    def hash(self, password: str) -> str:
        """A salted argon2id hash."""
        from argon2 import PasswordHasher

        return PasswordHasher().hash(password)

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return PasswordHasher().verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False
