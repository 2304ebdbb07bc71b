"""What a result asks for after the call: up to six typed fields, and what was given for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from crm_desktop.domain.amounts import MOST_MINOR, parse_amount, parse_number, shown_number
from crm_desktop.domain.formats import money
from crm_desktop.domain.products import Product
from crm_desktop.domain.typed_dates import read_date, shown_date
from crm_desktop.errors import UserError

MOST_FIELDS = 6
MOST_CHOICES = 12
LONGEST_LABEL = 40
LONGEST_TEXT = 200

Plain = (
    str | int | bool
)  # a value as kept: money in minor units, dates as ISO, numbers as text, products by id


class FieldKind(StrEnum):
    """What may be given. An amount makes a sale; product, paid and reference are told of it."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PRODUCT = "product"
    AMOUNT = "amount"
    PAID = "paid"
    REFERENCE = "reference"


# What a result asks for at most once.
SALE_KINDS = (FieldKind.PRODUCT, FieldKind.AMOUNT, FieldKind.PAID, FieldKind.REFERENCE)
KIND_LABELS: dict[str, str] = {
    FieldKind.TEXT: "Text",
    FieldKind.NUMBER: "Number",
    FieldKind.MONEY: "Money",
    FieldKind.DATE: "Date",
    FieldKind.CHOICE: "Choice",
    FieldKind.YES_NO: "Yes or no",
    FieldKind.PRODUCT: "Product",
    FieldKind.AMOUNT: "Amount of a sale",
    FieldKind.PAID: "Paid already",
    FieldKind.REFERENCE: "Reference of a sale",
}


@dataclass(frozen=True, slots=True)
class ResultField:
    """One field of a result; `key` names it in what is kept, `label` is what the caller reads."""

    key: str
    label: str
    kind: FieldKind
    is_required: bool = False
    choices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the store keeps it."""
        kept: dict[str, Any] = {"key": self.key, "label": self.label, "kind": self.kind.value}
        if self.is_required:
            kept["required"] = True
        if self.choices:
            kept["choices"] = list(self.choices)
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ResultField:
        """What `to_json` gave."""
        return cls(
            key=str(kept["key"]),
            label=str(kept["label"]),
            kind=FieldKind(kept["kind"]),
            is_required=bool(kept.get("required")),
            choices=tuple(kept.get("choices", ())),
        )


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What was given for a field, with its label as it was then; `shown` is how it was read."""

    key: str
    label: str
    kind: FieldKind
    value: Plain
    shown: str

    def to_json(self) -> dict[str, Any]:
        """As the store keeps it with the call."""
        return {name: getattr(self, name) for name in ("key", "label", "kind", "value", "shown")}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FieldValue:
        """What `to_json` gave."""
        return cls(kept["key"], kept["label"], FieldKind(kept["kind"]), kept["value"], kept["shown"])


