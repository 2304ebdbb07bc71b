"""Reading phone numbers of Indian lists: ours against the library alone, and never another answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random

import phonenumbers

from crm_desktop.domain.phone import parse_phone, parse_with_library
from tests.scale.results import Result, absolute, against

CELLS, ROUNDS, COMPARED = 20_000, 5, 300_000
SPEED_GOAL = 1 / 6
_ODD = (
    "98200",
    "022 2345678",
    "+1 415 555 0132",
    "919820012345.0",
    "9.82E+09",
    "0091-98200-12345 ext 12",
    "नहीं",
    "",
)


def cells(count: int, seed: int) -> list[str]:
    """Made-up cells: mostly mobiles in the usual ways, some landlines, foreign numbers and rubbish."""
    random = Random(seed)
    found: list[str] = []
    for _ in range(count):
        roll = random.random()
        mobile = f"{random.randint(6, 9)}{random.randrange(10**9):09d}"
        if roll < 0.94:
            found.append(_written(mobile, random))
        elif roll < 0.97:
            found.append(
                f"0{random.choice(('22', '11', '44', '80', '20'))}-{random.randrange(2 * 10**7, 6 * 10**7)}"
            )
        elif roll < 0.99:
            found.append("".join(random.choice("+0123456789 -()./९") for _ in range(random.randint(6, 15))))
        else:
            found.append(random.choice(_ODD))
    return found


def _written(mobile: str, random: Random) -> str:
    half = f"{mobile[:5]} {mobile[5:]}"
    return random.choice(
        (
            mobile,
            f"+91 {half}",
            f"0{mobile}",
            f"91{mobile}",
            half,
            f"+91-{mobile}",
            f"{mobile[:5]}-{mobile[5:]}",
        )
    )


def library_alone(cell: str) -> str | None:
    """What one would write with the library only: parse, check, format."""
    try:
        number = phonenumbers.parse(cell, "IN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def run(sizes: Sequence[int]) -> list[Result]:
    """Milliseconds for 1,000 cells, and how many of a large sample are read differently from the library."""
    random = Random(7)
    plain = [_written(f"9800{random.randrange(10**6):06d}", random) for _ in range(CELLS)]
    results: list[Result] = []
    for name, listed, goal in (
        ("read phones: a list with landlines and rubbish", cells(CELLS, 1), SPEED_GOAL),
        ("read phones: plain mobiles", plain, None),
    ):
        _timed(parse_phone, listed[:500]), _timed(library_alone, listed[:500])
        # In turn, the best of each: both have the processor to themselves at least once.
        rounds = [(_timed(parse_phone, listed), _timed(library_alone, listed)) for _ in range(ROUNDS)]
        ours, theirs = (min(each) for each in zip(*rounds, strict=True))
        results.append(against(name, CELLS, ours, theirs, goal, "per 1,000 cells"))
    sample = cells(COMPARED if max(sizes) > 10_000 else COMPARED // 6, 20261120)
    different = [cell for cell in sample if parse_phone(cell, "IN") != parse_with_library(cell, "IN")]
    note = f"of {len(sample):,} cells" + (f", first {different[0]!r}" if different else "")
    what = "phones read differently from the library"
    return [*results, absolute(what, len(sample), len(different), 0, "", note)]


def _timed(read: Callable[[str], object], listed: Sequence[str]) -> float:
    """Milliseconds of the processor a thousand cells; both ways take India as the country."""
    begun = time.thread_time()
    for cell in listed:
        read(cell)
    return 1_000_000 * (time.thread_time() - begun) / len(listed)
