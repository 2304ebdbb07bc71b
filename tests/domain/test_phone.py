# ruff: noqa: E501 - tables of examples read better in long lines
"""Phone numbers as people type them: read, refused with a reason, shown, masked, searched."""

from __future__ import annotations

import math
import re
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.phone import (
    Phone,
    PhoneFault,
    PhoneProblem,
    format_phone,
    mask_phone,
    parse_phone,
    parse_phones,
    parse_with_library,
    phone_digits_for_search,
    split_phones,
)
from tests.examples import examples

MOBILE = "+919800001234"

_separators = st.sampled_from(
    [
        "",
        "",
        " ",
        "-",
        ".",
        "(",
        ")",
        "\u00a0",
        "\u2009",
        "\u200e",
        "\u2011",
        "\t",
        "  ",
        " - ",
        "/",
        "x",
        "+",
    ]
)
_digits = st.one_of(
    st.text("0123456789", min_size=3, max_size=15),
    st.from_regex(r"[6-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"(11|22|33|40|44|80|20|79|172|1600|140|1800|562)[0-9]{6,8}", fullmatch=True),
    st.text("०१२३४५६७८९", min_size=10, max_size=10),
    st.text("０１２３４５６７８９", min_size=10, max_size=10),
)


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    """Digits with a prefix and separators strewn in, as found in lists."""
    prefix = draw(
        st.sampled_from(["", "", "0", "91", "+91", "0091", "00", "+", "+1", "(+91)", "091", "91-", "+91-0"])
    )
    return prefix + "".join(digit + draw(_separators) for digit in draw(_digits))


def library_alone(text: str) -> str | None:
    """E.164 by phonenumbers without anything of ours."""
    try:
        number = phonenumbers.parse(text, "IN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def e164(outcome: Phone | PhoneProblem) -> str | None:
    return outcome.e164 if isinstance(outcome, Phone) else None


@given(written_numbers())
@settings(max_examples=examples(1500), deadline=None)
def test_the_short_way_never_differs_from_the_library(text: str) -> None:
    assert parse_phone(text) == parse_with_library(text)


@given(written_numbers())
@settings(max_examples=examples(1500), deadline=None)
def test_our_cleaning_changes_nothing_the_library_understands(text: str) -> None:
    ours = parse_phone(text)
    if isinstance(ours, PhoneProblem) and ours.reason is PhoneFault.DUMMY:
        return
    # Marks the library stumbles over, and what a spreadsheet's decimal number leaves behind.
    plain = text.replace("\u2009", " ").replace("\t", " ").replace("\u200e", "").strip()
    assert e164(ours) == library_alone(re.sub(r"\A([+]?[0-9]{5,17})[.]0{1,6}\Z", r"\1", plain))


@given(st.text(max_size=60))
@settings(max_examples=examples(500), deadline=None)
def test_any_text_is_answered_alike_by_both_ways(text: str) -> None:
    assert parse_phone(text) == parse_with_library(text)


def test_every_indian_prefix_is_decided_as_the_library_decides() -> None:
    for prefix in range(100_000, 1_000_000, 131):
        text = f"{prefix}5678"
        assert parse_phone(text) == parse_with_library(text), text


@pytest.mark.parametrize(
    "raw",
    [
        "9800001234", "09800001234", "919800001234", "+919800001234", "00919800001234", "+91 98000 01234",
        "098000-01234", "(0)98000 01234", "9800001234.0", 9800001234.0, 919800001234.0, 9800001234,
        "9.800001234E+09", "9.19800001234E+11", "９８００００１２３４", "९८०००० १२३४", "98000\u00a001234",
        "98000\u200901234", "\u202a+91 98000 01234\u202c", "'9800001234", '="9800001234"', " 98000.01234 ",
        "tel:+919800001234",
    ],
)  # fmt: skip
def test_all_these_are_one_mobile(raw: str | float) -> None:
    phone = parse_phone(raw)
    assert phone == Phone(MOBILE, "", "9800001234", "mobile")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"), ("   ", "empty"), ("-", "empty"), ("N/A", "empty"), ("nil", "empty"), (math.nan, "empty"),
        ("98000", "too_short"), ("12", "too_short"), ("2345678", "too_short"),
        ("98000012345678901", "too_long"), ("022-2345 6789 / 98000 01234", "too_long"), ("9" * 300, "too_long"),
        ("hello", "not_a_number"), (True, "not_a_number"), (9800001234.5, "not_a_number"), (math.inf, "not_a_number"),
        ("9999999999", "dummy"), ("+91 99999 99999", "dummy"), ("0000000000", "dummy"), ("1234567890", "dummy"),
        ("9876543210", "dummy"), (9876543210.0, "dummy"), ("08888888888", "dummy"), ("0", "too_short"),
        ("9.82E+09", "lost_digits"), ("9.82001E+09", "lost_digits"), (9.82e17, "lost_digits"),
        ("5000000001", "not_valid"), ("+91 50000 12345", "not_valid"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(raw: str | float, reason: str) -> None:
    outcome = parse_phone(raw)
    assert isinstance(outcome, PhoneProblem)
    assert outcome.reason == reason
    assert outcome.raw == str(raw)


@pytest.mark.parametrize(
    ("raw", "number", "extension"),
    [
        ("834.998.8869x2671", "+918349988869", "2671"),
        ("022 2345 6789 ext. 12", "+912223456789", "12"),
        ("022-23456789 #45", "+912223456789", "45"),
        ("+1 212 555 0123 extension 7", "+12125550123", "7"),
    ],
)
def test_extensions_are_kept_apart(raw: str, number: str, extension: str) -> None:
    phone = parse_phone(raw)
    assert isinstance(phone, Phone)
    assert (phone.e164, phone.extension) == (number, extension)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("98000 01234", "mobile"), ("022 2345 6789", "fixed"), ("1800 123 4567", "other"), ("1600 123 456", "other"),
     ("140 123 4567", "other"), ("+44 20 7946 0958", "fixed"), ("+971 50 123 4567", "mobile")],
)  # fmt: skip
def test_the_kind_of_line(raw: str, kind: str) -> None:
    phone = parse_phone(raw)
    assert isinstance(phone, Phone)
    assert phone.kind == kind


def test_another_country_reads_its_own_way() -> None:
    assert e164(parse_phone("(212) 555-0123", "US")) == "+12125550123"
    assert e164(parse_phone("9800001234", "US")) != MOBILE


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("022-2345 6789 / 98000 01234", ["022-2345 6789", "98000 01234"]),
        ("98000 01234, 98000 04321;98000 05678", ["98000 01234", "98000 04321", "98000 05678"]),
        ("98000 01234 or 022 23456789", ["98000 01234", "022 23456789"]),
        ("98000 01234\n98000 04321\r\n98000 05678", ["98000 01234", "98000 04321", "98000 05678"]),
        ("+91 98000 01234 ::: +91 98000 04321", ["+91 98000 01234", "+91 98000 04321"]),
        ("9800001234 9800004321", ["9800001234", "9800004321"]),
        ("98000 01234", ["98000 01234"]),
        ("022-23456789 ext. 12; 9800001234", ["022-23456789 ext. 12", "9800001234"]),
        ("022-23456789, ext 12", ["022-23456789 ext 12"]),
        ("022-23456789;ext=12", ["022-23456789;ext=12"]),
        ("M: 98000 01234 O: 022-23456789", ["98000 01234", "022-23456789"]),
        ("98000 01234 (M) / 022 23456789 (O)", ["98000 01234", "022 23456789"]),
        ("Mobile: 9800001234", ["9800001234"]),
        ("98000 01234 home", ["98000 01234"]),
        ("9,800,001,234", ["9800001234"]),
        ("9,80,00,01,234.00", ["9800001234"]),
        (9800001234.0, ["9800001234"]),
        (9800001234, ["9800001234"]),
        ("9.82E+09", ["9.82E+09"]),
        ("९८०००० १२३४ / 98000 04321", ["९८०००० १२३४", "98000 04321"]),
        ("ask reception", ["ask reception"]),
        ("N/A", []), ("", []), (" - ", []), (math.nan, []),
    ],
)  # fmt: skip
def test_cells_with_several_numbers(cell: str | float, parts: list[str]) -> None:
    assert split_phones(cell) == parts


