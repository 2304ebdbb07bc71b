"""Facts about results that are worth a look, never a verdict: what counts as one, said once."""

from __future__ import annotations

from math import sqrt

QUICK_S = 5  # a result given sooner after the dial than a phone rings
SAME_IN_A_ROW = 10
MOVED_TIMES = 3
LEAST_CALLS = 30  # below, a share says nothing
Z_99 = 2.5758


def wilson(events: int, of: int, z: float = Z_99) -> tuple[float, float]:
    """The interval in which a share of this many events lies, at 99 % unless said.

    The score interval of E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22 (1927), 209-212; it stays within 0 and 1 and holds for
    few events, unlike the usual one.
    """
    if of <= 0:
        return 0.0, 1.0
    share, square = events / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def is_far(events: int, of: int, others_events: int, others_of: int) -> bool:
    """Whether a person's share is far from the others': their two 99 % intervals don't touch.

    Fewer than 30 calls on either side say nothing.
    """
    if of < LEAST_CALLS or others_of < LEAST_CALLS:
        return False
    low, high = wilson(events, of)
    others_low, others_high = wilson(others_events, others_of)
    return low > others_high or high < others_low