@dataclass(frozen=True, slots=True)
class Asked:
    """Where and when the fields are asked: the office's money and day, and what it sells now."""

    currency: str
    today: date
    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text means; None where an optional field was passed. Not certain: look twice."""

    value: FieldValue | None
    is_certain: bool = True


READY_SALE: tuple[ResultField, ...] = (
    ResultField("product", "Product", FieldKind.PRODUCT, is_required=True),
    ResultField("amount", "Amount", FieldKind.AMOUNT, is_required=True),
    ResultField("paid", "Paid already", FieldKind.PAID),
    ResultField("reference", "Reference number", FieldKind.REFERENCE),
)
LABELS: dict[str, str] = {"yes": "Yes", "no": "No"} | {field.key: field.label for field in READY_SALE}

_YES = frozenset("y yes 1 true ha haa haan han ji हा हाँ हां जी".split())  # noqa: SIM905
_NO = frozenset("n no 0 false na nahi nahin nai ना नही नहीं".split())  # noqa: SIM905


def is_needed(field: ResultField, asked: Asked) -> bool:
    """Whether a value must be given; where nothing is sold by name yet no product can be."""
    return field.is_required and (field.kind is not FieldKind.PRODUCT or bool(asked.products))


def read_field(field: ResultField, typed: str, asked: Asked) -> Reading:
    """What was typed into a field; raises UserError at the field with what to type instead."""
    text = " ".join(typed.split())
    if not text:
        if is_needed(field, asked):
            raise UserError("Give “{label}”, then go on.", field=field.key, label=field.label)
        return Reading(None)
    try:
        plain, is_certain = _READERS[field.kind](field, text, asked)
        return Reading(value_of(field, plain, asked), is_certain)
    except UserError as error:
        error.field = field.key
        raise


def value_of(field: ResultField, plain: Plain, asked: Asked) -> FieldValue:
    """A value of the field's kind, checked; raises UserError at the field for what it can't take."""
    shown = _SHOWN[field.kind](field, plain, asked)
    if shown is None:
        raise UserError(
            "“{label}” can't take {value}. Type it again.", field=field.key, label=field.label, value=plain
        )
    return FieldValue(field.key, field.label, field.kind, plain, shown)


def checked_values(
    fields: Sequence[ResultField], given: Sequence[tuple[str, Plain]], asked: Asked
) -> tuple[FieldValue, ...]:
    """What was given for a result's fields, in their order; raises UserError at the first wrong one."""
    plain = dict(given)
    unknown = set(plain) - {field.key for field in fields}
    if unknown or len(plain) != len(given):
        raise UserError("The fields of this result were changed meanwhile. Choose the result again.")
    found = []
    for field in fields:
        if field.key in plain:
            found.append(value_of(field, plain[field.key], asked))
        elif is_needed(field, asked):
            raise UserError("Give “{label}”, then go on.", field=field.key, label=field.label)
    return tuple(found)


def check_fields(fields: Sequence[ResultField], result: str) -> None:
    """Whether a result can ask for these; raises UserError naming the result."""
    if len(fields) > MOST_FIELDS:
        raise UserError(
            "“{result}” can ask for at most {limit} fields. Take some away.", field="fields", result=result,
            limit=MOST_FIELDS,
        )  # fmt: skip
    labels = [" ".join(f.label.split()).casefold() for f in fields]
    if not all(labels) or any(len(label) > LONGEST_LABEL for label in labels):
        raise UserError(
            "Each field of “{result}” needs a name of at most {limit} characters.",
            field="fields",
            result=result,
            limit=LONGEST_LABEL,
        )
    keys = [f.key for f in fields]
    if len(set(labels)) != len(labels) or len(set(keys)) != len(keys) or not all(keys):
        raise UserError("Two fields of “{result}” have the same name.", field="fields", result=result)
    for kind in SALE_KINDS:
        if sum(f.kind is kind for f in fields) > 1:
            raise UserError(
                "“{result}” can ask for “{kind}” only once.", field="fields", result=result,
                kind=KIND_LABELS[kind],
            )  # fmt: skip
    for each in fields:
        if each.kind is FieldKind.CHOICE and not 2 <= len(set(map(_folded, each.choices))) == len(
            each.choices
        ):
            raise UserError(
                "“{label}” needs at least two different choices.", field="fields", label=each.label
            )
        if len(each.choices) > MOST_CHOICES:
            raise UserError(
                "“{label}” can have at most {limit} choices.", field="fields", label=each.label,
                limit=MOST_CHOICES,
            )  # fmt: skip


def options(field: ResultField, asked: Asked) -> tuple[str, ...]:
    """What can be chosen by its number, empty where something has to be typed."""
    match field.kind:
        case FieldKind.CHOICE:
            return field.choices
        case FieldKind.YES_NO | FieldKind.PAID:
            return LABELS["yes"], LABELS["no"]
        case FieldKind.PRODUCT:
            return tuple(product.name for product in asked.products)
        case _:
            return ()


