"""Texts with places: filled once, never a place for anything else to get in."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.messages import (
    Channel,
    Template,
    filled,
    missing,
    one_line,
    places_in,
    sms_parts,
    suitable,
)

HOME_LOAN = uuid4()


def text(
    name: str,
    language: str = "",
    campaign_id: UUID | None = None,
    position: int = 1,
    channel: Channel = Channel.WHATSAPP,
    *,
    is_active: bool = True,
) -> Template:
    return Template(uuid4(), name, channel, language, campaign_id, "", "Hello", "", position, is_active, 1)


def names(found: tuple[Template, ...]) -> list[str]:
    return [t.name for t in found]


def test_places_are_filled() -> None:
    values = {"first_name": "Meera", "office": "Shakti Finance"}
    assert (
        filled("Namaste {first_name}, this is {Office}.", values) == "Namaste Meera, this is Shakti Finance."
    )


def test_a_place_without_a_value_leaves_no_hole() -> None:
    assert filled("Hello {first_name} {company} !\n\nBye", {"first_name": "Meera"}) == "Hello Meera !\n\nBye"
    assert missing("{first_name} {company} {company}", {"first_name": "Meera"}) == ("company",)


def test_braces_in_a_value_stay_text() -> None:
    assert filled("{name}", {"name": "{office}", "office": "secret"}) == "{office}"


@pytest.mark.parametrize(
    "nasty", ["a\nb", "a\r\nBcc: x@example.org", "a\x00b", "a\u2028b", "a\tb", "a\x1b[31mb"]
)
def test_a_value_is_one_line(nasty: str) -> None:
    assert len(filled("Hello {name}", {"name": nasty}).splitlines()) == 1
    assert one_line(nasty).startswith("a ")


@given(st.text(), st.text())
def test_whatever_a_value_holds_it_is_one_line_and_comes_once(before: str, value: str) -> None:
    template = before.replace("{", "(") + "{name}"
    shown = filled(template, {"name": value})
    assert shown.endswith(one_line(value))
    assert len(shown.splitlines()) <= len(template.splitlines()) or not one_line(value)


def test_places_are_found_once_in_their_order() -> None:
    assert places_in("{name} {city} {Name} {9} {} {{city}}") == ("name", "city")


def test_the_campaign_and_the_language_lead() -> None:
    found = suitable(
        [
            text("for all", position=1),
            text("in Marathi", "Marathi", position=3),
            text("in Tamil", "Tamil", position=2),
            text("of the campaign, in Marathi", "marathi", HOME_LOAN, 4),
            text("of another campaign", "Marathi", uuid4()),
            text("an SMS", channel=Channel.SMS),
            text("switched off", is_active=False),
        ],
        Channel.WHATSAPP,
        "Marathi, English",
        HOME_LOAN,
    )
    assert names(found) == ["of the campaign, in Marathi", "in Marathi", "for all", "in Tamil"]


def test_without_a_language_texts_for_everybody_lead() -> None:
    texts = [text("in Tamil", "Tamil", position=1), text("for all", position=2)]
    assert names(suitable(texts, Channel.WHATSAPP, "", None)) == ["for all", "in Tamil"]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("न" * 70, 1),
        ("न" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_parts_of_a_text_message(body: str, parts: int) -> None:
    assert sms_parts(body) == parts
