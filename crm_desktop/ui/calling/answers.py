"""What a result asks for while it is being typed: which field is next, what is understood, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.formats import money
from crm_desktop.domain.result_fields import (
    Asked,
    FieldKind,
    FieldValue,
    Plain,
    Reading,
    ResultField,
    options,
    read_field,
)
from crm_desktop.errors import UserError

MOST_KEYS = 9  # options that have a key of their own


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of one result, never changed in place.

    `at` is the place of the field that has the keyboard; `problem` what is wrong there; `doubt` the key of
    a field whose value was assumed and has to be looked at before it is taken.
    """

    result: Disposition
    fields: tuple[ResultField, ...]
    asked: Asked
    typed: Mapping[str, str] = field(default_factory=dict)
    at: int = 0
    problem: UserError | None = None
    doubt: str = ""

    @property
    def current(self) -> ResultField:
        """The field that has the keyboard."""
        return self.fields[self.at]

    @property
    def is_last(self) -> bool:
        """Whether no field comes after this one."""
        return self.at == len(self.fields) - 1

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.typed.get(key, "")

    def reading(self, asked_for: ResultField) -> Reading | UserError:
        """What a field's text means, or why it means nothing."""
        try:
            return read_field(asked_for, self.text(asked_for.key), self.asked)
        except UserError as error:
            return error

    def options(self) -> tuple[tuple[int, str], ...]:
        """What the current field can be, by number from 1; those that fit what was typed."""
        every = tuple(enumerate(options(self.current, self.asked), 1))
        wanted = self.text(self.current.key).strip().casefold()
        fitting = tuple((place, name) for place, name in every if wanted in name.casefold())
        is_chosen = any(name.casefold() == wanted for _, name in every)
        return every if is_chosen or not fitting else fitting

    # ---- what the person does ----------------------------------------------------------------------

    def type(self, key: str, text: str) -> Answers:
        """Another text in a field."""
        if text == self.text(key):
            return self
        after = replace(self, typed={**self.typed, key: text}, problem=None, doubt="")
        asked_for = next(f for f in self.fields if f.key == key)
        return after._priced(asked_for) if asked_for.kind is FieldKind.PRODUCT else after

    def _priced(self, product: ResultField) -> Answers:
        """The product's price stands in the amount, unless another amount was typed."""
        amount = next((f for f in self.fields if f.kind is FieldKind.AMOUNT), None)
        reading = self.reading(product)
        if amount is None or isinstance(reading, UserError) or reading.value is None:
            return self
        prices = {str(p.id): p.price_minor for p in self.asked.products if p.price_minor is not None}
        shown = {money(price, self.asked.currency) for price in prices.values()}
        price = prices.get(str(reading.value.value))
        if price is None or self.text(amount.key) not in {"", *shown}:
            return self
        return replace(self, typed={**self.typed, amount.key: money(price, self.asked.currency)})

    def choose(self, number: int) -> Answers:
        """One of the current field's options, by its number."""
        names = options(self.current, self.asked)
        return self.type(self.current.key, names[number - 1]) if 1 <= number <= len(names) else self

    def go_to(self, place: int) -> Answers:
        """Another field has the keyboard."""
        if place == self.at or not 0 <= place < len(self.fields):
            return self
        return replace(self, at=place, problem=None, doubt="")

    def go_on(self) -> tuple[Answers, bool]:
        """Enter: the field is taken and the next one comes; True when there was none."""
        settled, is_good = self._settled(self.at)
        if not is_good:
            return settled, False
        return (settled, True) if self.is_last else (settled.go_to(self.at + 1), False)

    def finish(self) -> tuple[Answers, bool]:
        """Everything is taken, or the first field that is wrong has the keyboard."""
        answers = self
        for place in range(len(self.fields)):
            answers, is_good = answers._settled(place)
            if not is_good:
                return answers, False
        return answers, True

    def refuse(self, error: UserError) -> Answers:
        """The store refused a value."""
        place = next((i for i, f in enumerate(self.fields) if f.key == error.field), self.at)
        return replace(self, at=place, problem=error, doubt="")

    def _settled(self, place: int) -> tuple[Answers, bool]:
        """A field as understood stands in it; what is wrong or only assumed keeps the keyboard there."""
        asked_for = self.fields[place]
        reading = self.reading(asked_for)
        if isinstance(reading, UserError):
            return replace(self, at=place, problem=reading, doubt=""), False
        if reading.value is None:
            return self, True
        told = replace(self, typed={**self.typed, asked_for.key: reading.value.shown}, problem=None, doubt="")
        if not reading.is_certain:
            return replace(told, at=place, doubt=asked_for.key), False
        return told, True

    # ---- what comes of it --------------------------------------------------------------------------

    def values(self) -> tuple[tuple[str, Plain], ...]:
        """What is saved with the result; only once everything is taken."""
        return tuple((value.key, value.value) for value in self._read())

    def _read(self) -> tuple[FieldValue, ...]:
        found = (self.reading(f) for f in self.fields)
        return tuple(r.value for r in found if isinstance(r, Reading) and r.value is not None)


def begin(result: Disposition, asked: Asked, typed: Mapping[str, str]) -> Answers | None:
    """The questions of a result; None when it asks nothing. Without products none is asked for."""
    fields = tuple(f for f in result.fields if f.kind is not FieldKind.PRODUCT or asked.products)
    if not fields:
        return None
    known = {f.key for f in fields}
    return Answers(result, fields, asked, {key: text for key, text in typed.items() if key in known})
