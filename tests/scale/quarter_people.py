"""Who works in the made-up quarter, and how: the habits that its reports must show."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

DAYS = 91
LEAVES_TODAY = 3  # the place of who is on leave today, and whose leads campaign B waits for

NAMES = (
    "Thiruvengadam Venkatasubramaniam Ramachandran", "कविता रामचंद्र मिश्रा", "Sneha Patil", "Farhan Qureshi",
    "Balasubramanian Krishnamurthy Iyer", "Danish Khan", "Prerna Gill", "Suresh Yadav", "Tanvi Deshpande",
    "Mohit Agarwal", "Zeenat Ansari", "Ganesh Kamble", "सुनीता देशमुख", "Kavita Chaudhary", "Joseph Lobo",
    "Lakshmi Narayanan", "Rohan Mehta", "Pooja Shetty", "Vikram Rathore", "Anjali Nair", "Harpreet Kaur",
    "Nilesh Pawar", "Divya Menon", "Arjun Reddy", "Sana Shaikh",
)  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """How somebody works: shares are of 1, times in seconds."""

    place: int
    reach: float  # how many more, or fewer, pick up than with others
    luck: float  # of those who pick up, how many more are interested
    talk_s: float
    wrap_s: float
    late_s: int  # comes in so much later, on average
    overrun: float  # how many of the breaks take too long
    forgets: float  # promises that are never called
    delays: float  # promises called late
    moves: float  # promises moved, again and again
    skips: float
    leaves: frozenset[int] = field(default_factory=frozenset)  # days of the quarter
    is_night: bool = False
    is_quick: bool = False  # gives results before anybody could have answered
    is_same: bool = False  # gives the same result many times in a row
    is_bare: bool = False  # sells without having spoken
    forbids: float = 0.02  # conversations that end with do not call


def habits(seed: int, count: int = len(NAMES)) -> list[Habits]:
    """The habits of so many people; the same for the same seed."""
    found = []
    for place in range(count):
        chance = Random(f"habits {seed} {place}")
        of_leave = frozenset(
            day
            for first in chance.sample(range(DAYS - 8), 2)
            for day in range(first, first + chance.choice((1, 1, 2, 4)))
        )
        if place == LEAVES_TODAY:
            of_leave = frozenset(range(DAYS - 9, DAYS))
        found.append(
            Habits(
                place=place,
                reach=chance.uniform(0.8, 1.2),
                luck=chance.uniform(0.5, 1.7),
                talk_s=chance.uniform(45, 95),
                wrap_s=chance.uniform(3, 9),
                late_s=chance.choice((0, 0, 0, 120, 600)),
                overrun=chance.choice((0.02, 0.05, 0.05, 0.3)),
                forgets=0.4 if place in (7, 11) else chance.uniform(0.01, 0.06),
                delays=0.35 if place in (7, 16) else chance.uniform(0.05, 0.15),
                moves=0.5 if place == 16 else 0.02,
                skips=0.05 if place == 9 else 0.002,
                leaves=of_leave,
                is_night=place >= count - 4,
                is_quick=place == 13,
                is_same=place == 5,
                is_bare=place == 17,
                forbids=0.12 if place == 10 else 0.02,
            )
        )  # fmt: skip
    return found
