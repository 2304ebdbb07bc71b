"""A number's receipt: its value, its formula with its version, and exactly the rows it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.attendance import DayLaidOut
from crm_desktop.domain.kpi import Unit
from crm_desktop.domain.people import Person
from crm_desktop.domain.presence import SECOND, State, breaks_taken
from crm_desktop.domain.receipts import BASES, WAITS, Basis, BehindRow, Source, counted
from crm_desktop.domain.rulings import Contest
from crm_desktop.domain.shift import date_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.reports import incentive
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.attendance import days_of
from crm_desktop.services.reports.best_time import is_in
from crm_desktop.services.reports.calls import lead_sums
from crm_desktop.services.reports.campaign_progress import always
from crm_desktop.services.reports.coaching import reviews_behind, week_within
from crm_desktop.services.reports.counting import CountsSince, counts_since
from crm_desktop.services.reports.former import calls_by, first_or_last, former_found, former_leads
from crm_desktop.services.reports.funnel import COUNTS, FUNNEL_WAITS
from crm_desktop.services.reports.receipt_words import COLUMN_LABELS, WHAT_LABELS
from crm_desktop.services.reports.report import (
    CLOSED_SENTENCES,
    FORMER,
    text_column,
)
from crm_desktop.services.reports.ruled_rows import NONE_RULED, RuledRows, find_ruled
from crm_desktop.services.reports.table import Column, Json, Row, Table, make_row, plain_value
from crm_desktop.services.reports.targets import AIMED, former_rows, rows_behind, together_within
from crm_desktop.services.reports.timeline import OF_STATES
from crm_desktop.store.call_hours import NO_CAMPAIGN
from crm_desktop.store.incentive import INCENTIVE, Incentive
from crm_desktop.store.receipt_rows import CallsOf, Found, ReceiptRows
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.worth_rows import WORTH, WorthRows

TOTAL = "total"
_OF_FUNNEL = frozenset({*COUNTS, "f_in", *FUNNEL_WAITS})
_MONEY = frozenset({"sales_minor", "received_minor", "aimed_sales_minor", *INCENTIVE})
_SECONDS = WAITS | {
    "talk_s",
    "aimed_talk_s",
    "wrap_s",
    "worked_s",
    "break_s",
    "away_s",
    "long_break_s",
    *OF_STATES,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands behind one number of a report.

    `rows`: as many as a count says; where something is summed up or divided, those that add anything to it.
    `notes` say what is no longer there.
    """

    table: Table
    row: Row
    column: Column
    basis: Basis
    rows: tuple[BehindRow, ...]
    names: Mapping[UUID, str]  # of people
    campaigns: Mapping[UUID, str]
    notes: tuple[str, ...] = ()
    ruled: RuledRows = NONE_RULED
    counts_since: tuple[CountsSince, ...] = ()

    @property
    def taken_out(self) -> tuple[Contest, ...]:
        """Claims whose ruling took a row out of the number."""
        return self.ruled.taken_out

    @property
    def part(self) -> int:
        """The sum of what the rows add."""
        return sum(row.part for row in self.rows)

    @property
    def whole(self) -> int | None:
        """The sum of what divides it; None where nothing is divided."""
        return None if self.basis.whole is None else sum(row.whole or 0 for row in self.rows)

    def to_json(self) -> dict[str, object]:
        """The receipt with plain values, as `crm-desktop report NAME --receipt` gives it."""
        column, table = self.column, self.table
        value = plain_value(self.row.values[column.id], column.unit, table.zone, table.currency)
        return {
            "report": table.report,
            "from": date_of(table.first_day).isoformat(),
            "to": date_of(table.last_day).isoformat(),
            "column": column.id,
            "title": column.title,
            "key": self.row.key,
            "value": value,
            "unit": column.unit.value,
            "formula": column.formula,
            "version": column.kpi.version if column.kpi else 1,
            "part": self._plain(self.part, self.basis.part.adds),
            "whole": None if self.basis.whole is None else self._plain(self.whole, self.basis.whole.adds),
            "counted_at": table.counted_at.isoformat(),
            "rows": [self._json_row(row) for row in self.rows],
            "ruled_out": self.ruled.to_json(self.taken_out),
            "notes": [*self.notes, *(each.words() for each in self.counts_since)],
        }

    def _json_row(self, row: BehindRow) -> dict[str, object]:
        zone = ZoneInfo(self.table.zone)
        whole = self.basis.whole
        return {
            "kind": row.source.value,
            "id": None if row.id is None else str(row.id),
            "at": row.at.astimezone(zone).isoformat(timespec="seconds"),
            "until": row.ended.astimezone(zone).isoformat(timespec="seconds") if row.ended else None,
            "person": self._person(row),
            "lead_id": None if row.lead_id is None else str(row.lead_id),
            "lead": row.lead,
            "campaign": self._campaign(row),
            "what": row.what,
            "part": self._plain(row.part, self.basis.part.adds),
            "whole": None if whole is None else self._plain(row.whole, whole.adds),
            "ruled": self.ruled.to_json(self.ruled.of(row)),
        }

    def as_table(self) -> Table:
        """The rows as a table, for files and screens: the same query as the number's."""
        columns = self._columns()
        rows = [
            make_row(str(row.id or place), self._figures(row), columns)
            for place, row in enumerate(self.rows, 1)
        ]
        words = {column.id: "" for column in columns}
        sums: dict[str, Any] = {
            **words, columns[0].id: COLUMN_LABELS["sum"], "part": self.part, "whole": self.whole
        }  # fmt: skip
        return replace(
            self.table,
            title=f"{self.table.title}: {self.column.title}",
            columns=columns,
            rows=tuple(rows),
            total=make_row(TOTAL, sums, columns),
            notes=self.notes,
            extra={},
        )

    def _columns(self) -> tuple[Column, ...]:
        has_time = any(row.ended for row in self.rows)
        kept = [
            _told("at", Unit.MOMENT),
            *([_told("ended", Unit.MOMENT)] if has_time else []),
            _told("person"),
            *([] if has_time else [_told("lead"), _told("campaign")]),
            _told("what"),
            *([_told("ruled")] if any(self.ruled.of(row) for row in self.rows) else []),
            _told("part", unit_of(self.basis.part.adds)),
        ]
        if self.basis.whole is not None:
            kept.append(_told("whole", unit_of(self.basis.whole.adds)))
        return tuple(kept)

    def _figures(self, row: BehindRow) -> dict[str, Any]:
        return {
            "at": row.at,
            "ended": row.ended,
            "person": self._person(row),
            "lead": row.lead,
            "campaign": self._campaign(row),
            "what": WHAT_LABELS.get(row.what, row.what),
            "ruled": self.ruled.words(row, self.table.zone),
            "part": row.part,
            "whole": row.whole,
        }

    def _person(self, row: BehindRow) -> str:
        if row.person_id is None and row.source in (Source.CALL, Source.SALE, Source.CALLBACK, Source.REVIEW):
            return WHAT_LABELS["former"]
        if row.person_id is None and row.source is Source.TARGET and self.table.columns[0].id == "person":
            return WHAT_LABELS["former"]
        return self.names.get(row.person_id, "") if row.person_id else ""

    def _campaign(self, row: BehindRow) -> str:
        return self.campaigns.get(row.campaign_id, "") if row.campaign_id else ""

    def _plain(self, value: int | None, adds: Iterable[str]) -> Json:
        return plain_value(value, unit_of(adds), self.table.zone, self.table.currency)


