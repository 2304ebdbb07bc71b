"""The clock of the person called, from number and address."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from crm_desktop.domain import places
from crm_desktop.domain.zones import (
    guess_zone,
    is_known_zone,
    place_for_zone,
    zone_of_address,
    zones_of_number,
)


@pytest.mark.parametrize(
    ("number", "city", "state", "country", "zone"),
    [
        ("+919800001234", "", "", "", "Asia/Kolkata"),
        ("+912223456789", "Mumbai", "Maharashtra", "India", "Asia/Kolkata"),
        ("+971501234567", "", "", "", "Asia/Dubai"),
        ("+12125550123", "", "", "", "America/New_York"),
        ("+14155550123", "", "", "", "America/Los_Angeles"),
        ("+18005550123", "", "", "", "America/New_York"),  # toll-free: where most people live
        ("+18005550123", "", "CA", "USA", "America/Los_Angeles"),
        ("+12125550123", "Austin", "", "US", "America/Chicago"),
        ("+12125550123", "Austin", "TX", "U.S.A.", "America/Chicago"),
        ("+61412345678", "", "WA", "Australia", "Australia/Perth"),
        ("+919800001234", "Dubai", "", "", "Asia/Dubai"),  # an Indian SIM abroad
        ("+919800001234", "", "", "UAE", "Asia/Dubai"),
        ("+15035550123", "Salem", "", "", "America/Los_Angeles"),  # Oregon, not Tamil Nadu
        ("+914272345678", "Salem", "", "", "Asia/Kolkata"),
        ("+922134567890", "Hyderabad", "", "", "Asia/Karachi"),
        ("", "Salem", "", "", "Asia/Kolkata"),
        ("", "  BENGALURU ", "", "", "Asia/Kolkata"),
        ("", "", "Tamil Nadu", "", "Asia/Kolkata"),
        ("", "Toronto", "", "", "America/Toronto"),
        ("", "", "BC", "Canada", "America/Vancouver"),
        ("", "", "", "", "Asia/Kolkata"),
        ("", "Nowhere", "Nothing", "Utopia", "Asia/Kolkata"),
        ("+9779812345678", "", "", "", "Asia/Kathmandu"),
        ("nonsense", "", "", "", "Asia/Kolkata"),
        ("+1", "", "", "", "Asia/Kolkata"),
    ],
)  # fmt: skip
def test_guesses(number: str, city: str, state: str, country: str, zone: str) -> None:
    assert guess_zone(number, city, state, country, "Asia/Kolkata") == zone


def test_the_default_settles_what_the_number_leaves_open() -> None:
    assert len(zones_of_number("+18005550123")) > 5
    assert guess_zone("+18005550123", default="America/Denver") == "America/Denver"
    assert guess_zone(default="Asia/Dubai") == "Asia/Dubai"


def test_unknown_addresses_say_so() -> None:
    assert zone_of_address("Nowhere") is None
    assert zone_of_address("", "Ontario", "USA") is None
    assert zone_of_address("Pune") == "Asia/Kolkata"


def test_every_zone_in_the_tables_exists() -> None:
    tables = [places.CITIES, places.COUNTRIES, *places.STATES.values(), places.RENAMED]
    zones = {zone for table in tables for zone in table.values()} | set(places.MAIN_ZONES)
    for zone in zones:
        assert ZoneInfo(zone).key == zone
    for table in tables[:-1]:
        assert all(name == name.lower().strip() and name and "." not in name for name in table)


def test_names_for_people() -> None:
    assert place_for_zone("Asia/Kolkata") == "India"
    assert place_for_zone("America/New_York") == "New York"
    assert place_for_zone("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert is_known_zone("Asia/Kolkata")
    assert not is_known_zone("Asia/Atlantis")
    assert not is_known_zone("../etc/passwd")
