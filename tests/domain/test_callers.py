"""What a typed text asks for: the end of a number, a whole number, or a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.callers import FEWEST_DIGITS, Asked, asked


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Asked()),
        ("+", Asked(name="")),
        ("4", Asked(lacks=3)),
        ("1-2 3", Asked(lacks=1)),
        ("1234", Asked(digits="1234")),
        ("12 345", Asked(digits="12345")),
        ("१२३४", Asked(digits="1234")),
        ("98200 12345", Asked(digits="9820012345", e164="+919820012345")),
        ("0091 98200 12345", Asked(digits="9820012345", e164="+919820012345")),
        ("m", Asked()),
        ("me", Asked(name="me")),
        ("Meera 2", Asked(name="Meera 2")),
    ],
)
def test_what_was_typed(typed: str, wanted: Asked) -> None:
    assert asked(typed, "IN") == wanted


@given(st.text(alphabet="0123456789 -().", max_size=14))
def test_digits_are_looked_for_from_four_on(typed: str) -> None:
    found, digits = asked(typed, "IN"), sum(ch.isdigit() for ch in typed)
    if digits:
        assert found.lacks == max(0, FEWEST_DIGITS - digits)
        assert bool(found.digits) is (digits >= FEWEST_DIGITS)
