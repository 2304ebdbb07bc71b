"""What a result asks for: reading what is typed, the way back, and which fields a result may have."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.amounts import MOST_MINOR
from crm_desktop.domain.products import Product
from crm_desktop.domain.result_fields import (
    LONGEST_TEXT,
    READY_SALE,
    Asked,
    FieldKind,
    FieldValue,
    Plain,
    ResultField,
    check_fields,
    checked_values,
    read_field,
    value_of,
)
from crm_desktop.domain.typed_dates import read_date, shown_date
from crm_desktop.errors import UserError

TODAY = date(2026, 11, 20)  # a Friday
PRODUCTS = tuple(
    Product(UUID(int=place), name, None, "INR", True, place)
    for place, name in enumerate(("Home loan", "Gold loan", "Health cover", "Health cover plus"), 1)
)
ASKED = Asked("INR", TODAY, PRODUCTS)
REASON = ResultField("reason", "Reason", FieldKind.CHOICE, choices=("Price", "Timing", "Other"))


def field(kind: FieldKind, *, is_required: bool = False) -> ResultField:
    """A field of a kind."""
    choices = REASON.choices if kind is FieldKind.CHOICE else ()
    return ResultField("it", "It", kind, is_required, choices)


def read(kind: FieldKind, typed: str) -> Plain | None:
    """The plain value of what is typed into a field of a kind."""
    found = read_field(field(kind), typed, ASKED).value
    return None if found is None else found.value


plains: dict[FieldKind, st.SearchStrategy[Plain]] = {
    FieldKind.TEXT: st.text(min_size=1, max_size=LONGEST_TEXT)
    .map(lambda t: " ".join(t.split()))
    .filter(bool),
    FieldKind.NUMBER: st.integers(-(10**9), 10**9).map(str),
    FieldKind.MONEY: st.integers(0, MOST_MINOR),
    FieldKind.DATE: st.dates(date(1930, 1, 1), date(2090, 12, 31)).map(date.isoformat),
    FieldKind.CHOICE: st.sampled_from(REASON.choices),
    FieldKind.YES_NO: st.booleans(),
    FieldKind.PRODUCT: st.sampled_from([str(p.id) for p in PRODUCTS]),
    FieldKind.AMOUNT: st.integers(1, MOST_MINOR),
    FieldKind.PAID: st.booleans(),
    FieldKind.REFERENCE: st.from_regex(r"[A-Z]{2,4}-\d{1,8}", fullmatch=True),
}


@given(st.data())
def test_what_is_shown_is_read_back_as_it_was(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(FieldKind)))
    plain = data.draw(plains[kind])
    value = value_of(field(kind), plain, ASKED)
    again = read_field(field(kind), value.shown, ASKED)
    assert again.value == value
    assert again.is_certain
    assert FieldValue.from_json(value.to_json()) == value


@given(st.sampled_from(list(FieldKind)), st.text(max_size=40))
def test_anything_typed_is_a_value_of_the_kind_or_one_sentence_at_the_field(
    kind: FieldKind, typed: str
) -> None:
    asks = field(kind)
    refused: UserError | None = None
    try:
        found = read_field(asks, typed, ASKED)
    except UserError as error:
        refused = error
    if refused is not None:
        assert refused.field == "it"
        assert "{" not in str(refused).replace(typed, "")
    elif found.value is None:
        assert not typed.strip()
    else:
        assert value_of(asks, found.value.value, ASKED) == found.value


@pytest.mark.parametrize(
    ("kind", "typed", "plain"),
    [
        (FieldKind.YES_NO, "haan", True),
        (FieldKind.YES_NO, "नहीं", False),
        (FieldKind.YES_NO, "1", True),
        (FieldKind.YES_NO, "2", False),
        (FieldKind.PAID, "Y", True),
        (FieldKind.CHOICE, "2", "Timing"),
        (FieldKind.CHOICE, "pr", "Price"),
        (FieldKind.CHOICE, "PRICE", "Price"),
        (FieldKind.PRODUCT, "2", str(UUID(int=2))),
        (FieldKind.PRODUCT, "gold", str(UUID(int=2))),
        (FieldKind.PRODUCT, "health cover", str(UUID(int=3))),
        (FieldKind.PRODUCT, "plus", str(UUID(int=4))),
        (FieldKind.NUMBER, "1,200", "1200"),
        (FieldKind.NUMBER, "-3.50", "-3.5"),
        (FieldKind.MONEY, "0", 0),
        (FieldKind.AMOUNT, "1.25 lakh", 1_25_000_00),
        (FieldKind.DATE, "5 dec", "2026-12-05"),
    ],
)
def test_short_ways_to_answer(kind: FieldKind, typed: str, plain: Plain) -> None:
    assert read(kind, typed) == plain


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (FieldKind.CHOICE, "4", "It” can be: Price, Timing, Other"),
        (FieldKind.CHOICE, "x", "is none of them"),
        (FieldKind.PRODUCT, "loan", "is none of them"),
        (FieldKind.PRODUCT, "cover", "is none of them"),
        (FieldKind.YES_NO, "maybe", "Type yes or no"),
        (FieldKind.TEXT, "x" * 201, "at most 200"),
    ],
)
def test_what_is_not_clear_is_asked_again(kind: FieldKind, typed: str, says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        read(kind, typed)


def test_a_product_is_free_text_and_never_needed_while_nothing_is_listed() -> None:
    bare = replace(ASKED, products=())
    product = field(FieldKind.PRODUCT, is_required=True)
    assert read_field(product, "", bare).value is None
    assert checked_values((product,), (), bare) == ()
    with pytest.raises(UserError, match="Give “It”"):
        read_field(product, "", ASKED)


def test_values_are_checked_against_the_fields_of_the_result() -> None:
    given_ = (("product", str(PRODUCTS[0].id)), ("amount", 500_00), ("paid", True), ("reference", "POL-7"))
    values = checked_values(READY_SALE, given_, ASKED)
    assert [v.shown for v in values] == ["Home loan", "₹500", "Yes", "POL-7"]
    assert [v.label for v in values] == ["Product", "Amount", "Paid already", "Reference number"]
    refused: list[tuple[tuple[tuple[str, Plain], ...], str, str | None]] = [
        (given_[:1], "Give “Amount”", "amount"),
        ((*given_, ("colour", "red")), "were changed meanwhile", None),
        ((*given_, ("amount", 1)), "were changed meanwhile", None),
        ((given_[0], ("amount", 0)), "can't take 0", "amount"),
        ((given_[0], ("amount", True)), "can't take True", "amount"),
        ((("product", "Boat loan"), given_[1]), "can't take Boat loan", "product"),
        ((*given_[:2], ("reference", "two  blanks")), "can't take", "reference"),
    ]
    for wrong, says, at in refused:
        with pytest.raises(UserError, match=re.escape(says)) as raised:
            checked_values(READY_SALE, wrong, ASKED)
        assert raised.value.field == at


def test_fields_a_result_can_have() -> None:
    check_fields(READY_SALE, "Sold")
    text = ResultField("a", "A", FieldKind.TEXT)
    wrong: list[tuple[tuple[ResultField, ...], str]] = [
        (tuple(replace(text, key=str(n), label=f"Field {n}") for n in range(7)), "at most 6 fields"),
        ((text, replace(text, key="b", label=" a ")), "the same name"),
        ((text, replace(text, label="B")), "the same name"),
        ((replace(text, label="  "),), "needs a name"),
        ((replace(text, label="x" * 41),), "at most 40 characters"),
        ((field(FieldKind.AMOUNT), replace(field(FieldKind.AMOUNT), key="b", label="B")), "only once"),
        ((replace(REASON, choices=("Price",)),), "two different choices"),
        ((replace(REASON, choices=("Price", " price")),), "two different choices"),
        ((replace(REASON, choices=tuple(map(str, range(13)))),), "at most 12 choices"),
    ]
    for fields, says in wrong:
        with pytest.raises(UserError, match=says):
            check_fields(fields, "Sold")
    assert [ResultField.from_json(f.to_json()) for f in (*READY_SALE, REASON)] == [*READY_SALE, REASON]


# ---- dates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "on", "is_certain"),
    [
        ("5/12/2026", date(2026, 12, 5), True),
        ("5-12-26", date(2026, 12, 5), True),
        ("5.12.26", date(2026, 12, 5), True),
        ("2026-12-05", date(2026, 12, 5), True),
        ("5 Dec 26", date(2026, 12, 5), True),
        ("Sat 5 Dec 2026", date(2026, 12, 5), True),
        ("५ दिसंबर २०२६", date(2026, 12, 5), True),
        ("1 jan 1985", date(1985, 1, 1), True),
        ("1/1/85", date(1985, 1, 1), False),
        ("25/11", date(2026, 11, 25), True),
        ("aaj", date(2026, 11, 20), True),
        ("yesterday", date(2026, 11, 19), True),
        ("tomorrow", date(2026, 11, 21), True),
        ("kal", date(2026, 11, 21), False),
        ("परसों", date(2026, 11, 22), False),
        ("next monday", date(2026, 11, 23), True),
        ("15 din baad", date(2026, 12, 5), True),
        ("month end", date(2026, 11, 30), True),
        ("25-11", date(2026, 11, 25), True),
        ("25.11", date(2026, 11, 25), True),
        ("next friday", date(2026, 11, 27), True),
        ("next saturday", date(2026, 11, 28), False),
        ("agle hafte", date(2026, 11, 23), False),
        ("next month", date(2026, 12, 1), False),
        ("31 tarikh", date(2026, 12, 31), False),
        ("this monday", date(2026, 11, 23), False),
    ],
)
def test_dates_as_they_are_typed(typed: str, on: date, is_certain: bool) -> None:
    found = read_date(typed, TODAY)
    assert (found.on, found.is_certain) == (on, is_certain)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12/25/2026", "no such month"),
        ("31/2/2026", "no such date"),
        ("12/25", "no such date"),
        ("25/10", "Type the year too, such as 25 Oct 2026"),
        ("sun 5 dec 2026", "no such weekday"),
        ("friday", "Today is Friday"),
        ("4-5", "is not a date"),
        ("4.10", "is not a date"),
        ("5", "is not a date"),
        ("1985", "is not a date"),
        ("3pm", "is not a date"),
        ("kal 3 baje", "is not a date"),
        ("1/1/1826", "too far away"),
        ("", "is not a date"),
    ],
)
def test_what_is_no_clear_date_is_asked_again(typed: str, says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        read_date(typed, TODAY)


@given(st.dates(date(1910, 1, 1), date(2140, 1, 1)), st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_a_date_shown_is_read_back_on_any_day(on: date, today: date) -> None:
    if abs(on - today) < timedelta(days=110 * 365):
        found = read_date(shown_date(on), today)
        assert (found.on, found.is_certain) == (on, True)
