"""Which rows of a receipt are contested or ruled on, and which a ruling took out of the number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from crm_desktop.domain.call import Call
from crm_desktop.domain.call_totals import COLUMNS, counted
from crm_desktop.domain.formats import day, month_of_year
from crm_desktop.domain.presence import State
from crm_desktop.domain.receipts import Basis, BehindRow, Source
from crm_desktop.domain.receipts import counted as adds_to
from crm_desktop.domain.rulings import Contest, Counted, Ruling, SaleCounted, TimeCounted, Was
from crm_desktop.domain.sales import Sale, SaleState
from crm_desktop.services.ruled_words import changed_words
from crm_desktop.store.call_hours import NO_CAMPAIGN
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import flags_of
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.contests import Contests
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.people import People
from crm_desktop.store.receipt_rows import CallsOf
from crm_desktop.store.sales import Sales
from crm_desktop.store.unit_of_work import Work

RULED_LABELS: dict[str, str] = {"ruled": "Ruled", "contested": "contested"}
RULED_SENTENCES: dict[str, str] = {
    "changed": "Rulings changed as what some of these rows count; each says what it was, who ruled and when.",
    "taken_out": "Rulings took rows out of this number.",
}


@dataclass(frozen=True, slots=True)
class RuledRows:
    """Claims by call and sale, those about times, and those whose ruling took a row out of the number."""

    of_ids: Mapping[UUID, tuple[Contest, ...]] = field(default_factory=dict)
    of_times: tuple[Contest, ...] = ()
    taken_out: tuple[Contest, ...] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)  # of people

    def of(self, row: BehindRow) -> tuple[Contest, ...]:
        """The claims about a row."""
        if row.source is Source.TIME:
            return tuple(each for each in self.of_times if _touches(each, row))
        return () if row.id is None else self.of_ids.get(row.id, ())

    def words(self, row: BehindRow, zone: str) -> str:
        """What the row shows of them: "Not interested → Interested, Joseph D’Souza, 20 Nov 2026"."""
        return "; ".join(self.ruled_words(each, zone) for each in self.of(row))

    def ruled_words(self, contest: Contest, zone: str) -> str:
        """One claim: what was ruled, by whom and when, or that it waits."""
        ruling = contest.ruling
        if ruling is None:
            return RULED_LABELS["contested"]
        what = changed_words(contest.was, ruling.now, self.names, zone)
        return ", ".join(
            (what, self.names.get(ruling.person_id, "–"), day(ruling.at, zone, weekday=False, year=True))
        )

    def notes(self) -> tuple[str, ...]:
        """What is said below the rows."""
        known = (*self.of_times, *(each for found in self.of_ids.values() for each in found))
        is_changed = any(each.ruling is not None for each in known)
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
            "was": _as_json(contest.was),
        }
        ruling = contest.ruling
        if ruling is not None:
            told |= {
                "upheld": ruling.is_upheld,
                "ruled_at": ruling.at.isoformat(),
                "ruled_by": self.names.get(ruling.person_id, ""),
                "ruled_why": ruling.why,
                "counts_as": None if ruling.now is None else _as_json(ruling.now),
            }
        return told


def _as_json(was: Was) -> dict[str, object]:
    told: dict[str, object] = was.to_json()
    return told | {"product_name": was.product} if isinstance(was, SaleCounted) else told


NONE_RULED = RuledRows()
#: The states whose time a figure counts; one that isn't here counts all of it.
_STATES: Mapping[str, State] = {
    "break_s": State.BREAK, "breaks": State.BREAK, "long_breaks": State.BREAK, "long_break_s": State.BREAK,
    "away_s": State.AWAY, "ready_s": State.READY, "on_call_s": State.ON_CALL, "after_call_s": State.WRAP_UP,
}  # fmt: skip


def find_ruled(
    work: Work,
    span: Span,
    basis: Basis,
    rows: Iterable[BehindRow],
    of: CallsOf,
    keep: Callable[[BehindRow], bool],
) -> RuledRows:
    """The claims about these rows, and those whose row would have counted here as it was."""
    contests = Contests(work)
    sources = {each.source for each in (basis.part, basis.whole) if each is not None}
    sources &= {Source.CALL, Source.SALE, Source.TIME}
    if not sources or not contests.any():
        return NONE_RULED
    shown = list(rows)
    of_ids: dict[UUID, tuple[Contest, ...]] = {}
    taken: list[Contest] = []
    times: tuple[Contest, ...] = ()
    for source in sorted(sources):
        ids = {row.id for row in shown if row.source is source and row.id is not None}
        upheld = contests.upheld(source, span)
        if source is Source.TIME:
            among = contests.of_times(span.people, span.first_day, span.last_day)
            here = [row for row in shown if row.source is source]
            times = tuple(each for each in among if any(_touches(each, row) for row in here))
            taken += [each for each in upheld if each not in times and _time_counted_here(each, basis, keep)]
            continue
        of_ids |= contests.of_rows(source, ids)
        taken_out = _call_taken_out if source is Source.CALL else _sale_taken_out
        taken += [
            each for each in upheld
            if (each.sale_id if source is Source.SALE else each.call_id) not in ids
            and taken_out(work, each, basis, of, keep)
        ]  # fmt: skip
    if not of_ids and not taken and not times:
        return NONE_RULED
    names = {person.id: person.display_name for person in People(work).all()}
    return RuledRows(of_ids, times, tuple(taken), names)


def ruled_beside(work: Work, span: Span, zone: str) -> tuple[tuple[str, ...], list[dict[str, object]]]:
    """Rulings on calls of months whose totals had been closed by then: in words, and with plain values."""
    closed = {each.month: each.closed_at for each in ClosedMonths(work).all()}
    contests, calls = Contests(work), Calls(work)
    found: list[tuple[int, Contest, Ruling]] = []
    for contest in contests.upheld(Source.CALL, span) if closed else ():
        call = None if contest.call_id is None else calls.get(contest.call_id)
        ruling, month = contest.ruling, (call.day or 0) // 100 if call is not None else 0
        if ruling is not None and month in closed and ruling.at > closed[month]:
            found.append((month, contest, ruling))
    if not found:
        return (), []
    names = {person.id: person.display_name for person in People(work).all()}
    ruled = RuledRows(names=names)
    words = tuple(
        f"{month_of_year(month)}: {names.get(contest.person_id, '–')}, {ruled.ruled_words(contest, zone)}"
        for month, contest, _ in found
    )
    return words, ruled.to_json(contest for _, contest, _ in found)


def _touches(contest: Contest, row: BehindRow) -> bool:
    """Whether a row of somebody's time lies in a stretch that is contested or was ruled on."""
    ruling = contest.ruling
    said = contest.was if ruling is None or ruling.now is None else ruling.now
    if row.person_id != contest.person_id or not isinstance(said, TimeCounted):
        return False
    if row.ended is None:
        return said.began <= row.at <= said.until
    return row.at < said.until and row.ended > said.began