def unit_of(adds: Iterable[str]) -> Unit:
    """What a sum over these is: money, seconds, or a count."""
    names = set(adds)
    return Unit.MONEY if names & _MONEY else Unit.SECONDS if names & _SECONDS else Unit.COUNT


def find_receipt(asked: Asked, table: Table, column_id: str, key: str) -> Receipt:
    """What stands behind a number of a table that was made of the same question in the same transaction.

    Raises NotFound for a row or a column the report doesn't have, UserError for one that is no number.
    """
    column = next((c for c in table.columns if c.id == column_id), None)
    numbers = [c for c in table.columns if c.id in BASES]
    if column is None:
        raise NotFound(
            "The report “{name}” has no column “{column}”. It has: {columns}.",
            field="receipt",
            name=table.report,
            column=column_id,
            columns=", ".join(c.id for c in numbers),
        )
    if column.id not in BASES:
        raise UserError(
            "“{column}” only names the row. Choose one of: {columns}.",
            field="receipt",
            column=column_id,
            columns=", ".join(c.id for c in numbers),
        )
    row = next((r for r in (*table.rows, table.total) if r.key == key), None)
    if row is None:
        raise NotFound(
            "The report “{name}” has no row “{key}” on these days. Its keys stand in it with --json; or take "
            "total.",
            field="row",
            name=table.report,
            key=key,
        )
    people = [person for person in asked.people if _is_counted(table, person, BASES[column.id])]
    within = replace(asked, span=replace(asked.span, people=tuple(p.id for p in people)))
    narrowed, of, keep = _narrowed(within, people, table, key)
    basis = BASES[column.id]
    part = _found(narrowed, basis.part.source, column.id, _names(basis, basis.part.source), of, keep)
    rows = [_as_row(row, figures, basis, counts_part=True) for row, figures in part]
    if basis.is_of_all:
        of_part, names = Counter(map(_as_known, part)), _names(basis, basis.part.source)
        every = _found(within, basis.part.source, column.id, names, CallsOf(), lambda _: True)
        rows = []
        for one in every:
            is_of_part = of_part[_as_known(one)] > 0
            of_part[_as_known(one)] -= is_of_part
            rows.append(_as_row(*one, basis, counts_part=is_of_part))
    if basis.whole is not None and basis.whole.source is not basis.part.source:
        whole = _found(narrowed, basis.whole.source, column.id, _names(basis, basis.whole.source), of, keep)
        rows += [_as_row(row, figures, basis, counts_part=False) for row, figures in whole]
    ruled = find_ruled(asked.work, narrowed.span, basis, rows, of, keep)
    late = (CLOSED_SENTENCES["closed_sales"],) if any(row.late_of for row in rows if row.part) else ()
    is_wait = not WAITS.isdisjoint(basis.part.adds)  # one of no seconds counts in a median
    return Receipt(
        table,
        row,
        column,
        basis,
        tuple(row for row in rows if row.part or row.whole or is_wait),
        {person.id: person.display_name for person in asked.people},
        ReportSums(asked.work).campaign_names(),
        (*table.notes, *late, *ruled.notes()),
        ruled,
        counts_since(asked, basis),
    )


