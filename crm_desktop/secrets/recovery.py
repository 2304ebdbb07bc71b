"""The recovery code on paper: 160 random bits as 8 groups of 5, each with its own check letter."""

from __future__ import annotations

import secrets
import unicodedata

from crm_desktop.secrets.errors import RecoveryCodeMistyped

GROUPS = 8
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)} | {"O": 0, "I": 1, "L": 1}
_DATA = 4  # letters of a group that carry bits; the fifth checks them


def new_code() -> str:
    """A fresh code in the form it is printed: `XXXXX-XXXXX-…`, eight groups."""
    return write_code(secrets.token_bytes(20))


def write_code(bits: bytes) -> str:
    """The printed form of 20 bytes."""
    if len(bits) != 20:
        raise ValueError("a recovery code has 160 bits")
    number = int.from_bytes(bits, "big")
    values = [(number >> shift) & 31 for shift in range(155, -1, -5)]
    groups = []
    for index in range(GROUPS):
        four = values[index * _DATA : (index + 1) * _DATA]
        groups.append("".join(_LETTERS[value] for value in [*four, _check(four, index)]))
    return "-".join(groups)


def read_code(typed: str) -> bytes:
    """The 20 bytes of a typed code; case, spaces, dashes, O for 0, I and L for 1 don't matter.

    Raises `RecoveryCodeMistyped` naming the first group (from 1) that can't be right.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    separated = "".join(ch if ch.isalnum() else " " for ch in plain).split()
    letters = "".join(separated)
    if len(letters) != GROUPS * (_DATA + 1):
        raise RecoveryCodeMistyped(_odd_group(separated, letters))
    number = 0
    for index in range(GROUPS):
        group = letters[index * 5 : index * 5 + 5]
        values = [_VALUES.get(letter, -1) for letter in group]
        if min(values) < 0 or _check(values[:_DATA], index) != values[_DATA]:
            raise RecoveryCodeMistyped(index + 1)
        for value in values[:_DATA]:
            number = number << 5 | value
    return number.to_bytes(20, "big")


def _odd_group(separated: list[str], letters: str) -> int:
    """Which group has a letter too many or too few: by the typed spaces, else by the check letters."""
    if len(separated) == GROUPS:
        return next(at for at, group in enumerate(separated, 1) if len(group) != _DATA + 1)
    for index in range(GROUPS):
        values = [_VALUES.get(letter, -1) for letter in letters[index * 5 : index * 5 + 5]]
        if len(values) < 5 or min(values) < 0 or _check(values[:_DATA], index) != values[_DATA]:
            return index + 1
    return GROUPS


def _check(four: list[int], index: int) -> int:
    """A weighted sum over GF(32): finds one wrong letter, two exchanged, exchanged groups."""
    total = index + 1
    for value in four:
        total = _times_two(total ^ value)
    return total


def _times_two(value: int) -> int:
    """Multiply by x in GF(2^5) with x^5 + x^2 + 1."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
