"""Amounts and numbers as people in India type them: "1,25,000", "1.25 lakh", "2L", "50k", "₹ 500", "५०,०००".

Whatever may mean two amounts is refused with a sentence; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from crm_desktop.domain.formats import group_indian, minor_digits
from crm_desktop.errors import UserError

MOST_MINOR: Final = 10**15  # of any currency; more is a slip
_LONGEST = 60
_Refuse = Callable[[str], UserError]
_OWN_SIGNS: Final = {
    "INR": r"₹|inr|rs\.?|rupees?|rupay[ae]|rupiya|रुपय[ेा]|रुपए|रू\.?|रु\.?",
    "USD": r"\$|usd|us\$|dollars?",
    "EUR": r"€|eur|euros?",
    "GBP": r"£|gbp|pounds?",
    "AED": r"aed|dirhams?|dhs?\.?",
}
_ANY_SIGN = re.compile(r"[₹$€£]|\b(?:inr|rs|usd|eur|gbp|aed|rupees?|dollars?|euros?|dirhams?)\b")
_UNITS: Final = {
    **dict.fromkeys(("k", "th", "thousand", "thousands", "hazar", "hazaar", "hajar", "हजार"), 1_000),
    **dict.fromkeys(("l", "lac", "lacs", "lakh", "lakhs", "lk", "लाख"), 100_000),
    **dict.fromkeys(("m", "mn", "million", "millions"), 1_000_000),
    **dict.fromkeys(("cr", "crs", "crore", "crores", "karod", "करोड"), 10_000_000),
    **dict.fromkeys(("hundred", "sau", "सौ"), 100),
}
# Half steps of Hindi: one and a half, two and a half, one and a quarter.
_HALVES: Final = {
    **dict.fromkeys(("dedh", "डेढ"), Decimal("1.5")),
    **dict.fromkeys(("dhai", "adhai", "ढाई"), Decimal("2.5")),
    **dict.fromkeys(("sawa", "sava", "सवा"), Decimal("1.25")),
}
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*([^\W\d_]*(?:[\u0900-\u097f]+)?)\.?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)*,\d{3}")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+")


def parse_amount(typed: str, currency: str = "INR", *, may_be_zero: bool = False) -> int:
    """An amount in minor units (paise, cents), 0 only where it may be; raises UserError with what to type."""
    bare = _without_sign(_plain(typed), typed, currency)
    value = _value(bare, typed, _not_an_amount)
    places = minor_digits(currency)
    minor = value * 10**places
    # 1.250 without a word behind it may be 1,250 as other countries write it.
    part = re.search(r"\.(\d+)$", bare)
    if minor != minor.to_integral_value() or (part and len(part[1]) > places):
        raise UserError(
            "“{text}” has more than {places} digits after the point. Type it again.", text=typed.strip(),
            places=places,
        )  # fmt: skip
    if minor == 0 and not may_be_zero:
        raise UserError("The amount must be more than 0. Type it again.")
    if minor > MOST_MINOR:
        raise UserError("“{text}” is too large for an amount. Type it again.", text=typed.strip())
    return int(minor)


def parse_number(typed: str) -> Decimal:
    """A number, which may be 0 or below; raises UserError saying how to type it."""
    plain = _plain(typed)
    sign, plain = (-1, plain[1:].strip()) if plain.startswith("-") else (1, plain)
    value = sign * _value(plain, typed, _not_a_number)
    if abs(value) > MOST_MINOR:
        raise UserError("“{text}” is too large. Type it again.", text=typed.strip())
    return value


def shown_number(value: Decimal) -> str:
    """A number as shown: no useless zeros, no exponent."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _plain(typed: str) -> str:
    """Compatibility form, small letters, digits of any script as 0 to 9, minus signs as "-"."""
    # NFKD first, so that letters written with a dot below (ढ़, ड़, ज़) lose it however they were typed.
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", typed).replace("\u093c", "")).casefold()
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return " ".join(re.sub("[\u2212\u2013]", "-", text).split())


def _without_sign(plain: str, typed: str, currency: str) -> str:
    sign = _OWN_SIGNS.get(currency, re.escape(currency.casefold()))
    bare = re.sub(r"\s*/-?$", "", plain)  # 500/- as on receipts
    bare = re.sub(rf"^(?:{sign})(?![^\W\d_])\s*|\s*(?<![^\W\d_])(?:{sign})$", "", bare).strip()
    bare = re.sub(r"\s*/-?$", "", bare)
    if _ANY_SIGN.search(bare):
        raise UserError(
            "“{text}” is in another currency. Amounts are in {currency} here.", text=typed.strip(),
            currency=currency,
        )  # fmt: skip
    return re.sub(r"\s*\bonly$", "", bare)


def _value(plain: str, typed: str, refuse: _Refuse) -> Decimal:
    """The sum of the parts ("1 lakh 25 hazar"), each smaller than the one before."""
    if not plain or len(plain) > _LONGEST:
        raise refuse(typed)
    first, _, rest = plain.partition(" ")
    if first in _HALVES and rest in _UNITS:
        return _HALVES[first] * _UNITS[rest]
    total, smallest, last_unit = Decimal(0), None, 0
    at = 0
    while at < len(plain):
        found = _PART.match(plain, at)
        if found is None or (found[2] and found[2] not in _UNITS):
            raise refuse(typed)
        unit = _UNITS.get(found[2], 1)
        number = _figures(found[1], typed, refuse)
        _check_step(number, unit, smallest, last_unit, typed, refuse)
        total += number * unit
        smallest, last_unit = (unit if smallest is None else min(smallest, unit)), unit
        at = found.end()
        while at < len(plain) and plain[at] == " ":
            at += 1
    return total


def _check_step(
    number: Decimal, unit: int, smallest: int | None, last_unit: int, typed: str, refuse: _Refuse
) -> None:
    """A further part must fit below the one before; "1 lakh 25" may be two amounts."""
    if smallest is None:
        return
    if unit >= smallest or number * unit >= last_unit or smallest == 1:
        raise refuse(typed)
    if unit == 1 and last_unit >= 1_000 and number < 100:
        raise UserError(
            "“{text}” may mean two amounts. Type it in figures, such as {example}.", text=typed.strip(),
            example=group_indian(125_000),
        )  # fmt: skip


def _figures(text: str, typed: str, refuse: _Refuse) -> Decimal:
    whole, _, part = text.partition(".")
    if "," in whole and not (_INDIAN.fullmatch(whole) or _WESTERN.fullmatch(whole)):
        digits = whole.replace(",", "")
        raise UserError(
            "The commas in “{text}” stand in odd places. Type {better} if you mean that.", text=typed.strip(),
            better=group_indian(int(digits)) + (f".{part}" if part else ""),
        )  # fmt: skip
    return Decimal((whole.replace(",", "") or "0") + (f".{part}" if part else ""))


def _not_an_amount(typed: str) -> UserError:
    return UserError(
        "“{text}” is not an amount. Type for example 500, 1,25,000, 50k or 1.25 lakh.", text=typed.strip()
    )


def _not_a_number(typed: str) -> UserError:
    return UserError("“{text}” is not a number. Type it in digits.", text=typed.strip())