def _as_known(one: Found) -> tuple[object, ...]:
    """By what a row is told from others; without id those of one moment and meaning are alike."""
    row = one[0]
    return (row.id,) if row.id is not None else (row.at, row.campaign_id, row.what)


def _told(id: str, unit: Unit = Unit.TEXT) -> Column:
    return text_column(id, COLUMN_LABELS[id], unit=unit)


def _is_counted(table: Table, person: Person, basis: Basis) -> bool:
    """Whether a person's time counts here: beside calls it is told only of those who have any."""
    is_time = any(each is not None and each.source is Source.TIME for each in (basis.part, basis.whole))
    if not is_time or table.report in ("attendance", "timeline"):
        return True
    return any(row.key == person.sign_in_name and "worked_s" in row.figures for row in table.rows)


Keep = Callable[[BehindRow], bool]


def _narrowed(asked: Asked, people: list[Person], table: Table, key: str) -> tuple[Asked, CallsOf, Keep]:
    """The question of one row: whose, which days, which calls."""
    of = CallsOf()
    everything: Keep = lambda _: True  # noqa: E731
    if table.report == "progress":
        asked = replace(asked, span=always(asked.span))
        named, keys = ReportSums(asked.work).campaign_names(), {row.key for row in table.rows}
        among = {id for id, name in named.items() if name in keys}
        everything = lambda row: row.campaign_id in among  # noqa: E731  # calls of no campaign aren't in it
    if table.report == "targets" and table.columns[0].id != "person":
        those = [row.key for row in table.rows if key in (row.key, TOTAL)]
        asked, everything = together_within(asked, those)
        return asked, of, everything
    if key == TOTAL:
        return asked, of, everything
    if key == FORMER:
        return replace(asked, span=replace(asked.span, people=())), of, everything
    match table.columns[0].id:
        case "day":
            day = next(row.figures["day"] for row in table.rows if row.key == key)
            return asked.other_days(date_of(day), date_of(day)), of, everything
        case "month":
            return asked.other_days(*incentive.days_of(asked, key)), of, everything
        case "hour" | "weekday":
            zone = ZoneInfo(asked.zone)
            return asked, of, lambda row: is_in(row.at.astimezone(zone), key)
        case "check" | "question":
            return asked, CallsOf(code=key), everything
        case "week":
            monday, _, name = key.partition(" ")
            there = week_within(asked, monday)
            if name == FORMER:
                return replace(there, span=replace(there.span, people=())), of, everything
            return _of_person(there, people, name), of, everything
        case "campaign":
            names = ReportSums(asked.work).campaign_names()
            found = next((id for id, name in names.items() if name == key), NO_CAMPAIGN)
            return asked, CallsOf(campaign_id=found), everything
        case "result":
            return asked, CallsOf(code="" if key == "-" else key), everything
        case _:
            name, _, day_text = key.partition(" ")
            if day_text:
                on = next(row.figures["day"] for row in table.rows if row.key == key)
                asked = asked.other_days(date_of(on), date_of(on))
            return _of_person(asked, people, name), of, everything


