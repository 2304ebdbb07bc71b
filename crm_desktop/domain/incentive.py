"""Incentive: what a confirmed sale earns whoever made it, by slabs; and what is taken back with the sale.

The n-th sale of a product that a person has confirmed in a month earns what its slab says. What was earned
stays as it was counted: a sale that counts no longer takes back exactly what it earned, on the day it
stopped, and moves no other sale into another slab.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.errors import UserError

MOST_SLABS = 12


@dataclass(frozen=True, slots=True)
class Slab:
    """Sales up to the `upto`-th of a month (None: all further ones) earn `minor` each, in minor units."""

    upto: int | None
    minor: int


@dataclass(frozen=True, slots=True)
class SlabVersion:
    """The slabs of a product (None: of every product without own ones) from a day (yyyymmdd) on."""

    product_id: UUID | None
    from_on: int
    slabs: tuple[Slab, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How a sale stood from a day (yyyymmdd of the office's clock) on: whose, of what, whether it counts."""

    sale_id: UUID
    person_id: UUID
    product_id: UUID | None
    day: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Rupees:
    """What a step earned, or took back (`minor` below 0), whose it is, which sale of the month, which slab.

    What a ruling gave to somebody else, or to another product, is taken back and earned anew on its day.
    """

    step: Step
    person_id: UUID
    minor: int
    nth: int
    slab: str  # its sales: "1–10"


def earned(steps: Iterable[Step], versions: Sequence[SlabVersion]) -> list[Rupees]:
    """What each step earns or takes back; steps in order of time, from the first one of each sale on."""
    found: list[Rupees] = []
    standing: dict[UUID, Rupees] = {}  # what each sale earned last
    nths: dict[tuple[UUID, UUID | None, int], int] = {}
    for step in steps:
        before = standing.pop(step.sale_id, None)
        if before is not None:
            is_as_before = _kind(step) == _kind(before.step)
            if step.counts and is_as_before:
                standing[step.sale_id] = before
                continue
            found.append(Rupees(step, before.person_id, -before.minor, before.nth, before.slab))
        if not step.counts:
            continue
        slabs = slabs_on(versions, step.product_id, step.day)
        key = (step.person_id, step.product_id, step.day // 100)
        nths[key] = nth = nths.get(key, 0) + 1
        slab = next((each for each in slabs if each.upto is None or nth <= each.upto), None)
        if slab is not None:
            earns = Rupees(step, step.person_id, slab.minor, nth, slab_words(slabs, slab))
            standing[step.sale_id] = earns
            found.append(earns)
    return found


def _kind(step: Step) -> tuple[UUID, UUID | None]:
    return step.person_id, step.product_id


def slabs_on(versions: Sequence[SlabVersion], product_id: UUID | None, day: int) -> tuple[Slab, ...]:
    """The slabs of a product on a day: its own newest, else those for every product."""
    for wanted in (product_id, None):
        held = [each for each in versions if each.product_id == wanted and each.from_on <= day]
        if held:
            return max(held, key=lambda each: each.from_on).slabs
    return ()


def parse_slabs(typed: str, currency: str) -> tuple[Slab, ...]:
    """Slabs as typed, "10: 100; 20: 150; 200": up to the 10th sale 100 each, up to the 20th 150, then 200.

    Raises UserError for what isn't one; empty: nothing is earned.
    """
    slabs: list[Slab] = []
    parts = [part.strip() for part in typed.replace("\n", ";").split(";") if part.strip()]
    if len(parts) > MOST_SLABS:
        raise UserError("Use at most {limit} slabs.", field="slabs", limit=MOST_SLABS)
    for place, part in enumerate(parts, 1):
        number, colon, amount = part.rpartition(":")
        if colon and not (number.strip().isdecimal() and int(number) > 0):
            raise UserError(
                "Before the colon stands the last sale of the slab: {part}", field="slabs", part=part
            )
        if not colon and place < len(parts):
            raise UserError("Only the last slab has no end: {part}", field="slabs", part=part)
        upto = int(number) if colon else None
        if upto is not None and slabs and slabs[-1].upto is not None and upto <= slabs[-1].upto:
            raise UserError("Each slab ends after the one before: {part}", field="slabs", part=part)
        slabs.append(Slab(upto, parse_amount(amount.strip(), currency)))
    return tuple(slabs)


def to_json(slabs: Iterable[Slab]) -> list[list[int | None]]:
    """Slabs as they are kept."""
    return [[slab.upto, slab.minor] for slab in slabs]


def from_json(kept: Iterable[Sequence[int | None]]) -> tuple[Slab, ...]:
    """What `to_json` gave."""
    return tuple(Slab(upto, int(minor or 0)) for upto, minor in kept)


def slab_words(slabs: Sequence[Slab], slab: Slab) -> str:
    """Which sales of a month a slab is for: "1–10", "21+"."""
    place = slabs.index(slab)
    before = slabs[place - 1].upto if place else 0
    first = (before or 0) + 1
    return f"{first}+" if slab.upto is None else f"{first}–{slab.upto}"