# ---- reading ---------------------------------------------------------------------------------------


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _pick(text: str, names: Sequence[str]) -> int | None:
    """The one meant: by its whole name, its number in the list, its beginning, or a part of it."""
    wanted, folded = _folded(text), [_folded(name) for name in names]
    if wanted in folded:
        return folded.index(wanted)
    if wanted.isdecimal() and not any(re.match(r"\d", name) for name in folded):
        place = int(wanted)
        return place - 1 if 1 <= place <= len(names) else None
    for fits in (lambda name: name.startswith(wanted), lambda name: wanted in name):
        found = [place for place, name in enumerate(folded) if fits(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _not_one_of(field: ResultField, text: str, names: Sequence[str]) -> UserError:
    return UserError(
        "“{text}” is none of them. “{label}” can be: {choices}.", label=field.label, text=text,
        choices=", ".join(names[:MOST_CHOICES]),
    )  # fmt: skip


def _read_text(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    if len(text) > LONGEST_TEXT:
        raise UserError("“{label}” takes at most {limit} characters.", label=field.label, limit=LONGEST_TEXT)
    return text, True


def _read_number(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    return shown_number(parse_number(text)), True


def _read_money(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    return parse_amount(text, asked.currency, may_be_zero=field.kind is FieldKind.MONEY), True


def _read_date(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    found = read_date(text, asked.today)
    return found.on.isoformat(), found.is_certain


def _read_choice(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    place = _pick(text, field.choices)
    if place is None:
        raise _not_one_of(field, text, field.choices)
    return field.choices[place], True


def _read_yes_no(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    word = _folded(text)
    if word in _YES or word in _NO or word == "2":
        return word in _YES, True
    raise UserError("Type yes or no for “{label}”.", label=field.label)


def _read_product(field: ResultField, text: str, asked: Asked) -> tuple[Plain, bool]:
    if not asked.products:
        return _read_text(field, text, asked)
    names = [product.name for product in asked.products]
    place = _pick(text, names)
    if place is None:
        raise _not_one_of(field, text, names)
    return str(asked.products[place].id), True


_READERS: dict[FieldKind, Callable[[ResultField, str, Asked], tuple[Plain, bool]]] = {
    FieldKind.TEXT: _read_text,
    FieldKind.NUMBER: _read_number,
    FieldKind.MONEY: _read_money,
    FieldKind.DATE: _read_date,
    FieldKind.CHOICE: _read_choice,
    FieldKind.YES_NO: _read_yes_no,
    FieldKind.PRODUCT: _read_product,
    FieldKind.AMOUNT: _read_money,
    FieldKind.PAID: _read_yes_no,
    FieldKind.REFERENCE: _read_text,
}

# ---- what a kept value looks like; None: it is none of the kind ------------------------------------


def _show_text(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    is_text = isinstance(plain, str) and 0 < len(plain) <= LONGEST_TEXT
    return plain if is_text and isinstance(plain, str) and " ".join(plain.split()) == plain else None


def _show_number(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    if not isinstance(plain, str) or not re.fullmatch(r"-?\d{1,16}(?:\.\d{1,16})?", plain):
        return None
    return plain if shown_number(Decimal(plain)) == plain else None


def _show_money(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    least = 0 if field.kind is FieldKind.MONEY else 1
    is_amount = isinstance(plain, int) and not isinstance(plain, bool) and least <= plain <= MOST_MINOR
    return money(plain, asked.currency) if is_amount and isinstance(plain, int) else None


def _show_date(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    try:
        return shown_date(date.fromisoformat(plain)) if isinstance(plain, str) and len(plain) == 10 else None
    except ValueError:
        return None


def _show_choice(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    return plain if isinstance(plain, str) and plain in field.choices else None


def _show_yes_no(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    return LABELS["yes" if plain else "no"] if isinstance(plain, bool) else None


def _show_product(field: ResultField, plain: Plain, asked: Asked) -> str | None:
    if not asked.products:
        return _show_text(field, plain, asked)
    return next((p.name for p in asked.products if str(p.id) == plain), None)


_SHOWN: dict[FieldKind, Callable[[ResultField, Plain, Asked], str | None]] = {
    FieldKind.TEXT: _show_text,
    FieldKind.NUMBER: _show_number,
    FieldKind.MONEY: _show_money,
    FieldKind.DATE: _show_date,
    FieldKind.CHOICE: _show_choice,
    FieldKind.YES_NO: _show_yes_no,
    FieldKind.PRODUCT: _show_product,
    FieldKind.AMOUNT: _show_money,
    FieldKind.PAID: _show_yes_no,
    FieldKind.REFERENCE: _show_text,
}