def _of_person(asked: Asked, people: list[Person], name: str) -> Asked:
    """The question about the one with this name to sign in with; "" about everybody, as it is."""
    if not name:
        return asked
    whose = tuple(person.id for person in people if person.sign_in_name == name)
    return replace(asked, former=(), span=replace(asked.span, people=whose))


def _names(basis: Basis, source: Source) -> tuple[str, ...]:
    behind = [each for each in (basis.part, basis.whole) if each is not None and each.source is source]
    return tuple(dict.fromkeys(name for each in behind for name in (*each.adds, *each.less)))


def _found(
    asked: Asked, source: Source, column: str, names: tuple[str, ...], of: CallsOf, keep: Keep
) -> list[Found]:
    rows, span = ReceiptRows(asked.work), asked.span
    if names[0] in WORTH:
        return [one for one in WorthRows(asked.work).rows(span, names[0]) if keep(one[0])]
    if names[0] in INCENTIVE:
        return [one for one in Incentive(asked.work).rows(span) if keep(one[0])]
    if names[0] in AIMED:
        return [one for one in rows_behind(asked, names[0]) if keep(one[0])]
    match source:
        case Source.CALL if names in (("first",), ("last",)):
            return first_or_last(asked, names[0], of, keep)
        case Source.CALL:
            found = rows.calls(span, names, of)
        case Source.CALLBACK:
            found = rows.follow_ups(span, names)
        case Source.SALE:
            found = rows.sales(span, names)
        case Source.LEAD:
            found = _leads(asked, names, of)
        case Source.TIME:
            found = _time(asked, column, names)
        case Source.REVIEW:
            found = reviews_behind(asked, names, of)
        case Source.SKIP | Source.TARGET:  # among WORTH and AIMED
            found = []
    if asked.keys is not None and source in (Source.CALL, Source.SALE):
        found = sorted([*found, *former_rows(asked, source)], key=lambda one: one[0].at)
    elif asked.former and source in (Source.CALL, Source.SALE, Source.CALLBACK):
        those = former_found(asked, source, of)
        wanted = (one for one in those if any(one[1].get(name) for name in names))
        found = sorted([*found, *wanted], key=lambda one: one[0].at)
    return [one for one in found if keep(one[0])]


