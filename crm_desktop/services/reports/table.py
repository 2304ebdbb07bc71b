"""What a report gives: columns with their formulas, rows, sums at the foot; the same for screen and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.domain import formats
from crm_desktop.domain.kpi import KPIS, NOT_MEASURED, Figures, Kpi, Missing, Unit, Value
from crm_desktop.domain.shift import date_of

Json = int | float | str | None
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its formula in words, and what its values are."""

    id: str
    title: str
    formula: str
    unit: Unit
    of: Callable[[Figures], Value]
    kpi: Kpi | None = None


def column(kpi_id: str) -> Column:
    """The column of a figure of the trade."""
    kpi = KPIS[kpi_id]
    return Column(kpi.id, kpi.title, kpi.formula, kpi.unit, kpi.of, kpi)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key for scripts, the sums behind it, and each column's value."""

    key: str
    figures: Figures
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A report's answer, counted at a moment. `notes` are English sentences, `extra` goes to scripts only.

    `kept_to`: what it was narrowed to, by what (a person, campaign, source or tag) and in words.
    `before`: the same about as many days before, to compare with."""

    report: str
    title: str
    first_day: int
    last_day: int
    zone: str
    currency: str
    counted_at: datetime
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    notes: tuple[str, ...] = ()
    kept_to: tuple[tuple[str, str], ...] = ()
    before: Table | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def shown(self, row: Row, column: Column) -> str:
        """A value as screens and papers show it."""
        value = row.values[column.id]
        if value is None and row is self.total and column.kpi is None:
            return ""  # it names rows, and sums have no such name
        if isinstance(value, datetime) and self.first_day != self.last_day and "day" not in row.values:
            return formats.full_when(value, self.zone)
        return shown(value, column.unit, self.zone, self.currency)

    def value_before(self, row: Row, column: Column) -> Value:
        """What stood there on the days before; None where there is nothing to compare with."""
        if self.before is None or column.kpi is None:
            return None
        rows = (self.before.total,) if row is self.total else self.before.rows
        return next((found.values.get(column.id) for found in rows if found.key == row.key), None)

    def days_shown(self) -> str:
        """The days in words: "Fri 20 Nov 2026", or both ends of a range."""
        ends = [_day_shown(self.first_day), _day_shown(self.last_day)]
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"

    def to_json(self) -> dict[str, object]:
        """The whole table with plain values, as `crm-desktop report --json` gives it."""
        return {
            "report": self.report,
            "from": date_of(self.first_day).isoformat(),
            "to": date_of(self.last_day).isoformat(),
            "zone": self.zone,
            "currency": self.currency,
            "counted_at": self.counted_at.isoformat(),
            **({"kept_to": dict(self.kept_to)} if self.kept_to else {}),
            "columns": [
                {"id": c.id, "title": c.title, "formula": c.formula, "unit": c.unit.value}
                for c in self.columns
            ],
            "rows": [self._json_row(row) for row in self.rows],
            "total": self._json_row(self.total),
            "notes": list(self.notes),
            **({"before": self.before.to_json()} if self.before else {}),
            **self.extra,
        }

    def _json_row(self, row: Row) -> dict[str, Json]:
        plain = {c.id: plain_value(row.values[c.id], c.unit, self.zone, self.currency) for c in self.columns}
        return {"key": row.key, **plain}


def make_row(key: str, figures: Figures, columns: Sequence[Column]) -> Row:
    """A row of these sums."""
    return Row(key, figures, {c.id: c.of(figures) for c in columns})


def shown(value: Value, unit: Unit, zone: str, currency: str) -> str:
    """A value in words: "–" without one, "not measured", "16.1 %", "2 h 5 min", "₹24,000"."""
    if value is None:
        return NOTHING
    if isinstance(value, Missing):
        return str(value.value)
    if isinstance(value, datetime):
        return formats.clock(value, zone)
    if isinstance(value, str):
        return value
    match unit:
        case Unit.SHARE:
            return f"{value * 100:.1f} %"
        case Unit.SECONDS:
            return formats.hours(value)
        case Unit.MONEY:
            return formats.money(int(value), currency)
        case Unit.DAY:
            return _day_shown(int(value))
        case _:
            return formats.group_indian(int(value)) if currency == "INR" else f"{int(value):,}"


def plain_value(value: Value, unit: Unit, zone: str, currency: str) -> Json:
    """A value for scripts: counts and seconds as numbers, shares of 1, money as a decimal text, ISO times."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Missing):
        return NOT_MEASURED.value
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
    match unit:
        case Unit.MONEY:
            return f"{decimal_money(int(value), currency):f}"
        case Unit.SHARE:
            return round(float(value), 4)
        case Unit.DAY:
            return date_of(int(value)).isoformat()
        case _:
            return value if isinstance(value, int) else round(value, 1)


def decimal_money(minor: int, currency: str) -> Decimal:
    """An amount in minor units as a decimal number of the currency, with its places."""
    places = formats.minor_digits(currency)
    return Decimal(minor).scaleb(-places)


def _day_shown(day: int) -> str:
    there: date = date_of(day)
    return formats.day_of_date(there)