def _time_counted_here(contest: Contest, basis: Basis, keep: Callable[[BehindRow], bool]) -> bool:
    was = contest.was
    if not isinstance(was, TimeCounted):
        return False
    row = BehindRow(Source.TIME, None, was.began, contest.person_id, ended=was.until)
    sides = [side for side in (basis.part, basis.whole) if side is not None and side.source is Source.TIME]
    names = {name for side in sides for name in (*side.adds, *side.less)}
    return keep(row) and any(_STATES.get(name, was.state) is was.state for name in names)


def _call_taken_out(
    work: Work, contest: Contest, basis: Basis, of: CallsOf, keep: Callable[[BehindRow], bool]
) -> bool:
    """Whether the call counted here before the ruling, and doesn't since."""
    call = None if contest.call_id is None else Calls(work).get(contest.call_id)
    now = None if contest.ruling is None else contest.ruling.now
    if call is None or not isinstance(contest.was, Counted) or not isinstance(now, Counted):
        return False
    if contest.was.person_id != now.person_id:
        return _counted_here(as_it_was(call, contest.was), basis, of, keep)
    was_here, is_here = (_counted_here(as_it_was(call, each), basis, of, keep) for each in (contest.was, now))
    return was_here and not is_here


def _sale_taken_out(
    work: Work, contest: Contest, basis: Basis, of: CallsOf, keep: Callable[[BehindRow], bool]
) -> bool:
    """Whether the sale counted here before the ruling, and doesn't since."""
    sale, was = None if contest.sale_id is None else Sales(work).get(contest.sale_id), contest.was
    now = None if contest.ruling is None else contest.ruling.now
    if sale is None or not isinstance(was, SaleCounted) or not isinstance(now, SaleCounted):
        return False
    if was.person_id != now.person_id:
        return _sale_counted_here(sale, was, basis, of, keep)
    was_here, is_here = (_sale_counted_here(sale, each, basis, of, keep) for each in (was, now))
    return was_here and not is_here


def _sale_counted_here(
    sale: Sale, said: SaleCounted, basis: Basis, of: CallsOf, keep: Callable[[BehindRow], bool]
) -> bool:
    sale = replace(sale, person_id=said.person_id, amount_minor=said.amount_minor, state=said.state)
    if of.campaign_id is not None and (sale.campaign_id or NO_CAMPAIGN) != of.campaign_id:
        return False
    if not keep(BehindRow(Source.SALE, sale.id, sale.at, sale.person_id)):
        return False
    counts = {
        "sales": int(sale.counts), "waiting": int(sale.waits),
        "sales_minor": sale.amount_minor if sale.counts else 0,
        "received_minor": sale.amount_minor if sale.counts and sale.state is SaleState.RECEIVED else 0,
    }  # fmt: skip
    sides = [side for side in (basis.part, basis.whole) if side is not None and side.source is Source.SALE]
    return any(adds_to(side, counts) for side in sides)


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
