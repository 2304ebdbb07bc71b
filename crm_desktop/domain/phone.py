"""Phone numbers: read from what people type, kept as E.164, shown in groups, masked, searched.

phonenumbers is imported on first use only: the sign-in window must be painted before.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from crm_desktop.domain.phone_cells import CellFault, cell_text, split_phones
from crm_desktop.domain.phone_fast import Kind, indian_number

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = [
    "Kind", "Phone", "PhoneFault", "PhoneProblem", "format_phone", "mask_phone", "parse_phone",
    "parse_phones", "parse_with_library", "phone_digits_for_search", "split_phones",
]  # fmt: skip

_LONGEST = 250  # the library's own bound; keeps a 10 MB cell cheap
_DOT = "\u2022"


class PhoneFault(StrEnum):
    """Why a piece of text is no phone number one could dial."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    DUMMY = "dummy"
    LOST_DIGITS = "lost_digits"
    NOT_VALID = "not_valid"


class Phone(NamedTuple):
    """A number that exists by its country's rules.

    A tuple rather than a dataclass because a million are made in one import.
    """

    e164: str  # "+919820012345"
    extension: str  # digits, "" without
    national: str  # the national significant digits, "9820012345"
    kind: Kind


class PhoneProblem(NamedTuple):
    """What was written and why it is not a number to dial."""

    raw: str
    reason: PhoneFault


_DUMMY_DIGITS = frozenset(
    {"1234567890", "0123456789", "9876543210", "0987654321", "123456789", "987654321", "12345678", "87654321",
     "1234567", "7654321", "123456", "12345", "9123456789", "8123456789", "7123456789", "6123456789",
     "9012345678", "9876543211", "9876543219", "1231231234", "1122334455", "9999999990", "9999900000",
     "9999999998"}
    | {digit * length for digit in "0123456789" for length in range(3, 16)}
)  # fmt: skip
_FAULT_OF_CELL: dict[CellFault, PhoneFault] = {
    "empty": PhoneFault.EMPTY,
    "lost_digits": PhoneFault.LOST_DIGITS,
    "not_a_number": PhoneFault.NOT_A_NUMBER,
}


def parse_phone(raw: str | float | int, country: str = "IN") -> Phone | PhoneProblem:
    """Read one number as written in `country` (ISO letters); never raises.

    Same outcome as `parse_with_library`, several times faster for plain Indian numbers.
    """
    if country == "IN" and type(raw) is str:
        plain = indian_number(raw)
        if plain is not None:
            return _indian_outcome(raw, *plain)
    text, fault = cell_text(raw)
    if fault:
        return PhoneProblem(str(raw), _FAULT_OF_CELL[fault])
    if country == "IN" and text is not raw:  # a float, or a text that needed cleaning
        plain = indian_number(text)
        if plain is not None:
            return _indian_outcome(str(raw), *plain)
    return _ask_library(str(raw), text, country)


def _indian_outcome(raw: str, national: str, kind: Kind | None) -> Phone | PhoneProblem:
    if national in _DUMMY_DIGITS:
        return PhoneProblem(raw, PhoneFault.DUMMY)
    if kind is None:
        return PhoneProblem(raw, PhoneFault.NOT_VALID)
    return Phone("+91" + national, "", national, kind)


def parse_with_library(raw: str | float | int, country: str = "IN") -> Phone | PhoneProblem:
    """The exact, slow way: clean the cell, then phonenumbers alone. The measure for `parse_phone`."""
    text, fault = cell_text(raw)
    if fault:
        return PhoneProblem(str(raw), _FAULT_OF_CELL[fault])
    return _ask_library(str(raw), text, country)


def parse_phones(cell: str | float | int, country: str = "IN") -> list[Phone | PhoneProblem]:
    """Every number of one cell, in order; [] when the cell is empty."""
    if country == "IN" and type(cell) is str:
        plain = indian_number(cell)
        if plain is not None:
            return [_indian_outcome(cell, *plain)]
    return [parse_phone(part, country) for part in split_phones(cell)]