@given(st.lists(st.from_regex(r"9[0-8][0-9]{3} [0-9]{5}", fullmatch=True), min_size=1, max_size=5),
       st.sampled_from([" / ", "/", ",", ", ", ";", "\n", " ::: ", " or ", " | ", " & "]))  # fmt: skip
def test_what_was_joined_comes_apart_again(numbers: list[str], joint: str) -> None:
    assert split_phones(joint.join(numbers)) == numbers
    assert parse_phones(joint.join(numbers)) == [parse_phone(number) for number in numbers]


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary().map(str)))
@settings(max_examples=examples(400), deadline=None)
def test_nothing_makes_it_stumble(raw: str | float) -> None:
    assert isinstance(parse_phone(raw), Phone | PhoneProblem)
    for part in split_phones(raw):
        assert part.strip()


def test_shown_in_groups() -> None:
    assert format_phone(MOBILE) == "+91 98000 01234"
    assert format_phone(MOBILE, "12") == "+91 98000 01234 ext. 12"
    assert format_phone("+12125550123") == "+1 212-555-0123"
    assert format_phone("+911800123456").startswith("+91 1800")
    assert format_phone("nonsense") == "nonsense"


def test_masked_for_those_who_may_not_see_it() -> None:
    assert mask_phone(MOBILE) == "+91 98••• ••234"
    assert mask_phone("+12125550123") == "+1 21•-•••-•123"


@given(
    st.one_of(
        st.from_regex(r"\+91[6-9][0-9]{9}", fullmatch=True),
        st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
    )
)
@settings(max_examples=examples(200), deadline=None)
def test_a_mask_leaves_at_most_five_digits(number: str) -> None:
    masked = mask_phone(number)
    country_digits = sum(ch.isdigit() for ch in masked.partition(" ")[0]) if " " in masked else 0
    assert sum(ch.isdigit() for ch in masked) - country_digits <= 5
    assert number not in masked.replace(" ", "").replace("-", "")


@given(st.from_regex(r"\+91[6-9][0-9]{9}", fullmatch=True), st.integers(0, 11), st.integers(3, 12))
def test_any_part_of_a_number_finds_it(number: str, start: int, length: int) -> None:
    typed = format_phone(number)[1:].replace(" ", "")[start : start + length]
    assert phone_digits_for_search(typed) in phone_digits_for_search(number)


def test_search_forgets_prefixes_and_punctuation() -> None:
    assert phone_digits_for_search("098000-012") == "98000012"
    assert phone_digits_for_search("९८०००") == "98000"
    assert phone_digits_for_search("00") == "0"
    assert phone_digits_for_search("Ravi") == ""


def test_importing_the_module_leaves_the_library_alone() -> None:
    code = "import sys, crm_desktop.domain.phone; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(written_numbers())
@settings(max_examples=examples(300), deadline=None)
def test_a_cell_with_one_plain_number_is_that_number(text: str) -> None:
    if len(split_phones(text)) == 1 and not any(mark in text for mark in "x/"):
        (only,) = parse_phones(text)
        alone = parse_phone(text)
        assert e164(only) == e164(alone)
