"""Amounts and numbers as typed in India: what is understood, what is asked again, and the way back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.amounts import MOST_MINOR, parse_amount, parse_number, shown_number
from crm_desktop.domain.formats import group_indian, money
from crm_desktop.errors import UserError

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
amounts = st.integers(1, MOST_MINOR)


@pytest.mark.parametrize(
    ("typed", "paise"),
    [
        ("500", 500_00),
        ("₹ 500", 500_00),
        ("Rs. 500/-", 500_00),
        ("rs500", 500_00),
        ("500 rs", 500_00),
        ("INR 5,000 only", 5_000_00),
        ("500 रुपये", 500_00),
        ("1,25,000", 1_25_000_00),
        ("125,000", 1_25_000_00),
        ("1.25 lakh", 1_25_000_00),
        ("1.25 Lac", 1_25_000_00),
        ("2L", 2_00_000_00),
        ("2 लाख", 2_00_000_00),
        ("१.२५ लाख", 1_25_000_00),
        ("५०,०००", 50_000_00),
        ("50k", 50_000_00),
        ("50 हज़ार", 50_000_00),
        ("50 hazar", 50_000_00),
        ("1.5cr", 1_50_00_000_00),
        ("1 lakh 25 hazar", 1_25_000_00),
        ("1 lakh 25 thousand 500", 1_25_500_00),
        ("1 lakh 500", 1_00_500_00),
        ("dedh lakh", 1_50_000_00),
        ("dhai lakh", 2_50_000_00),
        ("sava lakh", 1_25_000_00),
        ("1234.50", 1234_50),
        ("1234.5", 1234_50),
        (".50", 50),
    ],
)
def test_amounts_as_they_are_typed(typed: str, paise: int) -> None:
    assert parse_amount(typed) == paise


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "not an amount"),
        ("ten thousand", "not an amount"),
        ("5 crores lakh", "not an amount"),
        ("5 l 2 cr", "not an amount"),
        ("1 25 000", "not an amount"),
        ("1e5", "not an amount"),
        ("-500", "not an amount"),
        ("1 lakh 25", "may mean two amounts"),
        ("5k 5", "may mean two amounts"),
        ("1,2500", "Type 12,500"),
        ("12,5", "Type 125"),
        ("1.250", "more than 2 digits"),
        ("1.255", "more than 2 digits"),
        ("$500", "another currency"),
        ("500 usd", "another currency"),
        ("0", "more than 0"),
        ("99999999 crore", "too large"),
    ],
)
def test_what_may_mean_something_else_is_asked_again(typed: str, says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        parse_amount(typed)


@given(amounts)
def test_what_is_shown_is_read_back(minor: int) -> None:
    for currency in ("INR", "USD", "EUR", "AED", "JPY", "KWD"):
        assert parse_amount(money(minor, currency), currency) == minor


@given(st.integers(1, MOST_MINOR // 100))
def test_every_way_of_writing_whole_rupees_means_the_same(rupees: int) -> None:
    shown = group_indian(rupees)
    ways = (str(rupees), shown, f"₹{shown}", f"Rs {shown}/-", f"{shown} रु", f"{rupees:,}",
            shown.translate(DEVANAGARI), f" {shown}.00 ")  # fmt: skip
    assert {parse_amount(way) for way in ways} == {rupees * 100}


@given(st.integers(1, 99_999), st.sampled_from([("k", 10**3), ("lakh", 10**5), ("L", 10**5), ("cr", 10**7)]))
def test_words_of_size_multiply(thousandths: int, unit: tuple[str, int]) -> None:
    word, times = unit
    value = Decimal(thousandths) / 1000
    assert parse_amount(f"{value} {word}") == int(value * times * 100)


@given(st.text(max_size=30))
def test_nothing_typed_ends_otherwise_than_in_an_amount_or_a_sentence(typed: str) -> None:
    try:
        minor = parse_amount(typed)
    except UserError:
        return
    assert 0 < minor <= MOST_MINOR
    assert parse_amount(money(minor)) == minor


@given(st.decimals(-(10**12), 10**12, places=4))
def test_numbers_come_back(value: Decimal) -> None:
    shown = shown_number(value)
    assert parse_number(shown) == value
    assert "e" not in shown.lower()


@pytest.mark.parametrize("typed", ["", "abc", "1-2", "--5", "5 km"])
def test_no_number(typed: str) -> None:
    with pytest.raises(UserError, match="is not a number"):
        parse_number(typed)
