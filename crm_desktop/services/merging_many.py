"""Doubles among many leads: who would go into whom as everything stands, and why others stay alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm_desktop.domain.batches import Change, Skipped
from crm_desktop.domain.duplicates import Double, Stays, doubles
from crm_desktop.services.batch_steps import why_not
from crm_desktop.services.handing_out import PART, Preview
from crm_desktop.store.batch_doubles import BatchDoubles
from crm_desktop.store.batches import BatchRows
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would do; `into` names by row numbers what goes into what."""

    preview: Preview
    into: Mapping[int, int]

    def parts(self) -> Iterator[dict[int, int]]:
        """What is done in one go each; what goes into one lead stays together as far as it can."""
        pairs = sorted(self.into.items(), key=lambda pair: (pair[1], pair[0]))
        for start in range(0, len(pairs), PART):
            yield dict(pairs[start : start + PART])


def planned_merge(work: Work, numbers: Sequence[int], change: Change) -> MergePlan:
    """Who goes into whom among these leads; what isn't among them is nobody's double."""
    rows, looking = BatchRows(work), BatchDoubles(work)
    why = why_not(rows, change)
    skipped: Counter[str] = Counter()
    some: list[Double] = []
    for start in range(0, len(numbers), PART):
        part = numbers[start : start + PART]
        found, left = looking.looked_at(part, why)
        some += found
        skipped.update(left.values())
        skipped[Skipped.GONE.value] += len(part) - len(found) - len(left)
    told = doubles(some, Stays(change.to), with_other_names=change.with_other_names)
    stay = set(told.into.values())
    skipped[Skipped.STAYS.value] = len(stay)
    skipped[Skipped.OTHER_NAME.value] = len(told.other_name)
    skipped[Skipped.ALONE.value] = len(some) - len(told.into) - len(stay) - len(told.other_name)
    left_alone = {reason: count for reason, count in skipped.items() if count}
    return MergePlan(Preview(len(numbers), len(told.into), left_alone), told.into)