def _leads(asked: Asked, names: tuple[str, ...], of: CallsOf) -> list[Found]:
    rows = ReceiptRows(asked.work)
    if "found" in names:
        return rows.doubtful(asked.span, of.code)
    if names[0] in _OF_FUNNEL:
        return rows.ways(asked.ever_since(), names, of.campaign_id)
    if asked.span == always(asked.span):
        return [(row, _as_held(figures)) for row, figures in rows.held(asked.span, of.campaign_id)]
    told = calls_by(asked, "campaign_id")
    is_whole = "dialable" in names
    among = [c for c, figures in told.items() if is_whole or not figures.get("closed")]
    if of.campaign_id is not None:
        among = [campaign for campaign in among if campaign == of.campaign_id]
    if is_whole or "waited_s" in names:
        return rows.leads(asked.everybodys(), names, among, lead_sums(asked))
    found = [*rows.leads(asked.span, names, among, lead_sums(asked)), *former_leads(asked, among)]
    return sorted(found, key=lambda one: one[0].at)


def _as_held(figures: Mapping[str, int | None]) -> Mapping[str, int | None]:
    """With the names that a campaign's penetration is summed up under, too."""
    return {**figures, "tried": figures["leads_tried"], "dialable": figures["leads_dialable"]}


def _as_row(
    row: BehindRow, figures: Mapping[str, int | None], basis: Basis, *, counts_part: bool
) -> BehindRow:
    whole = basis.whole
    is_of_whole = whole is not None and whole.source is row.source
    return replace(
        row,
        part=counted(basis.part, figures) if counts_part else 0,
        whole=None if whole is None else counted(whole, figures) if is_of_whole else 0,
    )


# --- time at work ---


def _time(asked: Asked, column: str, names: tuple[str, ...]) -> list[Found]:
    of_days = days_of(asked, with_calls=not OF_STATES.keys().isdisjoint(names))
    if column in ("first_sign_in", "last_sign_out"):
        return _ends(of_days, column)
    found = [
        one for (person, _), day in sorted(of_days.items(), key=_in_order) for one in _of_day(person, day)
    ]
    return [(row, figures) for row, figures in found if any(figures.get(name) for name in names)]


def _in_order(one: tuple[tuple[UUID, int], DayLaidOut]) -> tuple[int, UUID]:
    return one[0][1], one[0][0]


def _ends(days: Mapping[tuple[UUID, int], DayLaidOut], column: str) -> list[Found]:
    """The stretch that began first, or was over last."""
    each = [(person, stretch) for (person, _), day in days.items() for stretch in day.stretches]
    if not each:
        return []
    if column == "first_sign_in":
        person, stretch = min(each, key=lambda one: one[1].began)
        told = BehindRow(Source.TIME, stretch.session_id, stretch.began, person, what="sign_in")
    else:
        person, stretch = max(each, key=lambda one: one[1].until)
        told = BehindRow(Source.TIME, stretch.session_id, stretch.until, person, what="sign_out")
    return [(told, {column: 1})]


def _of_day(person: UUID, day: DayLaidOut) -> list[Found]:
    """The spans of a day, and its breaks; seconds are cut off of the sum, as the figures do."""
    found: list[Found] = []
    worked, away, paused = _Seconds(), _Seconds(), _Seconds()
    of_states = {name: _Seconds() for name in OF_STATES}
    for span in day.spans:
        micro = span.took
        told = BehindRow(Source.TIME, None, span.began, person, what=span.state.value, ended=span.until)
        figures = {"worked_s": worked.more(micro)}
        for name, state in OF_STATES.items():
            if span.state is state:
                figures[name] = of_states[name].more(micro)
        if span.state is State.AWAY:
            figures["away_s"] = away.more(micro)
        found.append((told, figures))
    for taken in breaks_taken(day.spans):
        if taken.is_open:
            continue
        told = BehindRow(
            Source.TIME,
            None,
            taken.began,
            person,
            what=taken.reason or "break",
            ended=taken.began + taken.took,
        )
        figures = {
            "break_s": paused.more(taken.took),
            "breaks": 1,
            "long_breaks": int(taken.over_s > 0),
            "long_break_s": taken.over_s,
        }
        found.append((told, figures))
    return found


class _Seconds:
    """Whole seconds of a growing sum: what each part adds to it."""

    def __init__(self) -> None:
        self._sum = 0 * SECOND

    def more(self, took: Any) -> int:
        before = self._sum // SECOND
        self._sum += took
        return int(self._sum // SECOND - before)
