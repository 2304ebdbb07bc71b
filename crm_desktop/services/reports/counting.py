"""What receipts say of results that count differently from some day on: which, as what, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.receipts import Basis, Source
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.store.campaigns import Campaigns

MOST = 8
_BY_FLAGS = frozenset({"conversations", "incoming_conversations", "successes", "interested", "answered"})
COUNTING_SENTENCES: dict[str, str] = {
    "both": "“{result}” in {campaign} counts as conversation and success from {day} on (version {number}).",
    "human": "“{result}” in {campaign} counts as a conversation from {day} on (version {number}).",
    "success": "“{result}” in {campaign} counts as a success from {day} on (version {number}).",
    "none": "“{result}” in {campaign} counts as neither conversation nor success from {day} on "
    "(version {number}).",
}


@dataclass(frozen=True, slots=True)
class CountsSince:
    """From which day on a result counts as what; `number` is its version, 2 after the first change."""

    result: str
    campaign: str
    day: date
    flags: frozenset[Flag]
    number: int

    @property
    def sentence(self) -> str:
        """The sentence, with places for `places`."""
        both = Flag.HUMAN in self.flags, Flag.SUCCESS in self.flags
        found = {(True, True): "both", (True, False): "human", (False, True): "success"}
        return COUNTING_SENTENCES[found.get(both, "none")]

    @property
    def places(self) -> dict[str, object]:
        """What stands in the sentence."""
        return {
            "result": self.result,
            "campaign": self.campaign,
            "day": day_of_date(self.day),
            "number": self.number,
        }

    def words(self) -> str:
        """As scripts are told."""
        return self.sentence.format(**self.places)


def counts_since(asked: Asked, basis: Basis) -> tuple[CountsSince, ...]:
    """The changes until the last of these days, of results the number may count; the newest first."""
    behind = [each for each in (basis.part, basis.whole) if each is not None and each.source is Source.CALL]
    if all(_BY_FLAGS.isdisjoint((*each.adds, *each.less)) for each in behind):
        return ()
    found = [
        CountsSince(label, campaign, date_of(from_on), flags, number)
        for campaign_id, campaign, label, counts in Campaigns(asked.work).counted_anew()
        if asked.span.campaign_id in (None, campaign_id)
        for number, (from_on, flags) in enumerate(counts, 1)
        if 0 < from_on <= asked.span.last_day
    ]
    return tuple(sorted(found, key=lambda each: each.day, reverse=True)[:MOST])
