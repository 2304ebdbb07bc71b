"""Which rows of a receipt are contested or ruled on, and which a ruling took out of the number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from crm_desktop.domain.call import Call
from crm_desktop.domain.call_totals import COLUMNS, counted
from crm_desktop.domain.formats import day
from crm_desktop.domain.receipts import Basis, BehindRow, Source
from crm_desktop.domain.receipts import counted as adds_to
from crm_desktop.domain.rulings import Contest, Counted
from crm_desktop.services.rulings import REFUSED, changed_words
from crm_desktop.store.call_hours import NO_CAMPAIGN
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import flags_of
from crm_desktop.store.contests import Contests
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.people import People
from crm_desktop.store.receipt_rows import CallsOf
from crm_desktop.store.unit_of_work import Work

RULED_LABELS: dict[str, str] = {"ruled": "Ruled", "contested": "contested"}
RULED_SENTENCES: dict[str, str] = {
    "changed": "Rulings changed as what some of these rows count; each says what it was, who ruled and when.",
    "taken_out": "Rulings took rows out of this number.",
}


@dataclass(frozen=True, slots=True)
class RuledRows:
    """Claims by call, and those whose ruling took a row out of the number; `names` of people."""

    of_calls: Mapping[UUID, tuple[Contest, ...]] = field(default_factory=dict)
    taken_out: tuple[Contest, ...] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)

    def of(self, row: BehindRow) -> tuple[Contest, ...]:
        """The claims about a row."""
        return () if row.source is not Source.CALL or row.id is None else self.of_calls.get(row.id, ())

    def words(self, row: BehindRow, zone: str) -> str:
        """What the row shows of them: "Not interested → Interested, Joseph D’Souza, 20 Nov 2026"."""
        return "; ".join(self._words(each, zone) for each in self.of(row))

    def _words(self, contest: Contest, zone: str) -> str:
        ruling = contest.ruling
        if ruling is None:
            return RULED_LABELS["contested"]
        names = dict(self.names)
        what = REFUSED if ruling.now is None else changed_words(contest.was, ruling.now, names)
        return ", ".join((what, names.get(ruling.person_id, "–"), day(ruling.at, zone, weekday=False)))

    def notes(self) -> tuple[str, ...]:
        """What is said below the rows."""
        is_changed = any(each.ruling is not None for found in self.of_calls.values() for each in found)
        said = {"changed": is_changed, "taken_out": bool(self.taken_out)}
        return tuple(RULED_SENTENCES[name] for name, holds in said.items() if holds)

    def to_json(self, contests: Iterable[Contest]) -> list[dict[str, object]]:
        """Original, claim and ruling of each, with plain values."""
        return [self._plain(each) for each in contests]

    def _plain(self, contest: Contest) -> dict[str, object]:
        told: dict[str, object] = {
            "id": str(contest.id),
            "claim": contest.claim.value,
            "claimed_at": contest.at.isoformat(),
            "claimed_by": self.names.get(contest.person_id, ""),
            "claim_why": contest.why,
            "was": contest.was.to_json(),
        }
        ruling = contest.ruling
        if ruling is not None:
            told |= {
                "upheld": ruling.is_upheld,
                "ruled_at": ruling.at.isoformat(),
                "ruled_by": self.names.get(ruling.person_id, ""),
                "ruled_why": ruling.why,
                "counts_as": None if ruling.now is None else ruling.now.to_json(),
            }
        return told


NONE_RULED = RuledRows()


def find_ruled(
    work: Work,
    span: Span,
    basis: Basis,
    rows: Iterable[BehindRow],
    of: CallsOf,
    keep: Callable[[BehindRow], bool],
) -> RuledRows:
    """The claims about these rows, and those whose call would have counted here as it was."""
    if Source.CALL not in {each.source for each in (basis.part, basis.whole) if each is not None}:
        return NONE_RULED
    call_ids = {row.id for row in rows if row.source is Source.CALL and row.id is not None}
    contests, calls = Contests(work), Calls(work)
    taken: list[Contest] = []
    for contest in contests.upheld(span):
        call = None if contest.call_id in call_ids else calls.get(contest.call_id)
        if call is not None and _counted_here(as_it_was(call, contest.was), basis, of, keep):
            taken.append(contest)
    found = contests.of_calls(call_ids) if call_ids and contests.any() else {}
    if not found and not taken:
        return NONE_RULED
    names = {person.id: person.display_name for person in People(work).all()}
    return RuledRows(found, tuple(taken), names)


def as_it_was(call: Call, was: Counted) -> Call:
    """The call as it counted when it was contested."""
    return replace(
        call, person_id=was.person_id, disposition_code=was.code, disposition_label=was.label,
        flags=flags_of(was.flags), talk_s=was.talk_s, is_left_out=was.is_left_out,
    )  # fmt: skip


def _counted_here(call: Call, basis: Basis, of: CallsOf, keep: Callable[[BehindRow], bool]) -> bool:
    if of.campaign_id is not None and (call.campaign_id or NO_CAMPAIGN) != of.campaign_id:
        return False
    if of.code is not None and call.disposition_code != of.code:
        return False
    if call.is_left_out or not keep(BehindRow(Source.CALL, call.id, call.dialled_at, call.person_id)):
        return False
    ones = dict(zip(COLUMNS, counted(call), strict=True))
    sides = [each for each in (basis.part, basis.whole) if each is not None and each.source is Source.CALL]
    return any(adds_to(side, ones) for side in sides)