def _ask_library(raw: str, text: str, country: str) -> Phone | PhoneProblem:
    import phonenumbers

    digits = _ascii_digits(text[: _LONGEST + 1])
    if _is_dummy(digits):
        return PhoneProblem(raw, PhoneFault.DUMMY)
    if len(text) > _LONGEST:
        return PhoneProblem(raw, PhoneFault.TOO_LONG if digits else PhoneFault.NOT_A_NUMBER)
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        return PhoneProblem(raw, _fault_of_exception(error.error_type, digits))
    if not phonenumbers.is_valid_number(number):
        return PhoneProblem(raw, _fault_of_length(number))
    national = phonenumbers.national_significant_number(number)
    if national in _DUMMY_DIGITS:
        return PhoneProblem(raw, PhoneFault.DUMMY)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, number.extension or "", national, _kind(number, national))


def _kind(number: PhoneNumber, national: str) -> Kind:
    import phonenumbers

    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.MOBILE:
        is_service_line = number.country_code == 91 and national.startswith(("1600", "1601"))
        return "other" if is_service_line else "mobile"
    return "fixed" if kind == phonenumbers.PhoneNumberType.FIXED_LINE else "other"


def _fault_of_exception(error_type: int, digits: str) -> PhoneFault:
    from phonenumbers import NumberParseException as Failure

    if error_type == Failure.NOT_A_NUMBER:
        return PhoneFault.TOO_SHORT if 0 < len(digits) < 3 else PhoneFault.NOT_A_NUMBER
    if error_type in (Failure.TOO_SHORT_AFTER_IDD, Failure.TOO_SHORT_NSN):
        return PhoneFault.TOO_SHORT
    return PhoneFault.TOO_LONG if error_type == Failure.TOO_LONG else PhoneFault.NOT_VALID


def _fault_of_length(number: PhoneNumber) -> PhoneFault:
    import phonenumbers
    from phonenumbers import ValidationResult as Result

    outcome = phonenumbers.is_possible_number_with_reason(number)
    if outcome in (Result.TOO_SHORT, Result.IS_POSSIBLE_LOCAL_ONLY):
        return PhoneFault.TOO_SHORT
    return PhoneFault.TOO_LONG if outcome == Result.TOO_LONG else PhoneFault.NOT_VALID


def _is_dummy(digits: str) -> bool:
    """Made-up digits, whether or not a country or trunk prefix stands before them."""
    if len(digits) in (12, 14):
        digits = digits.removeprefix("00").removeprefix("91")
    elif len(digits) == 11:
        digits = digits.removeprefix("0")
    return digits in _DUMMY_DIGITS


def _ascii_digits(text: str) -> str:
    """Only the digits, of whatever script, as 0-9."""
    return "".join(str(int(ch)) for ch in text if ch.isdecimal())


def format_phone(e164: str, extension: str = "") -> str:
    """How a number is shown: "+91 98200 12345", elsewhere the country's own grouping."""
    if e164.startswith("+91") and len(e164) == 13:
        shown = f"+91 {e164[3:8]} {e164[8:]}"
    else:
        shown = _international(e164)
    return f"{shown} ext. {extension}" if extension else shown


def mask_phone(e164: str) -> str:
    """A number for people who may not see it: "+91 98••• ••345"; at most five national digits stay."""
    shown = format_phone(e164)
    country, _, national = shown.partition(" ")
    if not national:  # unknown country: only its last two digits
        country, national = "", shown
    count = sum(ch.isdigit() for ch in national)
    first, last = (2, 3) if count >= 9 else (0, 3) if count >= 7 else (0, 2)
    seen, masked = 0, []
    for ch in national:
        if ch.isdigit():
            masked.append(ch if seen < first or seen >= count - last else _DOT)
            seen += 1
        else:
            masked.append(ch)
    return f"{country} {''.join(masked)}".strip()


def phone_digits_for_search(text: str) -> str:
    """The digits to look for, of a whole number or any part: no punctuation, no leading zeros.

    Applied to a stored "+919820012345" and to a typed "098200 12" alike, so the second is found in the
    first. "" when there is no digit.
    """
    digits = _ascii_digits(text)
    return digits.lstrip("0") or digits[:1]


def _international(e164: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
