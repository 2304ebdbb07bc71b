"""Whose clock counts: the time zone guessed from a phone number and an address."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from crm_desktop.domain.places import (
    CITIES,
    COUNTRIES,
    INDIA,
    MAIN_ZONES,
    RENAMED,
    SHARED_NAMES,
    STATES,
    WIDE_COUNTRIES,
)

_PLACES = {INDIA: "India", "UTC": "UTC", "Etc/UTC": "UTC", "Asia/Ho_Chi_Minh": "Vietnam"}


def guess_zone(
    e164: str = "", city: str = "", state: str = "", country: str = "", default: str = INDIA
) -> str:
    """The IANA zone a person most likely lives in; `default` when nothing tells.

    The address outweighs the number (an Indian number in Dubai rings in Dubai), unless it is only a
    town's name that several countries share and the number says otherwise.
    """
    candidates = zones_of_number(e164)
    address, is_sure = _zone_of_address(_plain(city), _plain(state), _plain(country))
    if address and (is_sure or not candidates or address in candidates):
        return address
    if not candidates:
        return default
    if len(candidates) == 1 or default not in candidates:
        return next((zone for zone in MAIN_ZONES if zone in candidates), candidates[0])
    return default


def zones_of_number(e164: str) -> tuple[str, ...]:
    """Every zone a number may ring in, () when unknown; several for mobiles of wide countries."""
    if e164.startswith("+91"):
        return (INDIA,)
    return _zones_by_library(e164) if e164.startswith("+") else ()


def zone_of_address(city: str = "", state: str = "", country: str = "") -> str | None:
    """The zone of an address, None when its places are unknown or keep several clocks."""
    return _zone_of_address(_plain(city), _plain(state), _plain(country))[0]


def place_for_zone(zone: str) -> str:
    """A name people know for a zone's clock: "India", "New York", "Dubai"."""
    return _PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def known_zones() -> frozenset[str]:
    """Every zone a lead can have: those of the zone database, and what numbers and addresses tell."""
    guessed = {*COUNTRIES.values(), *CITIES.values(), *MAIN_ZONES, *RENAMED.values(), INDIA}
    guessed |= {zone for places in STATES.values() for zone in places.values()}
    return frozenset(zone for zone in available_timezones() | guessed if is_known_zone(zone))


def clock_of(zone: str, office: str) -> str:
    """By whose clock somebody is called: the office's where no zone is said, or none that there is."""
    return zone if zone and is_known_zone(zone) else office


@lru_cache(maxsize=1024)
def is_known_zone(zone: str) -> bool:
    """Whether this computer knows the zone's clock."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _zone_of_address(city: str, state: str, country: str) -> tuple[str | None, bool]:
    """The zone, and whether the address alone is proof enough."""
    if country:
        if wide := WIDE_COUNTRIES.get(country):
            zone = STATES[wide].get(state)
            if zone is None and city not in SHARED_NAMES and _lies_in(CITIES.get(city), wide):
                zone = CITIES[city]
            return zone, True
        if zone := COUNTRIES.get(country):
            return zone, True
    if zone := STATES[""].get(state):
        return zone, state not in SHARED_NAMES
    zone = CITIES.get(city)
    return zone, zone is not None and city not in SHARED_NAMES and not (country or state)


def _lies_in(zone: str | None, wide: str) -> bool:
    return zone is not None and zone in STATES[wide].values()


def _plain(name: str) -> str:
    return " ".join(name.lower().replace(".", "").split())


@lru_cache(maxsize=4096)
def _zones_by_library(e164: str) -> tuple[str, ...]:
    import phonenumbers
    from phonenumbers import timezone

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return ()
    zones = timezone.time_zones_for_number(number)
    return tuple(RENAMED.get(zone, zone) for zone in zones if zone != timezone.UNKNOWN_TIMEZONE)
