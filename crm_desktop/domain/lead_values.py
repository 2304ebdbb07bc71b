"""Checking what people type into a lead: phones, e-mail addresses, custom fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from crm_desktop.domain.phone import Phone, PhoneFault, parse_phone
from crm_desktop.errors import UserError

_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}")

_WHY: dict[PhoneFault, str] = {
    PhoneFault.EMPTY: "The phone is empty. Type the number, or leave it out.",
    PhoneFault.TOO_SHORT: "“{raw}” is too short for a phone number. Type it with its area code.",
    PhoneFault.TOO_LONG: "“{raw}” is too long for one phone number. Type one number only.",
    PhoneFault.NOT_A_NUMBER: "“{raw}” is not a phone number. Type its digits.",
    PhoneFault.DUMMY: "“{raw}” is a made-up number nobody answers. Type the real one, or leave it out.",
    PhoneFault.LOST_DIGITS: "“{raw}” has lost its last digits in a spreadsheet. Type the whole number.",
    PhoneFault.NOT_VALID: "“{raw}” can't be called. Mend it, or leave it out.",
}


@dataclass(frozen=True, slots=True)
class CheckedPhone:
    """A phone that can be called: E.164 and the extension's digits."""

    e164: str
    extension: str


def check_phone(typed: str, country: str) -> CheckedPhone:
    """A typed phone, checked; raises UserError for what can't be called."""
    found = parse_phone(typed, country)
    if isinstance(found, Phone):
        return CheckedPhone(found.e164, found.extension)
    raise UserError(_WHY[found.reason], field="phone", raw=found.raw)


def check_email(typed: str) -> str:
    """A typed e-mail address in lower case, "" for none; raises UserError for what is none."""
    cleaned = typed.strip().lower()
    if cleaned and not _EMAIL.fullmatch(cleaned):
        raise UserError(
            "“{email}” is not an e-mail address. Mend it, or leave it empty.", field="email", email=typed
        )
    return cleaned


def check_custom(kind: str, label: str, options: tuple[str, ...], typed: str) -> tuple[str, int | None]:
    """A custom field's text as shown and the number it sorts by (money: minor units, dates: yyyymmdd)."""
    text = " ".join(typed.split())
    if not text:
        return "", None
    match kind:
        case "number":
            return text, int(_decimal(label, text))
        case "money":
            return text, int(_decimal(label, text) * 100)
        case "date":
            return _date(label, text)
        case "choice":
            chosen = next((o for o in options if o.casefold() == text.casefold()), None)
            if options and chosen is None:
                raise UserError(
                    "“{label}” can't be “{text}”. It can be: {options}.",
                    field=label,
                    label=label,
                    text=text,
                    options=", ".join(options),
                )
            return chosen or text, None
        case "yes_no":
            yes = text.casefold() in {"yes", "y", "true", "1", "ha", "haan", "हाँ"}
            return ("Yes", 1) if yes else ("No", 0)
        case _:
            return text, None


def _decimal(label: str, text: str) -> Decimal:
    bare = re.sub(r"[\s,₹]|rs\.?|inr", "", text, flags=re.IGNORECASE)
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise UserError(
            "“{label}” needs a number, not “{text}”.", field=label, label=label, text=text
        ) from None


def _date(label: str, text: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    try:
        if match is None:
            raise ValueError
        parts = [int(p) for p in match.groups() if p is not None]
        found = date(*parts) if match[1] else date(parts[2], parts[1], parts[0])
    except ValueError:
        raise UserError(
            "“{label}” needs a date like 28/11/2026, not “{text}”.", field=label, label=label, text=text
        ) from None
    return found.isoformat(), found.year * 10000 + found.month * 100 + found.day
